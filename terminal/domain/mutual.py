"""Mutual funds: schemes, orders, SIPs and what is held. All Decimal; dates are exchange dates."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from terminal.domain.ids import AccountId, ClientOrderId
from terminal.domain.order import Side

ZERO = Decimal(0)


class Scheme(Struct, frozen=True, kw_only=True):
    """One fund of the day's list; `isin` names it. Amounts in rupees, quantities in units of the fund.

    `category`, `plan` and `dividend` are the broker's words (equity, direct, growth). `settles_days`:
    trading days until redemption money comes.
    """

    isin: str
    name: str
    amc: str
    category: str
    plan: str
    dividend: str
    purchase_allowed: bool
    redemption_allowed: bool
    minimum_purchase: Decimal
    purchase_multiple: Decimal
    minimum_additional: Decimal
    minimum_redemption: Decimal
    redemption_multiple: Decimal
    nav: Decimal
    nav_date: date | None
    settles_days: int = 0


class FundOrderState(StrEnum):
    """Where a fund order is. SENDING, UNKNOWN and NOT_PLACED are ours."""

    SENDING = "sending"
    UNKNOWN = "unknown"
    NOT_PLACED = "not_placed"
    OPEN = "open"
    COMPLETE = "complete"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    OTHER = "other"  # a word of the broker's that is not documented; see `status_text`


class FundOrderIntent(Struct, frozen=True, kw_only=True):
    """A wish to buy for an amount or to redeem units. Exactly one of the two is set."""

    client_id: ClientOrderId
    account: AccountId
    isin: str
    side: Side
    amount: Decimal | None = None
    quantity: Decimal | None = None


class FundOrder(Struct, frozen=True, kw_only=True):
    """One fund order. `nav` is the one it settled at, 0 before; `placed_by_sip`: an instalment."""

    key: str
    account: AccountId
    isin: str
    name: str
    side: Side
    state: FundOrderState
    status_text: str = ""
    message: str = ""
    amount: Decimal = ZERO
    quantity: Decimal = ZERO
    average_price: Decimal = ZERO
    nav: Decimal = ZERO
    nav_date: date | None = None
    folio: str = ""
    fresh: bool = False
    placed_by_sip: bool = False
    placed_ns: int = 0
    settled_on: date | None = None
    tag: str = ""


class SipFrequency(StrEnum):
    """How often a SIP buys."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


class SipState(StrEnum):
    """Where a SIP is. SENDING, UNKNOWN and NOT_PLACED are ours."""

    SENDING = "sending"
    UNKNOWN = "unknown"
    NOT_PLACED = "not_placed"
    ACTIVE = "active"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    OTHER = "other"


class SipIntent(Struct, frozen=True, kw_only=True):
    """A wish for a SIP. `instalments` None: until stopped; `day` of the month, 0 with weekly."""

    client_id: ClientOrderId
    account: AccountId
    isin: str
    amount: Decimal
    frequency: SipFrequency
    instalments: int | None
    day: int = 0
    initial_amount: Decimal | None = None


class SipChange(Struct, frozen=True, kw_only=True):
    """What to change of a SIP; None leaves a field as it is. `instalments` 0: until stopped."""

    amount: Decimal | None = None
    frequency: SipFrequency | None = None
    instalments: int | None = None
    day: int | None = None
    paused: bool | None = None


class Sip(Struct, frozen=True, kw_only=True):
    """One SIP. `instalments` None: until stopped."""

    key: str
    account: AccountId
    isin: str
    name: str
    state: SipState
    amount: Decimal
    frequency: SipFrequency | None
    instalments: int | None
    done: int = 0
    pending: int = 0
    day: int = 0
    created_ns: int = 0
    last_ns: int = 0
    next_on: date | None = None
    step_up: tuple[tuple[str, Decimal], ...] = ()
    status_text: str = ""
    message: str = ""
    tag: str = ""


class FundHolding(Struct, frozen=True, kw_only=True):
    """One folio's units of a fund; `nav` is the last one known and `nav_date` its day."""

    account: AccountId
    isin: str
    name: str
    folio: str
    quantity: Decimal
    pledged: Decimal = ZERO
    average_nav: Decimal = ZERO
    nav: Decimal = ZERO
    nav_date: date | None = None


class FundLot(Struct, frozen=True, kw_only=True):
    """One purchase behind a holding; `bought_on` None where the broker does not tell."""

    isin: str
    folio: str
    quantity: Decimal
    price: Decimal
    amount: Decimal
    bought_on: date | None


class FundRules(Struct, frozen=True, kw_only=True):
    """What a broker's fund API takes. Without `writes`, `why` says so and `link` leads to where it can."""

    writes: bool
    why: str = ""
    link: str = ""
    frequencies: tuple[SipFrequency, ...] = tuple(SipFrequency)
