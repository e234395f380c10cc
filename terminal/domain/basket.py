"""Baskets and what trades cost: legs sent together, their margin with and without each other, charges."""

from decimal import Decimal

from msgspec import Struct

from terminal.domain.account import CostQuery
from terminal.domain.ids import InstrumentId
from terminal.domain.order import Product, Side, Variety

ZERO = Decimal(0)


class BasketQuery(Struct, frozen=True, kw_only=True):
    """What a basket's cost is asked for: legs in the order of sending, of one account."""

    legs: tuple[CostQuery, ...]
    consider_positions: bool = True


class LegCost(Struct, frozen=True, kw_only=True):
    """One leg's own margin and charges, in rupees."""

    margin: Decimal
    charges: Decimal


class BasketCost(Struct, frozen=True, kw_only=True):
    """`required` is blocked at most while the legs go out, `final` once all are in, in rupees.

    `charges` is the sum over the legs (brokers leave the total of the whole empty).
    """

    required: Decimal
    final: Decimal
    charges: Decimal
    legs: tuple[LegCost, ...]


class ChargeQuery(Struct, frozen=True, kw_only=True):
    """One execution whose charges are asked for; `price` above 0, `quantity` in units."""

    instrument: InstrumentId
    side: Side
    product: Product
    quantity: int
    price: Decimal
    variety: Variety = Variety.REGULAR
    reference: str = ""


class ChargeNote(Struct, frozen=True, kw_only=True):
    """The charges of one execution by kind, in rupees; the kinds are the broker's own names."""

    total: Decimal
    lines: dict[str, Decimal] = {}
