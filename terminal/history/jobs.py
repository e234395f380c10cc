"""What a download is asked for, and what is said about it while it runs. Plain values, no behaviour.

A job is its request and little else: what is still to be fetched follows from the store's manifest
at every start, so nothing here has to be right after a crash for the data to be right.
"""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from terminal.domain.history import SeriesKind


def broker_of(source: str) -> str:
    """Return what is written beside the data of an account: its broker, without the user's id.

    Bars and masters are the same whoever of a broker's accounts fetched them.
    """
    parts = source.split(":")
    return ":".join(parts[: 2 if parts[0] == "practice" else 1])


class JobState(StrEnum):
    """Where a job stands. The last four are over; INCOMPLETE and CANCELLED may be resumed."""

    QUEUED = "queued"
    PLANNING = "planning"
    RUNNING = "running"
    PAUSED = "paused"
    NEEDS_LOGIN = "needs_login"
    WAITING = "waiting"
    """The broker or the network is down: it goes on by itself."""
    STOPPED = "stopped"
    """Something on this machine must be mended first (`JobView.sentence` says what), then resume."""
    DONE = "done"
    INCOMPLETE = "incomplete"
    CANCELLED = "cancelled"
    FAILED = "failed"

    @property
    def is_over(self) -> bool:
        return self in {
            JobState.DONE,
            JobState.INCOMPLETE,
            JobState.CANCELLED,
            JobState.FAILED,
        }

    @property
    def is_active(self) -> bool:
        """True while it works or goes on by itself."""
        return self in {JobState.PLANNING, JobState.RUNNING, JobState.WAITING}

    @property
    def can_pause(self) -> bool:
        return self.is_active or self is JobState.QUEUED

    @property
    def can_resume(self) -> bool:
        return not self.is_active and self not in {JobState.DONE, JobState.QUEUED}


class Selection(Struct, frozen=True, kw_only=True):
    """Which series. No `underlyings`: every F&O stock, and with `indices` the indices too.

    `nearest_expiries` and `strikes_around` (that many strikes on each side of the money) keep
    part of the options; None keeps all. `nearest_expiries` counts for futures too. Names given in
    `underlyings` are taken whatever they are.
    """

    kinds: tuple[SeriesKind, ...] = (SeriesKind.SPOT, SeriesKind.FUTURE, SeriesKind.OPTION)
    underlyings: tuple[str, ...] = ()
    indices: bool = False
    nearest_expiries: int | None = None
    strikes_around: int | None = None


class Request(Struct, frozen=True, kw_only=True):
    """A download: `source` is a name of `HistoryService.sources()`; both days are included.

    `fetched_since_ns` not 0: a check. Days whose bars were fetched before that moment are fetched
    again, and the newest minute wins; days proven empty are not.
    """

    source: str
    selection: Selection
    start: date
    end: date
    fetched_since_ns: int = 0


class Preview(Struct, frozen=True, kw_only=True):
    """What a request would cost. `seconds` at the source's rate limit; `size_bytes` on disk, estimated.

    `series_days` is what is wanted, `held_days` what of it the store has already. `notes` are
    sentences: what is out of the broker's reach, which names are unknown.
    """

    underlyings: int
    spots: int
    futures: int
    options: int
    series_days: int
    held_days: int
    requests: int
    seconds: float
    size_bytes: int
    notes: tuple[str, ...] = ()

    @property
    def series(self) -> int:
        return self.spots + self.futures + self.options


class JobView(Struct, frozen=True, kw_only=True):
    """A job at one moment. Counts are of (series, day) pairs but for `requests` and `bars`.

    `done` includes empty days and failed ones; `total` 0: not planned yet. `bars_per_s` and
    `requests_per_s` are of the last half minute; `eta_s` None: nobody knows. `sentence` says why
    it stands where it stands, in words for a person.
    """

    number: int
    request: Request
    state: JobState
    sentence: str
    created_ns: int
    ended_ns: int | None
    total: int
    done: int
    held: int
    empty: int
    partial: int
    failed: int
    requests: int
    bars: int
    bars_per_s: float
    requests_per_s: float
    eta_s: float | None
    scheduled: bool = False

    @property
    def share(self) -> float:
        """How much of it is done, 0 to 1."""
        if self.total:
            return min(1.0, self.done / self.total)
        return 1.0 if self.state is JobState.DONE else 0.0


class ErrorClass(StrEnum):
    """Why a span of bars was not fetched, in the classes that decide what is done about it."""

    RANGE = "range"
    RATE = "rate"
    SERVER = "server"
    SESSION = "session"
    INPUT = "input"
    PROTOCOL = "protocol"
    GAP = "gap"
    LOCAL = "local"


class Failure(Struct, frozen=True, kw_only=True):
    """One series whose days could not be fetched, newest first day last. `text` is the reason."""

    key: str
    kind: SeriesKind
    underlying: str
    first: date
    last: date
    days: int
    error: ErrorClass
    text: str
    at_ns: int


class DayState(StrEnum):
    """What the store knows of one underlying's day, the worst first in a mix of series."""

    FAILED = "failed"
    PARTIAL = "partial"
    MISSING = "missing"
    COMPLETE = "complete"
    EMPTY = "empty"
    CLOSED = "closed"
    """The exchange did not trade."""


class DayCoverage(Struct, frozen=True, kw_only=True):
    """One cell of the heat-map: how many series of the day are in which state, and the sum of bars.

    `share` 0..1 of the series known for that day that are complete or proven empty.
    """

    day: date
    state: DayState
    complete: int = 0
    empty: int = 0
    partial: int = 0
    failed: int = 0
    bars: int = 0
    note: str = ""
    """Such as `Diwali`, `Muhurat session 18:00-19:00`."""

    @property
    def share(self) -> float:
        known = self.complete + self.empty + self.partial + self.failed
        return (self.complete + self.empty) / known if known else 0.0


class HeldSeries(Struct, frozen=True, kw_only=True):
    """One series of which the store has bars: `key` is the identity's text form."""

    key: str
    kind: SeriesKind
    underlying: str
    first: date
    last: date
    days: int
    bars: int


class ExportFormat(StrEnum):
    """Files an export can be; Feather is Arrow's IPC format."""

    CSV = "csv"
    PARQUET = "parquet"
    FEATHER = "feather"


class Schedule(Struct, frozen=True, kw_only=True):
    """A download after each trading day's close: today and the `days_back` trading days before it.

    `minutes_after_close` at least 15: earlier, a day is not final. `last_run` is the trading day
    for which it ran last. `check_next_morning`: brokers correct bars after the close, so that day is
    fetched once more the next morning; `last_check` is the day for which that was done.
    """

    enabled: bool = False
    source: str = ""
    selection: Selection = Selection()
    minutes_after_close: int = 20
    days_back: int = 4
    last_run: date | None = None
    check_next_morning: bool = True
    last_check: date | None = None
