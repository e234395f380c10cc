"""Sending a basket: the preview, a result for each leg, the failed ones again."""

import pytest
from PySide6.QtWidgets import QApplication

from terminal.baskets.sending import LegStage
from terminal.domain.errors import Rejected, Unknown
from terminal.domain.order import Side
from tests.fakes.clock import eventually, settle
from tests.gui.basket_desk import BasketDesk, call, order
from tests.gui.trading_desk import click, dialog, find, on_desk  # noqa: F401


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


async def yes(bench) -> list[str]:
    """Say yes to the preview and return its lines."""
    sheet = await dialog("confirm")
    lines = find(sheet, "confirm.orders").text().split("\n")
    await eventually(find(sheet, "confirm.send").isEnabled)
    click(sheet, "confirm.send")
    await bench.until(lambda: not bench.baskets.sending and bench.panel.tools.send.isEnabled())
    return lines


def test_the_preview_names_every_order_and_each_leg_shows_its_result(at_basket):
    async def body(bench):
        bench.desk.broker.places = True
        await bench.add(call(Side.SELL), order(Side.BUY, 5))
        click(bench.panel, "basket.send")
        lines = await yes(bench)
        assert lines == [
            "1.  Buy 5 INFY @ 100.00 · MIS",
            "2.  Sell 1 lot NIFTY 24000 CE @ 50.00 · NRML",
        ]
        assert [i.side for i in bench.desk.broker.submitted] == [Side.BUY, Side.SELL]
        await bench.until(lambda: set(bench.cells("result")) == {"Resting at the exchange"})
        assert "2 of 2 with the broker" in bench.panel.tools.status.text()
        assert not bench.panel.tools.retry.isVisible()

    at_basket(body)


def test_saying_no_sends_nothing(at_basket):
    async def body(bench):
        await bench.add(order())
        click(bench.panel, "basket.send")
        sheet = await dialog("confirm")
        click(sheet, "confirm.cancel")
        await settle()
        assert bench.desk.broker.submitted == []
        await eventually(bench.panel.tools.send.isEnabled)

    at_basket(body)


def test_a_leg_that_cannot_be_sent_stops_all_of_them_and_says_which(at_basket):
    async def body(bench):
        keys = await bench.add(order(), call())
        bench.baskets.edit(keys[1], quantity=70)
        bench.panel.rebuild()
        assert "Cannot be sent" in bench.cell(1, "result")
        click(bench.panel, "basket.send")
        await settle()
        assert "Nothing was sent: 1 leg cannot be" in bench.panel.footer.rule.text()
        assert bench.table.current_row().leg.key == keys[1]
        assert bench.desk.broker.submitted == []
        assert not [w for w in QApplication.topLevelWidgets() if w.objectName() == "confirm"]

    at_basket(body)


def test_only_the_failed_leg_is_retried_after_mending(at_basket):
    async def body(bench):
        broker = bench.desk.broker
        broker.places = True
        keys = await bench.add(order(quantity=1), order(quantity=2), order(quantity=3))
        words = "Insufficient funds. Required margin is 200.00."
        broker.outcomes.extend([Unknown("cut"), Rejected("MarginException", words, "Add funds.")])
        click(bench.panel, "basket.send")
        await yes(bench)
        assert [bench.baskets.result(key).stage for key in keys[:2]] == [
            LegStage.UNKNOWN,
            LegStage.REFUSED,
        ]
        assert bench.cell(0, "result").startswith("Unknown, checking")
        assert bench.cell(1, "result") == words
        assert bench.panel.tools.retry.isVisible()
        assert bench.panel.tools.retry.text() == "Retry failed only (1)"
        bench.baskets.edit(keys[1], quantity=7)
        bench.panel.rebuild()
        click(bench.panel, "basket.retry")
        lines = await yes(bench)
        assert lines == ["1.  Buy 7 INFY @ 100.00 · MIS"]
        assert [i.quantity for i in broker.submitted] == [1, 2, 3, 7]
        assert len({i.client_id for i in broker.submitted}) == 4
        assert not bench.panel.tools.retry.isVisible()

    at_basket(body)


def test_sending_a_basket_twice_is_pointed_out(at_basket):
    async def body(bench):
        bench.desk.broker.places = True
        await bench.add(order())
        click(bench.panel, "basket.send")
        await yes(bench)
        click(bench.panel, "basket.send")
        sheet = await dialog("confirm")
        assert "sent before" in find(sheet, "confirm.reasons").text()
        click(sheet, "confirm.cancel")
        await settle()

    at_basket(body)
