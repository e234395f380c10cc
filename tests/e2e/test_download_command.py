"""`main.py download` and `main.py history` as a person types them, against a practice server of theirs."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from terminal.history.sessions import DAY_NS, day_of, indian_calendar
from terminal.runtime.clock import SystemClock

ROOT = Path(__file__).resolve().parents[2]
LAST = indian_calendar().trading_days_back(day_of(SystemClock().now_ns() - DAY_NS), 0)
FIRST = indian_calendar().trading_days_back(LAST, 4)
DAYS = ("--from", str(FIRST), "--to", str(LAST))


def command(*arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "main.py"), *arguments]


def call(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments), capture_output=True, text=True, timeout=120, cwd=ROOT, check=False
    )


def test_one_command_downloads_and_the_others_verify_and_query(tmp_path):
    places = ("--datadir", str(tmp_path))
    wanted = ("--kinds", "spot,future", "--underlyings", "INFY,M&M", *DAYS, *places)
    done = call("download", *wanted)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    last = done.stdout.splitlines()[-1]
    assert last.startswith("Complete: 40 of 40 series-days (0 held before")

    again = call("download", *wanted)
    assert again.returncode == 0
    assert "(40 held before" in again.stdout.splitlines()[-1]
    assert "0 bars by 0 requests" in again.stdout

    assert call("history", "verify", *places).stdout == "Everything is as it should be.\n"
    sql = "select kind, count(distinct key) as series from bars group by kind order by kind"
    asked = call("history", "query", sql, *places)
    assert asked.stdout.splitlines() == ["kind,series", "future,6", "spot,2"]
    assert asked.stderr == ""

    wrong = call("history", "query", "selekt", *places)
    assert wrong.returncode == 1
    assert wrong.stdout == ""
    assert "selekt" in wrong.stderr
    assert "Traceback" not in wrong.stderr


def test_a_query_without_a_store_is_one_line_and_makes_none(tmp_path):
    places = ("--datadir", str(tmp_path))
    done = call("history", "query", "select 1", *places)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("There is no history store at ")
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "data" / "history").exists()


@pytest.mark.parametrize(
    "arguments",
    [("download", "--kinds", "bonds"), ("download", "--from", "yesterday"), ("history", "mend")],
)
def test_wrong_arguments_are_one_line_and_exit_code_2(arguments):
    done = call(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_real_broker_without_a_session_says_what_to_do(tmp_path):
    done = call("download", "--broker", "shoonya", "--datadir", str(tmp_path), *DAYS)
    assert done.returncode == 1
    assert "Log in once with the terminal" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C of one process group is POSIX's")
def test_ctrl_c_leaves_a_download_that_the_same_command_finishes(tmp_path):
    wanted = ("download", "--kinds", "spot,future,option", "--underlyings", "INFY", "--expiries", "1",
              "--strikes", "8", *DAYS, "--datadir", str(tmp_path))  # fmt: skip
    running = subprocess.Popen(
        command(*wanted), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    said = ""
    for line in running.stdout:
        said += line
        if "series-days" in line:  # the first line of progress: it is under way
            running.send_signal(signal.SIGINT)
    errors = running.stderr.read()
    assert running.wait(60) == 130, said + errors
    running.stdout.close()
    running.stderr.close()
    assert "Stopped: " in said
    assert "Run the same command again" in said
    done = call(*wanted)
    assert done.returncode == 0, done.stdout
    assert " (0 held before" not in done.stdout
