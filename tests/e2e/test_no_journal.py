"""A journal that cannot be written: the window works, and no order leaves."""

from PySide6.QtWidgets import QAbstractButton

from terminal.domain.ids import InstrumentId
from terminal.domain.order import Side
from tests.e2e.person import at_the_desk

INFY = InstrumentId("NSE", "INFY")


def test_without_a_journal_no_order_leaves_and_the_person_knows_why(qrun, sandbox, tmp_path):
    (tmp_path / "data" / "orders.sqlite").mkdir(parents=True)

    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            assert person.notice("no order can be sent", "journal")
            panel = person.open_ticket(INFY, Side.BUY)
            await person.priced(INFY)
            person.type_into("ticket.quantity", "1", panel)
            await person.click_when_ready("ticket.submit", panel)
            await person.until(lambda: person.notice("order not sent", "journal"), "it is refused")
            assert sandbox.state()["orders"] == 0
            assert person.find(QAbstractButton, "ticket.submit", panel) is not None

    qrun(day())
