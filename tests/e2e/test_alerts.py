"""Alerts by mouse and keyboard: at the broker and on this PC, with orders, and with a lost reply."""

import httpx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from terminal.domain.alert import AlertState
from terminal.domain.ids import InstrumentId
from terminal.domain.order import OrderState, Side
from tests.e2e.person import Person, at_the_desk

INFY = InstrumentId("NSE", "INFY")


async def at_alerts(person: Person):
    """Open the editor for INFY and return the panel and INFY's price on the grid."""
    account = await person.live()
    last = await person.priced(INFY)
    await person.until(lambda: person.terminal.alerts.loaded(account), "the alerts are read")
    person.window.show_panel("watchlist")
    table = person.window.panels["watchlist"].table
    assert table.select_key(INFY)
    person.press(table, Qt.Key.Key_A)
    panel = person.window.panels["alerts"]
    await person.until(panel.pane.isVisible, "the editor opens")
    return panel, person.terminal.catalog.instrument(INFY).to_price(last)


def choose(person: Person, name: str, text: str, panel) -> None:
    combo = person.find(QComboBox, name, panel)
    found = next(n for n in range(combo.count()) if combo.itemText(n).startswith(text))
    combo.setCurrentIndex(found)
    combo.activated.emit(found)


async def send(person: Person, panel, *, yes: bool = False) -> None:
    """Press Ctrl+Enter in the form; say yes if it asks."""
    await person.until(panel.pane.submit.isEnabled, f"ready: {panel.pane.message.text()}")
    level = person.find(QLineEdit, "alerts.name", panel)
    level.setFocus()
    person.press(level, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    if yes:
        await person.say_yes()


async def listed(person: Person, count: int = 1) -> None:
    def there() -> bool:
        alerts = person.terminal.alerts.alerts()
        return len(alerts) == count and all(a.state is AlertState.ENABLED for a in alerts)

    await person.until(there, f"{count} alerts are watched")
    await shown(person, "INFY", "Watching")


async def shown(person: Person, *words: str) -> None:
    """Wait until some row of the list shows all these words."""
    await person.until(
        lambda: any(all(word in row for word in words) for row in person.rows("alerts")),
        f"a row shows {words}",
    )


def events(person: Person):
    return person.terminal.alerts.events()


def at_broker(sandbox) -> list[dict]:
    keys = sandbox.credentials
    token = f"token {keys['api_key']}:{keys['access_token']}"
    answer = httpx.get(f"{sandbox.rest}/alerts", headers={"Authorization": token}, trust_env=False)
    return answer.json()["data"]


def test_a_broker_alert_fires_after_the_price_moved_and_is_told_and_kept(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path, hurry=True) as person:
            panel, last = await at_alerts(person)
            level = last + 20
            person.type_into("alerts.level", f"{level}", panel)
            await send(person, panel)
            await listed(person)
            (alert,) = person.terminal.alerts.alerts()
            assert alert.state is AlertState.ENABLED
            assert not alert.terms.local
            await shown(person, "Broker", "Watching")
            sandbox.market(instrument="NSE:INFY", fair=float(last + 40))
            await person.until(lambda: events(person), "it fires")
            event = events(person)[0]
            assert event.last is not None
            assert event.last >= level
            await person.until(lambda: person.notice("alert:", "INFY"), "a notice tells it")
            panel._page.set_value(True)
            assert panel.events.rowCount() >= 1
            told = next(e for e in person.terminal.notices.entries() if e.key)
            person.window.show_panel("orders")
            person.terminal.notices.clicked.emit(told)
            assert panel.isVisible()
            assert panel.table.current_row().alert.key == alert.key

    qrun(day())


def test_an_alert_with_an_order_places_it_at_the_broker(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path, hurry=True) as person:
            panel, last = await at_alerts(person)
            person.type_into("alerts.level", f"{last + 10}", panel)
            person.click("alerts.addOrder", panel)
            person.type_into("alerts.leg1.quantity", "3", panel)
            person.type_into("alerts.leg1.price", f"{last - 15}", panel)
            await send(person, panel, yes=True)
            await listed(person)
            assert person.orders() == []
            sandbox.market(instrument="NSE:INFY", fair=float(last + 30))
            await person.until(lambda: person.orders(), "the order shows up")
            (order,) = person.orders()
            assert (order.side, order.quantity, order.instrument) == (Side.BUY, 3, INFY)
            assert order.state in {OrderState.OPEN, OrderState.PENDING}
            await person.until(lambda: events(person), "the firing is read")
            assert "order " in events(person)[0].order_text
            await shown(person, "Fired, off")
            await person.until(
                lambda: any("INFY" in row for row in person.rows("orders")),
                "the orders panel shows it",
            )

    qrun(day())


def test_alerts_of_this_pc_watch_change_and_wait(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path, hurry=True) as person:
            panel, last = await at_alerts(person)
            board = person.terminal.hub.board
            slot = person.terminal.hub.slot(INFY)
            close = float(board.close[slot])
            change = round((float(last) / close - 1) * 100 + 1, 2)
            choose(person, "alerts.measure", "Change", panel)
            person.type_into("alerts.level", f"{change}", panel)
            await send(person, panel)
            await listed(person)
            panel.open_alert()
            choose(person, "alerts.operator", "crosses", panel)
            level = last + 8
            person.type_into("alerts.level", f"{level}", panel)
            person.type_into("alerts.hold", "2", panel)
            await send(person, panel)
            await listed(person, 2)
            assert all(alert.terms.local for alert in person.terminal.alerts.alerts())
            assert all("This PC" in row for row in person.rows("alerts"))
            assert events(person) == []
            sandbox.market(instrument="NSE:INFY", fair=float(last) * 1.02)
            await person.until(lambda: len(events(person)) == 2, "both fire")
            by_name = {event.name: event for event in events(person)}
            moved = next(e for name, e in by_name.items() if "change" in name)
            crossed = next(e for name, e in by_name.items() if "crosses" in name)
            assert float(moved.value) >= change
            assert crossed.last >= level
            assert all(alert.fired == 1 for alert in person.terminal.alerts.alerts())
            assert at_broker(sandbox) == []

    qrun(day())


def test_alerts_of_this_pc_are_there_after_a_restart(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path, hurry=True) as person:
            panel, last = await at_alerts(person)
            person.click("alerts.place.this pc", panel)
            person.type_into("alerts.level", f"{last + 20}", panel)
            await send(person, panel)
            await listed(person)
        sandbox.new_token()
        async with at_the_desk(sandbox, tmp_path, hurry=True) as person:
            await person.live()
            await person.priced(INFY)
            (alert,) = person.terminal.alerts.alerts()
            assert alert.state is AlertState.ENABLED
            sandbox.market(instrument="NSE:INFY", fair=float(last + 40))
            await person.until(lambda: events(person), "it fires")

    qrun(day())


@pytest.mark.parametrize("kind", ["accept_drop", "accept_502"])
def test_a_lost_reply_ends_with_exactly_one_alert(qrun, sandbox, tmp_path, kind):
    async def day():
        async with at_the_desk(sandbox, tmp_path, hurry=True) as person:
            panel, last = await at_alerts(person)
            person.type_into("alerts.level", f"{last + 100}", panel)
            sandbox.arm(kind, match={"method": "POST", "path": "/alerts"}, count=1)
            states: list[AlertState] = []
            person.terminal.alerts.changed.connect(
                lambda _: states.extend(a.state for a in person.terminal.alerts.alerts())
            )
            await send(person, panel)
            await person.until(
                lambda: [a.state for a in person.terminal.alerts.alerts()] == [AlertState.ENABLED],
                "the alert is found",
            )
            assert AlertState.UNKNOWN in states
            assert person.notice("unknown, checking")
            assert len(at_broker(sandbox)) == 1
            await person.until(panel.pane.isHidden, "the form closes")

    qrun(day())


def test_an_alert_that_never_arrived_is_said_to_be_absent_and_the_form_stays(
    qrun, sandbox, tmp_path
):
    async def day():
        async with at_the_desk(sandbox, tmp_path, hurry=True) as person:
            panel, last = await at_alerts(person)
            person.type_into("alerts.level", f"{last + 100}", panel)
            sandbox.arm("http_502", match={"method": "POST", "path": "/alerts"}, count=1)
            await send(person, panel)
            await person.until(
                lambda: (
                    [a.state for a in person.terminal.alerts.alerts()] == [AlertState.NOT_PLACED]
                ),
                "it is proved absent",
            )
            assert at_broker(sandbox) == []
            await person.until(
                lambda: "not created" in panel.pane.message.text(), "the form says so"
            )
            assert panel.pane.isVisible()

    qrun(day())


def test_a_broker_alert_is_changed_and_deleted_by_keyboard(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path, hurry=True) as person:
            panel, last = await at_alerts(person)
            person.type_into("alerts.level", f"{last + 100}", panel)
            await send(person, panel)
            await listed(person)
            table = person.select_row("alerts", "INFY")
            person.press(table, Qt.Key.Key_Return)
            await person.until(panel.pane.isVisible, "the editor opens")
            person.type_into("alerts.level", f"{last + 120}", panel)
            await send(person, panel)
            await person.until(
                lambda: at_broker(sandbox)[0]["rhs_constant"] == float(last + 120), "it changed"
            )
            await listed(person)
            table = person.select_row("alerts", "INFY")
            person.press(table, Qt.Key.Key_Delete)
            await person.until(lambda: not person.terminal.alerts.alerts(), "it is gone")
            assert at_broker(sandbox) == []

    qrun(day())
