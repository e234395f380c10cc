"""History by hand: one underlying downloaded through the panel from Shoonya, seen as covered, charted."""

from datetime import date, datetime, timedelta, timezone

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from terminal.domain.history import SeriesKind
from terminal.domain.ids import InstrumentId
from terminal.domain.market import Interval
from terminal.history.jobs import DayState, JobState
from terminal.history.sessions import indian_calendar, midnight_ns
from terminal.ui.panels.downloads import DownloadsPanel
from tests.e2e.person import Person, at_the_desk
from tests.e2e.test_shoonya import log_in_by_dialog
from tests.fakes.sandbox_process import SandboxProcess

RELIANCE = InstrumentId("NSE", "RELIANCE")
IST = timezone(timedelta(hours=5, minutes=30))
MINUTES = {"method": "POST", "path": "*/TPSeries"}


def days_before(count: int) -> list[date]:
    """Return the last trading days before today in India, oldest first."""
    today = datetime.now(IST).date()
    days = indian_calendar().days(today - timedelta(days=20), today - timedelta(days=1))
    return list(days[-count:])


async def panel_of(person: Person) -> DownloadsPanel:
    person.window.show_panel("downloads")
    panel = person.window.panels["downloads"]
    assert isinstance(panel, DownloadsPanel)
    await person.until(lambda: panel.form.fields.source, "an account can be asked")
    return panel


async def order_a_download(person: Person, panel: DownloadsPanel, days: list[date]) -> int:
    """Fill the form by hand: one stock, its nearest expiry, the strikes at the money; press."""
    person.click("downloads.which.chosen", panel)
    known = panel.form.pick.model
    await person.until(lambda: known.rows, "the account's stocks are listed")
    search = person.find(QLineEdit, "downloads.pick.search", panel)
    QTest.keyClicks(search, "RELIANCE")
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert panel.form.pick.chosen == ("RELIANCE",)
    for name, text in (
        ("start", f"{days[0]}"),
        ("end", f"{days[-1]}"),
        ("expiries", "1"),
        ("strikes", "1"),
    ):
        person.type_into(f"downloads.{name}", text, panel)
    await person.until(
        lambda: panel.form.cost is not None and panel.form.foot.go.isEnabled(),
        f"the form has a price: {panel.form.foot.note.text()}",
    )
    before = len(person.terminal.history().jobs())
    QTest.mouseClick(panel.form.foot.go, Qt.MouseButton.LeftButton)
    await person.until(lambda: len(person.terminal.history().jobs()) > before, "a job is listed")
    return person.terminal.history().jobs()[0].number


async def ends(person: Person, number: int) -> JobState:
    service = person.terminal.history()

    def state() -> JobState:
        view = service.job(number)
        assert view is not None
        return view.state

    await person.until(lambda: state().is_over, f"the download ends: {service.job(number)}")
    return state()


def test_a_small_universe_is_downloaded_through_the_panel_and_covered(
    qrun, sandbox, shoonya, tmp_path
):
    async def day():
        async with at_the_desk(sandbox, tmp_path, practice=False, shoonya=shoonya) as person:
            await log_in_by_dialog(person, "shoonya")
            panel, days = await panel_of(person), days_before(2)
            number = await order_a_download(person, panel, days)
            assert await ends(person, number) is JobState.DONE
            service = person.terminal.history()
            view = service.job(number)
            assert view is not None
            assert view.bars > 2000
            assert view.failed == 0
            for kind in SeriesKind:
                cells = await service.coverage("RELIANCE", days[0], days[-1], kind=kind)
                states = {cell.day: cell.state for cell in cells if cell.day in days}
                assert set(states.values()) == {DayState.COMPLETE}, (kind, states)
            person.click("downloads.tab.coverage", panel)
            heatmap = panel.coverage.heatmap
            await person.until(
                lambda: "complete" in heatmap.tip_of(SeriesKind.SPOT, days[-1]).lower(),
                f"the calendar shows it: {heatmap.tip_of(SeriesKind.SPOT, days[-1])}",
            )
            await charted_from_the_store(person, shoonya, days)
            await nothing_is_left_to_do(person, panel)

    qrun(day())


async def charted_from_the_store(person: Person, shoonya: SandboxProcess, days: list[date]) -> None:
    """A chart of the stored days asks the broker nothing."""
    shoonya.arm("http_500", match=MINUTES, count=1000)
    start, end = midnight_ns(days[0]), midnight_ns(days[-1] + timedelta(days=1)) - 1
    bars = await person.terminal.reads.bars(RELIANCE, Interval.MINUTE, start, end)
    assert len(bars) >= 2 * 360
    fives = await person.terminal.reads.bars(RELIANCE, Interval.MINUTE_5, start, end)
    assert fives[0].volume == sum(bar.volume for bar in bars[:5])
    shoonya.clear_faults()


async def nothing_is_left_to_do(person: Person, panel: DownloadsPanel) -> None:
    """Ask for the same again: it would take no request, and the button does nothing."""
    person.click("downloads.tab.download", panel)
    for text in ("2", "1"):
        person.type_into("downloads.strikes", text, panel)
    await person.until(
        lambda: panel.form.cost is not None and panel.form.cost.requests == 0,
        "the form says that all is held",
    )
    assert not panel.form.foot.go.isEnabled()


def test_a_download_survives_a_session_that_ends(qrun, sandbox, shoonya, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path, practice=False, shoonya=shoonya) as person:
            await log_in_by_dialog(person, "shoonya")
            panel, days = await panel_of(person), days_before(2)
            shoonya.arm("expire_token", match=MINUTES, count=1)
            number = await order_a_download(person, panel, days)
            service = person.terminal.history()

            def state() -> JobState | None:
                view = service.job(number)
                return None if view is None else view.state

            await person.until(lambda: state() is JobState.NEEDS_LOGIN, "it waits for a login")
            await person.terminal.log_in_practice("shoonya")
            await person.live()
            assert await ends(person, number) is JobState.DONE
            view = service.job(number)
            assert view is not None
            assert view.failed == 0

    qrun(day())
