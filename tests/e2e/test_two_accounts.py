"""Two accounts at once: each row says whose it is, and the ticket sends for the one that is chosen."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QComboBox

from terminal.domain.ids import InstrumentId
from terminal.domain.order import OrderState, Side
from tests.e2e.person import Person, ServerBesideUs, at_the_desk
from tests.e2e.tickets import fill, near, send, shown, ticket_of, trade
from tests.fakes.sandbox_process import SandboxProcess

INFY = InstrumentId("NSE", "INFY")


@pytest.fixture(scope="module")
def other_server() -> Iterator[SandboxProcess]:
    options = ("--seed", "7", "--no-limits", "--instruments", "3000", "--user-id", "QA2222")
    with SandboxProcess(*options) as process:
        yield process


@pytest.fixture
def other(other_server: SandboxProcess) -> SandboxProcess:
    other_server.reset(exchange=True)
    return other_server


async def log_in_to(person: Person, server: SandboxProcess) -> None:
    """Log in to a second practice server, as the dialog would."""
    beside = person.terminal.practice
    assert isinstance(beside, ServerBesideUs)
    beside.use(server)
    await person.terminal.log_in_practice()
    await person.live()


async def choose(person: Person, user: str) -> None:
    box = person.find(QComboBox, "ticket.account", ticket_of(person))
    await person.until(lambda: box.count() == 2, "the ticket offers both accounts")
    box.setCurrentIndex(next(n for n in range(2) if user in box.itemText(n)))


def test_orders_go_to_the_chosen_account_and_rows_say_whose_they_are(
    qrun, sandbox, other, tmp_path
):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            first = await person.live()
            await log_in_to(person, other)
            second = next(
                s.session.account
                for s in person.terminal.accounts.states()
                if s.session.account != first
            )
            await near(person, INFY)
            await choose(person, "QA2222")
            bought = await trade(person, INFY, Side.BUY, 3)
            assert bought.account == second
            assert sandbox.state()["orders"] == 0
            await choose(person, "PR1007")
            mine = await trade(person, INFY, Side.BUY, 2)
            assert mine.account == first
            for panel, words in (
                ("orders", ("3 / 3",)),
                ("trades", ("INFY", "3")),
                ("positions", ("INFY", "+3")),
                ("holdings", ("INFY",)),
            ):
                await shown(person, panel, *words, "QA2222")
            await shown(person, "positions", "+2", "PR1007")
            person.select_row("positions", "QA2222")
            person.click("positions.exit", person.window.panels["positions"])
            await person.say_yes()
            left = person.terminal.portfolio.positions
            await person.until(
                lambda: (
                    {p.account: p.quantity for p in left() if p.instrument == INFY}
                    == {first: 2, second: 0}
                ),
                "only the other account's position is closed",
            )

    qrun(day())


def test_one_account_leaving_takes_only_its_rows(qrun, sandbox, other, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            first = await person.live()
            await log_in_to(person, other)
            low = await near(person, INFY, 0.98)
            kept = {}
            for user in ("QA2222", "PR1007"):
                await choose(person, user)
                await fill(person, INFY, Side.BUY, quantity=2, kind="limit", price=low)
                order = await send(person)
                kept[user] = await person.order_is(order.key, OrderState.OPEN)
            person.terminal.desk.log_out(kept["QA2222"].account)
            await person.until(
                lambda: len(person.terminal.accounts.states()) == 1, "the account leaves"
            )
            assert [order.account for order in person.orders()] == [first]
            assert other.state()["orders"] == 1  # it rests on at the exchange
            await person.terminal.orders.cancel_all()
            await person.order_is(kept["PR1007"].key, OrderState.CANCELLED)

    qrun(day())
