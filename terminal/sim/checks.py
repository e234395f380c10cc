"""The broker's checks of a new or changed order, in the broker's words.

Each check returns a Rejection (an HTTP answer) or None. `row_message` finds what the exchange
refuses later, which becomes a REJECTED row instead. Texts follow the messages collected in the
protocol notes; the broker changes its prose, clients must match loosely.
"""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_UP, Decimal

from terminal.sim.core import Core
from terminal.sim.session import session_kind
from terminal.sim.types_market import SimInstrument
from terminal.sim.types_orders import (
    OrderKind,
    PlaceRequest,
    Product,
    Rejection,
    Side,
    Validity,
    Variety,
)

NO_PROTECTION = (
    "Market orders without market protection are not allowed via API. "
    "Please set market protection or use a Limit order."
)
CAP_REACHED = "Maximum allowed order requests exceeded"
OPTION_STOP = "SL-M orders are blocked for options contracts by the exchange. Use an SL order."
TRIGGER_TICK = "16316 : The trigger price is not a multiple of tick size"
_PRICED = frozenset({OrderKind.LIMIT, OrderKind.SL})
_STOPS = frozenset({OrderKind.SL, OrderKind.SL_M})
_MARKETS = frozenset({OrderKind.MARKET, OrderKind.SL_M})
LONGEST_TTL = 120
_FREE_LIMIT = Decimal(100)
_EQUITY_BANDS = ((100, "2"), (500, "1"))
_OPTION_BANDS = ((10, "5"), (100, "3"), (500, "2"))


def refuse(message: str) -> Rejection:
    """Return the usual answer to bad input."""
    return Rejection(400, "InputException", message)


def band_percent(instrument: SimInstrument, price: Decimal) -> Decimal:
    """Return the automatic protection band in percent at a price (support article, 2026)."""
    bands, rest = (_OPTION_BANDS, "1") if instrument.is_option else (_EQUITY_BANDS, "0.5")
    return Decimal(next((percent for below, percent in bands if price < below), rest))


def protected_price(
    core: Core, instrument: SimInstrument, side: Side, protection: Decimal | None
) -> tuple[Decimal, Decimal]:
    """Return (limit price, percent) a market order turns into; None protects by the daily limits."""
    last = core.market.last_price(instrument.instrument_token, core.now_ns)
    lower, upper = core.market.limits(instrument.instrument_token, core.now_ns)
    if protection is None:
        return (upper if side is Side.BUY else lower), _FREE_LIMIT
    percent = protection if protection > 0 else band_percent(instrument, last)
    if core.options.narrow_band_pct is not None:
        percent = core.options.narrow_band_pct
    away = abs(last) * percent / 100
    tick = instrument.tick_size
    if side is Side.BUY:
        price = ((last + away) / tick).to_integral_value(ROUND_DOWN) * tick
        return (min(price, upper) if upper else price), percent
    price = ((last - away) / tick).to_integral_value(ROUND_UP) * tick
    return (max(price, lower) if upper else price), percent


def on_grid(price: Decimal, tick: Decimal) -> bool:
    return price % tick == 0


def check_quantity(instrument: SimInstrument, quantity: int) -> Rejection | None:
    if quantity <= 0:
        return refuse("Invalid `quantity`.")
    if quantity % instrument.lot_size:
        return refuse(f"Quantity should be in multiples of the lot size {instrument.lot_size}.")
    return None


def check_freeze(instrument: SimInstrument, quantity: int) -> Rejection | None:
    limit, lot = instrument.freeze_quantity, instrument.lot_size
    if not limit or quantity <= limit:
        return None
    return refuse(
        f"The order quantity {quantity} ({quantity // lot} lots) is higher than the maximum "
        f"quantity of {limit} ({limit // lot} lots) allowed by the exchanges. Split the order or "
        f"use autoslice."
    )


def check_prices(
    core: Core, instrument: SimInstrument, side: Side, kind: OrderKind, price: Decimal,
    trigger: Decimal, *, fresh_stop: bool = True,
) -> Rejection | None:  # fmt: skip
    """Check price and trigger against ticks, daily limits and each other."""
    token, tick = instrument.instrument_token, instrument.tick_size
    lower, upper = core.market.limits(token, core.now_ns)
    negative = lower < 0
    if kind in _PRICED:
        if price <= 0 and not negative:
            return refuse("Invalid price entered")
        if not on_grid(price, tick):
            return refuse(
                f"Tick size for this script is {tick}. "
                f"Kindly enter price in the multiple of tick size."
            )
        if price < lower:
            return refuse(
                f"Your order price is lower than the current lower circuit limit of {lower:.2f}. "
                f"Place an order within the daily range."
            )
        if price > upper:
            return refuse(
                f"Your order price is higher than the current upper circuit limit of {upper:.2f}. "
                f"Place an order within the daily range."
            )
    if kind in _STOPS and fresh_stop:
        return _check_trigger(core, instrument, side, kind, price, trigger)
    return None


def _check_trigger(
    core: Core, instrument: SimInstrument, side: Side, kind: OrderKind, price: Decimal,
    trigger: Decimal,
) -> Rejection | None:  # fmt: skip
    token = instrument.instrument_token
    lower, upper = core.market.limits(token, core.now_ns)
    last = core.market.last_price(token, core.now_ns)
    word = "buy" if side is Side.BUY else "sell"
    if trigger <= 0 and lower >= 0:
        return refuse("Invalid trigger price entered")
    if side is Side.SELL and trigger < lower:
        return refuse(
            f"Trigger price for stoploss sell orders cannot be below the lower circuit price "
            f"({lower:.2f})."
        )
    if side is Side.BUY and trigger > upper:
        return refuse(
            f"Trigger price for stoploss buy orders cannot be above the upper circuit price "
            f"({upper:.2f})."
        )
    if kind is OrderKind.SL:
        if side is Side.BUY and trigger > price:
            return refuse("Trigger price for stoploss buy orders cannot be above the limit price.")
        if side is Side.SELL and trigger < price:
            return refuse("Trigger price for stoploss sell orders cannot be below the limit price.")
    wrong = trigger <= last if side is Side.BUY else trigger >= last
    if wrong:
        relation = "higher" if side is Side.BUY else "lower"
        return refuse(
            f"Trigger price for stoploss {word} orders should be {relation} than the "
            f"last traded price ({last:.2f})."
        )
    return None


def row_message(instrument: SimInstrument, kind: OrderKind, trigger: Decimal) -> str | None:
    """Return why the exchange refuses an order that the broker let through, if it does."""
    if kind is OrderKind.SL_M and instrument.is_option:
        return OPTION_STOP
    if kind in _STOPS and not on_grid(trigger, instrument.tick_size):
        return TRIGGER_TICK
    return None


def check_protection(core: Core, kind: OrderKind, protection: Decimal | None) -> Rejection | None:
    """MARKET and SL-M need a protection band unless the old rules are switched on."""
    if kind not in _MARKETS:
        return None
    if protection is None or protection == 0:
        return refuse(NO_PROTECTION) if core.options.strict_market else None
    if protection != -1 and not 0 < protection <= 100:
        return refuse("Invalid `market_protection`. Should be -1 or between 0 and 100.")
    return None


def _check_product(instrument: SimInstrument, request: PlaceRequest) -> Rejection | None:
    product = request.product
    if product is Product.CO:
        return refuse("Invalid `product`.")
    if instrument.is_equity:
        if product is Product.NRML:
            return refuse("NRML product is not allowed for equity. Use CNC, MIS or MTF.")
    elif product in {Product.CNC, Product.MTF}:
        return refuse(f"{product} product is allowed for equity only.")
    if product is Product.MTF and request.variety is Variety.CO:
        return refuse("MTF is not allowed for cover orders.")
    return None


def _check_validity(instrument: SimInstrument, request: PlaceRequest) -> Rejection | None:
    if request.validity is Validity.IOC and instrument.exchange in {"MCX", "NCO"}:
        return refuse("IOC validity is not allowed for commodity orders.")
    if request.validity is Validity.TTL and not 1 <= request.validity_ttl <= LONGEST_TTL:
        return refuse(f"Invalid `validity_ttl`. Should be between 1 and {LONGEST_TTL} minutes.")
    disclosed = request.disclosed_quantity
    if disclosed:
        if not instrument.is_equity:
            return refuse("Disclosed quantity is allowed for equity only.")
        if not request.quantity * 0.1 <= disclosed <= request.quantity:
            return refuse(
                "Disclosed quantity cannot be less than 10% of the order quantity or above it."
            )
    return None


def _check_variety(
    core: Core, instrument: SimInstrument, request: PlaceRequest
) -> Rejection | None:
    variety = request.variety
    is_open = core.calendar.is_open(session_kind(instrument.exchange), core.now_ns)
    if variety is Variety.AMO:
        if is_open and core.calendar.hours:
            return refuse("After market orders are allowed only outside market hours.")
    elif not is_open:
        return refuse("Markets are closed right now. Use AMO to place an after market order.")
    if variety is Variety.ICEBERG:
        if not 2 <= request.iceberg_legs <= 50:
            return refuse("Invalid `iceberg_legs`. Should be between 2 and 50.")
        if request.order_type is not OrderKind.LIMIT:
            return refuse("Iceberg orders have to be LIMIT orders.")
        if request.iceberg_quantity * request.iceberg_legs < request.quantity:
            return refuse("Invalid `iceberg_quantity`. Legs do not add up to the order quantity.")
    if variety is Variety.CO:
        if request.product is not Product.MIS:
            return refuse("Cover orders are allowed for MIS product only.")
        if request.order_type not in {OrderKind.MARKET, OrderKind.LIMIT}:
            return refuse("Cover orders have to be MARKET or LIMIT orders.")
    if variety is Variety.AUCTION:
        if request.transaction_type is not Side.SELL or request.product is not Product.CNC:
            return refuse("Auction orders have to be CNC sell orders.")
        if request.order_type is not OrderKind.LIMIT:
            return refuse("Auction orders have to be LIMIT orders.")
    return None


def check_place(
    core: Core, instrument: SimInstrument | None, request: PlaceRequest
) -> Rejection | None:
    """Run every check of a new order that needs no account; the first objection wins."""
    if instrument is None:
        return refuse(
            "The instrument you are placing an order for has either expired or does not exist."
        )
    if instrument.is_index:
        return refuse("Indices are not tradable.")
    if len(request.tag) > 20:
        return refuse("Invalid `tag`. Should be up to 20 characters.")
    return (
        check_quantity(instrument, request.quantity)
        or _check_product(instrument, request)
        or check_protection(core, request.order_type, request.market_protection)
        or _check_validity(instrument, request)
        or _check_variety(core, instrument, request)
        or check_prices(
            core, instrument, request.transaction_type, request.order_type, request.price,
            request.trigger_price,
        )
    )  # fmt: skip
