"""What a stored bar looks like: the columns, their units, and where the file of a day lies.

One schema for spot, futures and options, so that any engine opens all of them at once. The columns
`kind`, `underlying` and `month` are the folders' names and are not repeated inside the files (ADR 11).
"""

from datetime import date, timedelta
from enum import StrEnum
from urllib.parse import quote

import numpy as np
import pyarrow as pa
from msgspec import Struct
from numpy.typing import NDArray

from terminal.domain.history import SeriesKind

VERSION = "1"
MINUTE_NS = 60_000_000_000
DAY_NS = 86_400_000_000_000
IST_NS = 19_800_000_000_000
"""India has one time zone and no summer time: the exchange's day is UTC plus 5:30."""
EPOCH = date(1970, 1, 1)

_TEXT = pa.dictionary(pa.int32(), pa.string())
_COLUMNS: tuple[tuple[str, pa.DataType, bool, str], ...] = (
    (
        "key",
        _TEXT,
        False,
        "identity: the market's own name, the same for every broker and for ever",
    ),
    ("exchange", _TEXT, False, "segment in the broker's words on that day"),
    ("symbol", _TEXT, False, "trading symbol in the broker's words on that day"),
    (
        "token",
        _TEXT,
        False,
        "the broker's token on that day; given to another contract after expiry",
    ),
    ("expiry", pa.date32(), True, "last trading day; null for spot"),
    ("strike", pa.float64(), True, "rupees; null for all but options"),
    ("option_type", _TEXT, True, "CE or PE; null for all but options"),
    ("ts", pa.timestamp("us", tz="UTC"), False, "UTC instant of the bar's beginning"),
    ("day", pa.date32(), False, "trading day at the exchange (Asia/Kolkata)"),
    ("open", pa.float64(), False, "rupees per unit (points for an index), not adjusted"),
    ("high", pa.float64(), False, "rupees per unit (points for an index), not adjusted"),
    ("low", pa.float64(), False, "rupees per unit (points for an index), not adjusted"),
    ("close", pa.float64(), False, "rupees per unit (points for an index), not adjusted"),
    ("volume", pa.int64(), False, "units traded in the bar, not lots"),
    ("oi", pa.int64(), False, "open interest at the bar's end, units; 0 where there is none"),
    ("vwap", pa.float64(), True, "rupees per unit: the bar's average; null where there is none"),
)

SCHEMA: pa.Schema = pa.schema(
    [
        pa.field(name, kind, nullable=empty, metadata={"unit": unit})
        for name, kind, empty, unit in _COLUMNS
    ],
    metadata={"format": "terminal.bars", "version": VERSION, "interval": "1m"},
)


class Interval(StrEnum):
    """Lengths of derived bars. Intraday ones count from 09:15 IST; weeks are ISO weeks."""

    MINUTE = "1m"
    MINUTE_5 = "5m"
    MINUTE_15 = "15m"
    HOUR = "60m"
    DAY = "1d"
    WEEK = "1w"
    MONTH = "1mo"

    @property
    def minutes(self) -> int:
        """Return the length in minutes; 0 for a day and longer."""
        return {"1m": 1, "5m": 5, "15m": 15, "60m": 60}.get(self.value, 0)


class Partition(Struct, frozen=True, order=True):
    """One file: all series of a kind and underlying, of one day (options) or month (the rest).

    `first` is that day, or the month's first day.
    """

    kind: SeriesKind
    underlying: str
    first: date

    @staticmethod
    def of(kind: SeriesKind, underlying: str, day: date) -> "Partition":
        """Return the partition in which a series' day is."""
        first = day if kind is SeriesKind.OPTION else day.replace(day=1)
        return Partition(kind, underlying, first)

    @property
    def folder(self) -> str:
        """Return the folder below the store's `bars`, as Hive names it."""
        name = quote(self.underlying, safe=" &-_.")
        return f"kind={self.kind.value}/underlying={name}/month={self.first:%Y-%m}"

    @property
    def path(self) -> str:
        """Return the file's path below the store's root."""
        stem = f"{self.first}" if self.kind is SeriesKind.OPTION else f"{self.first:%Y-%m}"
        return f"bars/{self.folder}/{stem}.parquet"

    @property
    def last(self) -> date:
        """Return the last calendar day that may be in it."""
        if self.kind is SeriesKind.OPTION:
            return self.first
        return (self.first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def day_numbers(open_ns: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the exchange's day of each instant, as days since 1970."""
    return (open_ns + IST_NS) // DAY_NS


def day_number(day: date) -> int:
    return (day - EPOCH).days


def day_of(number: int) -> date:
    return EPOCH + timedelta(days=number)


def midnight_ns(day: date) -> int:
    """Return the instant at which the day begins in India."""
    return day_number(day) * DAY_NS - IST_NS
