"""The official client as referee: each public method that has an endpoint, against the server.

Its orders are in test_referee_orders.py.
"""

import datetime as dt
from decimal import Decimal
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from kiteconnect import KiteConnect
from kiteconnect import exceptions as kite_errors

from tests.contract.kite.referee import buy, kite, last, now, on_tick, reaches
from tests.fakes.sandbox_process import SandboxProcess

__all__ = ["kite"]


# --- session ---


def test_login_through_the_redirect_and_the_token_exchange(sandbox: SandboxProcess) -> None:
    keys = sandbox.credentials
    kite = KiteConnect(keys["api_key"], root=sandbox.rest, disable_ssl=True)
    kite.reqsession.trust_env = False
    kite._default_login_uri = sandbox.login
    landed = httpx.get(
        kite.login_url() + "&practice=1&redirect_params=state%3Dx42",
        follow_redirects=True,
        trust_env=False,
    )
    query = dict(parse_qsl(urlsplit(str(landed.url)).query))
    assert landed.status_code == 200
    assert query["state"] == "x42"
    assert query["status"] == "success"
    assert query["request_token"] in landed.text

    session = kite.generate_session(query["request_token"], api_secret=keys["api_secret"])

    assert isinstance(session["login_time"], dt.datetime)
    assert kite.profile()["user_id"] == keys["user_id"]
    with pytest.raises(kite_errors.TokenException, match="invalid or has expired"):
        kite.generate_session(query["request_token"], api_secret=keys["api_secret"])
    kite.reqsession.close()


def test_profile_says_sandbox_in_the_name_and_the_brokers_name_stays(kite: KiteConnect) -> None:
    profile = kite.profile()
    assert "SANDBOX" in profile["user_name"]
    assert profile["broker"] == "ZERODHA"


def test_margins_of_both_and_of_one_segment(kite: KiteConnect) -> None:
    both = kite.margins()
    assert both["equity"]["net"] > 0
    assert kite.margins("equity").keys() == both["equity"].keys()
    assert kite.margins("commodity")["enabled"] is both["commodity"]["enabled"]


def test_refresh_tokens_belong_to_approved_apps_only(kite: KiteConnect) -> None:
    with pytest.raises(kite_errors.TokenException):
        kite.renew_access_token("somebody", "guess")


def test_invalidated_token_fires_the_session_hook(
    sandbox: SandboxProcess, kite: KiteConnect
) -> None:
    fired: list[int] = []
    kite.set_session_expiry_hook(lambda: fired.append(1))
    assert kite.invalidate_access_token() is True
    with pytest.raises(kite_errors.TokenException) as refused:
        kite.profile()
    assert refused.value.code == 403
    assert fired == [1]
    sandbox.new_token()


def test_wrong_token_is_a_token_exception(kite: KiteConnect) -> None:
    kite.set_access_token("somethingelse")
    with pytest.raises(kite_errors.TokenException, match="Incorrect `api_key` or `access_token`"):
        kite.orders()


def test_token_dies_at_six_in_the_morning(sandbox: SandboxProcess, kite: KiteConnect) -> None:
    sandbox.expire_token()
    with pytest.raises(kite_errors.TokenException):
        kite.profile()
    sandbox.new_token()


def test_unknown_error_type_becomes_a_general_exception_with_its_code(
    sandbox: SandboxProcess, kite: KiteConnect
) -> None:
    sandbox.arm("margin_400")
    with pytest.raises(kite_errors.GeneralException, match="Insufficient funds") as refused:
        kite.profile()
    assert refused.value.code == 400


def test_html_page_is_a_data_exception(sandbox: SandboxProcess, kite: KiteConnect) -> None:
    sandbox.arm("html")
    with pytest.raises(kite_errors.DataException):
        kite.profile()


# --- portfolio ---


def test_positions_convert_between_products(kite: KiteConnect) -> None:
    order_id = buy(kite, tradingsymbol="SBIN", product="MIS", order_type="MARKET", price=None,
                   market_protection=-1)  # fmt: skip
    reaches(kite, order_id, "COMPLETE")
    assert kite.convert_position("NSE", "SBIN", "BUY", "day", 1, "MIS", "CNC") is True
    products = {
        p["product"]: p["quantity"] for p in kite.positions()["net"] if p["tradingsymbol"] == "SBIN"
    }
    assert products["CNC"] == 1
    assert products.get("MIS", 0) == 0


def test_holdings_and_auctions(kite: KiteConnect) -> None:
    holdings = kite.holdings()
    assert holdings
    assert all(row["isin"] and row["price"] == 0 for row in holdings)
    for row in kite.get_auction_instruments():
        assert isinstance(row["auction_number"], str)
        assert row["instrument_token"] & 0xFF == 10


# --- market data ---


def test_instrument_dumps_parse(kite: KiteConnect) -> None:
    rows = kite.instruments()
    assert len(rows) >= 3000
    assert len({row["instrument_token"] for row in rows}) == len(rows)
    by_key = {(row["exchange"], row["tradingsymbol"]): row for row in rows}
    assert by_key["NSE", "INFY"]["instrument_token"] == 408065
    assert by_key["NSE", "NIFTY 50"]["segment"] == "INDICES"
    assert ("NSE", "M&M") in by_key
    segments = {row["instrument_token"] & 0xFF for row in rows}
    assert {1, 2, 3, 4, 5, 6, 7, 9, 12} <= segments
    nse = kite.instruments("NSE")
    assert {row["exchange"] for row in nse} == {"NSE"}
    assert isinstance(next(r for r in rows if r["instrument_type"] == "FUT")["expiry"], dt.date)


def test_quotes_by_arguments_and_by_list_leave_unknown_keys_out(kite: KiteConnect) -> None:
    keys = ["NSE:INFY", "NSE:M&M", "NSE:NIFTY 50", "NSE:NOSUCHTHING", "INDICES:NIFTY 50"]
    known = set(keys[:3])
    assert set(kite.ltp(*keys)) == known
    assert set(kite.ltp(keys)) == known
    assert set(kite.ohlc(*keys)) == known
    quotes = kite.quote(keys)
    assert set(quotes) == known
    assert isinstance(quotes["NSE:INFY"]["timestamp"], dt.datetime)
    assert [len(side) for side in quotes["NSE:INFY"]["depth"].values()] == [5, 5]
    assert kite.ltp("NSE:NOSUCHTHING") == {}


@pytest.mark.parametrize(
    ("interval", "days"),
    [
        ("minute", 2),
        ("3minute", 3),
        ("5minute", 5),
        ("10minute", 5),
        ("15minute", 10),
        ("30minute", 10),
        ("60minute", 20),
        ("hour", 20),
        ("day", 50),
    ],
)
def test_candles_of_each_interval(kite: KiteConnect, interval: str, days: int) -> None:
    end = now()
    bars = kite.historical_data(256265, end - dt.timedelta(days=days), end, interval)
    assert bars
    stamps = [bar["date"] for bar in bars]
    assert stamps == sorted(set(stamps))
    assert stamps[0].utcoffset() == dt.timedelta(hours=5, minutes=30)
    for bar in bars:
        assert bar["low"] <= min(bar["open"], bar["close"])
        assert bar["high"] >= max(bar["open"], bar["close"])


def test_candles_with_open_interest_and_continuous(kite: KiteConnect) -> None:
    end = now()
    future = next(r for r in kite.instruments("NFO") if r["instrument_type"] == "FUT")
    token = future["instrument_token"]
    bars = kite.historical_data(
        token, end - dt.timedelta(days=90), end, "day", continuous=True, oi=True
    )
    assert bars
    assert all("oi" in bar for bar in bars)
    with pytest.raises(kite_errors.InputException):
        kite.historical_data(token, end - dt.timedelta(days=1), end, "minute", continuous=True)


def test_candle_span_is_capped(kite: KiteConnect) -> None:
    end = now()
    with pytest.raises(kite_errors.InputException, match="interval exceeds max limit: 60 days"):
        kite.historical_data(408065, end - dt.timedelta(days=61), end, "minute")


def test_candles_by_date_alone_and_of_an_empty_span(kite: KiteConnect) -> None:
    day = now().date()
    start = (day - dt.timedelta(days=9)).isoformat()
    assert kite.historical_data(408065, start, day.isoformat(), "day")
    assert (
        kite.historical_data(408065, "2035-01-01 10:00:00", "2035-01-01 10:30:00", "minute") == []
    )


def test_trigger_range_of_cover_orders(kite: KiteConnect) -> None:
    ranges = kite.trigger_range("BUY", "NSE:INFY", "NSE:SBIN")
    assert set(ranges) == {"NSE:INFY", "NSE:SBIN"}
    assert ranges["NSE:INFY"]["lower"] < ranges["NSE:INFY"]["upper"]


# --- GTT ---


def test_gtt_life(kite: KiteConnect) -> None:
    price = last(kite, "NSE:INFY")
    leg = {
        "transaction_type": "BUY",
        "quantity": 1,
        "order_type": "LIMIT",
        "product": "CNC",
        "price": on_tick(price * Decimal("0.9")),
    }
    placed = kite.place_gtt(
        "single", "INFY", "NSE", [on_tick(price * Decimal("0.92"))], float(price), [leg]
    )
    trigger_id = placed["trigger_id"]
    row = kite.get_gtt(trigger_id)
    assert (row["status"], row["type"], row["orders"][0]["result"]) == ("active", "single", None)
    assert trigger_id in [each["id"] for each in kite.get_gtts()]
    lower = [on_tick(price * Decimal("0.91"))]
    assert (
        kite.modify_gtt(trigger_id, "single", "INFY", "NSE", lower, float(price), [leg]) == placed
    )
    assert kite.get_gtt(trigger_id)["condition"]["trigger_values"] == lower
    assert kite.delete_gtt(trigger_id) == placed
    assert kite.get_gtt(trigger_id)["status"] == "deleted"


def test_gtt_with_two_legs(kite: KiteConnect) -> None:
    held = next(r for r in kite.holdings() if r["quantity"] >= 1 and not r["discrepancy"])
    symbol, exchange = held["tradingsymbol"], held["exchange"]
    price = last(kite, f"{exchange}:{symbol}")
    legs = [
        {
            "transaction_type": "SELL",
            "quantity": 1,
            "order_type": "LIMIT",
            "product": "CNC",
            "price": on_tick(price * Decimal(factor)),
        }
        for factor in ("0.9", "1.1")
    ]
    triggers = [on_tick(price * Decimal(factor)) for factor in ("0.91", "1.09")]
    trigger_id = kite.place_gtt("two-leg", symbol, exchange, triggers, float(price), legs)[
        "trigger_id"
    ]
    assert len(kite.get_gtt(trigger_id)["orders"]) == 2
    kite.delete_gtt(trigger_id)


# --- calculators ---

ITEM = {
    "exchange": "NSE",
    "tradingsymbol": "INFY",
    "transaction_type": "BUY",
    "variety": "regular",
    "product": "CNC",
    "order_type": "LIMIT",
    "quantity": 10,
    "price": 1400,
    "trigger_price": 0,
}


def test_margins_of_orders_and_baskets(kite: KiteConnect) -> None:
    (row,) = kite.order_margins([ITEM])
    assert row["total"] > 0
    assert row["charges"]["total"] > 0
    basket = kite.basket_order_margins([ITEM, ITEM], consider_positions=False)
    assert [each["tradingsymbol"] for each in basket["orders"]] == ["INFY", "INFY"]
    assert basket["final"]["tradingsymbol"] == ""
    compact = kite.basket_order_margins([ITEM], mode="compact")
    assert set(compact["orders"][0]) == {"type", "tradingsymbol", "exchange", "total"}


def test_virtual_contract_note_answers_in_order(kite: KiteConnect) -> None:
    base = {k: v for k, v in ITEM.items() if k not in {"price", "trigger_price"}}
    notes = kite.get_virtual_contract_note(
        [
            {**base, "order_id": "1", "average_price": 1400},
            {
                **base,
                "order_id": "2",
                "average_price": 600,
                "tradingsymbol": "SBIN",
                "transaction_type": "SELL",
            },
        ]
    )
    assert [(n["tradingsymbol"], n["transaction_type"]) for n in notes] == [
        ("INFY", "BUY"),
        ("SBIN", "SELL"),
    ]
    assert all(note["charges"]["total"] > 0 for note in notes)


def test_empty_calculator_body_is_refused(kite: KiteConnect) -> None:
    with pytest.raises(kite_errors.InputException):
        kite.order_margins([])


# --- mutual funds ---


def test_fund_dump_and_fund_books(kite: KiteConnect) -> None:
    funds = kite.mf_instruments()
    assert funds
    assert isinstance(funds[0]["purchase_allowed"], bool)
    assert isinstance(funds[0]["last_price_date"], dt.date)
    orders = kite.mf_orders()
    for row in orders[:1]:
        assert kite.mf_orders(row["order_id"])["order_id"] == row["order_id"]
    for row in kite.mf_sips()[:1]:
        assert kite.mf_sips(row["sip_id"])["sip_id"] == row["sip_id"]
    assert isinstance(kite.mf_holdings(), list)


def test_fund_orders_and_plans_when_writes_are_on(
    sandbox: SandboxProcess, kite: KiteConnect
) -> None:
    sandbox.switch(mf_writes=True)
    fund = next(row for row in kite.mf_instruments() if row["purchase_allowed"])
    symbol, amount = fund["tradingsymbol"], max(fund["minimum_purchase_amount"], 1000)
    placed = kite.place_mf_order(symbol, "BUY", amount=amount, tag="ref")
    assert kite.mf_orders(placed["order_id"])["amount"] == amount
    assert kite.cancel_mf_order(placed["order_id"]) == placed
    sip = kite.place_mf_sip(symbol, amount, 6, "monthly", instalment_day=5)
    assert kite.modify_mf_sip(sip["sip_id"], status="paused")["sip_id"] == sip["sip_id"]
    assert kite.mf_sips(sip["sip_id"])["status"] == "PAUSED"
    assert kite.cancel_mf_sip(sip["sip_id"])["sip_id"] == sip["sip_id"]


def test_fund_writes_are_refused_when_off(sandbox: SandboxProcess, kite: KiteConnect) -> None:
    sandbox.switch(mf_writes=False)
    try:
        with pytest.raises(kite_errors.InputException):
            kite.place_mf_order("INF209K01157", "BUY", amount=5000)
    finally:
        sandbox.switch(mf_writes=True)
