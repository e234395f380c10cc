"""The line that counts down to the cut-off and names the day whose NAV an order will get."""

from datetime import UTC, datetime

from PySide6.QtWidgets import QLabel

from terminal.mutual.cutoff import CutOff
from terminal.ui import format as fmt
from terminal.ui.i18n import told
from terminal.ui.theme import Theme

SECOND_NS = 1_000_000_000
SOON_S = 600
"""From ten minutes before the cut-off the line is amber and counts seconds."""


class CutOffLine(QLabel):
    """`Orders before 15:00 IST get the NAV of Mon 23 Nov · 42 min left`; holidays are in the tooltip."""

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setWordWrap(True)
        self.setFont(theme.font(-1))
        self.setProperty("role", "muted")

    def show_cut_off(self, cut: CutOff | None, now_ns: int) -> None:
        """Show how long is left of `cut`; None: nothing to wait for."""
        self.setVisible(cut is not None)
        if cut is None:
            return
        text = sentence(cut, now_ns)
        if text == self.text():
            return
        self.setText(told(text))
        self.setToolTip(told(cut.text))
        self.setAccessibleDescription(told(cut.text))
        soon = (cut.closes_ns - now_ns) / SECOND_NS < SOON_S
        role = "warn" if soon else "muted"
        if role != self.property("role"):
            self.setProperty("role", role)
            self.style().unpolish(self)
            self.style().polish(self)


def sentence(cut: CutOff, now_ns: int) -> str:
    """Return the countdown in words."""
    closes = datetime.fromtimestamp(cut.closes_ns // SECOND_NS, UTC).astimezone(fmt.IST)
    now = datetime.fromtimestamp(now_ns // SECOND_NS, UTC).astimezone(fmt.IST)
    when = f"{closes:%H:%M} IST"
    if closes.date() != now.date():
        when += f" on {closes:%a} {closes.day} {closes:%b}"
    nav = f"{cut.nav_day:%a} {cut.nav_day.day} {cut.nav_day:%b}"
    left = left_text((cut.closes_ns - now_ns) / SECOND_NS)
    return f"Orders before {when} get the NAV of {nav} · {left} left"


def left_text(seconds: float) -> str:
    """Return how long is left: 2 days 3 h, 1 h 05 min, 42 min, 9 min 05 s."""
    whole = max(0, int(seconds))
    days, rest = divmod(whole, 86_400)
    if days:
        return f"{days} {'day' if days == 1 else 'days'} {rest // 3600} h"
    if whole < SOON_S:
        return f"{whole // 60} min {whole % 60:02d} s" if whole >= 60 else f"{whole} s"
    return fmt.span(whole)
