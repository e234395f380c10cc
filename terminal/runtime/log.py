"""Logging: rotated owner-only files, a ring in memory for the log panel, secrets taken out of both.

Redaction happens in the formatter, after arguments and tracebacks are put in, so nothing slips past
it. The file is written by the logging queue's own thread: a slow disk costs no frame.
"""

import contextlib
import logging
import os
import queue
import re
import sys
from collections import deque
from collections.abc import Callable
from logging.handlers import QueueHandler, QueueListener, RotatingFileHandler
from pathlib import Path

from msgspec import Struct
from typing_extensions import override

from terminal.runtime.disk import reason

LARGEST_FILE = 5_000_000
KEPT_LINES = 5_000
_FORMAT = "%(asctime)s.%(msecs)03d %(levelname)-7s %(name)s: %(message)s"
_NAMES = (
    r"api_?secret|access_?token|refresh_?token|public_?token|enc_?token|request_?token|"
    r"totp(?:_?(?:seed|secret|code))?|two_?fa|password|passwd|pin|secret|seed|checksum|"
    r"authorization|cookie|set-cookie|session_?id|api_?key"
)
_PATTERNS = (
    re.compile(
        rf"(?i)([\"']?\b(?:{_NAMES})[\"']?\s*[=:]\s*[\"']?(?:token\s+|bearer\s+)?)[^\s\"'&,;}})]+"
    ),
    re.compile(r"(?i)(\btoken\s+)[a-z0-9]{6,}:[a-z0-9]{6,}"),
    re.compile(r"(?i)(\bbearer\s+)[a-z0-9._\-]{8,}"),
)
_LONG = re.compile(r"\b(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{32,}\b")


def redact(text: str) -> str:
    """Return `text` without tokens, secrets, codes and other long keys."""
    for pattern in _PATTERNS:
        text = pattern.sub(r"\1***", text)
    return _LONG.sub("***", text)


class LogLine(Struct, frozen=True, kw_only=True):
    """One line of the ring. `number` grows; `level` as in `logging`; `time_ns` UTC."""

    number: int
    time_ns: int
    level: int
    source: str
    text: str


class LogRing(logging.Handler):
    """The newest lines in memory. `number` is that of the newest line, 0 before the first."""

    def __init__(self, kept: int = KEPT_LINES) -> None:
        super().__init__()
        self.number = 0
        self._lines: deque[LogLine] = deque(maxlen=kept)

    @override
    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if record.exc_info:
            text = f"{text}\n{_TRACES.formatException(record.exc_info)}"
        # The handler's own lock is held here: numbers and lines stay in step.
        self.number += 1
        self._lines.append(
            LogLine(
                number=self.number,
                time_ns=int(record.created * 1e9),
                level=record.levelno,
                source=record.name.removeprefix("terminal."),
                text=redact(text),
            )
        )

    def lines(self, after: int = 0) -> list[LogLine]:
        """Return the kept lines whose number is larger than `after`, oldest first."""
        with self.lock or _NoLock():
            return [line for line in self._lines if line.number > after]


class _NoLock:
    def __enter__(self) -> None: ...
    def __exit__(self, *_: object) -> None: ...


class RedactingFormatter(logging.Formatter):
    """A formatter whose every line went through `redact`."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


_TRACES = logging.Formatter()


class _OwnerOnlyFile(RotatingFileHandler):
    """`trouble` is told once when the file can no longer be written, and when it can again."""

    def __init__(self, file: Path, *, keep: int, trouble: Callable[[str], None]) -> None:
        self._trouble = trouble
        self._works, self._failed = True, False
        # With `delay`: a folder that cannot be written is no reason not to start.
        super().__init__(
            file, maxBytes=LARGEST_FILE, backupCount=keep, encoding="utf-8", delay=True
        )

    @override
    def _open(self):  # type: ignore[no-untyped-def]  # the stub's TextIOWrapper is private to it
        return os.fdopen(open_owner_only(Path(self.baseFilename)), "a", encoding="utf-8")

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self._failed = False
        super().emit(record)
        if not self._failed and not self._works:
            self._works = True
            self._trouble("The log file can be written again.")

    @override
    def handleError(self, record: logging.LogRecord) -> None:
        # Not onto the screen, line by line: the lines stay in memory, and one of them says why.
        self._failed = True
        if self._works:
            self._works = False
            error = sys.exc_info()[1]
            words = reason(error) if isinstance(error, OSError) else type(error).__name__
            self._trouble(f"The log file cannot be written: {words}. Lines stay in memory.")


def open_owner_only(file: Path) -> int:
    """Open a log to append to, readable by its owner only, and return its handle. OSError."""
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    if sys.platform != "win32":
        os.fchmod(handle, 0o600)  # an older version may have left it open to others
    return handle


class LogFiles:
    """The set-up of one run: root logger to ring and to rotated files. `close` flushes."""

    def __init__(self, folder: Path, *, level: str = "info", keep_files: int = 10) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.file = folder / "terminal.log"
        self.ring = LogRing()
        handler = _OwnerOnlyFile(self.file, keep=keep_files, trouble=self._trouble)
        handler.setFormatter(RedactingFormatter(_FORMAT, "%Y-%m-%d %H:%M:%S"))
        self._file_handler = handler
        lines: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
        self._queue_handler = QueueHandler(lines)
        self._listener = QueueListener(lines, handler)
        self._listener.start()
        root = logging.getLogger()
        root.addHandler(self.ring)
        root.addHandler(self._queue_handler)
        self.set_level(level)

    def _trouble(self, text: str) -> None:
        # Straight into the ring: through the logger it would come back to the file.
        self.ring.handle(logging.makeLogRecord({
            "name": __name__, "levelno": logging.WARNING, "levelname": "WARNING", "msg": text,
        }))  # fmt: skip

    def set_level(self, level: str) -> None:
        """Say how much is logged: debug, info or warning. Libraries never say more than info."""
        logging.getLogger().setLevel(level.upper())
        for name in ("httpx", "httpcore", "websockets", "asyncio", "qasync", "uvicorn"):
            logging.getLogger(name).setLevel(logging.WARNING)

    def flush(self) -> None:
        """Write what is queued. Blocks."""
        self._listener.stop()
        self._listener.start()

    def close(self) -> None:
        """Write what is queued and let go of the files; safe to call twice."""
        root = logging.getLogger()
        if self._queue_handler in root.handlers:
            root.removeHandler(self.ring)
            root.removeHandler(self._queue_handler)
            self._listener.stop()
            with contextlib.suppress(OSError):  # what a full disk could not take is lost
                self._file_handler.close()
