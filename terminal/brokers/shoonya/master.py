"""The day's symbol masters on disk: downloaded once a trading day, verified, parsed on a worker.

One zip an exchange, public and refreshed each morning. NSE and NFO must be there; another exchange's
missing file costs its instruments, not the day. Source: shoonya.md 6.1.
"""

import io
import logging
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from terminal.brokers.daily import DayStore
from terminal.brokers.shoonya.calls_channel import ShoonyaChannel
from terminal.brokers.shoonya.instruments import (
    FILES,
    REQUIRED,
    MasterPart,
    ShoonyaInstruments,
    join_masters,
    parse_master,
)
from terminal.domain.errors import TerminalError, Transient, WireError
from terminal.domain.ports import Clock, MasterColumns
from terminal.runtime.worker import Worker
from terminal.transport.http import Progress, Reply

log = logging.getLogger(__name__)
LARGEST = 256 * 1024 * 1024
"""Bytes of an unzipped master at most: the largest real one has six million."""

SMALLEST_PART = 0.4
"""Of the last day's bytes: the share below which a master is taken for a part of itself."""

_HINT = "Try again in a minute; the last list that could be read is kept until then."


class Masters(Struct, frozen=True):
    """One day's masters: as downloaded (by file name), as columns, and as look-ups."""

    files: Mapping[str, bytes]
    columns: MasterColumns
    instruments: ShoonyaInstruments


def file_name(exchange: str) -> str:
    return f"{exchange}_symbols.txt.zip"


def unzip(exchange: str, content: bytes) -> bytes:
    """Return the one CSV in a master's zip. Errors: WireError that says what came instead."""
    if not content.startswith(b"PK"):
        start = content[:200].lstrip().lower()
        what = "a web page" if start.startswith(b"<") else f"something else ({content[:24]!r})"
        if not content:
            what = "nothing"
        raise WireError(
            f"Shoonya sent {what} instead of its {exchange} symbol master.",
            hint=_HINT,
            code="not_a_zip",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [each for each in archive.infolist() if not each.is_dir()]
            if len(members) != 1:
                raise WireError(
                    f"Shoonya's {exchange} symbol master holds {len(members)} files, not one.",
                    hint=_HINT,
                    code="corrupt_zip",
                )
            if members[0].file_size > LARGEST:
                raise WireError(
                    f"Shoonya's {exchange} symbol master would unpack to "
                    f"{members[0].file_size >> 20} MB; it is not used.",
                    hint=_HINT,
                    code="corrupt_zip",
                )
            return archive.read(members[0])  # checks the length and the checksum
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise WireError(
            f"Shoonya's {exchange} symbol master came damaged ({error}).",
            hint=_HINT,
            code="corrupt_zip",
        ) from error


class MasterStore:
    """Loads the masters of one environment below the user's cache `folder`."""

    def __init__(
        self, *, channel: ShoonyaChannel, clock: Clock, worker: Worker, folder: Path
    ) -> None:
        self._channel, self._worker = channel, worker
        self._config = channel.config
        self._days = DayStore(
            folder=folder / f"shoonya-{self._config.environment}",
            name="masters-{}",
            title="symbol masters",
            read=_load,
            keeps=self._config.cache_master,
            clock=clock,
            worker=worker,
        )

    async def load(self, progress: Progress, *, fresh: bool) -> Masters:
        """Return the day's masters. `progress(bytes_done, bytes_total_or_None)` counts all files.

        What was downloaded is stored only once it could be read. Errors: the download's, or
        WireError for a file that cannot be read, where no older ones are on disk.
        """

        async def ask() -> tuple[Mapping[str, bytes], Masters]:
            files = await self._download(progress)
            loaded, bad = await self._worker.run(_parse, files)
            await self._worker.run(_compare, files, self._days.newest())
            for sentence in bad:
                log.warning("an exchange is left out today: %s", sentence)
            return loaded.files, loaded

        return await self._days.load(ask, fresh=fresh)

    async def _download(self, progress: Progress) -> dict[str, bytes]:
        files: dict[str, bytes] = {}
        before = 0
        for exchange in FILES:
            name = file_name(exchange)

            def count(done: int, _total: int | None, so_far: int = before) -> None:
                progress(so_far + done, None)

            try:
                reply = await self._channel.download(
                    f"{self._config.masters}/{name}", progress=count
                )
                _check(exchange, reply)
            except TerminalError as error:
                if exchange in REQUIRED:
                    raise
                log.warning("an exchange is left out today: %s", error.text)
                continue
            files[name] = reply.content
            before += len(reply.content)
        progress(before, before)
        return files


def _check(exchange: str, reply: Reply) -> None:
    if reply.status != 200:
        raise Transient(
            f"Shoonya has no {exchange} symbol master for us now (HTTP {reply.status}).",
            hint=_HINT,
            code=f"http_{reply.status}",
        )


def _parse(files: Mapping[str, bytes]) -> tuple[Masters, list[str]]:
    """Return what could be read, and a sentence for each exchange that is left out."""
    parts: dict[str, MasterPart] = {}
    bad = []
    good = dict(files)
    for name, content in files.items():
        exchange = name.partition("_")[0]
        try:
            parts[exchange] = parse_master(exchange, unzip(exchange, content))
        except WireError as error:
            if exchange in REQUIRED:
                raise
            bad.append(error.text)
            del good[name]
    missing = [exchange for exchange in REQUIRED if exchange not in parts]
    if missing:
        raise WireError(f"The symbol master of {', '.join(missing)} is missing.", hint=_HINT)
    columns, instruments = join_masters(list(parts.values()))
    return Masters(good, columns, instruments), bad


def _compare(files: Mapping[str, bytes], older: Path | None) -> None:
    """Refuse files that have shrunk by more than half since the last day: half a list was written."""
    if older is None:
        return
    for exchange in REQUIRED:
        name = file_name(exchange)
        before, now = (older / name).stat().st_size, len(files[name])
        if now < SMALLEST_PART * before:
            raise WireError(
                f"Shoonya's {exchange} symbol master has only {now} bytes today, {before} before.",
                hint=_HINT,
                code="short_master",
            )


def _load(folder: Path) -> Masters:
    files = {
        path.name: path.read_bytes()
        for exchange in FILES
        if (path := folder / file_name(exchange)).exists()
    }
    return _parse(files)[0]
