"""Choose underlyings: a search line over a list with ticks. Enter ticks the top hit, Space the row."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from terminal.ui.controls import bind_key
from terminal.ui.downloads.draft import matching
from terminal.ui.i18n import tr
from terminal.ui.models.downloads import Name, NamesModel
from terminal.ui.panel import EmptyState
from terminal.ui.table import LiveTable
from terminal.ui.theme import Theme
from terminal.ui.ticket.widgets import ElidedLabel


class UnderlyingPick(QWidget):
    """`chosen` in the order of choosing. `edited` says that it changed."""

    edited = QtSignal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("downloads.pick")
        self._known: tuple[str, ...] = ()
        self._chosen: dict[str, None] = {}
        self._reason = ""
        self.search = QLineEdit()
        self.search.setObjectName("downloads.pick.search")
        self.search.setAccessibleName(tr("Search underlyings"))
        self.search.setPlaceholderText(tr("Search, Enter ticks the first  ( / )"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._fill)
        self.search.installEventFilter(self)
        self.clear = QPushButton(tr("Clear"))
        self.clear.setObjectName("downloads.pick.clear")
        self.clear.setToolTip(tr("Choose none"))
        self.clear.setProperty("quick", "true")
        self.clear.setAutoDefault(False)
        self.clear.clicked.connect(self._clear)
        self.words = ElidedLabel(theme)
        self.words.setObjectName("downloads.pick.words")
        self.model = NamesModel(ticks=True, parent=self)
        self.table = LiveTable("downloads.pick.table", "Underlyings", theme=theme)
        self.table.use_model(self.model)
        self.table.horizontalHeader().hide()
        self.table.setMinimumHeight(96)
        self.table.clicked.connect(self._toggle_current)
        self.table.enter_pressed.connect(self._toggle_current)
        for keys, slot in (("Space", self._toggle_current), ("/", self.focus_search)):
            bind_key(self.table, keys, slot)
        self._empty = EmptyState(self.table.viewport())
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(5)
        head.addWidget(self.search, 1)
        head.addWidget(self.clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.words)
        column.addWidget(self.table, 1)
        self._fill()

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(self._chosen)

    @property
    def said(self) -> str:
        """What is said over the list, '' where nothing is."""
        return "" if self._empty.isHidden() else self._empty.text

    def show_known(self, names: Sequence[str], reason: str = "") -> None:
        """Offer these names; `reason` says why there are none."""
        self._known, self._reason = tuple(names), reason
        self._fill()

    def choose(self, names: Sequence[str]) -> None:
        """Tick exactly these; one that is not offered is ticked all the same."""
        if tuple(names) != self.chosen:
            self._chosen = dict.fromkeys(names)
            self._changed()

    def toggle(self, name: str) -> None:
        if name in self._chosen:
            del self._chosen[name]
        else:
            self._chosen[name] = None
        self._changed()

    def focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if plain:
                if self.search.text().strip() and self.model.rows and not event.isAutoRepeat():
                    self.toggle(self.model.row_at(0).text)
                    self.search.selectAll()
                return True
            case Qt.Key.Key_Down:
                if self.model.rows:
                    self.table.selectRow(max(0, self.table.currentIndex().row()))
                    self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
            case Qt.Key.Key_Escape if self.search.text():
                self.search.clear()
                return True
            case _:
                return False

    def _toggle_current(self) -> None:
        row = self.table.current_row()
        if isinstance(row, Name):
            self.toggle(row.text)

    def _clear(self) -> None:
        self.choose(())

    def _changed(self) -> None:
        self._fill()
        self.edited.emit()

    def _fill(self) -> None:
        others = [name for name in self._chosen if name not in self._known]
        found = matching([*others, *self._known], self.search.text())
        self.model.show_names(found, self._chosen)
        self.clear.setEnabled(bool(self._chosen))
        count = len(self._chosen)
        self.words.set_text(
            f"{count} chosen: {', '.join(self._chosen)}" if count else "None chosen yet",
            tone="text" if count else "muted",
        )
        if found:
            self._empty.hide()
        elif self._known:
            self._say(f"No underlying is called “{self.search.text().strip()}”.")
        else:
            self._say(self._reason or "Reading the list of underlyings…")

    def _say(self, text: str) -> None:
        self._empty.say(text, "", None)
        self._empty.show()
        self._empty.raise_()
