"""Guards that hold for every test: no foreign host is reached, nothing unexpected is left behind."""

import gc
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = {"127.0.0.1", "localhost", "::1", "0.0.0.0", None, ""}


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse to resolve any host but this machine."""
    resolve = socket.getaddrinfo

    def guarded(host, *arguments, **options):
        name = host.decode() if isinstance(host, bytes) else host
        if name not in LOOPBACK:
            raise OSError(f"a test tried to reach {name!r}")
        return resolve(host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", guarded)


@pytest.fixture(autouse=True)
def _blame_the_test_that_left_it() -> Iterator[None]:
    """Collect after each test, so that a task destroyed pending warns in the test that left it."""
    yield
    gc.collect(1)


@pytest.fixture(scope="session")
def kite_mocks() -> Path:
    """The official sample responses; skip where the checkout does not have them beside it."""
    folder = ROOT.parent / "shared" / "data" / "kite-mocks"
    if not folder.is_dir():
        pytest.skip("the official sample responses are not on this machine")
    return folder
