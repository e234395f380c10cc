"""Demat holdings: settled and T1 shares, what was sold, what the depository authorised.

Shares bought for delivery arrive as T1 on the next trading day and settle on the one after.
"""

from __future__ import annotations

from decimal import Decimal

from terminal.sim.types_account import AuctionRow, HoldingRow, HoldingsSummary, MtfHolding
from terminal.sim.types_market import SimInstrument
from terminal.sim.types_orders import ZERO, Product, Rejection
from terminal.sim.universe import Universe

_CENT = Decimal("0.0001")
_AUCTION_SEGMENT = 10


class Holding:
    """Shares of one company; the row shows the exchange they were bought on."""

    __slots__ = (
        "authorised", "authorised_ns", "average", "collateral", "discrepancy", "instrument",
        "mtf", "mtf_average", "opening", "settled", "t1", "used",
    )  # fmt: skip

    def __init__(
        self, instrument: SimInstrument, settled: int, average: Decimal, *, t1: int = 0,
        discrepancy: bool = False, collateral: int = 0,
    ) -> None:  # fmt: skip
        self.instrument, self.settled, self.average, self.t1 = instrument, settled, average, t1
        self.discrepancy, self.collateral = discrepancy, collateral
        self.opening = settled
        self.used = self.authorised = 0
        self.authorised_ns: int | None = None
        self.mtf, self.mtf_average = 0, ZERO

    @property
    def sellable(self) -> int:
        """Shares that may still be sold today; pledged ones may not."""
        return self.settled + self.t1 + self.mtf - self.used - self.collateral

    def add(self, quantity: int, cost: Decimal, *, mtf: bool) -> None:
        """Take in shares bought yesterday at a total `cost`."""
        if mtf:
            total = self.mtf_average * self.mtf + cost
            self.mtf += quantity
            self.mtf_average = (total / self.mtf).quantize(_CENT)
            return
        held = self.settled + self.t1
        self.average = ((self.average * held + cost) / (held + quantity)).quantize(_CENT)
        self.t1 += quantity

    def settle(self) -> None:
        """Turn the day over: sold shares leave, T1 shares settle, authorisations lapse."""
        sold = self.used
        for name in ("settled", "t1", "mtf"):
            part = min(sold, getattr(self, name))
            setattr(self, name, getattr(self, name) - part)
            sold -= part
        self.settled, self.t1 = self.settled + self.t1, 0
        self.opening, self.used, self.authorised = self.settled, 0, 0
        self.authorised_ns = None

    def row(self, last: Decimal, close: Decimal) -> HoldingRow:
        change = last - close
        percent = (change / close * 100).quantize(_CENT) if close else ZERO
        mtf = MtfHolding(
            quantity=self.mtf, average_price=self.mtf_average, value=self.mtf_average * self.mtf
        )
        return HoldingRow(
            tradingsymbol=self.instrument.tradingsymbol, exchange=self.instrument.exchange,
            isin=self.instrument.isin, product=Product.CNC,
            instrument_token=self.instrument.instrument_token,
            quantity=max(self.settled - self.used, 0), t1_quantity=self.t1,
            realised_quantity=self.settled, used_quantity=self.used, opening_quantity=self.opening,
            short_quantity=0, authorised_quantity=self.authorised,
            authorised_ns=self.authorised_ns, collateral_quantity=self.collateral,
            collateral_type="margin" if self.collateral else "", average_price=self.average,
            last_price=last, close_price=close,
            pnl=(last - self.average) * (max(self.settled - self.used, 0) + self.t1),
            day_change=change, day_change_percentage=percent, discrepancy=self.discrepancy,
            mtf=mtf,
        )  # fmt: skip


def opening_holdings(universe: Universe, now_ns: int) -> dict[str, Holding]:
    """Return what the account starts with, by ISIN.

    SBIN is not authorised at the depository, TATASTEEL has a wrong cost, INFY partly a T1 lot,
    HDFCBANK partly pledged.
    """
    result: dict[str, Holding] = {}
    for symbol, settled, average, t1 in (
        ("RELIANCE", 120, "1318.45", 0), ("INFY", 80, "1466.2", 25), ("SBIN", 200, "781.5", 0),
        ("ITC", 450, "412.1", 0), ("TATASTEEL", 300, "0", 0), ("HDFCBANK", 150, "806.75", 0),
        ("M&M", 20, "2984.6", 0), ("IDEA", 5000, "8.35", 0),
    ):  # fmt: skip
        instrument = universe.by_name["NSE", symbol]
        holding = Holding(
            instrument, settled, Decimal(average), t1=t1, discrepancy=symbol == "TATASTEEL",
            collateral=50 if symbol == "HDFCBANK" else 0,
        )  # fmt: skip
        if symbol != "SBIN":
            holding.authorised, holding.authorised_ns = settled, now_ns
        result[instrument.isin] = holding
    return result


def auction_number(holding: Holding) -> str:
    """Return the day's auction number of a holding."""
    return str(holding.instrument.exchange_token % 9000 + 20)


def auction_row(holding: Holding, row: HoldingRow) -> AuctionRow:
    token = holding.instrument.exchange_token * 256 + _AUCTION_SEGMENT
    return AuctionRow(row, auction_number(holding), token)


def summary(rows: list[HoldingRow]) -> HoldingsSummary:
    """Return totals over holdings; rows with a wrong cost count at market value only."""
    invested = current = today = before = ZERO
    for row in rows:
        quantity = row.quantity + row.t1_quantity
        current += row.last_price * quantity
        before += row.close_price * quantity
        today += row.day_change * quantity
        invested += row.average_price * quantity
    pnl = current - invested
    return HoldingsSummary(
        total_pnl=pnl, total_pnl_percent=(pnl / invested * 100) if invested else ZERO,
        today_pnl=today, today_pnl_percent=(today / before * 100) if before else ZERO,
        invested_amount=invested, current_value=current,
    )  # fmt: skip


def check_sale(
    holding: Holding | None, quantity: int, *, bought_today: int, reserved: int,
    authorisation_needed: bool,
) -> Rejection | None:  # fmt: skip
    """Refuse a delivery sale the account cannot deliver or has not authorised.

    `bought_today` are shares of an open CNC position, `reserved` those in other sell orders.
    """
    from_demat = max(quantity + reserved - max(bought_today, 0), 0)
    if from_demat == 0:
        return None
    have = holding.sellable if holding is not None else 0
    if from_demat > have:
        free = max(have + max(bought_today, 0) - reserved, 0)
        text = f"Insufficient holdings. You have {free} quantity available to sell."
        return Rejection(400, "HoldingException", text)
    assert holding is not None
    need = min(from_demat + holding.used - holding.authorised - holding.t1, quantity)
    if authorisation_needed and need > 0:
        text = f"{need} quantity needs authorisation at depository."
        return Rejection(428, "HoldingException", text)
    return None
