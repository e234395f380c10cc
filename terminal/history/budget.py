"""How fast a download may ask: two rolling windows whose width follows the broker's refusals.

A refusal for the rate halves it and holds it for a minute; then it grows by a tenth of the setting a
minute. Trading outranks it all: while an order is in flight nothing leaves here.
"""

import logging
from collections.abc import Callable

from terminal.domain.history import SourceRules
from terminal.domain.ports import Clock
from terminal.transport.limits import Window

log = logging.getLogger(__name__)
SECOND_NS = 1_000_000_000
HOLD_S = 60.0
GROWTH_A_MINUTE = 0.1
SMALLEST = 0.02
"""Share of the setting below which nothing is halved any more."""
_LOOK_AGAIN_S = 0.05
_QUIET_S = 0.3
"""Trading is over when it has been over for this long: a basket sends one order after the other."""


class RequestBudget:
    """One account's requests for history. `enter` before each, `refused` where the rate was."""

    def __init__(
        self,
        rules: SourceRules,
        *,
        clock: Clock,
        trading: Callable[[], bool] = lambda: False,
    ) -> None:
        self._clock = clock
        self._trading = trading
        self._limits = (rules.per_second, rules.per_minute or 60 * rules.per_second)
        self._windows = (Window(self._limits[0], 1.0), Window(self._limits[1], 60.0))
        self._factor = 1.0
        self._halved_ns = clock.monotonic_ns() - SECOND_NS
        self._blocked_ns = 0

    @property
    def factor(self) -> float:
        """The share of the setting that is in use now: 1 unless the broker refused lately."""
        if self._factor < 1.0:
            quiet_s = (self._clock.monotonic_ns() - self._halved_ns) / SECOND_NS - HOLD_S
            return min(1.0, self._factor + max(0.0, quiet_s) / 60.0 * GROWTH_A_MINUTE)
        return self._factor

    @property
    def per_second(self) -> float:
        """The rate that can be kept up now, in requests a second."""
        return sustained(self._limits[0], self._limits[1]) * self.factor

    async def enter(self) -> int:
        """Wait for a slot; return its moment, to be handed back in `refused`."""
        while True:
            await self._wait_for_trading()
            now_ns = self._clock.monotonic_ns()
            moment = self._reserve(now_ns)
            if moment <= now_ns:
                return moment
            try:
                await self._clock.sleep((moment - now_ns) / SECOND_NS)
            except BaseException:  # cancelled while waiting: the slot was never used
                self._give_back(moment)
                raise
            if not self._busy() and self._clock.monotonic_ns() >= self._blocked_ns:
                return moment
            self._give_back(moment)  # an order came, or a refusal, while this one slept

    def refused(self, sent_ns: int, retry_after_s: float) -> None:
        """Halve the rate: the broker refused a request of `sent_ns` for it.

        Requests that were under way when the rate was halved say nothing about the halved rate.
        """
        now_ns = self._clock.monotonic_ns()
        self._blocked_ns = max(self._blocked_ns, now_ns + int(retry_after_s * SECOND_NS))
        if sent_ns <= self._halved_ns:
            return
        self._factor = max(SMALLEST, self.factor / 2)
        self._halved_ns = now_ns
        log.warning("history requests: refused for their rate, now at %.0f %%", self._factor * 100)

    def _busy(self) -> bool:
        return self._trading()

    async def _wait_for_trading(self) -> None:
        quiet_from_ns: int | None = None
        while True:
            now_ns = self._clock.monotonic_ns()
            if self._busy():
                quiet_from_ns = now_ns + int(_QUIET_S * SECOND_NS)
            elif quiet_from_ns is None or now_ns >= quiet_from_ns:
                return
            await self._clock.sleep(_LOOK_AGAIN_S)

    def _reserve(self, now_ns: int) -> int:
        factor = self.factor
        for window, limit in zip(self._windows, self._limits, strict=True):
            window.limit = max(1, int(limit * factor))
            window.forget(now_ns)
        moment = max(now_ns, self._blocked_ns)
        while True:
            later = moment
            for window in self._windows:
                later = window.earliest(later, urgent=True)
            if later == moment:
                break
            moment = later
        for window in self._windows:
            window.add(moment)
        return moment

    def _give_back(self, moment: int) -> None:
        for window in self._windows:
            window.remove(moment)


def sustained(per_second: float, per_minute: float | None) -> float:
    """Return the requests a second that both windows allow for hours."""
    return per_second if per_minute is None else min(per_second, per_minute / 60.0)
