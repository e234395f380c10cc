"""The book of saved baskets: one JSON file in the config folder, written whole by a worker.

A file that cannot be read, or not wholly, is kept under another name before anything is written over
it: no leg is ever lost by a bad byte or a newer version.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from terminal.baskets.basket import Basket
from terminal.baskets.files import from_dict, to_dict
from terminal.runtime.config import write_atomically
from terminal.runtime.tasks import TaskScope
from terminal.runtime.worker import Worker

log = logging.getLogger(__name__)
VERSION = 1


class Kept(Struct, frozen=True, kw_only=True):
    """A basket, and the client ids under which its legs were sent last, by leg key."""

    basket: Basket
    sent: Mapping[int, str] = {}


class Loaded(Struct, frozen=True, kw_only=True):
    """What the file held. `complaint` says in words what could not be read, '' where all could."""

    kept: tuple[Kept, ...] = ()
    current: str = ""
    complaint: str = ""


class BasketFile:
    """Loads once, saves often: several saves in one turn of the loop become one write."""

    def __init__(
        self, file: Path, *, worker: Worker, scope: TaskScope, failed: Callable[[str], None]
    ) -> None:
        self._file = file
        self._worker = worker
        self._scope = scope
        self._failed = failed
        self._newest: bytes | None = None
        self._writing = False
        # One write at a time: an older content must never land on a newer one.
        self._turn = asyncio.Lock()

    def load(self) -> Loaded:
        """Read the file (some kilobytes, once at start)."""
        try:
            content = self._file.read_bytes()
        except FileNotFoundError:
            return Loaded()
        except OSError as error:
            return Loaded(complaint=f"The baskets in {self._file} could not be read: {error}.")
        try:
            values = msgspec.json.decode(content)
        except msgspec.MsgspecError as error:
            return Loaded(complaint=self._put_aside(content, f"it is not JSON ({error})"))
        if not isinstance(values, dict) or values.get("version") != VERSION:
            return Loaded(complaint=self._put_aside(content, "another version wrote it"))
        entries = values.get("baskets")
        found, bad = _read(entries if isinstance(entries, list) else [])
        complaint = self._put_aside(content, f"{bad} parts are unreadable") if bad else ""
        return Loaded(
            kept=tuple(found), current=str(values.get("current", "")), complaint=complaint
        )

    def save(self, kept: Sequence[Kept], current: str) -> None:
        """Write all baskets soon."""
        baskets = [
            to_dict(each.basket) | {"sent": {str(k): v for k, v in each.sent.items()}}
            for each in kept
        ]
        body = {"version": VERSION, "current": current, "baskets": baskets}
        self._newest = msgspec.json.encode(body)
        if not self._writing:
            self._writing = True
            self._scope.spawn(self._write(), name="save baskets")

    async def flush(self) -> None:
        """Write what is not written yet; for the end of the program."""
        await self._write_newest()

    async def _write(self) -> None:
        try:
            await self._write_newest()
        finally:
            self._writing = False

    async def _write_newest(self) -> None:
        async with self._turn:
            while (content := self._newest) is not None:
                try:
                    await self._worker.run(write_atomically, self._file, content)
                except OSError as error:
                    log.error("baskets: %s", error)
                    self._newest = None
                    self._failed(f"{self._file} could not be written: {error}.")
                    return
                if self._newest is content:
                    self._newest = None

    def _put_aside(self, content: bytes, why: str) -> str:
        other = self._file.with_name(f"{self._file.stem}.unreadable{self._file.suffix}")
        try:
            write_atomically(other, content)
        except OSError as error:
            return f"The baskets in {self._file} are not whole: {why}; no copy was kept: {error}."
        return f"The baskets in {self._file.name} are not whole: {why}. It is kept as {other.name}."


def _read(entries: Sequence[Any]) -> tuple[list[Kept], int]:
    found: list[Kept] = []
    bad = 0
    for entry in entries:
        if not isinstance(entry, dict):
            bad += 1
            continue
        imported = from_dict(entry)
        bad += len(imported.bad)
        sent = entry.get("sent")
        ids = sent if isinstance(sent, dict) else {}
        found.append(
            Kept(
                basket=imported.basket,
                sent={int(k): str(v) for k, v in ids.items() if str(k).isdecimal()},
            )
        )
    return found, bad
