"""The folder that every Linux package carries: the program, its Python, Qt and libraries."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import dev
import licences
import product

from linux import elf, icu

VENV = product.BUILD / "bundle-venv"
STAMP = product.BUILD / "linux" / "made-of"
ONEDIR = product.BUILD / "linux" / product.EXECUTABLE
TOOLS = {"objdump": "binutils", "strip": "binutils"}
SHRINK = ("libpython3*.so*", "python3*/lib-dynload/*.so")
"""Stripped of symbols. Only these: stripping breaks numpy's OpenBLAS."""


def python() -> Path:
    """Return the environment that holds the locked runtime and PyInstaller, and nothing else."""
    base = dev.suitable_python()
    _shared_library(base)
    dev.make_venv(VENV, base)
    dev.install(VENV, product.SOURCE / "packaging" / "requirements-bundle.txt")
    return dev.python_of(VENV)


def _shared_library(base: str) -> None:
    """PyInstaller carries Python as a library: Debian has that in a package of its own."""
    code = (
        "import sysconfig as s, pathlib as p, sys;"
        "v = s.get_config_vars();"
        "print('%d.%d' % sys.version_info[:2], v['Py_ENABLE_SHARED'],"
        " any((p.Path(d) / v['INSTSONAME']).exists() for d in (v['LIBDIR'], v.get('LIBPL') or '/')"
        " ) or any(p.Path('/usr/lib').glob('*/' + v['INSTSONAME'])))"
    )
    version, shared, there = subprocess.run(
        [base, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    if there == "True":
        return
    if shared == "1" or base.startswith("/usr/bin/"):
        dev.apt_install([f"libpython{version}"], "the bundle carries Python as a library")
        return
    product.stop(
        f"{base} was built without a shared library, which the bundle needs. Use the system's Python, "
        "or build one with --enable-shared."
    )


def build(*, fresh: bool = False) -> Path:
    """Make the bundle out of the exported sources and return its folder.

    One that was made of the very same sources is taken again, unless `fresh`.
    """
    product.need(TOOLS, "the bundle's libraries are examined and stripped")
    made_of = f"{product.tree_digest(product.SOURCE)} {product.epoch()}"
    if not fresh and STAMP.is_file() and STAMP.read_text(encoding="utf-8") == made_of:
        product.say("bundle: made of these sources already")
        return ONEDIR
    STAMP.unlink(missing_ok=True)
    interpreter = python()
    started = time.monotonic()
    spec = product.SOURCE / "packaging" / "bundle" / "terminal.spec"
    shutil.rmtree(ONEDIR, ignore_errors=True)
    product.run(
        interpreter, "-m", "PyInstaller", "-y", "--clean", "--log-level", "WARN",
        "--distpath", ONEDIR.parent, "--workpath", product.BUILD / "pyinstaller", spec,
        env=product.environment(PYINSTALLER_CONFIG_DIR=str(product.BUILD / "pyinstaller-cache")),
        log=product.BUILD / "logs" / "pyinstaller-linux.log",
    )  # fmt: skip
    _shrink(ONEDIR / "_internal")
    for library in sorted((ONEDIR / "_internal").rglob("libicudata.so.*")):
        if not library.is_symlink():
            icu.cut(library)
    licences.write(ONEDIR, site_packages(interpreter))
    product.settle_times(ONEDIR)
    wants = elf.examine(ONEDIR)
    size = sum(p.stat().st_size for p in ONEDIR.rglob("*") if p.is_file() and not p.is_symlink())
    count = sum(1 for p in ONEDIR.rglob("*") if p.is_file())
    product.say(
        f"bundle: {size / 1e6:.0f} MB in {count} files, glibc {wants.glibc[0]}.{wants.glibc[1]} or newer, "
        f"{time.monotonic() - started:.0f} s"
    )
    product.say(f"bundle: {product.tree_digest(ONEDIR)}")
    STAMP.write_text(made_of, encoding="utf-8")
    return ONEDIR


def site_packages(interpreter: Path) -> Path:
    """Return where an environment keeps its packages."""
    code = "import sysconfig; print(sysconfig.get_paths()['purelib'])"
    return Path(product.read(interpreter, "-c", code).strip())


def _shrink(inside: Path) -> None:
    for pattern in SHRINK:
        for library in sorted(inside.glob(pattern)):
            if not library.is_symlink():
                product.run("strip", "--strip-unneeded", library)


def with_channel(folder: Path, channel: str, into: Path) -> None:
    """Copy the bundle and write into it by which way it is installed."""
    shutil.copytree(folder, into, symlinks=True)
    product.tell_channel(into, channel)
