"""The ticket knows the exchange's largest order from Shoonya, before anything was refused for it."""

from PySide6.QtWidgets import QPushButton

from terminal.domain.ids import InstrumentId
from terminal.domain.order import Side
from tests.e2e.person import at_the_desk
from tests.e2e.test_shoonya import beside, log_in_by_dialog
from tests.e2e.tickets import ticket_of

INFY = InstrumentId("NSE", "INFY")


def test_a_ticket_learns_the_largest_order_and_offers_it(qrun, sandbox, shoonya, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path, practice=False, shoonya=shoonya) as person:
            await log_in_by_dialog(person, "shoonya")
            await person.priced(INFY)
            catalog = person.terminal.catalog
            assert catalog.instrument(INFY).freeze_quantity is None
            person.open_ticket(INFY, Side.BUY)
            await person.until(
                lambda: catalog.instrument(INFY).freeze_quantity, "Shoonya tells the largest order"
            )
            largest = catalog.instrument(INFY).freeze_quantity
            person.type_into("ticket.quantity", str(largest + 1), ticket_of(person))
            remedy = person.find(QPushButton, "ticket.remedy", ticket_of(person))
            await person.until(lambda: remedy.text() == "Largest", "it is above the freeze")
            slicing = ticket_of(person).form.advanced.slicing
            assert not slicing.isEnabled()
            assert slicing.text() == "No slicing: this broker does not do it"
            person.click("ticket.remedy", ticket_of(person))
            assert ticket_of(person).form.draft().quantity == largest

    qrun(day())


def test_what_shoonya_told_holds_for_kite_too_and_kite_slices(qrun, sandbox, shoonya, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path, shoonya=shoonya) as person:
            kite, _ = await beside(person)
            person.open_ticket(INFY, Side.BUY)
            catalog = person.terminal.catalog
            await person.until(lambda: catalog.instrument(INFY).freeze_quantity, "it is learnt")
            ticket = ticket_of(person)
            ticket.form.choose_account(kite)
            largest = catalog.instrument(INFY).freeze_quantity
            person.type_into("ticket.quantity", str(largest + 1), ticket)
            remedy = person.find(QPushButton, "ticket.remedy", ticket)
            await person.until(lambda: remedy.text() == "Slice", "Kite slices")
            assert ticket.form.advanced.slicing.isEnabled()

    qrun(day())
