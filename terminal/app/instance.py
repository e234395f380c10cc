"""One running terminal a data folder: a second start hands its arguments to the first and ends.

The folder's lock decides who is first, so a socket that a killed run left behind is simply replaced.
The socket lies in a folder of its owner's alone, and who speaks must know the word that the first
one wrote into the owner-only data folder: another user of the computer can neither clash nor command.
"""

import contextlib
import hmac
import logging
import os
import secrets
import stat
import sys
import tempfile
from collections.abc import Iterator
from hashlib import blake2s
from pathlib import Path

import msgspec
from msgspec import Struct
from PySide6.QtCore import QObject, QTimer
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from terminal.runtime.config import write_atomically
from terminal.runtime.disk import reason
from terminal.runtime.lock import FolderLock
from terminal.runtime.signals import Signal
from terminal.runtime.tasks import OnFailure

log = logging.getLogger(__name__)
LOCK, RENDEZVOUS = "instance.lock", "instance.json"
ANSWER_MS = 4000
_LARGEST = 65_536
_LONGEST_PATH = 80  # a socket's name has 108 bytes, and Qt makes it in a folder of its own first
_SILENT_MS = 3000
_GOOD = b"ok\n"


class Request(Struct, frozen=True, kw_only=True):
    """What the second start was asked for. `activation` lets the desktop give us the focus."""

    practice: bool = False
    safe: bool = False
    theme: str | None = None
    activation: str = ""


class _Rendezvous(Struct, frozen=True):
    pid: int
    address: str
    word: str


class _Message(Struct, frozen=True):
    word: str
    request: Request


class Instance(QObject):
    """The first instance's side: holds the lock, listens, and tells `asked` what others want."""

    def __init__(self, folder: Path, *, on_failure: OnFailure) -> None:
        super().__init__()
        self.asked: Signal[Request] = Signal(on_failure)
        self._folder = folder
        self._lock = FolderLock(folder / LOCK)
        self._word = secrets.token_urlsafe(24)
        self._server: QLocalServer | None = None

    @property
    def address(self) -> str:
        """Where it listens, "" where it does not."""
        return "" if self._server is None else self._server.fullServerName()

    def claim(self) -> bool:
        """Become the first instance; False if another one is. Errors: OSError."""
        return self._lock.acquire()

    def listen(self) -> None:
        """Wait for later starts. Where no socket can be made they can only be told of us."""
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        for name in _names(self._folder):
            QLocalServer.removeServer(name)  # what a killed run left: the lock says it is dead
            if server.listen(name):
                break
        else:
            log.warning("a second start cannot reach this one (%s)", server.errorString())
        server.newConnection.connect(self._connected)
        self._server = server
        meeting = _Rendezvous(os.getpid(), server.fullServerName(), self._word)
        try:
            write_atomically(self._folder / RENDEZVOUS, msgspec.json.encode(meeting))
        except OSError as error:
            log.warning("a second start cannot reach this one (%s)", reason(error))

    def close(self) -> None:
        """Stop listening and let go of the folder; safe to call twice."""
        if self._server is not None:
            self._server.close()
            self._server = None
            with contextlib.suppress(OSError):
                (self._folder / RENDEZVOUS).unlink(missing_ok=True)
        self._lock.release()

    def _connected(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()):
            _Visitor(self, socket)

    def heard(self, line: bytes) -> bool:
        """Take one message; False where it is not one or its word is wrong."""
        try:
            message = msgspec.json.decode(line, type=_Message)
        except msgspec.MsgspecError:
            return False
        if not hmac.compare_digest(message.word.encode(), self._word.encode()):
            log.warning("somebody without the word knocked at %s", self.address)
            return False
        self.asked.emit(message.request)
        return True


class _Visitor(QObject):
    """One connection: a line in, an answer out. Who stays silent is sent away."""

    def __init__(self, instance: Instance, socket: QLocalSocket) -> None:
        super().__init__(socket)
        self._instance = instance
        self._socket = socket
        socket.setReadBufferSize(_LARGEST)
        socket.readyRead.connect(self._ready)
        socket.disconnected.connect(socket.deleteLater)
        QTimer.singleShot(_SILENT_MS, self, socket.abort)
        self._ready()

    def _ready(self) -> None:
        if self._socket.canReadLine():
            if self._instance.heard(bytes(self._socket.readLine().data())):
                self._socket.write(_GOOD)
                self._socket.flush()
            self._socket.disconnectFromServer()
        elif self._socket.bytesAvailable() >= _LARGEST:
            self._socket.abort()


def hand_over(folder: Path, request: Request, *, patience_ms: int = ANSWER_MS) -> str:
    """Give a request to the running instance; "" if it took it, else why not. Blocks."""
    try:
        meeting = msgspec.json.decode((folder / RENDEZVOUS).read_bytes(), type=_Rendezvous)
    except (OSError, msgspec.MsgspecError):
        return "It does not say how it can be reached: it may be starting or ending just now."
    _let_it_come_forward(meeting.pid)
    socket = QLocalSocket()
    socket.connectToServer(meeting.address)
    if not meeting.address or not socket.waitForConnected(patience_ms):
        return f"Process {meeting.pid} does not answer."
    socket.write(msgspec.json.encode(_Message(meeting.word, request)) + b"\n")
    socket.flush()
    while not socket.canReadLine():
        if not socket.waitForReadyRead(patience_ms):
            return f"Process {meeting.pid} does not answer."
    answer = bytes(socket.readLine().data())
    return "" if answer == _GOOD else f"Process {meeting.pid} did not take it."


def activation_token() -> str:
    """Return what the desktop gave this start for the focus, on Linux; "" elsewhere."""
    return os.environ.get("XDG_ACTIVATION_TOKEN", "")


if sys.platform == "win32":

    def _names(folder: Path) -> Iterator[str]:
        """Yield where to listen: a pipe of this user's; its access list names its owner alone."""
        yield f"trading-terminal-{_key(os.environ.get('USERNAME', ''), folder)}"

else:

    def _names(folder: Path) -> Iterator[str]:
        """Yield where to listen, best first: in folders that nobody else may enter.

        The one in /tmp is made only if no other serves.
        """
        owner = str(os.getuid())
        folders = [os.environ.get("XDG_RUNTIME_DIR", ""), str(folder)]
        folders.append(f"{tempfile.gettempdir()}/trading-terminal-{owner}")
        key = _key(owner, folder)
        for place in folders:
            name = f"{place}/trading-terminal-{key}"
            if len(name.encode()) <= _LONGEST_PATH and _private(place):
                yield name

    def _private(place: str) -> bool:
        """Say whether a folder is ours alone; the one in /tmp is made."""
        if not place:
            return False
        with contextlib.suppress(OSError):
            Path(place).mkdir(mode=0o700, exist_ok=True)
            found = os.lstat(place)
            ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
            return ours and not stat.S_IMODE(found.st_mode) & 0o077
        return False


def _key(owner: str, folder: Path) -> str:
    return blake2s(f"{owner}\0{folder.resolve()}".encode(), digest_size=8).hexdigest()


def _let_it_come_forward(pid: int) -> None:
    """Windows lets a program take the focus only if the one that has it agrees."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(pid)
