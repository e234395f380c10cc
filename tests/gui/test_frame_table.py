"""The common table: rows that stay put, sorting that waits, copy, keys."""

from decimal import Decimal

import pytest
from msgspec import Struct
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from terminal.ui import format as fmt
from terminal.ui.table import Column, ColumnModel, LiveTable


class Line(Struct, frozen=True):
    name: str
    price: float | None
    pnl: Decimal = Decimal(0)


COLUMNS = (
    Column(key="name", title="Name", text=lambda r: r.name, align="left", width=120),
    Column(
        key="price",
        title="Price",
        text=lambda r: fmt.price(r.price),
        sort=lambda r: r.price,
        width=90,
    ),
    Column(
        key="pnl",
        title="P&L",
        text=lambda r: fmt.signed(r.pnl),
        sort=lambda r: r.pnl,
        color=lambda r: fmt.trend(r.pnl),
        width=0,
    ),
)


@pytest.fixture
def table(qtbot, theme):
    table = LiveTable("testTable", "Test", theme=theme)
    qtbot.addWidget(table)
    model = ColumnModel(COLUMNS, key=lambda r: r.name, parent=table)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, table)
    table.use_model(model)
    table.setGeometry(300, 300, 400, 200)  # away from the mouse, which freezes the order
    table.show()
    return table


def names(table):
    return [row.name for row in table.columns_model.rows]


def rows(*texts):
    return [Line(text, float(number)) for number, text in enumerate(texts, start=1)]


def test_selection_follows_its_row_through_updates(table):
    model = table.columns_model
    model.set_rows(rows("a", "b", "c"))
    assert table.select_key("b")
    model.set_rows([Line("z", 1.0), *rows("a", "b", "c"), Line("y", 2.0)])
    assert table.current_row().name == "b"
    model.set_rows(rows("c", "b"))
    assert names(table) == ["c", "b"]
    assert table.current_row().name == "b"
    model.set_rows([])
    assert table.current_row() is None
    assert not table.select_key("b")


def test_an_update_repaints_the_changed_band_once(table, qtbot):
    model = table.columns_model
    model.set_rows(rows("a", "b", "c", "d"))
    bands = []
    model.dataChanged.connect(lambda top, bottom, _: bands.append((top.row(), bottom.row())))
    model.set_rows([Line("a", 1.0), Line("b", 9.0), Line("c", 8.0), Line("d", 4.0)])
    assert bands == [(1, 2)]
    model.set_rows(list(model.rows))
    assert bands == [(1, 2)]


def test_numbers_sort_as_numbers_and_unknown_ones_below(table):
    model = table.columns_model
    model.set_rows(
        [Line("ten", 10.0), Line("nine", 9.0), Line("none", None), Line("nan", float("nan"))]
    )
    model.sort_by(1)
    assert names(table)[2:] == ["nine", "ten"]
    model.sort_by(1, descending=True)
    assert names(table)[:2] == ["ten", "nine"]
    model.sort_by(None)
    assert names(table) == ["ten", "nine", "none", "nan"]


def test_rows_do_not_jump_under_the_mouse(table):
    model = table.columns_model
    model.set_rows(rows("a", "b"))
    model.sort_by(1, descending=True)
    assert names(table) == ["b", "a"]
    here = QPointF(5, 5)
    table.enterEvent(QEnterEvent(here, here, here))
    model.set_rows([Line("a", 50.0), Line("b", 2.0)])
    assert names(table) == ["b", "a"]
    table.leaveEvent(QEvent(QEvent.Type.Leave))
    assert names(table) == ["a", "b"]


def test_header_click_sorts_large_first_then_back_to_the_own_order(table):
    model = table.columns_model
    model.set_rows(rows("a", "b", "c"))
    click = table.horizontalHeader().sectionClicked.emit
    click(1)
    assert names(table) == ["c", "b", "a"]
    click(1)
    assert names(table) == ["a", "b", "c"]
    assert model.sorting == (1, False)
    click(1)
    assert model.sorting == (None, False)


def test_copy_is_what_a_spreadsheet_reads(table, qtbot):
    table.columns_model.set_rows([Line("big", 123456.5, Decimal(-1500))])
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Name\tPrice\tP&L\nbig\t123456.50\t-1500.00"


def test_held_keys_never_repeat_and_letters_reach_the_panel(table, qtbot):
    table.columns_model.set_rows(rows("a", "b"))
    table.select_key("a")
    pressed = []
    table.enter_pressed.connect(lambda: pressed.append("enter"))
    table.delete_pressed.connect(lambda: pressed.append("delete"))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert pressed == ["enter", "delete"]
    from PySide6.QtGui import QKeyEvent

    none = Qt.KeyboardModifier.NoModifier
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Delete, none, "", autorep=True)
    table.keyPressEvent(held)
    assert pressed == ["enter", "delete"]
    letter = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_B, none, "b")
    table.keyPressEvent(letter)
    assert not letter.isAccepted()
    assert table.current_row().name == "a"


def test_column_state_survives_and_nonsense_is_passed_over(table, theme, qtbot):
    table.columns_model.set_rows(rows("a", "b"))
    table.setColumnWidth(0, 222)
    table.setColumnHidden(1, True)
    table.horizontalHeader().sectionClicked.emit(2)
    state = table.save_state()
    other = LiveTable("other", "Other", theme=theme)
    qtbot.addWidget(other)
    other.use_model(ColumnModel(COLUMNS, key=lambda r: r.name, parent=other))
    other.restore_state({**state, "widths": {"name": 222, "gone": 5, "price": "wide"}})
    assert other.columnWidth(0) == 222
    assert other.isColumnHidden(1)
    assert other.columns_model.sorting == (2, True)
    other.restore_state({"hidden": ["name", "price", "pnl"], "order": 5, "sort": "gone"})
    assert not other.isColumnHidden(0)


def test_the_delegate_paints_the_colour_of_the_column(table, theme):
    table.columns_model.set_rows([Line("gain", 1.0, Decimal(500))])
    image = table.viewport().grab().toImage()
    row = [
        image.pixelColor(x, y).name()
        for x in range(table.viewport().width() - 90, table.viewport().width())
        for y in range(24)
    ]
    assert theme.palette.up in row


def test_the_menu_never_hides_the_last_column(table):
    table.columns_model.set_rows(rows("a"))
    table.setColumnHidden(0, True)
    table.setColumnHidden(1, True)
    table._ask_columns(table.rect().center())
    from PySide6.QtWidgets import QMenu

    menu = table.findChild(QMenu)
    enabled = {action.text(): action.isEnabled() for action in menu.actions()}
    assert enabled == {"Name": True, "Price": True, "P&L": False}
    assert table.columns_model.frozen
    menu.close()
    assert not table.columns_model.frozen
