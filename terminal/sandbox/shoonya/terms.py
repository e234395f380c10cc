"""One order in the broker's terms: what `PlaceOrder` asks for, and what the books echo.

Products, price types and validities are mapped to the simulator's here and nowhere else.
"""

from decimal import Decimal

from msgspec import Struct

from terminal.sandbox.shoonya.fields import Fields
from terminal.sandbox.shoonya.listing import Scrip
from terminal.sandbox.shoonya.replies import Failure, bad_order, invalid
from terminal.sim.types import (
    ZERO,
    OrderKind,
    OrderSnapshot,
    PlaceRequest,
    Product,
    Side,
    Validity,
    Variety,
)

PRODUCTS = {
    "C": Product.CNC,
    "M": Product.NRML,
    "I": Product.MIS,
    "F": Product.MTF,
    "H": Product.CO,
    "B": Product.MIS,
}
ALIASES = {
    "C": "CNC", "M": "NRML", "I": "MIS", "F": "MTF", "H": "HIGH LEVERAGE", "B": "BRACKET ORDER",
}  # fmt: skip
KINDS = {
    "LMT": OrderKind.LIMIT,
    "MKT": OrderKind.MARKET,
    "SL-LMT": OrderKind.SL,
    "SL-MKT": OrderKind.SL_M,
}
MARKETS = frozenset({OrderKind.MARKET, OrderKind.SL_M})
STOPS = frozenset({OrderKind.SL, OrderKind.SL_M})
SIDES = {"B": Side.BUY, "S": Side.SELL}
_END_OF_SESSION = frozenset({"BSE", "BFO", "BCD"})
NO_MARKET = "MKT and SL-MKT are not allowed for API orders, see orarr"


class Terms(Struct, kw_only=True):
    """What the books say about an order beside its state.

    `parent` is the first leg's order number of a cover or bracket order; `leg` is `0` for its
    target and `1` for its stop, empty for the first leg itself.
    """

    scrip: Scrip
    prd: str
    ret: str = "DAY"
    remarks: str = ""
    amo: bool = False
    source: str = "API"
    algo: str = ""
    client_id: str = ""
    protection: str = ""
    stop_away: Decimal = ZERO
    target_away: Decimal = ZERO
    trail: Decimal = ZERO
    parent: str = ""
    leg: str = ""


def product_code(product: Product) -> str:
    """Return the broker's letter for the simulator's product."""
    return next(code for code, each in PRODUCTS.items() if each is product)


def kind_code(kind: OrderKind) -> str:
    """Return the broker's `prctyp`."""
    return next(code for code, each in KINDS.items() if each is kind)


def side_code(side: Side) -> str:
    return "B" if side is Side.BUY else "S"


def parse_kind(fields: Fields, *, market: bool) -> OrderKind:
    """Return the price type; Failure for one that is unknown or, unless `market`, a market one."""
    kind = KINDS.get(fields.text("prctyp"))
    if kind is None:
        raise invalid("prctyp is not valid")
    if kind in MARKETS and not market:
        raise Failure(200, f"Rejected : {NO_MARKET}")
    return kind


def parse_order(
    fields: Fields, scrip: Scrip | None, *, market: bool, strict_amo: bool, last: Decimal = ZERO
) -> tuple[PlaceRequest, Terms]:
    """Return the order a request asks for; Failure for what the broker will not even book.

    `last` stands in for the entry of a cover or bracket order that goes in at market.
    """
    fields.need("exch", "tsym", "qty", "prd", "trantype", "prctyp")
    if scrip is None or not scrip.tradable:
        raise bad_order()
    kind = parse_kind(fields, market=market)
    code, ret = fields.text("prd"), fields.text("ret", "DAY")
    side = SIDES.get(fields.text("trantype"))
    quantity = fields.integer("qty")
    if code not in PRODUCTS:
        raise invalid("prd is not valid")
    if side is None:
        raise invalid("trantype is not valid")
    if quantity is None or quantity <= 0:
        raise invalid("qty is not valid")
    if ret not in {"DAY", "IOC", "EOS"} or (ret == "EOS" and scrip.exch not in _END_OF_SESSION):
        raise invalid("ret is not valid")
    price = fields.decimal("prc") or ZERO
    entry = price if price and kind not in MARKETS else last
    terms = Terms(
        scrip=scrip,
        prd=code,
        ret=ret,
        remarks=fields.text("remarks"),
        amo=_is_after_market(fields, strict=strict_amo),
        source=fields.text("ordersource", "API"),
        algo=fields.text("algo_id"),
        client_id=fields.text("cl_ord_id"),
        protection=fields.text("mkt_protection"),
        stop_away=_away(fields, "blprc", entry),
        target_away=_away(fields, "bpprc", entry),
        trail=fields.decimal("trailprc") or ZERO,
    )
    variety = Variety.AMO if terms.amo else Variety.CO if code == "H" else Variety.REGULAR
    trigger = fields.decimal("trgprc") or ZERO
    if kind not in STOPS:
        trigger = ZERO
    elif trigger <= 0:
        raise invalid(f"Trigger price invalid - {trigger:.2f}")
    if code in {"H", "B"} and not terms.stop_away:
        raise invalid("blprc is not valid")
    if code == "H":
        trigger = on_tick(
            scrip, entry - terms.stop_away if side is Side.BUY else entry + terms.stop_away
        )
    request = PlaceRequest(
        exchange=scrip.row.exchange,
        tradingsymbol=scrip.row.tradingsymbol,
        transaction_type=side,
        quantity=quantity,
        product=Product.MIS if code == "H" else PRODUCTS[code],
        order_type=kind,
        variety=variety,
        price=ZERO if kind in MARKETS else price,
        trigger_price=trigger,
        validity=Validity.IOC if ret == "IOC" else Validity.DAY,
        disclosed_quantity=fields.integer("dscqty") or 0,
        market_protection=Decimal(-1) if kind in MARKETS else None,
    )
    return request, terms


def on_tick(scrip: Scrip, price: Decimal) -> Decimal:
    """Return the nearest price on the scrip's grid."""
    tick = scrip.row.tick_size
    return (price / tick).to_integral_value() * tick if tick else price


def terms_of(order: OrderSnapshot, scrip: Scrip) -> Terms:
    """Return the terms of an order that the exchange made by itself (square-off, second legs)."""
    return Terms(
        scrip=scrip,
        prd=product_code(order.product),
        ret="IOC" if order.validity is Validity.IOC else "DAY",
        source="ADMIN" if order.placed_by == "ADMINSQF" else "API",
    )


def _is_after_market(fields: Fields, *, strict: bool) -> bool:
    text = fields.text("amo")
    if text.lower() == "yes":
        return True
    if text and strict:
        raise invalid("Invalid AMO")
    return False


def _away(fields: Fields, name: str, entry: Decimal) -> Decimal:
    """Return how far a leg lies from the entry: a difference, or an absolute price as some send."""
    value = fields.decimal(name) or ZERO
    return abs(entry - value) if entry and value * 2 > entry else value
