"""Pauses grow, are capped and spread; reads repeat on weather alone."""

import asyncio
import random

import pytest

from terminal.domain.errors import BrokerRefused, RateLimited, Transient
from terminal.transport.backoff import Backoff, repeat_read
from tests.fakes.clock import FakeClock


class Script:
    """A read that fails as told and counts its calls."""

    def __init__(self, *failures: Exception) -> None:
        self._failures = list(failures)
        self.calls = 0

    async def __call__(self) -> str:
        self.calls += 1
        if self._failures:
            raise self._failures.pop(0)
        return "read"


async def run(clock: FakeClock, script: Script, attempts: int = 3) -> str:
    task = asyncio.ensure_future(
        repeat_read(script, clock=clock, attempts=attempts, rng=random.Random(1))
    )
    await clock.advance(120)
    return await task


def test_pauses_double_up_to_the_longest() -> None:
    backoff = Backoff(first_s=2.0, longest_s=60.0, jitter=0.0)
    assert [backoff.pause_s() for _ in range(7)] == [2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0]
    backoff.reset()
    assert backoff.pause_s() == 2.0


def test_full_jitter_spreads_between_nothing_and_the_pause() -> None:
    backoff = Backoff(first_s=8.0, longest_s=8.0, rng=random.Random(3))
    pauses = [backoff.pause_s() for _ in range(200)]
    assert 0.0 <= min(pauses) < 1.0
    assert 7.0 < max(pauses) <= 8.0


async def test_a_read_is_repeated_after_weather() -> None:
    script = Script(Transient("one"), Transient("two"))
    assert await run(FakeClock(), script) == "read"
    assert script.calls == 3


async def test_the_last_failure_is_raised_as_it_is() -> None:
    script = Script(Transient("one"), Transient("two"), Transient("three"))
    with pytest.raises(Transient, match="three"):
        await run(FakeClock(), script)


async def test_a_refusal_is_never_repeated() -> None:
    script = Script(BrokerRefused("no"))
    with pytest.raises(BrokerRefused):
        await run(FakeClock(), script)
    assert script.calls == 1


async def test_a_rate_limit_waits_as_long_as_the_server_asks() -> None:
    clock = FakeClock()
    assert await run(clock, Script(RateLimited("slow", retry_after_s=7.0))) == "read"
    assert clock.sleeps == [7.0]
