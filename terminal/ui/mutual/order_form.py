"""One fund order in full; of an open one the button cancels it."""

from typing_extensions import override

from terminal.domain.mutual import FundOrder, FundOrderState
from terminal.domain.notice import Recorded, Refused
from terminal.domain.order import Side
from terminal.mutual.service import FundService
from terminal.ui import format as fmt
from terminal.ui.mutual import words
from terminal.ui.mutual.fields import Facts
from terminal.ui.mutual.form import Fate, Form, Review
from terminal.ui.theme import Theme

_ASKED = {FundOrderState.SENDING, FundOrderState.UNKNOWN}


class OrderForm(Form):
    """What is known of an order."""

    color = "danger"
    needs_writes = False

    def __init__(self, order: FundOrder, *, service: FundService, theme: Theme) -> None:
        super().__init__("order", service=service, theme=theme)
        self.order = order
        self.account = order.account
        kind = "Purchase" if order.side is Side.BUY else "Redemption"
        self.heading = f"{kind}: {order.name}"
        self.facts = Facts()
        self.add(self.facts)
        self.refresh()

    @override
    def refresh(self) -> None:
        self.order = self.service.order(self.order.key) or self.order
        self.facts.set_facts(facts_of(self.order))

    @override
    def review(self) -> Review:
        order = self.order
        if order.state is not FundOrderState.OPEN:
            return Review(sentence="", ready=False)
        sentence = f"Cancel the {words.order_name(order)} · {fmt.account(order.account)}"
        return Review(sentence=sentence, ready=True)

    @override
    async def send(self) -> Recorded | Refused:
        return await self.service.cancel(self.order.key)

    @override
    def fate(self, key: str) -> Fate | None:
        order = self.service.order(key)
        if order is None or order.state in _ASKED:
            return None
        made = order.state is not FundOrderState.OPEN
        return Fate(made=made, text=words.order_state(order))


def facts_of(order: FundOrder) -> list[tuple[str, str]]:
    """Return all that is known of an order, in words."""
    settled = order.state is FundOrderState.COMPLETE
    nav = order.nav or order.average_price
    return [
        ("State", words.order_state(order)),
        ("Message", order.message),
        ("Amount", fmt.rupees(order.amount) if order.amount else ""),
        ("Units", words.units(order.quantity) if order.quantity else ""),
        ("NAV", f"{words.nav(nav)} of {words.day(order.nav_date)}" if settled else ""),
        ("Settled on", words.day(order.settled_on) if order.settled_on else ""),
        ("Placed", f"{fmt.date_ist(order.placed_ns)}, {fmt.time_ist(order.placed_ns)} IST"),
        ("From", "A SIP's instalment" if order.placed_by_sip else ""),
        ("Folio", order.folio or ("A new one" if order.fresh else "")),
        ("ISIN", order.isin),
        ("Account", fmt.account(order.account)),
        ("Order id", order.key),
    ]
