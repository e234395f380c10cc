"""Settings as one file to carry to another computer: no secrets, no accounts, a schema of its own.

What the login dialog remembers stays at home. An imported file is compared first: nothing changes
before a person has seen what would.
"""

from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import fields, replace

from terminal import __version__
from terminal.domain.errors import TerminalError
from terminal.runtime.config import Settings, check, check_together, title_of, write_atomically
from terminal.runtime.disk import DiskError, reason

FORMAT = "trading-terminal-settings"
SCHEMA = 1
STAYS = {"remembered"}
_LARGEST = 1_000_000


class Change(Struct, frozen=True, kw_only=True):
    """One setting that an import would change. Values as the settings hold them."""

    section: str
    name: str
    group: str
    title: str
    old: Any
    new: Any


class Import(Struct, frozen=True, kw_only=True):
    """What a file would do: `settings` afterwards, each change, and what of it is left out."""

    settings: Settings
    changes: tuple[Change, ...]
    complaints: tuple[str, ...]
    version: str


def encode_export(settings: Settings) -> bytes:
    """Return the file's content: every section but those that stay."""
    sections = {
        info.name: getattr(settings, info.name)
        for info in fields(Settings)
        if info.name not in STAYS
    }
    whole = {"format": FORMAT, "schema": SCHEMA, "version": __version__, "settings": sections}
    return msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n"


def write_export(file: Path, settings: Settings) -> None:
    """Write the file, readable by its owner only. Errors: DiskError. Blocks."""
    try:
        write_atomically(file, encode_export(settings))
    except OSError as error:
        raise DiskError(
            f"{file.name} could not be saved: {reason(error)}.", hint="Choose another place."
        ) from error


def read_import(file: Path, current: Settings) -> Import:
    """Return what importing a file would change. Errors: TerminalError with a sentence. Blocks."""
    try:
        if file.stat().st_size > _LARGEST:
            raise TerminalError(f"{file.name} is too large to hold settings.")
        content = file.read_bytes()
    except OSError as error:
        raise DiskError(f"{file.name} could not be read: {reason(error)}.") from error
    return decode_import(content, current, name=file.name)


def decode_import(content: bytes, current: Settings, *, name: str = "The file") -> Import:
    """Return what importing a file's content would change. Errors: TerminalError."""
    try:
        raw = msgspec.json.decode(content, type=dict[str, Any])
    except msgspec.MsgspecError:
        raw = {}
    schema, sections = raw.get("schema"), raw.get("settings")
    if raw.get("format") != FORMAT or not isinstance(schema, int):
        raise TerminalError(
            f"{name} does not hold settings of this program.",
            hint="Choose a file that “Export settings” has written.",
        )
    version = str(raw.get("version", "unknown"))
    if schema > SCHEMA:
        raise TerminalError(
            f"{name} was written by a newer version ({version}) in a form that this one "
            f"({__version__}) does not know. Nothing was changed.",
            hint="Update this terminal first, then import the file again.",
        )
    if not isinstance(sections, dict):
        raise TerminalError(f"{name} is damaged: it has no settings. Nothing was changed.")
    complaints: list[str] = []
    changes: list[Change] = []
    settings = current
    for info in fields(Settings):
        values = sections.pop(info.name, {})
        if info.name in STAYS or not isinstance(values, dict):
            continue
        fresh = _section(current, info.name, title_of(info), values, changes, complaints)
        settings = replace(settings, **{info.name: fresh})
    complaints += [f"This version has no section {each!r}." for each in sections]
    return Import(
        settings=settings, changes=tuple(changes), complaints=tuple(complaints), version=version
    )


def _section(
    current: Settings,
    section: str,
    group: str,
    values: dict[str, Any],
    changes: list[Change],
    complaints: list[str],
) -> Struct:
    old: Struct = getattr(current, section)
    known = {info.name: info for info in fields(old)}
    good: dict[str, Any] = {}
    for name, value in values.items():
        if name not in known:
            complaints.append(f"This version has no setting {section}.{name}.")
            continue
        try:
            new = check(type(old), name, value)
        except ValueError as error:
            complaints.append(f"{error} It is left as it is.")
            continue
        before = getattr(old, name)
        if new != before:
            good[name] = new
            title = title_of(known[name])
            changes.append(
                Change(section=section, name=name, group=group, title=title, old=before, new=new)
            )
    fresh = replace(old, **good)
    try:
        check_together(fresh)
    except ValueError as error:
        complaints.append(f"{group}: {error} They are left as they are.")
        changes[:] = [change for change in changes if change.section != section]
        return old
    return fresh
