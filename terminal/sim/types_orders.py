"""Orders, trades and what the exchange reports about them.

Values are spelled as the broker spells them, so that the front can print them unchanged.
Prices are Decimal rupees, quantities units, times UTC nanoseconds.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

import msgspec

ZERO = Decimal(0)
_PAISE = Decimal("0.00")


def plain(value: Decimal) -> Decimal:
    """Return the same number with two or more decimals, never with an exponent."""
    return value.normalize() + _PAISE


class Side(StrEnum):
    """Which way an order trades."""

    BUY = "BUY"
    SELL = "SELL"


class OrderKind(StrEnum):
    """Price condition of an order."""

    MARKET = "MARKET"
    LIMIT = "LIMIT"
    SL = "SL"
    SL_M = "SL-M"


class Validity(StrEnum):
    """How long an order lives."""

    DAY = "DAY"
    IOC = "IOC"
    TTL = "TTL"


class Variety(StrEnum):
    """The broker's order route."""

    REGULAR = "regular"
    AMO = "amo"
    CO = "co"
    ICEBERG = "iceberg"
    AUCTION = "auction"


class Product(StrEnum):
    """Margin product; CO appears in the book and in positions only."""

    CNC = "CNC"
    MIS = "MIS"
    NRML = "NRML"
    MTF = "MTF"
    CO = "CO"


class Status(StrEnum):
    """Order states in the broker's words."""

    RECEIVED = "PUT ORDER REQ RECEIVED"
    AMO_RECEIVED = "AMO REQ RECEIVED"
    MODIFY_AMO_RECEIVED = "MODIFY AMO REQ RECEIVED"
    VALIDATION_PENDING = "VALIDATION PENDING"
    OPEN_PENDING = "OPEN PENDING"
    OPEN = "OPEN"
    TRIGGER_PENDING = "TRIGGER PENDING"
    MODIFY_VALIDATION_PENDING = "MODIFY VALIDATION PENDING"
    MODIFY_PENDING = "MODIFY PENDING"
    MODIFIED = "MODIFIED"
    CANCEL_PENDING = "CANCEL PENDING"
    COMPLETE = "COMPLETE"
    CANCELLED = "CANCELLED"
    CANCELLED_AMO = "CANCELLED AMO"
    REJECTED = "REJECTED"

    @property
    def terminal(self) -> bool:
        """True when nothing more can happen to the order."""
        return self in _TERMINAL


_TERMINAL = frozenset({Status.COMPLETE, Status.CANCELLED, Status.CANCELLED_AMO, Status.REJECTED})


class Rejection(msgspec.Struct, frozen=True):
    """A refused request: HTTP status, the broker's error_type and its message."""

    http: int
    error_type: str
    message: str


class PlaceRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A new order as the front parsed it.

    `market_protection` None means the field was absent. `tags` are extra tags the front or a rule
    adds (they appear after `tag` in the row); `placed_by` defaults to the account's own id.
    """

    exchange: str
    tradingsymbol: str
    transaction_type: Side
    quantity: int
    product: Product
    order_type: OrderKind
    variety: Variety = Variety.REGULAR
    price: Decimal = ZERO
    trigger_price: Decimal = ZERO
    validity: Validity = Validity.DAY
    validity_ttl: int = 0
    disclosed_quantity: int = 0
    iceberg_legs: int = 0
    iceberg_quantity: int = 0
    auction_number: str = ""
    market_protection: Decimal | None = None
    autoslice: bool = False
    algo_id: str = ""
    tag: str = ""
    tags: tuple[str, ...] = ()
    placed_by: str = ""


class SliceResult(msgspec.Struct, frozen=True):
    """One slice of an autosliced order: an id or the reason it was refused."""

    order_id: str | None
    rejection: Rejection | None = None


class PlaceResult(msgspec.Struct, frozen=True, kw_only=True):
    """An accepted placement.

    `shape` tells the front how to print it: "single", "v2" (parent plus `children`) or "v1"
    (flat; `children` then includes the first slice).
    """

    order_id: str
    shape: str = "single"
    children: tuple[SliceResult, ...] = ()


class ModifyRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Changes to an order; None leaves a field as it is."""

    quantity: int | None = None
    price: Decimal | None = None
    order_type: OrderKind | None = None
    trigger_price: Decimal | None = None
    validity: Validity | None = None
    validity_ttl: int | None = None
    disclosed_quantity: int | None = None
    market_protection: Decimal | None = None
    parent_order_id: str = ""


class IcebergMeta(msgspec.Struct, frozen=True):
    """The `meta.iceberg` object of an iceberg leg."""

    leg: int
    legs: int
    leg_quantity: int
    total_quantity: int
    remaining_quantity: int


class OrderSnapshot(msgspec.Struct, frozen=True, kw_only=True):
    """An order's row at one moment: the order book holds the newest, the history all of them."""

    order_id: str
    exchange_order_id: str | None
    parent_order_id: str | None
    status: Status
    status_message: str | None
    status_message_raw: str | None
    order_ns: int
    exchange_update_ns: int | None
    exchange_ns: int | None
    variety: Variety
    exchange: str
    tradingsymbol: str
    instrument_token: int
    order_type: OrderKind
    transaction_type: Side
    validity: Validity
    validity_ttl: int
    product: Product
    quantity: int
    disclosed_quantity: int
    price: Decimal
    trigger_price: Decimal
    average_price: Decimal
    filled_quantity: int
    pending_quantity: int
    cancelled_quantity: int
    market_protection: Decimal
    modified: bool
    auction_number: str | None
    iceberg: IcebergMeta | None
    tag: str | None
    tags: tuple[str, ...]
    placed_by: str
    guid: str
    at_ns: int  # when this snapshot was taken


class SimTrade(msgspec.Struct, frozen=True, kw_only=True):
    """One execution of one of the user's orders."""

    trade_id: str
    order_id: str
    exchange_order_id: str
    exchange: str
    tradingsymbol: str
    instrument_token: int
    product: Product
    transaction_type: Side
    quantity: int
    price: Decimal
    fill_ns: int
    order_ns: int


class OrderChanged(msgspec.Struct, frozen=True):
    """An order moved to another state; `partial` marks a fill that left it OPEN."""

    order: OrderSnapshot
    partial: bool = False


class Traded(msgspec.Struct, frozen=True):
    """One of the user's orders traded."""

    trade: SimTrade


class GttFired(msgspec.Struct, frozen=True):
    """A GTT trigger fired; `order_ids` is empty when the leg was refused."""

    trigger_id: int
    order_ids: tuple[str, ...]


class AlertFired(msgspec.Struct, frozen=True):
    """An alert's condition came true; an ATO alert lists the orders it placed."""

    uuid: str
    name: str
    order_ids: tuple[str, ...]


class Message(msgspec.Struct, frozen=True):
    """A broadcast text, shown to the user by clients."""

    text: str


Event = OrderChanged | Traded | GttFired | AlertFired | Message
