"""Orders and trades, both ways. Pure: no I/O, no clock.

The price of a protected market order is worked out in `codec_protect` before it comes here. Source:
shoonya.md sections 2.6, 2.7, 3 and 5.4.
"""

from collections.abc import Mapping
from decimal import Decimal

from terminal.brokers.shoonya import codec, wire
from terminal.brokers.shoonya.codec import Identify, money, plain, text, whole
from terminal.domain.account import Conversion
from terminal.domain.errors import BrokerRefused, WireError
from terminal.domain.ids import AccountId, BrokerOrderId, TradeId
from terminal.domain.order import (
    Order,
    OrderChange,
    OrderIntent,
    OrderState,
    OrderType,
    OrderUpdate,
    Trade,
    Validity,
    Variety,
)

ZERO = Decimal(0)
_NOTHING_SENT = "Nothing was sent."
_BANDED = {"BSE", "BFO", "MCX"}
_STATES = {
    "PENDING": OrderState.PENDING,
    "ORDER PENDING": OrderState.PENDING,
    "ORDER ACK": OrderState.PENDING,
    "OPEN": OrderState.OPEN,
    "PARTIAL FILL": OrderState.OPEN,
    "COMPLETE": OrderState.COMPLETE,
    "CANCELED": OrderState.CANCELLED,
    "CANCELLED": OrderState.CANCELLED,
    "REJECTED": OrderState.REJECTED,
    "REJECT": OrderState.REJECTED,
    "TRIGGER PENDING": OrderState.TRIGGER_PENDING,
    "AFTER MARKET ORDER REQ RECEIVED": OrderState.PARKED,
}
_CHANGING = {"MODACK", "PENDINGREPLACE", "MODIFY PENDING"}
_CANCELLING = {"CANACK", "PENDINGCANCEL", "CANCEL PENDING"}
_REPLACED = {"REPLACED"}


# -- from the broker


def decode_state(row: wire.Order) -> OrderState:
    """Return the state of a row; an unknown status is alive and at the broker, logged once."""
    status = _spaced(row.status)
    state = _STATES.get(status)
    if state is None:
        codec.log_unknown("order status", status)
        state = OrderState.PENDING
    if state is not OrderState.PENDING:
        return state
    steps = {_spaced(row.reporttype), _spaced(row.rpt), _spaced(row.st_intrn)}
    if steps & _CANCELLING:
        return OrderState.CANCEL_PENDING
    if steps & _CHANGING:
        return OrderState.MODIFY_PENDING
    return OrderState.PARKED if _is_amo(row) else state


def decode_order(row: wire.Order, account: AccountId, identify: Identify) -> OrderUpdate:
    """Return one row of book, history or stream. Errors: WireError for one without id or side."""
    order_id = text(row.norenordno) or text(row.norenoordno)
    if not order_id:
        raise WireError("Shoonya sent an order without a number.")
    product = text(row.prd) or text(row.pcode)
    state = decode_state(row)
    quantity, filled = whole(row.qty), whole(row.fillshares)
    cancelled = whole(row.cancelqty)
    if state is OrderState.CANCELLED and not cancelled:
        cancelled = max(0, quantity - filled)
    parent = text(row.snonum) if text(row.snoordt) else ""
    price, before = money(row.prc), money(row.rorgprc)
    entered_ns = codec.ist_ns(row.ordenttm)
    times_ns = [codec.ist_ns(each) for each in (row.norentm, row.exch_tm, row.fltm, row.filltm)]
    reason = text(row.rejreason)
    return OrderUpdate(
        account=account,
        broker_id=BrokerOrderId(order_id),
        instrument=identify(row.exch, row.tsym),
        symbol=codec.label(row.exch, row.tsym),
        side=codec.decode_side(row.trantype),
        quantity=quantity,
        order_type=codec.decode_type(text(row.prctyp) or "LMT"),
        product=codec.decode_product(product),
        variety=_variety(row, product),
        validity=codec.decode_validity(text(row.ret) or "DAY"),
        state=state,
        status_text=_spaced(row.status),
        price=price,
        trigger_price=money(row.trgprc),
        average_price=money(row.avgprc),
        filled=filled,
        pending=0 if state.is_terminal else max(0, quantity - filled - cancelled),
        cancelled=cancelled,
        disclosed_quantity=whole(row.dscqty),
        exchange_id=text(row.exchordid) or text(row.exchorderid) or None,
        parent_id=BrokerOrderId(parent) if parent and parent != order_id else None,
        message=reason,
        tags=(tag,) if (tag := text(row.remarks)) else (),
        placed_by=text(row.ordersource),
        placed_ns=entered_ns or codec.ist_ns(row.norentm),
        updated_ns=max(entered_ns, *times_ns),
        modified=bool(before and before != price)
        or bool({_spaced(row.reporttype), _spaced(row.rpt)} & _REPLACED),
    )


def decode_trade(row: wire.Trade, account: AccountId, identify: Identify) -> Trade:
    """Return one execution. Errors: WireError for one without a side or numbers."""
    order_id, trade_id = text(row.norenordno), text(row.flid)
    if not order_id or not trade_id:
        raise WireError("Shoonya sent a trade without numbers.")
    return Trade(
        account=account,
        trade_id=TradeId(trade_id),
        order_id=BrokerOrderId(order_id),
        instrument=identify(row.exch, row.tsym),
        symbol=codec.label(row.exch, row.tsym),
        side=codec.decode_side(row.trantype),
        product=codec.decode_product(text(row.prd)),
        quantity=whole(row.flqty),
        price=money(row.flprc),
        exchange_id=text(row.exchordid),
        filled_ns=codec.ist_ns(row.fltm) or codec.ist_ns(row.exch_tm) or codec.ist_ns(row.norentm),
    )


def _variety(row: wire.Order, product: str) -> Variety:
    if product.upper() == "H":
        return Variety.CO
    return Variety.AMO if _is_amo(row) else Variety.REGULAR


def _is_amo(row: wire.Order) -> bool:
    return text(row.amo).lower() == "yes"


def _spaced(value: wire.Text) -> str:
    return text(value).upper().replace("_", " ")


# -- to the broker


def encode_order(
    intent: OrderIntent,
    exchange: str,
    symbol: str,
    *,
    order_type: OrderType,
    price: Decimal | None,
    stop_is_offset: bool = True,
) -> dict[str, object]:
    """Return the fields of a placement without user and account.

    `order_type` and `price` are the intent's own, or what a protected market order became. Errors:
    BrokerRefused for what the broker is known to refuse.
    """
    _check(intent, order_type, price)
    cover = intent.variety is Variety.CO
    trigger = intent.trigger_price
    fields: dict[str, object] = {
        "ordersource": "API",
        "exch": exchange,
        "tsym": symbol,
        "qty": str(intent.quantity),
        "prc": plain(price) if order_type.has_price and price is not None else "0",
        "trgprc": plain(trigger) if order_type.has_trigger and trigger is not None else None,
        "dscqty": str(intent.disclosed_quantity),
        "prd": "H" if cover else codec.PRODUCT_WORDS[intent.product],
        "trantype": codec.SIDE_WORDS[intent.side],
        "prctyp": codec.TYPE_WORDS[order_type],
        "ret": codec.VALIDITY_WORDS[intent.validity],
        "remarks": intent.client_id,
        # Any other value than "Yes" is an error on current servers.
        "amo": "Yes" if intent.variety is Variety.AMO else None,
        "mkt_protection": _protection(intent.market_protection)
        if not order_type.has_price and exchange in _BANDED
        else None,
    }
    if cover and trigger is not None:
        stop = abs(price - trigger) if stop_is_offset and price is not None else trigger
        fields["blprc"] = plain(stop)
    return fields


def _protection(percent: Decimal) -> str:
    return plain(percent) if percent > 0 else "0"


def _check(intent: OrderIntent, order_type: OrderType, price: Decimal | None) -> None:
    cover = intent.variety is Variety.CO
    problems = (
        (intent.quantity <= 0, "The quantity must be above zero."),
        (order_type.has_price and price is None, "This order type needs a price."),
        (
            (order_type.has_trigger or cover) and intent.trigger_price is None,
            "This order type needs a trigger.",
        ),
        (intent.validity is Validity.TTL, "Shoonya has no orders that live for minutes."),
        (
            intent.variety in {Variety.ICEBERG, Variety.AUCTION},
            f"Shoonya has no {intent.variety.value} orders by API.",
        ),
        (
            not cover and intent.product not in codec.PRODUCT_WORDS,
            "Choose a product: delivery, intraday or carry-forward.",
        ),
        (
            cover and price is None,
            "A cover order needs a price to measure its stop from.",
        ),
        (
            intent.slice_above_freeze,
            "Shoonya does not slice large orders: send them in parts.",
        ),
    )
    for wrong, words in problems:
        if wrong:
            raise BrokerRefused(words, hint=_NOTHING_SENT, code="invalid_order")


def encode_change(
    order: Order,
    change: OrderChange,
    exchange: str,
    symbol: str,
    *,
    order_type: OrderType,
    price: Decimal | None,
) -> dict[str, object]:
    """Return the fields of a modification: the whole order as it shall be.

    The quantity is the total, filled units included. Errors: BrokerRefused where nothing changes, or
    where the new total would be below what is filled.
    """
    if change == OrderChange():
        raise BrokerRefused("Nothing changes.", hint=_NOTHING_SENT, code="invalid_order")
    quantity = order.quantity if change.quantity is None else change.quantity
    if quantity < order.filled:
        raise BrokerRefused(
            f"{order.filled} are filled already; the new total cannot be {quantity}.",
            hint=_NOTHING_SENT,
            code="invalid_order",
        )
    trigger = order.trigger_price if change.trigger_price is None else change.trigger_price
    if order_type.has_trigger and trigger <= 0:
        raise BrokerRefused(
            "This order type needs a trigger.", hint=_NOTHING_SENT, code="invalid_order"
        )
    validity = order.validity if change.validity is None else change.validity
    disclosed = (
        order.disclosed_quantity if change.disclosed_quantity is None else change.disclosed_quantity
    )
    return {
        "ordersource": "API",
        "norenordno": order.broker_id,
        "exch": exchange,
        "tsym": symbol,
        "qty": str(quantity),
        "prctyp": codec.TYPE_WORDS[order_type],
        "prc": plain(price) if order_type.has_price and price is not None else "0",
        # A trigger of 0 on a limit order is refused by its own rule.
        "trgprc": plain(trigger) if order_type.has_trigger else None,
        "ret": codec.VALIDITY_WORDS.get(validity, "DAY"),
        "dscqty": str(disclosed) if disclosed else None,
    }


def encode_conversion(wish: Conversion, exchange: str, symbol: str) -> dict[str, object]:
    """Return the fields of a product conversion; the side is the position's. Errors: BrokerRefused."""
    try:
        old, new = (codec.PRODUCT_WORDS[each] for each in (wish.old_product, wish.new_product))
    except KeyError:
        raise BrokerRefused(
            "This product cannot be converted.", hint=_NOTHING_SENT, code="invalid_order"
        ) from None
    return {
        "exch": exchange,
        "tsym": symbol,
        "qty": str(wish.quantity),
        "prd": new,
        "prevprd": old,
        "trantype": codec.SIDE_WORDS[wish.side],
        "postype": "CF" if wish.overnight else "Day",
        "ordersource": "API",
    }


def taken_id(answer: wire.Taken, fallback: Mapping[str, object] | None = None) -> BrokerOrderId:
    """Return the number of a taken order. Errors: WireError where the answer names none."""
    found = text(answer.norenordno) or text(answer.result)
    if not found and fallback is not None:
        found = str(fallback.get("norenordno") or "")
    if not found:
        raise WireError("Shoonya's answer to the order names no order.")
    return BrokerOrderId(found)
