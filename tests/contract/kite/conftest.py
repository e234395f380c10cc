"""A practice server for the contract tests: one for the module, reset between tests on demand."""

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
    """One server without request budgets, shared by the tests that leave no traces behind."""
    rich = ("--cash", "100000000")
    with SandboxProcess("--no-limits", "--seed", "7", "--instruments", "3000", *rich) as sandbox:
        yield sandbox
        assert sandbox.errors() == "", "the server complained"


@pytest.fixture
def sandbox(sandbox_process: SandboxProcess) -> Iterator[SandboxProcess]:
    """The shared server with a living token, no faults and default switches."""
    sandbox_process.reset(exchange=False)
    sandbox_process.new_token()
    yield sandbox_process
    sandbox_process.reset(exchange=False)


@pytest.fixture
def http(sandbox: SandboxProcess) -> Iterator[httpx.Client]:
    """A plain client with the right header."""
    keys = sandbox.credentials
    headers = {
        "Authorization": f"token {keys['api_key']}:{keys['access_token']}",
        "X-Kite-Version": "3",
    }
    with httpx.Client(
        base_url=sandbox.rest, headers=headers, timeout=30.0, trust_env=False
    ) as client:
        yield client
