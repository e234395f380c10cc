"""The words of the program in other languages: all there, all compiled, nothing lost in between."""

import importlib.util
import re
import string
import sys

import pytest
from PySide6.QtCore import QTranslator

from tests.conftest import ROOT

LANGUAGES = ("hi",)
DEVANAGARI = re.compile(r"[\u0900-\u097f]")


@pytest.fixture(scope="module")
def translations():
    spec = importlib.util.spec_from_file_location(
        "translations", ROOT / "packaging" / "translations.py"
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules["translations"] = module
    spec.loader.exec_module(module)
    return module


def said_in(translations, language, context="terminal"):
    """English -> translation, of those that have one."""
    return {e: said for e, said in translations.translated(language, context).items() if said}


def fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nearly_every_text_is_translated(translations, language):
    """A new text may wait for its translator; a surface may not."""
    missing = translations.missing(language)
    assert len(missing) <= (len(translations.words()) + len(translations.sentences())) // 10, (
        f"run packaging/translations.py and translate: {missing}"
    )


@pytest.mark.parametrize("context", ["terminal", "told"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_fields_line_breaks_and_margins_survive(translations, language, context):
    for english, said in said_in(translations, language, context).items():
        assert fields(english) == fields(said), english
        assert english.count("\n") == said.count("\n"), english
        assert english[:1].isspace() == said[:1].isspace(), english


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_file_says_what_its_source_says(qapp, translations, language):
    translator = QTranslator()
    assert translator.load(str(translations.FOLDER / f"terminal_{language}.qm"))
    for context in ("terminal", "told"):
        for english, said in said_in(translations, language, context).items():
            assert translator.translate(context, english) == said


def test_hindi_is_written_in_its_own_letters(translations):
    plain = {e for e, said in said_in(translations, "hi").items() if not DEVANAGARI.search(said)}
    assert len(plain) < 30, sorted(plain)
    for english in ("Order ticket", "Buy", "Positions", "Log in", "Settings", "Kill switch"):
        assert english not in plain


def test_words_are_found_where_they_are_shown(translations):
    found = set(translations.words())
    for text in (
        "Positions",  # the title of a panel
        "Search instruments…",  # a command
        "Avg. price",  # the head of a column
        "How it looks. Applies at once.",  # a section of the settings
        "Colours of gain and loss",  # a setting
        "API secret",  # a field of a log-in
        "Trigger",  # a field of the ticket
        "Locked",  # a word given to tr
        "PRACTICE, no real money",  # a table of words
    ):
        assert text in found
    assert "blue_orange" not in found, "a stored value is no word"


def test_sentences_from_below_are_found_with_numbered_fields(translations):
    found = set(translations.sentences())
    for text in (
        "Only {1} are left to close.",  # a guard's objection
        "Enter at most {1}.",  # and its remedy
        "No connection to {1} within {2} s.",  # the transport
        "Zerodha refused for too many requests: {1}",  # a broker's codec
        "The kill switch is on: only exits and cancels pass.",  # without a field
        "{1} sent an empty {2}.",
        "This leg is not in the basket any more.",
        "Not placed",  # a state of an order
        "rejected",  # the value of a state, in a sentence
        "{1} order",
        "{1} orders",  # a plural's ending makes two
    ):
        assert text in found
    assert not any("SELECT" in text or "%s" in text for text in found)
    assert "send exit" not in found, "the name of a task is no word"


def test_a_text_that_goes_on_in_the_next_statement_is_one_sentence(translations):
    tree = translations.told_words.ast.parse(
        'if a:\n    text = f"{name} was not placed: the list"\n    text += " does not have it."\n'
    )
    assert set(translations.told_words._of_file(tree)) == {
        "{1} was not placed: the list does not have it."
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_check_finds_a_lost_field_and_a_stale_list(
    translations, language, tmp_path, monkeypatch
):
    assert not translations.broken(language)
    for file in translations.FOLDER.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    monkeypatch.setattr(translations, "FOLDER", tmp_path)
    monkeypatch.setattr(translations, "TEMPLATES", tmp_path / "told.json")
    templates = [text for text in translations.sentences() if translations.FIELD.search(text)]
    (tmp_path / "told.json").write_text(translations.json.dumps(templates), "utf-8")
    assert not translations.stale()
    ts = tmp_path / f"terminal_{language}.ts"
    whole = ts.read_text("utf-8")
    source = "<source>Only {1} are left to close.</source>"
    at = whole.index("<translation>", whole.index(source))
    end = whole.index("</translation>", at)
    ts.write_text(whole[:at] + whole[at:end].replace("{1}", "") + whole[end:], "utf-8")
    (tmp_path / "told.json").write_text("[]", "utf-8")
    assert translations.broken(language) == ["Only {1} are left to close."]
    assert translations.stale()
    assert translations.check() == 1
