"""Builders: any domain value in one line, with only what the test is about spelled out."""

from datetime import date
from decimal import Decimal
from itertools import count

from terminal.domain.account import Position
from terminal.domain.ids import (
    AccountId,
    BrokerOrderId,
    ClientOrderId,
    InstrumentId,
    InstrumentKind,
    TradeId,
)
from terminal.domain.instrument import Instrument, PriceGrid
from terminal.domain.order import (
    Order,
    OrderIntent,
    OrderState,
    OrderType,
    OrderUpdate,
    Product,
    Side,
    Trade,
    Validity,
    Variety,
)
from tests.fakes.clock import START_NS

ACCOUNT = AccountId("practice:ZA1234")
INFY = InstrumentId("NSE", "INFY")
NIFTY = InstrumentId("NSE", "NIFTY 50", InstrumentKind.INDEX)
NIFTY_CALL = InstrumentId("NFO", "NIFTY", InstrumentKind.CALL, date(2026, 11, 24), Decimal(24000))
INFY_CALL = InstrumentId("NFO", "INFY", InstrumentKind.CALL, date(2026, 11, 24), Decimal(1600))
CRUDE = InstrumentId("MCX", "CRUDEOIL", InstrumentKind.FUTURE, date(2026, 12, 18))
_numbers = count(1)


def make_instrument(
    instrument: InstrumentId = INFY,
    *,
    lot: int = 1,
    tick: str = "0.05",
    freeze: int | None = None,
    symbol: str = "",
    multiplier: str = "1",
) -> Instrument:
    return Instrument(
        id=instrument,
        symbol=symbol or instrument.symbol,
        name=instrument.symbol,
        segment=instrument.venue,
        lot_size=lot,
        grid=PriceGrid(Decimal(tick)),
        multiplier=Decimal(multiplier),
        freeze_quantity=freeze,
    )


class Instruments:
    """An `InstrumentSource` over a few instruments."""

    def __init__(self, *instruments: Instrument) -> None:
        self.known = {instrument.id: instrument for instrument in instruments}

    def instrument(self, instrument_id: InstrumentId) -> Instrument | None:
        return self.known.get(instrument_id)


def make_intent(client_id: str = "", **fields: object) -> OrderIntent:
    """A limit order to buy 10 INFY at 100, with a fresh client id."""
    values: dict[str, object] = {
        "client_id": ClientOrderId(client_id or f"TEST{next(_numbers):012d}"),
        "account": ACCOUNT,
        "instrument": INFY,
        "side": Side.BUY,
        "quantity": 10,
        "order_type": OrderType.LIMIT,
        "product": Product.MIS,
        "price": Decimal(100),
    }
    values.update(fields)
    if "price" not in fields and not OrderType(str(values["order_type"])).has_price:
        values["price"] = None
    return OrderIntent(**values)  # type: ignore[arg-type]


def make_update(broker_id: str = "", **fields: object) -> OrderUpdate:
    """The broker's row of an open order to buy 10 INFY at 100."""
    quantity = fields.get("quantity", 10)
    filled = fields.get("filled", 0)
    assert isinstance(quantity, int)
    assert isinstance(filled, int)
    state = fields.get("state", OrderState.OPEN)
    values: dict[str, object] = {
        "account": ACCOUNT,
        "broker_id": BrokerOrderId(broker_id or f"25112{next(_numbers):014d}"),
        "instrument": INFY,
        "symbol": "INFY",
        "side": Side.BUY,
        "quantity": quantity,
        "order_type": OrderType.LIMIT,
        "product": Product.MIS,
        "variety": Variety.REGULAR,
        "validity": Validity.DAY,
        "state": state,
        "status_text": str(state).upper(),
        "price": Decimal(100),
        "average_price": Decimal(100) if filled else Decimal(0),
        "pending": quantity - filled,
        "placed_ns": START_NS,
        "updated_ns": START_NS,
    }
    values.update(fields)
    return OrderUpdate(**values)  # type: ignore[arg-type]


def make_order(key: str = "", **fields: object) -> Order:
    """An open order to buy 10 INFY at 100, placed elsewhere unless `intent` is given."""
    broker_id = fields.pop("broker_id", f"25111{next(_numbers):014d}")
    values: dict[str, object] = {
        "key": key or broker_id,
        "account": ACCOUNT,
        "instrument": INFY,
        "symbol": "INFY",
        "side": Side.BUY,
        "quantity": 10,
        "order_type": OrderType.LIMIT,
        "product": Product.MIS,
        "variety": Variety.REGULAR,
        "validity": Validity.DAY,
        "state": OrderState.OPEN,
        "broker_id": broker_id,
        "price": Decimal(100),
        "pending": 10,
        "placed_ns": START_NS,
    }
    values.update(fields)
    return Order(**values)  # type: ignore[arg-type]


def make_trade(trade_id: str = "", **fields: object) -> Trade:
    """A purchase of 10 INFY at 100."""
    values: dict[str, object] = {
        "account": ACCOUNT,
        "trade_id": TradeId(trade_id or str(next(_numbers))),
        "order_id": BrokerOrderId("251120000000001"),
        "instrument": INFY,
        "symbol": "INFY",
        "side": Side.BUY,
        "product": Product.MIS,
        "quantity": 10,
        "price": Decimal(100),
        "filled_ns": START_NS,
    }
    values.update(fields)
    return Trade(**values)  # type: ignore[arg-type]


def make_position(**fields: object) -> Position:
    """10 INFY bought today at 100."""
    quantity = fields.get("quantity", 10)
    assert isinstance(quantity, int)
    bought, sold = max(0, quantity), max(0, -quantity)
    values: dict[str, object] = {
        "account": ACCOUNT,
        "instrument": INFY,
        "symbol": "INFY",
        "product": Product.MIS,
        "quantity": quantity,
        "average_price": Decimal(100),
        "last_price": Decimal(100),
        "buy_quantity": bought,
        "buy_value": Decimal(100 * bought),
        "sell_quantity": sold,
        "sell_value": Decimal(100 * sold),
        "day_buy_quantity": bought,
        "day_buy_value": Decimal(100 * bought),
        "day_sell_quantity": sold,
        "day_sell_value": Decimal(100 * sold),
    }
    values.update(fields)
    return Position(**values)  # type: ignore[arg-type]
