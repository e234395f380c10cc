"""A minute that nearly all of the market lacks is one sentence of `history verify`."""

import io
from datetime import date
from typing import Self

import numpy as np

from terminal.app.history_cli import history_options, run_history
from terminal.domain.history import MinuteBars
from terminal.history.manifest import Mark
from terminal.history.sessions import indian_calendar, segment_of
from terminal.history.store import HistoryStore
from terminal.history.tables import picked
from tests.fakes.clock import FakeClock
from tests.fakes.history import at
from tests.unit.history.store_rig import future, option, spot

CALENDAR = indian_calendar()
THURSDAY, FRIDAY = date(2026, 11, 19), date(2026, 11, 20)
NAMES = [f"STOCK{n}" for n in range(8)]
EVENING = at(FRIDAY, "18:00")


def whole(series, day: date, *, without: tuple[str, ...] = ()) -> MinuteBars:
    """Return every minute of a session, but for some (`11:02`)."""
    open_ns = CALENDAR.session(segment_of(series), day).minutes()
    price, some = np.full(len(open_ns), 100.0), np.full(len(open_ns), 7)
    bars = MinuteBars(open_ns, price, price, price, price, some, some, price)
    return picked(bars, ~np.isin(open_ns, [at(day, text) for text in without]))


class Market:
    """A store with some stocks on two days."""

    def __init__(self, root, now_ns: int = EVENING) -> None:
        self.root = root
        self.store = HistoryStore(root, clock=FakeClock(now_ns))

    async def __aenter__(self) -> Self:
        await self.store.open()
        return self

    async def __aexit__(self, *_) -> None:
        await self.store.aclose()

    async def fill(self, make, names=NAMES, *, lost: dict[str, tuple[str, ...]] | None = None):
        for name in names:
            series = make(name)
            for day in (THURSDAY, FRIDAY):
                gone = (lost or {}).get(name, ()) if day == FRIDAY else ()
                bars = whole(series, day, without=gone)
                await self.store.write_day(series, day, bars, Mark.COMPLETE, source="fake")

    async def holes(self):
        return await self.store.market_holes(CALENDAR)


OUTAGE = ("11:02", "11:03", "11:04")


async def test_an_outage_is_one_hole_with_one_sentence(tmp_path):
    async with Market(tmp_path) as market:
        await market.fill(spot, lost=dict.fromkeys(NAMES[1:], OUTAGE))
        await market.fill(future, lost=dict.fromkeys(NAMES, OUTAGE))
        (hole,) = await market.holes()
    assert (hole.first_ns, hole.last_ns) == (at(FRIDAY, "11:02"), at(FRIDAY, "11:04"))
    assert hole.text == (
        "Market-wide hole on 20 Nov 2026 from 11:02 to 11:04: 7 of 8 spots and 8 of 8 near futures "
        "have no bar. The broker or the exchange was down, it is one gap and nothing of this "
        "store's."
    )


async def test_holes_apart_are_told_apart_and_the_ends_of_the_day_count(tmp_path):
    gone = ("09:15", "12:00", "12:02", "15:14")
    async with Market(tmp_path) as market:
        await market.fill(spot, lost=dict.fromkeys(NAMES, gone))
        holes = await market.holes()
    assert [hole.first_ns for hole in holes] == [at(FRIDAY, text) for text in gone]
    assert "at 12:02: 8 of 8 spots" in holes[2].text


async def test_gaps_of_single_series_are_no_hole_of_the_market(tmp_path):
    lost = {name: (f"11:0{n}",) for n, name in enumerate(NAMES)}
    lost |= dict.fromkeys(NAMES[:4], ("13:00",))  # half of them
    async with Market(tmp_path) as market:
        await market.fill(spot, lost=lost)
        assert await market.holes() == []


async def test_what_trades_seldom_says_nothing(tmp_path):
    far = date(2027, 1, 28)
    lost = dict.fromkeys(NAMES, OUTAGE)
    async with Market(tmp_path) as market:
        await market.fill(lambda name: future(name, far), lost=lost)
        await market.fill(lambda name: option(symbol=name), lost=lost)
        assert await market.holes() == []


async def test_few_series_are_no_market_and_a_young_day_is_no_outage(tmp_path):
    async with Market(tmp_path / "few") as market:
        await market.fill(spot, NAMES[:4], lost=dict.fromkeys(NAMES, OUTAGE))
        assert await market.holes() == []
    async with Market(tmp_path / "young", at(FRIDAY, "11:02")) as market:
        late = tuple(f"{h:02d}:{m:02d}" for h in range(11, 16) for m in range(60))
        await market.fill(spot, lost=dict.fromkeys(NAMES, late))
        assert await market.holes() == []


async def test_verify_says_it_and_is_content_with_the_files(tmp_path):
    async with Market(tmp_path) as market:
        await market.fill(spot, lost=dict.fromkeys(NAMES, OUTAGE))
        await market.store.write_day(
            spot("LATE"), FRIDAY, MinuteBars.empty(), Mark.EMPTY, source="x"
        )
    out = io.StringIO()
    root = ["--root", str(tmp_path)]
    assert await run_history(history_options(["verify", *root]), out) == 0
    first, second = out.getvalue().splitlines()
    assert first.startswith("Market-wide hole on 20 Nov 2026 from 11:02 to 11:04: 8 of 8 spots")
    assert second == "Every file is as it was written."
    file = next((tmp_path / "bars").rglob("*.parquet"))
    file.write_bytes(b"torn")
    out = io.StringIO()
    assert await run_history(history_options(["verify", *root]), out) == 1
    assert "Market-wide" not in out.getvalue(), "a torn file is told first"
