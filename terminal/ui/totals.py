"""A row of totals pinned under a table, each figure below its own column."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QTableView, QToolTip, QWidget
from typing_extensions import override

from terminal.ui.delegates import PADDING, ROW_HEIGHT
from terminal.ui.i18n import told, tr
from terminal.ui.theme import Theme

Figure = tuple[str, str]
"""(text, palette token)."""


class TotalsBar(QWidget):
    """Follows the table's columns as they are moved, resized and scrolled. Adds nothing up itself."""

    def __init__(self, name: str, table: QTableView, theme: Theme) -> None:
        super().__init__()
        self._table = table
        self._theme = theme
        self._label = ""
        self._figures: Mapping[int, Figure] = {}
        self._tips: Mapping[int, Callable[[], str]] = {}
        self.setObjectName(name)
        self.setAccessibleName(tr("Totals"))
        self.hide()
        self.setFixedHeight(ROW_HEIGHT + 2)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        head = table.horizontalHeader()
        head.sectionResized.connect(self._follow)
        head.sectionMoved.connect(self._follow)
        head.geometriesChanged.connect(self._follow)
        table.horizontalScrollBar().valueChanged.connect(self._follow)

    def show_totals(
        self,
        label: str,
        figures: Mapping[int, Figure],
        tips: Mapping[int, Callable[[], str]] | None = None,
    ) -> None:
        """Show `figures` by logical column number, and what they are the totals of.

        Without a label there is nothing to add up and the bar hides. `tips` explain figures,
        asked for on hover only: totals change with every price.
        """
        self._tips = tips or {}
        if label == self._label and figures == self._figures:
            return
        self._label, self._figures = label, dict(figures)
        spoken = [self._title(column) + " " + text for column, (text, _) in figures.items()]
        self.setAccessibleDescription(told(", ".join([label, *spoken])))
        self.setVisible(bool(label))
        self.update()

    @property
    def label(self) -> str:
        return self._label

    def text(self, column: int) -> str:
        """Return the figure under a column, '' where there is none."""
        return self._figures.get(column, ("", ""))[0]

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, ROW_HEIGHT + 2)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, head = self._theme, self._table.horizontalHeader()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.brush("raised"))
        painter.fillRect(QRect(0, 0, self.width(), 1), theme.brush("line"))
        painter.setFont(theme.font(bold=True))
        label_end = self.width()
        for column, (text, token) in self._figures.items():
            if head.isSectionHidden(column) or not text:
                continue
            left = head.sectionViewportPosition(column)
            width = painter.fontMetrics().horizontalAdvance(text)
            right = left + head.sectionSize(column) - PADDING
            label_end = min(label_end, right - width)
            box = QRect(right - width - 2, 1, width + 2, self.height() - 1)
            painter.setPen(theme.pen(token))
            painter.drawText(
                box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text
            )
        painter.setFont(theme.font())
        painter.setPen(theme.pen("muted"))
        space = QRect(PADDING, 1, max(0, label_end - 2 * PADDING), self.height() - 1)
        shown = painter.fontMetrics().elidedText(
            told(self._label), Qt.TextElideMode.ElideRight, space.width()
        )
        painter.drawText(
            space, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown
        )
        painter.end()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            column = self._table.horizontalHeader().logicalIndexAt(event.pos().x())
            QToolTip.showText(event.globalPos(), self.tip(column), self)
            return True
        return super().event(event)

    def tip(self, column: int) -> str:
        """Return what explains the figure under a column, '' where nothing does."""
        tip = self._tips.get(column)
        return tip() if tip is not None else ""

    def _follow(self) -> None:
        self.update()

    def _title(self, column: int) -> str:
        model = self._table.model()
        return str(model.headerData(column, Qt.Orientation.Horizontal) or "")
