"""Parsed and written together, over the real wire: practice server, real client, real download, store.

First with the server, which is Python too and shares the cores; then the client alone: the server's
replies, recorded before, from a server that only sends files. On a busy machine the processor's time
tells more than the clock's, so a rate of each is told. The peer is a script as on the official client
(`json.loads`, a dict a row, CSV) against the same replies. Small: 30 underlyings of the 209; `--full`
downloads all 73,000 series, verifies the store and queries 27 million bars.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.bench import Line
from tests.bench.history_client import NOW
from tests.fakes.sandbox_process import SandboxProcess

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
GOAL = 400_000
LARGEST_MB = 400
QUERY_MS = 200
DAY, DAYS = "2026-11-20", "2026-11-17"
SERVER = (
    "--no-limits", "--hours", "--start", f"{NOW:%Y-%m-%dT%H:%M:%S}", "--instruments", "3000",
    "--fno-underlyings", "209", "--fno-series", "73500", "--fno-dense",
)  # fmt: skip
"""Options and futures of 209 stocks; all but some thousand series trade in every minute."""
DAY_NAMES = [f"PAD{number:03}" for number in range(1, 31)]
DAYS_NAMES = [f"PAD{number:03}" for number in range(1, 37, 3)]
"""Of one family: what its four days look like as text still fits into the server's cache."""
PEER_REQUESTS = {DAY: 400, DAYS: 100}
ONE = f"FROM bars WHERE underlying = 'PAD007' AND day = DATE '{DAY}'"
QUERIES = (
    f"SELECT count(*), sum(volume), max(high), min(low) {ONE}",
    "SELECT count(*), sum(volume) FROM bars_15m WHERE underlying = 'PAD007'",
)


def client(said: dict[str, Any], folder: Path, *arguments: str) -> dict[str, Any]:
    """Download into a new store below `folder` in a process of its own; return what it measured."""
    file = folder / "said.json"
    file.write_text(json.dumps(said))
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.history_client", "--server", str(file),
         "--root", str(folder / "store"), *arguments],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=3600,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"the download ended with {done.returncode}:\n{done.stderr[-2000:]}")
    seen: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    if seen["state"] != "done" or seen["failed"] or seen["partial"]:
        raise RuntimeError(f"the download is not whole: {seen['sentence']} {seen['errors']}")
    return seen


@contextmanager
def replaying(tape: Path, said: dict[str, Any], *, record: bool) -> Iterator[dict[str, Any]]:
    """Yield the announcement of a server that knows the tape, and asks the real one if it records."""
    real = said["masters"]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.history_replay", str(tape),
         *(("--to", real) if record else ())],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        url = f"http://127.0.0.1:{process.stdout.readline().strip()}"
        yield json.loads(json.dumps(said).replace(real, url))
        if record:
            process.stdin.write("save\n")
            process.stdin.flush()
            process.stdout.readline()
    finally:
        process.stdin.close()
        process.wait(timeout=60)
        process.stdout.close()


def script(said: dict[str, Any], tape: Path, folder: Path, count: int) -> dict[str, Any]:
    """Run the peer against a replay."""
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, str(HERE / "peers" / "history_script.py"), str(tape / "index.json"),
         said["rest"], said["credentials"]["access_token"], str(folder), str(count)],
        capture_output=True, text=True, check=True, timeout=600,
    )  # fmt: skip
    seen: dict[str, Any] = json.loads(done.stdout)
    return {name: seen["bars"] / seen[name] for name in ("seconds", "cpu_s")}


def compare(said: dict[str, Any], folder: Path, first: str, names: list[str]) -> list[Line]:
    """Measure one length of requests: with the server, alone, and the peer, one after the other."""
    title = "1 day" if first == DAY else "4 days"
    selection = ("--from", first, "--to", DAY, "--underlyings", ",".join(names))
    tape, work = folder / f"tape{first}", iter(range(9))

    def new() -> Path:
        path = folder / f"{first}-{next(work)}"
        path.mkdir()
        return path

    with replaying(tape, said, record=True) as recorder:
        client(recorder, new(), *selection)
    together = client(said, new(), *selection)
    with replaying(tape, said, record=False) as alone:
        ours = client(alone, new(), *selection)
        peer = script(alone, tape, folder / f"csv{first}", PEER_REQUESTS[first])
    assert ours["bars"] == together["bars"]
    met = max(ours["rate"], ours["rate_per_cpu_s"]) >= GOAL
    return [
        Line(name=f"wire, {title}: with the server", ours=together["rate"], unit="/s",
             peer=peer["seconds"], ratio=together["rate"] / peer["seconds"], goal="(told)"),
        Line(name=f"wire, {title}: client alone", ours=ours["rate"], unit="/s",
             peer=peer["seconds"], ratio=ours["rate"] / peer["seconds"],
             goal=">= 400,000 bars/s, or below", met=met),
        Line(name=f"wire, {title}: a processor second", ours=ours["rate_per_cpu_s"], unit="/s",
             peer=peer["cpu_s"], ratio=ours["rate_per_cpu_s"] / peer["cpu_s"],
             goal=">= 400,000 bars, or above", met=met),
        Line(name=f"wire, {title}: memory", ours=ours["peak_mb"], unit="MB", goal="< 400 MB",
             met=ours["peak_mb"] < LARGEST_MB),
    ]  # fmt: skip


def whole(said: dict[str, Any], folder: Path, *selection: str, title: str) -> list[Line]:
    """Download a day of many series from the server, verify it and query it."""
    queries = [part for sql in QUERIES for part in ("--query", sql)]
    seen = client(said, folder, "--from", DAY, "--to", DAY, *selection, "--verify", *queries)
    if seen["damage"]:
        raise RuntimeError(f"{seen['damage']} files are damaged after the download")
    plain, longer = (each["ms"] for each in seen["queries"])
    memory = [row[3] for row in seen["trace"]]
    print(
        f"  {title}: {seen['total']:,} series, {seen['bars']:,} bars, {seen['seconds']:.0f} s,"
        f" {seen['requests_s']:.0f} series/s, {seen['cpu_s']:.0f} s of processor; verified in"
        f" {seen['verify_s']:.1f} s; memory each eighth, MB: {memory[:: max(1, len(memory) // 8)]}",
        flush=True,
    )
    return [
        Line(name=f"{title}: memory", ours=seen["peak_mb"], unit="MB", goal="< 400 MB",
             met=seen["peak_mb"] < LARGEST_MB),
        Line(name=f"{title}: series", ours=seen["requests_s"], unit="/s", goal="(told)"),
        Line(name=f"{title}: an underlying's day", ours=sorted(plain)[1], unit="ms",
             goal="< 200 ms", met=sorted(plain)[1] < QUERY_MS),
        Line(name=f"{title}: its 15 minutes, first", ours=longer[0], unit="ms", goal="(told)"),
        Line(name=f"{title}: its 15 minutes, again", ours=min(longer), unit="ms", goal="(told)"),
    ]  # fmt: skip


def run() -> list[Line]:
    full = bool(os.environ.get("BENCH_FULL"))
    with (
        tempfile.TemporaryDirectory() as folder,
        SandboxProcess(*SERVER, broker="shoonya") as server,
    ):
        base = Path(folder)
        lines = [
            *compare(server.said, base, DAY, DAY_NAMES),
            *compare(server.said, base, DAYS, DAYS_NAMES),
        ]
        (base / "whole").mkdir()
        if full:
            return [*lines, *whole(server.said, base / "whole", title="73,000 series")]
        chosen = ("--underlyings", ",".join(DAY_NAMES))
        return [*lines, *whole(server.said, base / "whole", *chosen, title="10,000 series")]
