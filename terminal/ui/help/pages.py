"""The pages of the user guide and the search in them. Knows no widgets.

A page is a Markdown file of `resources/docs/help/<language>/`, in the order of the file names. Its
first heading is its title; a comment `<!-- panels: ticket depth -->` names the panels that it explains.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

SNIPPET = 60
"""About how many characters a hit shows."""
_PANELS = re.compile(r"<!--\s*panels:\s*([\w ]+?)\s*-->")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_RULES = re.compile(r"^[|\s:-]*-{3,}[|\s:-]*$", re.MULTILINE)
_LINKS = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"[`*_#>]+")
_SPACES = re.compile(r"\s+")


class Page(Struct, frozen=True, kw_only=True):
    """One page. `name`: of its file, without the number; `plain`: its words without any markup."""

    name: str
    title: str
    markdown: str
    plain: str
    panels: tuple[str, ...] = ()


class Hit(Struct, frozen=True, kw_only=True):
    """A page that has all the words, with the place of the first one."""

    page: Page
    snippet: str = ""


def read_pages(folder: Path, language: str = "en") -> tuple[Page, ...]:
    """Return the guide in a language; a page that it lacks comes in English. OSError if there is none."""
    files = {file.stem: file for file in sorted((folder / "en").glob("*.md"))}
    if not files:
        raise FileNotFoundError(f"There is no user guide in {folder}.")
    if language != "en":
        own = {file.stem: file for file in (folder / language).glob("*.md")}
        files = {stem: own.get(stem, file) for stem, file in files.items()}
    return tuple(_page(stem, file.read_text(encoding="utf-8")) for stem, file in files.items())


def find(pages: Sequence[Page], words: str) -> list[Hit]:
    """Return the pages that have every word: those with one in the title first, then by mentions."""
    wanted = words.casefold().split()
    if not wanted:
        return [Hit(page=page) for page in pages]
    found = []
    for number, page in enumerate(pages):
        title, text = page.title.casefold(), page.plain.casefold()
        if all(word in text for word in wanted):
            in_title = sum(word in title for word in wanted)
            mentions = sum(text.count(word) for word in wanted)
            found.append(
                (-in_title, -mentions, number, Hit(page=page, snippet=_around(page, wanted)))
            )
    return [hit for *_, hit in sorted(found, key=lambda each: each[:3])]


def page_of(pages: Sequence[Page], panel: str) -> Page:
    """Return the page about a panel, the first page where none is."""
    return next((page for page in pages if panel in page.panels), pages[0])


def _page(stem: str, markdown: str) -> Page:
    panels = tuple(name for found in _PANELS.findall(markdown) for name in found.split())
    body = _COMMENT.sub("", markdown).strip()
    name = stem.partition("-")[2] or stem
    first = body.partition("\n")[0]
    title = first.lstrip("# ") if first.startswith("#") else name
    words = _MARKS.sub("", _LINKS.sub(r"\1", _RULES.sub("", body))).replace("|", " ")
    plain = _SPACES.sub(" ", words).strip()
    return Page(name=name, title=title, markdown=body, plain=plain, panels=panels)


def _around(page: Page, wanted: Sequence[str]) -> str:
    """Return the words around the first mention after the title."""
    text = page.plain
    folded = text.casefold()
    start = len(page.title) if folded.startswith(page.title.casefold()) else 0
    places = [place for word in wanted if (place := folded.find(word, start)) >= 0]
    place = min(places, default=start)
    begin = max(text.rfind(" ", 0, max(0, place - SNIPPET // 3)) + 1, start)
    end = text.find(" ", begin + SNIPPET)
    cut = text[begin : end if end > 0 else len(text)].strip()
    return f"{'… ' if begin > start else ''}{cut}{' …' if end > 0 else ''}"
