"""What orders, baskets and executions cost by the broker's own calculators. Source: shoonya.md 2.6.

A basket's answer includes the margin that is in use already: that is taken off. It knows no market
orders, so those are asked for as limit orders at the reference price.
"""

from collections.abc import Sequence
from decimal import Decimal

from terminal.brokers.shoonya import codec
from terminal.brokers.shoonya.calls import PortfolioCalls, SessionCalls
from terminal.brokers.shoonya.codec import Listing, money, plain
from terminal.brokers.shoonya.codec_portfolio import decode_note
from terminal.domain.account import CostQuery, OrderCost
from terminal.domain.basket import BasketCost, BasketQuery, ChargeNote, ChargeQuery, LegCost
from terminal.domain.errors import BrokerRefused
from terminal.domain.order import OrderType, Variety

ZERO = Decimal(0)


class ShoonyaCosts:
    """The calculators. `listing` names an instrument as (exchange, trading symbol)."""

    def __init__(self, calls: PortfolioCalls, account: SessionCalls, listing: Listing) -> None:
        self._calls = calls
        self._account = account
        self._listing = listing

    async def estimate(self, query: CostQuery) -> OrderCost:
        """Return margin and charges of one order."""
        fields = self._margin_fields(query)
        margin = await self._calls.order_margin(fields)
        note = decode_note(await self._calls.brokerage(_charge_fields(fields)))
        lines = {
            name: amount
            for name, value in (("marginused", margin.marginused), ("cash", margin.cash))
            if (amount := money(value))
        }
        return OrderCost(
            margin=money(margin.ordermargin),
            charges=note.total,
            charge_lines=note.lines,
            margin_lines=lines,
        )

    async def estimate_basket(self, query: BasketQuery) -> BasketCost:
        """Return what the legs cost together and each alone; no request for no legs.

        The broker always counts open positions: `consider_positions` False gets the sum of the legs,
        each without the others.
        """
        if not query.legs:
            return BasketCost(required=ZERO, final=ZERO, charges=ZERO, legs=())
        wanted = [self._margin_fields(leg) for leg in query.legs]
        legs = []
        before: Decimal | None = None
        for fields in wanted:
            margin = await self._calls.order_margin(fields)
            before = codec.number(margin.marginusedprev)
            note = decode_note(await self._calls.brokerage(_charge_fields(fields)))
            legs.append(LegCost(margin=money(margin.ordermargin), charges=note.total))
        charges = sum((leg.charges for leg in legs), ZERO)
        if not query.consider_positions:
            alone = sum((leg.margin for leg in legs), ZERO)
            return BasketCost(required=alone, final=alone, charges=charges, legs=tuple(legs))
        together = await self._calls.basket_margin(wanted)
        in_use = before
        if in_use is None:
            in_use = money((await self._account.limits()).get("marginused"))
        required = max(ZERO, money(together.marginused) - in_use)
        after = codec.number(together.marginusedtrade)
        return BasketCost(
            required=required,
            final=required if after is None else max(ZERO, after - in_use),
            charges=charges,
            legs=tuple(legs),
        )

    async def fetch_charges(self, trades: Sequence[ChargeQuery]) -> list[ChargeNote]:
        """Return the charges of executions, parallel to `trades`: one request each."""
        notes = []
        for trade in trades:
            exchange, symbol = self._listing(trade.instrument)
            row = await self._calls.brokerage(
                {
                    "exch": exchange,
                    "tsym": symbol,
                    "qty": str(trade.quantity),
                    "prc": plain(trade.price),
                    "prd": codec.PRODUCT_WORDS.get(trade.product, "C"),
                    "trantype": codec.SIDE_WORDS[trade.side],
                }
            )
            notes.append(decode_note(row))
        return notes

    def _margin_fields(self, query: CostQuery) -> dict[str, object]:
        intent = query.intent
        exchange, symbol = self._listing(intent.instrument)
        kind = intent.order_type
        price = intent.price if kind.has_price and intent.price else query.reference_price
        if price <= 0:
            raise BrokerRefused("Without a price the cost of this order cannot be estimated.")
        priced = OrderType.SL if kind.has_trigger else OrderType.LIMIT
        trigger = intent.trigger_price
        cover = intent.variety is Variety.CO
        return {
            "exch": exchange,
            "tsym": symbol,
            "qty": str(intent.quantity),
            "prc": plain(price),
            "trgprc": plain(trigger) if kind.has_trigger and trigger is not None else None,
            "prd": "H" if cover else codec.PRODUCT_WORDS.get(intent.product, "C"),
            "trantype": codec.SIDE_WORDS[intent.side],
            "prctyp": codec.TYPE_WORDS[priced],
            "blprc": plain(abs(price - trigger)) if cover and trigger is not None else None,
        }


def _charge_fields(fields: dict[str, object]) -> dict[str, object]:
    wanted = ("exch", "tsym", "qty", "prc", "prd", "trantype")
    return {name: fields[name] for name in wanted}
