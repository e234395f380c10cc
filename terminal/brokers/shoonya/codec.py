"""The smallest translations: numbers, times and words of the wire. Pure; "None", "" and null are absent.

Every number comes as a text and times come in five shapes. Source: shoonya.md sections 2.1, 2.7, 3.
"""

import functools
import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from terminal.brokers.shoonya import wire
from terminal.domain.errors import WireError
from terminal.domain.ids import InstrumentId
from terminal.domain.order import OrderType, Product, Side, Validity

log = logging.getLogger(__name__)
W = TypeVar("W")
IST = timezone(timedelta(hours=5, minutes=30), "IST")
ZERO = Decimal(0)
NS = 1_000_000_000
Identify = Callable[[str, str], InstrumentId]
"""(exchange, trading symbol) -> identity."""
Listing = Callable[[InstrumentId], tuple[str, str]]
"""Identity -> (exchange, trading symbol); BrokerRefused where today's list has it not."""

_ABSENT = {"", "none", "null", "na", "nan", "-"}
_UNSET_YEAR = 1980
_TIME_FIRST = re.compile(r"^(\d\d?):(\d\d):(\d\d)\s+(\d\d?)[-/](\d\d?)[-/](\d{4})$")
_DAY_FIRST = re.compile(r"^(\d\d?)[-/](\d\d?)[-/](\d{4})\s+(\d\d?):(\d\d):(\d\d)")
_RUN_TOGETHER = re.compile(r"^(\d\d)(\d\d)(\d{4})(\d\d)(\d\d)(\d\d)$")
_EPOCH = re.compile(r"^\d{9,11}(?:\.\d*)?$")

PRODUCTS = {
    "C": Product.CNC,
    "M": Product.NRML,
    "I": Product.MIS,
    "F": Product.MTF,
    "H": Product.CO,
}
PRODUCT_WORDS = {product: word for word, product in PRODUCTS.items()}
_TYPES = {
    "LMT": OrderType.LIMIT,
    "MKT": OrderType.MARKET,
    "SLLMT": OrderType.SL,
    "SLMKT": OrderType.SL_M,
}
TYPE_WORDS = {
    OrderType.LIMIT: "LMT",
    OrderType.MARKET: "MKT",
    OrderType.SL: "SL-LMT",
    OrderType.SL_M: "SL-MKT",
}
_VALIDITIES = {"DAY": Validity.DAY, "EOS": Validity.DAY, "IOC": Validity.IOC}
VALIDITY_WORDS = {Validity.DAY: "DAY", Validity.IOC: "IOC"}
_SIDES = {"B": Side.BUY, "S": Side.SELL, "BUY": Side.BUY, "SELL": Side.SELL}
SIDE_WORDS = {Side.BUY: "B", Side.SELL: "S"}


# -- texts and numbers


def text(value: wire.Text) -> str:
    """Return a scalar as text without blanks around it; nothing for what is absent."""
    if value is None:
        return ""
    found = str(value).strip()
    return "" if found.lower() in _ABSENT else found


def number(value: wire.Text) -> Decimal | None:
    """Return a scalar as an exact number, None where it is absent. Errors: WireError."""
    found = text(value)
    if not found:
        return None
    try:
        parsed = Decimal(found.replace(",", ""))
    except InvalidOperation as error:
        raise WireError(f"Shoonya sent {found!r} where a number belongs.") from error
    if not parsed.is_finite():
        raise WireError(f"Shoonya sent {found!r} where a number belongs.")
    return parsed


def money(value: wire.Text) -> Decimal:
    """Return a scalar as an exact number, 0 where it is absent."""
    return number(value) or ZERO


def whole(value: wire.Text) -> int:
    """Return a scalar as a whole number, 0 where it is absent; "10.00" is 10."""
    return int(money(value))


def plain(value: Decimal | int) -> str:
    """Return a number as the broker reads it: no exponent, no trailing zeros."""
    exact = Decimal(value)
    return format(exact.normalize(), "f") if exact else "0"


# -- times


@functools.lru_cache(maxsize=8192)
def ist_ns(value: wire.Text) -> int:
    """Return UTC nanoseconds of any of the wire's times; 0 for none, and for 1980, which means none.

    Books are read again and again with the same times, so results are remembered.
    """
    found = text(value)
    if not found or found == "0":
        return 0
    if _EPOCH.match(found):
        return int(Decimal(found)) * NS
    if match := _TIME_FIRST.match(found):
        hour, minute, second, day, month, year = map(int, match.groups())
    elif match := _DAY_FIRST.match(found) or _RUN_TOGETHER.match(found):
        day, month, year, hour, minute, second = map(int, match.groups())
    else:
        log.warning("Shoonya sent a time that cannot be read: %r", found)
        return 0
    if year <= _UNSET_YEAR:
        return 0
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=IST)
    except ValueError:
        log.warning("Shoonya sent a time that cannot be read: %r", found)
        return 0
    return int(moment.timestamp()) * NS


def next_three_ns(stamp_ns: int) -> int:
    """Return the first 03:00 Indian time after a login: when its token is known to die."""
    local = datetime.fromtimestamp(stamp_ns // NS, UTC).astimezone(IST)
    three = local.replace(hour=3, minute=0, second=0, microsecond=0)
    if three <= local:
        three += timedelta(days=1)
    return int(three.timestamp()) * NS


def expiry_ns(value: wire.Text, now_ns: int) -> int:
    """Return when a token dies: `expires_in` is an epoch from 10^9 up, else seconds from now.

    Without it (or with one that has passed): the coming 03:00 Indian time.
    """
    seconds = whole(value)
    moment_ns = seconds * NS if seconds >= NS else now_ns + seconds * NS
    return moment_ns if moment_ns > now_ns else next_three_ns(now_ns)


# -- words


@functools.cache
def log_unknown(what: str, word: str) -> None:
    """Write an unknown word to the log, once."""
    log.warning("Shoonya sent an unknown %s: %r", what, word)


def decode_side(word: str) -> Side:
    side = _SIDES.get(word.upper())
    if side is None:
        raise WireError(f"Shoonya sent an order that neither buys nor sells: {word!r}")
    return side


def decode_product(word: str) -> Product:
    return _known("product", word, PRODUCTS.get(word.upper()), Product.UNKNOWN)


def decode_type(word: str) -> OrderType:
    """Return the order type; `SL-LMT` and `SLLMT` are one."""
    found = _TYPES.get(word.upper().replace("-", "").replace("_", ""))
    return _known("price type", word, found, OrderType.LIMIT)


def decode_validity(word: str) -> Validity:
    return _known("validity", word, _VALIDITIES.get(word.upper()), Validity.DAY)


def _known(what: str, word: str, found: W | None, usual: W) -> W:
    if found is None:
        log_unknown(what, word)
        return usual
    return found


def label(exchange: str, symbol: str) -> str:
    """Return the symbol as traders read it: shares of the main series without their series."""
    return symbol.removesuffix("-EQ") if exchange == "NSE" else symbol
