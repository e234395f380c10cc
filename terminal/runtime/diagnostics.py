"""What helps somebody else to find a fault: versions, settings, logs, counts; masked, in one zip.

`collect` returns texts exactly as they will be written, so that a preview shows the truth. Of journals
only counts are taken, of lists and layouts no content; lines of the log may name instruments. Runs on
a worker's thread.
"""

import contextlib
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from terminal.runtime.config import write_atomically
from terminal.runtime.disk import DiskError, reason
from terminal.runtime.lastrun import fault_files
from terminal.runtime.mask import Mask
from terminal.runtime.paths import Paths

LARGEST_LOG = 400_000
_STAMP = (1980, 1, 1, 0, 0, 0)
JOURNALS = ("orders.sqlite", "writes.sqlite", "triggers.sqlite")


class Part(Struct, frozen=True, kw_only=True):
    """One file of the zip: its name, what it is in a few words, and its text."""

    name: str
    about: str
    text: str

    @property
    def size(self) -> int:
        return len(self.text.encode())


def collect(paths: Paths, *, about: str, mask: Mask, last_run: str = "") -> list[Part]:
    """Return what there is, masked. A file that cannot be read is replaced by the reason. Blocks."""
    parts = [Part(name="about.txt", about="Versions, system, folders", text=about)]
    if last_run:
        parts.append(Part(name="last-run.txt", about="How the last run ended", text=last_run))
    parts.append(
        Part(
            name="settings.json",
            about="Settings, without what the login remembers",
            text=_told(lambda: _settings(paths.settings_file)),
        )
    )
    parts.append(
        Part(
            name="layout.txt",
            about="Size of the window and names of its panels",
            text=_told(lambda: _layout(paths.layout_file)),
        )
    )
    parts.append(
        Part(
            name="journals.txt",
            about="Counts and health of the journals, no orders",
            text="\n".join(_journal(paths.data / name) for name in JOURNALS),
        )
    )
    for file in _logs(paths.logs):
        text = _told(lambda file=file: _tail(file, LARGEST_LOG))  # type: ignore[misc]  # bound now
        parts.append(Part(name=f"logs/{file.name}", about="Log, the newest lines", text=text))
    with contextlib.suppress(OSError):
        for file in fault_files(paths.logs):
            text = _told(lambda file=file: _tail(file, LARGEST_LOG))  # type: ignore[misc]
            parts.append(Part(name=f"logs/{file.name}", about="What a crash left", text=text))
    return [
        Part(name=part.name, about=part.about, text=mask(part.text).rstrip("\n") + "\n")
        for part in parts
        if part.text.strip()
    ]


def write_zip(file: Path, parts: Sequence[Part]) -> None:
    """Write parts as a zip, readable by its owner only. Errors: DiskError. Blocks."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            archive.writestr(zipfile.ZipInfo(part.name, _STAMP), part.text, zipfile.ZIP_DEFLATED)
    try:
        write_atomically(file, content.getvalue())
    except OSError as error:
        raise DiskError(
            f"{file.name} could not be saved: {reason(error)}.", hint="Choose another place."
        ) from error


def _told(read: Callable[[], str]) -> str:
    try:
        return read()
    except FileNotFoundError:
        return ""
    except OSError as error:
        return f"(could not be read: {reason(error)})"


def _settings(file: Path) -> str:
    try:
        raw = json.loads(file.read_bytes())
    except FileNotFoundError:
        return "(none: everything is as shipped)"
    except ValueError as error:
        return f"(not readable: {error})"
    if isinstance(raw, dict):
        raw.pop("remembered", None)
    return json.dumps(raw, indent=2, ensure_ascii=False)


def _layout(file: Path) -> str:
    try:
        raw: Any = json.loads(file.read_bytes())
        panels = ", ".join(sorted(raw.get("panels", {})))
        shown = {key: raw.get(key) for key in ("version", "place", "maximised", "screen")}
    except (ValueError, AttributeError) as error:
        return f"(not readable: {error})"
    return "\n".join([*(f"{key}: {value}" for key, value in shown.items()), f"panels: {panels}"])


def _journal(file: Path) -> str:
    if not file.is_file():
        return f"{file.name}: none"
    try:
        with contextlib.closing(
            sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=2)
        ) as db:
            lines = [f"{file.name}: {file.stat().st_size} bytes"]
            lines += [f"  check: {found}" for (found,) in db.execute("PRAGMA quick_check(3)")]
            tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            for (table,) in tables.fetchall():
                lines += _counts(db, table)
    except (sqlite3.Error, OSError) as error:
        return f"{file.name}: {error}"
    return "\n".join(lines)


def _counts(db: sqlite3.Connection, table: str) -> Iterable[str]:
    (count,) = db.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608  from the schema
    yield f"  {table}: {count}"
    columns = {row[1] for row in db.execute(f'PRAGMA table_info("{table}")')}
    if "fate" in columns:
        grouped = f'SELECT fate, count(*) FROM "{table}" GROUP BY fate ORDER BY fate'  # noqa: S608
        for fate, number in db.execute(grouped):
            yield f"    {fate}: {number}"


def _logs(folder: Path) -> list[Path]:
    names = ("terminal.log", "terminal.log.1", "practice.log", "practice-shoonya.log")
    return [folder / name for name in names if (folder / name).is_file()]


def _tail(file: Path, most: int) -> str:
    """Return the newest whole lines: half a line may have lost the word that marks its secret."""
    with file.open("rb") as content:
        size = content.seek(0, io.SEEK_END)
        content.seek(max(0, size - most))
        text = content.read().decode("utf-8", "replace")
    return text if size <= most else text.partition("\n")[2]
