"""Secrets in the OS keyring, or in memory where there is none.

Every keyring call happens on a worker thread, because a locked keyring asks its owner first and
blocks until answered. A backend that fails or hangs is not asked again in this run: secrets then live
in memory and `persistent` turns False, so that the login dialog can say so.
"""

import asyncio
import logging
from typing import Any

from terminal.runtime.worker import Worker

log = logging.getLogger(__name__)
PATIENCE_S = 60.0
"""How long an owner may take to unlock the keyring."""


class MemoryVault:
    """Secrets for this run only."""

    def __init__(self) -> None:
        self._held: dict[str, str] = {}

    @property
    def persistent(self) -> bool:
        return False

    async def load(self, name: str) -> str | None:
        return self._held.get(name)

    async def save(self, name: str, value: str) -> None:
        self._held[name] = value

    async def forget(self, name: str) -> None:
        self._held.pop(name, None)


class KeyringVault:
    """The OS keyring under one service name; implements `ports.Secrets`. Made by `open_vault`."""

    def __init__(
        self, *, service: str, backend: Any, worker: Worker, patience_s: float = PATIENCE_S
    ) -> None:
        self._service, self._backend, self._worker = service, backend, worker
        self._patience_s = patience_s
        self._memory = MemoryVault()
        self._works = True

    @property
    def persistent(self) -> bool:
        return self._works

    async def load(self, name: str) -> str | None:
        """Return a secret, None where it was never saved or the keyring does not answer."""
        held = await self._memory.load(name)
        if held is not None or not self._works:
            return held
        found = await self._ask(self._backend.get_password, self._service, name)
        return found if isinstance(found, str) else None

    async def save(self, name: str, value: str) -> None:
        """Keep a secret: in memory always, so that it is there for this run, and in the keyring."""
        await self._memory.save(name, value)
        if self._works:
            await self._ask(self._backend.set_password, self._service, name, value)

    async def forget(self, name: str) -> None:
        await self._memory.forget(name)
        if self._works:
            await self._ask(_delete, self._backend, self._service, name)

    async def _ask(self, call: Any, *args: object) -> object:
        try:
            async with asyncio.timeout(self._patience_s):
                return await self._worker.run(call, *args)
        except Exception as error:  # noqa: BLE001  backends raise what their libraries raise
            # Only the kind is logged: a backend's message may quote what it was given.
            log.warning("the keyring failed (%s); secrets stay in memory", type(error).__name__)
            self._works = False
            return None


def _delete(backend: Any, service: str, name: str) -> None:
    if backend.get_password(service, name) is not None:
        backend.delete_password(service, name)


def _find_backend() -> Any:
    import keyring
    from keyring.backends import fail, null

    backend = keyring.get_keyring()
    hopeless = isinstance(backend, fail.Keyring | null.Keyring)
    return None if hopeless or not getattr(backend, "priority", 0) > 0 else backend


async def open_vault(service: str, worker: Worker) -> KeyringVault | MemoryVault:
    """Return the keyring where this desktop has one, else a vault that forgets at the end."""
    try:
        backend = await worker.run(_find_backend)
    except Exception as error:  # noqa: BLE001  a broken backend may raise anything on import
        log.warning("no keyring (%s); secrets stay in memory", type(error).__name__)
        return MemoryVault()
    if backend is None:
        log.info("no keyring on this desktop; secrets stay in memory")
        return MemoryVault()
    return KeyringVault(service=service, backend=backend, worker=worker)
