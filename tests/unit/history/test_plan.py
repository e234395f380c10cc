"""Plans: which series, which days, in which order, and what they cost."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal.domain.history import SeriesKind, SourceRules
from terminal.history.jobs import Request, Selection
from terminal.history.manifest import DayMark, Mark
from terminal.history.plan import Planner, halves, preview_of, seconds_for, select, spans, windows
from terminal.history.planning import settled
from terminal.history.sessions import indian_calendar
from tests.fakes.history import RULES, at, chain, future, index, option, spot

DAY = date(2026, 11, 20)
EVENING = at(DAY, "18:00")
NEXT = date(2026, 12, 29)


def universe():
    return [
        *chain("RELIANCE"),
        *chain("M&M"),
        future("RELIANCE", NEXT),
        option("RELIANCE", "1500", NEXT),
        index(),
        future("NIFTY"),
    ]


def request(start=DAY, end=DAY, **selection) -> Request:
    return Request(source="fake", selection=Selection(**selection), start=start, end=end)


def plan_of(req, *, series=None, held=None, now_ns=EVENING, rules=RULES, money=None):
    planner = Planner(
        series or universe(), req, rules, indian_calendar(), now_ns=now_ns, money=money
    )
    for underlying in planner.groups:
        planner.add(underlying, held or {})
    return planner.finish()


def keys(found):
    return [series.key for series in found]


def test_all_means_the_stocks_and_indices_only_where_asked_for():
    stocks, _ = select(universe(), Selection())
    assert {series.underlying for series in stocks} == {"RELIANCE", "M&M"}
    both, _ = select(universe(), Selection(indices=True))
    assert {series.underlying for series in both} == {"RELIANCE", "M&M", "NIFTY"}
    named, unknown = select(universe(), Selection(underlyings=("NIFTY", "NOSUCH")))
    assert {series.underlying for series in named} == {"NIFTY"}
    assert unknown == ["NOSUCH"]


def test_kinds_and_the_nearest_expiries_are_kept():
    found, _ = select(
        universe(),
        Selection(kinds=(SeriesKind.FUTURE,), underlyings=("RELIANCE",), nearest_expiries=1),
    )
    assert keys(found) == [future().key]


def test_strikes_around_the_money_are_kept_per_expiry():
    series = chain("RELIANCE", strikes=21)
    found, _ = select(
        series,
        Selection(kinds=(SeriesKind.OPTION,), strikes_around=2),
        money={"RELIANCE": 1543.0},
    )
    strikes = sorted({float(each.instrument.strike) for each in found})
    assert strikes == [1520.0, 1530.0, 1540.0, 1550.0, 1560.0]
    assert len(found) == 10  # calls and puts


def test_without_a_price_the_middle_of_the_listed_strikes_is_the_money():
    found, _ = select(
        chain("RELIANCE", strikes=21), Selection(kinds=(SeriesKind.OPTION,), strikes_around=0)
    )
    assert {float(each.instrument.strike) for each in found} == {1500.0}


def test_what_expires_today_comes_first_then_futures_spot_and_options_from_the_money_outward():
    today = [future("M&M", DAY), option("M&M", "900", DAY)]
    plan = plan_of(
        request(), series=[*chain("RELIANCE", strikes=5), *today, spot("M&M")],
        money={"RELIANCE": 1512.0},
    )  # fmt: skip
    order = [item.series for item in plan.missing]
    assert {series.key for series in order[:2]} == {series.key for series in today}
    assert [series.kind for series in order[2:5]] == ["future", "spot", "spot"]
    strikes = [float(series.instrument.strike) for series in order[5:]]
    assert strikes == [1510, 1510, 1520, 1520, 1500, 1500, 1490, 1490, 1480, 1480]


def test_nothing_that_is_held_is_asked_for():
    days = frozenset({date(2026, 11, 18), date(2026, 11, 19)})
    req = request(date(2026, 11, 16), DAY, underlyings=("RELIANCE",), kinds=(SeriesKind.SPOT,))
    plan = plan_of(req, held={spot().key: days})
    assert [item.days for item in plan.missing] == [(DAY, date(2026, 11, 17), date(2026, 11, 16))]
    assert (plan.series_days, plan.held_days, plan.requests) == (5, 2, 1)


def test_a_contract_is_not_asked_for_after_its_expiry():
    early = option(expiry=date(2026, 11, 18))
    plan = plan_of(request(date(2026, 11, 16), DAY), series=[spot(), early])
    days = {item.series.key: item.days for item in plan.missing}
    assert days[early.key] == (date(2026, 11, 18), date(2026, 11, 17), date(2026, 11, 16))
    assert len(days[spot().key]) == 5


def test_days_out_of_reach_are_left_out_with_a_sentence():
    rules = SourceRules(window_days=5, retention_days=10, per_second=8)
    plan = plan_of(request(date(2026, 10, 1), date(2026, 12, 31)), rules=rules)
    assert plan.missing[0].days[-1] == date(2026, 11, 10) + timedelta(1)  # the 10th is a holiday
    text = " ".join(plan.notes)
    assert "keeps one-minute bars for 10 days" in text
    assert "31 Dec 2026 has not come yet" in text


def test_today_is_not_asked_for_before_its_session_has_begun():
    plan = plan_of(request(date(2026, 11, 19), DAY), now_ns=at(DAY, "09:00"))
    assert {item.days for item in plan.missing} == {(date(2026, 11, 19),)}
    assert "Today's session has not begun." in plan.notes


def test_an_empty_range_and_unknown_names_are_said():
    plan = plan_of(request(date(2026, 11, 21), date(2026, 11, 22), underlyings=("NOSUCH",)))
    assert plan.requests == 0
    assert "There is no trading day in this range." in plan.notes
    assert any("NOSUCH" in note for note in plan.notes)


def test_years_that_the_calendar_does_not_know_are_said():
    rules = SourceRules(window_days=60, retention_days=9000, per_second=3)
    plan = plan_of(request(date(2019, 1, 1), date(2019, 1, 31)), rules=rules)
    assert [note for note in plan.notes if "holidays are known from 01 Jan 2021" in note]
    assert not [note for note in plan.notes if "newer version" in note]


def test_a_preview_counts_and_estimates():
    preview = preview_of(plan_of(request(date(2026, 11, 16), DAY)), RULES)
    assert (preview.spots, preview.futures, preview.options) == (2, 3, 13)
    assert preview.series == 18
    assert preview.requests == 18
    assert preview.series_days == 90
    assert preview.size_bytes > 90 * 1000
    assert preview.seconds == pytest.approx(18 / 8)


def test_the_estimate_knows_the_burst_and_the_cap_of_the_minute():
    assert seconds_for(8, RULES) == 1.0
    assert seconds_for(73_218, RULES) == pytest.approx(73_218 / 3, rel=0.01)
    free = SourceRules(window_days=5, retention_days=300, per_second=20)
    assert seconds_for(73_218, free) == pytest.approx(3660.9)


def test_a_span_of_several_days_is_halved_and_a_single_day_is_not():
    plan = plan_of(request(date(2026, 11, 16), DAY, kinds=(SeriesKind.SPOT,)))
    whole = next(spans(plan, RULES))
    first, second = halves(whole)
    assert first.days + second.days == whole.days
    assert first.splits == 1
    assert halves(halves(first)[0]) == ()


@given(
    st.sets(st.integers(0, 400), max_size=120).map(
        lambda found: [date(2026, 11, 20) - timedelta(step) for step in sorted(found)]
    ),
    st.sampled_from([1, 2, 5, 10, 60]),
)
def test_windows_cover_each_day_once_and_are_never_longer_than_the_broker_takes(days, limit):
    parts = list(windows(days, limit))
    assert [day for part in parts for day in part] == days
    for part in parts:
        assert len(part) <= limit
        reach = (part[0] - part[-1]).days + 1
        assert reach <= (limit + 2 if limit <= 5 else limit)


@pytest.mark.parametrize(
    ("mark", "why", "tries", "fetched", "settled_now"),
    [
        (Mark.COMPLETE, "3 of 375 minutes have no bar", 2, DAY, True),
        (Mark.PARTIAL, "Fetched before the day was final", 1, DAY, False),
        (Mark.FAILED, "server: HTTP 502", 1, DAY, False),
        (Mark.EMPTY, "", 1, DAY, True),
        (Mark.EMPTY, "asked once more", 1, DAY, True),  # not twice on one day
        (Mark.EMPTY, "asked once more", 1, DAY - timedelta(1), False),
        (Mark.EMPTY, "asked once more", 2, DAY - timedelta(1), True),
    ],
)
def test_which_days_are_settled(mark, why, tries, fetched, settled_now):
    held = DayMark(mark=mark, why=why, tries=tries, fetched_ns=at(fetched, "18:00"))
    assert settled(held, DAY) is settled_now
