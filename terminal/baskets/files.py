"""Baskets as text: JSON (versioned) and CSV (readable columns). Both come back as they went.

Reading never drops a line in silence: what cannot be understood is returned with its own text, the
place where it stands and a sentence that says what is wrong with it.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from terminal.baskets.basket import MOST_LEGS, Basket, BasketProblem, Leg, clean_name
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.order import OrderType, Product, Side, Validity

FORMAT = "terminal-basket"
VERSION = 1
LARGEST = 10**9
COLUMNS = (
    "Leg", "Side", "Quantity", "Instrument", "Type", "Price", "Trigger", "Product", "Validity",
    "Minutes", "Exit",
)  # fmt: skip
_PREAMBLE = ("Basket", "Account", "Buys first")
_TRADED = (Product.CNC, Product.MIS, Product.NRML, Product.MTF)
_YES = frozenset({"yes", "true", "1", "y"})
_NO = frozenset({"no", "false", "0", "n", ""})
E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")
Values = Mapping[str, str]


class BadLine(Struct, frozen=True, kw_only=True):
    """A line that is no leg: where it stands, what is wrong, and its own text."""

    where: str
    text: str
    source: str


class Imported(Struct, frozen=True, kw_only=True):
    """What a file holds: a basket of the legs that could be read, and every line that could not."""

    basket: Basket
    bad: tuple[BadLine, ...] = ()


# -- JSON


def to_dict(basket: Basket) -> dict[str, Any]:
    """Return a basket as plain JSON values; prices as text, instruments by their text id."""
    return {
        "name": basket.name,
        "account": basket.account,
        "buys_first": basket.buys_first,
        "legs": [
            {
                "leg": leg.key,
                "instrument": str(leg.instrument),
                "side": leg.side.value,
                "quantity": leg.quantity,
                "type": leg.order_type.value,
                "price": _number(leg.price),
                "trigger": _number(leg.trigger_price),
                "product": leg.product.value,
                "validity": leg.validity.value,
                "minutes": leg.ttl_minutes,
                "exit": leg.reduces,
            }
            for leg in basket.legs
        ],
    }


def to_json(basket: Basket) -> str:
    head = {"format": FORMAT, "version": VERSION}
    return msgspec.json.format(msgspec.json.encode(head | to_dict(basket)), indent=2).decode()


def from_dict(values: Mapping[str, Any]) -> Imported:
    """Return what `to_dict` returned, or as much of it as can be read."""
    raw = values.get("legs")
    entries: Sequence[Any] = raw if isinstance(raw, list) else ()
    legs: list[Leg] = []
    bad: list[BadLine] = []
    if raw is not None and not isinstance(raw, list):
        text = "“legs” is not a list."
        bad.append(BadLine(where="Legs", text=text, source=_source(raw)))
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict):
            text = "This is not a leg but something else."
            bad.append(BadLine(where=f"Leg {number}", text=text, source=_source(entry)))
            continue
        texts = {str(name).lower(): _text(value) for name, value in entry.items()}
        _take(texts, f"Leg {number}", _source(entry), legs, bad)
    basket = Basket(
        name=clean_name(_text(values.get("name"))),
        account=AccountId(_text(values.get("account"))),
        buys_first=values.get("buys_first") is not False,
        legs=_keyed(legs),
    )
    return Imported(basket=basket, bad=tuple(bad))


def from_json(text: str) -> Imported:
    """Read one basket; BasketProblem where the file is none of this program's baskets."""
    try:
        values = msgspec.json.decode(text.encode())
    except msgspec.MsgspecError as error:
        raise BasketProblem(f"This is not JSON: {error}.") from error
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        raise BasketProblem(
            "This JSON file is no basket: it does not begin with the format “terminal-basket”.",
            hint="Choose a file that “Export” has written.",
        )
    version = values.get("version")
    if version != VERSION:
        raise BasketProblem(
            f"This basket was written in version {version} of the format; only {VERSION} is known.",
            hint="Export it as CSV from the program that wrote it.",
        )
    return from_dict(values)


# -- CSV


def to_csv(basket: Basket) -> str:
    """Return a basket for a spreadsheet: three lines about it, a header, one line a leg."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\r\n").writerow
    facts = (basket.name, basket.account, "yes" if basket.buys_first else "no")
    for title, value in zip(_PREAMBLE, facts, strict=True):
        write([title, _safe(value)])
    write(COLUMNS)
    for leg in basket.legs:
        write([
            leg.key, leg.side.value, leg.quantity, _safe(str(leg.instrument)), leg.order_type.value,
            _number(leg.price) or "", _number(leg.trigger_price) or "", leg.product.value,
            leg.validity.value, "" if leg.ttl_minutes is None else leg.ttl_minutes,
            "yes" if leg.reduces else "no",
        ])  # fmt: skip
    return out.getvalue()


def from_csv(text: str) -> Imported:
    """Read one basket; the three lines about it may be missing, columns stand in any order.

    BasketProblem where no line names the columns.
    """
    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    head = next((n for n, line in enumerate(lines) if _is_header(line)), None)
    if head is None:
        raise BasketProblem(
            "This CSV file has no line of column names with Side, Quantity and Instrument.",
            hint=f"The columns are: {', '.join(COLUMNS)}.",
        )
    facts = {line[0].strip().lower(): _unsafe(line[1]) for line in lines[:head] if len(line) > 1}
    names = [cell.strip().lower() for cell in lines[head]]
    legs: list[Leg] = []
    bad: list[BadLine] = []
    for number, line in enumerate(lines[head + 1 :], head + 2):
        if not any(cell.strip() for cell in line):
            continue
        texts = dict(zip(names, map(_unsafe, line), strict=False))
        if extra := line[len(names) :]:
            where, words = f"Line {number}", f"{len(extra)} more cells than columns."
            bad.append(BadLine(where=where, text=words, source=",".join(line)))
            continue
        _take(texts, f"Line {number}", ",".join(line), legs, bad)
    basket = Basket(
        name=clean_name(facts.get("basket", "")),
        account=AccountId(facts.get("account", "").strip()),
        buys_first=facts.get("buys first", "yes").strip().lower() not in {"no", "false", "0"},
        legs=_keyed(legs),
    )
    return Imported(basket=basket, bad=tuple(bad))


def read(text: str, file_name: str) -> Imported:
    """Read a file of either kind, told by its name; a basket without a name gets the file's."""
    stem, _, kind = file_name.rpartition(".")
    found = from_json(text) if kind.lower() == "json" else from_csv(text)
    if found.basket.name:
        return found
    basket = msgspec.structs.replace(found.basket, name=clean_name(stem) or "Basket")
    return msgspec.structs.replace(found, basket=basket)


# -- one leg


def _take(texts: Values, where: str, source: str, legs: list[Leg], bad: list[BadLine]) -> None:
    leg, problems = read_leg(texts)
    if leg is not None and len(legs) >= MOST_LEGS:
        leg, problems = None, [f"A basket holds {MOST_LEGS} legs; this one is too many."]
    if leg is None:
        bad.append(BadLine(where=where, text=" ".join(problems), source=source))
    else:
        legs.append(leg)


def read_leg(texts: Values) -> tuple[Leg | None, list[str]]:
    """Return a leg (key 0 where none is named), or everything that is wrong with it in sentences."""
    problems: list[str] = []

    def field(read: "Callable[[str], T]", name: str, default: str = "") -> "T | None":
        try:
            return read(texts.get(name, default).strip() or default)
        except ValueError as error:
            problems.append(str(error))
            return None

    key = field(_key, "leg")
    instrument = field(_instrument, "instrument")
    side = field(_one_of(Side, "side"), "side")
    quantity = field(_quantity, "quantity")
    order_type = field(_one_of(OrderType, "type"), "type", "limit")
    product = field(_one_of(Product, "product", _TRADED), "product")
    validity = field(_one_of(Validity, "validity"), "validity", "day")
    price = field(_price("price"), "price")
    trigger = field(_price("trigger"), "trigger")
    minutes = field(_minutes, "minutes")
    reduces = field(_truth, "exit")
    if order_type is not None and "price" in texts and not problems:
        if order_type.has_price and price is None:
            problems.append(f"An order of type {order_type.value} needs a price.")
        if order_type.has_trigger and trigger is None:
            problems.append(f"An order of type {order_type.value} needs a trigger.")
    if validity is Validity.TTL and minutes is None and not problems:
        problems.append("Validity ttl needs minutes.")
    if (
        problems or key is None or instrument is None or side is None or quantity is None
        or order_type is None or product is None or validity is None or reduces is None
    ):  # fmt: skip
        return None, problems
    leg = Leg(
        key=key, instrument=instrument, side=side, quantity=quantity, order_type=order_type,
        product=product, price=price, trigger_price=trigger, validity=validity,
        ttl_minutes=minutes, reduces=reduces,
    )  # fmt: skip
    return leg, []


def _key(text: str) -> int:
    if text and not (text.isascii() and text.isdigit() and len(text) < 7):
        raise ValueError(f"The leg's number {text!r} is no number.")
    return int(text or 0)


def _instrument(text: str) -> InstrumentId:
    if not text:
        raise ValueError("No instrument is named.")
    try:
        return InstrumentId.parse(text)
    except ValueError as error:
        example = "Write it like NSE:INFY or NFO:NIFTY:2026-11-24:24000:CE."
        raise ValueError(f"{text!r} is not an instrument. {example}") from error


def _one_of(kind: type[E], name: str, allowed: Sequence[E] | None = None) -> "Callable[[str], E]":
    values = tuple(kind) if allowed is None else tuple(allowed)

    def read(text: str) -> E:
        word = text.lower().replace("-", "_").replace(" ", "_")
        for value in values:
            if value.value == word:
                return value
        choices = ", ".join(value.value for value in values)
        what = f"{text!r} is no {name}" if text else f"No {name} is given"
        raise ValueError(f"{what}: {choices}.")

    return read


def _quantity(text: str) -> int:
    clean = text.replace(",", "")
    if not (clean.isascii() and clean.isdigit()) or not 0 < int(clean) <= LARGEST:
        what = f"{text!r} is not a quantity" if text else "No quantity is given"
        raise ValueError(f"{what}: whole units above 0.")
    return int(clean)


def _price(name: str) -> "Callable[[str], Decimal | None]":
    def read(text: str) -> Decimal | None:
        if not text:
            return None
        try:
            value = Decimal(text.replace(",", ""))
        except InvalidOperation as error:
            raise ValueError(f"{text!r} is not a {name}.") from error
        if not value.is_finite() or not 0 < value <= LARGEST:
            raise ValueError(f"{text!r} is not a {name}: it must be above 0.")
        return value

    return read


def _minutes(text: str) -> int | None:
    if text and not (text.isascii() and text.isdigit() and 0 < int(text) <= 1440):
        raise ValueError(f"{text!r} are no minutes: 1 to 1440.")
    return int(text) if text else None


def _truth(text: str) -> bool:
    word = text.lower()
    if word not in _YES | _NO:
        raise ValueError(f"Exit is {text!r}: write yes or no.")
    return word in _YES


def _keyed(legs: Iterable[Leg]) -> tuple[Leg, ...]:
    """Give the legs the numbers 1 to n unless each has its own."""
    found = tuple(legs)
    keys = {leg.key for leg in found}
    if len(keys) == len(found) and 0 not in keys:
        return found
    return tuple(msgspec.structs.replace(leg, key=n) for n, leg in enumerate(found, 1))


def _is_header(line: Sequence[str]) -> bool:
    return {"side", "quantity", "instrument"} <= {cell.strip().lower() for cell in line}


def _number(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _text(value: object) -> str:
    if value is None:
        return ""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _source(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _safe(text: str) -> str:
    # A spreadsheet takes a cell that begins so for a formula.
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "'"} else text


def _unsafe(text: str) -> str:
    return text[1:] if text[:1] == "'" else text
