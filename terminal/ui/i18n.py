"""Words of the interface in the language of its reader: `tr("Log in")`.

English is the source and the key; a missing translation shows the English. Object names, settings
and saved layouts never pass through here. Word tables at module level keep English and are translated
where they are shown, because a module is read before the language is known.
"""

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
LOCALES = {"english": "en", "hindi": "hi"}
"""Values of the setting, and the locale of each."""


def tr(text: str, **fields: object) -> str:
    """Return `text` in the reader's language, its `{fields}` filled in.

    What follows a tab is a menu's key and stays.
    """
    words, tab, key = text.partition("\t")
    said = f"{QCoreApplication.translate(CONTEXT, words) if words else ''}{tab}{key}"
    return said.format(**fields) if fields else said


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

    @property
    def loaded(self) -> int:
        """How many files of words are in use; 0 in English."""
        return len(self._translators)

    def remove(self) -> None:
        """Go back to English."""
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
        self._translators.clear()
