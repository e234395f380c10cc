"""Ask where a file is to be written, without a nested loop; the kind chosen gives the suffix."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from terminal.ui.dialogs import ask


async def ask_path(
    parent: QWidget | None, title: str, name: str, kinds: Mapping[str, str], *, folder: str
) -> Path | None:
    """Return the file a person chose, None for none. `kinds`: words to suffix, the first is offered."""
    suffixes = list(kinds.values())
    dialog = path_dialog(parent, title, name, kinds, folder=folder)
    if await ask(dialog) != QDialog.DialogCode.Accepted or not dialog.selectedFiles():
        return None
    path = Path(dialog.selectedFiles()[0])
    return path if path.suffix in suffixes else Path(f"{path}{suffixes[0]}")


def path_dialog(
    parent: QWidget | None, title: str, name: str, kinds: Mapping[str, str], *, folder: str
) -> QFileDialog:
    """Return the system's dialog, not opened yet."""
    suffixes = list(kinds.values())
    dialog = QFileDialog(parent, title)
    dialog.setObjectName("exportDialog")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilters(list(kinds))
    dialog.setDirectory(folder)
    dialog.setDefaultSuffix(suffixes[0].lstrip("."))
    dialog.filterSelected.connect(_Suffix(dialog, kinds))
    dialog.selectFile(f"{name}{suffixes[0]}")
    return dialog


class _Suffix:
    """Give the file name the suffix of the kind that was just chosen."""

    def __init__(self, dialog: QFileDialog, kinds: Mapping[str, str]) -> None:
        self._dialog = dialog
        self._kinds = kinds

    def __call__(self, kind: str) -> None:
        suffix = self._kinds[kind]
        self._dialog.setDefaultSuffix(suffix.lstrip("."))
        for chosen in self._dialog.selectedFiles()[:1]:
            self._dialog.selectFile(str(Path(chosen).with_suffix(suffix)))
