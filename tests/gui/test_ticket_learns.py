"""The ticket learns: from refusals, from the broker's auctions, and when to let go of an order."""

from decimal import Decimal

from msgspec.structs import replace
from PySide6.QtWidgets import QLabel

from terminal.domain.account import AuctionOffer, OrderCost
from terminal.domain.errors import Rejected
from terminal.domain.ids import BrokerOrderId, InstrumentId
from terminal.domain.order import (
    OrderChange,
    OrderState,
    OrderType,
    Product,
    Side,
    Variety,
)
from terminal.ui.link import TicketRequest
from terminal.ui.ticket.draft import intent
from tests.fakes.broker import ALL
from tests.fakes.clock import eventually
from tests.gui.trading_desk import LOT, TradingDesk, click, dialog, find, on_desk, type_into
from tests.make import INFY, NIFTY_CALL, make_instrument, make_update

__all__ = ["on_desk"]


def test_largest_order_that_a_refusal_named_is_heeded_from_then_on(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = await desk.buy_ticket(INFY, 100.0, quantity=10)
        desk.instruments.known[INFY] = make_instrument(INFY, freeze=8)
        ticket._refresh()
        assert ticket.form.fields["quantity"].note == "above freeze"
        assert find(ticket, "ticket.remedy").text() == "Slice"

    on_desk(test)


def test_refused_for_size_it_is_mended_by_one_press(on_desk):
    async def test(desk: TradingDesk) -> None:
        def learn(told: tuple[InstrumentId, int]) -> None:
            desk.instruments.known[INFY] = make_instrument(INFY, freeze=told[1])

        desk.orders.largest_told.connect(learn)
        desk.broker.outcomes.append(Rejected("InputException", "Above 8.", "Slice it.", largest=8))
        ticket = await desk.buy_ticket(INFY, 100.0, quantity=10)
        ticket.submit()
        await eventually(lambda: "Above 8." in ticket.view.messages.text)
        click(ticket, "ticket.remedy")
        assert ticket.form.advanced.slicing.isChecked()

    on_desk(test)


def test_slicing_is_offered_only_where_the_broker_slices_and_the_sentence_says_why(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = await desk.buy_ticket(NIFTY_CALL, 112.35)
        advanced = ticket.form.advanced
        type_into(ticket.form.quantity, "80")
        click(ticket, "ticket.remedy")
        assert ticket.form.draft().slicing
        assert advanced.slicing.isEnabled()
        assert advanced.slicing.text() == "Slice above the freeze quantity"
        desk.broker._capabilities = replace(ALL, autoslice=False)
        ticket._refresh()
        assert not advanced.slicing.isEnabled()
        assert advanced.slicing.text() == "No slicing: this broker does not do it"
        assert "does not slice" in advanced.slicing.toolTip()
        assert "sliced" not in advanced._summary.text()
        draft = ticket.form.draft()
        assert (draft.slicing, intent(draft).slice_above_freeze) == (False, False)
        assert not find(ticket, "ticket.submit").isEnabled()
        assert "cannot slice" in ticket.view.messages.text
        remedy = find(ticket, "ticket.remedy")
        assert remedy.text() == "Largest"
        click(ticket, "ticket.remedy")
        assert ticket.form.draft().quantity == 1755
        assert find(ticket, "ticket.submit").isEnabled()

    on_desk(test)


def test_question_names_no_cost_of_an_order_typed_a_moment_ago(on_desk):
    async def test(desk: TradingDesk) -> None:
        desk.broker.cost = OrderCost(margin=Decimal("1234.50"), charges=Decimal(3))
        ticket = await desk.buy_ticket(INFY, 100.0, quantity=10)
        await eventually(lambda: ticket._costing.current is not None)
        type_into(ticket.form.price, "94")
        assert ticket._costing.current is None
        ticket.submit()
        sheet = await dialog("confirm")
        assert not any("1,234.50" in label.text() for label in sheet.findChildren(QLabel))

    on_desk(test)


def test_auction_number_is_asked_of_the_broker(on_desk):
    async def test(desk: TradingDesk) -> None:
        desk.broker.auctions = [AuctionOffer(instrument=INFY, number="2044", quantity=5)]
        ticket = await desk.buy_ticket(INFY, 100.0, quantity=5)
        ticket.set_side(Side.SELL)
        advanced = ticket.form.advanced
        advanced.choose(Variety.AUCTION)
        await eventually(lambda: advanced.auction.text() == "2044")
        advanced.choose(Variety.REGULAR)
        advanced.auction.clear()
        desk.broker.auctions = []
        advanced.choose(Variety.AUCTION)
        await eventually(lambda: advanced.auction.placeholderText() == "not in today's auction")
        assert not find(ticket, "ticket.submit").isEnabled()

    on_desk(test)


def test_selecting_another_instrument_leaves_a_modification_that_was_not_begun(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = desk.ticket()
        await desk.fold(make_update("42"))
        desk.link.open_ticket(TicketRequest(instrument=INFY, order_key="42"))
        ticket.form.quantity.clearFocus()
        desk.link.select(INFY)
        assert ticket.modifying == "42"
        ticket.form.price.set_value(Decimal("99.50"))
        desk.link.select(NIFTY_CALL)
        assert ticket.modifying == "42"  # what was typed is not thrown away
        ticket.form.price.set_value(desk.only_order().price)
        desk.link.select(INFY)
        desk.link.select(NIFTY_CALL)
        assert (ticket.modifying, ticket.instrument_id) == ("", NIFTY_CALL)
        assert ticket.form.draft().quantity == LOT

    on_desk(test)


def test_stop_of_a_cover_order_changes_its_trigger_and_nothing_else(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = desk.ticket()
        leg = make_update(
            "43",
            parent_id=BrokerOrderId("42"),
            variety=Variety.CO,
            product=Product.CO,
            side=Side.SELL,
            order_type=OrderType.SL_M,
            price=Decimal(0),
            trigger_price=Decimal("98.00"),
            state=OrderState.TRIGGER_PENDING,
        )
        await desk.fold(make_update("42", state=OrderState.COMPLETE, filled=10), leg)
        desk.link.open_ticket(TicketRequest(instrument=INFY, order_key="43"))
        assert not find(ticket, "ticket.submit").isEnabled()
        type_into(ticket.form.trigger, "98.50")
        ticket.submit()
        await eventually(lambda: desk.broker.modified)
        ((_, change),) = desk.broker.modified
        assert change == OrderChange(trigger_price=Decimal("98.50"))

    on_desk(test)


def test_leg_of_an_iceberg_is_not_split_again_while_it_is_changed(on_desk):
    async def test(desk: TradingDesk) -> None:
        ticket = await desk.buy_ticket(INFY, 100.0, quantity=50)
        ticket.form.advanced.choose(Variety.ICEBERG)
        type_into(ticket.form.advanced.legs, "5")
        assert "5 × 10" in ticket.view.messages.text
        desk.broker.places = True
        ticket.submit()
        await eventually(lambda: [o for o in desk.orders.book.orders() if o.broker_id])
        await desk.fold(make_update(desk.only_order().broker_id, variety=Variety.ICEBERG))
        key = desk.only_order().key
        desk.link.open_ticket(TicketRequest(instrument=INFY, order_key=key))
        assert ticket.modifying == key
        assert ticket.view.messages.text == ""

    on_desk(test)
