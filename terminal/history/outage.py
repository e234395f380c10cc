"""The circuit breaker: after a row of failures nobody asks but one, with growing pauses.

Failures during an outage are the outage's and cost a request no attempt.
"""

import asyncio
from collections.abc import Callable

from terminal.domain.ports import Clock

IN_A_ROW = 20
FIRST_PAUSE_S = 5.0
LONGEST_PAUSE_S = 300.0


class Outage:
    """Count failures in a row; `wait` before each request, then `success`, `failure` or `unused`."""

    def __init__(self, clock: Clock, *, on_change: Callable[[], None] = lambda: None) -> None:
        self._clock = clock
        self._on_change = on_change
        self._in_a_row = 0
        self._pause_s = FIRST_PAUSE_S
        self._probing = False
        self._turn = asyncio.Event()
        self.sentence = ""
        self.open = False

    async def wait(self) -> bool:
        """Return at once while all is well; in an outage let one through after a pause (True)."""
        while self.open:
            if self._probing:
                self._turn.clear()
                await self._turn.wait()
                continue
            self._probing = True
            try:
                await self._clock.sleep(self._pause_s)
            except BaseException:
                self.unused(True)
                raise
            return True
        return False

    def success(self) -> None:
        """Be told that the other side answers."""
        self._in_a_row = 0
        if self.open:
            self.open = self._probing = False
            self._pause_s = FIRST_PAUSE_S
            self.sentence = ""
            self._turn.set()
            self._on_change()

    def failure(self, sentence: str, *, probing: bool) -> bool:
        """Be told of weather; return whether it is to be charged to the request."""
        if self.open:
            if probing:
                self._pause_s = min(LONGEST_PAUSE_S, self._pause_s * 2)
                self.unused(True)
            return False
        self._in_a_row += 1
        if self._in_a_row >= IN_A_ROW:
            self.open = True
            self.sentence = sentence
            self._on_change()
            return False
        return True

    def unused(self, probing: bool) -> None:  # noqa: FBT001  what `wait` returned
        """Give the probe's turn to another one."""
        if probing:
            self._probing = False
            self._turn.set()
