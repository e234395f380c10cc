"""Our history and bars against the practice server: what a download and a chart rest on."""

import datetime as dt
import io
import zipfile

import numpy as np
import pytest

from terminal.domain.errors import BrokerRefused
from terminal.domain.history import RangeTooLong, Series, SeriesKind
from terminal.domain.ids import InstrumentId
from terminal.domain.market import Interval
from terminal.history.sessions import DAY_NS, day_of, indian_calendar, midnight_ns
from terminal.runtime.clock import SystemClock
from tests.contract.shoonya.client import MM, RELIANCE, Desk, current, desk  # noqa: F401

NIFTY = InstrumentId.parse("NSE:NIFTY 50:index")
CALENDAR = indian_calendar()
LAST = CALENDAR.trading_days_back(day_of(SystemClock().now_ns() - DAY_NS), 0)
BEGIN, END = midnight_ns(LAST), midnight_ns(LAST) + DAY_NS - 1


def spot(desk: Desk, instrument: InstrumentId) -> Series:
    """Return the series of any share or index, also of one without derivatives in practice."""
    known = desk.broker.market.instruments
    return Series(
        instrument=instrument,
        kind=SeriesKind.SPOT,
        underlying=instrument.symbol,
        exchange=instrument.venue,
        symbol=known.symbol(instrument),
        token=known.token(instrument),
    )


async def test_the_universe_has_each_underlying_whole(desk: Desk) -> None:
    history = desk.broker.history
    files = await history.masters()
    assert {"NSE_symbols.txt.zip", "NFO_symbols.txt.zip"} <= files.keys()
    with zipfile.ZipFile(io.BytesIO(files["NFO_symbols.txt.zip"])) as archive:
        assert archive.testzip() is None
    universe = await history.universe()
    by_kind = {kind: [s for s in universe if s.kind is kind] for kind in SeriesKind}
    spots = {each.underlying for each in by_kind[SeriesKind.SPOT]}
    assert {"RELIANCE", "INFY", "TCS", "NIFTY", "SENSEX"} <= spots
    assert len(spots) == len(by_kind[SeriesKind.SPOT]), "one spot each"
    assert spots == {each.underlying for each in by_kind[SeriesKind.FUTURE]}
    assert spots == {each.underlying for each in by_kind[SeriesKind.OPTION]}
    assert len({each.key for each in universe}) == len(universe)
    assert not [each for each in universe if "NSETEST" in each.underlying]


@pytest.mark.parametrize("name", ["NSE:RELIANCE", "NSE:M&M", "NSE:NIFTY 50:index"])
async def test_a_day_of_minutes(desk: Desk, name: str) -> None:
    series = spot(desk, InstrumentId.parse(name))
    bars = await desk.broker.history.minutes(series, BEGIN, END)
    assert len(bars) >= 360
    assert (np.diff(bars.open_ns) > 0).all()
    assert (bars.open_ns % (60 * 10**9) == 0).all()
    assert bars.open_ns[0] == BEGIN + (9 * 60 + 15) * 60 * 10**9
    assert (bars.low <= np.minimum(bars.open, bars.close)).all()
    assert (bars.high >= np.maximum(bars.open, bars.close)).all()
    index = series.instrument == NIFTY
    assert np.isnan(bars.vwap).all() == index
    assert bars.volume.any() != index


async def test_a_future_has_open_interest(current: Desk) -> None:
    universe = await current.broker.history.universe()
    future = next(s for s in universe if s.underlying == "INFY" and s.kind is SeriesKind.FUTURE)
    bars = await current.broker.history.minutes(future, BEGIN, END)
    assert (bars.oi > 0).all()


async def test_no_bars_and_too_many_days_are_told_apart(current: Desk) -> None:
    history = current.broker.history
    series = spot(current, RELIANCE)
    sunday = LAST - dt.timedelta(days=(LAST.weekday() + 1) % 7)
    assert len(await history.minutes(series, midnight_ns(sunday), midnight_ns(sunday) + 1)) == 0
    with pytest.raises(RangeTooLong):
        await history.minutes(series, BEGIN - 30 * DAY_NS, END)


async def test_days_agree_with_the_minutes(desk: Desk) -> None:
    series = spot(desk, MM)
    days = await desk.broker.history.days(series, BEGIN - 10 * DAY_NS, END)
    assert 4 <= len(days) <= 11
    assert ((days.open_ns + 19_800 * 10**9) % DAY_NS == 0).all()
    minutes = await desk.broker.history.minutes(series, BEGIN, END)
    assert days.open_ns[-1] == BEGIN
    assert days.open[-1] == minutes.open[0]
    assert days.high[-1] >= minutes.high.max()
    assert days.low[-1] <= minutes.low.min()


async def test_charts_are_asked_in_windows(desk: Desk) -> None:
    bars = await desk.broker.fetch_bars(RELIANCE, Interval.MINUTE, BEGIN - 20 * DAY_NS, END)
    opens = [bar.open_ns for bar in bars]
    assert opens == sorted(set(opens))
    assert len({(each + 19_800 * 10**9) // DAY_NS for each in opens}) >= 12
    hours = await desk.broker.fetch_bars(NIFTY, Interval.HOUR, BEGIN, END)
    assert hours[0].open_ns == BEGIN + (9 * 60 + 15) * 60 * 10**9
    assert hours[1].open_ns - hours[0].open_ns == 3600 * 10**9


async def test_daily_bars_reach_to_today(desk: Desk) -> None:
    now = SystemClock().now_ns()
    bars = await desk.broker.fetch_bars(RELIANCE, Interval.DAY, BEGIN - 700 * DAY_NS, now)
    assert len(bars) > 400
    assert bars[0].open_ns < BEGIN - 690 * DAY_NS
    assert bars[-1].open_ns >= BEGIN
    index = await desk.broker.fetch_bars(NIFTY, Interval.DAY, BEGIN - 60 * DAY_NS, now)
    assert len(index) > 35


async def test_an_unlisted_contract_is_refused(current: Desk) -> None:
    gone = InstrumentId.parse("NFO:RELIANCE:2020-01-30")
    with pytest.raises(BrokerRefused, match="not in the broker's list"):
        await current.broker.fetch_bars(gone, Interval.MINUTE, BEGIN, END)


async def test_reference_routes_answer(current: Desk) -> None:
    calls = current.broker.market.calls
    found = await calls.search("NSE", "M&M")
    assert [each for each in found if each.tsym == "M&M-EQ"]
    assert await calls.search("NSE", "NOSUCHTHING") == []
    assert (await calls.security("NSE", "2885"))["tsym"] == "RELIANCE-EQ"
    assert {"Nifty 50", "Nifty Bank"} <= {each.idxname for each in await calls.indices("NSE")}
    linked = await calls.linked("NSE", "2885")
    assert linked["fut"]
    sample = linked["opt_exp"][0].tsym
    price = str(round((await current.price()) / 10) * 10)
    chain = await calls.option_chain("NFO", sample, price, 4)
    assert len(chain) == 16
    lists = await calls.top_lists("NSE")
    rows = await calls.top_list("NSE", lists[0]["bskt"], lists[0]["crt"], best=True)
    assert rows[0]["tsym"]
    assert isinstance(await calls.exchange_messages("NSE"), list)


async def test_the_largest_order_is_told_in_units(current: Desk) -> None:
    universe = await current.broker.history.universe()
    option = next(s for s in universe if s.underlying == "NIFTY" and s.kind is SeriesKind.OPTION)
    largest = await current.broker.fetch_largest(option.instrument)
    lot = current.broker.market.instruments.lot_size(option.instrument)
    assert largest is not None
    assert lot < largest < 100 * lot
    assert await current.broker.fetch_largest(RELIANCE)
    assert await current.broker.fetch_largest(NIFTY) is None
