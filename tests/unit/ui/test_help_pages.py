"""The pages of the user guide: how they are read, found and chosen for a panel."""

import pytest

from terminal.ui.help.pages import find, page_of, read_pages


@pytest.fixture
def folder(tmp_path):
    english, hindi = tmp_path / "en", tmp_path / "hi"
    english.mkdir()
    hindi.mkdir()
    (english / "01-start.md").write_text("# First steps\n\nLog in, then *buy*.\n", encoding="utf-8")
    (english / "02-ticket.md").write_text(
        "<!-- panels: ticket depth -->\n# The order ticket\n\n"
        "| key | does |\n|---|---|\n| `B` | buy |\n\nA [stop](03-gtt.md) may buy later.\n",
        encoding="utf-8",
    )
    (english / "03-gtt.md").write_text("# Buy with GTT\n\nA trigger waits.\n", encoding="utf-8")
    (hindi / "01-start.md").write_text("# पहले कदम\n", encoding="utf-8")
    return tmp_path


def test_pages_stand_in_the_order_of_their_files(folder):
    pages = read_pages(folder)
    assert [page.name for page in pages] == ["start", "ticket", "gtt"]
    assert [page.title for page in pages] == ["First steps", "The order ticket", "Buy with GTT"]
    assert pages[1].panels == ("ticket", "depth")
    assert "<!--" not in pages[1].markdown


def test_a_page_that_a_language_lacks_comes_in_english(folder):
    assert [page.title for page in read_pages(folder, "hi")] == [
        "पहले कदम",
        "The order ticket",
        "Buy with GTT",
    ]


def test_words_are_found_without_markup_and_titles_come_first(folder):
    pages = read_pages(folder)
    assert [hit.page.name for hit in find(pages, "BUY")] == ["gtt", "ticket", "start"]
    assert [hit.page.name for hit in find(pages, "buy stop")] == ["ticket"]
    assert find(pages, "03-gtt.md") == []
    assert find(pages, "nowhere") == []
    assert [hit.page.name for hit in find(pages, "  ")] == ["start", "ticket", "gtt"]


def test_a_hit_shows_the_words_around_it(tmp_path):
    (tmp_path / "en").mkdir()
    text = "# Long\n\n" + "before " * 40 + "needle " + "after " * 40
    (tmp_path / "en" / "01-long.md").write_text(text, encoding="utf-8")
    (hit,) = find(read_pages(tmp_path), "needle")
    assert "needle" in hit.snippet
    assert hit.snippet.startswith("… before")
    assert hit.snippet.endswith("after …")
    assert len(hit.snippet) < 120


def test_a_panel_leads_to_its_page_or_to_the_first(folder):
    pages = read_pages(folder)
    assert page_of(pages, "depth").name == "ticket"
    assert page_of(pages, "log").name == "start"


def test_a_folder_without_pages_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError, match="no user guide"):
        read_pages(tmp_path)
