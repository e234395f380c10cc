"""The scripts of the self-extracting package: install, upgrade, refusal while running, removal."""

import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path

import product
import pytest

from terminal.identity import APP_ID, EXECUTABLE

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or platform.machine() != "x86_64",
    reason="the .run package is for Linux on x86-64",
)
SHARE = ROOT / "packaging" / "linux" / "share"


@pytest.fixture
def payload(tmp_path):
    """What makeself unpacks, with a small program in the place of ours."""
    folder = tmp_path / "unpacked"
    program = folder / "program"
    (program / "_internal").mkdir(parents=True)
    (program / "_internal" / "mark").write_text("first")
    shutil.copy2(shutil.which("sleep") or "/bin/sleep", program / EXECUTABLE)
    entries = folder / "share" / "applications"
    entries.mkdir(parents=True)
    entry = product.fill(SHARE / "desktop.in", COMMAND=EXECUTABLE)
    (entries / f"{APP_ID}.desktop").write_text(entry)
    icon = folder / "share" / "icons" / "hicolor" / "48x48" / "apps" / f"{APP_ID}.png"
    icon.parent.mkdir(parents=True)
    icon.write_bytes(b"png")
    (folder / "LICENSE").write_text("MIT")
    for name in ("install.sh", "uninstall.sh"):
        (folder / name).write_text(product.fill(SHARE / f"{name}.in"))
        (folder / name).chmod(0o755)
    return folder


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / 'घर का & 50% "फ़ोल्डर"'
    folder.mkdir()
    return folder


def install(payload, home, *arguments):
    return subprocess.run(
        ["sh", "./install.sh", *arguments], cwd=payload, capture_output=True, text=True, timeout=60,
        env={"HOME": str(home), "PATH": os.environ["PATH"], "USER_PWD": str(home)},
    )  # fmt: skip


def uninstall(home, *arguments):
    return subprocess.run(
        [str(home / ".local" / "bin" / f"{EXECUTABLE}-uninstall"), *arguments],
        capture_output=True, text=True, timeout=60, env={"HOME": str(home), "PATH": os.environ["PATH"]},
    )  # fmt: skip


def test_it_is_installed_found_and_removed_without_a_trace(payload, home):
    done = install(payload, home)
    assert done.returncode == 0, done.stderr
    command = home / ".local" / "bin" / EXECUTABLE
    assert subprocess.run([str(command), "0"]).returncode == 0
    assert (home / ".local/share/icons/hicolor/48x48/apps" / f"{APP_ID}.png").is_file()
    removed = uninstall(home)
    assert removed.returncode == 0, removed.stderr
    assert [p for p in home.rglob("*") if not p.is_dir()] == []
    assert not (home / ".local" / "opt").exists()


def test_the_menu_entry_names_the_whole_path_in_its_own_quoting(payload, home):
    install(payload, home)
    entry = home / ".local/share/applications" / f"{APP_ID}.desktop"
    commands = [line for line in entry.read_text().splitlines() if line.startswith("Exec=")]
    assert len(commands) == 2
    program = str(home / ".local" / "opt" / EXECUTABLE / EXECUTABLE)
    for line in commands:
        quoted = line.removeprefix("Exec=").removesuffix(" --practice")
        assert unquoted(quoted) == program
    tool = shutil.which("desktop-file-validate")
    if tool is not None:
        said = subprocess.run([tool, str(entry)], capture_output=True, text=True)
        assert said.returncode == 0, said.stdout


def unquoted(word: str) -> str:
    """Undo the two layers of a desktop entry: the string's escapes, then the command's quotes."""
    assert word.startswith('"')
    assert word.endswith('"')
    text = word[1:-1].replace("\\\\", "\\")
    for sign in ('"', "`", "$", "\\"):
        text = text.replace(f"\\{sign}", sign)
    return text.replace("%%", "%")


def test_an_upgrade_takes_the_place_of_the_whole_program(payload, home):
    install(payload, home)
    internal = home / ".local" / "opt" / EXECUTABLE / "_internal"
    (payload / "program" / "_internal" / "mark").unlink()
    (payload / "program" / "_internal" / "other").write_text("second")
    assert install(payload, home).returncode == 0
    assert [p.name for p in internal.iterdir()] == ["other"]
    assert sorted(p.name for p in (home / ".local" / "opt").iterdir()) == [EXECUTABLE]


def test_a_program_that_runs_is_neither_replaced_nor_removed(payload, home):
    install(payload, home)
    program = home / ".local" / "opt" / EXECUTABLE / EXECUTABLE
    running = subprocess.Popen([str(program), "30"])
    try:
        until = time.monotonic() + 10
        while Path(f"/proc/{running.pid}/exe").resolve() != program and time.monotonic() < until:
            pass
        again = install(payload, home)
        assert again.returncode == 4
        assert "running" in again.stderr
        assert uninstall(home).returncode == 4
        assert (program.parent / "_internal" / "mark").read_text() == "first"
    finally:
        running.kill()
        running.wait()
    assert uninstall(home).returncode == 0


def test_data_and_foreign_files_stay_unless_asked(payload, home):
    install(payload, home)
    data = home / ".local" / "share" / "terminal" / "orders.sqlite"
    data.parent.mkdir(parents=True)
    data.write_text("orders")
    foreign = home / ".local" / "opt" / EXECUTABLE / "notes.txt"
    foreign.write_text("mine")
    said = uninstall(home)
    assert said.returncode == 0
    assert "stay" in said.stdout
    assert data.is_file()
    assert foreign.is_file()
    foreign.unlink()
    install(payload, home)
    assert uninstall(home, "--data").returncode == 0
    assert not data.exists()


def test_another_folder_and_unknown_words(payload, home, tmp_path):
    assert install(payload, home, "--perfix", "x").returncode == 2
    assert install(payload, home, "--prefix").returncode == 2
    assert install(payload, home, "--prefix", "apps").returncode == 0
    assert (home / "apps" / "bin" / EXECUTABLE).is_symlink()
    assert not (home / ".local").exists()
