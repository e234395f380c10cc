"""Finding scrips: search, linked scrips, option chains, index and top lists, messages.

Source: shoonya.md section 2.5.
"""

from decimal import Decimal

from starlette.responses import Response
from starlette.routing import Route

from terminal.sandbox.shoonya.desk import Call, Desk
from terminal.sandbox.shoonya.listing import EXCHANGES, Listing, Scrip
from terminal.sandbox.shoonya.quotes import price, search_row, short_row
from terminal.sandbox.shoonya.replies import Failure, Row, answer, invalid, no_data, noren_time
from terminal.sandbox.shoonya.view import View
from terminal.sim.types import Quote

_MOST_HITS = 1000
_TOP = 10
_BASKETS = {"NSE": ("NSEEQ", ""), "BSE": ("BSEEQ", ""), "NFO": ("NSEFUT", "FUTSTK")}
_CRITERIA = ("VALUE", "VOLUME", "LTP", "OI")
_TOP_MISSING = "Missing uid or exch or bskt or tb or crt"


class ReferenceRoutes:
    """Everything that answers with scrips."""

    def __init__(self, desk: Desk, view: View) -> None:
        self._desk, self._view = desk, view
        self._words: tuple[Listing, list[tuple[str, Scrip]]] | None = None

    def routes(self) -> list[Route]:
        route = self._desk.route
        return [
            *route("SearchScrip", self._search),
            *route("GetLinkedScrips", self._linked),
            *route("GetOptionChain", self._chain),
            *route("GetIndexList", self._indices),
            *route("TopListName", self._top_names),
            *route("TopList", self._top),
            *route("ExchMsg", self._exchange_messages),
            *route("GetBrokerMsg", self._broker_messages),
        ]

    # --- search ---
    async def _search(self, call: Call) -> Response:
        (text,) = call.fields.need("stext")
        exch = call.fields.text("exch")
        parts = text.upper().split()
        hits: list[Row] = []
        for words, scrip in self._searchable():
            if (not exch or scrip.exch == exch) and all(part in words for part in parts):
                hits.append(search_row(scrip))
                if len(hits) >= _MOST_HITS:
                    break
        if not hits:
            raise Failure(200, "No Data :  ")
        return self._desk.ok({"values": hits})

    def _searchable(self) -> list[tuple[str, Scrip]]:
        """Return (capital letters to look in, scrip) of all scrips, made once a day."""
        listing = self._view.listing
        if self._words is None or self._words[0] is not listing:
            rows = [
                (f"{scrip.tsym} {scrip.symbol} {scrip.row.name} {scrip.optt}".upper(), scrip)
                for scrip in listing.by_token.values()
            ]
            self._words = listing, rows
        return self._words[1]

    # --- relations ---
    async def _linked(self, call: Call) -> Response:
        exch, token = call.fields.need("exch", "token")
        listing = self._view.listing
        scrip = listing.get(exch, token)
        if scrip is None:
            raise no_data()
        contracts = listing.contracts(*listing.contracts_name(scrip))
        futures = [each for each in contracts if not each.row.is_option]
        options = {each.expiry_text: each for each in contracts if each.row.is_option}
        underlying = scrip if scrip.row.expiry is None else listing.underlying_of(scrip)
        return self._desk.ok(
            {
                "equls": [] if underlying is None else [_linked_row(underlying)],
                "fut": [_linked_row(each) for each in futures],
                "opt_exp": [
                    {"exd": exd, "exch": each.exch, "tsym": each.tsym}
                    for exd, each in options.items()
                ],
            }
        )

    async def _chain(self, call: Call) -> Response:
        exch, tsym, _, _ = call.fields.need("exch", "tsym", "strprc", "cnt")
        middle, count = call.fields.decimal("strprc"), call.fields.integer("cnt")
        if middle is None or count is None or count <= 0:
            raise invalid("Invalid strprc or cnt")
        listing = self._view.listing
        scrip = listing.find(exch, tsym)
        if scrip is None or scrip.row.expiry is None:
            raise no_data()
        rows = chain(listing, scrip, middle, count)
        if not rows:
            raise no_data()
        return self._desk.ok({"values": [_chain_row(each) for each in rows]})

    # --- lists ---
    async def _indices(self, call: Call) -> Response:
        (exch,) = call.fields.need("exch")
        values = [
            {"idxname": scrip.symbol, "token": scrip.token}
            for scrip in self._view.listing.by_token.values()
            if scrip.exch == exch and scrip.row.is_index
        ]
        if not values:
            raise no_data()
        return answer({"request_time": noren_time(self._desk.virtual.now_ns()), "values": values})

    async def _top_names(self, call: Call) -> Response:
        (exch,) = call.fields.need("exch")
        if exch not in _BASKETS:
            raise no_data()
        basket, _ = _BASKETS[exch]
        wanted = _CRITERIA if exch == "NFO" else _CRITERIA[:-1]
        return self._desk.ok({"values": [{"bskt": basket, "crt": each} for each in wanted]})

    async def _top(self, call: Call) -> Response:
        names = ("exch", "bskt", "tb", "crt")
        if not all(call.fields.has(name) for name in names):
            raise invalid(_TOP_MISSING)
        exch, basket, end, criterion = (call.fields.text(name) for name in names)
        known = exch in _BASKETS and _BASKETS[exch][0] == basket
        if not known or criterion not in _CRITERIA or end not in {"T", "B"}:
            raise no_data()
        wanted = _BASKETS[exch][1]
        scrips = [
            scrip
            for scrip in self._view.listing.by_token.values()
            if scrip.exch == exch and scrip.tradable and not scrip.row.is_index
            and (not wanted or scrip.instname == wanted)
        ]  # fmt: skip
        pairs = list(zip(scrips, self._view.quotes(scrips), strict=True))
        pairs.sort(key=lambda pair: _measure(pair[1], criterion), reverse=end == "T")
        values = [_top_row(scrip, quote) for scrip, quote in pairs[:_TOP]]
        stamp = noren_time(self._desk.virtual.now_ns())
        return answer([{"stat": "Ok", "request_time": stamp, "values": values}])

    # --- messages ---
    async def _exchange_messages(self, call: Call) -> Response:
        (exch,) = call.fields.need("exch")
        if exch not in EXCHANGES:
            raise no_data()
        scrip = next(
            (
                each
                for each in self._view.listing.by_token.values()
                if each.exch == exch and each.tradable
            ),
            None,
        )
        is_open = scrip is not None and self._view.exchange.is_open(scrip.row.instrument_token)
        words = f"{exch}: the market is {'open' if is_open else 'closed'}."
        return answer([{"exchmsg": words, "exchtm": noren_time(self._view.now_ns)}])

    async def _broker_messages(self, _call: Call) -> Response:
        stamp = noren_time(self._view.now_ns)
        words = f"Practice account {self._desk.user_id}: no order leaves this machine."
        return answer([{"stat": "Ok", "norentm": stamp, "msgtyp": "Info", "dmsg": words}])


def chain(listing: Listing, scrip: Scrip, middle: Decimal, count: int) -> list[Scrip]:
    """Return the options of a contract's underlying and expiry, `count` strikes on either side.

    A strike equal to `middle` counts as one below it.
    """
    options: dict[Decimal, list[Scrip]] = {}
    for each in listing.contracts(scrip.exch, scrip.row.underlying):
        if each.row.is_option and each.row.expiry == scrip.row.expiry:
            options.setdefault(each.row.strike, []).append(each)
    below = sorted((strike for strike in options if strike <= middle), reverse=True)[:count]
    above = sorted(strike for strike in options if strike > middle)[:count]
    return [each for strike in [*above, *below] for each in options[strike]]


def _linked_row(scrip: Scrip) -> Row:
    return {**short_row(scrip), "mult": str(scrip.row.multiplier)}


def _chain_row(scrip: Scrip) -> Row:
    row = short_row(scrip)
    return {**row, "optt": scrip.optt, "strprc": f"{scrip.row.strike:.2f}"}


def _measure(quote: Quote, criterion: str) -> float:
    if criterion == "VOLUME":
        return quote.volume
    if criterion == "OI":
        return quote.oi
    if criterion == "LTP":
        return quote.last_price / quote.close if quote.close else 0.0
    return quote.average_price * quote.volume


def _top_row(scrip: Scrip, quote: Quote) -> Row:
    return {
        "tsym": scrip.tsym,
        "lp": price(quote.last_price, scrip),
        "c": price(quote.close, scrip),
        "v": str(quote.volume),
        "value": f"{quote.average_price * quote.volume:.2f}",
        "oi": str(quote.oi),
        "pc": f"{(quote.last_price / quote.close - 1) * 100 if quote.close else 0.0:.2f}",
    }
