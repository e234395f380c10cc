"""A basket from the first leg to the last fill: the real window against the real practice server."""

from decimal import Decimal

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu

from terminal.baskets.sending import LegStage
from terminal.domain.ids import InstrumentId
from terminal.domain.order import OrderState, Side
from terminal.ui.link import TicketRequest
from terminal.ui.panels.basket import BasketPanel
from terminal.ui.table import LiveTable
from tests.e2e.person import Person, at_the_desk

INFY = InstrumentId("NSE", "INFY")
SBIN = InstrumentId("NSE", "SBIN")
ITC = InstrumentId("NSE", "ITC")
PLACING = {"method": "POST", "path": "/orders/*"}
ALT = Qt.KeyboardModifier.AltModifier


def panel_of(person: Person) -> BasketPanel:
    panel = person.window.panels["basket"]
    assert isinstance(panel, BasketPanel)
    return panel


def legs_of(person: Person):
    return person.terminal.baskets.basket.legs


def stages(person: Person) -> list[LegStage]:
    return [person.terminal.baskets.result(leg.key).stage for leg in legs_of(person)]


async def pick(person: Person, panel: str, row: str | InstrumentId, entry: str) -> None:
    """Open a row's menu with the right button and choose an entry of it."""
    if isinstance(row, str):
        table = person.select_row(panel, row)
    else:
        person.window.show_panel(panel)
        table = person.find(LiveTable, "watchlistTable")
        assert table.select_key(row)
    place = table.visualRect(table.currentIndex()).center()
    table.customContextMenuRequested.emit(QPoint(place.x(), place.y()))

    def shown() -> list[QAction]:
        menus = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu)]
        menus = [m for m in menus if m.isVisible()]
        return [a for m in menus for a in m.actions() if a.text().startswith(entry)]

    await person.until(shown, f"the menu offers {entry!r}")
    action = shown()[0]
    menu = action.parent()
    assert action.isEnabled()
    action.trigger()
    assert isinstance(menu, QMenu)
    menu.close()


async def add_from_watchlist(person: Person, instrument: InstrumentId, side: str) -> int:
    await person.priced(instrument)
    await pick(person, "watchlist", instrument, f"Add to basket: {side}")
    return legs_of(person)[-1].key


async def edit(person: Person, key: int, column: str, text: str) -> None:
    """Type into a leg's field."""
    panel = panel_of(person)
    assert panel.table.edit_field(key, column)
    editor = panel.table.legs_delegate.editor
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    await person.until(lambda: panel.table.state() != panel.table.State.EditingState)


async def say_yes(person: Person) -> list[str]:
    """Answer the preview with yes and return its lines."""
    await person.until(lambda: person.question() is not None, "the preview opens")
    lines = person.find(QLabel, "confirm.orders", person.question()).text().split("\n")
    await person.say_yes()
    return lines


def test_a_basket_is_built_costed_sent_mended_and_found_again(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            panel = panel_of(person)
            big = await add_from_watchlist(person, INFY, "buy")
            sell = await add_from_watchlist(person, SBIN, "sell")
            small = await add_from_watchlist(person, ITC, "buy")
            await person.until(panel.isVisible, "the basket comes to the front")
            # Built in one order, sent in another: the last leg goes up, buys go first.
            table = person.select_row("basket", "ITC")
            person.press(table, Qt.Key.Key_Up, ALT)
            assert [leg.key for leg in legs_of(person)] == [big, small, sell]
            await edit(person, big, "quantity", "2000")
            last = await person.priced(ITC)
            low = person.terminal.catalog.instrument(ITC).to_price(last * 0.985)
            await edit(person, small, "price", str(low))
            footer = panel.footer
            await person.until(
                lambda: person.terminal.baskets.figures().current and footer.text("left") != "—",
                "the figures come",
            )
            await person.until(lambda: "," in footer.text("required"))
            assert footer.text("required") != "—"
            await person.until(
                lambda: "first would need" in footer.effect.text(), "the orders are compared"
            )
            assert all(cell != "—" for cell in person.rows("basket")[0].split(" | ")[9:11])
            person.click("basket.send", panel)
            lines = await say_yes(person)
            assert [line.split()[1] for line in lines] == ["Buy", "Buy", "Sell"]
            assert lines[0].startswith("1.  Buy 2,000 INFY")
            await person.until(
                lambda: (
                    not person.terminal.baskets.sending
                    and stages(person)[0] is LegStage.REFUSED
                    and stages(person)[1] is LegStage.RESTING
                    and stages(person)[2].is_placed
                ),
                "one is refused for its margin, the others are with the exchange",
            )
            assert "Insufficient funds" in person.rows("basket")[0]
            placed = sandbox.state()["orders"]
            # Mended, only the failed one goes again.
            await edit(person, big, "quantity", "3")
            await person.until(panel.tools.retry.isVisible, "a retry is offered")
            person.click("basket.retry", panel)
            assert (await say_yes(person))[0].startswith("1.  Buy 3 INFY")
            await person.until(
                lambda: stages(person)[0] in {LegStage.FILLED, LegStage.RESTING},
                "the mended leg is placed",
            )
            assert sandbox.state()["orders"] == placed + 1
            person.terminal.baskets.rename("Basket", "Morning")
            kept = person.terminal.baskets.basket
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            assert person.terminal.baskets.names() == ["Morning"]
            assert person.terminal.baskets.basket == kept
            rows = person.rows("basket")
            assert len(rows) == 3
            assert "INFY" in rows[0]
            # The orders are known again by their ids: the resting one still says so.
            await person.until(
                lambda: stages(person)[1] is LegStage.RESTING, "results are found again"
            )

    qrun(day())


def test_a_lost_reply_leaves_one_leg_unknown_and_is_not_sent_again(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path, hurry=True) as person:
            await person.live()
            panel = panel_of(person)
            keys = []
            for instrument in (INFY, ITC, SBIN):
                key = await add_from_watchlist(person, instrument, "buy")
                last = await person.priced(instrument)
                low = person.terminal.catalog.instrument(instrument).to_price(last * 0.985)
                await edit(person, key, "price", str(low))
                keys.append(key)
            seen: list[LegStage] = []
            baskets = person.terminal.baskets
            baskets.changed.connect(lambda _: seen.append(baskets.result(keys[1]).stage))
            sandbox.arm("accept_drop", match=PLACING, count=1, after=1)
            # Neither the stream nor the book may tell of the order before the reply is given up.
            sandbox.arm("drop_updates", count=1000)
            sandbox.arm("http_502", match={"method": "GET", "path": "/orders"}, count=3)
            person.click("basket.send", panel)
            await say_yes(person)
            await person.until(
                lambda: stages(person) == [LegStage.RESTING] * 3, "all three are found resting"
            )
            assert LegStage.UNKNOWN in seen
            assert not panel.tools.retry.isVisible()
            assert sandbox.state()["orders"] == 3
            assert len(person.orders()) == 3

    qrun(day())


def test_too_many_requests_in_the_middle_is_retried_by_hand_only(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path, hurry=True) as person:
            await person.live()
            panel = panel_of(person)
            for instrument in (INFY, ITC, SBIN):
                key = await add_from_watchlist(person, instrument, "buy")
                last = await person.priced(instrument)
                low = person.terminal.catalog.instrument(instrument).to_price(last * 0.985)
                await edit(person, key, "price", str(low))
            sandbox.arm("http_429", match=PLACING, count=1, after=1)
            person.click("basket.send", panel)
            await say_yes(person)
            await person.until(lambda: not person.terminal.baskets.sending)
            await person.until(
                lambda: (
                    stages(person)[1].is_failed and stages(person)[0::2] == [LegStage.RESTING] * 2
                ),
                "the second is refused, the others go on",
            )
            assert sandbox.state()["orders"] == 2
            await person.until(panel.tools.retry.isVisible)
            person.click("basket.retry", panel)
            await say_yes(person)
            await person.until(lambda: stages(person) == [LegStage.RESTING] * 3)
            assert sandbox.state()["orders"] == 3

    qrun(day())


def test_legs_come_from_orders_positions_and_the_ticket(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            bought = await person.send_ticket(INFY, Side.BUY, quantity=3)
            await person.order_is(bought.key, OrderState.COMPLETE)
            await person.until(lambda: any("INFY" in row for row in person.rows("orders")))
            await pick(person, "orders", "INFY", "Add to basket")
            await person.until(lambda: any("INFY" in row for row in person.rows("positions")))
            await pick(person, "positions", "INFY", "Add the exits to the basket")
            person.terminal.link.open_ticket(
                TicketRequest(instrument=SBIN, side=Side.SELL, quantity=4)
            )
            await person.priced(SBIN)
            ticket = person.window.panels["ticket"]
            line = person.find(QLineEdit, "ticket.quantity", ticket)
            person.window.activateWindow()
            line.setFocus()
            await person.until(line.hasFocus, "the cursor is in the quantity")
            person.press(
                line,
                Qt.Key.Key_Return,
                Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
            )
            await person.until(lambda: len(legs_of(person)) == 3, "the ticket's leg is there")
            again, leave, typed = legs_of(person)
            assert (again.instrument, again.side, again.quantity, again.reduces) == (
                INFY, Side.BUY, 3, False,
            )  # fmt: skip
            assert (leave.instrument, leave.side, leave.quantity, leave.reduces) == (
                INFY, Side.SELL, 3, True,
            )  # fmt: skip
            assert (typed.instrument, typed.side, typed.quantity) == (SBIN, Side.SELL, 4)
            assert len(person.orders()) == 1, "nothing was sent"
            # The exit alone closes the position, also with the kill switch on.
            person.terminal.baskets.remove([again.key, typed.key])
            person.terminal.orders.kill.engage()
            person.click("basket.send", panel_of(person))
            lines = await say_yes(person)
            assert lines[0].endswith("exit")
            await person.until(lambda: stages(person) == [LegStage.FILLED], "the exit fills")
            await person.until(
                lambda: all(p.quantity == 0 for p in person.terminal.portfolio.positions()),
                "nothing is held any more",
            )
            assert person.terminal.orders.book.orders()[-1].average_price > Decimal(0)

    qrun(day())
