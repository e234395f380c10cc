"""A practice server for the contract tests: one for the module, reset between tests on demand."""

import datetime as dt
import threading
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

import httpx
import pytest

from tests.fakes.sandbox_process import SandboxProcess

T = TypeVar("T")


def until(probe: Callable[[], T], *, within_s: float = 10.0, what: str = "") -> T:
    """Return the first truthy value of `probe`; AssertionError if none comes in time."""
    pause = threading.Event()
    deadline = time.monotonic() + within_s
    while True:
        found = probe()
        if found:
            return found
        assert time.monotonic() < deadline, f"never came true: {what or probe!r}"
        pause.wait(0.05)


@pytest.fixture(scope="session")
def sandbox_process() -> Iterator[SandboxProcess]:
    """One server without request budgets for all tests; it begins this day at ten in India.

    At the time of day at which tests happen to run, logins may die and positions be squared off.
    """
    india = dt.timezone(dt.timedelta(hours=5, minutes=30))
    start = dt.datetime.now(india).strftime("%Y-%m-%d 10:00:00")
    rich = ("--cash", "100000000", "--start", start)
    with SandboxProcess("--no-limits", "--seed", "7", "--instruments", "3000", *rich) as sandbox:
        yield sandbox
        assert sandbox.errors() == "", "the server complained"


@pytest.fixture(scope="module")
def fresh_exchange(sandbox_process: SandboxProcess) -> SandboxProcess:
    """The shared server with the exchange as new: what other files bought and sold is gone."""
    sandbox_process.reset(exchange=True)
    return sandbox_process


@pytest.fixture
def sandbox(fresh_exchange: SandboxProcess) -> Iterator[SandboxProcess]:
    """The shared server with a living token, no faults and default switches."""
    fresh_exchange.reset(exchange=False)
    fresh_exchange.new_token()
    yield fresh_exchange
    fresh_exchange.reset(exchange=False)


@pytest.fixture
def http(sandbox: SandboxProcess) -> Iterator[httpx.Client]:
    """A plain client with the right header."""
    keys = sandbox.credentials
    headers = {
        "Authorization": f"token {keys['api_key']}:{keys['access_token']}",
        "X-Kite-Version": "3",
    }
    with httpx.Client(
        base_url=sandbox.rest, headers=headers, timeout=30.0, trust_env=False, verify=False
    ) as client:
        yield client
