"""The one gate for every way to send an order: pure checks of an intent against facts and limits.

Called by the service as the user types and again at the moment of sending. Knows no broker by name,
no clock and no I/O. An objection of level NEVER cannot be overruled; ASK passes when confirmed.
Exits pass every limit; they still obey the exchange's own rules, which would reject them anyway.
"""

from decimal import Decimal

from msgspec import Struct

from terminal.domain.account import ConfirmLevel


class Objection(Struct, frozen=True, kw_only=True):
    """One reason not to send: `text` says what is wrong, `fix` how to mend it.

    `code` is stable English and is what `confirmed` names; `field` names the ticket's field:
    quantity, price, trigger_price, order_type, product, variety, validity, ttl_minutes,
    disclosed_quantity, iceberg_legs, market_protection, user_tag, account, instrument, or "".
    """

    code: str
    text: str
    fix: str = ""
    level: ConfirmLevel = ConfirmLevel.NEVER
    field: str = ""


class Limits(Struct, frozen=True, kw_only=True):
    """Limits on entries, two levels each: `ask_*` wants a yes, `max_*` is never passed. None: off.

    Quantities in units, values in rupees (price x quantity x multiplier), percent from the last
    price, times in seconds, `duplicate_ms` in milliseconds. Day limits count this account's orders
    since midnight of the exchange's calendar.
    """

    ask_quantity: int | None = 20_000
    max_quantity: int | None = 500_000
    ask_value: Decimal | None = Decimal(1_000_000)
    max_value: Decimal | None = Decimal(10_000_000)
    ask_percent_from_market: Decimal | None = Decimal(3)
    max_percent_from_market: Decimal | None = Decimal(20)
    ask_percent_from_market_options: Decimal | None = Decimal(10)
    max_percent_from_market_options: Decimal | None = Decimal(60)
    ask_orders_per_day: int | None = 1_000
    max_orders_per_day: int | None = 4_000
    ask_quantity_per_day: int | None = None
    max_quantity_per_day: int | None = None
    ask_value_per_day: Decimal | None = Decimal(20_000_000)
    max_value_per_day: Decimal | None = Decimal(200_000_000)
    stale_after_s: float = 30.0
    duplicate_ms: int = 500
    ask_marketable: bool = True
    confirm_above_value: Decimal | None = None
