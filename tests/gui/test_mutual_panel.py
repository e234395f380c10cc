"""What an investor sees and does in the mutual funds panel: reading, searching, states in words."""

from datetime import date
from decimal import Decimal

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from terminal.domain.errors import Transient
from terminal.domain.ids import AccountId
from terminal.domain.mutual import FundLot, FundOrderState, FundRules, Sip, SipFrequency, SipState
from terminal.domain.order import Side
from tests.gui.fund_desk import (
    DEBT,
    EQUITY,
    LIQUID,
    FakeFunds,
    FundDesk,
    cells,
    fill,
    funds,
    holding,
    order,
)
from tests.make import ACCOUNT

__all__ = ["funds"]


def sip(**fields) -> Sip:
    values = {
        "key": "s1",
        "account": ACCOUNT,
        "isin": EQUITY,
        "name": "Alpha Bluechip Fund - Direct Plan",
        "state": SipState.ACTIVE,
        "amount": Decimal(1000),
        "frequency": SipFrequency.MONTHLY,
        "instalments": 12,
        "done": 3,
        "pending": 9,
        "day": 5,
        "next_on": date(2026, 12, 5),
        "step_up": (("15-01", Decimal(10)),),
    }
    return Sip(**(values | fields))


def test_a_holding_shows_its_figures_its_return_and_the_totals(funds):
    async def test(desk: FundDesk) -> None:
        desk.funds.holdings = [holding(pledged=Decimal("12.5"))]
        desk.funds.lots = {
            EQUITY: [
                FundLot(
                    isin=EQUITY,
                    folio="1234567",
                    quantity=Decimal(100),
                    price=Decimal(40),
                    amount=Decimal(4000),
                    bought_on=date(2025, 11, 19),
                )
            ]
        }
        panel = await desk.open()
        row = cells(panel.holdings)
        assert row["units"] == "100.000"
        assert row["pledged"] == "12.500"
        assert (row["average"], row["nav"]) == ("40.0000", "50.2500")
        assert row["nav_date"] == "19 Nov 2026"
        assert (row["invested"], row["value"]) == ("4,000.00", "5,025.00")
        assert (row["pnl"], row["pnl_percent"]) == ("+1,025.00", "+25.62%")
        assert row["xirr"] == "+25.63%"
        totals, number = panel.holdings.totals, panel.holdings.model.column_number
        assert totals.text(number("value")) == "5,025.00"
        assert totals.text(number("xirr")) == "+25.63%"
        assert "1 holding" in totals.label

    funds(test)


def test_large_sums_are_grouped_the_indian_way(funds):
    async def test(desk: FundDesk) -> None:
        desk.funds.holdings = [holding(quantity=Decimal(250000))]
        panel = await desk.open()
        assert cells(panel.holdings)["value"] == "1,25,62,500.00"
        assert cells(panel.holdings)["units"] == "2,50,000.000"

    funds(test)


def test_the_ring_says_where_the_money_is(funds):
    async def test(desk: FundDesk) -> None:
        desk.funds.holdings = [
            holding(quantity=Decimal(300), nav=Decimal(10)),
            holding(isin=DEBT, name="Beta Corporate Bond Fund", nav=Decimal(10)),
        ]
        panel = await desk.open()
        ring = panel.holdings.allocation.ring
        await desk.eventually(lambda: [s.name for s in ring.slices] == ["Equity", "Debt"])
        assert ring.accessibleDescription() == "Equity 75 percent, Debt 25 percent"
        panel.holdings.allocation.by.set_value("amc")
        assert [s.name for s in ring.slices] == ["Alpha", "Beta House"]
        ring.setFocus()
        QTest.keyClick(ring, Qt.Key.Key_Down)
        assert ring.current.name == "Alpha"

    funds(test)


def test_the_chart_makes_room_for_the_editor_where_there_is_little(funds):
    async def test(desk: FundDesk) -> None:
        desk.funds.holdings = [holding()]
        panel = await desk.open(width=1000)
        assert panel.holdings.allocation.isVisible()
        panel.holdings.table.selectRow(0)
        panel.holdings.buy()
        assert not panel.holdings.allocation.isVisible()
        panel.pane.close_form()
        await desk.eventually(panel.holdings.allocation.isVisible)

    funds(test)


def test_search_and_filters_narrow_the_list_down(funds):
    async def test(desk: FundDesk) -> None:
        panel = await desk.open()
        panel.show_page("funds")
        page = panel.funds
        await desk.eventually(lambda: len(page.model.rows) == 3)
        fill(page.filter, "alpha liq")
        assert [s.isin for s in page.model.rows] == [LIQUID]
        assert "1 of 3" in page.note.text()
        page.clear_filters()
        box = page.facets["amc"]
        assert [box.itemText(n) for n in range(box.count())] == [
            "All fund houses",
            "Alpha",
            "Beta House",
        ]
        box.setCurrentIndex(2)
        assert cells(page)["plan"] == "Regular"
        fill(page.filter, "alpha")
        assert page.said == "No fund matches."
        assert cells_of_empty(page) == "Clear search and filters"

    funds(test)


def cells_of_empty(page) -> str:
    return page.table.findChild(QPushButton, "emptyAction").text()


def test_the_list_is_worked_by_keyboard_alone(funds):
    async def test(desk: FundDesk) -> None:
        panel = await desk.open()
        panel.show_page("funds")
        page = panel.funds
        await desk.eventually(lambda: len(page.model.rows) == 3)
        QTest.keyClick(page.table, Qt.Key.Key_Slash)
        assert page.filter.hasFocus()
        QTest.keyClicks(page.filter, "blue")
        QTest.keyClick(page.filter, Qt.Key.Key_Return)
        assert page.table.hasFocus()
        QTest.keyClick(page.table, Qt.Key.Key_Return)
        assert panel.pane.title.text() == "Buy Alpha Bluechip Fund - Direct Plan"
        assert panel.pane.form.amount.hasFocus()
        QTest.keyClick(panel.pane.form.amount, Qt.Key.Key_Escape)
        assert panel.pane.isHidden()
        assert page.table.hasFocus()
        QTest.keyClick(page.table, Qt.Key.Key_3)
        assert panel.page is panel.orders

    funds(test)


def test_orders_say_their_state_in_words_and_settled_ones_their_nav(funds):
    async def test(desk: FundDesk) -> None:
        desk.funds.orders = [
            order(),
            order(
                key="o2",
                state=FundOrderState.COMPLETE,
                quantity=Decimal("99.502"),
                average_price=Decimal("50.25"),
                nav=Decimal("50.25"),
                nav_date=date(2026, 11, 18),
                folio="777",
                placed_by_sip=True,
                placed_ns=order().placed_ns - 1,
            ),
            order(
                key="o3",
                side=Side.SELL,
                state=FundOrderState.REJECTED,
                amount=Decimal(0),
                quantity=Decimal(5),
                message="Insufficient units",
                placed_ns=order().placed_ns - 2,
            ),
        ]
        panel = await desk.open()
        panel.show_page("orders")
        first, second, third = (cells(panel.orders, n) for n in range(3))
        assert first["state"] == "Waiting for the NAV"
        assert first["nav"] == "—"
        assert second["state"] == "Settled"
        assert second["fund"].startswith("SIP · ")
        assert (second["nav"], second["nav_date"]) == ("50.2500", "18 Nov 2026")
        assert second["folio"] == "777"
        assert (third["side"], third["state"]) == ("Redeem", "Rejected")
        assert third["message"] == "Insufficient units"
        assert "1 waiting" in panel.orders.note.text()

    funds(test)


def test_del_cancels_the_chosen_open_orders_and_no_other(funds):
    async def test(desk: FundDesk) -> None:
        done = order(key="o2", state=FundOrderState.COMPLETE)
        desk.funds.orders = [order(), done]
        panel = await desk.open()
        panel.show_page("orders")
        panel.orders.table.selectAll()
        QTest.keyClick(panel.orders.table, Qt.Key.Key_Delete)
        await desk.eventually(lambda: cells(panel.orders)["state"] == "Cancelled")
        assert [o.key for o in desk.funds.sent] == ["o1"]

    funds(test)


def test_sips_say_when_how_much_and_how_far(funds):
    async def test(desk: FundDesk) -> None:
        desk.funds.sips = [sip()]
        panel = await desk.open()
        panel.show_page("sips")
        row = cells(panel.sips)
        assert row["state"] == "Active"
        assert row["frequency"] == "Every month"
        assert (row["day"], row["next"]) == ("5th", "5 Dec 2026")
        assert (row["done"], row["pending"]) == ("3 of 12", "9")
        assert row["step_up"] == "+10% on 15 Jan"
        assert panel.tabs.button("sips").text() == "SIPs 1"

    funds(test)


def test_space_pauses_a_sip_and_resumes_it(funds):
    async def test(desk: FundDesk) -> None:
        desk.funds.sips = [sip()]
        panel = await desk.open()
        panel.show_page("sips")
        panel.sips.table.selectRow(0)
        QTest.keyClick(panel.sips.table, Qt.Key.Key_Space)
        await desk.eventually(lambda: cells(panel.sips)["state"] == "Paused")
        assert cells(panel.sips)["next"] == "—"
        button = panel.findChild(QPushButton, "mutual.sips.pause")
        assert button.text() == "Resume"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        await desk.eventually(lambda: cells(panel.sips)["state"] == "Active")

    funds(test)


def test_a_broker_without_writes_shows_why_and_where_instead_of_the_editor(funds, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)

    async def test(desk: FundDesk) -> None:
        desk.funds.rules = FundRules(
            writes=False, why="Fund orders are placed on Coin.", link="https://coin.example.com/x"
        )
        desk.funds.holdings = [holding()]
        panel = await desk.open()
        assert cells(panel.holdings)["units"] == "100.000"
        panel.holdings.table.selectRow(0)
        panel.holdings.buy()
        assert panel.pane.locked_out
        assert panel.pane.reason.text() == "Fund orders are placed on Coin."
        assert not panel.pane.submit.isVisible()
        assert not panel.pane.form.isVisible()
        assert panel.pane.link.text() == "Open coin.example.com"
        QTest.mouseClick(panel.pane.link, Qt.MouseButton.LeftButton)
        assert [u.toString() for u in opened] == ["https://coin.example.com/x"]
        panel.pane.send()
        await desk.settled()
        assert desk.funds.sent == []

    funds(test)


def test_of_two_accounts_the_one_that_takes_orders_is_proposed(funds):
    async def test(desk: FundDesk) -> None:
        desk.funds.rules = FundRules(writes=False, why="Not here.", link="https://x.example")
        other = FakeFunds(AccountId("practice:ZB9999"))
        await desk.attach(other)
        panel = await desk.open()
        panel.buy(EQUITY)
        assert panel.pane.form.account == other.account
        assert panel.pane.accounts.isVisible()
        assert not panel.pane.locked_out
        panel.pane.accounts.setCurrentIndex(panel.pane.accounts.findData(ACCOUNT))
        panel.pane.accounts.activated.emit(panel.pane.accounts.currentIndex())
        assert panel.pane.locked_out

    funds(test)


def test_without_an_account_that_has_funds_every_page_says_so(funds):
    async def test(desk: FundDesk) -> None:
        panel = desk.show()
        for name in ("holdings", "funds", "orders", "sips"):
            panel.show_page(name)
            await desk.settled()
            assert "has mutual funds" in panel.page.said

    funds(test)


def test_a_failed_read_says_why_and_retry_reads_again(funds):
    async def test(desk: FundDesk) -> None:
        desk.funds.error = Transient("The broker did not answer.")
        panel = await desk.open()
        assert "The broker did not answer." in panel.holdings.said
        assert cells_of_empty(panel.holdings) == "Retry"
        desk.funds.error = None
        desk.funds.holdings = [holding()]
        QTest.mouseClick(
            panel.holdings.table.findChild(QPushButton, "emptyAction"),
            Qt.MouseButton.LeftButton,
        )
        await desk.eventually(lambda: panel.holdings.said == "")
        assert cells(panel.holdings)["units"] == "100.000"

    funds(test)


def test_a_read_that_fails_later_keeps_the_rows_and_says_that_they_are_old(funds):
    async def test(desk: FundDesk) -> None:
        desk.funds.holdings = [holding()]
        panel = await desk.open()
        desk.funds.error = Transient("The broker did not answer.")
        panel.refresh()
        await desk.eventually(lambda: "Not up to date" in panel.holdings.note.text())
        assert cells(panel.holdings)["units"] == "100.000"

    funds(test)


def test_a_list_of_funds_that_cannot_be_loaded_says_so(funds):
    async def test(desk: FundDesk) -> None:
        desk.funds.scheme_error = Transient("The list could not be fetched.")
        panel = await desk.open()
        panel.show_page("funds")
        await desk.settled()
        assert "could not be fetched" in panel.funds.said
        desk.funds.scheme_error = None
        panel.refresh()
        await desk.eventually(lambda: len(panel.funds.model.rows) == 3)

    funds(test)


def test_rows_are_copied_as_a_table(funds):
    async def test(desk: FundDesk) -> None:
        desk.funds.holdings = [holding()]
        panel = await desk.open()
        panel.holdings.table.selectRow(0)
        QTest.keyClick(panel.holdings.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        head, row = QGuiApplication.clipboard().text().split("\n")
        assert head.split("\t")[:2] == ["Fund", "Value"]
        assert row.split("\t")[:2] == ["Alpha Bluechip Fund - Direct Plan", "5025.00"]

    funds(test)


def test_the_layout_is_remembered(funds):
    async def test(desk: FundDesk) -> None:
        panel = await desk.open()
        panel.show_page("sips")
        panel.holdings.chart_button.setChecked(False)
        panel.holdings.allocation.by.set_value("scheme")
        panel.sips.table.setColumnWidth(0, 333)
        state = panel.save_state()
        panel.show_page("funds")
        panel.holdings.chart_button.setChecked(True)
        panel.sips.table.setColumnWidth(0, 100)
        panel.restore_state(state)
        assert panel.page is panel.sips
        assert panel.sips.table.columnWidth(0) == 333
        assert not panel.holdings.chart_button.isChecked()
        assert panel.holdings.allocation.by.value() == "scheme"
        panel.restore_state({"page": 7, "tables": [], "chart": "yes", "by": 3})

    funds(test)


def test_details_of_an_order_follow_it_and_cancel_it(funds):
    async def test(desk: FundDesk) -> None:
        desk.funds.orders = [order()]
        panel = await desk.open()
        panel.show_page("orders")
        panel.orders.table.selectRow(0)
        QTest.keyClick(panel.orders.table, Qt.Key.Key_Return)
        facts = dict(panel.pane.form.facts.shown)
        assert facts["State"] == "Waiting for the NAV"
        assert panel.pane.submit.sentence.startswith("Cancel the purchase of ₹5,000")
        desk.funds.orders = [replace(order(), state=FundOrderState.COMPLETE, nav=Decimal(50))]
        panel.refresh()
        await desk.eventually(lambda: not panel.pane.submit.isVisible())
        assert dict(panel.pane.form.facts.shown)["State"] == "Settled"

    funds(test)


def test_who_logs_in_again_gets_the_list_of_funds_again(funds):
    async def test(desk: FundDesk) -> None:
        panel = await desk.open()
        await desk.eventually(lambda: len(desk.service.schemes()) == 3)
        panel.hide()
        await desk.service.detach(ACCOUNT)
        await desk.attach(desk.funds)
        assert len(desk.service.schemes()) == 0
        panel.show()
        await desk.eventually(lambda: len(desk.service.schemes()) == 3)

    funds(test)


def test_a_yearly_return_of_a_few_days_is_not_shown_as_a_gain(funds):
    async def test(desk: FundDesk) -> None:
        desk.funds.holdings = [holding(average_nav=Decimal(50))]
        desk.funds.lots = {
            EQUITY: [
                FundLot(
                    isin=EQUITY,
                    folio="1234567",
                    quantity=Decimal(100),
                    price=Decimal(50),
                    amount=Decimal(5000),
                    bought_on=date(2026, 11, 15),
                )
            ]
        }
        panel = await desk.open()
        await desk.eventually(lambda: cells(panel.holdings)["xirr"] != "—")
        (row,) = panel.holdings.model.rows
        column = panel.holdings.model.columns[panel.holdings.model.column_number("xirr")]
        assert row.figures.xirr > 0.5
        assert column.color(row) == "muted"
        assert "less than a year" in column.hint(row)

    funds(test)


def test_an_account_that_leaves_while_a_form_is_open_closes_nothing_and_sends_nothing(funds):
    async def test(desk: FundDesk) -> None:
        panel = await desk.open()
        await desk.eventually(lambda: len(desk.service.schemes()) == 3)
        panel.buy(EQUITY)
        fill(panel.pane.form.amount, "5000")
        assert panel.pane.submit.isEnabled()
        await desk.service.detach(ACCOUNT)
        await desk.settled()
        assert panel.pane.form.amount.text() == "5000"
        assert not panel.pane.submit.isEnabled()
        assert "no mutual funds here" in panel.pane.message.text()
        panel.pane.send()
        await desk.settled()
        assert desk.funds.sent == []

    funds(test)
