"""The order as the ticket's fields read at one moment. Pure, Decimal only, no Qt.

A draft becomes an `OrderIntent` when nothing is missing; `gaps` says what is. The sentence on the
submit button and the confirm sheet comes from here, so that what is read is what is sent.
"""

from decimal import Decimal

from msgspec import Struct

from terminal.domain.ids import AccountId, ClientOrderId
from terminal.domain.instrument import Instrument
from terminal.domain.order import (
    Order,
    OrderChange,
    OrderIntent,
    OrderType,
    Product,
    Side,
    Validity,
    Variety,
)
from terminal.ui import format as fmt
from terminal.ui.i18n import tr
from terminal.ui.ticket import rules

DRAFT_ID = ClientOrderId("DRAFT")
"""The id of intents that are checked and priced while typing; it is never sent."""


class Draft(Struct, frozen=True, kw_only=True):
    """Field values; None where a needed field is empty or unreadable. Quantities in units.

    `slices`: the account's broker splits large orders itself.
    """

    account: AccountId | None
    instrument: Instrument | None
    side: Side
    product: Product | None
    quantity: int | None
    order_type: OrderType
    price: Decimal | None = None
    trigger_price: Decimal | None = None
    validity: Validity = Validity.DAY
    ttl_minutes: int | None = None
    variety: Variety = Variety.REGULAR
    iceberg_legs: int | None = None
    auction_number: str = ""
    disclosed_quantity: int = 0
    market_protection: Decimal = Decimal(-1)
    slicing: bool = False
    slices: bool = True
    tag: str = ""
    reduces: bool = False

    @property
    def needs_trigger(self) -> bool:
        return rules.takes_trigger(self.order_type, self.variety)


class Gap(Struct, frozen=True):
    """A field without which there is no order; `text` says what to do."""

    field: str
    text: str


def gaps(draft: Draft) -> tuple[Gap, ...]:
    """Return what is missing before an intent can be made."""
    found = []
    if draft.instrument is None:
        found.append(Gap("instrument", "Choose an instrument"))
    elif not draft.instrument.tradable:
        found.append(Gap("instrument", "An index cannot be traded; choose its future or option"))
    if draft.account is None:
        found.append(Gap("account", "Log in to an account"))
    if draft.product is None:
        found.append(Gap("product", "Choose a product"))
    if draft.quantity is None or draft.quantity <= 0:
        found.append(Gap("quantity", "Enter a quantity"))
    if draft.order_type.has_price and draft.price is None:
        found.append(Gap("price", "Enter a price"))
    if draft.needs_trigger and draft.trigger_price is None:
        found.append(Gap("trigger_price", "Enter a trigger price"))
    if draft.validity is Validity.TTL and draft.ttl_minutes is None:
        found.append(Gap("ttl_minutes", "Enter the minutes"))
    if draft.variety is Variety.ICEBERG and draft.iceberg_legs is None:
        found.append(Gap("iceberg_legs", "Enter the number of legs"))
    if draft.variety is Variety.AUCTION and not draft.auction_number:
        found.append(Gap("auction_number", "Enter the auction number"))
    return tuple(found)


def intent(draft: Draft, client_id: ClientOrderId = DRAFT_ID) -> OrderIntent:
    """Return the order this draft describes; ValueError where something is missing."""
    if missing := gaps(draft):
        raise ValueError(missing[0].text)
    assert draft.instrument is not None
    assert draft.account is not None
    assert draft.product is not None
    assert draft.quantity is not None
    return OrderIntent(
        client_id=client_id,
        account=draft.account,
        instrument=draft.instrument.id,
        side=draft.side,
        quantity=draft.quantity,
        order_type=draft.order_type,
        product=draft.product,
        price=draft.price if draft.order_type.has_price else None,
        trigger_price=draft.trigger_price if draft.needs_trigger else None,
        variety=draft.variety,
        validity=draft.validity,
        ttl_minutes=draft.ttl_minutes if draft.validity is Validity.TTL else None,
        disclosed_quantity=draft.disclosed_quantity,
        iceberg_legs=draft.iceberg_legs if draft.variety is Variety.ICEBERG else None,
        auction_number=draft.auction_number if draft.variety is Variety.AUCTION else None,
        market_protection=draft.market_protection,
        slice_above_freeze=draft.slicing and draft.variety is Variety.REGULAR,
        user_tag=draft.tag,
        reduces=draft.reduces,
    )


def change(draft: Draft, order: Order) -> OrderChange:
    """Return what the draft changes of a resting order; fields that stay are None.

    ValueError where something is missing.
    """
    if missing := gaps(draft):
        raise ValueError(missing[0].text)
    price = draft.price if draft.order_type.has_price else None
    trigger = draft.trigger_price if draft.needs_trigger else None
    if order.variety is Variety.CO and order.parent_id is not None:
        # The stop of a cover order: only where it triggers can be moved.
        return OrderChange(trigger_price=trigger if trigger != order.trigger_price else None)
    return OrderChange(
        quantity=draft.quantity if draft.quantity != order.quantity else None,
        price=price if price != order.price else None,
        trigger_price=trigger if trigger != order.trigger_price else None,
        order_type=draft.order_type if draft.order_type is not order.order_type else None,
        validity=draft.validity if draft.validity is not order.validity else None,
        disclosed_quantity=(
            draft.disclosed_quantity
            if draft.disclosed_quantity != order.disclosed_quantity
            else None
        ),
        market_protection=(
            draft.market_protection
            if draft.order_type is not order.order_type and not draft.order_type.has_price
            else None
        ),
    )


def is_empty(order_change: OrderChange) -> bool:
    """True where nothing would change."""
    return order_change == OrderChange()


def quantity_text(quantity: int | None, instrument: Instrument | None) -> str:
    """Return '2 lots', '1 lot', '130' (odd lots in units) or '—'."""
    if quantity is None or quantity <= 0:
        return "—"
    if instrument is not None and rules.counts_lots(instrument):
        lots, rest = divmod(quantity, instrument.lot_size)
        if rest == 0:
            return tr("1 lot") if lots == 1 else tr("{count} lots", count=fmt.quantity(lots))
    return fmt.quantity(quantity)


def price_text(draft: Draft) -> str:
    """Return '@ 112.35', '@ market', '@ 112.35 · trigger 112.00'."""
    decimals = draft.instrument.grid.decimals if draft.instrument is not None else 2
    if draft.order_type.has_price:
        text = f"@ {fmt.price(draft.price, decimals)}"
    else:
        text = tr("@ market")
    if draft.needs_trigger:
        text += tr(" · trigger {price}", price=fmt.price(draft.trigger_price, decimals))
    return text


def sentence(draft: Draft) -> str:
    """Return the whole order in one line: 'Buy 2 lots NIFTY 24000 CE @ 112.35 · MIS · ZA1234'."""
    template = "Buy {quantity} {name} {price}"
    if draft.side is Side.SELL:
        template = "Sell {quantity} {name} {price}"
    name = "—"
    if draft.instrument is not None:
        name = rules.title(draft.instrument.id, draft.instrument.symbol)
    quantity = quantity_text(draft.quantity, draft.instrument)
    order = tr(template, quantity=quantity, name=name, price=price_text(draft))
    words = [order]
    if draft.product is not None:
        words.append(draft.product.value.upper())
    if draft.variety is not Variety.REGULAR:
        words.append(
            {Variety.ICEBERG: "Iceberg", Variety.AUCTION: "Auction"}.get(
                draft.variety, draft.variety.value.upper()
            )
        )
    if draft.validity is not Validity.DAY:
        minutes = draft.ttl_minutes
        words.append("IOC" if draft.validity is Validity.IOC else f"{minutes or '—'} min")
    if draft.slicing and draft.instrument is not None and draft.quantity:
        parts = len(rules.slices(draft.quantity, draft.instrument))
        if parts > 1:
            words.append(f"{parts} slices")
    if draft.reduces:
        words.append("exit")
    if draft.account is not None:
        words.append(fmt.account(draft.account))
    return " · ".join(words)


def intent_sentence(wish: OrderIntent, instrument: Instrument | None) -> str:
    """Return the line of an intent that did not come from the ticket: an exit, a repeat."""
    return sentence(
        Draft(
            account=wish.account,
            instrument=instrument,
            side=wish.side,
            product=wish.product,
            quantity=wish.quantity,
            order_type=wish.order_type,
            price=wish.price,
            trigger_price=wish.trigger_price,
            validity=wish.validity,
            ttl_minutes=wish.ttl_minutes,
            variety=wish.variety,
            slicing=wish.slice_above_freeze,
        )
    )


def change_sentence(draft: Draft, order: Order) -> str:
    """Return what a modification does: 'Modify to 3 lots @ 112.50 · NIFTY 24000 CE'."""
    name = order.symbol
    if draft.instrument is not None:
        name = rules.title(draft.instrument.id, draft.instrument.symbol)
    size = quantity_text(draft.quantity, draft.instrument)
    return f"Modify to {size} {price_text(draft)} · {name}"
