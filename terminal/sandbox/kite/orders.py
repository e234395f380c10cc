"""Order routes: place, modify, cancel, the day's book, histories and trades."""

from decimal import Decimal

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from terminal.sandbox.kite import wire
from terminal.sandbox.kite.desk import Call, Desk, Lane, granted
from terminal.sandbox.kite.fields import Fields
from terminal.sandbox.kite.replies import Row, input_error, ok
from terminal.sim.types import (
    ZERO,
    ModifyRequest,
    OrderKind,
    PlaceRequest,
    PlaceResult,
    Product,
    Rejection,
    Side,
    SliceResult,
    Validity,
    Variety,
)

_TAG_LENGTH = 20


class OrderRoutes:
    """`/orders*` and `/trades`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        route = self._desk.route
        return [
            route("POST", "/orders/{variety}", self._place, Lane.ORDER),
            route("PUT", "/orders/{variety}/{order_id}", self._modify, Lane.ORDER),
            route("DELETE", "/orders/{variety}/{order_id}", self._cancel, Lane.ORDER),
            route("GET", "/orders", self._book),
            route("GET", "/orders/{order_id}", self._history),
            route("GET", "/orders/{order_id}/trades", self._order_trades),
            route("GET", "/trades", self._trades),
        ]

    async def _place(self, call: Call) -> Response:
        if call.path["variety"] != call.path["variety"].lower():
            return RedirectResponse(f"/orders/{call.path['variety'].lower()}", status_code=307)
        request = place_request(call.form, _variety(call.path["variety"]))
        return ok(_placed(granted(self._desk.exchange.place(request))))

    async def _modify(self, call: Call) -> Response:
        change = _modify_request(call.form)
        variety = _variety(call.path["variety"].lower())
        order_id = self._desk.exchange.modify(call.path["order_id"], change, variety)
        return ok({"order_id": granted(order_id)})

    async def _cancel(self, call: Call) -> Response:
        variety = _variety(call.path["variety"].lower())
        parent = call.query.text("parent_order_id") or None
        order_id = self._desk.exchange.cancel(call.path["order_id"], parent, variety)
        return ok({"order_id": granted(order_id)})

    async def _book(self, _call: Call) -> Response:
        user = self._desk.account.user_id
        return ok([wire.order_row(order, user) for order in self._desk.exchange.orders()])

    async def _history(self, call: Call) -> Response:
        history = self._desk.exchange.order_history(call.path["order_id"])
        if history is None:
            raise input_error("Couldn't find that `order_id`.")
        return ok([wire.history_row(order) for order in history])

    async def _order_trades(self, call: Call) -> Response:
        trades = self._desk.exchange.order_trades(call.path["order_id"])
        if trades is None:
            raise input_error("Couldn't find that `order_id`.")
        return ok([wire.trade_row(trade) for trade in trades])

    async def _trades(self, _call: Call) -> Response:
        return ok([wire.trade_row(trade) for trade in self._desk.exchange.trades()])


def place_request(form: Fields, variety: Variety) -> PlaceRequest:
    """Return the order a form asks for; InputException for missing or malformed fields."""
    tag = form.text("tag")
    if len(tag) > _TAG_LENGTH:
        raise input_error(f"Invalid `tag`. It should be at most {_TAG_LENGTH} characters.")
    kind = form.need_choice("order_type", OrderKind)
    quantity = form.integer("quantity")
    if quantity is None or quantity <= 0:
        raise input_error("Missing or empty field `quantity`")
    product = form.need_choice("product", Product)
    if product is Product.CO:
        raise input_error("Invalid `product`.")
    return PlaceRequest(
        exchange=form.need("exchange"),
        tradingsymbol=form.need("tradingsymbol"),
        transaction_type=form.need_choice("transaction_type", Side),
        quantity=quantity,
        product=product,
        order_type=kind,
        variety=variety,
        price=_price(form, "price", needed=kind in {OrderKind.LIMIT, OrderKind.SL}),
        trigger_price=_price(
            form,
            "trigger_price",
            needed=kind in {OrderKind.SL, OrderKind.SL_M} or variety is Variety.CO,
        ),
        validity=form.choice("validity", Validity) or Validity.DAY,
        validity_ttl=form.integer("validity_ttl") or 0,
        disclosed_quantity=form.integer("disclosed_quantity") or 0,
        iceberg_legs=form.integer("iceberg_legs") or 0,
        iceberg_quantity=form.integer("iceberg_quantity") or 0,
        auction_number=form.text("auction_number"),
        market_protection=form.decimal("market_protection"),
        autoslice=form.flag("autoslice"),
        algo_id=form.text("algo_id"),
        tag=tag,
    )


def _modify_request(form: Fields) -> ModifyRequest:
    return ModifyRequest(
        quantity=form.integer("quantity"),
        price=form.decimal("price"),
        order_type=form.choice("order_type", OrderKind),
        trigger_price=form.decimal("trigger_price"),
        validity=form.choice("validity", Validity),
        validity_ttl=form.integer("validity_ttl"),
        disclosed_quantity=form.integer("disclosed_quantity"),
        market_protection=form.decimal("market_protection"),
        parent_order_id=form.text("parent_order_id"),
    )


def _price(form: Fields, name: str, *, needed: bool) -> Decimal:
    value = form.decimal(name)
    if value is None:
        if needed:
            raise input_error(f"Missing or empty field `{name}`")
        return ZERO
    return value


def _variety(text: str) -> Variety:
    try:
        return Variety(text)
    except ValueError:
        raise input_error("Invalid `variety`.") from None


def _placed(result: PlaceResult) -> object:
    if result.shape == "v1":
        return [_slice(each) for each in result.children]
    row: Row = {"order_id": result.order_id}
    if result.shape == "v2":
        row["children"] = [_slice(each) for each in result.children]
    return row


def _slice(each: SliceResult) -> Row:
    if each.order_id is not None:
        return {"order_id": each.order_id}
    refusal = each.rejection or Rejection(500, "GeneralException", "Slice was not placed.")
    return {
        "error": {
            "code": refusal.http,
            "error_type": refusal.error_type,
            "message": refusal.message,
            "data": None,
        }
    }
