"""Positions, holdings, funds, margins and charges of the practice account.

Amounts are Decimal rupees; quantities are signed units for positions, units otherwise.
The identities of the position fields are asserted in tests/property/test_sim_positions.py.
"""

from __future__ import annotations

from decimal import Decimal

import msgspec

from terminal.sim.types_orders import ZERO, OrderKind, Product, Side, Variety


class PositionRow(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the net or day table; key is (exchange, tradingsymbol, product)."""

    tradingsymbol: str
    exchange: str
    instrument_token: int
    product: Product
    quantity: int
    overnight_quantity: int
    multiplier: int
    average_price: Decimal
    close_price: Decimal
    last_price: Decimal
    value: Decimal
    pnl: Decimal
    m2m: Decimal
    unrealised: Decimal
    realised: Decimal
    buy_quantity: int
    buy_price: Decimal
    buy_value: Decimal
    buy_m2m: Decimal
    sell_quantity: int
    sell_price: Decimal
    sell_value: Decimal
    sell_m2m: Decimal
    day_buy_quantity: int
    day_buy_price: Decimal
    day_buy_value: Decimal
    day_sell_quantity: int
    day_sell_price: Decimal
    day_sell_value: Decimal


class MtfHolding(msgspec.Struct, frozen=True, kw_only=True):
    """The margin-funded part of a holding."""

    quantity: int = 0
    used_quantity: int = 0
    average_price: Decimal = ZERO
    value: Decimal = ZERO
    initial_margin: Decimal = ZERO


class HoldingRow(msgspec.Struct, frozen=True, kw_only=True):
    """One demat holding; `authorised_ns` is None when nothing was authorised today."""

    tradingsymbol: str
    exchange: str
    isin: str
    product: Product
    instrument_token: int
    quantity: int
    t1_quantity: int
    realised_quantity: int
    used_quantity: int
    opening_quantity: int
    short_quantity: int
    authorised_quantity: int
    authorised_ns: int | None
    collateral_quantity: int
    collateral_type: str
    average_price: Decimal
    last_price: Decimal
    close_price: Decimal
    pnl: Decimal
    day_change: Decimal
    day_change_percentage: Decimal
    discrepancy: bool
    mtf: MtfHolding


class AuctionRow(msgspec.Struct, frozen=True):
    """A holding that may be offered in today's auction."""

    holding: HoldingRow
    auction_number: str
    instrument_token: int  # segment byte 10


class HoldingsSummary(msgspec.Struct, frozen=True, kw_only=True):
    """Totals over all holdings."""

    total_pnl: Decimal
    total_pnl_percent: Decimal
    today_pnl: Decimal
    today_pnl_percent: Decimal
    invested_amount: Decimal
    current_value: Decimal


class FundsRow(msgspec.Struct, frozen=True, kw_only=True):
    """Funds of one segment (equity or commodity)."""

    enabled: bool
    net: Decimal
    cash: Decimal
    opening_balance: Decimal
    live_balance: Decimal
    collateral: Decimal = ZERO
    adhoc_margin: Decimal = ZERO
    intraday_payin: Decimal = ZERO
    debits: Decimal = ZERO
    exposure: Decimal = ZERO
    span: Decimal = ZERO
    option_premium: Decimal = ZERO
    m2m_realised: Decimal = ZERO
    m2m_unrealised: Decimal = ZERO
    payout: Decimal = ZERO
    holding_sales: Decimal = ZERO
    turnover: Decimal = ZERO
    liquid_collateral: Decimal = ZERO
    stock_collateral: Decimal = ZERO
    delivery: Decimal = ZERO


class Funds(msgspec.Struct, frozen=True):
    """Both segments."""

    equity: FundsRow
    commodity: FundsRow


class MarginItem(msgspec.Struct, frozen=True, kw_only=True):
    """A hypothetical order whose margin is asked for."""

    exchange: str
    tradingsymbol: str
    transaction_type: Side
    variety: Variety
    product: Product
    order_type: OrderKind
    quantity: int
    price: Decimal = ZERO
    trigger_price: Decimal = ZERO


class Charges(msgspec.Struct, frozen=True, kw_only=True):
    """Statutory and broker charges of one order; GST is integrated (`igst`) only."""

    transaction_tax: Decimal = ZERO
    transaction_tax_type: str = ""
    exchange_turnover_charge: Decimal = ZERO
    sebi_turnover_charge: Decimal = ZERO
    brokerage: Decimal = ZERO
    stamp_duty: Decimal = ZERO
    igst: Decimal = ZERO
    cgst: Decimal = ZERO
    sgst: Decimal = ZERO
    gst_total: Decimal = ZERO
    total: Decimal = ZERO


class MarginRow(msgspec.Struct, frozen=True, kw_only=True):
    """Margin of one order or a whole basket; `total` excludes charges."""

    type: str = ""
    tradingsymbol: str = ""
    exchange: str = ""
    span: Decimal = ZERO
    exposure: Decimal = ZERO
    option_premium: Decimal = ZERO
    additional: Decimal = ZERO
    bo: Decimal = ZERO
    cash: Decimal = ZERO
    var: Decimal = ZERO
    pnl_realised: Decimal = ZERO
    pnl_unrealised: Decimal = ZERO
    leverage: Decimal = ZERO
    charges: Charges = Charges()
    total: Decimal = ZERO


class BasketMargin(msgspec.Struct, frozen=True):
    """`initial` is blocked at most while the orders go in as listed, `final` once all are in."""

    initial: MarginRow
    final: MarginRow
    orders: tuple[MarginRow, ...]
    charges: Charges


class ChargeItem(msgspec.Struct, frozen=True, kw_only=True):
    """An executed or imagined order whose contract note is asked for."""

    exchange: str
    tradingsymbol: str
    transaction_type: Side
    variety: Variety
    product: Product
    order_type: OrderKind
    quantity: int
    average_price: Decimal
    order_id: str = ""


class ChargesRow(msgspec.Struct, frozen=True):
    """Echo of the item with its charges, in request order."""

    item: ChargeItem
    charges: Charges


class TriggerRange(msgspec.Struct, frozen=True):
    """Allowed stop prices of a cover order."""

    instrument_token: int
    lower: Decimal
    upper: Decimal
