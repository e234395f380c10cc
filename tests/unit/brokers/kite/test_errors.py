"""Every row of the broker's error tables has its own type, its own words, and keeps the broker's."""

import httpx
import pytest

from terminal.brokers.kite.codec_errors import refusal
from terminal.brokers.outcomes import write_outcome
from terminal.domain.errors import (
    AddressRefused,
    BrokerRefused,
    LoginNeeded,
    PermissionRefused,
    RateLimited,
    Rejected,
    Transient,
    Unknown,
    WireError,
)
from terminal.transport.http import NotSent, Reply, ReplyLost
from tests.unit.brokers.kite.wired import no


def reply_of(response: httpx.Response) -> Reply:
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Reply(
        status=response.status_code, headers=headers, content=response.content, seconds=0.1
    )


def error_of(status: int, error_type: str, message: str, *, market_data: bool = False):
    return refusal(reply_of(no(status, error_type, message)), market_data=market_data)


TABLE = [
    # kite.md 5.1: type, status, ours, our code
    ("TokenException", 403, LoginNeeded, "login_needed"),
    ("TwoFAException", 403, LoginNeeded, "login_needed"),
    ("PermissionException", 403, PermissionRefused, "permission"),
    ("PermissionError", 403, PermissionRefused, "permission"),
    ("UserException", 403, BrokerRefused, "UserException"),
    ("InputException", 400, BrokerRefused, "InputException"),
    ("OrderException", 400, BrokerRefused, "OrderException"),
    ("OrderException", 500, Transient, "OrderException"),
    ("MarginException", 400, BrokerRefused, "MarginException"),
    ("HoldingException", 400, BrokerRefused, "HoldingException"),
    ("NetworkException", 503, Transient, "NetworkException"),
    ("NetworkException", 429, RateLimited, "rate_limited"),
    ("DataException", 502, Transient, "DataException"),
    ("DataException", 504, Transient, "DataException"),
    ("GeneralException", 500, Transient, "GeneralException"),
    ("NewfangledException", 400, BrokerRefused, "NewfangledException"),
    ("NewfangledException", 500, Transient, "NewfangledException"),
    # kite.md 5.2: the remaining statuses
    ("GeneralException", 404, BrokerRefused, "GeneralException"),
    ("GeneralException", 405, BrokerRefused, "GeneralException"),
    ("GeneralException", 410, BrokerRefused, "GeneralException"),
    ("InputException", 428, BrokerRefused, "demat_authorisation"),
]


@pytest.mark.parametrize(("error_type", "status", "ours", "code"), TABLE)
def test_each_documented_failure_has_its_type(error_type, status, ours, code) -> None:
    error = error_of(status, error_type, "The broker's own words.")
    assert type(error) is ours
    assert error.code == code
    assert "The broker's own words." in error.text


@pytest.mark.parametrize(
    ("status", "certain"),
    [
        (400, True),
        (403, True),
        (404, True),
        (405, True),
        (410, True),
        (428, True),
        (429, True),
        (500, False),
        (502, False),
        (503, False),
        (504, False),
    ],
)
def test_only_refusals_prove_that_nothing_was_placed(status: int, certain: bool) -> None:
    outcome = write_outcome(error_of(status, "GeneralException", "words"))
    assert isinstance(outcome, Rejected if certain else Unknown)
    assert "words" in (outcome.text if isinstance(outcome, Rejected) else outcome.reason)


def test_not_sent_is_a_rejection_and_a_lost_reply_is_not() -> None:
    outcome = write_outcome(NotSent("No connection.", code="not_sent"))
    assert isinstance(outcome, Rejected)
    assert outcome.code == "not_sent"
    assert isinstance(write_outcome(ReplyLost("no answer")), Unknown)
    assert isinstance(write_outcome(WireError("half a word")), Unknown)


@pytest.mark.parametrize("status", [200, 302, 400, 403, 404])
def test_a_page_instead_of_an_envelope_proves_nothing(status: int) -> None:
    page = httpx.Response(status, text="<html>access_token=verysecret</html>")
    error = refusal(reply_of(page))
    assert type(error) is WireError
    assert isinstance(write_outcome(error), Unknown)
    assert "verysecret" not in error.text


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_gateways_page_is_weather(status: int) -> None:
    assert type(refusal(reply_of(httpx.Response(status, text="<html>bad gateway")))) is Transient


@pytest.mark.parametrize(
    "message",
    [
        "IP (2401:4900:1::2) is not allowed to place orders.",
        "Your IP 1.2.3.4 is not whitelisted",
        "Static IP required for order placement",
    ],
)
def test_the_static_ip_rule_has_its_own_words(message: str) -> None:
    error = error_of(403, "PermissionException", message)
    assert type(error) is AddressRefused
    assert error.code == "address"
    assert message in error.text
    assert "not placed" in error.hint
    assert "IPv4" in error.hint


def test_a_plan_without_data_is_told_apart_from_other_permissions() -> None:
    words = "Insufficient permission for that call."
    data = error_of(403, "PermissionException", words, market_data=True)
    other = error_of(403, "PermissionException", words)
    assert (data.code, other.code) == ("no_market_data", "permission")
    assert "Connect plan" in data.hint


def test_an_expired_session_says_what_it_means_for_orders() -> None:
    error = error_of(403, "TokenException", "Token is invalid or has expired.")
    assert "Token is invalid or has expired." in error.text
    assert "Log in again" in error.hint
    assert "stay there" in error.hint


def test_unauthorised_holdings_say_how_to_authorise() -> None:
    error = error_of(428, "", "10 quantity needs authorisation at depository.")
    assert "10 quantity needs authorisation at depository." in error.text
    assert "Authorise" in error.hint


@pytest.mark.parametrize(
    ("message", "part"),
    [
        ("Market orders without market protection are not allowed via API.", "protection band"),
        ("Order cannot be modified as it is being processed. Try later.", "filling"),
        ("The order quantity 1000 (40 lots) is higher than the maximum quantity of 900", "slice"),
        ("Trigger price ... cannot be below the lower circuit price", "price band"),
        ("Tick size for this script is 0.05.", "price grid"),
    ],
)
def test_known_messages_carry_advice(message: str, part: str) -> None:
    assert part in error_of(400, "InputException", message).hint


def test_the_daily_cap_is_told_by_its_words() -> None:
    error = error_of(400, "OrderException", "Maximum allowed order requests exceeded")
    assert error.code == "day_limit"
    assert "exits" in error.hint


def test_a_rate_limit_honours_the_servers_wish() -> None:
    response = no(429, "NetworkException", "Too many requests")
    response.headers["Retry-After"] = "7"
    error = refusal(reply_of(response))
    assert isinstance(error, RateLimited)
    assert error.retry_after_s == 7.0
