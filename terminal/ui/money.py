"""Profit and loss gross or net of charges: the one switch for it, and the words that explain it.

No widget here. The broker's charges come from `portfolio.charges`; drawing is in floats, as all marks.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Protocol

from terminal.domain.account import Position
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.order import Product
from terminal.runtime.config import SettingsStore
from terminal.ui import format as fmt
from terminal.ui.models.fund_words import DEPOSITORY_SHORT


class Charges(Protocol):
    """What panels read of `portfolio.charges.DayCharges`."""

    @property
    def version(self) -> int: ...
    def total(self, account: AccountId | None = None) -> Decimal: ...
    def lines(self, account: AccountId | None = None) -> dict[str, Decimal]: ...
    def of_position(
        self, account: AccountId, instrument: InstrumentId, product: Product
    ) -> Decimal: ...
    def closing(self, account: AccountId | None = None) -> Decimal | None: ...
    def closing_of(self, position: Position) -> Decimal | None: ...
    def pending(self, account: AccountId | None = None) -> int: ...
    def problem(self, account: AccountId | None = None) -> str: ...
    def asked_ns(self, account: AccountId | None = None) -> int: ...


class PnlMode:
    """Whether profit and loss is shown after charges. The settings remember it."""

    def __init__(self, read: Callable[[], bool], write: Callable[[bool], None]) -> None:
        self._read = read
        self._write = write

    @classmethod
    def of(cls, settings: SettingsStore) -> "PnlMode":
        """Return the switch that the settings keep: positions and top bar share it."""
        return cls(
            lambda: settings.current.appearance.pnl_net,
            lambda net: settings.change("appearance", "pnl_net", net),
        )

    @property
    def net(self) -> bool:
        return self._read()

    def toggle(self) -> None:
        self._write(not self._read())


def pnl_words(
    gross: float | None,
    charges: Decimal,
    closing: Decimal | None,
    *,
    pending: int = 0,
    trouble: str = "",
) -> str:
    """Return gross, charges and net as sentences. `closing`: about what closing would cost more."""
    if gross is None or gross != gross:  # noqa: PLR0124
        return "Not known yet: no position has been read."
    lines = [
        f"Gross {fmt.signed_rupees(gross)}, before charges",
        f"Net {fmt.signed_rupees(gross - float(charges))}, net of "
        f"{fmt.rupees(charges)} charges so far"
        + (f"; closing costs about {fmt.rupees(closing)} more" if closing else ""),
    ]
    if pending:
        noun = "executed order is" if pending == 1 else "executed orders are"
        lines.append(f"{pending} {noun} still without charges; they come in a moment.")
    if trouble:
        lines.append(trouble)
    return "\n".join(lines)


def trouble(charges: Charges, now_ns: int, account: AccountId | None = None) -> str:
    """Return why the charges may be old and how old they are, '' where nothing is wrong."""
    problem = charges.problem(account)
    if not problem:
        return ""
    asked_ns = charges.asked_ns(account)
    if not asked_ns:
        return f"Charges could not be read: {problem} It is tried again by itself."
    old = fmt.age((now_ns - asked_ns) / 1e9)
    return f"Charges are {old} old, reading them anew did not work: {problem}"


def day_charges(charges: Charges, now_ns: int) -> tuple[Decimal | None, dict[str, Decimal], str]:
    """Return the day's total, its kinds and a remark for a report; None where nothing is known yet."""
    kinds, pending = charges.lines(), charges.pending()
    remarks = [DEPOSITORY_SHORT]
    if pending:
        noun = "One executed order is" if pending == 1 else f"{pending} executed orders are"
        remarks.insert(0, f"{noun} not in it: the broker has not told the charges yet.")
    if words := trouble(charges, now_ns):
        remarks.append(words)
    total = None if pending and not kinds else charges.total()
    return total, kinds, " ".join(remarks)
