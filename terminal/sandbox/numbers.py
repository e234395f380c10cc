"""Numbers in a request's fields, whatever a broker says to those that are none."""

from abc import ABC, abstractmethod
from decimal import Decimal, InvalidOperation


class NumberFields(ABC):
    """Reads the texts of a request's fields as numbers; empty ones are absent."""

    @abstractmethod
    def text(self, name: str, default: str = "") -> str:
        """Return a value as text, stripped, or `default`."""

    @abstractmethod
    def malformed(self, name: str, wanted: str) -> Exception:
        """Return the broker's refusal of a value that is not `wanted`, like `a number`."""

    def decimal(self, name: str) -> Decimal | None:
        """Return a number, None if absent."""
        text = self.text(name)
        if not text:
            return None
        try:
            value = Decimal(text)
        except InvalidOperation:
            raise self.malformed(name, "a number") from None
        if not value.is_finite():
            raise self.malformed(name, "a number")
        return value

    def integer(self, name: str) -> int | None:
        """Return a whole number, None if absent; `10.0` counts as one."""
        value = self.decimal(name)
        if value is None:
            return None
        if value != value.to_integral_value():
            raise self.malformed(name, "a whole number")
        return int(value)
