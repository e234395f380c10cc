"""What is written is read back: merged, sorted, once, and the same bytes whatever the order."""

import asyncio

import duckdb
import numpy as np
import pyarrow.parquet as pq
import pytest

from terminal.domain.history import MinuteBars, SeriesKind
from terminal.history.errors import StoreError
from terminal.history.manifest import Mark
from terminal.history.schema import MINUTE_NS, SCHEMA, midnight_ns
from terminal.history.store import HistoryStore, Verdict
from terminal.history.tables import picked, together
from tests.fakes.clock import FakeClock
from tests.unit.history.store_rig import (
    FRIDAY,
    bars,
    contents,
    everything,
    future,
    opened,
    option,
    same,
    spot,
    weekdays,
)


async def test_what_was_written_is_read_back_to_the_last_bit(tmp_path):
    async with opened(tmp_path) as store:
        for series in (spot(), future(), option()):
            await store.write_day(series, FRIDAY, bars(seed=len(series.key)), source="test")
        for series in (spot(), future(), option()):
            assert same(await everything(store, series), bars(seed=len(series.key)))


async def test_both_ends_of_a_span_are_included(tmp_path):
    all_bars = bars()
    start, end = int(all_bars.open_ns[10]), int(all_bars.open_ns[20])
    async with opened(tmp_path) as store:
        await store.write_day(spot(), FRIDAY, all_bars, source="test")
        assert same(await store.read_bars(spot().key, start, end), picked(all_bars, slice(10, 21)))
        assert len(await store.read_bars(spot().key, start + 1, end - 1)) == 9
        assert len(await store.read_bars("NSE:NOBODY", start, end)) == 0


async def test_a_bar_without_a_vwap_has_none_when_read(tmp_path):
    some = bars(count=5)
    some.vwap = np.array([np.nan, 1.0, np.nan, 2.0, np.nan])
    async with opened(tmp_path) as store:
        await store.write_day(spot(), FRIDAY, some, source="test")
        assert same(await everything(store, spot()), some)
        answer = await store.query("SELECT count(*), count(vwap) FROM bars")
        assert answer.rows == [(5, 2)]


async def test_the_newest_answer_wins_minute_by_minute(tmp_path):
    old, new = bars(count=100), bars(count=20, start=9 * 60 + 15 + 90, seed=2)
    async with opened(tmp_path) as store:
        await store.write_day(spot(), FRIDAY, old, source="test")
        await store.flush()
        await store.write_day(spot(), FRIDAY, new, source="test")
        held = await everything(store, spot())
    assert same(held, together([picked(old, slice(0, 90)), new]))


async def test_writing_again_changes_no_byte(tmp_path):
    async def fill(root, order):
        async with opened(root) as store:
            for strike in order:
                await store.write_day(option(strike), FRIDAY, bars(seed=strike), source="test")
                if strike % 200 == 0:
                    await store.flush()

    await fill(tmp_path / "a", [1500, 1600, 1700, 1800])
    first = contents(tmp_path / "a")
    stamps = {p: p.stat().st_mtime_ns for p in (tmp_path / "a" / "bars").rglob("*.parquet")}
    await fill(tmp_path / "a", [1500, 1600, 1700, 1800])
    await fill(tmp_path / "b", [1800, 1700, 1600, 1500])
    assert contents(tmp_path / "a") == first == contents(tmp_path / "b")
    assert {p: p.stat().st_mtime_ns for p in stamps} == stamps


async def test_an_answer_of_several_days_and_months_is_told_apart(tmp_path):
    days = weekdays(FRIDAY.replace(day=26), 5)
    answer = together([bars(day, 30) for day in days])
    async with opened(tmp_path) as store:
        verdicts = {day: Verdict(Mark.COMPLETE) for day in days}
        await store.write(spot(), answer, verdicts, source="test")
        await store.write(option(), answer, verdicts, source="test")
        assert same(await everything(store, spot()), answer)
        assert same(await everything(store, option()), answer)
    names = [path.rpartition("/")[2] for path in contents(tmp_path)]
    assert names == [f"{day}.parquet" for day in days] + ["2026-11.parquet", "2026-12.parquet"]


async def test_newest_first_and_doubled_bars_are_put_in_order(tmp_path):
    some = bars(count=10)
    async with opened(tmp_path) as store:
        twice = together([some, some])
        await store.write_day(spot(), FRIDAY, picked(twice, slice(None, None, -1)), source="test")
        assert same(await everything(store, spot()), some)


async def test_bars_of_a_day_nobody_judged_are_a_mistake(tmp_path):
    async with opened(tmp_path) as store:
        with pytest.raises(ValueError, match="no verdict"):
            await store.write(spot(), bars(), {}, source="test")


async def test_names_with_signs_are_folders_that_read_back(tmp_path):
    names = ["M&M", "BAJAJ-AUTO", "360ONE", "NIFTY 50", "A/B%C"]
    async with opened(tmp_path) as store:
        for name in names:
            await store.write_day(spot(name), FRIDAY, bars(count=3), source="test")
        answer = await store.query("SELECT DISTINCT underlying FROM bars ORDER BY 1")
        assert [row[0] for row in answer.rows] == sorted(names)
        assert await store.underlyings() == sorted(names)
        assert await store.verify() == []


async def test_a_full_spool_is_flushed_by_itself_and_freed(tmp_path):
    async with opened(tmp_path, spool_bytes=100_000) as store:
        for strike in range(1000, 1040):
            await store.write_day(option(strike), FRIDAY, bars(seed=strike), source="test")
        spool = list((tmp_path / "_state").glob("*.spool"))
        assert sum(file.stat().st_size for file in spool) < 130_000
        for strike in range(1000, 1040):
            assert same(await everything(store, option(strike)), bars(seed=strike))


async def test_files_are_sorted_and_say_their_units(tmp_path):
    async with opened(tmp_path) as store:
        for strike in (1700, 1500, 1600):
            await store.write_day(option(strike), FRIDAY, bars(seed=strike), source="test")
    (path,) = (tmp_path / "bars").rglob("*.parquet")
    table = pq.ParquetFile(path).read()
    assert table.schema.equals(SCHEMA, check_metadata=True)
    assert table.schema.field("volume").metadata[b"unit"] == b"units traded in the bar, not lots"
    rows = list(zip(table["key"].to_pylist(), table["ts"].to_pylist(), strict=True))
    assert rows == sorted(set(rows))
    assert pq.ParquetFile(path).metadata.row_group(0).column(0).compression == "ZSTD"


async def test_any_duckdb_reads_the_folders(tmp_path):
    async with opened(tmp_path) as store:
        for series in (spot(), future(), option()):
            await store.write_day(series, FRIDAY, bars(), source="test")
    rows = duckdb.sql(
        "SELECT kind, underlying, month, count(*), sum(volume) FROM read_parquet("
        f"'{tmp_path}/bars/**/*.parquet', hive_partitioning = true) GROUP BY ALL ORDER BY kind"
    ).fetchall()
    volume = int(bars().volume.sum())
    kinds = [kind.value for kind in (SeriesKind.FUTURE, SeriesKind.OPTION, SeriesKind.SPOT)]
    assert [row[0] for row in rows] == kinds
    assert all(row[1] == "RELIANCE" and row[3:] == (375, volume) for row in rows)


async def test_a_person_s_sql_reads_bars_and_nothing_else(tmp_path):
    (tmp_path / "secret.csv").write_text("a\n1\n")
    async with opened(tmp_path / "store") as store:
        assert (await store.query("SELECT * FROM bars")).rows == []
        await store.write_day(spot(), FRIDAY, bars(count=7), source="test")
        answer = await store.query("SELECT symbol, close FROM bars ORDER BY ts", limit=3)
        assert answer.columns == ("symbol", "close")
        assert len(answer.rows) == 3
        assert answer.truncated
        for sql in (
            f"SELECT * FROM read_csv('{tmp_path}/secret.csv')",
            f"COPY (SELECT 1) TO '{tmp_path}/store/x.csv'",
            "SELECT 1; SELECT 2",
            "DROP VIEW bars",
            "SET enable_external_access = true",
            "SELEKT 1",
        ):
            with pytest.raises(StoreError):
                await store.query(sql)


async def test_two_programs_do_not_write_to_one_store(tmp_path):
    async with opened(tmp_path) as store:
        await store.write_day(spot(), FRIDAY, bars(), source="test")
        await store.flush()
        with pytest.raises(StoreError, match="Another program"):
            await HistoryStore(tmp_path, clock=FakeClock()).open()
        async with opened(tmp_path, read_only=True) as reading:
            assert same(await everything(reading, spot()), bars())
            assert (await reading.query("SELECT count(*) FROM bars_1d")).rows == [(1,)]
            with pytest.raises(StoreError, match="reading only"):
                await reading.write_day(spot(), FRIDAY, bars(), source="test")
    async with opened(tmp_path) as store:
        assert same(await everything(store, spot()), bars())


async def test_an_empty_answer_of_no_bars_is_no_file(tmp_path):
    async with opened(tmp_path) as store:
        await store.write_day(spot(), FRIDAY, MinuteBars.empty(), Mark.EMPTY, source="test")
    assert not (tmp_path / "bars").exists()


def test_midnight_is_india_s():
    assert bars(count=1).open_ns[0] == midnight_ns(FRIDAY) + 555 * MINUTE_NS
    assert midnight_ns(FRIDAY) == 1_795_113_000_000_000_000


async def test_a_store_that_could_not_be_opened_is_closed_without_complaint(tmp_path):
    async with opened(tmp_path):
        second = HistoryStore(tmp_path, clock=FakeClock())
        with pytest.raises(StoreError, match="Another program"):
            await second.open()
        await second.aclose()


async def test_a_store_whose_opening_was_cancelled_is_closed_without_complaint(tmp_path):
    store = HistoryStore(tmp_path, clock=FakeClock())
    opening = asyncio.get_running_loop().create_task(store.open())
    await asyncio.sleep(0)
    opening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await opening
    await store.aclose()
