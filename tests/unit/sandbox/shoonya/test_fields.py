import pytest

from terminal.sandbox.shoonya.fields import Fields, parse_body
from terminal.sandbox.shoonya.replies import Failure


def test_body_as_the_official_clients_send_it() -> None:
    values, key = parse_body(b'jData={"uid": "FA1", "tsym": "M%26M-EQ"}&jKey=abc')
    assert key == "abc"
    assert Fields(values).text("tsym") == "M&M-EQ"


def test_escaped_ampersand_survives() -> None:
    values, _ = parse_body(b'jData={"sym":"NSE:M\\u0026M-EQ"}')
    assert Fields(values).text("sym") == "NSE:M&M-EQ"


def test_percent_signs_are_decoded_in_few_fields_only() -> None:
    fields = Fields({"sym": "NSE:M%26M-EQ", "stext": "BANKNIFTY+30DEC+CE", "remarks": "a%20b"})
    assert fields.text("sym") == "NSE:M%26M-EQ"
    assert fields.text("stext") == "BANKNIFTY 30DEC CE"
    assert fields.text("remarks") == "a b"


def test_whole_body_encoded_is_read_too() -> None:
    values, key = parse_body(b"jData=%7B%22uid%22%3A%22FA1%22%7D&jKey=k")
    assert (values, key) == ({"uid": "FA1"}, "k")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "Invalid Input :  jData is Missing."),
        (b'{"uid":"FA1"}', "Invalid Input :  jData is Missing."),
        (b'jData={"tsym":"M&M-EQ"}&jKey=k', "Invalid Input : jData is not valid json object"),
        (b"jData=[1]", "Invalid Input : jData is not valid json object"),
        (b'jData={"uid":', "Invalid Input : jData is not valid json object"),
    ],
)
def test_bad_bodies_are_refused_in_the_brokers_words(body: bytes, words: str) -> None:
    with pytest.raises(Failure) as refusal:
        parse_body(body)
    assert (refusal.value.http, refusal.value.emsg) == (400, words)


@pytest.mark.parametrize("value", [None, "", "None", "null", " "])
def test_what_clients_send_for_nothing_is_absent(value: object) -> None:
    fields = Fields({"trgprc": value})
    assert not fields.has("trgprc")
    assert fields.decimal("trgprc") is None


def test_numbers() -> None:
    fields = Fields({"qty": "10.0", "st": "1759808700.0", "Qty": 5, "bad": "x", "half": "1.5"})
    assert fields.integer("qty") == 10
    assert fields.seconds("st") == 1759808700.0
    assert fields.integer("Qty") == 5
    for name in ("bad", "half"):
        with pytest.raises(Failure):
            fields.integer(name)
