"""The trigger as the editor's fields read at one moment. Pure, Decimal only, no Qt.

The sentence on the button comes from here, and so does the intent: what is read is what is sent.
Of a two-leg the first leg is the lower one: below the last price, the second above it.
"""

from decimal import Decimal

from msgspec import Struct

from terminal.domain.gtt import Gtt, GttIntent, GttKind, GttLeg, GttRules
from terminal.domain.ids import AccountId, ClientOrderId
from terminal.domain.instrument import Instrument
from terminal.domain.order import Product, Side
from terminal.ui import format as fmt
from terminal.ui.gtt.words import percent_from
from terminal.ui.ticket import rules
from terminal.ui.ticket.draft import DRAFT_ID, Gap, quantity_text

FIELDS = (
    ("trigger_price", "price", "quantity"),
    ("target_trigger_price", "target_price", "target_quantity"),
)
"""Names of a leg's trigger, limit and quantity, as objections name them."""
LOW, HIGH = 0, 1
STOP_PERCENT, TARGET_PERCENT = Decimal(-5), Decimal(10)
"""Where an untouched trigger starts, from the last price: a place to drag from, not an advice."""
_USUAL = {True: Product.NRML, False: Product.CNC}


class LegDraft(Struct, frozen=True, kw_only=True):
    """One leg's fields; None where empty or unreadable. Quantity in units."""

    trigger: Decimal | None = None
    price: Decimal | None = None
    quantity: int | None = None


class GttDraft(Struct, frozen=True, kw_only=True):
    """Field values; `last` is the newest price on the grid."""

    account: AccountId | None
    instrument: Instrument | None
    kind: GttKind
    side: Side
    product: Product | None
    legs: tuple[LegDraft, ...]
    last: Decimal | None = None

    @property
    def decimals(self) -> int:
        return self.instrument.grid.decimals if self.instrument is not None else 2


def gaps(draft: GttDraft) -> tuple[Gap, ...]:
    """Return what is missing before an intent can be made."""
    found = []
    if draft.instrument is None:
        found.append(Gap("instrument", "Choose an instrument"))
    elif not draft.instrument.tradable:
        found.append(Gap("instrument", "An index cannot be ordered; choose its future or option"))
    if draft.account is None:
        found.append(Gap("account", "Log in to an account"))
    if draft.product is None:
        found.append(Gap("product", "Choose a product"))
    if draft.last is None:
        found.append(Gap("", "Wait for the last price"))
    for leg, (trigger, price, quantity) in zip(draft.legs, FIELDS, strict=False):
        if leg.trigger is None:
            found.append(Gap(trigger, "Enter a trigger price"))
        if leg.price is None:
            found.append(Gap(price, "Enter a limit price"))
        if leg.quantity is None or leg.quantity <= 0:
            found.append(Gap(quantity, "Enter a quantity"))
    return tuple(found)


def intent(draft: GttDraft, client_id: ClientOrderId = DRAFT_ID) -> GttIntent:
    """Return the trigger this draft describes; ValueError where something is missing."""
    if missing := gaps(draft):
        raise ValueError(missing[0].text)
    assert draft.instrument is not None
    assert draft.account is not None
    assert draft.product is not None
    assert draft.last is not None
    legs = []
    for leg in draft.legs:
        assert leg.trigger is not None
        assert leg.price is not None
        assert leg.quantity is not None
        legs.append(
            GttLeg(
                trigger_price=leg.trigger,
                side=draft.side,
                quantity=leg.quantity,
                price=leg.price,
                product=draft.product,
            )
        )
    return GttIntent(
        client_id=client_id,
        account=draft.account,
        instrument=draft.instrument.id,
        kind=draft.kind,
        legs=tuple(legs),
        last_price=draft.last,
    )


def same_terms(wish: GttIntent, gtt: Gtt) -> bool:
    """True where sending would change nothing."""
    return wish.kind is gtt.kind and wish.legs == gtt.legs


def sentence(draft: GttDraft, *, modifying: bool = False) -> str:
    """Return the whole wish in one line; ' · ' divides what from how.

    'Sell 10 INFY @ 1,442.75 when it falls to 1,450.00 · CNC · ZA1234'.
    """
    decimals, legs = draft.decimals, draft.legs
    name = "—"
    if draft.instrument is not None:
        name = rules.title(draft.instrument.id, draft.instrument.symbol)
    size = quantity_text(legs[LOW].quantity, draft.instrument)
    words = []
    if draft.kind is GttKind.TWO_LEG:
        low, high = (fmt.price(leg.trigger, decimals) for leg in legs)
        limits = " or ".join(fmt.price(leg.price, decimals) for leg in legs)
        if legs[LOW].quantity != legs[HIGH].quantity:
            size += f" or {quantity_text(legs[HIGH].quantity, draft.instrument)}"
        what = f"{_verb(draft)} {size} {name} when it falls to {low} or rises to {high}"
        words += [f"at {limits}"]
    else:
        trigger = fmt.price(legs[LOW].trigger, decimals)
        way = "rises" if is_above(draft, legs[LOW].trigger) else "falls"
        limit = fmt.price(legs[LOW].price, decimals)
        what = f"{_verb(draft)} {size} {name} @ {limit} when it {way} to {trigger}"
    if modifying:
        what = f"Change to: {what[0].lower()}{what[1:]}"
    if draft.product is not None:
        words.append(fmt.label(draft.product))
    if draft.account is not None:
        words.append(fmt.account(draft.account))
    return " · ".join([what, *words])


def is_above(draft: GttDraft, trigger: Decimal | None) -> bool:
    return trigger is not None and draft.last is not None and trigger > draft.last


def leg_title(draft: GttDraft, place: int) -> str:
    """Return what a leg of a two-leg is for: its stop-loss or its target."""
    if draft.kind is GttKind.SINGLE:
        return ""
    protects = (place == LOW) is (draft.side is Side.SELL)
    return "Stop-loss" if protects else "Target"


def trigger_rule(draft: GttDraft, place: int) -> str:
    """Return the rule of a trigger, told beside it while typing."""
    tick = tick_words(draft.instrument)
    last = fmt.price(draft.last, draft.decimals) if draft.last is not None else "the last price"
    if draft.kind is GttKind.TWO_LEG:
        return f"{'below' if place == LOW else 'above'} {last} · {tick}"
    trigger = draft.legs[place].trigger
    if trigger is None or draft.last is None or trigger == draft.last:
        return f"not {last} · {tick}"
    return f"{'rises' if trigger > draft.last else 'falls'} to it · {tick}"


def price_rule(draft: GttDraft, place: int) -> str:
    """Return how a limit lies to its trigger, and its tick."""
    leg, tick = draft.legs[place], tick_words(draft.instrument)
    away = percent_from(leg.trigger, leg.price)
    if away is None or leg.trigger is None or leg.price is None:
        where = "above trigger" if draft.side is Side.BUY else "below trigger"
        return f"{where} · {tick}"
    if leg.price == leg.trigger:
        return f"on the trigger · {tick}"
    return f"{abs(away)}% {'above' if leg.price > leg.trigger else 'below'} · {tick}"


def quantity_rule(draft: GttDraft, place: int, held: int = 0) -> str:
    """Return the lot, what lots come to, or what is held that the order would close."""
    instrument = draft.instrument
    if instrument is None:
        return ""
    units = draft.legs[place].quantity
    if rules.counts_lots(instrument):
        lot = instrument.lot_size
        return f"× {lot:,} = {fmt.quantity(units)}" if units else f"1 lot = {lot:,}"
    if held * draft.side.sign < 0:
        return f"of {fmt.quantity(abs(held))} held"
    return "whole units, 1 up"


def tick_words(instrument: Instrument | None) -> str:
    if instrument is None or instrument.grid.step <= 0:
        return "tick"
    return f"tick {instrument.grid.step.normalize():f}"


def offered_products(instrument: Instrument, taken: GttRules) -> tuple[Product, ...]:
    """Return the products in which a trigger can order this instrument."""
    fitting = (
        {Product.NRML, Product.MIS}
        if instrument.id.kind.is_derivative
        else {Product.CNC, Product.MTF, Product.MIS}
    )
    return tuple(p for p in taken.products if p in fitting)


def usual_product(
    instrument: Instrument, taken: GttRules, wanted: Product | None
) -> Product | None:
    """Return the wanted product where a trigger takes it, else the usual one."""
    offered = offered_products(instrument, taken)
    for product in (wanted, _USUAL[instrument.id.kind.is_derivative]):
        if product in offered:
            return product
    return offered[0] if offered else None


def takes_oco(instrument: Instrument, side: Side, taken: GttRules) -> bool:
    """True where both legs may wait: a purchase of shares mostly may not."""
    return side is Side.SELL or instrument.id.kind.is_derivative or taken.oco_buy_on_shares


def start_trigger(last: Decimal | None, percent: Decimal, instrument: Instrument) -> Decimal | None:
    """Return the legal price `percent` from the last one, never the last one itself."""
    if last is None or last <= 0:
        return None
    step = instrument.grid.step if instrument.grid.step > 0 else Decimal("0.01")
    price = instrument.grid.snap(last * (1 + percent / 100))
    if price == last:
        price += step if percent > 0 else -step
    return max(step, price)


def _verb(draft: GttDraft) -> str:
    return fmt.label(draft.side)
