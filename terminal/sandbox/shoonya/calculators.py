"""The broker's two calculators: SPAN and exposure of positions, and an option's greeks.

SpanCalc adds up each position on its own, hedges unseen, which is what it is known for. Neither
call carries the user's id. Source: shoonya.md section 2.6.
"""

import math
from datetime import date, datetime
from decimal import Decimal

from starlette.responses import Response
from starlette.routing import Route

from terminal.sandbox.shoonya.desk import Call, Desk
from terminal.sandbox.shoonya.fields import Fields
from terminal.sandbox.shoonya.listing import Scrip
from terminal.sandbox.shoonya.replies import invalid
from terminal.sandbox.shoonya.view import View
from terminal.sandbox.virtual import SECOND_NS
from terminal.sim.margins import derivative_margin
from terminal.sim.session import date_day, day_start_ns

_YEAR_S = 365.0 * 86_400.0
_CLOSE_S = 55_800
_GREEKS = ("strprc", "sptprc", "int_rate", "volatility")


class CalculatorRoutes:
    """`SpanCalc` and `GetOptionGreek`."""

    def __init__(self, desk: Desk, view: View) -> None:
        self._desk, self._view = desk, view

    def routes(self) -> list[Route]:
        route = self._desk.route
        return [*route("SpanCalc", self._span), *route("GetOptionGreek", self._greeks)]

    async def _span(self, call: Call) -> Response:
        call.fields.need("actid")
        span = exposure = Decimal(0)
        for position in call.fields.parts("pos"):
            scrip = self._position(position)
            net = position.integer("netqty")
            if net is None:
                net = (position.integer("buyqty") or 0) - (position.integer("sellqty") or 0)
            if net == 0 or (scrip.row.is_option and net > 0):
                continue  # what is bought outright costs its premium and no margin
            now_ns = self._view.now_ns
            spot = self._view.exchange.market.spot(scrip.row.instrument_token, now_ns)
            one, other = derivative_margin(scrip.row, abs(net), spot)
            span, exposure = span + one, exposure + other
        sums = {"span": f"{span:.2f}", "expo": f"{exposure:.2f}"}
        return self._desk.ok({**sums, "span_trade": sums["span"], "expo_trade": sums["expo"]})

    def _position(self, position: Fields) -> Scrip:
        exch, name = position.need("exch", "symname")
        expiry = _day(position.text("exd") or position.text("expd"))
        right, strike = position.text("optt", "XX"), position.decimal("strprc")
        for scrip in self._view.listing.contracts(exch, name):
            same_strike = not scrip.row.is_option or scrip.row.strike == strike
            same = scrip.optt == right and scrip.row.expiry == expiry and same_strike
            if same and scrip.tradable:
                return scrip
        raise invalid("Invalid Position")

    async def _greeks(self, call: Call) -> Response:
        fields = call.fields
        fields.need("exd", *_GREEKS, "optt")
        expiry_ns = day_start_ns(date_day(_day(fields.text("exd")))) + _CLOSE_S * SECOND_NS
        years = max((expiry_ns - self._view.now_ns) / SECOND_NS / _YEAR_S, 0.0)
        strike, spot, rate, volatility = (float(fields.decimal(name) or 0) for name in _GREEKS)
        if min(strike, spot, volatility, years) <= 0:
            raise invalid("Invalid exd or strprc or sptprc or volatility")
        values = greeks(spot, strike, years, rate / 100.0, volatility / 100.0)
        texts = {name: f"{value:.6f}" for name, value in values.items()}
        return self._desk.ok({**texts}, stat="OK")


def greeks(
    spot: float, strike: float, years: float, rate: float, volatility: float
) -> dict[str, float]:
    """Return price and greeks of the call and the put (Black and Scholes), by the wire's names.

    Theta is for one calendar day, rho and vega (the wire says `vego`) for one percentage point.
    """
    deviation = volatility * math.sqrt(years)
    d1 = (math.log(spot / strike) + (rate + volatility**2 / 2.0) * years) / deviation
    d2 = d1 - deviation
    density = math.exp(-d1 * d1 / 2.0) / math.sqrt(2.0 * math.pi)
    paid = strike * math.exp(-rate * years)
    decay = -spot * density * volatility / (2.0 * math.sqrt(years))
    gamma, vega = density / (spot * deviation), spot * density * math.sqrt(years) / 100.0
    return {
        "cal_price": spot * _normal(d1) - paid * _normal(d2),
        "put_price": paid * _normal(-d2) - spot * _normal(-d1),
        "cal_delta": _normal(d1),
        "put_delta": _normal(d1) - 1.0,
        "cal_gamma": gamma,
        "put_gamma": gamma,
        "cal_theta": (decay - rate * paid * _normal(d2)) / 365.0,
        "put_theta": (decay + rate * paid * _normal(-d2)) / 365.0,
        "cal_rho": paid * years * _normal(d2) / 100.0,
        "put_rho": -paid * years * _normal(-d2) / 100.0,
        "cal_vego": vega,
        "put_vego": vega,
    }


def _normal(x: float) -> float:
    return 0.5 * (1.0 + math.erf(x / math.sqrt(2.0)))


def _day(text: str) -> date:
    for layout in ("%d-%b-%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, layout).date()  # noqa: DTZ007 - a calendar day
        except ValueError:
            continue
    raise invalid("Invalid exd")
