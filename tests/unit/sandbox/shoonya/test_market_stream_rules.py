"""Frames, and the tape that connections share, without a socket."""

import json

import pytest

from terminal.sandbox.shoonya.packets import DEPTH, TOUCH, changes, scrip_keys
from tests.unit.sandbox.shoonya.market_server import MarketServer


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ({"lp": "1", "ft": "5"}, {"lp": "1", "ft": "6"}, {}),
        ({"lp": "1", "ft": "5"}, {"lp": "2", "ft": "6"}, {"lp": "2", "ft": "6"}),
        ({"lp": "1", "ft": "5"}, {"lp": "1", "bq1": "3", "ft": "5"}, {"bq1": "3"}),
        ({}, {"lp": "1"}, {"lp": "1"}),
    ],
)
def test_an_update_has_what_changed_and_the_time_alone_is_no_change(before, after, wanted):
    assert changes(before, after) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("NSE|22", [("NSE", "22")]),
        ("NSE|22#BSE|508123", [("NSE", "22"), ("BSE", "508123")]),
        ("NSE|22##NSE|#|3#NSE", [("NSE", "22")]),
        ("", []),
    ],
)
def test_scrips_are_read_leniently(text, wanted):
    assert scrip_keys(text) == wanted


@pytest.fixture
def server():
    return MarketServer()


def test_updates_merged_into_the_image_are_the_next_image(server):
    keys = [("NSE", "2885"), ("NSE", "26000"), server.scrip("NFO", "RELIANCE24NOV26C1500").key]
    for kind in (TOUCH, DEPTH):
        merged = {
            key: json.loads(text)
            for key, text in zip(keys, server.tape.images(kind, keys), strict=True)
        }
        for _ in range(40):
            server.pass_time(1)
            for key, text in server.tape.tick(kind, keys).items():
                row = json.loads(text)
                assert row.pop("t") == f"{kind}f"
                assert (row["e"], row["tk"]) == key
                merged[key] |= row
        for key, text in zip(keys, server.tape.images(kind, keys), strict=True):
            image = json.loads(text)
            assert image.pop("t") == f"{kind}k"
            for name in ("toi", "52h", "52l"):  # fields of an image alone
                image.pop(name, None)
            assert {name: merged[key][name] for name in image} == image


def test_an_index_has_no_bids_no_volume_and_no_limits(server):
    (touch,) = server.tape.images(TOUCH, [("NSE", "26000")])
    (depth,) = server.tape.images(DEPTH, [("NSE", "26000")])
    assert json.loads(touch).keys() == {
        "t", "e", "tk", "ts", "pp", "ls", "ti", "lp", "pc", "o", "h", "l", "c", "ft",
    }  # fmt: skip
    assert json.loads(touch)["ts"] == "Nifty 50"
    assert not {"v", "bp1", "uc", "oi"} & json.loads(depth).keys()


def test_depth_has_five_levels_and_a_contract_its_open_interest(server):
    key = server.scrip("NFO", "RELIANCE24NOV26C1500").key
    row = json.loads(server.tape.images(DEPTH, [key])[0])
    names = {f"{side}{what}{n}" for side in "bs" for what in "pqo" for n in range(1, 6)}
    assert names <= row.keys()
    assert {"oi", "poi", "toi", "ltt", "ltq", "tbq", "tsq", "lc", "uc"} <= row.keys()
    assert all(isinstance(value, str) for value in row.values())
    touch = json.loads(server.tape.images(TOUCH, [key])[0])
    assert "bp2" not in touch
    assert int(touch["toi"]) > int(touch["oi"]) > 0


def test_what_nobody_watches_is_forgotten_and_what_is_unknown_has_no_image(server):
    key = ("NSE", "2885")
    assert server.tape.images(TOUCH, [("NSE", "999"), key, ("NFO", "2885")]) != []
    assert len(server.tape.images(TOUCH, [("NSE", "999"), ("NFO", "2885")])) == 0
    server.tape.keep({TOUCH: set(), DEPTH: set()})
    server.pass_time(2)
    assert server.tape.tick(TOUCH, [key]) == {}
    assert server.tape.everything(TOUCH, key) is None
