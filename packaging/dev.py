#!/usr/bin/env python3
"""Install what is missing, then run, test or measure the terminal. Standard library only.

    python3 packaging/dev.py run [ARGS...]     open the terminal (logged in to practice)
    python3 packaging/dev.py test [PYTEST...]  lint, types, import contracts, tests
    python3 packaging/dev.py setup             install and stop
    python3 packaging/dev.py referees          make the official clients' environments and stop
    python3 packaging/dev.py bench [--json FILE] [--full] [NAME...]
    python3 packaging/dev.py lock              renew the pinned requirements (developers)

Safe to repeat: each step looks first and says what it does. Works on Linux and Windows.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"
VENV = ROOT / ".venv"
BENCH = ROOT / ".bench"
WINDOWS = sys.platform == "win32"
OLDEST = (3, 11)
NEWEST = (3, 14)
TESTS_FAILED = 1  # pytest's exit code
MOST_AGAIN = 5
FAILED = ROOT / ".pytest_cache" / "test"
RUN_LOCK = PACKAGING / "requirements.txt"
DEV_LOCK = PACKAGING / "requirements-dev.txt"
BUNDLE_LOCK = PACKAGING / "requirements-bundle.txt"
PEERS = {"kiteconnect": "BENCH_PEER_KITE", "vnpy": "BENCH_PEER_VNPY"}
# Official clients that judge the practice server: both install a package of the same import name.
REFEREES = {"noren": "REFEREE_NOREN", "noren-oauth": "REFEREE_NOREN_OAUTH"}

# What Qt needs of the system: a shared library and Debian's package of it. Wheels carry the rest.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}


def say(text: str) -> None:
    print(f"dev: {text}", flush=True)


def stop(text: str) -> None:
    print(f"dev: {text}", file=sys.stderr, flush=True)
    raise SystemExit(1)


def run(*command: str | Path, env: dict[str, str] | None = None, quiet: bool = False) -> int:
    """Run a command from the project's root and return its exit code."""
    out = subprocess.DEVNULL if quiet else None
    command_line = [str(part) for part in command]
    return subprocess.run(command_line, cwd=ROOT, env=env, stdout=out, check=False).returncode


def must(*command: str | Path, why: str, env: dict[str, str] | None = None) -> None:
    code = run(*command, env=env)
    if code:
        stop(f"{why} failed (exit code {code}): {' '.join(str(part) for part in command)}")


def python_of(venv: Path) -> Path:
    return venv / ("Scripts/python.exe" if WINDOWS else "bin/python")


def suitable_python() -> str:
    """Return an interpreter of a supported version: this one, or one found on the PATH."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return sys.executable
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found:
            return found
    stop(
        f"Python 3.{OLDEST[1]} to 3.{NEWEST[1]} is needed; this is {sys.version.split()[0]} and no other was "
        "found on the PATH. Install one (Ubuntu 22.04: apt-get install python3.11 python3.11-venv; "
        "Windows: the installer of python.org), then run this command again."
    )
    raise AssertionError


def apt_install(packages: list[str], why: str) -> None:
    """Install Debian packages, through sudo where we are not root; stop with the line to type if not."""
    line = f"apt-get install --no-install-recommends {' '.join(packages)}"
    apt = shutil.which("apt-get")
    if apt is None:
        stop(
            f"{why}: {', '.join(packages)} (Debian's names). Install them with your system's package tool."
        )
        return
    prefix: list[str] = []
    if os.geteuid() != 0:
        if shutil.which("sudo") is None:
            stop(f"{why}. As root, run: {line}")
        prefix = ["sudo"]
    say(f"{why}: installing {' '.join(packages)}")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    keep = ["env", "DEBIAN_FRONTEND=noninteractive"]
    run(*prefix, *keep, apt, "update", "-qq", env=env, quiet=True)
    options = ["install", "-y", "-qq", "--no-install-recommends"]
    code = run(*prefix, *keep, apt, *options, *packages, env=env, quiet=True)
    if code:
        stop(f"apt-get could not install them (exit code {code}). As root, run: {line}")


def missing_libraries() -> list[str]:
    missing = []
    for library, package in QT_LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def system_libraries() -> None:
    if not sys.platform.startswith("linux"):
        return
    missing = missing_libraries()
    if missing:
        apt_install(missing, "Qt needs system libraries that are missing")


def make_venv(venv: Path, python: str) -> None:
    if python_of(venv).exists():
        return
    if run(python, "-c", "import ensurepip, venv", quiet=True):
        version = subprocess.run(
            [python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        apt_install([f"python{version}-venv"], "this Python cannot make virtual environments yet")
    say(f"making a virtual environment in {venv.relative_to(ROOT)}")
    must(python, "-m", "venv", venv, why="making the virtual environment")


def install(venv: Path, lock: Path) -> None:
    """Install a hash-locked file into an environment, once for each content of the file."""
    if code := try_install(venv, lock):
        stop(f"installing the packages of {lock.name} failed (exit code {code})")


def try_install(venv: Path, lock: Path) -> int:
    """As `install`, but return pip's exit code, 0 where all is there."""
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = venv / f".{lock.stem}"
    if stamp.exists() and stamp.read_text() == digest:
        return 0
    say(f"installing the packages pinned in {lock.name} (checked by hash)")
    started = time.monotonic()
    code = run(
        python_of(venv), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
        "--no-input", "--require-hashes", "--only-binary", ":all:", "--requirement", lock,
    )  # fmt: skip
    if code == 0:
        stamp.write_text(digest)
        say(f"installed in {time.monotonic() - started:.0f} s")
    return code


def setup(lock: Path) -> Path:
    """Prepare everything that `lock` is for and return the environment's Python."""
    system_libraries()
    make_venv(VENV, suitable_python())
    install(VENV, lock)
    return python_of(VENV)


def referees() -> dict[str, str]:
    """Make the official clients' environments; return where each one's Python is, by variable.

    One that cannot be made is left out, and the tests that need it say so and are skipped.
    """
    found = {}
    for name, variable in REFEREES.items():
        venv = BENCH / f"referee-{name}"
        make_venv(venv, suitable_python())
        if try_install(venv, PACKAGING / f"referee-{name}.txt") == 0:
            found[variable] = str(python_of(venv))
        else:
            say(f"the official client {name} could not be installed: its tests are skipped")
    return found


def command_run(arguments: list[str]) -> int:
    python = setup(RUN_LOCK)
    say("starting the terminal")
    return run(python, ROOT / "main.py", *(arguments or ["--practice"]))


def command_test(arguments: list[str]) -> int:
    python = setup(DEV_LOCK)
    # Bytecode is kept: the tests start hundreds of children, and each would compile everything anew.
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    env |= referees()
    lint_imports = python.with_name("lint-imports.exe" if WINDOWS else "lint-imports")
    pytest = [python, "-m", "pytest", "-q", "-o", f"cache_dir={FAILED}"]
    steps: list[tuple[str, list[str | Path]]] = [
        ("ruff: rules", [python, "-m", "ruff", "check", "."]),
        ("ruff: format", [python, "-m", "ruff", "format", "--check", "."]),
        ("mypy: strict types", [python, "-m", "mypy"]),
        ("import contracts", [lint_imports]),
        # Four processes, also on two cores: the tests of the window mostly wait for a server.
        ("pytest", [*pytest, "-n", "4", "--dist", "loadfile", *arguments]),
    ]
    shutil.rmtree(FAILED, ignore_errors=True)  # what failed on another day is not this run's
    failed = []
    for title, command in steps:
        started = time.monotonic()
        say(title)
        code = run(*command, env=env)
        if title == "pytest" and code == TESTS_FAILED:
            code = test_again([*pytest, *arguments], env)
        say(
            f"{title}: {'ok' if code == 0 else f'FAILED ({code})'}, {time.monotonic() - started:.0f} s"
        )
        if code:
            failed.append(title)
    if failed:
        say(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


def test_again(command: list[str | Path], env: dict[str, str]) -> int:
    """Run the few tests that failed once more, one at a time, and return that run's exit code.

    Hundreds of tests drive real windows against real servers in processes of their own: a machine that
    stands still for seconds can break one. What failed at first is named whatever comes of it, to be
    looked into; what fails twice fails the run, and so do more than a few.
    """
    failed = FAILED / "v" / "cache" / "lastfailed"
    names = sorted(json.loads(failed.read_text(encoding="utf-8"))) if failed.is_file() else []
    if not 0 < len(names) <= MOST_AGAIN:
        return TESTS_FAILED
    say(f"pytest: {len(names)} failed; they run once more, alone")
    code = run(*command, "--last-failed", "--last-failed-no-failures", "none", env=env)
    result = (
        "passed the second time: look into it" if code == 0 else "not all passed the second time"
    )
    for name in names:
        say(f"pytest: failed at first: {name}")
    say(f"pytest: {result}")
    return code


def command_bench(arguments: list[str]) -> int:
    python = setup(DEV_LOCK)
    env = {**os.environ}
    env.setdefault("QT_QPA_PLATFORM", "offscreen")
    for peer, variable in PEERS.items():
        venv = BENCH / peer
        make_venv(venv, suitable_python())
        install(venv, PACKAGING / f"bench-{peer}.txt")
        env[variable] = str(python_of(venv))
    return run(python, "-m", "tests.bench", *arguments, env=env)


def command_lock(arguments: list[str]) -> int:
    """Resolve the pins anew for Linux and Windows at once; the files name no index."""
    python = setup(DEV_LOCK)
    must(python, "-m", "pip", "install", "--quiet", "uv", why="installing uv")
    common = [
        python, "-m", "uv", "pip", "compile", "--universal", "--generate-hashes", "--no-header",
        "--no-annotate", "--no-emit-index-url", "--python-version", "3.11", "--quiet", *arguments,
    ]  # fmt: skip
    must(*common, "pyproject.toml", "-o", RUN_LOCK, why="locking")
    must(*common, "pyproject.toml", "--extra", "dev", "-o", DEV_LOCK, why="locking")
    # What users get is what is tested: the same versions, and PyInstaller beside them.
    same = ["--constraint", RUN_LOCK]
    must(
        *common, *same, "pyproject.toml", PACKAGING / "bundle.in", "-o", BUNDLE_LOCK, why="locking"
    )
    beside = [f"bench-{peer}" for peer in PEERS] + [f"referee-{name}" for name in REFEREES]
    for name in beside:
        wanted = PACKAGING / f"{name}.in"
        must(*common, wanted, "-o", wanted.with_suffix(".txt"), why="locking")
    return 0


def main(arguments: list[str]) -> int:
    commands = {
        "run": command_run,
        "test": command_test,
        "bench": command_bench,
        "lock": command_lock,
        "setup": lambda _: 0 if setup(DEV_LOCK) else 1,
        "referees": lambda _: 0 if len(referees()) == len(REFEREES) else 1,
    }
    if arguments and arguments[0] in {"-h", "--help", "help"}:
        print(__doc__)
        return 0
    if not arguments or arguments[0] not in commands:
        print(f"dev: say one of {', '.join(commands)} (dev.py --help explains)", file=sys.stderr)
        return 2
    try:
        return commands[arguments[0]](arguments[1:])
    except KeyboardInterrupt:
        say("stopped")
        return 130


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
