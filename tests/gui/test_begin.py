"""The start: one instance, a word after a bad end, and a sentence where there can be no start."""

import asyncio
import json
import subprocess
import sys
import zipfile

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QLineEdit, QPushButton

from terminal.app import begin as module
from terminal.app.begin import OLD_LAYOUT, begin
from terminal.app.compose import Options
from terminal.app.instance import LOCK
from terminal.app.manners import RESTART_SAFE
from terminal.runtime.clock import SystemClock
from terminal.runtime.lastrun import MARKER
from tests.fakes.clock import eventually

HOLD = """
import sys
from pathlib import Path
from terminal.runtime.lock import FolderLock
assert FolderLock(Path(sys.argv[1])).acquire()
print("held", flush=True)
sys.stdin.read()
"""


class Hasty(SystemClock):
    """Pauses are short: waiting is not what these tests are about."""

    def monotonic_ns(self):
        return super().monotonic_ns() * 100

    async def sleep(self, seconds):
        await asyncio.sleep(seconds / 100)


@pytest.fixture
def start(qrun, qapp, tmp_path, failures):
    """Run the start with `serve` of the test's own and hands that answer dialogs."""

    def run(hands=None, *, code=0, error=None, folder=tmp_path / "d", **options):
        served = []

        async def serve(given, instance):
            served.append(given)
            assert (folder / "data" / MARKER).exists()
            assert instance.claim() is False or sys.platform == "win32"
            if error is not None:
                raise error
            return code

        async def body():
            work = begin(
                Options(datadir=folder, **options), qapp, serve, clock=Hasty(), on_failure=failures
            )
            if hands is None:
                return await work
            task = asyncio.ensure_future(work)
            try:
                await hands()
                return await asyncio.wait_for(task, 20)
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)

        return qrun(body()), served

    return run


async def dialog(name):
    """Wait until a dialog is open and return it."""
    found = []

    def look():
        found[:] = [
            each
            for each in QApplication.topLevelWidgets()
            if isinstance(each, QDialog) and each.objectName() == name and each.isVisible()
        ]
        return found

    await eventually(look, within_s=20)
    return found[0]


def pressing(name, button):
    async def hands():
        (await dialog(name)).findChild(QPushButton, button).click()

    return hands


@pytest.fixture
def ended_badly(start, tmp_path):
    """A folder whose last run ended in an exception, with a layout of its own."""
    with pytest.raises(RuntimeError, match="boom"):
        start(error=RuntimeError("boom"))
    folder = tmp_path / "d"
    assert (folder / "data" / MARKER).exists()
    (folder / "config" / "layout.json").write_text("{}")
    return folder


def test_a_run_that_ends_well_leaves_no_marker(start, tmp_path):
    assert start() == (0, [Options(datadir=tmp_path / "d")])
    assert {file.name for file in (tmp_path / "d" / "data").iterdir()} == {LOCK}
    code, served = start()
    assert (code, len(served)) == (0, 1)


def test_after_a_bad_end_restore_keeps_the_layout(start, ended_badly):
    code, served = start(pressing("lastRunSheet", "lastRunRestore"))
    assert (code, served[0].safe) == (0, False)
    assert (ended_badly / "config" / "layout.json").exists()
    assert not (ended_badly / "data" / MARKER).exists()


def test_a_clean_start_sets_the_layout_aside(start, ended_badly):
    _, served = start(pressing("lastRunSheet", "lastRunClean"))
    assert served[0].safe is False
    assert not (ended_badly / "config" / "layout.json").exists()
    assert (ended_badly / "config" / OLD_LAYOUT).read_text() == "{}"


def test_safe_mode_can_be_chosen(start, ended_badly):
    _, served = start(pressing("lastRunSheet", "lastRunSafe"))
    assert served[0].safe is True


def test_diagnostics_are_saved_before_the_terminal_is_built(start, ended_badly, tmp_path):
    (ended_badly / "logs" / "terminal.log").write_text("INFO access_token=s3cr3tT0ken9 of ZA1234\n")
    target = tmp_path / "out" / "help.zip"
    target.parent.mkdir()

    async def hands():
        sheet = await dialog("lastRunSheet")
        sheet.findChild(QPushButton, "lastRunSave").click()
        preview = await dialog("diagnosticsSheet")
        preview.findChild(QPushButton, "diagnosticsSave").click()
        chooser = await dialog("exportDialog")
        assert isinstance(chooser, QFileDialog)
        chooser.setDirectory(str(target.parent))
        chooser.findChild(QLineEdit, "fileNameEdit").setText(target.name)
        chooser.accept()
        await eventually(target.exists, within_s=20)
        sheet.findChild(QPushButton, "lastRunRestore").click()

    start(hands)
    with zipfile.ZipFile(target) as archive:
        assert {"about.txt", "last-run.txt", "logs/terminal.log"} <= set(archive.namelist())
        whole = "".join(archive.read(name).decode() for name in archive.namelist())
    assert "s3cr3tT0ken9" not in whole
    assert "ZA1234" not in whole
    assert "ended from outside" in whole


@pytest.mark.parametrize("how", ["file in the way", "held without a word"])
def test_where_there_can_be_no_start_a_sentence_says_why(start, tmp_path, capsys, how):
    folder, child = tmp_path / "d", None
    if how == "file in the way":
        folder = tmp_path / "file" / "d"
        folder.parent.write_text("")
    else:
        (folder / "data").mkdir(parents=True)
        child = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(folder / "data" / LOCK)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        child.stdout.readline()
    told = []

    async def hands():
        sheet = await dialog("noStart")
        told.extend(label.text() for label in sheet.findChildren(QLabel))
        sheet.findChild(QPushButton, "noStartClose").click()

    try:
        code, served = start(hands, folder=folder)
    finally:
        if child is not None:
            child.communicate("")
    assert (code, served) == (1, [])
    text = " ".join(told)
    expected = "cannot be used: not a directory" if child is None else "is already running"
    assert expected in text
    assert "--datadir" in text
    assert expected in capsys.readouterr().err


def test_a_restart_begins_once_the_folder_is_free(start, tmp_path, monkeypatch):
    started = []

    def popen(command, **how):
        assert not (tmp_path / "d" / "data" / MARKER).exists()
        started.append(command)

    monkeypatch.setattr(module.subprocess, "Popen", popen)
    code, _ = start(code=RESTART_SAFE, practice=True)
    assert code == 0
    (command,) = started
    assert command[-4:] == ["--datadir", str(tmp_path / "d"), "--practice", "--safe"]


def test_the_marker_tells_what_ran(start, tmp_path):
    with pytest.raises(RuntimeError):
        start(error=RuntimeError("boom"), safe=True)
    marker = json.loads((tmp_path / "d" / "data" / MARKER).read_bytes())
    assert marker["safe"] is True
    assert marker["version"]
