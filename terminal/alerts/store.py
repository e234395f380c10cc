"""Local alerts and their firings on disk: one JSON file, replaced as a whole, owner-only.

Written before a firing's orders leave: after a crash an alert for once that fired is not armed again.
"""

import logging
from pathlib import Path

import msgspec
from msgspec import Struct

from terminal.domain.alert import Alert, AlertEvent
from terminal.runtime.config import write_atomically
from terminal.runtime.worker import Worker

log = logging.getLogger(__name__)
KEPT_EVENTS = 500


class StoredAlert(Struct, frozen=True):
    """A local alert, and the questions about its orders that were answered with yes."""

    alert: Alert
    confirmed: tuple[str, ...] = ()


class StoredAlerts(Struct, frozen=True):
    """The file. `events` newest first, `KEPT_EVENTS` of them."""

    alerts: tuple[StoredAlert, ...] = ()
    events: tuple[AlertEvent, ...] = ()
    version: int = 1


class AlertStore:
    """The file of local alerts. All work is done on the worker's thread, in order."""

    def __init__(self, file: Path, *, worker: Worker) -> None:
        self._file = file
        self._worker = worker

    async def load(self) -> tuple[StoredAlerts, str]:
        """Return what is on disk and a sentence where it could not be used; that file is kept."""
        return await self._worker.run(self._load)

    async def save(self, stored: StoredAlerts) -> None:
        """Replace the file; OSError where that is impossible."""
        await self._worker.run(self._save, stored)

    def _load(self) -> tuple[StoredAlerts, str]:
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=StoredAlerts), ""
        except FileNotFoundError:
            return StoredAlerts(), ""
        except OSError as error:
            return StoredAlerts(), f"The alerts of this PC could not be read ({error.strerror})."
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            log.warning("alerts %s: %s", self._file, error)
            aside = self._file.with_suffix(".unreadable")
            try:
                self._file.replace(aside)
            except OSError as failure:
                return StoredAlerts(), f"The alerts of this PC are not readable ({failure})."
            return StoredAlerts(), f"The alerts of this PC are not readable; kept as {aside.name}."

    def _save(self, stored: StoredAlerts) -> None:
        write_atomically(self._file, msgspec.json.encode(stored))
