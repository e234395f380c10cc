"""Pure translation between Kite's orders and ours: enum tables, times, identities.

No I/O, no clock, no state but the memory of which unknown words were already logged. Sources: Kite
Connect v3 docs ("Orders", "Portfolio") and the official sample responses, read 2026-11.
"""

import functools
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

from terminal.brokers.kite import wire
from terminal.brokers.kite.calls_channel import form_pairs
from terminal.domain.account import Conversion
from terminal.domain.errors import Accepted, BrokerRefused, Rejected, SliceResult, WireError
from terminal.domain.ids import AccountId, BrokerOrderId, InstrumentId, TradeId
from terminal.domain.order import (
    IcebergLeg,
    Order,
    OrderChange,
    OrderIntent,
    OrderState,
    OrderType,
    OrderUpdate,
    Product,
    Side,
    Trade,
    Validity,
    Variety,
)

log = logging.getLogger(__name__)
IST = timezone(timedelta(hours=5, minutes=30), "IST")
ZERO = Decimal(0)
NS = 1_000_000_000
Identify = Callable[[str, str], InstrumentId]
"""(exchange, tradingsymbol) -> identity."""

_STATES = {
    "PUT ORDER REQ RECEIVED": OrderState.PENDING,
    "VALIDATION PENDING": OrderState.PENDING,
    "OPEN PENDING": OrderState.PENDING,
    "AMO REQ RECEIVED": OrderState.PARKED,
    "MODIFY AMO REQ RECEIVED": OrderState.PARKED,
    "OPEN": OrderState.OPEN,
    "UPDATE": OrderState.OPEN,
    "NOT MODIFIED": OrderState.OPEN,
    "NOT CANCELLED": OrderState.OPEN,
    "TRIGGER PENDING": OrderState.TRIGGER_PENDING,
    "MODIFY VALIDATION PENDING": OrderState.MODIFY_PENDING,
    "MODIFY PENDING": OrderState.MODIFY_PENDING,
    "MODIFIED": OrderState.MODIFY_PENDING,
    "CANCEL PENDING": OrderState.CANCEL_PENDING,
    "COMPLETE": OrderState.COMPLETE,
    "REJECTED": OrderState.REJECTED,
    "LAPSED": OrderState.LAPSED,
}
_TYPES = {
    "MARKET": OrderType.MARKET,
    "LIMIT": OrderType.LIMIT,
    "SL": OrderType.SL,
    "SL-M": OrderType.SL_M,
}
_PRODUCTS = {each.value.upper(): each for each in Product if each is not Product.UNKNOWN}
_VARIETIES = {each.value: each for each in Variety}
_VALIDITIES = {each.value.upper(): each for each in Validity}
_SIDES = {"BUY": Side.BUY, "SELL": Side.SELL}
_TYPE_WORDS = {value: word for word, value in _TYPES.items()}


# -- words and times


@functools.cache
def _log_unknown(what: str, word: str) -> None:
    log.warning("Kite sent an unknown %s: %r", what, word)


def decode_state(status: str) -> OrderState:
    """Return the state of a status; an unknown one is alive and at the broker, logged once."""
    state = _STATES.get(status)
    if state is not None:
        return state
    if status.startswith("CANCELLED"):
        return OrderState.CANCELLED
    _log_unknown("order status", status)
    return OrderState.PENDING


def decode_side(word: str) -> Side:
    side = _SIDES.get(word)
    if side is None:
        raise WireError(f"Kite sent an order that neither buys nor sells: {word!r}")
    return side


def decode_product(word: str | None) -> Product:
    product = _PRODUCTS.get(word or "")
    if product is None:
        _log_unknown("product", word or "")
        return Product.UNKNOWN
    return product


def order_type_word(order_type: OrderType) -> str:
    """Return Kite's word for an order type."""
    return _TYPE_WORDS[order_type]


@functools.lru_cache(maxsize=8192)
def ist_ns(text: str | None) -> int:
    """Return UTC nanoseconds of a naive Indian time or an ISO time with offset; 0 for none.

    Books are read again and again with the same times, so results are remembered.
    """
    if not text or text.startswith("0001-"):
        return 0
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        _log_unknown("time", text)
        return 0
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=IST)
    return int(moment.timestamp()) * NS


def ist_text(stamp_ns: int) -> str:
    """Return a moment as Kite writes it: naive Indian time, whole seconds."""
    return datetime.fromtimestamp(stamp_ns // NS, UTC).astimezone(IST).strftime("%Y-%m-%d %H:%M:%S")


def next_six_ns(stamp_ns: int) -> int:
    """Return the first 06:00 Indian time after a login: when its token dies."""
    local = datetime.fromtimestamp(stamp_ns // NS, UTC).astimezone(IST)
    six = local.replace(hour=6, minute=0, second=0, microsecond=0)
    if six <= local:
        six += timedelta(days=1)
    return int(six.timestamp()) * NS


# -- orders


def decode_order(row: wire.Order, account: AccountId, identify: Identify) -> OrderUpdate:
    """Return one row of book, history or stream. Errors: WireError for a row without a side."""
    order_type = _TYPES.get(row.order_type or "")
    variety = _VARIETIES.get(row.variety or "")
    validity = _VALIDITIES.get(row.validity or "")
    for what, word, known in (
        ("order type", row.order_type, order_type),
        ("variety", row.variety, variety),
        ("validity", row.validity, validity),
    ):
        if known is None and word is not None:
            _log_unknown(what, word)
    placed_ns = ist_ns(row.order_timestamp)
    iceberg = row.meta.iceberg if row.meta is not None else None
    return OrderUpdate(
        account=account,
        broker_id=BrokerOrderId(row.order_id),
        instrument=identify(row.exchange, row.tradingsymbol),
        symbol=row.tradingsymbol,
        side=decode_side(row.transaction_type),
        quantity=row.quantity or 0,
        order_type=order_type or OrderType.LIMIT,
        product=decode_product(row.product),
        variety=variety or Variety.REGULAR,
        validity=validity or Validity.DAY,
        state=decode_state(row.status or ""),
        status_text=row.status or "",
        price=row.price or ZERO,
        trigger_price=row.trigger_price or ZERO,
        average_price=row.average_price or ZERO,
        filled=row.filled_quantity or 0,
        pending=row.pending_quantity or 0,
        cancelled=row.cancelled_quantity or 0,
        disclosed_quantity=row.disclosed_quantity or 0,
        exchange_id=row.exchange_order_id,
        parent_id=BrokerOrderId(row.parent_order_id) if row.parent_order_id else None,
        message=row.status_message or "",
        message_raw=row.status_message_raw or "",
        tags=tuple(dict.fromkeys(tag for tag in (row.tag, *(row.tags or ())) if tag)),
        iceberg=IcebergLeg(
            iceberg.leg,
            iceberg.legs,
            iceberg.leg_quantity,
            iceberg.total_quantity,
            iceberg.remaining_quantity,
        )
        if iceberg is not None
        else None,
        placed_by=row.placed_by or "",
        placed_ns=placed_ns,
        updated_ns=max(placed_ns, ist_ns(row.exchange_update_timestamp)),
        ttl_minutes=row.validity_ttl or 0,
        modified=bool(row.modified),
    )


def decode_trade(row: wire.Trade, account: AccountId, identify: Identify) -> Trade:
    """Return one execution; its own `order_timestamp` has no date and is not used."""
    return Trade(
        account=account,
        trade_id=TradeId(row.trade_id),
        order_id=BrokerOrderId(row.order_id),
        instrument=identify(row.exchange, row.tradingsymbol),
        symbol=row.tradingsymbol,
        side=decode_side(row.transaction_type),
        product=decode_product(row.product),
        quantity=row.quantity,
        price=row.average_price,
        exchange_id=row.exchange_order_id or "",
        filled_ns=ist_ns(row.fill_timestamp) or ist_ns(row.exchange_timestamp),
    )


def decode_placed(answer: wire.Placed | list[wire.Slice]) -> Accepted | Rejected:
    """Return what a placement came to; both known shapes of a sliced answer are read.

    In the nested shape the parent is itself the first slice. An order is accepted as soon as one
    slice is; the refused ones keep the broker's words.
    """
    if isinstance(answer, wire.Placed):
        first = BrokerOrderId(answer.order_id)
        if not answer.children:
            return Accepted(first)
        return Accepted(first, (SliceResult(first), *map(_slice, answer.children)))
    slices = tuple(map(_slice, answer))
    placed = next((each.order_id for each in slices if each.order_id is not None), None)
    if placed is not None:
        return Accepted(placed, slices)
    error = next((each.error for each in answer if each.error is not None), None)
    if error is None:
        raise WireError("Kite's answer to a sliced order names no order and no error.")
    return Rejected(error.error_type or "refused", error.message, "No slice was placed.")


def _slice(row: wire.Slice) -> SliceResult:
    if row.order_id:
        return SliceResult(BrokerOrderId(row.order_id))
    return SliceResult(None, row.error.message if row.error is not None else "no reason given")


def encode_order(
    intent: OrderIntent, exchange: str, symbol: str, *, lot: int = 1
) -> list[tuple[str, str]]:
    """Return the form of a placement; the legs of an iceberg are whole lots.

    Errors: BrokerRefused for what Kite is known to refuse.
    """
    _check(intent)
    kind = intent.order_type
    legs = intent.iceberg_legs if intent.variety is Variety.ICEBERG else None
    return form_pairs(
        exchange=exchange,
        tradingsymbol=symbol,
        transaction_type=intent.side.value.upper(),
        quantity=intent.quantity,
        product=intent.product.value.upper(),
        order_type=_TYPE_WORDS[kind],
        price=intent.price if kind.has_price else None,
        trigger_price=intent.trigger_price
        if kind.has_trigger or intent.variety is Variety.CO
        else None,
        validity=intent.validity.value.upper(),
        validity_ttl=intent.ttl_minutes if intent.validity is Validity.TTL else None,
        disclosed_quantity=intent.disclosed_quantity or None,
        iceberg_legs=legs,
        iceberg_quantity=-(-intent.quantity // (legs * lot)) * lot if legs else None,
        auction_number=intent.auction_number if intent.variety is Variety.AUCTION else None,
        market_protection=None if kind.has_price else intent.market_protection,
        autoslice=True if intent.slice_above_freeze else None,
        tag=intent.client_id,
    )


def _check(intent: OrderIntent) -> None:
    kind = intent.order_type
    problems = (
        (intent.quantity <= 0, "The quantity must be above zero."),
        (kind.has_price and intent.price is None, "This order type needs a price."),
        (kind.has_trigger and intent.trigger_price is None, "This order type needs a trigger."),
        (
            not kind.has_price and intent.market_protection == 0,
            "Market orders without a protection band are not allowed (SEBI, April 2026).",
        ),
        (
            intent.validity is Validity.TTL and not intent.ttl_minutes,
            "A time-limited order needs its minutes.",
        ),
        (
            intent.variety is Variety.ICEBERG and not 2 <= (intent.iceberg_legs or 0) <= 50,
            "An iceberg order needs 2 to 50 legs.",
        ),
        (
            intent.variety is Variety.CO and intent.trigger_price is None,
            "A cover order needs the trigger of its stop.",
        ),
        (
            intent.variety is Variety.AUCTION and not intent.auction_number,
            "An auction order needs the auction's number.",
        ),
        (
            intent.product in {Product.CO, Product.UNKNOWN},
            "Choose a product: delivery, intraday, carry-forward or margin funded.",
        ),
    )
    for wrong, text in problems:
        if wrong:
            raise BrokerRefused(text, hint="Nothing was sent.", code="invalid_order")


def encode_change(order: Order, change: OrderChange) -> list[tuple[str, str]]:
    """Return the form of a modification: only what changes.

    A change to a market type carries its protection. Errors: BrokerRefused where nothing changes, or
    where the new total would be below what is filled.
    """
    if change.quantity is not None and change.quantity < order.filled:
        raise BrokerRefused(
            f"{order.filled} are filled already; the new total cannot be {change.quantity}.",
            hint="Nothing was sent.",
            code="invalid_order",
        )
    protection = change.market_protection
    to_market = change.order_type is not None and not change.order_type.has_price
    if to_market and protection is None:
        protection = Decimal(-1)
    if to_market and protection == 0:
        raise BrokerRefused(
            "Market orders without a protection band are not allowed (SEBI, April 2026).",
            hint="Nothing was sent.",
            code="invalid_order",
        )
    form = form_pairs(
        order_type=_TYPE_WORDS[change.order_type] if change.order_type is not None else None,
        quantity=change.quantity,
        price=None if to_market else change.price,
        trigger_price=change.trigger_price,
        validity=change.validity.value.upper() if change.validity is not None else None,
        disclosed_quantity=change.disclosed_quantity,
        market_protection=protection,
    )
    if not form:
        raise BrokerRefused("Nothing changes.", hint="Nothing was sent.", code="invalid_order")
    if order.variety is Variety.CO and order.parent_id is not None:
        form += form_pairs(parent_order_id=order.parent_id)
    return form


def encode_conversion(wish: Conversion, exchange: str, symbol: str) -> list[tuple[str, str]]:
    """Return the form of a product conversion; the side is the position's."""
    return form_pairs(
        exchange=exchange,
        tradingsymbol=symbol,
        transaction_type=wish.side.value.upper(),
        position_type="overnight" if wish.overnight else "day",
        quantity=wish.quantity,
        old_product=wish.old_product.value.upper(),
        new_product=wish.new_product.value.upper(),
    )
