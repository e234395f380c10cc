"""What the ticket's fields offer, take and start from, and which instrument and account it is for."""

from decimal import Decimal

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from terminal.domain.ids import AccountId
from terminal.domain.order import OrderType, Product, Side, Validity, Variety
from terminal.ui.link import TicketRequest
from tests.fakes.broker import FakeBroker
from tests.fakes.clock import eventually, settle
from tests.gui.trading_desk import LOT, TradingDesk, click, find, on_desk, type_into
from tests.make import INFY, NIFTY, NIFTY_CALL, make_position

__all__ = ["on_desk"]


def test_objection_stands_beside_its_field_and_blocks(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = await desk.buy_ticket(NIFTY_CALL, 112.35)
        type_into(ticket.form.quantity, "30")
        field = ticket.form.fields["quantity"]
        assert field.level == "never"
        assert field.note == "above freeze"
        assert not find(ticket, "ticket.submit").isEnabled()
        ticket.submit()
        await settle()
        assert desk.broker.submitted == []

    on_desk(test)


def test_slicing_mends_an_order_above_the_freeze_and_previews_the_pieces(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = await desk.buy_ticket(NIFTY_CALL, 112.35)
        type_into(ticket.form.quantity, "80")
        click(ticket, "ticket.remedy")
        assert ticket.form.advanced.slicing.isChecked()
        assert find(ticket, "ticket.submit").isEnabled()
        assert "5,200 → 1,755 + 1,755 + 1,690" in ticket.view.messages.text
        assert ticket.focusWidget() is ticket.form.quantity  # so that Ctrl+Enter still sends

    on_desk(test)


def test_price_keys_take_bid_ask_mid_and_last(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = await desk.buy_ticket(INFY, 100.0)
        price = ticket.form.price
        found = {}
        for key in "[]\\'":
            QTest.keyClicks(price, key)
            found[key] = price.value()
        assert found == {
            "[": Decimal("99.95"),
            "]": Decimal("100.05"),
            "\\": Decimal("100.00"),
            "'": Decimal("100.00"),
        }

    on_desk(test)


def test_arrows_step_by_tick_and_by_lot(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = await desk.buy_ticket(NIFTY_CALL, 112.35)
        form = ticket.form
        QTest.keyClick(form.price, Qt.Key.Key_Up)
        assert form.price.value() == Decimal("112.40")
        QTest.keyClick(form.price, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        assert form.price.value() == Decimal("112.15")
        QTest.keyClick(form.quantity, Qt.Key.Key_Up)
        assert form.quantity.units() == 2 * LOT
        assert form.fields["quantity"].note == "× 65 = 130"

    on_desk(test)


def test_price_snaps_to_the_tick_when_the_field_is_left(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = await desk.buy_ticket(INFY, 100.0)
        type_into(ticket.form.price, "100.07")
        ticket.form.price.settle()
        assert ticket.form.price.text() == "100.05"

    on_desk(test)


def test_inputs_are_disabled_and_keep_their_place_when_the_type_changes(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = await desk.buy_ticket()
        form = ticket.form
        before = form.trigger.geometry(), form.price.geometry()
        form.order_type.set_value(OrderType.SL_M)
        assert not form.price.isEnabled()
        assert form.trigger.isEnabled()
        form.order_type.set_value(OrderType.MARKET)
        assert not form.trigger.isEnabled()
        assert (form.trigger.geometry(), form.price.geometry()) == before
        assert form.trigger.isVisible()
        assert form.price.isVisible()

    on_desk(test)


def test_products_follow_the_instrument(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = await desk.buy_ticket(INFY)
        assert ticket.form.product.value() is Product.CNC
        assert ticket.form.product.offered() == [Product.CNC, Product.MIS, Product.MTF]
        ticket.open(TicketRequest(instrument=NIFTY_CALL))
        assert ticket.form.product.value() is Product.NRML
        assert ticket.form.product.offered() == [Product.MIS, Product.NRML]

    on_desk(test)


def test_an_index_cannot_be_sent(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = desk.ticket()
        ticket.open(TicketRequest(instrument=NIFTY))
        assert not find(ticket, "ticket.submit").isEnabled()
        assert "index" in ticket.view.messages.text

    on_desk(test)


def test_quantity_understands_lots_money_and_position(on_desk):
    async def test(desk: TradingDesk) -> None:
        await desk.hold(make_position(quantity=40, product=Product.CNC))
        ticket = await desk.buy_ticket(INFY, 100.0, product=Product.CNC)
        quantity = ticket.form.quantity
        for text, units in (("2l", 2), ("50k", 500), ("p", 40)):
            type_into(quantity, text)
            assert quantity.units() == units, text
        type_into(quantity, "many")
        assert ticket.form.fields["quantity"].level == "never"
        assert not find(ticket, "ticket.submit").isEnabled()

    on_desk(test)


def test_ticket_follows_the_selection_but_not_while_it_is_being_filled(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = desk.ticket()
        ticket.activateWindow()
        desk.link.select(INFY)
        assert ticket.instrument_id == INFY
        await eventually(ticket.isActiveWindow)
        ticket.form.quantity.setFocus()
        assert ticket.form.quantity.hasFocus()
        desk.link.select(NIFTY_CALL)
        assert ticket.instrument_id == INFY

    on_desk(test)


def test_iceberg_and_validity_reach_the_order(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = await desk.buy_ticket(NIFTY_CALL, 112.35, quantity=10 * LOT)
        form = ticket.form
        form.advanced.choose(Variety.ICEBERG)
        assert not find(ticket, "ticket.submit").isEnabled()
        type_into(form.advanced.legs, "5")
        form.validity.set_value(Validity.TTL)
        type_into(form.minutes, "7")
        assert "650 → 5 × 130" in ticket.view.messages.text
        click(ticket, "ticket.submit")
        await eventually(lambda: desk.broker.submitted)
        (intent,) = desk.broker.submitted
        assert (intent.variety, intent.iceberg_legs) == (Variety.ICEBERG, 5)
        assert (intent.validity, intent.ttl_minutes) == (Validity.TTL, 7)

    on_desk(test)


def test_empty_ticket_says_what_to_do(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = desk.ticket()
        assert "Select one in the watchlist" in ticket.empty_text

    on_desk(test)


def test_new_request_starts_from_the_defaults(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = await desk.buy_ticket(
            INFY, 100.0, side=Side.SELL, quantity=500, order_type=OrderType.MARKET, reduces=True
        )
        ticket.form.advanced.choose(Variety.AMO)
        ticket.open(TicketRequest(instrument=INFY, side=Side.BUY))
        draft = ticket.form.draft()
        assert (draft.quantity, draft.order_type) == (1, OrderType.LIMIT)
        assert (draft.variety, draft.reduces) == (Variety.REGULAR, False)
        assert draft.price == Decimal(100)

    on_desk(test)


def test_exit_says_so_until_the_quantity_is_raised(on_desk):
    async def test(desk: TradingDesk) -> None:
        await desk.hold(make_position(quantity=25, product=Product.MIS))
        ticket = await desk.buy_ticket(
            INFY, 100.0, side=Side.SELL, quantity=25, product=Product.MIS, reduces=True
        )
        button = find(ticket, "ticket.submit")
        assert "exit" in button.text()
        type_into(ticket.form.quantity, "10")
        assert ticket.form.draft().reduces
        type_into(ticket.form.quantity, "40")
        assert not ticket.form.draft().reduces
        assert "exit" not in button.text()

    on_desk(test)


def test_price_off_the_tick_is_never_sent_and_snap_mends_it(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = await desk.buy_ticket()
        type_into(ticket.form.price, "100.03")
        ticket.submit()
        await settle()
        assert desk.broker.submitted == []
        click(ticket, "ticket.remedy")
        assert ticket.form.price.value() == Decimal("100.05")
        assert find(ticket, "ticket.submit").isEnabled()

    on_desk(test)


def test_instrument_selected_before_the_list_was_loaded_appears_with_it(on_desk):
    async def test(desk: TradingDesk) -> None:
        known = desk.instruments.known.pop(INFY)
        ticket = desk.ticket()
        desk.link.select(INFY)
        assert "not in the day's list" in ticket.empty_text
        desk.instruments.known[INFY] = known
        desk.frame.tick()
        assert ticket.instrument_id == INFY
        assert ticket.empty_text == ""

    on_desk(test)


def test_account_that_logs_in_later_gets_the_usual_product(on_desk):
    async def test(desk: TradingDesk) -> None:
        await desk.orders.detach(desk.broker.session.account)
        ticket = desk.ticket()
        ticket.open(TicketRequest(instrument=NIFTY_CALL))
        assert "log in" in ticket.view.messages.text
        assert not find(ticket, "ticket.submit").isEnabled()
        desk.orders.attach(desk.broker)
        desk.frame.tick()
        assert ticket.form.product.value() is Product.NRML
        assert ticket.form.chosen_account == desk.broker.session.account

    on_desk(test)


def test_untouched_price_starts_at_the_last_price_but_not_beyond_the_touch(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = await desk.buy_ticket(INFY, 100.0)
        slot = desk.hub.slot(INFY)
        desk.hub.board.last[slot] = 104.0
        ticket.open(TicketRequest(instrument=INFY, side=Side.BUY))
        assert ticket.form.price.value() == Decimal("100.05")
        ticket.flip()
        assert ticket.form.price.value() == Decimal("104.00")
        type_into(ticket.form.price, "101")
        ticket.flip()
        assert ticket.form.price.value() == Decimal(101)

    on_desk(test)


def test_wheel_over_the_account_does_not_switch_it(on_desk):
    async def test(desk: TradingDesk) -> None:
        second = FakeBroker(AccountId("practice:ZB0001"))
        desk.orders.attach(second)
        desk.portfolio.attach(second)
        ticket = await desk.buy_ticket()
        box = ticket.form.account
        assert box.count() == 2
        before = box.currentIndex()
        event = QWheelEvent(
            QPointF(5, 5),
            QPointF(5, 5),
            QPoint(0, 0),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(box, event)
        assert box.currentIndex() == before

    on_desk(test)


def test_chosen_account_is_the_one_that_sends(on_desk):
    async def test(desk: TradingDesk) -> None:
        second = FakeBroker(AccountId("practice:ZB0001"))
        desk.orders.attach(second)
        desk.portfolio.attach(second)
        ticket = await desk.buy_ticket()
        ticket.form.choose_account(AccountId("practice:ZB0001"))
        assert find(ticket, "ticket.submit").text().endswith("ZB0001")
        ticket.submit()
        await eventually(lambda: second.submitted)
        assert desk.broker.submitted == []

    on_desk(test)
