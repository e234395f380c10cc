"""The market's half of the Shoonya practice server as a process: options, masters, charts, budgets."""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.fakes.sandbox_process import ROOT, SandboxProcess

# 18:00 on Friday, 20 November 2026, in India; the day before, 09:15 to 15:40.
START = "2026-11-20 18:00:00"
THURSDAY = {"st": "1795059900.0", "et": "1795083000.0"}
SIZE = ("--fno-underlyings", "209", "--fno-series", "73000", "--fno-dense")


@pytest.fixture(scope="module")
def server() -> Iterator[SandboxProcess]:
    options = ("--no-limits", "--hours", "--start", START, "--instruments", "0", *SIZE)
    with SandboxProcess(*options, broker="shoonya") as sandbox:
        yield sandbox
        assert sandbox.errors() == "", "the server complained"


@pytest.fixture
def sandbox(server) -> Iterator[SandboxProcess]:
    yield server
    server.reset(exchange=False)


@pytest.fixture(scope="module")
def http() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False, timeout=60) as client:
        yield client


def master(sandbox: SandboxProcess, http: httpx.Client, exch: str) -> list[list[str]]:
    """Return a master's rows; nobody logs in for it."""
    reply = http.get(f"{sandbox.rest.rsplit('/', 1)[0]}/{exch}_symbols.txt.zip")
    assert reply.status_code == 200
    with zipfile.ZipFile(io.BytesIO(reply.content)) as archive:
        lines = archive.read(f"{exch}_symbols.txt").decode().splitlines()
    return [line.split(",") for line in lines[1:]]


def ask(
    sandbox: SandboxProcess, http: httpx.Client, route: str, *, classic: bool = False, **fields: Any
) -> Any:
    token = sandbox.credentials["access_token"]
    body = f"jData={json.dumps({'uid': sandbox.credentials['user_id'], **fields})}"
    if classic:
        return http.post(f"{sandbox.rest_classic}//{route}", content=f"{body}&jKey={token}").json()
    headers = {"Authorization": f"Bearer {token}"}
    return http.post(f"{sandbox.rest}//{route}", content=body, headers=headers).json()


def test_the_universe_has_the_real_size_and_every_series_is_served(sandbox, http):
    rows = master(sandbox, http, "NFO")
    stocks = {row[3] for row in rows if row[6] == "OPTSTK"}
    assert len(stocks) == 209
    contracts = sum(row[3] in stocks for row in rows)
    assert 72_000 <= contracts + len(stocks) <= 73_000
    added = [row for row in rows if row[3].startswith("PAD") and row[6] == "OPTSTK"]
    for row in added[:: len(added) // 20]:
        bars = ask(sandbox, http, "TPSeries", exch="NFO", token=row[1], intrv="1", **THURSDAY)
        assert len(bars) == 385, row


def test_an_added_row_has_a_quote_and_takes_no_order(sandbox, http):
    row = next(row for row in master(sandbox, http, "NSE") if row[3] == "PAD001")
    quote = ask(sandbox, http, "GetQuotes", exch="NSE", token=row[1])
    assert (quote["tsym"], quote["stat"]) == ("PAD001-EQ", "Ok")
    assert float(quote["lp"]) > 0
    user = sandbox.credentials["user_id"]
    order = {"actid": user, "exch": "NSE", "tsym": "PAD001-EQ", "qty": "1", "prc": quote["lp"],
             "prd": "C", "trantype": "B", "prctyp": "LMT", "ret": "DAY"}  # fmt: skip
    assert ask(sandbox, http, "PlaceOrder", **order)["stat"] == "Not_Ok"


def test_both_trees_answer_with_the_same_bars(sandbox, http):
    asked = {"exch": "NSE", "token": "2885", "intrv": "1", **THURSDAY}
    bars = ask(sandbox, http, "TPSeries", **asked)
    assert len(bars) == 360
    assert ask(sandbox, http, "TPSeries", classic=True, **asked) == bars


def test_the_regime_may_change_while_it_runs(sandbox, http):
    asked = {"exch": "NSE", "token": "2885", "intrv": "1", **THURSDAY}
    sandbox.switch(regime="old")
    assert len(ask(sandbox, http, "TPSeries", **asked)) == 375
    sandbox.switch(regime="auto")
    assert len(ask(sandbox, http, "TPSeries", **asked)) == 360


@pytest.mark.parametrize(
    ("kind", "check"),
    [
        ("empty", lambda reply: reply.status_code == 200 and not reply.content),
        ("html", lambda reply: reply.status_code == 502 and b"<html" in reply.content.lower()),
        ("server_timeout", lambda reply: reply.json()["emsg"] == "Server Timeout :  "),
        ("exceeds_limit", lambda reply: "exceeds Limit" in reply.json()["emsg"]),
        ("http_429", lambda reply: reply.status_code == 429),
        ("truncated", lambda reply: reply.content.startswith(b"[") and reply.content[-1:] != b"]"),
    ],
)
def test_charts_fail_once_in_each_way(sandbox, http, kind, check):
    sandbox.arm(kind, match={"path": "*/TPSeries"})
    token = sandbox.credentials["access_token"]
    for is_first in (True, False):
        reply = http.post(
            f"{sandbox.rest}/TPSeries",
            content=f"jData={json.dumps({'exch': 'NSE', 'token': '2885', **THURSDAY})}",
            headers={"Authorization": f"Bearer {token}"},
        )
        if is_first:
            assert check(reply), reply.text[:200]
        else:
            assert len(reply.json()) == 360


def test_a_new_exchange_shows_the_same_past(sandbox, http):
    asked = {"exch": "NFO", "intrv": "1", **THURSDAY}
    rows = master(sandbox, http, "NFO")
    token = next(row[1] for row in rows if row[4] == "RELIANCE24NOV26C1500")
    before = ask(sandbox, http, "TPSeries", token=token, **asked)
    sandbox.reset(exchange=True)
    sandbox.new_token()
    assert ask(sandbox, http, "TPSeries", token=token, **asked) == before
    assert master(sandbox, http, "NFO") == rows


def test_the_request_budget_holds_for_charts(http):
    with SandboxProcess("--instruments", "0", "--start", START, broker="shoonya") as sandbox:
        asked = {"exch": "NSE", "token": "2885", "intrv": "1", **THURSDAY}
        said = [ask(sandbox, http, "TPSeries", **asked) for _ in range(60)]
        refused = [each for each in said if isinstance(each, dict)]
        assert isinstance(said[0], list)
        assert refused
        assert all("exceeds Limit" in each["emsg"] for each in refused)


@pytest.mark.parametrize(
    "options", [("--fno-underlyings", "5000"), ("--fno-series", "-1"), ("--regime", "newest")]
)
def test_options_that_cannot_be_served_end_with_one_line(options):
    command = [sys.executable, "-m", "terminal.sandbox", "shoonya", *options]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""
