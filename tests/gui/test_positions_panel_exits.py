"""The sheet of an exit: what will be sent and cost, and each leg's own result."""

import math
from decimal import Decimal

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from terminal.domain.basket import ChargeNote
from terminal.domain.errors import Rejected, Transient, Unknown
from terminal.domain.ids import InstrumentId
from terminal.domain.order import OrderState, Side
from terminal.orders.exits import seconds_needed, walk
from tests.fakes.clock import eventually
from tests.gui.test_positions_panel import held
from tests.gui.trading_desk import TradingDesk, click, dialog, find, on_desk
from tests.make import ACCOUNT, INFY, NIFTY_CALL, make_instrument

__all__ = ["on_desk"]

SBIN = InstrumentId("NSE", "SBIN")


def cells(sheet, key: str) -> list[str]:
    number = sheet.model.column_number(key)
    return [sheet.model.columns[number].text(leg) for leg in sheet.legs]


async def asked(desk: TradingDesk, panel, *positions):
    await desk.hold(*positions)
    for position in positions:
        desk.price(position.instrument, 101.0)
    click(panel, "positions.exit_all")
    sheet = await dialog("confirm")
    await eventually(sheet.send.isEnabled)
    return sheet


async def sent(desk: TradingDesk, sheet, count: int) -> None:
    QTest.mouseClick(sheet.send, Qt.MouseButton.LeftButton)
    await eventually(lambda: len(desk.broker.submitted) == count)


def second(desk: TradingDesk) -> None:
    desk.instruments.known[SBIN] = make_instrument(SBIN)


# -- before


def test_walking_the_depth_averages_what_rests_there():
    levels = [(100.0, 10), (99.9, 20), (99.8, 5)]
    assert walk(levels, 10).average == 100.0
    assert math.isclose(walk(levels, 20).average, 99.95)
    assert walk(levels, 50).filled == 35
    assert math.isnan(walk([], 5).average)
    assert walk([(100.0, 10), (float("nan"), 0)], 12).filled == 10


def test_time_follows_the_fullest_account():
    one, two = ACCOUNT, "practice:ZB0001"
    assert seconds_needed({one: [1] * 10}, {one: 10}, {}) == 0
    assert seconds_needed({one: [1] * 11}, {one: 10}, {}) == 1
    assert seconds_needed({one: [1] * 8}, {one: 10}, {one: 4}) == 1
    assert seconds_needed({one: [1] * 3, two: [7, 7, 7]}, {one: 10, two: 10}, {}) == 2


def test_sheet_tells_price_cost_charges_and_time_before_anything_is_sent(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.positions_panel()
        desk.broker.charge = ChargeNote(total=Decimal("12.34"))
        sheet = await asked(desk, panel, held(INFY, 1000, "100"))
        # 650 at 100.95 and 350 at 100.90, one tick of spread around 101.
        assert cells(sheet, "average") == ["100.93"]
        assert cells(sheet, "cost") == ["67.50"]
        await eventually(lambda: cells(sheet, "charges") == ["12.34"])
        assert find(sheet, "confirm.time").text() == "1 order, at once"
        assert find(sheet, "confirm.cost").text() == "₹67.50"
        assert cells(sheet, "result") == ["Not sent yet"]
        (query,) = desk.broker.charged
        assert (query.side, query.quantity, query.price) == (Side.SELL, 1000, Decimal("100.95"))
        assert desk.broker.submitted == []

    on_desk(test)


def test_order_larger_than_the_depth_says_so(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.positions_panel()
        sheet = await asked(desk, panel, held(INFY, 5000, "100"))
        assert cells(sheet, "average")[0].endswith("+")
        assert "beyond the depth" in find(sheet, "confirm.cost").text()

    on_desk(test)


def test_charges_that_cannot_be_had_hold_nothing_up(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.positions_panel()
        await desk.hold(held(INFY, 10, "100"))
        desk.price(INFY, 101.0)
        desk.broker.failure = Transient("No network.")
        click(panel, "positions.exit_all")
        sheet = await dialog("confirm")
        await eventually(sheet.send.isEnabled)
        assert cells(sheet, "charges") == ["—"]

    on_desk(test)


# -- after


def test_each_leg_has_its_own_result_and_only_the_refused_is_tried_again(on_desk):
    async def test(desk: TradingDesk) -> None:
        second(desk)
        panel = desk.positions_panel()
        sheet = await asked(desk, panel, held(INFY, 10, "100"), held(SBIN, -5, "100"))
        desk.broker.places = True
        desk.broker.outcomes.extend([None, Rejected("x", "No short covers now.", "Wait.")])
        await sent(desk, sheet, 2)
        await eventually(lambda: any("No short covers" in text for text in cells(sheet, "result")))
        assert "Refused: No short covers now. Wait." in cells(sheet, "result")
        await eventually(lambda: sheet.again.isVisible())
        assert sheet.isVisible()
        QTest.mouseClick(sheet.again, Qt.MouseButton.LeftButton)
        await eventually(lambda: len(desk.broker.submitted) == 3)
        first, refused, again = desk.broker.submitted
        assert refused.instrument == again.instrument != first.instrument
        assert refused.client_id != again.client_id
        assert again.quantity == refused.quantity

    on_desk(test)


def test_leg_whose_reply_is_lost_says_checking_and_is_not_offered_again(on_desk):
    async def test(desk: TradingDesk) -> None:
        second(desk)
        panel = desk.positions_panel()
        sheet = await asked(desk, panel, held(INFY, 10, "100"), held(SBIN, 5, "100"))
        desk.broker.places = True
        desk.broker.outcomes.extend([Unknown("timeout"), None])
        await sent(desk, sheet, 2)
        await eventually(lambda: any("checking" in text for text in cells(sheet, "result")))
        assert sheet.again.isHidden()
        assert len(desk.broker.submitted) == 2

    on_desk(test)


def test_sheet_closes_by_itself_once_every_leg_is_filled(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.positions_panel()
        sheet = await asked(desk, panel, held(INFY, 10, "100"))
        desk.broker.places = True
        await sent(desk, sheet, 1)
        (row,) = desk.broker.orders
        done = replace(row, state=OrderState.COMPLETE, filled=10, pending=0,
                       average_price=Decimal("100.95"))  # fmt: skip
        desk.broker.orders[:] = [done]
        await desk.orders.refresh(ACCOUNT)
        await eventually(lambda: not sheet.isVisible())

    on_desk(test)


def test_closing_the_sheet_takes_no_order_back(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.positions_panel()
        sheet = await asked(desk, panel, held(NIFTY_CALL, 65, "100"))
        desk.broker.places = True
        await sent(desk, sheet, 1)
        QTest.keyClick(sheet, Qt.Key.Key_Escape)
        await eventually(lambda: not panel.scope.pending)
        assert desk.broker.cancelled == []
        assert len(desk.broker.submitted) == 1

    on_desk(test)


def test_exits_pass_while_the_kill_switch_is_on(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.positions_panel()
        sheet = await asked(desk, panel, held(INFY, 10, "100"))
        desk.orders.kill.engage()
        await sent(desk, sheet, 1)
        assert desk.broker.submitted[0].reduces

    on_desk(test)
