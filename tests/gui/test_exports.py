"""From a table on screen, and from a day, to a file."""

import csv
from decimal import Decimal
from pathlib import Path

import openpyxl
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu

from terminal.domain.account import PositionBook
from terminal.domain.order import Side
from terminal.portfolio.curve import CurvePoint
from terminal.ui.exports import exporter
from terminal.ui.exports.exporter import XLSX
from terminal.ui.exports.pdf import as_pdf
from terminal.ui.exports.report import DayReport
from tests.fakes.clock import eventually
from tests.gui.test_frame_desk import in_world, make_net  # noqa: F401  a fixture
from tests.make import ACCOUNT, make_order, make_trade, make_update


async def answer(path: Path, kind: str = "") -> None:
    """Fill in the file dialog that is asked for, and accept it."""

    def shown() -> QFileDialog | None:
        dialogs = [w for w in QApplication.topLevelWidgets() if isinstance(w, QFileDialog)]
        return next((dialog for dialog in dialogs if dialog.isVisible()), None)

    await eventually(shown)
    dialog = shown()
    if kind:
        dialog.selectNameFilter(kind)
        dialog.filterSelected.emit(kind)
    dialog.findChild(QLineEdit, "fileNameEdit").setText(str(path))
    dialog.accept()


async def orders_in_front(world):
    world.trading.broker.orders = [make_update("1", message="=1+1"), make_update("2")]
    await world.trading.orders.refresh(ACCOUNT)
    world.window.show_panel("orders")
    panel = world.window.panels["orders"]
    world.trading.frame.tick()
    world.window.activateWindow()
    panel.table.setFocus()
    await eventually(lambda: QApplication.focusWidget() is panel.table)
    return panel


def test_the_table_with_the_focus_becomes_a_csv_file(in_world, tmp_path):
    async def test(world):
        panel = await orders_in_front(world)
        world.actions.run("table.export")
        await answer(tmp_path / "orders.csv")
        await eventually((tmp_path / "orders.csv").exists)
        await eventually(lambda: "2 rows of Orders saved" in world.titles())
        text = (tmp_path / "orders.csv").read_text("utf-8-sig")
        rows = list(csv.DictReader(text.splitlines()))
        assert len(rows) == len(panel.table.columns_model.rows) == 2
        assert {row["Instrument"] for row in rows} == {"INFY"}

    in_world(test)


def test_the_kind_chosen_gives_the_suffix(in_world, tmp_path):
    async def test(world):
        await orders_in_front(world)
        world.actions.run("table.export")
        await answer(tmp_path / "book", XLSX)
        await eventually((tmp_path / "book.xlsx").exists)
        (page,) = openpyxl.load_workbook(tmp_path / "book.xlsx").worksheets
        assert page.max_row == 3
        await eventually(lambda: "2 rows of Orders saved" in world.titles())

    in_world(test)


def test_a_folder_that_cannot_be_written_is_told(in_world, tmp_path):
    async def test(world):
        await orders_in_front(world)
        (tmp_path / "taken.csv").mkdir()
        (tmp_path / "taken.csv" / "x").touch()
        world.actions.run("table.export")
        await answer(tmp_path / "taken.csv" / "x" / "orders.csv")
        await eventually(lambda: "orders.csv was not written" in world.titles())

    in_world(test)


def test_without_a_table_in_focus_it_says_how_to_choose_one(in_world):
    async def test(world):
        world.window.setFocus()
        if QApplication.focusWidget() is not None:
            QApplication.focusWidget().clearFocus()
        world.actions.run("table.export")
        assert "Which table?" in world.titles()

    in_world(test)


def test_every_tables_menu_offers_it(in_world):
    async def test(world):
        panel = await orders_in_front(world)
        menu = QMenu(panel.table)
        panel.table.open_menu(menu, QPoint(5, 5))
        assert "action.table.export" in [action.objectName() for action in menu.actions()]
        menu.close()

    in_world(test)


def test_copying_takes_all_rows(in_world):
    async def test(world):
        await orders_in_front(world)
        world.actions.run("table.copy")
        lines = QApplication.clipboard().text().splitlines()
        assert len(lines) == 3
        assert "\t" in lines[0]

    in_world(test)


def test_the_day_is_saved_as_a_page(in_world, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(exporter.QDesktopServices, "openUrl", opened.append)

    async def test(world):
        await orders_in_front(world)
        world.trading.broker.positions = PositionBook(net=(make_net(10),), day=())
        await world.trading.portfolio.refresh(ACCOUNT)
        world.actions.run("report.day")
        await answer(tmp_path / "day.html")
        await eventually(lambda: opened)
        text = (tmp_path / "day.html").read_text()
        assert "Day report" in text
        assert "+₹0.00" not in text
        assert "INFY" in text
        assert opened[0].toLocalFile() == str(tmp_path / "day.html")

    in_world(test)


def test_the_report_prints(qapp):
    report = DayReport(
        made_ns=1_795_149_015_000_000_000,
        accounts=("practice:ZA1234",),
        practice=True,
        orders=tuple(make_order() for _ in range(80)),
        trades=tuple(make_trade(str(n), side=Side.BUY, price=Decimal(100)) for n in range(80)),
        positions=(),
        curve=(CurvePoint(10, Decimal(-5)), CurvePoint(20, Decimal(15))),
    )
    content = as_pdf(report)
    assert content.startswith(b"%PDF")
    assert content.count(b"/Type /Page\n") >= 3 or content.count(b"/Type /Page") > 3
