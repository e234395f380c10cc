"""All known funds and the search over them: word by word, in any order, over name, house and ISIN.

A few thousand rows: each search is a scan over prepared text, well under a frame.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from terminal.domain.mutual import Scheme

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_\W]+")
_WORDS = re.compile(r"\w+")
FACETS = ("amc", "category", "plan", "dividend")


def house_words(amc: str) -> str:
    """Return a fund house as words: `BirlaSunLifeMutualFund_MF` is "Birla Sun Life Mutual Fund"."""
    return " ".join(_CAMEL.sub(" ", amc.removesuffix("_MF")).split())


class SchemeCatalog:
    """Schemes by ISIN, sorted by name."""

    def __init__(self) -> None:
        self._by_isin: dict[str, Scheme] = {}
        self._sorted: list[Scheme] = []
        self._texts: list[str] = []
        self._facets: dict[str, list[str]] = {name: [] for name in FACETS}

    def __len__(self) -> int:
        return len(self._sorted)

    def replace(self, schemes: Iterable[Scheme]) -> None:
        """Take a new list; of two rows with one ISIN the first counts."""
        found: dict[str, Scheme] = {}
        for scheme in schemes:
            found.setdefault(scheme.isin, scheme)
        self._by_isin = found
        self._sorted = sorted(found.values(), key=lambda each: (each.name.casefold(), each.isin))
        self._texts = [_text(scheme) for scheme in self._sorted]
        self._facets = {
            name: sorted({getattr(scheme, name) for scheme in self._sorted} - {""})
            for name in FACETS
        }

    def scheme(self, isin: str) -> Scheme | None:
        return self._by_isin.get(isin)

    def schemes(self) -> Sequence[Scheme]:
        """All funds by name."""
        return self._sorted

    def facets(self) -> Mapping[str, list[str]]:
        """Return the values there are of amc, category, plan and dividend, sorted."""
        return self._facets

    def search(
        self,
        text: str,
        *,
        amc: str = "",
        category: str = "",
        plan: str = "",
        dividend: str = "",
        limit: int = 200,
    ) -> list[Scheme]:
        """Return funds that have every word, those first that have them at the start of words.

        The other arguments keep only rows with exactly that value; empty ones keep all.
        """
        words = [word.casefold() for word in _WORDS.findall(text)]
        wanted = [
            (name, value)
            for name, value in zip(FACETS, (amc, category, plan, dividend), strict=True)
            if value
        ]
        texts: Iterable[int] = range(len(self._sorted))
        for word in words:
            texts = [row for row in texts if word in self._texts[row]]
        rows = [
            row
            for row in texts
            if all(getattr(self._sorted[row], name) == value for name, value in wanted)
        ]
        if words:
            starts = [f" {word}" for word in words]
            rows.sort(key=lambda row: not all(each in self._texts[row] for each in starts))
        return [self._sorted[row] for row in rows[:limit]]


def _text(scheme: Scheme) -> str:
    parts = (scheme.name, house_words(scheme.amc), scheme.isin, scheme.category, scheme.plan)
    words = _WORDS.findall(" ".join((*parts, scheme.dividend)).casefold())
    return f" {' '.join(words)} "
