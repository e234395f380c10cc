"""The mutual funds on offer: real ISINs and names, round NAVs to start a path from.

NAVs follow the market walk by their scheme: equity moves with it, debt and liquid funds only
accrue. A NAV holds for a whole day.
"""

from __future__ import annotations

import math
from decimal import Decimal

import numpy as np

from terminal.sim import noise
from terminal.sim.session import DAY_S, ORIGIN_DAY, day_date
from terminal.sim.types_rules import MfInstrument

_NAV = Decimal("0.0001")
_ANCHOR_DAY = 20454  # 2026-01-01: the NAVs below are of about then
_BETAS = {"equity": 0.14, "balanced": 0.08, "fof": 0.15, "debt": 0.004, "liquid": 0.0}
_DRIFTS = {"equity": 0.11, "balanced": 0.09, "fof": 0.08, "debt": 0.07, "liquid": 0.062}
_AMC = "BirlaSunLifeMutualFund_MF"
_FAMILY = "Aditya Birla Sun Life"  # isin, scheme, kind, settlement, NAV
_FUNDS = (
    ("INF209K01YY7", "Frontline Equity Fund", "equity", "T3", 585.2),
    ("INF209K01XX1", "Equity Fund", "equity", "T3", 1920.4),
    ("INF209K01VY3", "Index Fund", "equity", "T3", 262.1),
    ("INF209K014W1", "Banking And Financial Services Fund", "equity", "T3", 68.4),
    ("INF209K01WC7", "India GenNext Fund", "equity", "T3", 246.7),
    ("INF209K01VH8", "Advantage Fund", "equity", "T3", 1012.8),
    ("INF209K01VR7", "India Opportunities Fund", "equity", "T3", 371.5),
    ("INF084M01DJ5", "Balanced Advantage Fund", "balanced", "T3", 118.9),
    ("INF209K01YU5", "Gold Fund", "fof", "T3", 36.4),
    ("INF209KA1K88", "Corporate Bond Fund", "debt", "T1", 119.6),
    ("INF209K01N82", "Dynamic Bond Fund", "debt", "T1", 51.3),
    ("INF209K01XQ5", "Gilt Plus - PF Plan", "debt", "T1", 90.2),
    ("INF209K01VA3", "Cash Plus", "liquid", "T1", 446.1),
    ("INF209K01UU3", "Floating Rate Fund - Short Term Plan", "liquid", "T1", 355.7),
)  # fmt: skip


class FundList:
    """Funds and their NAVs."""

    def __init__(self, seed: int) -> None:
        self._market = np.array([noise.seed_of(seed, 0)], dtype=np.uint64)
        self._rows = {row[0]: row for row in _FUNDS}

    def __contains__(self, isin: str) -> bool:
        return isin in self._rows

    def name(self, isin: str) -> str:
        return f"{_FAMILY} {self._rows[isin][1]} - Direct Plan"

    def settlement_days(self, isin: str) -> int:
        """Return after how many days units are allotted."""
        return int(self._rows[isin][3][1:])

    def nav(self, isin: str, day: int) -> Decimal:
        """Return the NAV of a day (days since 1970-01-01)."""
        row = self._rows[isin]
        points = np.array([(day - ORIGIN_DAY) * DAY_S // noise.LATTICE_S])
        walk = float(noise.walk(self._market, points)[0])
        years = (day - _ANCHOR_DAY) / 365.0
        value = row[4] * math.exp(_BETAS[row[2]] * walk + _DRIFTS[row[2]] * years)
        return Decimal(f"{value:.4f}").quantize(_NAV)

    def instruments(self, day: int) -> list[MfInstrument]:
        """Return the fund master with the newest published NAV, that of the day before."""
        return [self.instrument(isin, day) for isin in self._rows]

    def instrument(self, isin: str, day: int) -> MfInstrument:
        _, _, scheme, settlement, _ = self._rows[isin]
        return MfInstrument(
            tradingsymbol=isin, amc=_AMC, name=self.name(isin), purchase_allowed=True,
            redemption_allowed=True, minimum_purchase_amount=Decimal(1000),
            purchase_amount_multiplier=Decimal(1),
            minimum_additional_purchase_amount=Decimal(500),
            minimum_redemption_quantity=Decimal("0.001"),
            redemption_quantity_multiplier=Decimal("0.001"), dividend_type="growth",
            scheme_type=scheme, plan="direct", settlement_type=settlement,
            last_price=self.nav(isin, day - 1), last_price_date=day_date(day - 1),
        )  # fmt: skip
