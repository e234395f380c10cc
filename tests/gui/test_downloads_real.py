"""The history panel on the real service: download with one press, faults told, calendar, chart, export."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from terminal.domain.errors import LoginNeeded, Transient
from terminal.domain.history import SeriesKind
from terminal.history.jobs import DayState, ExportFormat, JobState
from terminal.history.service import HistoryService
from terminal.ui.frame import FrameClock
from terminal.ui.notices import Notices
from terminal.ui.panels.downloads import DownloadsPanel
from terminal.ui.theme import Theme
from tests.fakes.clock import FakeClock, settle
from tests.fakes.history import FAST, FakeSource, at, chain, day_bars, spot
from tests.gui.downloads_desk import fill

DAY = date(2026, 11, 20)
PATIENCE_S = 20.0


class Real:
    """A panel over a service over a store on disk; `source` is a logged-in account."""

    def __init__(self, root: Path) -> None:
        self.failures: list[tuple[str, BaseException]] = []
        self.clock = FakeClock(at(DAY, "18:00"))
        self.source = FakeSource(chain(), clock=self.clock, rules=FAST)
        self.sources = {self.source.name: self.source}
        self.service = HistoryService(
            root,
            sources=lambda: self.sources,
            clock=self.clock,
            on_failure=self.failed,
            keep_free_bytes=0,
        )
        self.theme = Theme("dark")
        self.theme.apply(QApplication.instance())
        self.frame = FrameClock(clock=self.clock, on_failure=self.failed)
        self.notices = Notices(clock=self.clock, on_failure=self.failed)
        self.panel = DownloadsPanel(
            service=self.service,
            notices=self.notices,
            clock=self.clock,
            theme=self.theme,
            frame=self.frame,
            on_failure=self.failed,
        )
        self.panel.resize(1000, 500)
        self.panel.show()

    def failed(self, name: str, error: BaseException) -> None:
        self.failures.append((name, error))

    async def until(self, what: Callable[[], object]) -> None:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + PATIENCE_S
        while not what():
            assert loop.time() < deadline, (self.service.jobs(), self.failures)
            await settle(5)
            await asyncio.sleep(0.001)  # the store's threads
            await self.clock.advance(0.25)
            self.frame.tick()

    async def download(self) -> None:
        """Type a week, press the button."""
        form = self.panel.form
        fill(form.fields.start, "16 Nov 2026")
        fill(form.fields.end, "20 Nov 2026")
        await self.until(lambda: form.cost is not None and form.foot.go.isEnabled())
        QTest.mouseClick(form.foot.go, Qt.MouseButton.LeftButton)
        await self.until(lambda: self.service.jobs() and self.panel.page.name == "jobs")

    async def close(self) -> None:
        await self.panel.aclose()
        self.panel.hide()
        self.panel.deleteLater()
        closing = asyncio.ensure_future(self.service.aclose())
        while not closing.done():
            await asyncio.sleep(0.001)
            await self.clock.advance(0.5)
        await closing
        assert self.failures == []


@pytest.fixture
def real(qrun, tmp_path) -> Callable[[Callable[[Real], Awaitable[None]]], None]:
    """Run a coroutine function with a panel on the real service."""

    def run(test: Callable[[Real], Awaitable[None]]) -> None:
        async def whole() -> None:
            desk = Real(tmp_path / "store")
            await desk.service.open()
            try:
                await test(desk)
            finally:
                await desk.close()

        qrun(whole())

    return run


def test_one_press_fills_the_store_the_calendar_and_the_chart(real, tmp_path):
    async def test(desk: Real) -> None:
        panel = desk.panel
        await desk.download()
        await desk.until(lambda: desk.service.job(1).state is JobState.DONE)
        desk.frame.tick()
        assert panel.jobs.model.row_at(0).share == 1.0
        assert desk.notices.entries()[-1].title == "Download complete"
        panel.show_page("coverage")
        heat = panel.coverage.heatmap
        for kind in SeriesKind:
            for day in range(16, 21):
                await desk.until(
                    lambda k=kind, d=day: "Complete" in heat.tip_of(k, date(2026, 11, d))
                )
        assert panel.coverage.title.text() == "RELIANCE"
        assert "Missing" in heat.tip_of(SeriesKind.SPOT, date(2026, 11, 13))
        assert "No session" in heat.tip_of(SeriesKind.SPOT, date(2026, 11, 15))
        heat.setFocus()
        QTest.keyClick(heat, Qt.Key.Key_Return)
        made = sum(len(day_bars(spot(), date(2026, 11, day))) for day in range(16, 21))
        await desk.until(lambda: panel.bars.has_chart and panel.bars.view.count == made)
        assert len(panel.bars.model.rows) == len(chain())
        file = tmp_path / "out.csv"
        count = await desk.service.export(file, form=ExportFormat.CSV, keys=["NSE:RELIANCE"])
        assert count == made
        # All of it is held now: the form says so instead of asking again.
        panel.show_page("form")
        fill(panel.form.fields.expiries, "9")
        fill(panel.form.fields.expiries, "8")
        await desk.until(lambda: "has all of it already" in panel.form.foot.note.text())
        assert not panel.form.foot.go.isEnabled()

    real(test)


def test_a_session_that_ends_is_told_and_the_download_goes_on_after_the_login(real):
    async def test(desk: Real) -> None:
        desk.source.fault = lambda series, number: (
            LoginNeeded("The session has ended.", hint="Log in again.") if number == 1 else None
        )
        panel = desk.panel
        await desk.download()
        await desk.until(lambda: desk.service.job(1).state is JobState.NEEDS_LOGIN)
        desk.frame.tick()
        sentence = desk.service.job(1).sentence
        assert sentence
        assert panel.jobs.reason.text() == sentence
        assert panel.jobs.reason.property("role") == "warn"
        assert panel.headline.text() == sentence
        assert desk.notices.entries()[-1].title == "Download waits for a login"
        desk.service.sources_changed()
        await desk.until(lambda: desk.service.job(1).state is JobState.DONE)

    real(test)


def test_what_failed_is_listed_and_fetched_by_retrying(real):
    async def test(desk: Real) -> None:
        broken = True

        def fault(series, number):
            failing = broken and series.kind is SeriesKind.FUTURE
            return Transient("The broker answered with a web page.") if failing else None

        desk.source.fault = fault
        panel = desk.panel
        await desk.download()
        await desk.until(lambda: desk.service.job(1).state is JobState.INCOMPLETE)
        await desk.until(lambda: panel.jobs.failures.rows)
        found = panel.jobs.failures.row_at(0)
        assert (found.key, found.days) == ("NFO:RELIANCE:2026-11-26", 5)
        assert "web page" in found.text
        cells = await desk.service.coverage("RELIANCE", DAY, DAY, kind=SeriesKind.FUTURE)
        assert [cell.state for cell in cells] == [DayState.FAILED]
        broken = False
        panel.jobs.table.setFocus()
        QTest.keyClick(panel.jobs.table, Qt.Key.Key_R)
        await desk.until(lambda: desk.service.job(1).state is JobState.DONE)
        await desk.until(lambda: not panel.jobs.below.isVisible())

    real(test)
