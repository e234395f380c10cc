"""The settings dialog, generated from the settings Structs: search, tabs, a reset beside each row.

Changes apply at once and are saved at once; there is nothing to confirm. A value that does not fit
stays in its field with the reason beside it, and the old one stays in force.
"""

from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from msgspec.structs import FieldInfo, fields
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from terminal.runtime.config import Settings, SettingsStore, meta_of, title_of
from terminal.ui import format as fmt
from terminal.ui import parse
from terminal.ui.actions import Actions
from terminal.ui.controls import label_for
from terminal.ui.dialogs import Sheet
from terminal.ui.i18n import told, tr
from terminal.ui.theme import Theme

_HIDDEN = "remembered"
_VERBS = (
    ("settings.export", "Export…"),
    ("settings.import", "Import…"),
    ("help.diagnostics", "Save diagnostics…"),
    ("lock.pin", "PIN of the lock…"),
    ("welcome", "First steps…"),
)
"""Commands that stand at the foot as buttons, where the program has them."""
_ELSEWHERE = frozenset({"lock.pin", "welcome"})
_CHOICES = {
    "green_red": "Green and red",
    "red_green": "Red and green",
    "teal_magenta": "Teal and magenta",
    "blue_orange": "Blue and orange",
    "hindi": "हिन्दी (Hindi)",
}
"""What a stored value is called, where that is not the value itself."""


class SettingRow(QFrame):
    """One setting: title, words, an input of its type, reset. `flush`: no margin at its left."""

    def __init__(
        self,
        section: str,
        info: FieldInfo,
        *,
        store: SettingsStore,
        theme: Theme,
        flush: bool = False,
    ) -> None:
        super().__init__()
        self.section = section
        self.info = info
        self._store = store
        self._filling = False
        meta = meta_of(info)
        words = (meta.description if meta is not None else "") or ""
        self.haystack = (
            f"{title_of(info)} {words} {section} {tr(title_of(info))} {tr(words)}".lower()
        )
        text = QLabel(tr(words), self)
        text.setWordWrap(True)
        text.setProperty("role", "muted")
        text.setFont(theme.font(-1))
        self._problem = QLabel(self)
        self._problem.setProperty("role", "error")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self.input = self._make_input()
        title = label_for(tr(title_of(info)), self.input)
        self.input.setObjectName(f"setting.{section}.{info.name}")
        self.input.setAccessibleName(tr(title_of(info)))
        self.input.setAccessibleDescription(tr(words))
        self._reset = QToolButton(self)
        self._reset.setObjectName(f"reset.{section}.{info.name}")
        self._reset.setProperty("kind", "flat")
        theme.wear(self._reset, "refresh")
        self._reset.setToolTip(tr("Back to the default"))
        self._reset.setAccessibleName(tr("Reset {name}", name=tr(title_of(info))))
        self._reset.clicked.connect(self._reset_clicked)
        policy = self._reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._reset.setSizePolicy(policy)
        left = QVBoxLayout()
        left.setSpacing(1)
        for part in (title, text, self._problem):
            left.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(0 if flush else 4, 7, 4, 7)
        row.setSpacing(10)
        row.addLayout(left, 1)
        row.addWidget(self.input, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._reset, 0, Qt.AlignmentFlag.AlignTop)
        self.refresh()

    @property
    def value(self) -> Any:
        return getattr(getattr(self._store.current, self.section), self.info.name)

    def refresh(self) -> None:
        """Show the value in force."""
        self._filling = True
        value = self.value
        if isinstance(self.input, QCheckBox):
            self.input.setChecked(bool(value))
        elif isinstance(self.input, QComboBox):
            self.input.setCurrentIndex(self.input.findData(value))
        elif isinstance(self.input, QLineEdit) and not self.input.hasFocus():
            self.input.setText(_shown(value))
        self._filling = False
        self._reset.setVisible(value != self.info.default)

    def _make_input(self) -> QWidget:
        kind = _bare(self.info.type)
        if kind is bool:
            box = QCheckBox(self)
            box.toggled.connect(self._take)
            return box
        if get_origin(kind) is Literal:
            combo = QComboBox(self)
            combo.setFixedWidth(150)
            for choice in get_args(kind):
                combo.addItem(choice_words(choice), choice)
            combo.currentIndexChanged.connect(self._choose)
            return combo
        edit = QLineEdit(self)
        if kind is str:
            edit.setFixedWidth(250)
            edit.setPlaceholderText(tr("none"))
            edit.editingFinished.connect(self._typed)
            return edit
        edit.setFixedWidth(150)
        edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        edit.setPlaceholderText(tr("no limit") if _optional(self.info.type) else "")
        edit.editingFinished.connect(self._typed)
        return edit

    def _choose(self, _: int) -> None:
        if isinstance(self.input, QComboBox):
            self._take(self.input.currentData())

    def _typed(self) -> None:
        if not isinstance(self.input, QLineEdit):
            return
        text = self.input.text().strip()
        if _bare(self.info.type) is str:
            self._take(text)
            return
        if not text and _optional(self.info.type):
            self._take(None)
            return
        try:
            self._take(_number(text, _bare(self.info.type)))
        except ValueError as error:
            self._complain(str(error))

    def _take(self, value: object) -> None:
        if self._filling:
            return
        try:
            self._store.change(self.section, self.info.name, value)
        except ValueError as error:
            self._complain(str(error))
            if not isinstance(self.input, QLineEdit):
                self.refresh()  # a switch shows what is in force; typed text waits to be mended
        else:
            self._complain("")
            self.refresh()

    def _reset_clicked(self) -> None:
        self._store.reset(self.section, self.info.name)
        self._complain("")
        if isinstance(self.input, QLineEdit):
            self.input.setText(_shown(self.value))
        self.refresh()

    def _complain(self, text: str) -> None:
        self._problem.setText(told(text))
        self._problem.setVisible(bool(text))
        self.input.setProperty("error", bool(text))
        self.input.style().unpolish(self.input)
        self.input.style().polish(self.input)


class SettingsDialog(Sheet):
    """All settings. The search looks through titles and descriptions of every section."""

    def __init__(
        self,
        parent: QWidget | None,
        *,
        store: SettingsStore,
        theme: Theme,
        actions: Actions | None = None,
    ) -> None:
        super().__init__(parent, name="settingsDialog", heading="Settings")
        self.resize(820, 600)
        self._rows: list[SettingRow] = []
        self._titles: dict[str, QLabel] = {}
        self._search = QLineEdit(self)
        self._search.setObjectName("settingsSearch")
        self._search.setAccessibleName(tr("Search the settings"))
        self._search.setPlaceholderText(tr("Search the settings…"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._filter)
        self._sections = QListWidget(self)
        self._sections.setObjectName("settingsSections")
        self._sections.setAccessibleName(tr("Sections"))
        self._sections.setFixedWidth(170)
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(8, 0, 10, 0)
        column.setSpacing(0)
        for info in fields(Settings):
            if info.name != _HIDDEN:
                self._add_section(column, info, store, theme)
        self._nothing = QLabel(tr("No setting is called that."), inner)
        self._nothing.setProperty("role", "muted")
        self._nothing.hide()
        column.addWidget(self._nothing)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setAccessibleName(tr("Settings"))
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its rows have the focus, and it follows them
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inner)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self._sections)
        middle.addWidget(area, 1)
        self.body.addWidget(self._search)
        self.body.addLayout(middle, 1)
        self._sections.currentRowChanged.connect(self._section_chosen)
        self._sections.setCurrentRow(0)
        for command, text in _VERBS:
            action = None if actions is None else actions.action(command)
            if action is not None:
                button = self.add_left_button(command, text)
                button.setToolTip(action.toolTip())
                if command in _ELSEWHERE:
                    button.clicked.connect(self.accept)  # what comes takes this dialog's place
                button.clicked.connect(action.trigger)
        done = self.add_button("settingsClose", "Close", default=True)
        done.clicked.connect(self.accept)
        self._search.setFocus()
        store.changed.connect(self._changed)

    def _add_section(
        self, column: QVBoxLayout, info: FieldInfo, store: SettingsStore, theme: Theme
    ) -> None:
        kind = type(info.default)
        title = QLabel(tr(title_of(info)), self)
        title.setProperty("role", "heading")
        title.setContentsMargins(4, 4, 0, 0)
        words = QLabel(tr((kind.__doc__ or "").partition("\n")[0]), self)
        words.setProperty("role", "muted")
        words.setWordWrap(True)
        words.setContentsMargins(4, 2, 0, 6)
        title.setBuddy(words)
        column.addWidget(title)
        column.addWidget(words)
        self._titles[info.name] = title
        self._sections.addItem(tr(title_of(info)))
        self._sections.item(self._sections.count() - 1).setData(Qt.ItemDataRole.UserRole, info.name)
        for field in fields(kind):
            row = SettingRow(info.name, field, store=store, theme=theme)
            self._rows.append(row)
            column.addWidget(row)

    def _section_chosen(self, _: int) -> None:
        if not self._search.text():
            self._show()

    def _filter(self, _: str) -> None:
        self._show()

    def _show(self) -> None:
        words = self._search.text().lower().split()
        item = self._sections.currentItem()
        chosen = item.data(Qt.ItemDataRole.UserRole) if item is not None else ""
        self._sections.setEnabled(not words)
        found: set[str] = set()
        for row in self._rows:
            shown = all(w in row.haystack for w in words) if words else row.section == chosen
            row.setVisible(shown)
            if shown:
                found.add(row.section)
        for name, title in self._titles.items():
            title.setVisible(name in found)
            buddy = title.buddy()
            if buddy is not None:
                buddy.setVisible(name in found and not words)
        self._nothing.setVisible(not found)

    def _changed(self, _: Settings) -> None:
        for row in self._rows:
            row.refresh()


def choice_words(choice: object) -> str:
    """Return what one of several values of a setting is called."""
    return tr(_CHOICES.get(str(choice), str(choice).capitalize()))


def value_words(section: str, name: str, value: object) -> str:
    """Return what a setting's value is called where it is one of several, else ''."""
    kind = next((type(info.default) for info in fields(Settings) if info.name == section), None)
    info = next((info for info in fields(kind) if info.name == name), None) if kind else None
    offered = info is not None and get_origin(_bare(info.type)) is Literal
    return choice_words(value) if offered else ""


def _shown(value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, Decimal | float):
        decimals = max(0, -int(Decimal(str(value)).normalize().as_tuple().exponent))
        return fmt.price(value, decimals)
    return fmt.quantity(value)


def _bare(kind: Any) -> Any:
    """Return the type inside Annotated and `| None`."""
    if hasattr(kind, "__metadata__"):
        return _bare(kind.__origin__)
    inner = [part for part in get_args(kind) if part is not type(None)]
    if _optional(kind) and len(inner) == 1:
        return _bare(inner[0])
    return kind


def _optional(kind: Any) -> bool:
    if hasattr(kind, "__metadata__"):
        return _optional(kind.__origin__)
    return get_origin(kind) is not Literal and type(None) in get_args(kind)


def _number(text: str, kind: Any) -> object:
    if kind is Decimal:
        return parse.amount(text)
    clean = text.replace(",", "")
    try:
        return int(clean) if kind is int else float(clean)
    except ValueError as error:
        raise ValueError(f"{text!r} is not a number.") from error
