"""The panel of stored history over a service that a test scripts, with its signatures."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from terminal.domain.errors import TerminalError
from terminal.domain.history import MinuteBars, SeriesKind
from terminal.history.jobs import (
    DayCoverage,
    DayState,
    ErrorClass,
    ExportFormat,
    Failure,
    HeldSeries,
    JobState,
    JobView,
    Preview,
    Request,
    Schedule,
    Selection,
)
from terminal.history.service import HistoryService
from terminal.history.sessions import indian_calendar
from terminal.runtime.signals import Signal
from terminal.ui.frame import FrameClock
from terminal.ui.notices import Entry, Notices
from terminal.ui.panels.downloads import DownloadsPanel
from terminal.ui.theme import Theme
from tests.fakes.clock import FakeClock, eventually, settle

Test = Callable[["DownloadsDesk"], Awaitable[None]]
SOURCE = "practice:shoonya"
TODAY = date(2026, 11, 20)
NAMES = ("BAJAJ-AUTO", "INFY", "M&M", "RELIANCE", "SBIN", "TCS", "NIFTY 50")
OPEN_NS = 1_795_059_900_000_000_000  # 19 Nov 2026 09:15 IST


def request(**fields: Any) -> Request:
    values: dict[str, Any] = {
        "source": SOURCE,
        "selection": Selection(),
        "start": date(2026, 11, 2),
        "end": TODAY,
    }
    return Request(**(values | fields))


def job(number: int = 1, **fields: Any) -> JobView:
    """A job that runs: 420 of 1,000 days of series are done."""
    values: dict[str, Any] = {
        "number": number,
        "request": request(),
        "state": JobState.RUNNING,
        "sentence": "",
        "created_ns": OPEN_NS,
        "ended_ns": None,
        "total": 1000,
        "done": 420,
        "held": 100,
        "empty": 5,
        "partial": 0,
        "failed": 0,
        "requests": 60,
        "bars": 123_456,
        "bars_per_s": 12_400.0,
        "requests_per_s": 8.5,
        "eta_s": 185.0,
    }
    return JobView(**(values | fields))


def failure(key: str = "NSE:SBIN", **fields: Any) -> Failure:
    values: dict[str, Any] = {
        "key": key,
        "kind": SeriesKind.SPOT,
        "underlying": "SBIN",
        "first": date(2026, 11, 3),
        "last": date(2026, 11, 5),
        "days": 3,
        "error": ErrorClass.SERVER,
        "text": "The broker answered with a web page instead of data.",
        "at_ns": OPEN_NS,
    }
    return Failure(**(values | fields))


def preview(**fields: Any) -> Preview:
    values: dict[str, Any] = {
        "underlyings": 2,
        "spots": 2,
        "futures": 6,
        "options": 480,
        "series_days": 7320,
        "held_days": 1830,
        "requests": 1464,
        "seconds": 732.0,
        "size_bytes": 48_200_000,
    }
    return Preview(**(values | fields))


def held(
    key: str = "NSE:RELIANCE", kind: SeriesKind = SeriesKind.SPOT, **fields: Any
) -> HeldSeries:
    values: dict[str, Any] = {
        "key": key,
        "kind": kind,
        "underlying": "RELIANCE",
        "first": date(2026, 10, 1),
        "last": date(2026, 11, 19),
        "days": 34,
        "bars": 12_750,
    }
    return HeldSeries(**(values | fields))


def minute_bars(count: int = 375, start_ns: int = OPEN_NS) -> MinuteBars:
    """Bars that wander around 1,400, always the same."""
    steps = np.random.default_rng(7).normal(0, 1.2, count).cumsum()
    close = 1400 + steps
    open_ = np.concatenate(([1400.0], close[:-1]))
    return MinuteBars(
        open_ns=start_ns + np.arange(count, dtype=np.int64) * 60_000_000_000,
        open=open_,
        high=np.maximum(open_, close) + 0.8,
        low=np.minimum(open_, close) - 0.8,
        close=close,
        volume=np.full(count, 5000, np.int64),
        oi=np.zeros(count, np.int64),
        vwap=close.copy(),
    )


class FakeHistory:
    """Does what it is told and writes down what it was asked. `errors_for` makes a verb fail."""

    def __init__(self, on_failure: Any) -> None:
        self.version = 0
        self.changed: Signal[int] = Signal(on_failure)
        self.is_open = True
        self.complaint = ""
        self.root = "/data/history"
        self.calendar = indian_calendar()
        self.source_names: tuple[str, ...] = (SOURCE,)
        self.names: tuple[str, ...] = NAMES
        self.list: list[JobView] = []
        self.cost = preview()
        self.failures: list[Failure] = []
        self.held: list[str] = []
        self.cells: dict[tuple[SeriesKind, date], DayCoverage] = {}
        self.held_series: list[HeldSeries] = []
        self.stored = minute_bars()
        self.plan = Schedule()
        self.next_ns: int | None = None
        self.asked: list[tuple[Any, ...]] = []
        self.errors_for: dict[str, Exception] = {}
        self.hold: dict[str, asyncio.Event] = {}

    # what a test does

    def tell(self, *jobs: JobView) -> None:
        """Have these jobs, and say so."""
        self.list = list(jobs)
        self.version += 1
        self.changed.emit(jobs[0].number if jobs else 0)

    def of(self, verb: str) -> list[tuple[Any, ...]]:
        """Return what a verb was asked."""
        return [asked[1:] for asked in self.asked if asked[0] == verb]

    async def _answer(self, verb: str, *arguments: Any) -> None:
        self.asked.append((verb, *arguments))
        if verb in self.hold:
            await self.hold[verb].wait()
        if verb in self.errors_for:
            raise self.errors_for[verb]

    # what the panel asks

    async def open(self) -> None:
        self.is_open = True

    async def aclose(self) -> None:
        self.is_open = False

    def sources(self) -> tuple[str, ...]:
        return self.source_names

    def sources_changed(self) -> None:
        self.version += 1
        self.changed.emit(0)

    async def underlyings_of(self, source: str) -> tuple[str, ...]:
        await self._answer("underlyings_of", source)
        return self.names

    async def preview(self, request: Request) -> Preview:
        await self._answer("preview", request)
        return self.cost

    async def start(self, request: Request) -> int:
        await self._answer("start", request)
        number = max((each.number for each in self.list), default=0) + 1
        self.tell(job(number, request=request, done=0, state=JobState.PLANNING), *self.list)
        return number

    def jobs(self) -> tuple[JobView, ...]:
        return tuple(self.list)

    def job(self, number: int) -> JobView | None:
        return next((each for each in self.list if each.number == number), None)

    async def pause(self, number: int) -> None:
        await self._answer("pause", number)
        self._set(number, JobState.PAUSED, "Paused by you.")

    async def resume(self, number: int) -> None:
        await self._answer("resume", number)
        self._set(number, JobState.RUNNING, "")

    async def cancel(self, number: int) -> None:
        await self._answer("cancel", number)
        self._set(number, JobState.CANCELLED, "Cancelled by you.")

    async def retry_failed(self, number: int) -> None:
        await self._answer("retry_failed", number)
        self._set(number, JobState.RUNNING, "")

    async def forget(self, number: int) -> None:
        await self._answer("forget", number)
        self.tell(*(each for each in self.list if each.number != number))

    async def errors(self, number: int) -> list[Failure]:
        await self._answer("errors", number)
        return list(self.failures)

    async def held_underlyings(self) -> list[str]:
        await self._answer("held_underlyings")
        return list(self.held)

    async def coverage(
        self, underlying: str, start: date, end: date, *, kind: SeriesKind | None = None
    ) -> list[DayCoverage]:
        await self._answer("coverage", underlying, start, end, kind)
        assert kind is not None
        days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
        return [self.cells.get((kind, day), _unknown(day)) for day in days]

    async def series(self, underlying: str, *, kind: SeriesKind | None = None) -> list[HeldSeries]:
        await self._answer("series", underlying)
        return [each for each in self.held_series if each.underlying == underlying]

    async def bars(
        self, instrument: Any, start_ns: int, end_ns: int, *, minutes: int = 1
    ) -> MinuteBars:
        await self._answer("bars", str(instrument), start_ns, end_ns, minutes)
        return self.stored

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
        await self._answer(
            "export", file, form, tuple(underlyings), tuple(kinds), tuple(keys), start, end
        )
        return 12_34_567

    @property
    def schedule(self) -> Schedule:
        return self.plan

    async def set_schedule(self, schedule: Schedule) -> None:
        await self._answer("set_schedule", schedule)
        self.plan = schedule
        self.version += 1
        self.changed.emit(0)

    def next_run_ns(self) -> int | None:
        return self.next_ns

    def _set(self, number: int, state: JobState, sentence: str) -> None:
        self.tell(
            *(
                replace(each, state=state, sentence=sentence) if each.number == number else each
                for each in self.list
            )
        )


def _unknown(day: date) -> DayCoverage:
    closed = day.weekday() >= 5
    return DayCoverage(day=day, state=DayState.CLOSED if closed else DayState.MISSING)


def same_signatures() -> list[str]:
    """Return where the scripted service differs from the real one: nothing may."""
    wrong = []
    for name, real in inspect.getmembers(HistoryService, inspect.isfunction):
        fake = getattr(FakeHistory, name, None)
        if name.startswith("_") or fake is None:
            continue
        one = [(p.name, p.kind, p.default) for p in inspect.signature(real).parameters.values()]
        two = [(p.name, p.kind, p.default) for p in inspect.signature(fake).parameters.values()]
        if one != two:
            wrong.append(name)
    return wrong


class DownloadsDesk:
    """The scripted service and the panel."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, BaseException]] = []
        self.clock = FakeClock()
        self.theme = Theme("dark")
        self.frame = FrameClock(clock=self.clock, on_failure=self.on_failure)
        self.service = FakeHistory(self.on_failure)
        self.notices = Notices(clock=self.clock, on_failure=self.on_failure)
        self.posted: list[Entry] = []
        self.notices.posted.connect(self.posted.append)
        self.panel: DownloadsPanel | None = None

    def on_failure(self, name: str, error: BaseException) -> None:
        self.seen.append((name, error))

    async def open(self, page: str = "", *, width: int = 1000, height: int = 520) -> DownloadsPanel:
        """Show the panel, with a page in front, and let it read."""
        self.theme.apply(QApplication.instance())  # type: ignore[arg-type]
        panel = self.panel = DownloadsPanel(
            service=self.service,  # type: ignore[arg-type]
            notices=self.notices,
            clock=self.clock,
            theme=self.theme,
            frame=self.frame,
            on_failure=self.on_failure,
        )
        panel.resize(width, height)
        panel.show()
        if page:
            panel.show_page(page)
        await self.settled()
        return panel

    async def settled(self) -> None:
        for _ in range(3):
            await settle()
            self.frame.tick()

    async def eventually(self, what: Callable[[], object]) -> None:
        def looked() -> object:
            self.frame.tick()
            return what()

        await eventually(looked)
        self.frame.tick()

    async def close(self) -> None:
        if self.panel is not None:
            await self.panel.aclose()
            self.panel.hide()
            self.panel.deleteLater()
        assert self.seen == []


SPOT, FUTURE, OPTION = SeriesKind
CALL = "NFO:RELIANCE:2026-11-24:1400:CE"


def stock(desk: DownloadsDesk) -> None:
    """Have three weeks of RELIANCE, with a hole, a failure, and a special session on a Sunday."""
    service = desk.service
    service.held = ["RELIANCE", "TCS"]
    service.held_series = [
        held(),
        held("NFO:RELIANCE:2026-11-24", FUTURE),
        held(CALL, OPTION, bars=9000),
        held("NFO:RELIANCE:2026-11-24:1420:CE", OPTION, bars=4000),
        held("NSE:TCS", underlying="TCS"),
    ]
    day = date(2026, 11, 2)
    while day < TODAY:
        if day.weekday() < 5:
            cell = DayCoverage(day=day, state=DayState.COMPLETE, complete=1, bars=375)
            service.cells[SPOT, day] = cell
        day += timedelta(days=1)
    partial = DayCoverage(
        day=date(2026, 11, 4), state=DayState.PARTIAL, complete=90, partial=6, bars=30_000
    )
    service.cells[OPTION, date(2026, 11, 4)] = partial
    service.cells[SPOT, date(2026, 11, 8)] = DayCoverage(
        day=date(2026, 11, 8), state=DayState.COMPLETE, complete=1, bars=60, note="Muhurat session"
    )


def click(heat: Any, kind: SeriesKind, day: date, *, shift: bool = False) -> None:
    """Press on a day of the calendar."""
    keys = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    at = heat.cell_rect(kind, day).center()
    QTest.mouseClick(heat, Qt.MouseButton.LeftButton, keys, at)


async def covered(desk: DownloadsDesk) -> tuple[DownloadsPanel, Any]:
    """Show the calendar of RELIANCE with its days read."""
    stock(desk)
    panel = await desk.open("coverage")
    heat = panel.coverage.heatmap
    await desk.eventually(lambda: "Complete" in heat.tip_of(SPOT, date(2026, 11, 3)))
    return panel, heat


def run(test: Test) -> Callable[[], Awaitable[None]]:
    async def whole() -> None:
        desk = DownloadsDesk()
        try:
            await test(desk)
        finally:
            await desk.close()

    return whole


@pytest.fixture
def data(qrun: Any) -> Callable[[Test], None]:
    """Run a coroutine function with a downloads desk on a real Qt loop."""
    return lambda test: qrun(run(test)())


def fill(edit: Any, text: str) -> None:
    """Type into a field as a person does."""
    assert edit.isEnabled(), edit.objectName()
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)


def part(panel: QWidget, name: str, kind: type[Any] = QWidget) -> Any:
    """Return a part of the panel by its name."""
    found = panel.findChild(kind, name)
    assert found is not None, name
    return found


def refusal(text: str, hint: str = "") -> TerminalError:
    return TerminalError(text, hint=hint)
