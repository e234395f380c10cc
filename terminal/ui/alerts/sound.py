"""The sound of an alert, with what the system has: QtMultimedia is no part of this program.

Windows plays WAV files itself; macOS and Linux have small players that may or may not be there. Where
there is none, or it fails, the system's own beep is asked for. A person never sees an error of this;
the log says once what is used.
"""

import logging
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from terminal.domain.ports import Clock
from terminal.runtime.tasks import OnFailure, TaskScope
from terminal.runtime.worker import Worker

log = logging.getLogger(__name__)
APART_NS = 1_000_000_000
LONGEST_S = 5.0
PLAYERS: dict[str, tuple[tuple[str, ...], ...]] = {
    "darwin": (("afplay",),),
    "linux": (("pw-play",), ("paplay",), ("canberra-gtk-play", "-f"), ("aplay", "-q")),
}
"""Programs that play a WAV file given as their last argument, the best first."""
Play = Callable[[Path], None]


def find_player(platform: str, which: Callable[[str], str | None]) -> tuple[str, ...] | None:
    """Return the command of the first player that is installed, None where there is none."""
    for command in PLAYERS.get(platform, ()):
        found = which(command[0])
        if found is not None:
            return (found, *command[1:])
    return None


class AlertSound:
    """Plays a file at most once a second while `enabled()`; everything slow is on its own thread."""

    def __init__(
        self,
        file: Path,
        *,
        enabled: Callable[[], bool],
        clock: Clock,
        on_failure: OnFailure,
        play: Play | None = None,
        beep: Callable[[], None] = QApplication.beep,
    ) -> None:
        self._file = file
        self._enabled = enabled
        self._clock = clock
        self._worker = Worker("sound")
        self._scope = TaskScope("sound", on_failure)
        self._play = play or _system_player()
        self._beep = beep
        self._last_ns: int | None = None
        self._told = False

    def ring(self) -> None:
        """Play it, unless it is switched off or was just heard."""
        now_ns = self._clock.monotonic_ns()
        recent = self._last_ns is not None and now_ns - self._last_ns < APART_NS
        if not self._enabled() or recent:
            return
        self._last_ns = now_ns
        if self._play is None:
            self._say_once("no player was found; the system's beep is used")
            self._beep()
            return
        self._scope.spawn(self._ring(self._play), name="ring")

    async def aclose(self) -> None:
        """Let a sound that plays end, and its thread with it."""
        await self._scope.drain(LONGEST_S)
        await self._scope.aclose()
        await self._worker.aclose()

    async def _ring(self, play: Play) -> None:
        try:
            await self._worker.run(play, self._file)
        except (OSError, RuntimeError, subprocess.SubprocessError) as error:
            self._say_once(f"the sound could not be played ({error}); the system's beep is used")
            self._play = None
            self._beep()

    def _say_once(self, text: str) -> None:
        if not self._told:
            self._told = True
            log.info("alerts: %s", text)


def _system_player() -> Play | None:
    if sys.platform == "win32":
        return _play_on_windows
    command = find_player(sys.platform, shutil.which)
    if command is None:
        return None

    def play(file: Path) -> None:
        subprocess.run(  # noqa: S603  a fixed command with our own file
            [*command, str(file)],
            check=True,
            timeout=LONGEST_S,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    return play


def _play_on_windows(file: Path) -> None:
    if sys.platform == "win32":
        import winsound

        winsound.PlaySound(str(file), winsound.SND_FILENAME)
