"""What panels say to each other: "this instrument is selected", "open a ticket like this".

Panels know the link and not one another. It carries domain values only and does nothing itself.
"""

from decimal import Decimal

from msgspec import Struct

from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.order import OrderIntent, OrderType, Product, Side, Variety
from terminal.runtime.signals import Signal
from terminal.runtime.tasks import OnFailure


class TicketRequest(Struct, frozen=True, kw_only=True):
    """A wish to see the order ticket, filled this far. None leaves a field to the ticket's defaults.

    `order_key`: modify that order; `repeat_of`: a new order like that one; `reduces`: an exit of a
    position. Quantities in units, prices in quote currency.
    """

    instrument: InstrumentId
    side: Side | None = None
    price: Decimal | None = None
    trigger_price: Decimal | None = None
    quantity: int | None = None
    order_key: str | None = None
    repeat_of: str | None = None
    product: Product | None = None
    account: AccountId | None = None
    order_type: OrderType | None = None
    reduces: bool = False
    variety: Variety | None = None


class GttRequest(Struct, frozen=True, kw_only=True):
    """A wish to see the GTT editor, filled this far: from a position, holding, order, chart or list.

    `protects`: the trigger closes a position or holding of `quantity` units, ordering on `side`.
    `gtt_key`: change that trigger, its nearer leg to `trigger_price` where one is given.
    """

    instrument: InstrumentId
    account: AccountId | None = None
    side: Side | None = None
    quantity: int | None = None
    product: Product | None = None
    trigger_price: Decimal | None = None
    protects: bool = False
    gtt_key: str = ""


class AlertRequest(Struct, frozen=True, kw_only=True):
    """A wish to see the alert editor, filled this far."""

    instrument: InstrumentId | None = None
    account: AccountId | None = None
    level: Decimal | None = None


class BasketRequest(Struct, frozen=True, kw_only=True):
    """Legs to put into the basket being built; their client ids are not used."""

    legs: tuple[OrderIntent, ...]


class Link:
    """The panels' party line. `current` is the instrument selected last."""

    def __init__(self, on_failure: OnFailure) -> None:
        self.current: InstrumentId | None = None
        self.selected: Signal[InstrumentId] = Signal(on_failure)
        self.ticket: Signal[TicketRequest] = Signal(on_failure)
        self.chart: Signal[InstrumentId] = Signal(on_failure)
        self.depth: Signal[InstrumentId] = Signal(on_failure)
        self.order: Signal[str] = Signal(on_failure)
        self.search: Signal[str] = Signal(on_failure)
        self.gtt: Signal[GttRequest] = Signal(on_failure)
        self.alert: Signal[AlertRequest] = Signal(on_failure)
        self.basket: Signal[BasketRequest] = Signal(on_failure)

    def select(self, instrument: InstrumentId) -> None:
        """Make an instrument current and tell every listener, unless it is already."""
        if instrument != self.current:
            self.current = instrument
            self.selected.emit(instrument)

    def open_ticket(self, request: TicketRequest) -> None:
        self.select(request.instrument)
        self.ticket.emit(request)

    def open_gtt(self, request: GttRequest) -> None:
        self.select(request.instrument)
        self.gtt.emit(request)

    def open_alert(self, request: AlertRequest) -> None:
        if request.instrument is not None:
            self.select(request.instrument)
        self.alert.emit(request)

    def show_order(self, key: str) -> None:
        """Ask for an order's row in the order book, by its key."""
        self.order.emit(key)

    def add_to_basket(self, request: BasketRequest) -> None:
        self.basket.emit(request)

    def open_chart(self, instrument: InstrumentId) -> None:
        self.select(instrument)
        self.chart.emit(instrument)

    def open_depth(self, instrument: InstrumentId) -> None:
        self.select(instrument)
        self.depth.emit(instrument)
