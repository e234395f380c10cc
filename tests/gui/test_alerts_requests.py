"""From which places an alert can be begun, and how far it is filled then."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from terminal.domain.account import Holding
from terminal.ui.link import AlertRequest
from terminal.ui.panels.watchlist import WatchlistPanel
from tests.fakes.clock import eventually
from tests.gui.chart_desk import on_chart, rig
from tests.gui.market_rig import INFY as RIG_INFY
from tests.gui.market_rig import NIFTY as RIG_NIFTY
from tests.gui.market_rig import saved
from tests.gui.trading_desk import TradingDesk, on_desk
from tests.make import ACCOUNT, INFY, NIFTY_CALL, make_position, make_update

__all__ = ["on_chart", "on_desk", "rig"]


async def press_a(panel) -> None:
    panel.activateWindow()
    panel.table.setFocus()
    await eventually(panel.table.hasFocus)
    QTest.keyClick(panel.table, Qt.Key.Key_A)


def names(panel) -> set[str]:
    return {entry[0] for entry in panel.context_actions() if entry is not None}


def test_books_begin_one_for_the_row_with_a(on_desk):
    async def test(desk: TradingDesk) -> None:
        requests: list[AlertRequest] = []
        desk.heard = requests.append
        desk.link.alert.connect(desk.heard)
        positions, holdings, orders = (
            desk.positions_panel(), desk.holdings_panel(), desk.orders_panel(),
        )  # fmt: skip
        await desk.hold(make_position(instrument=NIFTY_CALL, quantity=65, symbol="N"))
        desk.broker.holdings = [
            Holding(account=ACCOUNT, instrument=INFY, symbol="INFY", quantity=4)
        ]
        await desk.portfolio.refresh(ACCOUNT)
        await desk.fold(make_update("OPEN"))
        positions.table.selectRow(positions.model.rowCount() - 1)
        await press_a(positions)
        for panel in (holdings, orders):
            panel.table.selectRow(0)
            await press_a(panel)
        assert requests == [
            AlertRequest(instrument=NIFTY_CALL),
            AlertRequest(instrument=INFY),
            AlertRequest(instrument=INFY),
        ]
        assert "alert" in names(positions)
        assert "alert" in names(holdings)

    on_desk(test)


def test_the_watchlist_begins_one_for_its_row_also_for_an_index(rig, theme, frame, clock, failures):
    rig.load_catalog()
    requests = []
    rig.link.alert.connect(requests.append)
    panel = WatchlistPanel(
        theme=theme,
        frame=frame,
        on_failure=failures,
        hub=rig.hub,
        catalog=rig.catalog,
        link=rig.link,
        clock=clock,
        store=saved(RIG_INFY, RIG_NIFTY),
    )
    panel.show()
    try:
        for row in (0, 1):
            panel.table.selectRow(row)
            QTest.keyClick(panel.table, Qt.Key.Key_A)
        assert requests == [AlertRequest(instrument=RIG_INFY), AlertRequest(instrument=RIG_NIFTY)]
    finally:
        panel.model.close()
        panel.hide()
        panel.deleteLater()


@pytest.mark.parametrize("instrument", [RIG_INFY, RIG_NIFTY])
def test_the_chart_begins_one_at_the_price_that_was_clicked(on_chart, rig, instrument):
    requests = []
    rig.link.alert.connect(requests.append)

    async def scenario(desk):
        await desk.show(instrument)
        rig.tick(instrument, 100.0)
        await desk.turn()
        desk.panel._open_menu(99.0, QPoint(0, 0))
        menu = desk.panel.findChild(QMenu, "chartMenu")
        shown = [action.objectName() for action in menu.actions()]
        action = next(a for a in menu.actions() if a.objectName() == "chart.alert")
        action.trigger()
        menu.close()
        return shown

    shown = on_chart(scenario)
    assert requests == [AlertRequest(instrument=instrument, level=Decimal("99.00"))]
    assert ("chart.gtt" in shown) == (instrument == RIG_INFY)
