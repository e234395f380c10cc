"""The day's instrument master on disk: downloaded once a trading day, parsed on a worker thread."""

from pathlib import Path

from terminal.brokers.daily import DayStore
from terminal.brokers.kite.calls_market import MarketCalls
from terminal.brokers.kite.config import KiteConfig
from terminal.brokers.kite.instruments import InstrumentMap, parse_instruments
from terminal.domain.ports import Clock, MasterColumns
from terminal.runtime.worker import Worker
from terminal.transport.http import Progress

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
        self._calls, self._worker = calls, worker
        self._days = DayStore(
            folder=folder / f"kite-{config.environment}",
            name="instruments-{}.csv",
            title="instrument list",
            read=_load,
            keeps=config.cache_master,
            clock=clock,
            worker=worker,
        )

    async def load(self, progress: Progress, *, fresh: bool) -> Parsed:
        """Return the day's columns and keys. `progress(bytes_done, bytes_total_or_None)`.

        What was downloaded is stored only once it could be read. Errors: the download's, or
        WireError for a list that cannot be read, where no older one is on disk.
        """

        async def ask() -> tuple[bytes, Parsed]:
            content = await self._calls.instruments(progress)
            return content, await self._worker.run(_parse, content)

        return await self._days.load(ask, fresh=fresh)

    async def content(self, progress: Progress) -> bytes:
        """Return the day's dump as downloaded: from the day's file, else asked anew."""
        path = self._days.today()
        if self._days.holds(path):
            return await self._worker.run(path.read_bytes)
        content = await self._calls.instruments(progress)
        if self._days.keeps:
            await self._worker.run(parse_instruments, content)  # a broken one is not kept
            await self._days.keep(path, content)
        return content


def _parse(content: bytes) -> Parsed:
    columns = parse_instruments(content)
    return columns, InstrumentMap(columns)


def _load(path: Path) -> Parsed:
    return _parse(path.read_bytes())
