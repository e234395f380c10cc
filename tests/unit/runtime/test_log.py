"""Logs: no secret on disk or on screen, owner-only files."""

import logging
import os
import stat
import sys

import pytest

from terminal.runtime import log as module
from terminal.runtime.log import LogFiles, open_owner_only, redact

SECRETS = (
    "Authorization: token kite123key:s3cr3tT0ken9",
    'headers={"Authorization": "token kite123key:s3cr3tT0ken9"}',
    "access_token=s3cr3tT0ken9&x=1",
    "'access_token': 's3cr3tT0ken9'",
    'api_secret="s3cr3tT0ken9"',
    "http://127.0.0.1:8710/?status=success&request_token=s3cr3tT0ken9&action=login",
    "totp_seed=s3cr3tT0ken9",
    "password: s3cr3tT0ken9",
    "checksum=s3cr3tT0ken9",
    "wss://ws.example/?api_key=k1&access_token=s3cr3tT0ken9",
    "Bearer s3cr3tT0ken9",
)


@pytest.fixture
def logs(tmp_path):
    root = logging.getLogger()
    level = root.level
    files = LogFiles(tmp_path / "logs")
    yield files
    files.close()
    root.setLevel(level)


@pytest.mark.parametrize("text", SECRETS)
def test_secrets_are_taken_out(text):
    assert "s3cr3tT0ken9" not in redact(text)


@pytest.mark.parametrize(
    "text",
    ["order 241120000012345678 complete", "tokens in any order", "pin the panel", "key sheet"],
)
def test_ordinary_words_stay(text):
    assert redact(text) == text


@pytest.mark.parametrize("text", SECRETS)
def test_neither_the_file_nor_the_ring_holds_a_secret(logs, text):
    logging.getLogger("terminal.test").info("%s", text)
    try:
        raise RuntimeError(text)
    except RuntimeError:
        logging.getLogger("terminal.test").exception("failed")
    ring = "".join(line.text for line in logs.ring.lines())
    logs.close()
    written = logs.file.read_text("utf-8")
    assert "s3cr3tT0ken9" not in written + ring
    assert "RuntimeError" in written
    assert "RuntimeError" in ring


def test_the_file_is_for_its_owner_only(logs):
    logging.getLogger("terminal.test").warning("hello")
    logs.close()
    assert stat.S_IMODE(logs.file.stat().st_mode) == 0o600


def test_the_ring_tells_what_is_new(logs):
    logger = logging.getLogger("terminal.test")
    logger.info("one")
    seen = logs.ring.number
    logger.warning("two")
    (line,) = logs.ring.lines(after=seen)
    assert (line.text, line.level, line.source) == ("two", logging.WARNING, "test")


def test_detail_is_off_until_asked_for(logs):
    logger = logging.getLogger("terminal.test")
    logger.debug("quiet")
    logs.set_level("debug")
    logger.debug("loud")
    assert [line.text for line in logs.ring.lines()] == ["loud"]


def test_a_file_that_was_open_to_others_is_closed_to_them(tmp_path):
    (tmp_path / "terminal.log").write_text("older\n")
    (tmp_path / "terminal.log").chmod(0o644)
    handle = open_owner_only(tmp_path / "terminal.log")
    os.close(handle)
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "terminal.log").stat().st_mode) == 0o600


@pytest.fixture
def small_logs(tmp_path, monkeypatch):
    """Logs whose files are full after a few lines; two old ones are kept."""
    monkeypatch.setattr(module, "LARGEST_FILE", 400)
    root = logging.getLogger()
    level = root.level
    files = LogFiles(tmp_path / "logs", keep_files=2)
    yield files
    files.close()
    root.setLevel(level)


def test_full_files_make_room_and_the_oldest_go(small_logs):
    for number in range(60):
        logging.getLogger("terminal.test").warning("line %d", number)
    small_logs.close()
    files = sorted(small_logs.file.parent.iterdir())
    assert [file.name for file in files] == ["terminal.log", "terminal.log.1", "terminal.log.2"]
    assert all(file.stat().st_size <= 400 for file in files)
    assert "line 59" in files[0].read_text()
    if sys.platform != "win32":
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_a_file_that_cannot_be_written_costs_one_line_and_comes_back(small_logs, capsys):
    folder = small_logs.file.parent
    small_logs.file.mkdir()  # in its place: nothing can be written there
    logger = logging.getLogger("terminal.test")
    for number in range(5):
        logger.warning("line %d", number)
    small_logs.flush()
    texts = [line.text for line in small_logs.ring.lines()]
    assert [text for text in texts if "cannot be written" in text] == [
        "The log file cannot be written: is a directory. Lines stay in memory."
    ]
    assert "line 4" in texts
    small_logs.file.rmdir()
    logger.warning("again")
    small_logs.close()
    assert "again" in (folder / "terminal.log").read_text()
    assert "The log file can be written again." in [e.text for e in small_logs.ring.lines()]
    assert capsys.readouterr().err == ""
