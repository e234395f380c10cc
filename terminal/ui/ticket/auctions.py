"""The auction's number, which no one knows by heart: asked of the broker when Auction is chosen."""

from terminal.domain.errors import TerminalError
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.order import Variety
from terminal.orders.service import OrderService
from terminal.runtime.tasks import TaskScope
from terminal.ui.i18n import told, tr
from terminal.ui.ticket.draft import Draft
from terminal.ui.ticket.form import TicketForm


class AuctionNumbers:
    """Fill the empty number field of an auction order; a typed number is left alone."""

    def __init__(self, form: TicketForm, *, orders: OrderService, scope: TaskScope) -> None:
        self._form, self._orders, self._scope = form, orders, scope
        self._asked: tuple[AccountId, InstrumentId] | None = None

    def follow(self, draft: Draft) -> None:
        """Ask once for the draft's account and instrument, anew each time Auction is chosen."""
        if draft.variety is not Variety.AUCTION or draft.account is None:
            self._asked = None
            return
        if draft.instrument is None or draft.auction_number:
            return
        wanted = (draft.account, draft.instrument.id)
        if wanted != self._asked:
            self._asked = wanted
            self._form.advanced.auction.setPlaceholderText(tr("asking the broker…"))
            self._scope.spawn(self._ask(*wanted), name="auction number")

    async def _ask(self, account: AccountId, instrument: InstrumentId) -> None:
        broker = self._orders.brokers.get(account)
        if broker is None:
            return
        try:
            offers = await broker.fetch_auctions()
        except TerminalError as error:
            number, words = "", f"not told: {error.text}"
        else:
            number = next((o.number for o in offers if o.instrument == instrument), "")
            words = "not in today's auction"
        if self._asked != (account, instrument):
            return
        field = self._form.advanced.auction
        field.setPlaceholderText(told(words))
        field.setToolTip(told(words))
        if number and not field.text():
            field.setText(number)
