"""Price alerts: simple ones count and tell, ATO alerts place their basket of orders.

A simple alert fires each time its condition becomes true; an ATO alert fires once and is then
disabled, so that a price hovering around the limit cannot place its basket twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from operator import eq, ge, gt, le, lt

import msgspec

from terminal.sim.checks import refuse
from terminal.sim.core import Core
from terminal.sim.floor import touched
from terminal.sim.routes import Routes
from terminal.sim.types_market import Quote, SimInstrument
from terminal.sim.types_orders import AlertFired, Rejection
from terminal.sim.types_rules import AlertHistoryRow, AlertRequest, AlertRow

_MOST = 500
_MOST_ORDERS = 20
_ATTRIBUTE = "LastTradedPrice"
_OPERATORS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<=": le, ">=": ge, "<": lt, ">": gt, "==": eq,
}  # fmt: skip


class Alerts:
    """All alerts of the account."""

    def __init__(self, core: Core, routes: Routes) -> None:
        self._core, self._routes = core, routes
        self._rows: dict[str, AlertRow] = {}
        self._history: dict[str, list[AlertHistoryRow]] = {}
        self._true: dict[str, bool] = {}

    # --- requests ---
    def create(self, request: AlertRequest) -> AlertRow | Rejection:
        if sum(row.status != "deleted" for row in self._rows.values()) >= _MOST:
            return refuse(f"Maximum allowed alerts ({_MOST}) reached.")
        refusal = self._check(request)
        if refusal is not None:
            return refusal
        now = self._core.now_ns
        row = AlertRow(
            uuid=self._core.uuid(), request=request, status="enabled", disabled_reason="",
            alert_count=0, created_ns=now, updated_ns=now,
        )  # fmt: skip
        self._rows[row.uuid] = row
        self._history[row.uuid] = []
        return row

    def modify(self, uuid: str, request: AlertRequest) -> AlertRow | Rejection:
        row = self._rows.get(uuid)
        if row is None or row.status == "deleted":
            return refuse("Alert does not exist.")
        refusal = self._check(request)
        if refusal is not None:
            return refusal
        row = msgspec.structs.replace(
            row, request=request, status="enabled", disabled_reason="",
            updated_ns=self._core.now_ns,
        )  # fmt: skip
        self._rows[uuid] = row
        self._true.pop(uuid, None)
        return row

    def delete(self, uuids: Sequence[str]) -> Rejection | None:
        for uuid in uuids:
            if uuid not in self._rows or self._rows[uuid].status == "deleted":
                return refuse("Alert does not exist.")
        for uuid in uuids:
            self._rows[uuid] = msgspec.structs.replace(
                self._rows[uuid], status="deleted", updated_ns=self._core.now_ns
            )
        return None

    def row(self, uuid: str) -> AlertRow | None:
        return self._rows.get(uuid)

    def rows(self, status: str) -> list[AlertRow]:
        """Return alerts, newest first; deleted ones only when asked for."""
        return [
            row
            for row in reversed(self._rows.values())
            if (row.status == status if status else row.status != "deleted")
        ]

    def history(self, uuid: str) -> list[AlertHistoryRow] | None:
        found = self._history.get(uuid)
        return None if found is None else list(found)

    def _check(self, request: AlertRequest) -> Rejection | None:
        if request.type not in {"simple", "ato"}:
            return refuse("Invalid `type`.")
        if not request.name:
            return refuse("Missing or empty field `name`")
        if request.operator not in _OPERATORS:
            return refuse("Invalid `operator`.")
        if request.lhs_attribute != _ATTRIBUTE:
            return refuse("Invalid `lhs_attribute`.")
        if self._instrument(request.lhs_exchange, request.lhs_tradingsymbol) is None:
            return refuse("Invalid `lhs_tradingsymbol`.")
        if request.rhs_type == "instrument":
            if request.rhs_attribute != _ATTRIBUTE:
                return refuse("Invalid `rhs_attribute`.")
            if self._instrument(request.rhs_exchange, request.rhs_tradingsymbol) is None:
                return refuse("Invalid `rhs_tradingsymbol`.")
        elif request.rhs_type != "constant":
            return refuse("Invalid `rhs_type`.")
        return self._check_basket(request) if request.type == "ato" else None

    def _check_basket(self, request: AlertRequest) -> Rejection | None:
        # Only what can never become an order: margins and price bands are those of the firing.
        if not request.items:
            return refuse("Missing or empty field `basket`")
        if len(request.items) > _MOST_ORDERS:
            return refuse(f"Maximum allowed orders in a basket is {_MOST_ORDERS}.")
        for item in request.items:
            instrument = self._instrument(item.exchange, item.tradingsymbol)
            if instrument is None or instrument.is_index:
                return refuse("Invalid basket: the instrument does not trade.")
            if item.quantity <= 0:
                return refuse("Invalid basket: quantity should be above zero.")
        return None

    def _instrument(self, exchange: str, tradingsymbol: str) -> SimInstrument | None:
        return self._core.universe.find(exchange, tradingsymbol)

    # --- ticks ---
    def watch(self, now_ns: int) -> None:
        """Fire the alerts whose condition became true with the newest prices."""
        enabled = [row for row in self._rows.values() if row.status == "enabled"]
        if not enabled:
            return
        sides = {row.uuid: self._sides(row.request) for row in enabled}
        tokens = [i.instrument_token for pair in sides.values() for i in pair if i is not None]
        prices = touched(self._core, tokens)
        for row in enabled:
            left, right = sides[row.uuid]
            if left is None or (right is None and row.request.rhs_type == "instrument"):
                self._disable(row, "Instrument has expired.")
                continue
            if not self._core.market.is_open(left, now_ns):
                continue
            lhs = prices[left.instrument_token][2]
            rhs = row.request.rhs_constant if right is None else prices[right.instrument_token][2]
            now_true = _OPERATORS[row.request.operator](lhs, rhs)
            if now_true and not self._true.get(row.uuid, False):
                self._fire(row, left, right)
            self._true[row.uuid] = now_true

    def _sides(self, request: AlertRequest) -> tuple[SimInstrument | None, SimInstrument | None]:
        right = None
        if request.rhs_type == "instrument":
            right = self._instrument(request.rhs_exchange, request.rhs_tradingsymbol)
        return self._instrument(request.lhs_exchange, request.lhs_tradingsymbol), right

    def _fire(self, row: AlertRow, left: SimInstrument, right: SimInstrument | None) -> None:
        request, now = row.request, self._core.now_ns
        ids: list[str] = []
        refusals: list[Rejection] = []
        for item in request.items if request.type == "ato" else ():
            placed = self._routes.place(item)
            if isinstance(placed, Rejection):
                refusals.append(placed)
            else:
                ids.append(placed.order_id)
        row = msgspec.structs.replace(row, alert_count=row.alert_count + 1, updated_ns=now)
        self._rows[row.uuid] = row
        if request.type == "ato":
            self._disable(row, "Alert was triggered.")
        quotes: list[tuple[str, str, Quote]] = []
        for exchange, instrument in ((request.lhs_exchange, left), (request.rhs_exchange, right)):
            if instrument is not None:
                quote = self._core.market.quote(instrument.instrument_token, now)
                assert quote is not None
                quotes.append((exchange, instrument.tradingsymbol, quote))
        self._history[row.uuid].insert(
            0,
            AlertHistoryRow(
                uuid=row.uuid, type=request.type, condition=condition_text(request),
                created_ns=now, quotes=tuple(quotes), order_ids=tuple(ids),
                rejections=tuple(refusals),
            ),
        )  # fmt: skip
        self._core.emit(AlertFired(row.uuid, request.name, tuple(ids)))

    def _disable(self, row: AlertRow, reason: str) -> None:
        self._rows[row.uuid] = msgspec.structs.replace(
            row, status="disabled", disabled_reason=reason, updated_ns=self._core.now_ns
        )


def condition_text(request: AlertRequest) -> str:
    """Return the condition in the broker's notation."""
    left = f'{request.lhs_attribute}("{request.lhs_exchange}:{request.lhs_tradingsymbol}")'
    right = f"{request.rhs_constant.normalize():f}"
    if request.rhs_type == "instrument":
        right = f'{request.rhs_attribute}("{request.rhs_exchange}:{request.rhs_tradingsymbol}")'
    return f"{left} {request.operator} {right}"
