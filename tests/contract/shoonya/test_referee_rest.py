"""The official client of the classic profile as referee: every method that has a route."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator

import pytest

from tests.contract.shoonya.conftest import IST, until
from tests.contract.shoonya.referee import (
    Raised,
    Referee,
    last_price,
    log_in,
    reaches,
    statuses,
    token_of,
)
from tests.fakes.sandbox_process import SandboxProcess

DAY_S = 86_400


@pytest.fixture(scope="module")
def client(fresh_exchange: SandboxProcess) -> Iterator[Referee]:
    said = fresh_exchange.said
    with Referee("noren", said["rest_classic"], said["stream_classic"]) as referee:
        yield referee


@pytest.fixture
def api(client: Referee, sandbox: SandboxProcess) -> Referee:
    """The client, logged in."""
    assert log_in(client, sandbox)["stat"] == "Ok"
    return client


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def midnight(day: dt.date) -> float:
    return dt.datetime.combine(day, dt.time(), IST).timestamp()


def last_weekday() -> dt.date:
    day = dt.datetime.now(IST).date() - dt.timedelta(days=1)
    while day.weekday() > 4:
        day -= dt.timedelta(days=1)
    return day


def near(referee: Referee, token: str, factor: float) -> float:
    """Return a whole price off the last one, which every tick divides."""
    return float(round(last_price(referee, "NSE", token) * factor))


def test_login_sends_hashes_to_the_doubled_slash_without_a_type(
    client: Referee, sandbox: SandboxProcess
) -> None:
    reply, keys = log_in(client, sandbox), sandbox.credentials
    assert client.last["url"].endswith("/NorenWClientTP//QuickAuth")
    assert "content-type" not in client.last["headers"]
    assert client.fields["pwd"] == sha(keys["password"])
    assert client.fields["appkey"] == sha(f"{keys['user_id']}|{keys['api_secret']}")
    assert reply["actid"] == keys["user_id"]
    assert reply["susertoken"]
    assert {row["prd"] for row in reply["prarr"]} >= {"C", "M", "I"}
    assert client.last["status"] == 200


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"twoFA": "000000"}, "OTP"),
        ({"password": "bad"}, "Password"),
        ({"vendor_code": "other"}, "Vendor"),
        ({"api_secret": "other"}, "App Key"),
        ({"userid": "NOBODY"}, "user"),
    ],
)
def test_a_wrong_login_is_none_and_the_server_says_which_part(
    client: Referee, sandbox: SandboxProcess, wrong: dict[str, str], says: str
) -> None:
    assert log_in(client, sandbox, **wrong) is None
    assert client.last["status"] == 400
    reply = json.loads(client.last["reply"])
    assert reply["stat"] == "Not_Ok"
    assert says in reply["emsg"]


def test_an_order_with_an_ampersand_walks_its_states(api: Referee) -> None:
    token = token_of(api, "NSE", "M&M", "M&M-EQ")
    price = near(api, token, 0.97)
    placed = api("place_order", "B", "C", "NSE", "M&M-EQ", 1, 0, "LMT", price)
    assert placed["stat"] == "Ok", api.last
    fields = api.fields
    assert fields["tsym"] == "M%26M-EQ"
    assert (fields["trgprc"], fields["remarks"], fields["amo"]) == ("None", None, "NO")
    number = placed["norenordno"]
    row = reaches(api, number, "OPEN")
    assert (row["tsym"], row["qty"], float(row["prc"])) == ("M&M-EQ", "1", price)
    rows = api("single_order_history", number)
    assert rows[-1]["rpt"] == "NewAck"
    changed = api("modify_order", number, "NSE", "M&M-EQ", 2, "LMT", price - 1)
    assert changed["result"] == number, api.last
    until(lambda: reaches(api, number, "OPEN")["qty"] == "2", what="two units")
    assert api("cancel_order", number)["result"] == number
    reaches(api, number, "CANCELED")
    assert api("single_order_history", number)[0]["rpt"] == "Canceled"
    assert statuses(api, number)[0] == "PENDING"
    assert api("cancel_order", number) is None
    assert "Rejected" in api.last["reply"]


def test_remarks_come_back_in_the_book(api: Referee) -> None:
    token = token_of(api, "NSE", "INFY", "INFY-EQ")
    price = near(api, token, 0.97)
    order = ("B", "I", "NSE", "INFY-EQ", 3, 0, "LMT", price)
    number = api("place_order", *order, remarks="tag one, two")["norenordno"]
    assert reaches(api, number, "OPEN")["remarks"] == "tag one, two"
    assert api("cancel_order", number)


def test_a_bare_ampersand_cuts_the_data_off(api: Referee) -> None:
    """The client writes remarks as they are, and the server splits the body before it reads JSON."""
    order = ("B", "I", "NSE", "INFY-EQ", 3, 0, "LMT", 1000.0)
    assert api("place_order", *order, remarks="one & two") is None
    assert json.loads(api.last["reply"])["emsg"] == (
        "Invalid Input : jData is not valid json object"
    )


def test_a_buy_through_the_book_trades_and_shows_in_every_book(api: Referee) -> None:
    token = token_of(api, "NSE", "INFY", "INFY-EQ")
    price = near(api, token, 1.01)
    number = api("place_order", "B", "I", "NSE", "INFY-EQ", 5, 0, "LMT", price)["norenordno"]
    row = reaches(api, number, "COMPLETE")
    assert row["fillshares"] == "5"
    trades = [t for t in api("get_trade_book") if t["norenordno"] == number]
    assert sum(int(t["flqty"]) for t in trades) == 5
    assert all(float(t["flprc"]) <= price for t in trades)
    positions = {(p["tsym"], p["prd"]): p for p in api("get_positions")}
    held = positions["INFY-EQ", "I"]
    assert int(held["netqty"]) == 5
    converted = api("position_product_conversion", "NSE", "INFY-EQ", 5, "C", "I", "B", "DAY")
    assert converted["stat"] == "Ok", api.last
    positions = {(p["tsym"], p["prd"]): int(p["netqty"]) for p in api("get_positions")}
    assert positions["INFY-EQ", "C"] == 5
    assert positions.get(("INFY-EQ", "I"), 0) == 0


def test_a_stop_waits_for_its_trigger(api: Referee) -> None:
    token = token_of(api, "NSE", "INFY", "INFY-EQ")
    price, trigger = near(api, token, 1.04), near(api, token, 1.03)
    order = ("B", "I", "NSE", "INFY-EQ", 1, 0, "SL-LMT", price, trigger)
    number = api("place_order", *order)["norenordno"]
    assert float(reaches(api, number, "TRIGGER_PENDING")["trgprc"]) == trigger
    assert api("cancel_order", number)["stat"] == "Ok"
    reaches(api, number, "CANCELED")


def test_an_order_that_the_exchange_refuses_says_why(api: Referee) -> None:
    token = token_of(api, "NSE", "INFY", "INFY-EQ")
    price = near(api, token, 0.5)  # outside of the day's band
    placed = api("place_order", "B", "C", "NSE", "INFY-EQ", 1, 0, "LMT", price)
    row = reaches(api, placed["norenordno"], "REJECTED")
    assert row["rejreason"].strip()


def test_an_empty_book_is_none(api: Referee, sandbox: SandboxProcess) -> None:
    sandbox.reset(exchange=True)
    log_in(api, sandbox)
    for call in ("get_order_book", "get_trade_book", "get_positions"):
        assert api(call) is None, call
        assert "no data" in json.loads(api.last["reply"])["emsg"].lower()


def test_minutes_come_newest_first_and_hold_together(api: Referee) -> None:
    token = token_of(api, "NSE", "INFY", "INFY-EQ")
    day = last_weekday()
    start = midnight(day)
    bars = api("get_time_price_series", "NSE", token, start, start + DAY_S - 1, 1)
    assert isinstance(bars, list), api.last
    assert len(bars) >= 360
    stamps = [int(bar["ssboe"]) for bar in bars]
    assert stamps == sorted(stamps, reverse=True)
    assert bars[-1]["time"] == f"{day:%d-%m-%Y} 09:15:00"
    assert stamps[-1] == int(start) + 9 * 3600 + 15 * 60
    whole = 0
    for bar in reversed(bars):
        low, high = float(bar["intl"]), float(bar["inth"])
        assert low <= float(bar["into"]) <= high
        assert low <= float(bar["intc"]) <= high
        whole += int(bar["intv"])
        assert int(bar["v"]) == whole
    again = api("get_time_price_series", "NSE", token, start, start + DAY_S - 1, 1)
    assert again == bars


def test_without_a_start_the_client_sends_a_midnight_and_no_interval(api: Referee) -> None:
    token = token_of(api, "NSE", "INFY", "INFY-EQ")
    bars = api("get_time_price_series", "NSE", token)
    fields = api.fields
    assert fields["st"].endswith(".0")
    assert not {"et", "intrv"} & fields.keys()
    assert bars is None or bars[0]["stat"] == "Ok"


def test_coarser_bars_add_up_from_minutes(api: Referee) -> None:
    token = token_of(api, "NSE", "INFY", "INFY-EQ")
    start = midnight(last_weekday())
    minutes = api("get_time_price_series", "NSE", token, start, start + DAY_S - 1, 1)
    fives = api("get_time_price_series", "NSE", token, start, start + DAY_S - 1, 5)
    first = [bar for bar in minutes if int(bar["ssboe"]) < int(fives[-1]["ssboe"]) + 300]
    assert sum(int(bar["intv"]) for bar in first) == int(fives[-1]["intv"])
    assert max(float(bar["inth"]) for bar in first) == float(fives[-1]["inth"])
    assert float(first[0]["intc"]) == float(fives[-1]["intc"])


def test_no_minutes_of_a_sunday(api: Referee) -> None:
    token = token_of(api, "NSE", "INFY", "INFY-EQ")
    day = last_weekday()
    sunday = midnight(day - dt.timedelta(days=day.weekday() + 1))
    assert api("get_time_price_series", "NSE", token, sunday, sunday + DAY_S - 1, 1) is None
    assert "no data" in api.last["reply"]


def test_days_are_strings_that_the_caller_parses(api: Referee) -> None:
    now = midnight(last_weekday())
    rows = api("get_daily_price_series", "NSE", "INFY-EQ", now - 20 * DAY_S, now)
    assert api.last["headers"]["content-type"] == "application/json; charset=utf-8"
    assert len(rows) >= 10
    days = [json.loads(row) for row in rows]
    assert [int(d["ssboe"]) for d in days] == sorted((int(d["ssboe"]) for d in days), reverse=True)
    assert all(int(d["ssboe"]) % DAY_S == 0 for d in days)
    assert all(float(d["intl"]) <= float(d["intc"]) <= float(d["inth"]) for d in days)


def test_limits_take_a_null_segment(api: Referee) -> None:
    limits = api("get_limits", "C")
    assert '"seg": null' in api.last["body"]
    assert limits["stat"] == "Ok"
    assert float(limits["cash"]) > 0
    assert isinstance(limits["cash"], str)


def test_holdings_list_the_shares_with_both_symbols(api: Referee) -> None:
    rows = api("get_holdings")
    if rows is None:
        assert "no data" in api.last["reply"].lower()
        return
    assert all(row["stat"] == "Ok" and row["exch_tsym"] for row in rows)


def test_calculators_send_no_user_and_answer_whatever_the_state(api: Referee) -> None:
    found = api("searchscrip", "NFO", "BANKNIFTY CE")
    row = found["values"][0]
    info = api("get_security_info", "NFO", row["token"])
    leg = {
        "prd": "M",
        "exch": "NFO",
        "instname": info["instname"],
        "symname": info["symname"],
        "exd": info["exd"],
        "optt": info["optt"],
        "strprc": info["strprc"],
        "buyqty": "0",
        "sellqty": info["ls"],
        "netqty": f"-{info['ls']}",
    }
    span = api("span", [leg])
    assert "uid" not in api.fields
    assert float(span["span"]) > 0, span
    greek = api("option_greek", info["exd"], "48000", "48100", "7", "20", "CE")
    assert "uid" not in api.fields
    assert greek["stat"].upper() == "OK"
    assert 0 < float(greek["cal_delta"]) < 1
    assert float(greek["put_delta"]) < 0


def test_search_takes_several_words(api: Referee) -> None:
    found = api("searchscrip", "NFO", "BANKNIFTY CE")
    assert api.fields["stext"] == "BANKNIFTY+CE"
    assert all(row["tsym"].startswith("BANKNIFTY") for row in found["values"])
    assert api("searchscrip", "NFO", "NOSUCHTHING") is None
    assert json.loads(api.last["reply"])["emsg"].startswith("No Data")


def test_quotes_and_facts_of_a_share(api: Referee) -> None:
    token = token_of(api, "NSE", "INFY", "INFY-EQ")
    quote = api("get_quotes", "NSE", token)
    assert float(quote["l"]) <= float(quote["lp"]) <= float(quote["h"])
    assert float(quote["bp1"]) < float(quote["sp1"])
    assert float(quote["lc"]) < float(quote["lp"]) < float(quote["uc"])
    facts = api("get_security_info", "NSE", token)
    assert (facts["tsym"], facts["ls"]) == ("INFY-EQ", "1")
    assert api("get_security_info", "NSE", "99999999") is None


def test_option_chain_has_both_sides_around_the_money(api: Referee) -> None:
    option = api("searchscrip", "NFO", "BANKNIFTY CE")["values"][0]
    info = api("get_security_info", "NFO", option["token"])
    strike = info["strprc"]
    chain = api("get_option_chain", "NFO", option["tsym"], strike, 4)
    kinds = [row["optt"] for row in chain["values"]]
    assert 0 < len(kinds) <= 16
    assert kinds.count("CE") == kinds.count("PE")


def test_watchlists_keep_what_is_added(api: Referee) -> None:
    name = api("get_watch_list_names")["values"][0]
    token = token_of(api, "NSE", "INFY", "INFY-EQ")
    assert api("add_watch_list_scrip", name, [f"NSE|{token}"])["stat"] == "Ok"
    listed = api("get_watch_list", name)["values"]
    assert token in [row["token"] for row in listed]
    assert api("delete_watch_list_scrip", name, f"NSE|{token}")["stat"] == "Ok"
    rest = api("get_watch_list", name)
    assert rest is None or token not in [row["token"] for row in rest["values"]]


def test_cover_order_is_exited(api: Referee) -> None:
    token = token_of(api, "NSE", "INFY", "INFY-EQ")
    price = near(api, token, 0.985)
    order = ("B", "H", "NSE", "INFY-EQ", 1, 0, "LMT", price)
    placed = api("place_order", *order, bookloss_price=10.0)
    assert placed is not None, api.last
    number = placed["norenordno"]
    reaches(api, number, "OPEN")
    assert api("exit_order", number, "H")["stat"] == "Ok", api.last
    reaches(api, number, "CANCELED")


def test_html_instead_of_json_is_this_clients_parse_error(
    api: Referee, sandbox: SandboxProcess
) -> None:
    sandbox.arm("http_502", match={"method": "POST"}, count=1)
    with pytest.raises(Raised) as caught:
        api("get_order_book")
    assert caught.value.name == "JSONDecodeError"
    assert api.last["status"] == 502
    assert "<html" in api.last["reply"].lower()


def test_a_second_object_takes_over_the_host_of_the_first(
    client: Referee, sandbox: SandboxProcess
) -> None:
    """Its addresses belong to the class: one host a process, which is why tests use children."""
    said = sandbox.said
    with Referee("noren", "http://127.0.0.1:9", said["stream_classic"]) as other:
        other("another", f"{said['rest_classic']}/", f"{said['stream_classic']}/", of="second")
        assert log_in(other, sandbox)["stat"] == "Ok"


def test_set_session_shares_a_token(api: Referee, sandbox: SandboxProcess) -> None:
    said = sandbox.said
    token = log_in(api, sandbox)["susertoken"]
    with Referee("noren", said["rest_classic"], said["stream_classic"]) as other:
        assert other("set_session", sandbox.credentials["user_id"], "pw", token)
        assert other("get_limits")["stat"] == "Ok"


def test_after_logout_the_session_has_expired(client: Referee, sandbox: SandboxProcess) -> None:
    said = sandbox.said
    token = log_in(client, sandbox)["susertoken"]
    user = sandbox.credentials["user_id"]
    assert client("logout")["stat"] == "Ok"
    with Referee("noren", said["rest_classic"], said["stream_classic"]) as other:
        other("set_session", user, "pw", token)
        reply = other("get_limits")
        assert reply["emsg"] == "Session Expired : Invalid Session Key"
        assert other("get_order_book") is None
    sandbox.new_token()
