"""Rows of orders, trades and order updates, key for key as the broker sends them.

All values are texts; keys without a value stay away. A blank reason is a single space.
"""

from decimal import Decimal

from msgspec import Struct

from terminal.sandbox.shoonya.listing import Scrip
from terminal.sandbox.shoonya.replies import Row, noren_date, noren_time
from terminal.sandbox.shoonya.reports import internal
from terminal.sandbox.shoonya.terms import ALIASES, Terms, kind_code, side_code
from terminal.sandbox.virtual import SECOND_NS
from terminal.sim.types import ZERO, OrderKind, OrderSnapshot, PlaceRequest, Side, SimTrade

_PAISA = Decimal("0.01")
_NOT_IN_UPDATES = frozenset({
    "stat", "st_intrn", "s_prdt_ali", "prd", "rpt", "token", "pp", "ti", "ls", "mult", "prcftr",
    "instname", "dname", "ordenttm", "rqty", "rprc", "rtrgprc", "rorgqty", "rorgprc", "orgtrgprc",
    "rejby", "ordersource", "mkt_protection", "amo",
})  # fmt: skip


class State(Struct, kw_only=True, frozen=True):
    """An order's own numbers at one moment."""

    side: Side
    kind: OrderKind
    quantity: int
    price: Decimal
    trigger: Decimal
    at_ns: int
    entered_ns: int
    disclosed: int = 0
    filled: int = 0
    average: Decimal = ZERO
    cancelled: int = 0
    exchange_id: str = ""
    exchange_ns: int | None = None

    @classmethod
    def of(cls, order: OrderSnapshot) -> "State":
        return cls(
            side=order.transaction_type, kind=order.order_type, quantity=order.quantity,
            price=order.price, trigger=order.trigger_price, at_ns=order.at_ns,
            entered_ns=order.order_ns, disclosed=order.disclosed_quantity,
            filled=order.filled_quantity, average=order.average_price,
            cancelled=order.cancelled_quantity, exchange_id=order.exchange_order_id or "",
            exchange_ns=order.exchange_update_ns,
        )  # fmt: skip

    @classmethod
    def asked(cls, request: PlaceRequest, now_ns: int) -> "State":
        """Return the state of an order that was refused before it became one."""
        return cls(
            side=request.transaction_type, kind=request.order_type, quantity=request.quantity,
            price=request.price, trigger=request.trigger_price, at_ns=now_ns, entered_ns=now_ns,
            disclosed=request.disclosed_quantity,
        )  # fmt: skip


def price_text(scrip: Scrip, value: Decimal | float) -> str:
    """Return a price with the scrip's decimals."""
    return f"{value:.{scrip.precision}f}"


def amount_text(value: Decimal) -> str:
    """Return rupees and paise; what rounds to nothing has no sign."""
    return f"{value.quantize(_PAISA) + ZERO:.2f}"


def factors(scrip: Scrip) -> tuple[str, str]:
    """Return (mult, prcftr): currency contracts have a multiplier, commodities a price factor."""
    if scrip.exch in {"MCX", "NCX"}:
        return "1", f"{scrip.row.multiplier}.000000"
    return str(scrip.row.multiplier), "1.000000"


def scrip_row(scrip: Scrip) -> Row:
    """Return what every book says about the instrument."""
    mult, factor = factors(scrip)
    return {
        "exch": scrip.exch,
        "tsym": scrip.tsym,
        "token": scrip.token,
        "instname": scrip.instname,
        "dname": scrip.display,
        "pp": str(scrip.precision),
        "ti": scrip.tick_size,
        "ls": str(scrip.lot),
        "mult": mult,
        "prcftr": factor,
    }


def order_row(number: str, user: str, terms: Terms, state: State, first: State) -> Row:
    """Return the parts of an order's row that do not depend on the report."""
    scrip = terms.scrip

    def money(value: Decimal) -> str:
        return price_text(scrip, value)

    row: Row = {
        "stat": "Ok",
        "norenordno": number,
        "uid": user,
        "actid": user,
        **scrip_row(scrip),
        "trantype": side_code(state.side),
        "qty": str(state.quantity),
        "prc": money(state.price),
        "prctyp": kind_code(state.kind),
        "ret": terms.ret,
        "prd": terms.prd,
        "s_prdt_ali": ALIASES[terms.prd],
        "dscqty": str(state.disclosed),
        "trgprc": money(state.trigger),
        "rqty": str(state.quantity),
        "rprc": money(state.price),
        "rtrgprc": money(state.trigger),
        "rorgqty": str(first.quantity),
        "rorgprc": money(first.price),
        "orgtrgprc": money(first.trigger),
        "amo": "Yes" if terms.amo else "No",
        "mkt_protection": terms.protection or "0",
        "norentm": noren_time(state.at_ns),
        "ordenttm": str(state.entered_ns // SECOND_NS),
        "ordersource": terms.source,
        "exchordid": state.exchange_id,
    }
    if state.exchange_ns is not None:
        row["exch_tm"] = noren_date(state.exchange_ns)
    if state.filled:
        row["fillshares"] = str(state.filled)
        row["avgprc"] = money(state.average)
    if state.cancelled:
        row["cancelqty"] = str(state.cancelled)
    for key, text in (
        ("remarks", terms.remarks),
        ("cl_ord_id", terms.client_id),
        ("algo_id", terms.algo),
        ("snonum", terms.parent),
        ("snoordt", terms.leg),
    ):
        if text:
            row[key] = text
    for key, amount in (
        ("blprc", terms.stop_away),
        ("bpprc", terms.target_away),
        ("trailprc", terms.trail),
    ):
        if amount:
            row[key] = money(amount)
    return row


def reported(row: Row, status: str, report: str, reason: str, who: str) -> Row:
    """Return an order's row with one report in it."""
    full = {**row, "status": status, "st_intrn": internal(status, report), "rpt": report}
    full["rejreason"] = reason or " "
    if who:
        full["rejby"] = who
    return full


def update_row(row: Row, trade: SimTrade | None, scrip: Scrip) -> Row:
    """Return the `om` of a report; its fill's keys come with a fill alone."""
    update: Row = {"t": "om"}
    update.update((key, value) for key, value in row.items() if key not in _NOT_IN_UPDATES)
    update["pcode"] = row["prd"]
    update["reporttype"] = row["rpt"]
    if trade is not None:
        update |= {
            "flid": trade.trade_id,
            "fltm": noren_date(trade.fill_ns),
            "flqty": str(trade.quantity),
            "flprc": price_text(scrip, trade.price),
        }
    return update


def trade_row(order: Row, trade: SimTrade, filled: int, scrip: Scrip) -> Row:
    """Return a row of the trade book; `filled` is the order's total after this trade."""
    keys = (
        "stat", "norenordno", "uid", "actid", "exch", "tsym", "token", "prctyp", "ret", "prd",
        "s_prdt_ali", "trantype", "qty", "prc", "pp", "ti", "ls", "mult", "prcftr", "instname",
        "dname", "exchordid", "remarks", "snonum", "snoordt", "ordersource", "avgprc",
    )  # fmt: skip
    return {
        **{key: order[key] for key in keys if key in order},
        "flid": trade.trade_id,
        "fltm": noren_date(trade.fill_ns),
        "flqty": str(trade.quantity),
        "flprc": price_text(scrip, trade.price),
        "fillshares": str(filled),
        "norentm": noren_time(trade.fill_ns),
        "exch_tm": noren_date(trade.fill_ns),
    }
