"""What every broker's login shares: what it is built from, its HTTP, six digits, a session in the keyring.

The steps of a login, and what is kept of it, are each broker's own: see its `auth`.
"""

import binascii
import contextlib
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec
import pyotp
from msgspec import Struct

from terminal.domain.errors import LoginNeeded
from terminal.domain.ports import Clock, LoginField, Secrets
from terminal.runtime.tasks import OnFailure
from terminal.runtime.worker import Worker
from terminal.transport.http import HttpTransport, Pool, Timeouts
from terminal.transport.limits import OnWait

S = TypeVar("S", bound=Struct)
A = TypeVar("A")
TOTP_SEED = LoginField(
    name="totp_seed",
    label="TOTP seed",
    secret=True,
    optional=True,
    help="If given, the current six-digit code is shown for the login page.",
)


class LoginDeps(Struct, frozen=True, kw_only=True):
    """What an account is built from. `pool` and `rng` replace network and chance in tests.

    `on_wait(lane, seconds)` is told when a request waits over 0.3 s for its budget; orders wait in
    the lane "orders".
    """

    secrets: Secrets
    clock: Clock
    worker: Worker
    cache: Path
    on_wait: OnWait
    on_failure: OnFailure
    only_ipv4: bool = False
    pool: Pool | None = None
    rng: random.Random | None = None


class HttpConfig(Protocol):
    """What of an environment's settings says how its hosts are reached."""

    @property
    def timeouts(self) -> Timeouts: ...
    @property
    def force_ipv4(self) -> bool: ...
    @property
    def automatic(self) -> bool: ...


class Closable(Protocol):
    """Connections."""

    async def aclose(self) -> None: ...


def open_http(config: HttpConfig, deps: LoginDeps, headers: Mapping[str, str]) -> HttpTransport:
    """Return a connection pool for an environment; practice never goes through a proxy."""
    return HttpTransport(
        clock=deps.clock,
        timeouts=config.timeouts,
        headers=headers,
        only_ipv4=config.force_ipv4,
        trust_environment=not config.automatic,
        pool=deps.pool,
    )


@contextlib.asynccontextmanager
async def closing_on_failure(channel: Closable) -> AsyncIterator[None]:
    """Close connections unless the block runs to its end: from there on an account owns them."""
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(channel.aclose)
        yield
        stack.pop_all()


def totp(seed: str, now_ns: int) -> str:
    """Return the six digits of a moment; ValueError for a seed that is not base32."""
    clean = "".join(seed.split()).upper()
    try:
        return pyotp.TOTP(clean).at(now_ns // 1_000_000_000)
    except (binascii.Error, ValueError, TypeError):
        raise ValueError(
            "This TOTP seed is not valid: the broker shows 32 letters A-Z and digits 2-7."
        ) from None


# -- a session in the keyring


def secret_name(account_prefix: str, user_id: str) -> str:
    """Return the keyring entry of an account's session; environments never share one."""
    return f"{account_prefix}/{user_id}/session"


async def save_session(secrets: Secrets, name: str, session: Struct) -> None:
    """Keep a session for the next start."""
    await secrets.save(name, msgspec.json.encode(session).decode())


async def resume_session(
    secrets: Secrets, name: str, kind: type[S], reopen: Callable[[S], Awaitable[A]]
) -> A | None:
    """Return the account that `reopen` makes of a saved session, None where there is none.

    A session that cannot be read, or that the broker honours no more (LoginNeeded), is forgotten.
    Errors: those of `reopen` else; the session is kept.
    """
    text = await secrets.load(name)
    if text is None:
        return None
    try:
        saved = msgspec.json.decode(text, type=kind)
    except msgspec.MsgspecError:
        await secrets.forget(name)
        return None
    try:
        return await reopen(saved)
    except LoginNeeded:
        await secrets.forget(name)
        return None
