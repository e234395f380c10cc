"""Words of the interface in the language of its reader: `tr("Log in")`.

English is the source and the key; a missing translation shows the English. Object names, settings
and saved layouts never pass through here. Word tables at module level keep English and are translated
where they are shown, because a module is read before the language is known.

Sentences that come from below the interface are English wherever they are kept, compared or written
down; `told(text)` says them in the reader's language where they are shown.
"""

import json
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QLibraryInfo,
    QLocale,
    QLoggingCategory,
    QTranslator,
)

from terminal.runtime.paths import resources_dir

CONTEXT = "terminal"
TOLD = "told"
LOCALES = {"english": "en", "hindi": "hi"}
"""Values of the setting, and the locale of each."""


def tr(text: str, **fields: object) -> str:
    """Return `text` in the reader's language, its `{fields}` filled in.

    What follows a tab is a menu's key and stays.
    """
    words, tab, key = text.partition("\t")
    said = f"{QCoreApplication.translate(CONTEXT, words) if words else ''}{tab}{key}"
    return said.format(**fields) if fields else said


def told(text: str) -> str:
    """Return a sentence or word from below the interface in the reader's language.

    Looked for as it stands, then as one of the program's templates ("Only {1} are left to close."),
    whose fields are told in turn, then sentence by sentence. What is not known stays English, and what
    fields hold (prices, symbols, ids) stays as it is.
    """
    return _told(text, 0) if _TEMPLATES else text


def language_of(setting: str) -> str:
    """Return the locale that a setting means: `en`, `hi`; the system's where it is one of these."""
    wanted = LOCALES.get(setting) or QLocale.system().name().partition("_")[0]
    return wanted if wanted in LOCALES.values() else "en"


class Language:
    """The translators in force; they live as long as this does."""

    def __init__(self, setting: str, *, folder: Path | None = None) -> None:
        self.name = language_of(setting)
        self._translators: list[QTranslator] = []
        # Inter has no Devanagari and Qt says so for every size; the next family of the font has it.
        QLoggingCategory.setFilterRules("qt.text.font.db.warning=false")
        if self.name == "en":
            return
        folder = folder or resources_dir() / "translations"
        qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        # Qt's own words (the buttons of its dialogs) come in fewer languages than ours.
        for file in (qt / f"qtbase_{self.name}.qm", folder / f"terminal_{self.name}.qm"):
            translator = QTranslator()
            if file.is_file() and translator.load(str(file)):
                QCoreApplication.installTranslator(translator)
                self._translators.append(translator)
        _TEMPLATES[:] = _read_templates(folder / TEMPLATES_FILE)
        _told.cache_clear()

    @property
    def loaded(self) -> int:
        """How many files of words are in use; 0 in English."""
        return len(self._translators)

    def remove(self) -> None:
        """Go back to English."""
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
        self._translators.clear()
        _TEMPLATES.clear()
        _told.cache_clear()


TEMPLATES_FILE = "told.json"
_FIELD = re.compile(r"\{(\d+)\}")
_SENTENCE_END = re.compile(r"(?<=[.!?…])(\s+)(?=\S)|(\n+)|(\s+·\s+)")
_HEAD = re.compile(r"[A-Z][^{]+[.:] ")
_DEEPEST = 5
_FEW_LETTERS = 12
_FEWEST_LETTERS = 4
_FEW_WORDS = 4
_MARKS = ":;.,?…·→()“”"
# Whole words in capitals are symbols and terms of the exchange; these two are words.
_SPOKEN_CAPITALS = {"BUY", "SELL"}


class Template:
    """A sentence with numbered fields, and the pattern that finds it."""

    def __init__(self, source: str) -> None:
        self.source = source
        pieces = _FIELD.split(source)
        self._numbers = pieces[1::2]
        literals = pieces[::2]
        self.longest = max(literals, key=len)
        self.weight = sum(len(each) for each in literals)
        letters = sum(letter.isalpha() for each in literals for letter in each)
        # One of few letters takes a few words only: it must not swallow a broker's sentence.
        self._weak = letters < _FEW_LETTERS and not _HEAD.fullmatch(literals[0])
        # "{1} of {2}" and "Order {1}" are found in any prose: these take figures and known words only.
        self.bare = letters < _FEWEST_LETTERS or (
            self._weak and not any(mark in source for mark in _MARKS)
        )
        self._pattern = "(.*?)".join(re.escape(literal) for literal in literals)
        self._compiled: re.Pattern[str] | None = None

    def fields(self, text: str, *, loose: bool) -> dict[str, str] | None:
        """Return number -> what stands there, or None if the text is another one.

        Only a loose match takes whole sentences into a field.
        """
        if self.longest not in text or (self._weak and not loose):
            return None
        self._compiled = self._compiled or re.compile(self._pattern, re.DOTALL)
        found = self._compiled.fullmatch(text)
        if not found:
            return None
        values = found.groups()
        if self._weak and any(len(each.split()) > _FEW_WORDS for each in values):
            return None
        if not loose and any(_SENTENCE_END.search(each.strip()) for each in values):
            return None
        return dict(zip(self._numbers, values, strict=True))


_TEMPLATES: list[Template] = []
"""Those of the language in force, those of the longest text first; none in English."""


def _read_templates(file: Path) -> list[Template]:
    sources = json.loads(file.read_text("utf-8")) if file.is_file() else []
    return sorted((Template(source) for source in sources), key=lambda each: -each.weight)


@lru_cache(maxsize=8192)
def _told(text: str, depth: int) -> str:
    bare = text.strip()
    if not any(letter.isalpha() for letter in bare) or depth > _DEEPEST:
        return text
    said = (
        _exact(bare)
        or _filled(bare, depth, loose=False)
        or _by_sentence(bare, depth, whole=True)
        or _filled(bare, depth, loose=True)
        or _by_sentence(bare, depth, whole=False)
    )
    return text.replace(bare, said, 1) if said else text


def _exact(text: str) -> str:
    """Return the translation of a text that has one as it stands, with its full stop or without."""
    if text.isupper() and " " not in text and text not in _SPOKEN_CAPITALS:
        return ""
    if "{" in text:
        return ""
    stopped = text.endswith(".")
    for context in (TOLD, CONTEXT):
        said = _translation(context, text)
        if not said and stopped:
            said = _translation(context, text[:-1])
            said = f"{said}।" if said else ""
        elif not said:
            said = _translation(context, f"{text}.").removesuffix("।")
        if said:
            return said
    return ""


def _translation(context: str, source: str) -> str:
    """Return what a text is in the language in force; '' where nobody has translated it."""
    said = QCoreApplication.translate(context, source) if source else ""
    return said if said != source else ""


def _filled(text: str, depth: int, *, loose: bool) -> str:
    for template in _TEMPLATES:
        fields = template.fields(text, loose=loose)
        if fields is None:
            continue
        values = {number: _told(value, depth + 1) for number, value in fields.items()}
        if template.bare and any(_is_prose(fields[n]) and fields[n] == values[n] for n in values):
            continue
        said = QCoreApplication.translate(TOLD, template.source)
        said = _FIELD.sub(_value_of(values), said)
        if said != text:
            return said
    return ""


def _is_prose(text: str) -> bool:
    """Tell whether a value is neither a figure nor a symbol."""
    return not (text.isupper() or any(letter.isdigit() for letter in text)) and any(
        letter.isalpha() for letter in text
    )


def _value_of(values: dict[str, str]) -> Callable[[re.Match[str]], str]:
    return lambda found: values.get(found[1], found[0])


def _by_sentence(text: str, depth: int, *, whole: bool) -> str:
    """Return a text of several sentences with each said; '' if none is, or (`whole`) if one is not."""
    parts = [part for part in _SENTENCE_END.split(text) if part]
    if len(parts) == 1:
        return ""
    told_parts = [_told(part, depth + 1) if part.strip() else part for part in parts]
    untold = [part for part, said in zip(parts, told_parts, strict=True) if part == said]
    if whole and any(letter.isalpha() for part in untold for letter in part):
        return ""
    said = "".join(told_parts)
    return said if said != text else ""
