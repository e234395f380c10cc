"""The day's instrument master on disk: downloaded once a trading day, parsed on a worker thread.

The broker writes it around 08:30 Indian time, so a day begins there. If today's cannot be had, the
newest older one is better than none. A practice server has its own instruments: always asked anew.
"""

import logging
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from terminal.brokers.kite.calls_market import MarketCalls
from terminal.brokers.kite.codec import IST
from terminal.brokers.kite.config import KiteConfig
from terminal.brokers.kite.instruments import InstrumentMap, parse_instruments
from terminal.domain.errors import LoginNeeded, TerminalError
from terminal.domain.ports import Clock, MasterColumns
from terminal.runtime.worker import Worker
from terminal.transport.http import Progress

log = logging.getLogger(__name__)
PUBLISHED = timedelta(hours=8, minutes=30)
KEPT = 2
Parsed = tuple[MasterColumns, InstrumentMap]


class MasterStore:
    """Loads the master of one environment below the user's cache `folder`."""

    def __init__(
        self,
        *,
        config: KiteConfig,
        calls: MarketCalls,
        clock: Clock,
        worker: Worker,
        folder: Path,
    ) -> None:
        self._config, self._calls = config, calls
        self._clock, self._worker = clock, worker
        self._folder = folder / f"kite-{config.environment}"

    async def load(self, progress: Progress, *, fresh: bool) -> Parsed:
        """Return the day's columns and keys. `progress(bytes_done, bytes_total_or_None)`.

        What was downloaded is stored only once it could be read. Errors: the download's, or
        WireError for a list that cannot be read, where no older one is on disk.
        """
        path = self._path()
        if self._config.cache_master and not fresh and path.exists():
            try:
                return await self._worker.run(_load, path)
            except (TerminalError, OSError) as error:
                log.warning("%s cannot be used, asking anew: %s", path.name, error)
        try:
            content = await self._calls.instruments(progress)
            parsed = await self._worker.run(_parse, content)
        except LoginNeeded:
            raise
        except TerminalError as error:
            older = self._newest()
            if older is None:
                raise
            log.warning("using the list of %s: %s", older.stem, error.text)
            return await self._worker.run(_load, older)
        if self._config.cache_master:
            await self._keep(path, content)
        return parsed

    async def content(self, progress: Progress) -> bytes:
        """Return the day's dump as downloaded: from the day's file, else asked anew."""
        path = self._path()
        if self._config.cache_master and path.exists():
            return await self._worker.run(path.read_bytes)
        content = await self._calls.instruments(progress)
        if self._config.cache_master:
            await self._worker.run(parse_instruments, content)  # a broken one is not kept
            await self._keep(path, content)
        return content

    async def _keep(self, path: Path, content: bytes) -> None:
        try:
            await self._worker.run(_store, path, content)
        except OSError as error:  # a full disk costs a download tomorrow, not the day
            log.warning("could not keep the instrument list: %s", error)

    def _path(self) -> Path:
        now = datetime.fromtimestamp(self._clock.now_ns() // 1_000_000_000, UTC)
        day = (now.astimezone(IST) - PUBLISHED).date()
        return self._folder / f"instruments-{day.isoformat()}.csv"

    def _newest(self) -> Path | None:
        if not self._config.cache_master:
            return None
        return max(self._folder.glob("instruments-*.csv"), default=None)


def _store(path: Path, content: bytes) -> None:
    """Write a master whole or not at all, and drop the older ones but one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(content)
    os.replace(part, path)
    for old in sorted(path.parent.glob("instruments-*.csv"))[:-KEPT]:
        old.unlink(missing_ok=True)


def _parse(content: bytes) -> Parsed:
    columns = parse_instruments(content)
    return columns, InstrumentMap(columns)


def _load(path: Path) -> Parsed:
    return _parse(path.read_bytes())
