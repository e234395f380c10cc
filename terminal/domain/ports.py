"""The seams between rooms, as Protocols. Services see brokers, and brokers see the hub, only here."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from decimal import Decimal
from typing import Protocol

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

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
from terminal.domain.errors import WriteOutcome
from terminal.domain.facets import AlertFacet, FundFacet, GttFacet
from terminal.domain.ids import AccountId, BrokerOrderId, InstrumentId
from terminal.domain.instrument import Instrument
from terminal.domain.market import Bar, FeedMode, Interval, Quote, TickBatch
from terminal.domain.master import Encoded, MasterIndex
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


class Clock(Protocol):
    """Time, injectable. `now_ns` is UTC wall time; `monotonic_ns` never jumps."""

    def now_ns(self) -> int: ...
    def monotonic_ns(self) -> int: ...
    async def sleep(self, seconds: float) -> None: ...


class Capabilities(Struct, frozen=True, kw_only=True):
    """What an account's broker can do; the UI shows exactly this. Limits are per account."""

    varieties: tuple[Variety, ...]
    products: tuple[Product, ...]
    order_types: tuple[OrderType, ...]
    validities: tuple[Validity, ...]
    disclosed_quantity: bool = True
    autoslice: bool = True
    market_protection: bool = True
    tag_length: int = 20
    orders_per_second: int = 10
    orders_per_minute: int = 400
    orders_per_day: int = 5000
    modifications_per_order: int = 25
    streaming: bool = True
    history: bool = True
    convert_position: bool = True
    basket_margins: bool = True
    authorise_holdings: bool = True


class SessionInfo(Struct, frozen=True, kw_only=True):
    """Who is logged in. Holds no secret. `expires_ns` 0: unknown. `practice`: no real money."""

    account: AccountId
    broker: str
    user_id: str
    user_name: str
    environment: str
    practice: bool
    login_ns: int
    expires_ns: int = 0
    market_data: bool = True
    notice: str = ""


class MasterColumns(Struct, kw_only=True):
    """The day's instruments, one row a line, as columns (object arrays of str where not numeric).

    `broker_key` is the broker's own handle (Kite: instrument token). `strike`, `tick_size` float64,
    `lot_size` int64, `expiry` 'YYYY-MM-DD' or ''. `kind`: EQ, FUT, CE, PE, INDEX. `name` of a
    derivative is its underlying's symbol. `encoded`: columns that the parser has in that form too;
    `index`: look-ups, if the parser's thread has built them.
    """

    exchange: NDArray[np.object_]
    symbol: NDArray[np.object_]
    name: NDArray[np.object_]
    kind: NDArray[np.object_]
    segment: NDArray[np.object_]
    expiry: NDArray[np.object_]
    strike: NDArray[np.float64]
    tick_size: NDArray[np.float64]
    lot_size: NDArray[np.int64]
    broker_key: NDArray[np.int64]
    encoded: Mapping[str, Encoded] = {}
    index: MasterIndex | None = None


class MarketSink(Protocol):
    """Where a stream writes. Called on the loop's thread, never awaited, must be quick."""

    def batch(self, batch: TickBatch, received_ns: int) -> None:
        """Take one run of equal-shaped ticks."""
        ...

    def tick(self, slot: int, mode: FeedMode, values: tuple[float, ...], received_ns: int) -> None:
        """Take one tick by value: the cheaper way for frames of a few packets.

        `values` in the order of `market.board.TICK_FIELDS` (LTP: last only; QUOTE: up to close;
        FULL: all, then 5 x (quantity, price, orders) of bids and the same of asks). Index ticks
        have the first field and open, high, low, close set and 0 elsewhere.
        """
        ...

    def source_state(self, account: AccountId, *, live: bool) -> None:
        """Say that this account's quotes are live, or that all of them are stale from now on."""
        ...


class WantedFeed(Protocol):
    """What to stream: the hub's own truth, asked for at every connect."""

    @property
    def revision(self) -> int:
        """Grows with each change."""
        ...

    def wanted(self, account: AccountId) -> Mapping[InstrumentId, tuple[int, FeedMode]]:
        """Return instrument -> (slot, mode) of everything to be streamed from this account."""
        ...


class StreamEvents(Protocol):
    """What else comes on a broker's stream."""

    def order_update(self, update: OrderUpdate) -> None: ...
    def broadcast(self, account: AccountId, text: str) -> None: ...
    def connection(self, account: AccountId, state: str, detail: str) -> None:
        """State is one of `connecting`, `live`, `stale`, `waiting`, `login_needed`, `stopped`."""
        ...

    def heartbeat(self, account: AccountId, received_ns: int) -> None:
        """Any frame, heartbeat included, arrived."""
        ...


class Broker(Protocol):
    """One logged-in account. Reads raise `TerminalError`; writes return a `WriteOutcome`.

    Nothing here retries a write. All verbs may be called concurrently on the loop's thread.
    """

    @property
    def session(self) -> SessionInfo: ...
    @property
    def capabilities(self) -> Capabilities: ...
    @property
    def gtts(self) -> GttFacet | None:
        """Triggers that rest at the broker, None where it has none."""
        ...

    @property
    def alerts(self) -> AlertFacet | None:
        """Alerts that the broker watches, None where it has none."""
        ...

    @property
    def mutual_funds(self) -> FundFacet | None:
        """Mutual funds, None where the broker has none."""
        ...

    async def submit(self, intent: OrderIntent) -> WriteOutcome: ...
    async def modify(self, order: Order, change: OrderChange) -> WriteOutcome: ...
    async def cancel(self, order: Order) -> WriteOutcome:
        """Cancel a resting order; for the second leg of a cover order this exits the position."""
        ...

    async def convert(self, conversion: Conversion) -> WriteOutcome: ...

    async def fetch_orders(self) -> list[OrderUpdate]: ...
    async def fetch_order_history(self, order_id: BrokerOrderId) -> list[OrderUpdate]: ...
    async def fetch_trades(self) -> list[Trade]: ...
    async def fetch_positions(self) -> PositionBook: ...
    async def fetch_holdings(self) -> list[Holding]: ...
    async def fetch_auctions(self) -> list[AuctionOffer]:
        """Return what may be sold in today's auction."""
        ...

    async def authorise(self, shares: Sequence[tuple[str, int]]) -> str:
        """Begin the depository's authorisation to sell (ISIN, units); none given means all.

        Returns the web page on which the holder finishes it.
        """
        ...

    async def fetch_funds(self) -> list[Funds]: ...
    async def estimate(self, query: CostQuery) -> OrderCost: ...
    async def estimate_basket(self, query: BasketQuery) -> BasketCost:
        """Return what the legs cost together and each alone, in the order of the legs."""
        ...

    async def fetch_charges(self, trades: Sequence[ChargeQuery]) -> list[ChargeNote]:
        """Return the charges of executions, parallel to `trades`."""
        ...

    async def fetch_master(
        self, progress: Callable[[int, int | None], None], *, fresh: bool = False
    ) -> MasterColumns:
        """Return the day's instruments; from the day's cache unless `fresh`.

        `progress(bytes_done, bytes_total_or_None)` is called on the loop's thread.
        """
        ...

    async def fetch_quotes(self, instruments: Sequence[InstrumentId]) -> list[Quote]:
        """Return what the broker knows; instruments without data are missing from the answer."""
        ...

    async def fetch_bars(
        self, instrument: InstrumentId, interval: Interval, start_ns: int, end_ns: int
    ) -> list[Bar]:
        """Return bars with start_ns <= open_ns <= end_ns, oldest first, forming bar included."""
        ...

    async def run_stream(self, sink: MarketSink, wanted: WantedFeed, events: StreamEvents) -> None:
        """Keep the stream connected until cancelled; returns only when login is needed again."""
        ...

    def resubscribe(self) -> None:
        """Tell the stream that the wanted set changed."""
        ...

    async def ping(self) -> float:
        """Return the round trip of one cheap read in seconds."""
        ...

    async def logout(self) -> None:
        """Invalidate the session at the broker."""
        ...

    async def aclose(self) -> None:
        """Close connections without ending the session at the broker."""
        ...


class PriceSource(Protocol):
    """The newest price and how old it is, for guards and estimates."""

    def last_price(self, instrument: InstrumentId) -> float | None: ...
    def age_s(self, instrument: InstrumentId) -> float | None:
        """Return seconds since the last tick, None if there never was one; inf if marked stale."""
        ...

    def touch(self, instrument: InstrumentId) -> tuple[float, float] | None:
        """Return (best bid, best ask), None where there is no depth."""
        ...

    def circuit(self, instrument: InstrumentId) -> tuple[float, float] | None:
        """Return the (lower, upper) price band, None where no quote told it."""
        ...


class InstrumentSource(Protocol):
    """Resolve an identity to the day's facts."""

    def instrument(self, instrument_id: InstrumentId) -> Instrument | None: ...


class Secrets(Protocol):
    """The OS keyring, or memory where there is none (`persistent` says which)."""

    @property
    def persistent(self) -> bool: ...
    async def load(self, name: str) -> str | None: ...
    async def save(self, name: str, value: str) -> None: ...
    async def forget(self, name: str) -> None: ...


class LoginField(Struct, frozen=True, kw_only=True):
    """One field of a login dialog; `remember`: kept in the keyring if `secret`, else in settings."""

    name: str
    label: str
    secret: bool = False
    help: str = ""
    optional: bool = False
    remember: bool = True
    placeholder: str = ""


class LoginEnvironment(Struct, frozen=True, kw_only=True):
    """Live, practice, hosted sandbox. `practice`: no real money; `automatic`: one click logs in.

    `browser` False: what is typed here logs in, no page of the broker's is opened.
    """

    id: str
    title: str
    practice: bool
    automatic: bool
    fields: tuple[LoginField, ...]
    help: str = ""
    browser: bool = True


class LoginAttempt(Protocol):
    """One login on its way: open `url` in the system browser, then finish with what came back."""

    @property
    def url(self) -> str: ...
    async def wait_for_redirect(self) -> str:
        """Return the redirected URL as caught by the loopback listener."""
        ...

    async def finish(self, redirected_url: str) -> Broker:
        """Check state, exchange the token, verify with one profile call, return the account."""
        ...

    async def aclose(self) -> None:
        """Stop listening."""
        ...


class BrokerKind(Protocol):
    """One kind of broker as the login dialog sees it: data and two verbs."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def environments(self) -> tuple[LoginEnvironment, ...]: ...

    async def begin(self, environment: str, values: Mapping[str, str]) -> LoginAttempt:
        """Start a login. `values` by field name. Practice starts its own server where needed."""
        ...

    async def resume(self, environment: str, user_id: str) -> Broker | None:
        """Return an account from a saved token that one profile call has verified, or None."""
        ...

    def totp(self, seed: str) -> str:
        """Return the current six-digit code of a TOTP seed; ValueError for a bad seed."""
        ...


Undo = Callable[[], None]
Listener = Callable[[], None]
AsyncVerb = Callable[[], Awaitable[None]]
Money = Decimal
