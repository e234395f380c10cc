"""The book of baskets behind the ⋯ button: rename, duplicate, delete, import, export."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from terminal.baskets.basket import BasketProblem
from terminal.baskets.service import BasketService
from terminal.domain.ports import Undo
from terminal.runtime.tasks import TaskScope
from terminal.ui.basket import sheets
from terminal.ui.basket.toolbar import Entries, Toolbar


class Host(Protocol):
    """The panel, as far as its shelf needs it."""

    scope: TaskScope

    def window(self) -> QWidget: ...
    def say(self, text: str, tone: str = "muted") -> None: ...
    def offer(self, undo: Undo, words: str) -> None: ...
    def forget_undo(self) -> None: ...
    def attempt(self, verb: Callable[[], object]) -> None: ...


class Shelf:
    """Whole baskets: what is done to them, and the files that they come from and go to."""

    def __init__(self, host: Host, *, baskets: BasketService, tools: Toolbar) -> None:
        self._host = host
        self._baskets = baskets
        self._tools = tools
        tools.more.clicked.connect(self.open_menu)

    def open_menu(self) -> None:
        name = self._baskets.current
        some = bool(self._baskets.basket.legs)
        entries: Entries = (
            ("rename", "Rename…", self._choose_name, True),
            ("duplicate", "Duplicate", self.duplicate, True),
            ("delete", f"Delete “{name}”", self.delete, not self._baskets.sending),
            None,
            ("import", "Import…", self.choose_import, True),
            ("json", "Export as JSON…", partial(self._choose_export, csv=False), some),
            ("csv", "Export as CSV…", partial(self._choose_export, csv=True), some),
        )
        menu = self._tools.menu(entries)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._tools.below_more())

    def duplicate(self) -> None:
        name = self._baskets.current
        self._host.forget_undo()
        self._host.attempt(lambda: self._baskets.duplicate(name))

    def delete(self) -> None:
        """Take the whole basket away; Undo brings it back."""
        name = self._baskets.current
        words = f"Deleted “{name}”."
        self._host.attempt(lambda: self._host.offer(self._baskets.delete(name), words))

    def choose_import(self) -> None:
        """Ask for a file and take its basket in."""
        self._host.scope.spawn(self._ask_import(), name="import")

    async def import_from(self, path: Path) -> None:
        """Take in a file's basket under a free name; what is no leg is shown first."""
        try:
            found = await self._baskets.read_file(path)
        except BasketProblem as problem:
            self._host.say(f"Not imported. {problem.text} {problem.hint}".strip(), "amber")
            return
        window = self._host.window()
        if found.bad and not await sheets.ask_bad_lines(window, found, path.name):
            self._host.say("Nothing was imported.")
            return
        self._host.forget_undo()
        self._host.say(f"Imported {len(found.basket.legs)} legs from {path.name}.")
        self._host.attempt(lambda: self._baskets.adopt(found.basket))

    async def export_to(self, path: Path) -> None:
        """Write the basket being built; the kind follows from the file's name."""
        try:
            await self._baskets.export(self._baskets.current, path)
        except BasketProblem as problem:
            self._host.say(problem.text, "amber")
        else:
            self._host.say(f"Exported to {path.name}.")

    def _choose_name(self) -> None:
        self._host.scope.spawn(self._ask_name(), name="rename")

    def _choose_export(self, *, csv: bool) -> None:
        self._host.scope.spawn(self._ask_export(csv=csv), name="export")

    async def _ask_name(self) -> None:
        old = self._baskets.current
        new = await sheets.ask_name(self._host.window(), heading=f"Rename “{old}”", name=old)
        if new is not None:
            self._host.attempt(lambda: self._baskets.rename(old, new))

    async def _ask_import(self) -> None:
        path = await sheets.ask_open(self._host.window())
        if path is not None:
            await self.import_from(path)

    async def _ask_export(self, *, csv: bool) -> None:
        path = await sheets.ask_save(self._host.window(), self._baskets.current, csv=csv)
        if path is not None:
            await self.export_to(path)
