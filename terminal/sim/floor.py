"""The trading floor's clock: grid steps, the diary, sessions, the turn of the day.

`run` interleaves the market's grid with the diary in order of time, so cutting one span into
several calls changes nothing. Only a jump of more than a minute in one call is taken in longer
strides, which keeps a sleeping computer's wake-up short.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from terminal.sim.core import MS, Core
from terminal.sim.desk import Desk
from terminal.sim.ledger import Ledger
from terminal.sim.market import to_price
from terminal.sim.routes import Routes
from terminal.sim.session import (
    COMMODITY,
    CURRENCY,
    EQUITY,
    S,
    day_start_ns,
    ist_day,
    session_kind,
)
from terminal.sim.types_orders import Message, Variety
from terminal.sim.universe import universe_of

_MOST_STEPS = 240
_EXCHANGES = {
    EQUITY: frozenset({"NSE", "BSE", "NFO", "BFO"}),
    CURRENCY: frozenset({"CDS", "BCD"}),
    COMMODITY: frozenset({"MCX", "NCO"}),
}
_SQUARE_OFF_LATER = {EQUITY: 0, CURRENCY: 85, COMMODITY: 470}  # minutes after equity's

Watch = Callable[[int], None]


class Floor:
    """Moves the exchange through time."""

    def __init__(self, core: Core, desk: Desk, ledger: Ledger, routes: Routes, pad_to: int) -> None:
        self._core, self._desk, self._ledger, self._routes = core, desk, ledger, routes
        self._pad_to = pad_to
        self.watchers: list[Watch] = []  # called after every grid step with the time
        self.on_new_day: list[Watch] = []  # called at midnight with the new day's number
        self._plan_day(ist_day(core.now_ns))

    def run(self, target_ns: int) -> None:
        """Run everything due up to and including `target_ns`."""
        core = self._core
        step_ns = core.options.step_ms * MS
        stride = max(1, (target_ns - core.now_ns) // (_MOST_STEPS * step_ns))
        while core.now_ns < target_ns:
            grid = (core.now_ns // step_ns + stride) * step_ns
            entry = core.next_entry_ns()
            if entry is not None and entry <= min(grid, target_ns):
                core.run_entry()
            elif grid <= target_ns:
                before, core.now_ns = core.now_ns - core.now_ns % step_ns, grid
                self._step(grid, (grid - before) / S)
            else:
                core.now_ns = target_ns
        while (entry := core.next_entry_ns()) is not None and entry <= core.now_ns:
            core.run_entry()

    def _step(self, now_ns: int, dt_s: float) -> None:
        market = self._core.market
        market.step(now_ns, dt_s)
        for live in list(market.live.values()):
            if live.user_fills:
                self._desk.collect(market.take_fills(live))
        for token in self._desk.stop_tokens():
            live = market.ensure(token, now_ns)
            if market.is_open(live.instrument, now_ns):
                self._desk.check_stops(
                    token,
                    to_price(live.instrument, live.step_low),
                    to_price(live.instrument, live.step_high),
                )
        for watch in self.watchers:
            watch(now_ns)

    # --- the day ---
    def _plan_day(self, day: int) -> None:
        """Write the day's fixed points into the diary."""
        core = self._core
        calendar = core.calendar
        if calendar.is_trading_day(day):
            for kind in (EQUITY, CURRENCY, COMMODITY):
                minute = core.options.mis_square_off_minute + _SQUARE_OFF_LATER[kind]
                self._at(day_start_ns(day) + minute * 60 * S, self._square_off, kind)
                if calendar.hours:
                    self._at(calendar.close_ns(kind, day), self._close, kind)
        self._at(day_start_ns(day + 1) - MS, self._end_day, day)
        self._at(day_start_ns(day + 1), self._new_day, day + 1)

    def _at(self, when_ns: int, action: Callable[[int], None], argument: int) -> None:
        if when_ns >= self._core.now_ns:
            self._core.at(when_ns, lambda: action(argument))

    def _square_off(self, kind: int) -> None:
        if self._core.options.mis_square_off and self._routes.square_off(_EXCHANGES[kind]):
            self._core.emit(Message("Open intraday positions are being squared off."))

    def _close(self, kind: int) -> None:
        """End a session: day orders lapse, makers go home."""
        for order in list(self._desk.working()):
            if order.variety is Variety.AMO and not order.entered:
                continue
            if session_kind(order.instrument.exchange) == kind:
                self._desk.expire(order)
        self._core.market.close_books(_EXCHANGES[kind])
        self._core.emit(Message(f"Market closed: {', '.join(sorted(_EXCHANGES[kind]))}."))

    def _end_day(self, day: int) -> None:
        """Settle the day that ends; whatever still works lapses."""
        core = self._core
        for order in list(self._desk.working()):
            if order.entered:
                self._desk.expire(order)
        if core.calendar.is_trading_day(day):
            gone = {
                position.instrument.instrument_token
                for position in self._ledger.positions.values()
                if position.instrument.expiry is not None
                and (position.instrument.expiry.toordinal() - 719163) <= day
            }
            self._ledger.roll(self._desk.orders.values(), gone)

    def _new_day(self, day: int) -> None:
        core = self._core
        keep = [position.instrument for position in self._ledger.positions.values()]
        keep += [order.instrument for order in self._desk.working()]
        core.universe = universe_of(
            day=day, pad_to=self._pad_to, spans=core.market.paths.spans(day), keep=keep
        )
        core.market.relist(core.universe, core.now_ns)
        self._desk.start_day()
        for order in list(self._desk.working()):
            if order.instrument.instrument_token not in core.universe.instruments:
                self._desk.reject(order, "The contract has expired.", "Instrument has expired")
        for listener in self.on_new_day:
            listener(day)
        self._plan_day(day)


def touched(core: Core, tokens: list[int]) -> dict[int, tuple[Decimal, Decimal, Decimal]]:
    """Return (low, high, last) of the newest grid step for each known token."""
    now = core.now_ns
    known = [token for token in dict.fromkeys(tokens) if token in core.universe.instruments]
    computed = core.market.last_prices([t for t in known if t not in core.market.live], now)
    result: dict[int, tuple[Decimal, Decimal, Decimal]] = {}
    for token in known:
        live = core.market.live.get(token)
        if live is None:
            price = Decimal(f"{computed[token]:.4f}")
            result[token] = (price, price, price)
        else:
            tick = Decimal(f"{live.tick:.4f}")
            result[token] = (live.step_low * tick, live.step_high * tick, live.last * tick)
    return result
