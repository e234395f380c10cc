"""Good-till-triggered orders: a condition that rests at the broker, and the order it will place.

A trigger fires once; the order it places lives in the order book like any other, and may rest, fill
or be refused there: "triggered" alone says nothing about a fill.
"""

from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from terminal.domain.ids import AccountId, BrokerOrderId, ClientOrderId, InstrumentId
from terminal.domain.order import OrderType, Product, Side


class GttKind(StrEnum):
    """One trigger, or two of which the first to fire ends the other (OCO)."""

    SINGLE = "single"
    TWO_LEG = "two_leg"


class GttState(StrEnum):
    """Where a trigger is at the broker. SENDING, UNKNOWN and NOT_PLACED are ours, not the broker's."""

    SENDING = "sending"  # written down; the request may be on its way
    UNKNOWN = "unknown"  # the reply was lost: being looked for
    NOT_PLACED = "not_placed"  # proved absent from the broker's list
    ACTIVE = "active"
    TRIGGERED = "triggered"
    DISABLED = "disabled"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    REJECTED = "rejected"
    DELETED = "deleted"


class GttLeg(Struct, frozen=True, kw_only=True):
    """One trigger and its order. Quantity in units; prices in quote currency on the grid."""

    trigger_price: Decimal
    side: Side
    quantity: int
    price: Decimal
    product: Product
    order_type: OrderType = OrderType.LIMIT


class GttResult(Struct, frozen=True, kw_only=True):
    """What firing a leg led to. No `order_id`: it fired and no order exists; `text` says why."""

    order_id: BrokerOrderId | None = None
    text: str = ""
    triggered_price: Decimal = Decimal(0)
    triggered_ns: int = 0


class GttIntent(Struct, frozen=True, kw_only=True):
    """A wish for a trigger. Legs ascend by trigger price: a two-leg's first is below the last price.

    `client_id` makes it unique; brokers keep no tag on triggers, so it is known to our journal only.
    `last_price` is fresh at sending.
    """

    client_id: ClientOrderId
    account: AccountId
    instrument: InstrumentId
    kind: GttKind
    legs: tuple[GttLeg, ...]
    last_price: Decimal


class Gtt(Struct, frozen=True, kw_only=True):
    """One trigger as we believe it. `key` is the broker's id, or the client id until that is known.

    `results` is parallel to `legs`. `local`: kept by this program, works only while it runs.
    `expires_ns` 0: the broker did not say.
    """

    key: str
    account: AccountId
    instrument: InstrumentId
    symbol: str
    kind: GttKind
    state: GttState
    legs: tuple[GttLeg, ...]
    results: tuple[GttResult | None, ...]
    last_price: Decimal = Decimal(0)
    created_ns: int = 0
    updated_ns: int = 0
    expires_ns: int = 0
    message: str = ""
    local: bool = False


class GttRules(Struct, frozen=True, kw_only=True):
    """What a broker takes. `oco_buy_on_shares`: a two-leg buy outside derivatives."""

    most_active: int = 250
    expires_days: int = 365
    products: tuple[Product, ...] = (Product.CNC, Product.NRML, Product.MTF)
    order_types: tuple[OrderType, ...] = (OrderType.LIMIT,)
    oco_buy_on_shares: bool = False
    local: bool = False
