"""Secrets in a real Secret Service: gnome-keyring on a bus of its own, from source and installed."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = ROOT / "build" / "linux" / "trading-terminal" / "trading-terminal"
TOOLS = ("dbus-run-session", "gnome-keyring-daemon")
UNLOCKED = (
    'printf "test\\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$@"'
)


def ask(*command: str, folder: Path) -> dict[str, object]:
    """Run the keyring check on a fresh bus with an unlocked keyring; return what it found."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        pytest.skip(
            f"a Secret Service needs {', '.join(missing)} (apt-get install gnome-keyring dbus)"
        )
    env = {k: v for k, v in os.environ.items() if k not in {"PYTHON_KEYRING_BACKEND", "DISPLAY"}}
    env |= {
        "XDG_DATA_HOME": str(folder / "data"),
        "HOME": str(folder),
        "QT_QPA_PLATFORM": "offscreen",
    }
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", UNLOCKED, "sh", *command,
         "--selftest", "--checks", "keyring"],
        env=env, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)["checks"][0]["detail"]


def test_a_secret_goes_there_and_back_from_source(tmp_path):
    found = ask(sys.executable, str(ROOT / "main.py"), folder=tmp_path)
    assert found["chosen"] == "keyring.backends.SecretService.Keyring"
    assert found["round_trip"] is True


def test_a_secret_goes_there_and_back_from_the_bundle(tmp_path):
    if not BUNDLE.is_file():
        pytest.skip("there is no bundle (packaging/build.py bundle makes it)")
    found = ask(str(BUNDLE), folder=tmp_path)
    assert found["chosen"] == "keyring.backends.SecretService.Keyring"
    assert found["round_trip"] is True


def test_without_a_bus_nothing_is_promised(tmp_path):
    env = {k: v for k, v in os.environ.items() if k != "PYTHON_KEYRING_BACKEND"}
    env |= {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent", "QT_QPA_PLATFORM": "offscreen"}
    env |= {"XDG_RUNTIME_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "--selftest", "--checks", "keyring"],
        env=env, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    found = json.loads(done.stdout)["checks"][0]["detail"]
    assert found["round_trip"] is False
    assert done.returncode == 0
