"""How the last run ended. A run that ends well takes its marker away; one that does not leaves it.

Beside the marker lies what Python wrote as it died: `faulthandler` writes into a file of this run's
own from the first line on. The folder's lock is held by whoever looks, so a marker is never that of a
program which still runs.
"""

import contextlib
import faulthandler
import logging
import os
import traceback
from pathlib import Path
from typing import IO

import msgspec
from msgspec import Struct

from terminal.runtime.config import write_atomically

log = logging.getLogger(__name__)
MARKER = "run.json"
KEPT_FAULTS = 5
BEAT_S = 30.0
_LARGEST_FAULT = 200_000
_BOOT = Path("/proc/sys/kernel/random/boot_id")


class Run(Struct, frozen=True, kw_only=True):
    """One run of the program. `boot` names the computer's uptime where the system tells it."""

    pid: int
    started_ns: int
    version: str
    safe: bool = False
    boot: str = ""


class LastRun(Struct, frozen=True, kw_only=True):
    """A run that did not end well. `fault` is what it left; `alive_ns`: its last sign of life.

    That is at most half a minute before its end. `rebooted` is None where the system does not tell.
    """

    run: Run
    fault: str = ""
    alive_ns: int | None = None
    rebooted: bool | None = None


class FaultFile:
    """Where this process writes what kills it. Open from the first line of the program on."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / _fault_name(os.getpid())
        self._file: IO[str] | None = None

    def open(self) -> None:
        """Begin to watch; without a place to write to the program goes on unwatched."""
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        except OSError:
            return  # the start says in a sentence that this folder cannot be used
        self._file = os.fdopen(handle, "w", encoding="utf-8")
        faulthandler.enable(self._file)

    def write(self, error: BaseException) -> None:
        """Write down an exception that ends the program."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.write("".join(traceback.format_exception(error)))
                self._file.flush()

    def close(self) -> None:
        """Stop watching; an empty file goes away."""
        file, self._file = self._file, None
        if file is None:
            return
        faulthandler.disable()
        with contextlib.suppress(OSError):
            file.close()
            if self.path.stat().st_size == 0:
                self.path.unlink()


class RunMarker:
    """The marker of this run, in the data folder. Call with the folder's lock held."""

    def __init__(self, data: Path, logs: Path) -> None:
        self._file = data / MARKER
        self._logs = logs

    def begin(self, run: Run) -> LastRun | None:
        """Mark this run as begun; return the last one if it did not end well."""
        last = self._read()
        try:
            write_atomically(self._file, msgspec.json.encode(run))
        except OSError as error:
            log.warning("how this run ends cannot be noted (%s)", error.strerror)
        self._tidy()
        return last

    def beat(self) -> None:
        """Note that this run still lives: what a later start tells as its last sign of life."""
        with contextlib.suppress(OSError):
            os.utime(self._file)

    def end(self) -> None:
        """Mark this run as ended well."""
        with contextlib.suppress(OSError):
            self._file.unlink(missing_ok=True)

    def _read(self) -> LastRun | None:
        try:
            run = msgspec.json.decode(self._file.read_bytes(), type=Run)
        except FileNotFoundError:
            return None
        except (OSError, msgspec.MsgspecError) as error:
            log.warning("how the last run ended cannot be read (%s)", error)
            return None
        boot = this_boot()
        return LastRun(
            run=run,
            fault=_tail(self._logs / _fault_name(run.pid)),
            alive_ns=max(
                _changed_ns(self._file),
                _changed_ns(self._logs / "terminal.log"),
                _changed_ns(self._logs / _fault_name(run.pid)),
            )
            or None,
            rebooted=None if not (boot and run.boot) else boot != run.boot,
        )

    def _tidy(self) -> None:
        own = _fault_name(os.getpid())
        with contextlib.suppress(OSError):
            files = [f for f in self._logs.glob(_fault_name("*")) if f.name != own]
            files.sort(key=lambda file: file.stat().st_mtime_ns, reverse=True)
            full = [file for file in files if file.stat().st_size]
            for file in files:
                if file not in full[:KEPT_FAULTS]:
                    file.unlink()


def this_boot() -> str:
    """Return the id of the computer's present uptime, "" where the system has none."""
    try:
        return _BOOT.read_text("ascii").strip()
    except OSError:
        return ""


def fault_files(logs: Path) -> list[Path]:
    """Return the files that crashes left, newest last."""
    return sorted(logs.glob(_fault_name("*")), key=lambda file: file.stat().st_mtime_ns)


def _fault_name(pid: int | str) -> str:
    return f"fault-{pid}.txt"


def _tail(file: Path) -> str:
    try:
        with file.open("rb") as content:
            return content.read(_LARGEST_FAULT).decode("utf-8", "replace").strip()
    except OSError:
        return ""


def _changed_ns(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0
