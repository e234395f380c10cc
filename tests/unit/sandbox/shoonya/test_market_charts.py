"""TPSeries and EODChartData as they are asked and answered."""

import json

import pytest

from terminal.sandbox.faults import FaultKind
from terminal.sandbox.shoonya.bars import no_bars
from terminal.sandbox.shoonya.printing import Printed, minute_rows
from tests.fakes.clock import settle
from tests.unit.sandbox.shoonya.market_server import (
    AFTERNOON,
    EVENING,
    MarketServer,
    day_of,
    epoch,
)

NO_DATA = 'Error Occurred : 5 "no data"'
FIELDS = {
    "stat", "time", "ssboe", "into", "inth", "intl", "intc", "intvwap", "intv", "intoi", "v", "oi",
}  # fmt: skip


@pytest.fixture(scope="module")
def server():
    return MarketServer(EVENING)


def span(start: str, end: str) -> dict[str, str]:
    return {"st": epoch(start), "et": epoch(end)}


THURSDAY = span("2026-11-19 09:15:00", "2026-11-19 15:45:00")


async def series(server, tsym="RELIANCE-EQ", exch="NSE", intrv="1", **fields):
    token = server.scrip(exch, tsym).token
    return await server.call("TPSeries", exch=exch, token=token, intrv=intrv, **fields)


async def test_a_bar_is_all_texts_and_the_newest_comes_first(server):
    rows = await series(server, "RELIANCE24NOV26F", "NFO", **THURSDAY)
    assert len(rows) == 385
    assert all(row.keys() == FIELDS for row in rows)
    assert all(isinstance(value, str) for row in rows for value in row.values())
    assert rows[0]["time"] == "19-11-2026 15:39:00"
    assert rows[-1]["time"] == "19-11-2026 09:15:00"
    seconds = [int(row["ssboe"]) for row in rows]
    assert seconds == sorted(seconds, reverse=True)
    assert rows[-1]["ssboe"] == epoch("2026-11-19 09:15:00")[:-2]


async def test_a_span_is_cut_at_both_ends_and_goes_over_days(server):
    rows = await series(server, **span("2026-11-19 15:10:00", "2026-11-20 09:16:30"))
    assert [row["time"][:16] for row in rows] == [
        "20-11-2026 09:16",
        "20-11-2026 09:15",
        *(f"19-11-2026 15:{minute}" for minute in range(14, 9, -1)),
    ]


async def test_printing_twice_is_the_same_and_the_second_is_kept(server):
    first = await series(server, **THURSDAY)
    kept = len(server.server._front._history._printed._kept)
    assert await series(server, **THURSDAY) == first
    assert len(server.server._front._history._printed._kept) == kept > 0


@pytest.mark.parametrize(("intrv", "count"), [("1", 720), ("5", 144), ("15", 48), ("60", 12)])
async def test_intervals_of_two_days(server, intrv, count):
    rows = await series(server, intrv=intrv, **span("2026-11-19 00:00:00", "2026-11-20 18:00:00"))
    assert len(rows) == count


async def test_without_an_end_it_goes_to_now_and_without_a_start_from_midnight():
    server = MarketServer("2026-11-20 14:10:30")
    rows = await series(server, st=epoch("2026-11-20 14:00:00"))
    assert (rows[0]["time"][11:16], rows[-1]["time"][11:16]) == ("14:10", "14:00")
    assert (await series(server))[-1]["time"] == "20-11-2026 09:15:00"


@pytest.mark.parametrize(
    ("intrv", "days", "fits"),
    [("1", 7, True), ("1", 8, False), ("5", 28, True), ("5", 30, False), ("60", 300, False)],
)
async def test_a_span_too_long_ends_in_a_timeout_after_a_while(server, intrv, days, fits):
    end = float(epoch("2026-11-20 18:00:00"))
    call = series(server, intrv=intrv, st=str(end - days * 86_400), et=str(end))
    if fits:
        assert isinstance(await call, list)
        return
    said = await server.waiting(call, 1.0)
    assert (said["stat"], said["emsg"]) == ("Not_Ok", "Server Timeout :  ")


async def test_the_daily_interval_hangs_until_the_gateway_gives_up(server):
    token = server.scrip("NSE", "RELIANCE-EQ").token
    call = server.post("TPSeries", exch="NSE", token=token, intrv="D", **THURSDAY)
    reply = await server.waiting(call, 5.0)
    assert reply.status_code == 504
    assert "<html" in reply.text.lower()


@pytest.mark.parametrize(
    ("exch", "token", "when"),
    [
        ("NSE", "2885", span("2026-11-14 09:00:00", "2026-11-15 16:00:00")),  # a weekend
        ("NSE", "2885", span("2026-11-10 09:00:00", "2026-11-10 16:00:00")),  # a holiday
        ("NSE", "2885", span("2025-12-01 09:00:00", "2025-12-03 16:00:00")),  # long ago
        ("NSE", "2885", span("2026-11-23 09:00:00", "2026-11-23 16:00:00")),  # not yet
        ("NFO", "2885", THURSDAY),  # a share's token at another exchange
        ("NSE", "RELIANCE-EQ", THURSDAY),  # a name for a token
    ],
)
async def test_nothing_to_show_is_said_with_status_200(server, exch, token, when):
    reply = await server.post("TPSeries", exch=exch, token=token, intrv="1", **when)
    assert reply.status_code == 200
    assert reply.json()["emsg"] == NO_DATA


async def test_an_expired_contract_has_no_bars_any_more():
    server = MarketServer("2026-11-24 12:00:00", hours=False)
    token = server.scrip("NFO", "RELIANCE24NOV26F").token
    asked = {"exch": "NFO", "token": token, "intrv": "1", **THURSDAY}
    assert len(await server.call("TPSeries", **asked)) == 385
    server.desk.virtual.advance(86_400)
    server.desk.sessions.open()
    server._token = server.desk.sessions.live_token()
    assert (await server.call("TPSeries", **asked))["emsg"] == NO_DATA


@pytest.mark.parametrize("intrv", ["2", "0", "1.5", "W"])
async def test_an_unknown_interval_is_refused(server, intrv):
    reply = await server.post("TPSeries", exch="NSE", token="2885", intrv=intrv, **THURSDAY)
    assert reply.status_code == 400
    assert reply.json()["emsg"].startswith("Invalid Input")


async def test_a_row_without_a_trade_and_rows_without_seconds_come_when_armed(server):
    server.arm(FaultKind.ZERO_BAR)
    rows = await series(server, **THURSDAY)
    zero = [row for row in rows if row["into"] == "0.00"]
    assert len(zero) == 1
    assert {zero[0][name] for name in ("into", "inth", "intl", "intc")} == {"0.00"}
    assert zero[0].keys() == FIELDS
    server.arm(FaultKind.NO_SSBOE)
    rows = await series(server, **THURSDAY)
    assert all(row.keys() == FIELDS - {"ssboe"} for row in rows)
    assert all("ssboe" in row for row in await series(server, **THURSDAY))


async def test_a_jkey_does_for_charts_in_the_current_tree(server):
    body = json.dumps({"uid": server.desk.user_id, "exch": "NSE", "token": "2885", **THURSDAY})
    content = f"jData={body}&jKey={server._token}".encode()
    for route, works in (("TPSeries", True), ("GetQuotes", False)):
        reply = await server._http.post(f"/NorenWClientAPI/{route}", content=content)
        assert bool(reply.content) is works, route


async def test_bars_that_closed_lately_lag_when_switched():
    server = MarketServer(AFTERNOON)
    server.desk.switches.candle_lag_s = 180.0
    assert (await series(server, st=epoch("2026-11-20 14:00:00")))[0]["time"][11:16] == "14:06"


# --- daily ---
def days(start: str, end: str) -> dict[str, str]:
    return {"from": epoch(f"{start} 00:00:00")[:-2], "to": epoch(f"{end} 00:00:00")[:-2]}


async def test_daily_bars_are_texts_in_a_list_and_add_up_the_minutes(server):
    said = await server.call(
        "EODChartData", sym="NSE:RELIANCE-EQ", **days("2026-11-16", "2026-11-21")
    )
    assert all(isinstance(each, str) for each in said)
    rows = [json.loads(each) for each in said]
    # Today's bar is missing until the nightly job.
    assert [row["time"] for row in rows] == [f"{day}-NOV-2026" for day in (19, 18, 17, 16)]
    assert rows[0].keys() == {"time", "into", "inth", "intl", "intc", "ssboe", "intv"}
    assert int(rows[0]["ssboe"]) == day_of("2026-11-19") * 86_400
    minutes = await series(server, **THURSDAY)
    assert rows[0]["into"] == minutes[-1]["into"]
    assert rows[0]["intc"] == minutes[0]["intc"]
    assert float(rows[0]["inth"]) == max(float(row["inth"]) for row in minutes)
    assert rows[0]["intv"] == f"{minutes[0]['v']}.00"


@pytest.mark.parametrize(
    ("sym", "found"),
    [
        ("NSE:Nifty 50", True),
        ("NSE:India VIX", True),
        ("NSE:Nifty Financial Services", True),
        ("NSE:NIFTY INDEX", False),
        ("NSE:Nifty Fin Services", False),
        ("BSE:SENSEX", False),
        ("NFO:RELIANCE24NOV26F", True),
        ("MCX:CRUDEOIL18DEC26", True),
        ("NFO:RELIANCE24NOV26C1500", False),
        ("NSE:M&M-EQ", True),
        ("NSE:M%26M-EQ", False),
    ],
)
async def test_daily_bars_go_by_the_broker_s_own_names(server, sym, found):
    said = await server.call("EODChartData", sym=sym, **days("2026-11-18", "2026-11-19"))
    assert len(said) == (2 if found else 0)


async def test_daily_bars_stop_at_1201_without_a_word():
    server = MarketServer("2026-11-20 19:00:00")
    call = server.call("EODChartData", sym="NSE:ACC-EQ", **days("2021-01-01", "2026-11-19"))
    said = await call
    assert len(said) == 1201
    assert json.loads(said[0])["time"] == "19-NOV-2026"


async def test_daily_bars_of_an_empty_range_are_an_empty_list(server):
    assert (
        await server.call("EODChartData", sym="NSE:ACC-EQ", **days("2019-01-01", "2019-02-01"))
        == []
    )


def test_what_was_printed_long_ago_is_forgotten_first():
    printed = Printed(limit=10)
    printed.put(("a",), b"12345")
    printed.put(("b",), b"12345")
    assert printed.get(("a",)) == b"12345"
    printed.put(("c",), b"1")
    assert printed.get(("b",)) is None
    assert printed.get(("a",)) == b"12345"
    assert minute_rows(no_bars(), 2) == []


async def test_a_long_answer_lets_others_have_their_turn():
    server = MarketServer(EVENING)
    await series(server, intrv="60", **span("2026-06-01 00:00:00", "2026-11-20 18:00:00"))
    assert server.clock.sleeps.count(0) >= 30
    await settle(1)
