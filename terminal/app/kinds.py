"""The kinds of brokers, built from what the terminal has. Their client code loads with the first login."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from msgspec import Struct

from terminal.app.practice import PracticeServer, ShoonyaServer
from terminal.domain.ports import BrokerKind, Clock, Secrets
from terminal.runtime.tasks import OnFailure
from terminal.runtime.worker import Worker
from terminal.transport.limits import OnWait

Post = Callable[[str, str, str], object]
"""(level, title, words) for the person."""


class KindDeps(Struct, frozen=True, kw_only=True):
    """What every kind is made of. `folder` holds the user's own addresses of brokers."""

    secrets: Secrets
    clock: Clock
    worker: Worker
    cache: Path
    folder: Path
    kite_practice: Callable[[], Awaitable[PracticeServer]]
    shoonya_practice: Callable[[], Awaitable[ShoonyaServer]]
    on_wait: OnWait
    on_failure: OnFailure
    post: Post
    only_ipv4: bool


def make_kinds(deps: KindDeps) -> tuple[BrokerKind, ...]:
    """Return what the login dialog offers, in its order."""
    return (_kite(deps), _shoonya(deps))


def _kite(deps: KindDeps) -> BrokerKind:
    from terminal.app.addresses import load_kite_addresses
    from terminal.brokers.kite.auth import KiteDeps, KiteKind

    file = deps.folder / "kite.json"
    configs, complaint = load_kite_addresses(file, only_ipv4=deps.only_ipv4)
    if complaint:
        deps.post("warn", "Addresses of Zerodha Kite", complaint)
    return KiteKind(
        KiteDeps(
            secrets=deps.secrets,
            clock=deps.clock,
            worker=deps.worker,
            cache=deps.cache,
            start_practice=deps.kite_practice,
            on_wait=deps.on_wait,
            on_failure=deps.on_failure,
            only_ipv4=deps.only_ipv4,
            configs=configs,
        )
    )


def _shoonya(deps: KindDeps) -> BrokerKind:
    from terminal.app.addresses import load_shoonya_addresses
    from terminal.brokers.shoonya.auth import ShoonyaDeps, ShoonyaKind

    file = deps.folder / "shoonya.json"
    configs, complaint = load_shoonya_addresses(file, only_ipv4=deps.only_ipv4)
    if complaint:
        deps.post("warn", "Addresses of Shoonya", complaint)

    def tell(title: str, words: str) -> None:
        deps.post("info", title, words)

    return ShoonyaKind(
        ShoonyaDeps(
            secrets=deps.secrets,
            clock=deps.clock,
            worker=deps.worker,
            cache=deps.cache,
            start_practice=deps.shoonya_practice,
            on_wait=deps.on_wait,
            on_failure=deps.on_failure,
            tell=tell,
            only_ipv4=deps.only_ipv4,
            configs=configs,
        )
    )
