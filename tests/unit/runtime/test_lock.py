"""The folder's lock: one holder, and none left behind by a process that was killed."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from terminal.runtime.disk import explain
from terminal.runtime.lock import FolderLock

HOLD = """
import sys
from pathlib import Path
from terminal.runtime.lock import FolderLock
print(FolderLock(Path(sys.argv[1])).acquire(), flush=True)
sys.stdin.read()
"""


def holder(file):
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_second_process_does_not_get_it_and_a_killed_one_leaves_it_free(tmp_path):
    file = tmp_path / "instance.lock"
    with holder(file) as other:
        assert other.stdout.readline() == "True\n"
        mine = FolderLock(file)
        assert mine.acquire() is False
        os.kill(other.pid, signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
        other.wait(10)
        assert mine.acquire() is True
        mine.release()


def test_released_it_can_be_taken_again(tmp_path):
    one, two = FolderLock(tmp_path / "l"), FolderLock(tmp_path / "l")
    assert one.acquire()
    assert not two.acquire()
    one.release()
    one.release()
    assert two.acquire()
    two.release()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_its_file_is_its_owners_alone(tmp_path):
    lock = FolderLock(tmp_path / "l")
    lock.acquire()
    assert stat.S_IMODE((tmp_path / "l").stat().st_mode) == 0o600
    lock.release()


def test_a_folder_that_is_not_there_is_an_error_and_no_answer(tmp_path):
    with pytest.raises(OSError, match="No such file"):
        FolderLock(tmp_path / "none" / "l").acquire()


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="only root can be a second user"
)
def test_a_second_user_is_told_and_takes_nothing():
    """In a folder that both may enter: the lock is the first user's, and the second gets a sentence."""
    with tempfile.TemporaryDirectory() as shared:
        folder = Path(shared)
        folder.chmod(0o777)
        mine = FolderLock(folder / "l")
        assert mine.acquire()
        told, child = os.pipe()
        if (pid := os.fork()) == 0:
            try:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
                FolderLock(folder / "l").acquire()
                os.write(child, b"in")
            except OSError as error:
                os.write(child, f"{explain(error, folder).text}".encode())
            finally:
                os._exit(0)
        os.close(child)
        os.waitpid(pid, 0)
        assert b"your user may not write there" in os.read(told, 1000)
        os.close(told)
        mine.release()
