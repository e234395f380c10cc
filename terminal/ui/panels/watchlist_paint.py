"""How watchlist rows are painted: straight from the board, with everything prepared beforehand.

`RowsPainter` paints the changed rows of a frame in one go; `QuoteDelegate` paints the same cells one at
a time where Qt itself asks (while rows are dragged).
"""

import math
from collections.abc import Container, Sequence

import numpy as np
from PySide6.QtCore import QRect, Qt
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
_PLAIN = {"last": "text", "bid": "buy", "ask": "sell"}


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
        return _PLAIN.get(key, "muted")

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
        left, wide = rect.left() + PAD, rect.width() - 2 * PAD
        top = rect.center().y() - 1
        painter.fillRect(left, top, wide, 3, theme.brush("line"))
        if not math.isfinite(last):
            return
        place = left + round(wide * min(1.0, max(0.0, last)))
        start = left + round(wide * min(1.0, max(0.0, open_)))
        token = "stale" if grey else fmt.trend(last - open_) or "muted"
        painter.fillRect(min(start, place), top, abs(place - start), 3, theme.brush(token))
        painter.fillRect(start, top - 2, 1, 7, theme.brush("muted"))
        painter.fillRect(place - 1, top - 4, 2, 11, theme.brush("text"))

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
        self._paint_grounds(painter, model, rows, columns, selected)
        lines = _Lines(model, rows)
        texts: list[str] = []
        rights: list[float] = []
        styles: list[int] = []
        shown = 0
        for key, left, wide in columns:
            if key == "symbol":
                for (_, top, _), row in zip(rows, lines.rows, strict=True):
                    painter.drawPixmap(left, top, self._name(row, wide, painter))
            elif key == "range":
                self._paint_ranges(painter, model, lines, rows, left, wide)
            else:
                shown += 1
                texts += lines.texts(key)
                rights += [float(left + wide - PAD)] * len(rows)
                number = self._sheet.style
                bold = 1 if key == "last" else 0
                styles += [number(bold, token) for token in lines.tokens(key)]
        middles = [top + min(height, ROW_PX) / 2 for _, top, height in rows]
        self._sheet.draw(painter, texts, rights, middles * shown, styles)

    def _paint_grounds(
        self,
        painter: QPainter,
        model: QuotesModel,
        rows: Sequence[tuple[int, int, int]],
        columns: Sequence[tuple[str, int, int]],
        selected: Container[int],
    ) -> None:
        theme, hovered = self._delegate.theme, self._delegate.hovered
        width = max((left + wide for _, left, wide in columns), default=0)
        price = next(((left, wide) for key, left, wide in columns if key == "last"), None)
        for number, top, height in rows:
            if number in selected:
                painter.fillRect(0, top, width, height, theme.brush("selection"))
            elif number == hovered:
                painter.fillRect(0, top, width, height, theme.brush("hover"))
            row = model.row_at(number)
            if row.flash_step and price is not None:
                tint = theme.brush("up_tint" if row.rising else "down_tint", row.flash_step)
                painter.fillRect(price[0] + 1, top + 1, price[1] - 2, ROW_PX - 2, tint)

    def _paint_ranges(
        self,
        painter: QPainter,
        model: QuotesModel,
        lines: "_Lines",
        rows: Sequence[tuple[int, int, int]],
        left: int,
        wide: int,
    ) -> None:
        for (_, top, height), row, state in zip(rows, lines.rows, lines.states, strict=True):
            cell = QRect(left, top, wide, min(height, ROW_PX))
            self._delegate.paint_range(painter, cell, model, row, grey=state != LIVE)

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


class _Lines:
    """The values of some rows, read from the board column by column, and their words and colours."""

    def __init__(self, model: QuotesModel, rows: Sequence[tuple[int, int, int]]) -> None:
        board = model.hub.board
        self._model = model
        self.rows = [model.row_at(number) for number, _, _ in rows]
        self._decimals = [row.decimals for row in self.rows]
        slots = np.array([row.slot for row in self.rows], dtype=np.int64)
        self.states: list[int] = board.state[slots].tolist()
        last = board.last[slots]
        close = np.where(board.close[slots] == 0, np.nan, board.close[slots])
        change = last - close
        self._values = {
            "last": last.tolist(),
            "change": change.tolist(),
            "percent": (change / close * 100).tolist(),
        }
        self._board, self._slots = board, slots

    def texts(self, key: str) -> list[str]:
        """Return what the column shows, as `format` would write it."""
        values = self._values.get(key)
        if key in {"bid", "ask"}:
            column = self._board.bid_price if key == "bid" else self._board.ask_price
            best = column[self._slots, 0]
            values = np.where(best == 0, np.nan, best).tolist()
        elif values is None:
            text = next(c for c in self._model.columns if c.key == key).text
            return [text(row) for row in self.rows]
        if key not in _TREND:
            return [_price(v, d) for v, d in zip(values, self._decimals, strict=True)]
        if key == "change":
            return [_signed(v, d) for v, d in zip(values, self._decimals, strict=True)]
        return [f"{_signed(v, 2)}%" if v == v else fmt.NONE for v in values]  # noqa: PLR0124  NaN

    def tokens(self, key: str) -> list[str]:
        """Return the colour of each cell of a column."""
        grey = {EMPTY: "faint", STALE: "stale"}
        states = self.states
        if key in _TREND:
            return [
                grey.get(state) or ("up" if v > 0 else "down" if v < 0 else "muted")
                for v, state in zip(self._values["change"], states, strict=True)
            ]
        plain = _PLAIN.get(key, "muted")
        return [grey.get(state, plain) for state in states]


def _price(value: float, decimals: int) -> str:
    # Below a lakh the Indian grouping is the usual one, which Python writes itself five times faster.
    if 0 < value < 99_999:
        return f"{value:,.{decimals}f}"
    return fmt.price(value, decimals)


def _signed(value: float, decimals: int) -> str:
    # The sheet draws "-" as the minus sign.
    if 0.01 <= value < 99_999 or -99_999 < value <= -0.01:
        return f"{value:+,.{decimals}f}"
    return fmt.signed(value, decimals)
