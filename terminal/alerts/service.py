"""Alerts of all accounts, at the broker and on this PC: the facade that panels and the app talk to.

Broker alerts are written down, sent once and looked for (`writes`); firings are read from the
broker's history. Local alerts live in `local`. An alert that places orders passes the order gate.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence

from terminal.alerts import rules as alert_rules
from terminal.alerts.account import AlertAccount
from terminal.alerts.engine import LocalEngine, Market, PnlOf, value_now
from terminal.alerts.local import LocalAlerts, SendOrder, fired_text
from terminal.alerts.store import AlertStore
from terminal.alerts.writes import Wish, Writes
from terminal.domain.alert import (
    Alert,
    AlertEvent,
    AlertMeasure,
    AlertRules,
    AlertState,
    AlertTerms,
)
from terminal.domain.errors import TerminalError, Written
from terminal.domain.ids import AccountId, ClientOrderId, InstrumentId
from terminal.domain.notice import Notice, Objection, Recorded, Refused
from terminal.domain.order import OrderIntent
from terminal.domain.ports import Broker, Clock, InstrumentSource
from terminal.runtime.signals import Signal
from terminal.runtime.tasks import OnFailure
from terminal.runtime.writes import WriteJournal

log = logging.getLogger(__name__)
POLL_S = 5.0
CALM_POLL_S = 30.0
HISTORIES_AT_FIRST = 40
QUIT_WAIT_S = 5.0


class AlertService:
    """All alerts. `version` grows with each change; `fired` carries each firing once."""

    def __init__(
        self,
        *,
        journal: WriteJournal,
        store: AlertStore,
        market: Market,
        instruments: InstrumentSource,
        clock: Clock,
        order_gate: Callable[[OrderIntent], tuple[Objection, ...]],
        killed: Callable[[], bool],
        send_order: SendOrder,
        new_client_id: Callable[[], ClientOrderId],
        pnl_of: PnlOf,
        on_failure: OnFailure,
    ) -> None:
        self.changed: Signal[AccountId] = Signal(on_failure)
        self.notices: Signal[Notice] = Signal(on_failure)
        self.fired: Signal[AlertEvent] = Signal(on_failure)
        self.version = 0
        self.new_client_id = new_client_id
        self._instruments = instruments
        self._clock = clock
        self._order_gate = order_gate
        self._killed = killed
        self._on_failure = on_failure
        self._market = market
        self._pnl_of = pnl_of
        self._accounts: dict[AccountId, AlertAccount] = {}
        self._events: tuple[int, list[AlertEvent]] = (-1, [])
        self._writes = Writes(
            journal=journal,
            clock=clock,
            read=self._read,
            changed=self._moved,
            notify=self.notices.emit,
            on_failure=on_failure,
        )
        self._local = LocalAlerts(
            engine=LocalEngine(market, pnl_of),
            store=store,
            clock=clock,
            send_order=send_order,
            new_client_id=new_client_id,
            name_of=self.name_of,
            changed=self._local_moved,
            fired=self._on_local_fired,
            notify=self.notices.emit,
            on_failure=on_failure,
        )

    # -- accounts

    async def open(self) -> None:
        """Load this PC's alerts and watch them."""
        await self._local.open()

    def attach(self, broker: Broker) -> None:
        entry = AlertAccount(broker, self._on_failure)
        self._accounts[entry.account] = entry
        if entry.facet is not None:
            entry.watches.spawn(self._poll(entry), name="poll")
        self._moved(entry)

    async def refresh(self, account: AccountId) -> None:
        """Read the account's alerts; the first time also look for what an earlier run lost."""
        entry = self._accounts.get(account)
        if entry is None or entry.facet is None:
            return
        if not entry.recovered:
            entry.recovered = True
            await self._writes.recover(entry)
        await self._read(entry)

    async def detach(self, account: AccountId) -> None:
        """Wait for sends, stop reading; this PC's alerts stay."""
        entry = self._accounts.pop(account, None)
        if entry is None:
            return
        await entry.sends.drain(QUIT_WAIT_S)
        await entry.sends.aclose()
        await entry.watches.aclose()
        self._moved(entry)

    async def aclose(self) -> None:
        for account in list(self._accounts):
            await self.detach(account)
        await self._local.aclose()

    def accounts(self) -> list[AccountId]:
        return list(self._accounts)

    def rules(self, account: AccountId) -> AlertRules | None:
        """Return what the broker's own alerts can do, None where it has none."""
        entry = self._accounts.get(account)
        return None if entry is None or entry.facet is None else entry.facet.rules

    def loaded(self, account: AccountId) -> bool:
        """True once the broker's list was read (at once where there is none to read)."""
        entry = self._accounts.get(account)
        return entry is not None and (entry.loaded or entry.facet is None)

    def failed(self, account: AccountId) -> str:
        """Return why the newest reading failed, '' where it did not."""
        entry = self._accounts.get(account)
        return "" if entry is None else entry.failed

    # -- what there is

    def alerts(self) -> list[Alert]:
        """Return every alert, this PC's first, each newest first."""
        rows = self._local.alerts()
        for entry in self._accounts.values():
            rows += sorted(entry.shown(), key=lambda alert: -alert.created_ns)
        return rows

    def alert(self, key: str) -> Alert | None:
        local = self._local.find(key)
        if local is not None:
            return local
        found = (entry.find(key) for entry in self._accounts.values())
        return next((alert for alert in found if alert is not None), None)

    def events(self) -> list[AlertEvent]:
        """Return every known firing, newest first."""
        version, events = self._events
        if version != self.version:
            events = list(self._local.events)
            for entry in self._accounts.values():
                for history in entry.histories.values():
                    events += history
            events.sort(key=lambda event: -event.fired_ns)
            self._events = (self.version, events)
        return events

    def can_switch(self, alert: Alert) -> bool:
        """True where an alert can be switched on and off: brokers offer no such request."""
        return self._local.find(alert.key) is not None

    def name_of(self, instrument: InstrumentId) -> str:
        """Return the symbol that traders read."""
        known = self._instruments.instrument(instrument)
        return known.symbol if known is not None else instrument.symbol

    def value_of(self, terms: AlertTerms) -> float | None:
        """Return what the left side is now, None where it is not known."""
        return value_now(self._market, self._pnl_of, terms, self._clock.now_ns())

    # -- verbs

    def check(self, terms: AlertTerms, *, replaces: str = "") -> tuple[Objection, ...]:
        """Return every reason not to make this alert now, questions included."""
        entry = self._accounts.get(terms.account)
        twins = [] if entry is None or terms.local else entry.twins(terms, without=replaces)
        level: float | None = float(terms.level)
        if terms.other is not None:
            right = AlertTerms(
                client_id=terms.client_id,
                account=terms.account,
                name="",
                instrument=terms.other,
                operator=terms.operator,
            )
            level = self.value_of(right)
        instrument, other = terms.instrument, terms.other
        facts = alert_rules.Facts(
            instrument=self._instruments.instrument(instrument) if instrument else None,
            other=self._instruments.instrument(other) if other else None,
            rules=self.rules(terms.account),
            account_known=entry is not None,
            value=self.value_of(terms),
            level=level,
            killed=self._killed(),
            twin=bool(twins),
            twin_unknown=any(twin.state is AlertState.UNKNOWN for twin in twins),
            order_objections=tuple(self._order_gate(order) for order in terms.orders),
        )
        return alert_rules.check(terms, facts)

    async def create(
        self, terms: AlertTerms, *, confirmed: frozenset[str] = frozenset()
    ) -> Recorded | Refused:
        """Make an alert once. Questions pass when their code is in `confirmed`.

        A caller that is cancelled stops waiting, not the send.
        """
        if (refused := self._refused(terms, confirmed)) is not None:
            return refused
        if terms.local:
            key = str(terms.client_id)
            symbol, yes = self._symbol(terms), _order_codes(confirmed)
            bad = await self._local.put(key, terms, symbol, yes)
            return Recorded(key, Written(key)) if bad is None else bad
        entry = self._accounts[terms.account]
        if not entry.loaded:
            return _not_read()
        wish = Wish(
            verb="create",
            terms=terms,
            seen=tuple(entry.rows),
            symbol=self._symbol(terms),
            title=f"Alert {terms.name}",
        )
        return await self._send(entry, terms.client_id, wish)

    async def modify(
        self, key: str, terms: AlertTerms, *, confirmed: frozenset[str] = frozenset()
    ) -> Recorded | Refused:
        """Replace an alert's terms as a whole; a broker's alert stays at the broker."""
        if (refused := self._refused(terms, confirmed, replaces=key)) is not None:
            return refused
        if self._local.find(key) is not None:
            symbol, yes = self._symbol(terms), _order_codes(confirmed)
            bad = await self._local.put(key, terms, symbol, yes)
            return Recorded(key, Written(key)) if bad is None else bad
        entry = self._of(key)
        if entry is None:
            return _gone()
        if key in entry.marks:
            return _busy()
        wish = Wish(
            verb="modify",
            terms=terms,
            keys=(key,),
            symbol=self._symbol(terms),
            title=f"Alert {terms.name}",
        )
        return await self._send(entry, terms.client_id, wish)

    async def delete(self, keys: Iterable[str]) -> list[Recorded | Refused]:
        """Delete alerts, one request an account; a proved absent one only leaves the list."""
        wanted = list(dict.fromkeys(keys))
        results: list[Recorded | Refused] = []
        here = [key for key in wanted if self._local.find(key) is not None]
        if here:
            bad = await self._local.delete(here)
            results.append(Recorded(here[0], Written()) if bad is None else bad)
        for entry in list(self._accounts.values()):
            for key in wanted:
                ours = entry.ours.get(key)
                if ours is not None and ours.state is AlertState.NOT_PLACED:
                    del entry.ours[key]
                    self._moved(entry)
            listed = [key for key in wanted if key in entry.rows]
            free = tuple(key for key in listed if key not in entry.marks)
            if listed and not free:
                results.append(_busy())
            if not free:
                continue
            name = entry.rows[free[0]].terms.name
            title = f"Delete alert {name}" if len(free) == 1 else f"Delete {len(free)} alerts"
            wish = Wish(verb="delete", keys=free, title=title)
            results.append(await self._send(entry, self.new_client_id(), wish))
        return results

    async def enable(self, key: str, *, enabled: bool) -> Refused | None:
        """Switch one of this PC's alerts on or off."""
        alert = self._local.find(key)
        if alert is None:
            text, fix = "The broker offers no switch for its alerts.", "Change or delete it."
            return Refused((Objection(code="no_switch", text=text, fix=fix),))
        if enabled and alert.terms.orders and self._killed():
            text = "The kill switch is engaged: nothing that places orders can be switched on."
            return Refused((Objection(code="killed", text=text, fix="Release it first."),))
        return await self._local.enable(key, enabled=enabled)

    # -- private

    async def _send(self, entry: AlertAccount, client_id: str, wish: Wish) -> Recorded | Refused:
        work = self._writes.send(entry, client_id, wish)
        task = entry.sends.spawn(work, name=f"{wish.verb} {client_id}")
        result = await asyncio.shield(task)
        if isinstance(result, Recorded) and isinstance(result.outcome, Written):
            entry.watches.spawn(self._read_again(entry), name="read after a write")
        return result

    def _refused(
        self, terms: AlertTerms, confirmed: frozenset[str], *, replaces: str = ""
    ) -> Refused | None:
        objections = self.check(terms, replaces=replaces)
        blocking = tuple(o for o in objections if o.level != "ask" or o.code not in confirmed)
        return Refused(blocking) if blocking else None

    async def _poll(self, entry: AlertAccount) -> None:
        waited_s = 0.0
        while True:
            await self._clock.sleep(POLL_S)
            waited_s += POLL_S
            active = any(alert.state is AlertState.ENABLED for alert in entry.rows.values())
            if active or waited_s >= CALM_POLL_S:
                waited_s = 0.0
                await self._read(entry)

    async def _read_again(self, entry: AlertAccount) -> None:
        await self._read(entry)

    async def _read(self, entry: AlertAccount) -> bool:
        """Bring the broker's list up to date; False where that failed.

        A list that was asked for before a write came through is not taken but read anew.
        """
        facet = entry.facet
        if facet is None:
            return False
        async with entry.reading:
            epoch = -1
            alerts: list[Alert] = []
            while epoch != entry.epoch:
                epoch = entry.epoch
                try:
                    alerts = await facet.fetch()
                except TerminalError as error:
                    if error.text != entry.failed:
                        log.info("alerts of %s: %s", entry.account, error.text)
                        entry.failed = error.text
                        self._moved(entry)
                    return False
            first = not entry.loaded
            if entry.take(alerts):
                self._moved(entry)
            if first:
                entry.told = {alert.key: alert.fired for alert in alerts}
                entry.watches.spawn(self._first_histories(entry), name="histories")
            else:
                await self._tell_firings(entry)
        return True

    async def _first_histories(self, entry: AlertAccount) -> None:
        fired = [alert for alert in entry.rows.values() if alert.fired]
        fired.sort(key=lambda alert: -alert.updated_ns)
        for alert in fired[:HISTORIES_AT_FIRST]:
            await self._read_history(entry, alert)

    async def _tell_firings(self, entry: AlertAccount) -> None:
        for alert in list(entry.rows.values()):
            told = entry.told.get(alert.key, 0)
            if alert.fired <= told:
                continue
            history = await self._read_history(entry, alert)
            if history is None:
                continue  # asked again with the next reading
            entry.told[alert.key] = alert.fired
            for event in reversed(history[: alert.fired - told]):
                self._tell(event, AlertMeasure.LAST)

    async def _read_history(self, entry: AlertAccount, alert: Alert) -> list[AlertEvent] | None:
        assert entry.facet is not None
        try:
            history = await entry.facet.fetch_history(alert)
        except TerminalError as error:
            log.info("history of alert %s: %s", alert.key, error.text)
            return None
        entry.histories[alert.key] = history
        self._moved(entry)
        return history

    def _on_local_fired(self, event: AlertEvent) -> None:
        alert = self._local.find(event.key)
        self._tell(event, alert.terms.measure if alert is not None else AlertMeasure.LAST)

    def _tell(self, event: AlertEvent, measure: AlertMeasure) -> None:
        text = fired_text(event, measure)
        log.info("alert %s fired: %s", event.name, text)
        self.notices.emit(
            Notice(
                level="bad" if "refused" in event.order_text else "warn",
                title=f"Alert: {event.name}",
                text=text,
                order_key=f"alert {event.key}",
            )
        )
        self.fired.emit(event)

    def _symbol(self, terms: AlertTerms) -> str:
        return self.name_of(terms.instrument) if terms.instrument is not None else "Account"

    def _of(self, key: str) -> AlertAccount | None:
        return next((e for e in self._accounts.values() if key in e.rows), None)

    def _moved(self, entry: AlertAccount) -> None:
        self.version += 1
        self.changed.emit(entry.account)

    def _local_moved(self) -> None:
        self.version += 1
        self.changed.emit(AccountId(""))


def _order_codes(confirmed: frozenset[str]) -> Sequence[str]:
    """Return the codes of the order gate's own questions: `order2.stale_price` -> `stale_price`."""
    codes = (code.partition(".") for code in confirmed)
    return sorted({code for order, _, code in codes if order.startswith("order") and code})


def _not_read() -> Refused:
    text = "The broker's list of alerts has not been read yet."
    return Refused((Objection(code="not_read", text=text, fix="Try again in a moment."),))


def _gone() -> Refused:
    text = "This alert is not in the list any more."
    return Refused((Objection(code="gone", text=text, fix="Make a new one."),))


def _busy() -> Refused:
    text = "A change of this alert is on its way."
    return Refused((Objection(code="busy", text=text, fix="Wait until its row says what became."),))
