"""What hedged derivatives get back of their span: one rule for calculators and ledger.

Futures and options of one underlying are counted by the way they gain. What stands against each
other gets back three fifths of its span: round, and of the right size, not the exchange's arrays.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import msgspec

from terminal.sim.types_market import SimInstrument
from terminal.sim.types_orders import ZERO

SHARE = Decimal("0.6")
_PAISA = Decimal("0.01")


class Risk(msgspec.Struct, frozen=True):
    """One derivative held or about to be: signed units (a sale is negative) and its span in rupees."""

    instrument: SimInstrument
    units: int
    span: Decimal

    @property
    def gains_above(self) -> bool:
        """True where it gains when the underlying rises."""
        return (self.units > 0) is (self.instrument.instrument_type != "PE")


def benefit(risks: Iterable[Risk]) -> Decimal:
    """Return what the risks need less together than alone; never more than their span."""
    above: dict[str, tuple[Decimal, Decimal]] = {}
    below: dict[str, tuple[Decimal, Decimal]] = {}
    for risk in risks:
        if not risk.units or risk.instrument.is_equity:
            continue
        side = above if risk.gains_above else below
        size = abs(risk.units) * risk.instrument.multiplier
        units, span = side.get(risk.instrument.underlying, (ZERO, ZERO))
        side[risk.instrument.underlying] = (units + size, span + risk.span)
    total = ZERO
    for underlying in above.keys() & below.keys():
        (up, up_span), (down, down_span) = above[underlying], below[underlying]
        covered = min(up, down)
        total += SHARE * (up_span * covered / up + down_span * covered / down)
    return total.quantize(_PAISA)
