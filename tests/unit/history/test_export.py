"""A selection of bars as one file, in three formats and with the wire's own column names."""

import csv
from datetime import timedelta

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from terminal.domain.history import SeriesKind
from terminal.history.errors import StoreError
from terminal.history.jobs import ExportFormat
from tests.unit.history.store_rig import FRIDAY, bars, opened, option, spot


@pytest.mark.parametrize("form", list(ExportFormat))
async def test_a_selection_is_one_file(tmp_path, form):
    file = tmp_path / f"out.{form.value}"
    async with opened(tmp_path / "store") as store:
        for series in (spot(), spot("TCS"), option()):
            for day in (FRIDAY, FRIDAY + timedelta(days=3)):
                await store.write_day(series, day, bars(day, 10), source="test")
        count = await store.export(
            file,
            form=form,
            underlyings=["RELIANCE"],
            kinds=[SeriesKind.SPOT],
            start=FRIDAY,
            end=FRIDAY,
        )
    assert count == 10
    if form is ExportFormat.CSV:
        rows = list(csv.DictReader(file.read_text().splitlines()))
        assert [float(row["close"]) for row in rows] == bars(FRIDAY, 10).close.tolist()
        return
    table = (
        pq.read_table(file) if form is ExportFormat.PARQUET else pa.ipc.open_file(file).read_all()
    )
    assert table["close"].to_pylist() == bars(FRIDAY, 10).close.tolist()
    assert set(table["underlying"].to_pylist()) == {"RELIANCE"}


async def test_the_wire_s_names_and_texts(tmp_path):
    file, some = tmp_path / "out.csv", bars(count=3)
    async with opened(tmp_path / "store") as store:
        await store.write_day(option(), FRIDAY, some, source="test")
        await store.export(file, form=ExportFormat.CSV, keys=[option().key], compat=True)
    rows = list(csv.DictReader(file.read_text().splitlines()))
    assert list(rows[0]) == [
        "symbol",
        "date",
        "time",
        "trading_symbol",
        "instrument",
        "exp_date",
        "option_type",
        "strike_price",
        "open",
        "high",
        "low",
        "close",
        "intvwap",
        "intv",
        "intoi",
        "v",
        "oi",
        "ssboe",
        "stat",
    ]
    assert rows[2]["date"] == "20-11-2026"
    assert rows[2]["time"] == "09:17:00"
    assert rows[2]["instrument"] == "OPTSTK"
    assert rows[2]["exp_date"] == "24-NOV-2026"
    assert rows[2]["v"] == str(some.volume.sum())
    assert rows[2]["intoi"] == str(some.oi[2] - some.oi[1])
    assert rows[2]["ssboe"] == str(some.open_ns[2] // 10**9)
    assert rows[2]["close"] == f"{some.close[2]:.2f}"


async def test_nothing_to_export_is_said_and_leaves_no_file(tmp_path):
    async with opened(tmp_path / "store") as store:
        with pytest.raises(StoreError, match="no bars"):
            await store.export(tmp_path / "x.csv", form=ExportFormat.CSV, underlyings=["NOBODY"])
        with pytest.raises(StoreError, match="none of these"):
            await store.export(tmp_path / "x.csv", form=ExportFormat.CSV, keys=["NSE:NOBODY"])
    assert not list(tmp_path.glob("*.csv*"))
