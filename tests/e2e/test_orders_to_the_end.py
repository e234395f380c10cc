"""What orders grow into, and how positions are left: trees, countdowns, conversions, exits, auctions."""

import asyncio

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from terminal.domain.ids import InstrumentId
from terminal.domain.order import OrderState, Side, Variety
from tests.e2e.person import Person, at_the_desk
from tests.e2e.tickets import fill, near, read, send, shown, ticket_of, trade

INFY = InstrumentId("NSE", "INFY")
SBIN = InstrumentId("NSE", "SBIN")
RELIANCE = InstrumentId("NSE", "RELIANCE")
CONVERTING = {"method": "PUT", "path": "/portfolio/positions"}
PLACING = {"method": "POST", "path": "/orders/*"}


def sheet_of(name: str):
    tops = QApplication.topLevelWidgets()
    return next((w for w in tops if w.objectName() == name and w.isVisible()), None)


def held(person: Person) -> dict[str, int]:
    found = person.terminal.portfolio.positions()
    return {f"{p.symbol} {p.product}": p.quantity for p in found if p.quantity}


async def an_option(person: Person) -> InstrumentId:
    catalog = person.terminal.catalog
    index = catalog.search("nifty fut")[0].instrument.id
    strike = round(float(await near(person, index)) / 100) * 100
    return catalog.search(f"nifty {strike} ce")[0].instrument.id


# -- trees


def test_iceberg_is_a_line_that_folds_and_stops_with_one_cancel(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            low = await near(person, INFY, 0.985)
            fields = {"kind": "limit", "product": "mis", "price": low, "legs": "4"}
            await fill(person, INFY, Side.BUY, quantity=20, variety=Variety.ICEBERG, **fields)
            first = await person.order_is((await send(person)).key, OrderState.OPEN)
            line = await shown(person, "orders", "0 / 20", "0 of 4 legs done")
            assert "INFY" in line
            assert len(person.rows("orders")) == 2
            panel = person.window.panels["orders"]
            number = panel.model.column_number("symbol")
            place = panel.table.visualRect(panel.model.index(0, number))
            QTest.mouseClick(
                panel.table.viewport(),
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
                QPoint(place.left() + 10, place.center().y()),
            )
            assert len(person.rows("orders")) == 1
            person.press(person.select_row("orders", "0 / 20"), Qt.Key.Key_Delete)
            await person.order_is(first.key, OrderState.CANCELLED)
            await shown(person, "orders", "0 of 4 done, stopped")
            await asyncio.sleep(1)
            assert sandbox.state()["orders"] == 1

    qrun(day())


def test_refused_slice_is_a_row_and_its_part_can_be_sent_again(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            call = await an_option(person)
            price = await near(person, call, 0.95)
            fields = {"kind": "limit", "product": "nrml", "price": price}
            panel = await fill(person, call, Side.BUY, quantity=40, **fields)
            await person.order_is((await send(person)).key, OrderState.REJECTED)
            await person.until(lambda: panel.view.messages.remedy.isVisible(), "it can be mended")
            person.click("ticket.remedy", panel)
            sandbox.switch(autoslice_failing_slice=1)
            order = await send(person)
            await person.order_is(order.key, OrderState.OPEN)
            await shown(person, "orders", "0 / 2,600", "1 refused")
            await shown(person, "orders", "0 / 845", "Refused")
            assert person.notice("sent in part", "1 of 2 parts were refused")
            sandbox.switch(autoslice_failing_slice=-1)
            person.press(person.select_row("orders", "0 / 845"), Qt.Key.Key_Return)
            assert read(person, "ticket.quantity") == "13"
            again = await send(person)
            assert (await person.order_is(again.key, OrderState.OPEN)).quantity == 845
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()  # the journal remembers what the broker said of the slice
            await shown(person, "orders", "0 / 2,600", "1 refused")

    qrun(day())


def test_cover_order_is_a_tree_and_its_stop_asks_before_it_exits(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            below = await near(person, RELIANCE, 0.985)
            await fill(person, RELIANCE, Side.BUY, quantity=5, variety=Variety.CO, trigger=below)
            await person.order_is((await send(person)).key, OrderState.COMPLETE)
            await person.until(lambda: len(person.orders()) == 2, "the stop appears")
            panel = person.window.panels["orders"]
            await person.until(lambda: len(person.rows("orders")) == 2, "both are rows")
            await person.until(
                lambda: [row.child for row in panel.model.rows] == [False, True],
                "the stop stands under its entry",
            )
            leg = panel.model.rows[1].order
            panel.table.select_key(leg.key)
            person.press(panel.table, Qt.Key.Key_Delete)
            await person.until(person.question, "it asks")
            reasons = person.question().findChild(QAbstractButton, "confirm.send")
            assert reasons is not None
            await person.say_yes()
            await person.order_is(leg.key, OrderState.COMPLETE)
            await person.until(lambda: not held(person), "the position is flat")

    qrun(day())


# -- what waits, and what runs out


def test_after_market_order_is_changed_while_it_waits(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            low = await near(person, INFY, 0.98)
            fields = {"kind": "limit", "variety": Variety.AMO, "product": "cnc", "price": low}
            await fill(person, INFY, Side.BUY, quantity=5, **fields)
            order = await person.order_is((await send(person)).key, OrderState.PARKED)
            row = await shown(person, "orders", "Waits for next session")
            assert "Goes to the exchange when it opens" in row
            panel = person.window.panels["orders"]
            person.press(person.select_row("orders", "INFY"), Qt.Key.Key_Return)
            before = panel.editor.price.text()
            QTest.keyClick(panel.editor.price, Qt.Key.Key_Down)
            typed = panel.editor.price.text()
            assert typed != before
            QTest.keyClick(panel.editor.price, Qt.Key.Key_Return)
            await person.until(
                lambda: (
                    f"{person.order(order.key).price:.2f}" == typed
                    and person.order(order.key).state is OrderState.PARKED
                ),
                "the new price waits",
            )

    qrun(day())


def test_minutes_count_down_in_the_row(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            low = await near(person, SBIN, 0.98)
            fields = {"validity": "ttl", "price": low, "minutes": "2", "tag": "scalp"}
            await fill(person, SBIN, Side.BUY, quantity=5, kind="limit", **fields)
            order = await person.order_is((await send(person)).key, OrderState.OPEN)
            await shown(person, "orders", "Open · 1:5")
            seen: set[str] = set()

            def moved() -> bool:
                seen.update(row for row in person.rows("orders") if " left" in row)
                return len(seen) > 2

            await person.until(moved, "it counts")
            tag = person.window.panels["orders"].filters.tag
            assert [tag.itemText(n) for n in range(tag.count())] == ["All tags", "scalp"]
            sandbox.advance(130)
            await person.order_is(order.key, OrderState.CANCELLED)
            await person.until(
                lambda: not any(" left" in row for row in person.rows("orders")), "nothing counts"
            )

    qrun(day())


def test_tag_survives_a_restart(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            low = await near(person, SBIN, 0.98)
            await fill(person, SBIN, Side.BUY, quantity=5, kind="limit", price=low, tag="swing")
            order = await person.order_is((await send(person)).key, OrderState.OPEN)
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            assert "swing" in await shown(person, "orders", "SBIN", "Open")
            assert person.order(order.key).broker_id == order.broker_id
            person.window.panels["orders"].filters.tag.setCurrentIndex(1)
            assert len(person.rows("orders")) == 1

    qrun(day())


# -- positions


def test_exit_of_several_shows_costs_and_a_lost_reply_doubles_nothing(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path, hurry=True) as person:
            await person.live()
            for instrument in (INFY, SBIN, RELIANCE):
                await trade(person, instrument, Side.BUY, 6)
            await person.until(lambda: len(held(person)) == 3, "all are held")
            for name in ("INFY", "SBIN", "RELIANCE"):
                await shown(person, "positions", name, "+6")
            before = sandbox.state()["orders"]
            person.click("positions.exit_all", person.window.panels["positions"])
            await person.until(person.question, "the orders are shown")
            sheet = person.question()
            assert len(sheet.legs) == 3
            assert all("Sell 6" in leg.sentence for leg in sheet.legs)
            await person.until(
                lambda: all(leg.charges is not None and leg.cost == leg.cost for leg in sheet.legs),
                "each leg has its cost and charges",
            )
            sandbox.arm("accept_drop", match=PLACING, count=1, after=1)
            # Neither the stream nor the book may tell of the order before the reply is given up.
            sandbox.arm("drop_updates", count=1000)
            sandbox.arm("http_502", match={"method": "GET", "path": "/orders"}, count=3)
            legs: dict[int, set[str]] = {0: set(), 1: set(), 2: set()}

            def ended() -> bool:
                for leg in sheet.legs:
                    legs[leg.number].add(leg.result)
                return not held(person)

            await person.say_yes()
            await person.until(ended, "everything is flat")
            assert any("reply was lost" in word for words in legs.values() for word in words)
            assert sandbox.state()["orders"] == before + 3
            await person.until(lambda: person.question() is None, "the sheet closes by itself")
            assert not person.notice("duplicate")

    qrun(day())


def test_refused_leg_of_an_exit_says_why_and_is_tried_again(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path, hurry=True) as person:
            await person.live()
            for instrument in (INFY, SBIN):
                await trade(person, instrument, Side.BUY, 6)
            # One fill may be told by the stream and the other by the book, a moment later.
            await person.until(lambda: len(held(person)) == 2, "both are held")
            await shown(person, "positions", "SBIN", "+6")
            await shown(person, "positions", "INFY", "+6")
            person.click("positions.exit_all", person.window.panels["positions"])
            await person.until(person.question, "the orders are shown")
            sheet = person.question()
            sandbox.arm("margin_400", match=PLACING, count=1)
            await person.say_yes()
            await person.until(lambda: sheet.again.isVisible(), "one was refused")
            assert len(sheet.legs) == 2, [leg.sentence for leg in sheet.legs]
            await person.until(lambda: len(held(person)) == 1, "the other is out")
            refused = next(leg for leg in sheet.legs if leg.failed)
            assert "Refused:" in refused.result
            QTest.mouseClick(sheet.again, Qt.MouseButton.LeftButton)
            await person.until(lambda: not held(person), "both are out")

    qrun(day())


@pytest.mark.parametrize("kind", ["accept_drop", "http_502"])
def test_lost_reply_to_a_conversion_is_answered_by_the_positions(qrun, sandbox, tmp_path, kind):
    async def day():
        async with at_the_desk(sandbox, tmp_path, hurry=True) as person:
            await person.live()
            await trade(person, INFY, Side.BUY, 6)
            await shown(person, "positions", "INFY", "+6")
            panel = person.window.panels["positions"]
            person.select_row("positions", "INFY")
            await person.click_when_ready("positions.convert", panel)
            await person.until(lambda: sheet_of("convert"), "the sheet opens")
            sheet = sheet_of("convert")
            person.click("convert.product.cnc", sheet)
            await person.until(lambda: "₹" in sheet.margin.text(), "the margin is told")
            assert "blocks about" in sheet.margin.text()
            sandbox.arm(kind, match=CONVERTING, count=1)
            QTest.mouseClick(sheet.confirm, Qt.MouseButton.LeftButton)
            if kind == "accept_drop":
                await person.until(lambda: held(person) == {"INFY cnc": 6}, "it is delivery")
                await person.until(lambda: sheet_of("convert") is None, "the sheet closes")
                assert person.notice("position converted")
            else:
                await person.until(
                    lambda: "Not converted" in sheet.words.text(), "it is proved undone"
                )
                assert sheet.quantity.units() == 6
                assert held(person) == {"INFY mis": 6}
                QTest.mouseClick(sheet.confirm, Qt.MouseButton.LeftButton)
                await person.until(lambda: held(person) == {"INFY cnc": 6}, "now it is delivery")

    qrun(day())


# -- holdings


def test_auction_is_listed_and_an_offer_rests(qrun, sandbox, tmp_path, monkeypatch):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)

    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            await shown(person, "holdings", "INFY")
            panel = person.window.panels["holdings"]
            person.click("holdings.view.auction", panel)
            await shown(person, "holdings", "in no.")
            symbol = panel.model.rows[0].holding.symbol
            person.select_row("holdings", symbol)
            person.click("holdings.sell", panel)
            await person.until(lambda: read(person, "ticket.auction"), "the number is filled")
            ticket = ticket_of(person)
            assert ticket.form.draft().variety is Variety.AUCTION
            last = await person.priced(panel.model.rows[0].holding.instrument)
            instrument = person.terminal.catalog.instrument(panel.model.rows[0].holding.instrument)
            person.type_into("ticket.price", str(instrument.to_price(last)), ticket)
            order = await send(person)
            await person.until(lambda: person.order(order.key).broker_id, "it is at the broker")
            assert person.order(order.key).variety is Variety.AUCTION

    qrun(day())


def test_trades_fold_under_their_order_with_charges(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            await trade(person, INFY, Side.BUY, 4)
            await shown(person, "trades", "INFY")
            panel = person.window.panels["trades"]
            person.click("trades.group", panel)
            number = panel.model.column_number("charges")

            def charges() -> str:
                person.rows("trades")
                row = panel.model.rows[0]
                return panel.model.columns[number].text(row)

            await person.until(charges, "the broker tells what it cost")
            assert float(charges()) > 0

    qrun(day())
