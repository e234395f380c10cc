"""GTTs, alerts, mutual funds and the exchange's switches.

Wire shapes (JSON texts inside form fields) are the front's business: it parses them into these
and prints them back. Times are UTC nanoseconds, NAVs and amounts Decimal rupees.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec

from terminal.sim.types_market import Quote
from terminal.sim.types_orders import ZERO, OrderKind, PlaceRequest, Product, Rejection, Side


class GttLeg(msgspec.Struct, frozen=True, kw_only=True):
    """The order a trigger value places."""

    exchange: str
    tradingsymbol: str
    transaction_type: Side
    quantity: int
    order_type: OrderKind
    product: Product
    price: Decimal
    market_protection: Decimal | None = None


class GttRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A new or replaced GTT; `type` is single or two-leg."""

    type: str
    exchange: str
    tradingsymbol: str
    trigger_values: tuple[Decimal, ...]
    last_price: Decimal
    orders: tuple[GttLeg, ...]


class GttLegResult(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a leg; `order_status` "failed" with an empty `order_id`: no order exists."""

    fired_ns: int
    triggered_at: Decimal
    order_status: str
    order_id: str
    rejection_reason: str


class GttRow(msgspec.Struct, frozen=True, kw_only=True):
    """A GTT; `results` runs parallel to `request.orders`."""

    trigger_id: int
    request: GttRequest
    instrument_token: int
    status: str  # active triggered disabled expired cancelled rejected deleted
    created_ns: int
    updated_ns: int
    expires_ns: int
    results: tuple[GttLegResult | None, ...]
    rejection_reason: str = ""


class AlertRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A new or replaced alert; `items` are the orders of an ATO alert's basket.

    `basket_json` is kept verbatim for the front; the exchange itself reads only `items`.
    """

    name: str
    type: str
    lhs_exchange: str
    lhs_tradingsymbol: str
    lhs_attribute: str
    operator: str
    rhs_type: str
    rhs_constant: Decimal = ZERO
    rhs_exchange: str = ""
    rhs_tradingsymbol: str = ""
    rhs_attribute: str = ""
    basket_json: str = ""
    items: tuple[PlaceRequest, ...] = ()


class AlertRow(msgspec.Struct, frozen=True, kw_only=True):
    """An alert; status is enabled, disabled or deleted."""

    uuid: str
    request: AlertRequest
    status: str
    disabled_reason: str
    alert_count: int
    created_ns: int
    updated_ns: int


class AlertHistoryRow(msgspec.Struct, frozen=True, kw_only=True):
    """One firing: the condition in words, the market at that moment, the orders placed."""

    uuid: str
    type: str
    condition: str
    created_ns: int
    quotes: tuple[tuple[str, str, Quote], ...]  # exchange, tradingsymbol, quote
    order_ids: tuple[str, ...]
    rejections: tuple[Rejection, ...]


class MfInstrument(msgspec.Struct, frozen=True, kw_only=True):
    """A fund; `tradingsymbol` is its ISIN."""

    tradingsymbol: str
    amc: str
    name: str
    purchase_allowed: bool
    redemption_allowed: bool
    minimum_purchase_amount: Decimal
    purchase_amount_multiplier: Decimal
    minimum_additional_purchase_amount: Decimal
    minimum_redemption_quantity: Decimal
    redemption_quantity_multiplier: Decimal
    dividend_type: str
    scheme_type: str
    plan: str
    settlement_type: str
    last_price: Decimal
    last_price_date: date


class MfOrder(msgspec.Struct, frozen=True, kw_only=True):
    """A mutual fund order."""

    order_id: str
    exchange_order_id: str | None
    tradingsymbol: str
    fund: str
    status: str
    status_message: str
    purchase_type: str | None
    transaction_type: Side
    variety: str
    amount: Decimal
    quantity: Decimal
    average_price: Decimal
    last_price: Decimal
    last_price_date: date
    folio: str | None
    settlement_id: str | None
    order_ns: int
    exchange_date: date | None
    placed_by: str
    tag: str | None


class MfSip(msgspec.Struct, frozen=True, kw_only=True):
    """A systematic investment plan; `instalments` -1 runs until stopped."""

    sip_id: str
    tradingsymbol: str
    fund: str
    status: str
    created_ns: int
    frequency: str
    instalment_amount: Decimal
    instalments: int
    pending_instalments: int
    completed_instalments: int
    instalment_day: int
    last_instalment_ns: int | None
    next_instalment: date
    dividend_type: str
    sip_type: str
    sip_reg_num: str | None
    step_up: tuple[tuple[str, int], ...]
    trigger_price: Decimal
    tag: str | None


class MfHolding(msgspec.Struct, frozen=True, kw_only=True):
    """Units of one fund in one folio."""

    folio: str
    fund: str
    tradingsymbol: str
    quantity: Decimal
    pledged_quantity: Decimal
    average_price: Decimal
    last_price: Decimal
    last_price_date: date


class MfLot(msgspec.Struct, frozen=True, kw_only=True):
    """One allotment inside a holding."""

    fund: str
    tradingsymbol: str
    average_price: Decimal
    variety: str
    exchange_date: date
    amount: Decimal
    folio: str
    quantity: Decimal


class MfSipRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A new SIP."""

    tradingsymbol: str
    amount: Decimal
    instalments: int
    frequency: str
    initial_amount: Decimal = ZERO
    instalment_day: int = 0
    trigger_price: Decimal = ZERO
    step_up: tuple[tuple[str, int], ...] = ()
    sip_type: str = "sip"
    tag: str = ""


class MfSipChange(msgspec.Struct, frozen=True, kw_only=True):
    """Changes to a SIP; None leaves a field alone. `status` is active or paused."""

    amount: Decimal | None = None
    status: str | None = None
    instalments: int | None = None
    frequency: str | None = None
    instalment_day: int | None = None
    step_up: tuple[tuple[str, int], ...] | None = None


class SimOptions(msgspec.Struct, kw_only=True):
    """Switches of the engine. Mutable on purpose: the front's control port flips them at run time.

    `step_ms` is the grid of the simulated market; `latency_ms` the smallest and largest delay of
    one order state transition.
    """

    user_id: str = "AB1234"
    strict_market: bool = True  # False: MARKET and SL-M without protection are accepted
    convert_market: bool = True  # True: a protected MARKET order becomes a LIMIT row
    narrow_band_pct: Decimal | None = None  # overrides every protection band
    modify_quantity_is_total: bool = True  # False: means the remaining quantity
    day_cap: int = 5000
    modification_cap: int = 25
    late_row_ms: int = 0  # rows stay out of orders() this long after placement
    tag_only_in_tags: bool = False
    short_ids: bool = False  # 15-digit order ids
    autoslice_shape: str = "v2"
    autoslice_failing_slice: int = -1  # index of a slice to refuse, -1 none
    race_on_modify: bool = False  # every modify answers "is being processed"
    cancel_loses_race: bool = False  # a cancelled order fills at its limit first
    margin_reject_as_row: bool = False  # accept, then a REJECTED row, instead of HTTP 400
    margin_checks: bool = True
    gtt_market_legs: bool = False  # accept MARKET legs
    authorisation_needed: bool = True  # 428 for unauthorised holdings
    mis_square_off: bool = True
    mis_square_off_minute: int = 15 * 60 + 20  # minute of the IST day
    negative_crude: bool = False  # crude oil trades around -37.63
    latency_ms: tuple[int, int] = (5, 40)
    step_ms: int = 250
    max_active: int = 200
    mf_writes: bool = True
    simulated_traders: bool = True  # False: no makers, no takers; only the user's own orders
