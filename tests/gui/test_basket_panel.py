"""The basket panel by hand and mouse: legs edited, moved, taken back, costed, sent, retried."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from terminal.domain.basket import BasketCost, LegCost
from terminal.domain.errors import BrokerRefused
from terminal.domain.order import OrderType, Product, Side, Variety
from terminal.ui.basket.legs import from_instrument, from_order, regular
from terminal.ui.basket.ticket_key import BasketKey
from terminal.ui.link import BasketRequest
from terminal.ui.models.basket import MIME
from tests.fakes.broker import ALL, FakeBroker
from tests.fakes.clock import eventually, settle
from tests.gui.basket_desk import ALT, BasketDesk, call, order
from tests.gui.trading_desk import click, dialog, find, on_desk  # noqa: F401
from tests.make import INFY, NIFTY_CALL, make_instrument, make_order


@pytest.fixture
def at_basket(on_desk, tmp_path):
    """Run a coroutine function with a basket panel on a desk."""

    def run(test) -> None:
        async def body(desk) -> None:
            bench = BasketDesk(desk, tmp_path)
            try:
                await test(bench)
            finally:
                await bench.aclose()

        on_desk(body)

    return run


def test_an_empty_basket_says_how_to_fill_it(at_basket):
    async def body(bench):
        assert "Ctrl+Shift+Enter" in bench.panel.empty_text
        assert not bench.panel.tools.send.isEnabled()
        await bench.add(order())
        assert bench.panel.empty_text == ""
        assert bench.panel.tools.send.isEnabled()

    at_basket(body)


def test_rows_say_in_which_order_they_are_sent(at_basket):
    async def body(bench):
        await bench.add(order(Side.SELL, 5), order(Side.BUY, 6), call(Side.SELL), call(Side.BUY))
        assert bench.cells("side") == ["Sell", "Buy", "Sell", "Buy"]
        assert bench.cells("place") == ["3", "1", "4", "2"]
        assert bench.cells("quantity") == ["5", "6", "1 × 65", "1 × 65"]
        click(bench.panel, "basket.buys_first")
        assert bench.cells("place") == ["1", "2", "3", "4"]

    at_basket(body)


def test_a_quantity_is_typed_in_lots_and_its_rule_is_told(at_basket):
    async def body(bench):
        (key,) = await bench.add(call())
        bench.put_cursor(0, "quantity")
        assert "1 × 65 = 65 units" in bench.panel.footer.rule.text()
        assert "at most 1,800" in bench.panel.footer.rule.text()
        bench.press(Qt.Key.Key_Return)
        assert bench.editing
        await bench.type("abc")
        assert bench.editing, "what cannot be read stays to be mended"
        assert "not a quantity" in bench.panel.footer.rule.text()
        await bench.type("70u", None)
        assert "no multiple of 65" in bench.panel.footer.rule.text()
        await bench.type("3")
        assert bench.baskets.basket.leg(key).quantity == 195
        assert bench.cell(0, "quantity") == "3 × 65"

    at_basket(body)


def test_a_digit_begins_to_type_and_tab_goes_on(at_basket):
    async def body(bench):
        (key,) = await bench.add(order())
        bench.put_cursor(0, "quantity")
        bench.press(Qt.Key.Key_7)
        editor = bench.table.legs_delegate.editor
        assert editor.text() == "7"
        QTest.keyClicks(editor, "5")
        QTest.keyClick(editor, Qt.Key.Key_Tab)
        await settle()
        assert bench.baskets.basket.leg(key).quantity == 75
        assert bench.table.currentIndex().column() == bench.column("type")
        assert bench.editing
        await settle()

    at_basket(body)


def test_a_price_is_put_on_the_tick_and_escape_gives_it_back(at_basket):
    async def body(bench):
        (key,) = await bench.add(order())
        assert bench.table.edit_field(key, "price")
        await bench.type("101.03", None)
        assert "Not on the tick of 0.05: 101.05" in bench.panel.footer.rule.text()
        QTest.keyClick(bench.table.legs_delegate.editor, Qt.Key.Key_Return)
        await settle()
        assert bench.baskets.basket.leg(key).price == Decimal("101.05")
        assert bench.table.edit_field(key, "price")
        await bench.type("99", Qt.Key.Key_Escape)
        assert bench.baskets.basket.leg(key).price == Decimal("101.05")
        assert bench.table.edit_field(key, "price")
        editor = bench.table.legs_delegate.editor
        QTest.keyClick(editor, Qt.Key.Key_Up)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        await settle()
        assert bench.baskets.basket.leg(key).price == Decimal("101.10")

    at_basket(body)


def test_types_and_products_are_those_that_the_broker_takes(at_basket):
    async def body(bench):
        (key,) = await bench.add(order())
        assert bench.table.edit_field(key, "type")
        box = bench.table.viewport().findChild(object, "basket.edit.type")
        assert [box.itemText(n) for n in range(box.count())] == ["MARKET", "LIMIT", "SL", "SL-M"]
        box.setCurrentIndex(2)
        box.activated.emit(2)
        leg = bench.baskets.basket.leg(key)
        assert (leg.order_type, leg.trigger_price) == (OrderType.SL, Decimal(100))
        assert not bench.table.isColumnHidden(bench.column("trigger"))
        assert bench.table.edit_field(key, "product")
        box = bench.table.viewport().findChild(object, "basket.edit.product")
        assert [box.itemText(n) for n in range(box.count())] == ["CNC", "MIS", "MTF"]
        box.setCurrentIndex(0)
        box.activated.emit(0)
        assert bench.baskets.basket.leg(key).product is Product.CNC
        await settle()

    at_basket(body)


def test_a_market_leg_has_no_price_to_edit(at_basket):
    async def body(bench):
        (key,) = await bench.add(order(price=None))
        assert not bench.table.edit_field(key, "price")
        assert "choose another type" in bench.panel.footer.rule.text()
        assert bench.cell(0, "price") == "market"

    at_basket(body)


def test_space_turns_the_side_but_not_of_an_exit(at_basket):
    async def body(bench):
        plain, leaving = await bench.add(order(), order(reduces=True))
        bench.put_cursor(0, "side")
        bench.press(Qt.Key.Key_Space)
        assert bench.baskets.basket.leg(plain).side is Side.SELL
        bench.put_cursor(1, "side")
        bench.press(Qt.Key.Key_Space)
        assert bench.baskets.basket.leg(leaving).side is Side.BUY
        assert "closes a position" in bench.panel.footer.rule.text()

    at_basket(body)


def test_rows_are_moved_by_keys_and_by_dragging(at_basket):
    async def body(bench):
        keys = await bench.add(*(order(quantity=n) for n in (1, 2, 3)))
        bench.click(0, "symbol")
        bench.press(Qt.Key.Key_Down, ALT)
        assert [leg.key for leg in bench.baskets.basket.legs] == [keys[1], keys[0], keys[2]]
        assert bench.table.current_row().leg.key == keys[0], "the cursor goes with the leg"
        bench.press(Qt.Key.Key_Down, ALT)
        bench.press(Qt.Key.Key_Down, ALT)
        assert [leg.key for leg in bench.baskets.basket.legs] == [keys[1], keys[2], keys[0]]
        model = bench.panel.model
        data = model.mimeData([model.index(2, 0)])
        assert isinstance(data, QMimeData)
        assert data.hasFormat(MIME)
        model.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, QModelIndex())
        assert [leg.key for leg in bench.baskets.basket.legs] == [keys[0], keys[1], keys[2]]
        assert bench.cells("quantity") == ["1", "2", "3"]

    at_basket(body)


def test_what_is_removed_comes_back(at_basket):
    async def body(bench):
        await bench.add(order(quantity=1), order(quantity=2))
        bench.click(0, "symbol")
        bench.press(Qt.Key.Key_Delete)
        assert bench.cells("quantity") == ["2"]
        assert "Ctrl+Z" in bench.panel.footer.rule.text()
        click(bench.panel, "basket.undo")
        assert bench.cells("quantity") == ["1", "2"]
        bench.panel.shelf.delete()
        assert "basket is empty" in bench.panel.empty_text
        click(bench.panel, "basket.undo")
        assert bench.cells("quantity") == ["1", "2"]

    at_basket(body)


def test_figures_and_the_effect_of_the_order(at_basket):
    async def body(bench):
        def answer(query):
            first = query.legs[0].intent.side
            required = Decimal(230_000) if first is Side.BUY else Decimal(250_500)
            each = LegCost(margin=Decimal(130_000), charges=Decimal("20.50"))
            return BasketCost(
                required=required, final=Decimal(90_000), charges=Decimal(41), legs=(each, each)
            )

        async def estimate(query):
            bench.desk.broker.baskets.append(query)
            return answer(query)

        bench.desk.broker.estimate_basket = estimate
        await bench.add(call(Side.SELL), call(Side.BUY))
        assert bench.panel.footer.text("required") == "—"
        await bench.costs()
        footer = bench.panel.footer
        assert footer.text("required") == "2,30,000"
        assert footer.text("final") == "90,000"
        assert footer.text("charges") == "41.00"
        assert footer.text("available") == "2,10,346"
        assert footer.text("left") == "19,654"
        assert bench.cells("margin") == ["1,30,000.00"] * 2
        assert footer.effect.text() == "Sells first would need ₹20,500 more."
        click(bench.panel, "basket.buys_first")
        await bench.costs()
        assert footer.text("required") == "2,50,500"
        assert footer.effect.text() == "Buys first would need ₹20,500 less."
        asked = len(bench.desk.broker.baskets)
        bench.panel.hide()
        await bench.desk.clock.advance(60)
        bench.desk.frame.tick()
        await settle()
        assert len(bench.desk.broker.baskets) == asked, "nobody looks, nothing is asked"

    at_basket(body)


def test_figures_that_cannot_be_had_are_a_dash_and_the_reason(at_basket):
    async def body(bench):
        bench.desk.broker.failure = BrokerRefused("The calculator is closed.")
        await bench.add(order())
        await bench.costs()
        assert bench.panel.footer.text("required") == "—"
        assert bench.panel.footer.effect.text() == "The calculator is closed."
        assert bench.panel.tools.send.isEnabled(), "a missing estimate holds up no order"
        bench.desk.broker.failure = None

    at_basket(body)


def test_a_broker_without_basket_margins_shows_a_sum_and_says_so(at_basket):
    from msgspec.structs import replace

    async def body(bench):
        bench.desk.broker._capabilities = replace(ALL, basket_margins=False)
        bench.desk.broker.cost = replace(bench.desk.broker.cost, margin=Decimal(70))
        await bench.add(order(), order(Side.SELL))
        await bench.costs()
        assert bench.panel.footer.text("required") == "140"
        assert bench.panel.footer.text("final") == "—"
        assert "sum of the legs alone" in bench.panel.footer.effect.text()

    at_basket(body)


def test_baskets_are_begun_renamed_and_chosen(at_basket):
    async def body(bench):
        await bench.add(order())
        click(bench.panel, "basket.new")
        assert bench.baskets.current == "Basket 2"
        bench.panel.shelf._choose_name()
        sheet = await dialog("basketName")
        line = find(sheet, "basketName.line")
        line.selectAll()
        QTest.keyClicks(line, "Iron fly")
        click(sheet, "basketName.ok")
        await eventually(lambda: bench.baskets.current == "Iron fly")
        box = bench.panel.tools.baskets
        assert [box.itemText(n) for n in range(box.count())] == ["Basket", "Iron fly"]
        box.activated.emit(0)
        assert bench.baskets.current == "Basket"
        assert bench.cells("quantity") == ["10"]

    at_basket(body)


def test_a_torn_file_shows_its_bad_lines_before_anything_is_taken_in(at_basket, tmp_path):
    async def body(bench):
        file = tmp_path / "mine.csv"
        file.write_text(
            "Side,Quantity,Instrument,Price,Product\nbuy,5,NSE:INFY,100,mis\nbuy,x,y,1,mis\n"
        )
        for verb, legs in (("basketBad.cancel", 0), ("basketBad.ok", 1)):
            task = bench.panel.scope.spawn(bench.panel.shelf.import_from(file), name="import")
            sheet = await dialog("basketBad")
            text = sheet.findChild(QPlainTextEdit).toPlainText()
            assert "Line 3: " in text
            assert "'x' is not a quantity" in text
            assert "buy,x,y,1,mis" in text
            click(sheet, verb)
            await task
            assert len(bench.baskets.basket.legs) == legs
        assert bench.baskets.current == "mine"
        out = tmp_path / "out.json"
        await bench.panel.shelf.export_to(out)
        assert "Exported to out.json" in bench.panel.footer.rule.text()
        await bench.panel.shelf.import_from(tmp_path / "missing.json")
        assert "could not be read" in bench.panel.footer.rule.text()

    at_basket(body)


def test_the_ticket_puts_its_order_into_the_basket(at_basket):
    async def body(bench):
        desk = bench.desk
        ticket = await desk.buy_ticket()
        ticket.activateWindow()
        await settle()
        BasketKey(ticket, ticket, link=desk.link, notices=desk.orders.notices)
        said = []
        desk.orders.notices.connect(said.append)
        ticket.form.quantity.clear()
        QTest.keyClick(
            ticket.form.quantity,
            Qt.Key.Key_Return,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        )
        assert said[-1].title == "Not added to the basket"
        assert "quantity" in said[-1].text
        ticket.findChild(QLineEdit, "ticket.quantity").setFocus()
        QTest.keyClicks(ticket.form.quantity, "4")
        QTest.keyClick(
            ticket.form.quantity,
            Qt.Key.Key_Return,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        )
        (leg,) = bench.baskets.basket.legs
        assert (leg.instrument, leg.quantity, leg.side) == (INFY, 4, Side.BUY)
        assert desk.broker.submitted == []

    at_basket(body)


def test_rows_of_other_panels_become_regular_legs():
    option = make_instrument(NIFTY_CALL, lot=65)
    one = from_instrument(option, Side.SELL, 50.02)
    assert (one.quantity, one.product, one.price) == (65, Product.NRML, Decimal("50.00"))
    unpriced = from_instrument(make_instrument(INFY), Side.BUY, None)
    assert (unpriced.order_type, unpriced.product) == (OrderType.MARKET, Product.CNC)
    again = from_order(make_order(quantity=7, filled=3, price=Decimal(101)))
    assert (again.quantity, again.price) == (7, Decimal(101))
    assert regular(order(variety=Variety.AMO)).variety is Variety.REGULAR


def test_a_basket_of_another_account_says_so_in_its_box(at_basket):
    async def body(bench):
        await bench.add(order())
        bench.baskets.set_account("practice:GONE")
        bench.panel.rebuild()
        box = bench.panel.tools.account
        assert box.currentText() == "GONE, logged out"
        click(bench.panel, "basket.send")
        await settle()
        assert "not logged in" in bench.panel.footer.rule.text()
        assert bench.desk.broker.submitted == []

    at_basket(body)


def test_a_full_basket_says_so_and_takes_nothing(at_basket):
    async def body(bench):
        said = []
        bench.baskets.notices.connect(said.append)
        await bench.add(*(order(quantity=n) for n in range(1, 21)))
        bench.desk.link.add_to_basket(BasketRequest(legs=(order(),)))
        assert said[-1].title == "Not added to the basket"
        assert "20 legs" in said[-1].text
        assert bench.panel.model.rowCount() == 20
        assert isinstance(bench.desk.broker, FakeBroker)

    at_basket(body)


def test_an_open_editor_never_reaches_into_another_basket(at_basket):
    async def body(bench):
        (key,) = await bench.add(order(quantity=5))
        bench.baskets.create("Other")
        (other,) = await bench.add(order(quantity=7))
        assert key == other, "keys are a basket's own"
        assert bench.table.edit_field(other, "quantity")
        await bench.type("99", None)
        bench.panel.tools.baskets.activated.emit(0)
        await settle()
        assert not bench.editing
        assert bench.cells("quantity") == ["5"]
        assert bench.baskets.get("Other").legs[0].quantity == 7

    at_basket(body)


def test_a_narrow_panel_keeps_room_for_the_results(at_basket):
    async def body(bench):
        hidden = bench.table.isColumnHidden
        await bench.add(order())
        assert not hidden(bench.column("charges"))
        bench.panel.resize(700, 300)
        await settle()
        assert hidden(bench.column("charges"))
        assert not hidden(bench.column("margin"))
        state = bench.panel.save_state()
        assert state["table"]["hidden"] == [], "what is folded is no choice of a person's"
        bench.panel.resize(1100, 300)
        bench.panel.restore_state(state)
        await settle()
        assert not hidden(bench.column("charges"))

    at_basket(body)
