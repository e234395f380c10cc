"""Portfolio routes: holdings and their variants, depository authorisation, positions."""

import html
import secrets

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from terminal.sandbox.kite import wire
from terminal.sandbox.kite.desk import Call, Desk, granted
from terminal.sandbox.kite.replies import Row, input_error, missing, ok
from terminal.sandbox.virtual import DAY_NS
from terminal.sim.types import PositionRow, Product, Side

AUTHORISE_PAGE = "/connect/portfolio/authorise/holdings"


class PortfolioRoutes:
    """`/portfolio/*` and the browser page on which a holder authorises a sale."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._asked: dict[str, list[tuple[str, int]]] = {}
        self._frozen: dict[tuple[str, int, str], float] = {}

    def routes(self) -> list[Route]:
        route = self._desk.route
        return [
            route("GET", "/portfolio/holdings", self._holdings),
            route("GET", "/portfolio/holdings/summary", self._summary),
            route("GET", "/portfolio/holdings/compact", self._compact),
            route("GET", "/portfolio/holdings/auctions", self._auctions),
            route("POST", "/portfolio/holdings/authorise", self._authorise),
            route("GET", "/portfolio/positions", self._positions),
            route("PUT", "/portfolio/positions", self._convert),
            Route(AUTHORISE_PAGE + "/{api_key}/{request_id}", self._page, methods=["GET"]),
            Route(AUTHORISE_PAGE + "/{api_key}/{request_id}", self._confirm, methods=["POST"]),
            Route(AUTHORISE_PAGE + "/{api_key}/{request_id}/finish", self._end, methods=["GET"]),
        ]

    async def _holdings(self, _call: Call) -> Response:
        today = self._desk.virtual.now_ns()
        rows = [wire.holding_row(row, today) for row in self._desk.exchange.holdings()]
        for row in rows:
            self._freeze(row, "holding")
        return ok(rows)

    async def _summary(self, _call: Call) -> Response:
        return ok(wire.summary_row(self._desk.exchange.holdings_summary()))

    async def _compact(self, _call: Call) -> Response:
        return ok(
            [
                {
                    "exchange": row.exchange,
                    "tradingsymbol": row.tradingsymbol,
                    "instrument_token": row.instrument_token,
                    "t1_quantity": row.t1_quantity,
                    "quantity": row.quantity,
                }
                for row in self._desk.exchange.holdings()
            ]
        )

    async def _auctions(self, _call: Call) -> Response:
        # Auction rows carry the date of the last authorisation; none means a day long past.
        long_past = self._desk.virtual.now_ns() - 30 * DAY_NS
        return ok([wire.auction_row(row, long_past) for row in self._desk.exchange.auctions()])

    async def _authorise(self, call: Call) -> Response:
        isins, quantities = call.form.every("isin"), call.form.every("quantity")
        if len(isins) != len(quantities):
            raise missing("quantity" if len(isins) > len(quantities) else "isin")
        try:
            items = [(isin, int(text)) for isin, text in zip(isins, quantities, strict=True)]
        except ValueError:
            raise input_error("Invalid `quantity`.") from None
        request_id = secrets.token_hex(16)
        self._asked[request_id] = items
        return ok({"request_id": request_id})

    async def _positions(self, _call: Call) -> Response:
        net, day = self._desk.exchange.positions()
        return ok({"net": self._rows(net, "net"), "day": self._rows(day, "day")})

    async def _convert(self, call: Call) -> Response:
        form = call.form
        position_type = form.need("position_type")
        if position_type not in {"day", "overnight"}:
            raise input_error("Invalid `position_type`.")
        quantity = form.integer("quantity")
        if quantity is None:
            raise missing("quantity")
        refusal = self._desk.exchange.convert(
            exchange=form.need("exchange"),
            tradingsymbol=form.need("tradingsymbol"),
            transaction_type=form.need_choice("transaction_type", Side),
            position_type=position_type,
            quantity=quantity,
            old_product=form.need_choice("old_product", Product),
            new_product=form.need_choice("new_product", Product),
        )
        granted(refusal)
        return ok(data=True)

    async def _page(self, request: Request) -> Response:
        known = request.path_params["request_id"] in self._asked
        body = (
            '<form method="post"><button type="submit">Authorise</button></form>'
            if known
            else "<p>This request is unknown or was used already.</p>"
        )
        return HTMLResponse(
            f"<h1>Practice depository</h1>{body}", status_code=200 if known else 404
        )

    async def _confirm(self, request: Request) -> Response:
        items = self._asked.pop(request.path_params["request_id"], None)
        refused = items is None or self._desk.exchange.authorise(items) is not None
        status = "error" if refused else "success"
        return RedirectResponse(f"{request.url.path}/finish?status={status}", status_code=303)

    async def _end(self, request: Request) -> Response:
        status = html.escape(request.query_params.get("status", ""))
        return HTMLResponse(f"<h1>Practice depository</h1><p>Authorisation: {status}</p>")

    def _rows(self, rows: list[PositionRow], table: str) -> list[Row]:
        out = [wire.position_row(row) for row in rows]
        for row in out:
            self._freeze(row, table)
        return out

    def _freeze(self, row: Row, table: str) -> None:
        # The live servers cache these prices; with the switch on they never move at all.
        if not self._desk.switches.stale_prices:
            self._frozen.clear()
            return
        key = (table, int(str(row["instrument_token"])), str(row["product"]))
        row["last_price"] = self._frozen.setdefault(key, float(str(row["last_price"])))
