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
WITH_WIDGETS = {"gui", "e2e"}
LOOPBACK = {"127.0.0.1", "localhost", "::1", "0.0.0.0", None, ""}


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse to resolve any host but this machine."""
    resolve = socket.getaddrinfo

    def guarded(host, *arguments, **options):
        name = host.decode() if isinstance(host, bytes) else host
        if options.get("flags", 0) & socket.AI_NUMERICHOST:
            resolve(host, *arguments, **options)  # a name is refused here, and nobody is asked
        if name not in LOOPBACK:
            raise OSError(f"a test tried to reach {name!r}")
        return resolve(host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", guarded)


class _Thaw:
    """Lets a terminal that ends thaw what it had set aside: each eighth one of a process really.

    All that collection imported would be looked through anew each time, a third of a second.
    """

    EVERY = 8
    happened = False
    asked = 0
    unfreeze = staticmethod(gc.unfreeze)

    @classmethod
    def note(cls) -> None:
        cls.asked += 1
        if cls.asked % cls.EVERY == 0:
            cls.happened = True
            cls.unfreeze()


gc.unfreeze = _Thaw.note


@pytest.fixture(autouse=True)
def _collect_on_this_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """Collect garbage here and nowhere else: a widget that dies on a worker's thread takes Qt along.

    It also blames the right test for a task that is destroyed pending.
    """
    gc.disable()
    yield
    if _Thaw.happened:
        # A terminal that ended has thawed what collection imported: every full look took it in again.
        _Thaw.happened = False
        gc.collect()
        gc.freeze()
    else:
        gc.collect(2 if WITH_WIDGETS & set(request.path.parts) else 1)


def pytest_collection_finish() -> None:
    """What collection imported lives as long as the run: no collection need look at it again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def kite_mocks() -> Path:
    """The official sample responses; skip where the checkout does not have them beside it."""
    folder = ROOT.parent / "shared" / "data" / "kite-mocks"
    if not folder.is_dir():
        pytest.skip("the official sample responses are not on this machine")
    return folder
