"""Notices of the desktop, for what happens while the window is not in front.

What is on screen is not told twice. At most one a second leaves: what comes meanwhile is told together.
While the screen or the terminal is locked only the kind of thing is told.
"""

from collections.abc import Awaitable, Callable
from typing import Literal

from msgspec import Struct

from terminal.domain.ports import Clock
from terminal.runtime.config import Desktop
from terminal.runtime.tasks import OnFailure, TaskScope
from terminal.ui.i18n import told, tr

Kind = Literal["fills", "rejections", "alerts", "connection"]
APART_S = 1.0
MOST_LINES = 4
_BARE: dict[Kind, str] = {
    "fills": "An order was filled",
    "rejections": "An order needs a look",
    "alerts": "An alert has fired",
    "connection": "A connection needs a look",
}
_WAITING = 50


class News(Struct, frozen=True):
    """One thing to tell."""

    kind: Kind
    title: str
    text: str


class DesktopNotes:
    """`tell` what happened; `send(title, text)` shows it outside the window."""

    def __init__(
        self,
        *,
        send: Callable[[str, str], Awaitable[None]],
        settings: Callable[[], Desktop],
        in_front: Callable[[], bool],
        private: Callable[[], bool],
        clock: Clock,
        on_failure: OnFailure,
    ) -> None:
        self._send = send
        self._settings = settings
        self._in_front = in_front
        self._private = private
        self._clock = clock
        self._scope = TaskScope("desktop notices", on_failure)
        self._waiting: list[News] = []
        self._pumping = False
        self._closed = False

    def tell(self, kind: Kind, title: str, text: str = "") -> None:
        """Tell one thing, unless it is on screen or this kind is switched off."""
        if self._closed or self._in_front() or not getattr(self._settings(), kind):
            return
        self._waiting = [*self._waiting[1 - _WAITING :], News(kind, title, text)]
        if not self._pumping:
            self._pumping = True
            self._scope.spawn(self._pump(), name="tell")

    async def aclose(self) -> None:
        self._closed = True
        await self._scope.aclose()

    async def _pump(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                bare = self._private() or not self._settings().details
                await self._send(*_words(batch, bare=bare))
                await self._clock.sleep(APART_S)
        finally:
            self._pumping = False


def _words(batch: list[News], *, bare: bool) -> tuple[str, str]:
    """Return title and text of what is told at once."""
    if bare:
        kinds = dict.fromkeys(news.kind for news in batch)
        lines = [tr(_BARE[kind]) for kind in kinds]
        return lines[0], "\n".join([*lines[1:], tr("Open the terminal to see it.")])
    if len(batch) == 1:
        return told(batch[0].title), told(batch[0].text)
    lines = [": ".join(filter(None, (told(n.title), told(n.text)))) for n in batch]
    if len(lines) > MOST_LINES:
        more = tr("and {count} more", count=len(lines) - MOST_LINES + 1)
        lines = [*lines[: MOST_LINES - 1], more]
    return tr("{count} things happened", count=len(batch)), "\n".join(lines)
