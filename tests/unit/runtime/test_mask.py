"""Nothing secret and nobody's name leaves with a report."""

import json
import urllib.parse
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal.runtime.mask import Mask

SECRET = "s3cr3tT0ken9"
LINES = (
    "Authorization: token kite123key:{}",
    "'Authorization': 'Bearer {}'",
    "access_token={}&x=1",
    '"susertoken": "{}"',
    '{{"jKey": "{}", "uid": "FA12345"}}',
    "jData={{}}&jKey={}",
    'password = "two words and {}"',
    "passwd: '{}'",
    "Set-Cookie: session={}; HttpOnly; kf_session={}",
    "Cookie: a=b; c={}",
    'totp_secret: "{}"',
    "enctoken: {}",
    "https://127.0.0.1:1/?status=success&request_token={}&action=login",
    "vendor_code={}",
    "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----",
    "-----BEGIN PRIVATE KEY-----\n{}",
)


@pytest.fixture
def mask():
    return Mask(
        secrets=["hunter two"],
        people=["ZA1234", "trader-7"],
        home=Path("/home/asha"),
        user="asha",
        machine="asha-laptop",
    )


@pytest.mark.parametrize("line", LINES)
def test_what_looks_like_a_secret_goes(mask, line):
    assert SECRET not in mask("2026-11-21 INFO x: " + line.format(SECRET, SECRET) + "\nnext line")


@pytest.mark.parametrize(
    "spelled",
    [
        "hunter two",
        "HUNTER TWO",
        urllib.parse.quote("hunter two"),
        urllib.parse.quote_plus("hunter two"),
        json.dumps({"note": "hunter two"}),
    ],
)
def test_a_known_secret_goes_however_it_is_spelled(mask, spelled):
    shown = mask(f"said {spelled} aloud")
    assert "hunter" not in shown.lower()
    assert "aloud" in shown


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("session of ZA1234 ended", "session of ZA*** ended"),
        ("account kite:AB9", "account kite:AB***"),
        ("secret kite/live/ZA9876/token", "secret kite/live/ZA***/token"),
        ("user FA123456 again", "user FA*** again"),
        ("trader-7 and Trader-7", "tr*** and Trader-7"),
        ("PAN ABCDE1234F", "PAN ***"),
        ("mail asha@example.com now", "mail *** now"),
        ("call +919876543210", "call +***210"),
        ("order 241120000012345678 done", "order ***678 done"),
        ("from 203.0.113.77", "from 203.0.x.x"),
        ("at 127.0.0.1:8710", "at 127.0.0.1:8710"),
        ("/home/asha/.config/terminal", "~/.config/terminal"),
        ("Asha on asha-laptop", "user on computer"),
    ],
)
def test_people_numbers_and_places_are_masked(mask, text, said):
    assert mask(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-21 09:00:15.330 INFO terminal.ui: the desktop tells: network",
        "NSE:NIFTY26NOV24000CE at 24,012.35",
        "tokens in any order, pin the panel",
        "latency 41.235 ms, 1234567.891 rows",
        'File "/opt/trading-terminal/terminal/brokers/kite/master.py", line 65 in _parse',
    ],
)
def test_what_helps_stays(mask, text):
    assert mask(text) == text


@given(
    secret=st.text(
        st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="\"'\\"), min_size=6
    ).filter(lambda text: text.lower() not in "abcdefghijklm said xyz ***"),
    around=st.sampled_from(["{}", "x{}y", '"{}"', "a={}", "{}{}", "\n{}\n"]),
)
def test_a_known_secret_never_comes_through(secret, around):
    mask = Mask(secrets=[secret], home=Path("/nowhere/x"), user="nobody-here", machine="no-machine")
    assert secret not in mask("said " + around.replace("{}", secret))


def test_long_texts_are_masked_to_their_end():
    mask = Mask(secrets=["hunter two"], user="x", machine="x")
    shown = mask("line\n" * 1000 + "hunter two\n")
    assert shown == "line\n" * 1000 + "***\n"
