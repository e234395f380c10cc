"""Collect diagnostics, show them, save what was agreed to. Used by the window and before it exists."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from terminal.domain.ports import Clock
from terminal.runtime.diagnostics import collect, write_zip
from terminal.runtime.disk import DiskError
from terminal.runtime.mask import Mask
from terminal.runtime.paths import Paths
from terminal.runtime.worker import Worker
from terminal.ui import format as fmt
from terminal.ui.dialogs import Sheet, ask
from terminal.ui.exports.path import ask_path
from terminal.ui.manners.diagnostics import DiagnosticsSheet
from terminal.ui.theme import Theme


async def save_diagnostics(
    over: QWidget,
    *,
    paths: Paths,
    about: str,
    mask: Mask,
    clock: Clock,
    worker: Worker,
    theme: Theme,
    last_run: str = "",
) -> Path | None:
    """Show what there is and save what a person ticks; returns the file, None for none.

    A file that cannot be written is told in a sheet of its own.
    """
    parts = await worker.run(lambda: collect(paths, about=about, mask=mask, last_run=last_run))
    sheet = DiagnosticsSheet(over, parts=parts, theme=theme)
    if await ask(sheet) != QDialog.DialogCode.Accepted:
        return None
    chosen = sheet.chosen()
    day = fmt.date_ist(clock.now_ns()).replace(" ", "-")
    file = await ask_path(
        over,
        "Save diagnostics",
        f"terminal-diagnostics-{day}",
        {"Zip archive (*.zip)": ".zip"},
        folder=str(Path.home()),
    )
    if file is None:
        return None
    try:
        await worker.run(write_zip, file, chosen)
    except DiskError as error:
        failed = Sheet(over, name="notSaved", heading=error.text, text=error.hint)
        failed.add_button("notSavedClose", "Close", default=True).clicked.connect(failed.accept)
        await ask(failed)
        return None
    return file
