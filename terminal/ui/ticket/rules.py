"""What a ticket offers for an instrument, an account and a variety. Pure, no Qt.

These rules decide what can be *chosen*; whether an order may be *sent* is decided by
`orders.guards`, and by the broker last. Called by the ticket panel and the convert sheet.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from terminal.domain.account import Position
from terminal.domain.ids import AccountId, InstrumentId, InstrumentKind
from terminal.domain.instrument import Instrument
from terminal.domain.order import OrderType, Product, Validity, Variety
from terminal.domain.ports import Broker, Capabilities
from terminal.orders.rules import slices as cut
from terminal.ui import format as fmt

MAX_SLICES = 10
"""Children that a broker takes of one sliced order (kite.md 3.2)."""
MIN_LEGS, MAX_LEGS = 2, 50

_COMMODITY_VENUES = frozenset({"MCX", "NCO", "NCDEX"})
_PRODUCT_ORDER = (Product.CNC, Product.MIS, Product.NRML, Product.MTF)

ORDER_TYPE_TEXT = {
    OrderType.MARKET: "MARKET",
    OrderType.LIMIT: "LIMIT",
    OrderType.SL: "SL",
    OrderType.SL_M: "SL-M",
}
ORDER_TYPE_HELP = {
    OrderType.MARKET: "Fill now at the best prices on offer, inside the protection band",
    OrderType.LIMIT: "Fill at your price or better, or wait",
    OrderType.SL: "Wait for the trigger, then become a limit order at your price",
    OrderType.SL_M: "Wait for the trigger, then fill at the market inside the protection band",
}
PRODUCT_HELP = {
    Product.CNC: "Delivery: shares go to the demat account",
    Product.MIS: "Intraday: squared off by the broker before the close",
    Product.NRML: "Carried overnight on full margin",
    Product.MTF: "Delivery with margin funding by the broker",
}
VARIETY_TEXT = {
    Variety.REGULAR: "Regular",
    Variety.AMO: "After market (AMO)",
    Variety.CO: "Cover (CO)",
    Variety.ICEBERG: "Iceberg",
    Variety.AUCTION: "Auction",
}
VALIDITY_TEXT = {Validity.DAY: "Day", Validity.IOC: "IOC", Validity.TTL: "Minutes"}
VALIDITY_HELP = {
    Validity.DAY: "Rests until the session ends",
    Validity.IOC: "Fills at once what it can; the rest is cancelled",
    Validity.TTL: "Rests for the minutes you give, then is cancelled",
}


def products(
    instrument: Instrument, capabilities: Capabilities, variety: Variety = Variety.REGULAR
) -> tuple[Product, ...]:
    """Return the products that this instrument can be traded in, in their usual order."""
    if instrument.id.kind.is_derivative:
        fitting = {Product.MIS, Product.NRML}
    else:
        fitting = {Product.CNC, Product.MIS, Product.MTF}
    match variety:
        case Variety.CO:
            fitting &= {Product.MIS}
        case Variety.AUCTION:
            fitting &= {Product.CNC}
        case Variety.REGULAR | Variety.AMO | Variety.ICEBERG:
            pass
    return tuple(p for p in _PRODUCT_ORDER if p in fitting and p in capabilities.products)


def order_types(capabilities: Capabilities, variety: Variety) -> tuple[OrderType, ...]:
    """Return the order types that a variety takes."""
    fitting = set(OrderType)
    if variety is Variety.CO:
        fitting = {OrderType.MARKET, OrderType.LIMIT}
    elif variety in {Variety.AUCTION, Variety.ICEBERG}:
        fitting = {OrderType.LIMIT}
    return tuple(t for t in OrderType if t in fitting and t in capabilities.order_types)


def validities(
    instrument: Instrument, capabilities: Capabilities, variety: Variety
) -> tuple[Validity, ...]:
    """Return how long an order may live; commodity exchanges refuse IOC, AMO waits for the open."""
    fitting = set(Validity)
    if instrument.exchange in _COMMODITY_VENUES:
        fitting.discard(Validity.IOC)
    if variety in {Variety.AMO, Variety.CO, Variety.AUCTION}:
        fitting = {Validity.DAY}
    return tuple(v for v in Validity if v in fitting and v in capabilities.validities)


def varieties(instrument: Instrument, capabilities: Capabilities) -> tuple[Variety, ...]:
    """Return the varieties for this instrument; auctions exist for shares only."""
    fitting = set(Variety)
    if instrument.id.kind is not InstrumentKind.EQUITY:
        fitting.discard(Variety.AUCTION)
    return tuple(v for v in Variety if v in fitting and v in capabilities.varieties)


def takes_trigger(order_type: OrderType, variety: Variety) -> bool:
    """True where the order carries a trigger: SL types, and a cover order's own stop."""
    return order_type.has_trigger or variety is Variety.CO


def takes_disclosed(
    instrument: Instrument, capabilities: Capabilities, variety: Variety = Variety.REGULAR
) -> bool:
    """True where part of the quantity can be hidden: shares, and commodities at their exchange."""
    return (
        capabilities.disclosed_quantity
        and variety in {Variety.REGULAR, Variety.AMO}
        and (
            instrument.id.kind is InstrumentKind.EQUITY or instrument.exchange in _COMMODITY_VENUES
        )
    )


def held(
    positions: Iterable[Position],
    instrument: InstrumentId | None,
    account: AccountId | None,
    product: Product | None,
) -> int:
    """Return the signed units held of an instrument by an account, of any product where None."""
    return sum(
        p.quantity
        for p in positions
        if p.instrument == instrument
        and p.account == account
        and (product is None or p.product is product)
    )


def slices(quantity: int, instrument: Instrument) -> tuple[int, ...]:
    """Return the quantities a sliced order is sent in; one element where it fits as it is."""
    return tuple(cut(quantity, instrument.freeze_quantity, instrument.lot_size))


def legs(quantity: int, count: int, lot_size: int) -> tuple[int, ...]:
    """Return the quantities of an iceberg's legs: equal, in whole lots, the last takes the rest."""
    lot = max(1, lot_size)
    lots = quantity // lot
    if count < 1 or lots < count:
        return (quantity,)
    each = -(-lots // count) * lot
    whole, rest = divmod(quantity, each)
    return (each,) * whole + ((rest,) if rest else ())


def parts_text(quantity: int, parts: tuple[int, ...]) -> str:
    """Return '5,000 → 1,800 + 1,800 + 1,400', or with a count where the list would be long."""
    if len(parts) <= 4:
        return f"{fmt.quantity(quantity)} → " + " + ".join(fmt.quantity(part) for part in parts)
    head, last = parts[0], parts[-1]
    if head == last:
        return f"{fmt.quantity(quantity)} → {len(parts)} × {fmt.quantity(head)}"
    many = f"{len(parts) - 1} × {fmt.quantity(head)}"
    return f"{fmt.quantity(quantity)} → {many} + {fmt.quantity(last)}"


def title(instrument_id: InstrumentId, symbol: str = "") -> str:
    """Return the name a trader says: 'INFY', 'NIFTY 24000 CE', 'NIFTY Nov FUT'."""
    match instrument_id.kind:
        case InstrumentKind.CALL | InstrumentKind.PUT:
            right = "CE" if instrument_id.kind is InstrumentKind.CALL else "PE"
            return f"{instrument_id.symbol} {strike_text(instrument_id.strike)} {right}"
        case InstrumentKind.FUTURE:
            month = instrument_id.expiry.strftime("%b") if instrument_id.expiry else ""
            return f"{instrument_id.symbol} {month} FUT"
        case InstrumentKind.EQUITY | InstrumentKind.INDEX | InstrumentKind.UNKNOWN:
            return symbol or instrument_id.symbol


def strike_text(strike: Decimal | None) -> str:
    """Return a strike without needless zeros: '24000', '162.5'."""
    if strike is None:
        return ""
    return f"{strike.normalize():f}"


def detail(instrument: Instrument) -> str:
    """Return what a title leaves out, in few letters: the expiry day, else the exchange."""
    expiry = instrument.id.expiry
    return instrument.exchange if expiry is None else f"{expiry.day} {expiry:%b}"


def subtitle(instrument: Instrument) -> str:
    """Return what else identifies it: '24 Nov · NFO · lot 65', 'NSE · Infosys'."""
    words = []
    if instrument.id.expiry is not None:
        words.append(f"{instrument.id.expiry.day} {instrument.id.expiry.strftime('%b')}")
    words.append(instrument.exchange)
    if instrument.lot_size > 1:
        words.append(f"lot {instrument.lot_size:,}")
    elif instrument.name and instrument.name != instrument.symbol:
        words.append(instrument.name)
    return " · ".join(words)


def counts_lots(instrument: Instrument) -> bool:
    """True where quantity is typed in lots: every derivative, and anything with a lot above one."""
    return instrument.lot_size > 1 or instrument.id.kind.is_derivative


def account_labels(brokers: Mapping[AccountId, Broker]) -> dict[AccountId, str]:
    """Return what the account box says of each account: its user, and its kind where both are open."""
    kinds = {broker.session.practice for broker in brokers.values()}
    words = {True: " practice", False: " LIVE"} if len(kinds) > 1 else {}
    return {
        account: fmt.account(account) + words.get(broker.session.practice, "")
        for account, broker in brokers.items()
    }
