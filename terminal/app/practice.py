"""The practice exchanges as child processes of the terminal, one for each broker that is practised.

A child speaks its broker's real protocol over a loopback socket. It ends when its standard input
closes, so a killed terminal leaves no orphan behind.
"""

import logging
import os
import subprocess
from pathlib import Path
from typing import IO, Generic, TypeVar

import msgspec
from msgspec import Struct
from typing_extensions import override

from terminal.domain.errors import Transient
from terminal.runtime.disk import reason
from terminal.runtime.executable import own_command
from terminal.runtime.log import LARGEST_FILE, open_owner_only
from terminal.runtime.worker import Worker

log = logging.getLogger(__name__)
START_TIMEOUT_TEXT = (
    "The practice exchange did not start. No order is affected. The log says why; try again."
)


class PracticeCredentials(Struct, frozen=True):
    """What the practice server printed; worth nothing outside this machine."""

    api_key: str
    api_secret: str
    user_id: str
    access_token: str

    @override
    def __repr__(self) -> str:
        return f"PracticeCredentials(user_id={self.user_id!r})"


class PracticeServer(Struct, frozen=True):
    """Where the practice exchange listens, and how to log in to it."""

    rest: str
    stream: str
    login: str
    admin: str
    credentials: PracticeCredentials


class ShoonyaCredentials(Struct, frozen=True):
    """What a practice server in Shoonya's manner printed: the keys of both logins."""

    user_id: str
    password: str
    totp_secret: str
    vendor_code: str
    api_secret: str
    client_id: str
    secret_code: str
    imei: str
    access_token: str

    @override
    def __repr__(self) -> str:
        return f"ShoonyaCredentials(user_id={self.user_id!r})"


class ShoonyaServer(Struct, frozen=True):
    """Where a practice exchange in Shoonya's manner listens, by both profiles."""

    rest: str
    stream: str
    login: str
    admin: str
    rest_classic: str
    stream_classic: str
    masters: str
    credentials: ShoonyaCredentials


S = TypeVar("S")


class PracticeProcess(Generic[S]):
    """Start a practice exchange once, hand out where it listens (an `S`), stop it at the end."""

    def __init__(
        self,
        broker: str,
        said: type[S],
        *,
        seed: int,
        speed: float,
        log_file: Path,
        worker: Worker,
    ) -> None:
        self._broker = broker
        self._said = said
        self._seed = seed
        self._speed = speed
        self._log_file = log_file
        self._worker = worker
        self._process: subprocess.Popen[bytes] | None = None
        self._server: S | None = None
        self._mourned = 0

    async def server(self) -> S:
        """Return the running server, started on the first call; Transient if it will not start."""
        if self._server is None or (self._process is not None and self._process.poll() is not None):
            self._server = await self._worker.run(self._start)
        return self._server

    @property
    def pid(self) -> int | None:
        return None if self._process is None else self._process.pid

    def died(self) -> int | None:
        """Return the exit code of a server that ended without being asked, once for each."""
        process = self._process
        code = None if process is None else process.poll()
        if process is None or code is None or process.pid == self._mourned:
            return None
        self._mourned = process.pid
        return code

    async def aclose(self) -> None:
        await self._worker.run(self._stop)
        await self._worker.aclose()

    def _command(self) -> list[str]:
        options = ["--parent", "--seed", str(self._seed), "--speed", str(self._speed)]
        return own_command("sandbox", self._broker, *options)

    def _start(self) -> S:
        self._stop()  # one that has died leaves its pipes
        with _log(self._log_file) as errors:
            process = subprocess.Popen(  # noqa: S603  our own program, arguments of our own making
                self._command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
        line = _first_line(process.stdout)
        if not line:
            process.kill()
            process.wait()
            _close_pipes(process)
            raise Transient(
                START_TIMEOUT_TEXT, hint=f"See {self._log_file}", code="practice_not_started"
            )
        self._process = process
        log.info("practice exchange started, process %d", process.pid)
        return msgspec.json.decode(line, type=self._said)

    def _stop(self) -> None:
        process, self._process, self._server = self._process, None, None
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        try:
            process.wait(timeout=3)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        _close_pipes(process)


def _log(file: Path) -> IO[bytes]:
    """Open a server's log, its owner's alone; a large one makes room for a new one.

    Where it cannot be written (a full disk) the server runs without one.
    """
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if file.exists() and file.stat().st_size > LARGEST_FILE:
            file.replace(file.with_name(f"{file.name}.1"))
        return os.fdopen(open_owner_only(file), "ab")
    except OSError as error:
        log.warning("%s cannot be written: %s", file.name, reason(error))
        return open(os.devnull, "ab")


def _close_pipes(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()


def _first_line(stream: IO[bytes] | None) -> bytes:
    return b"" if stream is None else stream.readline()
