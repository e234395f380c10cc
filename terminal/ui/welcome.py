"""The first steps: an account or practice, the look, the keys, the notices. Skippable at every step.

Each row is a setting and applies as it is chosen, so the window behind is the preview. The last step ends
in the practice session or the log-in that was chosen in the first.
"""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import fields
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QLabel,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from terminal.domain.ports import BrokerKind
from terminal.runtime.config import Settings, SettingsStore
from terminal.ui.actions import KEY_MAPS, SPECS
from terminal.ui.dialogs import Sheet
from terminal.ui.i18n import told, tr
from terminal.ui.settings import SettingRow
from terminal.ui.theme import Theme

_WIDE, _HIGH = 640, 400


class Beginning(Struct, frozen=True):
    """What to open at the end. `kind` '': nothing, stay as it is."""

    kind: str = ""
    environment: str = ""
    practice: bool = False


class WelcomeDialog(Sheet):
    """The steps. `beginning` is what was chosen; accepted at the end, rejected where skipped."""

    def __init__(
        self,
        parent: QWidget | None,
        *,
        kinds: Sequence[BrokerKind],
        settings: SettingsStore,
        theme: Theme,
        logged_in: bool,
        has_tray: bool,
    ) -> None:
        super().__init__(parent, name="welcome", heading=tr("First steps"))
        self.message.show()
        self._settings = settings
        self._theme = theme
        self._rows: list[SettingRow] = []
        self._choices: list[Beginning] = []
        self._group = QButtonGroup(self)
        self._pages = QStackedWidget(self)
        self._pages.setMinimumSize(_WIDE, _HIGH)
        self._titles: list[str] = []
        self.body.addWidget(self._pages, 1)
        self._add_account(kinds, logged_in=logged_in)
        self._add_look()
        self._add_keys()
        self._add_notices(has_tray=has_tray)
        self._skip = self.add_button("welcomeSkip", tr("Skip"))
        self._skip.clicked.connect(self.reject)
        self._back = self.add_button("welcomeBack", tr("Back"))
        self._back.clicked.connect(self._go_back)
        self._next = self.add_button("welcomeNext", tr("Next"), kind="primary", default=True)
        self._next.clicked.connect(self._go_on)
        settings.changed.connect(self._changed)
        self._show(0)

    @property
    def beginning(self) -> Beginning:
        """What is chosen in the first step; nothing where the steps were skipped."""
        chosen = self._group.checkedId()
        if self.result() != QDialog.DialogCode.Accepted or chosen < 0:
            return Beginning()
        return self._choices[chosen]

    @property
    def step(self) -> int:
        return self._pages.currentIndex()

    # -- the steps

    def _page(self, title: str, words: str) -> QVBoxLayout:
        page = QWidget(self._pages)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        heading = QLabel(title, page)
        heading.setProperty("role", "title")
        text = QLabel(words, page)
        text.setWordWrap(True)
        text.setProperty("role", "muted")
        column.addWidget(heading)
        column.addWidget(text)
        column.addSpacing(4)
        self._pages.addWidget(page)
        self._titles.append(title)
        return column

    def _add_account(self, kinds: Sequence[BrokerKind], *, logged_in: bool) -> None:
        column = self._page(
            tr("Where do you want to trade?"),
            tr(
                "Practice is an exchange on this computer: the same panels and keys, made-up prices, no "
                "money. Accounts of brokers can be added at any time."
            ),
        )
        if logged_in:
            self._offer(column, Beginning(), tr("Stay with the accounts that are open"))
        for kind in kinds:
            for environment in kind.environments:
                if environment.practice and environment.automatic:
                    words = tr(
                        "Practise without money, in the manner of {broker}", broker=kind.title
                    )
                    self._offer(column, Beginning(kind.id, environment.id, practice=True), words)
        for kind in kinds:
            real = [each for each in kind.environments if not each.practice]
            if real:
                words = tr("Log in to {broker}", broker=kind.title)
                self._offer(column, Beginning(kind.id, real[0].id), words)
        column.addStretch(1)

    def _offer(self, column: QVBoxLayout, choice: Beginning, words: str) -> None:
        button = QRadioButton(words, self)
        button.setObjectName(f"welcome.{choice.kind or 'stay'}.{choice.environment}")
        self._group.addButton(button, len(self._choices))
        self._choices.append(choice)
        button.setChecked(len(self._choices) == 1)
        column.addWidget(button)

    def _add_look(self) -> None:
        column = self._page(
            tr("How should it look?"), tr("The window behind follows as you choose.")
        )
        for name in ("theme", "colours", "language"):
            self._add_row(column, "appearance", name)
        column.addWidget(GainsPreview(self._theme))
        column.addStretch(1)

    def _add_keys(self) -> None:
        column = self._page(
            tr("Which keys are in your fingers?"),
            tr("All keys are listed in the menu under Help, and beside each command."),
        )
        self._add_row(column, "keys", "map")
        self._keys = QLabel(self)
        self._keys.setObjectName("welcomeKeys")
        self._keys.setTextFormat(Qt.TextFormat.RichText)
        column.addWidget(self._keys)
        column.addStretch(1)
        self._list_keys()

    def _add_notices(self, *, has_tray: bool) -> None:
        column = self._page(
            tr("What should the desktop tell you?"),
            tr("Only while the window is not in front, and never more than once a second."),
        )
        for name in ("tray", "fills", "rejections", "alerts", "connection"):
            if name != "tray" or has_tray:
                self._add_row(column, "desktop", name)
        column.addStretch(1)

    def _add_row(self, column: QVBoxLayout, section: str, name: str) -> None:
        kind = next(info.default for info in fields(Settings) if info.name == section)
        info = next(info for info in fields(type(kind)) if info.name == name)
        row = SettingRow(section, info, store=self._settings, theme=self._theme, flush=True)
        self._rows.append(row)
        column.addWidget(row)

    # -- going on

    def _show(self, step: int) -> None:
        self._pages.setCurrentIndex(step)
        last = step == self._pages.count() - 1
        self.message.setText(
            tr("Step {number} of {count}", number=step + 1, count=self._pages.count())
        )
        self.setAccessibleDescription(told(self._titles[step]))
        self._back.setEnabled(step > 0)
        self._next.setText(tr("Finish") if last else tr("Next"))
        self._next.setAccessibleName(self._next.text())
        self._next.setFocus()

    def _go_back(self) -> None:
        self._show(max(0, self.step - 1))

    def _go_on(self) -> None:
        if self.step == self._pages.count() - 1:
            self.accept()
        else:
            self._show(self.step + 1)

    def _changed(self, _: Settings) -> None:
        for row in self._rows:
            row.refresh()
        self._list_keys()

    def _list_keys(self) -> None:
        keys = KEY_MAPS[self._settings.current.keys.map]
        shown = {spec.id: (spec.key, spec.text) for spec in SPECS if spec.menu == "Orders"}
        lines = [
            f"<tr><td style='padding-right: 18px'><b>{keys.get(name, key)}</b></td>"
            f"<td>{tr(text).rstrip('…')}</td></tr>"
            for name, (key, text) in shown.items()
            if keys.get(name, key)
        ]
        self._keys.setText(f"<table cellspacing='4'>{''.join(lines)}</table>")


class GainsPreview(QWidget):
    """A gain, a loss, a purchase and a sale as tables show them, in the colours in force."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("welcomePreview")
        self.setAccessibleName(tr("Preview of the colours"))
        self._theme = theme
        theme.changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        return QSize(420, 60)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        cells = (
            (tr("Gain"), "+1,240.50", "up", "up_tint"),
            (tr("Loss"), "−310.00", "down", "down_tint"),
            (tr("Buy"), "50", "buy", "buy_tint"),
            (tr("Sell"), "25", "sell", "sell_tint"),
        )
        wide = self.width() // len(cells)
        left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for number, (title, figure, ink, ground) in enumerate(cells):
            box = QRect(number * wide, 8, wide - 10, 40)
            painter.fillRect(box, theme.brush(ground))
            inner = box.adjusted(10, 0, -10, 0)
            painter.setFont(theme.font(-1))
            painter.setPen(theme.pen("text"))
            painter.drawText(inner, left, title)
            painter.setFont(theme.font(bold=True))
            painter.setPen(theme.pen(ink))
            painter.drawText(inner, right, figure)
