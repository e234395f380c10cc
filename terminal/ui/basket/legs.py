"""Orders for a basket, made from what other panels show: a listed instrument, an order, a position.

They are wishes: the panel shows them as legs to be edited, and nothing here is ever sent.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from terminal.baskets.basket import DRAFT_ID
from terminal.domain.ids import AccountId
from terminal.domain.instrument import Instrument
from terminal.domain.order import Order, OrderIntent, OrderType, Product, Side, Validity, Variety
from terminal.ui.models.order_tree import OrderRow


def from_instrument(instrument: Instrument, side: Side, last: float | None) -> OrderIntent:
    """Return one lot at the last price (at market where none is known).

    Derivatives are carried (NRML); shares are bought for delivery and sold intraday.
    """
    if instrument.id.kind.is_derivative:
        product = Product.NRML
    else:
        product = Product.CNC if side is Side.BUY else Product.MIS
    priced = last is not None and last > 0
    return OrderIntent(
        client_id=DRAFT_ID,
        account=AccountId(""),
        instrument=instrument.id,
        side=side,
        quantity=max(1, instrument.lot_size),
        order_type=OrderType.LIMIT if priced else OrderType.MARKET,
        product=product,
        price=instrument.to_price(last) if priced and last is not None else None,
    )


def from_order(order: Order) -> OrderIntent:
    """Return the same order once more, as a regular one: the whole quantity, the terms as they are."""
    validity, minutes = order.validity, None
    if order.intent is not None:
        minutes = order.intent.ttl_minutes
    if validity is Validity.TTL and minutes is None:
        validity = Validity.DAY
    return OrderIntent(
        client_id=DRAFT_ID,
        account=order.account,
        instrument=order.instrument,
        side=order.side,
        quantity=order.quantity,
        order_type=order.order_type,
        product=order.product,
        price=order.price or None,
        trigger_price=order.trigger_price or None,
        validity=validity,
        ttl_minutes=minutes,
        reduces=order.intent is not None and order.intent.reduces,
    )


def regular(intent: OrderIntent) -> OrderIntent:
    """Return an order as a basket takes it: regular, under no client id, unsliced."""
    return replace(
        intent,
        client_id=DRAFT_ID,
        variety=Variety.REGULAR,
        slice_above_freeze=False,
        iceberg_legs=None,
        auction_number=None,
    )


def again_in_basket(rows: Iterable[OrderRow]) -> tuple[OrderIntent, ...]:
    """Return orders like those of some rows: a whole once, not its parts too; no second legs."""
    chosen = [row for row in rows if not row.refused]
    wholes = {row.family for row in chosen if not row.child}
    return tuple(
        from_order(row.order)
        for row in chosen
        if not (row.child and row.family in wholes) and row.order.product is not Product.CO
    )
