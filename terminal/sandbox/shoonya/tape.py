"""What the stream last said about every watched scrip, and what has changed since.

Connections share it: a scrip's fields are worked out once a tick however many watch it, and an
image is what the next update continues from.
"""

from collections.abc import Iterable

from terminal.sandbox.shoonya.listing import Scrip
from terminal.sandbox.shoonya.packets import DEPTH, KINDS, Texts, changes, fields_of, image, update
from terminal.sandbox.shoonya.quotes import Extremes, price
from terminal.sandbox.shoonya.view import View
from terminal.sim.types import Quote

Key = tuple[str, str]


class Tape:
    """The newest fields of watched scrips, by kind of subscription."""

    def __init__(self, view: View, extremes: Extremes) -> None:
        self._view, self._extremes = view, extremes
        self._said: dict[str, dict[Key, Texts]] = {kind: {} for kind in KINDS}

    def keep(self, wanted: dict[str, set[Key]]) -> None:
        """Forget what nobody watches any more."""
        for kind, said in self._said.items():
            for key in [key for key in said if key not in wanted[kind]]:
                del said[key]

    def clear(self) -> None:
        for said in self._said.values():
            said.clear()

    def images(self, kind: str, keys: Iterable[Key]) -> list[str]:
        """Return the acknowledgement of each known scrip, in order."""
        listing = self._view.listing
        scrips = [scrip for key in keys if (scrip := listing.get(*key)) is not None]
        quotes = self._view.quotes(scrips)
        said = self._said[kind]
        frames = []
        for scrip, quote in zip(scrips, quotes, strict=True):
            fields = said.setdefault(scrip.key, fields_of(kind, scrip, quote))
            frames.append(image(kind, scrip, fields, self._fixed(kind, scrip, quote)))
        return frames

    def tick(self, kind: str, keys: Iterable[Key]) -> dict[Key, str]:
        """Return the updates of the scrips that changed."""
        listing, said = self._view.listing, self._said[kind]
        scrips = [scrip for key in keys if key in said and (scrip := listing.get(*key)) is not None]
        frames: dict[Key, str] = {}
        for scrip, quote in zip(scrips, self._view.quotes(scrips), strict=True):
            fields = fields_of(kind, scrip, quote)
            if changed := changes(said[scrip.key], fields):
                said[scrip.key] = fields
                frames[scrip.key] = update(kind, scrip, changed)
        return frames

    def everything(self, kind: str, key: Key) -> str | None:
        """Return an update with all fields of a scrip, as last said; None if it is not watched."""
        scrip, fields = self._view.listing.get(*key), self._said[kind].get(key)
        return None if scrip is None or fields is None else update(kind, scrip, fields)

    def _fixed(self, kind: str, scrip: Scrip, quote: Quote) -> Texts:
        fixed: Texts = {}
        if scrip.row.expiry is not None:
            fixed["poi"] = self._extremes.open_interest_before(scrip)
            fixed["toi"] = self._extremes.open_interest_of_all(scrip)
        year = self._extremes.year(scrip, quote) if kind == DEPTH else None
        if year is not None:
            fixed["52h"], fixed["52l"] = price(year[0], scrip), price(year[1], scrip)
        return fixed
