"""The page of what is held: its figures, the totals, and where the money is."""

from collections.abc import Callable, Sequence
from typing import Literal, cast

from PySide6.QtGui import QResizeEvent
from typing_extensions import override

from terminal.domain.mutual import FundHolding
from terminal.mutual.service import FundService
from terminal.ui import format as fmt
from terminal.ui.models.mutual import FundHoldingRow, FundHoldingsModel, gain_color, xirr_text
from terminal.ui.mutual import words
from terminal.ui.mutual.allocation import Allocation
from terminal.ui.mutual.page import Entry, Page, Verbs
from terminal.ui.theme import Theme

ROOM_FOR_CHART = 620
CHART_SHARE = 0.3
_WRITE: dict[str, Callable[[str], str]] = {
    "amc": words.amc,
    "category": words.kind,
    "scheme": str,
}


class HoldingsPage(Page):
    """Holdings by folio."""

    def __init__(self, *, service: FundService, verbs: Verbs, theme: Theme) -> None:
        super().__init__("holdings", "Fund holdings", service=service, verbs=verbs, theme=theme)
        self.model = FundHoldingsModel()
        self._all: list[FundHolding] = []
        self.use_model(self.model, totals=True)
        self._buy = self.button("buy", "Buy more", "Buy more of this fund  (B or Enter)", self.buy)
        self._redeem = self.button("redeem", "Redeem", "Redeem units  (S)", self.redeem)
        self._sip = self.button("sip", "Start SIP", "Buy at regular times  (N)", self.start_sip)
        self.chart_button = self.button(
            "chart", "Chart", "Show where the money is", self._show_chart
        )
        self.chart_button.setCheckable(True)
        self.chart_button.setChecked(True)
        self.allocation = Allocation(theme)
        self.allocation.by.chosen.connect(self._show_parts)
        self.across.addWidget(self.allocation)
        self.crowded = False
        """True while the side pane needs the room."""
        self.key("B", self.buy)
        self.key("S", self.redeem)
        self.key("N", self.start_sip)
        self.show_buttons()

    @property
    @override
    def count(self) -> int | None:
        return len(self.service.holdings())

    @override
    def rebuild(self) -> None:
        self.stale = False
        service = self.service
        self._all = service.holdings()
        shown = [h for h in self._all if self._wanted(h)]
        self.model.set_rows(FundHoldingRow(h, service.valued(h)) for h in shown)
        self.fit()
        self.say_why_empty(
            shown=bool(shown),
            there_are=bool(self._all),
            nothing="You hold no mutual funds yet.\nSearch for one under Funds.",
        )
        self.say_note()
        self._show_totals(shown)
        self._show_parts()
        self.show_buttons()
        self.told.emit()

    def buy(self) -> None:
        if (holding := self.current) is not None:
            self.verbs.buy(holding.isin, holding.account)

    def redeem(self) -> None:
        if (holding := self.current) is not None:
            self.verbs.redeem(holding)

    def start_sip(self) -> None:
        if (holding := self.current) is not None:
            self.verbs.start_sip(holding.isin, holding.account)

    @override
    def open_current(self) -> None:
        self.buy()

    @property
    def current(self) -> FundHolding | None:
        row = self.table.current_row()
        return row.holding if isinstance(row, FundHoldingRow) else None

    @override
    def show_buttons(self) -> None:
        one = self.current is not None
        for button in (self._buy, self._redeem, self._sip):
            button.setEnabled(one)

    @override
    def menu_entries(self) -> Sequence[Entry]:
        one = self.current is not None
        return (
            ("buy", "Buy more…\tB", self.buy, one),
            ("redeem", "Redeem…\tS", self.redeem, one),
            ("sip", "Start a SIP…\tN", self.start_sip, one),
            None,
            ("copy", "Copy\tCtrl+C", self.table.copy, True),
        )

    def set_crowded(self, *, crowded: bool) -> None:
        """Let the chart make room for the side pane where there is little."""
        self.crowded = crowded
        self._show_chart()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_chart()

    def _show_chart(self) -> None:
        room = self.width() >= ROOM_FOR_CHART
        wanted = self.chart_button.isChecked() and bool(self._all) and room and not self.crowded
        self.allocation.setFixedWidth(max(280, min(420, int(self.width() * CHART_SHARE))))
        self.allocation.setVisible(wanted)
        self.chart_button.setEnabled(room and not self.crowded)

    def _show_parts(self) -> None:
        by = cast('Literal["amc", "category", "scheme"]', self.allocation.by.value() or "category")
        write = _WRITE[by]
        self.allocation.show_parts(
            [(write(name), value) for name, value in self.service.allocation(by)]
        )
        self._show_chart()

    def _wanted(self, holding: FundHolding) -> bool:
        return self.matches(holding.name, holding.isin, holding.folio, fmt.account(holding.account))

    def _show_totals(self, shown: Sequence[FundHolding]) -> None:
        if self.totals is None:
            return
        if not shown or len(shown) != len(self._all):
            # The service adds up all holdings, its yearly return too: of some of them it is not known.
            self.totals.show_totals("", {})
            return
        sums, number = self.service.totals(), self.model.column_number
        figures = {
            number("invested"): (fmt.money(sums.invested), "text"),
            number("value"): (fmt.money(sums.value), "text"),
            number("pnl"): (fmt.signed(sums.pnl), gain_color(sums.pnl)),
            number("pnl_percent"): (fmt.percent(sums.pnl_percent), gain_color(sums.pnl_percent)),
            number("xirr"): (xirr_text(sums.xirr), gain_color(sums.xirr and sums.xirr * 100)),
        }
        noun = "holding" if len(shown) == 1 else "holdings"
        self.totals.show_totals(f"Total of {len(shown)} {noun}", figures)
