"""How this program starts itself again: its practice exchanges and downloads are its own children.

An installed program is one executable that takes main.py's verbs; from source it is an interpreter
and main.py.
"""

import sys
from pathlib import Path

from terminal.identity import CHANNEL_FILE, EXECUTABLE
from terminal.runtime.paths import resources_dir


def frozen() -> bool:
    """Return True in an installed program, False where it runs from its sources."""
    return bool(getattr(sys, "frozen", False))


def program_name() -> str:
    """Return what a person types to start this program, for help texts and messages."""
    return EXECUTABLE if frozen() else "main.py"


def channel() -> str:
    """Return by which way this program was installed: deb, rpm, run, nsis; empty from the sources."""
    told = resources_dir() / CHANNEL_FILE
    return told.read_text("ascii").strip() if told.is_file() else ""


def own_command(*verbs: str) -> list[str]:
    """Return the command that runs this program with `verbs`, for example ("sandbox", "kite")."""
    if frozen():
        return [sys.executable, *verbs]
    return [sys.executable, str(Path(__file__).resolve().parents[2] / "main.py"), *verbs]
