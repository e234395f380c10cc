"""What this program is and runs on, and what must not be told of it: for the diagnostics."""

import importlib.metadata
import platform
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

import msgspec
from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from terminal import __version__
from terminal.app.stores import KnownAccount
from terminal.identity import NAME
from terminal.runtime.config import Settings
from terminal.runtime.executable import channel, frozen
from terminal.runtime.mask import Mask
from terminal.runtime.paths import Paths

LIBRARIES = (
    "PySide6_Essentials", "PySide6-QtAds", "qasync", "httpcore", "h11", "websockets", "pyqtgraph",
    "keyring", "numpy", "msgspec", "duckdb", "pyarrow", "cryptography",
)  # fmt: skip


def about(paths: Paths, *, safe: bool, running: str = "") -> str:
    """Return lines about program, system, screens and folders. Blocks for a moment."""
    lines = [
        f"{NAME} {__version__}, {f'installed ({channel()})' if frozen() else 'from source'}"
        + (", safe mode" if safe else ""),
        f"Python {platform.python_version()}, Qt {qVersion()}",
        f"System: {platform.system()} {platform.release()} {platform.machine()}",
        f"Windows by: {QGuiApplication.platformName()}",
    ]
    for screen in QGuiApplication.screens():
        size = screen.size()
        scale = screen.devicePixelRatio()
        rate = screen.refreshRate()
        lines.append(f"Screen: {size.width()}x{size.height()} at {scale:g}, {rate:.0f} Hz")
    lines += [f"{name} {_version(name)}" for name in LIBRARIES]
    for name in ("config", "data", "cache", "logs"):
        folder: Path = getattr(paths, name)
        lines.append(f"{name}: {folder}, {_free(folder)}")
    return "\n".join([*lines, running]).strip()


def mask_of(
    paths: Paths, settings: Settings, *, secrets: Iterable[str] = (), people: Iterable[str] = ()
) -> Mask:
    """Return the mask that knows this user's accounts and what the login dialog remembers."""
    known: list[KnownAccount] = []
    try:
        content = (paths.config / "accounts.json").read_bytes()
        known = msgspec.json.decode(content, type=list[KnownAccount])
    except (OSError, msgspec.MsgspecError):
        known = []
    return Mask(
        secrets=[*secrets, *settings.remembered.values.values()],
        people=[*people, *(account.user_id for account in known)],
    )


def _version(library: str) -> str:
    try:
        return importlib.metadata.version(library)
    except importlib.metadata.PackageNotFoundError:
        return "not installed" if not getattr(sys, "frozen", False) else "bundled"


def _free(folder: Path) -> str:
    try:
        return f"{shutil.disk_usage(folder).free // 1_000_000} MB free"
    except OSError as error:
        return f"not readable ({error.strerror})"
