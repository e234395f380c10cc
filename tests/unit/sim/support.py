"""A trader at the practice exchange: short words for placing, waiting and looking."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from terminal.sim.exchange import Exchange
from terminal.sim.types import (
    ModifyRequest,
    OrderKind,
    OrderSnapshot,
    PlaceRequest,
    PlaceResult,
    Product,
    Rejection,
    Side,
    SimInstrument,
    SimOptions,
    Variety,
)

IST = timezone(timedelta(hours=5, minutes=30))
S = 1_000_000_000


def ist(text: str) -> int:
    """Return 'YYYY-MM-DD HH:MM' IST as UTC nanoseconds."""
    moment = datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=IST)
    return int(moment.timestamp()) * S


WEDNESDAY = ist("2026-11-18 10:00")


class Trader:
    """An exchange and the symbol most tests trade."""

    def __init__(
        self,
        *,
        seed: int = 7,
        start_ns: int = WEDNESDAY,
        hours: bool = False,
        cash: str = "1000000",
        symbol: str = "RELIANCE",
        exchange: str = "NSE",
        **options: Any,
    ) -> None:
        self.x = Exchange(
            seed=seed,
            start_ns=start_ns,
            hours=hours,
            cash=Decimal(cash),
            options=SimOptions(**options),
        )
        found = self.x.find(exchange, symbol)
        assert found is not None
        self.instrument: SimInstrument = found
        self.x.activate([found.instrument_token])
        self.run(2)

    def run(self, seconds: float) -> None:
        self.x.advance_to(self.x.now_ns + int(seconds * S))

    @property
    def last(self) -> Decimal:
        quote = self.x.quote(self.instrument.instrument_token)
        assert quote is not None
        return self.tick(Decimal(str(quote.last_price)))

    def tick(self, price: Decimal) -> Decimal:
        tick = self.instrument.tick_size
        return (price / tick).to_integral_value() * tick

    def away(self, percent: str) -> Decimal:
        """Return the last price moved by a percentage, on the tick."""
        return self.tick(self.last * (1 + Decimal(percent) / 100))

    def request(self, **fields: Any) -> PlaceRequest:
        base: dict[str, Any] = {
            "exchange": self.instrument.exchange,
            "tradingsymbol": self.instrument.tradingsymbol,
            "transaction_type": Side.BUY,
            "quantity": self.instrument.lot_size,
            "product": Product.MIS,
            "order_type": OrderKind.LIMIT,
            "price": Decimal(0),
        }
        return PlaceRequest(**(base | fields))

    def place(self, **fields: Any) -> PlaceResult | Rejection:
        return self.x.place(self.request(**fields))

    def ok(self, **fields: Any) -> str:
        """Place an order that must be accepted; return its id."""
        result = self.place(**fields)
        assert isinstance(result, PlaceResult), result
        return result.order_id

    def refused(self, **fields: Any) -> Rejection:
        result = self.place(**fields)
        assert isinstance(result, Rejection), result
        return result

    def market(self, side: Side, quantity: int, **fields: Any) -> str:
        """Trade at market and wait for the fill."""
        order_id = self.ok(
            transaction_type=side,
            quantity=quantity,
            order_type=OrderKind.MARKET,
            market_protection=Decimal(-1),
            **fields,
        )
        self.run(1)
        for _ in range(60):
            if self.order(order_id).status.terminal:
                break
            self.run(1)
        return order_id

    def modify(self, order_id: str, **fields: Any) -> str | Rejection:
        return self.x.modify(order_id, ModifyRequest(**fields))

    def order(self, order_id: str) -> OrderSnapshot:
        return next(row for row in self.x.orders() if row.order_id == order_id)

    def states(self, order_id: str) -> list[str]:
        history = self.x.order_history(order_id)
        assert history is not None
        return [str(row.status) for row in history]

    def held(self, product: Product = Product.MIS) -> int:
        net, _ = self.x.positions()
        return sum(
            row.quantity
            for row in net
            if row.tradingsymbol == self.instrument.tradingsymbol and row.product is product
        )


__all__ = ["IST", "WEDNESDAY", "S", "Trader", "Variety", "ist"]
