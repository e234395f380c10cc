"""The setup program out of a bundle, by makensis and installer.nsi."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import product

from windows import version_info

SCRIPT = Path(__file__).resolve().parent / "installer.nsi"
NATIVE = sys.platform == "win32"
USUAL = Path("C:/Program Files (x86)/NSIS/makensis.exe")
SIGN = "SIGN_COMMAND"
"""An environment variable: the command that signs the file named after it. Only releases have one."""


def makensis() -> str:
    found = shutil.which("makensis") or (str(USUAL) if USUAL.exists() else None)
    if found is None:
        product.stop("makensis is missing: install NSIS 3.08 or newer")
        raise AssertionError
    return found


def quoted(text: str) -> str:
    """Return a name as NSIS reads it between double quotes."""
    return text.replace("$", "$$").replace('"', '$\\"')


def file_commands(payload: Path) -> str:
    """Return NSIS commands that unpack a folder into _incoming.

    They are sorted, because the order in which a disk lists a folder is nobody's promise, and alike
    files come together, because that compresses better.
    """
    files = [path for path in payload.rglob("*") if path.is_file()]
    files.sort(key=lambda p: (p.suffix.lower(), p.relative_to(payload).as_posix()))
    lines, before = [], None
    for path in files:
        relative = path.relative_to(payload)
        folder = "\\".join(["$INSTDIR\\_incoming", *map(quoted, relative.parts[:-1])])
        if folder != before:
            lines.append(f'SetOutPath "{folder}"')
            before = folder
        lines.append(f'File "{quoted(str(path))}"')
    return "\n".join(lines) + "\n"


def make(payload: Path, icons: Path, out: Path) -> Path:
    """Write the setup program into `out` and return its path. `icons`: what icons.py rendered."""
    version = product.version()
    setup = out / f"{product.EXECUTABLE}-{version}-setup.exe"
    commands = product.BUILD / "windows" / "files.nsh"
    commands.parent.mkdir(parents=True, exist_ok=True)
    commands.write_text(file_commands(payload), encoding="utf-8")
    size = sum(path.stat().st_size for path in payload.rglob("*") if path.is_file())
    sign = os.environ.get(SIGN)
    origin = "official Python runtime" if NATIVE else "built under Wine, for tests"
    values = {
        "NAME": product.NAME,
        "PUBLISHER": product.PUBLISHER,
        "APP_ID": product.APP_ID,
        "EXECUTABLE": product.EXECUTABLE,
        "VERSION": version,
        "VERSION_FOUR": version_info.dotted(version),
        "SIZE_KB": str(size // 1024),
        "ORIGIN": f"{'signed' if sign else 'unsigned'}, {origin}",
        "FILES": str(commands),
        "ICON": str(icons / "app.ico"),
        "WIZARD": str(icons / "wizard.bmp"),
        "OUTFILE": str(setup),
    }
    if not NATIVE:
        # Only Debian's makensis makes 64-bit setups, and only those run without a 32-bit Wine.
        values["TARGET"] = "amd64-unicode"
    if sign:
        values["SIGN"] = sign
    defined = [f"-D{name}={value}" for name, value in values.items()]
    setup.unlink(missing_ok=True)
    # -WX: a warning fails the build.
    product.run(
        makensis(), "-V2", "-WX", "-INPUTCHARSET", "UTF8", *defined, SCRIPT,
        log=product.BUILD / "logs" / "makensis.log",
    )  # fmt: skip
    return setup
