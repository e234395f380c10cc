"""GTT triggers: one or two prices that wait for up to a year and place one order when touched.

A trigger fires at most once, whatever the price does in one step; of a two-leg trigger the other
leg goes dormant. Fired is not filled: the leg's order may be refused, which its result tells.
"""

from __future__ import annotations

from decimal import Decimal

import msgspec

from terminal.sim.checks import on_grid, refuse
from terminal.sim.core import Core
from terminal.sim.floor import touched
from terminal.sim.routes import Routes
from terminal.sim.session import DAY_S, S
from terminal.sim.types_market import SimInstrument
from terminal.sim.types_orders import (
    GttFired,
    OrderKind,
    PlaceRequest,
    Product,
    Rejection,
    Side,
)
from terminal.sim.types_rules import GttLegResult, GttRequest, GttRow

_MOST_ACTIVE = 500
_LIFE_NS = 365 * DAY_S * S
_SHOWN_NS = 7 * DAY_S * S
_OF_SHARES = frozenset({Product.CNC, Product.MTF})
_OF_DERIVATIVES = frozenset({Product.NRML})


class Gtts:
    """All GTT triggers of the account."""

    def __init__(self, core: Core, routes: Routes) -> None:
        self._core, self._routes = core, routes
        self._rows: dict[int, GttRow] = {}
        self._active: dict[int, GttRow] = {}

    # --- requests ---
    def place(self, request: GttRequest) -> int | Rejection:
        if len(self._active) >= _MOST_ACTIVE:
            return refuse(f"Maximum allowed active GTTs ({_MOST_ACTIVE}) reached.")
        instrument = self._check(request)
        if isinstance(instrument, Rejection):
            return instrument
        now = self._core.now_ns
        row = GttRow(
            trigger_id=self._core.number(), request=request,
            instrument_token=instrument.instrument_token, status="active", created_ns=now,
            updated_ns=now, expires_ns=now + _LIFE_NS, results=(None,) * len(request.orders),
        )  # fmt: skip
        self._write(row)
        return row.trigger_id

    def modify(self, trigger_id: int, request: GttRequest) -> int | Rejection:
        row = self._active.get(trigger_id)
        if row is None:
            return refuse("Trigger does not exist or is not active.")
        instrument = self._check(request)
        if isinstance(instrument, Rejection):
            return instrument
        self._write(
            msgspec.structs.replace(
                row,
                request=request,
                instrument_token=instrument.instrument_token,
                updated_ns=self._core.now_ns,
                results=(None,) * len(request.orders),
            )
        )
        return trigger_id

    def delete(self, trigger_id: int) -> int | Rejection:
        row = self._active.get(trigger_id)
        if row is None:
            return refuse("Trigger does not exist or is not active.")
        self._finish(row, "deleted")
        return trigger_id

    def row(self, trigger_id: int) -> GttRow | None:
        return self._rows.get(trigger_id)

    def rows(self) -> list[GttRow]:
        """Return active triggers and those that changed in the last seven days."""
        since = self._core.now_ns - _SHOWN_NS
        return [r for r in self._rows.values() if r.status == "active" or r.updated_ns >= since]

    # --- checks ---
    def _check(self, request: GttRequest) -> SimInstrument | Rejection:
        instrument = self._core.universe.find(request.exchange, request.tradingsymbol)
        if instrument is None or instrument.is_index:
            return refuse("Invalid `tradingsymbol`.")
        count = {"single": 1, "two-leg": 2}.get(request.type)
        if count is None:
            return refuse("Invalid `type`.")
        if len(request.trigger_values) != count or len(request.orders) != count:
            return refuse("Invalid `condition`. Trigger values and orders do not match the type.")
        last = self._core.market.last_price(instrument.instrument_token, self._core.now_ns)
        if any(value <= 0 for value in request.trigger_values):
            return refuse("Invalid `trigger_values`.")
        if count == 2 and request.trigger_values[0] >= request.trigger_values[1]:
            return refuse("Invalid `trigger_values`. They have to be ascending.")
        if not all(on_grid(value, instrument.tick_size) for value in request.trigger_values):
            return refuse(f"Tick size for this script is {instrument.tick_size}.")
        if last in request.trigger_values or request.last_price in request.trigger_values:
            return refuse("Trigger price cannot be equal to the last traded price.")
        if count == 2 and not request.trigger_values[0] < last < request.trigger_values[1]:
            return refuse("Trigger prices have to lie on both sides of the last traded price.")
        return self._check_legs(request, instrument) or instrument

    def _check_legs(self, request: GttRequest, instrument: SimInstrument) -> Rejection | None:
        for leg in request.orders:
            if (leg.exchange, leg.tradingsymbol) != (request.exchange, request.tradingsymbol):
                return refuse("Orders have to be of the condition's instrument.")
            if leg.order_type is not OrderKind.LIMIT and not (
                leg.order_type is OrderKind.MARKET and self._core.options.gtt_market_legs
            ):
                return refuse("GTT orders have to be LIMIT orders.")
            fitting = _OF_SHARES if instrument.is_equity else _OF_DERIVATIVES
            if leg.product not in fitting:
                return refuse(f"GTT is not allowed for {leg.product} on {leg.exchange}.")
            if leg.quantity <= 0 or leg.quantity % instrument.lot_size:
                return refuse(
                    f"Quantity should be in multiples of the lot size {instrument.lot_size}."
                )
            if leg.order_type is OrderKind.LIMIT and not (
                leg.price > 0 and on_grid(leg.price, instrument.tick_size)
            ):
                return refuse(f"Tick size for this script is {instrument.tick_size}.")
            buys = leg.transaction_type is Side.BUY
            if request.type == "two-leg" and buys and instrument.is_equity:
                return refuse("Two-leg buy triggers are allowed for derivatives only.")
        return None

    # --- ticks ---
    def watch(self, now_ns: int) -> None:
        """Fire what the newest prices touched and expire what is a year old."""
        if not self._active:
            return
        tokens = [row.instrument_token for row in self._active.values()]
        prices = touched(self._core, tokens)
        for row in list(self._active.values()):
            if now_ns >= row.expires_ns or row.instrument_token not in prices:
                self._finish(row, "expired")
                continue
            instrument = self._core.universe.instruments[row.instrument_token]
            if not self._core.market.is_open(instrument, now_ns):
                continue
            low, high, last = prices[row.instrument_token]
            leg = _touched_leg(row.request, low, high)
            if leg is not None:
                self._fire(row, leg, last)

    def _fire(self, row: GttRow, index: int, last: Decimal) -> None:
        now = self._core.now_ns
        leg = row.request.orders[index]
        placed = self._routes.place(
            PlaceRequest(
                exchange=leg.exchange,
                tradingsymbol=leg.tradingsymbol,
                transaction_type=leg.transaction_type,
                quantity=leg.quantity,
                product=leg.product,
                order_type=leg.order_type,
                price=leg.price,
                market_protection=leg.market_protection,
                tags=("gtt",),
            )
        )
        refused = isinstance(placed, Rejection)
        order_id = "" if isinstance(placed, Rejection) else placed.order_id
        reason = placed.message if isinstance(placed, Rejection) else ""
        result = GttLegResult(
            fired_ns=now, triggered_at=last, order_status="failed" if refused else "success",
            order_id=order_id, rejection_reason=reason,
        )  # fmt: skip
        results = tuple(result if n == index else None for n in range(len(row.results)))
        self._finish(msgspec.structs.replace(row, results=results), "triggered")
        self._core.emit(GttFired(row.trigger_id, (order_id,) if order_id else ()))

    def _finish(self, row: GttRow, status: str) -> None:
        self._write(msgspec.structs.replace(row, status=status, updated_ns=self._core.now_ns))

    def _write(self, row: GttRow) -> None:
        self._rows[row.trigger_id] = row
        if row.status == "active":
            self._active[row.trigger_id] = row
        else:
            self._active.pop(row.trigger_id, None)


def _touched_leg(request: GttRequest, low: Decimal, high: Decimal) -> int | None:
    """Return which leg the step's low and high set off, the lower one first."""
    values = request.trigger_values
    if len(values) == 2:
        return 0 if low <= values[0] else 1 if high >= values[1] else None
    rising = values[0] > request.last_price
    hit = high >= values[0] if rising else low <= values[0]
    return 0 if hit else None
