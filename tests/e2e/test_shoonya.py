"""Shoonya in the same window as Kite, and alone: prices, orders, books, lost replies, whose row is whose."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton

from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.market import FeedMode
from terminal.domain.notice import Refused
from terminal.domain.order import OrderChange, OrderState, Side
from terminal.ui.login import LoginDialog
from tests.e2e.person import Person, at_the_desk
from tests.e2e.tickets import fill, near, send, shown, ticket_of, trade
from tests.fakes.sandbox_process import SandboxProcess

INFY = InstrumentId("NSE", "INFY")
INDEX = InstrumentId.parse("NSE:NIFTY 50:index")
PLACING = {"method": "POST", "path": "*/PlaceOrder"}


def dialog_of() -> LoginDialog | None:
    return next(
        (w for w in QApplication.topLevelWidgets() if isinstance(w, LoginDialog) and w.isVisible()),
        None,
    )


async def log_in_by_dialog(person: Person, kind: str, environment: str = "practice") -> AccountId:
    """Choose a broker and a way to log in, press the button, wait until the account is live."""
    before = {state.session.account for state in person.terminal.accounts.states()}
    await person.until(lambda: dialog_of() is not None, "the login dialog is shown")
    dialog = dialog_of()
    assert dialog is not None
    box = person.find(QComboBox, "loginBroker", dialog)
    box.setCurrentIndex(box.findData(kind))
    person.click(f"loginEnvironment.{environment}", dialog)
    await asyncio.sleep(0)
    QTest.mouseClick(person.find(QPushButton, "loginGo", dialog), Qt.MouseButton.LeftButton)
    await person.until(lambda: len(person.terminal.accounts.states()) > len(before), "it is let in")
    await person.live()
    return next(
        state.session.account
        for state in person.terminal.accounts.states()
        if state.session.account not in before
    )


async def beside(person: Person) -> tuple[AccountId, AccountId]:
    """Log in to Shoonya's practice beside Kite's; return both accounts."""
    first = await person.live()
    await person.terminal.log_in_practice("shoonya")
    await person.live()
    second = next(
        state.session.account
        for state in person.terminal.accounts.states()
        if state.session.account != first
    )
    return first, second


async def choose(person: Person, user: str) -> None:
    box = person.find(QComboBox, "ticket.account", ticket_of(person))
    await person.until(lambda: box.count() == 2, "the ticket offers both accounts")
    box.setCurrentIndex(next(n for n in range(2) if user in box.itemText(n)))


@pytest.mark.parametrize("environment", ["practice", "practice-classic"])
def test_shoonya_alone_streams_trades_and_shows_its_books(
    qrun, sandbox, shoonya, tmp_path, environment
):
    async def day():
        async with at_the_desk(sandbox, tmp_path, practice=False, shoonya=shoonya) as person:
            account = await log_in_by_dialog(person, "shoonya", environment)
            assert "shoonya" in account
            assert await person.priced(INFY) > 0
            assert await person.priced(INDEX) > 0
            await near(person, INFY)
            bought = await trade(person, INFY, Side.BUY, 3)
            assert bought.account == account
            assert shoonya.state()["orders"] == 1
            assert sandbox.state()["orders"] == 0
            for panel, words in (
                ("orders", ("3 / 3",)),
                ("trades", ("INFY", "3")),
                ("positions", ("INFY", "+3")),
            ):
                await shown(person, panel, *words)
            person.window.show_panel("funds")

    qrun(day())


def test_an_order_is_placed_changed_and_cancelled(qrun, sandbox, shoonya, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path, practice=False, shoonya=shoonya) as person:
            await log_in_by_dialog(person, "shoonya")
            low, lower = [await near(person, INFY, factor) for factor in (0.985, 0.98)]
            await fill(person, INFY, Side.BUY, quantity=2, kind="limit", price=low)
            order = await send(person)
            resting = await person.order_is(order.key, OrderState.OPEN)
            price = type(resting.price)(lower)
            change = OrderChange(price=price, quantity=4)
            result = await person.terminal.orders.modify(order.key, change)
            assert not isinstance(result, Refused), result
            await person.until(
                lambda: (
                    (person.order(order.key).price, person.order(order.key).quantity) == (price, 4)
                ),
                "the change is confirmed",
            )
            await person.order_is(order.key, OrderState.OPEN)
            assert (await person.terminal.orders.cancel(order.key)) is not None
            await person.order_is(order.key, OrderState.CANCELLED)
            assert shoonya.state()["orders"] == 1

    qrun(day())


@pytest.mark.parametrize("kind", ["accept_drop", "accept_502", "accept_hang"])
def test_a_lost_reply_is_found_by_its_tag(qrun, sandbox, shoonya, tmp_path, kind):
    async def day():
        async with at_the_desk(
            sandbox, tmp_path, practice=False, hurry=True, shoonya=shoonya
        ) as person:
            await log_in_by_dialog(person, "shoonya")
            seen: list[OrderState] = []
            person.terminal.orders.book.changed.connect(lambda order: seen.append(order.state))
            shoonya.arm("drop_updates", count=1000)  # the stream must not tell of the order first
            low = await near(person, INFY, 0.985)
            for sent in range(1, 5):
                shoonya.arm(kind, match=PLACING, count=1)
                await fill(person, INFY, Side.BUY, quantity=2, kind="limit", price=low)
                order = await send(person)
                found = await person.order_is(order.key, OrderState.OPEN)
                assert found.broker_id
                assert shoonya.state()["orders"] == sent
                assert len(person.orders()) == sent
                if OrderState.UNKNOWN in seen or kind == "accept_hang":
                    break
            else:
                pytest.fail("the loss of a reply was never noticed")
            assert not {OrderState.REJECTED, OrderState.NOT_PLACED} & set(seen)

    qrun(day())


def test_rows_say_whose_they_are_beside_kite(qrun, sandbox, shoonya, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path, shoonya=shoonya) as person:
            kite, noren = await beside(person)
            users = {kite: "PR1007", noren: shoonya.credentials["user_id"]}
            await near(person, INFY)
            for account, quantity in ((noren, 3), (kite, 2)):
                await choose(person, users[account])
                bought = await trade(person, INFY, Side.BUY, quantity)
                assert bought.account == account
            assert (shoonya.state()["orders"], sandbox.state()["orders"]) == (1, 1)
            for panel in ("orders", "trades", "positions"):
                await shown(person, panel, "INFY", users[kite])
                await shown(person, panel, "INFY", users[noren])
            person.select_row("positions", users[noren])
            person.click("positions.exit", person.window.panels["positions"])
            await person.say_yes()
            left = person.terminal.portfolio.positions
            await person.until(
                lambda: (
                    {p.account: p.quantity for p in left() if p.instrument == INFY}
                    == {kite: 2, noren: 0}
                ),
                "only Shoonya's position is closed",
            )

    qrun(day())


def test_two_brokers_are_one_market(qrun, sandbox, shoonya, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path, practice=False, shoonya=shoonya) as person:
            catalog, hub = person.terminal.catalog, person.terminal.hub
            noren = await log_in_by_dialog(person, "shoonya")
            alone = catalog.count
            assert catalog.search("nco crude fut") == []  # Shoonya has no such exchange
            await person.terminal.log_in_practice("kite")
            await person.live()
            (kite,) = {s.session.account for s in person.terminal.accounts.states()} - {noren}
            crude = catalog.search("nco crude fut")[0].instrument.id
            # What both list is one row: only what Kite alone knows came along.
            assert 0 < catalog.count - alone < 20
            hits = [hit.instrument.id for hit in catalog.search("infy nse eq")]
            assert hits.count(INFY) == 1
            assert (catalog.lists(kite, crude), catalog.lists(noren, crude)) == (True, False)
            watches = [hub.watch(each, FeedMode.QUOTE) for each in (INFY, crude)]
            assert [hub.source_of(each) for each in (INFY, crude)] == [noren, kite]
            for each in (INFY, crude):
                assert await person.priced(each) > 0
            person.terminal.desk.log_out(kite)
            await person.until(lambda: catalog.instrument(crude) is None, "Kite's own rows go")
            assert catalog.count == alone
            assert await person.priced(INFY) > 0
            for watch in watches:
                watch.close()

    qrun(day())


def test_prices_go_on_from_the_other_broker_when_one_feed_falls_silent(
    qrun, sandbox, shoonya, tmp_path
):
    async def day():
        async with at_the_desk(sandbox, tmp_path, hurry=True, shoonya=shoonya) as person:
            kite, noren = await beside(person)
            hub = person.terminal.hub
            watch = hub.watch(INFY, FeedMode.QUOTE)
            await person.priced(INFY)
            assert hub.serving == kite
            sandbox.arm("silent", seconds=120)
            await person.until(lambda: hub.serving == noren, "Shoonya takes over")
            assert await person.priced(INFY) > 0
            watch.close()

    qrun(day())


def test_a_session_that_ends_asks_for_a_login_and_comes_back(
    qrun, sandbox, shoonya: SandboxProcess, tmp_path
):
    async def day():
        async with at_the_desk(
            sandbox, tmp_path, practice=False, hurry=True, shoonya=shoonya
        ) as person:
            account = await log_in_by_dialog(person, "shoonya")
            shoonya.expire_token()
            await person.until(lambda: dialog_of() is not None, "the dialog asks for a login")
            assert person.notice("log in again")
            dialog = dialog_of()
            assert dialog is not None
            assert dialog.kind.id == "shoonya"
            QTest.mouseClick(person.find(QPushButton, "loginGo", dialog), Qt.MouseButton.LeftButton)
            await person.until(lambda: dialog_of() is None, "the dialog closes")
            assert await person.live() == account
            await person.priced(INFY)

    qrun(day())
