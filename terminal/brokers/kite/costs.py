"""What orders, baskets and executions cost, as Kite's calculators see it: `estimate` and its kin.

Source: kite.md section 4.5. Depository charges are in none of these answers.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal

from terminal.brokers.kite import codec, codec_portfolio, wire_portfolio
from terminal.brokers.kite.calls import PortfolioCalls
from terminal.domain.account import CostQuery, OrderCost
from terminal.domain.basket import BasketCost, BasketQuery, ChargeNote, ChargeQuery, LegCost
from terminal.domain.errors import BrokerRefused, WireError
from terminal.domain.ids import InstrumentId

ZERO = Decimal(0)
Listing = Callable[[InstrumentId], tuple[str, str]]


class KiteCosts:
    """The calculators. `listing` names an instrument as (exchange, tradingsymbol)."""

    def __init__(self, calls: PortfolioCalls, listing: Listing) -> None:
        self._calls = calls
        self._listing = listing

    async def estimate(self, query: CostQuery) -> OrderCost:
        """Return margin and charges of one order."""
        priced = self._charge_item(query, "1")  # refuses an order without a price before asking
        margins = await self._calls.order_margins([self._margin_item(query)])
        charges = await self._calls.charges([priced])
        if not margins or not charges:
            raise WireError("The broker's calculator answered without a row.")
        return codec_portfolio.decode_cost(margins[0], charges[0].charges)

    async def estimate_basket(self, query: BasketQuery) -> BasketCost:
        """Return what the legs cost together and each alone; no request for no legs."""
        if not query.legs:
            return BasketCost(required=ZERO, final=ZERO, charges=ZERO, legs=())
        priced = [self._charge_item(leg, str(n)) for n, leg in enumerate(query.legs, 1)]
        found = await self._calls.basket_margins(
            [self._margin_item(leg) for leg in query.legs],
            consider_positions=query.consider_positions,
        )
        notes = await self._calls.charges(priced)
        if len(found.orders) != len(query.legs) or len(notes) != len(query.legs):
            raise WireError("The broker's calculator answered for another number of legs.")
        legs = tuple(
            LegCost(margin=margin.total, charges=note.charges.total)
            for margin, note in zip(found.orders, notes, strict=True)
        )
        return BasketCost(
            required=found.initial.total,
            final=found.final.total,
            charges=sum((leg.charges for leg in legs), ZERO),
            legs=legs,
        )

    async def fetch_charges(self, trades: Sequence[ChargeQuery]) -> list[ChargeNote]:
        """Return the charges of executions, parallel to `trades`; no request for none."""
        if not trades:
            return []
        items = []
        for number, trade in enumerate(trades, 1):
            exchange, symbol = self._listing(trade.instrument)
            items.append(
                wire_portfolio.ChargeItem(
                    order_id=trade.reference or str(number),
                    exchange=exchange,
                    tradingsymbol=symbol,
                    transaction_type=trade.side.value.upper(),
                    variety=trade.variety.value,
                    product=trade.product.value.upper(),
                    order_type="LIMIT",
                    quantity=trade.quantity,
                    average_price=trade.price,
                )
            )
        notes = await self._calls.charges(items)
        if len(notes) != len(items):
            raise WireError("The broker's calculator answered for another number of trades.")
        return [codec_portfolio.decode_note(note.charges) for note in notes]

    def _margin_item(self, query: CostQuery) -> wire_portfolio.MarginItem:
        intent = query.intent
        exchange, symbol = self._listing(intent.instrument)
        return wire_portfolio.MarginItem(
            exchange=exchange,
            tradingsymbol=symbol,
            transaction_type=intent.side.value.upper(),
            variety=intent.variety.value,
            product=intent.product.value.upper(),
            order_type=codec.order_type_word(intent.order_type),
            quantity=intent.quantity,
            price=intent.price if intent.order_type.has_price and intent.price else ZERO,
            trigger_price=intent.trigger_price or ZERO,
        )

    def _charge_item(self, query: CostQuery, reference: str) -> wire_portfolio.ChargeItem:
        item = self._margin_item(query)
        value_at = item.price or query.reference_price
        if value_at <= 0:
            raise BrokerRefused("Without a price the cost of this order cannot be estimated.")
        return wire_portfolio.ChargeItem(
            order_id=reference,
            exchange=item.exchange,
            tradingsymbol=item.tradingsymbol,
            transaction_type=item.transaction_type,
            variety=item.variety,
            product=item.product,
            order_type=item.order_type,
            quantity=item.quantity,
            average_price=value_at,
        )
