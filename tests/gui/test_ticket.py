"""What a person sees and does when an order leaves the ticket, or is kept from leaving."""

from decimal import Decimal

import shiboken6
from msgspec.structs import replace
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from terminal.domain.account import OrderCost
from terminal.domain.errors import Rejected, Transient, Unknown
from terminal.domain.order import OrderState, OrderType, Product, Side
from terminal.ui.link import TicketRequest
from terminal.ui.panels.ticket import RECHECK_FRAMES
from tests.fakes.broker import Gate
from tests.fakes.clock import eventually, settle
from tests.gui.trading_desk import LOT, TradingDesk, click, dialog, find, on_desk, type_into
from tests.make import INFY, NIFTY_CALL, make_update

__all__ = ["on_desk"]


def test_button_says_the_whole_order(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = await desk.buy_ticket(
            NIFTY_CALL, 112.35, side=Side.BUY, quantity=2 * LOT, product=Product.MIS
        )
        button = find(ticket, "ticket.submit")
        assert button.text() == "Buy 2 lots NIFTY 24000 CE @ 112.35 · MIS · ZA1234"
        assert button.accessibleName() == button.text()

    on_desk(test)


def test_send_goes_out_once_with_the_values_of_the_fields(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = await desk.buy_ticket(NIFTY_CALL, 112.35, side=Side.SELL)
        type_into(ticket.form.quantity, "3")
        type_into(ticket.form.price, "115.5")
        click(ticket, "ticket.submit")
        await eventually(lambda: desk.broker.submitted)
        (intent,) = desk.broker.submitted
        assert intent.side is Side.SELL
        assert intent.quantity == 3 * LOT
        assert intent.price == Decimal("115.50")
        assert intent.order_type is OrderType.LIMIT
        assert intent.product is Product.NRML

    on_desk(test)


def test_second_press_right_after_a_send_does_nothing(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = await desk.buy_ticket()
        ticket.submit()
        ticket.submit()
        assert not find(ticket, "ticket.submit").isEnabled()
        await eventually(lambda: desk.broker.submitted)
        ticket.submit()
        await settle()
        assert len(desk.broker.submitted) == 1
        await eventually(lambda: find(ticket, "ticket.submit").isEnabled())

    on_desk(test)


def test_each_deliberate_send_has_its_own_client_id(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = await desk.buy_ticket()
        ticket.submit()
        await eventually(lambda: find(ticket, "ticket.submit").isEnabled())
        await desk.clock.advance(1)
        ticket.submit()
        await eventually(lambda: len(desk.broker.submitted) == 2)
        first, second = desk.broker.submitted
        assert first.client_id != second.client_id

    on_desk(test)


def test_held_key_does_not_send(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = await desk.buy_ticket()
        button = find(ticket, "ticket.submit")
        button.setFocus()
        for _ in range(5):
            event = QKeyEvent(
                QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True
            )
            QApplication.sendEvent(button, event)
        await settle()
        assert desk.broker.submitted == []

    on_desk(test)


def test_enter_moves_on_and_never_sends(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = await desk.buy_ticket()
        ticket.activateWindow()
        ticket.form.quantity.setFocus()
        QTest.keyClick(ticket.form.quantity, Qt.Key.Key_Return)
        await settle()
        assert desk.broker.submitted == []

    on_desk(test)


def test_control_enter_sends(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = await desk.buy_ticket()
        ticket.activateWindow()
        ticket.form.quantity.setFocus()
        QTest.keyClick(ticket.form.quantity, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await eventually(lambda: len(desk.broker.submitted) == 1)

    on_desk(test)


def test_space_on_the_header_flips_the_side(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = await desk.buy_ticket()
        QTest.keyClick(ticket.header, Qt.Key.Key_Space)
        assert ticket.side is Side.SELL
        assert find(ticket, "ticket.submit").text().startswith("Sell ")

    on_desk(test)


def test_closing_the_ticket_does_not_take_back_the_order(on_desk):
    async def test(desk: TradingDesk) -> None:
        gate = Gate()
        desk.broker.outcomes.append(gate)
        ticket = await desk.buy_ticket()
        ticket.submit()
        await gate.reached.wait()
        await ticket.aclose()
        gate.open()
        await desk.until(OrderState.PENDING)
        assert len(desk.broker.submitted) == 1

    on_desk(test)


def test_line_follows_the_order_from_sending_to_filled(on_desk):
    async def test(desk: TradingDesk) -> None:
        gate = Gate()
        desk.broker.outcomes.append(gate)
        ticket = await desk.buy_ticket(quantity=10)
        ticket.submit()
        await gate.reached.wait()
        assert ticket.view.progress.text == "Sending…"
        gate.open()
        await desk.until(OrderState.PENDING)
        assert ticket.view.progress.text == "Accepted by the broker"
        order = desk.only_order()
        row = make_update(order.broker_id, price=Decimal(100), tags=(order.key,))
        desk.orders.on_update(row)
        assert ticket.view.progress.text == "Open at the exchange"
        desk.orders.on_update(
            replace(row, filled=3, average_price=Decimal(100), updated_ns=row.updated_ns + 1)
        )
        assert ticket.view.progress.text == "Filled 3/10"

    on_desk(test)


def test_rejection_keeps_the_form_and_says_the_brokers_words(on_desk):
    async def test(desk: TradingDesk) -> None:
        desk.broker.outcomes.append(
            Rejected("InputException", "Insufficient funds.", "Add funds or lower the quantity.")
        )
        ticket = await desk.buy_ticket(quantity=10)
        ticket.submit()
        await eventually(lambda: "Insufficient funds" in ticket.view.messages.text)
        assert "Add funds or lower the quantity." in ticket.view.messages.text
        assert ticket.form.quantity.units() == 10
        assert ticket.form.price.value() == Decimal(100)
        assert ticket.view.progress.mood == "bad"

    on_desk(test)


def test_lost_reply_is_shown_as_unknown_and_not_as_failure(on_desk):
    async def test(desk: TradingDesk) -> None:
        desk.broker.outcomes.append(Unknown("timeout"))
        ticket = await desk.buy_ticket()
        ticket.submit()
        await eventually(lambda: ticket.view.progress.mood == "wait")
        assert "Do not send it again" in ticket.view.progress.text

    on_desk(test)


def test_question_opens_a_sheet_whose_default_is_cancel(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = await desk.buy_ticket(INFY, 100.0, quantity=10)
        type_into(ticket.form.price, "94")
        assert ticket.form.fields["price"].level == "ask"
        ticket.submit()
        sheet = await dialog("confirm")
        assert sheet.cancel.isDefault()
        assert "@ 94.00" in sheet.findChild(type(sheet.cancel), "confirm.send").text()
        QTest.keyClick(sheet, Qt.Key.Key_Return)
        await eventually(lambda: not sheet.isVisible())
        await settle()
        assert desk.broker.submitted == []

    on_desk(test)


def test_question_answered_with_yes_sends_once(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = await desk.buy_ticket(INFY, 100.0, quantity=10)
        type_into(ticket.form.price, "94")
        ticket.submit()
        sheet = await dialog("confirm")
        assert not sheet.send.isEnabled()
        await eventually(lambda: sheet.send.isEnabled())
        QTest.mouseClick(sheet.send, Qt.MouseButton.LeftButton)
        await eventually(lambda: desk.broker.submitted)
        assert [i.price for i in desk.broker.submitted] == [Decimal("94.00")]

    on_desk(test)


def test_margin_and_charges_follow_the_draft_and_survive_a_failed_estimate(on_desk):
    async def test(desk: TradingDesk) -> None:
        desk.broker.cost = OrderCost(margin=Decimal("15516.40"), charges=Decimal("47.20"))
        ticket = await desk.buy_ticket(quantity=10)
        await eventually(lambda: ticket.view.cost.margin_text == "15,516.40")
        assert ticket.view.cost.charges_text == "47.20"
        assert ticket.view.cost.available_text == "2,10,345.55"
        desk.broker.failure = Transient("No network.")
        asked = len(desk.broker.queries)
        type_into(ticket.form.quantity, "20")
        await eventually(lambda: len(desk.broker.queries) > asked)
        await settle()
        assert ticket.view.cost.margin_text == "15,516.40"
        assert find(ticket, "ticket.submit").isEnabled()

    on_desk(test)


def test_typing_asks_for_one_estimate_and_not_for_each_key(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = await desk.buy_ticket(quantity=10)
        await eventually(lambda: desk.broker.queries)
        asked = len(desk.broker.queries)
        type_into(ticket.form.quantity, "12345")
        await eventually(lambda: len(desk.broker.queries) > asked)
        assert [q.intent.quantity for q in desk.broker.queries[asked:]] == [12345]

    on_desk(test)


def test_modifying_sends_only_what_changed(on_desk):
    async def test(desk: TradingDesk) -> None:
        await desk.fold(make_update("42", price=Decimal(99), quantity=10))
        ticket = desk.ticket()
        ticket.open(TicketRequest(instrument=INFY, order_key="42"))
        desk.price(INFY, 100.0)
        assert ticket.modifying == "42"
        assert not find(ticket, "ticket.submit").isEnabled()
        assert not ticket.header.switch.isEnabled()
        type_into(ticket.form.price, "99.5")
        assert find(ticket, "ticket.submit").text().startswith("Modify to 10 @ 99.50")
        click(ticket, "ticket.submit")
        await eventually(lambda: desk.broker.modified)
        ((order, change),) = desk.broker.modified
        assert order.key == "42"
        assert change.price == Decimal("99.50")
        assert change.quantity is None
        assert change.order_type is None

    on_desk(test)


def test_order_that_ends_while_it_is_modified_leaves_a_dead_button(on_desk):
    async def test(desk: TradingDesk) -> None:
        row = make_update("42", price=Decimal(99))
        await desk.fold(row)
        ticket = desk.ticket()
        ticket.open(TicketRequest(instrument=INFY, order_key="42"))
        type_into(ticket.form.price, "99.5")
        desk.orders.on_update(
            replace(row, state=OrderState.CANCELLED, updated_ns=row.updated_ns + 1)
        )
        assert not find(ticket, "ticket.submit").isEnabled()
        assert "cancelled" in find(ticket, "ticket.submit").text()
        ticket.submit()
        await settle()
        assert desk.broker.modified == []
        assert desk.broker.submitted == []

    on_desk(test)


def test_slow_reply_does_not_hold_up_the_next_order(on_desk):
    async def test(desk: TradingDesk) -> None:
        gate = Gate()
        desk.broker.outcomes.append(gate)
        ticket = await desk.buy_ticket(quantity=10)
        ticket.submit()
        await gate.reached.wait()
        await eventually(lambda: find(ticket, "ticket.submit").isEnabled())
        type_into(ticket.form.quantity, "20")
        ticket.submit()
        await eventually(lambda: len(desk.broker.submitted) == 2)
        gate.open()
        await eventually(lambda: not ticket.scope.pending)

    on_desk(test)


def test_refusal_of_an_earlier_order_names_it_on_the_new_instrument(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = await desk.buy_ticket(quantity=10)
        type_into(ticket.form.price, "94")
        ticket.submit()
        sheet = await dialog("confirm")
        ticket.open(TicketRequest(instrument=NIFTY_CALL))
        desk.orders.kill.engage()
        await eventually(sheet.send.isEnabled)
        sheet.accept()
        await eventually(lambda: "Not sent: Buy 10 INFY" in ticket.view.messages.text)
        assert desk.broker.submitted == []

    on_desk(test)


def test_objection_that_passes_with_time_unlocks_the_button_by_itself(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = await desk.buy_ticket()
        desk.orders.kill.engage()
        type_into(ticket.form.quantity, "5")
        assert not find(ticket, "ticket.submit").isEnabled()
        desk.orders.kill.release()
        for _ in range(RECHECK_FRAMES):
            desk.frame.tick()
        assert find(ticket, "ticket.submit").isEnabled()

    on_desk(test)


def test_closed_ticket_listens_to_nothing(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = await desk.buy_ticket(INFY, 100.0)
        watched = desk.hub.wanted(desk.broker.session.account)
        assert INFY in watched
        await ticket.aclose()
        ticket.hide()
        desk.panels.remove(ticket)
        shiboken6.delete(ticket)
        desk.link.open_ticket(TicketRequest(instrument=NIFTY_CALL))
        await desk.fold(make_update("1"))
        await desk.portfolio.refresh(desk.broker.session.account)
        assert INFY not in desk.hub.wanted(desk.broker.session.account)
        assert desk.failures == []

    on_desk(test)


def test_closed_ticket_asks_for_no_cost_of_what_was_typed_last(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = await desk.buy_ticket(INFY, 100.0)
        type_into(ticket.form.price, "94")
        assert ticket._costing._soon.waiting
        await ticket.aclose()
        ticket._costing._soon.fired.emit()  # the pause ends while the window is taken down
        assert not ticket._costing._estimates._running

    on_desk(test)


def test_order_above_the_available_funds_says_so_and_can_be_cut_to_fit(on_desk):
    async def test(desk: TradingDesk) -> None:
        desk.broker.cost = OrderCost(margin=Decimal(500_000), charges=Decimal(10))
        ticket = await desk.buy_ticket(NIFTY_CALL, 112.35, quantity=10 * LOT)
        await eventually(lambda: "Needs" in ticket.view.messages.text)
        assert ticket.view.messages.text == "Needs ₹5,00,000.00, available ₹2,10,345.55."
        assert find(ticket, "ticket.submit").isEnabled()
        click(ticket, "ticket.remedy")
        assert ticket.form.quantity.units() == 4 * LOT

    on_desk(test)
