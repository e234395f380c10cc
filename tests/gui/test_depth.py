"""What a person sees and does in the depth panel."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from terminal.domain.errors import Transient
from terminal.domain.market import FeedMode, Quote
from terminal.domain.order import Side
from terminal.ui.panels.depth import SETTLE_S, DepthPanel
from tests.gui.market_rig import ACCOUNT, INFY, NIFTY, RELIANCE, MarketRig


@pytest.fixture
def rig(clock, failures) -> MarketRig:
    rig = MarketRig(clock, failures)
    rig.load_catalog()
    return rig


@pytest.fixture
def build(rig, theme, frame, failures, qtbot):
    def make(snapshot=None) -> DepthPanel:
        panel = DepthPanel(
            theme=theme,
            frame=frame,
            on_failure=failures,
            hub=rig.hub,
            catalog=rig.catalog,
            link=rig.link,
            clock=rig.clock,
            snapshot=snapshot,
        )
        qtbot.addWidget(panel)
        panel.resize(300, 460)
        panel.show()
        return panel

    return make


def facts(panel: DepthPanel) -> dict[str, str]:
    return {fact.label: fact.value for fact in panel.model.facts()}


def price_point(panel: DepthPanel, side: Side, row: int) -> QPoint:
    rect = panel.levels._row_rect(side, row)
    return rect.center().toPoint()


def test_without_a_selection_it_says_what_to_do(build):
    assert "No instrument is selected" in build().empty_text


def test_follows_the_selection_in_full_mode(build, rig):
    panel = build()
    rig.link.select(INFY)
    assert panel.model.id == INFY
    assert rig.mode(INFY) is FeedMode.FULL
    rig.link.select(RELIANCE)
    assert rig.mode(INFY) is None


def test_shows_levels_totals_and_facts(build, rig, frame):
    panel = build()
    rig.link.select(INFY)
    rig.tick(INFY, 101.0, close=100.0, buy=3000, sell=1000)
    frame.tick()
    reading = panel.model.reading
    assert reading is not None
    assert [level.quantity for level in reading.bids] == [100, 200, 300, 400, 500]
    assert [level.orders for level in reading.asks] == [2, 3, 4, 5, 6]
    assert reading.bids[4].share == 1.0
    assert reading.ratio == 0.75
    shown = facts(panel)
    assert shown["Volume"] == "1,23,456"
    assert shown["Average"] == "100.50"
    assert shown["Spread"] == "0.10 (2 ticks)"
    assert shown["Last trade"] == "09:15:00"


@pytest.mark.parametrize(
    ("side", "row", "expected_side", "price"),
    [(Side.BUY, 0, Side.SELL, "100.95"), (Side.SELL, 2, Side.BUY, "101.15")],
)
def test_click_on_a_price_fills_the_side_that_would_trade(
    build, rig, frame, side, row, expected_side, price
):
    panel = build()
    rig.link.select(INFY)
    rig.tick(INFY, 101.0)
    frame.tick()
    QTest.mouseClick(panel.levels, Qt.MouseButton.LeftButton, pos=price_point(panel, side, row))
    ticket = rig.tickets[-1]
    assert (ticket.instrument, ticket.side, str(ticket.price)) == (INFY, expected_side, price)


def test_click_on_an_empty_level_does_nothing(build, rig):
    panel = build()
    rig.link.select(INFY)
    QTest.mouseClick(panel.levels, Qt.MouseButton.LeftButton, pos=price_point(panel, Side.BUY, 0))
    assert rig.tickets == []


def test_tooltip_says_what_a_click_would_do(build, rig, frame):
    panel = build()
    rig.link.select(INFY)
    rig.tick(INFY, 101.0)
    frame.tick()
    tip = panel.levels.tip_at(QPointF(price_point(panel, Side.BUY, 1)))
    assert tip.startswith("Sell at 100.90")
    assert "200 bid in 2 orders" in tip


def test_pinned_panel_keeps_its_instrument(build, rig):
    panel = build()
    rig.link.select(INFY)
    panel.pin.setChecked(True)
    rig.link.select(RELIANCE)
    assert panel.model.id == INFY
    rig.link.open_depth(RELIANCE)
    assert panel.model.id == RELIANCE, "asked for by name, it comes anyway"


def test_stale_book_says_how_old_it_is(build, rig, frame, clock):
    panel = build()
    rig.link.select(INFY)
    rig.tick(INFY, 101.0)
    rig.hub.source_state(ACCOUNT, live=False)
    clock.set(clock.now_ns() + 12_000_000_000)
    frame.tick()
    assert panel._state.text() == "12 s old"
    assert "Not live" in panel._state.toolTip()


def test_hidden_panel_streams_nothing_and_resumes(build, rig):
    panel = build()
    rig.link.select(INFY)
    panel.hide()
    assert rig.mode(INFY) is None
    panel.show()
    assert rig.mode(INFY) is FeedMode.FULL


def test_index_has_no_spread_and_no_crash(build, rig, frame):
    panel = build()
    rig.link.select(NIFTY)
    frame.tick()
    assert "Spread" not in facts(panel)


def test_copy_is_tab_separated(build, rig, frame):
    panel = build()
    rig.link.select(INFY)
    rig.tick(INFY, 101.0)
    frame.tick()
    panel.copy()
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0].startswith("Bid orders\t")
    assert lines[1] == "1\t100\t100.95\t101.05\t50\t2"


def test_circuit_limits_are_asked_for_once_where_the_selection_stays(
    build, rig, frame, qrun, clock
):
    asked = []

    async def snapshot(instrument):
        asked.append(instrument)
        rig.hub.apply_quote(
            Quote(instrument=instrument, last=101.0, lower_limit=90.0, upper_limit=110.0)
        )

    async def scenario():
        panel = build(snapshot)
        rig.link.select(RELIANCE)
        await clock.advance(SETTLE_S / 2)
        rig.link.select(INFY)
        await clock.advance(SETTLE_S)
        rig.link.select(RELIANCE)
        rig.link.select(INFY)
        await clock.advance(SETTLE_S)
        frame.tick()
        shown = facts(panel)
        await panel.aclose()
        return shown

    shown = qrun(scenario())
    assert asked == [INFY]
    assert (shown["Lower limit"], shown["Upper limit"]) == ("90.00", "110.00")


def test_circuit_limits_that_came_by_themselves_are_not_asked_for(build, rig, qrun, clock):
    asked = []

    async def snapshot(instrument):
        asked.append(instrument)

    async def scenario():
        panel = build(snapshot)
        rig.link.select(INFY)
        rig.hub.apply_quote(Quote(instrument=INFY, last=101.0, lower_limit=90.0, upper_limit=110.0))
        await clock.advance(SETTLE_S)
        rig.link.select(RELIANCE)
        await clock.advance(SETTLE_S)
        await panel.aclose()

    qrun(scenario())
    assert asked == [RELIANCE]


def test_failed_snapshot_is_said_and_asked_again(build, rig, frame, qrun, clock):
    asked = []

    async def snapshot(instrument):
        asked.append(instrument)
        raise Transient("The broker did not answer.")

    async def scenario():
        panel = build(snapshot)
        rig.link.select(INFY)
        await clock.advance(SETTLE_S)
        note = panel.facts.toolTip()
        rig.link.select(RELIANCE)
        await clock.advance(SETTLE_S)
        rig.link.select(INFY)
        await clock.advance(SETTLE_S)
        await panel.aclose()
        return note

    assert "The broker did not answer" in qrun(scenario())
    assert asked == [INFY, RELIANCE, INFY]


def test_state_survives_a_restart(build, rig):
    panel = build()
    rig.link.select(INFY)
    panel.pin.setChecked(True)
    state = panel.save_state()
    other = build()
    other.restore_state(state)
    assert other.model.id == INFY
    assert other.pinned
