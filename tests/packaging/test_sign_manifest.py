"""Keys are made and lists signed by the tool, and believed by the program."""

import hashlib
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from terminal.runtime import manifest as lists

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def tool(tmp_path):
    def run(*arguments, word=""):
        return subprocess.run(
            [sys.executable, ROOT / "packaging" / "sign_manifest.py", *map(str, arguments)],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            env=os.environ | {"SIGNING_PASSPHRASE": word},
        )

    return run


@pytest.fixture
def keys(tmp_path, tool):
    done = tool("keys", "--private", tmp_path / "k.pem", "--resources", tmp_path / "res", word="w")
    assert done.returncode == 0, done.stderr
    return tmp_path / "k.pem"


def sign(tool, tmp_path, *more, word="w"):
    (tmp_path / "notes.txt").write_text("Faster, and कम memory.", encoding="utf-8")
    (tmp_path / "t.deb").write_bytes(b"the program")
    return tool(
        "sign",
        *("--private", tmp_path / "k.pem", "--resources", tmp_path / "res"),
        *("--notes", tmp_path / "notes.txt", "--base", "https://files.example/x/"),
        *("--version", "3.1.0", "--file", f"deb={tmp_path / 't.deb'}"),
        *("--out", tmp_path / "list.json"),
        *more,
        word=word,
    )


def test_a_list_it_signs_is_believed_by_the_program(tmp_path, tool, keys):
    done = sign(tool, tmp_path)
    assert done.returncode == 0, done.stderr
    found = lists.read(
        (tmp_path / "list.json").read_bytes(),
        key=lists.load_key(tmp_path / "res"),
        now_ns=time.time_ns(),
        running="0.1.0",
    )
    assert found.version == "3.1.0"
    assert found.notes == "Faster, and कम memory."
    offer = found.offer("deb")
    assert offer.url == "https://files.example/x/t.deb"
    assert offer.sha256 == hashlib.sha256(b"the program").hexdigest()
    assert offer.size == 11
    checked = tool("check", tmp_path / "list.json", "--resources", tmp_path / "res")
    assert "version 3.1.0" in checked.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_the_private_key_is_its_owners_alone_and_never_overwritten(tmp_path, tool, keys):
    assert stat.S_IMODE(keys.stat().st_mode) == 0o600
    assert b"ENCRYPTED" in keys.read_bytes()
    before = keys.read_bytes()
    again = tool("keys", "--private", keys, "--resources", tmp_path / "res", "--force")
    assert again.returncode == 1
    assert "never overwritten" in again.stderr
    assert keys.read_bytes() == before


def test_a_public_key_in_use_is_not_replaced_by_accident(tmp_path, tool, keys):
    again = tool("keys", "--private", tmp_path / "other.pem", "--resources", tmp_path / "res")
    assert again.returncode == 1
    assert "believe that key alone" in again.stderr
    assert not (tmp_path / "other.pem").exists()


@pytest.mark.parametrize(
    ("more", "word", "said"),
    [
        ((), "wrong", "cannot be read"),
        (("--days", "4000"), "w", "1 to 400"),
        (("--version", "3.1.0-beta"), "w", "cannot be read"),
        (("--base", "http://files.example"), "w", "cannot be read"),
        (("--file", "deb"), "w", "CHANNEL=FILE"),
    ],
)
def test_what_the_program_would_refuse_is_not_signed(tmp_path, tool, keys, more, word, said):
    done = sign(tool, tmp_path, *more, word=word)
    assert done.returncode == 1
    assert said in done.stderr
    assert not (tmp_path / "list.json").exists()
