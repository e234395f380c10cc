"""The verbs of the menu: settings files, diagnostics, updates, safe mode, and a later start."""

import json
import os
import zipfile
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QPushButton

from terminal.app.instance import Request
from terminal.app.manners import RESTART, RESTART_SAFE, Inner, Manners
from terminal.domain.errors import TerminalError
from terminal.runtime.config import Appearance, Settings, SettingsStore, load
from terminal.runtime.lastrun import Run, RunMarker
from terminal.runtime.manifest import Manifest, Offer
from terminal.runtime.paths import user_paths
from terminal.runtime.tasks import TaskScope
from terminal.runtime.worker import Worker
from tests.fakes.clock import eventually
from tests.gui.frame_desk import make_view
from tests.gui.window_fixtures import desk, in_window  # noqa: F401

OFFER = Offer(url="https://files.example/t_1.2.0.deb?x=1", sha256="ab" * 32)


class Updates:
    """The checker: what it finds is set by the test."""

    running = "0.1.0"

    def __init__(self):
        self.found, self.error, self.saved = None, None, []

    async def run(self):
        """Nothing is due."""

    async def look(self):
        if self.error:
            raise TerminalError(self.error)
        return self.found

    def offer(self, manifest):
        return manifest.offer("deb")

    async def download(self, offer, file):
        self.saved.append((offer, file))


class Rig:
    """A window with manners; `do(...)` presses what a person would press."""

    def __init__(self, window, desk, tmp_path, failures, *, safe):
        self.window, self.desk, self.failures = window, desk, failures
        self.paths = user_paths(tmp_path / "d")
        self.paths.create()
        self.worker = Worker("manners")
        self.settings = SettingsStore(
            self.paths.settings_file, Settings(), worker=self.worker, on_failure=failures
        )
        self.scope = TaskScope("manners", failures)
        self.updates = Updates()
        self.practised = []
        self.manners = Manners(
            window=window,
            actions=desk.actions,
            notices=desk.notices,
            theme=desk.theme,
            settings=self.settings,
            updates=self.updates,
            inner=Inner(
                secrets=lambda: ["hunter two"],
                people=lambda: ["trader-7"],
                status=lambda: "Account kite:ZA1234: live\nhunter two of trader-7",
            ),
            paths=self.paths,
            safe=safe,
            practise=self._practise,
            clock=desk.clock,
            worker=self.worker,
            scope=self.scope,
        )

    async def _practise(self):
        self.practised.append(True)

    def titles(self):
        return [f"{e.title} {e.text}".strip() for e in self.desk.notices.entries()]

    async def dialog(self, name):
        found = []

        def look():
            found[:] = [
                w
                for w in QApplication.topLevelWidgets()
                if isinstance(w, QDialog) and w.objectName() == name and w.isVisible()
            ]
            return found

        await eventually(look)
        return found[0]

    async def press(self, sheet, button):
        (await self.dialog(sheet)).findChild(QPushButton, button).click()

    async def choose(self, name, file):
        chooser = await self.dialog(name)
        assert isinstance(chooser, QFileDialog)
        chooser.setDirectory(str(file.parent))
        chooser.findChild(QLineEdit, "fileNameEdit").setText(file.name)
        chooser.accept()

    async def told(self, words):
        await eventually(lambda: any(words in title for title in self.titles()))

    async def aclose(self):
        await self.scope.aclose()
        await self.settings.aclose()
        self.worker.close()


@pytest.fixture
def with_manners(in_window, desk, tmp_path, failures):
    def run(test, *, safe=False):
        async def body(window):
            rig = Rig(window, desk, tmp_path, failures, safe=safe)
            try:
                await test(rig)
            finally:
                await rig.aclose()

        in_window(body)

    return run


def test_settings_go_out_and_come_back_after_a_look(with_manners, tmp_path):
    file = tmp_path / "mine.json"

    async def test(rig):
        rig.settings.use(Settings(appearance=Appearance(toast_seconds=9)))
        rig.desk.actions.run("settings.export")
        await rig.choose("exportDialog", file)
        await rig.told("Settings exported")
        rig.settings.use(Settings())
        rig.desk.actions.run("settings.import")
        await rig.choose("importDialog", file)
        await rig.dialog("importSheet")
        assert rig.settings.current == Settings(), "nothing changes before it was seen"
        await rig.press("importSheet", "importAccept")
        await rig.told("1 setting changed From mine.json.")
        assert rig.settings.current.appearance.toast_seconds == 9

    with_manners(test)


def test_an_import_can_be_declined(with_manners, tmp_path):
    async def test(rig):
        rig.settings.use(Settings(appearance=Appearance(toast_seconds=9)))
        rig.desk.actions.run("settings.export")
        await rig.choose("exportDialog", tmp_path / "mine.json")
        await rig.told("Settings exported")
        rig.settings.use(Settings())
        rig.desk.actions.run("settings.import")
        await rig.choose("importDialog", tmp_path / "mine.json")
        await rig.press("importSheet", "importCancel")
        assert rig.settings.current == Settings()

    with_manners(test)


def test_a_newer_file_is_refused_aloud(with_manners, tmp_path):
    file = tmp_path / "newer.json"
    newer = {"format": "trading-terminal-settings", "schema": 99, "version": "9.0", "settings": {}}
    file.write_text(json.dumps(newer))

    async def test(rig):
        rig.desk.actions.run("settings.import")
        await rig.choose("importDialog", file)
        await rig.told("newer.json was written by a newer version (9.0)")
        assert rig.settings.current == Settings()

    with_manners(test)


def test_diagnostics_from_the_menu_hold_no_secret_of_this_run(with_manners, tmp_path):
    file = tmp_path / "help.zip"

    async def test(rig):
        rig.desk.actions.run("help.diagnostics")
        await rig.press("diagnosticsSheet", "diagnosticsSave")
        await rig.choose("exportDialog", file)
        await rig.told("Diagnostics saved")

    with_manners(test)
    with zipfile.ZipFile(file) as archive:
        about = archive.read("about.txt").decode()
    assert "Account kite:ZA***: live" in about
    assert "hunter" not in about
    assert "trader-7" not in about


def test_a_place_that_cannot_be_written_is_told(with_manners, tmp_path):
    (tmp_path / "dir.zip").mkdir()

    async def test(rig):
        rig.desk.actions.run("help.diagnostics")
        await rig.press("diagnosticsSheet", "diagnosticsSave")
        chooser = await rig.dialog("exportDialog")
        chooser.setOption(QFileDialog.Option.DontConfirmOverwrite, on=True)
        chooser.setDirectory(str(tmp_path))
        chooser.selectFile(str(tmp_path / "none" / "x.zip"))
        chooser.done(QDialog.DialogCode.Accepted)
        sheet = await rig.dialog("notSaved")
        assert "could not be saved" in sheet.windowTitle()
        sheet.findChild(QPushButton, "notSavedClose").click()

    (tmp_path / "none").write_text("a file where a folder should be")
    with_manners(test)


def test_why_no_update_can_be_looked_for_is_told(with_manners):
    async def test(rig):
        rig.updates.error = "Not while the market is open: nothing may compete."
        rig.desk.actions.run("help.update")
        await rig.told("Not while the market is open")
        rig.updates.error = None
        rig.desk.actions.run("help.update")
        await rig.told("No newer version You run version 0.1.0.")

    with_manners(test)


def test_an_update_is_offered_and_saved_and_nothing_is_replaced(with_manners, tmp_path):
    async def test(rig):
        rig.updates.found = Manifest(
            schema=1,
            version="1.2.0",
            notes="Faster.",
            expires=datetime(2027, 1, 1, tzinfo=UTC),
            downloads={"deb": OFFER},
        )
        rig.manners.update_found(rig.updates.found)
        await rig.told("Version 1.2.0 is available")
        rig.desk.actions.run("help.update")
        await rig.press("updateSheet", "updateLater")
        assert rig.updates.saved == []
        rig.desk.actions.run("help.update")
        await rig.press("updateSheet", "updateDownload")
        await rig.choose("exportDialog", tmp_path / "t_1.2.0.deb")
        await rig.told("The new version is saved")
        assert rig.updates.saved == [(OFFER, tmp_path / "t_1.2.0.deb")]
        assert not rig.window.closing.is_set()

    with_manners(test)


@pytest.mark.parametrize(
    ("safe", "command", "code"),
    [(False, "help.safe", RESTART_SAFE), (True, "help.leave_safe", RESTART)],
)
def test_safe_mode_is_entered_and_left_by_a_restart(with_manners, safe, command, code):
    async def test(rig):
        rig.desk.actions.run(command)
        await rig.press("confirmSheet", "confirmNo")
        assert not rig.window.closing.is_set()
        rig.desk.actions.run(command)
        await rig.press("confirmSheet", "confirmYes")
        await eventually(rig.window.closing.is_set)
        assert rig.manners.exit_code == code

    with_manners(test, safe=safe)


def test_the_pill_of_safe_mode_leads_out_of_it(with_manners):
    async def test(rig):
        pill = rig.window.findChild(QPushButton, "safePill")
        assert pill.text() == "SAFE MODE"
        assert pill.isVisible()
        pill.click()
        await rig.press("confirmSheet", "confirmNo")
        rig.manners.start()
        await rig.told("Safe mode")

    with_manners(test, safe=True)


def test_without_safe_mode_there_is_no_pill(with_manners):
    async def test(rig):
        assert rig.window.findChild(QPushButton, "safePill") is None
        assert rig.desk.actions.action("help.leave_safe") is None

    with_manners(test)


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_a_later_start_raises_the_window_and_does_what_it_was_asked(with_manners):
    async def test(rig):
        rig.window.showMinimized()
        rig.manners.asked_by_another_start(Request(practice=True, theme="light"))
        assert not rig.window.windowState() & Qt.WindowState.WindowMinimized
        assert rig.window.isVisible()
        assert rig.desk.theme.name == "light"
        await eventually(lambda: rig.practised)
        rig.manners.asked_by_another_start(Request(safe=True))
        await rig.told("The terminal is already running")

    with_manners(test)


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_a_later_start_logs_nobody_in_twice(with_manners, desk):
    desk.views = [make_view()]

    async def test(rig):
        rig.manners.asked_by_another_start(Request(practice=True))
        assert rig.practised == []

    with_manners(test)


def test_signs_of_life_are_noted(with_manners, clock):
    async def test(rig):
        marker = RunMarker(rig.paths.data, rig.paths.logs)
        marker.begin(Run(pid=1, started_ns=1, version="0.1.0"))
        file = rig.paths.data / "run.json"
        os.utime(file, ns=(5, 5))
        rig.manners.start()
        await eventually(lambda: file.stat().st_mtime_ns > 5)
        os.utime(file, ns=(5, 5))
        await clock.advance(30)
        await eventually(lambda: file.stat().st_mtime_ns > 5)

    with_manners(test)


def test_an_address_comes_before_the_switch(with_manners):
    """The store's own rule; the dialog shows its sentence beside the switch."""

    async def test(rig):
        with pytest.raises(ValueError, match="No address is set, and none is built in"):
            rig.settings.change("updates", "check", value=True)
        rig.settings.change("updates", "address", "https://lists.example/x")
        rig.settings.change("updates", "check", value=True)
        with pytest.raises(ValueError, match="Switch the daily look off first"):
            rig.settings.change("updates", "address", "")
        await rig.settings.aclose()
        assert load(rig.paths.settings_file).settings.updates.check is True

    with_manners(test)
