"""The small questions around baskets: a name, which file, and what a file held that is no leg."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QPlainTextEdit, QWidget

from terminal.baskets.basket import LONGEST_NAME
from terminal.baskets.files import BadLine, Imported
from terminal.ui.controls import captioned
from terminal.ui.dialogs import Sheet, ask
from terminal.ui.i18n import tr

_JSON, _CSV = "JSON, whole (*.json)", "CSV, for any spreadsheet (*.csv)"


class NameSheet(Sheet):
    """Ask for a basket's name."""

    def __init__(self, parent: QWidget | None, *, heading: str, name: str) -> None:
        super().__init__(parent, name="basketName", heading=heading)
        self.line = QLineEdit(name, self)
        self.line.setObjectName("basketName.line")
        self.line.setAccessibleName(tr("Name of the basket"))
        self.line.setMaxLength(LONGEST_NAME)
        self.line.selectAll()
        self.body.addLayout(captioned(tr("Name of the basket"), self.line))
        refuse = self.add_button("basketName.cancel", "Cancel")
        accept = self.add_button("basketName.ok", "Rename", kind="primary", default=True)
        refuse.clicked.connect(self.reject)
        accept.clicked.connect(self.accept)
        self.line.setFocus()


async def ask_name(parent: QWidget | None, *, heading: str, name: str) -> str | None:
    """Return the name that was typed, None where it was left."""
    sheet = NameSheet(parent, heading=heading, name=name)
    taken = await ask(sheet) == QDialog.DialogCode.Accepted
    return sheet.line.text() if taken else None


class BadLinesSheet(Sheet):
    """What of a file could not be read, line by line with its own text; nothing is lost."""

    def __init__(self, parent: QWidget | None, found: Imported, file_name: str) -> None:
        good, bad = len(found.basket.legs), len(found.bad)
        text = (
            f"{good} of {good + bad} lines can be read. These cannot; their text is below, to be"
            " copied and mended. The file itself stays as it is."
        )
        super().__init__(parent, name="basketBad", heading=f"{file_name} is not whole", text=text)
        self.setMinimumWidth(560)
        self.lines = QPlainTextEdit("\n\n".join(_story(line) for line in found.bad), self)
        self.lines.setObjectName("basketBad.lines")
        self.lines.setAccessibleName(tr("Lines that could not be read"))
        self.lines.setReadOnly(True)
        self.lines.setMinimumHeight(160)
        self.body.addWidget(self.lines)
        refuse = self.add_button("basketBad.cancel", "Import nothing", default=True)
        words = "Import the 1 leg" if good == 1 else f"Import the {good} legs"
        accept = self.add_button("basketBad.ok", words, kind="primary")
        accept.setEnabled(good > 0)
        refuse.clicked.connect(self.reject)
        accept.clicked.connect(self.accept)


async def ask_bad_lines(parent: QWidget | None, found: Imported, file_name: str) -> bool:
    """Show the lines that could not be read; True where the others are to be imported."""
    return await ask(BadLinesSheet(parent, found, file_name)) == QDialog.DialogCode.Accepted


async def ask_open(parent: QWidget | None) -> Path | None:
    """Return the file to import, None where none was chosen."""
    dialog = QFileDialog(parent, "Import a basket")
    dialog.setObjectName("basketOpen")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(["Baskets (*.json *.csv)", "All files (*)"])
    return await _path(dialog)


async def ask_save(parent: QWidget | None, name: str, *, csv: bool) -> Path | None:
    """Return where to export to, None where nowhere."""
    dialog = QFileDialog(parent, "Export the basket")
    dialog.setObjectName("basketSave")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilters([_CSV if csv else _JSON])
    dialog.setDefaultSuffix("csv" if csv else "json")
    plain = "".join(c if c.isalnum() or c in " -_" else "-" for c in name)
    dialog.selectFile(f"{plain}.{'csv' if csv else 'json'}")
    return await _path(dialog)


async def _path(dialog: QFileDialog) -> Path | None:
    accepted = await ask(dialog) == QDialog.DialogCode.Accepted
    chosen: Sequence[str] = dialog.selectedFiles() if accepted else ()
    return Path(chosen[0]) if chosen else None


def _story(line: BadLine) -> str:
    return f"{line.where}: {line.text}\n    {line.source}"
