"""Sheets as files, read back by others; the report's page."""

import csv
import io
from datetime import UTC, datetime
from decimal import Decimal
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from terminal.domain.order import OrderState, Side
from terminal.portfolio.curve import CurvePoint
from terminal.ui.exports.files import as_csv, as_xlsx
from terminal.ui.exports.report import ChargeLine, DayReport, curve_svg, page
from terminal.ui.exports.sheet import Sheet, value_of
from terminal.ui.format import IST
from tests.make import make_order, make_trade

MOMENT = datetime(2026, 11, 20, 4, 30, 15, 250_000, tzinfo=UTC).astimezone(IST)
SHEET = Sheet(
    title="Orders of a very long name that no workbook takes",
    columns=("Time", "Symbol", "Price", "Quantity", "Words"),
    rows=(
        (MOMENT, "M&M", Decimal("1500.05"), -3, '=HYPERLINK("x")'),
        (None, "A,B", 2.5, 0, "two\nlines"),
    ),
)


def test_csv_reads_back() -> None:
    content = as_csv(SHEET)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[0] == list(SHEET.columns)
    assert rows[1] == ["2026-11-20 10:00:15.250", "M&M", "1500.05", "-3", '\'=HYPERLINK("x")']
    assert rows[2] == ["", "A,B", "2.5", "0", "two\nlines"]


def test_a_workbook_keeps_numbers_times_and_harmless_text() -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx([SHEET])))
    (page_,) = book.worksheets
    assert len(page_.title) <= 31
    time, symbol, price, quantity, words = (cell.value for cell in page_[2])
    assert time == MOMENT.replace(tzinfo=None)  # workbooks know no zones
    assert (symbol, price, quantity) == ("M&M", 1500.05, -3)
    assert words == '=HYPERLINK("x")'
    assert page_["E2"].data_type == "s"
    assert page_["A3"].value is None


@pytest.mark.parametrize("title", ["a/b", "[x]", "what?", ""])
def test_any_title_makes_a_workbook(title: str) -> None:
    sheet = Sheet(title=title, columns=("A",), rows=(("x",),))
    assert openpyxl.load_workbook(io.BytesIO(as_xlsx([sheet]))).worksheets


def test_a_cell_is_a_number_a_moment_or_its_text() -> None:
    from terminal.ui.columns import Column

    def column(text: str, sort: object = None, align: str = "right") -> object:
        key = (lambda row: sort) if sort is not None else None
        shown = Column(key="k", title="K", text=lambda row: text, sort=key, align=align)
        return value_of(shown, None)

    assert column("1,00,000.50") == Decimal("100000.50")
    assert column("−₹250.00") == Decimal(-250)
    assert column("1.2L", sort=120000) == 120000
    assert column("—", sort=5.0) is None
    assert column("2 lots") == "2 lots"
    assert column("10:00:15", sort=1_795_149_015_250_000_000, align="left") == MOMENT
    assert column("Open", sort=3, align="left") == "Open"


def make_report(**fields) -> DayReport:
    values = {
        "made_ns": 1_795_149_015_000_000_000,
        "accounts": ("practice:ZA1234 (A <Trader>)",),
        "practice": True,
        "orders": (make_order(state=OrderState.REJECTED, message="<b>no & never</b>"),),
        "trades": (make_trade("1", side=Side.BUY, quantity=5, price=Decimal(100)),),
        "positions": (),
        "curve": (CurvePoint(10, Decimal(-5)), CurvePoint(20, Decimal(15))),
    }
    return DayReport(**{**values, **fields})


def test_the_page_tells_the_day_and_runs_nobodys_words() -> None:
    text = page(make_report(), drawn_in=True)
    assert "&lt;b&gt;no &amp; never&lt;/b&gt;" in text
    assert "A &lt;Trader&gt;" in text
    assert "<b>no" not in text
    assert "practice, no real money" in text
    assert "1, 0 with fills, 1 refused" in text
    assert "<svg" in text
    assert "not known" in text  # charges


def test_the_page_nets_the_charges() -> None:
    report = make_report(charges=Decimal("12.34"), charge_lines=(ChargeLine("STT", Decimal(5)),))
    text = page(report, drawn_in=False)
    assert "net of charges" in text
    assert "−₹12.34" in text
    assert "chart.svg" in text


def test_a_day_without_trades_says_so() -> None:
    text = page(make_report(orders=(), trades=(), curve=()), drawn_in=True)
    assert "nothing to draw" in text
    assert "No order today." in text
    assert "<svg" not in text


def test_the_curve_stays_inside_its_frame() -> None:
    points = [CurvePoint(n, Decimal(v)) for n, v in enumerate((0, -400, 900, 900, 35))]
    tree = ET.fromstring(curve_svg(points))
    path = next(each for each in tree.iter() if each.tag.endswith("path"))
    numbers = path.get("d", "").replace("M", " ").replace("H", " ").replace("V", " ")
    values = [float(part) for pair in numbers.split() for part in pair.split(",")]
    assert all(0 <= value <= 720 for value in values)
