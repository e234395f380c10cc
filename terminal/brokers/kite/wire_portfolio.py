"""Kite's holdings, positions, margins and charges, spelled as Kite spells them. All money Decimal."""

from decimal import Decimal

from msgspec import Struct, field

ZERO = Decimal(0)


class Mtf(Struct, kw_only=True):
    """The margin-funded part of a holding; not contained in the row's own `quantity`."""

    quantity: int = 0
    used_quantity: int = 0
    average_price: Decimal = ZERO
    value: Decimal = ZERO
    initial_margin: Decimal = ZERO


class Holding(Struct, kw_only=True):
    """GET /portfolio/holdings; `auction_number` only in /holdings/auctions."""

    tradingsymbol: str
    exchange: str
    instrument_token: int = 0
    isin: str | None = None
    product: str | None = None
    price: Decimal = ZERO
    quantity: int = 0
    used_quantity: int = 0
    t1_quantity: int = 0
    realised_quantity: int = 0
    opening_quantity: int = 0
    short_quantity: int = 0
    authorised_quantity: int = 0
    authorised_date: str | None = None
    collateral_quantity: int = 0
    collateral_type: str | None = None
    discrepancy: bool = False
    average_price: Decimal = ZERO
    last_price: Decimal = ZERO
    close_price: Decimal = ZERO
    pnl: Decimal = ZERO
    day_change: Decimal = ZERO
    day_change_percentage: Decimal = ZERO
    mtf: Mtf | None = None
    auction_number: str | None = None


class HoldingsSummary(Struct, kw_only=True):
    """GET /portfolio/holdings/summary (undocumented)."""

    total_pnl: Decimal = ZERO
    total_pnl_percent: Decimal = ZERO
    today_pnl: Decimal = ZERO
    today_pnl_percent: Decimal = ZERO
    invested_amount: Decimal = ZERO
    current_value: Decimal = ZERO


class CompactHolding(Struct, kw_only=True):
    """GET /portfolio/holdings/compact (undocumented)."""

    exchange: str
    tradingsymbol: str
    instrument_token: int = 0
    t1_quantity: int = 0
    quantity: int = 0


class Authorisation(Struct, kw_only=True):
    """POST /portfolio/holdings/authorise."""

    request_id: str


class Position(Struct, kw_only=True):
    """One row of GET /portfolio/positions."""

    tradingsymbol: str
    exchange: str
    product: str
    quantity: int
    instrument_token: int = 0
    overnight_quantity: int = 0
    multiplier: Decimal = Decimal(1)
    average_price: Decimal = ZERO
    close_price: Decimal = ZERO
    last_price: Decimal = ZERO
    value: Decimal = ZERO
    pnl: Decimal = ZERO
    m2m: Decimal = ZERO
    unrealised: Decimal = ZERO
    realised: Decimal = ZERO
    buy_quantity: int = 0
    buy_price: Decimal = ZERO
    buy_value: Decimal = ZERO
    buy_m2m: Decimal = ZERO
    sell_quantity: int = 0
    sell_price: Decimal = ZERO
    sell_value: Decimal = ZERO
    sell_m2m: Decimal = ZERO
    day_buy_quantity: int = 0
    day_buy_price: Decimal = ZERO
    day_buy_value: Decimal = ZERO
    day_sell_quantity: int = 0
    day_sell_price: Decimal = ZERO
    day_sell_value: Decimal = ZERO


class Positions(Struct, kw_only=True):
    """GET /portfolio/positions: what is held, and today's activity; never to be summed."""

    net: list[Position] = []
    day: list[Position] = []


class Gst(Struct, kw_only=True):
    """Goods and services tax."""

    igst: Decimal = ZERO
    cgst: Decimal = ZERO
    sgst: Decimal = ZERO
    total: Decimal = ZERO


class Charges(Struct, kw_only=True):
    """Taxes and fees of one execution, in rupees; depository charges are not among them."""

    transaction_tax: Decimal = ZERO
    transaction_tax_type: str = ""
    exchange_turnover_charge: Decimal = ZERO
    sebi_turnover_charge: Decimal = ZERO
    brokerage: Decimal = ZERO
    stamp_duty: Decimal = ZERO
    gst: Gst = field(default_factory=Gst)
    total: Decimal = ZERO


class PnlPair(Struct, kw_only=True):
    """Profit and loss as the calculator sees it."""

    realised: Decimal = ZERO
    unrealised: Decimal = ZERO


class OrderMargin(Struct, kw_only=True):
    """One row of POST /margins/orders; `compact` rows carry the identity and `total` only."""

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
    pnl: PnlPair | None = None
    leverage: Decimal = ZERO
    charges: Charges | None = None
    total: Decimal = ZERO


class BasketMargin(Struct, kw_only=True):
    """POST /margins/basket. The basket's own `charges.total` is 0: sum those of `orders`."""

    initial: OrderMargin
    final: OrderMargin
    orders: list[OrderMargin] = []
    charges: Charges | None = None


class ContractNote(Struct, kw_only=True):
    """One row of POST /charges/orders; rows come in the order of the request."""

    transaction_type: str = ""
    tradingsymbol: str = ""
    exchange: str = ""
    variety: str = ""
    product: str = ""
    order_type: str = ""
    quantity: Decimal = ZERO
    price: Decimal = ZERO
    charges: Charges = field(default_factory=Charges)


class MarginItem(Struct, kw_only=True):
    """One order of a margin request; JSON numbers."""

    exchange: str
    tradingsymbol: str
    transaction_type: str
    variety: str
    product: str
    order_type: str
    quantity: int
    price: Decimal = ZERO
    trigger_price: Decimal = ZERO


class ChargeItem(Struct, kw_only=True):
    """One execution of a charges request; `average_price` above zero, `order_id` any unique text."""

    order_id: str
    exchange: str
    tradingsymbol: str
    transaction_type: str
    variety: str
    product: str
    order_type: str
    quantity: int
    average_price: Decimal
