"""Calculators: order margins, basket margins and virtual contract notes, with JSON bodies."""

from decimal import Decimal

import msgspec
from msgspec import Struct
from starlette.responses import Response
from starlette.routing import Route

from terminal.sandbox.kite.desk import Call, Desk, granted
from terminal.sandbox.kite.replies import Row, input_error, missing, ok
from terminal.sandbox.kite.wire import num
from terminal.sim.types import (
    ChargeItem,
    Charges,
    ChargesRow,
    MarginItem,
    MarginRow,
    OrderKind,
    Product,
    Side,
    Variety,
)


class _Item(Struct, kw_only=True):
    """One order of a body; unknown keys are ignored, as the broker does."""

    exchange: str
    tradingsymbol: str
    transaction_type: Side
    variety: Variety
    product: Product
    order_type: OrderKind
    quantity: Decimal
    price: Decimal | None = None
    trigger_price: Decimal | None = None
    average_price: Decimal | None = None
    order_id: str | int = ""


_DECODER = msgspec.json.Decoder(list[_Item])


class MarginRoutes:
    """`/margins/*` and `/charges/orders`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        route = self._desk.route
        return [
            route("POST", "/margins/orders", self._orders),
            route("POST", "/margins/basket", self._basket),
            route("POST", "/charges/orders", self._charges),
        ]

    async def _orders(self, call: Call) -> Response:
        rows = granted(self._desk.exchange.margin_of(_margin_items(call)))
        return ok([_margin(row, compact=_compact(call)) for row in rows])

    async def _basket(self, call: Call) -> Response:
        basket = granted(
            self._desk.exchange.basket_margin(
                _margin_items(call), consider_positions=call.query.flag("consider_positions")
            )
        )
        compact = _compact(call)
        return ok(
            {
                "initial": _margin(basket.initial, compact=compact),
                "final": _margin(basket.final, compact=compact),
                "orders": [_margin(row, compact=compact) for row in basket.orders],
                "charges": _charges(basket.charges),
            }
        )

    async def _charges(self, call: Call) -> Response:
        items = [_charge_item(item) for item in _items(call)]
        return ok([_note(row) for row in granted(self._desk.exchange.charges_of(items))])


def _compact(call: Call) -> bool:
    return call.query.text("mode") == "compact"


def _items(call: Call) -> list[_Item]:
    try:
        items = _DECODER.decode(call.body)
    except msgspec.ValidationError as error:
        raise input_error(f"Invalid request body: {error}") from None
    except msgspec.DecodeError:
        raise input_error("Couldn't parse the JSON request.") from None
    if not items:
        raise input_error("Order list is empty.")
    return items


def _margin_items(call: Call) -> list[MarginItem]:
    return [
        MarginItem(
            exchange=item.exchange,
            tradingsymbol=item.tradingsymbol,
            transaction_type=item.transaction_type,
            variety=item.variety,
            product=item.product,
            order_type=item.order_type,
            quantity=_whole(item.quantity),
            price=item.price or Decimal(0),
            trigger_price=item.trigger_price or Decimal(0),
        )
        for item in _items(call)
    ]


def _charge_item(item: _Item) -> ChargeItem:
    if item.average_price is None or item.average_price <= 0:
        raise missing("average_price")
    return ChargeItem(
        exchange=item.exchange,
        tradingsymbol=item.tradingsymbol,
        transaction_type=item.transaction_type,
        variety=item.variety,
        product=item.product,
        order_type=item.order_type,
        quantity=_whole(item.quantity),
        average_price=item.average_price,
        order_id=str(item.order_id),
    )


def _whole(quantity: Decimal) -> int:
    if quantity <= 0 or quantity != quantity.to_integral_value():
        raise input_error("Invalid `quantity`.")
    return int(quantity)


def _margin(row: MarginRow, *, compact: bool) -> Row:
    identity: Row = {
        "type": row.type,
        "tradingsymbol": row.tradingsymbol,
        "exchange": row.exchange,
    }
    if compact:
        return {**identity, "total": num(row.total)}
    return {
        **identity,
        "span": num(row.span),
        "exposure": num(row.exposure),
        "option_premium": num(row.option_premium),
        "additional": num(row.additional),
        "bo": num(row.bo),
        "cash": num(row.cash),
        "var": num(row.var),
        "pnl": {"realised": num(row.pnl_realised), "unrealised": num(row.pnl_unrealised)},
        "leverage": num(row.leverage),
        "charges": _charges(row.charges),
        "total": num(row.total),
    }


def _charges(charges: Charges) -> Row:
    return {
        "transaction_tax": num(charges.transaction_tax),
        "transaction_tax_type": charges.transaction_tax_type,
        "exchange_turnover_charge": num(charges.exchange_turnover_charge),
        "sebi_turnover_charge": num(charges.sebi_turnover_charge),
        "brokerage": num(charges.brokerage),
        "stamp_duty": num(charges.stamp_duty),
        "gst": {
            "igst": num(charges.igst),
            "cgst": num(charges.cgst),
            "sgst": num(charges.sgst),
            "total": num(charges.gst_total),
        },
        "total": num(charges.total),
    }


def _note(row: ChargesRow) -> Row:
    item = row.item
    return {
        "transaction_type": item.transaction_type.value,
        "tradingsymbol": item.tradingsymbol,
        "exchange": item.exchange,
        "variety": item.variety.value,
        "product": item.product.value,
        "order_type": item.order_type.value,
        "quantity": item.quantity,
        "price": num(item.average_price),
        "charges": _charges(row.charges),
    }
