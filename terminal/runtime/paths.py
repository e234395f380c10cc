"""Where files live. `--datadir` moves everything that is ours below one folder.

Folders are created owner-only on first use. Resources ship beside the package, in a source tree and
in a frozen program alike.
"""

import contextlib
import os
import sys
from pathlib import Path

import platformdirs
from msgspec import Struct

APP = "Terminal"


class Paths(Struct, frozen=True, kw_only=True):
    """Folders of this user. `config`: settings and layouts; `data`: journal; `cache`: masters."""

    config: Path
    data: Path
    cache: Path
    logs: Path

    @property
    def settings_file(self) -> Path:
        return self.config / "settings.json"

    @property
    def history(self) -> Path:
        """The store of downloaded bars."""
        return self.data / "history"

    @property
    def layout_file(self) -> Path:
        return self.config / "layout.json"

    def create(self) -> None:
        """Make the folders, readable by their owner only; OSError where that is impossible.

        One of ours that others may enter is closed to them: it holds the journal, or logs.
        """
        for folder in (self.config, self.data, self.cache, self.logs):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if sys.platform != "win32":
                found = folder.stat()
                if found.st_mode & 0o077 and found.st_uid == os.getuid():
                    with contextlib.suppress(OSError):  # a read-only disk is told where it matters
                        folder.chmod(0o700)


def user_paths(datadir: Path | None = None) -> Paths:
    """Return this user's folders, or folders below `datadir`."""
    if datadir is not None:
        root = datadir.expanduser().absolute()
        return Paths(
            config=root / "config", data=root / "data", cache=root / "cache", logs=root / "logs"
        )
    folders = platformdirs.PlatformDirs(APP.lower(), appauthor=False, roaming=False)
    return Paths(
        config=folders.user_config_path,
        data=folders.user_data_path,
        cache=folders.user_cache_path,
        logs=folders.user_log_path,
    )


def resources_dir() -> Path:
    """Return the folder of fonts, icons, themes and help."""
    return Path(__file__).resolve().parents[2] / "resources"
