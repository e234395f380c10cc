"""The optional file that says where a broker is."""

import json

import pytest

from terminal.app.addresses import load_kite_addresses, load_shoonya_addresses
from terminal.brokers.kite.config import live_config
from terminal.brokers.shoonya.config import live_config as shoonya_live


def write(folder, content):
    file = folder / "kite.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content))
    return file


def test_without_a_file_nothing_changes(tmp_path):
    assert load_kite_addresses(tmp_path / "kite.json", only_ipv4=False) == ({}, "")


def test_named_fields_replace_and_the_others_stay(tmp_path):
    file = write(
        tmp_path,
        {
            "live": {
                "rest": "https://other.example",
                "prefixes": {"orders": "/oms"},
                "stream_query": {"x": "1"},
            }
        },
    )
    found, complaint = load_kite_addresses(file, only_ipv4=True)
    assert complaint == ""
    usual = live_config(force_ipv4=True)
    assert found["live"].rest == "https://other.example"
    assert found["live"].prefixes.orders == "/oms"
    assert found["live"].prefixes.user == usual.prefixes.user
    assert found["live"].stream_query == {"x": "1"}
    assert found["live"].stream == usual.stream
    assert found["live"].force_ipv4


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("{", "usable"),
        ({"nowhere": {}}, "nowhere"),
        ({"live": {"hots": "x"}}, "hots"),
        ({"live": {"rest": 7}}, "usable"),
        ({"live": {"rest": "http://other.example"}}, "not encrypted"),
    ],
)
def test_a_file_that_is_wrong_is_said_and_not_used(tmp_path, content, word):
    found, complaint = load_kite_addresses(write(tmp_path, content), only_ipv4=False)
    assert found == {}
    assert word in complaint


def test_this_machine_needs_no_encryption(tmp_path):
    file = write(tmp_path, {"live": {"rest": "http://127.0.0.1:8700"}})
    found, complaint = load_kite_addresses(file, only_ipv4=False)
    assert complaint == ""
    assert found["live"].rest == "http://127.0.0.1:8700"


def test_shoonyas_addresses_may_change_too_and_stay_encrypted(tmp_path):
    file = tmp_path / "shoonya.json"
    file.write_text(json.dumps({"live": {"rest": "https://other.example/NorenWClientAPI"}}))
    found, complaint = load_shoonya_addresses(file, only_ipv4=True)
    assert complaint == ""
    assert found["live"].rest == "https://other.example/NorenWClientAPI"
    assert found["live"].profile == shoonya_live().profile
    assert found["live"].force_ipv4
    for bad, words in (
        ({"live": {"rest": "http://other.example"}}, "not encrypted"),
        ({"live": {"masters": "http://other.example"}}, "not encrypted"),
        ({"paper": {}}, "no environment"),
        ({"live": {"wire": 1}}, "unknown fields wire"),
    ):
        file.write_text(json.dumps(bad))
        found, complaint = load_shoonya_addresses(file, only_ipv4=False)
        assert found == {}
        assert words in complaint
