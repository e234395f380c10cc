"""Another language: what is shown changes, what is stored does not."""

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QPushButton

from terminal.runtime.config import Settings, SettingsStore
from terminal.runtime.worker import Worker
from terminal.ui.i18n import Language, language_of, tr
from terminal.ui.settings import SettingsDialog
from tests.gui.frame_desk import make_view
from tests.gui.window_fixtures import desk, in_window  # noqa: F401  fixtures


def test_a_word_changes_and_changes_back(qapp):
    assert tr("Positions") == "Positions"
    language = Language("hindi")
    assert language.loaded >= 1
    assert tr("Positions") == "पोज़ीशन"
    assert tr("Feed {age}", age="3 s") == "फ़ीड 3 s"
    assert tr("Nobody has translated this.") == "Nobody has translated this."
    assert tr("") == ""
    language.remove()
    assert tr("Positions") == "Positions"


def test_braces_in_a_text_without_fields_stay(qapp):
    assert tr("a {b}") == "a {b}"


@pytest.mark.parametrize(("setting", "name"), [("english", "en"), ("hindi", "hi")])
def test_the_setting_overrules_the_system(setting, name):
    assert language_of(setting) == name


def test_the_system_decides_where_it_is_asked(monkeypatch):
    from PySide6.QtCore import QLocale

    for system, name in (("hi_IN", "hi"), ("en_IN", "en"), ("de_DE", "en"), ("C", "en")):
        monkeypatch.setattr(QLocale, "system", staticmethod(lambda system=system: QLocale(system)))
        assert language_of("system") == name


def test_the_window_speaks_and_its_names_do_not(hindi, in_window, desk):
    async def test(window):
        desk.views = [make_view()]
        window._next_ns = 0
        window.on_frame()
        assert window.findChild(QLabel, "environmentBadge").text() == "अभ्यास"
        assert "अभ्यास" in window.windowTitle()
        assert window.findChild(QAbstractButton, "armButton").text() == "तैयार करें"
        titles = {dock.objectName(): dock.windowTitle() for dock in window._docks.values()}
        assert titles["positions"] == "पोज़ीशन"
        assert set(titles) == set(window.panels)
        window.top.open_menu()
        menus = window.top.findChildren(QMenu)
        assert "सहायता" in [action.text() for menu in menus for action in menu.actions()]
        for menu in menus:
            menu.close()
        found = desk.actions.matching("इंस्ट्रूमेंट")
        assert not found or all(title for title, _, _ in found)
        assert desk.actions.matching("kill")[0][0] == "किल स्विच (0.6 सेकंड दबाएँ)"

    in_window(test)


def test_a_layout_saved_in_one_language_fits_the_other(qrun, desk):
    async def body():
        window = desk.window()
        window.resize(1600, 900)
        window.reset_layout()
        window.toggle_panel("depth")
        saved = window.layout_now()
        await window.aclose()
        desk.actions = type(desk.actions)(desk.theme)
        language = Language("hindi")
        try:
            again = desk.window()
            again.show()
            from PySide6.QtCore import QRect

            assert again.arrange(saved, screens=[QRect(0, 0, 1920, 1080)])
            assert not again.is_open("depth")
            assert again.is_open("positions")
            await again.aclose()
        finally:
            language.remove()

    qrun(body())


def test_settings_are_found_by_words_of_both_languages(hindi, qrun, tmp_path, theme, failures):
    async def body():
        worker = Worker("settings")
        store = SettingsStore(tmp_path / "s.json", Settings(), worker=worker, on_failure=failures)
        dialog = SettingsDialog(None, store=store, theme=theme)
        dialog.show()
        assert dialog.windowTitle() == "सेटिंग"
        for words in ("भाषा", "language"):
            dialog._search.setText(words)
            shown = [row.info.name for row in dialog._rows if row.isVisible()]
            assert "language" in shown
        assert dialog.findChild(QPushButton, "settingsClose").text() == "बंद करें"
        dialog.hide()
        dialog.deleteLater()
        await store.aclose()
        worker.close()

    qrun(body())


def test_devanagari_has_a_font_of_ours(qapp, theme):
    from PySide6.QtGui import QFontDatabase

    assert "Noto Sans Devanagari" in QFontDatabase.families()
    assert QFontMetricsF(theme.font()).horizontalAdvance("ख़रीदें") > 0
