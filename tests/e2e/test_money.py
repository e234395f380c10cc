"""Charges, margins and funds in the real window against the real practice server."""

from decimal import Decimal

import httpx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from terminal.domain.ids import InstrumentId
from terminal.domain.order import OrderState, Side
from terminal.ui import format as fmt
from terminal.ui.models.fund_words import NOT_DOCUMENTED
from tests.e2e.person import at_the_desk

INFY = InstrumentId("NSE", "INFY")
SBIN = InstrumentId("NSE", "SBIN")
PARTS = (
    "transaction_tax",
    "exchange_turnover_charge",
    "sebi_turnover_charge",
    "brokerage",
    "stamp_duty",
)


class Server:
    """The practice server's own numbers, over a client that is not ours."""

    def __init__(self, sandbox) -> None:
        keys = sandbox.credentials
        self._http = httpx.Client(
            base_url=sandbox.rest,
            headers={
                "Authorization": f"token {keys['api_key']}:{keys['access_token']}",
                "X-Kite-Version": "3",
            },
            trust_env=False,
            timeout=20.0,
        )

    def ask(self, method: str, path: str, **more):
        reply = self._http.request(method, path, **more)
        assert reply.status_code == 200, reply.text
        return reply.json()["data"]

    def note(self, symbol: str, side: str, quantity: int, price: float, product: str = "MIS"):
        item = {
            "order_id": "1",
            "exchange": "NSE",
            "tradingsymbol": symbol,
            "transaction_type": side,
            "variety": "regular",
            "product": product,
            "order_type": "LIMIT",
            "quantity": quantity,
            "average_price": price,
        }
        (row,) = self.ask("POST", "/charges/orders", json=[item])
        return row["charges"]

    def of_orders(self) -> float:
        """Return what the day's executed orders cost, reckoned from the server's own order book."""
        done = [row for row in self.ask("GET", "/orders") if row["filled_quantity"]]
        return sum(
            self.note(
                row["tradingsymbol"],
                row["transaction_type"],
                row["filled_quantity"],
                row["average_price"],
                row["product"],
            )["total"]
            for row in done
        )

    def close(self) -> None:
        self._http.close()


@pytest.fixture
def server_side(sandbox):
    sandbox.new_token()  # an earlier test may have let the last one die
    side = Server(sandbox)
    yield side
    side.close()


async def trade(person, instrument, side, quantity):
    order = await person.send_ticket(instrument, side, quantity=quantity)
    return await person.order_is(order.key, OrderState.COMPLETE)


async def charged(person, orders: int) -> Decimal:
    """Wait until so many orders have their charges, and return the day's sum."""
    charges = person.terminal.charges
    await person.until(
        lambda: len(charges.orders()) == orders and not charges.pending(),
        f"{orders} orders have their charges",
    )
    return charges.total()


def amount(text: str) -> Decimal:
    return Decimal(text.translate(str.maketrans("−", "-", "+₹,")))


def cell(panel, row: int, key: str, role=Qt.ItemDataRole.DisplayRole) -> str:
    model = panel.model
    return model.index(row, model.column_number(key)).data(role) or ""


def test_charges_appear_and_net_is_gross_less_charges(qrun, sandbox, tmp_path, server_side):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            window = person.window
            await trade(person, INFY, Side.BUY, 10)
            await trade(person, INFY, Side.SELL, 10)
            total = await charged(person, 2)
            assert float(total) == pytest.approx(server_side.of_orders(), abs=1e-6)

            window.show_panel("positions")
            panel = window.panels["positions"]
            await person.until(lambda: panel.model.rows, "the position is listed")
            # Flat: no price moves it any more, so that both figures stand still.
            await person.until(lambda: panel.model.rows[0].position.quantity == 0)
            gross = amount(cell(panel, 0, "pnl"))
            assert not person.terminal.settings.current.appearance.pnl_net
            person.click("positions.net", panel)
            net = amount(cell(panel, 0, "pnl"))
            assert abs(net - (gross - total)) <= Decimal("0.011")
            top = window.top
            await person.until(lambda: top._pnl.accessibleName().startswith("Net day P&L"))
            shown = amount(top._pnl.accessibleName().split()[-1])
            assert abs(shown - net) <= Decimal("0.011")
            assert f"net of {fmt.rupees(total)} charges so far" in top._pnl.toolTip()
            assert top._pnl.accessibleDescription() == top._pnl.toolTip()
            QTest.mouseClick(top._pnl, Qt.MouseButton.LeftButton)
            assert not person.terminal.settings.current.appearance.pnl_net
            await person.until(lambda: amount(cell(panel, 0, "pnl")) == gross, "gross again")

            await trade(person, SBIN, Side.BUY, 7)
            more = await charged(person, 3)
            assert more > total
            await person.until(
                lambda: person.terminal.charges.closing(), "closing costs are estimated"
            )
            closing = person.terminal.charges.closing()
            await person.until(
                lambda: (
                    f"closing costs about {fmt.rupees(closing)} more" in top._pnl.toolTip()
                    or person.terminal.charges.closing() != closing
                )
            )

            person.window.show_panel("funds")
            funds = window.panels["funds"]
            person.click("funds.view.charges", funds)
            await person.until(lambda: len(funds.charges.model.rows) == 3)
            assert funds.charges.sum.text() == f"{fmt.rupees(more)} charges today"
            kinds = sum(row.amount for row in funds.charges.kinds_model.rows)
            assert abs(kinds - more) < Decimal("1e-5")
            assert float(more) == pytest.approx(server_side.of_orders(), abs=1e-6)

    qrun(day())


def test_the_charges_of_the_day_are_there_after_a_restart(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            await trade(person, INFY, Side.BUY, 3)
            total = await charged(person, 1)
            person.terminal.theme.use("light")  # as --theme does
            person.window.show_panel("positions")
            person.click("positions.net", person.window.panels["positions"])
            assert person.terminal.theme.name == "light", "another setting undid the theme"
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            assert await charged(person, 1) == total
            assert person.terminal.settings.current.appearance.pnl_net
            await person.until(
                lambda: person.window.top._pnl.accessibleName().startswith("Net day P&L")
            )

    qrun(day())


def test_every_field_of_the_funds_is_explained(qrun, sandbox, tmp_path, server_side):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            account = await person.live()
            person.window.show_panel("funds")
            panel = person.window.panels["funds"]
            await person.until(lambda: panel.model.rows, "funds are shown")
            told = server_side.ask("GET", "/user/margins")
            fields = {
                (group, name)
                for row in told.values()
                for group in ("available", "utilised")
                for name in row[group]
            }
            rows = [row for row in panel.model.rows if not row.heading]
            assert {(row.group, row.name) for row in rows} == fields
            for number, row in enumerate(panel.model.rows):
                if not row.heading:
                    tip = cell(panel, number, "field", Qt.ItemDataRole.ToolTipRole)
                    assert row.help in tip
                    assert NOT_DOCUMENTED not in tip
            for segment in ("equity", "commodity"):
                net = person.find(QLabel, f"fundsNet.{account}.{segment}", panel)
                assert net.text() == fmt.rupees(told[segment]["net"])

    qrun(day())


def test_the_contract_note_is_the_servers(qrun, sandbox, tmp_path, server_side):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            panel = person.open_ticket(INFY, Side.BUY)
            last = await person.priced(INFY)
            price = round(last * 0.99)
            person.click("ticket.product.mis", panel)
            person.click("ticket.type.limit", panel)
            person.type_into("ticket.price", str(price), panel)
            person.type_into("ticket.quantity", "25", panel)
            opening = server_side.note("INFY", "BUY", 25, price)
            closing = server_side.note("INFY", "SELL", 25, price)
            await person.until(
                lambda: panel.view.cost.charges_text == fmt.money(opening["total"]),
                "the strip shows the charges",
            )
            person.click("ticket.details", panel)
            note = panel._costing._note
            assert note.isVisible()
            await person.until(lambda: "Break-even price" in note.lines())
            lines = note.lines()
            captions = dict(
                zip(
                    ("Securities transaction tax", "Exchange charge", "SEBI charge", "Brokerage",
                     "Stamp duty"),
                    PARTS,
                    strict=True,
                )
            )  # fmt: skip
            for caption, part in captions.items():
                assert float(amount(lines[caption])) == pytest.approx(opening[part], abs=0.006)
            assert lines["GST"] == fmt.money(opening["gst"]["total"])
            assert lines["All charges"] == fmt.money(opening["total"])
            both = opening["total"] + closing["total"]
            assert lines["Charges both ways"] == fmt.money(both)
            level = amount(lines["Break-even price"].split()[0])
            move = float(level) - price
            assert both / 25 <= move < both / 25 + 0.11  # the next legal price, tick 0.10 at most
            (margin,) = server_side.ask(
                "POST",
                "/margins/orders",
                json=[
                    {
                        "exchange": "NSE",
                        "tradingsymbol": "INFY",
                        "transaction_type": "BUY",
                        "variety": "regular",
                        "product": "MIS",
                        "order_type": "LIMIT",
                        "quantity": 25,
                        "price": price,
                        "trigger_price": 0,
                    }
                ],
            )
            assert lines["All margin"] == fmt.money(margin["total"])
            assert lines["Value at risk"] == fmt.money(margin["var"])
            note.hide()
            # Nothing was sent by looking.
            assert person.orders() == []

    qrun(day())


def test_a_calculator_that_is_down_holds_up_no_order_and_the_last_figures_stay(
    qrun, sandbox, tmp_path, server_side
):
    async def day():
        async with at_the_desk(sandbox, tmp_path, hurry=True) as person:
            await person.live()
            charges = person.terminal.charges
            await trade(person, INFY, Side.BUY, 10)
            before = await charged(person, 1)
            sandbox.arm("http_503", match={"method": "POST", "path": "/charges/*"}, count=10_000)
            person.window.show_panel("funds")
            panel = person.window.panels["funds"]
            person.click("funds.view.charges", panel)
            await trade(person, SBIN, Side.BUY, 3)  # no longer than ever: nothing waits for charges
            await person.until(charges.problem, "the calculator's failure is noticed")
            assert charges.total() == before
            assert charges.pending() == 1
            status = panel.charges.status
            await person.until(lambda: "reading them anew did not work" in status.text())
            assert "old" in status.text()
            sandbox.clear_faults()
            after = await charged(person, 2)
            assert after > before
            assert float(after) == pytest.approx(server_side.of_orders(), abs=1e-6)
            await person.until(lambda: status.text() == "")

    qrun(day())
