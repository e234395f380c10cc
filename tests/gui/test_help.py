"""The window of the user guide: search, links, marks, and the page of the panel in hand."""

import re

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest

from terminal.runtime.paths import resources_dir
from terminal.ui.help.pages import read_pages
from terminal.ui.help.window import HelpWindow
from terminal.ui.theme import Theme

FOLDER = resources_dir() / "docs" / "help"


@pytest.fixture
def guide(qtbot):
    window = HelpWindow(FOLDER, language="en", theme=Theme("dark"))
    qtbot.addWidget(window)
    return window


def titles(guide):
    return [guide.list.item(row).text().partition("\n")[0] for row in range(guide.list.count())]


def test_it_opens_at_the_page_of_a_panel(guide):
    guide.open_page("ticket")
    assert "ticket" in next(page.panels for page in read_pages(FOLDER) if page.name == guide.page)
    guide.open_page()
    assert guide.page == read_pages(FOLDER)[0].name


def test_typing_finds_pages_and_marks_the_words(guide):
    guide.open_page()
    every = titles(guide)
    QTest.keyClicks(guide.search, "kill switch")
    found = titles(guide)
    assert 0 < len(found) < len(every)
    assert "kill" in guide.text.toPlainText().casefold()
    marks = guide.text.extraSelections()
    assert {mark.cursor.selectedText().casefold() for mark in marks} == {"kill", "switch"}
    first = guide.page
    QTest.keyClick(guide.search, Qt.Key.Key_Down)
    assert len(found) == 1 or guide.page != first
    guide.search.clear()
    assert titles(guide) == every
    assert guide.text.extraSelections() == []


def test_words_that_stand_nowhere_say_so(guide):
    guide.open_page()
    QTest.keyClicks(guide.search, "xyzzy")
    assert guide.none.isVisible()
    assert guide.list.count() == 0


def test_links_lead_to_pages_and_the_web_to_the_browser(guide, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    guide.open_page()
    last = read_pages(FOLDER)[-1]
    guide._follow(QUrl(f"{last.name}.md"))
    assert guide.page == last.name
    guide._follow(QUrl("https://example.test/"))
    assert opened == [QUrl("https://example.test/")]
    assert guide.page == last.name


def test_every_link_and_picture_of_the_guide_exists():
    pages = read_pages(FOLDER)
    names = {page.name for page in pages}
    for page in pages:
        for link in _targets(page.markdown):
            if link.startswith("http"):
                continue
            if link.endswith(".md"):
                assert link.removesuffix(".md").partition("-")[2] in names, (page.name, link)
            else:
                assert (FOLDER / link).is_file(), (page.name, link)


def test_every_panel_has_a_page():
    explained = {panel for page in read_pages(FOLDER) for panel in page.panels}
    assert {
        "watchlist", "chart", "downloads", "depth", "ticket", "positions", "orders", "trades",
        "holdings", "funds", "gtt", "basket", "alerts", "mutual", "log",
    } <= explained  # fmt: skip


def _targets(markdown):
    return re.findall(r"\]\(([^)\s]+)", markdown)
