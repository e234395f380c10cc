"""The order ticket by hand: every field of it, the answer to its question, and what it says."""

import asyncio

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from terminal.domain.ids import InstrumentId
from terminal.domain.order import Order, OrderState, Side, Variety
from terminal.ui.panels.ticket import TicketPanel
from tests.e2e.person import Person


def ticket_of(person: Person) -> TicketPanel:
    panel = person.window.panels["ticket"]
    assert isinstance(panel, TicketPanel)
    return panel


async def near(person: Person, instrument: InstrumentId, factor: float = 1.0) -> str:
    """Return a legal price at a multiple of the last one; the ticket shows the instrument then."""
    person.open_ticket(instrument, Side.BUY)
    last = await person.priced(instrument)
    return str(person.terminal.catalog.instrument(instrument).to_price(last * factor))


async def fill(
    person: Person,
    instrument: InstrumentId,
    side: Side,
    *,
    quantity: int,
    kind: str = "market",
    product: str | None = None,
    validity: str | None = None,
    variety: Variety | None = None,
    **texts: str,
) -> TicketPanel:
    """Fill a fresh ticket; `texts` by field name: price, trigger, minutes, disclosed, legs, tag."""
    panel = ticket_of(person)
    person.open_ticket(instrument, side)
    await person.priced(instrument)
    panel.form.advanced.unfold()
    if variety is not None:
        panel.form.advanced.choose(variety)
    for name, value in (("product", product), ("type", kind), ("validity", validity)):
        if value is not None:
            person.click(f"ticket.{name}.{value}", panel)
    for name, text in {**texts, "quantity": str(quantity)}.items():
        person.type_into(f"ticket.{name}", text, panel)
    return panel


async def send(person: Person) -> Order:
    """Press the ticket's button, say yes where it asks, and return the new order's row."""
    panel = ticket_of(person)
    button = person.find(QAbstractButton, "ticket.submit", panel)
    await person.until(button.isEnabled, f"the button works: {panel.view.messages.text}")
    known = {order.key for order in person.orders()}
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def new() -> list[Order]:
        return [order for order in person.orders() if order.key not in known]

    await person.until(lambda: person.question() or new(), "a row or a question appears")
    if person.question() is not None:
        await person.say_yes()
    await person.until(new, "an order row appears")
    return new()[-1]


async def trade(
    person: Person, instrument: InstrumentId, side: Side, quantity: int, product: str = "mis"
) -> Order:
    """Buy or sell at market and wait until it is filled."""
    await fill(person, instrument, side, quantity=quantity, product=product)
    order = await send(person)
    return await person.order_is(order.key, OrderState.COMPLETE)


def read(person: Person, name: str) -> str:
    """Return the text of a field of the ticket."""
    return person.find(QLineEdit, name, ticket_of(person)).text()


async def shown(person: Person, panel: str, *words: str) -> str:
    """Wait until a panel has a row with all these words and return it."""

    found: list[str] = []

    def looked() -> bool:
        found[:] = [row for row in person.rows(panel) if all(word in row for word in words)]
        return bool(found)

    await person.until(looked, f"{panel} shows {words}")
    await asyncio.sleep(0)
    return found[0]
