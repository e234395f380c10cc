"""What the editor says about a wish: objections beside fields, sentences above the button. Pure.

Refusals come first, then what cannot be read, then questions; what is merely empty is told last.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from terminal.domain.account import ConfirmLevel
from terminal.domain.notice import Objection
from terminal.ui.ticket.draft import Gap
from terminal.ui.ticket.messages import Message
from terminal.ui.ticket.verdict import short as order_words

REMEDIES = {"tick": "Snap", "lot": "Round", "limit_not_beyond": "Use the default"}
"""Objection code → the word on the button that mends it at once."""
_SHORT = {
    "limit_not_beyond": "not beyond the trigger",
    "at_last": "equals the last price",
    "near_last": "very near the last price",
    "two_sides": "wrong side of the last price",
    "price": "must be above zero",
    "quantity": "must be above zero",
    "exceeds_position": "above what is held",
    "exceeds_holding": "above what is held",
}


class Verdict(Struct, frozen=True, kw_only=True):
    """`beside`: field → (text, level); `above`: sentences; `remedies`: (code, field) of the first.

    `blocked`: it cannot be sent as it is.
    """

    beside: Mapping[str, tuple[str, str]] = {}
    above: tuple[Message, ...] = ()
    remedies: tuple[tuple[str, str], ...] = ()
    blocked: bool = False


def judge(
    missing: Sequence[Gap],
    unreadable: Sequence[tuple[str, str]],
    objections: Sequence[Objection],
) -> Verdict:
    """Return what to show for a wish."""
    refusals = [o for o in objections if o.level is ConfirmLevel.NEVER]
    questions = [o for o in objections if o.level is ConfirmLevel.ASK]
    unread = {field for field, _ in unreadable}
    empty = [g for g in missing if g.field not in unread]
    beside: dict[str, tuple[str, str]] = {}
    for objection in refusals:
        beside.setdefault(objection.field, (short(objection), "never"))
    for field, _ in unreadable:
        beside.setdefault(field, ("cannot be read", "never"))
    for objection in questions:
        beside.setdefault(objection.field, (short(objection), "ask"))
    for gap in empty:
        beside.setdefault(gap.field, ("needed", "gap"))
    above = [Message(_full(o), "never", REMEDIES.get(o.code, "")) for o in refusals]
    above += [Message(text, "never") for _, text in unreadable]
    above += [Message(_full(o), "ask", REMEDIES.get(o.code, "")) for o in questions]
    above += [Message(f"{gap.text}.", "gap") for gap in empty]
    first = [*refusals, *questions][:1] if refusals or not unreadable else []
    return Verdict(
        beside=beside,
        above=tuple(above),
        remedies=tuple((o.code, o.field) for o in first),
        blocked=bool(refusals or missing or unreadable),
    )


def short(objection: Objection) -> str:
    """Return an objection in a few words, for the line below a field."""
    return _SHORT.get(objection.code) or order_words(objection)


def _full(objection: Objection) -> str:
    return f"{objection.text} {objection.fix}".strip()
