"""Exits: how much is left to close, and at what price, from the live position. Pure but for Ports.

A position is closed once: what exits already on their way will close is subtracted, and the rest is
clamped. Resting stops are not on their way; they are named to the person instead.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Protocol

from msgspec import Struct

from terminal.domain.account import Position
from terminal.domain.ids import AccountId, ClientOrderId, InstrumentId
from terminal.domain.instrument import Instrument
from terminal.domain.order import Order, OrderIntent, OrderState, OrderType, Product, Side
from terminal.domain.ports import Capabilities
from terminal.orders.rules import MAX_SLICES, Facts, largest_slice

_TICKS_BEYOND = 5
_SHARE_BEYOND = Decimal("0.005")
_SHARE_BEYOND_OPTIONS = Decimal("0.02")


class PositionSource(Protocol):
    """The live positions, as the order service needs them."""

    def net_quantity(
        self, account: AccountId, instrument: InstrumentId, product: Product
    ) -> int | None:
        """Return the signed net quantity in units; None while the positions are not known."""
        ...

    def sellable_holding(self, account: AccountId, instrument: InstrumentId) -> int:
        """Return how many units of the demat holding can still be sold today."""
        ...

    async def confirm(self, account: AccountId) -> None:
        """Read the positions again if fills moved them since; give up quietly after a second."""
        ...


def in_flight(
    live: Iterable[Order],
    account: AccountId,
    instrument: InstrumentId,
    product: Product,
    side: Side,
    *,
    without: str = "",
) -> int:
    """Return the units that open orders of this side may still execute; `without`: a row's key."""
    return sum(
        order.remaining
        for order in live
        if order.side is side
        and order.product is product
        and order.key != without
        and order.account == account
        and order.instrument == instrument
        and not is_resting_stop(order)
    )


def is_resting_stop(order: Order) -> bool:
    """True for a stop that has not gone off: it protects a position and does not close it yet."""
    return order.order_type.has_trigger and order.state is not OrderState.OPEN


def reducible(
    positions: PositionSource,
    live: Iterable[Order],
    intent: OrderIntent,
    *,
    without: str = "",
) -> int | None:
    """Return how many units an order with the intent's terms would close; None: not known."""
    account, instrument, product = intent.account, intent.instrument, intent.product
    net = positions.net_quantity(account, instrument, product)
    if net is None:
        return None
    held = max(0, -net * intent.side.sign)
    if intent.side is Side.SELL and product in {Product.CNC, Product.MTF}:
        held += positions.sellable_holding(account, instrument)
    flying = in_flight(live, account, instrument, product, intent.side, without=without)
    return max(0, held - flying)


def closing_intent(
    client_id: ClientOrderId,
    position: Position,
    net: int,
    flying: int,
    facts: Facts,
) -> OrderIntent:
    """Return the order that closes what is left of `net`; quantity 0 where nothing is."""
    side = Side.SELL if net > 0 else Side.BUY
    quantity = max(0, abs(net) - flying)
    freeze = None if facts.instrument is None else facts.instrument.freeze_quantity
    can_slice = facts.capabilities is None or facts.capabilities.autoslice
    if freeze and facts.instrument is not None:
        most = largest_slice(freeze, facts.instrument.lot_size)
        if can_slice:
            quantity = min(quantity, most * MAX_SLICES)
        elif quantity > freeze:
            quantity = most
    # Where no source tells the limit the broker cuts what is too large: an exit must not bounce.
    blind = freeze is None and position.instrument.kind.is_derivative and can_slice
    price = None
    if facts.instrument is not None and not _market_allowed(facts, facts.capabilities):
        price = beyond_touch(side, facts.instrument, facts)
    return OrderIntent(
        client_id=client_id,
        account=position.account,
        instrument=position.instrument,
        side=side,
        quantity=quantity,
        order_type=OrderType.MARKET if price is None else OrderType.LIMIT,
        product=position.product,
        price=price,
        slice_above_freeze=blind or (freeze is not None and quantity > freeze),
        reduces=True,
    )


def beyond_touch(side: Side, instrument: Instrument, facts: Facts) -> Decimal | None:
    """Return a limit that fills at once in a normal market: a little beyond the touch, in the band.

    None where neither touch nor last price is known.
    """
    buy = side is Side.BUY
    best = None if facts.touch is None else facts.touch[1 if buy else 0]
    start = best if best is not None and best > 0 else facts.last
    if start is None:
        return None
    share = _SHARE_BEYOND_OPTIONS if instrument.id.kind.is_option else _SHARE_BEYOND
    reach = max(instrument.grid.step * _TICKS_BEYOND, start * share)
    price = start + side.sign * reach
    if facts.band is not None:
        price = min(max(price, facts.band[0]), facts.band[1])
    price = instrument.grid.snap(price, ROUND_FLOOR if buy else ROUND_CEILING)
    return max(price, instrument.grid.step)


class Walked(Struct, frozen=True):
    """What an order would find in the depth: `average` price of the `filled` units.

    `filled` is less than was asked for where the depth that is shown ends before it.
    """

    filled: int
    average: float


def walk(levels: Iterable[tuple[float, int]], quantity: int) -> Walked:
    """Walk the other side's (price, units), best first; average NaN where nothing rests there."""
    left, worth = quantity, 0.0
    for price, units in levels:
        if left <= 0 or units <= 0:
            break
        taken = min(left, units)
        worth += taken * price
        left -= taken
    filled = quantity - left
    return Walked(filled, worth / filled if filled else float("nan"))


def seconds_needed(requests: Mapping[AccountId, Sequence[int]], limits: Mapping[AccountId, int],
                   used: Mapping[AccountId, int]) -> int:  # fmt: skip
    """Return how many whole seconds pass before the last of these orders may leave; 0: at once.

    `requests`: how many the broker counts of each order; `used`: sent in the last second. Accounts
    have budgets of their own and send side by side.
    """
    waits = [0]
    for account, counts in requests.items():
        limit = max(1, limits.get(account, 10))
        waits.append((used.get(account, 0) + sum(counts) - 1) // limit)
    return max(waits)


def _market_allowed(facts: Facts, can: Capabilities | None) -> bool:
    if facts.stock_option or can is None:
        return False
    return OrderType.MARKET in can.order_types and can.market_protection
