"""The contract note of an order that is not sent yet, as facts. Pure, Decimal only, no Qt."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from msgspec import Struct

from terminal.domain.account import OrderCost, Position
from terminal.domain.basket import ChargeNote, ChargeQuery
from terminal.domain.instrument import Instrument
from terminal.domain.order import OrderIntent, Product, Side

HUNDRED = Decimal(100)
LOT_VENUES = frozenset({"MCX", "NCO", "NCDEX", "CDS", "BCD"})


class BothWays(Struct, frozen=True, kw_only=True):
    """What opening and closing cost, both at `price`, and where the two are earned back.

    `break_even` is a legal price, None where nobody tells how many units a lot has; `decimals` are
    those of its grid.
    """

    price: Decimal
    opening: Decimal
    closing: Decimal
    break_even: Decimal | None
    decimals: int = 2

    @property
    def move(self) -> Decimal:
        """From the entry to the break-even, in rupees."""
        return (self.break_even or self.price) - self.price

    @property
    def percent(self) -> Decimal:
        return self.move / self.price * HUNDRED


class NoteFacts(Struct, frozen=True, kw_only=True):
    """All that the note shows. `current` False: figures of the draft before; None: not known."""

    sentence: str
    cost: OrderCost | None
    current: bool
    problem: str = ""
    both: BothWays | None = None
    one_way: str = ""
    available: Decimal | None = None


def one_way(intent: OrderIntent) -> str:
    """Return why there is no break-even to speak of, '' where there is one."""
    if intent.reduces:
        return "This order closes a position: its break-even was set when that was opened."
    if intent.side is Side.SELL and intent.product in {Product.CNC, Product.MTF}:
        return "Shares are sold out of the holdings: what they cost was paid long ago."
    return ""


def entry_price(intent: OrderIntent, last: Decimal | None) -> Decimal | None:
    """Return the price an order is reckoned at: its own, else the last one, else its trigger."""
    own = intent.price if intent.order_type.has_price else None
    return own or last or intent.trigger_price


def queries(intent: OrderIntent, price: Decimal) -> list[ChargeQuery]:
    """Return what the broker's calculator is asked: the order, and the one that closes it."""
    return [
        ChargeQuery(
            instrument=intent.instrument,
            side=side,
            product=intent.product,
            quantity=intent.quantity,
            price=price,
            variety=intent.variety,
            reference=reference,
        )
        for side, reference in ((intent.side, "opening"), (intent.side.opposite, "closing"))
    ]


def multiplier_of(instrument: Instrument, positions: Iterable[Position]) -> Decimal | None:
    """Return the rupees that one unit of quantity makes on one rupee of price; None: nobody says.

    On exchanges whose quantities count lots no list of instruments tells it, but a position does.
    """
    if instrument.multiplier != 1 or instrument.exchange not in LOT_VENUES:
        return instrument.multiplier
    return next((p.multiplier for p in positions if p.instrument == instrument.id), None)


def both_ways(
    intent: OrderIntent,
    instrument: Instrument,
    price: Decimal,
    notes: Sequence[ChargeNote],
    multiplier: Decimal | None,
) -> BothWays:
    """Return the way out and back. Snapped away from the entry, so that it is never too near."""
    opening, closing = (note.total for note in notes)
    level = None
    if multiplier is not None:
        move = (opening + closing) / (intent.quantity * multiplier)
        buys = intent.side is Side.BUY
        rounding = ROUND_CEILING if buys else ROUND_FLOOR
        level = instrument.grid.snap(price + move if buys else price - move, rounding)
    return BothWays(
        price=price,
        opening=opening,
        closing=closing,
        break_even=level,
        decimals=instrument.grid.decimals,
    )
