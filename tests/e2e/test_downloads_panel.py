"""Downloading in the window: log in to practice, tick a stock, press the button, see it in the calendar."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from terminal.domain.history import SeriesKind
from terminal.history.jobs import DayState, JobState
from terminal.ui import format as fmt
from terminal.ui.panels.downloads import DownloadsPanel
from tests.e2e.person import Person, at_the_desk
from tests.gui.downloads_desk import fill


def panel_of(person: Person) -> DownloadsPanel:
    """Bring the history panel to the front and return it."""
    person.window.show_panel("downloads")
    panel = person.window.panels["downloads"]
    assert isinstance(panel, DownloadsPanel)
    return panel


def test_a_stock_is_downloaded_with_one_press_and_seen(qrun, sandbox, shoonya, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path, practice=False, shoonya=shoonya) as person:
            await person.terminal.log_in_practice("shoonya")
            await person.live()
            panel = panel_of(person)
            service = person.terminal.history()
            await person.until(lambda: service.is_open, "the store is open")
            form = panel.form
            await person.until(lambda: form.fields.source, "the account is offered")
            form.fields.which.set_value(value=True)
            await person.until(lambda: form.pick.model.rows, "the stocks are listed")
            fill(form.pick.search, "RELIANCE")
            QTest.keyClick(form.pick.search, Qt.Key.Key_Return)
            assert form.pick.chosen == ("RELIANCE",)
            fill(form.fields.strikes, "1")
            fill(form.fields.expiries, "1")
            last = panel.today() - timedelta(days=1)
            fill(form.fields.start, fmt.day(last - timedelta(days=6)))
            fill(form.fields.end, fmt.day(last))
            await person.until(lambda: form.cost is not None, "the preview came")
            assert form.cost.spots == 1
            assert form.cost.options >= 2
            QTest.mouseClick(form.foot.go, Qt.MouseButton.LeftButton)
            await person.until(lambda: service.jobs(), "a job is there")
            await person.until(lambda: service.jobs()[0].state.is_over, "the job ends")
            (job,) = service.jobs()
            assert job.state is JobState.DONE, job
            assert job.bars > 0
            panel.show_page("coverage")
            await person.until(lambda: panel.coverage.title.text() == "RELIANCE")
            cells = await service.coverage(
                "RELIANCE", last - timedelta(days=6), last, kind=SeriesKind.SPOT
            )
            assert DayState.COMPLETE in {cell.state for cell in cells}
            whole = next(cell for cell in cells if cell.state is DayState.COMPLETE)
            heat = panel.coverage.heatmap
            await person.until(lambda: "Complete" in heat.tip_of(SeriesKind.SPOT, whole.day))
            panel.show_page("bars")
            await person.until(lambda: panel.bars.has_chart and panel.bars.view.count > 300)

    qrun(day())
