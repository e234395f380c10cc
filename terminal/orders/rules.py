"""The rules of exchange and broker that an order must obey: grid, lot, freeze, band, form.

Pure, and the same for entries and exits (except the lot rule: a position left over from an old lot
size must be closable). Every objection here is final and says how to mend the order; `Facts` is all
that the gate knows at the moment of checking. Source: kite.md sections 4.3, 6.1, 11.
"""

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from msgspec import Struct

from terminal.domain.instrument import Instrument
from terminal.domain.notice import Objection
from terminal.domain.order import (
    OrderIntent,
    OrderState,
    OrderType,
    Product,
    Side,
    Validity,
    Variety,
)
from terminal.domain.ports import Capabilities
from terminal.orders import words
from terminal.orders.budget import Room

MAX_SLICES = 10
MOST = 10**9  # no price or quantity is larger; arithmetic on pasted nonsense must not fail
ICEBERG_LEGS = range(2, 51)
AUTOMATIC_PROTECTION = Decimal(-1)
_EQUITY_ONLY = frozenset({Product.CNC, Product.MTF})


class Facts(Struct, frozen=True, kw_only=True):
    """What is known at the moment of checking. None: not known, and then not checked.

    `reducible`: units that an order of this side would close, less the exits in flight.
    `duplicate_age_ms`: since the newest order with the same terms. `twin`: the state of an order with
    the same terms that has no answer yet. `known`: this client id was
    written down before. `quantity_today`/`value_today`: sent today, in units and rupees.
    `stock_option`: an option on a share, not on an index.
    """

    instrument: Instrument | None
    capabilities: Capabilities | None
    last: Decimal | None = None
    age_s: float | None = None
    touch: tuple[Decimal, Decimal] | None = None
    band: tuple[Decimal, Decimal] | None = None
    room: Room | None = None
    quantity_today: int = 0
    value_today: Decimal = Decimal(0)
    duplicate_age_ms: float | None = None
    reducible: int | None = None
    known: bool = False
    twin: OrderState | None = None
    killed: bool = False
    closing: bool = False
    stock_option: bool = False


def largest_slice(freeze: int, lot: int) -> int:
    """Return the most units of one slice: whole lots that fit into the freeze limit."""
    return max(freeze // lot * lot, min(freeze, lot)) if lot > 1 else freeze


def slices(quantity: int, freeze: int | None, lot: int = 1) -> list[int]:
    """Return the quantities into which an order is cut at the freeze limit, in whole lots."""
    if freeze is None or freeze <= 0 or quantity <= freeze:
        return [quantity]
    size = largest_slice(freeze, lot)
    full, rest = divmod(quantity, size)
    return [size] * full + ([rest] if rest else [])


def slice_count(quantity: int, freeze: int | None, lot: int = 1) -> int:
    """Return how many orders a quantity becomes at the freeze limit."""
    if freeze is None or freeze <= 0 or quantity <= freeze:
        return 1
    return -(-quantity // largest_slice(freeze, lot))


def is_well_formed(intent: OrderIntent) -> bool:
    """True where quantity and prices are of the right types, so that arithmetic means something."""
    prices = (intent.price, intent.trigger_price)
    return _is_quantity(intent.quantity) and all(
        price is None or _is_price(price) for price in prices
    )


def _is_quantity(value: object) -> bool:
    return type(value) is int and 0 < value <= MOST


def _is_price(value: object) -> bool:
    return type(value) is Decimal and value.is_finite() and 0 < value <= MOST


def requests_of(intent: OrderIntent, instrument: Instrument | None) -> int:
    """Return how many orders an intent becomes: slices and iceberg legs count each."""
    if intent.variety is Variety.ICEBERG and intent.iceberg_legs:
        return intent.iceberg_legs
    if instrument is None or not intent.slice_above_freeze or not is_well_formed(intent):
        return 1
    return slice_count(intent.quantity, instrument.freeze_quantity, instrument.lot_size)


def is_exit(intent: OrderIntent, facts: Facts) -> bool:
    """True where the order only closes what is held, whether it says so or not."""
    return intent.reduces or (
        facts.reducible is not None and 0 < intent.quantity <= facts.reducible
    )


def broken_rules(intent: OrderIntent, facts: Facts) -> Iterator[Objection]:
    """Yield what the exchange or the broker would reject anyway."""
    instrument = facts.instrument
    if instrument is None:
        yield Objection(
            code="unknown_instrument",
            text=f"{intent.instrument} is not in today's list of instruments.",
            fix="Search for it again, or load the list anew.",
            field="instrument",
        )
        return
    if not instrument.tradable:
        yield Objection(
            code="not_tradable",
            text=f"{instrument.symbol} is an index and cannot be traded.",
            fix="Choose its future or an option on it.",
            field="instrument",
        )
        return
    if facts.capabilities is not None:
        yield from _offered(intent, facts.capabilities)
    can_slice = facts.capabilities is None or facts.capabilities.autoslice
    exit_order = is_exit(intent, facts)
    yield from _quantity(intent, instrument, exit_order=exit_order, can_slice=can_slice)
    yield from _prices(intent, instrument, facts)
    yield from _forms(intent, instrument, facts)
    yield from _varieties(intent)


def _offered(intent: OrderIntent, can: Capabilities) -> Iterator[Objection]:
    for field, value, choices in (
        ("order_type", intent.order_type, can.order_types),
        ("product", intent.product, can.products),
        ("variety", intent.variety, can.varieties),
        ("validity", intent.validity, can.validities),
    ):
        if value not in choices:
            yield Objection(
                code=f"{field}_not_offered",
                text=f"This account does not take {field.replace('_', ' ')} {value.value}.",
                fix=f"Choose one of {', '.join(choice.value for choice in choices)}.",
                field=field,
            )


def _quantity(
    intent: OrderIntent, instrument: Instrument, *, exit_order: bool, can_slice: bool
) -> Iterator[Objection]:
    quantity, lot = intent.quantity, instrument.lot_size
    if not _is_quantity(quantity):
        yield Objection(
            code="quantity",
            text="The quantity must be a whole number above zero.",
            fix=f"Enter at least {words.count(max(1, lot))}.",
            field="quantity",
        )
        return
    if lot > 1 and quantity % lot and not exit_order:
        below, above = quantity // lot * lot, (quantity // lot + 1) * lot
        choice = f"{words.count(below)} or {words.count(above)}" if below else words.count(above)
        yield Objection(
            code="lot",
            text=f"{words.count(quantity)} is not a multiple of the lot of {words.count(lot)}.",
            fix=f"Enter {choice}.",
            field="quantity",
        )
    yield from _freeze(intent, instrument, can_slice=can_slice)
    if not 0 <= intent.disclosed_quantity <= quantity:
        yield Objection(
            code="disclosed",
            text="The disclosed quantity must lie between 0 and the quantity.",
            fix="Lower it, or leave it at 0.",
            field="disclosed_quantity",
        )


def _freeze(intent: OrderIntent, instrument: Instrument, *, can_slice: bool) -> Iterator[Objection]:
    freeze, lot = instrument.freeze_quantity, instrument.lot_size
    if freeze is None:
        return
    most = largest_slice(freeze, lot)
    if intent.variety is Variety.ICEBERG and intent.iceberg_legs:
        freeze = most = most * intent.iceberg_legs
    parts = 1 if intent.quantity <= freeze else -(-intent.quantity // most)
    if parts == 1:
        return
    limit, whole = words.count(freeze), words.count(most)
    if not can_slice:
        yield Objection(
            code="freeze",
            text=f"The exchange takes at most {limit} in one order, and this account cannot slice.",
            fix=f"Enter at most {whole} and send the rest afterwards.",
            field="quantity",
        )
    elif parts > MAX_SLICES:
        yield Objection(
            code="too_many_slices",
            text=f"{words.count(intent.quantity)} needs {parts} orders of at most {whole};"
            f" {MAX_SLICES} is the most.",
            fix=f"Enter at most {words.count(most * MAX_SLICES)} and send the rest afterwards.",
            field="quantity",
        )
    elif not intent.slice_above_freeze or intent.variety is Variety.ICEBERG:
        plan = " + ".join(words.count(part) for part in slices(intent.quantity, freeze, lot))
        yield Objection(
            code="freeze",
            text=f"The exchange takes at most {limit} in one order.",
            fix=f"Switch slicing on to send {plan}, or enter at most {whole}.",
            field="quantity",
        )


def _prices(intent: OrderIntent, instrument: Instrument, facts: Facts) -> Iterator[Objection]:
    sound = True
    for field, needed, value in (
        ("price", intent.order_type.has_price, intent.price),
        ("trigger_price", _needs_trigger(intent), intent.trigger_price),
    ):
        if needed:
            found = list(_price(field, value, instrument, facts))
            sound = sound and not found
            yield from found
    if not sound or intent.price is None or intent.trigger_price is None:
        return
    if intent.order_type is not OrderType.SL:
        return
    buy = intent.side is Side.BUY
    if (intent.trigger_price > intent.price) if buy else (intent.trigger_price < intent.price):
        relation = "at or below" if buy else "at or above"
        yield Objection(
            code="stop_sides",
            text=f"The trigger of a stop to {intent.side.value} must be {relation} its price.",
            fix=f"Move the trigger to {words.price(intent.price, instrument)} or the price beyond"
            f" {words.price(intent.trigger_price, instrument)}.",
            field="trigger_price",
        )


def _needs_trigger(intent: OrderIntent) -> bool:
    return intent.order_type.has_trigger or intent.variety is Variety.CO


def _price(
    field: str, value: Decimal | None, instrument: Instrument, facts: Facts
) -> Iterator[Objection]:
    name = field.replace("_", " ")
    if value is None:
        yield Objection(
            code=f"{field}_missing",
            text=f"This kind of order needs a {name}.",
            fix=f"Enter a {name}, or choose another order type.",
            field=field,
        )
        return
    if not _is_price(value):
        yield Objection(
            code=f"{field}_invalid",
            text=f"The {name} must be a decimal number above zero.",
            fix=f"Enter the {name} again.",
            field=field,
        )
        return
    grid = instrument.grid
    if not grid.is_legal(value):
        below, above = grid.snap(value, ROUND_FLOOR), grid.snap(value, ROUND_CEILING)
        near = [words.price(p, instrument) for p in (below, above) if p > 0]
        yield Objection(
            code="tick" if field == "price" else "trigger_tick",
            text=f"{words.price(value, instrument)} is off the price grid of {grid.step:f}.",
            fix=f"Use {' or '.join(near)}.",
            field=field,
        )
        return
    if facts.band is not None and not facts.band[0] <= value <= facts.band[1]:
        low, high = (words.price(limit, instrument) for limit in facts.band)
        yield Objection(
            code="band" if field == "price" else "trigger_band",
            text=f"{words.price(value, instrument)} is outside today's band of {low} to {high}.",
            fix=f"Use {high if value > facts.band[1] else low} or a price inside the band.",
            field=field,
        )


def _forms(intent: OrderIntent, instrument: Instrument, facts: Facts) -> Iterator[Objection]:
    kind = instrument.id.kind
    if not intent.order_type.has_price:
        if facts.stock_option and intent.order_type is OrderType.MARKET:
            yield Objection(
                code="stock_option_market",
                text="The broker takes no market orders on options on shares.",
                fix=f"Use a limit order{_at_touch(intent, instrument, facts)}.",
                field="order_type",
            )
        if kind.is_option and intent.order_type is OrderType.SL_M:
            yield Objection(
                code="option_sl_m",
                text="The exchange takes no stop-market orders on options.",
                fix="Use SL with a limit a little beyond the trigger.",
                field="order_type",
            )
        protection = intent.market_protection
        if protection != AUTOMATIC_PROTECTION and not 0 < protection <= 100:
            yield Objection(
                code="market_protection",
                text="A market order needs market protection.",
                fix="Use automatic protection (-1) or a percentage above 0 and up to 100.",
                field="market_protection",
            )
    if intent.validity is Validity.IOC and instrument.exchange == "MCX":
        yield Objection(
            code="ioc_mcx",
            text="MCX does not take IOC orders.",
            fix="Use DAY and cancel what does not fill.",
            field="validity",
        )
    if intent.validity is Validity.TTL and not (intent.ttl_minutes and intent.ttl_minutes > 0):
        yield Objection(
            code="ttl",
            text="An order for some minutes needs their number.",
            fix="Enter the minutes, or choose DAY.",
            field="ttl_minutes",
        )
    if kind.is_derivative and intent.product in _EQUITY_ONLY:
        yield Objection(
            code="product_segment",
            text=f"{intent.product.value.upper()} is for shares, not for derivatives.",
            fix="Choose NRML to carry the position or MIS for today only.",
            field="product",
        )


def _at_touch(intent: OrderIntent, instrument: Instrument, facts: Facts) -> str:
    if facts.touch is not None:
        bid, ask = facts.touch
        best, name = (ask, "best ask") if intent.side is Side.BUY else (bid, "best bid")
        return f" at {words.price(best, instrument)}, the {name}"
    if facts.last is not None:
        return f" near {words.price(facts.last, instrument)}, the last price"
    return ""


def _varieties(intent: OrderIntent) -> Iterator[Objection]:
    if intent.variety is Variety.ICEBERG:
        if intent.iceberg_legs not in ICEBERG_LEGS:
            yield Objection(
                code="iceberg_legs",
                text="An iceberg order has 2 to 50 legs.",
                fix="Enter their number.",
                field="iceberg_legs",
            )
        if not intent.order_type.has_price:
            yield Objection(
                code="iceberg_type",
                text="An iceberg order needs a limit price.",
                fix="Choose LIMIT or SL.",
                field="order_type",
            )
    if intent.variety is Variety.CO and intent.product is not Product.MIS:
        yield Objection(
            code="cover_product",
            text="A cover order is for today only.",
            fix="Choose MIS.",
            field="product",
        )
    if intent.variety is Variety.CO and intent.order_type.has_trigger:
        yield Objection(
            code="cover_type",
            text="A cover order enters by market or limit; its trigger is the stop.",
            fix="Choose MARKET or LIMIT.",
            field="order_type",
        )
    if intent.variety is Variety.AUCTION and not intent.auction_number:
        yield Objection(
            code="auction_number",
            text="An auction order needs the number of the auction.",
            fix="Start it from the list of auctions.",
            field="auction_number",
        )
