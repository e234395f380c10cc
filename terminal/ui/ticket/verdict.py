"""What the ticket says about a draft: objections beside fields, and sentences above the button. Pure.

The guards' objections come first where they refuse, then what cannot be read, then questions. What is
merely still empty is told last and quietly.
"""

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from terminal.domain.account import ConfirmLevel
from terminal.domain.notice import Objection
from terminal.domain.order import Variety
from terminal.ui import format as fmt
from terminal.ui.ticket import rules
from terminal.ui.ticket.draft import Draft, Gap
from terminal.ui.ticket.messages import Message


class Verdict(Struct, frozen=True):
    """`beside`: (field, text, level) for the fields; `above`: sentences for the message strip.

    `blocked`: it cannot be sent as it is.
    """

    beside: tuple[tuple[str, str, str], ...] = ()
    above: tuple[Message, ...] = ()
    blocked: bool = False


REMEDIES = {"freeze": "Slice", "tick": "Snap", "trigger_tick": "Snap", "lot": "Round"}
"""Objection code → the word on the button that mends it at once."""


def judge(
    draft: Draft,
    missing: Sequence[Gap],
    unreadable: Sequence[tuple[str, str]],
    objections: Sequence[Objection],
    shortage: tuple[Decimal, Decimal] | None = None,
    *,
    modifying: bool = False,
) -> Verdict:
    """Return what to show for a draft. `shortage`: margin needed and funds available, where short.

    `modifying`: the draft changes a resting order, which is not split again.
    """
    refusals = [o for o in objections if o.level is ConfirmLevel.NEVER]
    questions = [o for o in objections if o.level is ConfirmLevel.ASK]
    unread_fields = {field for field, _ in unreadable}
    beside = [(o.field, short(o), "never") for o in refusals]
    beside += [(field, text, "never") for field, text in unreadable]
    beside += [(o.field, short(o), "ask") for o in questions]
    beside += [(g.field, "needed", "gap") for g in missing if g.field not in unread_fields]
    above = [Message(_full(o), "never", _remedy(o, draft)) for o in refusals]
    above += [Message(text, "never") for _, text in unreadable]
    above += [Message(_full(o), "ask", _remedy(o, draft)) for o in questions]
    if shortage is not None:
        needed, available = (fmt.rupees(value) for value in shortage)
        above.append(Message(f"Needs {needed}, available {available}.", "ask", "Fit"))
    above += [Message(g.text + ".", "gap") for g in missing if g.field not in unread_fields]
    if not above and not modifying and (note := splitting(draft)):
        above.append(Message(note))
    return Verdict(
        tuple(beside),
        tuple(above),
        bool(refusals or missing or unreadable),
    )


def with_news(news: Message | None, above: tuple[Message, ...]) -> tuple[Message, ...]:
    """Put what the broker said on top; where a button mends the first objection it goes along."""
    if news is None:
        return above
    remedy = above[0].remedy if above else ""
    return (Message(news.text, news.level, remedy), *above)


def splitting(draft: Draft) -> str:
    """Return how slicing or an iceberg splits the quantity, '' where it stays whole."""
    if draft.instrument is None or not draft.quantity:
        return ""
    if draft.variety is Variety.ICEBERG and draft.iceberg_legs:
        parts = rules.legs(draft.quantity, draft.iceberg_legs, draft.instrument.lot_size)
        return f"Iceberg: {rules.parts_text(draft.quantity, parts)}, one after the other"
    if draft.slicing:
        if draft.instrument.freeze_quantity is None:
            return "Its largest order is not known here: the broker slices it where it must"
        parts = rules.slices(draft.quantity, draft.instrument)
        if len(parts) > rules.MAX_SLICES:
            return f"{len(parts)} slices are more than the {rules.MAX_SLICES} allowed at once"
        if len(parts) > 1:
            return f"{rules.parts_text(draft.quantity, parts)} · {len(parts)} orders"
    freeze = draft.instrument.freeze_quantity
    if freeze is not None and draft.quantity > freeze:
        mend = "slice it under Advanced" if draft.slices else "send it in parts"
        return f"Above the freeze quantity of {fmt.quantity(freeze)}: {mend}"
    return ""


_SHORT = {
    "freeze": "above freeze",
    "too_many_slices": "too many slices",
    "lot": "not whole lots",
    "tick": "off the tick",
    "trigger_tick": "off the tick",
    "band": "outside the band",
    "trigger_band": "outside the band",
    "stop_sides": "wrong side",
    "ask_percent_from_market": "far from market",
    "max_percent_from_market": "too far off",
    "stale_price": "price is old",
    "no_price": "no price yet",
    "marketable": "fills at once",
    "trigger_reached": "reached already",
    "exceeds_position": "above position",
    "nothing_to_exit": "nothing to exit",
    "below_filled": "below filled",
    "ask_quantity": "large",
    "max_quantity": "above limit",
    "ask_value": "large value",
    "max_value": "above limit",
}


def short(objection: Objection) -> str:
    """Return an objection in two or three words, for the narrow place beside a field."""
    if (words := _SHORT.get(objection.code)) is not None:
        return words
    return objection.text.partition(". ")[0].rstrip(".")


def _remedy(objection: Objection, draft: Draft) -> str:
    if objection.code == "freeze" and not draft.slices:
        # Where an iceberg's legs are each too large, one order's most is not what is wanted.
        return "Largest" if draft.variety is Variety.REGULAR else ""
    return REMEDIES.get(objection.code, "")


def _full(objection: Objection) -> str:
    return f"{objection.text} {objection.fix}".strip()
