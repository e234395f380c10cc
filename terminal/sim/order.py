"""One of the user's orders while it lives: its fields, its remainder and its history."""

from __future__ import annotations

from decimal import Decimal

from terminal.sim.book import BUY, SELL, Resting
from terminal.sim.types_market import SimInstrument
from terminal.sim.types_orders import (
    ZERO,
    IcebergMeta,
    OrderKind,
    OrderSnapshot,
    PlaceRequest,
    Product,
    Side,
    SimTrade,
    Status,
    Variety,
    plain,
)

CENT = Decimal("0.0001")


class SimOrder:
    """A working or finished order.

    `quantity == filled + pending + cancelled` holds unless the order was REJECTED; `value` is the sum of
    price times quantity over its trades.
    """

    __slots__ = (
        "auction_number", "cancelled", "child_id", "disclosed", "ends_ns", "entered", "exchange_ns",
        "exchange_order_id", "exchange_update_ns", "filled", "guid", "history", "iceberg",
        "instrument", "kind", "modifications", "modified", "order_id", "order_ns", "parent_id",
        "placed_by", "price", "product", "protection", "quantity", "queued", "request", "resting",
        "side", "status", "status_message", "status_raw", "stop", "tag", "tags", "trades",
        "trigger", "ttl", "validity", "value", "variety", "was_market",
    )  # fmt: skip

    def __init__(
        self, request: PlaceRequest, instrument: SimInstrument, *, order_id: str, now_ns: int,
        placed_by: str, guid: str,
    ) -> None:  # fmt: skip
        self.request, self.instrument, self.order_id = request, instrument, order_id
        self.order_ns, self.placed_by, self.guid = now_ns, placed_by, guid
        self.variety, self.kind = request.variety, request.order_type
        self.product = Product.CO if request.variety is Variety.CO else request.product
        self.side = request.transaction_type
        self.quantity, self.disclosed = request.quantity, request.disclosed_quantity
        self.price, self.trigger = request.price, request.trigger_price
        if self.kind in {OrderKind.MARKET, OrderKind.SL_M}:
            self.price = ZERO
        self.validity, self.ttl = request.validity, request.validity_ttl
        self.protection = request.market_protection
        self.was_market = False
        self.filled = self.cancelled = self.modifications = 0
        self.value = ZERO
        self.status = Status.RECEIVED
        self.status_message: str | None = None
        self.status_raw: str | None = None
        self.exchange_order_id: str | None = None
        self.exchange_ns: int | None = None
        self.exchange_update_ns: int | None = None
        self.parent_id: str | None = None
        self.child_id: str | None = None
        self.modified = False
        self.auction_number = request.auction_number or None
        self.iceberg: IcebergMeta | None = None
        self.tag: str | None = request.tag or None
        self.tags: tuple[str, ...] = (*((request.tag,) if request.tag else ()), *request.tags)
        self.resting: Resting | None = None
        self.ends_ns: int | None = None  # when a TTL order lapses
        self.stop = self.kind in {OrderKind.SL, OrderKind.SL_M}  # still waits for its trigger
        self.entered = False  # reached the exchange
        self.queued = False  # a modify or cancel is on its way
        self.history: list[OrderSnapshot] = []
        self.trades: list[SimTrade] = []

    @property
    def pending(self) -> int:
        if self.status is Status.REJECTED:
            return 0
        return self.quantity - self.filled - self.cancelled

    @property
    def sign(self) -> int:
        return BUY if self.side is Side.BUY else SELL

    @property
    def average(self) -> Decimal:
        if not self.filled:
            return ZERO
        return plain((self.value / self.filled).quantize(CENT))

    @property
    def live(self) -> bool:
        return not self.status.terminal

    def snapshot(self, now_ns: int, *, hide_tag: bool) -> OrderSnapshot:
        """Return the row as it stands."""
        return OrderSnapshot(
            order_id=self.order_id, exchange_order_id=self.exchange_order_id,
            parent_order_id=self.parent_id, status=self.status,
            status_message=self.status_message, status_message_raw=self.status_raw,
            order_ns=self.order_ns, exchange_update_ns=self.exchange_update_ns,
            exchange_ns=self.exchange_ns, variety=self.variety,
            exchange=self.instrument.exchange, tradingsymbol=self.instrument.tradingsymbol,
            instrument_token=self.instrument.instrument_token, order_type=self.kind,
            transaction_type=self.side, validity=self.validity, validity_ttl=self.ttl,
            product=self.product, quantity=self.quantity, disclosed_quantity=self.disclosed,
            price=self.price, trigger_price=self.trigger, average_price=self.average,
            filled_quantity=self.filled, pending_quantity=self.pending,
            cancelled_quantity=self.cancelled,
            market_protection=ZERO if self.protection is None else self.protection,
            modified=self.modified, auction_number=self.auction_number, iceberg=self.iceberg,
            tag=None if hide_tag else self.tag, tags=self.tags, placed_by=self.placed_by,
            guid=self.guid, at_ns=now_ns,
        )  # fmt: skip
