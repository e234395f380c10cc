"""What every broker's login shares: who closes its connections, and what a saved session is worth."""

import asyncio

import pytest
from msgspec import Struct

from terminal.brokers.login import closing_on_failure, resume_session, save_session
from terminal.domain.errors import LoginNeeded, Transient
from terminal.runtime.vault import MemoryVault

NAME = "kite/ZA1234/session"


class Connections:
    def __init__(self) -> None:
        self.closed = 0

    async def aclose(self) -> None:
        self.closed += 1


class Saved(Struct):
    token: str


@pytest.mark.parametrize("error", [Transient("weather"), asyncio.CancelledError(), KeyError("bug")])
async def test_a_login_that_fails_closes_its_connections(error: BaseException) -> None:
    connections = Connections()
    with pytest.raises(type(error)):
        async with closing_on_failure(connections):
            raise error
    assert connections.closed == 1


async def test_an_account_keeps_the_connections_of_its_login() -> None:
    connections = Connections()
    async with closing_on_failure(connections):
        pass
    assert connections.closed == 0


async def test_a_bug_while_reopening_does_not_cost_the_session() -> None:
    vault = MemoryVault()
    await save_session(vault, NAME, Saved("token1"))

    async def fail(saved: Saved) -> str:
        raise KeyError(saved.token)

    with pytest.raises(KeyError, match="token1"):
        await resume_session(vault, NAME, Saved, fail)
    assert await vault.load(NAME) is not None


async def test_a_session_is_forgotten_once_the_broker_ends_it() -> None:
    vault = MemoryVault()
    await save_session(vault, NAME, Saved("token1"))

    async def token(saved: Saved) -> str:
        return saved.token

    async def ended(saved: Saved) -> str:
        raise LoginNeeded("ended")

    assert await resume_session(vault, NAME, Saved, token) == "token1"
    assert await resume_session(vault, NAME, Saved, ended) is None
    assert await resume_session(vault, NAME, Saved, token) is None
