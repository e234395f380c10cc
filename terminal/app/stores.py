"""Small files of the user's own: watchlists and the accounts of last time. No secrets in either."""

import logging
from pathlib import Path

import msgspec
from msgspec import Struct

from terminal.runtime.config import write_atomically
from terminal.runtime.tasks import TaskScope
from terminal.runtime.worker import Worker
from terminal.ui.models.lists import SavedList, SavedLists

log = logging.getLogger(__name__)

FIRST_LISTS = SavedLists(
    lists=[
        SavedList(
            name="Watch",
            instruments=[
                "NSE:NIFTY 50:index",
                "NSE:NIFTY BANK:index",
                "NSE:RELIANCE",
                "NSE:INFY",
                "NSE:TCS",
                "NSE:HDFCBANK",
                "NSE:ICICIBANK",
                "NSE:SBIN",
                "NSE:ITC",
                "NSE:TATASTEEL",
                "NSE:BHARTIARTL",
                "NSE:LT",
            ],
        )
    ]
)
"""What a newcomer sees: the indices and a handful of the most traded stocks."""


class WatchlistFile:
    """Watchlists in one JSON file; several saves in one turn of the loop become one write."""

    def __init__(self, file: Path, *, worker: Worker, scope: TaskScope) -> None:
        self._file = file
        self._worker = worker
        self._scope = scope
        self._newest: SavedLists | None = None

    def load(self) -> SavedLists | None:
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=SavedLists)
        except FileNotFoundError:
            return FIRST_LISTS
        except (OSError, msgspec.MsgspecError) as error:
            log.warning("the watchlists could not be read (%s); starting with none", error)
            return None

    def save(self, lists: SavedLists) -> None:
        waiting = self._newest is not None
        self._newest = lists
        if not waiting:
            self._scope.spawn(self._write(), name="watchlists")

    async def _write(self) -> None:
        lists, self._newest = self._newest, None
        if lists is not None:
            await self._worker.run(write_atomically, self._file, msgspec.json.encode(lists))


class KnownAccount(Struct, frozen=True):
    """A login that may be resumed at the next start, if its token is still alive."""

    broker: str
    environment: str
    user_id: str


class KnownAccounts:
    """The live accounts that were logged in last time."""

    def __init__(self, file: Path, *, worker: Worker) -> None:
        self._file = file
        self._worker = worker

    async def load(self) -> list[KnownAccount]:
        return await self._worker.run(self._read)

    async def remember(self, account: KnownAccount) -> None:
        known = await self.load()
        if account not in known:
            await self._write([*known, account])

    async def forget(self, account: KnownAccount) -> None:
        known = await self.load()
        if account in known:
            await self._write([other for other in known if other != account])

    def _read(self) -> list[KnownAccount]:
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=list[KnownAccount])
        except FileNotFoundError:
            return []
        except (OSError, msgspec.MsgspecError) as error:
            log.warning("the known accounts could not be read (%s)", error)
            return []

    async def _write(self, known: list[KnownAccount]) -> None:
        await self._worker.run(write_atomically, self._file, msgspec.json.encode(known))
