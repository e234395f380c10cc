"""The server as a process: its line, its keys, its limits, and how it ends."""

import os
import signal
import subprocess
import sys

import httpx
import pytest

from tests.contract.kite.conftest import until
from tests.fakes.sandbox_process import ROOT, SandboxProcess

SMALL = ("--instruments", "0")


def run(*args: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "terminal.sandbox", *args],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("moneybroker",),
        ("kite", "--nonsense"),
        ("kite", "--port", "many"),
        ("kite", "--speed", "0"),
        ("kite", "--cash", "lots"),
        ("kite", "--start", "yesterday"),
        ("kite", "--redirect-url", "http://example.com/"),
        ("kite", "--api-key", "a1b2c3d4e5f6g7h8"),
    ],
)
def test_bad_arguments_end_in_one_line_and_code_two(args: tuple[str, ...]) -> None:
    done = run(*args)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("sandbox: ")


def test_taken_port_is_one_line_too() -> None:
    with SandboxProcess(*SMALL) as sandbox:
        done = run("kite", "--port", sandbox.rest.rsplit(":", 1)[1])
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_given_keys_are_served_and_the_server_ends_with_its_parent() -> None:
    sandbox = SandboxProcess(
        *SMALL, "--api-key", "practicekey", "--api-secret", "practicesecret", "--user-id", "XY1234"
    ).start()
    keys = sandbox.credentials
    assert (keys["api_key"], keys["api_secret"], keys["user_id"]) == (
        ("practicekey", "practicesecret", "XY1234")
    )
    assert sandbox.rest.startswith("http://127.0.0.1:")
    reply = httpx.get(
        f"{sandbox.rest}/user/profile",
        headers={"Authorization": f"token practicekey:{keys['access_token']}"},
        trust_env=False,
    )
    assert reply.json()["data"]["user_id"] == "XY1234"
    assert sandbox.errors() == ""
    assert sandbox.stop() == 0


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_terminated_server_ends_cleanly() -> None:
    sandbox = SandboxProcess(*SMALL).start()
    os.kill(sandbox.pid, signal.SIGTERM)
    try:
        assert sandbox.wait() == 0
    finally:
        sandbox.stop()


def test_practice_time_may_start_whenever() -> None:
    with SandboxProcess(*SMALL, "--start", "2026-11-24 10:00:00", "--speed", "60") as sandbox:
        now = sandbox.state()["now"]
        assert now.startswith("2026-11-24 10:")
        until(lambda: sandbox.state()["now"] > now)


def test_request_budgets_refuse_in_the_brokers_words() -> None:
    with SandboxProcess(*SMALL) as sandbox:
        keys = sandbox.credentials
        headers = {"Authorization": f"token {keys['api_key']}:{keys['access_token']}"}
        with httpx.Client(base_url=sandbox.rest, headers=headers, trust_env=False) as http:
            codes = [http.get("/quote/ltp", params={"i": "NSE:INFY"}).status_code for _ in range(3)]
            assert codes == [200, 429, 429]
            refused = http.get("/quote", params={"i": "NSE:INFY"})
            assert refused.json() == {
                "status": "error",
                "message": "Too many requests",
                "error_type": "NetworkException",
            }
            orders = [http.delete("/orders/regular/1").status_code for _ in range(30)]
            assert orders.count(429) >= 10
            assert 400 in orders
            others = [http.get("/user/profile").status_code for _ in range(30)]
            assert 9 < others.count(200) < 30
            sandbox.switch(limits=False)
            assert http.get("/quote/ltp", params={"i": "NSE:INFY"}).status_code == 200
