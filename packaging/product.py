"""What all packages share: names, version, time, folders, tools. Standard library only.

Packages are made of a commit: the work tree is exported first, so that a half-finished edit is in none
of them. Two builds of one commit on one machine are the same bytes.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"
BUILD = ROOT / "build"
DIST = ROOT / "dist"
SOURCE = ROOT
"""What packages are made of: the exported commit, once `export` has run."""
KEEP_SOURCES_S = 6 * 3600

sys.path[:0] = [str(PACKAGING), str(ROOT)]

import dev

from terminal.identity import APP_ID, CHANNEL_FILE, EXECUTABLE, NAME, PUBLISHER

__all__ = ["APP_ID", "EXECUTABLE", "NAME", "PUBLISHER"]
LICENCE = "MIT"
SUMMARY = "Trade and practise on Indian exchanges"


def say(text: str) -> None:
    print(f"build: {text}", flush=True)


def stop(text: str) -> None:
    print(f"build: {text}", file=sys.stderr, flush=True)
    raise SystemExit(1)


def version() -> str:
    """Return the program's version, PEP 440, from its one source."""
    text = (ROOT / "terminal" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"', text, re.MULTILINE)
    if found is None:
        stop("terminal/__init__.py names no version")
        raise AssertionError
    return found.group(1)


def debian_version(of: str | None = None) -> str:
    """Return a version as Debian and RPM order it: 1.2.0rc1 comes before 1.2.0."""
    return re.sub(
        r"(?<=\d)(a|b|rc|\.dev)(?=\d)", lambda m: "~" + m.group(1).strip("."), of or version()
    )


def git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(ROOT), *arguments], capture_output=True, text=True, check=False
    )
    return done.stdout.strip() if done.returncode == 0 else ""


def epoch() -> int:
    """Return the time that packages bear: SOURCE_DATE_EPOCH, else that of the commit in `SOURCE`."""
    commit = SOURCE.name.removeprefix("source-") if SOURCE.name != "source-worktree" else "HEAD"
    told = os.environ.get("SOURCE_DATE_EPOCH") or git(
        "log", "-1", "--format=%ct", commit if SOURCE != ROOT else "HEAD"
    )
    if not told:
        stop("this folder is no git checkout: say the packages' time in SOURCE_DATE_EPOCH")
    return int(told)


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a build step: one clock, one hash seed, one language."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "QT_", "LC_"))}
    return {
        **kept,
        "SOURCE_DATE_EPOCH": str(epoch()),
        "PYTHONHASHSEED": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        **more,
    }


def run(
    *command: str | Path,
    env: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    log: Path | None = None,
    timeout: float | None = None,
) -> None:
    """Run a step; stop the build with its last lines if it fails. `log` keeps what it says."""
    line = [str(part) for part in command]
    done = subprocess.run(
        line,
        env=dict(env or environment()),
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=timeout,
        check=False,
    )
    if log is not None:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_bytes(done.stdout)
    if done.returncode:
        words = "\n".join(done.stdout.decode(errors="replace").splitlines()[-25:])
        stop(
            f"{Path(line[0]).name} failed (exit code {done.returncode}): {' '.join(line)}\n{words}"
        )


def read(*command: str | Path, env: Mapping[str, str] | None = None) -> str:
    """Run a program and return what it printed; CalledProcessError if it fails."""
    line = [str(part) for part in command]
    done = subprocess.run(line, env=env and dict(env), capture_output=True, text=True, check=True)
    return done.stdout


def need(tools: Mapping[str, str], why: str) -> None:
    """Install the packages of programs that are missing, through apt, and say so."""
    missing = sorted({package for tool, package in tools.items() if shutil.which(tool) is None})
    if missing:
        dev.apt_install(missing, why)
        still = [tool for tool in tools if shutil.which(tool) is None]
        if still:
            stop(f"{why}: {', '.join(still)} are still missing")


def export(*, worktree: bool = False) -> Path:
    """Lay out what packages are made of, let `SOURCE` name it, and return it.

    The last commit, in a folder of its own; with `worktree`, or without git, the files as they lie here.
    """
    global SOURCE  # noqa: PLW0603  one build, one source
    commit = git("rev-parse", "--short=12", "HEAD")
    if commit and not worktree:
        changed = len(git("status", "--porcelain").splitlines())
        left = f"; {changed} changed files are left out (--worktree takes them)" if changed else ""
        say(f"building commit {commit}{left}")
        SOURCE = BUILD / f"source-{commit}"
        if not SOURCE.is_dir():
            for old in BUILD.glob("source-*"):
                if time.time() - old.stat().st_mtime > KEEP_SOURCES_S:
                    shutil.rmtree(old, ignore_errors=True)
            partly = BUILD / f"source.{os.getpid()}"
            partly.mkdir(parents=True)
            archive = partly.with_suffix(f".{os.getpid()}.tar")
            run("git", "archive", "--format=tar", "-o", archive, commit)
            run("tar", "-xf", archive, "-C", partly)
            archive.unlink()
            partly.touch()
            partly.rename(SOURCE)
        return SOURCE
    say("taking the files as they lie here")
    SOURCE = BUILD / "source-worktree"
    shutil.rmtree(SOURCE, ignore_errors=True)
    SOURCE.mkdir(parents=True)
    for name in ("main.py", "LICENSE", "README.md", "pyproject.toml"):
        shutil.copy2(ROOT / name, SOURCE / name)
    for name in ("terminal", "resources", "packaging"):
        shutil.copytree(
            ROOT / name, SOURCE / name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc")
        )
    return SOURCE


def digest(file: Path) -> str:
    """Return a file's SHA-256 in hexadecimal."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def tree_digest(folder: Path) -> str:
    """Return one SHA-256 over all names, modes and contents of a folder."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            whole.update(f"link {name} {os.readlink(path)}\n".encode())
        elif path.is_file():
            executable = "x" if path.stat().st_mode & 0o111 else "-"
            whole.update(f"file {name} {executable} {digest(path)}\n".encode())
    return whole.hexdigest()


def write_sums() -> Path:
    """Write dist/SHA256SUMS over every package there, as `sha256sum -c` reads it."""
    packages = sorted(p for p in DIST.iterdir() if p.is_file() and p.name != "SHA256SUMS")
    sums = DIST / "SHA256SUMS"
    sums.write_text("".join(f"{digest(p)}  {p.name}\n" for p in packages), encoding="utf-8")
    return sums


def settle_times(folder: Path) -> None:
    """Give every file the packages' time, and the rights of installed files."""
    moment = epoch()
    for path in sorted(folder.rglob("*"), reverse=True):
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & 0o111
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (moment, moment), follow_symlinks=False)
    folder.chmod(0o755)
    os.utime(folder, (moment, moment))


def fill(template: Path, **values: str) -> str:
    """Return a template with its `@NAME@` marks filled; stops on one that nobody fills."""
    known = {
        "VERSION": version(),
        "APP_ID": APP_ID,
        "NAME": NAME,
        "EXECUTABLE": EXECUTABLE,
        "PUBLISHER": PUBLISHER,
        "SUMMARY": SUMMARY,
        "LICENCE": LICENCE,
        "DATE": date(),
        **values,
    }
    text = template.read_text(encoding="utf-8")
    for name, value in known.items():
        text = text.replace(f"@{name}@", value)
    left = re.findall(r"@[A-Z_]+@", text)
    if left:
        stop(f"{template} has marks that nobody fills: {', '.join(sorted(set(left)))}")
    return text


def tell_channel(onedir: Path, channel: str) -> None:
    """Write into a bundle by which way it is installed: deb, run, rpm, nsis."""
    told = onedir / "_internal" / "resources" / CHANNEL_FILE
    told.write_text(f"{channel}\n", encoding="ascii", newline="\n")


def date() -> str:
    """Return the packages' day, ISO 8601, UTC."""
    return time.strftime("%Y-%m-%d", time.gmtime(epoch()))
