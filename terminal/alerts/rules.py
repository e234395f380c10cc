"""What an alert must obey before it is made, each rule beside its field. Pure.

`Facts` is all that is known at the moment of checking; None means not known and then not checked.
"""

from collections.abc import Iterator

from msgspec import Struct

from terminal.alerts.words import amount
from terminal.domain.account import ConfirmLevel
from terminal.domain.alert import AlertMeasure, AlertOperator, AlertRules, AlertTerms
from terminal.domain.ids import InstrumentKind
from terminal.domain.instrument import Instrument
from terminal.domain.notice import Objection

LONGEST_HOLD_S = 86_400
LONGEST_NAME = 100
LOCAL_ORDERS = 20
_WITH_INTEREST = frozenset({InstrumentKind.FUTURE, InstrumentKind.CALL, InstrumentKind.PUT})
HERE = "Let this PC watch it."
MOMENTARY = frozenset(
    {"marketable", "stale_price", "trigger_reached", "duplicate", "unknown_twin", "rate", "killed"}
)
"""What the order gate says about this very moment: the orders go out at another one."""
CHECKED_AGAIN = MOMENTARY | {"ask_percent_from_market", "max_percent_from_market"}
"""This PC asks the gate again when it fires, at that price; of a broker nobody asks."""
LOCAL_OPERATORS = tuple(each for each in AlertOperator if each is not AlertOperator.EQUAL)


class Facts(Struct, frozen=True, kw_only=True):
    """What is known. `rules` None: the account's broker has no alerts; `value` the measure now.

    `twin`: one with these terms is active; `twin_unknown`: one is being looked for at the broker.
    """

    instrument: Instrument | None = None
    other: Instrument | None = None
    rules: AlertRules | None = None
    account_known: bool = True
    value: float | None = None
    level: float | None = None
    killed: bool = False
    twin: bool = False
    twin_unknown: bool = False
    order_objections: tuple[tuple[Objection, ...], ...] = ()


def check(terms: AlertTerms, facts: Facts) -> tuple[Objection, ...]:
    """Return every reason not to make this alert now, questions included."""
    return (
        *_what(terms, facts),
        *_level(terms, facts),
        *_where(terms, facts),
        *_orders(terms, facts),
        *_doubts(terms, facts),
    )


def needs_here(terms: AlertTerms, rules: AlertRules | None) -> str:
    """Return why only this program can watch such an alert, '' where the broker can."""
    if rules is None:
        return "This account's broker has no alerts of its own."
    if terms.measure is not AlertMeasure.LAST:
        return "The broker watches last prices only."
    if terms.operator not in rules.operators:
        return "The broker does not know this comparison."
    if terms.hold_s:
        return "The broker does not wait for a time."
    if terms.orders and not rules.orders:
        return "The broker's alerts place no orders."
    return ""


def _never(code: str, text: str, fix: str, field: str) -> Objection:
    return Objection(code=code, text=text, fix=fix, field=field)


def _ask(code: str, text: str, fix: str = "", field: str = "") -> Objection:
    return Objection(code=code, text=text, fix=fix, field=field, level=ConfirmLevel.ASK)


def _what(terms: AlertTerms, facts: Facts) -> Iterator[Objection]:
    measure, instrument = terms.measure, terms.instrument
    if not terms.name.strip():
        yield _never("no_name", "An alert needs a name.", "Enter one.", "name")
    elif len(terms.name) > LONGEST_NAME:
        fix = f"Use at most {LONGEST_NAME} characters."
        yield _never("long_name", "The name is too long.", fix, "name")
    if instrument is None:
        if measure is not AlertMeasure.PNL:
            fix = "Choose one in any list, or search."
            yield _never("no_instrument", "No instrument is chosen.", fix, "instrument")
        return
    if facts.instrument is None:
        text = f"{instrument.symbol} is not in today's list of instruments."
        yield _never("unknown_instrument", text, "Choose another one.", "instrument")
    if measure is AlertMeasure.OPEN_INTEREST and instrument.kind not in _WITH_INTEREST:
        fix = "Choose a future or an option."
        yield _never("no_interest", "Only futures and options have OI.", fix, "measure")
    if measure is AlertMeasure.VOLUME and instrument.kind is InstrumentKind.INDEX:
        yield _never("no_volume", "An index has no volume.", "Watch its price.", "measure")


def _level(terms: AlertTerms, facts: Facts) -> Iterator[Objection]:
    if terms.other is not None:
        yield from _against(terms, facts)
    elif not terms.level.is_finite():
        yield _never("no_level", "The level is no number.", "Enter one.", "level")
    else:
        yield from _number(terms, facts)
    if not 0 <= terms.hold_s <= LONGEST_HOLD_S:
        fix = f"Enter 0 to {LONGEST_HOLD_S} seconds."
        yield _never("hold", "It cannot be held that long.", fix, "hold_s")


def _against(terms: AlertTerms, facts: Facts) -> Iterator[Objection]:
    other = terms.other
    assert other is not None
    if terms.measure is not AlertMeasure.LAST:
        fix = "Choose the price, or enter a level."
        yield _never("other_measure", "Only prices compare with an instrument.", fix, "level")
    if other == terms.instrument:
        fix = "Choose another one on the right."
        yield _never("same", "Both sides are the same instrument.", fix, "level")
    elif facts.other is None:
        text = f"{other.symbol} is not in today's list of instruments."
        yield _never("unknown_other", text, "Choose another one.", "level")


def _number(terms: AlertTerms, facts: Facts) -> Iterator[Objection]:
    level, measure = terms.level, terms.measure
    match measure:
        case AlertMeasure.LAST:
            grid = facts.instrument.grid if facts.instrument is not None else None
            if level <= 0:
                yield _never("level", "A price is above zero.", "Enter one.", "level")
            elif (
                terms.operator is AlertOperator.EQUAL
                and grid is not None
                and not grid.is_legal(level)
            ):
                fix = f"Prices move in steps of {grid.step.normalize():f}."
                yield _never("off_grid", "The price can never be equal to this.", fix, "level")
        case AlertMeasure.CHANGE:
            if not -100 < level < 10_000:
                text = "A change lies between −100 % and 10,000 %."
                yield _never("level", text, "Enter percent: 2 or -1.5.", "level")
        case AlertMeasure.VOLUME | AlertMeasure.OPEN_INTEREST:
            if level <= 0 or level != level.to_integral_value():
                yield _never("level", "Units are whole and above zero.", "Enter units.", "level")
        case AlertMeasure.FEED_AGE:
            if level < 1:
                fix = "Prices come about once a second."
                yield _never("level", "At least 1 second.", fix, "level")
            if terms.operator not in {AlertOperator.AT_LEAST, AlertOperator.ABOVE}:
                fix = "Choose “at least”."
                yield _never("age_operator", "An age only grows.", fix, "operator")
        case AlertMeasure.PNL:
            return


def _where(terms: AlertTerms, facts: Facts) -> Iterator[Objection]:
    if not facts.account_known and (not terms.local or terms.orders or _of_account(terms)):
        yield _never("no_account", "The account is not logged in.", "Log in to it.", "account")
        return
    if terms.local:
        if terms.operator is AlertOperator.EQUAL:
            text = "Equal at the moment of looking is luck."
            yield _never("equal", text, "Choose “crosses” here.", "operator")
        return
    if why := needs_here(terms, facts.rules):
        yield _never("not_at_broker", why, HERE, "watched")


def _of_account(terms: AlertTerms) -> bool:
    return terms.measure is AlertMeasure.PNL


def _orders(terms: AlertTerms, facts: Facts) -> Iterator[Objection]:
    if not terms.orders:
        return
    most = LOCAL_ORDERS if terms.local or facts.rules is None else facts.rules.most_orders
    if len(terms.orders) > most:
        fix = f"Keep {most}."
        yield _never("orders", f"An alert places at most {most} orders.", fix, "orders")
    if facts.killed:
        text = "The kill switch is engaged: nothing that places orders can be made."
        yield _never("killed", text, "Release it first.", "orders")
    for number, objections in enumerate(facts.order_objections, start=1):
        for each in objections:
            if each.code in (CHECKED_AGAIN if terms.local else MOMENTARY):
                continue
            yield Objection(
                code=f"order{number}.{each.code}",
                text=f"Order {number}: {each.text}",
                fix=each.fix,
                level=each.level,
                field="orders",
            )
    count = len(terms.orders)
    noun = "order" if count == 1 else "orders"
    where = "this PC" if terms.local else "the broker"
    text = f"When it fires, {where} sends {count} {noun} at once, without asking again."
    yield _ask("places_orders", text, field="orders")


def _doubts(terms: AlertTerms, facts: Facts) -> Iterator[Objection]:
    if facts.twin_unknown:
        text = "One with the same terms is being looked for at the broker: it may exist already."
        yield _ask("unknown_twin", text, "Wait until its row says what became of it.")
    elif facts.twin:
        yield _ask("twin", "An active alert has the same terms.")
    if already_true(terms, facts.value, facts.level):
        now = amount(terms.measure, facts.value if facts.value is not None else 0.0)
        yield _ask("true_now", f"This holds now ({now}): it will fire at once.", field="level")


def already_true(terms: AlertTerms, value: float | None, level: float | None) -> bool:
    """True where the condition holds with these numbers, apart from the time it must hold."""
    if value is None or level is None or value != value or level != level:  # noqa: PLR0124
        return False
    match terms.operator:
        case AlertOperator.AT_LEAST:
            return value >= level
        case AlertOperator.AT_MOST:
            return value <= level
        case AlertOperator.ABOVE:
            return value > level
        case AlertOperator.BELOW:
            return value < level
        case AlertOperator.EQUAL:
            return value == level
        case AlertOperator.CROSSES:
            return False
