"""What a person sees and does in the chart: bars, history, own orders, orders from a price."""

import asyncio
import time
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton

from terminal.domain.account import Position
from terminal.domain.errors import Accepted, Rejected, Transient
from terminal.domain.market import Bar, Interval
from terminal.domain.order import (
    Order,
    OrderChange,
    OrderState,
    OrderType,
    Product,
    Side,
    Validity,
    Variety,
)
from terminal.market.bars import BarSeries
from terminal.orders.outcomes import Refused, Submitted
from terminal.orders.rules import Objection
from terminal.runtime.signals import Signal
from terminal.runtime.tasks import TaskScope
from terminal.ui.chart.levels import LevelKind
from terminal.ui.panels.chart import ChartPanel
from tests.fakes.clock import settle
from tests.gui.market_rig import ACCOUNT, INFY, RELIANCE, MarketRig
from tests.make import make_position

MINUTE = 60_000_000_000


def make_order(key: str = "A", price: str = "99", side: Side = Side.BUY, **fields) -> Order:
    values = {
        "order_type": OrderType.LIMIT,
        "state": OrderState.OPEN,
        "trigger_price": Decimal(0),
        **fields,
    }
    return Order(
        key=key,
        account=ACCOUNT,
        instrument=INFY,
        symbol="INFY",
        side=side,
        quantity=10,
        product=Product.MIS,
        variety=Variety.REGULAR,
        validity=Validity.DAY,
        price=Decimal(price),
        **values,
    )


class Desk:
    """A chart panel over a scripted history and scripted order verbs."""

    def __init__(self, rig, theme, frame, failures) -> None:
        self.rig, self.frame = rig, frame
        self.bars: list[Bar] = []
        self.fetches: list[tuple[Interval, int, int]] = []
        self.error: Exception | None = None
        self.gate: asyncio.Event | None = None
        self.orders: list[Order] = []
        self.positions: list[Position] = []
        self.changes: list[tuple[str, OrderChange]] = []
        self.cancels: list[str] = []
        self.answer: Submitted | Refused = Submitted("A", Accepted("1"))
        self.order_changed: Signal[Order] = Signal(failures)
        self.positions_changed: Signal[str] = Signal(failures)
        self.scope = TaskScope("test series", failures)
        self.failures = failures
        self.panel = ChartPanel(
            theme=theme,
            frame=frame,
            on_failure=failures,
            hub=rig.hub,
            catalog=rig.catalog,
            link=rig.link,
            clock=rig.clock,
            open_series=self.open_series,
            orders=lambda: self.orders,
            positions=lambda: self.positions,
            order_changed=self.order_changed,
            positions_changed=self.positions_changed,
            modify=self.modify,
            cancel=self.cancel,
        )
        self.panel.resize(560, 360)
        self.panel.show()

    def history(self, count: int, interval: Interval = Interval.MINUTE_5) -> None:
        """Script closed bars around 100 that end at the present bar."""
        step = interval.seconds * 1_000_000_000
        end = self.rig.clock.now_ns() // step * step - step
        self.bars = [
            Bar(end - (count - 1 - n) * step, 100.0, 101.0, 99.0, 100.0 + (n % 3 - 1) * 0.5, 1000.0)
            for n in range(count)
        ]

    async def fetch(self, interval: Interval, start_ns: int, end_ns: int) -> list[Bar]:
        self.fetches.append((interval, start_ns, end_ns))
        if self.gate is not None:
            await self.gate.wait()
        if self.error is not None:
            raise self.error
        return [bar for bar in self.bars if start_ns <= bar.open_ns <= end_ns]

    def open_series(self, instrument, interval) -> BarSeries:
        return BarSeries(
            instrument=instrument,
            interval=interval,
            fetch=self.fetch,
            hub=self.rig.hub,
            clock=self.rig.clock,
            scope=self.scope,
            on_failure=self.failures,
        )

    async def modify(self, key: str, change: OrderChange) -> Submitted | Refused:
        self.changes.append((key, change))
        return self.answer

    async def cancel(self, key: str) -> Submitted | Refused:
        self.cancels.append(key)
        return self.answer

    async def show(self, instrument=INFY) -> None:
        self.rig.link.open_chart(instrument)
        await self.turn()

    async def turn(self) -> None:
        await settle()
        self.frame.tick()

    def book(self, *orders: Order) -> None:
        self.orders = list(orders)
        for order in orders:
            self.order_changed.emit(order)
        self.frame.tick()

    def line_point(self, key: str) -> QPoint:
        """A point on an order's line, far from its label."""
        item = self.panel.view.levels[key]
        return QPoint(30, round(self.panel.view.y_of(item.level.price)))

    def drag(self, key: str, to_price: float, *, drop: bool = True) -> None:
        view = self.panel.view
        QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=self.line_point(key))
        target = QPoint(30, round(view.y_of(to_price)))
        QTest.mouseMove(view.viewport(), target)
        if drop:
            QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=target)

    async def close(self) -> None:
        await self.panel.aclose()
        await self.scope.aclose()
        self.panel.deleteLater()


@pytest.fixture
def rig(clock, failures) -> MarketRig:
    rig = MarketRig(clock, failures)
    rig.load_catalog()
    return rig


@pytest.fixture
def on_chart(rig, theme, frame, failures, qrun):
    """Run a test's coroutine on a desk with 200 five-minute bars of INFY."""

    def run(scenario):
        async def whole():
            desk = Desk(rig, theme, frame, failures)
            desk.history(200)
            try:
                return await scenario(desk)
            finally:
                await desk.close()

        return qrun(whole())

    return run


def test_without_a_selection_it_says_what_to_do(on_chart):
    async def scenario(desk):
        return desk.panel.empty_text

    assert "No instrument is selected" in on_chart(scenario)


def test_before_the_login_it_says_what_will_come_and_then_it_comes(
    clock, failures, theme, frame, qrun
):
    rig = MarketRig(clock, failures)

    async def scenario():
        desk = Desk(rig, theme, frame, failures)
        desk.history(50)
        rig.link.open_chart(INFY)
        before = desk.panel.empty_text, desk.panel._view, list(desk.fetches)
        rig.load_catalog()
        await desk.turn()
        after = desk.panel.empty_text, desk.panel.view.count
        await desk.close()
        return before, after

    before, after = qrun(scenario())
    assert "after the login" in before[0]
    assert before[1:] == (None, [])
    assert after == ("", 50)


def test_history_is_drawn_and_the_legend_tells_the_newest_bar(on_chart):
    async def scenario(desk):
        await desk.show()
        assert desk.panel.view.count == 200
        assert desk.panel.empty_text == ""
        legend = desk.panel.view.legend_text
        desk.panel.view.show_hover(QPointF(100, 100))
        return legend, desk.panel.view.legend_text

    newest, hovered = on_chart(scenario)
    assert newest.startswith("O 100.00 H 101.00 L 99.00 C 100.00")
    assert "Vol 1.00K" in newest
    assert hovered.startswith("O 100.00")


def test_failed_history_says_the_brokers_words_and_can_be_tried_again(on_chart):
    async def scenario(desk):
        desk.error = Transient("The broker did not answer in time.")
        await desk.show()
        said = desk.panel.empty_text
        desk.error = None
        desk.panel._retry()
        await desk.turn()
        return said, desk.panel.empty_text, desk.panel.view.count

    said, after, count = on_chart(scenario)
    assert "The broker did not answer in time." in said
    assert after == ""
    assert count == 200


def test_instrument_without_trades_says_so(on_chart):
    async def scenario(desk):
        desk.bars = []
        await desk.show()
        await desk.turn()
        return desk.panel.empty_text

    assert "has not traded" in on_chart(scenario)


def test_live_tick_moves_the_last_bar_and_the_price_tag(on_chart, rig):
    async def scenario(desk):
        await desk.show()
        rig.tick(INFY, 100.75)
        await desk.turn()
        view = desk.panel.view
        return float(view.columns.close[-1]), view._last_tag[0].price, view._last_tag[0].below

    close, tag, countdown = on_chart(scenario)
    assert close == 100.75
    assert tag == 100.75
    assert countdown == "05:00"


def test_stale_price_is_grey_and_counts_nothing_down(on_chart, rig):
    async def scenario(desk):
        await desk.show()
        rig.tick(INFY, 100.75)
        rig.hub.source_state(ACCOUNT, live=False)
        await desk.turn()
        return desk.panel.view._last_tag[0]

    tag = on_chart(scenario)
    assert (tag.fill, tag.below) == ("stale", "")


def test_scrolling_left_loads_older_bars_and_keeps_the_picture(on_chart):
    async def scenario(desk):
        desk.history(9000)
        await desk.show()
        view = desk.panel.view
        had = view.count
        view.viewport_state.pan(-float(had), had)
        newest = view.viewport_state.visible(had)[1]
        shown_ns = int(view.columns.open_ns[newest])
        view.refresh()
        loading = view._loading.text()
        await desk.turn()
        newest = view.viewport_state.visible(view.count)[1]
        return had, view.count, shown_ns, int(view.columns.open_ns[newest]), loading

    had, count, before_ns, after_ns, loading = on_chart(scenario)
    assert count > had
    assert after_ns == before_ns
    assert loading.startswith("Loading older bars…")


def test_failed_older_bars_are_said_and_not_asked_for_in_a_loop(on_chart):
    async def scenario(desk):
        desk.history(9000)
        await desk.show()
        view = desk.panel.view
        desk.error = Transient("Too far back.")
        asked = len(desk.fetches)
        for _ in range(3):
            view.viewport_state.pan(-float(view.count), view.count)
            view.refresh()
            await desk.turn()
        return view._loading.text(), len(desk.fetches) - asked

    said, asked = on_chart(scenario)
    assert "Too far back." in said
    assert asked == 1


def test_bars_that_take_long_offer_to_stop_and_try_again(on_chart, clock):
    async def scenario(desk):
        desk.gate = asyncio.Event()
        await desk.show()
        empty = desk.panel.findChild(QPushButton, "emptyAction")
        quick = empty.isVisible()
        await clock.advance(2)
        await desk.turn()
        assert (quick, empty.text()) == (False, "Stop")
        empty.click()
        await desk.turn()
        assert "interrupted" in desk.panel.empty_text
        desk.gate.set()
        empty.click()
        await desk.turn()
        return desk.panel.view.count

    assert on_chart(scenario) >= 200


def test_escape_stops_older_bars(on_chart):
    async def scenario(desk):
        desk.history(9000)
        await desk.show()
        view = desk.panel.view
        desk.gate = asyncio.Event()
        had, asked = view.count, len(desk.fetches)
        view.viewport_state.pan(-float(had), had)
        view.refresh()
        await desk.turn()
        QTest.keyClick(view, Qt.Key.Key_Escape)
        await desk.turn()
        view.refresh()
        await desk.turn()
        return view.count - had, len(desk.fetches) - asked, view._loading.text()

    more, asked, said = on_chart(scenario)
    assert (more, asked) == (0, 1)
    assert said.startswith("Stopped.")


def test_the_crosshair_steps_aside_while_a_line_is_dragged(on_chart):
    async def scenario(desk):
        await desk.show()
        desk.book(make_order(price="99.5"))
        QTest.mouseMove(desk.panel.view.viewport(), desk.line_point("A"))
        desk.drag("A", 99.8, drop=False)
        return [hair.isVisible() for hair in desk.panel.view._hairs]

    assert on_chart(scenario) == [False, False]


def test_a_narrow_chart_folds_its_intervals_into_one(on_chart):
    async def scenario(desk):
        await desk.show()
        bar = desk.panel.bar
        wide = bar.folded.isVisible(), bar.buttons[Interval.MINUTE_5].isVisible()
        desk.panel.resize(300, 300)
        QTest.qWait(1)
        narrow = bar.folded.isVisible(), bar.buttons[Interval.MINUTE_5].isVisible()
        names = [action.text() for action in bar.folded.menu().actions()]
        before = bar.folded.text()
        bar.folded.menu().actions()[list(bar.buttons).index(Interval.HOUR)].trigger()
        await desk.turn()
        return wide, narrow, len(names), before, bar.folded.text(), desk.panel.interval

    wide, narrow, count, before, after, interval = on_chart(scenario)
    assert (wide, narrow) == ((False, True), (True, False))
    assert (count, before[:2], after[:2], interval) == (8, "5m", "1h", Interval.HOUR)


def test_digits_then_enter_choose_the_interval(on_chart):
    async def scenario(desk):
        await desk.show()
        QTest.keyClicks(desk.panel.view, "15")
        QTest.keyClick(desk.panel.view, Qt.Key.Key_Return)
        await desk.turn()
        return desk.panel.interval, desk.panel.bar.buttons[Interval.MINUTE_15].isChecked()

    assert on_chart(scenario) == (Interval.MINUTE_15, True)


def test_unknown_interval_is_said(on_chart):
    async def scenario(desk):
        await desk.show()
        QTest.keyClicks(desk.panel.view, "7")
        QTest.keyClick(desk.panel.view, Qt.Key.Key_Return)
        return desk.panel.view.message, desk.panel.interval

    message, interval = on_chart(scenario)
    assert "7" in message
    assert interval is Interval.MINUTE_5


def test_letters_start_a_search(on_chart, rig):
    asked = []
    rig.link.search.connect(asked.append)

    async def scenario(desk):
        await desk.show()
        QTest.keyClick(desk.panel.view, Qt.Key.Key_N)

    on_chart(scenario)
    assert asked == ["n"]


def test_selection_is_followed_after_it_settles_unless_pinned(on_chart, rig, clock):
    async def scenario(desk):
        await desk.show()
        rig.link.select(RELIANCE)
        desk.frame.tick()
        at_once = desk.panel.instrument_id
        clock.set(clock.now_ns() + 200_000_000)
        await desk.turn()
        settled = desk.panel.instrument_id
        desk.panel.bar.pin.setChecked(True)
        rig.link.select(INFY)
        clock.set(clock.now_ns() + 200_000_000)
        await desk.turn()
        return at_once, settled, desk.panel.instrument_id

    assert on_chart(scenario) == (INFY, RELIANCE, RELIANCE)


def test_going_back_to_a_chart_asks_the_broker_for_nothing(on_chart):
    async def scenario(desk):
        await desk.show(INFY)
        await desk.show(RELIANCE)
        asked = len(desk.fetches)
        await desk.show(INFY)
        return len(desk.fetches) - asked, desk.panel.view.count

    assert on_chart(scenario) == (0, 200)


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
    assert enabled == {"chart.buy_limit", "chart.sell_stop"}
    assert text == "Buy limit at 99.00"
    ticket = rig.tickets[-1]
    assert (ticket.side, ticket.order_type) == (Side.SELL, OrderType.SL)
    assert (ticket.trigger_price, ticket.price) == (Decimal("99.00"), Decimal("99.00"))


def test_wheel_zooms_and_now_button_brings_the_newest_bar_back(on_chart):
    async def scenario(desk):
        await desk.show()
        view = desk.panel.view
        span = view.viewport_state.span
        view.viewport_state.zoom(0.5, view.viewport_state.right)
        view.viewport_state.pan(-100.0, view.count)
        view.refresh()
        away = view._now.isVisible()
        QTest.mouseClick(view._now, Qt.MouseButton.LeftButton)
        return span, view.viewport_state.span, away, view.viewport_state.at_now(view.count)

    before, after, away, now = on_chart(scenario)
    assert after < before
    assert away
    assert now


def test_double_click_on_the_price_scale_follows_the_bars_again(on_chart):
    async def scenario(desk):
        await desk.show()
        view = desk.panel.view
        view.viewport_state.zoom_prices(3.0)
        view.refresh()
        wide = view.viewport_state.high - view.viewport_state.low
        at = QPoint(round(view.plot.right()) + 20, 100)
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
        return wide, view.viewport_state.high - view.viewport_state.low, view.viewport_state.auto

    wide, fitted, auto = on_chart(scenario)
    assert fitted < wide
    assert auto


def test_theme_switch_recolours_the_chart(on_chart, theme):
    async def scenario(desk):
        await desk.show()
        at = QPoint(desk.panel.width() // 2, desk.panel.height() - 60)
        dark = desk.panel.grab().toImage().pixelColor(at).lightness()
        theme.use("light")
        await desk.turn()
        light = desk.panel.grab().toImage().pixelColor(at).lightness()
        theme.use("dark")
        return dark, light

    dark, light = on_chart(scenario)
    assert dark < 90
    assert light > 150


def test_opening_from_cache_takes_less_than_a_tenth_of_a_second(on_chart):
    async def scenario(desk):
        desk.history(3000)
        await desk.show(INFY)
        await desk.show(RELIANCE)
        start = time.perf_counter()
        desk.rig.link.open_chart(INFY)
        desk.panel.view.viewport().repaint()
        return time.perf_counter() - start

    assert on_chart(scenario) < 0.1


def test_closing_the_view_is_harmless(on_chart):
    async def scenario(desk):
        await desk.show()
        return desk.panel.view.close()

    assert on_chart(scenario)


def test_state_survives_a_restart(on_chart):
    async def scenario(desk):
        await desk.show()
        desk.panel.set_interval(Interval.HOUR)
        await desk.turn()
        state = desk.panel.save_state()
        desk.panel.set_interval(Interval.MINUTE)
        desk.panel.restore_state(state)
        await desk.turn()
        return state, desk.panel.interval

    state, interval = on_chart(scenario)
    assert state == {"instrument": "NSE:INFY", "interval": "1h", "pinned": False}
    assert interval is Interval.HOUR
