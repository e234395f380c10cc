"""What a person sees and does in the positions panel."""

from decimal import Decimal

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QAbstractItemModelTester, QTest

from terminal.domain.ids import AccountId
from terminal.domain.order import OrderState, OrderType, Product, Side
from terminal.ui.link import TicketRequest
from tests.fakes.broker import FakeBroker
from tests.fakes.clock import eventually, settle
from tests.gui.trading_desk import LOT, TradingDesk, click, dialog, find, on_desk
from tests.make import ACCOUNT, INFY, NIFTY_CALL, make_position

__all__ = ["on_desk"]


def held(instrument, quantity: int, average: str, product: Product = Product.MIS):
    value = Decimal(average) * abs(quantity)
    buys = {"buy_value": value, "day_buy_value": value}
    sells = {"sell_value": value, "day_sell_value": value}
    return make_position(
        account=ACCOUNT,
        instrument=instrument,
        symbol=instrument.symbol,
        product=product,
        quantity=quantity,
        average_price=Decimal(average),
        **(
            buys | {"sell_value": Decimal(0), "day_sell_value": Decimal(0)}
            if quantity > 0
            else sells | {"buy_value": Decimal(0), "day_buy_value": Decimal(0)}
        ),
    )


def cell(panel, key: str, row: int = 0) -> str:
    return panel.model.data(panel.model.index(row, panel.model.column_number(key)))


def total(panel, key: str) -> str:
    return panel.totals.text(panel.model.column_number(key))


def row_of(panel, instrument) -> int:
    return next(
        n
        for n, row in enumerate(panel.model.rows)
        if row.position is not None and row.position.instrument == instrument
    )


def test_profit_follows_the_price(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.positions_panel()
        await desk.hold(held(INFY, 10, "100"))
        desk.price(INFY, 104.5)
        assert cell(panel, "pnl") == "+45.00"
        assert cell(panel, "change") == "+4.50%"
        desk.price(INFY, 99.0)
        assert cell(panel, "pnl") == "−10.00"
        assert total(panel, "pnl") == "−10.00"

    on_desk(test)


def test_gain_and_loss_have_their_own_colours_and_sides_theirs(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.positions_panel()
        await desk.hold(held(INFY, -10, "100"))
        desk.price(INFY, 99.0)
        row = panel.model.rows[0]
        columns = {column.key: column for column in panel.model.columns}
        assert columns["pnl"].color(row) == "up"
        assert columns["quantity"].color(row) == "sell"

    on_desk(test)


def test_totals_add_up_and_ticked_rows_give_a_subtotal(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.positions_panel()
        await desk.hold(held(INFY, 10, "100"), held(NIFTY_CALL, LOT, "110", Product.NRML))
        desk.price(INFY, 101.0)
        desk.price(NIFTY_CALL, 112.0)
        assert total(panel, "pnl") == "+140.00"
        panel.table.setCurrentIndex(panel.model.index(row_of(panel, INFY), 1))
        QTest.keyClick(panel.table, Qt.Key.Key_Space)
        assert total(panel, "pnl") == "+10.00"
        assert panel.totals.label == "1 ticked · all +140.00"

    on_desk(test)


def test_positions_of_one_underlying_have_a_head_with_their_sum(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.positions_panel()
        other = held(INFY, -4, "102", Product.CNC)
        await desk.hold(held(INFY, 10, "100"), other, held(NIFTY_CALL, LOT, "110", Product.NRML))
        desk.price(INFY, 101.0)
        head = next(row for row in panel.model.rows if row.position is None)
        number = panel.model.rows.index(head)
        assert cell(panel, "symbol", number) == "INFY · 2 positions"
        assert cell(panel, "pnl", number) == "+14.00"
        click(panel, "positions.group")
        assert all(row.position is not None for row in panel.model.rows)

    on_desk(test)


def test_exit_shows_exactly_what_is_sent_and_sends_it_after_yes(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.positions_panel()
        await desk.hold(held(INFY, 10, "100"), held(NIFTY_CALL, -LOT, "110", Product.NRML))
        desk.price(INFY, 101.0)
        desk.price(NIFTY_CALL, 112.0)
        click(panel, "positions.exit_all")
        sheet = await dialog("confirm")
        lines = find(sheet, "confirm.orders").text().splitlines()
        assert sorted(lines) == [
            "Buy 1 lot NIFTY 24000 CE @ market · NRML · ZA1234",
            "Sell 10 INFY @ market · MIS · ZA1234",
        ]
        await eventually(sheet.send.isEnabled)
        QTest.mouseClick(sheet.send, Qt.MouseButton.LeftButton)
        await eventually(lambda: len(desk.broker.submitted) == 2)
        sent = {i.instrument: (i.side, i.quantity, i.reduces) for i in desk.broker.submitted}
        assert sent == {INFY: (Side.SELL, 10, True), NIFTY_CALL: (Side.BUY, LOT, True)}

    on_desk(test)


def test_saying_no_sends_nothing(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.positions_panel()
        await desk.hold(held(INFY, 10, "100"))
        desk.price(INFY, 101.0)
        click(panel, "positions.exit_all")
        sheet = await dialog("confirm")
        QTest.keyClick(sheet, Qt.Key.Key_Escape)
        await eventually(lambda: not panel.scope.pending)
        assert desk.broker.submitted == []

    on_desk(test)


def test_exit_takes_the_ticked_rows_before_the_selected_one(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.positions_panel()
        await desk.hold(held(INFY, 10, "100"), held(NIFTY_CALL, LOT, "110", Product.NRML))
        desk.price(INFY, 101.0)
        desk.price(NIFTY_CALL, 112.0)
        panel.model.toggle(panel.model.rows[row_of(panel, NIFTY_CALL)])
        panel.table.selectRow(row_of(panel, INFY))
        assert find(panel, "positions.exit").text() == "Exit 1 ticked"
        click(panel, "positions.exit")
        sheet = await dialog("confirm")
        assert "NIFTY" in find(sheet, "confirm.orders").text()
        assert "INFY" not in find(sheet, "confirm.orders").text()
        QTest.keyClick(sheet, Qt.Key.Key_Escape)
        await eventually(lambda: not panel.scope.pending)

    on_desk(test)


def test_second_exit_does_not_close_twice(on_desk):
    async def test(desk: TradingDesk) -> None:
        desk.broker.places = True
        panel = desk.positions_panel()
        await desk.hold(held(INFY, 10, "100"))
        desk.price(INFY, 101.0)
        click(panel, "positions.exit_all")
        sheet = await dialog("confirm")
        await eventually(sheet.send.isEnabled)
        QTest.mouseClick(sheet.send, Qt.MouseButton.LeftButton)
        await eventually(lambda: len(desk.broker.submitted) == 1)
        await desk.until(OrderState.PENDING)
        QTest.mouseClick(sheet.cancel, Qt.MouseButton.LeftButton)
        await eventually(lambda: not panel.scope.pending)
        panel.exit_all()
        await eventually(lambda: not panel.scope.pending)
        assert "on their way" in find(panel, "positions.status").accessibleName()
        assert len(desk.broker.submitted) == 1

    on_desk(test)


def test_x_fills_the_ticket_and_sends_nothing(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.positions_panel()
        ticket = desk.ticket()
        wishes: list[TicketRequest] = []
        desk.link.ticket.connect(wishes.append)
        await desk.hold(held(INFY, -25, "100"))
        desk.price(INFY, 101.0)
        panel.table.selectRow(0)
        panel.exit_ticket()
        assert wishes[0].reduces
        assert ticket.side is Side.BUY
        draft = ticket.form.draft()
        assert (draft.quantity, draft.product, draft.reduces) == (25, Product.MIS, True)
        assert draft.order_type is OrderType.MARKET
        await settle()
        assert desk.broker.submitted == []

    on_desk(test)


def test_flipping_an_exit_ticket_makes_it_an_entry(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = await desk.buy_ticket(INFY, 100.0, side=Side.SELL, reduces=True)
        assert ticket.form.draft().reduces
        ticket.flip()
        assert not ticket.form.draft().reduces

    on_desk(test)


def test_with_a_second_account_its_column_stands_beside_the_instrument(on_desk):
    async def test(desk: TradingDesk) -> None:
        for panel in (desk.positions_panel(), desk.orders_panel(), desk.holdings_panel()):
            head = panel.table.horizontalHeader()
            number = panel.model.column_number

            def apart(head=head, number=number) -> int:
                return head.visualIndex(number("account")) - head.visualIndex(number("symbol"))

            desk.frame.tick()
            assert apart() > 1
            other = FakeBroker(AccountId("kite:ZA9999"))
            desk.orders.attach(other)
            panel.rebuild()
            assert apart() == 1
            await desk.orders.detach(other.session.account)

    on_desk(test)


def test_flatten_takes_what_a_filter_or_another_tab_hides(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.positions_panel()
        told: list[str] = []
        desk.orders.notices.connect(lambda notice: told.append(notice.title))
        panel.flatten()
        assert told == ["Nothing to exit"]
        panel.filter.setText("nothing like it")
        panel.hide()  # no frame reaches it: its rows are old
        await desk.hold(make_position(), make_position(instrument=NIFTY_CALL, quantity=LOT))
        panel.flatten()
        sheet = await dialog("confirm")
        assert sheet.send.text() == "Send 2 exit orders"
        sheet.reject()
        await eventually(lambda: not panel.scope.pending)
        panel.exit_instrument(INFY)
        sheet = await dialog("confirm")
        assert sheet.send.text() == "Send the exit order"
        sheet.reject()
        await eventually(lambda: not panel.scope.pending)

    on_desk(test)


def test_shares_sold_out_of_holdings_are_not_bought_back_by_exit_all(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.positions_panel()
        sold = make_position(quantity=-50, product=Product.CNC)
        await desk.hold(sold)
        assert not find(panel, "positions.exit_all").isEnabled()
        await desk.hold(sold, make_position())
        for verb in (panel.exit_all, panel.flatten):
            verb()
            sheet = await dialog("confirm")
            assert sheet.send.text() == "Send the exit order"
            sheet.reject()
            await eventually(lambda: not panel.scope.pending)

    on_desk(test)


def test_short_position_is_not_offered_for_delivery(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.positions_panel()
        await desk.hold(make_position(quantity=-10))
        panel.table.selectRow(0)
        assert not find(panel, "positions.convert").isEnabled()
        await desk.hold(make_position(quantity=10))
        panel.table.selectRow(0)
        assert find(panel, "positions.convert").isEnabled()

    on_desk(test)


def test_convert_sends_the_chosen_part(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.positions_panel()
        await desk.hold(replace(held(INFY, 30, "100"), overnight_quantity=10))
        desk.price(INFY, 101.0)
        panel.table.selectRow(0)
        click(panel, "positions.convert")
        sheet = await dialog("convert")
        assert sheet.quantity.units() == 20
        sheet.product.set_value(Product.CNC)
        sheet.quantity.set_units(25)
        sheet.quantity.edited.emit()
        assert not sheet.confirm.isEnabled()
        sheet.quantity.set_units(15)
        sheet.quantity.edited.emit()
        QTest.mouseClick(sheet.confirm, Qt.MouseButton.LeftButton)
        await eventually(lambda: desk.broker.converted)
        (conversion,) = desk.broker.converted
        assert conversion.quantity == 15
        assert not conversion.overnight
        assert (conversion.old_product, conversion.new_product) == (Product.MIS, Product.CNC)

    on_desk(test)


def test_day_view_shows_activity_and_offers_no_exit(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.positions_panel()
        await desk.hold(held(INFY, 10, "100"))
        panel.view.set_value("day")
        assert panel.model.rowCount() == 1
        assert not find(panel, "positions.exit_all").isEnabled()

    on_desk(test)


def test_flat_positions_stand_below_in_grey(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.positions_panel()
        flat = replace(held(INFY, 10, "100"), quantity=0, sell_value=Decimal(1050))
        await desk.hold(flat, held(NIFTY_CALL, LOT, "110", Product.NRML))
        assert [row.is_open for row in panel.model.rows] == [True, False]
        assert cell(panel, "pnl", 1) == "+50.00"

    on_desk(test)


def test_empty_panel_says_why(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.positions_panel()
        assert "No open positions" in panel.empty_text

    on_desk(test)


def test_numbers_are_never_cut(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.positions_panel()
        await desk.hold(held(INFY, 1234567, "12345678.90"))
        desk.price(INFY, 98765432.10)
        panel.rebuild()
        metrics = QFontMetrics(desk.theme.font(bold=True))
        for number, column in enumerate(panel.model.columns):
            if column.numeric and not panel.table.isColumnHidden(number):
                width = panel.table.columnWidth(number)
                assert width >= metrics.horizontalAdvance(cell(panel, column.key)), column.key

    on_desk(test)


def test_model_keeps_qts_rules(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.positions_panel()
        tester = QAbstractItemModelTester(
            panel.model, QAbstractItemModelTester.FailureReportingMode.Fatal
        )
        await desk.hold(held(INFY, 10, "100"), held(NIFTY_CALL, LOT, "110", Product.NRML))
        await desk.hold(held(INFY, 10, "100"), held(INFY, 5, "100", Product.CNC))
        click(panel, "positions.group")
        await desk.hold()
        assert panel.model.rowCount() == 0
        del tester

    on_desk(test)
