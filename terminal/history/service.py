"""The history store and its downloads behind one door, for the panel, the charts and the commands.

Jobs of one source run one after the other under that account's request budget. Everything is pulled:
`version` grows with each change, `changed` says that a job's state (not its progress) changed.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from terminal.domain.history import HistorySource, MinuteBars, SeriesKind
from terminal.domain.ids import InstrumentId
from terminal.domain.ports import Clock
from terminal.history.jobs import (
    DayCoverage,
    ExportFormat,
    Failure,
    HeldSeries,
    JobView,
    Preview,
    Request,
    Schedule,
)
from terminal.runtime.signals import Signal
from terminal.runtime.tasks import OnFailure

Sources = Callable[[], Mapping[str, HistorySource]]
"""The accounts that are logged in now, by the name that `HistorySource.name` gives."""


class HistoryService:
    """Downloads and what they left. `open` before use, `aclose` at the end; all on the loop.

    `trading` says whether orders are in flight: no request leaves while it does. Verbs raise
    `TerminalError` with a sentence where something is impossible.
    """

    def __init__(
        self,
        root: str | Path,
        *,
        sources: Sources,
        clock: Clock,
        on_failure: OnFailure,
        state_folder: Path | None = None,
        trading: Callable[[], bool] = lambda: False,
    ) -> None:
        self.version = 0
        self.changed: Signal[int] = Signal(on_failure)
        """A job's number, 0 for the list, the schedule or the sources."""
        raise NotImplementedError

    @property
    def root(self) -> str:
        """Where the store is: a folder or an object store's address."""
        raise NotImplementedError

    async def open(self) -> None:
        """Open the store and the list of jobs; unfinished jobs come up paused, with a sentence."""
        raise NotImplementedError

    async def aclose(self) -> None:
        """Stop requests, finish writing what has arrived, close the store."""
        raise NotImplementedError

    # -- where bars come from

    def sources(self) -> tuple[str, ...]:
        """Return the names of the accounts that can be asked now."""
        raise NotImplementedError

    def sources_changed(self) -> None:
        """Be told that an account came or went: jobs that wait for a login go on."""
        raise NotImplementedError

    async def underlyings_of(self, source: str) -> tuple[str, ...]:
        """Return what a source lists today, stocks first, then indices, each in alphabetical order."""
        raise NotImplementedError

    # -- downloads

    async def preview(self, request: Request) -> Preview:
        """Return what the request would cost; nothing is downloaded but today's masters."""
        raise NotImplementedError

    async def start(self, request: Request) -> int:
        """Queue a download and return its number."""
        raise NotImplementedError

    def jobs(self) -> tuple[JobView, ...]:
        """Return all jobs, the newest first. Cheap: for one call a frame."""
        raise NotImplementedError

    def job(self, number: int) -> JobView | None:
        raise NotImplementedError

    async def pause(self, number: int) -> None:
        """Stop after the requests in flight. Nothing of what they bring is lost."""
        raise NotImplementedError

    async def resume(self, number: int) -> None:
        """Go on with whatever is still missing."""
        raise NotImplementedError

    async def cancel(self, number: int) -> None:
        """End a job; what has been downloaded stays."""
        raise NotImplementedError

    async def retry_failed(self, number: int) -> None:
        """Run a job again for its failures (and anything else that is missing)."""
        raise NotImplementedError

    async def forget(self, number: int) -> None:
        """Take a job that does not run off the list; its data stays."""
        raise NotImplementedError

    async def errors(self, number: int) -> list[Failure]:
        """Return what a job could not fetch, with reasons."""
        raise NotImplementedError

    # -- what is held

    async def held_underlyings(self) -> list[str]:
        """Return the underlyings of which the store has anything, in alphabetical order."""
        raise NotImplementedError

    async def coverage(
        self, underlying: str, start: date, end: date, *, kind: SeriesKind | None = None
    ) -> list[DayCoverage]:
        """Return one cell a calendar day from `start` to `end`, both included."""
        raise NotImplementedError

    async def series(self, underlying: str, *, kind: SeriesKind | None = None) -> list[HeldSeries]:
        """Return the series of an underlying of which bars are held: spot, futures, options."""
        raise NotImplementedError

    async def bars(
        self, instrument: InstrumentId | str, start_ns: int, end_ns: int, *, minutes: int = 1
    ) -> MinuteBars:
        """Return stored bars with start_ns <= open_ns <= end_ns; `minutes` 1, 5, 15, 60 or 1440."""
        raise NotImplementedError

    async def export(
        self,
        file: Path,
        *,
        form: ExportFormat,
        underlyings: Sequence[str] = (),
        kinds: Sequence[SeriesKind] = (),
        keys: Sequence[str] = (),
        start: date | None = None,
        end: date | None = None,
    ) -> int:
        """Write stored bars into one file and return their count. Empty selections mean all."""
        raise NotImplementedError

    # -- after market close

    @property
    def schedule(self) -> Schedule:
        raise NotImplementedError

    async def set_schedule(self, schedule: Schedule) -> None:
        raise NotImplementedError

    def next_run_ns(self) -> int | None:
        """Return when the schedule runs next, None where it is off."""
        raise NotImplementedError
