"""The editors of the mutual funds panel: rules beside fields, one send a press, every kind of answer."""

import asyncio
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from terminal.domain.errors import Rejected, Unknown
from terminal.domain.mutual import (
    FundOrderIntent,
    FundOrderState,
    FundRules,
    SipChange,
    SipFrequency,
    SipIntent,
    SipState,
)
from terminal.domain.order import Side
from tests.fakes.clock import START_NS
from tests.gui.fund_desk import DEBT, EQUITY, LIQUID, FundDesk, cells, fill, funds, holding, order
from tests.gui.test_mutual_panel import sip
from tests.make import ACCOUNT

__all__ = ["funds"]
CTRL = Qt.KeyboardModifier.ControlModifier


def beside(panel, field: str) -> str:
    return panel.pane.form.rows[field].text


def send(panel) -> None:
    """Ctrl+Enter in the first field."""
    first = panel.pane.form.first or panel.pane.submit
    QTest.keyClick(first, Qt.Key.Key_Return, CTRL)


async def ready(desk: FundDesk, **size):
    panel = await desk.open(**size)
    await desk.eventually(lambda: len(desk.service.schemes()) == 3)
    return panel


def test_the_rule_stands_beside_the_amount_and_an_objection_takes_its_place(funds):
    async def test(desk: FundDesk) -> None:
        panel = await ready(desk)
        panel.buy(DEBT)
        pane = panel.pane
        assert beside(panel, "amount") == "₹5,000 or more, in multiples of ₹100."
        assert not pane.submit.isEnabled()
        fill(pane.form.amount, "4999")
        assert "less than the ₹5,000" in beside(panel, "amount")
        assert "5,000" in pane.message.text()
        assert not pane.submit.isEnabled()
        fill(pane.form.amount, "5050")
        assert "multiple of ₹100" in beside(panel, "amount")
        fill(pane.form.amount, "five")
        assert "is not an amount" in beside(panel, "amount")
        fill(pane.form.amount, "6k")
        assert beside(panel, "amount") == "₹5,000 or more, in multiples of ₹100."
        assert pane.message.text() == ""
        assert pane.submit.sentence == "Buy for ₹6,000: Beta Corporate Bond Fund · ZA1234"
        assert pane.submit.isEnabled()

    funds(test)


def test_more_of_a_fund_that_is_held_has_its_own_minimum(funds):
    async def test(desk: FundDesk) -> None:
        desk.funds.holdings = [holding()]
        panel = await ready(desk)
        panel.buy(EQUITY)
        assert beside(panel, "amount").startswith("₹100 or more")
        fill(panel.pane.form.amount, "100")
        assert panel.pane.submit.isEnabled()

    funds(test)


def test_the_countdown_names_the_nav_and_ticks(funds):
    async def test(desk: FundDesk) -> None:
        desk.clock.set(START_NS + (5 * 3600 + 3 * 60) * 1_000_000_000)  # Friday, 14:18 IST
        panel = await ready(desk)
        panel.buy(EQUITY)
        line = panel.pane.form.cut_off
        assert line.text() == "Orders before 15:00 IST get the NAV of Fri 20 Nov · 42 min left"
        assert "holidays are not known" in line.toolTip().lower()
        await desk.clock.advance(33 * 60 + 1)
        desk.frame.tick()
        assert line.text().endswith("8 min 59 s left")
        assert line.property("role") == "warn"
        await desk.clock.advance(9 * 60)
        desk.frame.tick()
        assert "on Mon 23 Nov get the NAV of Mon 23 Nov · 2 days" in line.text()

    funds(test)


def test_a_liquid_fund_closes_earlier(funds):
    async def test(desk: FundDesk) -> None:
        panel = await ready(desk)
        panel.buy(LIQUID)
        assert "before 13:30 IST get the NAV of Thu 19 Nov" in panel.pane.form.cut_off.text()

    funds(test)


def test_ctrl_enter_buys_once_and_leads_to_the_order(funds):
    async def test(desk: FundDesk) -> None:
        panel = await ready(desk)
        panel.show_page("funds")
        panel.buy(EQUITY)
        fill(panel.pane.form.amount, "5000")
        QTest.keyClick(panel.pane.form.amount, Qt.Key.Key_Return)
        await desk.settled()
        assert desk.funds.sent == []
        panel.pane.form.amount.setFocus()
        send(panel)
        send(panel)
        QTest.mouseClick(panel.pane.submit, Qt.MouseButton.LeftButton)
        await desk.eventually(lambda: panel.pane.isHidden())
        (sent,) = desk.funds.sent
        assert isinstance(sent, FundOrderIntent)
        assert (sent.side, sent.amount, sent.account) == (Side.BUY, Decimal(5000), ACCOUNT)
        assert panel.page is panel.orders
        assert panel.orders.table.current_row().key == "order-0"
        assert cells(panel.orders)["state"] == "Waiting for the NAV"

    funds(test)


def test_while_it_is_being_sent_nothing_can_be_pressed_and_closing_only_stops_the_waiting(funds):
    async def test(desk: FundDesk) -> None:
        panel = await ready(desk)
        desk.funds.hold = asyncio.Event()
        panel.buy(EQUITY)
        fill(panel.pane.form.amount, "5000")
        panel.pane.send()
        await desk.eventually(lambda: desk.funds.sent)
        assert not panel.pane.submit.isEnabled()
        assert panel.pane.submit.sentence == "Sending…"
        assert not panel.pane.form.isEnabled()
        panel.show_page("orders")
        await desk.settled()
        assert cells(panel.orders)["state"] == "Sending"
        panel.pane.close_form()
        desk.funds.hold.set()
        await desk.eventually(lambda: cells(panel.orders)["state"] == "Waiting for the NAV")
        assert panel.pane.isHidden()

    funds(test)


def test_a_refusal_keeps_the_form_and_shows_the_words_and_a_fix(funds):
    async def test(desk: FundDesk) -> None:
        panel = await ready(desk)
        desk.funds.answers = [
            Rejected(code="InputException", text="No bank mandate.", hint="Add one on Coin.")
        ]
        panel.buy(EQUITY)
        fill(panel.pane.form.amount, "5000")
        panel.pane.send()
        await desk.eventually(lambda: panel.pane.message.text())
        assert panel.pane.message.text() == "No bank mandate. Add one on Coin."
        assert panel.pane.form.amount.text() == "5000"
        assert panel.pane.submit.isEnabled()
        panel.pane.send()
        await desk.eventually(lambda: panel.pane.isHidden())
        first, second = desk.funds.sent
        assert first.client_id != second.client_id

    funds(test)


def test_a_lost_reply_locks_the_form_until_the_list_has_told(funds):
    async def test(desk: FundDesk) -> None:
        panel = await ready(desk)
        desk.funds.answers = [Unknown("the connection broke")]
        panel.buy(EQUITY)
        fill(panel.pane.form.amount, "5000")
        panel.pane.send()
        await desk.eventually(lambda: "No answer came" in panel.pane.message.text())
        assert not panel.pane.submit.isEnabled()
        panel.pane.send()
        await desk.clock.advance(5)
        await desk.eventually(lambda: panel.pane.isHidden())
        assert len(desk.funds.sent) == 1
        assert panel.page is panel.orders
        assert len(panel.orders.model.rows) == 1

    funds(test)


def test_a_lost_request_that_made_nothing_gives_the_form_back_with_a_new_id(funds):
    async def test(desk: FundDesk) -> None:
        panel = await ready(desk)
        desk.funds.answers, desk.funds.keep_lost = [Unknown("the connection broke")], False
        panel.buy(EQUITY)
        fill(panel.pane.form.amount, "5000")
        panel.pane.send()
        await desk.eventually(lambda: "No answer came" in panel.pane.message.text())
        for _ in range(8):
            await desk.clock.advance(8)
        await desk.eventually(lambda: panel.pane.submit.isEnabled())
        assert "was not placed" in panel.pane.message.text()
        assert panel.pane.form.amount.text() == "5000"
        panel.pane.send()
        await desk.eventually(lambda: panel.pane.isHidden())
        first, second = desk.funds.sent
        assert first.client_id != second.client_id

    funds(test)


def test_redeeming_knows_what_is_free_and_all_means_all_of_it(funds):
    async def test(desk: FundDesk) -> None:
        desk.funds.holdings = [holding(pledged=Decimal(10))]
        desk.funds.orders = [
            order(key="o9", side=Side.SELL, quantity=Decimal("5.5"), amount=Decimal(0))
        ]
        panel = await ready(desk)
        panel.show_page("holdings")
        panel.holdings.table.selectRow(0)
        QTest.keyClick(panel.holdings.table, Qt.Key.Key_S)
        form = panel.pane.form
        assert beside(panel, "quantity").startswith("Up to 84.500 units, at least 0.001")
        assert "10.000 pledged" in beside(panel, "all")
        fill(form.units, "90")
        assert "more than the 84.5 units free" in beside(panel, "quantity")
        assert not panel.pane.submit.isEnabled()
        form.everything.setChecked(True)
        assert panel.pane.submit.sentence.startswith("Redeem all 84.500 units: Alpha Bluechip")
        assert "About ₹4,246.1" in form.worth.text()
        panel.pane.send()
        await desk.eventually(lambda: panel.pane.isHidden())
        (sent,) = desk.funds.sent
        assert (sent.side, sent.quantity, sent.amount) == (Side.SELL, Decimal("84.5"), None)

    funds(test)


def test_a_sip_is_started_with_all_its_terms(funds):
    async def test(desk: FundDesk) -> None:
        panel = await ready(desk)
        panel.start_sip(EQUITY)
        form = panel.pane.form
        fill(form.amount, "300")
        assert "less than the ₹500" in beside(panel, "amount")
        fill(form.amount, "2000")
        fill(form.day, "31")
        assert "from 1 to 28" in beside(panel, "day")
        fill(form.day, "5")
        assert beside(panel, "day") == "5 Nov is past: first on 5 Dec"
        fill(form.day, "25")
        assert beside(panel, "day") == "First on 25 Nov"
        form.endless.setChecked(False)
        assert not panel.pane.submit.isEnabled()
        fill(form.count, "12")
        fill(form.initial, "200")
        assert "less than the ₹500" in beside(panel, "initial_amount")
        fill(form.initial, "1000")
        assert panel.pane.submit.sentence == (
            "Start a SIP of ₹2,000 every month on the 25th, 12 times: "
            "Alpha Bluechip Fund - Direct Plan · ZA1234 · and ₹1,000 now"
        )
        send(panel)
        await desk.eventually(lambda: panel.pane.isHidden())
        (sent,) = desk.funds.sent
        assert isinstance(sent, SipIntent)
        assert (sent.amount, sent.day, sent.instalments) == (Decimal(2000), 25, 12)
        assert (sent.frequency, sent.initial_amount) == (SipFrequency.MONTHLY, Decimal(1000))
        assert panel.page is panel.sips
        assert panel.sips.table.current_row().key == "sip-0"

    funds(test)


def test_a_weekly_sip_has_no_day_of_the_month(funds):
    async def test(desk: FundDesk) -> None:
        panel = await ready(desk)
        panel.start_sip(EQUITY)
        form = panel.pane.form
        fill(form.amount, "1000")
        form.frequency.set_value(SipFrequency.WEEKLY)
        assert not form.day.isEnabled()
        assert panel.pane.submit.isEnabled()
        panel.pane.send()
        await desk.eventually(lambda: panel.pane.isHidden())
        assert desk.funds.sent[0].day == 0

    funds(test)


def test_only_frequencies_that_the_broker_takes_are_offered(funds):
    async def test(desk: FundDesk) -> None:
        desk.funds.rules = FundRules(writes=True, frequencies=(SipFrequency.MONTHLY,))
        panel = await ready(desk)
        panel.start_sip(EQUITY)
        assert panel.pane.form.frequency.offered() == [SipFrequency.MONTHLY]

    funds(test)


def test_a_change_sends_only_what_differs(funds):
    async def test(desk: FundDesk) -> None:
        desk.funds.sips = [sip()]
        panel = await ready(desk)
        panel.show_page("sips")
        panel.sips.table.selectRow(0)
        QTest.keyClick(panel.sips.table, Qt.Key.Key_Return)
        form = panel.pane.form
        assert (form.amount.text(), form.day.text(), form.count.text()) == ("1000", "5", "12")
        assert panel.pane.submit.sentence.startswith("Nothing is changed yet")
        assert not panel.pane.submit.isEnabled()
        fill(form.count, "2")
        assert "from 4 to" in beside(panel, "instalments")
        fill(form.count, "12")
        fill(form.amount, "1500")
        assert panel.pane.submit.sentence.startswith(
            "Change the SIP to ₹1,500 every month on the 5th, 12 times"
        )
        send(panel)
        await desk.eventually(lambda: cells(panel.sips)["amount"] == "1,500.00")
        assert desk.funds.sent == [SipChange(amount=Decimal(1500))]

    funds(test)


def test_a_refused_change_offers_to_cancel_and_start_anew_with_the_new_terms(funds):
    async def test(desk: FundDesk) -> None:
        desk.funds.sips = [sip()]
        panel = await ready(desk)
        panel.show_page("sips")
        panel.change_sip(desk.service.sips()[0])
        fill(panel.pane.form.amount, "1500")
        desk.funds.answers = [Rejected(code="X", text="Edits are not allowed.")]
        send(panel)
        await desk.eventually(lambda: panel.pane.remedy.isVisible())
        assert panel.pane.message.text() == (
            "Edits are not allowed. Fund houses often forbid edits: you can cancel this SIP and "
            "start a new one."
        )
        QTest.mouseClick(panel.pane.remedy, Qt.MouseButton.LeftButton)
        assert panel.pane.submit.sentence.startswith("Cancel the SIP of ₹1,000 every month")
        assert len(desk.funds.sent) == 1
        panel.pane.send()
        await desk.eventually(lambda: panel.pane.title.text().startswith("Start a SIP"))
        form = panel.pane.form
        assert (form.amount.text(), form.day.text(), form.count.text()) == ("1500", "5", "12")
        assert len(desk.funds.sent) == 2
        panel.pane.send()
        await desk.eventually(lambda: panel.pane.isHidden())
        assert [s.state for s in desk.funds.sips] == [SipState.ACTIVE, SipState.CANCELLED]

    funds(test)


def test_a_refused_pause_offers_the_same(funds):
    async def test(desk: FundDesk) -> None:
        desk.funds.sips = [sip()]
        panel = await ready(desk)
        panel.show_page("sips")
        panel.sips.table.selectRow(0)
        desk.funds.answers = [Rejected(code="X", text="It cannot be paused.")]
        QTest.keyClick(panel.sips.table, Qt.Key.Key_Space)
        await desk.eventually(lambda: panel.pane.isVisible())
        assert "It cannot be paused." in panel.pane.message.text()
        assert panel.pane.remedy.isVisible()

    funds(test)


def test_del_on_a_sip_asks_before_it_ends(funds):
    async def test(desk: FundDesk) -> None:
        desk.funds.sips = [sip()]
        panel = await ready(desk)
        panel.show_page("sips")
        panel.sips.table.selectRow(0)
        QTest.keyClick(panel.sips.table, Qt.Key.Key_Delete)
        await desk.settled()
        assert desk.funds.sent == []
        assert "cannot be taken back" in panel.pane.form.parts[-1].text()
        send(panel)
        await desk.eventually(lambda: cells(panel.sips)["state"] == "Cancelled")
        assert panel.tabs.button("sips").text() == "SIPs"

    funds(test)


def test_a_lost_reply_to_a_change_is_looked_up_in_the_list(funds):
    async def test(desk: FundDesk) -> None:
        desk.funds.sips = [sip()]
        panel = await ready(desk)
        panel.change_sip(desk.service.sips()[0])
        fill(panel.pane.form.amount, "1500")
        desk.funds.answers = [Unknown("the connection broke")]
        send(panel)
        await desk.eventually(lambda: "No answer came" in panel.pane.message.text())
        await desk.clock.advance(5)
        await desk.eventually(lambda: panel.pane.isHidden())
        assert len(desk.funds.sent) == 1

    funds(test)


def test_in_a_low_panel_all_fields_of_a_sip_are_seen_at_once(funds):
    async def test(desk: FundDesk) -> None:
        panel = await ready(desk, width=760, height=214)
        panel.start_sip(EQUITY)
        await desk.settled()
        form = panel.pane.form
        area = form.parentWidget()
        assert form.height() <= area.height()
        assert not panel.funds.isVisible()
        corner = form.initial.mapTo(panel, form.initial.rect().bottomRight())
        assert panel.rect().contains(corner)
        panel.pane.close_form()
        assert panel.holdings.isVisible()

    funds(test)


def test_a_fund_that_takes_no_money_says_so_before_anything_is_typed(funds):
    async def test(desk: FundDesk) -> None:
        from tests.gui.fund_desk import scheme

        desk.funds.schemes = [scheme(purchase_allowed=False), scheme(LIQUID), scheme(DEBT)]
        panel = await ready(desk)
        panel.buy(EQUITY)
        assert "takes no new money" in panel.pane.message.text()
        fill(panel.pane.form.amount, "5000")
        assert "takes no purchases now" in panel.pane.message.text()
        assert not panel.pane.submit.isEnabled()

    funds(test)


def test_what_is_settled_meanwhile_cannot_be_cancelled_and_says_why(funds):
    async def test(desk: FundDesk) -> None:
        desk.funds.orders = [order()]
        panel = await ready(desk)
        desk.funds.answers = [Rejected(code="X", text="It is complete.", hint="")]
        panel.cancel_orders([order()])
        await desk.eventually(lambda: any("complete" in n.text for n in desk.notices))
        panel.cancel_orders([order(key="gone", state=FundOrderState.OPEN)])
        await desk.eventually(lambda: any("not in the list" in n.text for n in desk.notices))

    funds(test)


def test_enter_and_tab_walk_through_the_fields_to_the_button(funds):
    async def test(desk: FundDesk) -> None:
        panel = await ready(desk)
        panel.start_sip(EQUITY)
        form = panel.pane.form
        fill(form.amount, "1000")
        QTest.keyClick(form.amount, Qt.Key.Key_Return)
        assert form.frequency.button(SipFrequency.MONTHLY).hasFocus()
        QTest.keyClick(panel.focusWidget(), Qt.Key.Key_Tab)
        assert form.day.hasFocus()
        QTest.keyClick(form.day, Qt.Key.Key_Return)
        assert form.endless.hasFocus()  # the number of instalments is off while it runs on
        QTest.keyClick(form.endless, Qt.Key.Key_Return)
        assert form.initial.hasFocus()
        QTest.keyClick(form.initial, Qt.Key.Key_Return)
        assert panel.pane.submit.hasFocus()
        assert desk.funds.sent == []

    funds(test)


def test_tab_goes_from_the_search_over_the_filters_to_the_list(funds):
    async def test(desk: FundDesk) -> None:
        panel = await ready(desk)
        panel.show_page("funds")
        panel.funds.table.selectRow(0)
        panel.funds.filter.setFocus()
        passed = []
        while not panel.funds.table.hasFocus():
            QTest.keyClick(panel.focusWidget(), Qt.Key.Key_Tab)
            passed.append(panel.focusWidget().objectName())
            assert len(passed) < 12, passed
        assert passed == [
            "mutual.funds.amc",
            "mutual.funds.category",
            "mutual.funds.plan",
            "mutual.funds.dividend",
            "mutual.funds.buy",
            "mutual.funds.sip",
            "mutual.refresh",
            "mutual.funds.table",
        ]

    funds(test)
