"""One logged-in Shoonya account behind `ports.Broker`: composes calls, codecs and the market side.

Reads raise `TerminalError`; writes return what is known of them. Nothing here repeats a write. Where
the API takes no market orders they go out as protected limits, and that is said before they do.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from decimal import Decimal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from terminal.brokers.outcomes import (
    NO_ORDER_ID,
    changed_too_often,
    not_listed,
    write_outcome,
    wrong_account,
)
from terminal.brokers.shoonya import codec, codec_orders, codec_portfolio, wire
from terminal.brokers.shoonya.alerts import ShoonyaAlerts
from terminal.brokers.shoonya.broker_market import FreshPrice, MakeMarket
from terminal.brokers.shoonya.calls import OrderCalls, PortfolioCalls, SessionCalls
from terminal.brokers.shoonya.calls_channel import ShoonyaChannel
from terminal.brokers.shoonya.calls_more import AlertCalls, TriggerCalls, WatchlistCalls
from terminal.brokers.shoonya.codec_protect import NO_PRICE, protect
from terminal.brokers.shoonya.config import ShoonyaConfig
from terminal.brokers.shoonya.costs import ShoonyaCosts
from terminal.brokers.shoonya.gtt import ShoonyaGtts
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
    BrokerRefused,
    LoginNeeded,
    TerminalError,
    WireError,
    WriteOutcome,
)
from terminal.domain.facets import AlertFacet, FundFacet, GttFacet
from terminal.domain.history import HistorySource
from terminal.domain.ids import BrokerOrderId, InstrumentId, InstrumentKind
from terminal.domain.market import Bar, Interval, Quote
from terminal.domain.order import (
    Order,
    OrderChange,
    OrderIntent,
    OrderType,
    OrderUpdate,
    Product,
    Side,
    Trade,
    Validity,
    Variety,
)
from terminal.domain.ports import (
    Capabilities,
    MarketSink,
    MasterColumns,
    SessionInfo,
    StreamEvents,
    WantedFeed,
)

_ORDER = msgspec.json.Decoder(wire.Order)
Progress = Callable[[int, int | None], None]
Tell = Callable[[str, str], None]
"""(title, words) for the person."""
PROTECTED_TITLE = "A market order goes out as a limit order"


class Rights(Struct, frozen=True, kw_only=True):
    """What the account may do, as the broker told at login; None of a kind: no such facet."""

    products: tuple[Product, ...]
    price_types: frozenset[str]
    cover: bool
    triggers: frozenset[str] | None = None
    alerts: frozenset[str] | None = None

    def takes(self, order_type: OrderType) -> bool:
        """Return whether the API takes a price type; an account that names none takes all."""
        word = codec.TYPE_WORDS[order_type].replace("-", "")
        return not self.price_types or word in self.price_types


class ShoonyaBroker:
    """An account. Triggers and alerts are facets of their own, None where it may set none."""

    def __init__(
        self,
        *,
        config: ShoonyaConfig,
        channel: ShoonyaChannel,
        session: SessionInfo,
        rights: Rights,
        make_market: MakeMarket,
        forget: Callable[[], Awaitable[None]],
        tell: Tell,
    ) -> None:
        self._config, self._channel, self._session = config, channel, session
        self._rights, self._forget, self._tell = rights, forget, tell
        self._capabilities = capabilities(config, rights)
        self.account_calls = SessionCalls(channel)
        self.orders = OrderCalls(channel)
        self.portfolio = PortfolioCalls(channel)
        self.watchlists = WatchlistCalls(channel)
        self._costs = ShoonyaCosts(self.portfolio, self.account_calls, self._listing)
        self._newest: dict[str, int] = {}
        self.market = make_market(session.account, self._decode_streamed)
        self.gtts: GttFacet | None = None
        if rights.triggers:
            self.gtts = ShoonyaGtts(
                TriggerCalls(channel),
                account=session.account,
                identify=self._identify,
                listing=self._listing,
                read_orders=self.fetch_orders,
                kinds=rights.triggers,
                products=rights.products,
            )
        self.alerts: AlertFacet | None = None
        if rights.alerts:
            self.alerts = ShoonyaAlerts(
                AlertCalls(channel),
                session.account,
                listing=self._listing,
                identify=self._identify,
                kinds=rights.alerts,
            )
        self.mutual_funds: FundFacet | None = None

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
        """Place an order, once. A market order that the API refuses becomes a protected limit."""
        if intent.account != self._session.account:
            return wrong_account("This order", intent.account, self._session.account)
        try:
            exchange, symbol = self._listing(intent.instrument)
            order_type, price = await self._priced(
                intent.instrument,
                intent.order_type,
                intent.side,
                price=intent.price,
                trigger=intent.trigger_price,
                percent=intent.market_protection,
            )
            if price is None and intent.variety is Variety.CO:
                fresh = await self._fresh(intent.instrument, needed=True)
                price = None if fresh is None else fresh.last
            fields = codec_orders.encode_order(
                intent,
                exchange,
                symbol,
                order_type=order_type,
                price=price,
                stop_is_offset=self._config.stop_is_offset,
            )
            answer = await self.orders.place(fields, urgent=intent.reduces)
            return Accepted(codec_orders.taken_id(answer))
        except TerminalError as error:
            return write_outcome(error)

    async def modify(self, order: Order, change: OrderChange) -> WriteOutcome:
        """Change a resting order, once: the broker wants all of it again."""
        if order.broker_id is None:
            return NO_ORDER_ID
        limit = self._config.modifications_per_order
        if order.modifications >= limit:
            return changed_too_often(order, limit)
        try:
            exchange, symbol = self._listing(order.instrument)
            percent = change.market_protection
            order_type, price = await self._priced(
                order.instrument,
                _resting_type(order, change),
                order.side,
                price=order.price if change.price is None else change.price,
                trigger=order.trigger_price
                if change.trigger_price is None
                else change.trigger_price,
                percent=Decimal(-1) if percent is None else percent,
            )
            fields = codec_orders.encode_change(
                order, change, exchange, symbol, order_type=order_type, price=price
            )
            answer = await self.orders.modify(fields)
            return Accepted(codec_orders.taken_id(answer, fields))
        except TerminalError as error:
            return write_outcome(error)

    async def cancel(self, order: Order) -> WriteOutcome:
        """Cancel a resting order, once; the stop of a cover order exits its position."""
        if order.broker_id is None:
            return NO_ORDER_ID
        try:
            if order.variety is Variety.CO and order.parent_id is not None:
                await self.orders.exit(order.parent_id, "H")
            else:
                await self.orders.cancel(order.broker_id)
            return Accepted(order.broker_id)
        except TerminalError as error:
            return write_outcome(error)

    async def convert(self, conversion: Conversion) -> WriteOutcome:
        """Move a position to another product, once. The broker gives such a request no id."""
        try:
            exchange, symbol = self._listing(conversion.instrument)
            await self.portfolio.convert(
                codec_orders.encode_conversion(conversion, exchange, symbol)
            )
        except TerminalError as error:
            return write_outcome(error)
        return Accepted(BrokerOrderId(""))

    # -- books

    async def fetch_orders(self) -> list[OrderUpdate]:
        """Return the day's orders of all platforms, oldest first; an empty book is no error."""
        rows = await self.orders.book()
        self._channel.day.seen(len(rows))
        return [self._decode_order(row) for row in reversed(rows)]

    async def fetch_order_history(self, order_id: BrokerOrderId) -> list[OrderUpdate]:
        """Return an order's events, oldest first."""
        rows = await self.orders.history(order_id)
        return [self._decode_order(row) for row in reversed(rows)]

    async def fetch_trades(self) -> list[Trade]:
        account, identify = self._session.account, self._identify
        rows = await self.orders.trades()
        return [codec_orders.decode_trade(row, account, identify) for row in rows]

    async def fetch_positions(self) -> PositionBook:
        rows = await self.portfolio.positions()
        return codec_portfolio.decode_positions(rows, self._session.account, self._identify)

    async def fetch_holdings(self) -> list[Holding]:
        account, identify = self._session.account, self._identify
        found = [
            codec_portfolio.decode_holding(row, account, identify)
            for row in await self.portfolio.holdings()
        ]
        return [holding for holding in found if holding is not None]

    async def fetch_auctions(self) -> list[AuctionOffer]:
        """Return nothing: the API has no auctions."""
        return []

    async def authorise(self, shares: Sequence[tuple[str, int]]) -> str:  # noqa: ARG002
        """Refuse: the API cannot begin the depository's authorisation."""
        raise BrokerRefused(
            "Shoonya's API cannot authorise sales at the depository.",
            hint="Nothing was sent. Authorise them in the broker's own app or site.",
            code="not_offered",
        )

    async def fetch_funds(self) -> list[Funds]:
        limits = await self.account_calls.limits()
        return codec_portfolio.decode_funds(limits, self._session.account)

    async def estimate(self, query: CostQuery) -> OrderCost:
        """Return margin and charges of one order, as the broker's calculators see them."""
        return await self._costs.estimate(query)

    async def estimate_basket(self, query: BasketQuery) -> BasketCost:
        return await self._costs.estimate_basket(query)

    async def fetch_charges(self, trades: Sequence[ChargeQuery]) -> list[ChargeNote]:
        return await self._costs.fetch_charges(trades)

    # -- market

    @property
    def history(self) -> HistorySource:
        """The account as a source of stored bars."""
        return self.market.history

    async def fetch_master(self, progress: Progress, *, fresh: bool = False) -> MasterColumns:
        """Return the day's instruments, from the day's files unless `fresh`, and learn their keys."""
        return await self.market.fetch_master(progress, fresh=fresh)

    async def fetch_quotes(self, instruments: Sequence[InstrumentId]) -> list[Quote]:
        return await self.market.fetch_quotes(instruments)

    async def fetch_largest(self, instrument: InstrumentId) -> int | None:
        """Return the most units that the exchange takes in one order, None where it is not told."""
        return await self.market.fetch_largest(instrument)

    async def fetch_bars(
        self, instrument: InstrumentId, interval: Interval, start_ns: int, end_ns: int
    ) -> list[Bar]:
        return await self.market.fetch_bars(instrument, interval, start_ns, end_ns)

    async def run_stream(self, sink: MarketSink, wanted: WantedFeed, events: StreamEvents) -> None:
        await self.market.run_stream(sink, wanted, events)

    def resubscribe(self) -> None:
        self.market.resubscribe()

    # -- session

    async def ping(self) -> float:
        """Return the seconds of one small read, waits for a slot not counted."""
        return await self.account_calls.round_trip_s()

    async def logout(self) -> None:
        """End the session at the broker and forget its token, whatever the broker answers."""
        try:
            await self.account_calls.logout()
        finally:
            self._channel.token = ""
            await self._forget()

    async def aclose(self) -> None:
        """Close connections; the session at the broker lives on."""
        await self._channel.aclose()

    # -- private

    async def _priced(
        self,
        instrument: InstrumentId,
        order_type: OrderType,
        side: Side,
        *,
        price: Decimal | None,
        trigger: Decimal | None,
        percent: Decimal,
    ) -> tuple[OrderType, Decimal | None]:
        """Return type and price as they go out: a market order that is refused as a limit."""
        if order_type.has_price:
            return order_type, price
        if self._rights.takes(order_type):
            return order_type, None
        protected = protect(
            order_type,
            side,
            label=instrument.symbol,
            option=instrument.kind.is_option,
            percent=percent,
            trigger=trigger,
            fresh=await self._fresh(instrument, needed=order_type is OrderType.MARKET),
        )
        self._tell(PROTECTED_TITLE, protected.words)
        return protected.order_type, protected.price

    async def _fresh(self, instrument: InstrumentId, *, needed: bool) -> FreshPrice | None:
        """Return a price, None where there is none. Errors: BrokerRefused where it is `needed`."""
        try:
            return await self.market.fetch_price(instrument)
        except LoginNeeded:
            raise
        except TerminalError as error:
            if needed:
                raise BrokerRefused(
                    f"No price of {instrument.symbol} could be had, and this account takes no "
                    f"market orders by API: {error.text}",
                    hint="Nothing was sent. Place a limit order with the price you accept.",
                    code=NO_PRICE,
                ) from error
            return None

    def _identify(self, exchange: str, symbol: str) -> InstrumentId:
        instruments = self.market.instruments
        if instruments is None:
            return InstrumentId(exchange, symbol, InstrumentKind.UNKNOWN)
        return instruments.id_of_symbol(exchange, symbol)

    def _listing(self, instrument: InstrumentId) -> tuple[str, str]:
        if instrument.kind is InstrumentKind.UNKNOWN:
            return instrument.venue, instrument.symbol
        instruments = self.market.instruments
        symbol = None if instruments is None else instruments.symbol(instrument)
        if symbol is None:
            raise not_listed(instrument)
        return instrument.venue, symbol

    def _decode_order(self, row: wire.Order) -> OrderUpdate:
        update = codec_orders.decode_order(row, self._session.account, self._identify)
        known_ns = self._newest.get(update.broker_id, 0)
        self._newest[update.broker_id] = max(known_ns, update.updated_ns)
        return update

    def _decode_streamed(self, data: bytes | str) -> OrderUpdate:
        """Return one `om` frame. One without a time is as new as what was known before it."""
        try:
            row = _ORDER.decode(data)
        except msgspec.MsgspecError as error:
            raise WireError(f"Shoonya streamed an order that cannot be read: {error}") from error
        update = self._decode_order(row)
        if update.updated_ns:
            return update
        return replace(update, updated_ns=self._newest[update.broker_id])


def rights(
    user: wire.User,
    config: ShoonyaConfig,
    *,
    triggers: frozenset[str] | None = None,
    alerts: frozenset[str] | None = None,
) -> Rights:
    """Return what an account may do by its own lists, less what the profile's API refuses."""
    words = {rule.prd for rule in user.prarr or ()}
    named: Iterable[Product] = (
        codec.PRODUCTS[word] for word in words if word in codec.PRODUCTS and word != "H"
    )
    found = tuple(sorted(set(named), key=list(Product).index))
    types = frozenset(word.upper().replace("-", "") for word in user.orarr or ())
    if config.profile.refuses_market:
        types = (types or frozenset({"LMT", "SLLMT"})) - {"MKT", "SLMKT"}
    return Rights(
        products=found or (Product.CNC, Product.MIS, Product.NRML),
        price_types=types,
        cover="H" in words,
        triggers=triggers,
        alerts=alerts,
    )


def capabilities(config: ShoonyaConfig, rights: Rights) -> Capabilities:
    """Return what the ticket may offer. Market types are always among it: see `submit`."""
    stops = rights.takes(OrderType.SL)
    types = tuple(each for each in OrderType if stops or not each.has_trigger)
    varieties = (Variety.REGULAR, Variety.AMO, *((Variety.CO,) if rights.cover else ()))
    rates = config.rates
    return Capabilities(
        varieties=varieties,
        products=rights.products,
        order_types=types,
        validities=(Validity.DAY, Validity.IOC),
        autoslice=False,
        orders_per_second=rates.orders[0],
        orders_per_minute=rates.orders_per_minute,
        orders_per_day=rates.orders_per_day,
        modifications_per_order=config.modifications_per_order,
        authorise_holdings=False,
    )


def _resting_type(order: Order, change: OrderChange) -> OrderType:
    """Return the type that an order shall have: a protected one rests as what it became."""
    if change.order_type is not None:
        return change.order_type
    if order.order_type is OrderType.MARKET and (order.price > 0 or change.price is not None):
        return OrderType.LIMIT
    if order.order_type is OrderType.SL_M and (order.price > 0 or change.price is not None):
        return OrderType.SL
    return order.order_type
