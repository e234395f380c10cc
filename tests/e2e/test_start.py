"""The program as a person starts it: once, twice, killed, elsewhere. Real processes, no screen."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes.clock import eventually

ROOT = Path(__file__).resolve().parents[2]
ODD = "मेरा डेटा, größer & 文件 'x'"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")


class Program:
    """One `main.py` on a data folder."""

    def __init__(self, folder, *arguments, **environment):
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, ROOT / "main.py", "--datadir", folder, *arguments],
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen", **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    async def ready(self):
        """Wait until it can be reached."""
        await eventually(self._reachable, within_s=60)
        return self

    async def says(self, words):
        log = self.folder / "logs" / "terminal.log"
        await eventually(lambda: log.exists() and words in log.read_text("utf-8"), within_s=60)

    def _reachable(self):
        assert self.process.poll() is None, self.process.communicate()[1]
        return (self.folder / "data" / "instance.json").exists()

    def end(self, how=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(how)
        _, self.errors = self.process.communicate(timeout=60)
        return self.process.returncode


@pytest.fixture
def start():
    running = []

    def run(folder, *arguments, **environment):
        running.append(Program(folder, *arguments, **environment))
        return running[-1]

    yield run
    for program in running:
        program.end(signal.SIGKILL)


async def test_a_second_start_hands_over_and_ends_at_once(start, tmp_path):
    folder = tmp_path / ODD
    first = await start(folder).ready()
    await first.says("ready: version")
    second = start(folder, "--practice", "--theme", "light")
    assert second.process.wait(60) == 0
    await first.says("another start handed over")
    await first.says("practice exchange started")
    elsewhere = await start(tmp_path / "other").ready()
    assert elsewhere.process.poll() is None
    assert first.end() == 0
    assert not (folder / "data" / "run.json").exists()
    assert not list((folder / "logs").glob("fault-*"))


async def test_a_killed_run_is_noticed_and_its_socket_replaced(start, tmp_path):
    first = await start(tmp_path).ready()
    await first.says("ready: version")
    meeting = json.loads((tmp_path / "data" / "instance.json").read_bytes())
    first.end(signal.SIGKILL)
    assert (tmp_path / "data" / "run.json").exists()
    second = start(tmp_path)
    await eventually(
        lambda: (
            json.loads((tmp_path / "data" / "run.json").read_bytes())["pid"] == second.process.pid
        ),
        within_s=60,
    )
    again = json.loads((tmp_path / "data" / "instance.json").read_bytes())
    assert again["pid"] == second.process.pid != meeting["pid"]
    assert again["word"] != meeting["word"]


async def test_a_crash_leaves_its_traces(start, tmp_path):
    first = await start(tmp_path).ready()
    await first.says("ready: version")
    assert first.end(signal.SIGSEGV) == -signal.SIGSEGV
    (file,) = (tmp_path / "logs").glob("fault-*.txt")
    assert file.read_text().startswith("Fatal Python error: Segmentation fault")
    assert file.stat().st_mode & 0o777 == 0o600


async def test_a_hang_up_ends_it_well(start, tmp_path):
    program = await start(tmp_path).ready()
    await program.says("ready: version")
    assert program.end(signal.SIGHUP) == 0
    assert not (tmp_path / "data" / "run.json").exists()
