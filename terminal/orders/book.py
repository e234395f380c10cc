"""Every order and trade that is known, one row each, folded from intents, snapshots and the stream.

Rows of ours are found by broker id, then by tag; what cannot be matched while a send is open is
parked until the reply names its id, so that an order never shows as two. Only the order service
writes here; panels read and pull by `version`.
"""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from terminal.domain.ids import AccountId, BrokerOrderId, InstrumentId
from terminal.domain.order import (
    Order,
    OrderIntent,
    OrderState,
    OrderUpdate,
    Product,
    Side,
    Trade,
    apply,
    order_from_intent,
    order_from_update,
)
from terminal.orders.budget import day_of
from terminal.orders.reconcile import group_parent
from terminal.runtime.signals import Signal
from terminal.runtime.tasks import OnFailure

ZERO = Decimal(0)
_AWAITING = frozenset({OrderState.JOURNALLED, OrderState.SENDING, OrderState.UNKNOWN})


class Fill(Struct, frozen=True, kw_only=True):
    """An execution as an order's row tells it, before the trade list does. `quantity` in units.

    `filled` is the order's running total after it; `price` the average of this step.
    """

    account: AccountId
    order_key: str
    order_id: BrokerOrderId
    instrument: InstrumentId
    symbol: str
    product: Product
    side: Side
    quantity: int
    filled: int
    price: Decimal
    time_ns: int


class Folded(Struct, frozen=True, kw_only=True):
    """What one update did. `order` is None where it was parked.

    `conflict`: the update contradicts what was known, so the broker's book should be read again.
    `sibling_of`: another row already holds this client tag; its key.
    """

    order: Order | None
    before: Order | None = None
    fill: Fill | None = None
    conflict: bool = False
    sibling_of: str = ""


class _Expected(Struct, frozen=True):
    intent: OrderIntent
    symbol: str
    placed_ns: int
    modifications: int
    refused: tuple[str, ...] = ()


class OrderBook:
    """Orders and trades of all accounts. One thread; signals are emitted as rows change."""

    def __init__(self, on_failure: OnFailure) -> None:
        self.changed: Signal[Order] = Signal(on_failure)
        self.traded: Signal[Trade] = Signal(on_failure)
        self.filled: Signal[Fill] = Signal(on_failure)
        self.version = 0
        self._orders: dict[str, Order] = {}
        self._live: dict[str, Order] = {}
        self._live_on: dict[InstrumentId, dict[str, Order]] = {}
        self._by_id: dict[tuple[AccountId, BrokerOrderId], str] = {}
        self._expected: dict[str, _Expected] = {}
        self._expected_ids: dict[tuple[AccountId, BrokerOrderId], str] = {}
        self._parked: dict[tuple[AccountId, BrokerOrderId], list[OrderUpdate]] = {}
        self._trades: dict[tuple[str, str, str, str], Trade] = {}
        self._days: Counter[tuple[AccountId, int]] = Counter()
        self._sorted: tuple[int, list[Order]] = (-1, [])

    # -- reading

    def orders(self) -> list[Order]:
        """Return all rows, newest first."""
        version, rows = self._sorted
        if version != self.version:
            rows = list(self._orders.values())
            rows.reverse()
            rows.sort(key=lambda order: order.placed_ns, reverse=True)
            self._sorted = (self.version, rows)
        return list(rows)

    def order(self, key: str) -> Order | None:
        return self._orders.get(key)

    def by_broker_id(self, account: AccountId, broker_id: BrokerOrderId) -> Order | None:
        key = self._by_id.get((account, broker_id))
        return None if key is None else self._orders.get(key)

    def trades(self) -> list[Trade]:
        """Return all executions as the broker lists them, newest first."""
        return sorted(self._trades.values(), key=lambda trade: trade.filled_ns, reverse=True)

    def live(self, account: AccountId | None = None) -> list[Order]:
        """Return rows that are not final."""
        return [order for order in self._live.values() if account in {None, order.account}]

    def live_on(self, account: AccountId, instrument: InstrumentId) -> list[Order]:
        """Return an account's rows of one instrument that are not final: the gate asks often."""
        rows = self._live_on.get(instrument, {}).values()
        return [order for order in rows if order.account == account]

    def siblings(self, key: str) -> list[Order]:
        """Return the other rows that carry this client tag: slices, iceberg legs, duplicates."""
        return [o for o in self._orders.values() if o.key != key and key in o.tags]

    def legs(self, order: Order) -> list[Order]:
        """Return the rows whose parent this order is (a cover order's second leg)."""
        return [
            leg
            for leg in self._orders.values()
            if order.broker_id is not None
            and leg.parent_id == order.broker_id
            and leg.account == order.account
        ]

    def rows_on_day(self, account: AccountId, day: int) -> int:
        """Return how many rows count against the account's budget of that day."""
        return self._days[(account, day)]

    def is_awaiting(self, account: AccountId) -> bool:
        """True while an order of ours has no broker id yet and may get one."""
        return any(
            order.state in _AWAITING and order.broker_id is None and order.account == account
            for order in self._live.values()
        )

    def knows(self, client_id: str) -> bool:
        """True where this intent was written down before, in this run or an earlier one today."""
        return client_id in self._orders or client_id in self._expected

    # -- writing (the order service only)

    def put(self, order: Order) -> Order:
        """Insert or replace a row and tell."""
        before = self._orders.get(order.key)
        if before == order:
            return order
        if before is None and order.placed_ns:
            self._days[(order.account, day_of(order.placed_ns))] += 1
        if order.broker_id is not None:
            self._by_id[(order.account, order.broker_id)] = order.key
        self._orders[order.key] = order
        if before is not None:
            self._unlist(before)
        if not order.state.is_terminal:
            self._live[order.key] = order
            self._live_on.setdefault(order.instrument, {})[order.key] = order
        self.version += 1
        self.changed.emit(order)
        return order

    def expect(
        self,
        intent: OrderIntent,
        *,
        symbol: str,
        placed_ns: int,
        broker_id: BrokerOrderId | None = None,
        modifications: int = 0,
        refused: tuple[str, ...] = (),
    ) -> None:
        """Remember an intent of an earlier run: its row is made when the broker's row turns up."""
        tag = intent.client_id
        if tag in self._orders:
            return
        self._expected[tag] = _Expected(intent, symbol, placed_ns, modifications, refused)
        if broker_id is None:
            return
        self._expected_ids[(intent.account, broker_id)] = tag
        row = self.by_broker_id(intent.account, broker_id)
        if row is not None and row.intent is None and _is_of(intent, row):
            self._revive(tag, intent.account)  # the stream was quicker than the journal
            self.bind(tag, broker_id)

    def fold(self, update: OrderUpdate, *, streamed: bool = False) -> Folded:
        """Fold one row or streamed change into its order."""
        rows = len(self._orders)
        key, sibling_of = self._match(update)
        revived = len(self._orders) > rows  # of an earlier run: history, no news
        if key is None:
            if not sibling_of and self._may_be_ours(update):
                self._parked.setdefault((update.account, update.broker_id), []).append(update)
                return Folded(order=None)
            order = self.put(self._elsewhere(update))
            return Folded(order=order, sibling_of=sibling_of)
        before = self._orders[key]
        after = apply(before, update)
        conflict = update.filled < before.filled or (
            before.state.is_terminal and after.state is not update.state
        )
        self.put(after)
        if revived:
            return Folded(order=after)
        fill = _fill(before, after, update) if after.filled > before.filled else None
        if fill is not None and streamed:
            self.filled.emit(fill)
        return Folded(order=after, before=before, fill=fill, conflict=conflict)

    def bind(self, key: str, broker_id: BrokerOrderId) -> Order:
        """Record the broker's id of an order of ours; merge what was seen under that id before."""
        order = self._orders[key]
        if order.broker_id not in {None, broker_id}:
            order = self._give_back(order)
        other_key = self._by_id.get((order.account, broker_id))
        if other_key is not None and other_key != key:
            order = _merged(order, self._remove(other_key))
        self.put(replace(order, broker_id=broker_id))
        for update in self._parked.pop((order.account, broker_id), ()):
            self.fold(update, streamed=True)
        return self._orders[key]

    def release_parked(self, account: AccountId) -> list[Order]:
        """Show what was parked as orders placed elsewhere, once no send of ours is open."""
        if self.is_awaiting(account):
            return []
        ids = [known for known in self._parked if known[0] == account]
        shown = []
        for known in ids:
            for update in self._parked.pop(known):
                folded = self.fold(update)
                if folded.order is not None:
                    shown.append(folded.order)
        return shown

    def fold_trades(self, trades: Iterable[Trade]) -> int:
        """Add executions that are not known yet and return how many were new."""
        fresh = [trade for trade in trades if trade.key not in self._trades]
        for trade in fresh:
            self._trades[trade.key] = trade
        if fresh:
            self.version += 1
        for trade in sorted(fresh, key=lambda trade: trade.filled_ns):
            self.traded.emit(trade)
        return len(fresh)

    def discard(self, key: str) -> None:
        """Take back a row: its intent was never written down, or its day is over."""
        self._remove(key)

    def forget(self, account: AccountId) -> None:
        """Drop every row of an account that left."""
        for order in [o for o in self._orders.values() if o.account == account]:
            self._remove(order.key)
        for key in [key for key in self._trades if key[0] == account]:
            del self._trades[key]
        for known in [known for known in self._parked if known[0] == account]:
            del self._parked[known]
        for tag in [t for t, e in self._expected.items() if e.intent.account == account]:
            del self._expected[tag]
        for known in [known for known in self._expected_ids if known[0] == account]:
            del self._expected_ids[known]
        self._days = Counter({k: n for k, n in self._days.items() if k[0] != account})
        self.version += 1

    # -- private

    def _match(self, update: OrderUpdate) -> tuple[str | None, str]:
        key = self._by_id.get((update.account, update.broker_id))
        if key is not None:
            return key, ""
        expected = self._expected_ids.get((update.account, update.broker_id), "")
        entry = self._expected.get(expected)
        if entry is not None and _is_of(entry.intent, update):
            self._revive(expected, update.account)
            return expected, ""
        parent = group_parent(update)
        sibling_of = ""
        for tag in update.tags:
            row = self._orders.get(tag) or self._revive(tag, update.account)
            if row is None or row.account != update.account or row.intent is None:
                continue
            if row.broker_id is None and parent in {None, update.broker_id}:
                return row.key, ""
            sibling_of = row.key
        return None, sibling_of

    def _revive(self, tag: str, account: AccountId) -> Order | None:
        entry = self._expected.get(tag)
        if entry is None or entry.intent.account != account:
            return None
        del self._expected[tag]
        order = order_from_intent(entry.intent, entry.symbol, entry.placed_ns)
        order = replace(order, modifications=entry.modifications, refused=entry.refused)
        return self.put(replace(order, state=OrderState.UNKNOWN))

    def _elsewhere(self, update: OrderUpdate) -> Order:
        order = order_from_update(update)
        return replace(order, key=self._free_key(update.account, update.broker_id))

    def _free_key(self, account: AccountId, broker_id: BrokerOrderId) -> str:
        # Two brokers may number their orders alike; the first row keeps the plain key.
        return f"{account}/{broker_id}" if broker_id in self._orders else broker_id

    def _may_be_ours(self, update: OrderUpdate) -> bool:
        # The stream of some brokers leaves tags out: an untagged row of the same shape may be the
        # answer to a send whose reply is still on its way.
        return not update.tags and any(
            order.broker_id is None and order.state in _AWAITING and order.side is update.side
            for order in self.live_on(update.account, update.instrument)
        )

    def _give_back(self, order: Order) -> Order:
        # Our row was claimed by a slice's row before the reply named the parent: split them.
        assert order.intent is not None
        assert order.broker_id is not None
        key = self._free_key(order.account, order.broker_id)
        self.put(replace(order, key=key, intent=None))
        fresh = order_from_intent(order.intent, order.symbol, order.placed_ns)
        return replace(fresh, state=OrderState.PENDING, hint=order.hint)

    def _unlist(self, order: Order) -> None:
        if self._live.pop(order.key, None) is None:
            return
        rows = self._live_on[order.instrument]
        del rows[order.key]
        if not rows:
            del self._live_on[order.instrument]

    def _remove(self, key: str) -> Order:
        order = self._orders.pop(key)
        self._unlist(order)
        if order.broker_id is not None:
            self._by_id.pop((order.account, order.broker_id), None)
        if order.placed_ns:
            self._days[(order.account, day_of(order.placed_ns))] -= 1
        self.version += 1
        return order


def _is_of(intent: OrderIntent, row: Order | OrderUpdate) -> bool:
    # A practice exchange that starts anew may give a number away twice: the terms must agree.
    return (
        row.instrument == intent.instrument
        and row.side is intent.side
        and (not row.tags or intent.client_id in row.tags)
    )


def _merged(ours: Order, seen: Order) -> Order:
    intent = ours.intent
    keep_type = intent is not None and not intent.order_type.has_price
    return replace(
        seen,
        key=ours.key,
        intent=intent,
        order_type=ours.order_type if keep_type else seen.order_type,
        placed_ns=ours.placed_ns,
        tags=tuple(dict.fromkeys((*ours.tags, *seen.tags))),
        hint=ours.hint or seen.hint,
        refused=ours.refused,
        modifications=max(ours.modifications, seen.modifications),
    )


def _fill(before: Order, after: Order, update: OrderUpdate) -> Fill:
    quantity = after.filled - before.filled
    total = after.average_price * after.filled - before.average_price * before.filled
    known = update.average_price > 0 and (before.average_price > 0 or before.filled == 0)
    price = total / quantity if known and total > 0 else after.average_price or after.price
    return Fill(
        account=after.account,
        order_key=after.key,
        order_id=update.broker_id,
        instrument=after.instrument,
        symbol=after.symbol,
        product=after.product,
        side=after.side,
        quantity=quantity,
        filled=after.filled,
        price=price,
        time_ns=update.updated_ns,
    )
