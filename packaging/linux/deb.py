"""The package for Debian, Ubuntu and their kin: plain dpkg-deb, its dependencies read from the bundle."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import product

from linux import elf, stage

TOOLS = {"dpkg-deb": "dpkg"}
ARCHITECTURE = "amd64"
BY_NAME = ["tzdata"]
"""What is opened by name and shows in no library's header."""
RECOMMENDS = [
    "fonts-dejavu-core | fonts-liberation2 | fonts-noto-core",
    "xdg-desktop-portal",
    "gnome-keyring | kwalletmanager | keepassxc",
]
SUGGESTS = ["alsa-utils | pulseaudio-utils"]
CONTROL = """\
Package: {package}
Version: {version}
Architecture: {architecture}
Maintainer: {publisher} <{package}@localhost>
Installed-Size: {kilobytes}
Depends: {depends}
Recommends: {recommends}
Suggests: {suggests}
Section: misc
Priority: optional
Description: desktop terminal for trading on Indian exchanges
 Log in to Zerodha Kite, to Shoonya, or to a practice exchange on this
 computer, and trade: watchlists, market depth, charts, orders, positions,
 holdings, GTTs, alerts, baskets and mutual funds. One-minute bars of futures
 and options are downloaded into Parquet files.
 .
 Python, Qt and all libraries that the program is written with come along in
 /opt/{package}; nothing else is changed on the system.
"""


def build(folder: Path, dist: Path) -> Path:
    """Make the .deb of a bundle and return it."""
    return pack(folder, dist, product.debian_version())


def pack(folder: Path, dist: Path, version: str, *compression: str) -> Path:
    """Make a .deb with a version of one's choice; tests upgrade to a later one."""
    product.need(TOOLS, "the .deb is packed")
    staged = stage.stage(folder, "deb", product.BUILD / "deb")
    stage.changelog(staged, version)
    control = staged / "DEBIAN"
    control.mkdir()
    files = sorted(p for p in staged.rglob("*") if p.is_file() and not p.is_symlink())
    sums = [f"{_md5(p)}  {p.relative_to(staged).as_posix()}\n" for p in files]
    size = sum(p.stat().st_size for p in files)
    (control / "md5sums").write_text("".join(sums), encoding="utf-8")
    (control / "control").write_text(
        CONTROL.format(
            package=product.EXECUTABLE,
            version=version,
            architecture=ARCHITECTURE,
            publisher=product.PUBLISHER,
            kilobytes=-(-size // 1024),
            depends=", ".join(depends(folder)),
            recommends=", ".join(RECOMMENDS),
            suggests=", ".join(SUGGESTS),
        ),
        encoding="utf-8",
    )
    product.settle_times(staged)
    package = dist / f"{product.EXECUTABLE}_{version}_{ARCHITECTURE}.deb"
    package.unlink(missing_ok=True)
    options = compression or ("-Zxz", "-z6")
    product.run("dpkg-deb", "--root-owner-group", *options, "--build", staged, package)
    shutil.rmtree(staged)
    return package


def depends(folder: Path) -> list[str]:
    return sorted([*elf.examine(folder).packages(), *BY_NAME])


def shlibdeps(folder: Path) -> list[str]:
    """Return what dpkg-shlibdeps finds for the bundle on this system: a second opinion."""
    product.need({"dpkg-shlibdeps": "dpkg-dev"}, "the dependencies are checked twice")
    work = product.BUILD / "shlibdeps"
    shutil.rmtree(work, ignore_errors=True)
    (work / "debian").mkdir(parents=True)
    name = product.EXECUTABLE
    (work / "debian" / "control").write_text(
        f"Source: {name}\n\nPackage: {name}\nArchitecture: any\n"
    )
    files = elf.elves(folder)
    inside = sorted({f"-l{file.parent}" for file in files})
    done = subprocess.run(
        ["dpkg-shlibdeps", "-O", "--ignore-missing-info", *inside, *map(str, files)],
        cwd=work, capture_output=True, text=True, check=False,
    )  # fmt: skip
    shutil.rmtree(work)
    if done.returncode:
        product.stop(f"dpkg-shlibdeps failed:\n{done.stderr[-2000:]}")
    listed = done.stdout.partition("shlibs:Depends=")[2].strip()
    return sorted(part.strip() for part in listed.split(","))


def _md5(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "md5").hexdigest()


def repack(package: Path, into: Path, version: str) -> Path:
    """Return a copy of a .deb that says it is another version: what an upgrade is tried with."""
    work = product.BUILD / "repack"
    shutil.rmtree(work, ignore_errors=True)
    product.run("dpkg-deb", "-R", package, work)
    control = work / "DEBIAN" / "control"
    lines = control.read_text(encoding="utf-8").splitlines()
    changed = [f"Version: {version}" if line.startswith("Version:") else line for line in lines]
    control.write_text("\n".join(changed) + "\n", encoding="utf-8")
    copy = into / f"{product.EXECUTABLE}_{version}_{ARCHITECTURE}.deb"
    copy.unlink(missing_ok=True)
    product.run("dpkg-deb", "--root-owner-group", "-Znone", "--build", work, copy)
    shutil.rmtree(work)
    return copy
