"""What a person sees and does in the orders panel."""

from decimal import Decimal

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QAbstractItemModelTester, QTest

from terminal.domain.errors import Transient, Unknown
from terminal.domain.order import IcebergLeg, OrderState, OrderType, Product, Side, Variety
from terminal.orders.sightings import Sighting
from terminal.ui.history import as_text, steps
from terminal.ui.link import TicketRequest
from terminal.ui.models.families import TWISTY
from terminal.ui.models.order_tree import families, name_of
from tests.fakes.clock import START_NS, eventually, settle
from tests.gui.trading_desk import TradingDesk, click, dialog, find, on_desk
from tests.make import INFY, NIFTY_CALL, make_intent, make_order, make_update

__all__ = ["on_desk"]

MS = 1_000_000


def column(panel, key: str) -> list[str]:
    number = panel.model.column_number(key)
    return [
        panel.model.data(panel.model.index(row, number)) for row in range(panel.model.rowCount())
    ]


def ids(panel) -> list[str]:
    return [row.order.broker_id for row in panel.model.rows]


def keys(panel) -> list[str]:
    return [row.key for row in panel.model.rows]


def test_open_orders_stand_above_closed_ones(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.orders_panel()
        await desk.fold(
            make_update("1", placed_ns=START_NS),
            make_update("2", placed_ns=START_NS + 2, state=OrderState.CANCELLED),
            make_update("3", placed_ns=START_NS + 1),
        )
        assert ids(panel) == ["3", "1", "2"]

    on_desk(test)


def test_slices_and_legs_stand_under_their_parent():
    parent = make_order("p", broker_id="1", placed_ns=3)
    slices = [
        make_order(str(n), broker_id=str(n), tags=("autoslice", "autoslice:1"), placed_ns=n)
        for n in (4, 5)
    ]
    stop = make_order("s", broker_id="8", parent_id="7", placed_ns=9)
    cover = make_order("c", broker_id="7", placed_ns=8)
    rows = families([stop, cover, slices[1], slices[0], parent])
    assert [(row.key, row.child) for row in rows] == [
        ("c", False),
        ("s", True),
        ("p summary", False),
        ("p", True),
        ("4", True),
        ("5", True),
    ]
    assert [name_of(row) for row in rows[3:]] == ["slice 1", "slice 2", "slice 3"]
    assert rows[2].order.quantity == 30


def test_family_stays_open_while_one_child_is_open():
    parent = make_order(
        "p", broker_id="1", state=OrderState.COMPLETE, iceberg=IcebergLeg(1, 2, 5, 10, 5)
    )
    leg = make_order("q", broker_id="2", tags=("p",), iceberg=IcebergLeg(2, 2, 5, 10, 5))
    closed = make_order("z", broker_id="3", state=OrderState.REJECTED)
    assert [row.key for row in families([closed, leg, parent])] == ["p summary", "p", "q", "z"]


def test_sorting_by_a_column_keeps_sections_and_families_together(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.orders_panel()
        tags = ("autoslice", "autoslice:1")
        await desk.fold(
            make_update("1", quantity=50, placed_ns=START_NS, tags=tags),
            make_update("2", quantity=500, placed_ns=START_NS + 1, tags=tags),
            make_update("3", quantity=90, placed_ns=START_NS + 2),
            make_update("4", quantity=999, state=OrderState.CANCELLED),
        )
        number = panel.model.column_number("quantity")
        panel.model.sort_by(number, descending=True)
        assert keys(panel) == ["1 summary", "2", "1", "3", "4"]
        panel.model.sort_by(number, descending=False)
        assert keys(panel) == ["3", "1 summary", "1", "2", "4"]

    on_desk(test)


def test_lost_reply_is_an_amber_row_that_says_checking(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.orders_panel()
        desk.broker.outcomes.append(Unknown("timeout"))
        desk.hub.watch(INFY, 1)
        desk.price(INFY, 100.0)
        await desk.orders.submit(make_intent())
        desk.frame.tick()
        assert column(panel, "status") == ["Unknown, checking"]
        assert panel.model.row_tint(panel.model.rows[0]) == "amber_tint"
        assert "1 unknown" in find(panel, "orders.count").accessibleName()

    on_desk(test)


def test_delete_cancels_the_selected_order(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.orders_panel()
        await desk.fold(make_update("1"), make_update("2"))
        panel.table.select_key("2")
        QTest.keyClick(panel.table, Qt.Key.Key_Delete)
        await eventually(lambda: desk.broker.cancelled)
        assert [order.broker_id for order in desk.broker.cancelled] == ["2"]

    on_desk(test)


def test_cancelling_several_asks_first_and_names_each(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.orders_panel()
        await desk.fold(make_update("1"), make_update("2", instrument=NIFTY_CALL))
        click(panel, "orders.cancel_all")
        sheet = await dialog("confirm")
        assert "NIFTY 24 Nov 24000 CE" in find(sheet, "confirm.orders").text()
        QTest.mouseClick(sheet.cancel, Qt.MouseButton.LeftButton)
        await settle()
        assert desk.broker.cancelled == []
        click(panel, "orders.cancel_all")
        sheet = await dialog("confirm")
        await eventually(sheet.send.isEnabled)
        QTest.mouseClick(sheet.send, Qt.MouseButton.LeftButton)
        await eventually(lambda: len(desk.broker.cancelled) == 2)

    on_desk(test)


def test_r_fills_a_ticket_and_the_menu_opens_one_to_modify(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.orders_panel()
        wishes: list[TicketRequest] = []
        desk.link.ticket.connect(wishes.append)
        await desk.fold(make_update("1"))
        panel.table.select_key("1")
        panel.modify_in_ticket()
        panel.repeat()
        assert wishes[0].order_key == "1"
        assert wishes[1].repeat_of == "1"
        assert desk.broker.modified == []
        assert desk.broker.submitted == []

    on_desk(test)


def test_repeat_fills_the_ticket_with_the_same_values(on_desk):
    async def test(desk: TradingDesk) -> None:
        await desk.fold(
            make_update(
                "1",
                side=Side.SELL,
                quantity=25,
                order_type=OrderType.SL,
                price=Decimal(99),
                trigger_price=Decimal("99.5"),
            )
        )
        ticket = desk.ticket()
        ticket.open(TicketRequest(instrument=INFY, repeat_of="1"))
        draft = ticket.form.draft()
        assert ticket.side is Side.SELL
        assert (draft.quantity, draft.price, draft.trigger_price) == (
            25,
            Decimal(99),
            Decimal("99.5"),
        )
        assert ticket.modifying == ""

    on_desk(test)


def test_history_tells_milliseconds(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.orders_panel()
        await desk.fold(make_update("1", updated_ns=START_NS + 41 * MS))
        panel.table.select_key("1")
        click(panel, "orders.history")
        sheet = await dialog("history")
        assert [step.time for step in sheet.timeline.steps] == ["09:15:00.041"]
        QTest.mouseClick(find(sheet, "history.close"), Qt.MouseButton.LeftButton)
        await eventually(lambda: not panel.scope.pending)

    on_desk(test)


def test_history_shows_gaps_and_what_changed():
    order = make_order("k", intent=make_intent("k"), placed_ns=START_NS)
    first = make_update("1", updated_ns=START_NS + 40 * MS, state=OrderState.PENDING)
    second = replace(first, state=OrderState.OPEN, updated_ns=START_NS + 63 * MS)
    third = replace(second, price=Decimal(101), updated_ns=START_NS + 5063 * MS)
    found = steps(order, [third, first, second, second])
    assert [(s.gap, s.detail) for s in found] == [
        ("", "10 Limit @ 100.00"),
        ("+40 ms", "quantity 10 · price 100.00"),
        ("+23 ms", ""),
        ("+5000 ms", "price 101.00"),
    ]


def test_history_shows_what_was_seen_here_where_the_broker_stamps_whole_seconds():
    order = make_order("k", intent=make_intent("k"), placed_ns=START_NS + 329 * MS)
    first = make_update("1", updated_ns=START_NS, state=OrderState.PENDING)
    second = replace(first, state=OrderState.OPEN)
    third = replace(second, state=OrderState.CANCELLED, updated_ns=START_NS + 2000 * MS)
    seen = (
        Sighting(OrderState.SENDING, 0, START_NS + 331 * MS),
        Sighting(OrderState.OPEN, 0, START_NS + 371 * MS),
        Sighting(OrderState.CANCELLED, 0, START_NS + 2500 * MS),
    )
    found = steps(order, [first, second, third], seen)
    assert [(s.time, s.gap) for s in found] == [
        ("09:15:00.331", ""),
        ("09:15:00", ""),
        ("09:15:00.371", "+40 ms"),
        ("09:15:02.500", "+2129 ms"),
    ]
    ahead = [replace(u, updated_ns=u.updated_ns + 90_000 * MS) for u in (first, second, third)]
    assert [s.gap for s in steps(order, ahead, seen)] == ["", "", "+40 ms", "+2129 ms"]
    late = [replace(second, updated_ns=START_NS + 9000 * MS)]
    assert [s.gap for s in steps(order, [first, *late], seen[:2])] == ["", "", ""]


def test_history_tells_what_was_done_here_and_is_copied_as_text():
    order = make_order("k", intent=make_intent("k"), placed_ns=START_NS, broker_id="9")
    filled = make_update("9", state=OrderState.COMPLETE, filled=10, updated_ns=START_NS + 90 * MS)
    seen = (
        Sighting(OrderState.JOURNALLED, 0, START_NS),
        Sighting(OrderState.SENDING, 0, START_NS + 3 * MS),
        Sighting(OrderState.PENDING, 0, START_NS + 44 * MS),
        Sighting(OrderState.COMPLETE, 10, START_NS + 95 * MS),
    )
    found = steps(order, [filled], seen)
    assert [(s.state, s.gap, s.source) for s in found] == [
        ("Written down", "", "here"),
        ("Sent", "+3 ms", "here"),
        ("Accepted", "+41 ms", "here"),
        ("Complete", "+46 ms", "broker"),
    ]
    assert found[0].detail == "in the journal, under k"
    assert "first seen here 09:15:00.095" in found[3].detail
    text = as_text(order, found).splitlines()
    assert text[0].startswith("Buy 10 INFY MIS · ZA1234 · order 9")
    assert text[3] == "09:15:00.044\t+41 ms\there\tAccepted\tas order 9"


def test_history_of_a_lost_reply_says_so():
    order = make_order("k", intent=make_intent("k"), placed_ns=START_NS, broker_id=None)
    seen = (
        Sighting(OrderState.JOURNALLED, 0, START_NS),
        Sighting(OrderState.SENDING, 0, START_NS + MS),
        Sighting(OrderState.UNKNOWN, 0, START_NS + 7000 * MS),
    )
    assert [s.state for s in steps(order, [], seen)] == ["Written down", "Sent", "No reply"]


def test_name_of_a_parent_has_room_for_the_mark_that_folds_it(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.orders_panel()
        number, head = panel.model.column_number("symbol"), panel.table.horizontalHeader()
        await desk.fold(make_update("1", instrument=NIFTY_CALL))
        alone = head.sectionSize(number)
        group = ("autoslice", "autoslice:1")
        slices = [make_update(str(n), instrument=NIFTY_CALL, tags=group) for n in (1, 2)]
        await desk.fold(*slices)
        name = panel.model.columns[number].text(panel.model.rows[0])
        advance = QFontMetrics(desk.theme.font()).horizontalAdvance
        assert alone >= advance(name)
        assert head.sectionSize(number) >= advance(name) + TWISTY + 2

    on_desk(test)


def test_what_a_column_was_fitted_to_is_not_cut_when_it_is_painted(on_desk, monkeypatch):
    cut: list[str] = []
    elide = QFontMetrics.elidedText
    monkeypatch.setattr(
        QFontMetrics, "elidedText", lambda self, text, *a: cut.append(text) or elide(self, text, *a)
    )

    async def test(desk: TradingDesk) -> None:
        panel = desk.orders_panel()
        panel.resize(1500, 300)
        await desk.fold(make_update("1"))
        await desk.fold(
            make_update("1"),
            make_update(
                "2", instrument=NIFTY_CALL, quantity=1755, filled=1755, state=OrderState.COMPLETE
            ),
        )
        cut.clear()
        panel.table.grab()
        assert "1,755 / 1,755" not in cut
        number = panel.model.column_number("symbol")
        head = panel.table.horizontalHeader()
        name = panel.model.columns[number].text(panel.model.rows[-1])
        assert name.startswith("NIFTY")
        assert head.sectionSize(number) > QFontMetrics(desk.theme.font()).horizontalAdvance(name)
        head.resizeSection(number, 60)
        panel.rebuild()
        assert head.sectionSize(number) == 60  # a person's own width holds

    on_desk(test)


def test_filter_and_chips_narrow_the_list_and_say_so_when_nothing_matches(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.orders_panel()
        await desk.fold(
            make_update("1"),
            make_update("2", instrument=NIFTY_CALL, state=OrderState.REJECTED, message="No funds"),
        )
        panel.filter.setText("nifty ce")
        assert ids(panel) == ["2"]
        panel.filter.setText("")
        panel.filters.show_only.set_value("open")
        assert ids(panel) == ["1"]
        panel.filter.setText("nothing like it")
        assert ids(panel) == []
        assert panel.empty_text == "No order matches."

    on_desk(test)


def test_empty_panel_says_why(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.orders_panel()
        assert "No orders today" in panel.empty_text
        await desk.orders.detach(desk.broker.session.account)
        desk.frame.tick()
        assert "logged in" in panel.empty_text

    on_desk(test)


def test_last_price_moves_with_one_signal_a_frame(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.orders_panel()
        await desk.fold(make_update("1"), make_update("2"), make_update("3", instrument=NIFTY_CALL))
        desk.price(INFY, 100.0)
        told = []
        panel.model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
        desk.price(INFY, 101.25)
        assert len(told) == 1
        assert sorted(column(panel, "ltp")) == ["", "101.25", "101.25"]
        desk.frame.tick()
        assert len(told) == 1

    on_desk(test)


def test_rows_do_not_jump_while_the_mouse_is_over_them(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.orders_panel()
        await desk.fold(make_update("1"), make_update("2", placed_ns=START_NS + 1))
        panel.model.frozen = True
        await desk.fold(
            make_update("1"),
            make_update(
                "2", placed_ns=START_NS + 1, state=OrderState.CANCELLED, updated_ns=START_NS + 5
            ),
        )
        assert ids(panel) == ["2", "1"]
        panel.model.frozen = False
        panel.model.resort()
        assert ids(panel) == ["1", "2"]

    on_desk(test)


def test_selection_survives_an_update(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.orders_panel()
        await desk.fold(make_update("1"), make_update("2", placed_ns=START_NS + 1))
        panel.table.select_key("1")
        await desk.fold(
            make_update("1"),
            make_update("2", placed_ns=START_NS + 1),
            make_update("3", placed_ns=START_NS + 2),
        )
        assert [row.order.broker_id for row in panel.table.selected_rows()] == ["1"]

    on_desk(test)


@pytest.mark.filterwarnings("ignore:.*propagateSizeHints.*")
def test_model_keeps_qts_rules(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.orders_panel()
        tester = QAbstractItemModelTester(
            panel.model, QAbstractItemModelTester.FailureReportingMode.Fatal
        )
        await desk.fold(make_update("1"), make_update("2", placed_ns=START_NS + 1))
        await desk.fold(
            make_update("1", state=OrderState.COMPLETE, filled=10, updated_ns=START_NS + 9),
            make_update("2", placed_ns=START_NS + 1),
            make_update("3", placed_ns=START_NS + 2),
        )
        panel.filter.setText("infy")
        assert panel.model.rowCount(QModelIndex()) == 3
        del tester

    on_desk(test)


def test_cancelling_a_cover_orders_stop_asks_because_it_exits(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.orders_panel()
        await desk.fold(
            make_update("1", variety=Variety.CO, state=OrderState.COMPLETE, filled=10),
            make_update(
                "2",
                variety=Variety.CO,
                product=Product.CO,
                parent_id="1",
                side=Side.SELL,
                state=OrderState.TRIGGER_PENDING,
            ),
        )
        panel.table.select_key("2")
        panel.cancel()
        sheet = await dialog("confirm")
        assert "exits its position at market" in find(sheet, "confirm.reasons").text()
        QTest.keyClick(sheet, Qt.Key.Key_Escape)
        await eventually(lambda: not panel.scope.pending)
        assert desk.broker.cancelled == []
        assert not panel.scope.pending

    on_desk(test)


def test_history_that_cannot_be_read_is_a_notice(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.orders_panel()
        told = []
        desk.orders.notices.connect(told.append)
        await desk.fold(make_update("1"))
        desk.broker.failure = Transient("No network.")
        panel.table.select_key("1")
        panel.history()
        await eventually(lambda: told)
        assert told[0].title == "History could not be read"

    on_desk(test)


def test_new_order_does_not_push_rows_from_under_the_mouse(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.orders_panel()
        await desk.fold(make_update("1"), make_update("2", placed_ns=START_NS + 1))
        panel.model.frozen = True
        await desk.fold(
            make_update("1"),
            make_update("2", placed_ns=START_NS + 1),
            make_update("3", placed_ns=START_NS + 2),
        )
        assert ids(panel) == ["2", "1", "3"]

    on_desk(test)
