"""Changes and cancels of resting orders.

Changes of one order go one after the other; those that wait merge into one. A cancel never waits
for a change and drops those that do; one asked for before the broker's id is known is kept and
sent as soon as the order turns up.
"""

import asyncio

from msgspec.structs import replace

from terminal.domain.errors import Accepted, Rejected, Unknown
from terminal.domain.notice import Objection, Refused
from terminal.domain.order import Order, OrderChange, OrderState, Product
from terminal.orders.core import Account, Core
from terminal.orders.gate import Gate
from terminal.orders.outcomes import Result, Submitted
from terminal.orders.sender import asked
from terminal.orders.sync import Sync

_OPEN_QUESTION = frozenset({OrderState.JOURNALLED, OrderState.SENDING, OrderState.UNKNOWN})


class _Lane:
    """One order's queue of changes: a lock, what waits merged, and the last answer."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.waiting: OrderChange | None = None
        self.confirmed: frozenset[str] = frozenset()
        self.answer: Result | None = None
        self.dropped = False


class Edits:
    """Modify and cancel. Tasks run in the account's scope; callers may leave."""

    def __init__(self, core: Core, sync: Sync, gate: Gate) -> None:
        self._core = core
        self._sync = sync
        self._gate = gate
        self._lanes: dict[str, _Lane] = {}
        self._cancels: dict[str, asyncio.Task[Result]] = {}
        sync.sighted.connect(self._on_sighted)

    # -- changes

    async def modify(self, key: str, change: OrderChange, confirmed: frozenset[str]) -> Result:
        """Change a resting order; see `OrderService.modify`."""
        order = self._core.book.order(key)
        account = None if order is None else self._core.accounts.get(order.account)
        if order is None or account is None:
            return _no_order()
        if (refused := _unchangeable(order)) is not None:
            return refused
        blocking = self._blocking(order, change, confirmed)
        if blocking:
            return Refused(blocking)
        lane = self._lanes.setdefault(key, _Lane())
        lane.waiting = _merged(lane.waiting, change)
        lane.confirmed |= confirmed
        lane.dropped = False
        task = account.sends.spawn(self._next_change(account, key, lane), name=f"modify {key}")
        return await asyncio.shield(task)

    async def _next_change(self, account: Account, key: str, lane: _Lane) -> Result:
        async with lane.lock:
            change, confirmed = lane.waiting, lane.confirmed
            if change is None:
                # An earlier waiter sent this change with its own, or a cancel dropped it.
                return _dropped() if lane.dropped or lane.answer is None else lane.answer
            lane.waiting, lane.confirmed = None, frozenset()
            lane.answer = await self._send_change(account, key, change, confirmed)
            return lane.answer

    async def _send_change(
        self, account: Account, key: str, change: OrderChange, confirmed: frozenset[str]
    ) -> Result:
        core = self._core
        order = core.book.order(key)
        if order is None:
            return _no_order()
        # The order may have filled or ended while this change waited its turn.
        if (refused := _unchangeable(order)) is not None:
            return refused
        blocking = self._blocking(order, change, confirmed)
        if blocking:
            return Refused(blocking)
        await core.budget.take_reserved(order.account)
        before = order.state
        core.book.put(replace(order, state=OrderState.MODIFY_PENDING))
        outcome = await asked(
            account.broker.modify(order, change), f"modify {key}", core.on_failure
        )
        if not isinstance(outcome, Rejected):
            core.count_modification(order)
        now = core.book.order(key)
        if (
            now is not None
            and now.state is OrderState.MODIFY_PENDING
            and isinstance(outcome, Rejected)
        ):
            core.book.put(replace(now, state=before))
        self._sync.request_refresh(order.account)
        if isinstance(outcome, Rejected):
            text = f"{outcome.text} {outcome.hint}".strip()
            core.notify("bad", f"{order.symbol}: not changed", text, key)
        elif isinstance(outcome, Unknown):
            text = f"The reply was lost ({outcome.reason}): reading the order book."
            core.notify("warn", f"{order.symbol}: change unknown", text, key)
        return Submitted(key, outcome)

    def _blocking(
        self, order: Order, change: OrderChange, confirmed: frozenset[str]
    ) -> tuple[Objection, ...]:
        found = self._gate.check_change(order, change)
        return tuple(o for o in found if o.level != "ask" or o.code not in confirmed)

    # -- cancels

    async def cancel(self, key: str) -> Result:
        """Cancel an order; see `OrderService.cancel`."""
        running = self._cancels.get(key)
        if running is not None:
            return await asyncio.shield(running)
        order = self._core.book.order(key)
        account = None if order is None else self._core.accounts.get(order.account)
        if order is None or account is None:
            return _no_order()
        if order.state.is_terminal:
            return _over(order)
        if order.broker_id is None and order.state in _OPEN_QUESTION:
            self._core.cancel_on_sight.add(key)
            return Submitted(key, Unknown("it is cancelled as soon as the broker names it"))
        return await asyncio.shield(self._start_cancel(account, order))

    def _start_cancel(self, account: Account, order: Order) -> "asyncio.Task[Result]":
        task = account.sends.spawn(self._cancel(account, order.key), name=f"cancel {order.key}")
        self._cancels[order.key] = task
        task.add_done_callback(lambda _: self._cancels.pop(order.key, None))
        return task

    async def _cancel(self, account: Account, key: str) -> Result:
        core = self._core
        lane = self._lanes.get(key)
        if lane is not None:
            lane.waiting, lane.dropped = None, True
        changing = lane is not None and lane.lock.locked()
        await core.budget.take_reserved(account.broker.session.account)
        result = await self._send_cancel(account, key)
        refused = isinstance(result, Submitted) and isinstance(result.outcome, Rejected)
        if refused and changing and lane is not None:
            # A change was on its way ("is being processed"): cancelling twice is harmless.
            async with lane.lock:
                await core.budget.take_reserved(account.broker.session.account)
                result = await self._send_cancel(account, key)
        self._tell(key, result)
        return result

    async def _send_cancel(self, account: Account, key: str) -> Result:
        core = self._core
        order = core.book.order(key)
        if order is None:
            return _no_order()
        if order.state.is_terminal:
            return _over(order)
        outcome = await asked(account.broker.cancel(order), f"cancel {key}", core.on_failure)
        now = core.book.order(key)
        if isinstance(outcome, Accepted) and now is not None and not now.state.is_terminal:
            self._sync.hold_cancel(key)
            core.book.put(replace(now, state=OrderState.CANCEL_PENDING))
        self._sync.request_refresh(order.account)
        return Submitted(key, outcome)

    def _tell(self, key: str, result: Result) -> None:
        order = self._core.book.order(key)
        if order is None or not isinstance(result, Submitted):
            return
        match result.outcome:
            case Rejected(text=text, hint=hint):
                words = f"{text} {hint}".strip()
                self._core.notify("bad", f"{order.symbol}: not cancelled", words, key)
            case Unknown(reason=reason):
                words = f"The reply was lost ({reason}). Cancelling again does no harm."
                self._core.notify("warn", f"{order.symbol}: cancel unknown", words, key)
            case Accepted():
                pass  # the row says "cancel requested" until the broker says how it ended

    def _on_sighted(self, order: Order) -> None:
        account = self._core.accounts.get(order.account)
        if account is None or order.state.is_terminal or order.key in self._cancels:
            return
        self._start_cancel(account, order)


def is_cover_leg(order: Order) -> bool:
    """True for the second leg of a cover order: cancelling it exits the position at market."""
    return order.parent_id is not None and order.product is Product.CO


def _merged(first: OrderChange | None, second: OrderChange) -> OrderChange:
    if first is None:
        return second
    newer = {
        name: value
        for name in OrderChange.__struct_fields__
        if (value := getattr(second, name)) is not None
    }
    return replace(first, **newer)


def _unchangeable(order: Order) -> Refused | None:
    if order.state.is_working and order.broker_id is not None:
        return None
    if order.state.is_terminal:
        return _over(order)
    if order.state is OrderState.CANCEL_PENDING:
        text, fix = "The order is being cancelled.", "Wait for the end of it."
    else:
        text = "It is not known yet whether the broker has this order: checking."
        fix = "Wait a moment; it cannot be changed before."
    return Refused((Objection(code="not_working", text=text, fix=fix),))


def _over(order: Order) -> Refused:
    text = f"The order is {order.state.value.replace('_', ' ')} already."
    return Refused((Objection(code="not_working", text=text, fix="There is nothing to do."),))


def _no_order() -> Refused:
    text, fix = "This order is not in the book of a logged-in account.", "Log in to its account."
    return Refused((Objection(code="no_order", text=text, fix=fix),))


def _dropped() -> Refused:
    text, fix = "The order was cancelled before this change was sent.", "There is nothing to do."
    return Refused((Objection(code="cancelled", text=text, fix=fix),))
