"""The update check: off as shipped, at most daily, never while it could disturb trading.

It asks one address for one small signed list and sends nothing about anybody. What it finds is
offered; this program never replaces itself. No address is built in.
"""

import hashlib
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from terminal import __version__
from terminal.domain.errors import TerminalError
from terminal.domain.ports import Clock
from terminal.runtime import manifest as lists
from terminal.runtime.config import SettingsStore, write_atomically
from terminal.runtime.disk import DiskError, reason
from terminal.runtime.executable import channel
from terminal.runtime.manifest import Manifest, Offer
from terminal.runtime.worker import Worker

if TYPE_CHECKING:
    from terminal.transport.http import HttpTransport

log = logging.getLogger(__name__)
DAY_NS = 86_400_000_000_000
LOOK_EVERY_S = 1800.0
FIRST_LOOK_S = 120.0
_BEFORE_OPEN_NS = 20 * 60 * 1_000_000_000  # the pre-open session, and a log-in before it
_LARGEST_FILE = 500_000_000
_DOWNLOAD_S = 3600.0


class UpdateState(Struct, frozen=True, kw_only=True):
    """What is remembered between runs: the last look, and the newest version ever offered."""

    looked_ns: int = 0
    newest: str = ""


class UpdateChecker:
    """`busy` returns why work is in flight, "" for none. `found` is told of a newer version.

    `key` is the makers' public key, None in a build without one.
    """

    def __init__(
        self,
        *,
        settings: SettingsStore,
        state_file: Path,
        busy: Callable[[], str],
        market_open: Callable[[int], bool],
        found: Callable[[Manifest], None],
        clock: Clock,
        worker: Worker,
        key: bytes | None,
        running: str = __version__,
    ) -> None:
        self._settings = settings
        self._state_file = state_file
        self._busy = busy
        self._market_open = market_open
        self._found = found
        self._clock = clock
        self._worker = worker
        self._key = key
        self._running = running
        self._told = ""

    @property
    def running(self) -> str:
        return self._running

    def hindrance(self) -> str:
        """Return in a sentence why no look is possible now, "" where one is."""
        if not self._settings.current.updates.address:
            return (
                "No address of an update list is set, and none is built in. Enter the one that the "
                "makers of your copy publish: Settings, Updates."
            )
        if not lists.is_safe(self._settings.current.updates.address):
            return (
                "The address of the update list does not begin with https://, so it is not asked."
            )
        if self._key is None:
            return (
                "This copy was built without the makers' key, so it could not tell a true update list "
                "from a false one, and asks for none."
            )
        if self._market_open(self._clock.now_ns()):
            return "Not while the market is open: nothing may compete with orders and prices."
        return self._busy()

    def is_due(self, state: UpdateState) -> bool:
        """Say whether the daily look is due: switched on, a day since the last, and no hindrance."""
        waited = self._clock.now_ns() - state.looked_ns
        rested = waited >= DAY_NS or waited < 0
        return self._settings.current.updates.check and rested and not self.hindrance()

    async def run(self) -> None:
        """Look once a day, for as long as the program runs. A look that fails is only logged."""
        await self._clock.sleep(FIRST_LOOK_S)
        while True:
            if self.is_due(await self._worker.run(self._load)):
                try:
                    manifest = await self.look()
                except TerminalError as error:
                    log.warning("update check: %s", error.text)
                else:
                    if manifest is not None and manifest.version != self._told:
                        self._told = manifest.version
                        self._found(manifest)
            await self._clock.sleep(LOOK_EVERY_S)

    async def look(self) -> Manifest | None:
        """Ask now; return the list if it names a newer version. Errors: TerminalError."""
        if why := self.hindrance():
            raise TerminalError(why)
        key = self._key
        assert key is not None
        state = await self._worker.run(self._load)
        now_ns = self._clock.now_ns()
        # Written before the request: a list that makes trouble is not asked for again and again.
        await self._worker.run(self._save, replace(state, looked_ns=now_ns))
        content = await self._fetch(
            self._settings.current.updates.address, largest=lists.LARGEST, total_s=20
        )
        manifest = lists.read(
            content, key=key, now_ns=now_ns, running=self._running, newest_seen=state.newest
        )
        await self._worker.run(self._save, UpdateState(looked_ns=now_ns, newest=manifest.version))
        return manifest if lists.is_newer(manifest.version, self._running) else None

    async def download(self, offer: Offer, file: Path) -> None:
        """Save an offered file if it is the one that was signed for. Errors: TerminalError."""
        if why := self.hindrance():
            raise TerminalError(why)
        content = await self._fetch(offer.url, largest=_LARGEST_FILE, total_s=_DOWNLOAD_S)
        if await self._worker.run(_sha256, content) != offer.sha256:
            raise TerminalError(
                "The file is not the one that the makers signed for: it was not saved.",
                hint="Try again later; if it happens again, ask where you got the program from.",
                code="checksum",
            )
        try:
            await self._worker.run(write_atomically, file, content)
        except OSError as error:
            raise DiskError(f"{file.name} could not be saved: {reason(error)}.") from error

    def offer(self, manifest: Manifest) -> Offer | None:
        """Return the file of a list for this kind of installation."""
        return manifest.offer(channel(), "nsis" if sys.platform == "win32" else "run", sys.platform)

    async def _fetch(self, address: str, *, largest: int, total_s: float) -> bytes:
        def measure(done: int, total: int | None) -> None:
            if max(done, total or 0) > largest:
                raise ValueError("larger than it may be")

        transport = self._transport()
        try:
            reply = await transport.send("GET", address, total_s=total_s, progress=measure)
        finally:
            await transport.aclose()
        if reply.status != 200:
            raise TerminalError(
                f"The address answered with status {reply.status} instead of a file."
            )
        return reply.content

    def _transport(self) -> "HttpTransport":
        # Imported here: it costs a start far more than anything else of this file.
        from terminal.transport.http import HttpTransport, Timeouts

        return HttpTransport(clock=self._clock, timeouts=Timeouts(connect_s=10), headers={})

    def _load(self) -> UpdateState:
        try:
            return msgspec.json.decode(self._state_file.read_bytes(), type=UpdateState)
        except (OSError, msgspec.MsgspecError):
            return UpdateState()

    def _save(self, state: UpdateState) -> None:
        try:
            write_atomically(self._state_file, msgspec.json.encode(state))
        except OSError as error:
            log.warning("when updates were looked for cannot be noted (%s)", reason(error))


def market_open(now_ns: int) -> bool:
    """Say whether any Indian exchange trades, or is about to. A day of unknown hours counts whole."""
    from terminal.history.sessions import Segment, day_of, indian_calendar

    calendar, day = indian_calendar(), day_of(now_ns)
    for segment in Segment:
        session = calendar.session(segment, day)
        if session is not None:
            begins = session.hours[0][0] - _BEFORE_OPEN_NS if session.hours else 0
            if begins <= now_ns < session.final_ns:
                return True
    return False


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
