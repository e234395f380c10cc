"""The seven list tabs under the watchlist: numbers, the active one with its name, renamed in place."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from terminal.ui.i18n import told, tr
from terminal.ui.models.lists import LISTS, LONGEST_NAME, Watchlists

_LEAST, _WIDEST = 23, 160
_NAME_PX = 110


class ListTabs(QWidget):
    """`picked(number)` for a click, `renamed(number, name)` after a double click and Enter."""

    picked = QtSignal(int)
    renamed = QtSignal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("watchlistTabs")
        self.setAccessibleName(tr("Watchlists"))
        self.buttons: list[QToolButton] = []
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 3, 4, 3)
        layout.setSpacing(1)
        for number in range(LISTS):
            button = QToolButton()
            button.setObjectName(f"watchlistTab{number + 1}")
            button.setCheckable(True)
            button.setProperty("kind", "flat")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setProperty("number", number)
            button.clicked.connect(self._clicked)
            button.installEventFilter(self)
            self.buttons.append(button)
            layout.addWidget(button)
        layout.addStretch(1)
        self._edit = QLineEdit(self)
        self._edit.setObjectName("watchlistRename")
        self._edit.setAccessibleName(tr("Name of this list"))
        self._edit.setMaxLength(LONGEST_NAME)
        self._edit.editingFinished.connect(self._finished)
        self._edit.installEventFilter(self)
        self._edit.hide()
        self._editing = -1
        self._named = (0, "")

    def show_lists(self, lists: Watchlists) -> None:
        """Show which list is active and how the lists are called."""
        for number, button in enumerate(self.buttons):
            name, active = lists.names[number], number == lists.active
            plain = name == f"List {number + 1}"
            button.setChecked(active)
            button.setText(f"{number + 1}")
            if active:
                self._named = (number, "" if plain else name)
            count = lists.count(number)
            said = f"{name}: {count} instrument{'' if count == 1 else 's'}"
            button.setToolTip(told(f"{said}\nKey {number + 1} · double-click renames"))
            button.setAccessibleName(told(said))
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            button.setMinimumWidth(_LEAST)
            button.setMaximumWidth(_WIDEST if active else _LEAST)
        self._fit_name()

    def rename(self, number: int, name: str) -> None:
        """Edit the name of a list where its tab is."""
        self._editing = number
        left = max(0, min(self.buttons[number].x(), self.width() - 150))
        self._edit.setGeometry(left, 2, 150, self.height() - 4)
        self._edit.setText(name)
        self._edit.show()
        self._edit.raise_()
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._edit.selectAll()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_name()

    def _fit_name(self) -> None:
        """Write as much of the active list's name as the row has room for, at least its number."""
        number, name = self._named
        button = self.buttons[number]
        button.setText(f"{number + 1}")
        if not name:
            return
        others = (len(self.buttons) - 1) * (_LEAST + 1)
        edges = button.sizeHint().width() - self.fontMetrics().horizontalAdvance(button.text())
        margins = self.contentsMargins().left() + self.contentsMargins().right() + 8
        room = min(_NAME_PX, self.width() - others - edges - margins)
        text = self.fontMetrics().elidedText(
            f"{number + 1} {name}", Qt.TextElideMode.ElideRight, max(0, room)
        )
        if len(text) > len(f"{number + 1} ") + 2:
            button.setText(text)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonDblClick and isinstance(event, QMouseEvent):
            if isinstance(watched, QToolButton):
                number = int(watched.property("number"))
                self.rename(number, watched.toolTip().partition(":")[0])
                return True
        elif (
            event.type() == QEvent.Type.KeyPress
            and watched is self._edit
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            self._editing = -1
            self._edit.hide()
            return True
        return False

    def _clicked(self) -> None:
        button = self.sender()
        assert isinstance(button, QToolButton)
        self.picked.emit(int(button.property("number")))

    def _finished(self) -> None:
        number, self._editing = self._editing, -1
        self._edit.hide()
        if number >= 0:
            self.renamed.emit(number, self._edit.text())
