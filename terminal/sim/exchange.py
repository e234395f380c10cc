"""The practice exchange behind one facade: deterministic, synchronous, without a clock of its own.

The front tells it what time it is with `advance_to` and collects what happened with
`drain_events`. The same seed, the same inputs at the same virtual times and the same grid give
the same trades, however the time between two inputs is cut into calls.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from terminal.sim.alerts import Alerts
from terminal.sim.calculators import Calculators
from terminal.sim.changes import Changes
from terminal.sim.core import Core
from terminal.sim.desk import Desk
from terminal.sim.floor import Floor, Watch, touched
from terminal.sim.funds_mf import MutualFunds
from terminal.sim.gtt import Gtts
from terminal.sim.history import History
from terminal.sim.holdings import Holding, auction_row, summary
from terminal.sim.ledger import Ledger
from terminal.sim.market import Market
from terminal.sim.prices import Paths
from terminal.sim.routes import Routes
from terminal.sim.session import Calendar, ist_day
from terminal.sim.types import (
    AlertHistoryRow,
    AlertRequest,
    AlertRow,
    AuctionRow,
    BasketMargin,
    Candle,
    ChargeItem,
    ChargesRow,
    Event,
    Funds,
    GttRequest,
    GttRow,
    HoldingRow,
    HoldingsSummary,
    MarginItem,
    MarginRow,
    MfHolding,
    MfInstrument,
    MfLot,
    MfOrder,
    MfSip,
    MfSipChange,
    MfSipRequest,
    ModifyRequest,
    OrderSnapshot,
    PlaceRequest,
    PlaceResult,
    PositionRow,
    Product,
    Quote,
    QuoteColumns,
    Rejection,
    Side,
    SimInstrument,
    SimOptions,
    SimTrade,
    TriggerRange,
    Variety,
)
from terminal.sim.universe import universe_of


class Exchange:
    """One simulated exchange with one simulated client account.

    Args:
        seed: everything random follows from it.
        start_ns: virtual time at construction, UTC nanoseconds.
        hours: True keeps exchange hours (IST, Monday to Friday); False never closes.
        pad_to: at least this many instrument rows (further option chains are listed).
        cash: opening balance of the equity segment in rupees; commodity gets half of it.
        options: switches; the object is kept, so the front may flip them later.
    """

    def __init__(
        self,
        *,
        seed: int,
        start_ns: int,
        hours: bool = False,
        pad_to: int = 0,
        cash: Decimal = Decimal(1000000),
        options: SimOptions | None = None,
    ) -> None:
        self.options = SimOptions() if options is None else options
        calendar = Calendar(hours=hours)
        paths = Paths(seed=seed, calendar=calendar, negative_crude=self.options.negative_crude)
        day = ist_day(start_ns)
        universe = universe_of(day=day, pad_to=pad_to, spans=paths.spans(day))
        market = Market(
            seed=seed, universe=universe, paths=paths, calendar=calendar, options=self.options
        )
        self._core = Core(
            seed=seed, now_ns=start_ns, calendar=calendar, universe=universe, market=market,
            options=self.options,
        )  # fmt: skip
        self._market = market
        self._ledger = Ledger(self._core, cash)
        self._desk = Desk(self._core, self._ledger)
        self._routes = Routes(self._core, self._desk, self._ledger)
        self._changes = Changes(self._core, self._desk)
        self._calculators = Calculators(self._core, self._ledger)
        self._history = History(market, calendar)
        self._gtts = Gtts(self._core, self._routes)
        self._alerts = Alerts(self._core, self._routes)
        self._funds = MutualFunds(self._core, seed)
        self._floor = Floor(self._core, self._desk, self._ledger, self._routes, pad_to)
        self._floor.watchers += [self._gtts.watch, self._alerts.watch]

    # --- time and market data ---
    @property
    def now_ns(self) -> int:
        """Virtual time, UTC nanoseconds."""
        return self._core.now_ns

    @property
    def instruments(self) -> dict[int, SimInstrument]:
        """Today's instrument master by token; replaced when the day turns."""
        return self._core.universe.instruments

    def find(self, exchange: str, tradingsymbol: str) -> SimInstrument | None:
        """Return the instrument of that name; indices are found under NSE or BSE and INDICES."""
        return self._core.universe.find(exchange, tradingsymbol)

    def advance_to(self, now_ns: int) -> None:
        """Run the exchange up to `now_ns`; an earlier time than `now_ns` is ignored."""
        self._floor.run(now_ns)

    def drain_events(self) -> list[Event]:
        """Return what happened since the last call, in order."""
        events, self._core.events = self._core.events, []
        return events

    def activate(self, tokens: Iterable[int]) -> None:
        """Keep live books for these tokens (the newest `options.max_active` are kept)."""
        self._market.activate(tokens, self.now_ns)

    def is_open(self, token: int) -> bool:
        """True while the instrument's segment trades."""
        instrument = self.instruments.get(token)
        return instrument is not None and self._market.is_open(instrument, self.now_ns)

    def quote(self, token: int) -> Quote | None:
        """Return the quote, or None for a token the exchange does not know."""
        return self._market.quote(token, self.now_ns)

    def quote_columns(self, tokens: NDArray[np.int64]) -> QuoteColumns:
        """Return the quotes of many tokens as columns, in the order asked for."""
        return self._market.columns(tokens, self.now_ns)

    def candles(
        self,
        token: int,
        interval_s: int,
        start_ns: int,
        end_ns: int,
        *,
        oi: bool = False,
        continuous: bool = False,
    ) -> list[Candle]:
        """Return bars with start_ns <= open_ns <= end_ns, oldest first, the forming one included.

        `interval_s` is a multiple of 60 below a day, 86400 or 604800.
        """
        return self._history.candles(
            token, interval_s, start_ns, end_ns, self.now_ns, oi=oi, continuous=continuous
        )

    def on_step(self, watch: Watch) -> None:
        """Call `watch` with the time after every step of the market's grid."""
        self._floor.watchers.append(watch)

    def touched(self, tokens: list[int]) -> dict[int, tuple[Decimal, Decimal, Decimal]]:
        """Return (low, high, last) of the newest grid step for each known token."""
        return touched(self._core, tokens)

    @property
    def market(self) -> Market:
        """The market place, for a control surface that moves prices; clients go through `place`."""
        return self._market

    # --- orders ---
    def place(self, request: PlaceRequest) -> PlaceResult | Rejection:
        """Accept or refuse an order; a Rejection means HTTP-level refusal and no working order."""
        return self._routes.place(request)

    def modify(
        self, order_id: str, change: ModifyRequest, variety: Variety | None = None
    ) -> str | Rejection:
        """Ask for a change; returns the order id."""
        return self._changes.modify(order_id, change, variety)

    def cancel(
        self, order_id: str, parent_order_id: str | None = None, variety: Variety | None = None
    ) -> str | Rejection:
        """Ask for a cancellation; with `parent_order_id` exits a cover order's position."""
        return self._changes.cancel(order_id, parent_order_id, variety)

    def orders(self) -> list[OrderSnapshot]:
        """Return the day's order book, oldest first."""
        visible = self.now_ns - self.options.late_row_ms * 1_000_000
        return [
            order.history[-1] for order in self._desk.orders.values() if order.order_ns <= visible
        ]

    def order_history(self, order_id: str) -> list[OrderSnapshot] | None:
        """Return all states of one order, oldest first; None for an unknown id."""
        order = self._desk.orders.get(order_id)
        return None if order is None else list(order.history)

    def trades(self) -> list[SimTrade]:
        """Return the day's trades, oldest first."""
        return list(self._desk.trades)

    def order_trades(self, order_id: str) -> list[SimTrade] | None:
        """Return the trades of one order; None for an unknown id."""
        order = self._desk.orders.get(order_id)
        return None if order is None else list(order.trades)

    # --- portfolio ---
    def positions(self) -> tuple[list[PositionRow], list[PositionRow]]:
        """Return (net, day)."""
        return self._ledger.tables()

    def holdings(self) -> list[HoldingRow]:
        return [self._holding_row(holding) for holding in self._ledger.holdings.values()]

    def _holding_row(self, holding: Holding) -> HoldingRow:
        token = holding.instrument.instrument_token
        last = self._market.last_price(token, self.now_ns)
        return holding.row(last, self._market.prev_close(token, self.now_ns))

    def holdings_summary(self) -> HoldingsSummary:
        return summary(self.holdings())

    def auctions(self) -> list[AuctionRow]:
        """Return the holdings that may be offered in today's auction."""
        return [
            auction_row(holding, self._holding_row(holding))
            for holding in list(self._ledger.holdings.values())[:3]
            if holding.settled
        ]

    def convert(
        self,
        *,
        exchange: str,
        tradingsymbol: str,
        transaction_type: Side,
        position_type: str,
        quantity: int,
        old_product: Product,
        new_product: Product,
    ) -> Rejection | None:
        """Move a position to another product; None means done."""
        return self._calculators.convert(
            self.find(exchange, tradingsymbol), transaction_type, position_type, quantity,
            old_product, new_product,
        )  # fmt: skip

    def authorise(self, items: Sequence[tuple[str, int]]) -> Rejection | None:
        """Authorise sales of (isin, quantity) at the depository; an empty list authorises all."""
        return self._calculators.authorise(items)

    def funds(self) -> Funds:
        return self._ledger.funds()

    def margin_of(self, items: Sequence[MarginItem]) -> list[MarginRow] | Rejection:
        """Return the margin of each order on its own."""
        return self._calculators.orders(items)

    def basket_margin(
        self, items: Sequence[MarginItem], *, consider_positions: bool
    ) -> BasketMargin | Rejection:
        """Return the margin of the orders together."""
        return self._calculators.basket(items, consider_positions=consider_positions)

    def charges_of(self, items: Sequence[ChargeItem]) -> list[ChargesRow] | Rejection:
        """Return a virtual contract note for each item."""
        return self._calculators.charges(items)

    def trigger_range(self, token: int, side: Side) -> TriggerRange | None:
        """Return the allowed stop prices of a cover order entered on `side`."""
        instrument = self.instruments.get(token)
        if instrument is None or instrument.is_index:
            return None
        return self._routes.trigger_range(instrument, side)

    # --- GTT ---
    def gtt_place(self, request: GttRequest) -> int | Rejection:
        return self._gtts.place(request)

    def gtt_modify(self, trigger_id: int, request: GttRequest) -> int | Rejection:
        return self._gtts.modify(trigger_id, request)

    def gtt_delete(self, trigger_id: int) -> int | Rejection:
        return self._gtts.delete(trigger_id)

    def gtt(self, trigger_id: int) -> GttRow | None:
        return self._gtts.row(trigger_id)

    def gtt_list(self) -> list[GttRow]:
        """Return active triggers and those that changed in the last seven days."""
        return self._gtts.rows()

    # --- alerts ---
    def alert_create(self, request: AlertRequest) -> AlertRow | Rejection:
        return self._alerts.create(request)

    def alert_modify(self, uuid: str, request: AlertRequest) -> AlertRow | Rejection:
        return self._alerts.modify(uuid, request)

    def alert_delete(self, uuids: Sequence[str]) -> Rejection | None:
        """Delete alerts; None means done."""
        return self._alerts.delete(uuids)

    def alert(self, uuid: str) -> AlertRow | None:
        return self._alerts.row(uuid)

    def alert_list(self, status: str = "") -> list[AlertRow]:
        """Return alerts, newest first; deleted ones only when asked for by `status`."""
        return self._alerts.rows(status)

    def alert_history(self, uuid: str) -> list[AlertHistoryRow] | None:
        """Return an alert's firings, newest first; None for an unknown id."""
        return self._alerts.history(uuid)

    # --- mutual funds ---
    def mf_instruments(self) -> list[MfInstrument]:
        return self._funds.instruments()

    def mf_orders(self, from_ns: int | None = None, to_ns: int | None = None) -> list[MfOrder]:
        """Return orders between the times, by default those of the last seven days."""
        return self._funds.orders(from_ns, to_ns)

    def mf_order(self, order_id: str) -> MfOrder | None:
        return self._funds.order(order_id)

    def mf_place(
        self,
        *,
        tradingsymbol: str,
        transaction_type: Side,
        amount: Decimal = Decimal(0),
        quantity: Decimal = Decimal(0),
        tag: str = "",
    ) -> str | Rejection:
        return self._funds.place(tradingsymbol, transaction_type, amount, quantity, tag)

    def mf_cancel(self, order_id: str) -> str | Rejection:
        return self._funds.cancel(order_id)

    def mf_sips(self) -> list[MfSip]:
        return self._funds.plans.all()

    def mf_sip(self, sip_id: str) -> MfSip | None:
        return self._funds.plans.one(sip_id)

    def mf_place_sip(self, request: MfSipRequest) -> tuple[str, str | None] | Rejection:
        """Start a SIP; returns its id and the id of the initial order, if there is one."""
        return self._funds.plans.place(request)

    def mf_modify_sip(self, sip_id: str, change: MfSipChange) -> str | Rejection:
        return self._funds.plans.modify(sip_id, change)

    def mf_cancel_sip(self, sip_id: str) -> str | Rejection:
        return self._funds.plans.cancel(sip_id)

    def mf_holdings(self) -> list[MfHolding]:
        return self._funds.holdings()

    def mf_holding(self, isin: str) -> list[MfLot]:
        """Return the allotments that make up the holding of one fund."""
        return self._funds.lots(isin)

    def mf_allotments(self) -> list[str]:
        """Return the ISINs with allotments."""
        return self._funds.allotments()
