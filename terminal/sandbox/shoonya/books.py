"""The books: orders, one order's reports and state, trades."""

from starlette.responses import Response
from starlette.routing import Route

from terminal.sandbox.shoonya.blotter import Blotter, Entry
from terminal.sandbox.shoonya.desk import Call, Desk
from terminal.sandbox.shoonya.replies import Row, listed, no_data
from terminal.sandbox.shoonya.wire import trade_row


class BookRoutes:
    """`OrderBook`, `SingleOrdHist`, `SingleOrdStatus`, `TradeBook`, `MultiLegOrderBook`."""

    def __init__(self, desk: Desk, blotter: Blotter) -> None:
        self._desk, self._blotter = desk, blotter

    def routes(self) -> list[Route]:
        route = self._desk.route
        return [
            *route("OrderBook", self._orders),
            *route("SingleOrdHist", self._history),
            *route("SingleOrdStatus", self._status),
            *route("TradeBook", self._trades),
            *route("MultiLegOrderBook", self._multi),
        ]

    async def _orders(self, call: Call) -> Response:
        call.fields.need("uid")
        prd = call.fields.text("prd")
        rows = [
            _book_row(entry)
            for entry in self._blotter.entries()
            if not prd or entry.terms.prd == prd
        ]
        return listed(rows)

    async def _history(self, call: Call) -> Response:
        _, number = call.fields.need("uid", "norenordno")
        entry = self._blotter.entry(number)
        if entry is None:
            raise no_data()
        return listed(entry.rows[::-1])

    async def _status(self, call: Call) -> Response:
        _, number = call.fields.need("uid", "norenordno")
        entry = self._blotter.entry(number)
        if entry is None:
            raise no_data()
        user = self._desk.user_id
        extra: Row = {"kidid": "1", "src_uid": user, "pan": "AAAAA0000A"}
        return listed([{**_book_row(entry), **extra}])

    async def _trades(self, call: Call) -> Response:
        call.fields.need("uid", "actid")
        trades = [
            (trade.fill_ns, trade_row(entry.rows[-1], trade, filled, entry.terms.scrip))
            for entry in self._blotter.entries()
            for trade, filled in entry.trades
        ]
        trades.sort(key=lambda pair: pair[0], reverse=True)
        return listed([row for _, row in trades])

    async def _multi(self, _call: Call) -> Response:
        raise no_data()  # orders of two and three legs are not taken, so none is booked


def _book_row(entry: Entry) -> Row:
    return {key: value for key, value in entry.rows[-1].items() if key != "rpt"}
