"""Alerts, GTT and OCO orders: conditions that wait for a price and then tell, or place an order.

Conditions are looked at after every step of the market's grid, with the step's low and high, so
that no touch is missed. A rule fires once; of an OCO's two legs the first one touched ends both.
"""

from collections.abc import Callable
from decimal import Decimal

from msgspec import Struct

from terminal.sandbox.shoonya.blotter import Blotter
from terminal.sandbox.shoonya.desk import Desk
from terminal.sandbox.shoonya.listing import Scrip
from terminal.sandbox.shoonya.replies import Failure, Row, noren_time
from terminal.sandbox.shoonya.terms import Terms
from terminal.sandbox.virtual import DAY_NS, ist
from terminal.sim.types import PlaceRequest, Quote

OCO = "LMT_BOS_O"
PRICES = ("LTP_A", "LTP_B")
KINDS = (
    *PRICES, "CH_PER_A", "CH_PER_B", "ATP_A", "ATP_B", "LTP_A_52HIGH", "LTP_B_52LOW",
    "VOLUME_A", "OI_A", "OI_B", "TOI_A", "TOI_B",
)  # fmt: skip
WITHOUT_LEVEL = frozenset({"LTP_A_52HIGH", "LTP_B_52LOW"})
_YEAR_NS = 365 * DAY_NS
_MOST = 500

Order = tuple[PlaceRequest, Terms]
Touch = tuple[Decimal, Decimal, Decimal]  # low, high, last of a step


class Leg(Struct, kw_only=True):
    """One condition: `kind` without the order's `_O`, its level, and the order it places."""

    kind: str
    level: Decimal
    order: Order | None = None


class Rule(Struct, kw_only=True):
    """One alert (no order), GTT (one leg with an order) or OCO (two)."""

    al_id: str
    ai_t: str
    scrip: Scrip
    validity: str
    remarks: str
    created_ns: int
    legs: tuple[Leg, ...]

    @property
    def places(self) -> bool:
        return any(leg.order is not None for leg in self.legs)


class Rules:
    """All rules of the account that still wait."""

    def __init__(self, desk: Desk, blotter: Blotter) -> None:
        self._desk, self._blotter = desk, blotter
        self._rules: dict[str, Rule] = {}
        desk.active_triggers = lambda: sum(rule.places for rule in self._rules.values())
        self.watch()

    def watch(self) -> None:
        """Begin to follow the desk's exchange; anew after it was replaced."""
        self._rules.clear()
        self._desk.exchange.on_step(self._on_step)

    # --- requests ---
    def waiting(self, wanted: Callable[[Rule], bool]) -> list[Rule]:
        """Return the rules of a kind, newest first."""
        return [rule for rule in reversed(self._rules.values()) if wanted(rule)]

    def get(self, al_id: str) -> Rule | None:
        return self._rules.get(al_id)

    def add(
        self, ai_t: str, scrip: Scrip, legs: tuple[Leg, ...], validity: str, remarks: str
    ) -> Rule:
        """Start a rule; Failure when there are too many."""
        if len(self._rules) >= _MOST:
            raise Failure(200, f"Error Occurred : more than {_MOST} alerts")
        rule = Rule(
            al_id=self._blotter.new_number(), ai_t=ai_t, scrip=scrip, validity=validity,
            remarks=remarks, created_ns=self._desk.exchange.now_ns, legs=legs,
        )  # fmt: skip
        self._rules[rule.al_id] = rule
        self._desk.exchange.activate([scrip.row.instrument_token])
        return rule

    def put(self, rule: Rule) -> None:
        """Replace a waiting rule by a changed one of the same number."""
        self._rules[rule.al_id] = rule

    def drop(self, al_id: str) -> bool:
        """End a rule; False if it does not wait any more."""
        return self._rules.pop(al_id, None) is not None

    def extreme(self, scrip: Scrip, *, high: bool) -> Decimal:
        """Return the highest or lowest price of a year, the level of the 52-week conditions."""
        now = self._desk.exchange.now_ns
        bars = self._desk.exchange.candles(scrip.row.instrument_token, 86_400, now - _YEAR_NS, now)
        values = [bar.high if high else bar.low for bar in bars]
        return Decimal(f"{max(values) if high else min(values):.4f}")

    # --- the market's steps ---
    def _on_step(self, now_ns: int) -> None:
        if not self._rules:
            return
        tokens = [rule.scrip.row.instrument_token for rule in self._rules.values()]
        touched = self._desk.exchange.touched(tokens)
        today = ist(now_ns).date()
        for rule in list(self._rules.values()):
            touch = touched.get(rule.scrip.row.instrument_token)
            lapsed = rule.validity == "DAY" and ist(rule.created_ns).date() != today
            if touch is None or lapsed:
                self.drop(rule.al_id)
                continue
            if not self._desk.exchange.is_open(rule.scrip.row.instrument_token):
                continue
            for leg in rule.legs:
                if self._is_true(leg, rule.scrip, touch):
                    self._fire(rule, leg)
                    break

    def _is_true(self, leg: Leg, scrip: Scrip, touch: Touch) -> bool:
        low, high, _ = touch
        if leg.kind.startswith("LTP_A"):
            return high >= leg.level
        if leg.kind.startswith("LTP_B"):
            return low <= leg.level
        quote = self._desk.exchange.quote(scrip.row.instrument_token)
        if quote is None:
            return False
        value = Decimal(f"{_measure(leg.kind, quote):.4f}")
        return value >= leg.level if leg.kind.endswith("_A") else value <= leg.level

    def _fire(self, rule: Rule, leg: Leg) -> None:
        self.drop(rule.al_id)
        self._desk.tell(alert_row(rule, leg, self._desk.exchange.now_ns))
        if leg.order is not None:
            self._blotter.place(*leg.order)


def _measure(kind: str, quote: Quote) -> float:
    """Return what a condition compares, in rupees, percent or units."""
    if kind.startswith("CH_PER"):
        return (quote.last_price / quote.close - 1) * 100 if quote.close else 0.0
    if kind.startswith("ATP"):
        return quote.average_price
    return quote.volume if kind.startswith("VOLUME") else quote.oi


def alert_row(rule: Rule, leg: Leg, now_ns: int) -> Row:
    """Return the `am` of a rule that fired."""
    return {
        "t": "am",
        "norentm": noren_time(now_ns),
        "al_id": rule.al_id,
        "ai_t": rule.ai_t,
        "exch": rule.scrip.exch,
        "token": rule.scrip.token,
        "tsym": rule.scrip.tsym,
        "d": level_text(leg),
        "validity": rule.validity,
        "remarks": rule.remarks,
    }


def level_text(leg: Leg) -> str:
    """Return a condition's level as it was written, without needless zeros."""
    return f"{leg.level.normalize():f}"
