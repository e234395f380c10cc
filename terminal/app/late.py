"""Things that are made when first needed, so that the window is painted before they load."""

from collections.abc import Callable, Iterator, Sequence
from typing import overload

from typing_extensions import override

from terminal.domain.ports import BrokerKind, Secrets
from terminal.identity import APP_ID
from terminal.runtime.vault import open_vault
from terminal.runtime.worker import Worker

SERVICE = APP_ID  # unlike a plain word, nobody else's name in the keyring


class LateKinds(Sequence[BrokerKind]):
    """The kinds of brokers; their client code is imported when the first login is shown."""

    def __init__(self, make: Callable[[], tuple[BrokerKind, ...]]) -> None:
        self._make = make
        self._kinds: tuple[BrokerKind, ...] | None = None

    def renew(self) -> None:
        """Make the kinds anew at their next use: what they were made from has changed."""
        self._kinds = None

    def _all(self) -> tuple[BrokerKind, ...]:
        if self._kinds is None:
            self._kinds = self._make()
        return self._kinds

    @overload
    def __getitem__(self, index: int) -> BrokerKind: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[BrokerKind]: ...
    @override
    def __getitem__(self, index: int | slice) -> BrokerKind | Sequence[BrokerKind]:
        return self._all()[index]

    @override
    def __len__(self) -> int:
        return len(self._all())

    @override
    def __iter__(self) -> Iterator[BrokerKind]:
        return iter(self._all())

    def by_id(self, kind_id: str) -> BrokerKind | None:
        return next((kind for kind in self._all() if kind.id == kind_id), None)


class LateSecrets:
    """The OS keyring, looked for on a worker's thread when the first secret is asked for."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._vault: Secrets | None = None
        self._seen: set[str] = set()

    @property
    def persistent(self) -> bool:
        """True once a keyring was found; until `open` has run nothing is promised."""
        return self._vault is not None and self._vault.persistent

    def seen(self) -> list[str]:
        """Return the secrets that went through here in this run: what no report may hold."""
        return list(self._seen)

    async def open(self) -> Secrets:
        if self._vault is None:
            found = await open_vault(SERVICE, self._worker)
            if self._vault is None:
                self._vault = found
        return self._vault

    async def load(self, name: str) -> str | None:
        found = await (await self.open()).load(name)
        if found:
            self._seen.add(found)
        return found

    async def save(self, name: str, value: str) -> None:
        self._seen.add(value)
        await (await self.open()).save(name, value)

    async def forget(self, name: str) -> None:
        await (await self.open()).forget(name)
