"""Kite's GTT triggers, alerts and mutual funds, spelled as Kite spells them."""

from decimal import Decimal
from typing import Any

from msgspec import Struct

ZERO = Decimal(0)


class TriggerCondition(Struct, kw_only=True):
    """When a GTT fires."""

    exchange: str
    tradingsymbol: str
    trigger_values: list[Decimal]
    last_price: Decimal
    instrument_token: int | None = None


class TriggerOrderResult(Struct, kw_only=True):
    """`status` "failed" with an empty `order_id`: the trigger fired and no order exists."""

    status: str = ""
    order_id: str = ""
    rejection_reason: str | None = None


class TriggerResult(Struct, kw_only=True):
    """What became of one leg after firing."""

    account_id: str = ""
    exchange: str = ""
    tradingsymbol: str = ""
    validity: str = ""
    product: str = ""
    order_type: str = ""
    transaction_type: str = ""
    quantity: int = 0
    price: Decimal = ZERO
    meta: str | None = None
    timestamp: str | None = None
    triggered_at: Decimal = ZERO
    order_result: TriggerOrderResult | None = None


class TriggerOrder(Struct, kw_only=True):
    """One leg of a GTT; `result` once it fired."""

    exchange: str
    tradingsymbol: str
    transaction_type: str
    quantity: int
    order_type: str
    product: str
    price: Decimal
    result: TriggerResult | None = None


class TriggerMeta(Struct, kw_only=True):
    """Why a GTT was refused."""

    rejection_reason: str | None = None


class Trigger(Struct, kw_only=True):
    """One GTT; `type` "single" or "two-leg" (index 0 the stop, index 1 the target)."""

    id: int
    type: str
    status: str
    condition: TriggerCondition
    orders: list[TriggerOrder] = []
    user_id: str = ""
    parent_trigger: int | None = None
    created_at: str | None = None
    updated_at: str | None = None
    expires_at: str | None = None
    meta: TriggerMeta | None = None


class TriggerId(Struct):
    """The reply of GTT writes."""

    trigger_id: int


class TriggerLeg(Struct, kw_only=True):
    """One order of a GTT request."""

    exchange: str
    tradingsymbol: str
    transaction_type: str
    quantity: int
    order_type: str
    product: str
    price: Decimal


class TriggerTerms(Struct, kw_only=True):
    """The condition of a GTT request; `trigger_values` ascending, `last_price` fresh."""

    exchange: str
    tradingsymbol: str
    trigger_values: list[Decimal]
    last_price: Decimal


class AlertBasketItem(Struct, kw_only=True):
    """One order of an alert basket."""

    tradingsymbol: str
    exchange: str
    weight: int = 0
    params: dict[str, Any] = {}
    id: int | None = None
    instrument_token: int | None = None
    type: str | None = None


class AlertBasket(Struct, kw_only=True):
    """The orders that an "ato" alert places."""

    items: list[AlertBasketItem] = []
    name: str = ""
    type: str = "alert"
    tags: list[str] = []


class Alert(Struct, kw_only=True):
    """One alert; type "ato" places real orders when it fires."""

    uuid: str
    name: str
    type: str
    status: str
    user_id: str = ""
    disabled_reason: str | None = None
    lhs_attribute: str | None = None
    lhs_exchange: str = ""
    lhs_tradingsymbol: str = ""
    operator: str = ""
    rhs_type: str | None = None
    rhs_attribute: str | None = None
    rhs_exchange: str | None = None
    rhs_tradingsymbol: str | None = None
    rhs_constant: Decimal | None = None
    alert_count: int = 0
    created_at: str | None = None
    updated_at: str | None = None
    basket: AlertBasket | None = None


class AlertTerms(Struct, kw_only=True):
    """An alert request; a modification resends everything. Prices of `INDICES` by index name."""

    name: str
    lhs_exchange: str
    lhs_tradingsymbol: str
    operator: str
    rhs_constant: Decimal | None = None
    rhs_exchange: str | None = None
    rhs_tradingsymbol: str | None = None
    rhs_attribute: str = "LastTradedPrice"
    lhs_attribute: str = "LastTradedPrice"
    basket: AlertBasket | None = None


class AlertEvent(Struct, kw_only=True):
    """One firing; `meta` holds market snapshots, `0001-01-01 00:00:00` in them means no time."""

    uuid: str
    type: str
    condition: str = ""
    created_at: str | None = None
    meta: list[dict[str, Any]] = []
    order_meta: Any = None


class FundOrder(Struct, kw_only=True):
    """One mutual fund order; `tradingsymbol` is the ISIN, `exchange_timestamp` a date."""

    order_id: str
    tradingsymbol: str
    status: str
    transaction_type: str
    fund: str = ""
    exchange_order_id: str | None = None
    status_message: str | None = None
    purchase_type: str | None = None
    variety: str | None = None
    amount: Decimal = ZERO
    quantity: Decimal = ZERO
    average_price: Decimal = ZERO
    last_price: Decimal = ZERO
    last_price_date: str | None = None
    folio: str | None = None
    settlement_id: str | None = None
    order_timestamp: str | None = None
    exchange_timestamp: str | None = None
    placed_by: str | None = None
    tag: str | None = None


class Sip(Struct, kw_only=True):
    """One SIP; `instalments` -1 or 9999: until stopped."""

    sip_id: str
    tradingsymbol: str
    status: str
    fund: str = ""
    created: str | None = None
    frequency: str = ""
    instalment_amount: Decimal = ZERO
    instalments: int = 0
    pending_instalments: int = 0
    completed_instalments: int = 0
    instalment_day: int = 0
    last_instalment: str | None = None
    next_instalment: str | None = None
    transaction_type: str = ""
    dividend_type: str | None = None
    sip_type: str | None = None
    sip_reg_num: str | None = None
    step_up: dict[str, Decimal] | None = None
    trigger_price: Decimal = ZERO
    fund_source: str | None = None
    tag: str | None = None


class FundOrderId(Struct):
    """The reply of fund order writes."""

    order_id: str


class SipId(Struct, kw_only=True):
    """The reply of SIP writes."""

    sip_id: str
    order_id: str | None = None


class FundHolding(Struct, kw_only=True):
    """One folio's units of a fund; `pnl` is 0 in samples."""

    folio: str | None = None
    fund: str = ""
    tradingsymbol: str
    quantity: Decimal = ZERO
    pledged_quantity: Decimal = ZERO
    average_price: Decimal = ZERO
    last_price: Decimal = ZERO
    last_price_date: str | None = None
    pnl: Decimal = ZERO


class FundLot(Struct, kw_only=True):
    """One purchase of GET /mf/holdings/{isin}."""

    tradingsymbol: str
    fund: str = ""
    average_price: Decimal = ZERO
    variety: str | None = None
    exchange_timestamp: str | None = None
    amount: Decimal = ZERO
    folio: str | None = None
    quantity: Decimal = ZERO


class Fund(Struct, kw_only=True):
    """One row of the mutual fund master (CSV); `tradingsymbol` is the ISIN."""

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
    last_price_date: str
