"""The pages of orders and of SIPs."""

from collections.abc import Callable, Sequence

from typing_extensions import override

from terminal.domain.mutual import FundOrder, FundOrderState, Sip, SipState
from terminal.mutual.service import FundService
from terminal.ui import format as fmt
from terminal.ui.i18n import tr
from terminal.ui.models.mutual_books import FundOrdersModel, SipsModel
from terminal.ui.mutual import words
from terminal.ui.mutual.page import Entry, Page, Verbs
from terminal.ui.theme import Theme

_LIVE = {SipState.ACTIVE, SipState.PAUSED}


class OrdersPage(Page):
    """Fund orders, newest first."""

    def __init__(
        self, *, service: FundService, verbs: Verbs, theme: Theme, now: Callable[[], int]
    ) -> None:
        super().__init__("orders", "Fund orders", service=service, verbs=verbs, theme=theme)
        self.model = FundOrdersModel(now)
        self._all: list[FundOrder] = []
        self.use_model(self.model)
        self._details = self.button("details", "Details", "All of it  (Enter)", self.open_current)
        self._cancel = self.button(
            "cancel", "Cancel", "Cancel the chosen open orders  (Del)", self.delete_current
        )
        self.show_buttons()

    @property
    @override
    def count(self) -> int | None:
        return len(self.service.orders())

    @override
    def rebuild(self) -> None:
        self.stale = False
        self._all = self.service.orders()
        shown = [o for o in self._all if self._wanted(o)]
        self.model.set_rows(shown)
        self.fit()
        self.say_why_empty(
            shown=bool(shown),
            there_are=bool(self._all),
            nothing="No fund orders in the last seven days.\nOlder ones are at your broker.",
        )
        waiting = sum(o.state is FundOrderState.OPEN for o in self._all)
        self.say_note(f"{waiting} waiting for the NAV" if waiting else "")
        self.show_buttons()
        self.told.emit()

    @override
    def open_current(self) -> None:
        row = self.table.current_row()
        if isinstance(row, FundOrder):
            self.verbs.show_order(row)

    @override
    def delete_current(self) -> None:
        if orders := self.open_ones():
            self.verbs.cancel_orders(orders)

    def open_ones(self) -> list[FundOrder]:
        """Return the chosen orders that can still be cancelled."""
        rows = self.table.selected_rows()
        return [o for o in rows if isinstance(o, FundOrder) and o.state is FundOrderState.OPEN]

    @override
    def show_buttons(self) -> None:
        self._details.setEnabled(self.table.current_row() is not None)
        self._cancel.setEnabled(bool(self.open_ones()))

    @override
    def menu_entries(self) -> Sequence[Entry]:
        return (
            ("details", "Details\tEnter", self.open_current, self._details.isEnabled()),
            ("cancel", "Cancel\tDel", self.delete_current, bool(self.open_ones())),
            None,
            ("copy", "Copy\tCtrl+C", self.table.copy, True),
        )

    def _wanted(self, order: FundOrder) -> bool:
        return self.matches(
            order.name,
            order.isin,
            order.folio,
            order.message,
            words.order_state(order),
            "SIP" if order.placed_by_sip else "",
            fmt.label(order.side),
            fmt.account(order.account),
        )


class SipsPage(Page):
    """SIPs, those that go on first to be seen."""

    def __init__(self, *, service: FundService, verbs: Verbs, theme: Theme) -> None:
        super().__init__("sips", "SIPs", service=service, verbs=verbs, theme=theme)
        self.model = SipsModel()
        self._all: list[Sip] = []
        self.use_model(self.model)
        self._pause = self.button("pause", "Pause", "Pause or resume  (Space)", self.pause)
        self._change = self.button(
            "change", "Change", "Change its terms  (Enter)", self.open_current
        )
        self._cancel = self.button(
            "cancel", "Cancel", "End it; asks first  (Del)", self.delete_current
        )
        self.key("Space", self.pause)
        self.show_buttons()

    @property
    @override
    def count(self) -> int | None:
        return sum(sip.state in _LIVE for sip in self.service.sips())

    @override
    def rebuild(self) -> None:
        self.stale = False
        self._all = self.service.sips()
        shown = [s for s in self._all if self._wanted(s)]
        self.model.set_rows(shown)
        self.fit()
        self.say_why_empty(
            shown=bool(shown),
            there_are=bool(self._all),
            nothing="No SIPs.\nStart one from Funds or from a holding.",
        )
        active = [s for s in self._all if s.state is SipState.ACTIVE and s.next_on is not None]
        first = min(active, key=lambda s: s.next_on or s.created_ns, default=None)
        text = f"Next: {words.rupees(first.amount)} on {words.day(first.next_on)}" if first else ""
        self.say_note(text)
        self.show_buttons()
        self.told.emit()

    @property
    def current(self) -> Sip | None:
        row = self.table.current_row()
        return row if isinstance(row, Sip) else None

    def pause(self) -> None:
        """Pause the current SIP, or resume one that is paused."""
        if (sip := self.current) is not None and sip.state in _LIVE:
            self.verbs.pause_sip(sip)

    @override
    def open_current(self) -> None:
        if (sip := self.current) is not None and sip.state in _LIVE:
            self.verbs.change_sip(sip)

    @override
    def delete_current(self) -> None:
        if (sip := self.current) is not None and sip.state in _LIVE:
            self.verbs.end_sip(sip)

    @override
    def show_buttons(self) -> None:
        sip = self.current
        live = sip is not None and sip.state in _LIVE
        for button in (self._pause, self._change, self._cancel):
            button.setEnabled(live)
        paused = sip is not None and sip.state is SipState.PAUSED
        self._pause.setText(tr("Resume") if paused else tr("Pause"))
        self._pause.setAccessibleName(self._pause.text())

    @override
    def menu_entries(self) -> Sequence[Entry]:
        live = self._pause.isEnabled()
        return (
            ("pause", f"{self._pause.text()}\tSpace", self.pause, live),
            ("change", "Change…\tEnter", self.open_current, live),
            ("cancel", "Cancel…\tDel", self.delete_current, live),
            None,
            ("copy", "Copy\tCtrl+C", self.table.copy, True),
        )

    def _wanted(self, sip: Sip) -> bool:
        return self.matches(
            sip.name,
            sip.isin,
            sip.message,
            words.sip_state(sip),
            words.every(sip.frequency),
            fmt.account(sip.account),
        )
