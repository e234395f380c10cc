"""Locked or not: after a time without input, by a key, and until the PIN is typed.

Of the PIN only a salted scrypt hash is kept, in the system's keyring. Without a keyring there is no lock:
a hash in a file beside the program would be no more than a curtain. What a lock shows and still lets
through is in `lock_cover`.
"""

import base64
import hashlib
import hmac
import secrets as entropy
from collections.abc import Callable

from terminal.domain.ports import Clock, Secrets
from terminal.runtime.signals import Signal
from terminal.runtime.tasks import OnFailure
from terminal.runtime.worker import Worker
from terminal.ui.i18n import tr

SECRET = "lock.pin"  # noqa: S105  the name under which the hash is kept
LEAST_PIN = 4
FREE_TRIES = 5
FIRST_WAIT_S = 30.0
_MINUTE_NS = 60_000_000_000
_SECOND_NS = 1_000_000_000
_N, _R, _P = 2**14, 8, 1


def hash_pin(pin: str, salt: bytes = b"") -> str:
    """Return `scrypt$n$r$p$salt$hash` of a PIN; a fresh salt where none is given. Takes 50 ms."""
    salt = salt or entropy.token_bytes(16)
    found = hashlib.scrypt(pin.encode(), salt=salt, n=_N, r=_R, p=_P)
    parts = (base64.b64encode(part).decode() for part in (salt, found))
    return "$".join(("scrypt", str(_N), str(_R), str(_P), *parts))


def fits(pin: str, kept: str) -> bool:
    """True if a PIN is the one whose hash is kept; False for a hash that cannot be read."""
    try:
        kind, n, r, p, salt, wanted = kept.split("$")
        raw = base64.b64decode(salt)
        found = hashlib.scrypt(pin.encode(), salt=raw, n=int(n), r=int(r), p=int(p))
        return kind == "scrypt" and hmac.compare_digest(found, base64.b64decode(wanted))
    except ValueError:
        return False


class Lock:
    """The state. `minutes()` is asked each time; 0 never locks by itself. `note` keeps it on disk."""

    def __init__(
        self,
        *,
        secrets: Secrets,
        worker: Worker,
        clock: Clock,
        minutes: Callable[[], int],
        note: Callable[[bool], None],
        on_failure: OnFailure,
    ) -> None:
        self.changed: Signal[bool] = Signal(on_failure)
        self.locked = False
        self._secrets = secrets
        self._worker = worker
        self._clock = clock
        self._minutes = minutes
        self._note = note
        self._kept: str | None = None
        self._opened = False
        self._touched_ns = clock.monotonic_ns()
        self._wrong = 0
        self._until_ns = 0

    @property
    def has_pin(self) -> bool:
        return self._kept is not None

    async def open(self) -> bool:
        """Read what the keyring holds, once; True if a PIN is set there."""
        if not self._opened:
            self._kept = await self._secrets.load(SECRET)
            self._opened = True
        return self.has_pin

    async def why_not(self) -> str:
        """Return why this computer offers no lock, '' where it does."""
        await self.open()
        if self._secrets.persistent:
            return ""
        return tr(
            "This system has no keyring, so there is no safe place for a PIN and the lock is not "
            "offered. Lock the screen of the computer instead."
        )

    async def set_pin(self, pin: str) -> str:
        """Keep a new PIN; returns '' or why it is not kept."""
        if (reason := await self.why_not()) or (reason := too_weak(pin)):
            return reason
        kept = await self._worker.run(hash_pin, pin)
        await self._secrets.save(SECRET, kept)
        if not self._secrets.persistent:
            return tr("The keyring did not take the PIN. Unlock the keyring and try again.")
        self._kept = kept
        return ""

    async def forget_pin(self) -> None:
        """Drop the PIN; an engaged lock opens."""
        await self._secrets.forget(SECRET)
        self._kept = None
        self._open_up()

    def lock(self) -> bool:
        """Lock now; False where no PIN is set."""
        if not self.has_pin:
            return False
        if not self.locked:
            self.locked = True
            self._note(True)
            self.changed.emit(True)
        return True

    async def unlock(self, pin: str) -> str:
        """Open the lock; returns '' or what is wrong. After five wrong tries each next one must wait."""
        if self.wait_s > 0:
            return self._patience()
        if self._kept is not None and not await self._worker.run(fits, pin, self._kept):
            self._wrong += 1
            if self._wrong >= FREE_TRIES:
                wait_s = FIRST_WAIT_S * 2 ** min(6, self._wrong - FREE_TRIES)
                self._until_ns = self._clock.monotonic_ns() + round(wait_s * _SECOND_NS)
                return self._patience()
            return tr("That is not the PIN.")
        self._open_up()
        return ""

    @property
    def wait_s(self) -> float:
        """Seconds until the next try is looked at."""
        return max(0.0, (self._until_ns - self._clock.monotonic_ns()) / _SECOND_NS)

    def touch(self) -> None:
        """Say that the user did something."""
        self._touched_ns = self._clock.monotonic_ns()

    def check(self) -> None:
        """Lock if there was no input for as long as the setting says; asked once a second."""
        minutes = self._minutes()
        if minutes and not self.locked:
            idle_ns = self._clock.monotonic_ns() - self._touched_ns
            if idle_ns >= minutes * _MINUTE_NS:
                self.lock()

    def _open_up(self) -> None:
        self._wrong, self._until_ns = 0, 0
        self.touch()
        if self.locked:
            self.locked = False
            self._note(False)
            self.changed.emit(False)

    def _patience(self) -> str:
        return tr(
            "Too many wrong tries. Try again in {seconds} s.", seconds=round(self.wait_s) or 1
        )


def too_weak(pin: str) -> str:
    """Return why a PIN is refused, '' if it is not."""
    if len(pin) < LEAST_PIN:
        return tr("A PIN has at least {count} characters.", count=LEAST_PIN)
    if len(set(pin)) == 1:
        return tr("A PIN of one repeated character is guessed at once.")
    return ""
