"""Listing, quotes, candles: one price path seen from every side."""

from __future__ import annotations

import itertools
from decimal import Decimal

import numpy as np
import pytest

from terminal.sim.exchange import Exchange
from terminal.sim.noise import share, walk, walk_range
from terminal.sim.pricing import CALL, FUTURE, PUT, fair_value, years_left
from terminal.sim.types import Candle, OrderKind, Product, Quote, SimOptions
from tests.unit.sim.support import WEDNESDAY, S, Trader, ist

MINUTE = 60 * S
DAY = 86400 * S


def exchange(**fields: object) -> Exchange:
    return Exchange(seed=7, start_ns=WEDNESDAY, **fields)


def quote(x: Exchange, token: int) -> Quote:
    found = x.quote(token)
    assert found is not None
    return found


# --- listing ---


def test_known_instruments_carry_their_real_tokens() -> None:
    x = exchange()
    for venue, symbol, token in (
        ("NSE", "RELIANCE", 738561), ("NSE", "INFY", 408065), ("NSE", "SBIN", 779521),
        ("NSE", "ACC", 5633), ("NSE", "NIFTY 50", 256265), ("NSE", "NIFTY BANK", 260105),
        ("BSE", "SENSEX", 265), ("BSE", "SBIN", 128028676), ("INDICES", "NIFTY 50", 256265),
    ):  # fmt: skip
        found = x.find(venue, symbol)
        assert found is not None
        assert found.instrument_token == token
    assert x.find("NSE", "M&M") is not None


def test_every_segment_is_listed_and_tokens_spell_it() -> None:
    x = exchange()
    codes = {
        "NSE": 1, "NFO": 2, "CDS": 3, "BSE": 4, "BFO": 5, "BCD": 6, "MCX": 7, "NCO": 12,
    }  # fmt: skip
    seen = set()
    for token, row in x.instruments.items():
        if row.is_index:
            assert token & 0xFF == 9
            assert (row.lot_size, row.tick_size) == (0, 0)
            continue
        assert token == row.exchange_token * 256 + codes[row.exchange]
        assert token < 2**31
        assert row.tick_size > 0
        assert row.lot_size > 0
        seen.add(row.exchange)
    assert seen == set(codes)
    assert len({row.tick_size for row in x.instruments.values() if row.exchange == "NSE"}) >= 5


def test_sixty_shares_three_futures_and_full_chains() -> None:
    rows = list(exchange().instruments.values())
    assert sum(row.segment == "NSE" for row in rows) >= 60
    for name in ("NIFTY", "BANKNIFTY", "RELIANCE", "INFY"):
        futures = [r for r in rows if r.name == name and r.instrument_type == "FUT"]
        assert len(futures) == 3
        assert all(r.expiry is not None and r.expiry.weekday() == 1 for r in futures)
        calls = {(r.expiry, r.strike) for r in rows if r.name == name and r.instrument_type == "CE"}
        puts = {(r.expiry, r.strike) for r in rows if r.name == name and r.instrument_type == "PE"}
        assert calls == puts
        assert len(calls) > 100
    chained = {r.name for r in rows if r.segment == "NFO-OPT"}
    assert len(chained) == 12


def test_padding_lists_more_quotable_contracts() -> None:
    x = exchange(pad_to=20_000)
    assert len(x.instruments) >= 20_000
    token = next(t for t, r in reversed(x.instruments.items()) if r.is_option)
    assert quote(x, token).last_price > 0


def test_chains_reach_around_the_price_for_any_seed() -> None:
    for seed in range(1, 12):
        x = Exchange(seed=seed, start_ns=WEDNESDAY)
        for name, index in (("NIFTY", 256265), ("BANKNIFTY", 260105)):
            spot = quote(x, index).last_price
            strikes = [
                float(r.strike)
                for r in x.instruments.values()
                if r.name == name and r.instrument_type == "CE"
            ]
            assert min(strikes) < spot * 0.95
            assert max(strikes) > spot * 1.05


# --- noise and pricing ---


def test_walk_reads_the_same_at_a_point_and_in_a_range() -> None:
    seeds = np.array([1, 2, 3], dtype=np.uint64)
    block = walk_range(seeds, 10_000_000, 10_009_000)
    points = np.array([10_000_000, 10_004_321, 10_008_999])
    at = walk(seeds[:, None], points)
    assert np.allclose(block[:, points - 10_000_000], at, atol=1e-12)


def test_walk_has_the_volatility_it_claims() -> None:
    block = walk_range(np.array([9], dtype=np.uint64), 0, 400_000)[0]
    a_second = np.diff(block).std() / 2**0.5
    assert a_second == pytest.approx((1 / (252 * 22500)) ** 0.5, rel=0.02)


def test_volume_share_grows_from_nothing_to_all() -> None:
    at = share(np.array([5], dtype=np.uint64), np.linspace(0, 1, 5000))
    assert at[0] == 0
    assert at[-1] == pytest.approx(1)
    assert (np.diff(at) > 0).all()


def test_chains_are_coherent() -> None:
    strikes = np.arange(24000.0, 28000.0, 50.0)
    ones = np.ones_like(strikes)
    years = years_left(ones * 2_000_000, 0.0)
    both = [
        fair_value(np.full(len(strikes), kind), ones * 26000, strikes, years, ones * 0.065,
                   ones * 0.15)
        for kind in (CALL, PUT)
    ]  # fmt: skip
    call, put = both
    forward = 26000 * np.exp(0.065 * years)
    assert np.allclose(call - put, np.exp(-0.065 * years) * (forward - strikes), atol=1e-6)
    assert (np.diff(call) < 0).all()
    assert (np.diff(put) > 0).all()
    assert (np.diff(call, 2) > -1e-6).all()  # no free butterflies
    future = fair_value(np.full(1, FUTURE), ones[:1] * 26000, ones[:1], years[:1], ones[:1] * 0.065,
                        ones[:1])  # fmt: skip
    assert future[0] == pytest.approx(forward[0])


def test_listed_options_keep_parity_to_a_tick_or_two() -> None:
    x = exchange()
    spot = quote(x, 256265).last_price
    rows = {
        (r.strike, r.instrument_type): r.instrument_token
        for r in x.instruments.values()
        if r.name == "NIFTY" and r.tradingsymbol.startswith("NIFTY26DEC") and r.is_option
    }
    future = x.find("NFO", "NIFTY26DECFUT")
    assert future is not None
    forward = quote(x, future.instrument_token).last_price
    for (strike, right), token in rows.items():
        if right == "CE" and abs(float(strike) - spot) < 500:
            call, put = quote(x, token), quote(x, rows[strike, "PE"])
            gap = call.last_price - put.last_price - (forward - float(strike)) * 0.993
            assert abs(gap) < 3


# --- quotes ---


@pytest.mark.parametrize(
    ("venue", "symbol"),
    [("NSE", "RELIANCE"), ("NSE", "IDEA"), ("NFO", "NIFTY26NOVFUT"), ("CDS", "USDINR26NOVFUT"),
     ("MCX", "CRUDEOIL26DECFUT"), ("NCO", "GOLDPTL26DECFUT"), ("BCD", "USDINR26NOVFUT")],
)  # fmt: skip
@pytest.mark.parametrize("active", [False, True])
def test_quote_is_consistent_in_itself(venue: str, symbol: str, active: bool) -> None:
    x = exchange()
    found = x.find(venue, symbol)
    assert found is not None
    if active:
        x.activate([found.instrument_token])
    x.advance_to(WEDNESDAY + 90 * S)
    q = quote(x, found.instrument_token)
    assert q.low <= min(q.open, q.last_price) <= max(q.open, q.last_price) <= q.high
    assert q.lower_circuit_limit < q.low
    assert q.high < q.upper_circuit_limit
    assert q.low <= q.average_price <= q.high
    assert len(q.bids) == len(q.asks) == 5
    assert [level.price for level in q.bids] == sorted((b.price for b in q.bids), reverse=True)
    assert [level.price for level in q.asks] == sorted(a.price for a in q.asks)
    assert q.bids[0].price < q.asks[0].price
    assert abs(q.last_price / q.bids[0].price - 1) < 0.01
    for level in (*q.bids, *q.asks):
        steps = Decimal(str(level.price)) / found.tick_size
        assert steps == steps.to_integral_value()
        assert 1 <= level.orders <= level.quantity
    assert q.volume > 0
    assert (q.oi > 0) == (found.instrument_type == "FUT")


def test_index_has_a_price_and_nothing_else() -> None:
    q = quote(exchange(), 256265)
    assert q.last_price > 0
    assert (q.volume, q.oi, q.bids, q.asks, q.last_trade_ns) == (0, 0, (), (), None)
    assert (q.lower_circuit_limit, q.upper_circuit_limit) == (0, 0)


def test_columns_say_what_single_quotes_say() -> None:
    x = exchange()
    live = x.find("NSE", "TCS")
    assert live is not None
    x.activate([live.instrument_token])
    x.advance_to(WEDNESDAY + 10 * S)
    tokens = np.array([live.instrument_token, 999, 408065, 256265], dtype=np.int64)
    columns = x.quote_columns(tokens)
    assert columns.known.tolist() == [True, False, True, True]
    assert columns.last_price[1] == 0
    for at in (0, 2, 3):
        q = quote(x, int(tokens[at]))
        assert columns.last_price[at] == q.last_price
        assert columns.volume[at] == q.volume
        assert [p for p in columns.bid_price[at] if p] == [level.price for level in q.bids]
    assert x.quote(999) is None


def test_prices_move_and_volume_grows_while_watched() -> None:
    trader = Trader()
    seen, volumes = set(), []
    for _ in range(120):
        trader.run(0.25)
        q = quote(trader.x, trader.instrument.instrument_token)
        seen.add((q.last_price, q.last_quantity))
        volumes.append(q.volume)
    assert len(seen) > 30  # several visible ticks a second
    assert volumes == sorted(volumes)


def test_opening_a_live_book_changes_neither_price_nor_day() -> None:
    x = exchange()
    before = quote(x, 738561)
    x.activate([738561])
    after = quote(x, 738561)
    for name in ("last_price", "open", "high", "low", "close", "volume"):
        assert getattr(before, name) == getattr(after, name)


def test_only_the_newest_books_stay_alive() -> None:
    x = exchange(options=SimOptions(max_active=5))
    tokens = [t for t, r in x.instruments.items() if r.segment == "NSE"][:12]
    x.activate(tokens)
    assert list(x._market.live) == tokens[-5:]
    x.advance_to(WEDNESDAY + 5 * S)
    assert all(quote(x, token).last_price > 0 for token in tokens)


# --- candles ---


def bars(x: Exchange, token: int, minutes: int, interval_s: int = 60) -> list[Candle]:
    return x.candles(token, interval_s, x.now_ns - minutes * MINUTE, x.now_ns)


@pytest.mark.parametrize("symbol", ["RELIANCE", "NIFTY 50"])
@pytest.mark.parametrize("active", [False, True])
def test_forming_candle_closes_at_the_last_price(symbol: str, active: bool) -> None:
    x = exchange()
    found = x.find("NSE", symbol)
    assert found is not None
    token = found.instrument_token
    if active:
        x.activate([token])
    for _ in range(40):
        x.advance_to(x.now_ns + 7 * S)
        q, bar = quote(x, token), bars(x, token, 1)[-1]
        assert bar.open_ns == x.now_ns - x.now_ns % MINUTE
        assert bar.close == q.last_price
        assert bar.low <= q.last_price <= bar.high


def test_option_candles_agree_with_option_quotes() -> None:
    x = exchange()
    spot = quote(x, 256265).last_price
    token = next(
        t for t, r in x.instruments.items()
        if r.name == "NIFTY" and r.instrument_type == "PE" and abs(float(r.strike) - spot) < 30
    )  # fmt: skip
    for _ in range(20):
        x.advance_to(x.now_ns + 17 * S)
        bar = bars(x, token, 1)[-1]
        assert bar.close == quote(x, token).last_price
        assert bar.low <= bar.open <= bar.high


def test_what_was_seen_live_is_history_later() -> None:
    x = exchange()
    x.activate([738561])
    seen: dict[int, list[float]] = {}
    for _ in range(720):
        x.advance_to(x.now_ns + S // 4)
        q = quote(x, 738561)
        seen.setdefault(x.now_ns - x.now_ns % MINUTE, []).append(q.last_price)
    history = {bar.open_ns: bar for bar in bars(x, 738561, 5)}
    for minute, prices in list(seen.items())[1:-1]:
        assert history[minute].close == prices[-1]
        assert history[minute].low <= min(prices)
        assert history[minute].high >= max(prices)
    x.advance_to(x.now_ns + 3600 * S)
    for bar in bars(x, 738561, 70):
        if bar.open_ns in list(history)[:-1]:
            assert bar == history[bar.open_ns]


def test_history_runs_into_the_live_path_without_a_seam() -> None:
    x = exchange()
    before = bars(x, 738561, 3)
    x.activate([738561])
    x.advance_to(x.now_ns + 300 * S)
    after = bars(x, 738561, 10)
    past = x.candles(738561, 60, after[0].open_ns, WEDNESDAY - 1)
    assert past == [bar for bar in after if bar.open_ns < WEDNESDAY]
    assert before[0] in after
    gaps = [abs(b.open / a.close - 1) for a, b in itertools.pairwise(after)]
    assert max(gaps) < 0.002
    assert all(b.open_ns - a.open_ns == MINUTE for a, b in itertools.pairwise(after))


def test_sixty_days_of_minutes_are_there_without_a_hole() -> None:
    x = exchange()
    history = x.candles(408065, 60, WEDNESDAY - 60 * DAY, WEDNESDAY)
    assert len(history) == 60 * 1440 + 1
    closes = np.array([bar.close for bar in history])
    opens = np.array([bar.open for bar in history])
    assert np.abs(opens[1:] / closes[:-1] - 1).max() < 0.01
    assert min(bar.volume for bar in history[:-1]) > 0
    again = Exchange(seed=7, start_ns=WEDNESDAY + 3 * DAY)
    assert again.candles(408065, 60, WEDNESDAY - 2 * DAY, WEDNESDAY - DAY) == [
        bar for bar in history if WEDNESDAY - 2 * DAY <= bar.open_ns <= WEDNESDAY - DAY
    ]


def test_longer_candles_are_made_of_shorter_ones() -> None:
    x = exchange()
    start = ist("2026-11-17 00:00")
    minutes = x.candles(738561, 60, start, start + DAY - 1)
    for interval in (180, 300, 900, 3600, 86400):
        longer = x.candles(738561, interval, start, start + DAY - 1)
        assert len(longer) == 86400 // interval
        assert longer[0].open == minutes[0].open
        assert longer[-1].close == minutes[-1].close
        assert max(bar.high for bar in longer) == max(bar.high for bar in minutes)
        assert sum(bar.volume for bar in longer) == sum(bar.volume for bar in minutes)


def test_day_candle_of_today_agrees_with_the_quote() -> None:
    x = exchange()
    day = x.candles(738561, 86400, ist("2026-11-17 00:00"), x.now_ns)
    q = quote(x, 738561)
    assert [bar.open_ns for bar in day] == [ist("2026-11-17 00:00"), ist("2026-11-18 00:00")]
    today = day[-1]
    assert (today.open, today.high, today.low, today.close) == (q.open, q.high, q.low, q.last_price)
    assert day[0].close == q.close
    assert abs(today.volume - q.volume) <= 1500  # minutes are floored to whole lots


def test_two_thousand_days_and_weeks() -> None:
    x = exchange()
    days = x.candles(738561, 86400, x.now_ns - 1999 * DAY, x.now_ns)
    assert len(days) == 1999
    weeks = x.candles(738561, 604800, x.now_ns - 100 * DAY, x.now_ns)
    assert all((bar.open_ns // S + 19800) // 86400 % 7 == 4 for bar in weeks)  # Mondays


def test_open_interest_and_continuous_futures() -> None:
    x = exchange()
    future = x.find("NFO", "NIFTY26NOVFUT")
    assert future is not None
    token = future.instrument_token
    plain = x.candles(token, 86400, x.now_ns - 1000 * DAY, x.now_ns, oi=True)
    assert len(plain) <= 101
    assert all(bar.oi for bar in plain)
    stitched = x.candles(token, 86400, x.now_ns - 1000 * DAY, x.now_ns, continuous=True)
    assert len(stitched) == 1000
    assert stitched[-1].oi is None
    spot = x.candles(256265, 86400, x.now_ns - 1000 * DAY, x.now_ns)
    basis = [f.close / s.close - 1 for f, s in zip(stitched, spot, strict=True)]
    assert -0.001 < min(basis) <= max(basis) < 0.008


def test_unknown_token_and_empty_range_give_nothing() -> None:
    x = exchange()
    assert x.candles(999, 60, 0, x.now_ns) == []
    assert x.candles(738561, 60, x.now_ns + DAY, x.now_ns + 2 * DAY) == []


# --- hours ---


def test_exchange_hours_bound_trading_and_candles() -> None:
    x = exchange(hours=True)
    assert x.is_open(738561)
    friday, monday = ist("2026-11-13 00:00"), ist("2026-11-16 00:00")
    assert len(x.candles(738561, 60, friday, friday + DAY)) == 375
    assert x.candles(738561, 60, friday + DAY, monday - 1) == []
    first = x.candles(738561, 3600, monday, monday + DAY)
    assert [(b.open_ns - monday) // MINUTE for b in first] == [555 + 60 * n for n in range(7)]
    crude = x.find("MCX", "CRUDEOIL26DECFUT")
    assert crude is not None
    x.advance_to(ist("2026-11-18 18:00"))
    assert not x.is_open(738561)
    assert x.is_open(crude.instrument_token)


def test_prices_stand_still_while_closed() -> None:
    x = exchange(hours=True)
    x.activate([738561])
    x.advance_to(ist("2026-11-18 15:30"))
    at_close = quote(x, 738561)
    assert at_close.bids == ()
    x.advance_to(ist("2026-11-18 20:00"))
    assert quote(x, 738561).last_price == at_close.last_price
    option = next(t for t, r in x.instruments.items() if r.name == "NIFTY" and r.is_option)
    evening = quote(x, option).last_price
    x.advance_to(ist("2026-11-18 23:00"))
    assert quote(x, option).last_price == evening
    x.advance_to(ist("2026-11-19 09:20"))
    assert quote(x, 738561).close == at_close.last_price


def test_crude_can_be_switched_below_zero() -> None:
    trader = Trader(symbol="CRUDEOIL26DECFUT", exchange="MCX", negative_crude=True)
    trader.run(5)
    assert trader.last < 0
    order_id = trader.ok(price=trader.away("-5"), product=Product.NRML, order_type=OrderKind.LIMIT)
    trader.run(2)
    assert trader.order(order_id).status.terminal  # 5 % further below zero means above: it trades
