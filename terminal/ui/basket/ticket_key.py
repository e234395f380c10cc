"""Ctrl+Shift+Enter in the order ticket: put what it holds into the basket instead of sending it."""

from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from terminal.domain.notice import Notice
from terminal.runtime.signals import Signal
from terminal.ui.basket.legs import regular
from terminal.ui.link import BasketRequest, Link
from terminal.ui.ticket.draft import gaps, intent
from terminal.ui.ticket.form import TicketForm
from terminal.ui.ticket.keys import bind


class Ticket(Protocol):
    """The order ticket, as far as this key needs it."""

    form: TicketForm

    @property
    def modifying(self) -> str: ...


class BasketKey(QObject):
    """Lives with the ticket; a draft that lacks something is said to lack it, and is not added."""

    def __init__(
        self, panel: QWidget, ticket: Ticket, *, link: Link, notices: Signal[Notice]
    ) -> None:
        super().__init__(panel)
        self._ticket = ticket
        self._link = link
        self._notices = notices
        bind(panel, {"Ctrl+Shift+Return": self.add, "Ctrl+Shift+Enter": self.add})

    def add(self) -> None:
        """Add the ticket's order to the basket being built."""
        form = self._ticket.form
        draft = form.draft()
        missing, unreadable = gaps(draft), form.problems()
        problem = ""
        if self._ticket.modifying:
            problem = "The ticket changes an order that rests; a basket takes new ones."
        elif missing:
            problem = f"{missing[0].text}."
        elif unreadable:
            problem = unreadable[0][1]
        if problem:
            text = f"{problem} Then add it again."
            self._notices.emit(Notice(level="info", title="Not added to the basket", text=text))
            return
        self._link.add_to_basket(BasketRequest(legs=(regular(intent(draft)),)))
