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


def said_in(translations, language):
    """English -> translation, of those that have one."""
    return {e: said for e, said in translations.translated(language).items() if said}


def fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nearly_every_text_is_translated(translations, language):
    """A new text may wait for its translator; a surface may not."""
    missing = translations.missing(language)
    assert len(missing) <= len(translations.words()) // 10, (
        f"run packaging/translations.py and translate: {missing}"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_fields_line_breaks_and_margins_survive(translations, language):
    for english, said in said_in(translations, language).items():
        assert fields(english) == fields(said), english
        assert english.count("\n") == said.count("\n"), english
        assert english[:1].isspace() == said[:1].isspace(), english


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_file_says_what_its_source_says(qapp, translations, language):
    translator = QTranslator()
    assert translator.load(str(translations.FOLDER / f"terminal_{language}.qm"))
    for english, said in said_in(translations, language).items():
        assert translator.translate("terminal", english) == said


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
