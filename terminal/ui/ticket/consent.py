"""The ticket's word about shares that the depository has not let go yet: told before they are sold."""

from collections.abc import Callable

from terminal.orders.service import OrderService
from terminal.portfolio.service import PortfolioService
from terminal.ui import format as fmt
from terminal.ui.authorise import Authoriser
from terminal.ui.panel import Panel
from terminal.ui.ticket.draft import Draft
from terminal.ui.ticket.messages import Message

AUTHORISE = "Authorise"


class Consent:
    """Says that a sale needs the depository's authorisation, and begins it."""

    def __init__(
        self,
        panel: Panel,
        on_change: Callable[[], None],
        orders: OrderService,
        portfolio: PortfolioService,
    ) -> None:
        self.authoriser = Authoriser(
            orders=orders, portfolio=portfolio, scope=panel.scope, parent=panel
        )
        self.authoriser.changed.connect(on_change)
        self._draft: Draft | None = None

    def add(self, draft: Draft, above: tuple[Message, ...]) -> tuple[Message, ...]:
        """Return what stands above the button, with this ahead of what is merely empty or advice.

        It never blocks: the broker has the last word on what may be sold.
        """
        self._draft = draft
        if draft.instrument is None or any(message.level == "never" for message in above):
            return above
        held = self.authoriser.for_sale(
            draft.account, draft.instrument.id, draft.side, draft.product
        )
        if not held:
            return above
        units = sum(h.quantity - h.authorised_quantity for h in held)
        if any(self.authoriser.waits_for(h) for h in held):
            text = "Waiting for the depository's page in your browser; then send the sale."
            return (Message(text, "ask"), *above)
        text = (
            f"{fmt.quantity(units)} of your {draft.instrument.symbol} are not authorised at the"
            " depository: a sale may be refused."
        )
        return (Message(text, "ask", AUTHORISE), *above)

    def start(self) -> None:
        """Open the depository's page for what the ticket sells."""
        draft = self._draft
        if draft is not None and draft.instrument is not None:
            self.authoriser.start(
                self.authoriser.for_sale(
                    draft.account, draft.instrument.id, draft.side, draft.product
                )
            )

    def close(self) -> None:
        self.authoriser.close()
