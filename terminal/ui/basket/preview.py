"""The sheet before a basket is sent: every leg in words, what it costs, and what there is to ask."""

from collections.abc import Mapping
from decimal import Decimal

from terminal.baskets.basket import Basket, Leg, intent_of
from terminal.baskets.costing import Figures
from terminal.baskets.service import Preflight
from terminal.domain.instrument import Instrument
from terminal.domain.notice import Objection
from terminal.ui import format as fmt
from terminal.ui.ticket.confirm import Question
from terminal.ui.ticket.draft import intent_sentence


def leg_sentence(leg: Leg, basket: Basket, instrument: Instrument | None) -> str:
    """Return 'Buy 2 lots NIFTY 24000 CE @ 112.35 · NRML', without the account."""
    wish = intent_of(leg, basket.account)
    if instrument is None:
        return (
            f"{fmt.label(leg.side)} {fmt.quantity(leg.quantity)} {fmt.instrument(leg.instrument)}"
        )
    text = intent_sentence(wish, instrument).rpartition(" · ")[0]
    return f"{text} · exit" if leg.reduces else text


def question(
    flight: Preflight,
    basket: Basket,
    instruments: Mapping[int, Instrument | None],
    figures: Figures,
    available: Decimal | None,
    placed: int,
    *,
    retry: bool,
) -> Question:
    """Return what is asked once before anything is sent. `placed`: legs the broker has already."""
    count = len(flight.legs)
    orders = "1 order" if count == 1 else f"{count} orders"
    reasons = list(flight.questions)
    whole = not retry and count == len(basket.legs)
    if placed and not retry:
        have = "1 leg was" if placed == 1 else f"{placed} legs were"
        reasons.append(f"{have} sent before and the broker has them: they would be sent once more.")
    cost = figures.cost if whole and figures.current else None
    facts = [("Account", fmt.account(basket.account))]
    if cost is not None:
        facts.append(
            ("Sum of the legs" if figures.singles else "Required", fmt.rupees(cost.required))
        )
        if not figures.singles:
            facts.append(("Final", fmt.rupees(cost.final)))
        facts.append(("Charges", fmt.rupees(cost.charges)))
        if available is not None:
            facts.append(("Available", fmt.rupees(available)))
            if cost.required > available:
                short = fmt.rupees(cost.required - available)
                reasons.append(f"The funds are short by {short}: the broker may refuse legs.")
    sides = {leg.side for leg in flight.legs}
    lines = [
        f"{number}.  {leg_sentence(leg, basket, instruments.get(leg.key))}"
        for number, leg in enumerate(flight.legs, 1)
    ]
    return Question(
        title=f"{'Retry' if retry else 'Send'} {orders} of “{basket.name}”?",
        orders=tuple(lines),
        reasons=tuple(reasons),
        facts=tuple(facts),
        confirm=f"Send {orders}",
        side=flight.legs[0].side,
        neutral=len(sides) > 1,
    )


def blocked_text(flight: Preflight, instruments: Mapping[int, Instrument | None]) -> str:
    """Return why nothing was sent: every leg that cannot be, with its reason."""
    if flight.problem:
        return f"Nothing was sent. {flight.problem}"
    count = len(flight.blocked)
    parts = []
    for number, leg in enumerate(flight.legs, 1):
        objections: tuple[Objection, ...] = flight.blocked.get(leg.key, ())
        if objections:
            instrument = instruments.get(leg.key)
            name = fmt.instrument(leg.instrument) if instrument is None else instrument.symbol
            parts.append(f"{number} ({name}): {objections[0].text} {objections[0].fix}".strip())
    legs = "1 leg cannot" if count == 1 else f"{count} legs cannot"
    return f"Nothing was sent: {legs} be. " + "  ".join(parts)
