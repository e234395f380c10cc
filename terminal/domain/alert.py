"""Alerts: a condition watched by the broker or by this program, and what happens when it holds."""

from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from terminal.domain.ids import AccountId, ClientOrderId, InstrumentId
from terminal.domain.order import OrderIntent


class AlertMeasure(StrEnum):
    """What is watched. Brokers watch the last price; the others are watched here."""

    LAST = "last"  # quote currency
    CHANGE = "change"  # percent of the previous close
    VOLUME = "volume"  # units traded today
    OPEN_INTEREST = "open_interest"  # units
    PNL = "pnl"  # rupees, of a position or of an account
    FEED_AGE = "feed_age"  # seconds since the last tick


class AlertOperator(StrEnum):
    """How the measure is compared. CROSSES needs both sides of the level; EQUAL is the broker's."""

    AT_LEAST = ">="
    AT_MOST = "<="
    ABOVE = ">"
    BELOW = "<"
    EQUAL = "=="
    CROSSES = "crosses"


class AlertState(StrEnum):
    """Where an alert is. SENDING, UNKNOWN and NOT_PLACED as with orders."""

    SENDING = "sending"
    UNKNOWN = "unknown"
    NOT_PLACED = "not_placed"
    ENABLED = "enabled"
    DISABLED = "disabled"
    DELETED = "deleted"


class AlertTerms(Struct, frozen=True, kw_only=True):
    """What to watch: `measure` of `instrument` against `level`, or against another's last price.

    `hold_s`: the condition must hold this long without a break. `orders`: placed when it fires
    (alert triggers order). `instrument` None: the P&L of the account. `local`: watched here.
    """

    client_id: ClientOrderId
    account: AccountId
    name: str
    instrument: InstrumentId | None
    operator: AlertOperator
    level: Decimal = Decimal(0)
    other: InstrumentId | None = None
    measure: AlertMeasure = AlertMeasure.LAST
    hold_s: float = 0.0
    orders: tuple[OrderIntent, ...] = ()
    local: bool = False
    once: bool = True


class Alert(Struct, frozen=True, kw_only=True):
    """One alert as we believe it. `key` is the broker's id, or the client id of a local one."""

    key: str
    terms: AlertTerms
    symbol: str
    state: AlertState
    fired: int = 0
    created_ns: int = 0
    updated_ns: int = 0
    message: str = ""


class AlertEvent(Struct, frozen=True, kw_only=True):
    """One firing: the words of the condition and the tick that fired it (`value`, `last`)."""

    key: str
    name: str
    condition: str
    fired_ns: int
    instrument: InstrumentId | None = None
    value: Decimal | None = None
    last: Decimal | None = None
    volume: int | None = None
    oi: int | None = None
    order_text: str = ""


class AlertRules(Struct, frozen=True, kw_only=True):
    """What a broker's own alerts can do."""

    operators: tuple[AlertOperator, ...]
    orders: bool = True
    most_orders: int = 20
