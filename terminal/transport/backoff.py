"""Growing pauses with full jitter, and the one way in which a read is repeated.

Only reads come through here. A write has no repetition anywhere in this program: its outcome is
accepted, rejected or unknown.
"""

import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

from terminal.domain.errors import RateLimited, Transient
from terminal.domain.ports import Clock

T = TypeVar("T")


class Backoff:
    """Pauses of `first_s * 2^n` seconds, at most `longest_s`, spread so that clients do not march.

    `jitter` in 0..1 is the share of the pause that is random; 1 is full jitter.
    """

    def __init__(
        self,
        *,
        first_s: float,
        longest_s: float,
        jitter: float = 1.0,
        rng: random.Random | None = None,
    ) -> None:
        self._first_s, self._longest_s, self._jitter = first_s, longest_s, jitter
        self._rng = rng or random.Random()  # noqa: S311  spreads load, guards nothing
        self._failures = 0

    @property
    def failures(self) -> int:
        return self._failures

    def pause_s(self) -> float:
        """Return the next pause in seconds and grow."""
        full = min(self._longest_s, self._first_s * 2.0 ** min(self._failures, 30))
        self._failures += 1
        return full * (1.0 - self._jitter * self._rng.random())

    def reset(self) -> None:
        """Start again from the first pause."""
        self._failures = 0


async def repeat_read(
    read: Callable[[], Awaitable[T]], *, clock: Clock, attempts: int, rng: random.Random
) -> T:
    """Return what `read` returns; repeat it after a Transient or RateLimited failure.

    Transient pauses start at 0.4 s, rate limits at 1 s or what the server asks for. The last failure
    is raised as it is.
    """
    weather = Backoff(first_s=0.4, longest_s=4.0, jitter=0.5, rng=rng)
    limits = Backoff(first_s=1.0, longest_s=8.0, jitter=0.3, rng=rng)
    for left in range(attempts - 1, -1, -1):
        try:
            return await read()
        except RateLimited as error:
            if not left:
                raise
            await clock.sleep(max(error.retry_after_s, limits.pause_s()))
        except Transient:
            if not left:
                raise
            await clock.sleep(weather.pause_s())
    raise ValueError("a read needs at least one attempt")
