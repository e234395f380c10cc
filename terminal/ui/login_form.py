"""The fields of one way to log in, drawn from `LoginEnvironment` data, and a TOTP code with its clock.

Knows no broker. Secrets come from and go to `Secrets`, other values to the settings.
"""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from terminal.domain.ports import Clock, LoginEnvironment, LoginField
from terminal.ui.i18n import told, tr
from terminal.ui.theme import Theme

TOTP_PERIOD_S = 30


def is_totp_seed(field: LoginField) -> bool:
    """Say whether a field holds the seed of a code generator: by its stable name."""
    return "totp" in field.name


class TotpCode(QWidget):
    """The current code of a seed, how long it lasts, and a button to copy it."""

    def __init__(self, *, clock: Clock, theme: Theme, code: Callable[[str], str]) -> None:
        super().__init__()
        self.setObjectName("totp")
        self._clock = clock
        self._code = code
        self._seed = ""
        self._label = QLabel(self)
        self._label.setObjectName("totpCode")
        self._label.setProperty("role", "code")
        self._label.setFont(theme.font(13, bold=True))
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._left = QProgressBar(self)
        self._left.setTextVisible(False)
        self._left.setRange(0, TOTP_PERIOD_S)
        self._words = QLabel(self)
        self._words.setProperty("role", "muted")
        self._words.setWordWrap(True)
        copy = self._copy_button = QPushButton(tr("Copy code"), self)
        copy.setObjectName("totpCopy")
        copy.clicked.connect(self._copy)
        side = QVBoxLayout()
        side.setSpacing(4)
        side.addWidget(self._words)
        side.addWidget(self._left)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(14)
        row.addWidget(self._label)
        row.addLayout(side, 1)
        row.addWidget(copy)
        self._timer = QTimer(self)
        self._timer.setInterval(500)
        self._timer.timeout.connect(self._refresh)
        self.hide()

    def use_seed(self, seed: str) -> None:
        """Show codes of this seed; '' hides them; a seed that is none says so."""
        self._seed = seed.replace(" ", "").strip()
        self.setVisible(bool(self._seed))
        if self._seed:
            self._timer.start()
            self._refresh()
        else:
            self._timer.stop()

    @property
    def seed(self) -> str:
        return self._seed

    @property
    def text(self) -> str:
        return self._label.text().replace(" ", "")

    def _refresh(self) -> None:
        try:
            code = self._code(self._seed)
        except ValueError as error:
            self._label.hide()
            self._words.setText(told(str(error)))
            self._left.hide()
            self._copy_button.hide()
            return
        left = TOTP_PERIOD_S - self._clock.now_ns() // 1_000_000_000 % TOTP_PERIOD_S
        self._label.setText(f"{code[:3]} {code[3:]}")
        self._words.setText(tr("One-time code, {seconds} s left", seconds=left))
        self._left.setValue(int(left))
        for part in (self._label, self._left, self._copy_button):
            part.show()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text)


class LoginForm(QWidget):
    """The fields of one environment, with what is wrong said under each."""

    def __init__(self, environment: LoginEnvironment, *, theme: Theme) -> None:
        super().__init__()
        self.environment = environment
        self._theme = theme
        self._edits: dict[str, QLineEdit] = {}
        self._problems: dict[str, QLabel] = {}
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(8)
        form.setHorizontalSpacing(14)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        if environment.help:
            words = QLabel(tr(environment.help), self)
            words.setWordWrap(True)
            words.setProperty("role", "muted")
            form.addRow(words)
        for field in environment.fields:
            self._add(form, field)

    def values(self) -> dict[str, str]:
        return {name: edit.text().strip() for name, edit in self._edits.items()}

    def fill(self, values: Mapping[str, str]) -> None:
        """Put in what was remembered, without touching what was typed."""
        for name, value in values.items():
            edit = self._edits.get(name)
            if edit is not None and not edit.text():
                edit.setText(value)

    def clear_secrets(self) -> None:
        for field in self.environment.fields:
            if field.secret:
                self._edits[field.name].clear()

    def complain(self) -> bool:
        """Mark every empty field that is needed; True if there is one."""
        first: QLineEdit | None = None
        for field in self.environment.fields:
            edit = self._edits[field.name]
            missing = not field.optional and not edit.text().strip()
            self._mark(edit, missing=missing)
            self._problems[field.name].setText(tr("{field} is needed.", field=tr(field.label)))
            self._problems[field.name].setVisible(missing)
            if missing and first is None:
                first = edit
        if first is not None:
            first.setFocus()
        return first is not None

    def refuse(self, name: str, why: str) -> None:
        """Mark a field whose content cannot be used, and put the cursor there."""
        self._problems[name].setText(why)
        self._problems[name].show()
        self._mark(self._edits[name], missing=True)
        self._edits[name].setFocus()

    def focus_first(self) -> bool:
        """Put the cursor into the first field that still needs something; False if none does."""
        for field in self.environment.fields:
            edit = self._edits[field.name]
            if not edit.text() and not field.optional:
                edit.setFocus()
                return True
        return False

    def _add(self, form: QFormLayout, field: LoginField) -> None:
        edit = QLineEdit(self)
        edit.setObjectName(f"login.{field.name}")
        edit.setAccessibleName(tr(field.label))
        edit.setPlaceholderText(
            told(field.placeholder or (tr("optional") if field.optional else ""))
        )
        edit.setToolTip(tr(field.help))
        if field.secret:
            edit.setEchoMode(QLineEdit.EchoMode.Password)
            show = QAction(self._theme.icon("eye"), tr("Show or hide"), edit)
            show.setCheckable(True)
            show.toggled.connect(self._reveal)
            edit.addAction(show, QLineEdit.ActionPosition.TrailingPosition)
        edit.textChanged.connect(partial(self._mended, field.name))
        problem = QLabel(self)
        problem.setProperty("role", "error")
        problem.setWordWrap(True)
        problem.hide()
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addWidget(edit)
        column.addWidget(problem)
        if field.help:
            words = QLabel(tr(field.help), self)
            words.setWordWrap(True)
            words.setProperty("role", "faint")
            words.setFont(self._theme.font(-1))
            column.addWidget(words)
        label = QLabel(tr(field.label), self)
        label.setBuddy(edit)
        label.setFixedHeight(26)
        form.addRow(label, column)
        self._edits[field.name] = edit
        self._problems[field.name] = problem

    def _mended(self, name: str, _text: str) -> None:
        self._problems[name].hide()
        self._mark(self._edits[name], missing=False)

    def _reveal(self, shown: bool) -> None:  # noqa: FBT001  a signal's value
        action = self.sender()
        edit = action.parent() if action is not None else None
        if isinstance(edit, QLineEdit):
            mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
            edit.setEchoMode(mode)

    def _mark(self, edit: QLineEdit, *, missing: bool) -> None:
        if edit.property("error") is missing:
            return
        edit.setProperty("error", missing)
        edit.style().unpolish(edit)
        edit.style().polish(edit)
