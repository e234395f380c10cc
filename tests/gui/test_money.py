"""Gross and net, the contract note before sending, the day's charges, and the words of the funds."""

import asyncio
from collections.abc import Sequence
from decimal import Decimal

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from terminal.domain.account import Funds, Holding, OrderCost
from terminal.domain.basket import ChargeNote, ChargeQuery
from terminal.domain.errors import Transient
from terminal.domain.ids import AccountId, BrokerOrderId, InstrumentId
from terminal.domain.order import Product, Side
from terminal.ui import format as fmt
from terminal.ui.day import DayPnl
from terminal.ui.models.fund_words import DISABLED, FIELDS, NOT_DOCUMENTED, words
from terminal.ui.money import PnlMode, day_charges, pnl_words
from terminal.ui.panels.fund_cards import SegmentCard, UsedBar, share_in_use
from terminal.ui.panels.funds import CHARGES, FundsPanel
from terminal.ui.panels.positions import PositionsPanel
from tests.fakes.broker import FakeBroker
from tests.fakes.clock import eventually, settle
from tests.gui.trading_desk import click, find, on_desk, type_into  # noqa: F401  on_desk is a fixture
from tests.make import ACCOUNT, INFY, make_position, make_trade

FULL = Funds(
    account=ACCOUNT,
    segment="equity",
    enabled=True,
    net=Decimal(75_000),
    available={name: Decimal(1) for group, name in FIELDS if group == "available"},
    utilised={name: Decimal(2) for group, name in FIELDS if group == "utilised"}
    | {"debits": Decimal(25_000), "surprise": Decimal(3)},
)


class Calculator(FakeBroker):
    """20 rupees and 0.1 % an order."""

    async def fetch_charges(self, trades: Sequence[ChargeQuery]) -> list[ChargeNote]:
        self.charged.extend(trades)
        self._fail()
        return [self.note(t) for t in trades]

    def note(self, trade: ChargeQuery) -> ChargeNote:
        tax = trade.quantity * trade.price / 1000
        fee = Decimal("0.0042")
        lines = {"Brokerage": Decimal(20), "Securities transaction tax": tax, "SEBI charge": fee}
        return ChargeNote(total=sum(lines.values(), Decimal(0)), lines=lines)


@pytest.fixture
def mode() -> PnlMode:
    now = {"net": False}
    return PnlMode(lambda: now["net"], lambda net: now.update(net=net))


def with_calculator(desk) -> Calculator:
    """Put the calculator where the desk's broker is, for what asks brokers directly."""
    desk.broker.__class__ = Calculator
    return desk.broker


async def trade_a_little(desk, quantity: int = 10) -> None:
    """Buy INFY at 100 in two fills, and sell some of it at 104."""
    desk.broker.trades = [
        make_trade("1", order_id=BrokerOrderId("1"), quantity=quantity // 2),
        make_trade("2", order_id=BrokerOrderId("1"), quantity=quantity - quantity // 2),
        make_trade(
            "3", order_id=BrokerOrderId("2"), quantity=4, side=Side.SELL, price=Decimal(104)
        ),
    ]
    await desk.hold(
        make_position(
            quantity=quantity - 4,
            buy_quantity=quantity,
            buy_value=Decimal(100 * quantity),
            sell_quantity=4,
            sell_value=Decimal(416),
            day_buy_quantity=quantity,
            day_buy_value=Decimal(100 * quantity),
            day_sell_quantity=4,
            day_sell_value=Decimal(416),
        )
    )
    await desk.orders.refresh(ACCOUNT)
    desk.charges.on_positions(ACCOUNT)
    await desk.clock.advance(5)


def positions(desk, mode) -> PositionsPanel:
    return desk._show(
        PositionsPanel(
            orders=desk.orders,
            portfolio=desk.portfolio,
            instruments=desk.instruments,
            hub=desk.hub,
            link=desk.link,
            theme=desk.theme,
            frame=desk.frame,
            on_failure=desk.on_failure,
            charges=desk.charges,
            mode=mode,
        )
    )


def funds_panel(desk) -> FundsPanel:
    return desk._show(
        FundsPanel(
            portfolio=desk.portfolio,
            accounts=lambda: list(desk.orders.brokers),
            charges=desk.charges,
            instruments=desk.instruments,
            clock=desk.clock,
            theme=desk.theme,
            frame=desk.frame,
            on_failure=desk.on_failure,
        )
    )


def cell(panel, key: str, row: int = 0, role=Qt.ItemDataRole.DisplayRole) -> str:
    model = panel.model
    return model.index(row, model.column_number(key)).data(role) or ""


# -- gross and net


def test_positions_turn_between_gross_and_net_and_the_totals_follow(on_desk, mode):
    async def test(desk):
        with_calculator(desk)
        await trade_a_little(desk)
        panel = positions(desk, mode)
        desk.price(INFY, 104.0)
        assert cell(panel, "pnl") == "+40.00"  # 416 + 6 x 104 - 1000
        charges = desk.charges.total()
        assert charges == 40 + Decimal("1.416") + Decimal("0.0084")
        click(panel, "positions.net")
        net = Decimal(40) - charges
        assert cell(panel, "pnl") == fmt.signed(net) == "−1.42"
        assert cell(panel, "day") == fmt.signed(net)
        number = panel.model.column_number("pnl")
        assert panel.totals.text(number) == fmt.signed(net)
        head = panel.model.headerData(number, Qt.Orientation.Horizontal)
        assert head == "Net P&L"
        click(panel, "positions.net")
        assert cell(panel, "pnl") == "+40.00"
        assert panel.totals.text(number) == "+40.00"
        panel.activateWindow()
        panel.table.setFocus()
        await settle()
        QTest.keyClick(panel.table, Qt.Key.Key_N)
        assert mode.net

    on_desk(test)


def test_the_tooltip_tells_both_figures_and_what_closing_costs(on_desk, mode):
    async def test(desk):
        with_calculator(desk)
        await trade_a_little(desk)
        panel = positions(desk, mode)
        desk.price(INFY, 104.0)
        await desk.clock.advance(30)  # the price has moved: closing is asked anew
        desk.frame.tick()
        tip = cell(panel, "pnl", role=Qt.ItemDataRole.ToolTipRole)
        assert "Gross +₹40.00, before charges" in tip
        assert "Net −₹1.42, net of ₹41.42 charges so far" in tip
        assert "closing costs about ₹20.63 more" in tip
        assert tip == cell(panel, "pnl", role=Qt.ItemDataRole.AccessibleDescriptionRole)
        assert panel.totals.tip(panel.model.column_number("pnl")) == tip

    on_desk(test)


def test_the_top_bar_knows_net_gross_and_how_old_the_charges_are(on_desk, mode):
    async def test(desk):
        with_calculator(desk)
        day = DayPnl(desk.hub, desk.portfolio, charges=desk.charges, mode=mode, clock=desk.clock)
        assert "Not known yet" in day.tip()
        await trade_a_little(desk)
        desk.price(INFY, 104.0)
        assert (day.title(), day.value()) == ("Day P&L", pytest.approx(40.0))
        day.toggle()
        assert mode.net
        assert (day.title(), day.value()) == ("Net day P&L", pytest.approx(-1.4244))
        assert "Click to show it gross" in day.tip()
        desk.broker.failure = Transient("Zerodha does not answer.")
        trade = make_trade("9", order_id=BrokerOrderId("9"))
        desk.orders.book.fold_trades([trade])
        await desk.clock.advance(120)
        assert "Charges are 2 min old, reading them anew did not work" in day.tip()
        assert "1 executed order is still without charges" in day.tip()
        assert day.value() == pytest.approx(-1.4244)
        day.close()

    on_desk(test)


def test_pnl_words_leave_out_what_is_not_known() -> None:
    assert pnl_words(None, Decimal(0), None) == "Not known yet: no position has been read."
    text = pnl_words(10.0, Decimal(4), None)
    assert text.splitlines() == [
        "Gross +₹10.00, before charges",
        "Net +₹6.00, net of ₹4.00 charges so far",
    ]
    assert "closing" not in pnl_words(10.0, Decimal(4), Decimal(0))
    assert "2 executed orders are" in pnl_words(10.0, Decimal(4), None, pending=2)


def test_the_report_gets_total_kinds_and_what_is_missing(on_desk):
    async def test(desk):
        with_calculator(desk)
        total, kinds, remark = day_charges(desk.charges, desk.clock.now_ns())
        assert (total, kinds, remark) == (0, {}, "Depository charges are not included.")
        desk.broker.failure = Transient("Zerodha does not answer.")
        desk.orders.book.fold_trades([make_trade("1", order_id=BrokerOrderId("1"))])
        await desk.clock.advance(3)
        total, kinds, remark = day_charges(desk.charges, desk.clock.now_ns())
        assert total is None
        assert remark.startswith("One executed order is not in it")
        assert "Zerodha does not answer." in remark
        desk.broker.failure = None
        await desk.clock.advance(70)
        total, kinds, remark = day_charges(desk.charges, desk.clock.now_ns())
        assert total == sum(kinds.values()) == Decimal("21.0042")
        assert remark == "Depository charges are not included."

    on_desk(test)


# -- the day's charges


def test_the_charges_view_adds_up_by_kind_and_by_order(on_desk):
    async def test(desk):
        with_calculator(desk)
        panel = funds_panel(desk)
        panel.resize(1100, 300)
        click(panel, "funds.view.charges")
        desk.frame.tick()
        assert panel.empty_text.startswith("No order was executed today.")
        await trade_a_little(desk)
        desk.frame.tick()
        assert panel.empty_text == ""
        view = panel.charges
        total = desk.charges.total()
        assert view.sum.text() == f"{fmt.rupees(total)} charges today"
        assert len(view.model.rows) == 2
        assert view.totals.text(view.model.column_number("total")) == fmt.money(total)
        kinds = {row.kind: row.amount for row in view.kinds_model.rows}
        assert sum(kinds.values()) == total
        assert kinds["Brokerage"] == 40
        brokerage = view.model.column_number("kind Brokerage")
        assert view.totals.text(brokerage) == "40.00"
        assert view.kinds_total.text(1) == fmt.money(total)
        first = view.model.rows[0]
        assert cell(view, "kind SEBI charge") == "0.0042"  # part of a paisa, not nothing
        assert sum(first.note.lines.values()) == first.note.total
        assert find(panel, "funds.charges.note").text() == "Depository charges are not included."

    on_desk(test)


def test_old_charges_say_so_and_stay(on_desk):
    async def test(desk):
        with_calculator(desk)
        panel = funds_panel(desk)
        panel.view.set_value(CHARGES)
        await trade_a_little(desk)
        desk.frame.tick()
        shown = panel.charges.sum.text()
        desk.broker.failure = Transient("Zerodha does not answer.")
        desk.orders.book.fold_trades([make_trade("9", order_id=BrokerOrderId("9"))])
        await desk.clock.advance(300)
        desk.frame.tick()
        assert panel.charges.sum.text() == shown
        assert "Charges are 5 min old" in panel.charges.status.text()
        number = panel.charges.model.find((ACCOUNT, "9"))
        assert cell(panel.charges, "total", number) == "pending"
        desk.broker.failure = None
        await desk.clock.advance(70)
        desk.frame.tick()
        assert panel.charges.status.text() == ""
        assert panel.charges.sum.text() != shown

    on_desk(test)


# -- funds


def test_every_field_of_the_broker_is_explained_and_unknown_ones_keep_their_name(on_desk):
    async def test(desk):
        desk.broker.funds = [FULL]
        panel = funds_panel(desk)
        await desk.portfolio.refresh(ACCOUNT)
        desk.frame.tick()
        shown = {(row.group, row.name) for row in panel.model.rows if not row.heading}
        assert shown == set(FIELDS) | {("utilised", "surprise")}
        for number, row in enumerate(panel.model.rows):
            if row.heading:
                continue
            for key in ("field", "equity", "help"):
                tip = cell(panel, key, number, Qt.ItemDataRole.ToolTipRole)
                assert words(row.group, row.name).meaning in tip
                assert f"{row.group}.{row.name}" in tip
                spoken = cell(panel, key, number, Qt.ItemDataRole.AccessibleDescriptionRole)
                assert spoken == tip
        odd = next(n for n, row in enumerate(panel.model.rows) if row.name == "surprise")
        assert cell(panel, "field", odd) == "surprise"
        assert NOT_DOCUMENTED in cell(panel, "help", odd)

    on_desk(test)


def test_a_card_shows_how_much_is_in_use_and_a_disabled_segment_says_so(on_desk):
    async def test(desk):
        off = replace(FULL, segment="commodity", enabled=False)
        other = replace(FULL, account=AccountId("practice:ZB9999"), net=Decimal(-5))
        desk.broker.funds = [FULL, off, other]
        panel = funds_panel(desk)
        panel.resize(1400, 300)
        await desk.portfolio.refresh(ACCOUNT)
        desk.frame.tick()
        cards = panel.findChildren(SegmentCard)
        assert len(cards) == 3
        bar = find(panel, f"fundsCard.{ACCOUNT}.equity").findChild(UsedBar)
        assert bar.share == 0.25
        used = panel.findChild(QLabel, f"fundsUsed.{ACCOUNT}.equity")
        assert used.text() == "₹25,000.00 in use (25%)"
        disabled = find(panel, f"fundsCard.{ACCOUNT}.commodity")
        assert DISABLED in [label.text() for label in disabled.findChildren(QLabel)]
        assert find(panel, "fundsCard.practice:ZB9999.equity").findChild(UsedBar).share == 1.0

    on_desk(test)


def test_a_share_in_use_is_a_part_of_the_whole() -> None:
    assert share_in_use(Decimal(75), Decimal(25)) == 0.25
    assert share_in_use(Decimal(100), Decimal(-20)) == 0.0  # sales lent more than is blocked
    assert share_in_use(Decimal(-10), Decimal(50)) == 1.0
    assert share_in_use(Decimal(0), Decimal(0)) == 0.0


def test_required_and_final_are_explained(on_desk):
    async def test(desk):
        panel = funds_panel(desk)
        click(panel, "funds.view.explained")
        desk.frame.tick()
        page = find(panel, "funds.words")
        text = " ".join(label.text() for label in page.findChildren(QLabel))
        for word in ("Basket: required", "Basket: final", "Order margin", "Break-even", "net"):
            assert word in text
        assert page.isVisible()
        assert panel.save_state() == {"view": "words"}
        panel.restore_state({"view": "funds"})
        assert not page.isVisible()

    on_desk(test)


# -- the contract note before sending


def cost() -> OrderCost:
    return OrderCost(
        margin=Decimal(1498),
        charges=Decimal("21.0042"),
        charge_lines={
            "Brokerage": Decimal(20),
            "Securities transaction tax": Decimal(1),
            "SEBI charge": Decimal("0.0042"),
        },
        margin_lines={"var": Decimal(1498)},
        leverage=Decimal(5),
    )


def test_the_contract_note_opens_over_the_ticket_and_follows_the_draft(on_desk):
    async def test(desk):
        with_calculator(desk)
        desk.broker.cost = cost()
        ticket = await desk.buy_ticket(side=Side.BUY, quantity=10, price=Decimal(100))
        await eventually(lambda: ticket.view.cost.charges_text == "21.00")
        QTest.mouseClick(ticket.view.cost, Qt.MouseButton.LeftButton, pos=QPoint(20, 8))
        note = ticket._costing._note
        assert note.isVisible()
        await eventually(lambda: "Break-even price" in note.lines())
        lines = note.lines()
        assert lines["Brokerage"] == "20.00"
        assert lines["SEBI charge"] == "0.0042"
        assert lines["All charges"] == "21.00"
        assert lines["Value at risk"] == lines["All margin"] == "1,498.00"
        assert lines["Leverage"] == "5×"
        assert lines["Charges both ways"] == "42.01"
        # 42.0084 on 10 shares are 4.20084: the next legal price beyond it
        assert lines["Break-even price"] == "104.25 (+4.25, +4.25%)"
        assert lines["Left after it"] == fmt.money(Decimal("210345.55") - 1498 - Decimal("21.0042"))
        opening, closing = desk.broker.charged[-2:]
        assert (opening.side, closing.side) == (Side.BUY, Side.SELL)
        assert opening.price == closing.price == 100
        type_into(ticket.form.quantity, "20")
        await eventually(lambda: "102.25" in note.lines().get("Break-even price", ""))
        note.hide()
        asked = len(desk.broker.charged)
        type_into(ticket.form.quantity, "30")
        await asyncio.sleep(0.4)
        assert len(desk.broker.charged) == asked  # closed: nothing is asked for it

    on_desk(test)


def test_the_note_of_an_exit_and_of_a_failed_estimate(on_desk):
    async def test(desk):
        with_calculator(desk)
        desk.broker.cost = cost()
        await desk.hold(make_position(quantity=10, product=Product.MIS))
        ticket = await desk.buy_ticket(
            side=Side.SELL, quantity=10, price=Decimal(100), reduces=True, product=Product.MIS
        )
        await eventually(lambda: ticket.view.cost.charges_text == "21.00")
        click_tool(ticket)
        note = ticket._costing._note
        await settle()
        assert "Break-even price" not in note.lines()
        assert "Left after it" not in note.lines()  # an exit frees margin
        texts = " ".join(label.text() for label in note.findChildren(QLabel))
        assert "This order closes a position" in texts
        assert "Depository charges are not included." in texts
        desk.broker.failure = Transient("Zerodha does not answer.")
        type_into(ticket.form.quantity, "5")
        await eventually(
            lambda: "Zerodha does not answer." in [w.text() for w in note.findChildren(QLabel)]
        )
        QTest.keyClick(note, Qt.Key.Key_Escape)
        assert not note.isVisible()

    on_desk(test)


def click_tool(ticket) -> None:
    QTest.mouseClick(ticket.view.cost.details, Qt.MouseButton.LeftButton)
    assert ticket.view.cost.details.accessibleName()
    assert QApplication.activePopupWidget() is not None


# -- holdings


def test_the_totals_of_holdings_fit_together(on_desk):
    async def test(desk):
        def hold(instrument, quantity, average, close, **fields):
            return Holding(
                account=ACCOUNT, instrument=instrument, symbol=instrument.symbol,
                quantity=quantity, average_price=Decimal(average), close_price=Decimal(close),
                last_price=Decimal(close), **fields,
            )  # fmt: skip

        odd = InstrumentId("NSE", "ODD")
        unpriced = InstrumentId("NSE", "NEW")
        desk.broker.holdings = [
            hold(INFY, 10, "90", "100"),
            hold(odd, 5, "0", "40", discrepancy=True),
            hold(unpriced, 7, "10", "0"),
        ]
        panel = desk.holdings_panel()
        await desk.portfolio.refresh(ACCOUNT)
        desk.frame.tick()
        desk.price(INFY, 104.0, close=100.0)
        number = panel.model.column_number
        assert panel.totals.text(number("pnl")) == "+140.00"
        assert panel.totals.text(number("pnl_percent")) == "+15.56%"  # 140 of 900, not of 970
        assert panel.totals.text(number("day")) == "+40.00"
        assert panel.totals.text(number("day_percent")) == "+3.33%"  # of 1,000 and 200
        assert panel.totals.text(number("current")) == "1,240.00"
        tip = panel.totals.tip(number("pnl"))
        assert "Worth ₹1,040.00, paid ₹900.00: +₹140.00 before charges." in tip
        assert "2 holdings are left out: the cost or price is not known." in tip
        assert "Worth ₹1,200.00 at the previous close, ₹1,240.00 now: +₹40.00." in (
            panel.totals.tip(number("day"))
        )

    on_desk(test)
