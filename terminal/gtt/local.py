"""Triggers for brokers that keep none: watched here, on live ticks, so this computer has to be on.

A trigger fires at most once: it leaves the armed set in the call that sees the price, the firing is
committed to disk before its order is sent, and after a restart a firing of unknown fate is told and
never sent again. Of two legs the first to be reached ends the other. A price counts only if it
is news: a trade of the last minute, or one later than a trade seen within the last minute.
"""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from decimal import Decimal
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from terminal.domain.errors import RecordOutcome, Rejected, TerminalError, Written
from terminal.domain.facets import GttFacet
from terminal.domain.gtt import Gtt, GttIntent, GttLeg, GttResult, GttRules, GttState
from terminal.domain.ids import AccountId, BrokerOrderId, ClientOrderId, InstrumentId
from terminal.domain.order import OrderIntent, OrderType, Product
from terminal.domain.ports import Broker, Clock, Undo
from terminal.gtt.core import TickFeed
from terminal.gtt.rules import reached
from terminal.gtt.store import Kept, LocalStore
from terminal.runtime.signals import Signal
from terminal.runtime.tasks import OnFailure, TaskScope

FRESH_NS = 60 * 1_000_000_000
DAY_NS = 86_400 * 1_000_000_000
KEPT_DAYS = 7
QUIT_WAIT_S = 5.0
STOPPED = (
    "The terminal stopped while the order of this firing was on its way. It is not sent again: look"
    " for it in the order book."
)
UNWRITTEN = "The firing could not be written to disk, so no order was sent"


class Fired(Struct, frozen=True, kw_only=True):
    """What the order service made of a firing: the key of the order's row, or words why none is."""

    key: str = ""
    text: str = ""


Fire = Callable[[OrderIntent], Awaitable[Fired]]


class LocalTriggers:
    """The local engine of all accounts. `changed` names the account whose trigger fired."""

    def __init__(
        self,
        *,
        store: LocalStore,
        feed: TickFeed,
        fire: Fire,
        new_order_id: Callable[[], ClientOrderId],
        symbol: Callable[[InstrumentId], str],
        clock: Clock,
        on_failure: OnFailure,
    ) -> None:
        self.changed: Signal[AccountId] = Signal(on_failure)
        self._store = store
        self._feed = feed
        self._fire = fire
        self._new_order_id = new_order_id
        self._symbol = symbol
        self._clock = clock
        self._on_failure = on_failure
        self._open: dict[AccountId, LocalAccount] = {}

    def open(self, broker: Broker) -> GttFacet:
        """Return the triggers of an account; they are armed with the first `fetch`."""
        account = broker.session.account
        facet = LocalAccount(
            account,
            broker.capabilities.products,
            store=self._store,
            feed=self._feed,
            fire=self._fire,
            new_order_id=self._new_order_id,
            symbol=self._symbol,
            clock=self._clock,
            on_failure=self._on_failure,
            changed=self.changed,
        )
        self._open[account] = facet
        return facet

    async def close(self, account: AccountId) -> None:
        """Stop watching, and wait for orders that are on their way."""
        facet = self._open.pop(account, None)
        if facet is not None:
            await facet.aclose()

    async def aclose(self) -> None:
        await asyncio.gather(*(self.close(account) for account in list(self._open)))
        await self._store.aclose()


class LocalAccount:
    """One account's triggers, behind `domain.facets.GttFacet`."""

    def __init__(
        self,
        account: AccountId,
        products: tuple[Product, ...],
        *,
        store: LocalStore,
        feed: TickFeed,
        fire: Fire,
        new_order_id: Callable[[], ClientOrderId],
        symbol: Callable[[InstrumentId], str],
        clock: Clock,
        on_failure: OnFailure,
        changed: Signal[AccountId],
    ) -> None:
        self._account = account
        self._store = store
        self._feed = feed
        self._fire = fire
        self._new_order_id = new_order_id
        self._symbol = symbol
        self._clock = clock
        self._changed = changed
        self._scope = TaskScope(f"local triggers of {account}", on_failure)
        self._rules = GttRules(products=products, oco_buy_on_shares=True, local=True)
        self._rows: dict[str, Gtt] = {}
        self._armed: dict[InstrumentId, dict[str, Gtt]] = {}
        self._taps: dict[InstrumentId, Undo] = {}
        self._seen: dict[InstrumentId, tuple[int, int]] = {}
        self._loading: asyncio.Task[None] | None = None
        self._closed = False

    @property
    def rules(self) -> GttRules:
        return self._rules

    async def fetch(self) -> list[Gtt]:
        """Return active triggers and those that ended within seven days."""
        await self._load()
        now_ns = self._clock.now_ns()
        for row in list(self._rows.values()):
            if row.state is GttState.ACTIVE and now_ns >= row.expires_ns:
                await self._expire(replace(row, state=GttState.EXPIRED, updated_ns=now_ns))
        return list(self._rows.values())

    async def create(self, intent: GttIntent) -> RecordOutcome:
        try:
            await self._load()
        except TerminalError as error:
            return Rejected("not_written", error.text, error.hint)
        now_ns = self._clock.now_ns()
        row = Gtt(
            key=f"PC-{intent.client_id}",
            account=self._account,
            instrument=intent.instrument,
            symbol=self._symbol(intent.instrument),
            kind=intent.kind,
            state=GttState.ACTIVE,
            legs=intent.legs,
            results=(None,) * len(intent.legs),
            last_price=intent.last_price,
            created_ns=now_ns,
            updated_ns=now_ns,
            expires_ns=now_ns + self._rules.expires_days * DAY_NS,
            local=True,
        )
        try:
            await self._store.put(Kept(gtt=row))
        except (sqlite3.Error, OSError) as error:
            return _not_written(error)
        self._arm(row)
        return Written(row.key)

    async def modify(self, gtt: Gtt, intent: GttIntent) -> RecordOutcome:
        row = self._rows.get(gtt.key)
        if row is None or row.state is not GttState.ACTIVE:
            return _not_active()
        changed = replace(
            row,
            kind=intent.kind,
            legs=intent.legs,
            results=(None,) * len(intent.legs),
            last_price=intent.last_price,
            updated_ns=self._clock.now_ns(),
        )
        try:
            done = await self._store.change(Kept(gtt=changed))
        except (sqlite3.Error, OSError) as error:
            return _not_written(error)
        if not done or self._rows[gtt.key].state is not GttState.ACTIVE:
            return _not_active()  # it fired meanwhile; the firing's own write came after ours
        self._arm(changed)
        return Written(gtt.key)

    async def delete(self, gtt: Gtt) -> RecordOutcome:
        row = self._rows.get(gtt.key)
        if row is None or row.state is not GttState.ACTIVE:
            return _not_active()
        deleted = replace(row, state=GttState.DELETED, updated_ns=self._clock.now_ns())
        try:
            done = await self._store.change(Kept(gtt=deleted))
        except (sqlite3.Error, OSError) as error:
            return _not_written(error)
        if not done:
            return _not_active()  # a firing was on disk before us
        self._rows[gtt.key] = deleted
        self._disarm(deleted)
        return Written(gtt.key)

    async def aclose(self) -> None:
        """Stop watching; wait for orders on their way, which the next start tells of otherwise."""
        self._closed = True
        for undo in self._taps.values():
            undo()
        self._taps.clear()
        self._armed.clear()
        await self._scope.drain(QUIT_WAIT_S)
        await self._scope.aclose()

    # -- private

    async def _load(self) -> None:
        if self._loading is None or (self._loading.done() and self._failed(self._loading)):
            self._loading = self._scope.spawn(self._read(), name="load")
        await asyncio.shield(self._loading)

    def _failed(self, task: "asyncio.Task[None]") -> bool:
        return task.cancelled() or task.exception() is not None

    async def _read(self) -> None:
        try:
            found = await self._store.load(self._account)
        except (sqlite3.Error, OSError, ValueError) as error:
            raise TerminalError(
                f"The file of local triggers {self._store.path} cannot be read: {error}.",
                hint="Mend or remove it, then log in again.",
            ) from error
        oldest_ns = self._clock.now_ns() - KEPT_DAYS * DAY_NS
        old = []
        for kept in found:
            row = kept.gtt
            if kept.firing:
                row = _stopped(row)
            if row.state is GttState.ACTIVE:
                self._arm(row)
            elif row.updated_ns < oldest_ns:
                old.append(row.key)
            else:
                self._rows[row.key] = row
        if old:
            await self._store.drop(old)

    def _arm(self, row: Gtt) -> None:
        self._rows[row.key] = row
        if self._closed:
            return
        self._armed.setdefault(row.instrument, {})[row.key] = row
        if row.instrument not in self._taps:
            tap = partial(self._tick, row.instrument)
            self._taps[row.instrument] = self._feed.follow(row.instrument, tap)

    def _disarm(self, row: Gtt) -> None:
        armed = self._armed.get(row.instrument, {})
        armed.pop(row.key, None)
        if not armed:
            self._armed.pop(row.instrument, None)
            undo = self._taps.pop(row.instrument, None)
            if undo is not None:
                undo()

    def _tick(self, instrument: InstrumentId, last: float, time_ns: int) -> None:
        if not (0 < last < float("inf")) or not self._is_news(instrument, time_ns):
            return
        price = Decimal(repr(round(last, 7)))
        now_ns = self._clock.now_ns()
        for row in list(self._armed.get(instrument, {}).values()):
            if now_ns >= row.expires_ns:
                continue  # ended at the next reading of the list
            number = reached(row, price)
            if number is not None:
                self._set_off(row, number, price, now_ns)

    def _is_news(self, instrument: InstrumentId, time_ns: int) -> bool:
        # A feed's first tick after a gap repeats the last trade, which may be of yesterday.
        mono_ns = self._clock.monotonic_ns()
        before = self._seen.get(instrument)
        self._seen[instrument] = (time_ns, mono_ns)
        if abs(self._clock.now_ns() - time_ns) <= FRESH_NS:
            return True
        return before is not None and mono_ns - before[1] <= FRESH_NS and time_ns > before[0]

    def _set_off(self, row: Gtt, number: int, price: Decimal, now_ns: int) -> None:
        """Leave the armed set at once, so that no later tick can fire this trigger again."""
        order_id = self._new_order_id()
        result = GttResult(
            order_id=BrokerOrderId(order_id), triggered_price=price, triggered_ns=now_ns
        )
        fired = replace(
            row,
            state=GttState.TRIGGERED,
            updated_ns=now_ns,
            results=tuple(result if n == number else None for n in range(len(row.legs))),
        )
        self._rows[row.key] = fired
        self._disarm(fired)
        self._scope.spawn(self._place(fired, number, order_id), name=f"fire {row.key}")

    async def _place(self, row: Gtt, number: int, order_id: ClientOrderId) -> None:
        try:
            ours = await self._store.change(Kept(gtt=row, firing=True))
        except (sqlite3.Error, OSError) as error:
            await self._conclude(row, number, Fired(text=f"{UNWRITTEN}: {error}."))
            return
        if not ours:
            await self._take_over(row)
            return
        self._changed.emit(self._account)
        try:
            fired = await self._fire(_order(row, row.legs[number], order_id))
        except TerminalError as error:
            fired = Fired(key=order_id, text=error.text)
        await self._conclude(row, number, fired)

    async def _take_over(self, row: Gtt) -> None:
        """Believe the disk: another terminal on this file, or a deletion, was first."""
        try:
            found = await self._store.load(self._account)
        except (sqlite3.Error, OSError, ValueError) as error:
            text = f"It ended elsewhere; its file cannot be read: {error}."
            self._rows[row.key] = replace(row, results=(None,) * len(row.legs), message=text)
        else:
            stored = next((kept.gtt for kept in found if kept.gtt.key == row.key), None)
            self._rows[row.key] = stored or replace(
                row, state=GttState.DELETED, results=(None,) * len(row.legs)
            )
        self._changed.emit(self._account)

    async def _conclude(self, row: Gtt, number: int, fired: Fired) -> None:
        before = row.results[number]
        assert before is not None
        key = BrokerOrderId(fired.key) if fired.key else None
        result = replace(before, order_id=key, text=fired.text)
        results = tuple(result if n == number else None for n in range(len(row.legs)))
        await self._end(replace(row, results=results, message=fired.text))

    async def _expire(self, row: Gtt) -> None:
        self._rows[row.key] = row
        self._disarm(row)
        try:
            done = await self._store.change(Kept(gtt=row))
        except (sqlite3.Error, OSError):
            return  # it has expired all the same, which the next start finds out again
        if not done:
            await self._take_over(row)

    async def _end(self, row: Gtt) -> None:
        self._rows[row.key] = row
        self._disarm(row)
        self._changed.emit(self._account)
        try:
            await self._store.put(Kept(gtt=row))
        except (sqlite3.Error, OSError) as error:
            # What is on disk says "firing", which a restart tells and never sends again.
            text = f"{row.message} It could not be written to disk: {error}.".strip()
            self._rows[row.key] = replace(row, message=text)
            self._changed.emit(self._account)


def _order(row: Gtt, leg: GttLeg, order_id: ClientOrderId) -> OrderIntent:
    return OrderIntent(
        client_id=order_id,
        account=row.account,
        instrument=row.instrument,
        side=leg.side,
        quantity=leg.quantity,
        order_type=leg.order_type,
        product=leg.product,
        price=leg.price if leg.order_type is OrderType.LIMIT else None,
    )


def _stopped(row: Gtt) -> Gtt:
    results = tuple(
        None if result is None else replace(result, text=STOPPED) for result in row.results
    )
    return replace(row, results=results, message=STOPPED)


def _not_active() -> Rejected:
    return Rejected(
        "not_active",
        "This trigger is not active any more.",
        "It may just have fired: look at its row and at the order book.",
    )


def _not_written(error: Exception) -> Rejected:
    return Rejected(
        "not_written",
        f"The file of local triggers could not be written: {error}.",
        "Nothing has changed. Free disk space or mend the data folder, then try again.",
    )
