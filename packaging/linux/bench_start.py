"""Process start to first paint: the installed program against the same commit from its sources.

Both are started in turn on one screen without a monitor, caches warm. The figure is the ratio of the
medians; the bundle may take at most 1.3 times as long.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import dev
import product

from linux import bundle
from linux.screen import screen

ROUNDS = 9
MOST = 1.3


def once(command: list[str], env: dict[str, str]) -> float:
    """Return seconds from just before the process starts to its window's first paint."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        begun_ns = time.monotonic_ns()
        subprocess.run(
            [*command, "--selftest", "--checks", "window", "--report", str(report)],
            env=env, capture_output=True, stdin=subprocess.DEVNULL, timeout=180, check=False,
        )  # fmt: skip
        said = json.loads(report.read_bytes())
    if not said["painted_ns"]:
        product.stop(f"{command[0]} painted nothing: {said['checks']}")
    return (said["painted_ns"] - begun_ns) / 1e9


def measure() -> int:
    """Print both medians and their ratio; 0 if the bundle is quick enough."""
    if not bundle.ONEDIR.is_dir():
        product.stop("there is no bundle yet: run packaging/build.py bundle first")
    product.export()
    compiled = product.BUILD / "bench-bytecode"
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    frozen = [str(bundle.ONEDIR / product.EXECUTABLE)]
    source = [str(dev.python_of(bundle.VENV)), str(product.SOURCE / "main.py")]
    ours: list[float] = []
    theirs: list[float] = []
    with screen() as shown:
        env |= {
            "DISPLAY": shown.name,
            "QT_QPA_PLATFORM": "xcb",
            "PYTHONPYCACHEPREFIX": str(compiled),
        }
        once(frozen, env)
        once(source, env)
        for _ in range(ROUNDS):
            ours.append(once(frozen, env))
            theirs.append(once(source, env))
    shutil.rmtree(compiled)
    ratio = statistics.median(ours) / statistics.median(theirs)
    product.say(
        f"start to first paint, medians of {ROUNDS} in turn: bundle {statistics.median(ours):.2f} s "
        f"({min(ours):.2f} to {max(ours):.2f}), sources {statistics.median(theirs):.2f} s "
        f"({min(theirs):.2f} to {max(theirs):.2f}); ratio {ratio:.2f}, at most {MOST}"
    )
    return 0 if ratio <= MOST else 1
