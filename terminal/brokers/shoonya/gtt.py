"""Shoonya's GTT and OCO orders behind `domain.facets.GttFacet`.

The broker lists waiting triggers only. One that has left the list was fired where today's book has
its order (both bear the same remarks), else it is called gone. Source: shoonya.md section 2.9.
"""

import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from terminal.brokers.outcomes import NO_TRIGGER_ID, write_outcome, wrong_account
from terminal.brokers.shoonya import codec
from terminal.brokers.shoonya.calls_more import Row, TriggerCalls
from terminal.brokers.shoonya.codec import Identify, Listing, money, plain, text, whole
from terminal.domain.errors import BrokerRefused, RecordOutcome, TerminalError, Written
from terminal.domain.gtt import Gtt, GttIntent, GttKind, GttLeg, GttResult, GttRules, GttState
from terminal.domain.ids import AccountId
from terminal.domain.order import OrderState, OrderType, OrderUpdate, Product

log = logging.getLogger(__name__)
ABOVE, BELOW, PAIR = "LTP_A_O", "LTP_B_O", "LMT_BOS_O"
_PLACEABLE = (Product.CNC, Product.NRML)
_GONE = (
    "Shoonya no longer lists this trigger, and no order of it was found: it was deleted or ended."
)
ReadOrders = Callable[[], Awaitable[list[OrderUpdate]]]


class ShoonyaGtts:
    """Triggers that rest at the broker. `kinds`: what the account may set; writes are sent once."""

    def __init__(
        self,
        calls: TriggerCalls,
        *,
        account: AccountId,
        identify: Identify,
        listing: Listing,
        read_orders: ReadOrders,
        kinds: Iterable[str],
        products: Sequence[Product] = _PLACEABLE,
    ) -> None:
        self._calls = calls
        self._account = account
        self._identify, self._listing = identify, listing
        self._read_orders = read_orders
        self._kinds = frozenset(kinds)
        self._rules = GttRules(products=tuple(each for each in _PLACEABLE if each in products))
        self._listed: dict[str, Gtt] = {}
        self._tags: dict[str, str] = {}
        self._ended: dict[str, Gtt] = {}

    @property
    def rules(self) -> GttRules:
        return self._rules

    async def fetch(self) -> list[Gtt]:
        """Return the waiting triggers, and those that left the list since this login."""
        found: dict[str, Gtt] = {}
        for row in await self._calls.pending():
            trigger = self._decode(row)
            if trigger is not None:
                found[trigger.key] = trigger
                self._tags[trigger.key] = text(row.get("remarks"))
        gone = [old for key, old in self._listed.items() if key not in found]
        if gone:
            orders = await self._read_orders()
            for old in gone:
                self._ended[old.key] = self._conclude(old, orders)
        self._listed = found
        for key in found:
            self._ended.pop(key, None)
        return [*found.values(), *self._ended.values()]

    async def create(self, intent: GttIntent) -> RecordOutcome:
        """Create a trigger, once; `Written.reference` is its id."""
        if intent.account != self._account:
            return wrong_account("This trigger", intent.account, self._account)
        try:
            fields = self._encode(intent)
            return Written(await self._calls.place(fields, pair=intent.kind is GttKind.TWO_LEG))
        except TerminalError as error:
            return write_outcome(error)

    async def modify(self, gtt: Gtt, intent: GttIntent) -> RecordOutcome:
        """Replace a trigger's terms, once; its kind (above, below, pair) has to stay."""
        if not gtt.key.isdecimal():
            return NO_TRIGGER_ID
        try:
            fields = self._encode(intent)
            pair = intent.kind is GttKind.TWO_LEG
            if gtt.kind is not intent.kind:
                raise _refuse("A single trigger cannot become a pair, nor a pair a single one.")
            reference = await self._calls.modify(gtt.key, fields, pair=pair)
        except TerminalError as error:
            return write_outcome(error)
        # It may fire before the list is read again: its order bears the new remarks and terms.
        self._tags[gtt.key] = intent.client_id
        if (listed := self._listed.get(gtt.key)) is not None:
            self._listed[gtt.key] = replace(listed, legs=intent.legs)
        return Written(reference)

    async def delete(self, gtt: Gtt) -> RecordOutcome:
        """Delete a waiting trigger, once."""
        if not gtt.key.isdecimal():
            return NO_TRIGGER_ID
        try:
            await self._calls.cancel(gtt.key, pair=gtt.kind is GttKind.TWO_LEG)
        except TerminalError as error:
            return write_outcome(error)
        self._listed.pop(gtt.key, None)
        return Written(gtt.key)

    # -- to the broker

    def _encode(self, intent: GttIntent) -> dict[str, object]:
        exchange, symbol = self._listing(intent.instrument)
        head: dict[str, object] = {
            "exch": exchange,
            "tsym": symbol,
            "validity": "GTT",
            "remarks": intent.client_id,
        }
        orders = [self._order(leg, exchange, symbol, intent) for leg in intent.legs]
        if intent.kind is GttKind.TWO_LEG:
            if PAIR not in self._kinds:
                raise _refuse("This account takes no triggers of two legs at the broker.")
            low, high = intent.legs
            return {
                **head,
                "ai_t": PAIR,
                "oivariable": [
                    {"d": plain(high.trigger_price), "var_name": "x"},
                    {"d": plain(low.trigger_price), "var_name": "y"},
                ],
                "place_order_params": orders[1],
                "place_order_params_leg2": orders[0],
            }
        leg = intent.legs[0]
        kind = ABOVE if leg.trigger_price > intent.last_price else BELOW
        if kind not in self._kinds:
            raise _refuse("This account takes no such trigger at the broker.")
        terms = {
            name: value
            for name, value in orders[0].items()
            if name not in {"uid", "actid", "exch", "tsym", "remarks"}
        }
        return {**head, "ai_t": kind, "d": plain(leg.trigger_price), **terms}

    def _order(
        self, leg: GttLeg, exchange: str, symbol: str, intent: GttIntent
    ) -> dict[str, object]:
        if leg.order_type is not OrderType.LIMIT:
            raise _refuse("Triggers at the broker place limit orders only.")
        if leg.product not in self._rules.products:
            raise _refuse("Triggers at the broker take delivery and carry-forward only.")
        return {
            "exch": exchange,
            "tsym": symbol,
            "trantype": codec.SIDE_WORDS[leg.side],
            "prctyp": "LMT",
            "prd": codec.PRODUCT_WORDS[leg.product],
            "ret": "DAY",
            "qty": str(leg.quantity),
            "prc": plain(leg.price),
            "dscqty": "0",
            "ordersource": "API",
            "remarks": intent.client_id,
        }

    # -- from the broker

    def _decode(self, row: Row) -> Gtt | None:
        key, kind = text(row.get("al_id")), text(row.get("ai_t")).upper()
        if not key or not kind.endswith("_O"):
            log.warning("Shoonya listed a trigger of kind %r without an id or an order", kind)
            return None
        pair = kind == PAIR
        try:
            legs = _pair_legs(row) if pair else (_leg(row, money(row.get("d"))),)
        except TerminalError as error:
            log.warning("the trigger %s cannot be read and is not shown: %s", key, error.text)
            return None
        exchange, symbol = text(row.get("exch")), text(row.get("tsym"))
        moment_ns = codec.ist_ns(row.get("norentm"))
        return Gtt(
            key=key,
            account=self._account,
            instrument=self._identify(exchange, symbol),
            symbol=codec.label(exchange, symbol),
            kind=GttKind.TWO_LEG if pair else GttKind.SINGLE,
            state=GttState.ACTIVE,
            legs=legs,
            results=(None,) * len(legs),
            created_ns=moment_ns,
            updated_ns=moment_ns,
        )

    def _conclude(self, old: Gtt, orders: Iterable[OrderUpdate]) -> Gtt:
        """Return what became of a trigger that is not listed any more."""
        tag = self._tags.pop(old.key, "")
        placed = next(
            (each for each in orders if tag and tag in each.tags and _is_of(each, old)), None
        )
        if placed is None:
            return replace(old, state=GttState.DELETED, message=_GONE)
        rank = next(
            (
                place
                for place, leg in enumerate(old.legs)
                if (leg.side, leg.price) == (placed.side, placed.price)
            ),
            0,
        )
        refused = placed.state is OrderState.REJECTED
        result = GttResult(
            order_id=placed.broker_id,
            text=placed.message if refused else "",
            triggered_price=old.legs[rank].trigger_price,
            triggered_ns=placed.placed_ns,
        )
        results = tuple(result if place == rank else None for place in range(len(old.legs)))
        return replace(
            old,
            state=GttState.TRIGGERED,
            results=results,
            updated_ns=max(old.updated_ns, placed.updated_ns),
            message=result.text,
        )


def _is_of(order: OrderUpdate, trigger: Gtt) -> bool:
    return order.instrument == trigger.instrument


def _pair_legs(row: Row) -> tuple[GttLeg, ...]:
    """Return the legs of a pair, ascending: `x` is the upper trigger and the first order's."""
    levels: dict[str, Decimal] = {
        text(each.get("var_name")).lower(): money(each.get("d"))
        for each in row.get("oivariable") or []
    }
    upper: Row = row.get("place_order_params") or {}
    lower: Row = row.get("place_order_params_leg2") or {}
    legs = (_leg(lower, levels.get("y", Decimal(0))), _leg(upper, levels.get("x", Decimal(0))))
    return tuple(sorted(legs, key=lambda leg: leg.trigger_price))


def _leg(row: dict[str, Any], trigger: Decimal) -> GttLeg:
    return GttLeg(
        trigger_price=trigger,
        side=codec.decode_side(text(row.get("trantype"))),
        quantity=whole(row.get("qty")),
        price=money(row.get("prc")),
        product=codec.decode_product(text(row.get("prd"))),
        order_type=codec.decode_type(text(row.get("prctyp")) or "LMT"),
    )


def _refuse(words: str) -> BrokerRefused:
    return BrokerRefused(words, hint="Nothing was sent. Let this PC watch it.", code="gtt_terms")
