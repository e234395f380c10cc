"""Bars: the same for ever, in the right minutes, and the same as the tape."""

import numpy as np
import pytest

from terminal.sandbox.shoonya.bars import grouped
from terminal.sim.session import S, day_start_ns, ist_day
from tests.unit.sandbox.shoonya.market_server import AFTERNOON, EVENING, MarketServer, day_of

THURSDAY = day_of("2026-11-19")
FRIDAY = THURSDAY + 1


@pytest.fixture(scope="module")
def evening():
    return MarketServer(EVENING)


def clock_of(bars) -> list[str]:
    minutes = (bars.start_s + 19_800) % 86_400 // 60
    return [f"{minute // 60:02d}:{minute % 60:02d}" for minute in minutes.tolist()]


@pytest.mark.parametrize(
    ("exch", "tsym"),
    [("NSE", "RELIANCE-EQ"), ("NFO", "RELIANCE24NOV26C1500"), ("NSE", "NIFTY INDEX")],
)
@pytest.mark.parametrize("hours", [True, False])
def test_a_past_day_reads_the_same_in_every_run_and_on_every_later_day(exch, tsym, hours):
    first, later = (
        MarketServer(start, hours=hours) for start in ("2026-11-20 10:00:00", "2026-11-23 11:30:00")
    )
    bars, again = (
        server.bench.minutes(server.scrip(exch, tsym), THURSDAY, "auto")
        for server in (first, later)
    )
    for name in bars.__struct_fields__:
        assert np.array_equal(getattr(bars, name), getattr(again, name)), name
    other = MarketServer(hours=hours, seed=2)
    strange = other.bench.minutes(other.scrip(exch, tsym), THURSDAY, "auto")
    assert not np.array_equal(bars.prices, strange.prices)


@pytest.mark.parametrize(
    ("exch", "tsym", "old", "new"),
    [
        ("NSE", "RELIANCE-EQ", ("09:15", "15:29", 375), ("09:15", "15:14", 360)),
        ("NSE", "ACC-EQ", ("09:15", "15:29", 375), ("09:15", "15:29", 375)),
        ("NFO", "RELIANCE24NOV26F", ("09:15", "15:29", 375), ("09:15", "15:39", 385)),
        ("BFO", "SENSEX26NOVFUT", ("09:15", "15:29", 375), ("09:15", "15:39", 385)),
        ("CDS", "USDINR26NOV26F", ("09:00", "16:59", 480), ("09:00", "16:59", 480)),
        ("MCX", "CRUDEOIL18DEC26", ("09:00", "23:29", 870), ("09:00", "23:29", 870)),
    ],
)
def test_both_regimes_have_their_minutes(evening, exch, tsym, old, new):
    scrip = evening.scrip(exch, tsym)
    for regime, wanted in (("old", old), ("new", new), ("auto", new)):
        times = clock_of(evening.bench.minutes(scrip, THURSDAY, regime))
        assert (times[0], times[-1], len(times)) == wanted, regime


def test_the_change_came_on_the_third_of_august(evening):
    share = evening.scrip("NSE", "RELIANCE-EQ")
    before, after = (
        len(evening.bench.minutes(share, day_of(day), "auto"))
        for day in ("2026-07-31", "2026-08-03")
    )
    assert (before, after) == (375, 360)


@pytest.mark.parametrize(
    ("day", "why"),
    [("2026-11-14", "Saturday"), ("2026-11-10", "holiday"), ("2026-11-23", "not yet")],
)
def test_no_bars_on_a_day_without_trading(evening, day, why):
    assert len(evening.bench.minutes(evening.scrip("NSE", "RELIANCE-EQ"), day_of(day), "auto")) == 0


def test_an_evening_session_and_a_sunday_session_have_theirs(evening):
    share = evening.scrip("NSE", "RELIANCE-EQ")
    muhurat = clock_of(evening.bench.minutes(share, day_of("2025-10-21"), "auto"))
    assert (muhurat[0], muhurat[-1], len(muhurat)) == ("13:45", "14:44", 60)
    budget = evening.bench.minutes(share, day_of("2026-02-01"), "auto")
    assert len(budget) == 375
    assert budget.volume.sum() > 0


def test_a_contract_has_no_bars_from_before_its_listing(evening):
    near = evening.scrip("NFO", "RELIANCE24NOV26F")
    assert len(evening.bench.minutes(near, day_of("2026-08-17"), "auto"))
    assert not len(evening.bench.minutes(near, day_of("2026-08-14"), "auto"))


@pytest.mark.parametrize("tsym", ["RELIANCE24NOV26F", "RELIANCE24NOV26C1500", "ITC29DEC26P405"])
@pytest.mark.parametrize("day", [THURSDAY, FRIDAY])
def test_totals_are_the_running_sum_of_volumes(evening, tsym, day):
    bars = evening.bench.minutes(evening.scrip("NFO", tsym), day, "auto")
    assert np.array_equal(np.diff(bars.total, prepend=0), bars.volume)
    assert (bars.volume > 0).all(), "a minute without a trade has no bar"
    assert (bars.prices[:, 2] <= bars.prices.min(axis=1)).all()
    assert (bars.prices[:, 1] >= bars.prices.max(axis=1)).all()
    assert (np.diff(bars.start_s) > 0).all()
    assert np.array_equal(np.diff(bars.oi), bars.oi_change[1:])
    assert ((bars.vwap >= bars.prices[:, 2] - 1e-9) & (bars.vwap <= bars.prices[:, 1] + 1e-9)).all()


def test_far_options_are_sparse_and_indices_have_prices_alone(evening):
    listing = evening.view.listing
    near = min(each.row.expiry for each in listing.contracts("NFO", "TCS"))
    chain = [each for each in listing.contracts("NFO", "TCS") if each.row.expiry == near]
    last = max(chain, key=lambda each: each.row.strike)
    assert 0 < len(evening.bench.minutes(last, THURSDAY, "auto")) < 120
    index = evening.bench.minutes(evening.scrip("NSE", "NIFTY INDEX"), THURSDAY, "auto")
    assert len(index) == 360
    for name in ("volume", "total", "oi", "oi_change", "vwap"):
        assert not getattr(index, name).any(), name


@pytest.mark.parametrize("hours", [True, False])
def test_todays_bars_agree_with_the_tape(hours):
    """A book goes live in the middle of a minute; from then on its trades are the bars."""
    server = MarketServer(AFTERNOON, hours=hours)
    scrip = server.scrip("NSE", "RELIANCE-EQ")
    server.pass_time(20)
    server.exchange.activate([scrip.row.instrument_token])
    seen: dict[int, list[float]] = {}
    for _ in range(600):
        server.pass_time(0.25)
        quote = server.view.quotes([scrip])[0]
        seen.setdefault(server.view.now_ns // S // 60 * 60, []).append(quote.last_price)
    bars = server.bench.minutes(scrip, FRIDAY, "auto")
    quote = server.view.quotes([scrip])[0]
    assert bars.total[-1] == quote.volume
    assert bars.prices[-1, 3] == quote.last_price
    for at, start in enumerate(bars.start_s.tolist()):
        if start in seen and start > min(seen):
            assert bars.prices[at, 2] <= min(seen[start])
            assert bars.prices[at, 1] >= max(seen[start])
    assert sum(start in seen for start in bars.start_s.tolist()) >= 3


def test_a_computed_quote_agrees_with_the_bars_too():
    server = MarketServer(AFTERNOON)
    scrip = server.scrip("NFO", "RELIANCE24NOV26C1500")
    bars, quote = server.bench.minutes(scrip, FRIDAY, "auto"), server.view.quotes([scrip])[0]
    assert bars.total[-1] == quote.volume
    assert quote.low <= bars.prices[:, 2].min() + 0.5


@pytest.mark.parametrize("start", ["2026-11-20 14:10:00", "2026-09-02 11:00:00"])
def test_a_days_own_figures_are_the_exchanges_on_that_day(start):
    """Volumes and open interest are worked out for any day; here the exchange says the same."""
    server = MarketServer(start, instruments=30_000)
    day = ist_day(server.view.now_ns)
    turnover, seconds = server.bench._turnover, np.array([server.view.now_ns / S])
    for scrip in list(server.view.listing.by_row.values())[::7]:
        universe, board, row = server.view.place(scrip)
        assert turnover.typical(scrip, day) == universe.volume[row], scrip.tsym
        held = board.open_interest(np.array([row]), seconds)
        assert turnover.open_interest(scrip, day, seconds) == held, scrip.tsym


def test_practice_that_never_closes_shows_today_whole_and_past_days_in_exchange_hours():
    server = MarketServer("2026-11-20 20:30:00", hours=False)
    share = server.scrip("NSE", "RELIANCE-EQ")
    today, past = (server.bench.minutes(share, day, "auto") for day in (FRIDAY, THURSDAY))
    assert clock_of(today)[0] == "00:00"
    assert clock_of(today)[-1] == "20:29"
    assert len(past) == 360
    assert past.total[-1] == past.volume.sum()


def test_the_derivatives_last_minutes_are_there_on_the_day_itself_and_the_day_after():
    today, after = MarketServer(EVENING), MarketServer("2026-11-23 10:00:00")
    bars, again = (
        server.bench.minutes(server.scrip("NFO", "RELIANCE24NOV26F"), FRIDAY, "auto")
        for server in (today, after)
    )
    assert clock_of(bars)[-1] == "15:39"
    assert np.array_equal(bars.total, again.total)
    assert np.array_equal(bars.prices, again.prices)


@pytest.mark.parametrize("minutes", [5, 15, 60])
def test_longer_bars_are_counted_from_the_opening_and_add_up(evening, minutes):
    bars = evening.bench.minutes(evening.scrip("NFO", "RELIANCE24NOV26F"), THURSDAY, "auto")
    opened = day_start_ns(THURSDAY) // S + 555 * 60
    long = grouped(bars, minutes * 60, opened)
    assert clock_of(long)[0] == "09:15"
    assert len(long) == -(-385 // minutes)
    assert long.volume.sum() == bars.volume.sum()
    assert long.prices[:, 1].max() == bars.prices[:, 1].max()
    assert long.prices[0, 0] == bars.prices[0, 0]
    assert long.prices[0, 3] == bars.prices[minutes - 1, 3]
    assert long.total[-1] == bars.total[-1]
    first = slice(0, minutes)
    weighted = (bars.vwap[first] * bars.volume[first]).sum() / bars.volume[first].sum()
    assert long.vwap[0] == pytest.approx(weighted, abs=1e-4)
