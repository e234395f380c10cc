"""A day at the terminal: log in, look, trade, change one's mind, log out."""

import asyncio
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from terminal.domain.ids import InstrumentId
from terminal.domain.order import OrderState, Side
from tests.e2e.person import at_the_desk

INFY = InstrumentId("NSE", "INFY")
SBIN = InstrumentId("NSE", "SBIN")


def test_a_person_logs_in_through_the_dialog_and_sees_prices_move(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path, practice=False) as person:
            await person.until(
                lambda: any(
                    w.objectName() == "loginDialog" for w in QApplication.topLevelWidgets()
                ),
                "the login dialog opens by itself",
            )
            dialog = next(
                w for w in QApplication.topLevelWidgets() if w.objectName() == "loginDialog"
            )
            person.click("loginEnvironment.practice", dialog)
            person.click("loginGo", dialog)
            await person.live()
            before = await person.priced(INFY)
            board, slot = person.terminal.hub.board, person.terminal.hub.slot(INFY)
            await person.until(lambda: board.last[slot] != before, "the price of INFY moves")
            assert any(
                "INFY" in row and f"{board.last[slot]:,.2f}" in row
                for row in person.rows("watchlist")
            )

    qrun(day())


def test_a_person_searches_an_instrument_and_adds_it(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            line = person.find(QLineEdit, "searchLine", person.window.panels["watchlist"])
            line.setFocus()
            QTest.keyClicks(line, "axisbank")
            QTest.keyClick(line, Qt.Key.Key_Return)
            await person.until(
                lambda: any("AXISBANK" in row for row in person.rows("watchlist")),
                "AXISBANK is listed",
            )
            await person.priced(InstrumentId("NSE", "AXISBANK"))

    qrun(day())


def test_a_market_order_fills_and_position_and_funds_follow(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            account = await person.live()
            order = await person.send_ticket(INFY, Side.BUY, quantity=3)
            done = await person.order_is(order.key, OrderState.COMPLETE)
            assert done.filled == 3
            assert done.average_price > 0
            portfolio = person.terminal.portfolio
            await person.until(
                lambda: any(
                    p.instrument == INFY and p.quantity == 3 for p in portfolio.positions()
                ),
                "the position is there",
            )
            await person.until(lambda: any("INFY" in row for row in person.rows("positions")))
            await person.until(
                lambda: any(
                    f.account == account and f.utilised.get("debits", Decimal(0)) > 0
                    for f in portfolio.funds()
                ),
                "funds follow",
            )
            await person.until(lambda: any("INFY" in row for row in person.rows("trades")))

    qrun(day())


def test_a_resting_order_is_modified_by_the_ticket_and_cancelled_by_key(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            person.open_ticket(INFY, Side.BUY)
            last = await person.priced(INFY)
            instrument = person.terminal.catalog.instrument(INFY)
            low = instrument.to_price(last * 0.99)
            order = await person.send_ticket(INFY, Side.BUY, quantity=5, price=str(low))
            await person.order_is(order.key, OrderState.OPEN)
            await person.until(lambda: person.rows("orders"), "the order's row is shown")
            person.select_row("orders", "INFY")
            person.window.panels["orders"].modify_in_ticket()
            panel = person.window.panels["ticket"]
            await person.until(lambda: panel.modifying == order.key, "the ticket edits the order")
            lower = low - 10 * instrument.grid.step
            person.type_into("ticket.price", str(lower), panel)
            await person.click_when_ready("ticket.submit", panel)
            await person.until(
                lambda: person.order(order.key).price == lower, "the new price is in the book"
            )
            await person.order_is(order.key, OrderState.OPEN)
            person.press(person.select_row("orders", "INFY"), Qt.Key.Key_Delete)
            gone = await person.order_is(order.key, OrderState.CANCELLED)
            assert gone.filled == 0

    qrun(day())


def test_a_large_order_fills_in_parts_and_shows_it(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            person.open_ticket(SBIN, Side.BUY)
            await person.until(lambda: person.terminal.hub.touch(SBIN), "SBIN has depth")
            _, ask = person.terminal.hub.touch(SBIN)
            price = str(person.terminal.catalog.instrument(SBIN).to_price(ask))
            sandbox.switch(simulated_traders=False)  # nobody else fills the book up again
            sell = {"side": "SELL", "quantity": 1000, "price": price}
            sandbox.market(instrument="NSE:SBIN", withdraw=True, add=sell)
            order = await person.send_ticket(SBIN, Side.BUY, quantity=3000, price=price)
            await person.until(
                lambda: person.order(order.key).filled == 1000, "the order fills in part"
            )
            assert person.order(order.key).state is OrderState.OPEN
            await person.until(
                lambda: any(" / 3000" in row.replace(",", "") for row in person.rows("orders")),
                "the row says how much is filled",
            )
            sandbox.market(instrument="NSE:SBIN", add=sell | {"quantity": 2000})
            done = await person.order_is(order.key, OrderState.COMPLETE)
            assert done.filled == 3000

    qrun(day())


def test_a_position_is_exited_with_a_preview(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            order = await person.send_ticket(INFY, Side.BUY, quantity=4)
            await person.order_is(order.key, OrderState.COMPLETE)
            await person.until(lambda: any("INFY" in row for row in person.rows("positions")))
            person.select_row("positions", "MIS")
            await person.click_when_ready("positions.exit", person.window.panels["positions"])
            await person.say_yes()
            portfolio = person.terminal.portfolio
            await person.until(
                lambda: all(p.quantity == 0 for p in portfolio.positions() if p.instrument == INFY),
                "the position is flat",
            )

    qrun(day())


def test_logging_out_leaves_no_account_and_no_stream(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            account = await person.live()
            person.terminal.desk.log_out(account)
            await person.until(lambda: not person.terminal.accounts.states(), "the account left")
            assert person.terminal.hub.age_s(INFY) in {None, float("inf")}
            await asyncio.sleep(0)

    qrun(day())
