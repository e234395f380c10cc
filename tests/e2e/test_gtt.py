"""Triggers in the real window: begun, watched, fired, changed, deleted, and never made twice."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QTableView

from terminal.domain.gtt import GttKind, GttState
from terminal.domain.ids import InstrumentId
from terminal.domain.order import OrderState, Product, Side
from terminal.gtt.stages import GttStage
from terminal.ui.panels.gtt import GttPanel
from tests.e2e.person import Person, at_the_desk

INFY = InstrumentId("NSE", "INFY")
RELIANCE = InstrumentId("NSE", "RELIANCE")
CREATING = {"method": "POST", "path": "/gtt/triggers"}


def panel_of(person: Person) -> GttPanel:
    panel = person.window.panels["gtt"]
    assert isinstance(panel, GttPanel)
    return panel


def triggers(person: Person):
    return person.terminal.triggers.service


async def begin(person: Person, book: str, containing: str) -> GttPanel:
    """Select a row and press G, as a person does; the editor is filled then."""
    await person.until(lambda: any(containing in row for row in person.rows(book)))
    table = person.window.panels[book].findChild(QTableView)
    rows = person.rows(book)
    table.selectRow(next(n for n, row in enumerate(rows) if row.startswith(containing)))
    table.setFocus()
    person.press(table, Qt.Key.Key_G)
    panel = panel_of(person)
    await person.until(lambda: panel.editing, "the editor opens")
    field = person.find(QLineEdit, "gtt.trigger_price", panel)
    await person.until(field.text, "the trigger is filled in once there is a price")
    return panel


async def legal(person: Person, instrument: InstrumentId, factor: float) -> Decimal:
    last = await person.priced(instrument)
    price: Decimal = person.terminal.catalog.instrument(instrument).to_price(last * factor)
    return price


async def send(person: Person, panel: GttPanel) -> None:
    """Press the editor's button; it is closed when the broker has answered."""
    button = person.find(QAbstractButton, "gtt.submit", panel)
    await person.until(button.isEnabled, f"the button works: {panel.editor.view.messages.text}")
    person.click("gtt.submit", panel)
    await person.until(lambda: not panel.editing, f"sent: {panel.editor.view.messages.text}")


async def shown(person: Person, *words: str) -> str:
    """Wait until a row of the list says all these words, and return it."""

    def row() -> str:
        return next((r for r in person.rows("gtt") if all(word in r for word in words)), "")

    await person.until(row, f"a trigger's row says {words}")
    return row()


async def at_the_broker(person: Person, *states: GttState):
    """Read the broker's own list, by these states."""
    (broker,) = person.terminal.orders.brokers.values()
    return [gtt for gtt in await broker.gtts.fetch() if gtt.state in states]


def test_a_trigger_from_the_watchlist_waits_fires_rests_and_fills(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            await person.priced(INFY)
            panel = await begin(person, "watchlist", "INFY")
            trigger = await legal(person, INFY, 1.006)
            person.type_into("gtt.trigger_price", str(trigger), panel)
            person.type_into("gtt.quantity", "7", panel)
            await send(person, panel)
            row = await shown(person, "INFY", "Waiting", "rises to")
            assert f"{trigger:,.2f}" in row
            assert "Buy 7 @" in row
            assert "%" in row
            assert len(await at_the_broker(person, GttState.ACTIVE)) == 1
            # Nobody offers anything when the price runs through the trigger: the order rests.
            sandbox.switch(simulated_traders=False)
            ask = {"side": "SELL", "quantity": 1, "price": str(trigger)}
            bid = {"side": "BUY", "quantity": 1, "price": str(trigger)}
            sandbox.market(instrument="NSE:INFY", withdraw=True, add=ask, sweep=bid)
            await shown(person, "INFY", "Triggered, order resting")
            (order,) = person.orders()
            assert order.state is OrderState.OPEN
            assert (order.side, order.quantity, order.product) == (Side.BUY, 7, Product.CNC)
            panel.table.selectRow(0)
            panel.show_order()
            await person.until(
                lambda: person.window.panels["orders"].table.current_row() is not None,
                "the order's row is selected",
            )
            assert person.window.panels["orders"].table.current_row().order.key == order.key
            person.window.show_panel("gtt")
            sandbox.market(instrument="NSE:INFY", add=ask | {"quantity": 7})
            await person.order_is(order.key, OrderState.COMPLETE)
            panel.show_only.set_value("ended")
            await shown(person, "INFY", "Triggered and filled")

    qrun(day())


def test_of_a_holdings_two_legs_one_fires_and_the_other_stays_asleep(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            panel = await begin(person, "holdings", "RELIANCE")
            held = int(person.find(QLineEdit, "gtt.quantity", panel).text())
            assert held > 0
            target = await legal(person, RELIANCE, 1.006)
            person.type_into("gtt.target_trigger_price", str(target), panel)
            await send(person, panel)
            await shown(person, "RELIANCE", "Waiting", "falls to", "or rises to", "OCO")
            sandbox.market(instrument="NSE:RELIANCE", fair=float(target) * 1.004)
            panel.show_only.set_value("all")
            await shown(person, "RELIANCE", "Triggered")
            await person.until(person.orders, "the target's order is in the book")
            (gtt,) = await at_the_broker(person, GttState.TRIGGERED)
            assert gtt.kind is GttKind.TWO_LEG
            assert gtt.results[0] is None
            assert gtt.results[1] is not None
            (order,) = person.orders()
            assert (order.side, order.quantity) == (Side.SELL, held)
            # Back through the stop-loss: nothing is ordered a second time.
            low = float(gtt.legs[0].trigger_price) * 0.99
            sandbox.market(instrument="NSE:RELIANCE", fair=low)
            hub = person.terminal.hub
            await person.until(lambda: (hub.last_price(RELIANCE) or 1e9) < low * 1.005)
            assert len(person.orders()) == 1

    qrun(day())


def test_a_trigger_is_changed_and_deleted_with_and_without_undo(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path, hurry=True) as person:
            await person.live()
            await person.priced(INFY)
            panel = await begin(person, "watchlist", "INFY")
            await send(person, panel)
            await shown(person, "INFY", "Waiting")
            person.press(person.select_row("gtt", "INFY"), Qt.Key.Key_Return)
            await person.until(lambda: panel.editing)
            lower = await legal(person, INFY, 0.9)
            person.type_into("gtt.trigger_price", str(lower), panel)
            await send(person, panel)
            await shown(person, "INFY", "Waiting", f"falls to {lower:,.2f}")
            (gtt,) = await at_the_broker(person, GttState.ACTIVE)
            assert gtt.legs[0].trigger_price == lower
            person.press(person.select_row("gtt", "INFY"), Qt.Key.Key_Delete)
            await shown(person, "INFY", "Deleting")
            person.click("gtt.undo", panel)
            await shown(person, "INFY", "Waiting")
            person.press(person.select_row("gtt", "INFY"), Qt.Key.Key_Delete)
            await person.until(lambda: not person.rows("gtt"), "the row has left the active ones")
            assert not await at_the_broker(person, GttState.ACTIVE)
            panel.show_only.set_value("ended")
            await shown(person, "INFY", "Deleted")

    qrun(day())


@pytest.mark.parametrize("kind", ["accept_drop", "accept_502"])
def test_a_lost_reply_ends_with_exactly_one_trigger(qrun, sandbox, tmp_path, kind):
    async def day():
        async with at_the_desk(sandbox, tmp_path, hurry=True) as person:
            await person.live()
            await person.priced(INFY)
            seen: set[GttStage] = set()
            service = triggers(person)

            def note(_account):
                seen.update(service.stage(gtt) for gtt in service.gtts())

            service.changed.connect(note)
            panel = await begin(person, "watchlist", "INFY")
            sandbox.arm(kind, match=CREATING, count=1)
            await send(person, panel)
            await shown(person, "INFY", "Waiting")
            assert GttStage.UNKNOWN in seen
            assert len(await at_the_broker(person, GttState.ACTIVE)) == 1
            assert len(service.gtts()) == 1
            assert person.notice("INFY", "trigger")

    qrun(day())


def test_a_request_that_never_arrived_is_said_to_be_not_placed(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path, hurry=True) as person:
            await person.live()
            await person.priced(INFY)
            panel = await begin(person, "watchlist", "INFY")
            sandbox.arm("http_502", match=CREATING, count=1)
            await send(person, panel)
            panel.show_only.set_value("all")
            await shown(person, "INFY", "Not placed")
            assert not await at_the_broker(person, GttState.ACTIVE)

    qrun(day())


def test_the_brokers_refusal_leaves_the_filled_form(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            await person.priced(INFY)
            panel = await begin(person, "watchlist", "INFY")
            person.type_into("gtt.quantity", "3", panel)
            sandbox.arm("http_429", match=CREATING, count=1)
            button = person.find(QAbstractButton, "gtt.submit", panel)
            await person.until(button.isEnabled)
            person.click("gtt.submit", panel)
            await person.until(lambda: "too many" in panel.editor.view.messages.text.lower())
            assert panel.editing
            assert person.find(QLineEdit, "gtt.quantity", panel).text() == "3"
            assert not await at_the_broker(person, GttState.ACTIVE)
            await send(person, panel)
            assert len(await at_the_broker(person, GttState.ACTIVE)) == 1

    qrun(day())
