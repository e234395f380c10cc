"""What an account holds: positions, holdings, funds, and what an order would cost. All Decimal."""

from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.order import OrderIntent, Product, Side

ZERO = Decimal(0)


class Position(Struct, frozen=True, kw_only=True):
    """One open (or flat, closed today) position; key is (account, instrument, product).

    `quantity` is signed, in units. `buy_value`/`sell_value` include the overnight side, so
    `pnl = sell_value - buy_value + quantity * last * multiplier` holds at any last price.
    """

    account: AccountId
    instrument: InstrumentId
    symbol: str
    product: Product
    quantity: int
    overnight_quantity: int = 0
    multiplier: Decimal = Decimal(1)
    average_price: Decimal = ZERO
    close_price: Decimal = ZERO
    last_price: Decimal = ZERO
    buy_quantity: int = 0
    buy_value: Decimal = ZERO
    sell_quantity: int = 0
    sell_value: Decimal = ZERO
    day_buy_quantity: int = 0
    day_buy_value: Decimal = ZERO
    day_sell_quantity: int = 0
    day_sell_value: Decimal = ZERO
    pnl: Decimal = ZERO
    m2m: Decimal = ZERO


class PositionBook(Struct, frozen=True, kw_only=True):
    """The broker's two views: `net` is what is held now, `day` is today's activity. Never summed."""

    net: tuple[Position, ...] = ()
    day: tuple[Position, ...] = ()


class Holding(Struct, frozen=True, kw_only=True):
    """Shares in the demat account.

    `quantity` is settled units, `t1_quantity` bought but not delivered, `used_quantity` sold today;
    `discrepancy`: the broker does not trust its own cost price, so P&L is unknown.
    """

    account: AccountId
    instrument: InstrumentId
    symbol: str
    isin: str = ""
    product: str = "CNC"
    quantity: int = 0
    t1_quantity: int = 0
    used_quantity: int = 0
    authorised_quantity: int = 0
    collateral_quantity: int = 0
    average_price: Decimal = ZERO
    last_price: Decimal = ZERO
    close_price: Decimal = ZERO
    pnl: Decimal = ZERO
    discrepancy: bool = False

    @property
    def sellable(self) -> int:
        """Units that can still be sold today; the broker has the last word."""
        return max(0, self.quantity + self.t1_quantity - self.used_quantity)


class AuctionOffer(Struct, frozen=True, kw_only=True):
    """Shares that may be sold in today's exchange auction; an order there names its `number`."""

    instrument: InstrumentId
    number: str
    quantity: int


class Funds(Struct, frozen=True, kw_only=True):
    """One margin segment. `available`/`utilised` keep the broker's own names and are not added up."""

    account: AccountId
    segment: str
    enabled: bool
    net: Decimal
    available: dict[str, Decimal]
    utilised: dict[str, Decimal]


class Conversion(Struct, frozen=True, kw_only=True):
    """A wish to move a position from one product to another. `side` is the position's."""

    instrument: InstrumentId
    side: Side
    overnight: bool
    quantity: int
    old_product: Product
    new_product: Product


class ConfirmLevel(StrEnum):
    """What a limit does when it is crossed."""

    ASK = "ask"
    NEVER = "never"


class OrderCost(Struct, frozen=True, kw_only=True):
    """An estimate: `margin` to block and `charges` on execution, in rupees; `charge_lines` by kind.

    `margin_lines`: what the margin is made of, by the broker's own field names, zero ones left out.
    `leverage`: how many times the margin the order is worth, as the broker says; 0 unknown.
    """

    margin: Decimal
    charges: Decimal
    charge_lines: dict[str, Decimal] = {}
    margin_lines: dict[str, Decimal] = {}
    leverage: Decimal = ZERO


class CostQuery(Struct, frozen=True, kw_only=True):
    """What an estimate is asked for: the order, and the price to value charges at."""

    intent: OrderIntent
    reference_price: Decimal
