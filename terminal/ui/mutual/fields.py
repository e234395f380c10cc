"""Small parts of the editors: a field with its rule beside it, a list of facts, a button that is a sentence.

Nothing moves while a person types: a row keeps its height whether the rule or an objection stands there.
"""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget
from typing_extensions import override

from terminal.ui.i18n import told
from terminal.ui.theme import Theme
from terminal.ui.ticket.widgets import restyle

ROW = 30
CAPTION = 74
EDITOR = 108
HEIGHT = 38
"""Of a button with two lines; the style sheet says the same, without its padding and border."""


class RuleRow(QWidget):
    """Caption, editor, and what the editor takes. An objection stands in the rule's place, in amber."""

    def __init__(self, caption: str, editor: QWidget, *, theme: Theme) -> None:
        super().__init__()
        self.editor = editor
        self._rule = ""
        self._objection = self._fix = ""
        self.caption = QLabel(told(caption))
        self.caption.setFixedWidth(CAPTION)
        self.caption.setProperty("role", "muted")
        self.caption.setBuddy(editor)
        self.note = QLabel()
        self.note.setObjectName(f"{editor.objectName()}.note")
        self.note.setWordWrap(True)
        self.note.setFont(theme.font(-2))
        self.note.setProperty("role", "muted")
        if not editor.accessibleName():
            editor.setAccessibleName(told(caption))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.caption)
        row.addWidget(editor)
        row.addWidget(self.note, 1)
        self.setFixedHeight(ROW)

    @property
    def text(self) -> str:
        """What stands beside the field now."""
        return self.note.text()

    @property
    def objected(self) -> bool:
        return bool(self._objection)

    def set_rule(self, text: str) -> None:
        """Say what the field takes."""
        self._rule = text
        self._show()

    def object(self, text: str, fix: str = "") -> None:
        """Say what is wrong with the field; '' takes it back. The fix is heard and in the tooltip."""
        self._objection, self._fix = text, fix
        self._show()

    def _show(self) -> None:
        text = self._objection or self._rule
        self.note.setText(told(text))
        whole = f"{text} {self._fix}".strip()
        self.note.setToolTip(told(whole))
        self.editor.setAccessibleDescription(told(whole))
        role = "warn" if self._objection else "muted"
        if self.note.property("role") != role:
            self.note.setProperty("role", role)
            self.editor.setProperty("error", bool(self._objection))
            restyle(self.note)
            restyle(self.editor)


class Facts(QFrame):
    """Names and values in two columns; a value can be selected and copied."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(3)
        self._columns = 1
        self._shown: list[tuple[str, str]] = []

    @property
    def shown(self) -> list[tuple[str, str]]:
        return self._shown

    def set_facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Show these; those without a value are left out."""
        wanted = [(name, value) for name, value in facts if value]
        if wanted != self._shown:
            self._shown = wanted
            self._fill()

    def arrange(self, columns: int) -> None:
        """Show them in one column of pairs or in two."""
        if columns != self._columns:
            self._columns = columns
            self._fill()

    def _fill(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        height = -(-len(self._shown) // self._columns)
        for column in (1, 3):
            self._grid.setColumnStretch(column, int(column < 2 * self._columns))
        for number, (name, value) in enumerate(self._shown):
            row, left = number % max(1, height), 2 * (number // max(1, height))
            self._grid.setColumnMinimumWidth(left, CAPTION)
            caption, text = QLabel(told(name)), QLabel(told(value))
            caption.setProperty("role", "muted")
            text.setWordWrap(True)
            text.setAccessibleName(told(f"{name}: {value}"))
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(caption, row, left, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text, row, left + 1)


class SentenceButton(QPushButton):
    """A button whose text is the whole sentence, on two lines; what does not fit is in its tooltip."""

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._sentence = ""
        self.setObjectName(name)
        self.setAutoDefault(False)
        self.setFont(theme.font(-1, bold=True))
        self.setMinimumWidth(60)
        self.setFixedHeight(HEIGHT)

    @property
    def sentence(self) -> str:
        return self._sentence

    def say(self, sentence: str) -> None:
        if sentence != self._sentence:
            self._sentence = sentence
            self.setAccessibleName(told(sentence))
            self._wrap()

    def paint_as(self, kind: str) -> None:
        """Take a colour: buy, sell, primary or danger."""
        if self.property("kind") != kind:
            self.setProperty("kind", kind)
            restyle(self)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._wrap()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(60, HEIGHT)

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    def _wrap(self) -> None:
        metrics, room = QFontMetrics(self.font()), max(40, self.width() - 28)
        first, rest = "", told(self._sentence).split()
        while rest and metrics.horizontalAdvance(f"{first} {rest[0]}") <= room:
            first = f"{first} {rest.pop(0)}".strip()
        second = " ".join(rest)
        shown = metrics.elidedText(second, Qt.TextElideMode.ElideMiddle, room)
        text = f"{first}\n{shown}" if shown else first
        self.setText(text.replace("&", "&&"))
        self.setToolTip(told(self._sentence if shown != second else ""))
