"""Why a trigger cannot be made as it is: pure checks of an intent against facts.

Called as the person types and again at the moment of sending. ASK passes when confirmed, NEVER does
not. Fields: trigger_price, price, quantity, of a two-leg's second leg with `target_` in front.
"""

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from terminal.domain.account import ConfirmLevel
from terminal.domain.gtt import Gtt, GttIntent, GttKind, GttLeg, GttRules, GttState
from terminal.domain.instrument import Instrument
from terminal.domain.notice import Objection
from terminal.domain.order import OrderType, Product, Side
from terminal.gtt import rules as arithmetic
from terminal.gtt import words

NEAR_PERCENT = Decimal("0.25")
_ASK = ConfirmLevel.ASK
_SHARES_ONLY = frozenset({Product.CNC, Product.MTF})
_OF_NOW = frozenset(
    {
        # What the order gate says of this minute, and what is said here with better words.
        *("no_price", "stale_price", "trigger_reached", "marketable", "day_budget", "rate"),
        *("max_percent_from_market", "ask_percent_from_market", "band", "trigger_band"),
        *("killed", "closing", "already_sent", "duplicate", "unknown_twin", "no_account"),
        *("tick", "trigger_tick", "lot", "quantity", "product_segment", "product"),
        *("unknown_instrument", "not_tradable"),
    }
)


class Facts(Struct, frozen=True, kw_only=True):
    """What is known at the time of asking. `last` None: no price was ever seen.

    `gates` holds the order gate's objections by leg; `twin` the state of a trigger of the same terms.
    `replaced` is what a modification replaces, `gone` that it is not in the list.
    """

    instrument: Instrument | None
    rules: GttRules | None
    last: Decimal | None = None
    active: int = 0
    twin: GttState | None = None
    replaced: Gtt | None = None
    gone: bool = False
    busy: bool = False
    loaded: bool = True
    failed: str = ""
    killed: bool = False
    closing: bool = False
    unauthorised: int = 0
    gates: tuple[tuple[Objection, ...], ...] = ()


def check(intent: GttIntent, facts: Facts) -> tuple[Objection, ...]:
    """Return every reason not to send this now; empty where it may go."""
    return tuple(_objections(intent, facts))


def _objections(intent: GttIntent, facts: Facts) -> Iterator[Objection]:
    yield from _account(intent, facts)
    yield from _replacing(intent, facts)
    if facts.instrument is None:
        yield Objection(
            code="unknown_instrument",
            text=f"{intent.instrument} is not in the broker's list of instruments today.",
            fix="Choose another instrument.",
            field="instrument",
        )
        return
    if not facts.instrument.tradable:
        yield Objection(
            code="not_tradable",
            text=f"{facts.instrument.symbol} is an index and cannot be traded.",
            fix="Choose a future or an option on it.",
            field="instrument",
        )
        return
    count = 2 if intent.kind is GttKind.TWO_LEG else 1
    if len(intent.legs) != count:
        yield Objection(
            code="legs",
            text=f"It needs {count} leg{'s' if count > 1 else ''}.",
            fix="Fill them in.",
        )
        return
    for number, leg in enumerate(intent.legs):
        yield from _leg(leg, number, facts.instrument)
    yield from _product(intent, facts.instrument, facts.rules or GttRules())
    yield from _sides(intent, facts)
    yield from _gates(facts)
    yield from _authorisation(facts)


def _account(intent: GttIntent, facts: Facts) -> Iterator[Objection]:
    if facts.closing:
        yield Objection(
            code="closing",
            text="The terminal is closing and sends nothing any more.",
            fix="Start it again.",
        )
    if facts.rules is None:
        yield Objection(
            code="no_account",
            text=f"The account {intent.account} is not logged in or has no triggers.",
            fix="Log in, or choose another account.",
            field="account",
        )
        return
    if not facts.loaded:
        why = f" ({facts.failed})" if facts.failed else ""
        yield Objection(
            code="not_loaded",
            text=f"The account's triggers have not been read yet{why}: without the list a lost reply"
            " could not be cleared up.",
            fix="Wait a moment; it is read again by itself.",
            field="account",
        )
    if facts.killed:
        yield Objection(
            code="killed",
            text="The kill switch is on, and a trigger places orders.",
            fix="Release the kill switch; deleting triggers is always possible.",
        )
    if facts.replaced is None and facts.active >= facts.rules.most_active:
        yield Objection(
            code="count_cap",
            text=f"{facts.active} triggers are active; the broker takes {facts.rules.most_active}.",
            fix="Delete one that is not needed any more.",
        )
    if facts.twin is GttState.UNKNOWN:
        yield Objection(
            code="unknown_twin",
            text="The same trigger was sent and its reply was lost: it is being checked whether the"
            " broker has it. Sending it again could double it.",
            fix="Wait until its row says what became of it, usually 15 s.",
        )
    elif facts.twin is not None:
        yield Objection(
            code="duplicate",
            text="A trigger of the same terms is active or on its way.",
            fix="Create it only if you want it twice.",
            level=_ASK,
        )


def _replacing(intent: GttIntent, facts: Facts) -> Iterator[Objection]:
    if facts.gone:
        yield Objection(
            code="gone", text="This trigger is not in the list any more.", fix="Create a new one."
        )
    if facts.busy:
        yield Objection(
            code="busy",
            text="An earlier change of this trigger is not answered yet.",
            fix="Wait until its row says what became of it.",
        )
    row = facts.replaced
    if row is None or facts.busy:
        return
    if row.state is not GttState.ACTIVE:
        yield Objection(
            code="not_active",
            text=f"This trigger is {row.state.value} and cannot be changed.",
            fix="Create a new one.",
        )
    if row.instrument != intent.instrument:
        yield Objection(
            code="other_instrument",
            text="A trigger's instrument cannot be changed.",
            fix="Delete it and create a new one.",
            field="instrument",
        )
    elif row.kind is intent.kind and row.legs == intent.legs:
        yield Objection(
            code="no_change", text="Nothing would change.", fix="Edit a field, or close the editor."
        )


def _leg(leg: GttLeg, number: int, instrument: Instrument) -> Iterator[Objection]:
    named = [("trigger_price", leg.trigger_price, "The trigger")]
    if leg.order_type is OrderType.LIMIT:
        named.append(("price", leg.price, "The limit"))
    sound = True
    for name, value, what in named:
        for objection in _price(value, what, instrument):
            sound = False
            yield replace(objection, field=field(number, name))
    if leg.quantity <= 0:
        yield Objection(
            code="quantity",
            text="The quantity must be above zero.",
            fix=f"Enter a multiple of {words.count(instrument.lot_size)}.",
            field=field(number, "quantity"),
        )
    elif leg.quantity % instrument.lot_size:
        lower = leg.quantity - leg.quantity % instrument.lot_size
        upper = lower + instrument.lot_size
        near = f"{words.count(lower)} or {words.count(upper)}" if lower else words.count(upper)
        yield Objection(
            code="lot",
            text=f"The quantity must be a multiple of the lot of {words.count(instrument.lot_size)}.",
            fix=f"Enter {near}.",
            field=field(number, "quantity"),
        )
    if sound and leg.order_type is OrderType.LIMIT and not arithmetic.is_beyond(leg):
        side = "below" if leg.side is Side.SELL else "above"
        best = arithmetic.default_limit(leg.trigger_price, leg.side, instrument)
        where = "on" if leg.price == leg.trigger_price else "before"
        yield Objection(
            code="limit_not_beyond",
            text=f"The limit lies {where} the trigger: if the price runs on, the order does not fill.",
            fix=f"A limit {side} it, such as {words.price(best)}, gives it room.",
            level=_ASK,
            field=field(number, "price"),
        )


def _price(value: Decimal, what: str, instrument: Instrument) -> Iterator[Objection]:
    if not (value.is_finite() and value > 0):
        yield Objection(code="price", text=f"{what} must be above zero.", fix="Enter a price.")
    elif not instrument.grid.is_legal(value):
        step, snapped = instrument.grid.step, instrument.grid.snap(value)
        yield Objection(
            code="tick",
            text=f"{what} must be a multiple of {step.normalize():f}.",
            fix=f"The nearest is {words.price(max(step, snapped))}.",
        )


def _product(intent: GttIntent, instrument: Instrument, rules: GttRules) -> Iterator[Objection]:
    derivative = instrument.id.kind.is_derivative
    for number, leg in enumerate(intent.legs):
        wrong_segment = leg.product in _SHARES_ONLY if derivative else leg.product is Product.NRML
        if leg.product not in rules.products or wrong_segment:
            fitting = [
                each.value.upper()
                for each in rules.products
                if each is not Product.NRML or derivative
                if each not in _SHARES_ONLY or not derivative
            ]
            yield Objection(
                code="product",
                text=f"A trigger on {instrument.symbol} cannot place"
                f" {leg.product.value.upper()} orders.",
                fix=f"Choose {' or '.join(fitting)}." if fitting else "",
                field="product",
            )
            break
        if leg.order_type not in rules.order_types:
            yield Objection(
                code="order_type",
                text=f"A trigger places {' or '.join(t.value for t in rules.order_types)} orders only.",
                fix="Enter a limit beyond the trigger.",
                field=field(number, "price"),
            )
    buys = any(leg.side is Side.BUY for leg in intent.legs)
    if intent.kind is GttKind.TWO_LEG and buys and not derivative and not rules.oco_buy_on_shares:
        yield Objection(
            code="oco_buy",
            text="A two-leg buy is possible for futures and options only.",
            fix="Make it a single trigger.",
            field="side",
        )


def _sides(intent: GttIntent, facts: Facts) -> Iterator[Objection]:
    last = facts.last
    if last is None or not last > 0:
        yield Objection(
            code="no_price",
            text="No price of this instrument is known yet, and a trigger has to lie off it.",
            fix="Wait for a price.",
            field="trigger_price",
        )
        return
    triggers = [leg.trigger_price for leg in intent.legs]
    if not all(each.is_finite() and each > 0 for each in triggers):
        return
    for number, trigger in enumerate(triggers):
        yield from _distance(trigger, last, field(number, "trigger_price"))
    if len(triggers) == 2 and last not in triggers:
        if triggers[0] > last:
            yield Objection(
                code="two_sides",
                text=f"The first trigger must be below the last price of {words.price(last)}.",
                fix="Lower it, or make it a single trigger.",
                field="trigger_price",
            )
        if triggers[1] < last:
            yield Objection(
                code="two_sides",
                text=f"The second trigger must be above the last price of {words.price(last)}.",
                fix="Raise it, or make it a single trigger.",
                field="target_trigger_price",
            )


def _distance(trigger: Decimal, last: Decimal, name: str) -> Iterator[Objection]:
    distance = abs(arithmetic.distance_percent(trigger, last) or Decimal(0))
    if trigger == last:
        yield Objection(
            code="at_last",
            text=f"The trigger equals the last price of {words.price(last)}.",
            fix="Move it up or down; for an order right now use the order ticket.",
            field=name,
        )
    elif distance < NEAR_PERCENT:
        yield Objection(
            code="near_last",
            text=f"The trigger is only {distance:.2f} % from the last price of"
            f" {words.price(last)}: it may fire at once, and brokers refuse triggers this close.",
            fix=f"Move it at least {NEAR_PERCENT.normalize():f} % away.",
            level=_ASK,
            field=name,
        )


def _gates(facts: Facts) -> Iterator[Objection]:
    for number, objections in enumerate(facts.gates):
        for each in objections:
            if each.code not in _OF_NOW and not each.code.endswith("_per_day"):
                known = each.field in {"price", "quantity"}
                name = field(number, each.field) if known else each.field
                yield replace(each, text=f"Of the order it will place: {each.text}", field=name)


def _authorisation(facts: Facts) -> Iterator[Objection]:
    if facts.unauthorised:
        yield Objection(
            code="authorisation",
            text=f"{words.count(facts.unauthorised)} of these shares are not authorised for sale at"
            " the depository. Unless the account has given a standing authorisation (DDPI), the"
            " order is refused when the trigger fires.",
            fix="Give a DDPI once, or authorise the sale in Holdings on each day it may fire.",
            level=_ASK,
            field="quantity",
        )


def field(number: int, name: str) -> str:
    """Return the name of a leg's field: of the second leg with `target_` in front."""
    return f"target_{name}" if number else name
