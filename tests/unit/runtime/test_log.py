"""Logs: no secret on disk or on screen, owner-only files."""

import logging
import stat

import pytest

from terminal.runtime.log import LogFiles, redact

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
