"""One terminal a data folder: later starts hand over, strangers get nothing, the dead leave nothing."""

import asyncio
import contextlib
import json
import os
import socket
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from terminal.app import instance as module
from terminal.app.instance import LOCK, RENDEZVOUS, Instance, Request, hand_over

posix = pytest.mark.skipif(sys.platform == "win32", reason="sockets of Unix")

HAND_OVER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from terminal.app.instance import Request, hand_over
app = QCoreApplication([])
print(hand_over(Path(sys.argv[1]), Request(practice=True, theme="light"), patience_ms=5000))
"""
STAY = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from terminal.app.instance import Instance
app = QCoreApplication([])
first = Instance(Path(sys.argv[1]), on_failure=print)
assert first.claim()
first.listen()
print(first.address, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def first(qapp, tmp_path, failures):
    """The first instance of a folder, listening; what it is asked is in `heard`."""
    instance = Instance(tmp_path, on_failure=failures)
    assert instance.claim()
    instance.listen()
    instance.heard_requests = []
    instance.asked.connect(instance.heard_requests.append)
    yield instance
    instance.close()


async def talk(address, *lines):
    """Say lines at a socket as anybody could, and return what comes back."""
    reader, writer = await asyncio.open_unix_connection(address)
    for line in lines:
        writer.write(line)
    await writer.drain()
    answer = await asyncio.wait_for(reader.read(), 10)
    writer.close()
    return answer


def aside(call, *arguments):
    """Run a blocking call while the test's loop goes on: the server lives in it."""
    return asyncio.get_running_loop().run_in_executor(None, call, *arguments)


def test_a_second_start_hands_its_arguments_over(qrun, first, tmp_path):
    async def body():
        run = subprocess.run
        done = await aside(
            lambda: run(
                [sys.executable, "-c", HAND_OVER, str(tmp_path)],
                capture_output=True,
                text=True,
                timeout=30,
                check=False,
            )
        )
        assert done.stdout.strip() == "", done.stderr

    qrun(body())
    assert first.heard_requests == [Request(practice=True, theme="light")]


def test_only_one_claims_a_folder_and_another_folder_is_free(first, qapp, tmp_path, failures):
    second = Instance(tmp_path, on_failure=failures)
    assert second.claim() is False
    (tmp_path / "other").mkdir()
    other = Instance(tmp_path / "other", on_failure=failures)
    assert other.claim() is True
    other.listen()
    assert other.address not in {"", first.address}
    other.close()


def test_closed_it_leaves_nothing_but_the_lock_file(qapp, tmp_path, failures):
    instance = Instance(tmp_path, on_failure=failures)
    instance.claim()
    instance.listen()
    instance.close()
    instance.close()
    assert [file.name for file in tmp_path.iterdir()] == [LOCK]
    again = Instance(tmp_path, on_failure=failures)
    assert again.claim()
    again.close()


@posix
def test_what_a_killed_run_left_is_replaced(qapp, tmp_path, failures):
    with subprocess.Popen(
        [sys.executable, "-c", STAY, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        address = child.stdout.readline().strip()
        child.kill()
        child.wait(10)
    assert os.path.exists(address)
    assert "does not answer" in hand_over(tmp_path, Request(), patience_ms=500)
    instance = Instance(tmp_path, on_failure=failures)
    assert instance.claim()
    instance.listen()
    assert instance.address == address
    with socket.socket(socket.AF_UNIX) as plain:
        plain.connect(address)
    instance.close()


@posix
def test_who_does_not_know_the_word_is_not_heard(qrun, first, caplog):
    async def body():
        wrong = json.dumps({"word": "guess", "request": {"practice": True}}).encode() + b"\n"
        assert await talk(first.address, wrong) == b""
        assert await talk(first.address, b"not json\n") == b""
        with contextlib.suppress(ConnectionResetError):
            assert await talk(first.address, b"x" * 70_000) == b""

    qrun(body())
    assert first.heard_requests == []
    assert "without the word" in caplog.text


@posix
def test_who_stays_silent_is_sent_away(qrun, first, monkeypatch):
    monkeypatch.setattr(module, "_SILENT_MS", 50)

    async def body():
        assert await talk(first.address) == b""

    qrun(body())


@posix
def test_socket_and_word_are_their_owners_alone(first, tmp_path):
    assert stat.S_IMODE((tmp_path / RENDEZVOUS).stat().st_mode) == 0o600
    folder = os.path.dirname(first.address)
    assert not stat.S_IMODE(os.stat(folder).st_mode) & 0o077
    assert not stat.S_IMODE(os.stat(first.address).st_mode) & 0o077


@posix
def test_a_folder_open_to_others_holds_no_socket(qapp, failures, monkeypatch):
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    with tempfile.TemporaryDirectory(prefix="t") as short:
        folder = Path(short)
        folder.chmod(0o777)
        monkeypatch.setattr(module.tempfile, "gettempdir", lambda: short)
        instance = Instance(folder, on_failure=failures)
        assert instance.claim()
        instance.listen()
        assert instance.address.startswith(f"{short}/trading-terminal-{os.getuid()}/")
        instance.close()


@posix
def test_a_folder_that_somebody_else_prepared_is_not_used(tmp_path, monkeypatch):
    """Another user may make /tmp/trading-terminal-<our id> first; it is not ours, or a link."""
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setattr(module.tempfile, "gettempdir", lambda: str(tmp_path))
    (tmp_path / "theirs").mkdir(mode=0o700)
    (tmp_path / f"trading-terminal-{os.getuid()}").symlink_to(tmp_path / "theirs")
    tmp_path.chmod(0o755)
    assert list(module._names(tmp_path)) == []


@posix
def test_a_path_that_is_too_long_for_a_socket_falls_back(qapp, tmp_path, failures, monkeypatch):
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    deep = tmp_path / ("long " * 20)
    deep.mkdir(mode=0o700)
    instance = Instance(deep, on_failure=failures)
    assert instance.claim()
    instance.listen()
    assert len(instance.address.encode()) < 100
    assert not instance.address.startswith(str(deep))
    instance.close()


@posix
@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="needs root for a second user"
)
def test_a_second_user_can_neither_reach_nor_disturb_the_first(qrun, first, tmp_path):
    """As `nobody`: not the socket, not the word; and the same program of theirs runs beside ours."""
    knock = (
        "import socket, sys\n"
        "s = socket.socket(socket.AF_UNIX)\n"
        "try: s.connect(sys.argv[1]); print('in')\n"
        "except OSError as e: print(type(e).__name__)\n"
        "try: open(sys.argv[2]).read(); print('read')\n"
        "except OSError as e: print(type(e).__name__)\n"
    )

    async def body():
        done = await aside(
            lambda: subprocess.run(
                ["/usr/bin/env", "python3", "-c", knock, first.address, str(tmp_path / RENDEZVOUS)],
                user=65534,
                group=65534,
                extra_groups=[],
                capture_output=True,
                text=True,
                timeout=30,
                check=False,
                cwd="/",
                env={"PATH": "/usr/bin:/bin"},
            )
        )
        assert done.stdout.split() == ["PermissionError", "PermissionError"], done.stderr

    qrun(body())
    names = module._names(tmp_path)
    assert all(
        str(os.getuid()) in name or str(tmp_path) in name or "/run/" in name for name in names
    )


def test_nobody_there_is_a_sentence(qapp, tmp_path):
    assert hand_over(tmp_path, Request()).endswith("just now.")
    (tmp_path / RENDEZVOUS).write_text("{")
    assert hand_over(tmp_path, Request()).endswith("just now.")
