"""Mutual fund routes: orders, plans, holdings, allotments and the fund dump."""

from decimal import Decimal

import msgspec
from starlette.responses import Response
from starlette.routing import Route

from terminal.sandbox.kite.csvdump import Dumps
from terminal.sandbox.kite.desk import Call, Desk, granted
from terminal.sandbox.kite.fields import Fields
from terminal.sandbox.kite.market import csv_reply
from terminal.sandbox.kite.replies import Failure, Row, input_error, missing, ok
from terminal.sandbox.kite.wire import NO_TIME, num
from terminal.sandbox.virtual import DAY_NS, SECOND_NS, parse_stamp, stamp_text
from terminal.sim.types import (
    ZERO,
    MfHolding,
    MfLot,
    MfOrder,
    MfSip,
    MfSipChange,
    MfSipRequest,
    Side,
)

_TAG_LENGTH = 8


class MfRoutes:
    """`/mf/*`. Writes are refused unless the exchange's `mf_writes` is on."""

    def __init__(self, desk: Desk, dumps: Dumps) -> None:
        self._desk, self._dumps = desk, dumps

    def routes(self) -> list[Route]:
        route = self._desk.route
        return [
            route("GET", "/mf/orders", self._orders),
            route("POST", "/mf/orders", self._place),
            route("GET", "/mf/orders/{order_id}", self._order),
            route("DELETE", "/mf/orders/{order_id}", self._cancel),
            route("GET", "/mf/sips", self._sips),
            route("POST", "/mf/sips", self._place_sip),
            route("GET", "/mf/sips/{sip_id}", self._sip),
            route("PUT", "/mf/sips/{sip_id}", self._modify_sip),
            route("DELETE", "/mf/sips/{sip_id}", self._cancel_sip),
            route("GET", "/mf/holdings", self._holdings),
            route("GET", "/mf/holdings/{isin}", self._holding),
            route("GET", "/mf/allotments", self._allotments),
            route("GET", "/mf/instruments", self._instruments, auth=False),
        ]

    async def _orders(self, call: Call) -> Response:
        start, end = _date(call, "from"), _date(call, "to")
        if end is not None and len(call.query.text("to")) == 10:
            end += DAY_NS - SECOND_NS  # a bare date means the whole day
        return ok([_order_row(row) for row in self._desk.exchange.mf_orders(start, end)])

    async def _order(self, call: Call) -> Response:
        row = self._desk.exchange.mf_order(call.path["order_id"])
        if row is None:
            raise Failure(404, "DataException", "Order not found.")
        return ok(_order_row(row))

    async def _place(self, call: Call) -> Response:
        self._check_writes()
        form = call.form
        order_id = self._desk.exchange.mf_place(
            tradingsymbol=form.need("tradingsymbol"),
            transaction_type=form.need_choice("transaction_type", Side),
            amount=form.decimal("amount") or ZERO,
            quantity=form.decimal("quantity") or ZERO,
            tag=_tag(form),
        )
        return ok({"order_id": granted(order_id)})

    async def _cancel(self, call: Call) -> Response:
        self._check_writes()
        return ok({"order_id": granted(self._desk.exchange.mf_cancel(call.path["order_id"]))})

    async def _sips(self, _call: Call) -> Response:
        return ok([_sip_row(row) for row in self._desk.exchange.mf_sips()])

    async def _sip(self, call: Call) -> Response:
        row = self._desk.exchange.mf_sip(call.path["sip_id"])
        if row is None:
            raise Failure(404, "DataException", "SIP not found.")
        return ok({**_sip_row(row), "fund_source": "pool"})

    async def _place_sip(self, call: Call) -> Response:
        self._check_writes()
        form = call.form
        amount, instalments = form.decimal("amount"), form.integer("instalments")
        if amount is None:
            raise missing("amount")
        if instalments is None:
            raise missing("instalments")
        request = MfSipRequest(
            tradingsymbol=form.need("tradingsymbol"),
            amount=amount,
            instalments=instalments,
            frequency=form.need("frequency"),
            initial_amount=form.decimal("initial_amount") or ZERO,
            instalment_day=form.integer("instalment_day") or 0,
            trigger_price=form.decimal("trigger_price") or ZERO,
            step_up=_steps(form) or (),
            sip_type=form.text("sip_type", "sip"),
            tag=_tag(form),
        )
        sip_id, order_id = granted(self._desk.exchange.mf_place_sip(request))
        row: Row = {"sip_id": sip_id}
        if order_id is not None:
            row["order_id"] = order_id
        return ok(row)

    async def _modify_sip(self, call: Call) -> Response:
        self._check_writes()
        form = call.form
        change = MfSipChange(
            amount=form.decimal("amount"),
            status=form.text("status") or None,
            instalments=form.integer("instalments"),
            frequency=form.text("frequency") or None,
            instalment_day=form.integer("instalment_day"),
            step_up=_steps(form),
        )
        sip_id = self._desk.exchange.mf_modify_sip(call.path["sip_id"], change)
        return ok({"sip_id": granted(sip_id)})

    async def _cancel_sip(self, call: Call) -> Response:
        self._check_writes()
        return ok({"sip_id": granted(self._desk.exchange.mf_cancel_sip(call.path["sip_id"]))})

    async def _holdings(self, _call: Call) -> Response:
        return ok([_holding_row(row) for row in self._desk.exchange.mf_holdings()])

    async def _holding(self, call: Call) -> Response:
        return ok([_lot_row(row) for row in self._desk.exchange.mf_holding(call.path["isin"])])

    async def _allotments(self, _call: Call) -> Response:
        return ok(self._desk.exchange.mf_allotments())

    async def _instruments(self, call: Call) -> Response:
        day = stamp_text(self._desk.virtual.now_ns())[:10]
        return csv_reply(call, await self._dumps.funds(day, self._desk.exchange.mf_instruments()))

    def _check_writes(self) -> None:
        if not self._desk.exchange.options.mf_writes:
            words = "Mutual fund order placement via the API is disabled."
            raise input_error(words)


def _tag(form: Fields) -> str:
    tag = form.text("tag")
    if len(tag) > _TAG_LENGTH:
        raise input_error(f"Invalid `tag`. It should be at most {_TAG_LENGTH} characters.")
    return tag


def _steps(form: Fields) -> tuple[tuple[str, int], ...] | None:
    """Return the step-ups, JSON text like {"15-02": 10}; None if absent."""
    text = form.text("step_up")
    if not text:
        return None
    try:
        return tuple(msgspec.json.decode(text, type=dict[str, int]).items())
    except msgspec.MsgspecError:
        raise input_error("Invalid `step_up`.") from None


def _date(call: Call, name: str) -> int | None:
    text = call.query.text(name)
    if not text:
        return None
    try:
        return parse_stamp(text)
    except ValueError:
        raise input_error(f"Invalid `{name}`.") from None


def _fraction(value: Decimal) -> float:
    """Return a number that is a float even when whole, as amounts and units of funds are."""
    return float(value)


def _order_row(row: MfOrder) -> Row:
    return {
        "status": row.status,
        "purchase_type": row.purchase_type,
        "folio": row.folio,
        "order_timestamp": stamp_text(row.order_ns),
        "average_price": _fraction(row.average_price),
        "exchange_order_id": row.exchange_order_id,
        "last_price": _fraction(row.last_price),
        "tradingsymbol": row.tradingsymbol,
        "settlement_id": row.settlement_id,
        "transaction_type": row.transaction_type.value,
        "order_id": row.order_id,
        "amount": _fraction(row.amount),
        "tag": row.tag,
        "placed_by": row.placed_by,
        "exchange_timestamp": None if row.exchange_date is None else row.exchange_date.isoformat(),
        "variety": row.variety,
        "last_price_date": row.last_price_date.isoformat(),
        "status_message": row.status_message,
        "fund": row.fund,
        "quantity": _fraction(row.quantity),
    }


def _sip_row(row: MfSip) -> Row:
    last = row.last_instalment_ns
    return {
        "status": row.status,
        "sip_reg_num": row.sip_reg_num,
        "created": stamp_text(row.created_ns),
        "dividend_type": row.dividend_type,
        "instalment_amount": _fraction(row.instalment_amount),
        "fund": row.fund,
        "instalments": row.instalments,
        "next_instalment": row.next_instalment.isoformat(),
        "transaction_type": "BUY",
        "trigger_price": num(row.trigger_price),
        "step_up": dict(row.step_up),
        "tradingsymbol": row.tradingsymbol,
        "tag": row.tag,
        "frequency": row.frequency,
        "last_instalment": NO_TIME if last is None else stamp_text(last),
        "pending_instalments": row.pending_instalments,
        "instalment_day": row.instalment_day,
        "sip_type": row.sip_type,
        "completed_instalments": row.completed_instalments,
        "sip_id": row.sip_id,
    }


def _holding_row(row: MfHolding) -> Row:
    return {
        "folio": row.folio,
        "average_price": _fraction(row.average_price),
        "last_price": _fraction(row.last_price),
        "last_price_date": row.last_price_date.isoformat(),
        "pledged_quantity": num(row.pledged_quantity),
        "fund": row.fund,
        "tradingsymbol": row.tradingsymbol,
        "pnl": 0,  # the broker leaves this to the client
        "quantity": _fraction(row.quantity),
    }


def _lot_row(row: MfLot) -> Row:
    return {
        "fund": row.fund,
        "tradingsymbol": row.tradingsymbol,
        "average_price": _fraction(row.average_price),
        "variety": row.variety,
        "exchange_timestamp": row.exchange_date.isoformat(),
        "amount": _fraction(row.amount),
        "folio": row.folio,
        "quantity": _fraction(row.quantity),
    }
