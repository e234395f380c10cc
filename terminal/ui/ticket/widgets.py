"""Small widgets of the ticket: caption with field and note line, segment rows, eliding labels.

They know no orders. Colours come from the theme at paint time or through one style text.
"""

from collections.abc import Iterable
from typing import Generic, TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from terminal.ui.i18n import told, tr
from terminal.ui.theme import Theme

V = TypeVar("V")

NOTE_TONES = {"": "muted", "gap": "muted", "ask": "amber", "never": "amber"}
"""Note level to palette token: advice is quiet; a refusal differs from a question by its filled field."""


class ElidedLabel(QWidget):
    """One line of text that never widens its parent; what does not fit is in the tooltip."""

    def __init__(
        self,
        theme: Theme,
        *,
        tone: str = "muted",
        size_delta: int = -1,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        bold: bool = False,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._tone = tone
        self._align = align
        self._text = ""
        self._base_tip = ""
        self.setFont(theme.font(size_delta, bold=bold))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        return self._text

    def tone(self) -> str:
        return self._tone

    def set_text(self, text: str, *, tone: str | None = None) -> None:
        """Show `text`, in the colour of `tone` where given."""
        if text == self._text and (tone is None or tone == self._tone):
            return
        self._text = text
        if tone is not None:
            self._tone = tone
        self.setAccessibleName(told(text))
        self._tip()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(40, QFontMetrics(self.font()).height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, QFontMetrics(self.font()).height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._text:
            return
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self._theme.color(self._tone))
        metrics = painter.fontMetrics()
        text = metrics.elidedText(told(self._text), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), self._align | Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()
        self._tip()

    def _tip(self) -> None:
        wide = QFontMetrics(self.font()).horizontalAdvance(told(self._text)) > self.width()
        tip = told(self._text) if wide else ""
        if tip != self._base_tip:
            self._base_tip = tip
            self.setToolTip(tip)


class Field(QWidget):
    """A caption with a note at its right, and the editor below.

    Advice and objections take the note's place beside the caption: nothing moves while a person
    types. The whole sentence is also in the ticket's message strip and in the tooltip.
    """

    def __init__(self, caption: str, editor: QWidget, *, theme: Theme) -> None:
        super().__init__()
        caption = tr(caption)
        self.editor = editor
        self._caption = QLabel(caption)
        self._caption.setObjectName("ticketCaption")
        self._caption.setBuddy(editor)
        self._note = ElidedLabel(theme, align=Qt.AlignmentFlag.AlignRight)
        self._hint = ""
        self._level = ""
        head = QHBoxLayout()
        head.setContentsMargins(1, 0, 1, 0)
        head.setSpacing(6)
        head.addWidget(self._caption)
        head.addWidget(self._note, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        layout.addLayout(head)
        layout.addWidget(editor)
        if not editor.accessibleName():
            editor.setAccessibleName(told(caption))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def note(self) -> str:
        return self._note.text()

    @property
    def level(self) -> str:
        """The objection's level: "", "gap", "ask" or "never"."""
        return self._level

    def set_caption(self, text: str) -> None:
        self._caption.setText(told(text))

    def set_hint(self, text: str) -> None:
        """Set what the note says while there is no objection."""
        self._hint = text
        if not self._level:
            self._note.set_text(text, tone=NOTE_TONES[""])

    def set_objection(self, text: str, level: str) -> None:
        """Show an objection of `level` ("gap", "ask" or "never"); an empty text clears it."""
        now = level if text else ""
        if now != self._level:
            self._level = now
            self.editor.setProperty("level", now)
            restyle(self.editor)
        self._note.set_text(text or self._hint, tone=NOTE_TONES[now])
        self.editor.setAccessibleDescription(told(text))

    def set_enabled(self, *, enabled: bool) -> None:
        """Enable or disable editor and caption together; the field keeps its place."""
        self.editor.setEnabled(enabled)
        self._caption.setEnabled(enabled)


class Segments(QWidget, Generic[V]):
    """A row of exclusive buttons: every choice visible, one press each."""

    chosen = Signal()

    def __init__(self, name: str, choices: Iterable[tuple[V, str, str]]) -> None:
        super().__init__()
        self.setObjectName(name)
        self._values: list[V] = []
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        entries = list(choices)
        for position, (value, text, tip) in enumerate(entries):
            button = QPushButton(told(tr(text)))
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setObjectName(f"{name}.{text.lower()}")
            button.setAccessibleName(told(tr(text)))
            button.setToolTip(told(tr(tip)))
            button.setProperty("segment", _place(position, len(entries)))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setMinimumWidth(10)
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self._group.addButton(button, position)
            self._values.append(value)
            row.addWidget(button)
        self._group.idToggled.connect(self._on_toggled)

    def value(self) -> V | None:
        """Return the chosen value, None before any choice."""
        checked = self._group.checkedId()
        return self._values[checked] if checked >= 0 else None

    def button(self, value: V) -> QPushButton | None:
        """Return the button of a value, None where it is not offered."""
        if value not in self._values:
            return None
        button = self._group.button(self._values.index(value))
        return button if isinstance(button, QPushButton) else None

    def set_value(self, value: V) -> None:
        """Choose a value; one that is not offered changes nothing."""
        if (button := self.button(value)) is not None:
            button.setChecked(True)

    def set_offered(self, values: Iterable[V]) -> None:
        """Enable exactly these values and move the choice to the first where it fell away."""
        offered = list(values)
        for position, value in enumerate(self._values):
            self._group.button(position).setEnabled(value in offered)
        if offered and self.value() not in offered:
            self.set_value(offered[0])

    def offered(self) -> list[V]:
        return [v for i, v in enumerate(self._values) if self._group.button(i).isEnabled()]

    def _on_toggled(self, position: int, checked: bool) -> None:  # noqa: FBT001  Qt's signature
        # Tab stops once a row, at its choice; the arrows move within.
        stop = Qt.FocusPolicy.StrongFocus if checked else Qt.FocusPolicy.ClickFocus
        self._group.button(position).setFocusPolicy(stop)
        if checked:
            self.chosen.emit()


def restyle(widget: QWidget) -> None:
    """Apply the style sheet again after a property that it selects on has changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def _place(position: int, count: int) -> str:
    if count == 1:
        return "only"
    if position == 0:
        return "first"
    return "last" if position == count - 1 else "middle"
