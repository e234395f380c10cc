"""What services tell a person: notices, why something was not sent, and what became of a write."""

from typing import Literal

from msgspec import Struct

from terminal.domain.account import ConfirmLevel
from terminal.domain.errors import RecordOutcome


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


class Refused(Struct, frozen=True):
    """Nothing was sent. Each objection has a code, words and a way to mend it."""

    objections: tuple[Objection, ...]

    @property
    def text(self) -> str:
        """All reasons as one line of prose."""
        return " ".join(f"{o.text} {o.fix}".strip() for o in self.objections)

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(o.code for o in self.objections)

    @property
    def askable(self) -> bool:
        """True where saying yes to every question would let the order through."""
        return all(o.level == "ask" for o in self.objections)


class Recorded(Struct, frozen=True):
    """A write to a trigger, alert, fund order or SIP left (or was about to); `key` names its row.

    `outcome`: Written; Rejected (nothing was made); Unknown (the row says "unknown, checking": the
    service looks for it in the broker's list and never sends it again).
    """

    key: str
    outcome: RecordOutcome
