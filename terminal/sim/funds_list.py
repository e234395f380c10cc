"""The mutual funds on offer: real ISINs and names, round NAVs to start a path from.

NAVs follow the market walk by their scheme: equity moves with it, debt and liquid funds only
accrue. A NAV holds for a whole day. Minimums and multiples differ by kind, so that refusals show.
"""

from __future__ import annotations

import math
from decimal import Decimal

import numpy as np

from terminal.sim import noise
from terminal.sim.funds_days import published_day
from terminal.sim.session import DAY_S, ORIGIN_DAY, day_date
from terminal.sim.types_rules import MfInstrument

_NAV = Decimal("0.0001")
_ANCHOR_DAY = 20454  # 2026-01-01: the NAVs below are of about then
_BETAS = {"equity": 0.14, "balanced": 0.08, "fof": 0.15, "debt": 0.004, "liquid": 0.0}
_DRIFTS = {"equity": 0.11, "balanced": 0.09, "fof": 0.08, "debt": 0.07, "liquid": 0.062}
_RULES = {  # minimum, multiple, additional minimum, minimum redemption
    "equity": ("1000", "1", "500", "0.001"),
    "balanced": ("100", "1", "100", "0.001"),
    "fof": ("1000", "1", "1000", "0.001"),
    "debt": ("5000", "100", "1000", "1"),
    "liquid": ("1000", "1", "500", "0.001"),
}
_CLOSED = frozenset({"INF209K01XQ5"})  # takes no purchases
_BIRLA, _FAMILY = "BirlaSunLifeMutualFund_MF", "Aditya Birla Sun Life "
_HDFC, _BOI = "HDFCMutualFund_MF", "BOIAXAMutualFund_MF"
_ICICI, _INDIABULLS = "ICICIPrudentialMutualFund_MF", "IndiabullsMutualFund_MF"
_D, _R = "direct", "regular"
# isin, house, scheme, plan, kind, dividend, settlement, NAV
_FUNDS = (
    ("INF209K01YY7", _BIRLA, "Frontline Equity Fund", _D, "equity", "growth", "T3", 585.2),
    ("INF209K01XX1", _BIRLA, "Equity Fund", _D, "equity", "growth", "T3", 1920.4),
    ("INF209K01VY3", _BIRLA, "Index Fund", _D, "equity", "growth", "T3", 262.1),
    ("INF209K014W1", _BIRLA, "Banking And Financial Services Fund", _D, "equity", "growth", "T3", 68.4),
    ("INF209K01WC7", _BIRLA, "India GenNext Fund", _D, "equity", "growth", "T3", 246.7),
    ("INF209K01VH8", _BIRLA, "Advantage Fund", _D, "equity", "growth", "T3", 1012.8),
    ("INF209K01165", _BIRLA, "Advantage Fund", _R, "equity", "growth", "T3", 936.4),
    ("INF209K01157", _BIRLA, "Advantage Fund", _R, "equity", "payout", "T3", 198.3),
    ("INF209K01VR7", _BIRLA, "India Opportunities Fund", _D, "equity", "growth", "T3", 371.5),
    ("INF084M01DJ5", _BIRLA, "Balanced Advantage Fund", _D, "balanced", "growth", "T3", 118.9),
    ("INF209K01YU5", _BIRLA, "Gold Fund", _D, "fof", "growth", "T3", 36.4),
    ("INF209KA1K88", _BIRLA, "Corporate Bond Fund", _D, "debt", "growth", "T1", 119.6),
    ("INF209K01N82", _BIRLA, "Dynamic Bond Fund", _D, "debt", "growth", "T1", 51.3),
    ("INF209K01XQ5", _BIRLA, "Gilt Plus - PF Plan", _D, "debt", "growth", "T1", 90.2),
    ("INF209K01VA3", _BIRLA, "Cash Plus", _D, "liquid", "growth", "T1", 446.1),
    ("INF209K01RU9", _BIRLA, "Cash Plus", _R, "liquid", "growth", "T1", 439.7),
    ("INF209K01UU3", _BIRLA, "Floating Rate Fund - Short Term Plan", _D, "liquid", "growth", "T1", 355.7),
    ("INF209KB1ZH2", _BIRLA, "Overnight Fund", _D, "liquid", "growth", "T1", 1391.2),
    ("INF179K01WA6", _HDFC, "HDFC Balanced Advantage Fund", _D, "balanced", "growth", "T3", 562.6),
    ("INF179K01VY8", _HDFC, "HDFC Balanced Advantage Fund", _D, "balanced", "idcw", "T3", 47.9),
    ("INF179K01XZ1", _HDFC, "HDFC Hybrid Equity Fund", _D, "balanced", "growth", "T3", 134.2),
    ("INF174K01LS2", "KotakMahindraMutualFund_MF", "Kotak Flexicap Fund", _D, "equity", "growth", "T3", 98.7),
    ("INF109K01V59", _ICICI, "ICICI Prudential Bond Fund", _D, "debt", "growth", "T1", 43.6),
    ("INF205K01NT8", "InvescoMutualFund_MF", "Invesco India Tax Plan", _D, "equity", "growth", "T3", 151.4),
    ("INF761K01EE1", _BOI, "BOI AXA Arbitrage Fund", _D, "debt", "growth", "T1", 14.8),
    ("INF761K01884", _BOI, "BOI AXA Tax Advantage Fund", _D, "equity", "growth", "T3", 193.1),
    ("INF666M01451", _INDIABULLS, "Indiabulls Liquid Fund", _D, "liquid", "growth", "T1", 2611.5),
)  # fmt: skip


class FundList:
    """Funds and their NAVs."""

    def __init__(self, seed: int) -> None:
        self._market = np.array([noise.seed_of(seed, 0)], dtype=np.uint64)
        self._rows = {row[0]: row for row in _FUNDS}

    def __contains__(self, isin: str) -> bool:
        return isin in self._rows

    def name(self, isin: str) -> str:
        _, house, scheme, plan, *_ = self._rows[isin]
        family = _FAMILY if house == _BIRLA else ""
        return f"{family}{scheme}{' - Direct Plan' if plan == _D else ''}"

    def dividend(self, isin: str) -> str:
        return self._rows[isin][5]

    def is_liquid(self, isin: str) -> bool:
        return self._rows[isin][4] == "liquid"

    def settlement_days(self, isin: str) -> int:
        """Return on which dealing day units are allotted; 1 is the day of the order."""
        return int(self._rows[isin][6][1:])

    def nav(self, isin: str, day: int) -> Decimal:
        """Return the NAV of a day (days since 1970-01-01), of one without the newest before it."""
        row = self._rows[isin]
        day = published_day(day, liquid=self.is_liquid(isin))
        points = np.array([(day - ORIGIN_DAY) * DAY_S // noise.LATTICE_S])
        walk = float(noise.walk(self._market, points)[0])
        years = (day - _ANCHOR_DAY) / 365.0
        value = row[7] * math.exp(_BETAS[row[4]] * walk + _DRIFTS[row[4]] * years)
        return Decimal(f"{value:.4f}").quantize(_NAV)

    def instruments(self, day: int) -> list[MfInstrument]:
        """Return the fund master with the newest published NAV, that of the day before at most."""
        return [self.instrument(isin, day) for isin in self._rows]

    def instrument(self, isin: str, day: int) -> MfInstrument:
        _, house, _, plan, scheme, dividend, settlement, _ = self._rows[isin]
        least, multiple, additional, redemption = (Decimal(text) for text in _RULES[scheme])
        priced = published_day(day - 1, liquid=self.is_liquid(isin))
        return MfInstrument(
            tradingsymbol=isin, amc=house, name=self.name(isin), purchase_allowed=isin not in _CLOSED,
            redemption_allowed=True, minimum_purchase_amount=least,
            purchase_amount_multiplier=multiple,
            minimum_additional_purchase_amount=additional,
            minimum_redemption_quantity=redemption,
            redemption_quantity_multiplier=Decimal("0.001"), dividend_type=dividend,
            scheme_type=scheme, plan=plan,
            settlement_type=settlement, last_price=self.nav(isin, priced),
            last_price_date=day_date(priced),
        )  # fmt: skip
