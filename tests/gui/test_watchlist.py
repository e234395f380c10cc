"""What a person sees and does in the watchlist."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMenu, QTableView, QToolButton

from terminal.domain.market import FeedMode
from terminal.domain.order import Side
from terminal.ui import format as fmt
from terminal.ui.models.lists import SavedList, SavedLists, Watchlists
from terminal.ui.panels.watchlist import WatchlistPanel
from terminal.ui.panels.watchlist_glyphs import CHARACTERS
from terminal.ui.panels.watchlist_paint import ROW_PX, _price, _signed
from tests.gui.market_rig import INFY, NIFTY, RELIANCE, TCS, MarketRig, Store, saved


@pytest.fixture
def rig(clock, failures) -> MarketRig:
    rig = MarketRig(clock, failures)
    rig.load_catalog()
    return rig


@pytest.fixture
def build(rig, theme, frame, failures, qtbot):
    """Return a builder of shown panels, 280 px wide as on a small screen."""

    def make(store: Store | None = None) -> WatchlistPanel:
        panel = WatchlistPanel(
            theme=theme,
            frame=frame,
            on_failure=failures,
            hub=rig.hub,
            catalog=rig.catalog,
            link=rig.link,
            clock=rig.clock,
            store=store or Store(),
        )
        qtbot.addWidget(panel)
        panel.resize(280, 500)
        panel.show()
        panel.activateWindow()
        return panel

    return make


def cell(panel: WatchlistPanel, row: int, key: str) -> str:
    return str(panel.model.index(row, panel.model.column_number(key)).data())


def symbols(panel: WatchlistPanel) -> list[str]:
    return [str(row.id.symbol) for row in panel.model.rows]


def test_empty_list_says_what_to_do_and_leads_to_search(build):
    panel = build()
    assert "is empty" in panel.empty_text
    assert "Enter" in panel.empty_text


def test_typing_and_enter_adds_the_top_hit_and_saves_it(build):
    store = Store()
    panel = build(store)
    QTest.keyClicks(panel.search.edit, "infy")
    QTest.keyClick(panel.search.edit, Qt.Key.Key_Return)
    assert symbols(panel) == ["INFY"]
    assert store.active_ids() == ["NSE:INFY"]
    assert panel.empty_text == ""
    assert panel.search.edit.text() == ""


def test_adding_twice_keeps_one_row(build, rig):
    panel = build(saved(INFY))
    panel.add(rig.catalog.instrument(INFY))
    assert symbols(panel) == ["INFY"]


def test_row_shows_price_change_and_percent(build, rig, frame):
    panel = build(saved(INFY))
    rig.tick(INFY, 102.5, close=100.0)
    frame.tick()
    assert cell(panel, 0, "last") == "102.50"
    assert cell(panel, 0, "change") == "+2.50"
    assert cell(panel, 0, "percent") == "+2.50%"


def test_price_without_a_tick_is_a_dash_not_zero(build, frame):
    panel = build(saved(INFY))
    frame.tick()
    assert cell(panel, 0, "last") == "—"
    assert cell(panel, 0, "percent") == "—"


def test_one_frame_emits_one_change_of_the_visible_band(build, rig, frame):
    panel = build(saved(INFY, RELIANCE, TCS))
    frame.tick()
    bands = []
    panel.model.dataChanged.connect(lambda a, b, _: bands.append((a.row(), b.row())))
    rig.tick(INFY, 101)
    rig.tick(TCS, 102)
    rig.tick(TCS, 103)
    frame.tick()
    assert bands == [(0, 2)]


def test_frame_without_ticks_emits_nothing(build, rig, frame):
    panel = build(saved(INFY))
    rig.tick(INFY, 101)
    frame.tick()
    seen = []
    panel.model.dataChanged.connect(lambda *_: seen.append(1))
    frame.tick()
    assert seen == []


async def _fade(clock, frame) -> None:
    await clock.advance(0.6)
    frame.tick()


def test_tick_tints_up_or_down_and_the_tint_fades(build, rig, frame, clock, qrun):
    panel = build(saved(INFY))
    rig.tick(INFY, 101)
    frame.tick()
    row = panel.model.row_at(0)
    assert panel.model.flash(row, "last") is None, "the first price moved nothing"
    rig.tick(INFY, 102)
    frame.tick()
    assert panel.model.flash(row, "last") == ("up_tint", 8)
    rig.tick(INFY, 101.5)
    frame.tick()
    assert panel.model.flash(row, "last") == ("down_tint", 8)
    qrun(_fade(clock, frame))
    assert panel.model.flash(row, "last") is None


def test_stale_row_says_since_when(build, rig, frame):
    panel = build(saved(INFY))
    rig.tick(INFY, 101)
    rig.hub.source_state("kite:ZA1234", live=False)
    frame.tick()
    tip = panel.model.index(0, panel.model.column_number("last")).data(Qt.ItemDataRole.ToolTipRole)
    assert "Not live" in tip
    assert "09:15:00" in tip


def test_only_visible_rows_of_the_active_list_are_streamed_in_quote_mode(build, rig, frame):
    many = [("NSE", f"S{n:03d}", f"S{n:03d}", "EQ", "NSE", "", 0.0, 0.05, 1) for n in range(100)]
    rig.load_catalog(many)
    ids = [rig.catalog.by_symbol("NSE", f"S{n:03d}").id for n in range(100)]
    panel = build(saved(*ids))
    frame.tick()
    first, last = panel.table.visible_rows()
    assert rig.mode(ids[first]) is FeedMode.QUOTE
    assert rig.mode(ids[last]) is FeedMode.QUOTE
    assert rig.mode(ids[99]) is FeedMode.LTP
    panel.table.scrollToBottom()
    assert rig.mode(ids[99]) is FeedMode.QUOTE
    assert rig.mode(ids[0]) is FeedMode.LTP
    panel.hide()
    assert rig.mode(ids[99]) is FeedMode.LTP


def test_leaving_a_list_ends_its_watches(build, rig):
    panel = build(saved(INFY))
    assert rig.mode(INFY) is FeedMode.QUOTE
    panel.select_list(1)
    assert rig.mode(INFY) is None


@pytest.mark.parametrize(("key", "side"), [(Qt.Key.Key_B, Side.BUY), (Qt.Key.Key_S, Side.SELL)])
def test_b_and_s_open_the_ticket_of_the_row(build, rig, key, side):
    panel = build(saved(INFY, RELIANCE))
    panel.table.select_key(RELIANCE)
    QTest.keyClick(panel.table, key)
    assert [(t.instrument, t.side) for t in rig.tickets] == [(RELIANCE, side)]


def test_an_index_offers_no_ticket(build, rig):
    panel = build(saved(NIFTY))
    panel.table.select_key(NIFTY)
    QTest.keyClick(panel.table, Qt.Key.Key_B)
    assert rig.tickets == []


def test_c_opens_the_chart_and_shift_d_the_depth_panel(build, rig):
    panel = build(saved(INFY))
    panel.table.select_key(INFY)
    QTest.keyClick(panel.table, Qt.Key.Key_C)
    QTest.keyClick(panel.table, Qt.Key.Key_D, Qt.KeyboardModifier.ShiftModifier)
    assert rig.charts == [INFY]
    assert rig.depths == [INFY]


def test_d_opens_the_book_in_the_row_and_closes_it(build, rig, frame):
    panel = build(saved(INFY, RELIANCE))
    panel.table.select_key(INFY)
    QTest.keyClick(panel.table, Qt.Key.Key_D)
    assert panel.table.expanded == INFY
    assert panel.table.rowHeight(0) > ROW_PX + 100
    assert rig.mode(INFY) is FeedMode.FULL
    QTest.keyClick(panel.table, Qt.Key.Key_D)
    assert panel.table.expanded is None
    assert panel.table.rowHeight(0) == ROW_PX
    assert rig.mode(INFY) is FeedMode.QUOTE


def test_open_book_follows_its_row_when_rows_move(build):
    panel = build(saved(INFY, RELIANCE))
    panel.table.select_key(INFY)
    panel.toggle_depth(INFY)
    panel.move_selected(1)
    assert symbols(panel) == ["RELIANCE", "INFY"]
    assert panel.table.rowHeight(0) == ROW_PX
    assert panel.table.rowHeight(1) > ROW_PX


def test_delete_removes_the_row_and_saves(build):
    store = saved(INFY, RELIANCE)
    panel = build(store)
    panel.table.select_key(INFY)
    QTest.keyClick(panel.table, Qt.Key.Key_Delete)
    assert symbols(panel) == ["RELIANCE"]
    assert store.active_ids() == ["NSE:RELIANCE"]


def test_alt_arrows_move_the_row(build):
    store = saved(INFY, RELIANCE, TCS)
    panel = build(store)
    panel.table.select_key(TCS)
    QTest.keyClick(panel.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert symbols(panel) == ["INFY", "TCS", "RELIANCE"]
    assert store.active_ids() == ["NSE:INFY", "NSE:TCS", "NSE:RELIANCE"]
    QTest.keyClick(panel.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert symbols(panel) == ["INFY", "RELIANCE", "TCS"]


def test_dropping_a_dragged_row_reorders_and_saves(build):
    store = saved(INFY, RELIANCE, TCS)
    panel = build(store)
    carried: QMimeData = panel.model.mimeData([panel.model.index(2, 0)])
    moved = panel.model.dropMimeData(
        carried, Qt.DropAction.MoveAction, 0, 0, panel.model.index(-1, -1)
    )
    assert moved is False, "the view must not remove what the panel has moved"
    assert symbols(panel) == ["TCS", "INFY", "RELIANCE"]
    assert store.active_ids() == ["NSE:TCS", "NSE:INFY", "NSE:RELIANCE"]


def test_digit_keys_switch_lists_and_the_choice_is_kept(build):
    store = Store(SavedLists(lists=[SavedList("One", ["NSE:INFY"]), SavedList("Two", ["NSE:TCS"])]))
    panel = build(store)
    QTest.keyClick(panel.table, Qt.Key.Key_2)
    assert symbols(panel) == ["TCS"]
    assert store.lists.active == 1
    assert Watchlists(store).active == 1


def test_renaming_a_list_is_saved(build, qtbot):
    store = saved(INFY)
    panel = build(store)
    panel._tabs.rename(0, "Main")
    editor = panel._tabs._edit
    editor.setText("Banks")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert store.lists.lists[0].name == "Banks"
    assert "Banks" in panel._tabs.buttons[0].text()


def test_expired_instrument_stays_and_says_why(build, rig):
    store = Store(SavedLists(lists=[SavedList("Old", ["NFO:NIFTY:2026-10-27:24000:CE"])]))
    panel = build(store)
    tip = panel.model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "Not in today's instrument list" in tip
    panel.table.selectRow(0)
    QTest.keyClick(panel.table, Qt.Key.Key_B)
    assert rig.tickets == []


def test_rows_resolve_when_the_master_arrives(clock, failures, theme, frame, qtbot):
    rig = MarketRig(clock, failures)
    panel = WatchlistPanel(
        theme=theme,
        frame=frame,
        on_failure=failures,
        hub=rig.hub,
        catalog=rig.catalog,
        link=rig.link,
        clock=clock,
        store=saved(INFY),
    )
    qtbot.addWidget(panel)
    assert panel.model.row_at(0).instrument is None
    rig.load_catalog()
    assert panel.model.row_at(0).instrument is not None


def test_selecting_a_row_selects_the_instrument_for_the_other_panels(build, rig):
    panel = build(saved(INFY, RELIANCE))
    panel.table.select_key(RELIANCE)
    assert rig.link.current == RELIANCE


def test_cursor_follows_a_selection_made_elsewhere(build, rig):
    panel = build(saved(INFY, RELIANCE))
    rig.link.select(RELIANCE)
    assert panel.table.current_row().id == RELIANCE
    rig.link.select(TCS)
    assert panel.table.current_row() is None, "not in this list: no row stands for it"
    QTest.keyClick(panel.table, Qt.Key.Key_B)
    assert rig.tickets[-1].instrument == TCS, "the key means what the other panels show"
    panel.table.select_key(RELIANCE)
    QTest.keyClick(panel.table, Qt.Key.Key_S)
    assert rig.tickets[-1].instrument == RELIANCE


def test_hover_offers_buttons_and_buy_opens_the_ticket(build, rig):
    panel = build(saved(INFY, RELIANCE))
    panel.table._hover(1)
    buttons = panel.table._actions
    assert buttons.isVisible()
    QTest.mouseClick(buttons, Qt.MouseButton.LeftButton, pos=QPoint(14, 10))
    assert [(t.instrument, t.side) for t in rig.tickets] == [(RELIANCE, Side.BUY)]


def test_change_folds_away_where_the_symbol_needs_the_room(build, rig, frame):
    panel = build(saved(rig.call_id(), INFY))
    rig.tick(INFY, 142310.0, close=140000.0)
    frame.tick()
    panel.table.fit_columns()
    change = panel.model.column_number("change")
    assert panel.table.isColumnHidden(change)
    panel.resize(520, 500)
    assert not panel.table.isColumnHidden(change)


def test_columns_chosen_by_the_user_are_kept_over_a_restart(build):
    panel = build(saved(INFY))
    volume = panel.model.column_number("volume")
    panel.table._ask_columns(QPoint(5, 5))
    menu = panel.table.findChild(QMenu)
    menu.actions()[volume].trigger()
    menu.close()
    assert not panel.table.isColumnHidden(volume)
    other = build(saved(INFY))
    other.restore_state(panel.save_state())
    assert not other.table.isColumnHidden(volume)


def test_bid_and_ask_columns_need_the_full_feed(build, rig):
    panel = build(saved(INFY))
    panel.table.setColumnHidden(panel.model.column_number("bid"), False)
    assert rig.mode(INFY) is FeedMode.FULL


def test_theme_switch_repaints_without_errors(build, rig, frame, theme):
    panel = build(saved(INFY, RELIANCE))
    rig.tick(INFY, 101)
    frame.tick()
    dark = panel.grab().toImage()
    theme.use("light")
    frame.tick()
    light = panel.grab().toImage()
    at = panel.table.viewport().mapTo(panel, QPoint(5, 5))
    assert dark.pixelColor(at).lightness() < 80
    assert light.pixelColor(at).lightness() > 200
    theme.use("dark")


def test_painted_numbers_differ_when_the_price_does(build, rig, frame):
    panel = build(saved(INFY))
    rig.tick(INFY, 101)
    frame.tick()
    before = panel.table.grab().toImage()
    rig.tick(INFY, 108.35)
    frame.tick()
    assert panel.table.grab().toImage() != before


@given(st.floats(-2e7, 2e7), st.integers(2, 4))
def test_quick_words_are_the_words_of_the_common_format(value, decimals):
    assert _price(value, decimals) == fmt.price(value, decimals)
    assert _signed(value, decimals).replace("-", fmt.MINUS) == fmt.signed(value, decimals)


@given(st.floats(-1e13, 1e13) | st.just(float("nan")))
def test_every_character_of_a_number_is_on_the_sheet(value):
    words = fmt.price(value) + fmt.percent(value) + fmt.compact(value) + _signed(value, 2)
    assert set(words) <= set(CHARACTERS)


def test_model_obeys_qt(build, rig, frame):
    panel = build(saved(INFY, RELIANCE))
    tester = QAbstractItemModelTester(
        panel.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    panel.add(rig.catalog.instrument(TCS))
    panel.move_selected(-1)
    panel.remove_selected()
    rig.tick(INFY, 101)
    frame.tick()
    assert tester.model() is panel.model
    tester.deleteLater()


def test_a_row_chosen_before_the_instruments_are_loaded_counts(
    clock, failures, theme, frame, qtbot
):
    rig = MarketRig(clock, failures)
    panel = WatchlistPanel(
        theme=theme,
        frame=frame,
        on_failure=failures,
        hub=rig.hub,
        catalog=rig.catalog,
        link=rig.link,
        clock=rig.clock,
        store=saved(INFY, TCS),
    )
    qtbot.addWidget(panel)
    panel.resize(280, 500)
    panel.show()
    place = panel.table.visualRect(panel.model.index(1, 0)).center()
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert rig.link.current == TCS
    rig.load_catalog()
    assert rig.link.current == TCS
    assert panel.table.current_row().id == TCS


def test_a_list_that_is_shown_again_marks_what_is_selected(build, rig):
    panel = build(saved(INFY, TCS))
    panel.table.select_key(TCS)
    panel.select_list(3)
    panel.select_list(0)
    assert panel.table.current_row().id == TCS


def test_the_tab_of_the_active_list_shows_its_number_and_what_fits_of_the_name(build):
    panel = build(saved(INFY, name="Positional"))
    first = panel.findChild(QToolButton, "watchlistTab1")
    for width, words in ((250, "1 Pos"), (420, "1 Positional"), (220, "1")):
        panel.resize(width, 500)
        QTest.qWait(1)
        assert first.text().startswith(words)
        assert first.width() >= first.sizeHint().width()


def test_the_focus_alone_selects_nothing(build, rig):
    panel = build(saved(NIFTY, INFY))
    QApplication.sendEvent(panel.table, QFocusEvent(QEvent.Type.FocusIn))
    assert panel.table.currentIndex().row() == 0
    assert rig.link.current is None
    QTest.keyClick(panel.table, Qt.Key.Key_Down)
    assert rig.link.current == INFY


def test_the_buttons_of_a_row_leave_when_it_is_dragged(build, monkeypatch):
    panel = build(saved(INFY, TCS))
    table = panel.table
    QTest.mouseMove(table.viewport(), table.visualRect(panel.model.index(0, 0)).center())
    table._on_hover(0)
    assert table._actions.isVisible()
    monkeypatch.setattr(QTableView, "startDrag", lambda *_: None)
    table.startDrag(Qt.DropAction.MoveAction)
    assert not table._actions.isVisible()
