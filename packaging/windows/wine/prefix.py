"""Wine as a stand-in for Windows: one prefix, one invisible screen, programs run in it.

A prefix is a folder that Wine takes for drive C and the registry. What this cannot show is listed in
the README: SmartScreen, Defender, real scaling, real fonts, the credential manager's limits.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path, PureWindowsPath
from typing import Self

from windows.wine import shims

NEEDED = {
    "wine": "wine",
    "makensis": "nsis",
    "osslsigncode": "osslsigncode",
    "Xvfb": "xvfb",
    shims.COMPILER: "gcc-mingw-w64-x86-64",
}
"""A program and Debian's packages of it."""
OWN_LIBRARY = "x86_64-windows/ucrtbase.dll"
LIBRARY_FOLDERS = ("/usr/lib/x86_64-linux-gnu/wine", "/usr/lib/wine", "/usr/lib64/wine")
OVERRIDES = (
    "ucrtbase=n,b;icuuc=n;bcryptprimitives=n,b;netprofm,mscoree,mshtml=;winemenubuilder.exe=d"
)
"""Our shims before Wine's own; no list of networks, in which Qt would turn for ever; no offer to
download .NET or a browser; no menu entries on this desktop."""


def wine_library() -> Path:
    for folder in LIBRARY_FOLDERS:
        if (found := Path(folder) / OWN_LIBRARY).exists():
            return found
    raise SystemExit(f"Wine's {OWN_LIBRARY} is in none of {', '.join(LIBRARY_FOLDERS)}")


@contextlib.contextmanager
def screen(size: str = "1366x768x24") -> Iterator[str]:
    """Run an invisible X server on a free display and yield the display's name."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp"]
    server = subprocess.Popen(
        command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as said:
            number = said.readline().strip()
        if not number:
            raise SystemExit("Xvfb did not start")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


class Wine:
    """Run Windows programs in one prefix. Use as a context; leaving it ends all that still runs."""

    def __init__(self, prefix: Path, display: str, more: Mapping[str, str] | None = None) -> None:
        self.prefix = prefix
        self.environment = {
            **os.environ,
            "WINEPREFIX": str(prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": OVERRIDES,
            "DISPLAY": display,
            "LC_ALL": "C.UTF-8",  # else names outside Latin letters cannot be written
            **(more or {}),
        }
        # Programs under Wine find a Linux Python's settings as well, and would follow them.
        for name in ("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "VIRTUAL_ENV", "QT_QPA_PLATFORM"):
            self.environment.pop(name, None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def drive(self) -> Path:
        return self.prefix / "drive_c"

    def create(self, shim_folder: Path) -> None:
        """Make the prefix, call it Windows 10, and add the libraries that Wine lacks."""
        made = shims.build(shim_folder, wine_library())
        self.prefix.parent.mkdir(parents=True, exist_ok=True)
        self.run("wineboot", "-i", timeout=300)
        self.run("winecfg", "-v", "win10")
        self.stop()
        for library in made:
            shutil.copy2(library, self.drive / "windows/system32" / library.name)

    def start(
        self, *command: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a program with pipes for streams: Python cannot start on handles that are closed."""
        line = ["wine", *(str(part) for part in command)]
        environment = {**self.environment, **(env or {})}
        pipe = subprocess.PIPE
        return subprocess.Popen(
            line, cwd=cwd, env=environment, stdin=pipe, stdout=pipe, stderr=subprocess.STDOUT
        )

    def run(
        self,
        *command: str | Path,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        timeout: float = 120,
        check: bool = True,
    ) -> subprocess.CompletedProcess[str]:
        """Run a program to its end and return its code and all it said."""
        process = self.start(*command, cwd=cwd, env=env)
        try:
            said, _ = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            self.stop()  # all of the prefix: children keep the pipe open, and we would wait for them
            said, _ = process.communicate()
            text = said.decode("utf-8", "replace")
            raise SystemExit(f"still running after {timeout:.0f} s: {command[0]}\n{text}") from None
        done = subprocess.CompletedProcess(
            process.args, process.returncode, said.decode("utf-8", "replace"), ""
        )
        if check and done.returncode:
            raise SystemExit(f"exit code {done.returncode} of {command}\n{done.stdout}")
        return done

    def outside(self, path: PureWindowsPath) -> Path:
        """Return where a path on drive C lies on this machine."""
        return self.drive.joinpath(*path.parts[1:])

    def stop(self) -> None:
        """End every program of this prefix and wait until its registry is on disk."""
        for option in ("-k", "-w"):
            subprocess.run(["wineserver", option], env=self.environment, check=False)


def z(path: Path) -> str:
    """Return what a path on this machine is called under Wine."""
    return "Z:" + str(path.absolute()).replace("/", "\\")


def until(truth: object, seconds: float, what: str) -> None:
    """Poll a callable until it is true; stop the whole run with a sentence if it never is."""
    assert callable(truth)
    end = time.monotonic() + seconds
    while not truth():
        if time.monotonic() > end:
            raise SystemExit(f"after {seconds:.0f} s still not: {what}")
        time.sleep(0.2)
