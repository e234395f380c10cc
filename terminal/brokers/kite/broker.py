"""One logged-in Kite account behind `ports.Broker`: composes calls, codec, instruments and stream.

Reads raise `TerminalError`; writes return what is known of them. Nothing here repeats a write.
"""

import functools
from collections.abc import Awaitable, Callable, Sequence
from decimal import Decimal
from pathlib import Path

import msgspec
from msgspec.structs import replace

from terminal.brokers.kite import codec, codec_market, codec_portfolio, wire
from terminal.brokers.kite.alerts import KiteAlerts
from terminal.brokers.kite.calls import OrderCalls, PortfolioCalls, SessionCalls
from terminal.brokers.kite.calls_channel import KiteChannel
from terminal.brokers.kite.calls_market import MarketCalls
from terminal.brokers.kite.calls_more import AlertCalls, FundCalls, TriggerCalls
from terminal.brokers.kite.codec_errors import largest_order
from terminal.brokers.kite.config import HOSTED, KiteConfig
from terminal.brokers.kite.costs import KiteCosts
from terminal.brokers.kite.funds import KiteFunds
from terminal.brokers.kite.gtt import KiteGtts
from terminal.brokers.kite.history import KiteHistory
from terminal.brokers.kite.instruments import InstrumentMap
from terminal.brokers.kite.master import MasterStore
from terminal.brokers.kite.stream import KiteStream, stream_url
from terminal.brokers.outcomes import (
    NO_ORDER_ID,
    changed_too_often,
    not_listed,
    write_outcome,
    wrong_account,
)
from terminal.domain.account import (
    AuctionOffer,
    Conversion,
    CostQuery,
    Funds,
    Holding,
    OrderCost,
    PositionBook,
)
from terminal.domain.basket import BasketCost, BasketQuery, ChargeNote, ChargeQuery
from terminal.domain.errors import (
    Accepted,
    Rejected,
    TerminalError,
    WireError,
    WriteOutcome,
)
from terminal.domain.facets import AlertFacet, FundFacet, GttFacet
from terminal.domain.ids import BrokerOrderId, InstrumentId, InstrumentKind
from terminal.domain.market import Bar, Interval, Quote
from terminal.domain.order import (
    Order,
    OrderChange,
    OrderIntent,
    OrderType,
    OrderUpdate,
    Product,
    Trade,
    Validity,
    Variety,
)
from terminal.domain.ports import (
    Capabilities,
    Clock,
    MarketSink,
    MasterColumns,
    SessionInfo,
    StreamEvents,
    WantedFeed,
)
from terminal.runtime.tasks import OnFailure
from terminal.runtime.worker import Worker

ZERO = Decimal(0)
MANY_BARS = 2000
"""From here on bars are made on a worker thread: 2000 take about 3 ms, and a frame has 16."""
_ORDER = msgspec.json.Decoder(wire.Order, strict=False)
Progress = Callable[[int, int | None], None]


class KiteBroker:
    """An account. Triggers, alerts and mutual funds are facets of their own."""

    def __init__(
        self,
        *,
        config: KiteConfig,
        channel: KiteChannel,
        session: SessionInfo,
        profile: wire.Profile,
        clock: Clock,
        worker: Worker,
        cache: Path,
        on_failure: OnFailure,
        forget: Callable[[], Awaitable[None]],
    ) -> None:
        self._config, self._channel, self._session = config, channel, session
        self._worker, self._forget = worker, forget
        self._capabilities = capabilities(config, profile, market_data=session.market_data)
        self.account_calls = SessionCalls(channel)
        self.orders = OrderCalls(channel)
        self.portfolio = PortfolioCalls(channel)
        self.market = MarketCalls(channel)
        self.trigger_calls = TriggerCalls(channel)
        self.alert_calls = AlertCalls(channel)
        self.fund_calls = FundCalls(channel)
        self._costs = KiteCosts(self.portfolio, self._listing)
        self.gtts: GttFacet | None = KiteGtts(
            self.trigger_calls,
            account=session.account,
            identify=self._identify,
            listing=self._listing,
            products=self._capabilities.products,
        )
        self.alerts: AlertFacet | None = KiteAlerts(
            self.alert_calls, session.account, listing=self._listing, identify=self._identify
        )
        self.mutual_funds: FundFacet | None = KiteFunds(
            config=config,
            calls=self.fund_calls,
            market=self.market,
            account=session.account,
            clock=clock,
            worker=worker,
            cache=cache,
            clock_skew=lambda: channel.clock_skew_s,
        )
        self._map: InstrumentMap | None = None
        self._largest: dict[InstrumentId, int] = {}
        self._master = MasterStore(
            config=config, calls=self.market, clock=clock, worker=worker, folder=cache
        )
        self.history = KiteHistory(
            account=session.account,
            config=config,
            calls=self.market,
            master=self._master,
            worker=worker,
        )
        self._stream = KiteStream(
            account=session.account,
            url=self._stream_url,
            key_of=self._token,
            decode_order=self._decode_streamed,
            clock=clock,
            on_failure=on_failure,
        )

    # -- what it is

    @property
    def session(self) -> SessionInfo:
        return self._session

    @property
    def capabilities(self) -> Capabilities:
        return self._capabilities

    @property
    def clock_skew_s(self) -> float | None:
        """Return how far the broker's clock is ahead of ours (whole seconds), None before a reply."""
        return self._channel.clock_skew_s

    # -- writes

    async def submit(self, intent: OrderIntent) -> WriteOutcome:
        """Place an order, once; one that would need over 10 slices is refused here."""
        if intent.account != self._session.account:
            return wrong_account("This order", intent.account, self._session.account)
        largest = self._largest.get(intent.instrument)
        most = self._config.slices_per_order
        if largest and intent.slice_above_freeze and intent.quantity > largest * most:
            return Rejected(
                "too_many_slices",
                f"{intent.quantity} would need more than {most} slices of {largest}.",
                f"Nothing was sent. The most at once is {largest * most}.",
            )
        try:
            exchange, symbol = self._listing(intent.instrument)
            lot = 1 if self._map is None else self._map.lot_size(intent.instrument)
            form = codec.encode_order(intent, exchange, symbol, lot=lot)
            answer = await self.orders.place(intent.variety.value, form, urgent=intent.reduces)
            return codec.decode_placed(answer)
        except TerminalError as error:
            outcome, found = write_outcome(error), largest_order(error.text)
            if found is None or not isinstance(outcome, Rejected):
                return outcome
            self._largest[intent.instrument] = found
            return replace(outcome, largest=found)

    async def modify(self, order: Order, change: OrderChange) -> WriteOutcome:
        """Change a resting order, once; at most 25 times an order."""
        if order.broker_id is None:
            return NO_ORDER_ID
        limit = self._config.modifications_per_order
        if order.modifications >= limit:
            return changed_too_often(order, limit)
        try:
            form = codec.encode_change(order, change)
            answer = await self.orders.modify(order.variety.value, order.broker_id, form)
            return Accepted(BrokerOrderId(answer.order_id))
        except TerminalError as error:
            return write_outcome(error)

    async def cancel(self, order: Order) -> WriteOutcome:
        """Cancel a resting order, once; the second leg of a cover order exits its position."""
        if order.broker_id is None:
            return NO_ORDER_ID
        parent = order.parent_id if order.variety is Variety.CO else None
        try:
            answer = await self.orders.cancel(order.variety.value, order.broker_id, parent)
            return Accepted(BrokerOrderId(answer.order_id))
        except TerminalError as error:
            return write_outcome(error)

    async def convert(self, conversion: Conversion) -> WriteOutcome:
        """Move a position to another product, once. The broker gives such a request no id."""
        try:
            exchange, symbol = self._listing(conversion.instrument)
            done = await self.portfolio.convert(
                codec.encode_conversion(conversion, exchange, symbol)
            )
        except TerminalError as error:
            return write_outcome(error)
        if not done:
            return Rejected("refused", "The broker did not convert the position.")
        return Accepted(BrokerOrderId(""))

    # -- books

    async def fetch_orders(self) -> list[OrderUpdate]:
        rows = await self.orders.book()
        self._channel.day.seen(len(rows))
        return [self._decode_order(row) for row in rows]

    async def fetch_order_history(self, order_id: BrokerOrderId) -> list[OrderUpdate]:
        return [self._decode_order(row) for row in await self.orders.history(order_id)]

    async def fetch_trades(self) -> list[Trade]:
        account, identify = self._session.account, self._identify
        return [codec.decode_trade(row, account, identify) for row in await self.orders.trades()]

    async def fetch_positions(self) -> PositionBook:
        found = await self.portfolio.positions()
        return codec_portfolio.decode_positions(found, self._session.account, self._identify)

    async def fetch_holdings(self) -> list[Holding]:
        account, identify = self._session.account, self._identify
        return [
            holding
            for row in await self.portfolio.holdings()
            for holding in codec_portfolio.decode_holding(row, account, identify)
        ]

    async def fetch_auctions(self) -> list[AuctionOffer]:
        """Return the holdings that may be sold in today's auction, with the auction's number."""
        return [
            AuctionOffer(
                instrument=self._identify(row.exchange, row.tradingsymbol),
                number=row.auction_number,
                quantity=row.quantity,
            )
            for row in await self.portfolio.auctions()
            if row.auction_number
        ]

    async def authorise(self, shares: Sequence[tuple[str, int]]) -> str:
        """Ask the depository to let (ISIN, units) be sold; return the page that finishes it."""
        answer = await self.portfolio.authorise(shares)
        return self.portfolio.authorise_url(answer.request_id)

    async def fetch_funds(self) -> list[Funds]:
        margins = await self.account_calls.margins()
        return codec_portfolio.decode_funds(margins, self._session.account)

    async def estimate(self, query: CostQuery) -> OrderCost:
        """Return margin and charges of one order, as the broker's calculators see them."""
        return await self._costs.estimate(query)

    async def estimate_basket(self, query: BasketQuery) -> BasketCost:
        return await self._costs.estimate_basket(query)

    async def fetch_charges(self, trades: Sequence[ChargeQuery]) -> list[ChargeNote]:
        return await self._costs.fetch_charges(trades)

    # -- market

    async def fetch_master(self, progress: Progress, *, fresh: bool = False) -> MasterColumns:
        """Return the day's instruments, from the day's file unless `fresh`, and learn their keys."""
        columns, self._map = await self._master.load(progress, fresh=fresh)
        self._stream.resubscribe()
        return columns

    async def fetch_quotes(self, instruments: Sequence[InstrumentId]) -> list[Quote]:
        """Return full quotes, one request for 300 instruments; what has no data is missing."""
        wanted: dict[str, InstrumentId] = {}
        for instrument in instruments:
            symbol = self._symbol(instrument)
            if symbol is not None:
                wanted[f"{instrument.venue}:{symbol}"] = instrument
        symbols = list(wanted)
        quotes = []
        for start in range(0, len(symbols), self._config.quote_keys):
            rows = await self.market.quotes(symbols[start : start + self._config.quote_keys])
            quotes += [
                codec_market.decode_quote(row, wanted[key])
                for key, row in rows.items()
                if key in wanted
            ]
        return quotes

    async def fetch_bars(
        self, instrument: InstrumentId, interval: Interval, start_ns: int, end_ns: int
    ) -> list[Bar]:
        """Return bars with start_ns <= open_ns <= end_ns, oldest first, the forming one included.

        Limits: 60 days of minutes to 2000 days of days a request; longer spans are split.
        Errors: BrokerRefused for an instrument that is not in today's master.
        """
        token = self._token(instrument)
        if token is None:
            raise not_listed(instrument, hint="Expired contracts have no candles.")
        parts = []
        for first_ns, last_ns in codec_market.plan(interval, start_ns, end_ns):
            parts.append(
                await self.market.candles(
                    token,
                    codec_market.interval_word(interval),
                    codec.ist_text(first_ns),
                    codec.ist_text(last_ns),
                    oi=instrument.kind.is_derivative,
                    worker=self._worker,
                )
            )
        decode = functools.partial(codec_market.decode_candles, parts, interval, start_ns, end_ns)
        if sum(map(len, parts)) > MANY_BARS:
            return await self._worker.run(decode)
        return decode()

    async def run_stream(self, sink: MarketSink, wanted: WantedFeed, events: StreamEvents) -> None:
        """Keep the ticker connected until cancelled; returns only when login is needed again."""
        await self._stream.run(sink, wanted, events)

    def resubscribe(self) -> None:
        self._stream.resubscribe()

    # -- session

    async def ping(self) -> float:
        """Return the seconds of one profile read, waits for a slot not counted."""
        return await self.account_calls.round_trip_s()

    async def logout(self) -> None:
        """End the session at the broker and forget its token, whatever the broker answers."""
        try:
            await self.account_calls.invalidate(access_token=self._channel.access_token)
        finally:
            self._channel.access_token = ""
            await self._forget()

    async def aclose(self) -> None:
        """Close connections; the session at the broker lives on."""
        await self._channel.aclose()

    # -- private

    def _token(self, instrument: InstrumentId) -> int | None:
        return None if self._map is None else self._map.key(instrument)

    def _symbol(self, instrument: InstrumentId) -> str | None:
        return None if self._map is None else self._map.symbol(instrument)

    def _identify(self, exchange: str, symbol: str) -> InstrumentId:
        if self._map is None:
            return InstrumentId(exchange, symbol, InstrumentKind.UNKNOWN)
        return self._map.id_of_symbol(exchange, symbol)

    def _listing(self, instrument: InstrumentId) -> tuple[str, str]:
        symbol = self._symbol(instrument)
        if symbol is None:
            raise not_listed(instrument)
        return instrument.venue, symbol

    def _decode_order(self, row: wire.Order) -> OrderUpdate:
        return codec.decode_order(row, self._session.account, self._identify)

    def _decode_streamed(self, data: bytes) -> OrderUpdate:
        try:
            row = _ORDER.decode(data)
        except msgspec.MsgspecError as error:
            raise WireError(f"Kite streamed an order that cannot be read: {error}") from error
        return self._decode_order(row)

    def _stream_url(self) -> str:
        return stream_url(
            self._config.stream,
            api_key=self._channel.api_key,
            access_token=self._channel.access_token,
            query=self._config.stream_query,
        )


def capabilities(config: KiteConfig, profile: wire.Profile, *, market_data: bool) -> Capabilities:
    """Return what this account may do: what its profile names, less what the environment refuses."""
    hosted = config.environment == HOSTED
    named = [codec.decode_product(word) for word in profile.products or () if word != "BO"]
    products = tuple(
        each for each in Product if each in named and each not in {Product.CO, Product.UNKNOWN}
    )
    types = (OrderType.LIMIT,) if hosted else tuple(OrderType)
    rates = config.rates
    return Capabilities(
        varieties=(Variety.REGULAR,) if hosted else tuple(Variety),
        products=products or (Product.CNC, Product.MIS, Product.NRML),
        order_types=types,
        validities=tuple(Validity),
        orders_per_second=rates.orders[0],
        orders_per_minute=400,
        orders_per_day=rates.orders_per_day,
        modifications_per_order=config.modifications_per_order,
        streaming=market_data,
        history=market_data,
        # "physical": a power of attorney or DDPI is on file and no sale needs to be authorised.
        authorise_holdings=profile.meta is None or profile.meta.demat_consent != "physical",
    )
