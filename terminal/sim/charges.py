"""Charges of one executed order: brokerage, taxes, exchange and SEBI fees, stamp duty, GST.

Rates as in force from April 2026: transaction tax of the Finance Act 2026 (futures 0.05 %, options
0.15 % of the premium, sellers), Zerodha's public list of charges as third parties printed it in 2026
(exchange fees of NSE and BSE; MCX on 2026-06-19), stamp duty uniform in India since July 2020. Like
the broker's own calculator nothing is rounded to whole rupees, as a contract note does with the tax.
Farm commodities, which pay no tax, and the investor protection fund's paisa a crore are left out.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from terminal.sim.types_account import Charges
from terminal.sim.types_market import SimInstrument
from terminal.sim.types_orders import ZERO, Product, Side

_FLAT = Decimal(20)
_SEBI = Decimal("0.000001")
_GST = Decimal("0.18")
_FINEST = Decimal("0.000001")


class _Rates(NamedTuple):
    """Parts of the turnover (of options: of the premium)."""

    tax_buy: str
    tax_sell: str
    tax_type: str
    turnover: str  # the exchange's fee
    stamp: str  # buyers only
    brokerage: str  # at most the flat fee; "flat" is the flat fee


_RATES = {
    "delivery": _Rates("0.001", "0.001", "stt", "0.0000307", "0.00015", "0"),
    "intraday": _Rates("0", "0.00025", "stt", "0.0000307", "0.00003", "0.0003"),
    "future": _Rates("0", "0.0005", "stt", "0.0000183", "0.00002", "0.0003"),
    "option": _Rates("0", "0.0015", "stt", "0.0003553", "0.00003", "flat"),
    "currency": _Rates("0", "0", "", "0.0000035", "0.000001", "0.0003"),
    "currency option": _Rates("0", "0", "", "0.000311", "0.000001", "flat"),
    "commodity": _Rates("0", "0.0001", "ctt", "0.000021", "0.00002", "0.0003"),
    "commodity option": _Rates("0", "0.0005", "ctt", "0.000418", "0.00003", "flat"),
}
_BOMBAY = {
    "delivery": "0.0000375",
    "intraday": "0.0000375",
    "future": "0",
    "option": "0.000325",
    "currency": "0.0000045",
    "currency option": "0.00001",
}
"""Where the fee of the Bombay exchange differs; of shares the one of groups A and B."""
_MTF_BROKERAGE = Decimal("0.003")


def _kind(instrument: SimInstrument, product: Product) -> str:
    if instrument.is_equity:
        return "delivery" if product in {Product.CNC, Product.MTF} else "intraday"
    if instrument.exchange in {"CDS", "BCD"}:
        return "currency option" if instrument.is_option else "currency"
    if instrument.exchange in {"MCX", "NCO"}:
        return "commodity option" if instrument.is_option else "commodity"
    return "option" if instrument.is_option else "future"


def charges_for(
    instrument: SimInstrument, product: Product, side: Side, quantity: int, price: Decimal
) -> Charges:
    """Return the charges of an order filled at `price`; rupees, unrounded to six decimals."""
    kind = _kind(instrument, product)
    rates = _RATES[kind]
    turnover = abs(price) * quantity * instrument.multiplier
    tax_rate = rates.tax_buy if side is Side.BUY else rates.tax_sell
    tax = turnover * Decimal(tax_rate)
    if rates.brokerage == "flat":
        brokerage = _FLAT
    else:
        brokerage = min(turnover * Decimal(rates.brokerage), _FLAT)
    if product is Product.MTF:
        brokerage = min(turnover * _MTF_BROKERAGE, _FLAT)
    bombay = instrument.exchange in {"BSE", "BFO", "BCD"}
    exchange = turnover * Decimal(_BOMBAY[kind] if bombay else rates.turnover)
    sebi = turnover * _SEBI
    stamp = turnover * Decimal(rates.stamp) if side is Side.BUY else ZERO
    gst = (brokerage + exchange + sebi) * _GST
    tax, exchange, sebi, brokerage, stamp, gst = (
        part.quantize(_FINEST) for part in (tax, exchange, sebi, brokerage, stamp, gst)
    )
    return Charges(
        transaction_tax=tax, transaction_tax_type=rates.tax_type,
        exchange_turnover_charge=exchange, sebi_turnover_charge=sebi, brokerage=brokerage,
        stamp_duty=stamp, igst=gst, gst_total=gst,
        total=tax + exchange + sebi + brokerage + stamp + gst,
    )  # fmt: skip


def add_charges(items: list[Charges]) -> Charges:
    """Return the sum of several charges; the tax type is that of the first taxed one."""
    total = Charges()
    for item in items:
        total = Charges(
            transaction_tax=total.transaction_tax + item.transaction_tax,
            transaction_tax_type=total.transaction_tax_type or item.transaction_tax_type,
            exchange_turnover_charge=total.exchange_turnover_charge
            + item.exchange_turnover_charge,
            sebi_turnover_charge=total.sebi_turnover_charge + item.sebi_turnover_charge,
            brokerage=total.brokerage + item.brokerage,
            stamp_duty=total.stamp_duty + item.stamp_duty,
            igst=total.igst + item.igst, gst_total=total.gst_total + item.gst_total,
            total=total.total + item.total,
        )  # fmt: skip
    return total
