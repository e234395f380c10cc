"""The alerts panel on the real service, a scripted broker and a hub fed by hand."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from terminal.domain.alert import AlertMeasure, AlertOperator, AlertState
from terminal.domain.errors import Rejected, Transient
from terminal.domain.ids import InstrumentId
from terminal.domain.order import Side
from terminal.ui.link import AlertRequest
from tests.fakes.clock import eventually, settle
from tests.gui.alerts_desk import Desk, on_desk, press, sheet, until_done  # noqa: F401
from tests.make import ACCOUNT, INFY, NIFTY, make_instrument, make_intent
from tests.unit.alerts.rig import terms

YES = frozenset({"places_orders"})


@pytest.mark.parametrize("low", [False, True])
def test_a_broker_alert_is_made_with_the_keyboard(on_desk, low) -> None:
    async def test(desk: Desk) -> None:
        desk.price(1490.0)
        desk.link.open_alert(AlertRequest(instrument=INFY, level=Decimal(1500)))
        assert "Alert me when INFY ≥ 1,500.00" in desk.panel.pane.submit.text()
        assert "broker" in desk.panel.pane.submit.text()
        name = desk.find(QLineEdit, "alerts.name")
        await press(name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until_done(desk)
        assert desk.panel.pane.isHidden()
        cells = desk.cells()
        assert cells["condition"] == "INFY ≥ 1,500.00"
        assert (cells["state"], cells["place"], cells["value"]) == (
            "Watching", "Broker", "1,490.00",
        )  # fmt: skip
        assert cells["distance"] == "+0.67%"
        assert cells["name"] == "INFY >= 1500.00"

    on_desk(test, low=low)


def test_a_level_below_the_price_asks_for_a_fall(on_desk) -> None:
    async def test(desk: Desk) -> None:
        desk.price(1490.0)
        desk.link.open_alert(AlertRequest(instrument=INFY, level=Decimal(1400)))
        assert "INFY ≤ 1,400.00" in desk.panel.pane.submit.text()
        desk.link.open_alert(AlertRequest(instrument=INFY))
        assert "INFY ≥ 1,504.90" in desk.panel.pane.submit.text()

    on_desk(test)


def test_what_the_broker_cannot_watch_moves_to_this_pc_and_says_so(on_desk) -> None:
    async def test(desk: Desk) -> None:
        desk.price(1490.0)
        desk.link.open_alert(AlertRequest(instrument=INFY))
        desk.choose("alerts.operator", AlertOperator.CROSSES)
        assert "this PC" in desk.panel.pane.submit.text()
        assert not desk.find(QAbstractButton, "alerts.place.broker").isEnabled()
        assert desk.panel.pane.editor._place_field.note == "needs this computer to be on"
        desk.type_into("alerts.hold", "5")
        desk.panel.pane.send()
        await until_done(desk)
        assert desk.facet.writes == []
        assert desk.service.alerts()[0].terms.once
        assert desk.cells()["condition"].endswith("for 5 s")
        assert desk.cells()["place"] == "This PC"

    on_desk(test)


def test_each_field_states_its_rule_while_typing(on_desk) -> None:
    async def test(desk: Desk) -> None:
        pane = desk.panel.pane
        desk.link.open_alert(AlertRequest(instrument=INFY))
        fields = pane.editor._fields
        desk.type_into("alerts.level", "abc")
        assert fields["level"].note == "'abc' is no number."
        assert not pane.submit.isEnabled()
        desk.type_into("alerts.level", "0")
        assert fields["level"].level == "never"
        assert "above zero" in fields["level"].note
        desk.choose("alerts.measure", AlertMeasure.OPEN_INTEREST)
        assert "futures and options" in fields["measure"].note
        desk.choose("alerts.measure", AlertMeasure.FEED_AGE)
        desk.type_into("alerts.level", "0.5")
        assert "At least 1 second" in fields["level"].note
        desk.type_into("alerts.level", "20")
        assert pane.submit.isEnabled()

    on_desk(test)


def test_a_refused_request_keeps_the_form_and_shows_the_brokers_words(on_desk) -> None:
    async def test(desk: Desk) -> None:
        desk.facet.script.append(
            Rejected("x", "Maximum allowed alerts (500) reached.", "Delete one.")
        )
        desk.link.open_alert(AlertRequest(instrument=INFY, level=Decimal(1500)))
        desk.panel.pane.send()
        await eventually(lambda: desk.panel.pane.message.text())
        assert desk.panel.pane.message.text() == "Maximum allowed alerts (500) reached. Delete one."
        assert desk.panel.pane.isVisible()
        assert desk.find(QLineEdit, "alerts.level").text() == "1500.00"
        desk.panel.pane.send()
        await until_done(desk)
        assert desk.panel.pane.isHidden()

    on_desk(test)


def test_a_lost_reply_locks_the_form_until_the_fate_is_known(on_desk) -> None:
    async def test(desk: Desk) -> None:
        desk.facet.script.append("never")
        desk.link.open_alert(AlertRequest(instrument=INFY, level=Decimal(1500)))
        pane = desk.panel.pane
        pane.send()
        await eventually(lambda: "not known" in pane.message.text())
        assert not pane.submit.isEnabled()
        pane.send()
        assert len(desk.facet.writes) == 1
        await desk.clock.advance(20)
        await eventually(lambda: desk.service.alerts()[0].state is AlertState.NOT_PLACED)
        desk.ticks()
        assert "not created" in pane.message.text()
        assert pane.submit.isEnabled()
        assert len(desk.facet.writes) == 1

    on_desk(test)


def test_orders_are_shown_on_a_sheet_before_the_alert_is_made(on_desk) -> None:
    async def test(desk: Desk) -> None:
        desk.price(1490.0)
        desk.link.open_alert(AlertRequest(instrument=INFY, level=Decimal(1500)))
        desk.click("alerts.addOrder")
        assert "enter a quantity" in desk.panel.pane.submit.text()
        desk.type_into("alerts.leg1.quantity", "7")
        assert "place 1 order" in desk.panel.pane.submit.text()
        desk.panel.pane.send()
        await eventually(sheet)
        shown = sheet()
        assert shown is not None
        words = shown.findChild(QWidget, "confirm.orders").text()
        assert "Buy 7 INFY at 1,500.00, limit, CNC" in words
        assert "without asking again" in shown.findChild(QWidget, "confirm.reasons").text()
        shown.reject()
        await settle()
        assert desk.facet.writes == []
        assert desk.panel.pane.isVisible()
        desk.panel.pane.send()
        await eventually(lambda: sheet() is not None and sheet() is not shown)
        sheet().accept()
        await until_done(desk)
        ((_, made),) = desk.facet.writes
        (order,) = made.orders
        assert (order.side, order.quantity, order.price) == (Side.BUY, 7, Decimal("1500.00"))
        assert desk.cells()["follows"] == "1 order"

    on_desk(test)


def test_an_alert_is_changed_in_place(on_desk) -> None:
    async def test(desk: Desk) -> None:
        await desk.service.create(terms(orders=(make_intent(),)), confirmed=YES)
        desk.ticks()
        assert desk.panel.table.select_key("u1")
        await press(desk.panel.table, Qt.Key.Key_Return)
        assert desk.find(QLineEdit, "alerts.level").text() == "1500"
        assert desk.find(QLineEdit, "alerts.leg1.quantity").text() == "10"
        assert not desk.find(QAbstractButton, "alerts.place.this pc").isEnabled()
        desk.type_into("alerts.level", "1600")
        desk.panel.pane.send()
        await eventually(sheet)
        sheet().accept()
        await eventually(lambda: desk.facet.rows["u1"].terms.level == 1600)

    on_desk(test)


def test_deleting_several_asks_and_deleting_one_does_not(on_desk) -> None:
    async def test(desk: Desk) -> None:
        for n in range(3):
            await desk.service.create(terms(f"C{n}", level=Decimal(1500 + n)))
        desk.ticks()
        desk.panel.table.select_key("u1")
        await press(desk.panel.table, Qt.Key.Key_Delete)
        await until_done(desk, 2)
        desk.panel.table.selectAll()
        desk.click("alerts.delete")

        def asked() -> list[QWidget]:
            return [w for w in QApplication.topLevelWidgets()
                    if w.objectName() == "confirmSheet" and w.isVisible()]  # fmt: skip

        await eventually(asked)
        assert len(desk.service.alerts()) == 2
        asked()[0].accept()
        await until_done(desk, 0)

    on_desk(test)


def test_this_pcs_alerts_can_be_switched_and_the_brokers_cannot(on_desk) -> None:
    async def test(desk: Desk) -> None:
        await desk.service.create(terms())
        await desk.service.create(terms("LL", local=True))
        desk.ticks()
        switch = desk.find(QAbstractButton, "alerts.switch")
        desk.panel.table.select_key("u1")
        assert not switch.isEnabled()
        assert "no switch" in switch.toolTip()
        desk.panel.table.select_key("LL")
        await press(desk.panel.table, Qt.Key.Key_Space)
        await eventually(lambda: desk.service.alert("LL").state is AlertState.DISABLED)

        def turned() -> bool:
            desk.ticks(1)
            return switch.text() == "Switch on"

        await eventually(turned)

    on_desk(test)


def test_firings_are_in_the_history_with_milliseconds(on_desk) -> None:
    async def test(desk: Desk) -> None:
        await desk.service.create(terms("LL", local=True))
        desk.clock.set(desk.clock.now_ns() + 123_000_000)
        await desk.tick(1500.05, volume=12, oi=3)
        desk.click("alerts.page.history")
        desk.ticks()
        row = desk.panel.events.row_at(0)
        cells = {c.key: c.text(row) for c in desk.panel.events.columns}
        assert cells["time"] == "09:15:00.123"
        assert (cells["value"], cells["last"], cells["volume"], cells["oi"]) == (
            "1,500.05", "1,500.05", "12", "3",
        )  # fmt: skip
        desk.panel.see_notice("alert LL")
        assert desk.panel.table.current_row().alert.key == "LL"
        assert desk.cells()["state"] == "Fired, off"

    on_desk(test)


def test_the_filter_and_the_empty_states_say_what_is_going_on(on_desk) -> None:
    async def test(desk: Desk) -> None:
        panel = desk.panel
        assert "No alerts" in panel.empty_text
        await desk.service.create(terms())
        await desk.service.create(terms("N", name="index", instrument=NIFTY, level=Decimal(2)))
        desk.ticks()
        assert panel.empty_text == ""
        panel.filter.setText("nifty")
        assert [row.terms.name for row in panel.model.rows] == ["index"]
        panel.filter.setText("nothing such")
        assert "matches the filter" in panel.empty_text
        panel.filter.clear()
        desk.click("alerts.page.history")
        assert "Nothing has fired" in panel.empty_text
        desk.click("alerts.page.alerts")
        desk.facet.rows.clear()
        await desk.service.refresh(ACCOUNT)
        desk.facet.failure = Transient("The line is down.")
        await desk.service.refresh(ACCOUNT)
        desk.ticks()
        assert "The line is down." in panel.empty_text
        await desk.service.detach(ACCOUNT)
        desk.ticks()
        assert "logged in" in panel.empty_text

    on_desk(test)


def test_a_broker_without_alerts_leaves_this_pc(on_desk) -> None:
    async def test(desk: Desk) -> None:
        await desk.service.detach(ACCOUNT)
        desk.broker.alerts = None
        desk.service.attach(desk.broker)
        desk.ticks()
        assert "this PC watches" in desk.panel.empty_text
        desk.link.open_alert(AlertRequest(instrument=INFY, level=Decimal(5)))
        assert "this PC" in desk.panel.pane.submit.text()
        desk.panel.pane.send()
        await until_done(desk)
        assert desk.service.alerts()[0].terms.local

    on_desk(test)


def test_only_rows_that_can_be_seen_are_streamed(on_desk) -> None:
    async def test(desk: Desk) -> None:
        for n in range(300):
            instrument = InstrumentId("NSE", f"S{n}")
            desk.instruments.known[instrument] = make_instrument(instrument)
            desk.facet.add(terms(instrument=instrument), key=f"k{n}")
        await desk.service.refresh(ACCOUNT)
        desk.ticks()
        assert desk.panel.model.rowCount() == 300
        assert 10 < len(desk.hub.wanted(ACCOUNT)) < 100

    on_desk(test)
