"""Positions and holdings.

Amounts and averages follow the simulator's ledger; a carried quantity stands at the previous
close (`cf...`, `netavgprc`), its own cost is in `cforgavgprc` and `netupldprc`.
"""

from decimal import Decimal

from starlette.responses import Response
from starlette.routing import Route

from terminal.sandbox.shoonya.blotter import Blotter
from terminal.sandbox.shoonya.desk import Call, Desk
from terminal.sandbox.shoonya.listing import Scrip, make_scrip
from terminal.sandbox.shoonya.quotes import short_row
from terminal.sandbox.shoonya.replies import Failure, Row, listed
from terminal.sandbox.shoonya.terms import ALIASES, product_code
from terminal.sandbox.shoonya.wire import amount_text, price_text, scrip_row
from terminal.sim.types import ZERO, HoldingRow, PositionRow, Side

Open = dict[tuple[str, str, str, Side], tuple[int, Decimal]]


class PortfolioRoutes:
    """`PositionBook` and `Holdings`."""

    def __init__(self, desk: Desk, blotter: Blotter) -> None:
        self._desk, self._blotter = desk, blotter

    def routes(self) -> list[Route]:
        route = self._desk.route
        return [*route("PositionBook", self._positions), *route("Holdings", self._holdings)]

    async def _positions(self, call: Call) -> Response:
        call.fields.need("uid", "actid")
        net, _ = self._desk.exchange.positions()
        waiting = self._open_orders()
        return listed([self._position(row, waiting) for row in net])

    async def _holdings(self, call: Call) -> Response:
        fields = call.fields
        if not (fields.has("uid") and fields.has("actid") and fields.has("prd")):
            raise Failure(400, "Invalid Input : Missing uid or actid or prd.")
        rows = self._desk.exchange.holdings() if fields.text("prd") == "C" else []
        return listed([self._holding(row) for row in rows])

    # --- positions ---
    def _position(self, row: PositionRow, waiting: Open) -> Row:
        desk = self._desk
        scrip = desk.listing.of(row.instrument_token)
        if scrip is None:
            scrip = make_scrip(desk.exchange.instruments[row.instrument_token])
        prd = product_code(row.product)
        return {
            "stat": "Ok",
            "uid": desk.user_id,
            "actid": desk.user_id,
            **scrip_row(scrip),
            "prd": prd,
            "s_prdt_ali": ALIASES[prd],
            **_figures(row, scrip),
            **_open_figures(scrip, prd, waiting),
        }

    def _open_orders(self) -> Open:
        """Return (quantity, amount) that may still trade, by scrip, product and side."""
        found: Open = {}
        for entry in self._blotter.entries():
            if entry.pending:
                key = (*entry.terms.scrip.key, entry.terms.prd, entry.state.side)
                quantity, amount = found.get(key, (0, ZERO))
                more = entry.state.price * entry.pending
                found[key] = (quantity + entry.pending, amount + more)
        return found

    # --- holdings ---
    def _holding(self, row: HoldingRow) -> Row:
        listing = self._desk.listing
        settled, pledged = row.realised_quantity, row.collateral_quantity
        symbols: list[Row] = []
        for exchange in ("NSE", "BSE"):
            instrument = self._desk.exchange.find(exchange, row.tradingsymbol)
            scrip = None if instrument is None else listing.of(instrument.instrument_token)
            if scrip is not None:
                symbols.append({**short_row(scrip), "lp": price_text(scrip, row.last_price)})
        return {
            "stat": "Ok",
            "exch_tsym": symbols,
            "prd": "C",
            "s_prdt_ali": "CNC",
            "holdqty": str(settled - pledged),
            "dpqty": "0",
            "npoadqty": "0",
            "npoadt1qty": str(row.t1_quantity),
            "colqty": str(pledged),
            "benqty": "0",
            "unplgdqty": "0",
            "brkcolqty": str(pledged),
            "btstqty": str(row.t1_quantity),
            "btstcolqty": "0",
            "usedqty": str(row.used_quantity),
            "trdqty": str(row.used_quantity),
            "sell_amt": amount_text(row.last_price * row.used_quantity),
            "upldprc": amount_text(row.average_price),
            "hair_cut": "20.00",
            "brk_hair_cut": "20.00",
        }


def _open_figures(scrip: Scrip, prd: str, waiting: Open) -> Row:
    """Return the open orders' quantities and amounts on both sides of a position."""
    row: Row = {}
    for word, side in (("buy", Side.BUY), ("sell", Side.SELL)):
        quantity, amount = waiting.get((*scrip.key, prd, side), (0, ZERO))
        row[f"open{word}qty"] = str(quantity)
        row[f"open{word}amt"] = amount_text(amount * scrip.row.multiplier)
        row[f"open{word}avgprc"] = price_text(scrip, amount / quantity if quantity else ZERO)
    return row


def _figures(row: PositionRow, scrip: Scrip) -> Row:
    """Return a position's quantities, averages, amounts and profits."""
    carried, mult = row.overnight_quantity, row.multiplier
    mark = row.close_price
    cf_buy, cf_sell = max(carried, 0), max(-carried, 0)
    cf_buy_amount, cf_sell_amount = cf_buy * mark * mult, cf_sell * mark * mult
    buys, sells = row.day_buy_quantity + cf_buy, row.day_sell_quantity + cf_sell
    buy_amount = row.day_buy_value + cf_buy_amount
    sell_amount = row.day_sell_value + cf_sell_amount
    buy_average = _per_unit(buy_amount, buys, mult)
    sell_average = _per_unit(sell_amount, sells, mult)
    net = row.quantity
    average = buy_average if net > 0 else sell_average if net < 0 else ZERO
    own = row.average_price if net else ZERO
    realised = min(buys, sells) * (sell_average - buy_average) * mult
    unrealised = net * (row.last_price - average) * mult
    cost_of_carried = row.buy_value - row.day_buy_value if carried > 0 else (
        row.sell_value - row.day_sell_value
    )  # fmt: skip
    even = own - realised / (net * mult) if net else ZERO

    def price(value: Decimal) -> str:
        return price_text(scrip, value)

    return {
        "netqty": str(net),
        "netavgprc": price(average),
        "netupldprc": price(own),
        "upldprc": price(_per_unit(cost_of_carried, abs(carried), mult)),
        "cforgavgprc": price(_per_unit(cost_of_carried, abs(carried), mult)),
        "daybuyqty": str(row.day_buy_quantity),
        "daysellqty": str(row.day_sell_quantity),
        "daybuyavgprc": price(row.day_buy_price),
        "daysellavgprc": price(row.day_sell_price),
        "daybuyamt": amount_text(row.day_buy_value),
        "daysellamt": amount_text(row.day_sell_value),
        "cfbuyqty": str(cf_buy),
        "cfsellqty": str(cf_sell),
        "cfbuyavgprc": price(mark if cf_buy else ZERO),
        "cfsellavgprc": price(mark if cf_sell else ZERO),
        "cfbuyamt": amount_text(cf_buy_amount),
        "cfsellamt": amount_text(cf_sell_amount),
        "totbuyamt": amount_text(buy_amount),
        "totsellamt": amount_text(sell_amount),
        "totbuyavgprc": price(buy_average),
        "totsellavgprc": price(sell_average),
        "lp": price(row.last_price),
        "rpnl": amount_text(realised),
        "urmtom": amount_text(unrealised),
        "bep": price(even),
    }


def _per_unit(amount: Decimal, quantity: int, multiplier: int) -> Decimal:
    return amount / quantity / multiplier if quantity else ZERO
