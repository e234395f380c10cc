"""Keep the book true: fold stream and snapshots, and react to what they show.

Snapshots are read on attach, after each stream reconnect, on any contradiction, soon after fills and
writes, and every few seconds while an order is not final. A read that fails leaves the book as it
was and is tried again; after half a minute a person is told.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from terminal.domain.errors import TerminalError
from terminal.domain.ids import AccountId
from terminal.domain.order import Order, OrderState, OrderUpdate, Variety
from terminal.orders import words
from terminal.orders.book import Folded
from terminal.orders.budget import WARN_SHARE_OF_DAY, day_of
from terminal.orders.core import Core
from terminal.orders.reconcile import group_parent
from terminal.runtime.signals import Signal
from terminal.runtime.tasks import supervise

POLL_S = 6.0
SOON_S = 0.3
TELL_AFTER_NS = 30_000_000_000
HOLD_CANCEL_NS = 5_000_000_000
_RESTING = frozenset({OrderState.OPEN, OrderState.TRIGGER_PENDING, OrderState.PARKED})
_NEWS = frozenset({OrderState.COMPLETE, OrderState.REJECTED, OrderState.LAPSED})


class Sync:
    """Folds, refreshes, polls. `sighted` tells when an order that should be cancelled turns up."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.sighted: Signal[Order] = Signal(core.on_failure)
        self._soon: set[AccountId] = set()
        self._failing_since: dict[AccountId, int] = {}
        self._told_failing: set[AccountId] = set()
        self._cancel_asked: dict[str, int] = {}
        self._cancel_siblings: set[str] = set()
        self._warned_day: set[tuple[AccountId, int]] = set()

    # -- updates

    def on_update(self, update: OrderUpdate) -> None:
        """Fold one streamed update; contradictions make the broker's book be read again."""
        folded = self._core.book.fold(update, streamed=True)
        if folded.conflict:
            self.request_refresh(update.account)
        self._react(folded, update)

    def fold_rows(self, rows: Iterable[OrderUpdate]) -> None:
        """Fold a snapshot of the broker's book."""
        for row in rows:
            self._react(self._core.book.fold(row), row)

    def hold_cancel(self, key: str) -> None:
        """Show "cancel requested" over rows that were read before the broker acted on it."""
        self._cancel_asked[key] = self._core.clock.monotonic_ns()

    def sight(self, order: Order) -> None:
        """An order that was to be cancelled before it had an id has one now."""
        self._core.cancel_on_sight.discard(order.key)
        self._cancel_siblings.add(order.key)
        self.sighted.emit(order)

    # -- snapshots

    async def refresh(self, account: AccountId) -> bool:
        """Read orders and trades and fold them. Return False where the broker could not be read."""
        entry = self._core.accounts.get(account)
        if entry is None:
            return False
        try:
            rows = await entry.broker.fetch_orders()
            self.fold_rows(rows)
            self._core.book.fold_trades(await entry.broker.fetch_trades())
        except TerminalError as error:
            self._note_failure(account, error)
            return False
        self._note_success(account)
        self._lapse(account, rows)
        self._core.book.release_parked(account)
        self._warn_day(account)
        return True

    def request_refresh(self, account: AccountId) -> None:
        """Read the book in a moment; calls until then are one."""
        entry = self._core.accounts.get(account)
        if entry is None or account in self._soon:
            return
        self._soon.add(account)
        entry.watches.spawn(self._refresh_soon(account), name="refresh soon")

    async def poll(self, account: AccountId) -> None:
        """Read the book every few seconds while something is not final, until cancelled."""

        async def work() -> None:
            while True:
                await self._core.clock.sleep(POLL_S)
                if self._must_poll(account):
                    await self.refresh(account)

        await supervise(
            work,
            clock=self._core.clock,
            on_failure=self._core.on_failure,
            name=f"order book of {account}",
        )

    def forget(self, account: AccountId) -> None:
        self._soon.discard(account)
        self._failing_since.pop(account, None)
        self._told_failing.discard(account)

    # -- private

    def _must_poll(self, account: AccountId) -> bool:
        entry = self._core.accounts.get(account)
        if entry is None:
            return False
        if account in self._failing_since or self._core.book.live(account):
            return True
        # Without a stream only the book tells of orders that were placed elsewhere.
        return not entry.broker.capabilities.streaming

    async def _refresh_soon(self, account: AccountId) -> None:
        try:
            await self._core.clock.sleep(SOON_S)
        finally:
            self._soon.discard(account)
        await self.refresh(account)

    def _react(self, folded: Folded, update: OrderUpdate) -> None:
        core, order = self._core, folded.order
        if order is None:
            return
        order = self._with_cancel(order)
        core.settle_if_open(order)
        if folded.sibling_of and folded.before is None:
            self._judge_sibling(folded.sibling_of, order, update)
        if order.broker_id is not None and order.key in core.cancel_on_sight:
            self.sight(order)
        if folded.sibling_of in self._cancel_siblings and folded.before is None:
            self.sighted.emit(order)  # a slice of an order that was cancelled before its reply
        before = folded.before
        if before is None:
            return
        if folded.fill is not None or (order.state is not before.state and order.state in _NEWS):
            self.request_refresh(order.account)
            core.positions_moved.emit(order.account)
        if order.state is not before.state:
            self._tell(before, order)

    def _with_cancel(self, order: Order) -> Order:
        asked_ns = self._cancel_asked.get(order.key)
        if asked_ns is None:
            return order
        late = self._core.clock.monotonic_ns() - asked_ns > HOLD_CANCEL_NS
        if late or order.state.is_terminal:
            self._cancel_asked.pop(order.key, None)
            if late and order.state in _RESTING:
                self._core.notify(
                    "warn",
                    f"{order.symbol}: not cancelled",
                    "The broker took the cancel request but still shows the order as working."
                    " Cancel it again.",
                    order.key,
                )
            return order
        if order.state in _RESTING:
            return self._core.book.put(replace(order, state=OrderState.CANCEL_PENDING))
        return order

    def _judge_sibling(self, key: str, order: Order, update: OrderUpdate) -> None:
        ours = self._core.book.order(key)
        if ours is None or group_parent(update) is not None:
            return
        if Variety.ICEBERG in {ours.variety, order.variety}:
            return  # its legs bear one tag
        if self._are_slices(ours):
            return
        self._core.book.put(replace(ours, hint=duplicate_words(ours, [order])))
        self._core.notify(
            "bad",
            f"{order.symbol}: possible duplicate order",
            duplicate_words(ours, [order]),
            order.key,
        )

    def _are_slices(self, ours: Order) -> bool:
        # A slice may be told before the broker marks it as one: no more than was asked for is none
        # too many.
        intent = ours.intent
        if intent is None or not intent.slice_above_freeze:
            return False
        rows = [ours, *self._core.book.siblings(ours.key)]
        return sum(row.quantity for row in rows) <= intent.quantity

    def _tell(self, before: Order, order: Order) -> None:
        title = f"{order.side.value.capitalize()} {words.count(order.quantity)} {order.symbol}"
        if before.state is OrderState.NOT_PLACED:
            text = "The order was held to be not placed, and has turned up at the broker after all."
            self._core.notify("bad", title, text, order.key)
        elif order.state is OrderState.COMPLETE:
            text = f"Filled {words.count(order.filled)} at {words.average(order.average_price)}."
            self._core.notify("good", title, text, order.key)
        elif order.state in {OrderState.REJECTED, OrderState.LAPSED}:
            text = order.message or f"The order was {order.state.value}."
            self._core.notify("bad", title, text, order.key)
        elif before.state is OrderState.UNKNOWN:
            text = f"Found in the broker's book as {order.broker_id}: it was sent once."
            self._core.notify("good", title, text, order.key)

    def _lapse(self, account: AccountId, rows: list[OrderUpdate]) -> None:
        # The broker's book holds one day: a working row of yesterday that it no longer lists is over.
        # It is dropped, not ended: should the broker list it again (an after-market order that a
        # night's maintenance hid), it comes back as it is.
        book = self._core.book
        today = day_of(self._core.clock.now_ns())
        listed = {row.broker_id for row in rows}
        for order in book.live(account):
            if order.broker_id is None or order.broker_id in listed:
                continue
            if day_of(order.placed_ns) < today:
                book.discard(order.key)
                if order.intent is not None:
                    book.expect(
                        order.intent,
                        symbol=order.symbol,
                        placed_ns=order.placed_ns,
                        broker_id=order.broker_id,
                        modifications=order.modifications,
                    )
                text = "An order of an earlier day is no longer in the broker's book."
                self._core.notify("info", order.symbol, text)

    def _note_failure(self, account: AccountId, error: TerminalError) -> None:
        now = self._core.clock.monotonic_ns()
        since = self._failing_since.setdefault(account, now)
        if now - since >= TELL_AFTER_NS and account not in self._told_failing:
            self._told_failing.add(account)
            text = f"{error.text} Rows may be out of date; reading goes on."
            self._core.notify("warn", "The order book cannot be read", text)

    def _note_success(self, account: AccountId) -> None:
        self._failing_since.pop(account, None)
        if account in self._told_failing:
            self._told_failing.discard(account)
            self._core.notify("good", "The order book is up to date again", "Reading works.")

    def _warn_day(self, account: AccountId) -> None:
        day = day_of(self._core.clock.now_ns())
        used, limit = self._core.budget.day_count(account), self._core.budget.day_limit(account)
        if used >= limit * WARN_SHARE_OF_DAY and (account, day) not in self._warned_day:
            self._warned_day.add((account, day))
            text = f"{used} of {limit} orders of the day are used; at 95 % only exits pass."
            self._core.notify("warn", "The broker's daily allowance runs low", text)


def duplicate_words(ours: Order, others: list[Order]) -> str:
    """Say that more than one order bears our tag, and that nothing is cancelled by itself."""
    ids = ", ".join(str(order.broker_id) for order in [ours, *others])
    return (
        f"More than one order carries this order's tag: {ids}. Nothing is cancelled by itself:"
        " look at both and cancel the one too many."
    )
