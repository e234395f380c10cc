"""The official client's socket as referee: images and changes, orders, heartbeat, a cut."""

import json
from collections.abc import Iterator

import pytest

from tests.contract.shoonya.conftest import until
from tests.contract.shoonya.referee import (
    PING,
    TEXT,
    Referee,
    last_price,
    log_in,
    token_of,
)
from tests.fakes.sandbox_process import SandboxProcess

DEPTH = 2


@pytest.fixture
def told(fresh_exchange: SandboxProcess) -> Iterator[Referee]:
    """The client in a process of its own for each test: its own way to close takes ten seconds."""
    said = fresh_exchange.said
    with Referee("noren", said["rest_classic"], said["stream_classic"]) as referee:
        yield referee


@pytest.fixture
def api(told: Referee, sandbox: SandboxProcess) -> Referee:
    """The client, logged in and connected."""
    assert log_in(told, sandbox)["stat"] == "Ok"
    before = len(told.events)
    told("start")
    until(lambda: told.seen("open", since=before), what="ck opens")
    return told


@pytest.fixture
def infy(api: Referee) -> str:
    return token_of(api, "NSE", "INFY", "INFY-EQ")


def test_connects_with_the_session_then_each_scrip_is_acknowledged(api: Referee, infy: str) -> None:
    connects = [json.loads(text) for text in api.frames(TEXT) if '"t": "c"' in text]
    assert connects[-1].keys() == {"t", "uid", "actid", "susertoken", "source"}
    kinds = [event[0] for event in api.events]
    assert kinds.index("sent") < kinds.index("open")
    since = len(api.events)
    api("subscribe", [f"NSE|{infy}", "NSE|26000"])
    until(
        lambda: {r["tk"] for r in api.feed("tk", since=since)} >= {infy, "26000"}, what="two images"
    )
    image = api.feed("tk", infy, since=since)[0]
    assert image["ts"] == "INFY-EQ"
    assert float(image["l"]) <= float(image["lp"]) <= float(image["h"])
    index = api.feed("tk", "26000", since=since)[0]
    assert "bp1" not in index
    assert float(index["lp"]) > 0


def test_changes_carry_only_what_changed(api: Referee, sandbox: SandboxProcess, infy: str) -> None:
    sandbox.switch(tick_ms=250)
    since = len(api.events)
    api("subscribe", f"NSE|{infy}")
    until(lambda: len(api.feed("tf", infy, since=since)) > 3, what="changes")
    image = set(api.feed("tk", infy, since=since)[0])
    changes = api.feed("tf", infy, since=since)
    assert all({"t", "e", "tk"} < set(row) <= image | {"ltt", "ltq"} for row in changes)
    assert any(len(row) < len(image) for row in changes)


def test_depth_has_five_levels_and_its_own_messages(api: Referee, infy: str) -> None:
    since = len(api.events)
    api("subscribe", f"NSE|{infy}", DEPTH)
    image = until(lambda: api.feed("dk", infy, since=since), what="a depth image")[0]
    for level in range(1, 6):
        assert float(image[f"bp{level}"]) < float(image[f"sp{level}"])
    assert float(image["lc"]) < float(image["uc"])
    until(lambda: api.feed("df", infy, since=since), what="a depth change")


def test_an_unknown_scrip_and_a_frame_without_a_kind_do_no_harm(api: Referee, infy: str) -> None:
    since = len(api.events)
    api("subscribe", "NSE|99999999")
    api("unsubscribe", f"NSE|{infy}", "t")  # this client sends it without `t`
    assert json.loads(api.frames(TEXT, since=since)[-1]) == {"k": f"NSE|{infy}"}
    api("subscribe", f"NSE|{infy}")
    until(lambda: api.feed("tk", infy, since=since), what="the socket still works")
    assert not api.seen("close", since=since)


def test_an_unsubscribed_scrip_falls_silent(
    api: Referee, sandbox: SandboxProcess, infy: str
) -> None:
    sandbox.switch(tick_ms=250)
    since = len(api.events)
    api("subscribe", [f"NSE|{infy}", "NSE|26000"])
    until(lambda: api.feed("tf", infy, since=since), what="a change")
    api("unsubscribe", f"NSE|{infy}")
    after = len(api.events)
    until(lambda: len(api.feed("tf", "26000", since=after)) > 3, what="the other goes on")
    settled = len(api.events)
    until(lambda: len(api.feed("tf", "26000", since=settled)) > 3, what="the other goes on")
    assert api.feed("tf", infy, since=settled) == []


def test_order_updates_walk_their_reports(api: Referee, infy: str) -> None:
    api("subscribe_orders")
    price = float(round(last_price(api, "NSE", infy) * 0.97))
    order = ("B", "C", "NSE", "INFY-EQ", 1, 0, "LMT", price)
    number = api("place_order", *order, remarks="told")["norenordno"]

    def reports() -> list[str]:
        rows = [row for (row,) in api.seen("order") if row["norenordno"] == number]
        return [row["reporttype"] for row in rows]

    until(lambda: "New" in reports(), what="the order opens")
    api("cancel_order", number)
    until(lambda: "Canceled" in reports(), what="the order is cancelled")
    seen = reports()
    assert seen.index("NewAck") < seen.index("New") < seen.index("Canceled")
    rows = [row for (row,) in api.seen("order") if row["norenordno"] == number]
    assert {row["remarks"] for row in rows} == {"told"}
    assert rows[-1]["status"] == "CANCELED"


def test_pings_every_three_seconds_carry_the_heartbeat(api: Referee) -> None:
    since = len(api.events)
    until(lambda: len(api.frames(PING, since=since)) >= 2, what="two pings")
    assert set(api.frames(PING, since=since)) == {'{"t":"h"}'}
    assert not api.seen("close", since=since)


def test_after_a_cut_it_connects_again_and_says_so_again(
    api: Referee, sandbox: SandboxProcess, infy: str
) -> None:
    since = len(api.events)
    sandbox.arm("close")
    until(lambda: api.seen("open", since=since), within_s=30, what="opens again")
    connects = [text for text in api.frames(TEXT, since=since) if '"t": "c"' in text]
    assert connects
    api("subscribe", f"NSE|{infy}")  # it does not subscribe again by itself
    until(lambda: api.feed("tk", infy, since=since), what="an image on the new socket")


def test_a_dead_session_is_told_as_an_error(told: Referee, sandbox: SandboxProcess) -> None:
    said = sandbox.said
    with Referee("noren", said["rest_classic"], said["stream_classic"]) as other:
        other("set_session", sandbox.credentials["user_id"], "pw", "0" * 64)
        other("start")
        error = until(lambda: other.seen("error"), what="an error")[0][0]
        assert "NOT_OK" in error.upper()
        assert not other.seen("open")
