"""Gather the facts that the guards judge: price and age, position, budget, what was sent today."""

from collections.abc import Callable
from decimal import Decimal

from terminal.domain.account import Position
from terminal.domain.ids import AccountId, ClientOrderId, InstrumentId, InstrumentKind
from terminal.domain.instrument import Instrument
from terminal.domain.notice import Objection
from terminal.domain.order import Order, OrderChange, OrderIntent, OrderState, Product
from terminal.domain.ports import PriceSource
from terminal.orders import exits, guards
from terminal.orders.budget import day_of
from terminal.orders.core import Core
from terminal.orders.exits import PositionSource
from terminal.orders.guards import Facts, Limits
from terminal.orders.rules import requests_of

_CASH = {"NFO": "NSE", "BFO": "BSE"}
_REMEMBERED = 64
_UNANSWERED = frozenset({OrderState.JOURNALLED, OrderState.SENDING, OrderState.UNKNOWN})
_NOTHING = Facts(instrument=None, capabilities=None)
Shape = tuple[object, ...]


class Gate:
    """The choke point. `check` is pure towards the outside; `note_sent` is told of each send."""

    def __init__(
        self,
        core: Core,
        *,
        prices: PriceSource,
        positions: PositionSource | None,
        limits: Callable[[], Limits],
    ) -> None:
        self._core = core
        self._prices = prices
        self._positions = positions
        self._limits = limits
        self._sent: dict[Shape, int] = {}
        self._today: dict[AccountId, tuple[int, int, Decimal]] = {}

    def check(self, intent: OrderIntent) -> tuple[Objection, ...]:
        """Judge an intent as it would be sent now."""
        return guards.check(intent, self.facts(intent), self._limits())

    def check_change(self, order: Order, change: OrderChange) -> tuple[Objection, ...]:
        intent = guards.changed_intent(order, change)
        facts = self.facts(intent, without=order.key)
        return guards.check_change(order, change, facts, self._limits())

    def clamped(self, intent: OrderIntent) -> int:
        """Return an exit's quantity, cut to what is left to close (its own where not known)."""
        left = self._reducible(intent)
        if not intent.reduces or left is None or left == 0:
            return intent.quantity
        return min(intent.quantity, left)

    def closing_intent(self, position: Position, client_id: ClientOrderId) -> OrderIntent:
        """Return the order that closes a position's live net quantity less exits in flight."""
        account, instrument, product = position.account, position.instrument, position.product
        net: int | None = position.quantity
        if self._positions is not None:
            net = self._positions.net_quantity(account, instrument, product)
        net = position.quantity if net is None else net
        draft = exits.closing_intent(client_id, position, net, 0, _NOTHING)
        live = self._core.book.live_on(account, instrument)
        flying = exits.in_flight(live, account, instrument, product, draft.side)
        return exits.closing_intent(client_id, position, net, flying, self.facts(draft))

    async def confirm_positions(self, account: AccountId) -> None:
        if self._positions is not None:
            await self._positions.confirm(account)

    def net_of(self, account: AccountId, instrument: InstrumentId, product: Product) -> int | None:
        """Return the signed units held, None while the positions are not known."""
        if self._positions is None:
            return None
        return self._positions.net_quantity(account, instrument, product)

    def facts(self, intent: OrderIntent, *, without: str = "") -> Facts:
        """Return what is known now about the intent's instrument and account."""
        core = self._core
        account = core.accounts.get(intent.account)
        instrument = core.instruments.instrument(intent.instrument)
        _, quantity, value = self._totals(intent.account)
        sent_ns = self._sent.get(_shape(intent))
        age = None if sent_ns is None else (core.clock.monotonic_ns() - sent_ns) / 1e6
        requests = requests_of(intent, instrument)
        return Facts(
            instrument=instrument,
            capabilities=None if account is None else account.broker.capabilities,
            last=self._last(instrument),
            age_s=self._prices.age_s(intent.instrument),
            touch=_pair(instrument, self._prices.touch(intent.instrument)),
            band=_pair(instrument, self._prices.circuit(intent.instrument)),
            room=core.budget.room(intent.account, requests=requests),
            quantity_today=quantity,
            value_today=value,
            duplicate_age_ms=age,
            reducible=self._reducible(intent, without=without),
            known=not without and core.book.knows(intent.client_id),
            killed=core.kill.engaged,
            twin=self._twin(intent),
            closing=core.closing or (account is not None and account.leaving),
            stock_option=self._is_stock_option(intent.instrument),
        )

    def reference_price(self, intent: OrderIntent) -> Decimal | None:
        """Return the price at which an order is valued: its own, else the market's."""
        own = intent.price if intent.order_type.has_price else None
        last = self._last(self._core.instruments.instrument(intent.instrument))
        return own or last or intent.trigger_price

    def note_sent(self, intent: OrderIntent) -> None:
        """Remember an order for the duplicate guard and the day's totals."""
        now_ns = self._core.clock.monotonic_ns()
        self._sent.pop(_shape(intent), None)
        self._sent[_shape(intent)] = now_ns
        while len(self._sent) > _REMEMBERED:
            del self._sent[next(iter(self._sent))]
        self.count_today(intent, self._core.clock.now_ns())

    def count_today(self, intent: OrderIntent, sent_ns: int) -> None:
        """Add an order of this or an earlier run to the day's totals, if it is of today."""
        day, quantity, value = self._totals(intent.account)
        if day_of(sent_ns) != day:
            return
        instrument = self._core.instruments.instrument(intent.instrument)
        worth = Decimal(0)
        if instrument is not None:
            worth = guards.value_of(intent, instrument, self._last(instrument)) or worth
        self._today[intent.account] = (day, quantity + intent.quantity, value + worth)

    def forget(self, account: AccountId) -> None:
        self._today.pop(account, None)

    # -- private

    def _totals(self, account: AccountId) -> tuple[int, int, Decimal]:
        day = day_of(self._core.clock.now_ns())
        known = self._today.get(account)
        return known if known is not None and known[0] == day else (day, 0, Decimal(0))

    def _twin(self, intent: OrderIntent) -> OrderState | None:
        # Same terms, not merely same price: a lost order is sent again at the price of the moment.
        states = {
            order.state
            for order in self._core.book.live_on(intent.account, intent.instrument)
            if order.state in _UNANSWERED
            and order.broker_id is None
            and order.key != intent.client_id
            and order.side is intent.side
            and order.quantity == intent.quantity
            and order.product is intent.product
        }
        if OrderState.UNKNOWN in states:
            return OrderState.UNKNOWN
        return next(iter(states), None)

    def _last(self, instrument: Instrument | None) -> Decimal | None:
        if instrument is None:
            return None
        last = self._prices.last_price(instrument.id)
        if last is None or not last > 0:
            return None
        return instrument.to_price(last)

    def _reducible(self, intent: OrderIntent, *, without: str = "") -> int | None:
        if self._positions is None or intent.product is Product.CO:
            return None
        live = self._core.book.live_on(intent.account, intent.instrument)
        return exits.reducible(self._positions, live, intent, without=without)

    def _is_stock_option(self, instrument: InstrumentId) -> bool:
        # An option is on a share where the cash market lists its underlying's symbol.
        cash = _CASH.get(instrument.venue)
        if cash is None or not instrument.kind.is_option:
            return False
        share = InstrumentId(cash, instrument.symbol, InstrumentKind.EQUITY)
        return self._core.instruments.instrument(share) is not None


def _pair(
    instrument: Instrument | None, pair: tuple[float, float] | None
) -> tuple[Decimal, Decimal] | None:
    if instrument is None or pair is None or not (pair[0] >= 0 and pair[1] > 0):
        return None
    return instrument.to_price(pair[0]), instrument.to_price(pair[1])


def _shape(intent: OrderIntent) -> Shape:
    return (
        intent.account,
        intent.instrument,
        intent.side,
        intent.quantity,
        intent.order_type,
        intent.product,
        intent.price,
        intent.trigger_price,
        intent.variety,
    )
