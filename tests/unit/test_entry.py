"""The command line of main.py and of packaging/dev.py, as a person types it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def call(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / script), *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=ROOT,
        check=False,
    )


def test_help_lists_every_way_to_start():
    done = call("main.py", "--help")
    assert done.returncode == 0
    for word in ("--practice", "sandbox", "--datadir", "--speed", "--port"):
        assert word in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("--pratice",),
        ("trade",),
        ("--speed", "fast"),
        ("--speed", "1000"),
        ("sandbox", "kite", "--prot", "1"),
    ],
)
def test_an_argument_nobody_knows_is_one_line_and_exit_code_2(arguments):
    done = call("main.py", *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_practice_server_nobody_has_is_one_line_and_exit_code_2():
    done = call("main.py", "sandbox", "nobody")
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1


def test_dev_script_lists_its_commands():
    done = call("packaging/dev.py", "--help")
    assert done.returncode == 0
    for word in ("run", "test", "setup", "bench"):
        assert word in done.stdout


def test_dev_script_refuses_a_command_it_does_not_have():
    done = call("packaging/dev.py", "fly")
    assert done.returncode == 2


def test_pinned_files_carry_hashes_and_no_index():
    for lock in (ROOT / "packaging").glob("*.txt"):
        text = lock.read_text()
        assert "--hash=sha256:" in text
        assert "://" not in text, f"{lock.name} names a host"
        assert "index-url" not in text
