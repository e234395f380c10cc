"""From which places a trigger can be begun, and how far it is filled then."""

from decimal import Decimal

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from terminal.domain.account import Holding
from terminal.domain.gtt import GttState
from terminal.domain.order import OrderState, Product, Side
from terminal.ui.chart.levels import Level, LevelKind
from terminal.ui.gtt.lines import TriggerLines
from terminal.ui.link import GttRequest
from terminal.ui.panels.watchlist import WatchlistPanel
from tests.fakes.clock import eventually
from tests.gui.chart_desk import on_chart, rig
from tests.gui.gtt_desk import GttDesk, make_gtt, make_leg, on_gtt_desk
from tests.gui.market_rig import INFY as RIG_INFY
from tests.gui.market_rig import NIFTY as RIG_NIFTY
from tests.gui.market_rig import saved
from tests.make import ACCOUNT, INFY, NIFTY_CALL, make_position, make_update

__all__ = ["on_chart", "on_gtt_desk", "rig"]


def heard(desk: GttDesk) -> list[GttRequest]:
    requests: list[GttRequest] = []
    desk.heard = requests.append  # the link holds its listeners weakly
    desk.link.gtt.connect(desk.heard)
    return requests


async def press_g(panel) -> None:
    panel.activateWindow()
    panel.table.setFocus()
    await eventually(panel.table.hasFocus)
    QTest.keyClick(panel.table, Qt.Key.Key_G)


def test_a_position_is_protected_by_its_opposite(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        requests = heard(desk)
        panel = desk.positions_panel()
        await desk.hold(
            make_position(instrument=NIFTY_CALL, quantity=-130, product=Product.NRML, symbol="N")
        )
        desk.frame.tick()
        panel.table.selectRow(panel.model.rowCount() - 1)
        await press_g(panel)
        assert requests == [
            GttRequest(
                instrument=NIFTY_CALL,
                account=ACCOUNT,
                side=Side.BUY,
                quantity=130,
                product=Product.NRML,
                protects=True,
            )
        ]

    on_gtt_desk(test)


def test_a_holding_is_protected_as_far_as_it_can_be_sold(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        requests = heard(desk)
        panel = desk.holdings_panel()
        desk.broker.holdings = [
            Holding(
                account=ACCOUNT,
                instrument=INFY,
                symbol="INFY",
                quantity=40,
                used_quantity=15,
                average_price=Decimal(100),
                last_price=Decimal(110),
                close_price=Decimal(108),
            )
        ]
        await desk.portfolio.refresh(ACCOUNT)
        desk.frame.tick()
        panel.table.selectRow(0)
        await press_g(panel)
        (request,) = requests
        assert (request.side, request.quantity, request.protects) == (Side.SELL, 25, True)
        assert request.product is Product.CNC

    on_gtt_desk(test)


def test_an_order_begins_a_trigger_like_it_and_a_fill_its_protection(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        requests = heard(desk)
        panel = desk.orders_panel()
        await desk.fold(make_update("OPEN", quantity=7))
        panel.table.selectRow(0)
        await press_g(panel)
        await desk.fold(
            make_update("OPEN", quantity=7, filled=7, state=OrderState.COMPLETE),
        )
        panel.table.selectRow(0)
        await press_g(panel)
        like, protection = requests
        assert (like.side, like.quantity, like.protects) == (Side.BUY, 7, False)
        assert (protection.side, protection.quantity, protection.protects) == (Side.SELL, 7, True)

    on_gtt_desk(test)


def test_an_order_is_shown_although_a_filter_hid_it(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = desk.orders_panel()
        await desk.fold(make_update("A"), make_update("B", state=OrderState.REJECTED))
        panel.filter.setText("nothing like this")
        key = next(o.key for o in desk.orders.book.orders() if o.broker_id == "B")
        panel.show_order(key)
        assert panel.table.current_row().order.key == key

    on_gtt_desk(test)


def test_the_watchlist_begins_one_for_its_row_but_not_for_an_index(
    rig, theme, frame, clock, failures
):
    rig.load_catalog()
    requests = []
    rig.link.gtt.connect(requests.append)
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
        panel.table.selectRow(0)
        QTest.keyClick(panel.table, Qt.Key.Key_G)
        assert requests == [GttRequest(instrument=RIG_INFY)]
        panel.table.selectRow(1)
        QTest.keyClick(panel.table, Qt.Key.Key_G)
        assert len(requests) == 1
    finally:
        panel.model.close()
        panel.hide()
        panel.deleteLater()


def test_the_chart_begins_one_at_the_price_that_was_clicked(on_chart, rig):
    requests = []
    rig.link.gtt.connect(requests.append)

    async def scenario(desk):
        await desk.show()
        rig.tick(RIG_INFY, 100.0)
        await desk.turn()
        desk.panel._open_menu(99.02, QPoint(0, 0))
        menu = desk.panel.findChild(QMenu, "chartMenu")
        action = next(a for a in menu.actions() if a.objectName() == "chart.gtt")
        text = action.text()
        action.trigger()
        menu.close()
        return text

    assert on_chart(scenario) == "GTT at 99.00…"
    assert requests == [GttRequest(instrument=RIG_INFY, trigger_price=Decimal("99.00"))]


def test_waiting_triggers_are_lines_whose_drag_and_opening_lead_to_the_editor(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        lines = TriggerLines(desk.gtts, desk.link)
        panel = await desk.panel_with(
            make_gtt("1", make_leg("90"), make_leg("110")),
            make_gtt("2", state=GttState.EXPIRED),
        )
        desk.link.select(INFY)
        instrument = desk.instruments.instrument(INFY)
        low, high = lines.levels(instrument)
        assert (low.price, high.price, low.sign) == (90.0, 110.0, -1)
        assert low.text == "OCO sell 10"
        assert low.draggable
        assert not low.closable
        assert lines.levels(desk.instruments.instrument(NIFTY_CALL)) == []
        assert not lines.open("250001")  # an order's line
        desk.price(INFY, 100.0)
        assert lines.open(high.key, Decimal(108))
        assert panel.editor.modifying == "1"
        first, second = (leg.trigger.text() for leg in panel.editor.grid.legs)
        assert (first, second) == ("90.00", "108.00")
        assert panel.table.current_row().key == "1"
        assert desk.triggers.calls == []

    on_gtt_desk(test)


def test_the_chart_draws_them_and_opens_the_editor_instead_of_moving_an_order(on_chart, rig):
    class Lines:
        def __init__(self) -> None:
            self.opened: list[tuple[str, Decimal | None]] = []

        def levels(self, _instrument) -> list[Level]:
            return [
                Level(
                    key="gtt:1:0",
                    kind=LevelKind.STOP,
                    price=99.0,
                    sign=1,
                    text="GTT buy 1",
                    draggable=True,
                )
            ]

        def open(self, key: str, price: Decimal | None = None) -> bool:
            if key.startswith("gtt:"):
                self.opened.append((key, price))
            return key.startswith("gtt:")

    lines = Lines()

    async def scenario(desk):
        desk.panel.orders.others.append(lines)
        await desk.show()
        rig.tick(RIG_INFY, 100.0)
        await desk.turn()
        assert "gtt:1:0" in desk.panel.view.levels
        desk.drag("gtt:1:0", 99.5)
        desk.panel._on_level_opened("gtt:1:0")
        await desk.turn()
        return desk.changes

    assert on_chart(scenario) == []
    (moved, price), opened = lines.opened
    assert moved == "gtt:1:0"
    assert price is not None
    assert abs(price - Decimal("99.5")) <= Decimal("0.1")
    assert opened == ("gtt:1:0", None)
