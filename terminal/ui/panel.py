"""What every panel is: a widget with a name, a title, a scope for its tasks and a frame callback.

A panel that has nothing to show says why, and offers what to do about it: `show_empty`.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from terminal.runtime.tasks import OnFailure, TaskScope
from terminal.ui.frame import FrameClock
from terminal.ui.i18n import told, tr
from terminal.ui.tabs import hand_focus
from terminal.ui.theme import Theme


class EmptyState(QWidget):
    """A sentence, a hint and perhaps a button, centred over the widget that has nothing to show."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("emptyState")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._text = QLabel(self)
        self._text.setObjectName("emptyText")
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setWordWrap(True)
        self._button = QPushButton(self)
        self._button.setObjectName("emptyAction")
        self._button.hide()
        self._button.clicked.connect(self._act)
        self._action: Callable[[], None] | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(10)
        layout.addStretch(2)
        layout.addWidget(self._text)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        over.installEventFilter(self)
        self._follow(over)

    @property
    def text(self) -> str:
        return self._text.text()

    def say(self, text: str, action_text: str, action: Callable[[], None] | None) -> None:
        self._text.setText(told(text))
        self._action = action
        self._button.setText(told(tr(action_text)))
        self._button.setAccessibleName(told(tr(action_text)))
        self._button.setVisible(bool(action_text) and action is not None)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self._follow(watched)
        return False

    def _follow(self, over: QWidget) -> None:
        self.setGeometry(over.rect())

    def _act(self) -> None:
        if self._action is not None:
            self._action()


class Panel(QWidget):
    """A dockable part of the window. `name` is stable English (layouts, tests), `title` is shown."""

    def __init__(
        self, name: str, title: str, *, theme: Theme, frame: FrameClock, on_failure: OnFailure
    ) -> None:
        super().__init__()
        self.name = name
        self.title = title
        self.theme = theme
        self.frame = frame
        self.scope = TaskScope(f"panel.{name}", on_failure)
        self.setObjectName(f"panel.{name}")
        self.setAccessibleName(tr(title))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("panel", True)
        self._empty: EmptyState | None = None
        self._off_frame = frame.add(self, self.on_frame)
        theme.changed.connect(self.on_theme)

    def hand_focus(self, heir: QWidget, *, after: QWidget | None = None) -> None:
        """Let the focus that the panel is given go to one of its parts; `after`: Tab's stop before it."""
        hand_focus(self, heir)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the part is the stop, not the panel too
        if after is not None:
            QWidget.setTabOrder(after, heir)

    def on_frame(self) -> None:
        """Pull what changed; called once a frame while the panel can be seen."""

    def on_theme(self) -> None:
        """Repaint in new colours; what is styled by the stylesheet needs nothing."""
        self.update()

    def show_empty(
        self,
        text: str,
        action_text: str = "",
        action: Callable[[], None] | None = None,
        *,
        over: QWidget | None = None,
    ) -> None:
        """Say over `over` (by default the whole panel) why there is nothing, and what helps."""
        place = over or self
        if self._empty is None or self._empty.parentWidget() is not place:
            if self._empty is not None:
                self._empty.hide()
                self._empty.deleteLater()
            self._empty = EmptyState(place)
        self._empty.say(text, action_text, action)
        self._empty.show()
        self._empty.raise_()

    def hide_empty(self) -> None:
        if self._empty is not None:
            self._empty.hide()

    @property
    def empty_text(self) -> str:
        """What the empty state says now, '' where it is hidden."""
        return self._empty.text if self._empty is not None and not self._empty.isHidden() else ""

    def save_state(self) -> dict[str, object]:
        """Return what to remember: plain JSON values."""
        return {}

    def restore_state(self, state: dict[str, object]) -> None:
        """Take what `save_state` of some earlier version returned; ignore what no longer fits."""

    async def aclose(self) -> None:
        """Stop frames and tasks; the widget itself is deleted by its owner."""
        self._off_frame()
        await self.scope.aclose()
