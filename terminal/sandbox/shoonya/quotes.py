"""What the broker says about one scrip: its identity, its quote, its place in a list.

Everything is a text; a field the feed lacks is left out (an index has no bids, no volume, no
limits). Sources: shoonya.md sections 2.5 and 5.2.
"""

import numpy as np
from starlette.responses import Response
from starlette.routing import Route

from terminal.sandbox.shoonya.desk import Call, Desk
from terminal.sandbox.shoonya.listing import Listing, Scrip
from terminal.sandbox.shoonya.replies import Row, no_data
from terminal.sandbox.shoonya.view import View
from terminal.sandbox.virtual import SECOND_NS, ist
from terminal.sim.session import day_start_ns, ist_day
from terminal.sim.types import DepthLevel, Quote

_SEGMENTS = {"NSE": "EQT", "BSE": "EQT", "NFO": "DER", "BFO": "DER", "CDS": "CUR"}
_SPARE_FACTOR = "(1 / 1 ) * (1 / 1)"
_DAY_S = 86_400


def price(value: float, scrip: Scrip) -> str:
    """Return a price with the scrip's decimals."""
    return f"{value:.{scrip.precision}f}"


def short_row(scrip: Scrip) -> Row:
    """Return what every list of scrips says about each."""
    return {
        "exch": scrip.exch,
        "tsym": scrip.tsym,
        "token": scrip.token,
        "pp": str(scrip.precision),
        "ti": scrip.tick_size,
        "ls": str(scrip.lot),
    }


def identity_row(scrip: Scrip) -> Row:
    """Return who a scrip is."""
    row: Row = {
        **short_row(scrip),
        "cname": scrip.symbol if scrip.row.is_index else scrip.row.name,
        "symname": scrip.row.underlying if scrip.row.expiry is not None else scrip.symbol,
        "seg": _SEGMENTS.get(scrip.exch, "COM"),
        "instname": scrip.instname,
        "mult": str(scrip.row.multiplier),
        "prcftr_d": _SPARE_FACTOR,
    }
    if scrip.row.isin:
        row["isin"] = scrip.row.isin
    if scrip.row.expiry is not None:
        row |= {"exd": scrip.expiry_text, "optt": scrip.optt, "strprc": scrip.strike}
    return row


def search_row(scrip: Scrip) -> Row:
    """Return a hit of a search."""
    row = identity_row(scrip)
    row["dname"] = display_name(scrip)
    row["nontrd"] = "0" if scrip.tradable and not scrip.row.is_index else "1"
    if week := week_of(scrip):
        row["weekly"] = week
    for name in ("isin", "mult", "prcftr_d", "strprc"):
        row.pop(name, None)
    return row


def display_name(scrip: Scrip) -> str:
    """Return a name for people: `RELIANCE 24NOV26 1500 CE`, `RELIANCE NOV FUT`."""
    expiry = scrip.row.expiry
    if expiry is None:
        return scrip.tsym
    if scrip.row.is_option:
        day = f"{expiry:%d%b%y}".upper()
        return f"{scrip.row.underlying} {day} {scrip.strike} {scrip.optt}"
    return f"{scrip.row.underlying} {expiry:%b} FUT".upper()


def week_of(scrip: Scrip) -> str:
    """Return `W1` to `W5` for a weekly contract, empty for any other."""
    expiry = scrip.row.expiry
    if expiry is None or scrip.exch not in {"NFO", "BFO"}:
        return ""
    month = f"{scrip.row.underlying}{expiry:%y%b}".upper()
    return "" if scrip.row.tradingsymbol.startswith(month) else f"W{(expiry.day - 1) // 7 + 1}"


def touch_fields(scrip: Scrip, quote: Quote) -> dict[str, str]:
    """Return the fields of a touchline, as the stream names them."""
    fields = {
        "lp": price(quote.last_price, scrip),
        "pc": f"{_percent(quote):.2f}",
        "o": price(quote.open, scrip),
        "h": price(quote.high, scrip),
        "l": price(quote.low, scrip),
        "c": price(quote.close, scrip),
        "ft": str(quote.timestamp_ns // SECOND_NS),
    }
    if scrip.row.is_index:
        return fields
    fields |= {"ap": price(quote.average_price, scrip), "v": str(quote.volume)}
    if scrip.row.expiry is not None:
        fields["oi"] = str(quote.oi)
    for buy, sell, levels in (("bp1", "bq1", quote.bids), ("sp1", "sq1", quote.asks)):
        if levels and levels[0].quantity:
            fields[buy], fields[sell] = price(levels[0].price, scrip), str(levels[0].quantity)
    return fields


def depth_fields(scrip: Scrip, quote: Quote) -> dict[str, str]:
    """Return the fields of a full depth: the touchline and what lies beneath it."""
    fields = touch_fields(scrip, quote)
    if scrip.row.is_index:
        return fields
    fields |= {
        "ltq": str(quote.last_quantity),
        "ltt": _clock(quote.last_trade_ns),
        "tbq": str(quote.buy_quantity),
        "tsq": str(quote.sell_quantity),
        "lc": price(quote.lower_circuit_limit, scrip),
        "uc": price(quote.upper_circuit_limit, scrip),
    }
    fields |= _ladder(scrip, quote.bids, "b")
    fields |= _ladder(scrip, quote.asks, "s")
    return fields


def _ladder(scrip: Scrip, levels: tuple[DepthLevel, ...], side: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for number in range(5):
        level = levels[number] if number < len(levels) else None
        shown = level is not None and level.quantity > 0
        fields[f"{side}p{number + 1}"] = price(level.price, scrip) if level and shown else "0.00"
        fields[f"{side}q{number + 1}"] = str(level.quantity) if level and shown else "0"
        fields[f"{side}o{number + 1}"] = str(level.orders) if level and shown else "0"
    return fields


def _percent(quote: Quote) -> float:
    return (quote.last_price / quote.close - 1.0) * 100.0 if quote.close else 0.0


def _clock(stamp_ns: int | None) -> str:
    # Before the first trade the broker prints the epoch, which is half past five in India.
    return ist(stamp_ns or 0).strftime("%H:%M:%S")


class Extremes:
    """The year's highest and lowest prices, and an underlying's total open interest."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._years: dict[tuple[str, str, int], tuple[float, float]] = {}
        self._totals: dict[tuple[str, str], tuple[int, str]] = {}

    def clear(self) -> None:
        self._years.clear()
        self._totals.clear()

    def year(self, scrip: Scrip, quote: Quote) -> tuple[float, float] | None:
        """Return (highest, lowest) of 52 weeks, None for contracts, which live shorter."""
        if scrip.row.expiry is not None:
            return None
        day = ist_day(self._view.now_ns)
        key = (*scrip.key, day)
        found = self._years.get(key)
        if found is None:
            universe, _, row = self._view.place(scrip)
            curve = self._view.curve
            process = int(universe.process[row])
            calendar = self._view.exchange.market.calendar
            days = [each for each in range(day - 364, day) if calendar.is_trading_day(each)]
            offsets = np.linspace(0, calendar.length_s(int(curve.kind[process])) - 2, 8)
            prices = curve.sampled_days(process, days, offsets)
            found = self._years[key] = (float(prices.max()), float(prices.min()))
        return max(found[0], quote.high), min(found[1], quote.low)

    def open_interest_of_all(self, scrip: Scrip) -> str:
        """Return the open interest of every contract of a contract's underlying, in units."""
        minute = self._view.now_ns // (60 * SECOND_NS)
        key = (scrip.exch, scrip.row.underlying)
        found = self._totals.get(key)
        if found is None or found[0] != minute:
            contracts = self._view.listing.contracts(*key)
            _, board, _ = self._view.place(scrip)
            tokens = np.array([each.row.instrument_token for each in contracts], dtype=np.int64)
            rows = board.universe.rows_of(tokens)
            seconds = np.full(len(rows), self._view.now_ns / SECOND_NS)
            total = int(board.open_interest(rows, seconds).sum())
            found = self._totals[key] = (minute, str(total))
        return found[1]

    def open_interest_before(self, scrip: Scrip) -> str:
        """Return a contract's open interest at the close of the day before."""
        _, board, row = self._view.place(scrip)
        at = np.array([day_start_ns(ist_day(self._view.now_ns)) / SECOND_NS - _DAY_S / 3])
        return str(int(board.open_interest(np.array([row]), at)[0]))


class QuoteRoutes:
    """`GetQuotes` and `GetSecurityInfo`."""

    def __init__(self, desk: Desk, view: View, extremes: Extremes) -> None:
        self._desk, self._view, self._extremes = desk, view, extremes

    def routes(self) -> list[Route]:
        route = self._desk.route
        return [*route("GetQuotes", self._quote), *route("GetSecurityInfo", self._info)]

    async def _quote(self, call: Call) -> Response:
        scrip = self._asked(call)
        quote = self._view.quotes([scrip])[0]
        row: Row = {**identity_row(scrip), **depth_fields(scrip, quote)}
        row["lut"] = row.pop("ft")
        row.pop("pc")
        stamp = quote.last_trade_ns or (quote.timestamp_ns if scrip.row.is_index else 0)
        row["ltt"], row["ltd"] = _clock(stamp), ist(stamp).strftime("%d-%m-%Y")
        if year := self._extremes.year(scrip, quote):
            row["wk52_h"], row["wk52_l"] = price(year[0], scrip), price(year[1], scrip)
        if scrip.row.expiry is not None:
            row["toi"] = self._extremes.open_interest_of_all(scrip)
        row |= self._underlying(scrip, self._view.listing)
        return self._desk.ok(row)

    async def _info(self, call: Call) -> Response:
        scrip = self._asked(call)
        row: Row = {**identity_row(scrip), "gsmind": "0", "nontrd": search_row(scrip)["nontrd"]}
        row |= {"trdunt": "1", "delunt": "1", "prcunt": "INR"}
        if not scrip.row.is_index:
            quote = self._view.quotes([scrip])[0]
            row["frzqty"] = str(scrip.row.freeze_quantity)
            row["uc"] = price(quote.upper_circuit_limit, scrip)
            row["lc"] = price(quote.lower_circuit_limit, scrip)
        if (expiry := scrip.row.expiry) is not None:
            row["last_trd_d"] = f"{expiry:%d-%m-%Y}"
            universe, _, at = self._view.place(scrip)
            row["exptime"] = str(int(universe.expiry_s[at]))
            row["weekly"] = week_of(scrip)
        return self._desk.ok(row)

    def _asked(self, call: Call) -> Scrip:
        exch, token = call.fields.need("exch", "token")
        scrip = self._view.listing.get(exch, token)
        if scrip is None:
            raise no_data()
        return scrip

    def _underlying(self, scrip: Scrip, listing: Listing) -> Row:
        spot = listing.underlying_of(scrip) if scrip.row.expiry is not None else None
        if spot is None:
            return {}
        row: Row = {"und_exch": spot.exch, "und_tk": spot.token}
        if scrip.row.is_option:
            row["sptprc"] = price(self._view.quotes([spot])[0].last_price, spot)
        return row
