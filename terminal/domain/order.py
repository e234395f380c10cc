"""Orders: what a person wants (`OrderIntent`), what a broker says (`OrderUpdate`), what we believe.

`apply` is the one place where belief changes: idempotent, tolerant of order and duplication; a
terminal order stays terminal and filled quantity never falls.
"""

from decimal import Decimal
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from terminal.domain.ids import AccountId, BrokerOrderId, ClientOrderId, InstrumentId, TradeId

ZERO = Decimal(0)


class Side(StrEnum):
    """Which way."""

    BUY = "buy"
    SELL = "sell"

    @property
    def sign(self) -> int:
        return 1 if self is Side.BUY else -1

    @property
    def opposite(self) -> "Side":
        return Side.SELL if self is Side.BUY else Side.BUY


class OrderType(StrEnum):
    """How the price is set; SL rests at the broker until its trigger."""

    MARKET = "market"
    LIMIT = "limit"
    SL = "sl"
    SL_M = "sl_m"

    @property
    def has_price(self) -> bool:
        return self in {OrderType.LIMIT, OrderType.SL}

    @property
    def has_trigger(self) -> bool:
        return self in {OrderType.SL, OrderType.SL_M}


class Product(StrEnum):
    """CNC delivery, MIS intraday, NRML carried derivatives, MTF margin funded, CO cover (book only)."""

    CNC = "cnc"
    MIS = "mis"
    NRML = "nrml"
    MTF = "mtf"
    CO = "co"
    UNKNOWN = "unknown"


class Validity(StrEnum):
    """How long an order lives; TTL counts minutes."""

    DAY = "day"
    IOC = "ioc"
    TTL = "ttl"


class Variety(StrEnum):
    """Which of the exchange's order books or wrappers takes the order."""

    REGULAR = "regular"
    AMO = "amo"
    CO = "co"
    ICEBERG = "iceberg"
    AUCTION = "auction"


class OrderState(StrEnum):
    """Where an order is. UNKNOWN is a real state: we do not know whether the broker has it."""

    JOURNALLED = "journalled"  # written down, not sent
    SENDING = "sending"  # bytes may be on their way
    UNKNOWN = "unknown"  # sent, the reply was lost: being checked
    PENDING = "pending"  # at the broker, not yet at the exchange
    PARKED = "parked"  # accepted for the next session (AMO)
    OPEN = "open"
    TRIGGER_PENDING = "trigger_pending"
    MODIFY_PENDING = "modify_pending"
    CANCEL_PENDING = "cancel_pending"
    COMPLETE = "complete"
    CANCELLED = "cancelled"
    REJECTED = "rejected"
    LAPSED = "lapsed"
    NOT_PLACED = "not_placed"  # proved absent from the broker's book

    @property
    def is_terminal(self) -> bool:
        return self in _TERMINAL

    @property
    def is_working(self) -> bool:
        """True where the order rests at broker or exchange and may be modified or cancelled."""
        return self in _WORKING


_TERMINAL = frozenset(
    {
        OrderState.COMPLETE,
        OrderState.CANCELLED,
        OrderState.REJECTED,
        OrderState.LAPSED,
        OrderState.NOT_PLACED,
    }
)
_WORKING = frozenset(
    {
        OrderState.PARKED,
        OrderState.OPEN,
        OrderState.TRIGGER_PENDING,
        OrderState.MODIFY_PENDING,
        OrderState.PENDING,
    }
)


class OrderIntent(Struct, frozen=True, kw_only=True):
    """One wish to trade, complete and immutable. `client_id` makes it unique: sent at most once.

    Quantities in units; prices in quote currency on the instrument's grid. `market_protection` in
    percent, -1 for the broker's automatic band. `ttl_minutes` for TTL, `iceberg_legs` for iceberg.
    `reduces` says that the order closes an existing position: exits pass limits that entries do not.
    """

    client_id: ClientOrderId
    account: AccountId
    instrument: InstrumentId
    side: Side
    quantity: int
    order_type: OrderType
    product: Product
    price: Decimal | None = None
    trigger_price: Decimal | None = None
    variety: Variety = Variety.REGULAR
    validity: Validity = Validity.DAY
    ttl_minutes: int | None = None
    disclosed_quantity: int = 0
    iceberg_legs: int | None = None
    auction_number: str | None = None
    market_protection: Decimal = Decimal(-1)
    slice_above_freeze: bool = False
    user_tag: str = ""
    reduces: bool = False


class OrderChange(Struct, frozen=True, kw_only=True):
    """What to change of a resting order; None leaves a field as it is. `quantity` is the new total."""

    quantity: int | None = None
    price: Decimal | None = None
    trigger_price: Decimal | None = None
    order_type: OrderType | None = None
    validity: Validity | None = None
    disclosed_quantity: int | None = None
    market_protection: Decimal | None = None


class IcebergLeg(Struct, frozen=True):
    """Where a row stands among the legs of an iceberg order; quantities in units."""

    leg: int
    legs: int
    leg_quantity: int
    total_quantity: int
    remaining_quantity: int


class OrderUpdate(Struct, frozen=True, kw_only=True):
    """One row of the broker's book, or one streamed change, in our words.

    `status_text` is the broker's own status, `message` its words for a rejection. `tags` holds every
    tag of the row: our client id is one of them where the order is ours.
    """

    account: AccountId
    broker_id: BrokerOrderId
    instrument: InstrumentId
    symbol: str
    side: Side
    quantity: int
    order_type: OrderType
    product: Product
    variety: Variety
    validity: Validity
    state: OrderState
    status_text: str
    price: Decimal = ZERO
    trigger_price: Decimal = ZERO
    average_price: Decimal = ZERO
    filled: int = 0
    pending: int = 0
    cancelled: int = 0
    disclosed_quantity: int = 0
    exchange_id: str | None = None
    parent_id: BrokerOrderId | None = None
    message: str = ""
    message_raw: str = ""
    tags: tuple[str, ...] = ()
    iceberg: IcebergLeg | None = None
    placed_by: str = ""
    placed_ns: int = 0
    updated_ns: int = 0
    ttl_minutes: int = 0
    modified: bool = False


class Trade(Struct, frozen=True, kw_only=True):
    """One execution. Key is (account, exchange, broker order id, trade id)."""

    account: AccountId
    trade_id: TradeId
    order_id: BrokerOrderId
    instrument: InstrumentId
    symbol: str
    side: Side
    product: Product
    quantity: int
    price: Decimal
    exchange_id: str = ""
    filled_ns: int = 0

    @property
    def key(self) -> tuple[str, str, str, str]:
        return (self.account, self.instrument.venue, self.order_id, self.trade_id)


class Order(Struct, frozen=True, kw_only=True):
    """What we believe of one order: the intent where it is ours, the broker's newest word if any.

    `key` is stable for the row's life: the client id where the order is ours, else the broker's id.
    `updated_ns` is the broker's time and 0 until its first word: our clock is never compared with it.
    `ttl_minutes` of an order that lives for minutes; `refused`: the broker's words for each slice of
    this order that it did not take.
    """

    key: str
    account: AccountId
    instrument: InstrumentId
    symbol: str
    side: Side
    quantity: int
    order_type: OrderType
    product: Product
    variety: Variety
    validity: Validity
    state: OrderState
    intent: OrderIntent | None = None
    broker_id: BrokerOrderId | None = None
    exchange_id: str | None = None
    parent_id: BrokerOrderId | None = None
    price: Decimal = ZERO
    trigger_price: Decimal = ZERO
    average_price: Decimal = ZERO
    filled: int = 0
    pending: int = 0
    cancelled: int = 0
    disclosed_quantity: int = 0
    status_text: str = ""
    message: str = ""
    hint: str = ""
    tags: tuple[str, ...] = ()
    iceberg: IcebergLeg | None = None
    placed_by: str = ""
    placed_ns: int = 0
    updated_ns: int = 0
    modifications: int = 0
    ttl_minutes: int = 0
    refused: tuple[str, ...] = ()

    @property
    def remaining(self) -> int:
        """Units still working: 0 once terminal, whatever the broker's pending column says."""
        return 0 if self.state.is_terminal else max(0, self.quantity - self.filled)


def order_from_intent(intent: OrderIntent, symbol: str, now_ns: int) -> Order:
    """Return the row of an intent that was just written down."""
    return Order(
        key=intent.client_id,
        account=intent.account,
        instrument=intent.instrument,
        symbol=symbol,
        side=intent.side,
        quantity=intent.quantity,
        order_type=intent.order_type,
        product=intent.product,
        variety=intent.variety,
        validity=intent.validity,
        state=OrderState.JOURNALLED,
        intent=intent,
        price=intent.price or ZERO,
        trigger_price=intent.trigger_price or ZERO,
        pending=intent.quantity,
        disclosed_quantity=intent.disclosed_quantity,
        tags=(intent.client_id,),
        placed_ns=now_ns,
        ttl_minutes=intent.ttl_minutes or 0,
    )


def order_from_update(update: OrderUpdate) -> Order:
    """Return the row of an order that was placed elsewhere (another window, the phone)."""
    base = Order(
        key=update.broker_id,
        account=update.account,
        instrument=update.instrument,
        symbol=update.symbol,
        side=update.side,
        quantity=update.quantity,
        order_type=update.order_type,
        product=update.product,
        variety=update.variety,
        validity=update.validity,
        state=OrderState.PENDING,
    )
    return apply(base, update)


def apply(order: Order, update: OrderUpdate) -> Order:
    """Fold a broker's row into an order.

    A protected market order comes back from some brokers as LIMIT: the type shown stays the intent's
    while the order was never modified. Rows older than what we know change nothing.
    """
    if order.state.is_terminal and not _reopens(order):
        if update.filled <= order.filled:
            return order
        return replace(
            order,
            filled=update.filled,
            average_price=update.average_price or order.average_price,
        )
    stale = update.filled < order.filled or (
        (update.updated_ns < order.updated_ns or _is_earlier_step(order, update))
        and order.broker_id is not None
        and not update.state.is_terminal
        and update.filled == order.filled
    )
    if stale and not update.state.is_terminal:
        return order
    protected = (
        order.intent is not None and not order.intent.order_type.has_price and not update.modified
    )
    return replace(
        order,
        broker_id=update.broker_id,
        exchange_id=update.exchange_id or order.exchange_id,
        parent_id=update.parent_id or order.parent_id,
        symbol=update.symbol or order.symbol,
        state=update.state,
        status_text=update.status_text,
        quantity=update.quantity or order.quantity,
        order_type=order.order_type if protected else update.order_type,
        product=update.product if update.product is not Product.UNKNOWN else order.product,
        validity=update.validity,
        price=update.price,
        trigger_price=update.trigger_price,
        average_price=update.average_price or order.average_price,
        filled=max(order.filled, update.filled),
        pending=update.pending,
        cancelled=update.cancelled,
        disclosed_quantity=update.disclosed_quantity,
        message=update.message or update.message_raw,
        tags=tuple(dict.fromkeys((*order.tags, *update.tags))),
        iceberg=update.iceberg or order.iceberg,
        placed_by=update.placed_by or order.placed_by,
        placed_ns=order.placed_ns or update.placed_ns,
        updated_ns=max(order.updated_ns, update.updated_ns),
        ttl_minutes=update.ttl_minutes or order.ttl_minutes,
    )


def _is_earlier_step(order: Order, update: OrderUpdate) -> bool:
    # Brokers stamp whole seconds, so "on its way" and "at the exchange" often bear the same time.
    return (
        update.state is OrderState.PENDING
        and order.state in {OrderState.OPEN, OrderState.TRIGGER_PENDING}
        and update.updated_ns <= order.updated_ns
    )


def _reopens(order: Order) -> bool:
    # An end without a broker's id ("not placed", refused at the door) was our own conclusion; the
    # broker's book outranks it.
    return order.broker_id is None or order.state is OrderState.NOT_PLACED
