"""Alerts that this program watches: kept on disk, evaluated twenty times a second, they need it on.

A firing is written down before its orders leave, so a crash in between cannot send them twice. The
orders go through the order service like any other: its gate, its journal and the kill switch hold.
"""

import logging
from collections.abc import Awaitable, Callable, Sequence
from decimal import Decimal
from typing import Literal

from msgspec.structs import replace

from terminal.alerts import words
from terminal.alerts.engine import Firing, LocalEngine
from terminal.alerts.store import KEPT_EVENTS, AlertStore, StoredAlert, StoredAlerts
from terminal.domain.alert import Alert, AlertEvent, AlertMeasure, AlertState, AlertTerms
from terminal.domain.errors import Accepted, Rejected, Unknown, WriteOutcome
from terminal.domain.ids import ClientOrderId
from terminal.domain.notice import Notice, Objection, Refused
from terminal.domain.order import OrderIntent
from terminal.domain.ports import Clock
from terminal.runtime.tasks import OnFailure, TaskScope, supervise

log = logging.getLogger(__name__)
LOOK_EVERY_S = 0.05
FIRED = "It fired."
SENDING = "Its orders are being sent."
CUT_SHORT = "The program ended while its orders were being sent: look at the order book."
ALWAYS_CONFIRMED = frozenset({"marketable"})
"""An order beyond the level that fires it often fills at once: that is what the alert is for."""
SendOrder = Callable[[OrderIntent, frozenset[str]], Awaitable[WriteOutcome | Refused]]


class LocalAlerts:
    """The alerts of this PC and their firings. `open` before use."""

    def __init__(
        self,
        *,
        engine: LocalEngine,
        store: AlertStore,
        clock: Clock,
        send_order: SendOrder,
        new_client_id: Callable[[], ClientOrderId],
        name_of: words.NameOf,
        changed: Callable[[], None],
        fired: Callable[[AlertEvent], None],
        notify: Callable[[Notice], None],
        on_failure: OnFailure,
    ) -> None:
        self._engine = engine
        self._store = store
        self._clock = clock
        self._send_order = send_order
        self._new_client_id = new_client_id
        self._name_of = name_of
        self._changed = changed
        self._fired = fired
        self._notify = notify
        self._on_failure = on_failure
        self._scope = TaskScope("local alerts", on_failure)
        self._looks = TaskScope("look at local alerts", on_failure)
        self._alerts: dict[str, StoredAlert] = {}
        self.events: list[AlertEvent] = []
        self._looking = False

    async def open(self) -> None:
        """Load what was kept and watch what is enabled."""
        stored, complaint = await self._store.load()
        if complaint:
            self._say("warn", "Alerts", complaint)
        self._alerts = {each.alert.key: each for each in stored.alerts} | self._alerts
        self.events = [*self.events, *map(self._cut_short, stored.events)]
        for each in stored.alerts:
            if each.alert.state is AlertState.ENABLED:
                self._engine.arm(each.alert.key, each.alert.terms, self._clock.now_ns())
        self._look()
        self._changed()

    def alerts(self) -> list[Alert]:
        """Return all, newest first."""
        return [each.alert for each in reversed(self._alerts.values())]

    def find(self, key: str) -> Alert | None:
        found = self._alerts.get(key)
        return None if found is None else found.alert

    async def put(
        self, key: str, terms: AlertTerms, symbol: str, confirmed: Sequence[str]
    ) -> Refused | None:
        """Make or replace an alert and watch it from now on; what cannot be kept is not made."""
        before, now_ns = self._alerts.get(key), self._clock.now_ns()
        alert = Alert(
            key=key,
            terms=terms,
            symbol=symbol,
            state=AlertState.ENABLED,
            fired=before.alert.fired if before is not None else 0,
            created_ns=before.alert.created_ns if before is not None else now_ns,
            updated_ns=now_ns,
        )
        self._alerts[key] = StoredAlert(alert, tuple(confirmed))
        if (refused := await self._kept(key, before)) is not None:
            return refused
        self._arm(key)
        self._changed()
        return None

    async def enable(self, key: str, *, enabled: bool) -> Refused | None:
        """Switch an alert on or off; on, it begins as if new."""
        before = self._alerts[key]
        state = AlertState.ENABLED if enabled else AlertState.DISABLED
        message = "" if enabled else "Switched off."
        alert = replace(before.alert, state=state, message=message, updated_ns=self._clock.now_ns())
        self._alerts[key] = StoredAlert(alert, before.confirmed)
        if not enabled:
            self._engine.disarm(key)
        if (refused := await self._kept(key, before)) is not None:
            return refused
        if enabled:
            self._arm(key)
        self._changed()
        return None

    async def delete(self, keys: Sequence[str]) -> Refused | None:
        """Forget alerts; they are not watched from the call on, even if the disk is full."""
        gone = {key: self._alerts.pop(key) for key in keys if key in self._alerts}
        for key in gone:
            self._engine.disarm(key)
        self._changed()
        try:
            await self._save()
        except OSError as error:
            text = f"It could not be taken off the disk and comes back at the next start: {error}."
            return Refused((Objection(code="disk", text=text, fix="Free disk space."),))
        return None

    def look_now(self) -> None:
        """Evaluate once (the loop does; tests may)."""
        now_ns = self._clock.now_ns()
        for firing in self._engine.evaluate(now_ns, self._clock.monotonic_ns()):
            self._on_firing(firing)

    async def aclose(self) -> None:
        """Stop watching; orders on their way are waited for."""
        self._engine.close()
        await self._looks.aclose()
        await self._scope.drain(5)
        await self._scope.aclose()

    # -- private

    def _arm(self, key: str) -> None:
        found = self._alerts.get(key)
        if found is not None and found.alert.state is AlertState.ENABLED:
            self._engine.arm(key, found.alert.terms, self._clock.now_ns())
            self._look()

    def _look(self) -> None:
        if not self._looking and len(self._engine):
            self._looking = True
            self._looks.spawn(self._loop(), name="look")

    async def _loop(self) -> None:
        async def work() -> None:
            while len(self._engine):
                self.look_now()
                await self._clock.sleep(LOOK_EVERY_S)

        try:
            await supervise(
                work, clock=self._clock, on_failure=self._on_failure, name="local alerts"
            )
        finally:
            self._looking = False

    def _on_firing(self, firing: Firing) -> None:
        stored = self._alerts.get(firing.key)
        if stored is None:
            return
        terms = stored.alert.terms
        alert = replace(stored.alert, fired=stored.alert.fired + 1, updated_ns=firing.fired_ns)
        if terms.once:
            alert = replace(alert, state=AlertState.DISABLED, message=FIRED)
        self._alerts[firing.key] = StoredAlert(alert, stored.confirmed)
        event = AlertEvent(
            key=alert.key,
            name=terms.name,
            condition=words.condition(terms, self._name_of),
            fired_ns=firing.fired_ns,
            instrument=terms.instrument,
            value=_decimal(firing.value),
            last=_decimal(firing.last),
            volume=firing.volume if firing.last == firing.last else None,
            oi=firing.oi if firing.last == firing.last else None,
            order_text=SENDING if terms.orders else "",
        )
        self.events.insert(0, event)
        del self.events[KEPT_EVENTS:]
        self._changed()
        self._fired(event)
        work = self._after(event, terms, frozenset(stored.confirmed))
        self._scope.spawn(work, name=f"fired {alert.key}")

    async def _after(self, event: AlertEvent, terms: AlertTerms, confirmed: frozenset[str]) -> None:
        try:
            await self._save()
        except OSError as error:
            text = f"The firing could not be written down: {error}."
            if terms.orders:
                text += " Without that its orders are not sent."
                self._set_order_text(event, "Not sent: the firing could not be written down.")
            self._say("bad", f"Alert {terms.name}", text)
            return
        if not terms.orders:
            return
        results = []
        for order in terms.orders:
            intent = replace(order, client_id=self._new_client_id())
            outcome = await self._send_order(intent, confirmed | ALWAYS_CONFIRMED)
            results.append((order, outcome))
        text = "; ".join(_result(order, outcome, self._name_of) for order, outcome in results)
        self._set_order_text(event, text)
        bad = any(isinstance(outcome, Rejected | Refused) for _, outcome in results)
        self._say("bad" if bad else "info", f"Alert {terms.name}: orders", text)
        try:
            await self._save()
        except OSError as error:
            log.warning("alerts: the history could not be saved: %s", error)

    def _set_order_text(self, event: AlertEvent, text: str) -> None:
        told = replace(event, order_text=text)
        self.events = [told if each is event else each for each in self.events]
        self._changed()

    def _cut_short(self, event: AlertEvent) -> AlertEvent:
        """Return a firing of an earlier run as it must be told: its orders are never sent again."""
        if event.order_text != SENDING:
            return event
        self._say("warn", f"Alert: {event.name}", f"{event.condition}. {CUT_SHORT}")
        return replace(event, order_text=CUT_SHORT)

    async def _kept(self, key: str, before: StoredAlert | None) -> Refused | None:
        try:
            await self._save()
        except OSError as error:
            if before is None:
                self._alerts.pop(key, None)
            else:
                self._alerts[key] = before
                self._arm(key)
            self._changed()
            text = f"It could not be written to disk: {error}. Nothing was changed."
            fix = "Free disk space or mend the data folder, then try again."
            return Refused((Objection(code="disk", text=text, fix=fix),))
        return None

    async def _save(self) -> None:
        stored = StoredAlerts(tuple(self._alerts.values()), tuple(self.events))
        await self._store.save(stored)

    def _say(self, level: Literal["info", "warn", "bad"], title: str, text: str) -> None:
        self._notify(Notice(level=level, title=title, text=text))


def fired_text(event: AlertEvent, measure: AlertMeasure) -> str:
    """Return a firing as a sentence: the condition, the tick, the time with milliseconds."""
    parts = [event.condition]
    if event.value is not None:
        parts.append(f"now {words.amount(measure, event.value)}")
    if event.last is not None and measure is not AlertMeasure.LAST:
        parts.append(f"last {words.amount(AlertMeasure.LAST, event.last)}")
    text = f"{', '.join(parts)}, at {words.clock_text(event.fired_ns)}."
    return f"{text} {event.order_text}".strip()


def _decimal(value: float) -> Decimal | None:
    return Decimal(repr(round(value, 6))) if value == value else None  # noqa: PLR0124


def _result(order: OrderIntent, outcome: WriteOutcome | Refused, name_of: words.NameOf) -> str:
    what = f"{order.side.value} {order.quantity} {name_of(order.instrument)}"
    match outcome:
        case Accepted(order_id=order_id):
            return f"{what}: order {order_id}"
        case Rejected(text=text):
            return f"{what}: refused: {text}"
        case Refused():
            return f"{what}: not sent: {outcome.text}"
        case Unknown():
            return f"{what}: unknown, being checked in the order book"
