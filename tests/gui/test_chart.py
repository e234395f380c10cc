"""What a person sees in the chart: bars, history, crosshair, keys."""

import asyncio

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from terminal.domain.errors import Transient
from terminal.domain.market import Interval
from tests.gui.chart_desk import MINUTE, Desk, make_order, on_chart, rig  # noqa: F401  fixtures
from tests.gui.market_rig import ACCOUNT, INFY, RELIANCE, MarketRig


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
