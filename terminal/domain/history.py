"""Stored history: what a series of one-minute bars is, and where it comes from.

A series is one instrument's bars; on disk it is named by the market's identity, since a broker's
token is given to another contract after expiry. Bars are columns: floats for prices (they are market
data, not order prices), UTC nanoseconds for the minute's beginning.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Protocol

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from terminal.domain.errors import Transient
from terminal.domain.ids import InstrumentId


class SeriesKind(StrEnum):
    """Which of an underlying's series: also the first level of the folders on disk."""

    SPOT = "spot"
    FUTURE = "future"
    OPTION = "option"


class Series(Struct, frozen=True, kw_only=True):
    """One instrument's one-minute bars as one broker serves them on one day.

    `underlying` is the stock's or index's symbol (`RELIANCE`, `M&M`); `exchange`, `symbol` and
    `token` are the broker's own words of the day, needed to ask for bars.
    """

    instrument: InstrumentId
    kind: SeriesKind
    underlying: str
    exchange: str
    symbol: str
    token: str

    @property
    def key(self) -> str:
        """The name that lasts: the identity's text form."""
        return str(self.instrument)

    @property
    def expiry(self) -> date | None:
        return self.instrument.expiry


class MinuteBars(Struct):
    """Bars as columns of equal length, oldest first, each minute at most once.

    `open_ns` UTC nanoseconds of the bar's beginning; `volume` units traded in the bar; `oi` open
    interest at its end (0 where there is none); `vwap` of the bar, NaN where the source has none.
    """

    open_ns: NDArray[np.int64]
    open: NDArray[np.float64]
    high: NDArray[np.float64]
    low: NDArray[np.float64]
    close: NDArray[np.float64]
    volume: NDArray[np.int64]
    oi: NDArray[np.int64]
    vwap: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.open_ns)

    @staticmethod
    def empty() -> "MinuteBars":
        """Return no bars: what a source answers when it has proof that there were none."""
        ints, floats = np.empty(0, np.int64), np.empty(0, np.float64)
        return MinuteBars(ints, floats, floats, floats, floats, ints, ints, floats)


class SourceRules(Struct, frozen=True, kw_only=True):
    """What a source takes: days of one-minute bars a request, days kept, and its request budget."""

    window_days: int
    retention_days: int
    per_second: int
    per_minute: int | None = None
    newest_first: bool = False


class RangeTooLong(Transient):
    """The broker gave up on a span of bars; a shorter one may work."""


class HistorySource(Protocol):
    """One logged-in account as a source of history. Reads raise `TerminalError`, and repeat nothing.

    Errors decide what a download does: `RateLimited` slow down, `LoginNeeded` pause, `RangeTooLong`
    halve the span, other `Transient` try again later, `BrokerRefused` and `WireError` give up.
    """

    @property
    def name(self) -> str:
        """The account, as `SessionInfo.account`: `kite:ZA1234`, `practice:shoonya:FA1`."""
        ...

    @property
    def rules(self) -> SourceRules: ...

    async def masters(self) -> Mapping[str, bytes]:
        """Return the day's symbol masters as downloaded, by file name, to be archived."""
        ...

    async def universe(self) -> list[Series]:
        """Return spot, futures and options of all F&O stocks (and indices) that are listed today."""
        ...

    async def minutes(self, series: Series, start_ns: int, end_ns: int) -> MinuteBars:
        """Return the bars with start_ns <= open_ns <= end_ns; empty where the broker has none."""
        ...

    async def days(self, series: Series, start_ns: int, end_ns: int) -> MinuteBars:
        """Return daily bars, `open_ns` the Indian midnight of the day; empty where it has none."""
        ...
