"""What the downloads panel is made of: reading the form, words, the calendar's grid, the newest question."""

import asyncio
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from terminal.domain.errors import TerminalError
from terminal.domain.history import SeriesKind
from terminal.history.jobs import DayCoverage, DayState, ErrorClass, JobState, Schedule, Selection
from terminal.runtime.tasks import TaskScope
from terminal.ui.downloads import words
from terminal.ui.downloads.draft import Draft, matching, read, read_day
from terminal.ui.downloads.grid import LEFT, lay_out, moved
from terminal.ui.downloads.latest import Latest
from terminal.ui.models.downloads import order_key, series_name, short_name
from tests.gui.downloads_desk import TODAY, held, job, preview, request, same_signatures

GOOD = Draft(source="kite", start="2 Nov 2026", end="today")


def test_the_scripted_service_has_the_real_ones_signatures():
    assert same_signatures() == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-02", date(2026, 11, 2)),
        ("2 Nov 2026", date(2026, 11, 2)),
        ("2nov2026", date(2026, 11, 2)),
        ("2 november", date(2026, 11, 2)),
        ("2-11-2026", date(2026, 11, 2)),
        ("02/11/26", date(2026, 11, 2)),
        ("20 dec", date(2025, 12, 20)),
        ("today", TODAY),
        ("Yesterday", date(2026, 11, 19)),
        ("-30", date(2026, 10, 21)),
    ],
)
def test_a_day_can_be_written_in_many_ways(text, day):
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize("text", ["", "soon", "31 feb 2026", "32 nov", "2026-13-01", "5 foo 2026"])
def test_what_is_no_day_is_told_with_an_example(text):
    with pytest.raises(ValueError, match=r"is not a day|in the calendar"):
        read_day(text, TODAY)


@given(st.dates(date(2000, 1, 1), date(2030, 12, 31)))
def test_a_day_as_it_is_shown_can_be_read_again(day):
    assert read_day(words.day_title(day)[4:], TODAY) == day
    assert read_day(day.isoformat(), TODAY) == day


def test_a_form_in_order_becomes_a_request():
    draft = Draft(
        source="kite",
        kinds=frozenset({SeriesKind.OPTION, SeriesKind.SPOT}),
        chosen=("TCS", "M&M"),
        indices=True,
        expiries="2",
        strikes="10",
        start="2 Nov 2026",
        end="today",
    )
    reading = read(draft, TODAY)
    assert reading.objections == {}
    assert reading.request == request(
        source="kite",
        selection=Selection(
            kinds=(SeriesKind.SPOT, SeriesKind.OPTION),
            underlyings=("TCS", "M&M"),
            indices=False,
            nearest_expiries=2,
            strikes_around=10,
        ),
    )
    assert reading.echoes["start"] == "Mon 2 Nov 2026 · 19 days"
    assert reading.echoes["strikes"] == "10 above and 10 below the money, calls and puts"


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"source": ""}, "source", "Log in"),
        ({"kinds": frozenset()}, "kinds", "at least one"),
        ({"chosen": ()}, "underlyings", "at least one"),
        ({"expiries": "0"}, "expiries", "from 1 to"),
        ({"expiries": "two"}, "expiries", "whole number"),
        ({"strikes": "-1"}, "strikes", "from 0 to"),
        ({"strikes": "9" * 40}, "strikes", "from 0 to"),
        ({"start": ""}, "start", "Say a day"),
        ({"end": "soon"}, "end", "not a day"),
        ({"end": "21 Nov 2026"}, "end", "has not come yet"),
        ({"start": "20 Nov 2026", "end": "19 Nov 2026"}, "start", "After the last day"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(fields, field, says):
    values = {"source": "kite", "start": "2 Nov 2026", "end": "20 Nov 2026"} | fields
    reading = read(Draft(**values), TODAY)
    assert reading.request is None
    assert list(reading.objections) == [field]
    assert says in reading.objections[field]


def test_limits_of_options_do_not_matter_without_options():
    draft = Draft(
        source="kite",
        kinds=frozenset({SeriesKind.SPOT}),
        expiries="x",
        strikes="x",
        start="2 Nov",
        end="today",
    )
    selection = read(draft, TODAY).request.selection
    assert (selection.nearest_expiries, selection.strikes_around) == (None, None)


def test_names_that_begin_with_the_search_come_first():
    known = ("BAJAJ-AUTO", "SBIN", "TCS", "ICICIBANK", "AUBANK", "BANKBARODA")
    assert matching(known, "bank") == ["BANKBARODA", "ICICIBANK", "AUBANK"]
    assert matching(known, " ") == list(known)
    assert matching(known, "M&M") == []


def test_words_of_requests_jobs_and_sizes():
    four = Selection(underlyings=("A", "B", "C", "D"), nearest_expiries=1, strikes_around=0)
    assert words.names(four) == "A, B, C and 1 more"
    assert words.kinds(four) == "spot, futures, options · 1 expiry · at the money"
    assert words.names(Selection(indices=True)) == "All F&O stocks and indices"
    assert words.span(date(2026, 10, 30), date(2026, 11, 2)) == "30 Oct – 2 Nov 2026"
    assert words.span(date(2025, 12, 30), TODAY) == "30 Dec 2025 – 20 Nov 2026"
    assert [words.size(n) for n in (0, 999, 1_500, 48_200_000, 1_240_000_000, 3 * 10**12)] == [
        "0 B",
        "999 B",
        "2 KB",
        "48 MB",
        "1.2 GB",
        "3.0 TB",
    ]
    assert words.duration(None) == "—"
    assert words.duration(2 * 86_400 + 3700) == "2 days 1 h"
    assert words.source("practice:shoonya:FAABC") == "Practice Shoonya FAABC"
    assert words.source("kite:ZA1234") == "Kite ZA1234"
    assert words.source("shoonya-classic:FA1") == "Shoonya classic FA1"
    assert words.source("practice:shoonya") == "Practice Shoonya"
    text = words.download(request(), preview())
    assert text == "Download 488 series of all F&O stocks, 2–20 Nov 2026 from Practice Shoonya"


def test_a_hundred_percent_is_said_only_when_nothing_is_left():
    assert words.progress(job(done=999)) == "99%"
    assert words.progress(job(done=1000)) == "100%"
    assert words.progress(job(total=0, done=0, state=JobState.PLANNING)) == "0%"


def test_every_state_and_every_reason_has_words():
    for state in JobState:
        assert words.state(job(state=state))
    for kind in ErrorClass:
        assert words.error(kind)
    for state in DayState:
        assert words.DAYS[state]


def test_the_headline_tells_what_runs_or_what_stands_still():
    assert words.headline([job()]) == "Running 42% · 12.4K bars/s · 3 min left"
    assert words.headline([job()], brief=True) == "Running 42% · 3 min left"
    full = job(state=JobState.STOPPED, sentence="The disk is full.")
    assert words.headline([full]) == "The disk is full."
    assert words.headline([job(state=JobState.DONE)]) == ""


def test_a_day_says_how_many_series_stand_how():
    cell = DayCoverage(
        day=TODAY, state=DayState.PARTIAL, complete=1204, partial=86, bars=451_230, note="Half day"
    )
    assert words.day_text(cell) == "Partial: 1,204 complete, 86 partial\n4,51,230 bars\nHalf day"


def test_a_schedule_is_a_sentence():
    plan = Schedule(enabled=True, source="kite", minutes_after_close=25, days_back=0)
    said = "all F&O stocks (spot, futures, options) from Kite, 25 minutes after each close"
    assert words.schedule(plan) == f"{said}; the day again next morning"
    assert words.schedule(replace(plan, check_next_morning=False)) == said
    assert words.request(replace(request(), fetched_since_ns=1)).endswith("2026, checked again")


def test_series_are_named_and_ordered_as_traders_do():
    keys = (
        "NFO:RELIANCE:2026-11-24:1400:PE",
        "NFO:RELIANCE:2026-11-24:980:CE",
        "NFO:RELIANCE:2026-12-29:900:CE",
        "NFO:RELIANCE:2026-11-24",
        "NSE:RELIANCE",
    )
    kinds = (SeriesKind.OPTION,) * 3 + (SeriesKind.FUTURE, SeriesKind.SPOT)
    rows = [held(key, kind) for key, kind in zip(keys, kinds, strict=True)]
    assert [short_name(row.key) for row in sorted(rows, key=order_key)] == [
        "RELIANCE",
        "24 Nov FUT",
        "24 Nov 980 CE",
        "24 Nov 1400 PE",
        "29 Dec 900 CE",
    ]
    assert series_name("NFO:RELIANCE:2026-11-24") == "RELIANCE 24 Nov FUT"
    assert series_name("no key") == "no key"


@given(st.integers(120, 2400), st.integers(60, 1400), st.integers(0, 200), st.integers(0, 20 * 365))
def test_every_day_of_the_calendar_is_found_where_it_stands(width, height, back, days):
    last = date(2026, 11, 20) - timedelta(days=days)
    grid = lay_out(width, height, bands=3, last=last, back=back, foot=28)
    assert grid.end <= last
    if back == 0:
        assert grid.end == last
    day, seen = grid.first, set()
    while day <= grid.end:
        for band in range(3):
            place = grid.place(band, day)
            assert place.x >= LEFT
            middle = place.x + place.size / 2, place.y + place.size / 2
            assert grid.at(*middle) == (band, day)
            seen.add((place.x, place.y))
        day += timedelta(days=1)
    assert len(seen) == 3 * ((grid.end - grid.first).days + 1)
    assert grid.place(0, grid.end + timedelta(days=1)) is None
    assert grid.at(LEFT - 1, 40) is None


def test_a_low_calendar_is_one_line_a_kind():
    assert not lay_out(700, 400, bands=3, last=TODAY).flat
    low = lay_out(700, 150, bands=3, last=TODAY, foot=28)
    assert low.flat
    assert low.height <= 150 - 28
    assert moved(low, 0, date(2026, 11, 20), "right") == (0, date(2026, 11, 23))
    assert moved(low, 1, TODAY, "down") == (2, TODAY)


def test_arrows_go_as_the_eye_sees_it():
    grid = lay_out(700, 400, bands=3, last=TODAY)
    assert moved(grid, 0, TODAY, "left") == (0, date(2026, 11, 13))
    assert moved(grid, 0, date(2026, 11, 18), "down") == (0, date(2026, 11, 19))
    # From Friday down into the next kind's Monday of the same week, and back.
    assert moved(grid, 0, TODAY, "down") == (1, date(2026, 11, 16))
    assert moved(grid, 1, date(2026, 11, 16), "up") == (0, TODAY)
    assert moved(grid, 0, date(2026, 11, 16), "up") == (0, date(2026, 11, 16))


async def test_only_the_newest_question_is_answered():
    scope = TaskScope("test", lambda name, error: pytest.fail(f"{name}: {error}"))
    done: list[int] = []
    told: list[TerminalError] = []
    latest: Latest[int] = Latest(scope, "question", done=done.append, failed=told.append)
    gate, asked = asyncio.Event(), []

    async def question(number: int) -> int:
        asked.append(number)
        await gate.wait()
        if number == 9:
            raise TerminalError("no")
        return number

    latest.ask(lambda: question(1))
    await asyncio.sleep(0)
    latest.ask(lambda: question(2))
    latest.ask(lambda: question(3))
    assert asked == [1]
    gate.set()
    await scope.drain(1)
    assert (asked, done, latest.busy) == ([1, 3], [3], False)
    latest.ask(lambda: question(9))
    await scope.drain(1)
    assert [error.text for error in told] == ["no"]
    gate.clear()
    latest.ask(lambda: question(4))
    await asyncio.sleep(0)
    latest.drop()
    gate.set()
    await scope.drain(1)
    assert done == [3]
    await scope.aclose()
