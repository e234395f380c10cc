"""Orders that are more than one order: slices, icebergs, cover orders and the square-off.

Everything here places and cancels through the desk; nothing matches or keeps money.
"""

from __future__ import annotations

from decimal import Decimal

import msgspec

from terminal.sim.checks import check_freeze, check_place, protected_price, refuse
from terminal.sim.core import Core
from terminal.sim.desk import Desk
from terminal.sim.ledger import Ledger
from terminal.sim.order import SimOrder
from terminal.sim.types_account import TriggerRange
from terminal.sim.types_market import SimInstrument
from terminal.sim.types_orders import (
    IcebergMeta,
    OrderKind,
    PlaceRequest,
    PlaceResult,
    Product,
    Rejection,
    Side,
    SliceResult,
    Status,
    Variety,
)

_MOST_SLICES = 10
_COVER_REACH = Decimal("0.03")  # a cover order's stop may lie this far from the last price
_SLICE_REFUSED = Rejection(400, "MarginException", "Insufficient funds for this slice.")


class Routes:
    """The front door for new orders, and the followers of multi-part ones."""

    def __init__(self, core: Core, desk: Desk, ledger: Ledger) -> None:
        self._core, self._desk, self._ledger = core, desk, ledger
        desk.on_filled.append(self._cover_filled)
        desk.on_ended.append(self._next_leg)

    # --- the front door ---
    def place(self, request: PlaceRequest) -> PlaceResult | Rejection:
        """Check and admit an order, sliced if asked for and needed."""
        core = self._core
        instrument = core.universe.find(request.exchange, request.tradingsymbol)
        if request.variety is Variety.ICEBERG and not request.iceberg_quantity:
            legs = max(request.iceberg_legs, 1)
            lot = instrument.lot_size if instrument is not None else 1
            size = -(-request.quantity // legs // max(lot, 1)) * max(lot, 1)
            request = msgspec.structs.replace(request, iceberg_quantity=size)
        refusal = check_place(core, instrument, request)
        if refusal is not None or instrument is None:
            self._count_refused()
            return refusal or refuse("Invalid `tradingsymbol`.")
        if request.variety is Variety.CO:
            allowed = self.trigger_range(instrument, request.transaction_type)
            if not allowed.lower <= request.trigger_price <= allowed.upper:
                self._count_refused()
                return refuse(
                    f"Trigger price for cover orders should be between {allowed.lower:.2f} "
                    f"and {allowed.upper:.2f}."
                )
        if request.variety is Variety.ICEBERG:
            return self._place_iceberg(request, instrument)
        too_big = check_freeze(instrument, request.quantity)
        if too_big is not None:
            if not request.autoslice:
                self._count_refused()
                return too_big
            return self._place_slices(request, instrument)
        order = self._desk.admit(request, instrument)
        return order if isinstance(order, Rejection) else PlaceResult(order_id=order.order_id)

    def _count_refused(self) -> None:
        """A refused placement counts against the day's budget too."""
        self._desk.placed_today += 1

    # --- slices ---
    def _place_slices(
        self, request: PlaceRequest, instrument: SimInstrument
    ) -> PlaceResult | Rejection:
        size = instrument.freeze_quantity // instrument.lot_size * instrument.lot_size
        count = -(-request.quantity // size)
        if count > _MOST_SLICES:
            self._count_refused()
            return refuse(
                f"The order would need {count} slices, more than the {_MOST_SLICES} allowed."
            )
        results: list[SliceResult] = []
        parent: SimOrder | None = None
        left = request.quantity
        for index in range(count):
            part = msgspec.structs.replace(request, quantity=min(size, left), autoslice=False)
            left -= part.quantity
            placed: SimOrder | Rejection = _SLICE_REFUSED
            if index != self._core.options.autoslice_failing_slice:
                placed = self._desk.admit(part, instrument)
            if isinstance(placed, Rejection):
                results.append(SliceResult(None, placed))
                continue
            parent = parent or placed
            placed.tags = (*placed.tags, "autoslice", f"autoslice:{parent.order_id}")
            self._desk.redraw(placed)
            results.append(SliceResult(placed.order_id))
        if parent is None:
            refused = results[0].rejection
            return refused if refused is not None else refuse("No slice was accepted.")
        shape = self._core.options.autoslice_shape
        if shape == "v1":
            return PlaceResult(order_id=parent.order_id, shape="v1", children=tuple(results))
        children = tuple(item for item in results if item.order_id != parent.order_id)
        return PlaceResult(order_id=parent.order_id, shape="v2", children=children)

    # --- icebergs ---
    def _place_iceberg(
        self, request: PlaceRequest, instrument: SimInstrument
    ) -> PlaceResult | Rejection:
        too_big = check_freeze(instrument, request.iceberg_quantity)
        if too_big is not None or request.iceberg_quantity % instrument.lot_size:
            self._count_refused()
            return too_big or refuse("Invalid `iceberg_quantity`.")
        meta = IcebergMeta(
            1, request.iceberg_legs, request.iceberg_quantity, request.quantity, request.quantity
        )
        return self._place_leg(request, instrument, meta)

    def _place_leg(
        self, request: PlaceRequest, instrument: SimInstrument, meta: IcebergMeta
    ) -> PlaceResult | Rejection:
        quantity = min(meta.leg_quantity, meta.remaining_quantity)
        leg = msgspec.structs.replace(request, quantity=quantity)
        placed = self._desk.admit(leg, instrument)
        if isinstance(placed, Rejection):
            return placed
        placed.iceberg = msgspec.structs.replace(
            meta, remaining_quantity=meta.remaining_quantity - quantity
        )
        self._desk.redraw(placed)
        return PlaceResult(order_id=placed.order_id)

    def _next_leg(self, order: SimOrder) -> None:
        meta = order.iceberg
        if meta is None or order.status is not Status.COMPLETE or not meta.remaining_quantity:
            return
        request = msgspec.structs.replace(order.request, price=order.price)
        follow = msgspec.structs.replace(meta, leg=meta.leg + 1)
        self._place_leg(request, order.instrument, follow)

    # --- cover orders ---
    def trigger_range(self, instrument: SimInstrument, side: Side) -> TriggerRange:
        """Return the stop prices a cover order entered on `side` may have."""
        last = self._core.market.last_price(instrument.instrument_token, self._core.now_ns)
        tick = instrument.tick_size
        near, far = (last * (1 - _COVER_REACH), last) if side is Side.BUY else (
            last, last * (1 + _COVER_REACH)
        )  # fmt: skip
        lower = (near / tick).to_integral_value() * tick
        upper = (far / tick).to_integral_value() * tick
        return TriggerRange(0, lower, upper)

    def _cover_filled(self, order: SimOrder, quantity: int) -> None:
        """Open or enlarge the second leg of a cover order as its entry fills."""
        if order.variety is not Variety.CO:
            return
        if order.parent_id is not None:
            return
        child = self._desk.orders.get(order.child_id) if order.child_id is not None else None
        if child is not None and child.live and child.stop:
            child.quantity += quantity
            self._desk.record(child, partial=False)
            return
        request = msgspec.structs.replace(
            order.request,
            transaction_type=Side.SELL if order.side is Side.BUY else Side.BUY,
            quantity=quantity, order_type=OrderKind.SL_M, price=Decimal(0),
            trigger_price=order.trigger or order.request.trigger_price,
            market_protection=Decimal(-1),
        )  # fmt: skip
        leg = self._desk.build(request, order.instrument)
        leg.parent_id, order.child_id = order.order_id, leg.order_id
        leg.exchange_order_id = self._core.exchange_order_id()
        leg.exchange_ns = leg.exchange_update_ns = self._core.now_ns
        leg.entered = True
        self._desk.orders[leg.order_id] = leg
        self._desk.wait(leg)

    # --- square-off ---
    def square_off(self, exchanges: frozenset[str]) -> int:
        """Close intraday positions of these exchanges before the close; return how many."""
        closed = 0
        for order in list(self._desk.working()):
            intraday = order.product in {Product.MIS, Product.CO}
            if intraday and order.instrument.exchange in exchanges and order.entered:
                self._desk.end(order, Status.CANCELLED, "Intraday order squared off.")
        for position in list(self._ledger.positions.values()):
            quantity = position.quantity
            if not quantity or position.product not in {Product.MIS, Product.CO}:
                continue
            if position.instrument.exchange in exchanges:
                side = Side.SELL if quantity > 0 else Side.BUY
                self._close(position.instrument, position.product, side, abs(quantity))
                closed += 1
        return closed

    def _close(
        self, instrument: SimInstrument, product: Product, side: Side, quantity: int
    ) -> None:
        limit, _ = protected_price(self._core, instrument, side, None)
        request = PlaceRequest(
            exchange=instrument.exchange, tradingsymbol=instrument.tradingsymbol,
            transaction_type=side, quantity=quantity, product=product, price=limit,
            order_type=OrderKind.LIMIT, placed_by="ADMINSQF", tags=("squareoff",),
        )  # fmt: skip
        self._desk.start(self._desk.build(request, instrument))
