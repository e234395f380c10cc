"""Every kind of order in the real window: sent, seen, changed, taken back, refused in words."""

import asyncio
from decimal import Decimal

import httpx
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from terminal.domain.ids import InstrumentId
from terminal.domain.order import OrderState, Product, Side, Variety
from tests.e2e.person import at_the_desk
from tests.e2e.tickets import fill, near, read, send, shown, ticket_of, trade

INFY = InstrumentId("NSE", "INFY")
SBIN = InstrumentId("NSE", "SBIN")
RELIANCE = InstrumentId("NSE", "RELIANCE")


def test_stops_trigger_and_short_lived_orders_end(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            above, low = await near(person, SBIN, 1.004), await near(person, SBIN, 0.98)
            await fill(
                person, SBIN, Side.BUY, quantity=5, kind="sl-m", product="mis", trigger=above
            )
            stop = await send(person)
            await person.order_is(stop.key, OrderState.TRIGGER_PENDING)
            await fill(person, SBIN, Side.BUY, quantity=5, kind="limit", validity="ioc", price=low)
            ioc = await send(person)
            assert "IOC" in (await person.order_is(ioc.key, OrderState.CANCELLED)).message
            fields = {"validity": "ttl", "price": low, "minutes": "1", "tag": "scalp"}
            await fill(person, SBIN, Side.BUY, quantity=50, kind="limit", disclosed="10", **fields)
            ttl = await send(person)
            assert (await person.order_is(ttl.key, OrderState.OPEN)).disclosed_quantity == 10
            sandbox.market(instrument="NSE:SBIN", fair=float(above) * 1.01)
            done = await person.order_is(stop.key, OrderState.COMPLETE)
            assert done.average_price >= Decimal(above)
            sandbox.advance(75)
            await person.order_is(ttl.key, OrderState.CANCELLED)
            person.window.panels["orders"].filter.setText("scalp")
            assert "50" in await shown(person, "orders", "SBIN", "Cancelled")

    qrun(day())


def test_after_market_and_auction_orders_rest(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            low, last = await near(person, INFY, 0.98), await near(person, INFY)
            fields = {"kind": "limit", "variety": Variety.AMO, "product": "cnc"}
            await fill(person, INFY, Side.BUY, quantity=5, price=low, **fields)
            parked = await person.order_is((await send(person)).key, OrderState.PARKED)
            fields["variety"] = Variety.AUCTION
            await fill(person, INFY, Side.SELL, quantity=5, price=last, **fields)
            await person.until(
                lambda: read(person, "ticket.auction"), "the broker tells the number"
            )
            auction = await send(person)
            await person.until(lambda: person.order(auction.key).broker_id, "it is at the broker")
            assert person.order(auction.key).variety is Variety.AUCTION
            await shown(person, "orders", "INFY", "AMO")
            person.press(person.select_row("orders", "AMO"), Qt.Key.Key_Delete)
            await person.order_is(parked.key, OrderState.CANCELLED)

    qrun(day())


def test_a_cover_order_is_entered_and_left_by_its_leg(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            below = await near(person, RELIANCE, 0.985)
            await fill(person, RELIANCE, Side.BUY, quantity=5, variety=Variety.CO, trigger=below)
            entry = await person.order_is((await send(person)).key, OrderState.COMPLETE)
            await person.until(lambda: len(person.orders()) == 2, "the second leg appears")
            leg = next(order for order in person.orders() if order.key != entry.key)
            assert (leg.parent_id, leg.side) == (entry.broker_id, Side.SELL)
            await shown(person, "positions", "RELIANCE", "+5", "Cover")
            person.select_row("positions", "Cover")
            person.click("positions.exit", person.window.panels["positions"])
            await person.say_yes()
            await person.order_is(leg.key, OrderState.COMPLETE)
            await person.until(
                lambda: all(p.quantity == 0 for p in person.terminal.portfolio.positions()),
                "the position is flat",
            )
            assert not person.notice("duplicate")

    qrun(day())


def test_options_are_sliced_above_the_freeze_limit_and_iced_in_lots(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            catalog = person.terminal.catalog
            index = catalog.search("nifty fut")[0].instrument.id
            strike = round(float(await near(person, index)) / 100) * 100
            call = catalog.search(f"nifty {strike} ce")[0].instrument.id
            price = await near(person, call, 0.95)
            fields = {"kind": "limit", "product": "nrml", "price": price}
            panel = await fill(person, call, Side.BUY, quantity=40, **fields)
            first = await person.order_is((await send(person)).key, OrderState.REJECTED)
            assert "maximum quantity of 1800" in first.message
            await person.until(lambda: panel.view.messages.remedy.isVisible(), "it can be mended")
            person.click("ticket.remedy", panel)
            assert "2 slices" in panel.view.button.text()
            order = await send(person)
            await person.until(lambda: len(person.orders()) == 3, "both slices are rows")
            assert sorted(o.quantity for o in person.orders()) == [845, 1755, 2600]
            assert not person.notice("duplicate")
            person.terminal.orders.kill.engage()  # slices cancel whatever else is forbidden
            await person.terminal.orders.cancel_all()
            person.terminal.orders.kill.release()
            await person.order_is(order.key, OrderState.CANCELLED)
            fields["price"] = await near(person, call, 1.05)
            fields |= {"variety": Variety.ICEBERG, "legs": "2"}
            await fill(person, call, Side.BUY, quantity=5, **fields)
            assert (
                "325 → 195 + 130" in panel.view.messages.text or "ask" in panel.view.messages.text
            )
            await send(person)
            await person.until(
                lambda: sum(o.filled for o in person.orders()) == 325, "both legs are filled"
            )

    qrun(day())


def test_shares_that_are_not_authorised_are_authorised_and_sold(
    qrun, sandbox, tmp_path, monkeypatch
):
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(url.toString()) or True
    )

    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            account = await person.live()
            await fill(person, SBIN, Side.SELL, quantity=50, product="cnc")
            refused = await person.order_is((await send(person)).key, OrderState.REJECTED)
            assert "authorisation at the depository" in refused.message
            assert "Authorise" in refused.hint
            await shown(person, "holdings", "SBIN", "Needs authorisation")
            strip = ticket_of(person).view.messages
            await person.until(lambda: "authorisation at depository" in strip.text, "it is said")
            assert strip.remedy.text() == "Authorise"
            QTest.mouseClick(strip.remedy, Qt.MouseButton.LeftButton)
            await person.until(lambda: opened, "the browser opens")
            await person.until(lambda: "Waiting for the depository" in strip.text, "it waits")
            async with httpx.AsyncClient(trust_env=False, follow_redirects=True) as browser:
                assert "success" in (await browser.post(opened[0])).text
            await person.until(lambda: person.notice("SBIN: authorised"), "the status is read")
            await shown(person, "holdings", "SBIN", "Authorised")
            await trade(person, SBIN, Side.SELL, 50, "cnc")
            await shown(person, "holdings", "SBIN | 150", "Authorised")
            assert person.terminal.portfolio.loaded(account)

    qrun(day())


def test_refusals_are_sentences_that_say_what_to_do(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            panel = ticket_of(person)
            strip = panel.view.messages
            await near(person, INFY)
            await fill(person, INFY, Side.BUY, quantity=1, kind="limit", price="3000")
            await person.until(lambda: "inside the band" in strip.text, "the band is named")
            assert not panel.view.button.isEnabled()
            await fill(person, INFY, Side.SELL, quantity=5000, product="cnc")
            order = await person.order_is((await send(person)).key, OrderState.REJECTED)
            assert "You have 105 quantity available to sell" in order.message
            assert "Holdings" in order.hint
            await fill(person, INFY, Side.BUY, quantity=2000, product="cnc")
            order = await person.order_is((await send(person)).key, OrderState.REJECTED)
            assert "Required margin" in order.message
            assert "add funds" in order.hint
            assert person.notice("rejected", "Required margin", "add funds")
            assert "Required margin" in await shown(person, "orders", "2,000", "Rejected")

    qrun(day())


def test_an_order_is_changed_repeated_and_its_history_read(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            low = await near(person, INFY, 0.98)
            await fill(
                person,
                INFY,
                Side.BUY,
                quantity=5,
                kind="limit",
                product="mis",
                price=low,
                tag="swing",
            )
            order = await person.order_is((await send(person)).key, OrderState.OPEN)
            await shown(person, "orders", "INFY", "0 / 5")
            orders = person.window.panels["orders"]
            panel = ticket_of(person)
            person.press(person.select_row("orders", "INFY"), Qt.Key.Key_Return)
            editor = orders.editor
            assert editor.editing == order.key
            editor.quantity.setFocus()
            editor.quantity.selectAll()
            QTest.keyClicks(editor.quantity, "8")
            QTest.keyClick(editor.quantity, Qt.Key.Key_Return)
            await person.until(lambda: not editor.editing, "the change was sent")
            await shown(person, "orders", "INFY", "0 / 8", "Open")
            person.select_row("orders", "INFY")
            person.click("orders.history", orders)

            def sheet():
                tops = QApplication.topLevelWidgets()
                return next(
                    (w for w in tops if w.objectName() == "history" and w.isVisible()), None
                )

            await person.until(sheet, "the history opens")
            steps = sheet().timeline.steps
            assert [step.state for step in steps[:3]] == ["Written down", "Sent", "Accepted"]
            assert steps[-1].state == "Open"
            assert any(step.gap.endswith(" ms") for step in steps)
            here = [step.time for step in steps if step.source == "here"]
            assert here == sorted(here)
            person.click("history.copy", sheet())
            assert "Written down" in QApplication.clipboard().text()
            person.click("history.close", sheet())
            await person.until(lambda: sheet() is None, "it closes")
            orders.repeat()
            assert panel.modifying == ""
            assert panel.form.draft().tag == "swing"
            again = await send(person)
            assert (again.quantity, again.key != order.key) == (8, True)
            await person.order_is(again.key, OrderState.OPEN)
            orders.cancel_all()
            await person.say_yes()
            for key in (order.key, again.key):
                await person.order_is(key, OrderState.CANCELLED)

    qrun(day())


def test_positions_are_ticked_exited_and_converted(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            for instrument in (INFY, SBIN, RELIANCE):
                await trade(person, instrument, Side.BUY, 6)
            panel = person.window.panels["positions"]
            for name in ("INFY", "SBIN"):
                await shown(person, "positions", name, "+6")
                person.press(person.select_row("positions", name), Qt.Key.Key_Space)
            button = person.find(QAbstractButton, "positions.exit", panel)
            await person.until(lambda: button.text() == "Exit 2 ticked", "the button counts")
            person.click("positions.exit", panel)
            await person.until(person.question, "the orders are shown first")
            await person.say_yes()

            def held() -> dict[str, int]:
                found = person.terminal.portfolio.positions()
                return {f"{p.symbol} {p.product}": p.quantity for p in found if p.quantity}

            await person.until(lambda: held() == {"RELIANCE mis": 6}, "two are flat")
            person.select_row("positions", "RELIANCE")
            person.click("positions.convert", panel)

            def sheet():
                tops = QApplication.topLevelWidgets()
                return next(
                    (w for w in tops if w.objectName() == "convert" and w.isVisible()), None
                )

            await person.until(sheet, "the sheet opens")
            person.click("convert.product.cnc", sheet())
            person.type_into("convert.quantity", "4", sheet())
            confirm = person.find(QAbstractButton, "convert.confirm", sheet())
            await person.until(confirm.isEnabled, "it can be confirmed")
            QTest.mouseClick(confirm, Qt.MouseButton.LeftButton)
            await person.until(
                lambda: held() == {"RELIANCE mis": 2, "RELIANCE cnc": 4}, "four are delivery"
            )
            assert person.notice("position converted")
            await shown(person, "positions", "RELIANCE", "+4", "CNC")
            person.click("positions.exit_all", panel)
            await person.say_yes()
            await person.until(lambda: not held(), "everything is flat")

    qrun(day())


def test_the_kill_switch_cancels_blocks_and_lets_exits_pass(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            await trade(person, INFY, Side.BUY, 4)
            low = await near(person, SBIN, 0.98)
            await fill(person, SBIN, Side.BUY, quantity=5, kind="limit", price=low)
            resting = await person.order_is((await send(person)).key, OrderState.OPEN)
            kill = person.find(QAbstractButton, "killButton")
            QTest.mousePress(kill, Qt.MouseButton.LeftButton)
            await person.until(lambda: person.terminal.orders.kill.engaged, "it fires when held")
            QTest.mouseRelease(kill, Qt.MouseButton.LeftButton)
            await person.order_is(resting.key, OrderState.CANCELLED)
            panel = await fill(person, SBIN, Side.BUY, quantity=5)
            await person.until(lambda: "kill switch" in panel.view.messages.text, "it is said")
            assert not panel.view.button.isEnabled()
            await shown(person, "positions", "INFY", "+4")
            person.click("positions.exit_all", person.window.panels["positions"])
            await person.say_yes()
            await person.until(
                lambda: all(p.quantity == 0 for p in person.terminal.portfolio.positions()),
                "the exit passed",
            )
            assert any(o.product is Product.MIS and o.side is Side.SELL for o in person.orders())
            await asyncio.sleep(0)

    qrun(day())
