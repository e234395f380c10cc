"""Secrets: in the keyring on its own thread, in memory where the keyring fails or hangs."""

import logging
import threading
from collections.abc import AsyncIterator

import pytest

from terminal.runtime.vault import KeyringVault, MemoryVault, open_vault
from terminal.runtime.worker import Worker


class Ring:
    """A keyring backend in a dict that remembers which threads called it."""

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], str] = {}
        self.threads: set[str] = set()
        self.error: Exception | None = None
        self.gate = threading.Event()
        self.gate.set()

    def _enter(self) -> None:
        self.threads.add(threading.current_thread().name)
        self.gate.wait(5)
        if self.error is not None:
            raise self.error

    def get_password(self, service: str, name: str) -> str | None:
        self._enter()
        return self.held.get((service, name))

    def set_password(self, service: str, name: str, value: str) -> None:
        self._enter()
        self.held[service, name] = value

    def delete_password(self, service: str, name: str) -> None:
        self._enter()
        del self.held[service, name]


@pytest.fixture
async def worker() -> AsyncIterator[Worker]:
    worker = Worker("vault")
    yield worker
    await worker.aclose()


def make_vault(ring: Ring, worker: Worker, patience_s: float = 5.0) -> KeyringVault:
    return KeyringVault(service="terminal", backend=ring, worker=worker, patience_s=patience_s)


async def test_a_secret_outlives_the_run(worker: Worker) -> None:
    ring = Ring()
    await make_vault(ring, worker).save("a", "s3cret")
    again = make_vault(ring, worker)
    assert await again.load("a") == "s3cret"
    assert again.persistent
    await again.forget("a")
    await again.forget("a")
    assert await make_vault(ring, worker).load("a") is None
    assert ring.held == {}


async def test_every_call_is_made_on_the_worker(worker: Worker) -> None:
    ring = Ring()
    vault = make_vault(ring, worker)
    await vault.save("a", "b")
    await vault.load("other")
    await vault.forget("a")
    assert ring.threads
    assert all(name.startswith("vault") for name in ring.threads)


async def test_a_failing_keyring_turns_to_memory_and_says_so(
    worker: Worker, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    ring = Ring()
    ring.error = RuntimeError("could not store s3cret")
    vault = make_vault(ring, worker)
    await vault.save("a", "s3cret")
    assert not vault.persistent
    assert await vault.load("a") == "s3cret"
    assert "RuntimeError" in caplog.text
    assert "s3cret" not in caplog.text


async def test_a_keyring_that_hangs_does_not_hang_the_login(worker: Worker) -> None:
    ring = Ring()
    ring.gate.clear()
    vault = make_vault(ring, worker, patience_s=0.05)
    assert await vault.load("a") is None
    assert not vault.persistent
    await vault.save("a", "b")
    assert await vault.load("a") == "b"
    ring.gate.set()


async def test_without_a_keyring_secrets_live_for_the_run(worker: Worker) -> None:
    vault = await open_vault("terminal", worker)  # conftest chooses the null backend
    assert isinstance(vault, MemoryVault)
    assert not vault.persistent
    await vault.save("a", "b")
    assert await vault.load("a") == "b"
    await vault.forget("a")
    assert await vault.load("a") is None
