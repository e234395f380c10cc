"""Spark opens the store as it lies on disk and sees what DuckDB sees. Skipped without Java or pyspark.

pyspark lives in an environment of its own: BENCH_PEER_SPARK names its Python, as `dev.py` prepares it.
"""

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.bench import peer_python
from tests.unit.history.store_rig import FRIDAY, bars, future, opened, option, spot, weekdays


def spark_python() -> str:
    here = sys.executable if importlib.util.find_spec("pyspark") else None
    python = peer_python("BENCH_PEER_SPARK") or here
    if python is None:
        pytest.skip("no pyspark: BENCH_PEER_SPARK names no Python that has it")
    if shutil.which("java") is None:
        pytest.skip("no Java on this machine")
    return python


def seen_by_spark(python: str, folder: Path) -> dict[str, object]:
    script = Path(__file__).with_name("spark_count.py")
    done = subprocess.run(
        [python, str(script), str(folder)], capture_output=True, text=True, timeout=180, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.strip().splitlines()[-1])


async def test_spark_sees_what_duckdb_sees(tmp_path):
    python = spark_python()
    async with opened(tmp_path) as store:
        for symbol in ("RELIANCE", "M&M", "NIFTY 50"):
            for day in weekdays(FRIDAY, 8):
                for series in (spot(symbol), future(symbol), option(1500, "CE", symbol)):
                    some = bars(day, 60, seed=len(series.key))
                    await store.write_day(series, day, some, source="test")
    seen = seen_by_spark(python, tmp_path / "bars")
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'Asia/Kolkata'")
    rows = connection.execute(
        "SELECT kind, underlying, day::VARCHAR, count(*), sum(volume)::BIGINT, sum(oi)::BIGINT,"
        " round(sum(close), 4), round(sum(vwap), 4), strftime(min(ts), '%Y-%m-%d %H:%M:%S'),"
        " strftime(max(ts), '%Y-%m-%d %H:%M:%S'), count(DISTINCT key)"
        f" FROM read_parquet('{tmp_path}/bars/**/*.parquet', hive_partitioning = true)"
        " GROUP BY kind, underlying, day ORDER BY kind, underlying, day"
    ).fetchall()
    connection.close()
    assert seen["rows"] == [list(row) for row in rows]
    assert len(rows) == 3 * 3 * 8
    assert {name: seen["types"][name] for name in ("ts", "day", "volume", "strike", "month")} == {
        "ts": "timestamp", "day": "date", "volume": "bigint", "strike": "double", "month": "string",
    }  # fmt: skip
