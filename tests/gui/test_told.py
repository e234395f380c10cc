"""Sentences from below the interface in another language: said whole, and no value in them changes."""

import json
import re
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terminal.runtime.paths import resources_dir
from terminal.ui.i18n import Language, told

FIELD = re.compile(r"\{(\d+)\}")
DEVANAGARI = re.compile(r"[\u0900-\u097f]")
TEMPLATES = json.loads((resources_dir() / "translations" / "told.json").read_text("utf-8"))
# What stands in fields: prices, counts, symbols, contracts, ids of orders, accounts and times.
VALUES = st.one_of(
    st.decimals(min_value=0, max_value=10_000_000, places=2).map(lambda value: f"{value:,}"),
    st.integers(min_value=0, max_value=10_000_000).map(str),
    st.text(string.ascii_uppercase + string.digits, min_size=3, max_size=12).filter(
        lambda text: text not in {"BUY", "SELL"}
    ),
    st.sampled_from(
        [
            "NIFTY 24000 CE",
            "M&M",
            "kite/AB1234",
            "251121000012345",
            "09:15:03",
            "-1.5",
            "₹ 1,23,456.70",
        ]
    ),
)


@pytest.fixture(scope="module")
def said_in_hindi(qapp):
    language = Language("hindi")
    yield told
    language.remove()


def test_in_english_a_sentence_stays(qapp):
    assert told("Only 75 are left to close.") == "Only 75 are left to close."


def test_a_sentence_is_told_and_goes_back_to_english_with_the_language(qapp):
    language = Language("hindi")
    assert told("Nothing was sent.") == "कुछ नहीं भेजा गया।"
    language.remove()
    assert told("Nothing was sent.") == "Nothing was sent."


@pytest.mark.parametrize(
    ("english", "hindi_text"),
    [
        ("Only 75 are left to close.", "बंद करने को केवल 75 बचे हैं।"),
        ("Not placed", "नहीं लगा"),
        ("BUY", "ख़रीद"),
        # Two sentences: an objection and its remedy.
        (
            "The exchange takes no stop-market orders on options."
            " Use SL with a limit a little beyond the trigger.",
            "एक्सचेंज ऑप्शन पर स्टॉप-मार्केट ऑर्डर नहीं लेता। ट्रिगर से थोड़ा आगे लिमिट रखकर SL लगाएँ।",
        ),
        # A field may hold words of the program and other sentences.
        ("The order is rejected already.", "ऑर्डर पहले ही अस्वीकृत है।"),
        ("Not sent: Nothing was sent.", "नहीं भेजा: कुछ नहीं भेजा गया।"),
        ("Buy 75 NIFTY 24000 CE: rejected", "ख़रीद 75 NIFTY 24000 CE: अस्वीकृत"),
        (
            "The order value would be 12,000.00; your limit is 10,000.00."
            " Lower the quantity, or raise the limit in the settings.",
            "ऑर्डर का मूल्य 12,000.00 हो जाएगा; आपकी सीमा 10,000.00 है।"
            " मात्रा घटाएँ, या सेटिंग में सीमा बढ़ाएँ।",
        ),
    ],
)
def test_sentences(hindi, english, hindi_text):
    assert told(english) == hindi_text


@pytest.mark.parametrize(
    "words",
    [
        "RMS:Margin Exceeds,Required:1200.50, Available:100.00 for entity account-AB1234",
        "Out of funds",
        "Order not filled",
        "Insufficient funds. Required margin is 200.00 but available margin is 100.00.",
    ],
)
def test_words_of_a_broker_stay_as_they_came(hindi, words):
    assert told(words) == words
    assert told(f"Not sent: {words}").rstrip("।").endswith(words.rstrip("."))


@pytest.mark.parametrize("symbol", ["OPEN", "LIMIT", "MARKET", "INFY", "NIFTY", "DAY", "M&M"])
def test_symbols_stay(hindi, symbol):
    assert told(symbol) == symbol
    assert symbol in told(f"{symbol} is not in today's list of instruments.")


def test_a_sentence_of_which_a_part_is_unknown_is_told_in_part(hindi):
    assert told("Nothing was sent. Qwertz uiop.") == "कुछ नहीं भेजा गया। Qwertz uiop."


def test_margins_and_line_breaks_survive(hindi):
    said = told("  Nothing was sent.\nNothing was sent. ")
    assert said == "  कुछ नहीं भेजा गया।\nकुछ नहीं भेजा गया। "


def test_every_template_is_said_with_its_values(hindi):
    unsaid, lost = [], []
    for template in TEMPLATES:
        values = [f"{number}07" for number in FIELD.findall(template)]
        said = told(FIELD.sub(lambda found: f"{found[1]}07", template))
        if not DEVANAGARI.search(said) and template != "{1}: {2}":
            unsaid.append(template)
        if any(value not in said for value in values):
            lost.append(template)
    assert (unsaid, lost) == ([], [])


@settings(max_examples=400, deadline=None)
@given(template=st.sampled_from(TEMPLATES), values=st.lists(VALUES, min_size=12, max_size=12))
def test_no_value_is_lost_or_changed(said_in_hindi, template, values):
    text = FIELD.sub(lambda found: values[int(found[1]) - 1], template)
    said = said_in_hindi(text)
    for number in FIELD.findall(template):
        assert values[int(number) - 1] in said, (text, said)
    assert sorted(re.findall(r"\d", text)) == sorted(re.findall(r"\d", said)), (text, said)
