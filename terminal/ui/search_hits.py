"""The hits of a search: their model, their list, and how one is painted.

A hit says what a trader needs to pick the right contract: exchange, days to expiry, lot size, and
whether it is held or was used lately.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from msgspec import Struct
from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from typing_extensions import override

from terminal.domain.ids import InstrumentId
from terminal.domain.instrument import Instrument
from terminal.domain.ports import Clock
from terminal.market.catalog import Hit
from terminal.ui import format as fmt
from terminal.ui.i18n import tr
from terminal.ui.models.quotes import names_of
from terminal.ui.theme import Theme

ROW_PX = 30
_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_SELECTED = QStyle.StateFlag.State_Selected
_HOVERED = QStyle.StateFlag.State_MouseOver
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_REASONS = {"held": "held", "recent": "recent"}


class CommandHit(Struct, frozen=True):
    """A command among the hits: its title, its key as text, and what it does."""

    title: str
    keys: str
    run: Callable[[], None]


class HitsModel(QAbstractListModel):
    """What was found, best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hits: list[Hit | CommandHit] = []

    def show(self, hits: Sequence[Hit | CommandHit]) -> None:
        self.beginResetModel()
        self.hits = list(hits)
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.hits)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if not index.isValid() or index.row() >= len(self.hits):
            return None
        hit = self.hits[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            if isinstance(hit, CommandHit):
                return hit.title
            return f"{fmt.instrument(hit.instrument.id)} {hit.instrument.exchange}"
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(hit, Hit):
            return f"{hit.instrument.symbol}\n{hit.instrument.name}"
        return None


class HitsView(QListView):
    """The list: one line a hit, no sideways scrolling."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.row_height = ROW_PX
        self.setObjectName("searchHitsList")
        self.setAccessibleName(tr("Search hits"))
        self.setFont(theme.font())
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)


class HitDelegate(QStyledItemDelegate):
    """Paint badge, name, expiry and lot of a hit; or a command with its key."""

    def __init__(
        self,
        view: QListView,
        *,
        theme: Theme,
        clock: Clock,
        marked: Callable[[InstrumentId], bool],
    ) -> None:
        super().__init__(view)
        self._view = view
        self._theme = theme
        self._clock = clock
        self._marked = marked
        self._small = QFontMetrics(theme.font(-2))
        self._bold = QFontMetrics(theme.font(bold=True))

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, ROW_PX)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, rect = self._theme, QRect(option.rect)
        state = option.state
        if state & _SELECTED:
            painter.fillRect(rect, theme.brush("selection"))
        elif state & _HOVERED:
            painter.fillRect(rect, theme.brush("hover"))
        model = self._view.model()
        assert isinstance(model, HitsModel)
        hit = model.hits[index.row()]
        inner = rect.adjusted(10, 0, -10, 0)
        if isinstance(hit, CommandHit):
            self._paint_command(painter, inner, hit)
        else:
            self._paint_instrument(painter, inner, hit)

    def _paint_command(self, painter: QPainter, rect: QRect, hit: CommandHit) -> None:
        painter.setFont(self._theme.font())
        painter.setPen(self._theme.pen("accent"))
        painter.drawText(rect, int(_LEFT), "›")
        painter.setPen(self._theme.pen("text"))
        painter.drawText(rect.adjusted(48, 0, 0, 0), int(_LEFT), hit.title)
        painter.setPen(self._theme.pen("muted"))
        painter.setFont(self._theme.font(-2))
        painter.drawText(rect, int(_RIGHT), hit.keys)

    def _paint_instrument(self, painter: QPainter, rect: QRect, hit: Hit) -> None:
        theme, instrument = self._theme, hit.instrument
        names = names_of(instrument.id, instrument.symbol)
        badge = QRect(rect.left(), rect.center().y() - 7, 38, 15)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.brush("raised"))
        painter.drawRoundedRect(badge, 3, 3)
        painter.setFont(theme.font(-3, bold=True))
        painter.setPen(theme.pen("muted"))
        painter.drawText(badge, int(Qt.AlignmentFlag.AlignCenter), names.badge)
        painter.setFont(theme.font(-2))
        facts = self._facts(instrument, hit.reason)
        painter.setPen(theme.pen("muted"))
        painter.drawText(rect, int(_RIGHT), facts)
        right = rect.right() - self._small.horizontalAdvance(facts) - 12
        left = badge.right() + 11
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.pen("text"))
        main = self._bold.elidedText(names.main, Qt.TextElideMode.ElideRight, right - left)
        painter.drawText(QRect(left, rect.top(), right - left, rect.height()), int(_LEFT), main)
        left += self._bold.horizontalAdvance(main) + 8
        note = names.detail or (instrument.name if instrument.name != names.main else "")
        room = right - left
        if note and room > 24:
            painter.setFont(theme.font(-2))
            painter.setPen(theme.pen("muted"))
            text = self._small.elidedText(note, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(left, rect.top(), room, rect.height()), int(_LEFT), text)

    def _facts(self, instrument: Instrument, reason: str) -> str:
        parts = []
        if self._marked(instrument.id):
            parts.append("in this list")
        elif reason in _REASONS:
            parts.append(_REASONS[reason])
        if instrument.lot_size > 1:
            parts.append(f"lot {fmt.quantity(instrument.lot_size)}")
        if (expiry := instrument.id.expiry) is not None:
            now = datetime.fromtimestamp(self._clock.now_ns() // 1_000_000_000, fmt.IST)
            today = now.date()
            days = (expiry - today).days
            parts.append("expires today" if days == 0 else f"{days} d")
        elif not instrument.tradable:
            parts.append("index")
        return " · ".join(parts)
