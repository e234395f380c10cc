"""Benchmarks: ours and a peer measured side by side in one run. Ratios count, not milliseconds."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct


class Line(Struct, kw_only=True):
    """One result. `ratio` is how many times better ours is than the peer; `met` None: no peer here."""

    name: str
    ours: float
    unit: str
    goal: str
    peer: float | None = None
    ratio: float | None = None
    met: bool | None = None

    def text(self) -> str:
        """Return the line as printed: name, ours, peer, ratio, goal, met."""
        peer = "-" if self.peer is None else f"{self.peer:.4g} {self.unit}"
        ratio = "-" if self.ratio is None else f"{self.ratio:.1f}x"
        met = {True: "yes", False: "NO", None: "no peer"}[self.met]
        ours = f"{self.ours:.4g} {self.unit}"
        return f"{self.name:<34}{ours:>14}{peer:>14}{ratio:>10}  {self.goal:<28}{met}"


def peer_python(variable: str) -> str | None:
    """Return the Python of a peer's own environment, as `dev.py bench` prepared it."""
    return os.environ.get(variable) or None


def run_peer(python: str, script: str, arguments: Sequence[str] = ()) -> str:
    """Run a peer's script in its own environment and return its last line of output."""
    done = subprocess.run(
        [python, script, *arguments], capture_output=True, text=True, timeout=600, check=False
    )
    if done.returncode:
        print(done.stderr[-2000:], file=sys.stderr)
        raise RuntimeError(f"{script} failed with exit code {done.returncode}")
    return done.stdout.strip().splitlines()[-1]


def desktop(folder: Path) -> dict[str, str]:
    """Return an environment whose off-screen platform has a screen of 1920 x 1080, ours and a peer's.

    Without it the platform has 800 x 800, where no trader would work. A real screen stays as it is.
    """
    environment = {**os.environ}
    if environment.get("QT_QPA_PLATFORM") == "offscreen":
        screen = {"name": "desktop", "x": 0, "y": 0, "width": 1920, "height": 1080}
        scale = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
        file = folder / "screen.json"
        file.write_text(json.dumps({"screens": [{**screen, **scale}]}))
        environment["QT_QPA_PLATFORM"] = f"offscreen:configfile={file}"
    return environment
