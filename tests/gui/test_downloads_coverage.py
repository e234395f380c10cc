"""The coverage calendar: what it shows, how it is walked, and what can be done about its gaps."""

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from terminal.history.jobs import (
    DayCoverage,
    DayState,
    Selection,
)
from tests.gui.downloads_desk import (
    FUTURE,
    OPTION,
    SPOT,
    TODAY,
    DownloadsDesk,
    click,
    covered,
    data,
    fill,
    job,
    part,
    refusal,
    stock,
)

__all__ = ["data"]


def test_the_calendar_shows_the_days_of_each_kind(data):
    async def test(desk: DownloadsDesk) -> None:
        panel, heat = await covered(desk)
        assert panel.coverage.title.text() == "RELIANCE"
        read = desk.service.of("coverage")[-3:]
        assert [each[3] for each in read] == [SPOT, FUTURE, OPTION]
        assert all(each[2] == TODAY for each in read)
        assert heat.tip_of(SPOT, TODAY) == "Spot, Fri 20 Nov 2026\nMissing"
        assert heat.tip_of(OPTION, date(2026, 11, 4)) == (
            "Options, Wed 4 Nov 2026\nPartial: 90 complete, 6 partial\n30,000 bars"
        )
        assert "Muhurat session" in heat.tip_of(SPOT, date(2026, 11, 8))
        assert "with gaps" in panel.coverage.note.text()

    data(test)


def test_states_differ_in_what_is_painted(data):
    async def test(desk: DownloadsDesk) -> None:
        stock(desk)
        days = [date(2026, 11, 9) + timedelta(days=n) for n in range(5)]
        states = (
            DayState.COMPLETE,
            DayState.PARTIAL,
            DayState.MISSING,
            DayState.FAILED,
            DayState.EMPTY,
        )
        for day, state in zip(days, states, strict=True):
            desk.service.cells[SPOT, day] = DayCoverage(day=day, state=state, complete=1, partial=1)
        panel = await desk.open("coverage")
        heat = panel.coverage.heatmap
        await desk.eventually(lambda: "Failed" in heat.tip_of(SPOT, days[3]))
        for name in ("dark", "light"):
            desk.theme.use(name)
            picture = heat.grab().toImage()
            seen = {
                tuple(
                    picture.pixelColor(box.center().x(), box.top() + step).name()
                    for step in range(box.height())
                )
                for box in (heat.cell_rect(SPOT, day) for day in days)
            }
            assert len(seen) == len(states)

    data(test)


def test_the_calendar_is_walked_by_keys_and_says_where_it_is(data):
    async def test(desk: DownloadsDesk) -> None:
        panel, heat = await covered(desk)
        heat.setFocus()
        assert heat.current == (SPOT, TODAY)
        QTest.keyClick(heat, Qt.Key.Key_Left)
        assert heat.current == (SPOT, date(2026, 11, 13))
        assert "Complete: 1 complete" in heat.accessibleDescription()
        assert "Fri 13 Nov 2026" in panel.coverage.day.text()
        for _ in range(5):
            QTest.keyClick(heat, Qt.Key.Key_Down)
        assert heat.current == (FUTURE, date(2026, 11, 13))
        QTest.keyClick(heat, Qt.Key.Key_Right)
        QTest.keyClick(heat, Qt.Key.Key_Right)
        assert heat.current == (FUTURE, TODAY)  # never into the future

    data(test)


def test_paging_reads_other_weeks_and_end_comes_back(data):
    async def test(desk: DownloadsDesk) -> None:
        _panel, heat = await covered(desk)
        first = heat.grid.first
        QTest.keyClick(heat, Qt.Key.Key_PageUp)
        assert heat.grid.end < TODAY
        assert heat.grid.first < first
        await desk.eventually(lambda: desk.service.of("coverage")[-1][1] == heat.grid.first)
        QTest.keyClick(heat, Qt.Key.Key_End)
        assert heat.grid.end == TODAY

    data(test)


def test_marked_days_fill_the_form_and_start_nothing(data):
    async def test(desk: DownloadsDesk) -> None:
        panel, heat = await covered(desk)
        click(heat, SPOT, date(2026, 11, 4))
        click(heat, SPOT, date(2026, 11, 11), shift=True)
        assert heat.marked == (date(2026, 11, 4), date(2026, 11, 11))
        assert panel.coverage.day.text() == "Marked: 4–11 Nov 2026"
        QTest.mouseClick(
            part(panel, "downloads.coverage.fill", QPushButton), Qt.MouseButton.LeftButton
        )
        assert panel.page.name == "form"
        request = panel.form.read().request
        assert request.selection == Selection(underlyings=("RELIANCE",))
        assert (request.start, request.end) == (date(2026, 11, 4), date(2026, 11, 11))
        await desk.settled()
        assert desk.service.of("start") == []
        panel.show_page("coverage")
        QTest.keyClick(heat, Qt.Key.Key_Escape)
        assert heat.marked is None

    data(test)


def test_hovering_a_day_tells_it(data):
    async def test(desk: DownloadsDesk) -> None:
        _panel, heat = await covered(desk)
        at = QPointF(heat.cell_rect(OPTION, date(2026, 11, 4)).center())
        none = Qt.MouseButton.NoButton
        move = QMouseEvent(
            QEvent.Type.MouseMove, at, heat.mapToGlobal(at), none, none, Qt.KeyboardModifier(0)
        )
        QApplication.sendEvent(heat, move)
        assert heat.hovered == (OPTION, date(2026, 11, 4))
        assert heat.marked is None

    data(test)


def test_another_underlying_has_its_own_calendar(data):
    async def test(desk: DownloadsDesk) -> None:
        panel, _heat = await covered(desk)
        fill(part(panel, "downloads.held.filter", QLineEdit), "tc")
        QTest.keyClick(panel.side.filter, Qt.Key.Key_Return)
        assert panel.coverage.title.text() == "TCS"
        await desk.eventually(lambda: desk.service.of("coverage")[-1][0] == "TCS")
        assert panel.side.table.hasFocus()

    data(test)


def test_an_empty_store_says_what_to_do(data):
    async def test(desk: DownloadsDesk) -> None:
        panel = await desk.open("coverage")
        await desk.eventually(lambda: "Nothing is stored yet" in panel.coverage.said.text)
        assert "Nothing is stored yet" in panel.bars.said.text

    data(test)


def test_a_store_that_is_not_open_is_not_asked(data):
    async def test(desk: DownloadsDesk) -> None:
        desk.service.is_open = False
        panel = await desk.open("coverage")
        assert "being opened" in panel.coverage.said.text
        assert desk.service.of("held_underlyings") == []
        stock(desk)
        await desk.service.open()
        desk.service.version += 1
        await desk.eventually(lambda: panel.coverage.title.text() == "RELIANCE")
        assert panel.coverage.said.text == ""

    data(test)


def test_a_store_that_cannot_be_read_says_so_and_is_asked_again(data):
    async def test(desk: DownloadsDesk) -> None:
        stock(desk)
        desk.service.errors_for["held_underlyings"] = refusal("The manifest is damaged.")
        panel = await desk.open("coverage")
        await desk.eventually(lambda: "The manifest is damaged" in panel.coverage.said.text)
        desk.service.errors_for.clear()
        panel.read_again()
        await desk.eventually(lambda: panel.coverage.said.text == "")

    data(test)


def test_the_calendar_follows_a_download_but_not_every_frame(data):
    async def test(desk: DownloadsDesk) -> None:
        await covered(desk)
        read = len(desk.service.of("coverage"))
        for done in range(10):
            desk.service.list = [job(done=done)]
            desk.clock.set(desk.clock.now_ns() + 100_000_000)
            await desk.settled()
        assert len(desk.service.of("coverage")) == read
        desk.clock.set(desk.clock.now_ns() + 3_000_000_000)
        await desk.eventually(lambda: len(desk.service.of("coverage")) == read + 3)

    data(test)
