"""What a broker publishes anew each trading day, on disk: asked once a day, an older day's in need.

Brokers write their lists around 08:30 Indian time, so a day begins there. If today's cannot be had,
the newest older one is better than none. A practice server's are always asked anew and never kept.
"""

import logging
import os
import shutil
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Generic, TypeVar

from terminal.domain.errors import LoginNeeded, TerminalError
from terminal.domain.ports import Clock
from terminal.runtime.worker import Worker

log = logging.getLogger(__name__)
T = TypeVar("T")
Files = bytes | Mapping[str, bytes]
"""One file, or a folder's files by name."""

PUBLISHED = timedelta(hours=3)
"""After midnight UTC: 08:30 in India."""

KEPT = 2
_DAY = "????-??-??"


class DayStore(Generic[T]):
    """The days of one list, as downloaded, below `folder`; `name` has `{}` for the day.

    `read` makes of a day's file or folder what is used; it runs on `worker` and raises TerminalError
    or OSError. `title` names the list in the log; `keeps` False never touches the disk.
    """

    def __init__(
        self,
        *,
        folder: Path,
        name: str,
        title: str,
        read: Callable[[Path], T],
        keeps: bool,
        clock: Clock,
        worker: Worker,
    ) -> None:
        self._folder, self._name, self._title = folder, name, title
        self._read, self.keeps = read, keeps
        self._clock, self._worker = clock, worker

    def today(self) -> Path:
        """Return where the day's list is, or will be."""
        now = datetime.fromtimestamp(self._clock.now_ns() // 1_000_000_000, UTC)
        return self._folder / self._name.format((now - PUBLISHED).date().isoformat())

    def holds(self, path: Path) -> bool:
        """Return whether a day's list is on disk."""
        return self.keeps and path.exists()

    def newest(self) -> Path | None:
        """Return the newest list on disk, None without one."""
        return max(self._days(), default=None) if self.keeps else None

    async def load(self, ask: Callable[[], Awaitable[tuple[Files, T]]], *, fresh: bool) -> T:
        """Return the day's list: from disk unless `fresh`, else what `ask` downloads and reads.

        What was downloaded is stored only once it could be read. Errors: those of `ask`, where no
        older list is on disk.
        """
        path = self.today()
        if not fresh and self.holds(path):
            try:
                return await self._worker.run(self._read, path)
            except (TerminalError, OSError) as error:
                log.warning("%s cannot be used, asking anew: %s", path.name, error)
        try:
            files, found = await ask()
        except LoginNeeded:
            raise
        except TerminalError as error:
            older = self.newest()
            if older is None:
                raise
            log.warning("using the %s of %s: %s", self._title, older.stem, error.text)
            return await self._worker.run(self._read, older)
        await self.keep(path, files)
        return found

    async def keep(self, path: Path, files: Files) -> None:
        """Store a day's list, and drop the older ones but one."""
        if not self.keeps:
            return
        try:
            await self._worker.run(self._store, path, files)
        except OSError as error:  # a full disk costs a download tomorrow, not the day
            log.warning("could not keep the %s: %s", self._title, error)

    # -- private

    def _days(self) -> list[Path]:
        return sorted(self._folder.glob(self._name.format(_DAY)))

    def _store(self, path: Path, files: Files) -> None:
        part = path.with_suffix(".part")
        _drop(part)
        part.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if isinstance(files, bytes):
            part.write_bytes(files)
        else:
            part.mkdir(mode=0o700)
            for name, content in files.items():
                (part / name).write_bytes(content)
            _drop(path)  # a folder takes the place of none but an empty one
        os.replace(part, path)
        for old in self._days()[:-KEPT]:
            _drop(old)


def _drop(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
