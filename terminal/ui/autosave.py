"""The window's layout, written down now and then: soon after panels moved, and every half minute.

A crash then costs a moment's arrangement. A disk that takes no more is told once and stops nothing.
"""

from collections.abc import Callable

from terminal.domain.ports import Clock
from terminal.runtime.disk import reason
from terminal.runtime.tasks import TaskScope
from terminal.ui.layouts import LayoutStore, SavedLayout

EVERY_S = 30.0
SOON_S = 1.0


class Autosave:
    """`layout_now` takes the snapshot; `trouble(title, text)` hears of a disk that does not take it.

    Without `layouts` nothing is ever saved.
    """

    def __init__(
        self,
        layouts: LayoutStore | None,
        layout_now: Callable[[], SavedLayout],
        *,
        clock: Clock,
        scope: TaskScope,
        trouble: Callable[[str, str], None],
    ) -> None:
        self._layouts = layouts
        self._layout_now = layout_now
        self._clock = clock
        self._scope = scope
        self._trouble = trouble
        self._saved: SavedLayout | None = None
        self._running = self._waiting = self._told = False

    def arranged(self) -> None:
        """Take the present layout for the one that is saved: only what differs is written."""
        self._saved = self._layout_now()

    def start(self) -> None:
        """Begin to save. Call on the loop."""
        if self._layouts is not None:
            self._running = True
            self._scope.spawn(self._every(), name="autosave")

    def soon(self) -> None:
        """Save in a moment: something has moved."""
        if self._running and not self._waiting:
            self._waiting = True
            self._scope.spawn(self._once(), name="autosave soon")

    async def save(self) -> None:
        """Save if anything has changed since the last time."""
        if self._layouts is None or self._saved is None:
            return
        layout = self._layout_now()
        if layout == self._saved:
            return
        try:
            await self._layouts.save(layout)
        except OSError as error:
            if not self._told:
                self._told = True
                text = f"The arrangement of the window cannot be saved: {reason(error)}."
                self._trouble(text, "Orders and prices go on. It is tried again.")
        else:
            self._saved, self._told = layout, False

    def stop(self) -> None:
        """From here on nothing is saved by itself."""
        self._running = False

    async def _every(self) -> None:
        while True:
            await self._clock.sleep(EVERY_S)
            await self.save()

    async def _once(self) -> None:
        await self._clock.sleep(SOON_S)
        self._waiting = False
        await self.save()
