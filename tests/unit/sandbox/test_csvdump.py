import csv
import datetime as dt
import gzip
import io
from decimal import Decimal

from terminal.sandbox.kite.csvdump import Dumps, instrument_line
from terminal.sim.types import SimInstrument
from tests.fakes.clock import FakeClock


def share(number: int, **over: object) -> SimInstrument:
    fields: dict[str, object] = {
        "instrument_token": number * 256 + 1,
        "exchange_token": number,
        "tradingsymbol": f"S{number}",
        "name": "A SHARE",
        "exchange": "NSE",
        "segment": "NSE",
        "instrument_type": "EQ",
        "tick_size": Decimal("0.05"),
        "lot_size": 1,
    }
    return SimInstrument(**(fields | over))


def test_a_share_reads_like_the_official_sample() -> None:
    row = share(14898, tradingsymbol="CENTRALBK-BE", name="CENTRAL BANK OF INDIA")
    assert instrument_line(row) == (
        "3813889,14898,CENTRALBK-BE,CENTRAL BANK OF INDIA,0.0,,0.0,0.05,1,EQ,NSE,NSE"
    )


def test_an_option_has_its_expiry_and_strike_and_names_with_commas_are_quoted() -> None:
    row = share(
        5, name='X, "Y"', expiry=dt.date(2026, 11, 24), strike=Decimal(27000), instrument_type="CE"
    )
    (cells,) = csv.reader(io.StringIO(instrument_line(row)))
    assert cells[3] == 'X, "Y"'
    assert cells[5:7] == ["2026-11-24", "27000.0"]


async def test_dump_of_one_exchange_plain_and_packed() -> None:
    dumps = Dumps(FakeClock())
    rows = [share(1), share(2, exchange="BSE")]
    dump = await dumps.instruments("2026-11-20", "NSE", rows)
    assert [line[:3] for line in dump.plain.decode().splitlines()] == ["ins", "257"]
    assert gzip.decompress(dump.packed) == dump.plain


async def test_dump_is_kept_for_the_day_and_built_anew_after_it() -> None:
    dumps = Dumps(FakeClock())
    first = await dumps.instruments("2026-11-20", "", [share(1)])
    assert await dumps.instruments("2026-11-20", "", [share(1), share(2)]) is first
    assert await dumps.instruments("2026-11-21", "", [share(1), share(2)]) is not first
    second = await dumps.instruments("2026-11-21", "", [share(1)])
    dumps.clear()
    assert await dumps.instruments("2026-11-21", "", [share(1)]) is not second


async def test_long_dump_arrives_whole() -> None:
    dump = await Dumps(FakeClock()).instruments("d", "", [share(n) for n in range(1, 6001)])
    lines = dump.plain.decode().splitlines()
    assert len(lines) == 6001
    assert gzip.decompress(dump.packed) == dump.plain
