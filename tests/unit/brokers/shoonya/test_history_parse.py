"""Bars straight from a reply's bytes: every trap of the wire, and the quick way against the patient one."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terminal.brokers.shoonya import bars
from terminal.brokers.shoonya.bars import join, parse_days, parse_minutes
from terminal.domain.errors import WireError
from terminal.domain.history import MinuteBars

NS = 1_000_000_000
IST = timezone(timedelta(hours=5, minutes=30))
OPEN_S = int(datetime(2026, 11, 20, 9, 15, tzinfo=IST).timestamp())
ALWAYS = (0, 2**62)
NAMES = MinuteBars.__struct_fields__


def row(minute: int = 0, **fields: Any) -> dict[str, Any]:
    """Return one bar as the server writes it."""
    stamp = fields.pop("ssboe", OPEN_S + 60 * minute)
    out = {
        "stat": "Ok",
        "time": datetime.fromtimestamp(stamp, IST).strftime("%d-%m-%Y %H:%M:%S"),
        "ssboe": str(stamp),
        "into": "1384.00",
        "inth": "1384.60",
        "intl": "1383.50",
        "intc": "1384.10",
        "intvwap": "1384.02",
        "intv": str(18230 + minute),
        "intoi": "-50",
        "v": str(9_120_455 + minute),
        "oi": str(4_000_000 + minute),
    }
    return {**out, **fields}


def reply(rows: list[dict[str, Any]], **options: Any) -> bytes:
    options.setdefault("separators", (",", ":"))
    return json.dumps(rows, **options).encode()


def day(count: int = 375, **fields: Any) -> list[dict[str, Any]]:
    """Return a day's rows, newest first."""
    return [row(minute, **fields) for minute in reversed(range(count))]


def same(one: MinuteBars, other: MinuteBars) -> bool:
    return all(
        np.array_equal(getattr(one, n), getattr(other, n), equal_nan=n == "vwap") for n in NAMES
    )


def test_a_day_of_bars_comes_oldest_first() -> None:
    content = reply(day())
    assert bars._fast(content) is not None, "the usual reply is read by columns"
    found = parse_minutes(content, *ALWAYS)
    assert len(found) == 375
    assert found.open_ns.tolist() == [(OPEN_S + 60 * n) * NS for n in range(375)]
    assert found.open[0] == 1384.0
    assert found.high[0] == 1384.6
    assert found.low[0] == 1383.5
    assert found.close[0] == 1384.1
    assert found.vwap[0] == 1384.02
    assert found.volume.tolist() == [18230 + n for n in range(375)]
    assert found.oi.tolist() == [4_000_000 + n for n in range(375)]


def test_columns_are_owned_and_of_the_right_kind() -> None:
    found = parse_minutes(reply(day()), *ALWAYS)
    for name in NAMES:
        column = getattr(found, name)
        whole = name in {"open_ns", "volume", "oi"}
        assert column.dtype == (np.int64 if whole else np.float64), name
        assert column.shape == (375,)


@pytest.mark.parametrize("count", [1, 3, 60, 200])
def test_spaces_between_the_fields_change_nothing(count: int) -> None:
    rows = day(count)
    plain = parse_minutes(reply(rows), *ALWAYS)
    assert same(parse_minutes(reply(rows, separators=(", ", ": ")), *ALWAYS), plain)
    assert same(parse_minutes(reply(rows, indent=1), *ALWAYS), plain)


def test_the_order_of_the_fields_does_not_matter() -> None:
    rows = day(200)
    turned = [dict(reversed(each.items())) for each in rows]
    assert same(parse_minutes(reply(turned), *ALWAYS), parse_minutes(reply(rows), *ALWAYS))


@pytest.mark.parametrize("count", [3, 200])
def test_bars_without_any_price_are_left_out(count: int) -> None:
    rows = day(count)
    for name in ("into", "inth", "intl", "intc"):
        rows[1][name] = "0.00"
    found = parse_minutes(reply(rows), *ALWAYS)
    assert len(found) == count - 1
    assert (OPEN_S + 60 * (count - 2)) * NS not in found.open_ns


@pytest.mark.parametrize("count", [4, 200])
def test_a_missing_stamp_is_read_from_the_wall_clock(count: int) -> None:
    rows = day(count)
    expected = parse_minutes(reply(rows), *ALWAYS)
    del rows[2]["ssboe"]
    rows[0]["ssboe"] = ""
    assert same(parse_minutes(reply(rows), *ALWAYS), expected)
    for each in rows:
        each.pop("ssboe", None)
        each["time"] = each["time"].replace("-", "/")  # as the documents print it
    assert same(parse_minutes(reply(rows), *ALWAYS), expected)


@pytest.mark.parametrize("count", [3, 200])
def test_odd_seconds_are_cut_to_the_minute(count: int) -> None:
    rows = [row(ssboe=OPEN_S + 60 * n + 23) for n in reversed(range(count))]
    found = parse_minutes(reply(rows), *ALWAYS)
    assert found.open_ns.tolist() == [(OPEN_S + 60 * n) * NS for n in range(count)]


@pytest.mark.parametrize("count", [3, 200])
def test_of_a_minute_that_comes_twice_the_later_bar_stays(count: int) -> None:
    rows = day(count)
    rows.insert(0, row(ssboe=OPEN_S + 41, intc="1390.00", intv="7"))
    found = parse_minutes(reply(rows), *ALWAYS)
    assert len(found) == count
    assert found.close[0] == 1390.0
    assert found.volume[0] == 7
    assert found.close[1] == 1384.1


def test_an_empty_bar_does_not_replace_the_one_of_its_minute() -> None:
    zeros = dict.fromkeys(("into", "inth", "intl", "intc"), "0.00")
    found = parse_minutes(reply([row(ssboe=OPEN_S + 59, **zeros), row()]), *ALWAYS)
    assert found.close.tolist() == [1384.1]


@pytest.mark.parametrize("count", [40, 200])
def test_any_order_is_put_right(count: int) -> None:
    rows = day(count)
    expected = parse_minutes(reply(rows), *ALWAYS)
    assert same(parse_minutes(reply(rows[::-1]), *ALWAYS), expected)
    assert same(parse_minutes(reply(rows[7:] + rows[:7]), *ALWAYS), expected)


def test_both_ends_of_the_span_belong_to_it() -> None:
    first, last = (OPEN_S + 60 * 10) * NS, (OPEN_S + 60 * 20) * NS
    content = reply(day())
    assert len(parse_minutes(content, first, last)) == 11
    assert len(parse_minutes(content, first + 1, last - 1)) == 9
    assert len(parse_minutes(content, last + 1, last + 2)) == 0


@pytest.mark.parametrize("count", [3, 200])
def test_an_index_has_neither_volume_nor_vwap_nor_open_interest(count: int) -> None:
    rows = day(count, intvwap="0.00", intv="0", v="0")
    for each in rows:
        del each["oi"], each["intoi"]
    assert count < 100 or bars._fast(reply(rows)) is not None
    found = parse_minutes(reply(rows), *ALWAYS)
    assert np.isnan(found.vwap).all()
    assert not found.volume.any()
    assert not found.oi.any()


def test_large_numbers_keep_every_digit() -> None:
    rows = day(200, oi="1234567890123", into="99999.99", inth="99999.99")
    rows[0]["intv"] = "987654321012"
    assert bars._fast(reply(rows)) is not None
    found = parse_minutes(reply(rows), *ALWAYS)
    assert found.oi[0] == 1_234_567_890_123
    assert found.volume[-1] == 987_654_321_012
    assert found.open[0] == 99999.99


@pytest.mark.parametrize(
    "fields",
    [
        {"into": "130250.05", "inth": "130250.05"},  # dearer than the columns hold
        {"into": "-37.63", "intl": "-40.32"},  # crude oil, April 2020
        {"intv": "18230.00"},
        {"oi": None},
        {"intvwap": "None"},
        {"intc": "1384"},
        {"inth": "1384.6"},
        {"intv": 18230},
        {"stat": "a,b"},
        {"time": 'x\\"y'},
    ],
)
@pytest.mark.parametrize("place", [0, 7])
def test_one_odd_row_is_read_as_well_as_all_others(fields: dict[str, Any], place: int) -> None:
    rows = day(150)
    rows[place] |= fields
    found = parse_minutes(reply(rows), *ALWAYS)
    assert len(found) == 150
    at = 149 - place
    for name, column in (("into", "open"), ("inth", "high"), ("intc", "close")):
        assert getattr(found, column)[at] == float(rows[place][name])
    assert found.volume[at] == int(float(rows[place]["intv"]))
    assert found.oi[at] == int(rows[place]["oi"] or 0)
    assert np.isnan(found.vwap[at]) == (rows[place]["intvwap"] == "None")
    assert found.close[at - 1] == 1384.1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"<html>502 Bad Gateway</html>",
        b'{"stat":"Ok"}',
        reply(day(300))[:-400],
        reply(day(300))[:-1],
        reply(day(3))[:-10],
        b'["a"]',
        reply([row(into="abc")]),
        reply([row(into="inf")]),
        reply(day(300, intc="1384.1x")),
        reply([{"stat": "Ok", "into": "1.00"}]),
    ],
)
def test_what_is_no_list_of_bars_is_said_in_a_sentence(content: bytes) -> None:
    with pytest.raises(WireError) as raised:
        parse_minutes(content, *ALWAYS)
    assert raised.value.text.startswith("Shoonya")
    assert raised.value.code == "unreadable"


@pytest.mark.parametrize("content", [b"[]", b"[ ]", b" [] "])
def test_no_bars_are_no_error(content: bytes) -> None:
    assert len(parse_minutes(content, *ALWAYS)) == 0
    assert len(parse_days(content, *ALWAYS)) == 0


prices = st.integers(0, 9_999_999).map(lambda paise: f"{paise // 100}.{paise % 100:02d}")
rows_of_any_kind = st.lists(
    st.fixed_dictionaries(
        {
            "stat": st.just("Ok"),
            "time": st.just("20-11-2026 09:15:00"),
            "ssboe": st.integers(OPEN_S, OPEN_S + 90_000).map(str),
            **dict.fromkeys(("into", "inth", "intl", "intc", "intvwap"), prices),
            "intv": st.integers(0, 10**13).map(str),
            "oi": st.integers(0, 10**13).map(str),
        }
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=150, deadline=None)
@given(rows_of_any_kind, st.integers(0, 60), st.integers(0, 60))
def test_columns_and_rows_agree_with_plain_python(
    rows: list[dict[str, str]], after: int, before: int
) -> None:
    start, end = (OPEN_S + 60 * after) * NS, (OPEN_S + 90_000 - 60 * before) * NS
    expected: dict[int, tuple[float, ...]] = {}
    for each in sorted(rows, key=lambda r: int(r["ssboe"])):  # stable: the later one wins
        cells = [float(each[n]) for n in ("into", "inth", "intl", "intc")]
        open_ns = int(each["ssboe"]) // 60 * 60 * NS
        if any(cells) and start <= open_ns <= end:
            expected[open_ns] = (
                *cells, int(each["intv"]), int(each["oi"]), float(each["intvwap"]) or None,
            )  # fmt: skip
    # The list again and again is long enough for the columns, and changes nothing.
    for content in (reply(rows), reply(rows * 100)):
        found = parse_minutes(content, start, end)
        assert found.open_ns.tolist() == sorted(expected)
        got = zip(
            found.open, found.high, found.low, found.close, found.volume, found.oi,
            (None if np.isnan(v) else v for v in found.vwap), strict=True,
        )  # fmt: skip
        assert [tuple(each) for each in got] == [expected[key] for key in sorted(expected)]


def test_days_open_at_the_indian_midnight() -> None:
    stamp = int(datetime(2026, 11, 19, tzinfo=UTC).timestamp())
    rows = [
        {"time": "20-NOV-2026", "into": "10.00", "inth": "12.00", "intl": "9.00", "intc": "11.00",
         "ssboe": str(stamp + 86_400), "intv": "4249172.00"},
        {"time": "19-NOV-2026", "into": "9.00", "inth": "10.00", "intl": "8.00", "intc": "9.50",
         "ssboe": str(stamp), "intv": "100.00"},
    ]  # fmt: skip
    content = json.dumps([json.dumps(each) for each in rows]).encode()
    found = parse_days(content, *ALWAYS)
    midnight = int(datetime(2026, 11, 19, tzinfo=IST).timestamp()) * NS
    assert found.open_ns.tolist() == [midnight, midnight + 86_400 * NS]
    assert found.volume.tolist() == [100, 4_249_172]
    assert np.isnan(found.vwap).all()
    assert len(parse_days(content, midnight, midnight)) == 1
    for each in rows:
        del each["ssboe"]
    again = parse_days(json.dumps([json.dumps(each) for each in rows]).encode(), *ALWAYS)
    assert same(again, found)


def test_days_that_cannot_be_read_are_said_in_a_sentence() -> None:
    for content in (b"<html>", b"[1]", b'["{"]'):
        with pytest.raises(WireError, match="Shoonya"):
            parse_days(content, *ALWAYS)


def test_spans_are_joined_without_doubling() -> None:
    first = parse_minutes(reply(day(10)), *ALWAYS)
    later = parse_minutes(reply(day(12, intc="1400.00")), (OPEN_S + 480) * NS, 2**62)
    found = join([first, MinuteBars.empty(), later])
    assert found.open_ns.tolist() == [(OPEN_S + 60 * n) * NS for n in range(12)]
    assert found.close.tolist() == [1384.1] * 8 + [1400.0] * 4, "a later part is right"
    assert len(join([])) == 0
