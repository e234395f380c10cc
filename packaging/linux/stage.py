"""The files of a system-wide package as they lie on the user's disk: shared by .deb and .rpm."""

from __future__ import annotations

import gzip
import os
import shutil
from pathlib import Path

import product

from linux import bundle

SHARE = Path(__file__).resolve().parent / "share"
ICON_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
TOOLS = {"desktop-file-validate": "desktop-file-utils", "appstreamcli": "appstream"}


def icons() -> Path:
    """Render the icon in all sizes, by the bundle's own Qt, and return the folder."""
    into = product.BUILD / "icons"
    product.run(
        bundle.python(), product.SOURCE / "packaging" / "icons.py", into,
        env=product.environment(QT_QPA_PLATFORM="offscreen"),
    )  # fmt: skip
    return into


def desktop_files(share: Path, command: str) -> None:
    """Write the desktop entry, the AppStream metadata and the icons below a `share` folder."""
    entry = share / "applications" / f"{product.APP_ID}.desktop"
    _write(entry, product.fill(SHARE / "desktop.in", COMMAND=command))
    metainfo = share / "metainfo" / f"{product.APP_ID}.metainfo.xml"
    _write(metainfo, product.fill(SHARE / "metainfo.xml.in"))
    rendered = icons()
    for size in ICON_SIZES:
        target = share / "icons" / "hicolor" / f"{size}x{size}" / "apps" / f"{product.APP_ID}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(rendered / f"{size}.png", target)
    vector = share / "icons" / "hicolor" / "scalable" / "apps" / f"{product.APP_ID}.svg"
    vector.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(product.SOURCE / "resources" / "icons" / "app.svg", vector)


def stage(folder: Path, channel: str, into: Path) -> Path:
    """Lay out a package's files below `into` and return it, with every time and right settled."""
    product.need(TOOLS, "desktop entry and metadata are checked")
    shutil.rmtree(into, ignore_errors=True)
    home = into / "opt" / product.EXECUTABLE
    home.parent.mkdir(parents=True)
    bundle.with_channel(folder, channel, home)
    command = into / "usr" / "bin" / product.EXECUTABLE
    command.parent.mkdir(parents=True)
    command.symlink_to(os.path.relpath(home / product.EXECUTABLE, command.parent))
    share = into / "usr" / "share"
    desktop_files(share, product.EXECUTABLE)
    licence = (product.SOURCE / "LICENSE").read_text(encoding="utf-8").partition("\n\n")[2]
    as_field = "\n".join(
        f" {line}" if line.strip() else " ." for line in licence.strip().splitlines()
    )
    docs = share / "doc" / product.EXECUTABLE
    _write(docs / "copyright", product.fill(SHARE / "copyright.in", LICENCE_TEXT=as_field))
    manual = share / "man" / "man1" / f"{product.EXECUTABLE}.1.gz"
    _write_gzip(manual, product.fill(SHARE / "man.1.in"))
    check(into)
    product.settle_times(into)
    return into


def changelog(into: Path, version: str) -> None:
    """Write Debian's changelog: one entry, the release itself."""
    import email.utils

    stamp = email.utils.formatdate(product.epoch())
    text = (
        f"{product.EXECUTABLE} ({version}) unstable; urgency=medium\n\n"
        f"  * Release {product.version()}.\n\n"
        f" -- {product.PUBLISHER} <{product.EXECUTABLE}@localhost>  {stamp}\n"
    )
    _write_gzip(into / "usr" / "share" / "doc" / product.EXECUTABLE / "changelog.gz", text)


def check(staged: Path) -> None:
    """Stop the build on a desktop entry or metadata that is not valid."""
    entry = staged / "usr/share/applications" / f"{product.APP_ID}.desktop"
    product.run("desktop-file-validate", entry)
    product.run(
        "appstreamcli", "validate-tree", "--no-net", staged,
        log=product.BUILD / "logs" / "appstream.log",
    )  # fmt: skip


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _write_gzip(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
