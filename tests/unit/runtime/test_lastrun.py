"""How the last run ended: markers, and what a dying Python leaves."""

import os
import stat
import subprocess
import sys

import pytest

from terminal.runtime import lastrun
from terminal.runtime.lastrun import KEPT_FAULTS, FaultFile, Run, RunMarker, fault_files

CRASH = """
import ctypes, sys
from pathlib import Path
from terminal.runtime.lastrun import FaultFile, Run, RunMarker
data, logs = Path(sys.argv[1]), Path(sys.argv[2])
faults = FaultFile(logs)
faults.open()
import os
RunMarker(data, logs).begin(Run(pid=os.getpid(), started_ns=5, version="0.1.0"))
if sys.argv[3] == "segfault":
    ctypes.string_at(0)
elif sys.argv[3] == "exception":
    faults.write(ValueError("no such thing"))
    faults.close()
    os._exit(1)
else:
    os._exit(9)
"""


@pytest.fixture
def folders(tmp_path):
    for name in ("data", "logs"):
        (tmp_path / name).mkdir()
    return tmp_path / "data", tmp_path / "logs"


def run_of(pid=1, **fields):
    return Run(pid=pid, started_ns=5, version="0.1.0", **fields)


def die(folders, how):
    subprocess.run(
        [sys.executable, "-c", CRASH, *map(str, folders), how],
        check=False,
        timeout=30,
        capture_output=True,
    )
    return RunMarker(*folders).begin(run_of(os.getpid()))


def test_a_run_that_ends_well_leaves_nothing(folders):
    marker = RunMarker(*folders)
    assert marker.begin(run_of()) is None
    marker.end()
    assert marker.begin(run_of()) is None


def test_a_run_that_does_not_end_is_told_at_the_next_start(folders):
    RunMarker(*folders).begin(run_of(77, safe=True))
    (folders[1] / "terminal.log").write_text("x")
    os.utime(folders[1] / "terminal.log", ns=(9_000, 9_000))
    os.utime(folders[0] / lastrun.MARKER, ns=(8_000, 8_000))
    last = RunMarker(*folders).begin(run_of(78))
    assert (last.run.pid, last.run.safe, last.fault) == (77, True, "")
    assert last.alive_ns == 9_000


def test_a_sign_of_life_says_how_long_it_lived(folders):
    marker = RunMarker(*folders)
    marker.beat()  # before it began: nothing to note
    marker.begin(run_of())
    os.utime(folders[0] / lastrun.MARKER, ns=(8_000, 8_000))
    marker.beat()
    assert RunMarker(*folders).begin(run_of()).alive_ns > 8_000


def test_what_a_segmentation_fault_leaves_is_read_again(folders):
    last = die(folders, "segfault")
    assert "string_at" in last.fault
    assert last.fault.startswith(("Fatal Python error", "Windows fatal exception"))


def test_an_exception_that_ended_the_program_is_kept(folders):
    assert die(folders, "exception").fault.endswith("ValueError: no such thing")


def test_a_kill_leaves_a_marker_and_no_words(folders):
    assert die(folders, "kill").fault == ""


def test_a_restart_of_the_computer_is_told_apart(folders, monkeypatch):
    RunMarker(*folders).begin(run_of(boot="before"))
    boot = folders[0] / "boot_id"
    monkeypatch.setattr(lastrun, "_BOOT", boot)
    assert RunMarker(*folders).begin(run_of(boot="before")).rebooted is None
    boot.write_text("after\n")
    assert RunMarker(*folders).begin(run_of(boot="after")).rebooted is True
    assert RunMarker(*folders).begin(run_of(boot="after")).rebooted is False


def test_a_damaged_marker_stops_nobody(folders):
    (folders[0] / lastrun.MARKER).write_bytes(b"\0\0\0")
    assert RunMarker(*folders).begin(run_of()) is None


def test_a_fault_file_is_owner_only_and_goes_away_empty(folders, pytestconfig):
    code = (
        "import sys, os; from pathlib import Path; from terminal.runtime.lastrun import FaultFile\n"
        "f = FaultFile(Path(sys.argv[1])); f.open(); print(oct(os.stat(f.path).st_mode & 0o777))\n"
        "f.close(); f.close(); print(f.path.exists())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folders[1])], capture_output=True, text=True, check=True
    )
    expected = "0o666" if sys.platform == "win32" else "0o600"
    assert done.stdout.split() == [expected, "False"]


def test_without_a_place_to_write_the_program_goes_on(tmp_path):
    (tmp_path / "file").write_text("")
    faults = FaultFile(tmp_path / "file" / "logs")
    faults.open()
    faults.write(ValueError("x"))
    faults.close()


def test_old_fault_files_are_tidied_away(folders):
    for number in range(KEPT_FAULTS + 4):
        file = folders[1] / f"fault-{90_000_000 + number}.txt"
        file.write_text("words" if number else "")
        os.utime(file, (number, number))
    RunMarker(*folders).begin(run_of())
    kept = fault_files(folders[1])
    assert len(kept) == KEPT_FAULTS
    assert kept[-1].name == f"fault-{90_000_000 + KEPT_FAULTS + 3}.txt"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_the_marker_is_its_owners_alone(folders):
    RunMarker(*folders).begin(run_of())
    assert stat.S_IMODE((folders[0] / lastrun.MARKER).stat().st_mode) == 0o600
