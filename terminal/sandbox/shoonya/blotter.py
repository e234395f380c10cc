"""The broker's order book: its own numbers, its reports, and orders the risk system refused.

The simulator knows working orders; this broker also books what it refuses, and numbers orders by
day. The blotter turns the simulator's events into reports, and each report into an `om`.
"""

from collections.abc import Callable
from decimal import Decimal

from msgspec.structs import replace

from terminal.sandbox.shoonya import wire
from terminal.sandbox.shoonya.desk import Desk
from terminal.sandbox.shoonya.listing import Scrip, make_scrip
from terminal.sandbox.shoonya.replies import Row
from terminal.sandbox.shoonya.reports import FINAL, REJECTED, reports
from terminal.sandbox.shoonya.terms import Terms, terms_of
from terminal.sandbox.shoonya.wire import State
from terminal.sandbox.shoonya.words import in_words, words
from terminal.sandbox.virtual import ist
from terminal.sim.types import (
    Event,
    ModifyRequest,
    OrderChanged,
    OrderKind,
    OrderSnapshot,
    PlaceRequest,
    Rejection,
    SimTrade,
    Status,
    Traded,
)

Settled = Callable[["Entry"], None]
_MS = 1_000_000


class Entry:
    """One order of the book; `rows` are its reports, oldest first."""

    def __init__(self, number: str, terms: Terms, first: State, sim_id: str = "") -> None:
        self.number, self.terms, self.first, self.sim_id = number, terms, first, sim_id
        self.state = first
        self.before: Status | None = None
        self.rows: list[Row] = []
        self.trades: list[tuple[SimTrade, int]] = []

    @property
    def status(self) -> str:
        return str(self.rows[-1]["status"]) if self.rows else ""

    @property
    def final(self) -> bool:
        return self.status in FINAL

    @property
    def pending(self) -> int:
        """Units that may still trade."""
        return 0 if self.final else self.state.quantity - self.state.filled


class Blotter:
    """All orders of the day by the broker's number.

    `on_report` listeners are called after each report, for what has to follow one (other legs).
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._entries: dict[str, Entry] = {}
        self._by_sim: dict[str, Entry] = {}
        self._own: dict[str, Terms] = {}  # terms of orders whose first event is still to come
        self._scrips: dict[int, Scrip] = {}  # what was ordered, contracts that expired included
        self._trade: SimTrade | None = None
        self._serial, self._day, self._turned = 0, "", ""
        self.on_report: list[Settled] = []
        desk.on_event = self._on_event

    # --- reading ---
    def entries(self) -> list[Entry]:
        """Return the day's orders, newest first; `late_row_ms` keeps the youngest ones out."""
        self._turn()
        late_ns = self._desk.exchange.options.late_row_ms * _MS
        visible = self._desk.exchange.now_ns - late_ns
        return [
            entry
            for entry in reversed(self._entries.values())
            if entry.rows and entry.first.entered_ns <= visible
        ]

    def entry(self, number: str) -> Entry | None:
        self._turn()
        return self._entries.get(number)

    def clear(self) -> None:
        """Forget everything: the exchange has been replaced."""
        self._own.clear()
        self._scrips.clear()
        self._entries.clear()
        self._by_sim.clear()
        self._serial = 0

    def new_number(self, at_ns: int | None = None) -> str:
        """Return the next number of the day, now or of an order's; alerts count along."""
        day = _day(self._desk.exchange.now_ns if at_ns is None else at_ns)
        if day != self._day:
            self._day, self._serial = day, 0
        self._serial += 1
        return f"{day}{self._serial:08d}"

    # --- placing ---
    def place(self, request: PlaceRequest, terms: Terms) -> Entry:
        """Place an order; one that is refused stands in the book as rejected."""
        exchange = self._desk.exchange
        self._drain()
        result = exchange.place(request)
        if isinstance(result, Rejection):
            entry = self._add(terms, State.asked(request, exchange.now_ns))
            who, reason = words(result, self._desk.user_id)
            self._report(entry, "PENDING", "NewAck")
            self._report(entry, REJECTED, "Rejected", reason, who)
            return entry
        self._own[result.order_id] = terms
        self._drain()
        return self._by_sim[result.order_id]

    def exit(self, head: Entry) -> bool:
        """Leave a cover or bracket order; False if nothing of it works any more.

        A waiting entry and a target are cancelled; the stop leg goes to market and closes.
        """
        exchange, acted = self._desk.exchange, False
        legs = [each for each in self._entries.values() if each.terms.parent == head.number]
        for each in (head, *legs):
            if each.final or not each.sim_id:
                continue
            if each.terms.leg == "1" and head.terms.prd == "H":
                result = exchange.cancel(each.sim_id, head.sim_id)
            elif each.terms.leg == "1":
                result = self._close_at_market(each)
            else:
                result = exchange.cancel(each.sim_id)
            acted = acted or not isinstance(result, Rejection)
        return acted

    def _close_at_market(self, stop: Entry) -> str | Rejection:
        """Turn a bracket's stop into a market order."""
        change = ModifyRequest(order_type=OrderKind.MARKET, market_protection=Decimal(-1))
        return self._desk.exchange.modify(stop.sim_id, change)

    def _drain(self) -> None:
        for event in self._desk.exchange.drain_events():
            self._on_event(event)

    # --- events ---
    def _on_event(self, event: Event) -> None:
        if isinstance(event, Traded):
            self._trade = event.trade
        elif isinstance(event, OrderChanged):
            self._on_order(event.order, partial=event.partial)

    def _on_order(self, order: OrderSnapshot, *, partial: bool) -> None:
        entry = self._by_sim.get(order.order_id)
        if entry is None:
            entry = self._add(self._terms_of(order), State.of(order), order.order_id)
        earlier, entry.state = entry.state, State.of(order)
        trade, self._trade = self._trade, None
        if trade is not None and trade.order_id == order.order_id:
            entry.trades.append((trade, order.filled_quantity))
        else:
            trade = None
        told = reports(entry.before, order.status, partial=partial)
        if not partial:
            entry.before = order.status
        message = order.status_message or ""
        for status, report in told:
            who, reason = "", ""
            if "Rejected" in report and message:
                who, reason = in_words(message, self._desk.user_id)
            if report == "Fill" or trade is None:
                self._report(entry, status, report, reason, who, trade)
            else:  # comes ahead of its fill
                shown = replace(entry.state, filled=earlier.filled, average=earlier.average)
                self._report(entry, status, report, reason, who, state=shown)

    def _report(
        self,
        entry: Entry,
        status: str,
        report: str,
        reason: str = "",
        who: str = "",
        trade: SimTrade | None = None,
        state: State | None = None,
    ) -> None:
        user = self._desk.user_id
        base = wire.order_row(entry.number, user, entry.terms, state or entry.state, entry.first)
        row = wire.reported(base, status, report, reason, who)
        entry.rows.append(row)
        self._desk.tell(wire.update_row(row, trade, entry.terms.scrip))
        for listener in self.on_report:
            listener(entry)

    def _terms_of(self, order: OrderSnapshot) -> Terms:
        own = self._own.pop(order.order_id, None)
        if own is not None:
            return own
        token = order.instrument_token
        scrip = self._desk.listing.of(token) or self._scrips.get(token)
        if scrip is None:
            scrip = make_scrip(self._desk.exchange.instruments[token])
        terms = terms_of(order, scrip)
        parent = self._by_sim.get(order.parent_order_id or "")
        if parent is not None:
            terms.parent, terms.leg, terms.remarks = parent.number, "1", parent.terms.remarks
        return terms

    def _add(self, terms: Terms, first: State, sim_id: str = "") -> Entry:
        entry = Entry(self.new_number(first.entered_ns), terms, first, sim_id)
        self._scrips[terms.scrip.row.instrument_token] = terms.scrip
        self._entries[entry.number] = entry
        if sim_id:
            self._by_sim[sim_id] = entry
        return entry

    def _turn(self) -> None:
        """Drop the orders that ended on an earlier day."""
        today = _day(self._desk.exchange.now_ns)
        if today == self._turned:
            return
        self._turned = today
        self._entries = {
            key: each
            for key, each in self._entries.items()
            if not each.final or _day(each.state.at_ns) == today
        }
        kept = set(self._entries)
        self._by_sim = {key: e for key, e in self._by_sim.items() if e.number in kept}


def _day(stamp_ns: int) -> str:
    return ist(stamp_ns).strftime("%y%m%d")
