"""What an order or position blocks.

Full value for delivery, a fifth for intraday, simple percentages in place of SPAN for derivatives,
the premium for bought options. Amounts are Decimal rupees. The percentages are round and of the
right size, not the exchange's risk arrays.
"""

from __future__ import annotations

from decimal import Decimal

from terminal.sim.types_account import MarginRow
from terminal.sim.types_market import SimInstrument
from terminal.sim.types_orders import ZERO, Product, Side

INTRADAY = Decimal("0.20")
MTF = Decimal("0.40")
_PAISA = Decimal("0.01")
_INDICES = frozenset({"NIFTY", "BANKNIFTY", "SENSEX"})


def segment_of(instrument: SimInstrument) -> str:
    """Return the funds segment: commodity for MCX and NCO, equity for all else."""
    return "commodity" if instrument.exchange in {"MCX", "NCO"} else "equity"


def _rates(instrument: SimInstrument) -> tuple[Decimal, Decimal]:
    """Return (span, exposure) as parts of the notional."""
    if instrument.exchange in {"CDS", "BCD"}:
        return Decimal("0.021"), Decimal("0.01")
    if instrument.exchange in {"MCX", "NCO"}:
        return Decimal("0.10"), Decimal("0.03")
    if instrument.underlying in _INDICES:
        return Decimal("0.095"), Decimal("0.02")
    return Decimal("0.16"), Decimal("0.035")


def derivative_margin(
    instrument: SimInstrument, quantity: int, spot: Decimal
) -> tuple[Decimal, Decimal]:
    """Return (span, exposure) of an open future or short option of `quantity` units."""
    span, exposure = _rates(instrument)
    notional = abs(spot) * quantity * instrument.multiplier
    if instrument.is_option:
        away = (
            instrument.strike - spot
            if instrument.instrument_type == "CE"
            else spot - instrument.strike
        )
        cover = max(span - max(away / max(abs(spot), Decimal(1)), ZERO) / 2, span * Decimal("0.3"))
        span = cover
    return (notional * span).quantize(_PAISA), (notional * exposure).quantize(_PAISA)


def order_margin(
    instrument: SimInstrument, side: Side, product: Product, quantity: int, price: Decimal,
    spot: Decimal,
) -> MarginRow:  # fmt: skip
    """Return what opening `quantity` units at `price` blocks; `spot` is the underlying's price."""
    span = exposure = premium = var = cash = ZERO
    leverage = Decimal(1)
    value = (abs(price) * quantity * instrument.multiplier).quantize(_PAISA)
    if instrument.is_equity:
        if product in {Product.MIS, Product.CO}:
            var, leverage = (value * INTRADAY).quantize(_PAISA), 1 / INTRADAY
        elif product is Product.MTF:
            var, leverage = (value * MTF).quantize(_PAISA), 1 / MTF
        elif side is Side.BUY:
            var = value
    elif instrument.is_option and side is Side.BUY:
        premium = value
    else:
        span, exposure = derivative_margin(instrument, quantity, spot)
    return MarginRow(
        type=segment_of(instrument), tradingsymbol=instrument.tradingsymbol,
        exchange=instrument.exchange, span=span, exposure=exposure, option_premium=premium,
        var=var, cash=cash, leverage=leverage, total=span + exposure + premium + var + cash,
    )  # fmt: skip
