"""Funds, margin previews and charges."""

from decimal import Decimal

from msgspec.structs import replace
from starlette.responses import Response
from starlette.routing import Route

from terminal.sandbox.shoonya.desk import Call, Desk
from terminal.sandbox.shoonya.fields import Fields
from terminal.sandbox.shoonya.replies import Failure, Row, bad_order, invalid
from terminal.sandbox.shoonya.terms import KINDS, MARKETS, parse_order
from terminal.sim.types import (
    ZERO,
    ChargeItem,
    FundsRow,
    MarginItem,
    PlaceRequest,
    Product,
    Rejection,
    Variety,
)

_COMMODITIES = frozenset({"MCX", "NCX"})


class MarginRoutes:
    """`Limits`, `GetOrderMargin`, `GetBasketMargin`, `GetBrokerage`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        route = self._desk.route
        return [
            *route("Limits", self._limits),
            *route("GetOrderMargin", self._order),
            *route("GetBasketMargin", self._basket),
            *route("GetBrokerage", self._brokerage),
        ]

    async def _limits(self, call: Call) -> Response:
        call.fields.need("uid", "actid")
        return self._desk.ok(limits_row(self._funds(call.fields.text("exch"))))

    async def _order(self, call: Call) -> Response:
        fields = call.fields
        fields.need("uid", "actid", "exch", "tsym", "qty", "prc", "prd", "trantype", "prctyp")
        item = self._item(fields)
        margin = self._total(item)
        replaced = fields.integer("rorgqty") if fields.has("norenordno") else None
        if replaced:
            left = replaced - (fields.integer("fillshares") or 0)
            price = fields.decimal("rorgprc") or item.price
            margin -= self._total(_resized(item, left, price)) if left > 0 else ZERO
        funds = self._funds(fields.text("exch"))
        used, free = funds.cash - funds.net, funds.net
        return self._desk.ok(
            {
                "remarks": "Order Success" if margin <= free else "Insufficient Balance",
                "cash": f"{funds.cash:.2f}",
                "marginused": f"{used + margin:.2f}",
                "marginusedprev": f"{used:.2f}",
                "ordermargin": f"{margin:.2f}",
            }
        )

    async def _basket(self, call: Call) -> Response:
        fields = call.fields
        fields.need("uid", "actid", "exch", "tsym", "qty", "prc", "prd", "trantype", "prctyp")
        legs = [fields, *fields.parts("basketlists")]
        if any(KINDS.get(leg.text("prctyp")) in MARKETS for leg in legs):
            raise invalid("prctyp MKT is not allowed")
        basket = self._desk.exchange.basket_margin(
            [self._item(leg) for leg in legs], consider_positions=True
        )
        if isinstance(basket, Rejection):
            raise bad_order()
        funds = self._funds(fields.text("exch"))
        used = funds.cash - funds.net
        fits = basket.initial.total <= funds.net
        return self._desk.ok(
            {
                "marginused": f"{used + basket.initial.total:.2f}",
                "marginusedtrade": f"{used + basket.final.total:.2f}",
                "remarks": "" if fits else "Insufficient Balance",
            }
        )

    async def _brokerage(self, call: Call) -> Response:
        fields = call.fields
        fields.need("uid", "actid", "exch", "tsym", "qty", "prc", "prd", "trantype")
        item = self._item(Fields({**_plain(fields), "prctyp": "LMT"}))
        rows = self._desk.exchange.charges_of(
            [
                ChargeItem(
                    exchange=item.exchange,
                    tradingsymbol=item.tradingsymbol,
                    transaction_type=item.transaction_type,
                    variety=item.variety,
                    product=item.product,
                    order_type=item.order_type,
                    quantity=item.quantity,
                    average_price=item.price,
                )
            ]
        )
        if isinstance(rows, Rejection):
            raise bad_order()
        charges = rows[0].charges
        return self._desk.ok(
            {
                "brkage_amt": f"{charges.brokerage:.2f}",
                "stt_amt": f"{charges.transaction_tax:.2f}",
                "exch_chrg": f"{charges.exchange_turnover_charge:.2f}",
                "sebi_chrg": f"{charges.sebi_turnover_charge:.2f}",
                "stamp_duty": f"{charges.stamp_duty:.2f}",
                "clr_chrg": "0.00",
                "gst": f"{charges.gst_total:.2f}",
                "tot_chrg": f"{charges.total:.2f}",
                "remarks": "",
            }
        )

    def _funds(self, exch: str) -> FundsRow:
        funds = self._desk.exchange.funds()
        return funds.commodity if exch in _COMMODITIES else funds.equity

    def _item(self, fields: Fields) -> MarginItem:
        scrip = self._desk.listing.find(fields.text("exch"), fields.text("tsym"))
        # A preview takes every price type: what may be sent is another question.
        request, terms = parse_order(fields, scrip, market=True, strict_amo=False)
        product = Product.CO if terms.prd == "H" else request.product
        return _margin_item(request, product)

    def _total(self, item: MarginItem) -> Decimal:
        rows = self._desk.exchange.margin_of([item])
        if isinstance(rows, Rejection):
            raise Failure(200, f"Error Occurred : {rows.message.replace('`', '')}")
        return rows[0].total


def limits_row(funds: FundsRow) -> Row:
    """Return the broker's limits; zero figures stay away, cash and margin used never do.

    Available is total less `marginused`; profits that may be spent come in as `daycash`.
    """
    blocked = funds.span + funds.exposure + funds.option_premium + funds.delivery
    given = blocked - funds.debits  # sales, realised profit, less what open positions lose
    row: Row = {
        "cash": f"{funds.cash:.2f}",
        "payin": "0.00",
        "payout": f"{funds.payout:.2f}",
        "marginused": f"{blocked - min(given, ZERO):.2f}",
        "prfname": "SANDBOX",
    }
    for key, value in (
        ("daycash", max(given, ZERO)),
        ("collateral", funds.collateral),
        ("rpnl", funds.m2m_realised),
        ("urmtom", funds.m2m_unrealised),
        ("span", funds.span),
        ("expo", funds.exposure),
        ("premium", funds.option_premium),
        ("varelm", funds.delivery),
    ):
        if value:
            row[key] = f"{value:.2f}"
    return row


def _margin_item(request: PlaceRequest, product: Product) -> MarginItem:
    return MarginItem(
        exchange=request.exchange,
        tradingsymbol=request.tradingsymbol,
        transaction_type=request.transaction_type,
        variety=Variety.REGULAR,
        product=product,
        order_type=request.order_type,
        quantity=request.quantity,
        price=request.price,
        trigger_price=request.trigger_price,
    )


def _resized(item: MarginItem, quantity: int, price: Decimal) -> MarginItem:
    return replace(item, quantity=quantity, price=price)


def _plain(fields: Fields) -> Row:
    names = ("exch", "tsym", "qty", "prc", "prd", "trantype")
    return {name: fields.text(name) for name in names}
