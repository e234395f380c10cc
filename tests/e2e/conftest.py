"""End to end: the real window, on the real loop, against the real practice server in its own process."""

from collections.abc import Iterator

import pytest

from tests.fakes.sandbox_process import SandboxProcess
from tests.gui.conftest import leak_guard, qrun  # noqa: F401  the same guards hold here


@pytest.fixture(scope="session")
def server() -> Iterator[SandboxProcess]:
    """One practice server for all tests of a run; each test begins with a fresh exchange.

    Its list of instruments is short, so that a login is quick; `test_a_day` has the full list.
    """
    with SandboxProcess("--seed", "7", "--no-limits", "--instruments", "3000") as process:
        yield process


@pytest.fixture(scope="session")
def shoonya_server() -> Iterator[SandboxProcess]:
    """The practice server in Shoonya's manner, on the same kind of exchange."""
    options = ("--seed", "7", "--no-limits", "--instruments", "3000")
    with SandboxProcess(*options, broker="shoonya") as process:
        yield process


@pytest.fixture
def shoonya(shoonya_server: SandboxProcess) -> SandboxProcess:
    """That server, as new."""
    shoonya_server.clear_faults()
    shoonya_server.reset(exchange=True)
    shoonya_server.new_token()
    return shoonya_server


@pytest.fixture
def sandbox(server: SandboxProcess) -> SandboxProcess:
    """The server, as new: exchange, time, token, faults and switches."""
    server.clear_faults()
    server.reset(exchange=True)
    server.new_token()
    return server
