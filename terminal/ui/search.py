"""Search as you type: one line, and the hits beneath it. Used by the watchlist and by Ctrl+K.

Enter takes the top hit. Down moves into the hits, where B, S, D and C act; from the line the same keys
act with Alt. The hits are a child of the window, not a window: nothing steals the keyboard.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from terminal.domain.ids import InstrumentId
from terminal.domain.instrument import Instrument
from terminal.domain.ports import Clock
from terminal.market.catalog import Catalog, Hit
from terminal.ui.i18n import told, tr
from terminal.ui.search_hits import CommandHit, HitDelegate, HitsModel, HitsView
from terminal.ui.theme import Theme

LIMIT = 50
_ACTIONS = {
    Qt.Key.Key_B: "buy",
    Qt.Key.Key_S: "sell",
    Qt.Key.Key_D: "depth",
    Qt.Key.Key_C: "chart",
}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
Commands = Callable[[str], Sequence[CommandHit]]


class HitsPopup(QFrame):
    """The list of hits with a line of help under it."""

    def __init__(
        self, *, theme: Theme, clock: Clock, marked: Callable[[InstrumentId], bool]
    ) -> None:
        super().__init__()
        self.setObjectName("searchHits")
        self.setAccessibleName(tr("Search hits"))
        self.setProperty("role", "card")
        self.model = HitsModel(self)
        self.view = HitsView(theme)
        self.view.setModel(self.model)
        self.view.setItemDelegate(HitDelegate(self.view, theme=theme, clock=clock, marked=marked))
        self.foot = QLabel()
        self.foot.setObjectName("searchFoot")
        self.foot.setProperty("role", "muted")
        self.foot.setContentsMargins(10, 4, 10, 5)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.foot)

    def wanted_height(self) -> int:
        """Return the height that shows up to ten hits without a scroll bar."""
        rows = min(10, max(1, self.model.rowCount()))
        empty = self.model.rowCount() == 0
        return (0 if empty else rows * self.view.row_height) + self.foot.sizeHint().height() + 4


class SearchLine(QWidget):
    """The line. `chosen(Instrument)`: Enter or a click; `asked(action, Instrument)`: B S D C.

    `floating`: the hits drop down over the window; otherwise they stand in this widget's layout.
    `marked` says which hits are in the list already, `commands` adds commands to the hits.
    """

    chosen = QtSignal(object)
    asked = QtSignal(str, object)
    left = QtSignal()
    lost_focus = QtSignal()
    searched = QtSignal()

    def __init__(
        self,
        *,
        catalog: Catalog,
        theme: Theme,
        clock: Clock,
        placeholder: str = "infy, nifty 24000 ce, rel fut",
        floating: bool = True,
        marked: Callable[[InstrumentId], bool] = lambda _: False,
        commands: Commands | None = None,
        verb: str = "adds",
    ) -> None:
        super().__init__()
        self._catalog = catalog
        self._commands = commands
        self._floating = floating
        self._verb = verb
        self.edit = QLineEdit()
        self.edit.setObjectName("searchLine")
        self.edit.setAccessibleName(tr("Search instruments"))
        self.edit.setPlaceholderText(told(placeholder))
        self.edit.setClearButtonEnabled(True)
        self._theme = theme
        self._glass = self.edit.addAction(
            theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition
        )
        theme.changed.connect(self._on_theme)
        self.edit.textEdited.connect(self._search)
        self.edit.textChanged.connect(self._cleared)
        self.edit.installEventFilter(self)
        self.popup = HitsPopup(theme=theme, clock=clock, marked=marked)
        self.popup.view.installEventFilter(self)
        self.popup.view.viewport().installEventFilter(self)
        self.popup.view.clicked.connect(self._clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        row = QHBoxLayout()
        row.addWidget(self.edit)
        layout.addLayout(row)
        if floating:
            self.popup.setParent(self)
            self.popup.hide()
        else:
            layout.addWidget(self.popup, 1)
        catalog.loaded.connect(self._catalog_loaded)

    def start(self, text: str = "") -> None:
        """Focus the line and search for `text`; typing goes on behind it."""
        self.edit.setText(text)
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search(text)

    def finish(self) -> None:
        """Empty the line and close the hits."""
        self.edit.clear()
        self.popup.model.show(())
        if self._floating:
            self.popup.hide()

    @property
    def hits(self) -> Sequence[Hit | CommandHit]:
        return self.popup.model.hits

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.edit:
                return self._edit_key(event)
            if watched is self.popup.view:
                return self._hits_key(event)
        elif kind == QEvent.Type.FocusOut and watched in {self.edit, self.popup.view}:
            self._maybe_close()
        elif (
            kind == QEvent.Type.MouseButtonPress
            and watched is self.popup.view.viewport()
            and isinstance(event, QMouseEvent)
        ):
            return False
        elif kind in {QEvent.Type.Resize, QEvent.Type.Move} and watched is self.edit:
            self._place()
        return False

    def _edit_key(self, event: QKeyEvent) -> bool:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if key in _ENTER:
            if not event.isAutoRepeat():
                self._take(self._current())
            return True
        if key == Qt.Key.Key_Down and self.hits:
            view = self.popup.view
            view.setFocus(Qt.FocusReason.OtherFocusReason)
            step = 1 if view.currentIndex().row() == 0 and len(self.hits) > 1 else 0
            view.setCurrentIndex(self.popup.model.index(max(0, view.currentIndex().row()) + step))
            return True
        if key == Qt.Key.Key_Escape:
            self._escape()
            return True
        if modifiers == Qt.KeyboardModifier.AltModifier and key in _ACTIONS:
            self._act(_ACTIONS[key], self._current())
            return True
        return False

    def _hits_key(self, event: QKeyEvent) -> bool:
        key, view = Qt.Key(event.key()), self.popup.view
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.AltModifier,
        }
        if key in _ENTER:
            if not event.isAutoRepeat():
                self._take(self._current())
            return True
        if key == Qt.Key.Key_Up and view.currentIndex().row() <= 0:
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if key == Qt.Key.Key_Escape:
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self._escape()
            return True
        if plain and key in _ACTIONS:
            if not event.isAutoRepeat():
                self._act(_ACTIONS[key], self._current())
            return True
        if key == Qt.Key.Key_Backspace or (event.text().strip() and event.text().isprintable()):
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            text = self.edit.text()
            self.edit.setText(text[:-1] if key == Qt.Key.Key_Backspace else text + event.text())
            self._search(self.edit.text())
            return True
        return False

    def _search(self, text: str) -> None:
        text = text.strip()
        found: list[Hit | CommandHit] = []
        if text:
            if self._commands is not None:
                found.extend(self._commands(text))
            found.extend(self._catalog.search(text, LIMIT))
        self.popup.model.show(found)
        if found:
            self.popup.view.setCurrentIndex(self.popup.model.index(0))
            self.popup.view.scrollToTop()
        self.popup.foot.setText(told(self._foot(text, bool(found))))
        self.popup.view.setVisible(bool(found))
        if self._floating:
            self.popup.setVisible(bool(text))
            self._place()
        self.searched.emit()

    def _foot(self, text: str, found: bool) -> str:  # noqa: FBT001  read once, above
        if not self._catalog.count:
            return "The day's instrument list is not loaded yet: log in first."
        if text and not found:
            return f"Nothing matches “{text}”. Try fewer or shorter words."
        if not text:
            return f"{self._catalog.count:,} instruments. Words in any order: 24000 nif ce"
        return f"Enter {self._verb} · ↓ then B buy  S sell  D depth  C chart"

    def _place(self) -> None:
        """Put the hits under the line, over the window, inside its edges."""
        if not self._floating or self.popup.isHidden():
            return
        window = self.window()
        if self.popup.parentWidget() is not window:
            self.popup.setParent(window)
            self.popup.setVisible(True)
        below = self.edit.mapTo(window, QPoint(0, self.edit.height() + 2))
        width = min(max(self.edit.width(), 440), window.width() - 8)
        left = max(4, min(below.x(), window.width() - width - 4))
        height = min(self.popup.wanted_height(), max(80, window.height() - below.y() - 8))
        self.popup.setGeometry(left, below.y(), width, height)
        self.popup.raise_()

    def _current(self) -> Hit | CommandHit | None:
        row = max(0, self.popup.view.currentIndex().row())
        return self.hits[row] if row < len(self.hits) else None

    def _clicked(self, index: QModelIndex) -> None:
        self._take(self.hits[index.row()])

    def _take(self, hit: Hit | CommandHit | None) -> None:
        if hit is None:
            return
        self.finish()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(hit, CommandHit):
            self.left.emit()
            hit.run()
        else:
            self._catalog.note_used(hit.instrument.id)
            self.chosen.emit(hit.instrument)

    def _act(self, action: str, hit: Hit | CommandHit | None) -> None:
        if isinstance(hit, Hit):
            instrument: Instrument = hit.instrument
            self._catalog.note_used(instrument.id)
            self.finish()
            self.asked.emit(action, instrument)

    def _escape(self) -> None:
        # Over the window one press closes all of it; in a panel the first only empties the line.
        if self._floating and self.edit.text():
            self.finish()
        else:
            self.left.emit()

    def _on_theme(self) -> None:
        self._glass.setIcon(self._theme.icon("search"))

    def _cleared(self, text: str) -> None:
        # The clear button changes the text without an edit.
        if not text and self.hits:
            self._search("")

    def _maybe_close(self) -> None:
        if self.window().focusWidget() in {self.edit, self.popup.view}:
            return
        if self._floating:
            self.popup.hide()
        else:
            self.lost_focus.emit()

    def _catalog_loaded(self, _count: int) -> None:
        if self.edit.text() or not self._floating:
            self._search(self.edit.text())


class SearchPalette(QFrame):
    """Ctrl+K: the search line over the middle of the window, with commands among the hits.

    `asked(action, Instrument)` with action open, buy, sell, depth or chart.
    """

    asked = QtSignal(str, object)

    def __init__(
        self,
        over: QWidget,
        *,
        catalog: Catalog,
        theme: Theme,
        clock: Clock,
        commands: Commands | None = None,
    ) -> None:
        super().__init__(over)
        self.setObjectName("searchPalette")
        self.setAccessibleName(tr("Search instruments and commands"))
        self.setProperty("role", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.line = SearchLine(
            catalog=catalog,
            theme=theme,
            clock=clock,
            placeholder="Search an instrument or a command",
            floating=False,
            commands=commands,
            verb="opens",
        )
        self.line.chosen.connect(self._chosen)
        self.line.asked.connect(self._acted)
        self.line.left.connect(self.close_again)
        self.line.lost_focus.connect(self._leave)
        self.line.searched.connect(self._place)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 6)
        layout.addWidget(self.line)
        self._over = over
        self._came_from: QWidget | None = None
        over.installEventFilter(self)
        self.hide()

    def open(self, text: str = "") -> None:
        if self.isHidden():
            self._came_from = self.window().focusWidget()
        self._place()
        self.show()
        self.raise_()
        self.line.start(text)

    def close_again(self) -> None:
        """Go, and give the keyboard back to whoever had it before."""
        before, self._came_from = self._came_from, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._leave()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._over:
            self._place()
        return False

    def _leave(self) -> None:
        if not self.isHidden():
            self.hide()
            self.line.finish()

    def _place(self) -> None:
        width = min(640, self._over.width() - 24)
        wanted = self.line.edit.sizeHint().height() + self.line.popup.wanted_height() + 26
        height = min(wanted, self._over.height() - 48)
        self.setGeometry((self._over.width() - width) // 2, 40, width, height)

    def _chosen(self, instrument: Instrument) -> None:
        self._acted("open", instrument)

    def _acted(self, action: str, instrument: Instrument) -> None:
        self.close_again()
        self.asked.emit(action, instrument)
