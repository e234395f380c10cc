"""A request's form or query as typed fields, refused in the broker's words when malformed."""

from enum import StrEnum
from typing import TypeVar
from urllib.parse import parse_qs

from typing_extensions import override

from terminal.sandbox.kite.replies import Failure, input_error, missing
from terminal.sandbox.numbers import NumberFields

E = TypeVar("E", bound=StrEnum)


class Fields(NumberFields):
    """Names to texts; an empty text counts as absent, as the broker treats it."""

    def __init__(self, values: dict[str, list[str]]) -> None:
        self._values = values

    @classmethod
    def parse(cls, encoded: str) -> "Fields":
        return cls(parse_qs(encoded, keep_blank_values=True))

    def has(self, name: str) -> bool:
        return bool(self.text(name))

    @override
    def text(self, name: str, default: str = "") -> str:
        """Return the first value, stripped, or `default`."""
        found = self._values.get(name)
        return (found[0].strip() or default) if found else default

    def every(self, name: str) -> list[str]:
        """Return all values of a repeated key, empty ones left out."""
        return [value for value in self._values.get(name, []) if value]

    def need(self, name: str) -> str:
        found = self.text(name)
        if not found:
            raise missing(name)
        return found

    @override
    def malformed(self, name: str, wanted: str) -> Failure:
        return input_error(f"Invalid `{name}`.")

    def flag(self, name: str) -> bool:
        """Return whether a switch is on; clients write 1, true and True."""
        return self.text(name).lower() in {"1", "true"}

    def choice(self, name: str, kind: type[E]) -> E | None:
        """Return an enumerated value, None if absent."""
        found = self.text(name)
        if not found:
            return None
        try:
            return kind(found)
        except ValueError:
            raise input_error(f"Invalid `{name}`.") from None

    def need_choice(self, name: str, kind: type[E]) -> E:
        found = self.choice(name, kind)
        if found is None:
            raise missing(name)
        return found

    def plain(self) -> dict[str, str]:
        """Return the first value of each name."""
        return {name: self.text(name) for name in self._values}
