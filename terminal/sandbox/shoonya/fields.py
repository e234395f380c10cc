"""A request's raw body: `jData={json}` and `&jKey=...`, split the way the real server splits it.

The body is cut at `&` before the JSON is read and is not decoded, so a literal ampersand inside
the JSON spoils it. Percent signs are decoded only in the fields where the broker decodes them.
"""

from collections.abc import Mapping
from urllib.parse import unquote_plus

import msgspec
from typing_extensions import override

from terminal.sandbox.numbers import NumberFields
from terminal.sandbox.shoonya.replies import Failure, invalid

DECODED = frozenset({"tsym", "tsym2", "tsym3", "stext", "remarks"})
_ABSENT = frozenset({"", "None", "null"})
_START = b"jData="


def parse_body(body: bytes) -> tuple[dict[str, object], str]:
    """Return (jData, jKey); Failure in the broker's words if there is no readable jData."""
    text = body.strip()
    if not text.startswith(_START):
        raise invalid(" jData is Missing.")
    encoded = not text.startswith(b"jData={")
    parts = text.split(b"&")
    data, key = parts[0][len(_START) :].decode(errors="replace"), ""
    for part in parts[1:]:
        name, _, value = part.partition(b"=")
        if name == b"jKey":
            key = value.decode(errors="replace").strip()
    if encoded:
        data, key = unquote_plus(data), unquote_plus(key)
    try:
        decoded = msgspec.json.decode(data)
    except msgspec.DecodeError:
        decoded = None
    if not isinstance(decoded, dict):
        raise invalid("jData is not valid json object")
    return decoded, key


class Fields(NumberFields):
    """Names to texts; an empty text, a null and Python's `None` count as absent."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = values

    def has(self, name: str) -> bool:
        return bool(self.text(name))

    def raw(self, name: str) -> object:
        """Return a value as it came, for the few that are objects or lists."""
        return self._values.get(name)

    @override
    def text(self, name: str, default: str = "") -> str:
        """Return a value as text, stripped, or `default`."""
        value = self._values.get(name)
        if value is None or isinstance(value, dict | list):
            return default
        text = str(value).strip()
        if text in _ABSENT:
            return default
        return unquote_plus(text) if name in DECODED else text

    def need(self, *names: str) -> list[str]:
        """Return the values of all these names; Failure naming them if one is absent."""
        values = [self.text(name) for name in names]
        if not all(values):
            raise invalid(f"Missing {' or '.join(names)}.")
        return values

    def part(self, name: str) -> "Fields | None":
        """Return a nested object, None if there is none."""
        value = self._values.get(name)
        return Fields(value) if isinstance(value, dict) else None

    def parts(self, name: str) -> list["Fields"]:
        """Return a nested list of objects."""
        value = self._values.get(name)
        rows = value if isinstance(value, list) else []
        return [Fields(row) for row in rows if isinstance(row, dict)]

    @override
    def malformed(self, name: str, wanted: str) -> Failure:
        return invalid(f"{name} is not {wanted}")

    def seconds(self, name: str) -> float | None:
        """Return an epoch time, decimals allowed, None if absent."""
        value = self.decimal(name)
        return None if value is None else float(value)
