"""The one token that lives at a practice server, what it is traded for, and its death.

A proof of login (request token, code) is good once and for a few minutes of real time; a token
dies at its broker's hour of practice time, or when it is ended.
"""

import secrets
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Protocol

from terminal.domain.ports import Clock
from terminal.sandbox.virtual import SECOND_NS, VirtualClock

PROOF_LIFE_NS = 5 * 60 * SECOND_NS


class TokenSwitches(Protocol):
    """The switches of every broker's login."""

    fresh_token: bool


class OneToken(ABC):
    """Proofs out, one token alive. `on_death` is called whenever a token dies."""

    def __init__(self, clock: Clock, virtual: VirtualClock, switches: TokenSwitches) -> None:
        self.on_death: Callable[[], None] | None = None
        self._clock, self._virtual, self._login_switches = clock, virtual, switches
        self._proofs: dict[str, int] = {}
        self._token = ""
        self._login_ns = self._dies_ns = 0

    @abstractmethod
    def new_token(self) -> str:
        """Return a token as the broker writes them, never used before."""

    @abstractmethod
    def death_ns(self, login_ns: int) -> int:
        """Return when a token of this login dies, both practice time."""

    def open(self) -> str:
        """Start a login right away and return its token; the one that lives is kept."""
        if self._login_switches.fresh_token or not self._alive():
            self.expire()
            self._token = self.new_token()
            self._login_ns = self._virtual.now_ns()
            self._dies_ns = self.death_ns(self._login_ns)
        return self._token

    def lives(self, token: str) -> bool:
        """Return whether this is the token that lives."""
        return self._alive() and secrets.compare_digest(token.encode(), self._token.encode())

    def live_token(self) -> str:
        """Return the living token, or an empty text."""
        return self._token if self._alive() else ""

    def expire(self) -> None:
        """Kill whatever token lives, as a logout and the end of the day do."""
        had, self._token = self._token, ""
        if had and self.on_death is not None:
            self.on_death()

    def tick(self) -> None:
        """Kill the token whose hour has come."""
        if self._token and not self._alive():
            self.expire()

    def issue(self, proof: str) -> str:
        """Remember a proof of login that goes out with a redirect, and return it."""
        self._proofs[proof] = self._clock.monotonic_ns()
        return proof

    def redeem(self, proof: str) -> bool:
        """Use a proof up; False if it was never issued, was used before or is too old."""
        issued = self._proofs.pop(proof, None)
        return issued is not None and self._clock.monotonic_ns() - issued <= PROOF_LIFE_NS

    def _alive(self) -> bool:
        return bool(self._token) and self._virtual.now_ns() < self._dies_ns
