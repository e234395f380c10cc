"""What a person sees of stored bars: the chart, export, and the schedule after market close."""

import asyncio
import sys
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QLineEdit, QPushButton

from terminal.domain.history import MinuteBars
from terminal.domain.market import Interval
from terminal.history.jobs import (
    ExportFormat,
    Schedule,
    Selection,
)
from terminal.history.sessions import midnight_ns
from terminal.ui.downloads.export import ExportSheet
from tests.gui.downloads_desk import (
    CALL,
    FUTURE,
    OPEN_NS,
    OPTION,
    SOURCE,
    SPOT,
    DownloadsDesk,
    click,
    covered,
    data,
    fill,
    part,
    refusal,
    stock,
)

__all__ = ["data"]


def test_enter_on_a_day_shows_its_bars(data):
    async def test(desk: DownloadsDesk) -> None:
        panel, heat = await covered(desk)
        assert not panel.bars.has_chart
        click(heat, OPTION, date(2026, 11, 4))
        QTest.keyClick(heat, Qt.Key.Key_Return)
        assert panel.page.name == "bars"
        await desk.eventually(lambda: panel.bars.has_chart and panel.bars.view.count == 375)
        name, start_ns, end_ns, minutes = desk.service.of("bars")[-1]
        assert (name, minutes) == (CALL, 1)  # the fullest option of that day
        midnight = OPEN_NS - 9 * 3600 * 10**9 - 15 * 60 * 10**9 - 15 * 86_400 * 10**9
        assert start_ns < midnight
        assert end_ns == midnight + 86_400 * 10**9 - 1  # the end of 4 November in India
        assert panel.bars.table.current_row().key == CALL

    data(test)


def test_series_are_listed_filtered_and_drawn_at_the_chosen_interval(data):
    async def test(desk: DownloadsDesk) -> None:
        stock(desk)
        panel = await desk.open("bars")
        bars = panel.bars
        await desk.eventually(lambda: len(bars.model.rows) == 4)
        await desk.eventually(lambda: bars.has_chart and bars.view.count == 375)
        assert desk.service.of("bars")[-1][0] == "NSE:RELIANCE"
        row = {c.key: c.text(bars.model.row_at(2)) for c in bars.model.columns}
        assert (row["series"], row["days"]) == ("24 Nov 1400 CE", "34")
        assert row["span"] == "1 Oct – 19 Nov 2026"
        bars.interval.set_value(Interval.DAY)
        await desk.eventually(lambda: desk.service.of("bars")[-1][3] == 1440)
        fill(part(panel, "downloads.bars.filter", QLineEdit), "1420")
        assert [each.key for each in bars.model.rows] == ["NFO:RELIANCE:2026-11-24:1420:CE"]
        assert bars.note.text() == "1 series · 4.00K bars"

    data(test)


def test_older_bars_are_read_when_they_come_into_view(data):
    async def test(desk: DownloadsDesk) -> None:
        stock(desk)
        panel = await desk.open("bars")
        view = None
        await desk.eventually(lambda: panel.bars.has_chart and panel.bars.view.count == 375)
        view = panel.bars.view
        before = desk.service.of("bars")[-1]
        view.older_wanted.emit()
        await desk.eventually(lambda: desk.service.of("bars")[-1] != before)
        assert desk.service.of("bars")[-1][1] < before[1]
        assert desk.service.of("bars")[-1][2] == before[2]

    data(test)


def test_days_without_bars_and_a_failed_reading_are_told(data):
    async def test(desk: DownloadsDesk) -> None:
        stock(desk)
        desk.service.stored = MinuteBars.empty()
        panel = await desk.open("bars")
        said = panel.bars.chart_said
        await desk.eventually(lambda: said.text == "RELIANCE has no bars in these days.")
        desk.service.errors_for["bars"] = refusal("A file of the store is torn.")
        panel.bars.interval.set_value(Interval.HOUR)
        await desk.eventually(lambda: "A file of the store is torn." in said.text)

    data(test)


async def asked(desk: DownloadsDesk, kind: type[QDialog]):
    """Return the dialog of a kind that is open now."""

    def found() -> QDialog | None:
        dialog = desk.panel.findChild(kind)
        return dialog if dialog is not None and dialog.isVisible() else None

    await desk.eventually(found)
    return found()


async def export(desk: DownloadsDesk, path, suffix: str = ".parquet") -> None:
    """Press E, say yes to what the sheet proposes, and choose a file."""
    panel = desk.panel
    panel.bars.table.setFocus()
    QTest.keyClick(panel.bars.table, Qt.Key.Key_E)
    (await asked(desk, ExportSheet)).yes.click()
    dialog = await asked(desk, QFileDialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    kind = next(k for k in dialog.nameFilters() if suffix in k)
    dialog.selectNameFilter(kind)
    dialog.filterSelected.emit(kind)
    dialog.findChild(QLineEdit, "fileNameEdit").setText(str(path))
    dialog.accept()


@pytest.mark.parametrize(
    ("suffix", "form"),
    [
        (".parquet", ExportFormat.PARQUET),
        (".csv", ExportFormat.CSV),
        (".feather", ExportFormat.FEATHER),
    ],
)
def test_the_selected_series_go_into_a_file(data, tmp_path, suffix, form):
    async def test(desk: DownloadsDesk) -> None:
        stock(desk)
        panel = await desk.open("bars")
        await desk.eventually(lambda: panel.bars.table.current_row() is not None)
        panel.bars.table.select_key(CALL)
        await export(desk, tmp_path / "bars", suffix)
        await desk.eventually(lambda: desk.service.of("export"))
        (written,) = desk.service.of("export")
        assert written == (tmp_path / f"bars{suffix}", form, (), (), (CALL,), None, None)
        await desk.eventually(lambda: panel.said.text.startswith("12,34,567 bars written to"))

    data(test)


def test_the_sheet_takes_marked_days_other_scopes_and_refuses_wrong_days(data):
    async def test(desk: DownloadsDesk) -> None:
        panel, heat = await covered(desk)
        click(heat, SPOT, date(2026, 11, 4))
        click(heat, SPOT, date(2026, 11, 11), shift=True)
        panel.show_page("bars")
        panel.bars.export()
        sheet = await asked(desk, ExportSheet)
        sheet.scope.set_value("names")
        sheet.kinds[FUTURE].setChecked(False)
        chosen = sheet.review()
        assert (chosen.underlyings, chosen.keys) == (("RELIANCE",), ())
        assert chosen.kinds == (SPOT, OPTION)
        assert (chosen.start, chosen.end) == (date(2026, 11, 4), date(2026, 11, 11))
        fill(sheet.end, "3 Nov 2026")
        assert sheet.review() is None
        assert not sheet.yes.isEnabled()
        assert "After the last day" in sheet.rows["start"].text
        sheet.end.clear()
        sheet.scope.set_value("all")
        chosen = sheet.review()
        assert (chosen.underlyings, chosen.keys, chosen.end) == ((), (), None)
        sheet.reject()
        await desk.eventually(part(panel, "downloads.bars.export", QPushButton).isEnabled)
        assert desk.service.of("export") == []

    data(test)


def test_a_file_that_cannot_be_written_is_told(data, tmp_path):
    async def test(desk: DownloadsDesk) -> None:
        stock(desk)
        panel = await desk.open("bars")
        await desk.eventually(lambda: panel.bars.table.current_row() is not None)
        desk.service.errors_for["export"] = OSError(28, "No space left on device")
        await export(desk, tmp_path / "bars.parquet")
        await desk.eventually(lambda: "No space left" in panel.said.text)
        assert panel.said.property("role") == "warn"

    data(test)


def test_a_schedule_is_set_from_the_forms_series(data):
    async def test(desk: DownloadsDesk) -> None:
        panel = await desk.open()
        panel.form.fields.which.set_value(value=True)
        panel.form.pick.choose(["TCS"])
        fill(panel.form.fields.expiries, "2")
        QTest.mouseClick(
            part(panel, "downloads.form.later", QPushButton), Qt.MouseButton.LeftButton
        )
        page = panel.schedule
        assert panel.page is page
        assert page.what.text() == "TCS: spot, futures, options · 2 expiries"
        fill(page.minutes, "10")
        assert not page.save.isEnabled()
        assert page.rows["minutes"].text == "A whole number from 15 to 600"
        fill(page.minutes, "30")
        assert page.save.sentence.startswith("Download TCS (spot, futures, options · 2 expiries)")
        assert "30 minutes after each close" in page.save.sentence
        desk.service.next_ns = OPEN_NS + 86_400 * 10**9 + 6 * 3600 * 10**9 + 45 * 60 * 10**9
        QTest.mouseClick(page.save, Qt.MouseButton.LeftButton)
        await desk.eventually(lambda: desk.service.of("set_schedule"))
        assert desk.service.plan == Schedule(
            enabled=True,
            source=SOURCE,
            selection=Selection(underlyings=("TCS",), nearest_expiries=2),
            minutes_after_close=30,
            days_back=4,
        )
        await desk.eventually(lambda: "Runs next today 16:00 IST" in page.next.text())
        assert not page.save.isEnabled()

    data(test)


def test_a_schedule_in_force_is_shown_and_can_be_switched_off(data):
    async def test(desk: DownloadsDesk) -> None:
        desk.service.plan = Schedule(enabled=True, source="kite", last_run=date(2026, 11, 19))
        panel = await desk.open("schedule")
        page = panel.schedule
        assert page.on.isChecked()
        assert page.sources.currentText() == "Kite (not logged in)"
        assert "It ran last for 19 Nov 2026." in page.next.text()
        assert not page.save.isEnabled()
        assert page.check.isChecked(), "the default"
        page.check.setChecked(False)
        assert page.save.isEnabled()
        assert "next morning" not in page.save.sentence
        page.on.setChecked(False)
        assert page.save.sentence == "Download nothing by itself any more"
        page.set_schedule()
        await desk.eventually(lambda: not desk.service.plan.enabled)
        assert desk.service.plan.last_run == date(2026, 11, 19)
        assert not desk.service.plan.check_next_morning
        await desk.eventually(
            lambda: "It is off" in part(panel, "downloads.schedule.next", QLabel).text()
        )

    data(test)


def test_a_schedule_that_outruns_the_calendar_says_so(data):
    async def test(desk: DownloadsDesk) -> None:
        desk.service.plan = Schedule(enabled=True, source=SOURCE, last_run=date(2026, 12, 31))
        panel = await desk.open("schedule")
        assert "holidays" not in panel.schedule.next.text()
        desk.service.next_ns = midnight_ns(date(2027, 1, 4)) + 16 * 3600 * 10**9
        desk.service.version += 1
        await desk.eventually(lambda: "Mon 4 Jan 16:00 IST" in panel.schedule.next.text())
        assert "the exchange's holidays up to 31 Dec 2026" in panel.schedule.next.text()

    data(test)


def test_typing_in_the_schedule_survives_what_the_service_tells(data):
    async def test(desk: DownloadsDesk) -> None:
        panel = await desk.open("schedule")
        panel.schedule.on.setChecked(True)
        fill(panel.schedule.back, "9")
        desk.service.version += 1
        await desk.settled()
        assert panel.schedule.back.text() == "9"
        assert panel.schedule.on.isChecked()

    data(test)


def test_the_chart_library_waits_until_bars_are_looked_at(data):
    async def test(desk: DownloadsDesk) -> None:
        stock(desk)
        panel = await desk.open()
        for name in ("jobs", "coverage", "schedule"):
            panel.show_page(name)
            await desk.settled()
        assert not panel.bars.has_chart

    data(test)
    source = sys.modules["terminal.ui.downloads.bars_page"].__dict__
    assert "ChartView" not in source


def test_pages_are_reached_by_keys(data):
    async def test(desk: DownloadsDesk) -> None:
        panel = await desk.open()
        panel.activateWindow()
        for number, name in enumerate(("form", "jobs", "coverage", "bars", "schedule"), start=1):
            QTest.keyClick(
                panel, Qt.Key(Qt.Key.Key_0.value + number), Qt.KeyboardModifier.AltModifier
            )
            await asyncio.sleep(0)
            assert panel.page.name == name

    data(test)
