"""A basket as data: up to 20 legs of one account, in a person's order. Pure; nothing here sends.

Every operation returns a new basket. A leg keeps its key (a small number) through edits and moves, so
that results and rows find it again; a key is never used twice within a basket's life.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from terminal.domain.errors import TerminalError
from terminal.domain.ids import AccountId, ClientOrderId, InstrumentId
from terminal.domain.order import OrderIntent, OrderType, Product, Side, Validity

MOST_LEGS = 20
LONGEST_NAME = 40
DRAFT_ID = ClientOrderId("BASKET")
"""The id of legs that are checked and priced; it is never sent."""


class BasketProblem(TerminalError):
    """Something a person asked of a basket cannot be done; `text` says why."""


class Leg(Struct, frozen=True, kw_only=True):
    """One order to be. `quantity` in units, prices in quote currency; `reduces`: closes a position.

    A price that the type does not use is kept, so that changing the type back brings it back.
    """

    key: int
    instrument: InstrumentId
    side: Side
    quantity: int
    order_type: OrderType
    product: Product
    price: Decimal | None = None
    trigger_price: Decimal | None = None
    validity: Validity = Validity.DAY
    ttl_minutes: int | None = None
    reduces: bool = False


class Basket(Struct, frozen=True, kw_only=True):
    """Legs in the order of the screen. `account` is '' until one is chosen."""

    name: str
    account: AccountId = AccountId("")
    buys_first: bool = True
    legs: tuple[Leg, ...] = ()

    def leg(self, key: int) -> Leg | None:
        return next((leg for leg in self.legs if leg.key == key), None)


def clean_name(text: str) -> str:
    """Return a name without control characters and outer blanks, at most 40 characters long."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[
        :LONGEST_NAME
    ].strip()


def free_name(wanted: str, taken: Iterable[str]) -> str:
    """Return `wanted`, or it with the first free number behind it."""
    base = clean_name(wanted) or "Basket"
    names = set(taken)
    if base not in names:
        return base
    number = 2
    while True:
        tail = f" {number}"
        name = base[: LONGEST_NAME - len(tail)].rstrip() + tail
        if name not in names:
            return name
        number += 1


def sending_order(basket: Basket) -> tuple[Leg, ...]:
    """Return the legs as they go out: buys before sells where the basket says so."""
    return buys_before_sells(basket.legs) if basket.buys_first else basket.legs


def buys_before_sells(legs: Sequence[Leg]) -> tuple[Leg, ...]:
    return tuple(sorted(legs, key=lambda leg: leg.side is Side.SELL))


def other_order(legs: Sequence[Leg]) -> tuple[Leg, ...] | None:
    """Return the legs in the order to compare with: the sells first where the buys go first.

    None where the legs are all of one side: then there is nothing to compare.
    """
    if len({leg.side for leg in legs}) < 2:
        return None
    first = buys_before_sells(legs)
    if tuple(legs) == first:
        return tuple(sorted(legs, key=lambda leg: leg.side is Side.BUY))
    return first


def added(basket: Basket, intents: Sequence[OrderIntent], start: int) -> Basket:
    """Return the basket with more legs at its end, keyed from `start`; BasketProblem if too many."""
    room = MOST_LEGS - len(basket.legs)
    if len(intents) > room:
        there = f"it has {len(basket.legs)}" if basket.legs else "it is empty"
        raise BasketProblem(
            f"A basket holds {MOST_LEGS} legs; {there}, and {len(intents)} more do not fit.",
            hint="Start another basket for the rest.",
        )
    fresh = tuple(leg_of(intent, start + n) for n, intent in enumerate(intents))
    return replace(basket, legs=basket.legs + fresh)


def next_key(basket: Basket) -> int:
    return max((leg.key for leg in basket.legs), default=0) + 1


def changed(basket: Basket, key: int, **fields: Any) -> Basket:
    """Return the basket with fields of one leg replaced."""
    legs = tuple(replace(leg, **fields) if leg.key == key else leg for leg in basket.legs)
    return replace(basket, legs=legs)


def without(basket: Basket, keys: Iterable[int]) -> Basket:
    gone = set(keys)
    return replace(basket, legs=tuple(leg for leg in basket.legs if leg.key not in gone))


def moved(basket: Basket, keys: Iterable[int], before: int) -> Basket:
    """Return the basket with the chosen legs, together and in order, in front of row `before`."""
    chosen = set(keys)
    legs = basket.legs
    block = tuple(leg for leg in legs if leg.key in chosen)
    head = tuple(leg for leg in legs[:before] if leg.key not in chosen)
    tail = tuple(leg for leg in legs[before:] if leg.key not in chosen)
    return replace(basket, legs=head + block + tail)


def leg_of(intent: OrderIntent, key: int) -> Leg:
    """Return an order as a leg; what baskets do not carry (variety, slices, tag) is left behind."""
    product = Product.MIS if intent.product is Product.CO else intent.product
    return Leg(
        key=key,
        instrument=intent.instrument,
        side=intent.side,
        quantity=intent.quantity,
        order_type=intent.order_type,
        product=product,
        price=intent.price,
        trigger_price=intent.trigger_price if intent.order_type.has_trigger else None,
        validity=intent.validity,
        ttl_minutes=intent.ttl_minutes if intent.validity is Validity.TTL else None,
        reduces=intent.reduces,
    )


def intent_of(leg: Leg, account: AccountId, client_id: ClientOrderId = DRAFT_ID) -> OrderIntent:
    """Return the order that a leg is."""
    return OrderIntent(
        client_id=client_id,
        account=account,
        instrument=leg.instrument,
        side=leg.side,
        quantity=leg.quantity,
        order_type=leg.order_type,
        product=leg.product,
        price=leg.price if leg.order_type.has_price else None,
        trigger_price=leg.trigger_price if leg.order_type.has_trigger else None,
        validity=leg.validity,
        ttl_minutes=leg.ttl_minutes if leg.validity is Validity.TTL else None,
        reduces=leg.reduces,
    )
