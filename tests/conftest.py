"""Guards that hold for every test: no foreign host is reached, nothing unexpected is left behind."""

import gc
import os
import socket
import sys
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
def _collect_on_this_thread() -> Iterator[None]:
    """Collect garbage here and nowhere else: a widget that dies on a worker's thread takes Qt along.

    It also blames the right test for a task that is destroyed pending.
    """
    gc.disable()
    yield
    gc.collect(1 if "PySide6.QtWidgets" not in sys.modules else 2)


@pytest.fixture(scope="session")
def kite_mocks() -> Path:
    """The official sample responses; skip where the checkout does not have them beside it."""
    folder = ROOT.parent / "shared" / "data" / "kite-mocks"
    if not folder.is_dir():
        pytest.skip("the official sample responses are not on this machine")
    return folder
