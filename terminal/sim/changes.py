"""Modifying and cancelling orders: what may be asked when, and what the exchange makes of it.

A request is checked at once (refusals are HTTP answers) and takes effect a few hops later; the
order keeps trading meanwhile, so a fill may overtake a change.
"""

from __future__ import annotations

from decimal import Decimal

from terminal.sim.checks import (
    LONGEST_TTL,
    check_freeze,
    check_prices,
    check_protection,
    check_quantity,
    protected_price,
    refuse,
    row_message,
)
from terminal.sim.core import Core
from terminal.sim.desk import Desk
from terminal.sim.market import to_price
from terminal.sim.order import SimOrder
from terminal.sim.types_orders import (
    ZERO,
    ModifyRequest,
    OrderKind,
    Product,
    Rejection,
    Side,
    Status,
    Validity,
    Variety,
)

BUSY = "Order cannot be modified as it is being processed. Try later."
_PARKED = frozenset({Status.AMO_RECEIVED, Status.MODIFY_AMO_RECEIVED})
_WORKING = frozenset({Status.OPEN, Status.TRIGGER_PENDING}) | _PARKED
_MARKETS = frozenset({OrderKind.MARKET, OrderKind.SL_M})
_STOPS = frozenset({OrderKind.SL, OrderKind.SL_M})


class Wanted:
    """An order's fields after a change."""

    __slots__ = (
        "disclosed",
        "kind",
        "price",
        "protection",
        "quantity",
        "trigger",
        "ttl",
        "validity",
    )

    def __init__(self, order: SimOrder, change: ModifyRequest, *, is_total: bool) -> None:
        self.quantity = order.quantity
        if change.quantity is not None:
            self.quantity = change.quantity + (0 if is_total else order.filled)
        self.kind = order.kind if change.order_type is None else change.order_type
        self.price = order.price if change.price is None else change.price
        self.trigger = order.trigger if change.trigger_price is None else change.trigger_price
        self.validity = order.validity if change.validity is None else change.validity
        self.ttl = order.ttl if change.validity_ttl is None else change.validity_ttl
        self.disclosed = order.disclosed
        if change.disclosed_quantity is not None:
            self.disclosed = change.disclosed_quantity
        self.protection = order.protection
        if change.market_protection is not None:
            self.protection = change.market_protection
        if self.kind in _MARKETS:
            self.price = ZERO


class Changes:
    """The modify and cancel requests."""

    def __init__(self, core: Core, desk: Desk) -> None:
        self._core, self._desk = core, desk

    # --- modify ---
    def modify(
        self, order_id: str, change: ModifyRequest, variety: Variety | None
    ) -> str | Rejection:
        order = self._desk.orders.get(order_id)
        if order is None or (variety is not None and order.variety is not variety):
            return refuse("Order does not exist.")
        refusal = self._may_change(order, "modified")
        if refusal is not None:
            return refusal
        if self._core.options.race_on_modify:
            return refuse(BUSY)
        if order.modifications >= self._core.options.modification_cap:
            return refuse("Maximum allowed order modifications exceeded.")
        wanted = Wanted(order, change, is_total=self._core.options.modify_quantity_is_total)
        refusal = self._check(order, wanted)
        if refusal is not None:
            return refusal
        order.modifications += 1
        if order.status in _PARKED:
            self._write(order, wanted)
            order.modified = True
            self._desk.move(order, Status.MODIFY_AMO_RECEIVED)
            return order_id
        order.queued = True
        before = order.status
        self._desk.move(order, Status.MODIFY_VALIDATION_PENDING)
        self._core.after_delay(lambda: self._forward(order, wanted, before))
        return order_id

    def _may_change(self, order: SimOrder, verb: str) -> Rejection | None:
        if order.status.terminal:
            return refuse(f"Order cannot be {verb} as it is already {order.status.lower()}.")
        if order.queued or order.status not in _WORKING:
            return refuse(f"Order cannot be {verb} as it is being processed. Try later.")
        return None

    def _check(self, order: SimOrder, wanted: Wanted) -> Rejection | None:
        instrument = order.instrument
        if wanted.quantity <= order.filled:
            return refuse("Order quantity cannot be below the filled quantity.")
        refusal = check_quantity(instrument, wanted.quantity) or check_freeze(
            instrument, wanted.quantity
        )
        if refusal is not None:
            return refusal
        if wanted.kind in _MARKETS and order.kind not in _MARKETS and not order.was_market:
            refusal = check_protection(self._core, wanted.kind, wanted.protection)
            if refusal is not None:
                return refusal
        if wanted.validity is Validity.TTL and not 1 <= wanted.ttl <= LONGEST_TTL:
            return refuse(f"Invalid `validity_ttl`. Should be between 1 and {LONGEST_TTL} minutes.")
        leg = order.parent_id is not None
        if leg and wanted.kind is not order.kind:
            return refuse("Only the trigger price of a cover order's second leg can be modified.")
        if wanted.kind in _STOPS and not order.stop:
            return refuse("An order at the exchange cannot be changed to a stoploss order.")
        refusal = check_prices(
            self._core, instrument, order.side, wanted.kind, wanted.price, wanted.trigger,
            fresh_stop=order.stop,
        )  # fmt: skip
        if refusal is not None:
            return refusal
        if order.side is Side.SELL and order.product in {Product.CNC, Product.MTF}:
            more = wanted.quantity - order.filled
            return self._desk.check_delivery(order, more, without=order)
        return self._check_margin(order, wanted)

    def _check_margin(self, order: SimOrder, wanted: Wanted) -> Rejection | None:
        """Try the new quantity and price against the free margin, then put the old ones back."""
        old = (order.quantity, order.price, order.kind, order.trigger)
        order.quantity, order.price, order.kind, order.trigger = (
            wanted.quantity, wanted.price, wanted.kind, wanted.trigger,
        )  # fmt: skip
        refusal = self._desk.ledger.check(order, without=order)
        order.quantity, order.price, order.kind, order.trigger = old
        return refusal

    def _forward(self, order: SimOrder, wanted: Wanted, before: Status) -> None:
        if order.live:
            self._desk.move(order, Status.MODIFY_PENDING)
            self._core.after_delay(lambda: self._apply(order, wanted, before))

    def _apply(self, order: SimOrder, wanted: Wanted, before: Status) -> None:
        order.queued = False
        if not order.live:
            return
        message = row_message(order.instrument, wanted.kind, wanted.trigger)
        if wanted.quantity <= order.filled:
            message = "Order quantity cannot be below the filled quantity."
        if message is not None:
            order.status_message = message
            self._desk.move(order, before)
            return
        keeps_place = (
            not order.stop
            and wanted.kind is order.kind
            and wanted.price == order.price
            and wanted.quantity <= order.quantity
        )
        self._write(order, wanted)
        order.modified = True
        order.exchange_update_ns = self._core.now_ns
        self._desk.move(order, Status.MODIFIED)
        if keeps_place and order.resting is not None:
            order.resting.quantity = order.pending
            order.resting.visible = order.disclosed
            self._desk.move(order, Status.OPEN)
            return
        self._desk.take_out(order)
        if wanted.kind in _STOPS:
            self._desk.wait(order)
            return
        self._desk.enter(order)

    def _write(self, order: SimOrder, wanted: Wanted) -> None:
        if wanted.validity is Validity.TTL and (
            order.validity is not Validity.TTL or order.ttl != wanted.ttl
        ):
            order.ttl = wanted.ttl
            if order.entered:
                self._desk.limit_life(order)
        order.quantity, order.price, order.trigger = wanted.quantity, wanted.price, wanted.trigger
        order.kind, order.validity, order.ttl = wanted.kind, wanted.validity, wanted.ttl
        order.disclosed, order.protection = wanted.disclosed, wanted.protection
        order.stop = order.stop and wanted.kind in _STOPS
        if order.was_market and wanted.kind in _MARKETS and not order.protection:
            order.protection = Decimal(-1)  # an ex-market order may be sent to market again

    # --- cancel ---
    def cancel(
        self, order_id: str, parent_order_id: str | None, variety: Variety | None
    ) -> str | Rejection:
        order = self._desk.orders.get(order_id)
        if order is None or (variety is not None and order.variety is not variety):
            return refuse("Order does not exist.")
        refusal = self._may_change(order, "cancelled")
        if refusal is not None:
            return refusal
        if order.status in _PARKED:
            self._desk.end(order, Status.CANCELLED_AMO)
            return order_id
        leaves_position = order.parent_id is None or parent_order_id != order.parent_id
        order.queued = True
        self._desk.move(order, Status.CANCEL_PENDING)
        if leaves_position:
            self._core.after_delay(lambda: self._cancelled(order))
        else:
            self._core.after_delay(lambda: self.exit_leg(order))
        return order_id

    def _cancelled(self, order: SimOrder) -> None:
        order.queued = False
        if not order.live:
            return
        if self._core.options.cancel_loses_race and order.resting is not None:
            price = to_price(order.instrument, order.resting.price)
            self._desk.take_out(order)
            self._desk.fill(order, order.pending, price)
            return
        self._desk.end(order, Status.CANCELLED)

    def exit_leg(self, order: SimOrder) -> None:
        """Send a cover order's second leg to market, which closes the position."""
        order.queued = False
        if not order.live:
            return
        self._desk.take_out(order)
        limit, _ = protected_price(self._core, order.instrument, order.side, Decimal(-1))
        order.kind, order.price = OrderKind.LIMIT, limit
        order.was_market = True
        self._desk.enter(order)
