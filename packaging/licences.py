"""THIRD-PARTY.txt: who made what the bundle carries, and under which terms.

Written from the packages' own metadata and licence files. Qt and PySide6 come under the LGPL: its text
is included, and how to replace the libraries and where their sources are is said at the top.
"""

from __future__ import annotations

import email.parser
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import product

BUILD_ONLY = {"pyinstaller", "pyinstaller-hooks-contrib", "altgraph", "setuptools", "pip", "packaging",
              "pefile", "macholib", "wheel", "uv"}  # fmt: skip
HERE = Path(__file__).resolve().parent / "licences"
LGPL = {"pyside6-essentials", "pyside6-qtads", "shiboken6"}
HEAD = """\
What {name} {version} carries of others
{rule}

The program itself is under the MIT licence (file LICENSE). Installed beside it are the works listed
below, each under its own terms. Their licence texts follow the list.

Qt, PySide6 and Shiboken (GNU Lesser General Public License, version 3)
-----------------------------------------------------------------------
Qt {qt}, PySide6 and Shiboken6 {qt} are used under the GNU LGPL, version 3, Qt Advanced Docking (in
PySide6-QtAds) under version 2.1. Both texts, and the GNU GPL that version 3 builds upon, are at the end.
They are separate shared libraries, unchanged, below {folder}; the program
loads them when it starts. You may replace any of them by a build of your own with the same interface:
put your file in its place and start the program again. Nothing checks or refuses it. You may take the
program apart to find errors in such a change.

Qt's libraries contain works of others in turn; Qt's documentation lists them under "Licenses Used in
Qt". On Linux ICU, under the Unicode licence, lies beside them; its tables are cut to English and Hindi.

The sources of Qt {qt} are published by The Qt Company as qt-everywhere-src-{qt}, those of PySide6
and Shiboken6 as pyside-setup at tag v{qt}, in the Qt Project's own archive and repositories; the exact
packages used here are named, with version and hash, in packaging/requirements-bundle.txt of the
program's sources.

PyInstaller's loader, a part of the executable, comes under the GPL with an exception that permits
its use in programs of any licence; the loader's sources are PyInstaller's.

The list
--------
"""


class Work:
    """One distribution as its metadata describes it."""

    def __init__(self, info: Path) -> None:
        text = (info / "METADATA").read_text(encoding="utf-8", errors="replace")
        said = email.parser.Parser().parsestr(text, headersonly=True)
        self.name = str(said["Name"])
        self.version = str(said["Version"])
        self.key = re.sub(r"[-_.]+", "-", self.name).lower()
        self.terms = _terms(said)
        self.home = _home(said)
        self.texts = [p for p in sorted(info.rglob("*")) if p.is_file() and _is_licence(p)]


def _terms(said: email.message.Message) -> str:
    expression = said.get("License-Expression")
    if expression:
        return str(expression)
    classes = [
        str(line).rpartition("::")[2].strip()
        for line in said.get_all("Classifier", [])
        if str(line).startswith("License ::")
    ]
    named = [name for name in classes if name != "OSI Approved"]
    if named:
        return ", ".join(named)
    free = str(said.get("License") or "").strip().splitlines()
    return free[0][:80] if free else "see its text below"


def _home(said: email.message.Message) -> str:
    for line in said.get_all("Project-URL", []):
        label, _, address = str(line).partition(",")
        if label.strip().lower() in {
            "source",
            "source code",
            "repository",
            "github",
            "homepage",
            "home",
        }:
            return address.strip()
    return str(said.get("Home-page") or "")


def _is_licence(path: Path) -> bool:
    if path.suffix in {".py", ".pyc"}:
        return False
    return bool(re.search(r"licen[cs]e|copying|notice|authors", path.name, re.IGNORECASE)) or (
        path.parent.name == "licenses"
    )


def works(site_packages: Path) -> list[Work]:
    """Return what an environment carries, tools of the build left out."""
    found = [Work(info) for info in site_packages.glob("*.dist-info")]
    return sorted((w for w in found if w.key not in BUILD_ONLY), key=lambda w: w.key)


def of_the_system(bundle: Path) -> dict[str, Path]:
    """Return the licence file of each library that was taken from the build machine's Debian."""
    found: dict[str, Path] = {}
    for library in sorted((bundle / "_internal").glob("lib*.so*")):
        if library.is_symlink() or library.name.startswith("libpython"):
            continue
        done = subprocess.run(
            ["dpkg-query", "-S", f"*/{library.name}"], capture_output=True, text=True, check=False
        )
        package = done.stdout.partition(":")[0].strip()
        text = Path("/usr/share/doc") / package / "copyright"
        if not package or not text.is_file():
            product.stop(f"{library.name} is carried along, and no licence of it was found")
        found[library.name] = text
    return found


def compose(site_packages: Path, folder: str, others: Mapping[str, Path] | None = None) -> str:
    """Return the whole text. `folder`: where Qt's libraries lie in the bundle; `others`: more texts."""
    listed = works(site_packages)
    by_key = {work.key: work for work in listed}
    missing = LGPL - set(by_key)
    if missing:
        product.stop(f"no licence metadata was found of {', '.join(sorted(missing))}")
    head = HEAD.format(
        name=product.NAME,
        version=product.version(),
        rule="=" * 40,
        qt=by_key["pyside6-essentials"].version,
        folder=folder,
    )
    lines = [head]
    python = f"Python {'.'.join(map(str, sys.version_info[:2]))}"
    lines.append(f"{python} (PSF-2.0); its own text is at the end")
    lines += [f"{w.name} {w.version} ({w.terms}) {w.home}".rstrip() for w in listed]
    fonts = sorted((product.ROOT / "resources" / "fonts").glob("*.txt"))
    lines += [f"Fonts in resources/fonts (SIL Open Font License 1.1): {p.name}" for p in fonts]
    taken = dict(sorted((others or {}).items()))
    lines += [f"{name}, a library of the system that this was built on" for name in taken]
    titled = [(f"{w.name} {w.version}: {text.name}", text) for w in listed for text in w.texts]
    titled += [(f"Fonts: {text.name}", text) for text in fonts]
    titled += list(taken.items())
    seen: dict[str, str] = {}
    for title, text in titled:
        body = text.read_text(encoding="utf-8", errors="replace").strip()
        lines.append(f"\n\n{'=' * 100}\n{title}\n{'-' * len(title)}\n")
        if body in seen:
            lines.append(f"The same text as {seen[body]}.")
        else:
            seen[body] = title
            lines.append(body)
    for text in sorted(HERE.glob("*.txt")):
        lines.append(f"\n\n{'=' * 100}\n{text.stem}\n{'-' * len(text.stem)}\n")
        lines.append(text.read_text(encoding="utf-8").strip())
    return "\n".join(lines) + "\n"


def write(bundle: Path, site_packages: Path) -> Path:
    """Write THIRD-PARTY.txt into a bundle and return it."""
    qt = (
        "_internal/PySide6"
        if sys.platform == "win32"
        else "_internal/PySide6/Qt/lib and _internal/PySide6"
    )
    target = bundle / "_internal" / "THIRD-PARTY.txt"
    others = {} if sys.platform == "win32" else of_the_system(bundle)
    target.write_text(compose(site_packages, qt, others), encoding="utf-8")
    return target
