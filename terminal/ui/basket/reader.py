"""What the basket panel reads: rows of legs, what forbids them, what they may become, free funds."""

from decimal import Decimal

from terminal.baskets.basket import Leg, sending_order
from terminal.baskets.sending import LegStage
from terminal.baskets.service import BasketService
from terminal.domain.notice import Objection
from terminal.domain.order import OrderType, Product, Variety
from terminal.domain.ports import InstrumentSource
from terminal.orders.service import OrderService
from terminal.portfolio.service import PortfolioService
from terminal.ui.basket.table import no_choices
from terminal.ui.models.basket import LegRow
from terminal.ui.ticket import rules
from terminal.ui.ticket.cost import available_funds

_COMMODITY_VENUES = frozenset({"MCX", "NCO", "NCDEX"})


class Reader:
    """Reads and never changes. Objections are kept until `forget`: judging twenty legs takes time."""

    def __init__(
        self,
        *,
        baskets: BasketService,
        orders: OrderService,
        portfolio: PortfolioService,
        instruments: InstrumentSource,
    ) -> None:
        self._baskets = baskets
        self._orders = orders
        self._portfolio = portfolio
        self._instruments = instruments
        self._judged: dict[Leg, tuple[Objection, ...]] = {}

    def forget(self) -> None:
        """Judge all legs again: time and prices have moved on."""
        self._judged.clear()

    def rows(self) -> list[LegRow]:
        """Return the rows of the basket being built."""
        baskets = self._baskets
        basket, figures = baskets.basket, baskets.figures()
        places = {leg.key: n for n, leg in enumerate(sending_order(basket), 1)}
        return [
            LegRow(
                leg=leg,
                place=places[leg.key],
                instrument=self._instruments.instrument(leg.instrument),
                cost=figures.legs.get(leg.key),
                fresh=figures.current,
                result=baskets.result(leg.key),
                objections=self._objections(leg),
            )
            for leg in basket.legs
        ]

    def _objections(self, leg: Leg) -> tuple[Objection, ...]:
        # What was sent says its result instead.
        if self._baskets.result(leg.key).stage is not LegStage.IDLE:
            return ()
        known = self._judged.get(leg)
        if known is None:
            known = self._judged[leg] = self._baskets.objections(leg)
        return known

    def available(self) -> Decimal | None:
        """Return the account's free funds; None where the legs draw on two purses."""
        basket = self._baskets.basket
        venues = {leg.instrument.venue for leg in basket.legs}
        if len({venue in _COMMODITY_VENUES for venue in venues}) > 1:
            return None
        funds = self._portfolio.funds()
        return available_funds(funds, basket.account or None, next(iter(venues), ""))

    def choices(self, row: LegRow) -> tuple[tuple[OrderType, ...], tuple[Product, ...]]:
        """Return the types and products that the basket's account takes."""
        broker = self._orders.brokers.get(self._baskets.basket.account)
        if broker is None or row.instrument is None:
            return no_choices(row)
        can = broker.capabilities
        return (
            rules.order_types(can, Variety.REGULAR),
            rules.products(row.instrument, can),
        )
