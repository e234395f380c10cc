"""Holdings on their way to be sold: the depository's authorisation, and today's auction."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest

from terminal.brokers.kite.codec_errors import AUTHORISATION
from terminal.domain.account import AuctionOffer
from terminal.domain.errors import Rejected, Transient
from terminal.domain.ids import InstrumentId
from terminal.domain.order import Product, Side, Variety
from terminal.ui.link import TicketRequest
from terminal.ui.models.holdings import badge_of
from tests.fakes.broker import ALL
from tests.fakes.clock import eventually, settle
from tests.gui.test_holdings_panel import cell, holding, own
from tests.gui.trading_desk import TradingDesk, click, find, on_desk
from tests.make import INFY, make_instrument

__all__ = ["on_desk"]

SBIN = InstrumentId("NSE", "SBIN")
INFY_ISIN, SBIN_ISIN = "INE009A01021", "INE062A01020"


@pytest.fixture
def opened(monkeypatch) -> list[str]:
    pages: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: pages.append(url.toString()) or True
    )
    return pages


def infy(**fields):
    return holding(isin=INFY_ISIN, **fields)


def sbin(**fields):
    return holding(isin=SBIN_ISIN, instrument=SBIN, symbol="SBIN", quantity=200, **fields)


def told(desk: TradingDesk) -> list[str]:
    titles: list[str] = []
    desk.orders.notices.connect(lambda notice: titles.append(notice.title))
    return titles


# -- authorisation


def test_column_says_what_a_sale_still_needs(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.holdings_panel()
        await own(desk, infy(authorised_quantity=40), sbin())
        assert [cell(panel, "authorised", n) for n in (0, 1)] == [
            "Authorised",
            "Needs authorisation",
        ]
        column = panel.model.columns[panel.model.column_number("authorised")]
        assert [column.color(row) for row in panel.model.rows] == ["muted", "amber"]
        badges = [badge_of(r.holding, panel.model.status(r.holding)) for r in panel.model.rows]
        assert badges == ["", "authorise"]

    on_desk(test)


def test_account_with_a_power_of_attorney_needs_none(on_desk):
    async def test(desk: TradingDesk) -> None:
        desk.broker._capabilities = replace(ALL, authorise_holdings=False)
        panel = desk.holdings_panel()
        await own(desk, sbin())
        assert cell(panel, "authorised") == "Not needed"
        panel.table.selectRow(0)
        assert not find(panel, "holdings.authorise").isEnabled()

    on_desk(test)


def test_all_that_need_it_are_authorised_with_one_page(on_desk, opened):
    async def test(desk: TradingDesk) -> None:
        panel, titles = desk.holdings_panel(), told(desk)
        await own(desk, infy(), sbin())
        click(panel, "holdings.authorise_all")
        await eventually(lambda: opened)
        assert desk.broker.authorised == [[(INFY_ISIN, 40), (SBIN_ISIN, 200)]]
        assert cell(panel, "authorised") == "Waiting for the browser"
        await own(desk, infy(authorised_quantity=40), sbin(authorised_quantity=200))
        assert cell(panel, "authorised") == "Authorised"
        assert "INFY, SBIN: authorised" in titles

    on_desk(test)


def test_status_is_read_again_when_the_window_is_back(on_desk, opened):
    async def test(desk: TradingDesk) -> None:
        panel = desk.holdings_panel()
        await own(desk, sbin())
        panel.table.selectRow(0)
        click(panel, "holdings.authorise")
        await eventually(lambda: opened)
        desk.broker.holdings = [sbin(authorised_quantity=200)]
        panel.authoriser._on_state(Qt.ApplicationState.ApplicationActive)
        await desk.clock.advance(1)
        desk.frame.tick()
        assert cell(panel, "authorised") == "Authorised"

    on_desk(test)


def test_page_that_does_not_come_is_told_and_waits_for_nothing(on_desk, opened):
    async def test(desk: TradingDesk) -> None:
        panel, titles = desk.holdings_panel(), told(desk)
        await own(desk, sbin())
        desk.broker.failure = Transient("No network.")
        panel.table.selectRow(0)
        click(panel, "holdings.authorise")
        await eventually(lambda: titles)
        assert titles == ["SBIN: not authorised"]
        assert cell(panel, "authorised") == "Needs authorisation"
        assert opened == []

    on_desk(test)


def test_ticket_says_it_before_the_sale_and_begins_it(on_desk, opened):
    async def test(desk: TradingDesk) -> None:
        await own(desk, infy())
        ticket = desk.ticket()
        sale = TicketRequest(instrument=INFY, side=Side.SELL, quantity=40, product=Product.CNC)
        ticket.open(sale)
        desk.price(INFY, 100.0)
        await settle()
        assert "40 of your INFY are not authorised" in ticket.view.messages.text
        assert ticket.view.button.isEnabled()
        QTest.mouseClick(ticket.view.messages.remedy, Qt.MouseButton.LeftButton)
        await eventually(lambda: opened)
        assert desk.broker.authorised == [[(INFY_ISIN, 40)]]
        assert "Waiting for the depository" in ticket.view.messages.text
        ticket.flip()
        assert "depository" not in ticket.view.messages.text

    on_desk(test)


def test_sale_that_is_refused_for_it_offers_it_beside_the_brokers_words(on_desk, opened):
    async def test(desk: TradingDesk) -> None:
        await own(desk, infy())
        ticket = desk.ticket()
        ticket.open(
            TicketRequest(
                instrument=INFY, side=Side.SELL, quantity=40, product=Product.CNC, reduces=True
            )
        )
        desk.price(INFY, 100.0)
        await settle()
        words = "40 quantity needs authorisation at depository."
        desk.broker.outcomes.append(Rejected(AUTHORISATION, words, "Authorise it."))
        QTest.mouseClick(ticket.view.button, Qt.MouseButton.LeftButton)
        await eventually(lambda: words in ticket.view.messages.text)
        assert ticket.view.messages.remedy.text() == "Authorise"
        assert ticket.form.draft().quantity == 40
        QTest.mouseClick(ticket.view.messages.remedy, Qt.MouseButton.LeftButton)
        await eventually(lambda: opened)

    on_desk(test)


# -- the auction


def test_auction_lists_what_may_be_offered_and_fills_a_ticket(on_desk):
    async def test(desk: TradingDesk) -> None:
        desk.instruments.known[SBIN] = make_instrument(SBIN)
        panel, ticket = desk.holdings_panel(), desk.ticket()
        desk.broker.auctions = [AuctionOffer(instrument=SBIN, number="42", quantity=150)]
        await own(desk, infy(), sbin(authorised_quantity=200))
        click(panel, "holdings.view.auction")
        await eventually(lambda: not panel.scope.pending)
        desk.frame.tick()
        assert [row.holding.symbol for row in panel.model.rows] == ["SBIN"]
        assert cell(panel, "auction") == "150 in no. 42"
        assert not panel.table.isColumnHidden(panel.model.column_number("auction"))
        panel.table.selectRow(0)
        click(panel, "holdings.sell")
        await eventually(lambda: ticket.form.draft().auction_number == "42")
        draft = ticket.form.draft()
        assert (draft.variety, draft.side, draft.quantity) == (Variety.AUCTION, Side.SELL, 150)
        assert draft.product is Product.CNC
        assert desk.broker.submitted == []

    on_desk(test)


def test_empty_auction_says_why_and_can_be_asked_again(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.holdings_panel()
        await own(desk, infy())
        click(panel, "holdings.view.auction")
        await eventually(lambda: not panel.scope.pending)
        desk.frame.tick()
        assert "Nothing of yours is in today's auction" in panel.empty_text
        desk.broker.failure = Transient("No network.")
        panel.offers.ask()
        await eventually(lambda: not panel.scope.pending)
        desk.frame.tick()
        assert "No network." in panel.empty_text
        click(panel, "holdings.view.holdings")
        assert cell(panel, "symbol") == "INFY"

    on_desk(test)


def test_broker_without_auctions_says_so(on_desk):
    async def test(desk: TradingDesk) -> None:
        desk.broker._capabilities = replace(ALL, varieties=(Variety.REGULAR,))
        panel = desk.holdings_panel()
        await own(desk, infy())
        click(panel, "holdings.view.auction")
        desk.frame.tick()
        assert "takes no auction orders" in panel.empty_text

    on_desk(test)
