"""Ask where to, build on this thread what is on screen, write it on another, say how it went."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QDir, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QWidget

from terminal.domain.ids import InstrumentId
from terminal.domain.order import Order, Trade
from terminal.domain.ports import Clock, PriceSource, SessionInfo
from terminal.portfolio.book import mark
from terminal.portfolio.curve import day_curve
from terminal.portfolio.service import PortfolioService
from terminal.runtime.config import write_atomically
from terminal.runtime.tasks import TaskScope
from terminal.runtime.worker import Worker
from terminal.ui.exports.path import ask_path
from terminal.ui.exports.report import ChargeLine, DayReport, PositionLine
from terminal.ui.exports.sheet import sheet_of
from terminal.ui.format import IST
from terminal.ui.notices import Notices
from terminal.ui.table import LiveTable

CSV, XLSX = "CSV, for any spreadsheet (*.csv)", "Excel workbook (*.xlsx)"
PDF, HTML = "PDF (*.pdf)", "Web page (*.html)"
_SUFFIX = {CSV: ".csv", XLSX: ".xlsx", PDF: ".pdf", HTML: ".html"}
Charges = Callable[[], tuple[Decimal | None, Sequence[ChargeLine], str]]


class Exporter:
    """The two verbs. `charges` returns the day's total (None: not known), its kinds and a remark."""

    def __init__(
        self,
        *,
        orders: Callable[[], Sequence[Order]],
        trades: Callable[[], Sequence[Trade]],
        portfolio: PortfolioService,
        prices: PriceSource,
        price_of: Callable[[InstrumentId, float], Decimal],
        sessions: Callable[[], Sequence[SessionInfo]],
        charges: Charges,
        clock: Clock,
        worker: Worker,
        notices: Notices,
        scope: TaskScope,
    ) -> None:
        self._orders, self._trades = orders, trades
        self._portfolio, self._prices, self._price_of = portfolio, prices, price_of
        self._sessions, self._charges = sessions, charges
        self._clock, self._worker = clock, worker
        self._notices, self._scope = notices, scope
        self._folder = QDir.homePath()

    def export_focused(self) -> None:
        """Export the table that has the focus, or say how to choose one."""
        table = focused_table()
        if table is None:
            self._notices.post(
                "info",
                "Which table?",
                "Click into the table to be exported, then press Ctrl+E again.",
            )
            return
        self._scope.spawn(self.export(table), name="export")

    def copy_focused(self) -> None:
        """Copy the whole table that has the focus, as a spreadsheet reads it."""
        table = focused_table()
        if table is not None:
            table.clearSelection()
            table.copy()
            count = len(table.columns_model.rows)
            self._notices.post("info", f"Copied {count} rows", table.accessibleName())

    def report_day(self) -> None:
        window = QApplication.activeWindow()
        self._scope.spawn(self.report(window), name="day report")

    async def export(self, table: LiveTable) -> None:
        """Ask for a file and write a table to it."""
        from terminal.ui.exports.files import as_csv, as_xlsx

        sheet = sheet_of(table, table.accessibleName())
        name = f"{sheet.title.lower().replace(' ', '-')}-{self._today()}"
        path = await self._ask_path(table.window(), "Export table", name, (CSV, XLSX))
        if path is None:
            return

        def write() -> None:
            content = as_xlsx([sheet]) if path.suffix == ".xlsx" else as_csv(sheet)
            write_atomically(path, content)

        await self._write(write, path, f"{len(sheet.rows)} rows of {sheet.title}")

    async def report(self, parent: QWidget | None) -> None:
        """Ask for a file and write the day's report to it."""
        from terminal.ui.exports.pdf import as_pdf
        from terminal.ui.exports.report import page

        name = f"day-report-{self._today()}"
        path = await self._ask_path(parent, "Save the day's report", name, (PDF, HTML))
        if path is None:
            return
        day = self.day()

        def write() -> None:
            html = path.suffix == ".html"
            write_atomically(path, page(day, drawn_in=True).encode() if html else as_pdf(day))

        if await self._write(write, path, "The day's report"):
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def day(self) -> DayReport:
        """Return the day as it stands now."""
        sessions, now_ns = self._sessions(), self._clock.now_ns()
        positions = self._portfolio.positions()
        last = {p.instrument: price for p in positions if (price := self._last(p.instrument))}
        lines = []
        for position in positions:
            price = last.get(position.instrument, position.last_price)
            lines.append(PositionLine(position, price, mark(position, price)[1]))
        trades = tuple(self._trades())
        total, kinds, note = self._charges()
        return DayReport(
            made_ns=now_ns,
            accounts=tuple(f"{s.account} ({s.user_name})" for s in sessions),
            practice=all(session.practice for session in sessions),
            orders=tuple(self._orders()),
            trades=trades,
            positions=tuple(lines),
            curve=tuple(day_curve(trades, positions, last, now_ns)),
            charges=total,
            charge_lines=tuple(kinds),
            charges_note=note,
        )

    # -- private

    async def _write(self, write: Callable[[], None], path: Path, what: str) -> bool:
        try:
            await asyncio.shield(self._worker.run(write))
        except OSError as error:
            self._notices.post(
                "bad",
                f"{path.name} was not written",
                f"{error.strerror or error}. Nothing else is affected; choose another folder.",
            )
            return False
        self._notices.post("good", f"{what} saved", str(path))
        return True

    async def _ask_path(
        self, parent: QWidget | None, title: str, name: str, kinds: tuple[str, ...]
    ) -> Path | None:
        offered = {kind: _SUFFIX[kind] for kind in kinds}
        path = await ask_path(parent, title, name, offered, folder=self._folder)
        if path is not None:
            self._folder = str(path.parent)
        return path

    def _last(self, instrument: InstrumentId) -> Decimal | None:
        last = self._prices.last_price(instrument)
        return self._price_of(instrument, last) if last is not None and last > 0 else None

    def _today(self) -> str:
        moment = datetime.fromtimestamp(self._clock.now_ns() / 1e9, UTC).astimezone(IST)
        return f"{moment:%Y-%m-%d}"


def focused_table() -> LiveTable | None:
    """Return the table that has the focus, or the only one in the focused panel."""
    widget = QApplication.focusWidget()
    while widget is not None:
        if isinstance(widget, LiveTable):
            return widget
        if widget.property("panel"):
            shown = [t for t in widget.findChildren(LiveTable) if t.isVisible()]
            return shown[0] if len(shown) == 1 else None
        widget = widget.parentWidget()
    return None
