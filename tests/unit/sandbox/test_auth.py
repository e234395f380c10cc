import hashlib

import pytest

from terminal.sandbox.kite.auth import Sessions, make_account
from terminal.sandbox.kite.replies import Failure
from terminal.sandbox.kite.switches import Switches
from terminal.sandbox.loopback import is_loopback
from terminal.sandbox.sessions import PROOF_LIFE_NS
from terminal.sandbox.virtual import VirtualClock
from tests.unit.sandbox.test_virtual import HandClock


class Bench:
    def __init__(self) -> None:
        self.clock = HandClock(now_ns=1_790_000_000 * 10**9)
        self.virtual = VirtualClock(self.clock)
        self.switches = Switches()
        self.account = make_account("practicekey", "practicesecret", "", seed=7)
        self.sessions = Sessions(
            account=self.account, clock=self.clock, virtual=self.virtual, switches=self.switches
        )

    def form(self, request_token: str, secret: str = "practicesecret") -> dict[str, str]:
        plain = f"practicekey{request_token}{secret}"
        return {
            "api_key": "practicekey",
            "request_token": request_token,
            "checksum": hashlib.sha256(plain.encode()).hexdigest(),
        }


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_request_token_buys_one_session(bench: Bench) -> None:
    token = bench.sessions.new_request_token()
    row = bench.sessions.exchange(bench.form(token))
    assert bench.sessions.admits("practicekey", str(row["access_token"]))
    assert len(str(row["login_time"])) == 19
    with pytest.raises(Failure, match=r"Token is invalid or has expired\.") as second:
        bench.sessions.exchange(bench.form(token))
    assert (second.value.http, second.value.error_type) == (403, "TokenException")


def test_request_token_lives_some_minutes_of_real_time(bench: Bench) -> None:
    token = bench.sessions.new_request_token()
    bench.clock.mono_ns += PROOF_LIFE_NS + 1
    with pytest.raises(Failure, match="expired"):
        bench.sessions.exchange(bench.form(token))


def test_wrong_secret_is_a_wrong_checksum_and_leaves_the_request_token_usable(bench: Bench) -> None:
    token = bench.sessions.new_request_token()
    with pytest.raises(Failure, match="Invalid `checksum`"):
        bench.sessions.exchange(bench.form(token, secret="guess"))
    assert bench.sessions.exchange(bench.form(token))["access_token"]


def test_missing_field_is_named(bench: Bench) -> None:
    form = bench.form("whatever")
    del form["checksum"]
    with pytest.raises(Failure, match="Missing or empty field `checksum`"):
        bench.sessions.exchange(form)


def test_second_login_of_a_day_returns_the_same_token_unless_switched(bench: Bench) -> None:
    first = bench.sessions.open()
    assert bench.sessions.open() == first
    bench.switches.fresh_token = True
    assert bench.sessions.open() != first
    assert not bench.sessions.admits("practicekey", first)


def test_session_dies_at_six_and_says_so_once(bench: Bench) -> None:
    deaths: list[int] = []
    bench.sessions.on_death = lambda: deaths.append(1)
    token = bench.sessions.open()
    bench.virtual.advance(86_400)
    assert not bench.sessions.admits("practicekey", token)
    bench.sessions.tick()
    bench.sessions.tick()
    assert deaths == [1]
    assert bench.sessions.live_token() == ""


def test_invalidated_token_is_dead(bench: Bench) -> None:
    token = bench.sessions.open()
    bench.sessions.invalidate({"api_key": "practicekey", "access_token": token})
    with pytest.raises(Failure, match="Incorrect `api_key` or `access_token`"):
        bench.sessions.check_header(f"token practicekey:{token}")


@pytest.mark.parametrize("header", ["", "Bearer x", "token practicekey", "token practicekey:guess"])
def test_other_authorizations_are_refused(bench: Bench, header: str) -> None:
    bench.sessions.open()
    with pytest.raises(Failure) as refused:
        bench.sessions.check_header(header)
    assert refused.value.error_type == "TokenException"


def test_keys_that_look_real_are_refused() -> None:
    with pytest.raises(ValueError, match="api key looks like a real one"):
        make_account("a1b2c3d4e5f6g7h8", "", "", seed=1)
    with pytest.raises(ValueError, match="api secret looks like a real one"):
        make_account("", "a1b2c3d4e5f6g7h8a1b2c3d4e5f6g7h8", "", seed=1)


def test_generated_keys_are_accepted_back() -> None:
    made = make_account("", "", "", seed=1)
    assert make_account(made.api_key, made.api_secret, made.user_id, seed=2) == made


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("http://127.0.0.1:8765/callback", True),
        ("http://localhost/x", True),
        ("http://[::1]:80/", True),
        ("http://example.com/", False),
        ("http://127.0.0.1.example.com/", False),
        ("http://127.0.0.1@example.com/", False),
        ("javascript:alert(1)", False),
        ("http://[broken", False),
    ],
)
def test_login_returns_to_this_machine_only(url: str, allowed: bool) -> None:
    assert is_loopback(url) is allowed
