"""Sheets to bytes: CSV and XLSX. Runs on a worker's thread; sees no Qt.

Text that a spreadsheet would run as a formula is written so that it stays text: a broker's message or
a tag comes from outside.
"""

import csv
import io
import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

import xlsxwriter

from terminal.ui.exports.sheet import Sheet, Value

_RUNS = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 60
_SHEET_NAME = 31  # a workbook's own limits
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


def as_csv(sheet: Sheet) -> bytes:
    """Return UTF-8 with a byte order mark, so that spreadsheets read the rupee sign; CRLF lines."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_inert(title) for title in sheet.columns])
    for row in sheet.rows:
        writer.writerow([_cell(value) for value in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """Return a workbook of one sheet a table: bold frozen head, numbers and times as such."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for sheet in sheets:
            page = book.add_worksheet(_NOT_IN_NAMES.sub(" ", sheet.title)[:_SHEET_NAME])
            page.freeze_panes(1, 0)
            widths = [len(title) for title in sheet.columns]
            for number, title in enumerate(sheet.columns):
                page.write_string(0, number, title, bold)
            for line, row in enumerate(sheet.rows, 1):
                for number, value in enumerate(row):
                    widths[number] = max(widths[number], len(_cell(value)))
                    match value:
                        case None:
                            pass
                        case datetime():
                            page.write_datetime(line, number, value.replace(tzinfo=None), moment)
                        case int() | float() | Decimal():
                            page.write_number(line, number, value)
                        case _:
                            page.write_string(line, number, value)
            for number, width in enumerate(widths):
                page.set_column(number, number, min(width, _WIDEST) + 2)
            if sheet.rows:
                page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    return out.getvalue()


def _cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return value.isoformat(sep=" ", timespec="milliseconds").removesuffix("+05:30")
        case str():
            return _inert(value)
        case float():
            return f"{value:.10g}"
        case _:
            return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _inert(text: str) -> str:
    return f"'{text}" if text.startswith(_RUNS) else text
