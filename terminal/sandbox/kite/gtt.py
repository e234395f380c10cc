"""GTT routes: JSON texts inside form fields in, trigger objects out."""

from decimal import Decimal

import msgspec
from msgspec import Struct
from starlette.responses import Response
from starlette.routing import Route

from terminal.sandbox.kite.desk import Call, Desk, granted
from terminal.sandbox.kite.fields import Fields
from terminal.sandbox.kite.replies import Failure, Row, input_error, ok
from terminal.sandbox.kite.wire import num
from terminal.sandbox.virtual import stamp_text
from terminal.sim.types import (
    GttLeg,
    GttLegResult,
    GttRequest,
    GttRow,
    OrderKind,
    Product,
    Side,
)


class _Condition(Struct, kw_only=True):
    exchange: str
    tradingsymbol: str
    trigger_values: list[Decimal]
    last_price: Decimal


class _Leg(Struct, kw_only=True):
    exchange: str
    tradingsymbol: str
    transaction_type: Side
    quantity: int
    order_type: OrderKind
    product: Product
    price: Decimal = Decimal(0)
    market_protection: Decimal | None = None


_APP_ID = 12617  # as in the official sample: which program made the trigger
_CONDITION = msgspec.json.Decoder(_Condition)
_LEGS = msgspec.json.Decoder(list[_Leg])


class GttRoutes:
    """`/gtt/triggers*`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        route = self._desk.route
        return [
            route("GET", "/gtt/triggers", self._list),
            route("POST", "/gtt/triggers", self._place),
            route("GET", "/gtt/triggers/{trigger_id}", self._one),
            route("PUT", "/gtt/triggers/{trigger_id}", self._modify),
            route("DELETE", "/gtt/triggers/{trigger_id}", self._delete),
        ]

    async def _list(self, _call: Call) -> Response:
        user = self._desk.account.user_id
        return ok([trigger_row(row, user) for row in self._desk.exchange.gtt_list()])

    async def _one(self, call: Call) -> Response:
        row = self._desk.exchange.gtt(_trigger_id(call))
        if row is None:
            raise Failure(404, "DataException", "Trigger not found.")
        return ok(trigger_row(row, self._desk.account.user_id))

    async def _place(self, call: Call) -> Response:
        trigger_id = granted(self._desk.exchange.gtt_place(_request(call.form)))
        return ok({"trigger_id": trigger_id})

    async def _modify(self, call: Call) -> Response:
        request = _request(call.form)
        return ok(
            {"trigger_id": granted(self._desk.exchange.gtt_modify(_trigger_id(call), request))}
        )

    async def _delete(self, call: Call) -> Response:
        return ok({"trigger_id": granted(self._desk.exchange.gtt_delete(_trigger_id(call)))})


def _trigger_id(call: Call) -> int:
    text = call.path["trigger_id"]
    if not text.isdecimal():
        raise input_error("Invalid `trigger_id`.")
    return int(text)


def _request(form: Fields) -> GttRequest:
    kind = form.need("type")
    if kind not in {"single", "two-leg"}:
        raise input_error("Invalid `type`.")
    try:
        condition = _CONDITION.decode(form.need("condition"))
        legs = _LEGS.decode(form.need("orders"))
    except msgspec.DecodeError as error:
        raise input_error(f"Invalid trigger: {error}") from None
    return GttRequest(
        type=kind,
        exchange=condition.exchange,
        tradingsymbol=condition.tradingsymbol,
        trigger_values=tuple(condition.trigger_values),
        last_price=condition.last_price,
        orders=tuple(
            GttLeg(
                exchange=leg.exchange,
                tradingsymbol=leg.tradingsymbol,
                transaction_type=leg.transaction_type,
                quantity=leg.quantity,
                order_type=leg.order_type,
                product=leg.product,
                price=leg.price,
                market_protection=leg.market_protection,
            )
            for leg in legs
        ),
    )


def trigger_row(row: GttRow, user_id: str) -> Row:
    """Return a trigger with its condition, its legs and what became of them."""
    request = row.request
    meta: Row | None = {} if row.status == "active" else None
    if row.rejection_reason:
        meta = {"rejection_reason": row.rejection_reason}
    return {
        "id": row.trigger_id,
        "user_id": user_id,
        "parent_trigger": None,
        "type": request.type,
        "created_at": stamp_text(row.created_ns),
        "updated_at": stamp_text(row.updated_ns),
        "expires_at": stamp_text(row.expires_ns),
        "status": row.status,
        "condition": {
            "exchange": request.exchange,
            "last_price": num(request.last_price),
            "tradingsymbol": request.tradingsymbol,
            "trigger_values": [num(value) for value in request.trigger_values],
            "instrument_token": row.instrument_token,
        },
        "orders": [
            {
                "exchange": leg.exchange,
                "tradingsymbol": leg.tradingsymbol,
                "product": leg.product.value,
                "order_type": leg.order_type.value,
                "transaction_type": leg.transaction_type.value,
                "quantity": leg.quantity,
                "price": num(leg.price),
                "result": None if result is None else _result(leg, result, user_id, row.trigger_id),
            }
            for leg, result in zip(request.orders, row.results, strict=True)
        ],
        "meta": meta,
    }


def _result(leg: GttLeg, result: GttLegResult, user_id: str, trigger_id: int) -> Row:
    return {
        "account_id": user_id,
        "exchange": leg.exchange,
        "tradingsymbol": leg.tradingsymbol,
        "validity": "DAY",
        "product": leg.product.value,
        "order_type": leg.order_type.value,
        "transaction_type": leg.transaction_type.value,
        "quantity": leg.quantity,
        "price": num(leg.price),
        "meta": f'{{"app_id":{_APP_ID},"gtt":{trigger_id}}}',
        "timestamp": stamp_text(result.fired_ns),
        "triggered_at": num(result.triggered_at),
        "order_result": {
            "status": result.order_status,
            "order_id": result.order_id,
            "rejection_reason": result.rejection_reason,
        },
    }
