"""Mutual funds in the real window, against the real practice server: from the search to the bank."""

import asyncio
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from terminal.domain.mutual import FundOrderState, SipState
from terminal.ui.panels.mutual import MutualPanel
from tests.e2e.person import Person, at_the_desk

BOND = "INF209KA1K88"  # a debt fund: units come a day after the NAV
DAY_S = 86_400
CTRL = Qt.KeyboardModifier.ControlModifier


async def funds_panel(person: Person) -> MutualPanel:
    """Log in, press Shift+M in a list, and wait until everything is read."""
    await person.live()
    person.window.resize(1600, 950)
    person.window.reset_layout()
    watchlist = person.window.panels["watchlist"]
    person.window.show_panel("watchlist")
    QTest.keyClick(
        watchlist.focusProxy() or watchlist, Qt.Key.Key_M, Qt.KeyboardModifier.ShiftModifier
    )
    panel = person.window.panels["mutual"]
    assert isinstance(panel, MutualPanel)
    await person.until(panel.isVisible, "Shift+M brings the panel to the front")
    await person.until(lambda: person.terminal.mutual.schemes(), "the funds are listed")
    await person.until(lambda: person.terminal.mutual.holdings(), "the holdings are read")
    return panel


def rows(panel: MutualPanel, page: str) -> list[dict[str, str]]:
    """Bring a page to the front and read its rows by column."""
    panel.show_page(page)
    panel.on_frame()
    model = panel.pages[page].table.columns_model
    return [{c.key: c.text(row) for c in model.columns} for row in model.rows]


async def search(person: Person, panel: MutualPanel, text: str) -> None:
    """Search by keyboard until one fund is left, and put the cursor on it."""
    panel.show_page("funds")
    QTest.keyClick(panel.funds.table, Qt.Key.Key_Slash)
    panel.funds.filter.selectAll()
    QTest.keyClicks(panel.funds.filter, text)
    await person.until(lambda: len(panel.funds.model.rows) == 1, f"one fund is called {text}")
    QTest.keyClick(panel.funds.filter, Qt.Key.Key_Return)
    panel.funds.table.selectRow(0)


def fill(person: Person, panel: MutualPanel, name: str, text: str) -> None:
    edit = person.find(QLineEdit, f"mutual.{name}", panel)
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)


async def press(person: Person, panel: MutualPanel, name: str) -> None:
    """Click a button once the page that came to the front is laid out."""
    await asyncio.sleep(0.1)
    await person.click_when_ready(name, panel)


async def send(person: Person, panel: MutualPanel) -> None:
    """Press the button that says the whole sentence and wait until the pane is done."""
    person.click("mutual.pane.submit", panel)
    await person.until(
        lambda: panel.pane.isHidden() or panel.pane.message.text(), "an answer comes"
    )
    assert panel.pane.isHidden(), panel.pane.message.text()


async def days_pass(person: Person, sandbox, panel: MutualPanel, days: int) -> None:
    """Let days go by at the exchange. Sessions end every morning: log in again, as a person does."""
    sandbox.advance(days * DAY_S)
    sandbox.expire_token()

    def dialog():
        return next(
            (
                w
                for w in QApplication.topLevelWidgets()
                if w.objectName() == "loginDialog" and w.isVisible()
            ),
            None,
        )

    await person.until(dialog, "the login dialog opens")
    while (box := dialog()) is not None:
        await person.click_when_ready("loginGo", box)
        await person.until(lambda box=box: dialog() is not box, "the dialog closes")
    await person.live()
    person.window.activateWindow()  # as a window manager does when a dialog has closed
    funds = person.terminal.mutual
    await person.until(
        lambda: funds.schemes() and all(funds.loaded(a) for a in funds.accounts()),
        "the funds are read again",
    )


def test_a_fund_is_found_bought_settled_and_partly_redeemed(qrun, sandbox, tmp_path):
    async def test():
        async with at_the_desk(sandbox, tmp_path, hurry=True) as person:
            panel = await funds_panel(person)
            await search(person, panel, "corporate bond direct")
            QTest.keyClick(panel.funds.table, Qt.Key.Key_Return)
            # An amount under the minimum is refused in words beside the field, before it is sent.
            fill(person, panel, "buy.amount", "100")
            note = panel.pane.form.rows["amount"].text
            assert "less than" in note
            assert "₹5,000" in note
            assert not panel.pane.submit.isEnabled()
            assert "get the NAV of" in panel.pane.form.cut_off.text()
            fill(person, panel, "buy.amount", "10k")
            assert panel.pane.submit.sentence.startswith("Buy for ₹10,000: ")
            await send(person, panel)
            bought = rows(panel, "orders")[0]
            assert bought["state"] == "Waiting for the NAV"
            assert (bought["amount"], bought["nav"]) == ("10,000.00", "—")

            await days_pass(person, sandbox, panel, 5)
            await person.until(
                lambda: rows(panel, "orders")[0]["state"] == "Settled", "the purchase settles"
            )
            bought = rows(panel, "orders")[0]
            assert bought["folio"]
            held = next(h for h in person.terminal.mutual.holdings() if h.isin == BOND)
            units = Decimal(bought["units"].replace(",", ""))
            assert held.quantity == units
            assert Decimal(9_990) < units * Decimal(bought["nav"]) <= Decimal(10_000)

            rows(panel, "holdings")
            assert panel.holdings.table.select_key((held.account, BOND, held.folio))
            await press(person, panel, "mutual.holdings.redeem")
            fill(person, panel, "redeem.quantity", str(units + 1))
            assert "more than" in panel.pane.form.rows["quantity"].text
            fill(person, panel, "redeem.quantity", "20")
            await send(person, panel)
            sold = rows(panel, "orders")[0]
            assert (sold["side"], sold["units"]) == ("Redeem", "20.000")
            await days_pass(person, sandbox, panel, 5)

            def left() -> Decimal:
                mine = [h for h in person.terminal.mutual.holdings() if h.isin == BOND]
                return mine[0].quantity if mine else Decimal(0)

            await person.until(lambda: left() == units - 20, "twenty units are gone")
            sold = rows(panel, "orders")[0]
            assert sold["state"] == "Settled"
            assert Decimal(sold["amount"].replace(",", "")) > 0

    qrun(test())


def test_a_sip_runs_is_paused_resumed_changed_and_cancelled(qrun, sandbox, tmp_path):
    async def test():
        async with at_the_desk(sandbox, tmp_path, hurry=True) as person:
            panel = await funds_panel(person)
            await search(person, panel, "frontline equity direct")
            await press(person, panel, "mutual.funds.sip")
            fill(person, panel, "sip.amount", "2000")
            person.click("mutual.sip.frequency.weekly", panel)
            await send(person, panel)
            (row,) = rows(panel, "sips")
            assert (row["state"], row["amount"]) == ("Active", "2,000.00")
            assert row["done"] == "0, until stopped"

            await days_pass(person, sandbox, panel, 8)
            await person.until(
                lambda: rows(panel, "sips")[0]["done"] == "1, until stopped", "an instalment fires"
            )
            instalment = next(o for o in rows(panel, "orders") if o["fund"].startswith("SIP · "))
            assert instalment["amount"] == "2,000.00"

            sips = panel.sips
            rows(panel, "sips")
            sips.table.selectRow(0)
            await person.until(sips.table.hasFocus, "the list has the keyboard")
            QTest.keyClick(sips.table, Qt.Key.Key_Space)
            await person.until(lambda: rows(panel, "sips")[0]["state"] == "Paused", "it pauses")
            sips.table.selectRow(0)
            await press(person, panel, "mutual.sips.pause")
            await person.until(lambda: rows(panel, "sips")[0]["state"] == "Active", "it resumes")

            sips.table.selectRow(0)
            QTest.keyClick(sips.table, Qt.Key.Key_Return)
            fill(person, panel, "change.amount", "3500")
            amount = person.find(QLineEdit, "mutual.change.amount", panel)
            QTest.keyClick(amount, Qt.Key.Key_Return, CTRL)
            await person.until(
                lambda: rows(panel, "sips")[0]["amount"] == "3,500.00", "its amount changes"
            )
            await person.until(panel.pane.isHidden, "the form closes")

            sips.table.selectRow(0)
            QTest.keyClick(sips.table, Qt.Key.Key_Delete)
            assert panel.pane.isVisible(), "it asks first"
            await send(person, panel)
            await person.until(lambda: rows(panel, "sips")[0]["state"] == "Cancelled", "it ends")

    qrun(test())


def test_a_lost_reply_to_a_new_sip_ends_with_exactly_one(qrun, sandbox, tmp_path):
    async def test():
        async with at_the_desk(sandbox, tmp_path, hurry=True) as person:
            panel = await funds_panel(person)
            await search(person, panel, "frontline equity direct")
            QTest.keyClick(panel.funds.table, Qt.Key.Key_N)
            fill(person, panel, "sip.amount", "1000")
            seen: list[SipState] = []
            service = person.terminal.mutual
            service.changed.connect(lambda _: seen.extend(s.state for s in service.sips()))
            sandbox.arm("accept_drop", match={"method": "POST", "path": "/mf/sips"}, count=1)
            person.click("mutual.pane.submit", panel)
            await person.until(
                lambda: "No answer came" in panel.pane.message.text() or panel.pane.isHidden()
            )
            panel.pane.send()
            await person.until(panel.pane.isHidden, "the list has told that it exists")
            assert SipState.UNKNOWN in seen
            assert panel.page is panel.sips
            (sip,) = service.sips()
            assert sip.state is SipState.ACTIVE
            panel.refresh()
            await asyncio.sleep(0.5)
            assert len(service.sips()) == 1
            assert len(rows(panel, "sips")) == 1

    qrun(test())


def test_an_order_that_the_broker_refuses_keeps_the_form_with_the_brokers_words(
    qrun, sandbox, tmp_path
):
    async def test():
        async with at_the_desk(sandbox, tmp_path, hurry=True) as person:
            panel = await funds_panel(person)
            await search(person, panel, "frontline equity direct")
            QTest.keyClick(panel.funds.table, Qt.Key.Key_B)
            fill(person, panel, "buy.amount", "5000")
            sandbox.switch(mf_writes=False)
            person.click("mutual.pane.submit", panel)
            await person.until(lambda: panel.pane.message.text(), "it says why")
            assert "disabled" in panel.pane.message.text()
            assert panel.pane.form.amount.text() == "5000"
            sandbox.switch(mf_writes=True)
            await send(person, panel)
            order = person.terminal.mutual.orders()[0]
            assert order.state is FundOrderState.OPEN
            rows(panel, "orders")
            panel.orders.table.selectRow(0)
            await press(person, panel, "mutual.orders.cancel")
            await person.until(
                lambda: rows(panel, "orders")[0]["state"] == "Cancelled", "it is cancelled"
            )

    qrun(test())
