"""Longer bars are made for what a query reads, and its answer is that over all of them."""

import re
from datetime import date

import pytest

from terminal.history.errors import StoreError
from terminal.history.manifest import Mark
from tests.unit.history.store_rig import bars, future, opened, option, spot

DAYS = (date(2026, 10, 30), date(2026, 11, 2))
NAMES = ("AXISBANK", "M&M", "RELIANCE")
OCTOBER, NOVEMBER = "2026-10", "2026-11"


async def fill(store) -> None:
    for seed, name in enumerate(NAMES):
        for series in (spot(name), future(name), option(symbol=name)):
            for day in DAYS:
                made = bars(day, seed=seed)
                await store.write_day(series, day, made, Mark.COMPLETE, source="test")


def made(root) -> set[tuple[str, str, str]]:
    """Return (kind, underlying, month) of the derived files, but weeks: theirs are of Mondays."""
    out = set()
    for file in (root / "derived").rglob("*.parquet"):
        if "interval=1w" in file.parts:
            continue
        folders = dict(part.split("=", 1) for part in file.parts if "=" in part)
        out.add((folders["kind"], folders["underlying"], folders["month"]))
    return out


def every(kinds=("spot", "future", "option"), names=NAMES, months=(OCTOBER, NOVEMBER)):
    return {(kind, name, month) for kind in kinds for name in names for month in months}


CASES = [
    ("bars_15m WHERE underlying = 'M&M'", every(names=["M&M"])),
    (
        "bars_15m WHERE kind = 'option' AND underlying = 'M&M' AND month = '2026-11'",
        {("option", "M&M", NOVEMBER)},
    ),
    (
        "bars_5m WHERE underlying IN ('M&M', 'AXISBANK') AND kind <> 'option'",
        every(["spot", "future"], ["M&M", "AXISBANK"]),
    ),
    ("bars_1d WHERE underlying = 'NOBODY'", set()),
    ("bars_1d WHERE underlying = 'M&M' AND close > 0 AND volume > 100000", every(names=["M&M"])),
    ("bars_1d WHERE underlying LIKE 'R%' OR kind = 'spot'", every(["spot"]) | every(names=["RELIANCE"])),
    ("bars_60m WHERE underlying = 'M&M' OR close > 1500", every()),
    ("bars_60m WHERE volume >= 0", every()),
    ("bars_60m WHERE underlying = (SELECT max(underlying) FROM bars)", every()),
    ("bars_1w WHERE month = '2026-10' AND kind = 'spot'", set()),
    ("bars_1mo WHERE lower(underlying) = 'm&m' AND NOT kind = 'spot'", every(["future", "option"], ["M&M"])),
    (
        "(FROM bars_1d WHERE underlying = 'M&M' UNION ALL FROM bars_1d WHERE underlying = 'AXISBANK'"
        " AND month = '2026-10')",
        every(names=["M&M"]) | every(names=["AXISBANK"], months=[OCTOBER]),
    ),
    (
        "bars_1d a JOIN bars_60m b USING (key, day) WHERE a.underlying = 'M&M'"
        " AND b.underlying = 'M&M'",
        every(names=["M&M"]),
    ),
    ("bars_1d WHERE underlying = 'M&M' AND underlying = 'AXISBANK'", every()),
]  # fmt: skip


@pytest.mark.parametrize(("source", "wanted"), CASES, ids=[case[0] for case in CASES])
async def test_only_what_a_query_reads_is_made(tmp_path, source, wanted):
    column = "a.volume" if " a " in source else "volume"
    sql = f"SELECT count(*), sum({column}) FROM {source}"
    async with opened(tmp_path) as store:
        await fill(store)
        pruned = await store.query(sql)
        assert made(tmp_path) == wanted
        for view in set(re.findall(r"bars_\w+", source)):
            await store.query(f"SELECT count(*) FROM {view}")
        assert (await store.query(sql)).rows == pruned.rows


async def test_minutes_are_read_from_the_folders_in_question(tmp_path):
    async with opened(tmp_path) as store:
        await fill(store)
        await store.flush()
        count = len(DAYS) * len(bars())
        one = "SELECT count(*) FROM bars WHERE underlying = 'M&M' AND kind = 'spot'"
        assert (await store.query(one)).rows == [(count,)]
        for file in (tmp_path / "bars").rglob("*.parquet"):
            if "underlying=RELIANCE" in file.parts:
                file.write_bytes(b"not a file of bars")
        assert (await store.query(one)).rows == [(count,)]
        with pytest.raises(StoreError):
            await store.query("SELECT sum(volume) FROM bars")


async def test_weeks_are_made_for_the_months_of_their_mondays(tmp_path):
    sql = "SELECT sum(volume) FROM bars_1w WHERE underlying = 'M&M' AND month = '2026-10'"
    async with opened(tmp_path) as store:
        await fill(store)
        answer = await store.query(sql)
        files = [path.parts for path in (tmp_path / "derived").rglob("*.parquet")]
        assert files
        assert all("underlying=M&M" in parts and "month=2026-10" in parts for parts in files)
        await store.query("SELECT count(*) FROM bars_1w")
        assert (await store.query(sql)).rows == answer.rows


async def test_a_query_that_is_wrong_makes_nothing(tmp_path):
    async with opened(tmp_path) as store:
        await fill(store)
        with pytest.raises(StoreError, match="underlyng"):
            await store.query("SELECT count(*) FROM bars_1d WHERE underlyng = 'M&M'")
        with pytest.raises(StoreError, match="one SELECT"):
            await store.query("SELECT 1 FROM bars_1d; DROP VIEW bars_1d")
        assert made(tmp_path) == set()


async def test_planning_a_query_opens_no_other_file(tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_text("word\nhidden\n")
    async with opened(tmp_path / "store") as store:
        await fill(store)
        with pytest.raises(StoreError):
            await store.query(f"SELECT word FROM '{secret}', bars_1d")


async def test_a_store_behind_an_address_is_pruned_too(tmp_path):
    async with opened(f"memory://{tmp_path.name}", state=tmp_path) as store:
        await fill(store)
        sql = "SELECT count(*) FROM bars_1d WHERE underlying = 'M&M' AND kind = 'spot'"
        assert (await store.query(sql)).rows == [(2,)]
        held = [path for path in store._files.list("derived") if path.endswith(".parquet")]
        assert len(held) == 2
        assert all("underlying=M&M" in path for path in held)
