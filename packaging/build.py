#!/usr/bin/env python3
"""Build the installers, and test them as a user's machine would. Standard library only.

    python3 packaging/build.py linux           the bundle, .deb, .run and .rpm into dist/
    python3 packaging/build.py deb|run|rpm     one of them
    python3 packaging/build.py windows         the setup for Windows, built under Wine
    python3 packaging/build.py all             both
    python3 packaging/build.py test-linux      install, use and remove the .deb in a bare Debian tree
    python3 packaging/build.py test-windows    install, use and remove the setup under Wine
    python3 packaging/build.py bench-linux     start to first paint: the bundle against the sources

Packages are made of the last commit; --worktree takes the files as they lie here instead. What a step
needs of the system is installed through apt, and said. dist/SHA256SUMS lists what was made.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import product


def bundle() -> Path:
    """Make the folder that every Linux package carries and return it."""
    from linux import bundle as onedir

    return onedir.build()


def packages(*names: str) -> list[Path]:
    """Make Linux packages out of one bundle: `deb`, `run`, `rpm`."""
    from linux import deb, rpm, selfextract

    made = []
    folder = bundle()
    product.DIST.mkdir(exist_ok=True)
    builders: dict[str, Callable[[Path, Path], Path]] = {
        "deb": deb.build,
        "run": selfextract.build,
        "rpm": rpm.build,
    }
    for name in names:
        started = time.monotonic()
        package = builders[name](folder, product.DIST)
        size = package.stat().st_size / 1e6
        product.say(f"{package.name}: {size:.1f} MB in {time.monotonic() - started:.0f} s")
        made.append(package)
    return made


def windows() -> list[Path]:
    from windows import build as setup

    product.DIST.mkdir(exist_ok=True)
    return [setup.build(product.DIST)]


def newest(pattern: str, verb: str) -> Path:
    """Return the package in dist/ that a test is about."""
    found = sorted(product.DIST.glob(pattern), key=lambda p: p.stat().st_mtime)
    if not found:
        product.stop(f"there is no {pattern} in dist/ yet: run packaging/build.py {verb} first")
    return found[-1]


def test_linux() -> int:
    from linux import cleanroom

    return cleanroom.test(newest("*.deb", "deb"))


def test_windows() -> int:
    from windows import build as setup

    done = setup.test(newest("*.exe", "windows"))
    return int(done) if done is not None else 0


def bench_linux() -> int:
    from linux import bench_start

    return bench_start.measure()


def make(*parts: Callable[[], list[Path]]) -> int:
    product.export(worktree="--worktree" in sys.argv)
    made = [package for part in parts for package in part()]
    product.write_sums()
    for package in made:
        product.say(f"{product.digest(package)}  {package.name}")
    return 0


def main(arguments: list[str]) -> int:
    words = [word for word in arguments if word != "--worktree"]
    verbs: dict[str, Callable[[], int]] = {
        "linux": lambda: make(lambda: packages("deb", "run", "rpm")),
        "bundle": lambda: make(lambda: [bundle()][:0]),
        "deb": lambda: make(lambda: packages("deb")),
        "run": lambda: make(lambda: packages("run")),
        "rpm": lambda: make(lambda: packages("rpm")),
        "windows": lambda: make(windows),
        "all": lambda: make(lambda: packages("deb", "run", "rpm"), windows),
        "test-linux": test_linux,
        "test-windows": test_windows,
        "bench-linux": bench_linux,
    }
    if words and words[0] in {"-h", "--help", "help"}:
        print(__doc__)
        return 0
    if len(words) != 1 or words[0] not in verbs:
        print(f"build: say one of {', '.join(verbs)} (--help explains)", file=sys.stderr)
        return 2
    started = time.monotonic()
    code = verbs[words[0]]()
    product.say(
        f"{words[0]}: {'ok' if code == 0 else 'FAILED'}, {time.monotonic() - started:.0f} s"
    )
    return code


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
