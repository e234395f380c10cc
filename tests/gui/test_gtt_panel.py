"""What a person sees and does in the list of the GTT panel."""

from decimal import Decimal

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from terminal.domain.errors import Transient
from terminal.domain.gtt import GttRules, GttState
from terminal.domain.order import OrderState, Side
from terminal.ui.columns import ColumnModel
from tests.fakes.clock import eventually, settle
from tests.gui.gtt_desk import GttDesk, cell, fired, make_gtt, make_leg, on_gtt_desk
from tests.gui.trading_desk import click, find, type_into
from tests.make import INFY, NIFTY_CALL, make_update

__all__ = ["on_gtt_desk"]


def color(panel, key: str, row: int = 0) -> str | None:
    model: ColumnModel = panel.model
    return model.columns[model.column_number(key)].color(model.rows[row])


def keys(panel) -> list[str]:
    return [row.key for row in panel.model.rows]


def test_a_row_says_condition_distance_order_and_how_long_it_waits(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.panel_with(make_gtt())
        desk.price(INFY, 100.0)
        assert cell(panel, "symbol") == "INFY"
        assert cell(panel, "condition") == "falls to 95.00"
        assert cell(panel, "ltp") == "100.00"
        assert cell(panel, "distance") == "−5.00%"
        assert cell(panel, "order") == "Sell 10 @ 94.50 CNC"
        assert cell(panel, "state") == "Waiting"
        assert cell(panel, "expires") == "20 Nov 2027 · 365 d"

    on_gtt_desk(test)


def test_the_distance_is_the_nearer_leg_and_follows_the_price(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.panel_with(make_gtt("1", make_leg("90"), make_leg("104")))
        desk.price(INFY, 100.0)
        assert cell(panel, "condition") == "falls to 90.00 or rises to 104.00"
        assert cell(panel, "order") == "Sell 10 @ 89.50 or 103.50 CNC"
        assert cell(panel, "distance") == "+4.00%"
        desk.price(INFY, 92.0)
        assert cell(panel, "distance") == "−2.17%"
        assert color(panel, "distance") == "text"
        desk.price(INFY, 90.5)
        assert color(panel, "distance") == "amber"

    on_gtt_desk(test)


def test_triggered_resting_filled_and_refused_are_told_apart(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.panel_with(
            fired(make_gtt("rest"), "A"),
            fired(make_gtt("part"), "B"),
            fired(make_gtt("fill"), "C"),
            fired(make_gtt("deny"), "D"),
            fired(make_gtt("none"), None, "Insufficient funds."),
            fired(make_gtt("gone"), "Z"),
        )
        panel.show_only.set_value("all")
        await desk.fold(
            make_update("A", side=Side.SELL),
            make_update("B", side=Side.SELL, filled=3),
            make_update("C", side=Side.SELL, state=OrderState.COMPLETE, filled=10),
            make_update("D", state=OrderState.REJECTED, message="RMS: no holdings"),
        )
        desk.frame.tick()
        words = {row.key: row.words for row in panel.model.rows}
        assert words == {
            "rest": "Triggered, order resting",
            "part": "Triggered, 3 of 10 filled",
            "fill": "Triggered and filled",
            "deny": "Triggered, order refused",
            "none": "Triggered, no order placed",
            "gone": "Triggered, order not seen",
        }
        messages = {row.key: row.message for row in panel.model.rows}
        assert messages["deny"] == "RMS: no holdings"
        assert messages["none"] == "Insufficient funds."
        rows = {row.key: n for n, row in enumerate(panel.model.rows)}
        assert color(panel, "state", rows["rest"]) != color(panel, "state", rows["fill"])
        assert color(panel, "state", rows["deny"]) == "bad"
        assert not panel.grab().isNull()  # every mark can be painted

    on_gtt_desk(test)


def test_active_and_ended_part_the_list_and_the_filter_searches_it(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        call = make_leg("90", quantity=65)
        panel = await desk.panel_with(
            make_gtt("1"),
            make_gtt("2", call, instrument=NIFTY_CALL, symbol="NIFTY26NOV24000CE"),
            make_gtt("3", state=GttState.EXPIRED),
            replace(
                fired(make_gtt("4"), "Z"), updated_ns=make_gtt().updated_ns - 3 * 86400 * 10**9
            ),
        )
        assert set(keys(panel)) == {"1", "2"}
        panel.show_only.set_value("ended")
        assert set(keys(panel)) == {"3", "4"}
        panel.show_only.set_value("all")
        type_into(panel.filter, "nifty 24000")
        assert keys(panel) == ["2"]
        assert cell(panel, "order") == "Sell 1 lot @ 89.50 CNC"
        type_into(panel.filter, "no such thing")
        assert "No trigger matches" in panel.empty_text
        click(panel, "emptyAction")
        assert len(keys(panel)) == 4

    on_gtt_desk(test)


def test_sorting_by_distance_puts_what_no_longer_waits_last(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.panel_with(
            make_gtt("far", make_leg("80")),
            make_gtt("over", state=GttState.EXPIRED),
            make_gtt("near", make_leg("99")),
        )
        panel.show_only.set_value("all")
        desk.price(INFY, 100.0)
        panel.model.sort_by(panel.model.column_number("distance"))
        assert keys(panel) == ["near", "far", "over"]

    on_gtt_desk(test)


def test_enter_edits_and_a_double_click_opens_the_chart(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.panel_with(make_gtt())
        charts = []
        desk.link.chart.connect(charts.append)
        desk.price(INFY, 100.0)
        panel.table.selectRow(0)
        place = panel.table.visualRect(panel.model.index(0, 1)).center()
        QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseDClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert charts == [INFY]
        assert not panel.editing
        QTest.keyClick(panel.table, Qt.Key.Key_Return)
        assert panel.editor.modifying == "1001"
        assert panel.editing

    on_gtt_desk(test)


def test_a_deletion_can_be_taken_back_and_leaves_after_five_seconds(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.panel_with(make_gtt())
        panel.table.selectRow(0)
        QTest.keyClick(panel.table, Qt.Key.Key_Delete)
        desk.frame.tick()
        words = find(panel, "gtt.undo_words")
        assert words.text() == "INFY (falls to 95.00) will be deleted in 5 s"
        assert cell(panel, "state") == "Deleting"
        await desk.clock.advance(2)
        desk.frame.tick()
        assert words.text().endswith("in 3 s")
        click(panel, "gtt.undo")
        await desk.clock.advance(10)
        desk.frame.tick()
        assert desk.triggers.calls == []
        assert cell(panel, "state") == "Waiting"
        assert panel.undo_bar.isHidden()
        panel.table.selectRow(0)
        click(panel, "gtt.delete")
        await desk.clock.advance(5)
        await eventually(lambda: desk.triggers.calls)
        assert [name for name, _ in desk.triggers.calls] == ["delete"]
        await settle()
        desk.frame.tick()
        assert keys(panel) == []
        assert panel.undo_bar.isHidden()

    on_gtt_desk(test)


def test_delete_at_once_does_not_wait(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.panel_with(make_gtt())
        panel.table.selectRow(0)
        panel.delete_now()
        await eventually(lambda: desk.triggers.calls)
        assert desk.triggers.calls[0][0] == "delete"

    on_gtt_desk(test)


def test_what_has_ended_cannot_be_changed_or_deleted(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.panel_with(fired(make_gtt(), "A"))
        await desk.fold(make_update("A", side=Side.SELL))
        panel.table.selectRow(0)
        assert not find(panel, "gtt.modify").isEnabled()
        assert not find(panel, "gtt.delete").isEnabled()
        QTest.keyClick(panel.table, Qt.Key.Key_Return)
        assert not panel.editing

    on_gtt_desk(test)


def test_the_order_of_a_trigger_that_fired_can_be_gone_to(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.panel_with(fired(make_gtt(), "A"))
        await desk.fold(make_update("A", side=Side.SELL))
        desk.frame.tick()
        wanted = []
        desk.link.order.connect(wanted.append)
        panel.table.selectRow(0)
        panel.show_order()
        assert wanted == [desk.only_order().key]

    on_gtt_desk(test)


def test_empty_states_say_why_and_what_to_do(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = desk.gtt_panel()
        assert "takes GTT" in panel.empty_text  # an account, but without triggers
        await desk.attach()
        desk.frame.tick()
        assert "press G" in panel.empty_text
        desk.link.select(INFY)
        click(panel, "emptyAction")
        assert panel.editing
        assert panel.editor.instrument_id == INFY

    on_gtt_desk(test)


def test_an_unread_list_says_so_instead_of_looking_empty(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        desk.triggers.failure = Transient("No network.")
        panel = await desk.panel_with()
        assert "No network." in panel.empty_text
        desk.triggers.failure = None
        desk.triggers.rows = [make_gtt()]
        click(panel, "emptyAction")
        await settle()
        desk.frame.tick()
        assert keys(panel) == ["1001"]

    on_gtt_desk(test)


def test_a_broker_without_triggers_is_said_to_need_this_computer(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        desk.triggers.taken = GttRules(local=True)
        panel = await desk.panel_with(make_gtt(local=True))
        assert "needs this computer to be on" in find(panel, "gtt.count").text()
        assert find(panel, "gtt.count").tone() == "amber"
        assert cell(panel, "kept") == "This computer"

    on_gtt_desk(test)


def test_g_begins_a_new_one_for_the_row(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.panel_with(make_gtt())
        desk.price(INFY, 100.0)
        panel.activateWindow()
        panel.table.setFocus()
        panel.table.selectRow(0)
        await eventually(panel.table.hasFocus)
        QTest.keyClick(panel.table, Qt.Key.Key_G)
        assert panel.editing
        assert panel.editor.modifying == ""
        assert panel.editor.instrument_id == INFY

    on_gtt_desk(test)


def test_several_deletions_are_offered_back_together(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.panel_with(make_gtt("1"), make_gtt("2"), make_gtt("3"))
        panel.activateWindow()
        panel.table.setFocus()
        await eventually(panel.table.hasFocus)
        panel.table.selectAll()
        panel.delete()
        assert find(panel, "gtt.undo_words").text() == "3 triggers will be deleted in 5 s"
        QTest.keyClick(panel.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        await desk.clock.advance(6)
        assert desk.triggers.calls == []

    on_gtt_desk(test)


def test_new_without_any_instrument_says_what_to_do(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.panel_with()
        panel.new()
        assert not panel.editing
        assert "Choose an instrument first" in desk.said[-1]

    on_gtt_desk(test)


def test_rows_copy_as_a_table(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.panel_with(make_gtt())
        desk.price(INFY, 100.0)
        panel.table.selectRow(0)
        panel.table.copy()
        head, row = QGuiApplication.clipboard().text().split("\n")
        assert head.split("\t")[:4] == ["Instrument", "When the price", "Last", "To go"]
        assert "falls to 95.00" in row.split("\t")

    on_gtt_desk(test)


@pytest.mark.parametrize("count", [12, 2000])
def test_the_selection_survives_a_filter(on_gtt_desk, count):
    async def test(desk: GttDesk) -> None:
        panel = await desk.panel_with(
            *(make_gtt(str(n), make_leg("95" if n % 2 else "94")) for n in range(count))
        )
        panel.table.select_key("7")
        type_into(panel.filter, "95.00")
        assert len(keys(panel)) == count // 2
        assert [row.key for row in panel.table.selected_rows()] == ["7"]
        assert panel.table.current_row().key == "7"
        panel.filter.clear()
        assert len(keys(panel)) == count
        assert [row.key for row in panel.table.selected_rows()] == ["7"]

    on_gtt_desk(test)


def test_prices_that_may_be_old_look_old(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.panel_with(make_gtt())
        assert cell(panel, "distance") == "—"
        desk.price(INFY, 100.0)
        assert color(panel, "ltp") is None
        desk.hub.source_state(make_gtt().account, live=False)
        assert color(panel, "ltp") == "stale"
        assert color(panel, "distance") == "stale"

    on_gtt_desk(test)


def test_a_different_quantity_a_leg_is_spelled_out(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        legs = (make_leg("90", quantity=10), make_leg("104", quantity=5, price=Decimal("103.5")))
        panel = await desk.panel_with(make_gtt("1", *legs))
        assert cell(panel, "order") == "Sell 10 @ 89.50 or Sell 5 @ 103.50 CNC"

    on_gtt_desk(test)
