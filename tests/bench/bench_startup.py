"""Process start to first paint of the whole window, against vnpy's. Caches warm, runs interleaved.

Both start from compiled Python, as an installed program does, whatever the environment says about it.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench import Line, desktop, peer_python

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
ROUNDS = 7


def once(command: list[str], environment: dict[str, str]) -> float:
    """Return seconds from just before the process starts to the time it prints."""
    begun = time.monotonic_ns()
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=120,
        cwd=ROOT,
        env=environment,
        check=False,
    )
    lines = [line for line in done.stdout.split() if line.isdigit()]
    if not lines:
        raise RuntimeError(f"{command[1]} painted nothing:\n{done.stderr[-2000:]}")
    return (int(lines[-1]) - begun) / 1e9


def run() -> list[Line]:
    peer = peer_python("BENCH_PEER_VNPY")
    ours: list[float] = []
    theirs: list[float] = []
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as bytecode:
        environment = {**desktop(Path(folder)), "PYTHONPYCACHEPREFIX": bytecode}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        own = [sys.executable, "-m", "tests.bench.start_ours", folder]
        other = [peer, str(HERE / "peers" / "vnpy_start.py")] if peer else None
        once(own, environment)
        if other:
            once(other, environment)
        for _ in range(ROUNDS):
            ours.append(once(own, environment))
            if other:
                theirs.append(once(other, environment))
    mine = statistics.median(ours)
    their = statistics.median(theirs) if theirs else None
    ratio = their / mine if their else None
    return [
        Line(
            name="startup: first paint",
            ours=mine,
            peer=their,
            ratio=ratio,
            unit="s",
            goal="at most vnpy's",
            met=None if ratio is None else ratio >= 1.0,
        )
    ]
