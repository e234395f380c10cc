"""Alert routes: conditions on prices, and baskets of orders that fire with them."""

from decimal import Decimal

import msgspec
from msgspec import Struct, field
from starlette.responses import Response
from starlette.routing import Route

from terminal.sandbox.kite.desk import Call, Desk, granted
from terminal.sandbox.kite.fields import Fields
from terminal.sandbox.kite.market import ohlc_of
from terminal.sandbox.kite.replies import Failure, Row, input_error, missing, ok
from terminal.sandbox.kite.wire import NO_TIME, num
from terminal.sandbox.virtual import stamp_text
from terminal.sim.exchange import Exchange
from terminal.sim.types import (
    ZERO,
    AlertHistoryRow,
    AlertRequest,
    AlertRow,
    OrderKind,
    PlaceRequest,
    Product,
    Quote,
    Side,
    Validity,
    Variety,
)

_OPERATORS = {"<=", ">=", "<", ">", "=="}


class _Exits(Struct, kw_only=True):
    target: Decimal = ZERO
    stoploss: Decimal = ZERO


class _Params(Struct, kw_only=True):
    transaction_type: Side
    product: Product
    order_type: OrderKind
    quantity: int
    validity: Validity = Validity.DAY
    validity_ttl: int = 0
    price: Decimal = ZERO
    trigger_price: Decimal = ZERO
    disclosed_quantity: int = 0
    variety: Variety = Variety.REGULAR
    tags: list[str] = field(default_factory=list)
    squareoff: Decimal = ZERO
    stoploss: Decimal = ZERO
    trailing_stoploss: Decimal = ZERO
    iceberg_legs: int = 0
    market_protection: Decimal | None = None
    gtt: _Exits = field(default_factory=_Exits)


class _Item(Struct, kw_only=True):
    tradingsymbol: str
    exchange: str
    params: _Params
    weight: int = 10_000


class _Basket(Struct, kw_only=True):
    items: list[_Item]


_BASKET = msgspec.json.Decoder(_Basket)


class AlertRoutes:
    """`/alerts*`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        route = self._desk.route
        return [
            route("POST", "/alerts", self._create),
            route("GET", "/alerts", self._list),
            route("DELETE", "/alerts", self._delete),
            route("GET", "/alerts/{uuid}", self._one),
            route("PUT", "/alerts/{uuid}", self._modify),
            route("GET", "/alerts/{uuid}/history", self._history),
        ]

    async def _create(self, call: Call) -> Response:
        row = granted(self._desk.exchange.alert_create(_request(call.form)))
        return ok(self._row(row, basket=False))

    async def _modify(self, call: Call) -> Response:
        request = _request(call.form)
        row = granted(self._desk.exchange.alert_modify(call.path["uuid"], request))
        return ok(self._row(row, basket=False))

    async def _list(self, call: Call) -> Response:
        rows = self._desk.exchange.alert_list(call.query.text("status"))
        size = call.query.integer("page_size")
        if size is not None and size > 0:
            start = (max(call.query.integer("page") or 1, 1) - 1) * size
            rows = rows[start : start + size]
        return ok([self._row(row, basket=True) for row in rows])

    async def _one(self, call: Call) -> Response:
        row = self._desk.exchange.alert(call.path["uuid"])
        if row is None:
            raise _unknown()
        return ok(self._row(row, basket=True))

    async def _delete(self, call: Call) -> Response:
        uuids = call.query.every("uuid")
        if not uuids:
            raise missing("uuid")
        granted(self._desk.exchange.alert_delete(uuids))
        return ok(None)

    async def _history(self, call: Call) -> Response:
        rows = self._desk.exchange.alert_history(call.path["uuid"])
        if rows is None:
            raise _unknown()
        return ok([_history_row(row) for row in rows])

    def _row(self, row: AlertRow, *, basket: bool) -> Row:
        request = row.request
        out: Row = {
            "type": request.type,
            "user_id": self._desk.account.user_id,
            "uuid": row.uuid,
            "name": request.name,
            "status": row.status,
            "disabled_reason": row.disabled_reason,
            "lhs_attribute": request.lhs_attribute,
            "lhs_exchange": request.lhs_exchange,
            "lhs_tradingsymbol": request.lhs_tradingsymbol,
            "operator": request.operator,
            "rhs_type": request.rhs_type,
            "rhs_attribute": request.rhs_attribute,
            "rhs_exchange": request.rhs_exchange,
            "rhs_tradingsymbol": request.rhs_tradingsymbol,
            "rhs_constant": num(request.rhs_constant),
            "alert_count": row.alert_count,
            "created_at": stamp_text(row.created_ns),
            "updated_at": stamp_text(row.updated_ns),
        }
        if basket and request.basket_json:
            out["basket"] = _basket_row(request.basket_json, self._desk.exchange)
        return out


def _unknown() -> Failure:
    return Failure(404, "DataException", "Alert not found.")


def _request(form: Fields) -> AlertRequest:
    kind, rhs_type, operator = form.need("type"), form.need("rhs_type"), form.need("operator")
    if kind not in {"simple", "ato"}:
        raise input_error("Invalid `type`.")
    if rhs_type not in {"constant", "instrument"}:
        raise input_error("Invalid `rhs_type`.")
    if operator not in _OPERATORS:
        raise input_error("Invalid `operator`.")
    constant = form.decimal("rhs_constant")
    if rhs_type == "constant" and constant is None:
        raise missing("rhs_constant")
    instrument = rhs_type == "instrument"
    basket = form.need("basket") if kind == "ato" else ""
    return AlertRequest(
        name=form.need("name"),
        type=kind,
        lhs_exchange=form.need("lhs_exchange"),
        lhs_tradingsymbol=form.need("lhs_tradingsymbol"),
        lhs_attribute=form.need("lhs_attribute"),
        operator=operator,
        rhs_type=rhs_type,
        rhs_constant=ZERO if constant is None or instrument else constant,
        rhs_exchange=form.need("rhs_exchange") if instrument else "",
        rhs_tradingsymbol=form.need("rhs_tradingsymbol") if instrument else "",
        rhs_attribute=form.need("rhs_attribute") if instrument else "",
        basket_json=basket,
        items=tuple(_order(item) for item in _parsed(basket)) if basket else (),
    )


def _parsed(basket: str) -> list[_Item]:
    try:
        items = _BASKET.decode(basket).items
    except msgspec.DecodeError as error:
        raise input_error(f"Invalid basket: {error}") from None
    if not items:
        raise input_error("Invalid basket: no items")
    return items


def _order(item: _Item) -> PlaceRequest:
    params = item.params
    return PlaceRequest(
        exchange=item.exchange,
        tradingsymbol=item.tradingsymbol,
        transaction_type=params.transaction_type,
        quantity=params.quantity,
        product=params.product,
        order_type=params.order_type,
        variety=params.variety,
        price=params.price,
        trigger_price=params.trigger_price,
        validity=params.validity,
        validity_ttl=params.validity_ttl,
        disclosed_quantity=params.disclosed_quantity,
        iceberg_legs=params.iceberg_legs,
        market_protection=params.market_protection,
        tags=tuple(params.tags),
    )


def _basket_row(basket: str, exchange: Exchange) -> Row:
    rows: list[Row] = []
    for number, item in enumerate(_parsed(basket)):
        params = item.params
        found = exchange.find(item.exchange, item.tradingsymbol)
        rows.append(
            {
                "id": 275_218_517 + number,
                "tradingsymbol": item.tradingsymbol,
                "exchange": item.exchange,
                "instrument_token": 0 if found is None else found.instrument_token,
                "weight": item.weight,
                "params": {
                    "validity": params.validity.value,
                    "validity_ttl": params.validity_ttl,
                    "variety": params.variety.value,
                    "product": params.product.value,
                    "order_type": params.order_type.value,
                    "transaction_type": params.transaction_type.value,
                    "quantity": params.quantity,
                    "disclosed_quantity": params.disclosed_quantity,
                    "price": num(params.price),
                    "trigger_price": num(params.trigger_price),
                    "squareoff": num(params.squareoff),
                    "stoploss": num(params.stoploss),
                    "trailing_stoploss": num(params.trailing_stoploss),
                    "gtt": {
                        "target": num(params.gtt.target),
                        "stoploss": num(params.gtt.stoploss),
                    },
                    "tags": params.tags,
                },
            }
        )
    return {"items": rows}


def _history_row(row: AlertHistoryRow) -> Row:
    orders: list[Row] = [{"order_id": order_id} for order_id in row.order_ids]
    orders += [
        {"error": {"code": each.http, "error_type": each.error_type, "message": each.message}}
        for each in row.rejections
    ]
    return {
        "uuid": row.uuid,
        "type": row.type,
        "meta": [_snapshot(*each) for each in row.quotes],
        "condition": row.condition,
        "created_at": stamp_text(row.created_ns),
        "order_meta": orders or None,
    }


def _snapshot(exchange: str, tradingsymbol: str, quote: Quote) -> Row:
    traded = quote.last_trade_ns
    return {
        "instrument_token": quote.instrument_token,
        "tradingsymbol": tradingsymbol,
        "timestamp": stamp_text(quote.timestamp_ns),
        "last_price": num(quote.last_price),
        "ohlc": ohlc_of(quote),
        "net_change": num(round(quote.last_price - quote.close, 4)),
        "exchange": exchange,
        "last_trade_time": NO_TIME if traded is None else stamp_text(traded),
        "last_quantity": quote.last_quantity,
        "buy_quantity": quote.buy_quantity,
        "sell_quantity": quote.sell_quantity,
        "volume": quote.volume,
        "volume_tick": 0,
        "average_price": num(quote.average_price),
        "oi": quote.oi,
        "oi_day_high": quote.oi_day_high,
        "oi_day_low": quote.oi_day_low,
        "lower_circuit_limit": num(quote.lower_circuit_limit),
        "upper_circuit_limit": num(quote.upper_circuit_limit),
    }
