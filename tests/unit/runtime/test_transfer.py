"""Settings as a file: what goes out, what comes in, and what is refused with a sentence."""

import json
from decimal import Decimal

import pytest

from terminal.domain.errors import TerminalError
from terminal.runtime.config import Appearance, OrderLimits, Remembered, Safety, Settings, Updates
from terminal.runtime.disk import DiskError
from terminal.runtime.transfer import (
    SCHEMA,
    decode_import,
    encode_export,
    read_import,
    write_export,
)

MINE = Settings(
    appearance=Appearance(theme="light", toast_seconds=9),
    limits=OrderLimits(max_value=Decimal("2500000.50"), ask_quantity=None),
    remembered=Remembered(broker="kite", values={"user_id": "ZA1234", "api_key": "k3yk3yk3y"}),
)


def as_file(**changes):
    whole = json.loads(encode_export(MINE))
    whole.update(changes)
    return json.dumps(whole).encode()


def test_an_export_holds_no_account_and_no_key():
    content = encode_export(MINE).decode()
    assert "ZA1234" not in content
    assert "k3yk3yk3y" not in content
    assert "remembered" not in content
    assert json.loads(content)["schema"] == SCHEMA


def test_what_went_out_comes_in_and_nothing_else_changes(tmp_path):
    write_export(tmp_path / "s.json", MINE)
    other = Settings(remembered=Remembered(broker="shoonya"), safety=Safety())
    found = read_import(tmp_path / "s.json", other)
    assert found.settings.appearance == MINE.appearance
    assert found.settings.limits == MINE.limits
    assert found.settings.remembered.broker == "shoonya"
    assert found.complaints == ()


def test_each_change_is_named_with_old_and_new():
    found = decode_import(as_file(), Settings())
    changes = {(c.section, c.name): (c.old, c.new) for c in found.changes}
    assert changes == {
        ("appearance", "theme"): ("dark", "light"),
        ("appearance", "toast_seconds"): (6, 9),
        ("limits", "max_value"): (Decimal(10_000_000), Decimal("2500000.50")),
        ("limits", "ask_quantity"): (20_000, None),
    }
    assert {c.group for c in found.changes} == {"Appearance", "Limits of orders"}
    assert all(c.title for c in found.changes)


def test_the_same_settings_change_nothing():
    assert decode_import(as_file(), MINE).changes == ()


def test_a_newer_file_is_refused_with_both_versions():
    with pytest.raises(TerminalError) as told:
        decode_import(as_file(schema=SCHEMA + 1, version="9.1.0"), Settings(), name="mine.json")
    assert "mine.json was written by a newer version (9.1.0)" in told.value.text
    assert "Update this terminal first" in told.value.hint


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not json",
        b"[]",
        b'{"settings": {}}',
        b'{"format": "other", "schema": 1}',
        b"\xff\xfe",
    ],
)
def test_another_file_is_refused(content):
    with pytest.raises(TerminalError, match="does not hold settings of this program"):
        decode_import(content, Settings())


def test_a_file_without_settings_is_damaged():
    with pytest.raises(TerminalError, match="damaged"):
        decode_import(as_file(settings=[1]), Settings())


def test_values_that_do_not_fit_are_left_and_told():
    sections = {
        "appearance": {"theme": "pink", "toast_seconds": 8, "sparkles": True},
        "fireworks": {"on": True},
        "remembered": {"broker": "kite", "values": {"api_secret": "x"}},
    }
    found = decode_import(as_file(settings=sections), Settings())
    assert found.settings.appearance == Appearance(toast_seconds=8)
    assert found.settings.remembered == Remembered()
    assert len(found.complaints) == 3
    assert any("Theme" in complaint for complaint in found.complaints)


def test_an_update_check_comes_only_with_its_address():
    """As in the dialog: the switch cannot be on without an address."""
    sections = {"updates": {"check": True, "address": ""}}
    found = decode_import(as_file(settings=sections), Settings())
    assert found.settings.updates == Updates()
    assert "address" in found.complaints[0]


def test_a_file_that_is_not_there_or_far_too_large_is_a_sentence(tmp_path):
    with pytest.raises(DiskError, match=r"none\.json could not be read"):
        read_import(tmp_path / "none.json", Settings())
    (tmp_path / "big.json").write_bytes(b" " * 1_000_001)
    with pytest.raises(TerminalError, match="too large"):
        read_import(tmp_path / "big.json", Settings())
