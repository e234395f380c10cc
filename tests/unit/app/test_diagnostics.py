"""The diagnostics zip: what is planted as a secret anywhere never appears in it."""

import json
import sqlite3
import stat
import sys
import zipfile

import pytest

from terminal.app.about import mask_of
from terminal.runtime import config
from terminal.runtime.config import Remembered, Settings
from terminal.runtime.diagnostics import LARGEST_LOG, collect, write_zip
from terminal.runtime.disk import DiskError
from terminal.runtime.mask import Mask
from terminal.runtime.paths import user_paths

TOKEN, PASSWORD, KEY, USER = "s3cr3tT0ken9", "pass word 17", "ap1keyap1key", "ZA1234"


@pytest.fixture
def paths(tmp_path):
    """A data folder in which secrets lie wherever one might get."""
    paths = user_paths(tmp_path / "d")
    paths.create()
    settings = Settings(
        remembered=Remembered(broker="kite", values={"user_id": USER, "api_key": KEY})
    )
    config.save(paths.settings_file, settings)
    raw = json.loads(paths.settings_file.read_bytes())
    raw["network"]["password"] = PASSWORD
    paths.settings_file.write_text(json.dumps(raw), encoding="utf-8")
    accounts = [{"broker": "kite", "environment": "live", "user_id": USER}]
    (paths.config / "accounts.json").write_text(json.dumps(accounts))
    (paths.config / "layout.json").write_text(
        json.dumps({"version": 1, "state": TOKEN, "place": [0, 0, 9, 9], "panels": {"chart": {}}})
    )
    (paths.logs / "terminal.log").write_text(
        f"INFO access_token={TOKEN}\nINFO login of {USER} with {KEY}\nINFO said '{PASSWORD}' once\n"
    )
    (paths.logs / "terminal.log.1").write_text(f"Authorization: token {KEY}:{TOKEN}\n")
    (paths.logs / "practice.log").write_text(f'{{"jKey": "{TOKEN}"}}\n')
    (paths.logs / "fault-7.txt").write_text(f"Fatal Python error: x\nFile {tmp_path} {USER}\n")
    for name in ("orders", "writes"):
        with sqlite3.connect(paths.data / f"{name}.sqlite") as db:
            db.execute("CREATE TABLE intents (client_id TEXT, fate TEXT, note TEXT)")
            db.execute("INSERT INTO intents VALUES (?, 'sending', ?)", (USER, TOKEN))
        db.close()
    return paths


def parts_of(paths):
    settings = config.load(paths.settings_file).settings
    mask = mask_of(paths, settings, secrets=[PASSWORD, TOKEN])
    about = f"Account kite:{USER}\ntoken {TOKEN}"
    return {p.name: p for p in collect(paths, about=about, mask=mask, last_run=f"of {USER}")}


def test_no_planted_secret_is_in_any_part(paths, tmp_path):
    parts = parts_of(paths)
    file = tmp_path / "out.zip"
    write_zip(file, list(parts.values()))
    with zipfile.ZipFile(file) as archive:
        whole = "\n".join(archive.read(name).decode() for name in archive.namelist())
        assert set(archive.namelist()) == set(parts)
    for secret in (TOKEN, PASSWORD, KEY, USER):
        assert secret not in whole, f"{secret} is in the zip"
    assert "ZA***" in whole


def test_without_knowing_a_secret_the_usual_forms_still_go(paths):
    """The keyring was never opened in this run, so nobody could tell us the tokens."""
    settings = config.load(paths.settings_file).settings
    for part in collect(paths, about="x", mask=mask_of(paths, settings)):
        assert TOKEN not in part.text, part.name


def test_what_helps_is_there(paths):
    parts = parts_of(paths)
    assert set(parts) == {
        "about.txt",
        "last-run.txt",
        "settings.json",
        "layout.txt",
        "journals.txt",
        "logs/terminal.log",
        "logs/terminal.log.1",
        "logs/practice.log",
        "logs/fault-7.txt",
    }
    assert "Fatal Python error" in parts["logs/fault-7.txt"].text
    assert "intents: 1" in parts["journals.txt"].text
    assert "sending: 1" in parts["journals.txt"].text
    assert "check: ok" in parts["journals.txt"].text
    assert "triggers.sqlite: none" in parts["journals.txt"].text
    assert '"theme": "dark"' in parts["settings.json"].text
    assert "remembered" not in parts["settings.json"].text
    assert "panels: chart" in parts["layout.txt"].text
    assert all(part.about for part in parts.values())


def test_a_log_is_cut_at_a_line_so_that_no_secret_loses_its_name(paths):
    line = f"INFO access_token={TOKEN}"
    filler = "x" * 99
    # The cut falls into the middle of the line, behind the word that names the secret.
    rest = (LARGEST_LOG - len(TOKEN) // 2) // 100
    tail = "\n".join([filler] * rest)
    tail += "y" * (LARGEST_LOG - len(TOKEN) - 2 - len(tail))
    (paths.logs / "terminal.log").write_text(f"{line}\n{tail}\n")
    mask = Mask(user="x", machine="x")
    parts = {p.name: p for p in collect(paths, about="x", mask=mask)}
    assert "T0ken9" not in parts["logs/terminal.log"].text
    assert filler in parts["logs/terminal.log"].text


def test_damage_is_told_and_stops_nothing(tmp_path):
    paths = user_paths(tmp_path / "d")
    paths.create()
    paths.settings_file.write_bytes(b"\xff not json")
    paths.layout_file.write_text("[1]")
    (paths.data / "orders.sqlite").write_bytes(b"not a database at all" * 99)
    parts = {p.name: p.text for p in collect(paths, about="x", mask=Mask(user="x", machine="x"))}
    assert parts["settings.json"].startswith("(not readable")
    assert parts["layout.txt"].startswith("(not readable")
    assert "not a database" in parts["journals.txt"]
    assert not [name for name in parts if name.startswith("logs/")]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_the_zip_is_its_owners_alone(paths, tmp_path):
    file = tmp_path / "out.zip"
    write_zip(file, list(parts_of(paths).values()))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_place_that_cannot_be_written_is_a_sentence(paths, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(DiskError, match=r"^out\.zip could not be saved: .*\.$"):
        write_zip(tmp_path / "file" / "out.zip", list(parts_of(paths).values()))
