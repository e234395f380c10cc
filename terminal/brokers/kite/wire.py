"""Kite's session, account and order messages, spelled as Kite spells them; optional where it forgets.

Numbers with a fraction are Decimal and are read from the JSON text, never through a float. Names are
the broker's (Kite Connect v3 docs and sample responses, read 2026-11). Portfolio, market and the
rest stand in the sibling `wire_*` modules.
"""

from decimal import Decimal
from typing import Any, Generic, TypeVar

from msgspec import Struct
from typing_extensions import override

T = TypeVar("T")
ZERO = Decimal(0)


class Envelope(Struct, Generic[T]):
    """A successful reply; `mf/sips` omits `status`."""

    data: T
    status: str = "success"


class Failure(Struct):
    """An unsuccessful reply."""

    message: str | None = None
    error_type: str | None = None
    status: str = "error"


class UserMeta(Struct):
    """Consent and blocks of an account."""

    demat_consent: str | None = None
    poa: str | None = None
    silo: str | None = None
    account_blocks: list[Any] = []


class Profile(Struct, kw_only=True):
    """GET /user/profile."""

    user_id: str
    user_name: str | None = None
    user_shortname: str | None = None
    user_type: str | None = None
    email: str | None = None
    broker: str | None = None
    exchanges: list[str] | None = None
    products: list[str] | None = None
    order_types: list[str] | None = None
    avatar_url: str | None = None
    meta: UserMeta | None = None


class BankAccount(Struct, kw_only=True):
    """A linked bank account, masked."""

    name: str = ""
    branch: str = ""
    account: str = ""


class FullProfile(Profile, kw_only=True):
    """GET /user/profile/full (undocumented)."""

    twofa_type: str | None = None
    phone: str | None = None
    bank_accounts: list[BankAccount] = []
    dp_ids: list[str] = []
    pan: str | None = None
    tags: list[str] = []
    password_timestamp: str | None = None
    twofa_timestamp: str | None = None


class Session(Profile, kw_only=True):
    """POST /session/token. Its repr says nothing of the tokens."""

    api_key: str
    access_token: str
    login_time: str | None = None
    public_token: str | None = None
    refresh_token: str | None = None

    @override
    def __repr__(self) -> str:
        return f"Session(user_id={self.user_id!r}, login_time={self.login_time!r})"


class Renewal(Struct, kw_only=True):
    """POST /session/refresh_token (approved platforms only)."""

    user_id: str
    access_token: str
    refresh_token: str | None = None

    @override
    def __repr__(self) -> str:
        return f"Renewal(user_id={self.user_id!r})"


class Segment(Struct, kw_only=True):
    """One margin segment; the broker's own lines, in rupees."""

    enabled: bool = False
    net: Decimal = ZERO
    available: dict[str, Decimal] = {}
    utilised: dict[str, Decimal] = {}


class Margins(Struct, kw_only=True):
    """GET /user/margins."""

    equity: Segment | None = None
    commodity: Segment | None = None


class OrderId(Struct):
    """The reply of place, modify and cancel."""

    order_id: str


class SliceError(Struct, kw_only=True):
    """Why one slice was refused."""

    code: int = 0
    error_type: str = ""
    message: str = ""


class Slice(Struct, kw_only=True):
    """One slice of an autosliced order: an id or an error."""

    order_id: str | None = None
    error: SliceError | None = None


class Placed(Struct, kw_only=True):
    """The reply of a placement: alone, or (since March 2026) a parent with its sibling slices."""

    order_id: str
    children: list[Slice] = []


class Iceberg(Struct, kw_only=True):
    """Where a row stands among the legs."""

    leg: int = 0
    legs: int = 0
    leg_quantity: int = 0
    total_quantity: int = 0
    remaining_quantity: int = 0


class OrderMeta(Struct, kw_only=True):
    """What an order row carries on the side."""

    iceberg: Iceberg | None = None


class Order(Struct, kw_only=True):
    """One row of the order book, one snapshot of a history, or the data of a streamed update."""

    order_id: str
    exchange: str
    tradingsymbol: str
    transaction_type: str
    status: str | None = None
    order_type: str | None = None
    product: str | None = None
    variety: str | None = None
    validity: str | None = None
    quantity: int | None = None
    exchange_order_id: str | None = None
    parent_order_id: str | None = None
    placed_by: str | None = None
    account_id: str | None = None
    user_id: str | None = None
    status_message: str | None = None
    status_message_raw: str | None = None
    order_timestamp: str | None = None
    exchange_update_timestamp: str | None = None
    exchange_timestamp: str | None = None
    modified: bool | None = None
    instrument_token: int | None = None
    validity_ttl: int | None = None
    disclosed_quantity: int | None = None
    filled_quantity: int | None = None
    pending_quantity: int | None = None
    cancelled_quantity: int | None = None
    price: Decimal | None = None
    trigger_price: Decimal | None = None
    average_price: Decimal | None = None
    market_protection: Decimal | None = None
    auction_number: str | None = None
    meta: OrderMeta | None = None
    tag: str | None = None
    tags: list[str] | None = None
    guid: str | None = None


class Trade(Struct, kw_only=True):
    """GET /trades; `order_timestamp` is a time of day without a date."""

    trade_id: str
    order_id: str
    exchange: str
    tradingsymbol: str
    transaction_type: str
    quantity: int
    average_price: Decimal
    product: str | None = None
    exchange_order_id: str | None = None
    instrument_token: int | None = None
    fill_timestamp: str | None = None
    order_timestamp: str | None = None
    exchange_timestamp: str | None = None
