"""What services tell a person, and why something was not sent: words with a level and a way out."""

from typing import Literal

from msgspec import Struct

from terminal.domain.account import ConfirmLevel


class Notice(Struct, frozen=True, kw_only=True):
    """Something a person should be told. `order_key` leads to the row, where there is one."""

    level: Literal["info", "good", "warn", "bad"]
    title: str
    text: str
    order_key: str = ""


class Objection(Struct, frozen=True, kw_only=True):
    """One reason not to send: `text` says what is wrong, `fix` how to mend it.

    `code` is stable English and is what `confirmed` names; `field` names the field it stands beside,
    "" for the whole. Of orders: quantity, price, trigger_price, order_type, product, variety,
    validity, ttl_minutes, disclosed_quantity, iceberg_legs, market_protection, auction_number,
    account, instrument.
    """

    code: str
    text: str
    fix: str = ""
    level: ConfirmLevel = ConfirmLevel.NEVER
    field: str = ""
