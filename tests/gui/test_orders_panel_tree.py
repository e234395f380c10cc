"""Orders as a tree, what runs out, the person's tags, and one order changed in its row."""

from decimal import Decimal

from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from terminal.domain.errors import Accepted, Rejected, SliceResult, Unknown
from terminal.domain.ids import BrokerOrderId
from terminal.domain.order import IcebergLeg, OrderState, Product, Side, Validity, Variety
from terminal.ui.models.order_times import left_words, opens, waiting_words
from terminal.ui.models.order_tree import families, name_of, row_state, state_words
from terminal.ui.panels.order_editor import change_words
from tests.fakes.clock import START_NS, eventually, settle
from tests.gui.trading_desk import TradingDesk, dialog, find, on_desk
from tests.make import INFY, NIFTY_CALL, make_intent, make_order, make_update

__all__ = ["on_desk"]

SECOND = 1_000_000_000


def column(panel, key: str) -> list[str]:
    number = panel.model.column_number(key)
    rows = range(panel.model.rowCount())
    return [panel.model.data(panel.model.index(row, number)) for row in rows]


def leg(number: int, **fields):
    values = {"iceberg": IcebergLeg(number, 4, 25, 100, 100 - 25 * number), "quantity": 25}
    return make_update(str(number), variety=Variety.ICEBERG, tags=("ICE",), **(values | fields))


def names(panel) -> list[str]:
    return [name_of(row) for row in panel.model.rows]


# -- the tree


def test_iceberg_is_one_line_over_its_legs(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.orders_panel()
        done = {"filled": 25, "state": OrderState.COMPLETE, "placed_ns": START_NS}
        await desk.fold(leg(1, **done), leg(2, filled=10, placed_ns=START_NS + 1))
        assert names(panel) == ["INFY", "leg 1 of 4", "leg 2 of 4"]
        assert column(panel, "quantity")[0] == "35 / 100"
        assert column(panel, "status")[0] == "1 of 4 legs done"
        assert panel.model.rows[0].is_open
        panel.table.select_key("1 summary")
        panel.cancel()
        await eventually(lambda: desk.broker.cancelled)
        assert [order.broker_id for order in desk.broker.cancelled] == ["2"]

    on_desk(test)


def test_iceberg_that_was_stopped_says_so(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.orders_panel()
        done = {"filled": 25, "state": OrderState.COMPLETE}
        await desk.fold(leg(1, **done), leg(2, state=OrderState.CANCELLED, placed_ns=START_NS + 1))
        assert column(panel, "status")[0] == "1 of 4 done, stopped"

    on_desk(test)


def test_two_icebergs_from_elsewhere_are_two_families():
    first = [leg(n, placed_ns=START_NS + n) for n in (1, 2)]
    second = [replace(row, broker_id=f"9{row.broker_id}", placed_ns=START_NS + 9) for row in first]
    orders = [make_order(r.broker_id, broker_id=r.broker_id, iceberg=r.iceberg, tags=r.tags,
                         placed_ns=r.placed_ns) for r in (*second, *first)]  # fmt: skip
    rows = families(sorted(orders, key=lambda o: -o.placed_ns))
    assert [row.key for row in rows] == ["91 summary", "91", "92", "1 summary", "1", "2"]


def test_mark_and_keys_fold_a_family(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.orders_panel()
        await desk.fold(leg(1, filled=25, state=OrderState.COMPLETE), leg(2), make_update("8"))
        number = panel.model.column_number("symbol")
        place = panel.table.visualRect(panel.model.index(panel.model.find("1 summary"), number))
        mark = QPoint(place.left() + 10, place.center().y())
        QTest.mouseClick(
            panel.table.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            mark,
        )
        assert sorted(row.key for row in panel.model.rows) == ["1 summary", "8"]
        panel.table.select_key("1 summary")
        QTest.keyClick(panel.table, Qt.Key.Key_Right)
        assert panel.model.rowCount() == 4
        panel.table.select_key("2")
        QTest.keyClick(panel.table, Qt.Key.Key_Left)
        assert panel.model.rowCount() == 2
        assert panel.table.current_row().key == "1 summary"

    on_desk(test)


def test_refused_slices_are_rows_with_the_brokers_words_and_fill_a_ticket(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel, ticket = desk.orders_panel(), desk.ticket()
        desk.hub.watch(NIFTY_CALL, 3)
        desk.price(NIFTY_CALL, 100.0)
        words = "Insufficient funds for this slice."
        desk.broker.outcomes.append(
            Accepted(
                BrokerOrderId("77"), (SliceResult(BrokerOrderId("77")), SliceResult(None, words))
            )
        )
        wish = make_intent(instrument=NIFTY_CALL, quantity=2600, product=Product.NRML,
                           slice_above_freeze=True)  # fmt: skip
        await desk.orders.submit(wish)
        row = desk.broker.place(wish, broker_id="77", quantity=1755,
                                tags=(wish.client_id, "autoslice", "autoslice:77"))  # fmt: skip
        await desk.orders.refresh(wish.account)
        desk.frame.tick()
        assert row.quantity == 1755
        assert names(panel) == ["NIFTY 24 Nov 24000 CE", "slice 1", "slice 2"]
        assert column(panel, "quantity") == ["0 / 2,600", "0 / 1,755", "0 / 845"]
        assert column(panel, "status")[0] == "0 of 2 done, 1 refused"
        assert column(panel, "status")[2] == "Refused"
        assert column(panel, "message")[2] == words
        panel.table.select_key(panel.model.rows[2].key)
        QTest.keyClick(panel.table, Qt.Key.Key_Return)
        draft = ticket.form.draft()
        assert (draft.quantity, draft.side, draft.price) == (845, Side.BUY, Decimal(100))
        assert len(desk.broker.submitted) == 1

    on_desk(test)


def test_filter_that_finds_a_leg_shows_what_it_belongs_to(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.orders_panel()
        await desk.fold(leg(1, filled=25, state=OrderState.COMPLETE), leg(2, message="odd"))
        panel.filter.setText("odd")
        assert [row.key for row in panel.model.rows] == ["1 summary", "2"]

    on_desk(test)


def test_five_thousand_orders_sort_and_filter_with_their_families(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.orders_panel()
        rows = []
        for n in range(5000):
            parent = n - n % 5
            tags = ("autoslice", f"autoslice:{parent}") if n % 10 < 5 else ()
            rows.append(make_update(str(n), quantity=n % 97 + 1, placed_ns=START_NS + n, tags=tags,
                                    state=OrderState.COMPLETE if n % 3 else OrderState.OPEN))  # fmt: skip
        await desk.fold(*rows)
        count = len(panel.model.rows)
        assert count >= 5000
        panel.model.sort_by(panel.model.column_number("quantity"), descending=True)
        assert len(panel.model.rows) == count
        panel.model.sort_by(None)
        panel.filter.setText("complete")
        assert 0 < len(panel.model.rows) < count
        panel.filter.setText("infy")
        assert len(panel.model.rows) == count

    on_desk(test)


# -- what runs out, and what waits


def test_minutes_of_a_short_lived_order_count_down(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.orders_panel()
        await desk.fold(make_update("1", validity=Validity.TTL, ttl_minutes=5))
        desk.frame.tick()
        assert column(panel, "status") == ["Open · 5:00 left"]
        told = []
        panel.model.dataChanged.connect(lambda first, *_: told.append(first.column()))
        await desk.clock.advance(61)
        desk.frame.tick()
        assert column(panel, "status") == ["Open · 3:59 left"]
        assert panel.model.column_number("status") in told
        await desk.clock.advance(240)
        desk.frame.tick()
        assert column(panel, "status") == ["Open · ending now"]

    on_desk(test)


def test_order_that_ended_counts_nothing_down():
    order = make_order(validity=Validity.TTL, ttl_minutes=5, state=OrderState.CANCELLED)
    assert left_words(order, START_NS) == ""


def test_after_market_order_says_when_it_goes():
    order = make_order(variety=Variety.AMO, state=OrderState.PARKED)
    assert state_words(order) == "Waits for next session"
    words = waiting_words(order, START_NS)
    when = opens("NSE", START_NS)
    assert when.weekday() < 5
    assert (when.hour, when.minute) == (9, 15)
    assert f"{when:%a} {when.day} {when:%b}, 09:15" in words
    assert opens("MCX", START_NS).hour == 9
    assert waiting_words(make_order(), START_NS) == ""


# -- tags


def test_tag_column_and_box_appear_with_the_first_tag_and_narrow_the_list(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.orders_panel()
        await desk.fold(make_update("1"))
        number = panel.model.column_number("tag")
        assert panel.table.isColumnHidden(number)
        assert panel.filters.tag.isHidden()
        ours = "TERMABCDEFGHIJKL"
        await desk.fold(make_update("1"), make_update("2", tags=("scalp", ours)))
        assert not panel.table.isColumnHidden(number)
        assert sorted(column(panel, "tag")) == ["", "scalp"]
        panel.filters.tag.setCurrentIndex(1)
        assert [row.key for row in panel.model.rows] == ["2"]
        panel.filters.clear()
        assert panel.model.rowCount() == 2

    on_desk(test)


# -- the editor in the row


async def edited(desk: TradingDesk, panel, **fields):
    desk.hub.watch(INFY, 3)
    desk.price(INFY, 100.0)
    await desk.fold(make_update("1", **fields))
    panel.table.select_key("1")
    QTest.keyClick(panel.table, Qt.Key.Key_Return)
    return panel.editor


def test_enter_edits_the_order_in_its_row_and_enter_sends(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.orders_panel()
        editor = await edited(desk, panel)
        assert editor.editing == "1"
        assert editor.isVisible()
        assert editor.price.text() == "100.00"
        assert editor.trigger.isHidden()
        QTest.keyClick(editor.price, Qt.Key.Key_Down)
        assert editor.price.text() == "99.95"
        editor.quantity.setFocus()
        QTest.keyClick(editor.quantity, Qt.Key.Key_Up)
        QTest.keyClick(editor.quantity, Qt.Key.Key_Return)
        await eventually(lambda: not editor.editing)
        ((order, change),) = desk.broker.modified
        assert order.broker_id == "1"
        assert (change.quantity, change.price, change.trigger_price) == (11, Decimal("99.95"), None)
        assert not editor.isVisible()

    on_desk(test)


def test_escape_leaves_and_sends_nothing(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.orders_panel()
        editor = await edited(desk, panel)
        QTest.keyClick(editor.price, Qt.Key.Key_Up)
        QTest.keyClick(editor.price, Qt.Key.Key_Escape)
        assert not editor.isVisible()
        await settle()
        assert desk.broker.modified == []

    on_desk(test)


def test_what_stands_against_a_change_is_said_beside_it(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.orders_panel()
        editor = await edited(desk, panel, filled=4)
        editor.quantity.setText("3")
        editor.quantity.edited.emit()
        assert "4 of it are filled" in editor.words.text()
        assert not editor.send.isEnabled()
        QTest.keyClick(editor.quantity, Qt.Key.Key_Return)
        editor.quantity.setText("")
        editor.quantity.edited.emit()
        assert "Enter a quantity" in editor.words.text()
        await settle()
        assert desk.broker.modified == []

    on_desk(test)


def test_refused_change_keeps_what_was_typed_and_says_the_brokers_words(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.orders_panel()
        editor = await edited(desk, panel)
        desk.broker.outcomes.append(Rejected("x", "Price is outside the band.", "Move it nearer."))
        QTest.keyClick(editor.price, Qt.Key.Key_Up)
        QTest.keyClick(editor.price, Qt.Key.Key_Return)
        await eventually(lambda: "outside the band" in editor.words.text())
        assert "Move it nearer." in editor.words.text()
        assert editor.price.text() == "100.05"
        assert editor.send.isEnabled()

    on_desk(test)


def test_lost_reply_to_a_change_is_said_and_not_sent_again(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.orders_panel()
        editor = await edited(desk, panel)
        desk.broker.outcomes.append(Unknown("timeout"))
        QTest.keyClick(editor.price, Qt.Key.Key_Up)
        QTest.keyClick(editor.price, Qt.Key.Key_Return)
        await eventually(lambda: "reply was lost" in editor.words.text())
        assert len(desk.broker.modified) == 1

    on_desk(test)


def test_order_that_ends_while_it_is_edited_cannot_be_changed(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.orders_panel()
        editor = await edited(desk, panel)
        QTest.keyClick(editor.price, Qt.Key.Key_Up)
        await desk.fold(make_update("1", state=OrderState.CANCELLED))
        assert "nothing to change" in editor.words.text()
        QTest.keyClick(editor.price, Qt.Key.Key_Return)
        await settle()
        assert desk.broker.modified == []
        QTest.keyClick(editor.price, Qt.Key.Key_Escape)
        assert not editor.isVisible()

    on_desk(test)


def test_change_in_words():
    order = make_order()
    text = change_words(order, _change(price=Decimal(101), quantity=12))
    assert text == "Buy INFY: quantity 10 → 12, price 100.00 → 101.00 · ZA1234"


def _change(**fields):
    from terminal.domain.order import OrderChange

    return OrderChange(**fields)


def test_select_all_and_delete_cancels_all_shown_after_a_question(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.orders_panel()
        await desk.fold(leg(1, filled=25, state=OrderState.COMPLETE), leg(2), make_update("8"))
        panel.table.setFocus()
        QTest.keyClick(panel.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(panel.table, Qt.Key.Key_Delete)
        sheet = await dialog("confirm")
        assert find(sheet, "confirm.orders").text().count("INFY") == 2
        await eventually(sheet.send.isEnabled)
        QTest.mouseClick(sheet.send, Qt.MouseButton.LeftButton)
        await eventually(lambda: len(desk.broker.cancelled) == 2)

    on_desk(test)


def test_summary_of_parts_whose_fate_is_unknown_is_unknown():
    rows = families(
        [
            make_order("a", broker_id="1", tags=("autoslice", "autoslice:1")),
            make_order("b", broker_id="2", tags=("autoslice:1",), state=OrderState.UNKNOWN),
        ]
    )
    assert rows[0].order.state is OrderState.UNKNOWN
    assert row_state(rows[0]) == "0 of 2 slices done"
