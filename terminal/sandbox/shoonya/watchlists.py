"""Watchlists kept at the broker: names, scrips with quotes, additions, removals.

They live as long as the server. Source: shoonya.md section 2.4.
"""

from starlette.responses import Response
from starlette.routing import Route

from terminal.sandbox.shoonya.desk import Call, Desk
from terminal.sandbox.shoonya.listing import Scrip
from terminal.sandbox.shoonya.quotes import depth_fields, search_row
from terminal.sandbox.shoonya.replies import Row, invalid
from terminal.sandbox.shoonya.view import View
from terminal.sim.types import Quote

_FIRST = ("NSE|26000", "NSE|26009", "BSE|1", "NSE|2885", "NSE|2031")
_NAMES = ("1", "2", "3", "4", "5")
_SHOWN = ("lp", "c", "o", "h", "l", "v", "oi", "ltt", "ltq", "bp1", "sp1", "bq1", "sq1", "pc")
_MISSING = "Missing uid or wlname or scrips."


class WatchlistRoutes:
    """`MWList`, `MarketWatch`, `AddMultiScripsToMW`, `DeleteMultiMWScrips`."""

    def __init__(self, desk: Desk, view: View) -> None:
        self._desk, self._view = desk, view
        self._lists: dict[str, list[tuple[str, str]]] = {name: [] for name in _NAMES}
        self._lists[_NAMES[0]] = [_key(text) for text in _FIRST]

    def routes(self) -> list[Route]:
        route = self._desk.route
        return [
            *route("MWList", self._names),
            *route("MarketWatch", self._watch),
            *route("AddMultiScripsToMW", self._add),
            *route("DeleteMultiMWScrips", self._remove),
        ]

    async def _names(self, _call: Call) -> Response:
        return self._desk.ok({"values": list(self._lists)})

    async def _watch(self, call: Call) -> Response:
        listing = self._view.listing
        keys = self._list(call.fields.text("wlname"))
        scrips = [scrip for key in keys if (scrip := listing.get(*key)) is not None]
        quotes = self._view.quotes(scrips)
        rows = [_row(scrip, quote) for scrip, quote in zip(scrips, quotes, strict=True)]
        return self._desk.ok({"values": rows})

    async def _add(self, call: Call) -> Response:
        watched, keys = self._asked(call)
        for key in keys:
            if self._view.listing.get(*key) is None:
                raise invalid("Invalid Scrip")
        watched += [key for key in keys if key not in watched]
        return self._desk.ok()

    async def _remove(self, call: Call) -> Response:
        watched, keys = self._asked(call)
        watched[:] = [key for key in watched if key not in keys]
        return self._desk.ok()

    def _asked(self, call: Call) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        name, scrips = call.fields.text("wlname"), call.fields.text("scrips")
        if not name or not scrips:
            raise invalid(_MISSING)
        keys = dict.fromkeys(_key(text) for text in scrips.split("#") if text)
        return self._list(name), list(keys)

    def _list(self, name: str) -> list[tuple[str, str]]:
        if name not in self._lists:
            raise invalid("Invalid WatchList Name")
        return self._lists[name]


def _key(text: str) -> tuple[str, str]:
    exch, _, token = text.partition("|")
    return exch, token


def _row(scrip: Scrip, quote: Quote) -> Row:
    fields = depth_fields(scrip, quote)
    row = {**search_row(scrip), **{name: fields[name] for name in _SHOWN if name in fields}}
    row["change"] = f"{quote.last_price - quote.close:.{scrip.precision}f}"
    if scrip.row.freeze_quantity:
        row["frzqty"] = str(scrip.row.freeze_quantity)
    return row
