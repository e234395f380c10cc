"""Ours and a peer in alternating rounds, the peer in a process and environment of its own.

The peer's script answers each line on stdin with the seconds of one round; so both are measured
within the same second, and a busy machine slows both.
"""

import gc
import importlib.util
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench import peer_python

PEERS = Path(__file__).parent / "peers"


def timed(work: Callable[[], object], times: int = 1) -> float:
    """Return CPU seconds a call; what it returns is freed within the measure, as in real use.

    The processor's time, because other programs of this machine are not what is compared.
    """
    gc.collect()
    start = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - start) / times


def kite_python() -> str | None:
    """Return a Python that has the official client: its own environment, or this one."""
    here = sys.executable if importlib.util.find_spec("kiteconnect") else None
    return peer_python("BENCH_PEER_KITE") or here


@contextmanager
def peer(python: str, script: str, *arguments: str) -> Iterator[Callable[[str], float]]:
    """Start a peer and yield what asks it for one round: `ask(line) -> seconds`."""
    process = subprocess.Popen(
        [python, str(PEERS / script), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    stdin, stdout = process.stdin, process.stdout

    def ask(line: str) -> float:
        stdin.write(line + "\n")
        stdin.flush()
        answer = stdout.readline()
        if not answer:
            raise RuntimeError(f"{script} ended without an answer")
        return float(answer)

    try:
        yield ask
    finally:
        stdin.close()
        process.wait(timeout=30)
        stdout.close()
