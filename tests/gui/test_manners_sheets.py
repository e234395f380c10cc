"""After a crash, diagnostics, settings files and updates: what a person reads and what they may do."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QListWidget, QPlainTextEdit, QPushButton

from terminal.runtime.config import Appearance, Settings
from terminal.runtime.diagnostics import Part
from terminal.runtime.lastrun import LastRun, Run
from terminal.runtime.manifest import Manifest, Offer
from terminal.runtime.transfer import decode_import, encode_export
from terminal.ui.manners.diagnostics import DiagnosticsSheet
from terminal.ui.manners.lastrun import (
    CLEAN,
    RESTORE,
    SAFE,
    LastRunSheet,
    for_orders,
    what_happened,
)
from terminal.ui.manners.transfer import ImportSheet, shown
from terminal.ui.manners.updates import UpdateSheet

LOOP_GONE = "Event loop stopped before Future completed."
NOW_NS = 1_795_146_300_000_000_000  # 2026-11-20 09:15:00 IST
CRASH = "Fatal Python error: Segmentation fault\n\nThread 0x1:\n  File x, access_token=s3cr3tT0ken9 line 1"


def last_run(fault="", **fields):
    return LastRun(
        run=Run(pid=1, started_ns=NOW_NS, version="0.1.0"),
        fault=fault,
        alive_ns=NOW_NS + 60_000_000_000,
        **fields,
    )


def words_of(sheet):
    return "\n".join(label.text() for label in sheet.findChildren(QLabel))


def press(sheet, name):
    button = sheet.findChild(QPushButton, name)
    assert button is not None, f"no button {name}"
    button.click()
    return button


@pytest.fixture
def make_last(qapp, theme):
    made = []

    def make(fault="", open_orders=0):
        saved = []
        sheet = LastRunSheet(
            last=last_run(fault),
            open_orders=open_orders,
            now_ns=NOW_NS,
            theme=theme,
            save=saved.append,
        )
        sheet.saved, sheet.results = saved, []
        sheet.finished.connect(sheet.results.append)
        sheet.show()
        made.append(sheet)
        return sheet

    yield make
    for sheet in made:
        sheet.hide()
        sheet.deleteLater()


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (last_run(CRASH), "The program crashed (Segmentation fault)."),
        (last_run("Windows fatal exception: access violation\n"), "crashed (access violation)"),
        (last_run("Traceback\n ...\nValueError: no such thing"), "ValueError: no such thing"),
        (last_run("Traceback\nOSError: access_token=s3cr3tT0ken9"), "access_token=***"),
        (last_run(f"Traceback\nRuntimeError: {LOOP_GONE}"), "The desktop ended"),
        (last_run(rebooted=True), "restarted or lost power"),
        (last_run(rebooted=False), "ended from outside"),
        (last_run(), "ended from outside"),
    ],
)
def test_what_happened_is_a_sentence(last, said):
    assert said in what_happened(last)


@pytest.mark.parametrize(
    ("open_orders", "said"),
    [
        (0, "No order was on the way."),
        (1, "1 order was on the way."),
        (3, "3 orders were on the way."),
        (None, "cannot be read"),
    ],
)
def test_what_it_means_for_orders_is_told(open_orders, said):
    text = for_orders(open_orders, "09:16:00")
    assert said in text
    assert "not watched since 09:16:00" in text
    assert ("Nothing is sent a second time" in text) is bool(open_orders)


def test_the_sheet_tells_all_of_it(make_last):
    sheet = make_last(CRASH, open_orders=2)
    text = words_of(sheet)
    for said in (
        "crashed (Segmentation fault)",
        "09:15:00",
        "09:16:00",
        "2 orders were on the way",
    ):
        assert said in text
    fault = sheet.findChild(QPlainTextEdit, "lastRunFault").toPlainText()
    assert "Thread 0x1" in fault
    assert "s3cr3tT0ken9" not in fault


def test_without_words_of_a_crash_there_is_no_empty_box(make_last):
    assert make_last().findChild(QPlainTextEdit, "lastRunFault") is None


@pytest.mark.parametrize(
    ("button", "result"),
    [("lastRunRestore", RESTORE), ("lastRunClean", CLEAN), ("lastRunSafe", SAFE)],
)
def test_each_way_on_has_its_answer(make_last, button, result):
    sheet = make_last()
    press(sheet, button)
    assert sheet.results == [result]


def test_escape_restores(make_last):
    sheet = make_last()
    sheet.reject()
    assert sheet.results == [RESTORE]


def test_the_report_is_copied_without_secrets_and_the_sheet_stays(make_last):
    sheet = make_last(CRASH)
    assert press(sheet, "lastRunCopy").text() == "Copied"
    copied = QGuiApplication.clipboard().text()
    assert "Segmentation fault" in copied
    assert "s3cr3tT0ken9" not in copied
    press(sheet, "lastRunSave")
    assert sheet.saved == [sheet]
    assert sheet.results == []


PARTS = [
    Part(name="about.txt", about="Versions", text="Trading Terminal 0.1.0\n"),
    Part(name="logs/terminal.log", about="Log", text="line one\nline two\n"),
]


@pytest.fixture
def diagnostics(qapp, theme):
    sheet = DiagnosticsSheet(None, parts=PARTS, theme=theme)
    sheet.show()
    yield sheet
    sheet.hide()
    sheet.deleteLater()


def test_the_preview_shows_each_file_in_full(diagnostics):
    files = diagnostics.findChild(QListWidget, "diagnosticsFiles")
    text = diagnostics.findChild(QPlainTextEdit, "diagnosticsText")
    assert text.toPlainText() == PARTS[0].text
    files.setCurrentRow(1)
    assert text.toPlainText() == PARTS[1].text


def test_what_is_unticked_is_left_out(diagnostics):
    files = diagnostics.findChild(QListWidget, "diagnosticsFiles")
    save = diagnostics.findChild(QPushButton, "diagnosticsSave")
    assert diagnostics.chosen() == PARTS
    files.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert diagnostics.chosen() == PARTS[:1]
    assert diagnostics.findChild(QLabel, "diagnosticsSaid").text().startswith("1 file,")
    files.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert not save.isEnabled()


def test_an_import_names_what_changes_before_it_does(qapp):
    content = encode_export(Settings(appearance=Appearance(theme="light", toast_seconds=9)))
    found = decode_import(content.replace(b'"arm_minutes": 15', b'"arm_minutes": 9999'), Settings())
    sheet = ImportSheet(None, found=found, file_name="mine.json")
    text = words_of(sheet)
    for said in ("2 settings change", "mine.json", "Theme", "Dark", "Light", "9", "Disarm after"):
        assert said in text
    assert sheet.findChild(QPushButton, "importAccept").text() == "Change 2 settings"
    assert sheet.findChild(QPushButton, "importCancel").isDefault()
    sheet.deleteLater()


def test_an_import_without_changes_has_nothing_to_accept(qapp):
    found = decode_import(encode_export(Settings()), Settings())
    sheet = ImportSheet(None, found=found, file_name="mine.json")
    assert "nothing that differs" in words_of(sheet)
    assert sheet.findChild(QPushButton, "importAccept") is None
    sheet.deleteLater()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "none"),
        ("", "none"),
        (True, "on"),
        (False, "off"),
        (100000, "1,00,000"),
        (2.5, "2.5"),
    ],
)
def test_values_are_shown_as_people_write_them(value, text):
    assert shown(value) == text


def offered(**downloads):
    return Manifest(
        schema=1,
        version="1.2.0",
        notes="Faster charts.",
        expires=datetime(2027, 1, 1, tzinfo=UTC),
        downloads=downloads,
    )


def test_an_update_is_offered_with_notes_place_and_checksum(qapp):
    offer = Offer(url="https://files.example/t.deb", sha256="ab" * 32)
    sheet = UpdateSheet(None, manifest=offered(deb=offer), offer=offer, running="0.1.0")
    text = words_of(sheet)
    for said in ("Version 1.2.0 is available", "You run version 0.1.0", offer.url, offer.sha256):
        assert said in text
    assert sheet.findChild(QPlainTextEdit, "updateNotes").toPlainText() == "Faster charts."
    assert sheet.findChild(QPushButton, "updateLater").isDefault()
    sheet.deleteLater()


def test_without_a_file_for_this_installation_there_is_no_button(qapp):
    sheet = UpdateSheet(None, manifest=offered(), offer=None, running="0.1.0")
    assert sheet.findChild(QPushButton, "updateDownload") is None
    assert "no file for this kind of installation" in words_of(sheet)
    sheet.deleteLater()
