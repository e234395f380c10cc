"""The editor's small chart: lines to drag, closes that load, and its place in a narrow panel."""

from decimal import Decimal

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from terminal.domain.errors import Transient
from terminal.ui.link import GttRequest
from tests.fakes.clock import settle
from tests.gui.gtt_desk import GttDesk, on_gtt_desk
from tests.gui.trading_desk import find
from tests.make import INFY

__all__ = ["on_gtt_desk"]


def text(panel, field: str) -> str:
    return find(panel, f"gtt.{field}").text()


def grab_line(panel, key: str, by: int, *, drop: bool = True) -> None:
    """Take a line by the mouse and move it by some pixels."""
    chart = panel.editor.chart
    price = next(line.price for line in chart.lines if line.key == key)
    at = QPoint(60, round(chart.y_of(float(price))))
    QTest.mouseMove(chart, at)
    QTest.mousePress(chart, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(chart, at + QPoint(0, by))
    if drop:
        QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=at + QPoint(0, by))


def test_a_dragged_trigger_moves_its_field_and_an_untouched_limit(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.editing()
        grab_line(panel, "trigger_price", -20)
        moved = Decimal(text(panel, "trigger_price"))
        assert moved > 95
        assert moved % Decimal("0.05") == 0
        assert Decimal(text(panel, "price")) > moved
        assert panel.editor.chart.lines[0].price == moved
        grab_line(panel, "price", -15)
        limit = Decimal(text(panel, "price"))
        assert limit > moved
        grab_line(panel, "trigger_price", 10)
        assert Decimal(text(panel, "price")) == limit  # touched by hand: it stays

    on_gtt_desk(test)


def test_escape_puts_a_dragged_line_back_and_a_ghost_stands_meanwhile(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.editing()
        panel.activateWindow()
        grab_line(panel, "trigger_price", -25, drop=False)
        assert panel.editor.chart.dragging == "trigger_price"
        assert text(panel, "trigger_price") != "95.00"
        assert not panel.grab().isNull()
        QTest.keyClick(panel.editor.chart, Qt.Key.Key_Escape)
        assert text(panel, "trigger_price") == "95.00"
        assert panel.editor.chart.dragging == ""
        assert panel.editing

    on_gtt_desk(test)


def test_a_narrow_panel_keeps_the_fields_and_lets_the_chart_go(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.editing()
        assert panel.editor.chart.isVisible()
        panel.resize(560, 260)
        await settle()
        assert not panel.editor.chart.isVisible()
        assert panel.width() < 660  # it asks for no more than its fields
        panel.resize(900, 260)
        await settle()
        assert panel.editor.chart.isVisible()

    on_gtt_desk(test)


def test_the_chart_says_when_it_loads_and_when_there_is_nothing(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        desk.no_bars = Transient("No network.")
        panel = await desk.panel_with()
        desk.link.open_gtt(GttRequest(instrument=INFY))
        assert "Loading" in panel.editor.chart.words
        await settle()
        desk.frame.tick()
        assert "No network." in panel.editor.chart.words
        desk.no_bars = None
        click_tool(panel, "gtt.1d")
        await settle()
        desk.frame.tick()
        assert "No recent prices" in panel.editor.chart.words
        desk.history()
        click_tool(panel, "gtt.5m")
        await settle()
        desk.frame.tick()
        assert panel.editor.chart.words == ""
        assert not panel.grab().isNull()

    on_gtt_desk(test)


def click_tool(panel, name: str) -> None:
    QTest.mouseClick(find(panel, name), Qt.MouseButton.LeftButton)
