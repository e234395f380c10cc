"""Orders and positions in the chart: lines, drags, orders from a price."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from terminal.domain.errors import Rejected
from terminal.domain.notice import Objection, Refused
from terminal.domain.order import (
    OrderState,
    OrderType,
    Side,
)
from terminal.orders.outcomes import Submitted
from terminal.ui.chart.levels import LevelKind
from tests.gui.chart_desk import MINUTE, Desk, make_order, on_chart, rig  # noqa: F401  fixtures
from tests.gui.market_rig import ACCOUNT, INFY
from tests.make import make_position


def test_the_crosshair_steps_aside_while_a_line_is_dragged(on_chart):
    async def scenario(desk):
        await desk.show()
        desk.book(make_order(price="99.5"))
        QTest.mouseMove(desk.panel.view.viewport(), desk.line_point("A"))
        desk.drag("A", 99.8, drop=False)
        return [hair.isVisible() for hair in desk.panel.view._hairs]

    assert on_chart(scenario) == [False, False]


def test_own_orders_and_position_are_lines(on_chart):
    async def scenario(desk):
        await desk.show()
        desk.positions = [make_position(account=ACCOUNT, average_price=Decimal(100))]
        desk.rig.tick(INFY, 101.0)
        desk.book(
            make_order("A", "99.5"),
            make_order("B", "98", instrument_other := Side.SELL, state=OrderState.CANCELLED),
        )
        assert instrument_other is Side.SELL
        items = desk.panel.view.levels
        return {key: (item.level.kind, item.level.text, item.note) for key, item in items.items()}

    lines = on_chart(scenario)
    assert lines["A"] == (LevelKind.LIMIT, "Buy 10 limit", "")
    position = next(line for line in lines.values() if line[0] is LevelKind.POSITION)
    assert position[1:] == ("Long 10 @ 100.00", "+₹10")
    assert "B" not in lines


def test_dragging_a_line_snaps_to_ticks_and_sends_the_change(on_chart):
    async def scenario(desk):
        await desk.show()
        desk.book(make_order("A", "99.5"))
        desk.drag("A", 100.03)
        await desk.turn()
        return desk.changes, desk.panel.view.levels["A"].level

    changes, level = on_chart(scenario)
    ((key, change),) = changes
    assert key == "A"
    assert change.price is not None
    assert change.price % Decimal("0.05") == 0
    assert abs(float(change.price) - 100.03) < 0.05
    assert level.price == float(change.price), "it stays where it was put until the book agrees"
    assert not level.settled


def test_line_settles_when_the_book_has_the_new_price(on_chart):
    async def scenario(desk):
        await desk.show()
        desk.book(make_order("A", "99.5"))
        desk.drag("A", 100.0)
        await desk.turn()
        desk.book(make_order("A", str(desk.changes[0][1].price)))
        await desk.turn()
        return desk.panel.view.levels["A"].level

    assert on_chart(scenario).settled


def test_ghost_and_distance_are_shown_while_dragging_and_escape_restores(on_chart):
    async def scenario(desk):
        await desk.show()
        desk.book(make_order("A", "99.5"))
        desk.drag("A", 100.0, drop=False)
        item = desk.panel.view.levels["A"]
        during = item.ghost_y, item.note
        QTest.keyClick(desk.panel.view, Qt.Key.Key_Escape)
        QTest.mouseRelease(desk.panel.view.viewport(), Qt.MouseButton.LeftButton)
        await desk.turn()
        return during, item.ghost_y, item.level.price, desk.changes

    (ghost, note), after, price, changes = on_chart(scenario)
    assert ghost is not None
    assert "ticks" in note
    assert after is None
    assert price == 99.5
    assert changes == []


@pytest.mark.parametrize(
    "answer",
    [
        Submitted("A", Rejected("InputException", "Price is outside the circuit.", "Come closer.")),
        Refused(
            (Objection(code="tick", text="Price is outside the circuit.", fix="Come closer."),)
        ),
    ],
)
def test_failed_change_snaps_back_with_the_words(on_chart, answer):
    async def scenario(desk):
        await desk.show()
        desk.answer = answer
        desk.book(make_order("A", "99.5"))
        desk.drag("A", 100.0)
        await desk.turn()
        desk.order_changed.emit(desk.orders[0])
        await desk.turn()
        return desk.panel.view.levels["A"].level, desk.panel.view.message

    level, message = on_chart(scenario)
    assert level.price == 99.5
    assert "Price is outside the circuit." in message
    assert "Come closer." in message


def test_change_that_needs_a_yes_goes_to_the_ticket(on_chart, rig):
    async def scenario(desk):
        await desk.show()
        desk.answer = Refused((Objection(code="far", text="Far from market.", level="ask"),))
        desk.book(make_order("A", "99.5"))
        desk.drag("A", 100.0)
        await desk.turn()

    on_chart(scenario)
    ticket = rig.tickets[-1]
    assert ticket.order_key == "A"
    assert ticket.price == Decimal("100.00")


def test_a_click_on_the_cross_cancels(on_chart):
    async def scenario(desk):
        await desk.show()
        desk.book(make_order("A", "99.5"))
        chip = desk.panel.view.levels["A"].chip
        at = QPoint(round(chip.right()) - 8, round(chip.center().y()))
        QTest.mouseClick(desk.panel.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
        await desk.turn()
        return desk.cancels, desk.changes

    assert on_chart(scenario) == (["A"], [])


def test_labels_of_close_orders_stand_side_by_side(on_chart):
    async def scenario(desk):
        await desk.show()
        desk.book(*(make_order(key, f"99.{n}5") for n, key in enumerate("ABC")))
        return [item.chip for item in desk.panel.view.levels.values()]

    chips = on_chart(scenario)
    assert not any(one.intersects(other) for n, one in enumerate(chips) for other in chips[n + 1 :])


def test_unsettled_order_cannot_be_dragged(on_chart):
    async def scenario(desk):
        await desk.show()
        desk.book(make_order("A", "99.5", state=OrderState.SENDING))
        desk.drag("A", 100.0)
        await desk.turn()
        return desk.changes

    assert on_chart(scenario) == []


def test_menu_at_a_price_opens_the_ticket_and_disables_the_impossible(on_chart, rig):
    async def scenario(desk):
        await desk.show()
        rig.tick(INFY, 100.0)
        await desk.turn()
        desk.panel._open_menu(99.02, QPoint(0, 0))
        menu = desk.panel.findChild(QMenu, "chartMenu")
        actions = {action.objectName(): action for action in menu.actions()}
        enabled = {name for name, action in actions.items() if name and action.isEnabled()}
        texts = actions["chart.buy_limit"].text()
        actions["chart.sell_stop"].trigger()
        menu.close()
        return enabled, texts

    enabled, text = on_chart(scenario)
    sides = {name for name in enabled if name.startswith(("chart.buy", "chart.sell"))}
    assert sides == {"chart.buy_limit", "chart.sell_stop"}
    assert text == "Buy limit at 99.00"
    ticket = rig.tickets[-1]
    assert (ticket.side, ticket.order_type) == (Side.SELL, OrderType.SL)
    assert (ticket.trigger_price, ticket.price) == (Decimal("99.00"), Decimal("99.00"))
