"""How watchlist rows are painted: straight from the board, with everything prepared beforehand.

`RowsPainter` paints the changed rows of a frame in one go; `QuoteDelegate` paints the same cells one at
a time where Qt itself asks (while rows are dragged).
"""

import math
from collections.abc import Container, Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView
from typing_extensions import override

from terminal.domain.ids import InstrumentId
from terminal.market.board import EMPTY, LIVE, STALE
from terminal.ui import format as fmt
from terminal.ui.columns import Index
from terminal.ui.delegates import CellDelegate
from terminal.ui.models.quotes import QuoteRow, QuotesModel, day_range
from terminal.ui.panels.watchlist_glyphs import GlyphSheet
from terminal.ui.theme import Theme

ROW_PX = 28
PAD = 6
TOKENS = ("text", "muted", "faint", "stale", "up", "down", "buy", "sell")
_SELECTED = QStyle.StateFlag.State_Selected
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_MOST_NAMES = 2000
_TREND = {"change", "percent"}


class QuoteDelegate(CellDelegate):
    """Paints cells of a `QuotesModel`. An expanded row is painted in its top line only."""

    def __init__(self, view: QTableView, theme: Theme) -> None:
        self._keys: tuple[str, ...] = ()
        super().__init__(view, theme)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = self._view.model()
        assert isinstance(model, QuotesModel)
        if not self._keys:
            self._keys = tuple(column.key for column in model.columns)
        number, key = index.row(), self._keys[index.column()]
        row = model.row_at(number)
        rect = QRect(option.rect)
        theme = self.theme
        if option.state & _SELECTED:
            painter.fillRect(rect, theme.brush("selection"))
        elif number == self.hovered:
            painter.fillRect(rect, theme.brush("hover"))
        rect.setHeight(min(rect.height(), ROW_PX))
        state = model.hub.board.state.item(row.slot)
        if key == "symbol":
            self.paint_symbol(painter, rect, row, grey=row.instrument is None)
            return
        if key == "range":
            self.paint_range(painter, rect, model, row, grey=state != LIVE)
            return
        if row.flash_step and key == "last":
            tint = theme.brush("up_tint" if row.rising else "down_tint", row.flash_step)
            painter.fillRect(rect.adjusted(1, 1, -1, -1), tint)
        painter.setFont(self._bold if key == "last" else self._font)
        painter.setPen(theme.pen(self.token(model, row, key, state)))
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        painter.drawText(inner, _RIGHT, self.text(model, row, key))

    @staticmethod
    def token(model: QuotesModel, row: QuoteRow, key: str, state: int) -> str:
        if state == EMPTY:
            return "faint"
        if state == STALE:
            return "stale"
        if key in _TREND:
            return fmt.trend(model.change(row)) or "muted"
        if key in {"bid", "ask"}:
            return "buy" if key == "bid" else "sell"
        return "text" if key == "last" else "muted"

    @staticmethod
    def text(model: QuotesModel, row: QuoteRow, key: str) -> str:
        # The four columns that every tick repaints, without the generic column's indirections.
        board, slot = model.hub.board, row.slot
        if key == "last":
            return fmt.price(board.last.item(slot), row.decimals)
        if key == "change":
            return fmt.signed(model.change(row), row.decimals)
        if key == "percent":
            return fmt.percent(model.percent(row))
        return next(column for column in model.columns if column.key == key).text(row)

    def paint_symbol(self, painter: QPainter, rect: QRect, row: QuoteRow, *, grey: bool) -> None:
        """Paint name, then expiry, then the exchange's badge: the last ones only where they fit."""
        theme, names = self.theme, row.names
        left, right = rect.left() + PAD + 3, rect.right() - 2
        painter.setFont(self._bold)
        painter.setPen(theme.pen("faint" if grey else "text"))
        name = names.main
        wide = self._bold_metrics.horizontalAdvance(name)
        if wide > right - left:
            name = self._bold_metrics.elidedText(name, Qt.TextElideMode.ElideRight, right - left)
            wide = right - left
        painter.drawText(QRect(left, rect.top(), wide + 2, rect.height()), _LEFT, name)
        left += wide + 6
        painter.setFont(self._small)
        painter.setPen(theme.pen("muted"))
        for text in (names.detail, names.badge):
            if not text:
                continue
            wide = self._small_metrics.horizontalAdvance(text)
            if left + wide > right:
                return
            painter.drawText(QRect(left, rect.top() + 1, wide + 2, rect.height()), _LEFT, text)
            left += wide + 6
            painter.setPen(theme.pen("faint"))

    def paint_range(
        self, painter: QPainter, rect: QRect, model: QuotesModel, row: QuoteRow, *, grey: bool
    ) -> None:
        """Paint low to high as a bar: filled up to the last price, a notch at the open."""
        theme = self.theme
        _, _, last, open_ = day_range(model, row)
        bar = QRectF(rect.left() + PAD, rect.center().y() - 1, rect.width() - 2 * PAD, 3)
        painter.fillRect(bar, theme.brush("line"))
        if not math.isfinite(last):
            return
        place = bar.left() + bar.width() * min(1.0, max(0.0, last))
        token = "stale" if grey else fmt.trend(last - open_) or "muted"
        start = bar.left() + bar.width() * min(1.0, max(0.0, open_))
        painter.fillRect(
            QRectF(min(start, place), bar.top(), abs(place - start), bar.height()),
            theme.brush(token),
        )
        painter.fillRect(QRectF(place - 1, bar.top() - 4, 2, 11), theme.brush("text"))
        painter.setPen(theme.pen("muted"))
        painter.drawLine(QPointF(start, bar.top() - 2), QPointF(start, bar.bottom() + 1))

    @override
    def _restyle(self) -> None:
        super()._restyle()
        self._small = self.theme.font(-3)
        self._small_metrics = QFontMetrics(self._small)
        self._bold_metrics = QFontMetrics(self._bold)


class RowsPainter:
    """Paints whole rows of a `QuotesTable`: grounds, cached names, and all numbers in one call."""

    def __init__(self, delegate: QuoteDelegate) -> None:
        self._delegate = delegate
        self._sheet: GlyphSheet | None = None
        self._names: dict[tuple[InstrumentId, int, bool], QPixmap] = {}
        delegate.theme.changed.connect(self.forget)

    def forget(self) -> None:
        """Drop what was prepared: the theme changed, or names did."""
        self._sheet = None
        self._names.clear()

    def paint(
        self,
        painter: QPainter,
        model: QuotesModel,
        rows: Sequence[tuple[int, int, int]],
        columns: Sequence[tuple[str, int, int]],
        selected: Container[int],
    ) -> None:
        """Paint (number, top, height) rows in (key, left, width) columns."""
        ratio = painter.device().devicePixelRatio()
        if self._sheet is None or self._sheet.ratio != ratio:
            theme = self._delegate.theme
            fonts = (theme.font(), theme.font(bold=True))
            self._names.clear()
            self._sheet = GlyphSheet(theme, fonts=fonts, tokens=TOKENS, ratio=ratio)
        run = _Run(self._sheet)
        width = max((left + wide for _, left, wide in columns), default=0)
        for number, top, height in rows:
            self._paint_row(
                painter, model, run, QRect(0, top, width, height), number, columns, selected
            )
        self._sheet.draw(painter, run.texts, run.rights, run.middles, run.styles)

    def _paint_row(
        self,
        painter: QPainter,
        model: QuotesModel,
        run: "_Run",
        rect: QRect,
        number: int,
        columns: Sequence[tuple[str, int, int]],
        selected: Container[int],
    ) -> None:
        delegate, theme = self._delegate, self._delegate.theme
        row = model.row_at(number)
        if number in selected:
            painter.fillRect(rect, theme.brush("selection"))
        elif number == delegate.hovered:
            painter.fillRect(rect, theme.brush("hover"))
        top, tall = rect.top(), min(rect.height(), ROW_PX)
        state = model.hub.board.state.item(row.slot)
        trend = delegate.token(model, row, "change", state)
        for key, left, wide in columns:
            if key == "symbol":
                painter.drawPixmap(left, top, self._name(row, wide, painter))
            elif key == "range":
                cell = QRect(left, top, wide, tall)
                delegate.paint_range(painter, cell, model, row, grey=state != LIVE)
            else:
                if key == "last" and row.flash_step:
                    tint = "up_tint" if row.rising else "down_tint"
                    cell = QRect(left + 1, top + 1, wide - 2, tall - 2)
                    painter.fillRect(cell, theme.brush(tint, row.flash_step))
                token = trend if key in _TREND else delegate.token(model, row, key, state)
                run.texts.append(delegate.text(model, row, key))
                run.rights.append(left + wide - PAD)
                run.middles.append(top + tall / 2)
                run.styles.append(run.sheet.style(1 if key == "last" else 0, token))

    def _name(self, row: QuoteRow, wide: int, painter: QPainter) -> QPixmap:
        key = (row.id, wide, row.instrument is None)
        picture = self._names.get(key)
        if picture is None:
            if len(self._names) > _MOST_NAMES:
                self._names.clear()
            ratio = painter.device().devicePixelRatio()
            picture = QPixmap(round(wide * ratio), round(ROW_PX * ratio))
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            inside = QPainter(picture)
            rect = QRect(0, 0, wide, ROW_PX)
            self._delegate.paint_symbol(inside, rect, row, grey=row.instrument is None)
            inside.end()
            self._names[key] = picture
        return picture


class _Run:
    """The numbers of one paint, gathered for the sheet."""

    def __init__(self, sheet: GlyphSheet) -> None:
        self.sheet = sheet
        self.texts: list[str] = []
        self.rights: list[float] = []
        self.middles: list[float] = []
        self.styles: list[int] = []
