"""The account's books: cash, positions, holdings, what is blocked, and the turn of the day.

Money changes hands only at the turn of the day (`roll`); within a day the funds are the opening
cash less what positions and open orders block. Invariant: net == cash - debits in every row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from terminal.sim.charges import charges_for
from terminal.sim.core import Core
from terminal.sim.hedges import Risk, benefit
from terminal.sim.holdings import Holding, opening_holdings
from terminal.sim.margins import INTRADAY, MTF, derivative_margin, order_margin, segment_of
from terminal.sim.order import SimOrder
from terminal.sim.positions import Position
from terminal.sim.types_account import Funds, FundsRow, MarginRow, PositionRow
from terminal.sim.types_market import SimInstrument
from terminal.sim.types_orders import ZERO, OrderKind, Product, Rejection, Side, SimTrade

_PAISA = Decimal("0.01")
_FINE = Decimal("0.0001")
_SALE_CREDIT = Decimal("0.80")  # part of a delivery sale that may be spent the same day


class Tally:
    """What one segment blocks, by heading."""

    def __init__(self) -> None:
        self.span = self.exposure = self.premium = self.delivery = ZERO
        self.realised = self.unrealised = self.sales = ZERO

    @property
    def debits(self) -> Decimal:
        return (
            self.span + self.exposure + self.premium + self.delivery
            - self.sales - self.realised - min(self.unrealised, ZERO)
        )  # fmt: skip


class Ledger:
    """Positions and money of the one account."""

    def __init__(self, core: Core, cash: Decimal) -> None:
        self._core = core
        self.cash = {"equity": cash, "commodity": (cash / 2).quantize(_PAISA)}
        self.opening = dict(self.cash)
        self.positions: dict[tuple[int, Product], Position] = {}
        self.holdings: dict[str, Holding] = opening_holdings(core.universe, core.now_ns)
        self.working: Callable[[], Iterable[SimOrder]] = tuple  # set by the desk

    # --- trades ---
    def position(self, instrument: SimInstrument, product: Product) -> Position:
        key = (instrument.instrument_token, product)
        if key not in self.positions:
            self.positions[key] = Position(instrument, product)
        return self.positions[key]

    def held(self, instrument: SimInstrument, product: Product) -> int:
        """Return the open quantity of a position, 0 when there is none."""
        found = self.positions.get((instrument.instrument_token, product))
        return found.quantity if found is not None else 0

    def book(self, trade: SimTrade, instrument: SimInstrument) -> None:
        """Enter an execution into positions and, for delivery, holdings."""
        position = self.position(instrument, trade.product)
        before = position.quantity
        position.trade(trade.transaction_type, trade.quantity, trade.price)
        if trade.product not in {Product.CNC, Product.MTF}:
            return
        holding = self.holdings.get(instrument.isin)
        if holding is None:
            return
        if trade.transaction_type is Side.SELL:
            holding.used += trade.quantity - min(trade.quantity, max(before, 0))
        else:
            holding.used -= min(trade.quantity, max(-before, 0), holding.used)

    # --- margins ---
    def required(self, order: SimOrder, quantity: int, price: Decimal) -> MarginRow:
        """Return what `quantity` units of an order block beyond closing the present position."""
        instrument = order.instrument
        held = self.held(instrument, order.product)
        against = max(-held if order.side is Side.BUY else held, 0)
        opening = max(quantity - against, 0)
        if instrument.is_equity and order.product in {Product.CNC, Product.MTF}:
            opening = quantity if order.side is Side.BUY else 0
        spot = self._core.market.spot(instrument.instrument_token, self._core.now_ns)
        return order_margin(instrument, order.side, order.product, opening, price, spot)

    def price_for_margin(self, order: SimOrder) -> Decimal:
        """Return the price an order is margined at: its limit, else the last price."""
        if order.price and order.kind in {OrderKind.LIMIT, OrderKind.SL}:
            return order.price
        if order.trigger:
            return order.trigger
        return self._core.market.last_price(order.instrument.instrument_token, self._core.now_ns)

    def check(self, order: SimOrder, *, without: SimOrder | None = None) -> Rejection | None:
        """Refuse an order the free margin does not cover; `without` leaves one order out."""
        if not self._core.options.margin_checks:
            return None
        row = self.required(order, order.pending, self.price_for_margin(order))
        need = row.total
        if need <= 0:
            return None
        if row.span:  # what stands against it in the account lowers what it adds
            risks = self.risks(order.instrument.underlying)
            more = benefit([*risks, self._risk(order, row.span)]) - benefit(risks)
            need -= min(max(more, ZERO), row.span)
        free = self.net(segment_of(order.instrument), without=without)
        if need <= free:
            return None
        text = (
            f"Insufficient funds. Required margin is {need:.2f} but available margin is {free:.2f}."
        )
        return Rejection(400, "MarginException", text)

    def _tally_position(self, tally: Tally, position: Position) -> None:
        instrument, quantity = position.instrument, position.quantity
        token, now = instrument.instrument_token, self._core.now_ns
        spent = position.day_buy_value - position.day_sell_value
        if instrument.is_equity and position.product in {Product.CNC, Product.MTF}:
            part = MTF if position.product is Product.MTF else Decimal(1)
            if spent >= 0:
                tally.delivery += spent * part
            else:
                tally.sales += -spent * _SALE_CREDIT
            return
        row = position.net_row(self._core.market.last_price(token, now))
        if instrument.is_option:
            tally.premium += spent
        else:
            closed = min(row.buy_quantity, row.sell_quantity)
            realised = ZERO
            if closed:
                realised = (
                    row.sell_m2m * closed / row.sell_quantity
                    - row.buy_m2m * closed / row.buy_quantity
                )
            tally.realised += realised.quantize(_PAISA)
            tally.unrealised += (row.m2m - realised).quantize(_PAISA)
        if instrument.is_equity:
            tally.span += (abs(quantity) * row.average_price * INTRADAY).quantize(_PAISA)
        elif quantity and (quantity < 0 or not instrument.is_option):
            spot = self._core.market.spot(token, now)
            span, exposure = derivative_margin(instrument, abs(quantity), spot)
            tally.span += span
            tally.exposure += exposure

    def _tally(self, segment: str, without: SimOrder | None = None) -> Tally:
        tally = Tally()
        for position in self.positions.values():
            if segment_of(position.instrument) == segment:
                self._tally_position(tally, position)
        risks = self.risks(segment=segment)
        for order in self.working():
            if order is without or segment_of(order.instrument) != segment or not order.pending:
                continue
            row = self.required(order, order.pending, self.price_for_margin(order))
            tally.span += row.span
            tally.exposure += row.exposure
            tally.premium += row.option_premium
            if order.product in {Product.MIS, Product.CO}:
                tally.span += row.var
            else:
                tally.delivery += row.var
            if row.span and not order.instrument.is_equity:
                risks.append(self._risk(order, row.span))
        tally.span -= min(benefit(risks), tally.span)
        return tally

    def _risk(self, order: SimOrder, span: Decimal) -> Risk:
        sign = 1 if order.side is Side.BUY else -1
        return Risk(order.instrument, sign * order.pending, span)

    def risks(self, underlying: str = "", segment: str = "") -> list[Risk]:
        """Return the derivatives held, of one underlying or segment; open orders hedge nothing yet."""
        found = []
        for position in self.positions.values():
            instrument, quantity = position.instrument, position.quantity
            if instrument.is_equity or not quantity:
                continue
            if underlying not in {"", instrument.underlying}:
                continue
            if segment not in {"", segment_of(instrument)}:
                continue
            span = ZERO
            if quantity < 0 or not instrument.is_option:
                spot = self._core.market.spot(instrument.instrument_token, self._core.now_ns)
                span = derivative_margin(instrument, abs(quantity), spot)[0]
            found.append(Risk(instrument, quantity, span))
        return found

    def net(self, segment: str, *, without: SimOrder | None = None) -> Decimal:
        """Return the free margin of a segment."""
        return self.cash[segment] - self._tally(segment, without).debits

    def funds(self) -> Funds:
        return Funds(self._funds_row("equity"), self._funds_row("commodity"))

    def _funds_row(self, segment: str) -> FundsRow:
        tally, cash = self._tally(segment), self.cash[segment]
        net = cash - tally.debits
        return FundsRow(
            enabled=True, net=net, cash=cash, opening_balance=self.opening[segment],
            live_balance=net, debits=tally.debits, exposure=tally.exposure, span=tally.span,
            option_premium=tally.premium, m2m_realised=tally.realised,
            m2m_unrealised=tally.unrealised, holding_sales=tally.sales, delivery=tally.delivery,
        )  # fmt: skip

    # --- tables ---
    def tables(self) -> tuple[list[PositionRow], list[PositionRow]]:
        """Return (net, day)."""
        net, day = [], []
        for position in self.positions.values():
            token = position.instrument.instrument_token
            last = self._core.market.last_price(token, self._core.now_ns)
            net.append(position.net_row(last))
            if position.touched:
                day.append(position.day_row(last))
        return net, day

    def convert(
        self, position: Position, new_product: Product, side: Side, quantity: int, *, carried: bool
    ) -> None:
        """Move part of an open position to another product at its cost."""
        target = self.position(position.instrument, new_product)
        sign = 1 if side is Side.BUY else -1
        if carried:
            cost = position.take_carried(sign * quantity)
            target.carried += sign * quantity
            target.carried_value += cost
            target.close = position.close
            return
        if side is Side.BUY:
            value = (position.day_buy_value * quantity / position.day_buy).quantize(_FINE)
            position.day_buy -= quantity
            position.day_buy_value -= value
            target.day_buy += quantity
            target.day_buy_value += value
        else:
            value = (position.day_sell_value * quantity / position.day_sell).quantize(_FINE)
            position.day_sell -= quantity
            position.day_sell_value -= value
            target.day_sell += quantity
            target.day_sell_value += value
        if not position.quantity and not position.touched and not position.carried:
            del self.positions[position.instrument.instrument_token, position.product]

    # --- the turn of the day ---
    def roll(self, orders: Iterable[SimOrder], gone: set[int]) -> None:
        """Settle the day: money moves, deliveries become holdings, `gone` contracts expire.

        Call it before the clock passes midnight, so that last prices are today's closes.
        """
        for order in orders:
            if order.filled:
                charges = charges_for(
                    order.instrument, order.product, order.side, order.filled, order.average
                )
                self.cash[segment_of(order.instrument)] -= charges.total.quantize(_PAISA)
        arrivals: list[tuple[Position, int, Decimal]] = []
        for key, position in list(self.positions.items()):
            token = position.instrument.instrument_token
            last = self._core.market.last_price(token, self._core.now_ns)
            self._settle(position, last, arrivals)
            position.carry(last)
            if not position.quantity or token in gone or self._leaves(position):
                if token in gone and position.instrument.is_option:
                    self._exercise(position)
                del self.positions[key]
        for holding in self.holdings.values():
            holding.settle()
        for position, quantity, cost in arrivals:
            instrument = position.instrument
            if instrument.isin not in self.holdings:
                self.holdings[instrument.isin] = Holding(instrument, 0, ZERO)
            mtf = position.product is Product.MTF
            self.holdings[instrument.isin].add(quantity, cost, mtf=mtf)
        self.holdings = {
            isin: held for isin, held in self.holdings.items() if held.settled + held.t1 + held.mtf
        }
        self.opening = dict(self.cash)

    def _exercise(self, position: Position) -> None:
        """Pay or take the intrinsic value of an option that expired."""
        instrument = position.instrument
        spot = self._core.market.spot(instrument.instrument_token, self._core.now_ns)
        over = spot - instrument.strike
        worth = max(over if instrument.instrument_type == "CE" else -over, ZERO)
        paid = worth * position.quantity * instrument.multiplier
        self.cash[segment_of(instrument)] += paid.quantize(_PAISA)

    @staticmethod
    def _leaves(position: Position) -> bool:
        """True for positions that do not live past the day: delivery and intraday equity."""
        return position.instrument.is_equity

    def _settle(
        self, position: Position, last: Decimal, arrivals: list[tuple[Position, int, Decimal]]
    ) -> None:
        segment = segment_of(position.instrument)
        row = position.net_row(last)
        spent = position.day_buy_value - position.day_sell_value
        if position.product in {Product.CNC, Product.MTF} and position.instrument.is_equity:
            self.cash[segment] -= spent.quantize(_PAISA)
            if position.quantity > 0:
                cost = row.average_price * position.quantity
                arrivals.append((position, position.quantity, cost))
        elif position.instrument.is_option:
            self.cash[segment] -= spent.quantize(_PAISA)
        else:  # futures are marked to market, intraday equity is closed at the last price
            self.cash[segment] += row.m2m.quantize(_PAISA)
