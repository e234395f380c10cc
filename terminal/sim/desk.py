"""The life of orders: from placement through the exchange's book to a terminal state.

Every state is a snapshot in the order's history and an event. Between states lie the small
delays of `SimOptions.latency_ms`, so a client can see them all. What needs more than one order
(slices, icebergs, cover orders, square-off) is in `routes`; changes to orders are in `changes`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from terminal.sim.book import Fill, Resting
from terminal.sim.checks import CAP_REACHED, protected_price, refuse, row_message
from terminal.sim.core import Core
from terminal.sim.holdings import auction_number, check_sale
from terminal.sim.ledger import Ledger
from terminal.sim.market import to_price, to_ticks
from terminal.sim.order import SimOrder
from terminal.sim.session import day_start_ns, ist_day, session_kind
from terminal.sim.types_market import SimInstrument
from terminal.sim.types_orders import (
    ZERO,
    OrderChanged,
    OrderKind,
    PlaceRequest,
    Product,
    Rejection,
    Side,
    SimTrade,
    Status,
    Traded,
    Validity,
    Variety,
)

_RELEASE_S = 33300  # AMOs leave at 09:15 IST when the market never closes
_AUCTION_NS = 60_000_000_000
_TTL_NS = 60_000_000_000


class Desk:
    """All orders of the day and the path they take."""

    def __init__(self, core: Core, ledger: Ledger) -> None:
        self.core, self.ledger = core, ledger
        self.orders: dict[str, SimOrder] = {}
        self.trades: list[SimTrade] = []
        self.placed_today = 0
        self.on_filled: list[Callable[[SimOrder, int], None]] = []  # order, quantity just filled
        self.on_ended: list[Callable[[SimOrder], None]] = []
        self._stops: dict[int, list[SimOrder]] = {}
        ledger.working = self.working

    # --- reading ---
    def working(self) -> Iterable[SimOrder]:
        """Return the orders that are not in a terminal state."""
        return [order for order in self.orders.values() if order.live]

    # --- placing ---
    def admit(self, request: PlaceRequest, instrument: SimInstrument) -> SimOrder | Rejection:
        """Run the account's checks and start an order on its way.

        The caller has run `checks.check_place` and split quantities above the freeze limit.
        """
        if self.placed_today >= self.core.options.day_cap:
            return refuse(CAP_REACHED)
        self.placed_today += 1
        order = self.build(request, instrument)
        refusal = self._check_account(order)
        if refusal is not None:
            if (
                refusal.error_type != "MarginException"
                or not self.core.options.margin_reject_as_row
            ):
                return refusal
            self.start(order, refused=refusal.message)
            return order
        self.start(order)
        return order

    def build(self, request: PlaceRequest, instrument: SimInstrument) -> SimOrder:
        """Return an order that is not on its way yet."""
        core = self.core
        return SimOrder(
            request, instrument, order_id=core.order_id(), now_ns=core.now_ns,
            placed_by=request.placed_by or core.options.user_id,
            guid=f"{core.random.getrandbits(32):08x}X{core.random.getrandbits(48):012x}",
        )  # fmt: skip

    def _check_account(self, order: SimOrder) -> Rejection | None:
        if order.product in {Product.CNC, Product.MTF} and order.side is Side.SELL:
            refusal = self.check_delivery(order, order.quantity)
            if refusal is not None:
                return refusal
            if order.variety is Variety.AUCTION:
                held = self.ledger.holdings.get(order.instrument.isin)
                if held is None or auction_number(held) != order.auction_number:
                    return refuse("Invalid `auction_number`.")
        return self.ledger.check(order)

    def check_delivery(
        self, order: SimOrder, quantity: int, *, without: SimOrder | None = None
    ) -> Rejection | None:
        """Check that a delivery sale is covered by holdings and authorised."""
        reserved = sum(
            other.pending
            for other in self.working()
            if other is not without
            and other is not order
            and other.side is Side.SELL
            and other.product is order.product
            and other.instrument.isin == order.instrument.isin
        )
        return check_sale(
            self.ledger.holdings.get(order.instrument.isin), quantity,
            bought_today=self.ledger.held(order.instrument, order.product), reserved=reserved,
            authorisation_needed=self.core.options.authorisation_needed,
        )  # fmt: skip

    def start(self, order: SimOrder, *, refused: str = "") -> None:
        """Register an order and send it on its way (AMOs wait for the next opening)."""
        core = self.core
        self.orders[order.order_id] = order
        core.market.ensure(order.instrument.instrument_token, core.now_ns).pinned = True
        if core.options.tag_only_in_tags:
            order.tag = None
        if order.variety is Variety.AMO:
            self.move(order, Status.AMO_RECEIVED)
            core.at(self._release_ns(order), lambda: self._release(order))
            return
        self.move(order, Status.RECEIVED)
        core.after_delay(lambda: self._validate(order, refused))

    def _release_ns(self, order: SimOrder) -> int:
        core = self.core
        if core.calendar.hours:
            return core.calendar.next_open_ns(session_kind(order.instrument.exchange), core.now_ns)
        start = day_start_ns(ist_day(core.now_ns)) + _RELEASE_S * 10**9
        return start if start > core.now_ns else start + 86400 * 10**9

    def _release(self, order: SimOrder) -> None:
        if not order.live:
            return
        refusal = self.ledger.check(order, without=order)
        self.move(order, Status.RECEIVED)
        self.core.after_delay(lambda: self._validate(order, refusal.message if refusal else ""))

    def _validate(self, order: SimOrder, refused: str) -> None:
        self.move(order, Status.VALIDATION_PENDING)
        if refused:
            raw = f"RMS:Margin Exceeds for entity account-{self.core.options.user_id}"
            self.core.after_delay(
                lambda: self.reject(order, f"{refused} Check the orderbook for open orders.", raw)
            )
            return
        self.core.after_delay(lambda: self._forward(order))

    def _forward(self, order: SimOrder) -> None:
        self.move(order, Status.OPEN_PENDING)
        self.core.after_delay(lambda: self._arrive(order))

    def _arrive(self, order: SimOrder) -> None:
        """The order reaches the exchange."""
        text = row_message(order.instrument, order.kind, order.trigger)
        if text is not None:
            self.reject(order, text, text)
            return
        core = self.core
        order.exchange_order_id = core.exchange_order_id()
        order.exchange_ns = order.exchange_update_ns = core.now_ns
        order.entered = True
        if order.validity is Validity.TTL:
            self.limit_life(order)
        if order.variety is Variety.AUCTION:
            self.move(order, Status.OPEN)
            core.at(core.now_ns + _AUCTION_NS, lambda: self._auction(order))
        elif order.stop:
            self.wait(order)
        else:
            self.enter(order)

    # --- at the exchange ---
    def wait(self, order: SimOrder) -> None:
        """Park a stop order until the last price reaches its trigger."""
        order.stop = True
        self.move(order, Status.TRIGGER_PENDING)
        self._stops.setdefault(order.instrument.instrument_token, []).append(order)

    def unwait(self, order: SimOrder) -> None:
        waiting = self._stops.get(order.instrument.instrument_token, [])
        if order in waiting:
            waiting.remove(order)

    def enter(self, order: SimOrder) -> None:
        """Match an order and rest its remainder; convert market orders first."""
        core, instrument = self.core, order.instrument
        live = core.market.ensure(instrument.instrument_token, core.now_ns)
        assert live.book is not None
        limit = order.price
        if order.kind in {OrderKind.MARKET, OrderKind.SL_M}:
            limit = self._convert(order)
        order.stop = False
        live.now_ns = max(live.now_ns, core.now_ns)
        order.resting = Resting(
            order.sign, to_ticks(instrument, limit), order.pending, order.order_id,
            visible=order.disclosed,
        )  # fmt: skip
        immediate = order.validity is Validity.IOC
        fills = live.book.submit(order.resting, rest=not immediate)
        changed = order.status is Status.MODIFIED
        if immediate or changed or len(fills) != 1 or order.resting.quantity:
            self.move(order, Status.OPEN)
        live.note(fills)
        self.collect(live.user_fills)
        live.user_fills = []
        if immediate and order.live:
            self.end(order, Status.CANCELLED, "Unfilled part of an IOC order is cancelled.")

    def _convert(self, order: SimOrder) -> Decimal:
        """Return a market order's limit; write it into the row when so switched."""
        protection = order.protection or None
        limit, percent = protected_price(self.core, order.instrument, order.side, protection)
        order.was_market = True
        if self.core.options.convert_market and protection is not None:
            order.kind, order.price, order.protection = OrderKind.LIMIT, limit, ZERO
            order.tags = (*order.tags, "mktp", f"mktp:{percent:.2f}")
        return limit

    def check_stops(self, token: int, low: Decimal, high: Decimal) -> None:
        """Release stop orders whose trigger the price touched between `low` and `high`."""
        waiting = self._stops.get(token)
        if not waiting:
            return
        for order in list(waiting):
            hit = high >= order.trigger if order.side is Side.BUY else low <= order.trigger
            if hit and not order.queued:
                waiting.remove(order)
                self.enter(order)

    def stop_tokens(self) -> list[int]:
        """Return the tokens with waiting stop orders."""
        return [token for token, waiting in self._stops.items() if waiting]

    def collect(self, fills: list[Fill]) -> None:
        """Book executions of the user's orders, resting side first."""
        for fill in fills:
            for side in (fill.resting, fill.taker):
                if side.owner:
                    order = self.orders[side.owner]
                    price = to_price(order.instrument, fill.price)
                    self.fill(order, fill.quantity, price)

    def fill(self, order: SimOrder, quantity: int, price: Decimal) -> None:
        """Book one execution of an order."""
        core = self.core
        order.filled += quantity
        order.value += price * quantity
        order.exchange_update_ns = core.now_ns
        trade = SimTrade(
            trade_id=core.trade_id(), order_id=order.order_id,
            exchange_order_id=order.exchange_order_id or "",
            exchange=order.instrument.exchange, tradingsymbol=order.instrument.tradingsymbol,
            instrument_token=order.instrument.instrument_token, product=order.product,
            transaction_type=order.side, quantity=quantity, price=price, fill_ns=core.now_ns,
            order_ns=order.order_ns,
        )  # fmt: skip
        order.trades.append(trade)
        self.trades.append(trade)
        self.ledger.book(trade, order.instrument)
        core.emit(Traded(trade))
        if order.pending == 0:
            order.resting = None
            self.move(order, Status.COMPLETE)
        else:
            self.record(order, partial=True)
        for listener in self.on_filled:
            listener(order, quantity)
        if not order.live:
            self._ended(order)

    def _auction(self, order: SimOrder) -> None:
        if order.live:
            self.fill(order, order.pending, order.price)

    # --- ending ---
    def take_out(self, order: SimOrder) -> None:
        """Remove an order from the book and from the waiting stops."""
        self.unwait(order)
        if order.resting is not None:
            live = self.core.market.live.get(order.instrument.instrument_token)
            if live is not None and live.book is not None:
                live.book.cancel(order.resting)
            order.resting = None

    def end(self, order: SimOrder, status: Status, message: str | None = None) -> None:
        """Cancel what is left of an order."""
        self.take_out(order)
        order.cancelled = order.pending
        order.status_message = message
        order.exchange_update_ns = self.core.now_ns
        self.move(order, status)
        self._ended(order)

    def reject(self, order: SimOrder, message: str, raw: str) -> None:
        """Turn an order into a REJECTED row; nothing of it is pending afterwards."""
        self.take_out(order)
        order.status_message, order.status_raw = message, raw
        self.move(order, Status.REJECTED)
        self._ended(order)

    def expire(self, order: SimOrder) -> None:
        """End an order whose validity is over."""
        if order.live and order.entered:
            self.end(order, Status.CANCELLED, "Order validity is over.")

    def limit_life(self, order: SimOrder) -> None:
        """Let a TTL order lapse its minutes from now; a later call replaces an earlier one."""
        order.ends_ns = ends_ns = self.core.now_ns + order.ttl * _TTL_NS

        def lapse() -> None:
            if order.ends_ns == ends_ns and order.validity is Validity.TTL:
                self.expire(order)

        self.core.at(ends_ns, lapse)

    def _ended(self, order: SimOrder) -> None:
        for listener in self.on_ended:
            listener(order)

    def start_day(self) -> None:
        """Clear the day's book; only after-market orders that still wait are kept."""
        self.orders = {key: order for key, order in self.orders.items() if order.live}
        self.trades = []
        self.placed_today = 0
        self._stops.clear()

    # --- telling ---
    def move(self, order: SimOrder, status: Status) -> None:
        """Put an order into a state, keep the snapshot and tell the listeners."""
        order.status = status
        self.record(order, partial=False)

    def redraw(self, order: SimOrder) -> None:
        """Take the newest snapshot again after something was added to the order."""
        hide = self.core.options.tag_only_in_tags
        order.history[-1] = order.snapshot(self.core.now_ns, hide_tag=hide)

    def record(self, order: SimOrder, *, partial: bool) -> None:
        hide = self.core.options.tag_only_in_tags
        snapshot = order.snapshot(self.core.now_ns, hide_tag=hide)
        order.history.append(snapshot)
        self.core.emit(OrderChanged(snapshot, partial))
