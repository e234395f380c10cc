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

    options: SimOptions
    now_ns: int
    instruments: dict[int, SimInstrument]

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
        raise NotImplementedError

    # --- time and market data ---
    def find(self, exchange: str, tradingsymbol: str) -> SimInstrument | None:
        """Return the instrument of that name; indices are found under NSE, BSE and INDICES."""
        raise NotImplementedError

    def advance_to(self, now_ns: int) -> None:
        """Run the exchange up to `now_ns`; an earlier time than `now_ns` is ignored."""
        raise NotImplementedError

    def drain_events(self) -> list[Event]:
        """Return what happened since the last call, in order."""
        raise NotImplementedError

    def activate(self, tokens: Iterable[int]) -> None:
        """Keep live books for these tokens (the newest `options.max_active` are kept)."""
        raise NotImplementedError

    def is_open(self, token: int) -> bool:
        """True while the instrument's segment trades."""
        raise NotImplementedError

    def quote(self, token: int) -> Quote | None:
        """Return the quote, or None for a token the exchange does not know."""
        raise NotImplementedError

    def quote_columns(self, tokens: NDArray[np.int64]) -> QuoteColumns:
        """Return the quotes of many tokens as columns, in the order asked for."""
        raise NotImplementedError

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
        raise NotImplementedError

    # --- orders ---
    def place(self, request: PlaceRequest) -> PlaceResult | Rejection:
        """Accept or refuse an order; a Rejection means HTTP-level refusal and no working order."""
        raise NotImplementedError

    def modify(
        self, order_id: str, change: ModifyRequest, variety: Variety | None = None
    ) -> str | Rejection:
        """Ask for a change; returns the order id."""
        raise NotImplementedError

    def cancel(
        self, order_id: str, parent_order_id: str | None = None, variety: Variety | None = None
    ) -> str | Rejection:
        """Ask for a cancellation; with `parent_order_id` exits a cover order's position."""
        raise NotImplementedError

    def orders(self) -> list[OrderSnapshot]:
        """Return the day's order book, oldest first."""
        raise NotImplementedError

    def order_history(self, order_id: str) -> list[OrderSnapshot] | None:
        """Return all states of one order, oldest first; None for an unknown id."""
        raise NotImplementedError

    def trades(self) -> list[SimTrade]:
        """Return the day's trades, oldest first."""
        raise NotImplementedError

    def order_trades(self, order_id: str) -> list[SimTrade] | None:
        """Return the trades of one order; None for an unknown id."""
        raise NotImplementedError

    # --- portfolio ---
    def positions(self) -> tuple[list[PositionRow], list[PositionRow]]:
        """Return (net, day)."""
        raise NotImplementedError

    def holdings(self) -> list[HoldingRow]:
        raise NotImplementedError

    def holdings_summary(self) -> HoldingsSummary:
        raise NotImplementedError

    def auctions(self) -> list[AuctionRow]:
        """Return the holdings that may be offered in today's auction."""
        raise NotImplementedError

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
        raise NotImplementedError

    def authorise(self, items: Sequence[tuple[str, int]]) -> Rejection | None:
        """Authorise sales of (isin, quantity) at the depository; an empty list authorises all."""
        raise NotImplementedError

    def funds(self) -> Funds:
        raise NotImplementedError

    def margin_of(self, items: Sequence[MarginItem]) -> list[MarginRow] | Rejection:
        """Return the margin of each order on its own."""
        raise NotImplementedError

    def basket_margin(
        self, items: Sequence[MarginItem], *, consider_positions: bool
    ) -> BasketMargin | Rejection:
        """Return the margin of the orders together."""
        raise NotImplementedError

    def charges_of(self, items: Sequence[ChargeItem]) -> list[ChargesRow] | Rejection:
        """Return a virtual contract note for each item."""
        raise NotImplementedError

    def trigger_range(self, token: int, side: Side) -> TriggerRange | None:
        """Return the allowed stop prices of a cover order entered on `side`."""
        raise NotImplementedError

    # --- GTT ---
    def gtt_place(self, request: GttRequest) -> int | Rejection:
        raise NotImplementedError

    def gtt_modify(self, trigger_id: int, request: GttRequest) -> int | Rejection:
        raise NotImplementedError

    def gtt_delete(self, trigger_id: int) -> int | Rejection:
        raise NotImplementedError

    def gtt(self, trigger_id: int) -> GttRow | None:
        raise NotImplementedError

    def gtt_list(self) -> list[GttRow]:
        """Return active triggers and those that changed in the last seven days."""
        raise NotImplementedError

    # --- alerts ---
    def alert_create(self, request: AlertRequest) -> AlertRow | Rejection:
        raise NotImplementedError

    def alert_modify(self, uuid: str, request: AlertRequest) -> AlertRow | Rejection:
        raise NotImplementedError

    def alert_delete(self, uuids: Sequence[str]) -> Rejection | None:
        """Delete alerts; None means done."""
        raise NotImplementedError

    def alert(self, uuid: str) -> AlertRow | None:
        raise NotImplementedError

    def alert_list(self, status: str = "") -> list[AlertRow]:
        """Return alerts, newest first; deleted ones only when asked for by `status`."""
        raise NotImplementedError

    def alert_history(self, uuid: str) -> list[AlertHistoryRow] | None:
        raise NotImplementedError

    # --- mutual funds ---
    def mf_instruments(self) -> list[MfInstrument]:
        raise NotImplementedError

    def mf_orders(self, from_ns: int | None = None, to_ns: int | None = None) -> list[MfOrder]:
        """Return orders between the times, by default those of the last seven days."""
        raise NotImplementedError

    def mf_order(self, order_id: str) -> MfOrder | None:
        raise NotImplementedError

    def mf_place(
        self,
        *,
        tradingsymbol: str,
        transaction_type: Side,
        amount: Decimal = Decimal(0),
        quantity: Decimal = Decimal(0),
        tag: str = "",
    ) -> str | Rejection:
        raise NotImplementedError

    def mf_cancel(self, order_id: str) -> str | Rejection:
        raise NotImplementedError

    def mf_sips(self) -> list[MfSip]:
        raise NotImplementedError

    def mf_sip(self, sip_id: str) -> MfSip | None:
        raise NotImplementedError

    def mf_place_sip(self, request: MfSipRequest) -> tuple[str, str | None] | Rejection:
        """Start a SIP; returns its id and the id of the initial order, if there is one."""
        raise NotImplementedError

    def mf_modify_sip(self, sip_id: str, change: MfSipChange) -> str | Rejection:
        raise NotImplementedError

    def mf_cancel_sip(self, sip_id: str) -> str | Rejection:
        raise NotImplementedError

    def mf_holdings(self) -> list[MfHolding]:
        raise NotImplementedError

    def mf_holding(self, isin: str) -> list[MfLot]:
        """Return the allotments that make up the holding of one fund."""
        raise NotImplementedError

    def mf_allotments(self) -> list[str]:
        """Return the ISINs with allotments."""
        raise NotImplementedError
