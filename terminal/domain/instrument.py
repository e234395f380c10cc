"""What the exchange says of an instrument: its price grid, its lots, its limits.

The facts come from the day's master and are never hard-coded: tick and lot sizes change.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from msgspec import Struct

from terminal.domain.ids import InstrumentId, InstrumentKind


class PriceGrid(Struct, frozen=True):
    """Legal prices: multiples of `step` (quote currency). Step 0 means the instrument is not priced."""

    step: Decimal

    def snap(self, price: Decimal, rounding: str = ROUND_HALF_EVEN) -> Decimal:
        """Return the nearest legal price (`rounding` as in `decimal`)."""
        if self.step <= 0:
            return price
        return (price / self.step).to_integral_value(rounding) * self.step

    def snap_passive(self, price: Decimal, *, buy: bool) -> Decimal:
        """Return the nearest legal price that does not pay more: down for a buy, up for a sell."""
        return self.snap(price, ROUND_FLOOR if buy else ROUND_CEILING)

    def is_legal(self, price: Decimal) -> bool:
        return self.step <= 0 or price % self.step == 0

    @property
    def decimals(self) -> int:
        """Digits after the point that a price of this grid needs on screen, at least two."""
        exponent = self.step.normalize().as_tuple().exponent
        return max(2, -exponent if isinstance(exponent, int) else 2)


class Instrument(Struct, frozen=True, kw_only=True):
    """One tradable (or, for an index, readable) instrument.

    `symbol` is the label that traders read (`NIFTY26NOV24000CE`); `lot_size` in units;
    `multiplier` units of quote currency per price point and quantity unit; `freeze_quantity` the
    largest order the exchange takes in units, None where no source says it.
    """

    id: InstrumentId
    symbol: str
    name: str
    segment: str
    lot_size: int
    grid: PriceGrid
    multiplier: Decimal = Decimal(1)
    freeze_quantity: int | None = None

    @property
    def tradable(self) -> bool:
        return self.id.kind is not InstrumentKind.INDEX

    @property
    def exchange(self) -> str:
        return self.id.venue

    def to_price(self, value: float) -> Decimal:
        """Return the legal order price nearest to a market-data float: the one bridge from floats."""
        return self.grid.snap(Decimal(repr(round(value, 7))))
