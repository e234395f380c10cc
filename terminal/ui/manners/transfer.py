"""What an imported settings file would change, before it does."""

from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from terminal.runtime.transfer import Import
from terminal.ui import format as fmt
from terminal.ui.dialogs import Sheet
from terminal.ui.i18n import told, tr
from terminal.ui.settings import value_words


class ImportSheet(Sheet):
    """Accepted: the changes are wanted."""

    def __init__(self, parent: QWidget | None, *, found: Import, file_name: str) -> None:
        count = len(found.changes)
        if count:
            head = (
                tr("1 setting changes with {file}.", file=file_name)
                if count == 1
                else tr("{count} settings change with {file}.", count=count, file=file_name)
            )
            rest = tr(
                "It was written by version {version}. All others, accounts and passwords stay as they "
                "are.",
                version=found.version,
            )
            text = f"{head} {rest}"
        else:
            text = tr(
                "{file} holds nothing that differs from the settings in force.", file=file_name
            )
        super().__init__(parent, name="importSheet", heading="Import settings", text=text)
        told = count + len(found.complaints)
        self.resize(720, min(620, 230 + 30 * told if told else 140))
        inner = QWidget(self)
        grid = QGridLayout(inner)
        grid.setContentsMargins(8, 6, 8, 6)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        if count:
            for column, words in enumerate((tr("Setting"), tr("Now"), tr("Afterwards"))):
                grid.addWidget(_label(words, "muted"), 0, column)
        group = ""
        for change in found.changes:
            row = grid.rowCount()
            if change.group != group:
                group = change.group
                title = _label(tr(group), "section")
                title.setContentsMargins(0, 8, 0, 0)
                grid.addWidget(title, row, 0, 1, 3)
                row += 1
            grid.addWidget(_label(tr(change.title)), row, 0)
            for column, value in ((1, change.old), (2, change.new)):
                words = value_words(change.section, change.name, value) or shown(value)
                grid.addWidget(_label(words, "muted" if column == 1 else ""), row, column)
        for complaint in found.complaints:
            label = _label(complaint, "warn")
            label.setWordWrap(True)
            grid.addWidget(label, grid.rowCount(), 0, 1, 3)
        grid.setRowStretch(grid.rowCount(), 1)
        area = QScrollArea(self)
        area.setVisible(told > 0)
        area.setObjectName("importChanges")
        area.setAccessibleName(tr("What changes"))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inner)
        self.body.addWidget(area, 1)
        refuse = self.add_button("importCancel", "Cancel" if count else "Close", default=True)
        refuse.clicked.connect(self.reject)
        if count:
            words = (
                tr("Change 1 setting") if count == 1 else tr("Change {count} settings", count=count)
            )
            accept = self.add_button("importAccept", words, kind="primary")
            accept.clicked.connect(self.accept)
        refuse.setFocus()


def shown(value: Any) -> str:
    """Return a setting's value in words."""
    if value is None or value == "":
        return tr("none")
    if isinstance(value, bool):
        return tr("on") if value else tr("off")
    if isinstance(value, Decimal | float):
        decimals = max(0, -int(Decimal(str(value)).normalize().as_tuple().exponent))
        return fmt.price(value, decimals)
    if isinstance(value, int):
        return fmt.quantity(value)
    return str(value)


def _label(text: str, role: str = "") -> QLabel:
    label = QLabel(told(text))
    label.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        label.setProperty("role", role)
    return label
