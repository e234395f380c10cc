"""The official ticker as referee; see referee_ticker.py for what it does."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.sandbox_process import ROOT, SandboxProcess

SCRIPT = Path(__file__).with_name("referee_ticker.py")


@pytest.fixture(scope="module")
def seen(fresh_exchange: SandboxProcess) -> dict[str, Any]:
    """What the official client's callbacks saw in one run."""
    fresh_exchange.reset(exchange=False)
    token = fresh_exchange.new_token()
    keys = fresh_exchange.credentials
    run = subprocess.run(
        [sys.executable, str(SCRIPT), keys["api_key"], token, fresh_exchange.stream,
         fresh_exchange.rest, keys["api_secret"]],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    found: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return found


def test_three_modes_of_a_share_and_an_index_decode(seen: dict[str, Any]) -> None:
    for mode in ("ltp", "quote", "full"):
        assert mode in seen["first"]["408065"], mode
        assert mode in seen["first"]["256265"], mode


def test_share_carries_depth_and_sane_prices(seen: dict[str, Any]) -> None:
    tick = seen["first"]["408065"]["full"]
    assert tick["tradable"] is True
    assert tick["ohlc"]["low"] <= tick["last_price"] <= tick["ohlc"]["high"]
    best_bid, best_ask = tick["depth"]["buy"][0], tick["depth"]["sell"][0]
    assert 0 < best_bid["price"] < best_ask["price"]
    assert best_bid["quantity"] > 0
    assert tick["exchange_timestamp"]


def test_index_is_not_tradable(seen: dict[str, Any]) -> None:
    tick = seen["first"]["256265"]["full"]
    assert tick["tradable"] is False
    assert tick["ohlc"]["low"] <= tick["last_price"] <= tick["ohlc"]["high"]


def test_order_updates_arrive_unasked(seen: dict[str, Any]) -> None:
    states = [row["status"] for row in seen["orders"] if row["tag"] == "tickerref"]
    assert states[0] == "OPEN"
    assert states[-1] == "CANCELLED"


def test_error_text_reaches_the_error_callback(seen: dict[str, Any]) -> None:
    assert [0, "practice error"] in seen["errors"]


def test_client_reconnects_and_resubscribes_after_a_cut(seen: dict[str, Any]) -> None:
    # Its on_reconnect stays silent for a first retry, so only the second connection tells.
    assert seen["connects"] == 2


def test_unsubscribed_instrument_falls_silent(seen: dict[str, Any]) -> None:
    assert seen["share_after_unsubscribe"] is False
