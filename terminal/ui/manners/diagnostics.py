"""What would be sent to somebody who helps: every file, every letter, before anything is saved."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from terminal.runtime.diagnostics import Part
from terminal.ui.dialogs import Sheet
from terminal.ui.i18n import tr
from terminal.ui.theme import Theme

_LARGEST_SHOWN = 400_000


class DiagnosticsSheet(Sheet):
    """Accepted: `chosen()` is what a person agreed to save."""

    def __init__(self, parent: QWidget | None, *, parts: Sequence[Part], theme: Theme) -> None:
        super().__init__(parent, name="diagnosticsSheet", heading="Save diagnostics")
        self.message.setText(
            tr(
                "This is all that the file will hold. Tokens, passwords and codes are taken out; of user "
                "ids two characters stay. Nothing is sent anywhere: the file is saved where you say, and "
                "you pass it on yourself. Untick what you would rather keep."
            )
        )
        self.message.show()
        self.resize(960, 600)
        self._parts = list(parts)
        self._list = QListWidget(self)
        self._list.setObjectName("diagnosticsFiles")
        self._list.setAccessibleName(tr("Files, ticked if they will be saved"))
        self._list.setFixedWidth(330)
        self._list.setWordWrap(True)
        self._list.setSpacing(2)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for part in self._parts:
            item = QListWidgetItem(f"{part.name}\n{tr(part.about)}", self._list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            item.setToolTip(tr(part.about))
        self._text = QPlainTextEdit(self)
        self._text.setObjectName("diagnosticsText")
        self._text.setAccessibleName(tr("Content of the chosen file"))
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._text.setFont(theme.font(-1))
        self._said = QLabel(self)
        self._said.setObjectName("diagnosticsSaid")
        self._said.setProperty("role", "muted")
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(self._text, 1)
        right.addWidget(self._said)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._list)
        row.addLayout(right, 1)
        self.body.addLayout(row, 1)
        refuse = self.add_button("diagnosticsCancel", "Cancel")
        self._save = self.add_button("diagnosticsSave", "Save…", kind="primary", default=True)
        refuse.clicked.connect(self.reject)
        self._save.clicked.connect(self.accept)
        self._list.currentRowChanged.connect(self._show)
        self._list.itemChanged.connect(self._ticked)
        self._list.setCurrentRow(0)
        self._ticked()
        self._list.setFocus()

    def chosen(self) -> list[Part]:
        """Return the ticked files."""
        ticked = Qt.CheckState.Checked
        return [
            part
            for row, part in enumerate(self._parts)
            if self._list.item(row).checkState() == ticked
        ]

    def _show(self, row: int) -> None:
        text = self._parts[row].text if 0 <= row < len(self._parts) else ""
        self._text.setPlainText(text[-_LARGEST_SHOWN:])

    def _ticked(self, _: object = None) -> None:
        chosen = self.chosen()
        size = sum(part.size for part in chosen)
        kilobytes = f"{max(1, size // 1024):,}"
        self._said.setText(
            tr("1 file, {size} kB before packing", size=kilobytes)
            if len(chosen) == 1
            else tr("{count} files, {size} kB before packing", count=len(chosen), size=kilobytes)
        )
        self._save.setEnabled(bool(chosen))
