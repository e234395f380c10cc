"""Kite's GTT triggers behind `domain.facets.GttFacet`: words, legs and times translated both ways.

Kite's words for refusals are kept. Sources: Kite Connect v3 docs ("GTT") and the official sample
responses, read 2026-11; rules as the dossier sums them up.
"""

import logging
from collections.abc import Callable, Sequence
from decimal import Decimal

from terminal.brokers.kite import codec, wire_more
from terminal.brokers.kite.calls_more import TriggerCalls
from terminal.brokers.outcomes import NO_TRIGGER_ID, write_outcome, wrong_account
from terminal.domain.errors import BrokerRefused, RecordOutcome, TerminalError, Written
from terminal.domain.gtt import (
    Gtt,
    GttIntent,
    GttKind,
    GttLeg,
    GttResult,
    GttRules,
    GttState,
)
from terminal.domain.ids import AccountId, BrokerOrderId, InstrumentId
from terminal.domain.order import OrderType, Product, Side

log = logging.getLogger(__name__)
Listing = Callable[[InstrumentId], tuple[str, str]]
"""Identity -> (exchange, tradingsymbol); BrokerRefused where today's list has it not."""

_PLACEABLE = (Product.CNC, Product.NRML, Product.MTF)
_KINDS = {"single": GttKind.SINGLE, "two-leg": GttKind.TWO_LEG}
_KIND_WORDS = {kind: word for word, kind in _KINDS.items()}
_TYPES = {codec.order_type_word(each): each for each in OrderType}
_STATES = {
    "active": GttState.ACTIVE,
    "triggered": GttState.TRIGGERED,
    "disabled": GttState.DISABLED,
    "expired": GttState.EXPIRED,
    "cancelled": GttState.CANCELLED,
    "rejected": GttState.REJECTED,
    "deleted": GttState.DELETED,
}
_MESSAGES = {
    GttState.DISABLED: "The broker has disabled it: it needs you to act there.",
    GttState.CANCELLED: "The broker has cancelled it, as after a corporate action.",
}


class KiteGtts:
    """Triggers that rest at Zerodha. Writes are sent once; reads raise `TerminalError`."""

    def __init__(
        self,
        calls: TriggerCalls,
        *,
        account: AccountId,
        identify: codec.Identify,
        listing: Listing,
        products: Sequence[Product] = _PLACEABLE,
    ) -> None:
        self._calls = calls
        self._account = account
        self._identify = identify
        self._listing = listing
        self._rules = GttRules(products=tuple(each for each in _PLACEABLE if each in products))

    @property
    def rules(self) -> GttRules:
        return self._rules

    async def fetch(self) -> list[Gtt]:
        """Return active triggers and those that ended within seven days."""
        return [
            decode_trigger(row, self._account, self._identify)
            for row in await self._calls.all()
            if _is_readable(row)
        ]

    async def create(self, intent: GttIntent) -> RecordOutcome:
        """Create a trigger, once; `Written.reference` is its id."""
        if intent.account != self._account:
            return wrong_account("This trigger", intent.account, self._account)
        try:
            kind, terms, legs = encode_trigger(intent, self._listing)
            return Written(str(await self._calls.create(kind, terms, legs)))
        except TerminalError as error:
            return write_outcome(error)

    async def modify(self, gtt: Gtt, intent: GttIntent) -> RecordOutcome:
        """Replace a trigger's terms, once: Kite wants all of them again."""
        if not gtt.key.isdecimal():
            return NO_TRIGGER_ID
        try:
            kind, terms, legs = encode_trigger(intent, self._listing)
            return Written(str(await self._calls.replace(int(gtt.key), kind, terms, legs)))
        except TerminalError as error:
            return write_outcome(error)

    async def delete(self, gtt: Gtt) -> RecordOutcome:
        """Delete a trigger, once."""
        if not gtt.key.isdecimal():
            return NO_TRIGGER_ID
        try:
            return Written(str(await self._calls.delete(int(gtt.key))))
        except TerminalError as error:
            return write_outcome(error)


def decode_trigger(row: wire_more.Trigger, account: AccountId, identify: codec.Identify) -> Gtt:
    """Return one row of Kite's list; WireError for a leg that neither buys nor sells."""
    condition = row.condition
    legs = tuple(
        _decode_leg(leg, trigger)
        for leg, trigger in zip(row.orders, condition.trigger_values, strict=False)
    )
    results = tuple(_decode_result(leg.result) for leg in row.orders[: len(legs)])
    state = _STATES.get(row.status)
    if state is None:
        log.warning("Kite sent an unknown state of a trigger: %r", row.status)
    by_count = GttKind.TWO_LEG if len(legs) == 2 else GttKind.SINGLE
    return Gtt(
        key=str(row.id),
        account=account,
        instrument=identify(condition.exchange, condition.tradingsymbol),
        symbol=condition.tradingsymbol,
        kind=_KINDS.get(row.type, by_count),
        state=state or GttState.DISABLED,
        legs=legs,
        results=results,
        last_price=condition.last_price,
        created_ns=codec.ist_ns(row.created_at),
        updated_ns=codec.ist_ns(row.updated_at),
        expires_ns=codec.ist_ns(row.expires_at),
        message=_message(row, state, results),
    )


def encode_trigger(
    intent: GttIntent, listing: Listing
) -> tuple[str, wire_more.TriggerTerms, list[wire_more.TriggerLeg]]:
    """Return type, condition and orders as Kite spells them; BrokerRefused for what it has not."""
    exchange, symbol = listing(intent.instrument)
    terms = wire_more.TriggerTerms(
        exchange=exchange,
        tradingsymbol=symbol,
        trigger_values=[leg.trigger_price for leg in intent.legs],
        last_price=intent.last_price,
    )
    return (
        _KIND_WORDS[intent.kind],
        terms,
        [_encode_leg(leg, exchange, symbol) for leg in intent.legs],
    )


def _encode_leg(leg: GttLeg, exchange: str, symbol: str) -> wire_more.TriggerLeg:
    if leg.product not in _PLACEABLE or leg.order_type is not OrderType.LIMIT:
        raise BrokerRefused(
            "Zerodha's triggers place CNC, NRML or MTF limit orders only.",
            hint="Nothing was sent. Choose one of these.",
            code="not_placeable",
        )
    return wire_more.TriggerLeg(
        exchange=exchange,
        tradingsymbol=symbol,
        transaction_type="BUY" if leg.side is Side.BUY else "SELL",
        quantity=leg.quantity,
        order_type=codec.order_type_word(leg.order_type),
        product=leg.product.value.upper(),
        price=leg.price,
    )


def _decode_leg(leg: wire_more.TriggerOrder, trigger: Decimal) -> GttLeg:
    return GttLeg(
        trigger_price=trigger,
        side=codec.decode_side(leg.transaction_type),
        quantity=leg.quantity,
        price=leg.price,
        product=codec.decode_product(leg.product),
        order_type=_TYPES.get(leg.order_type, OrderType.LIMIT),
    )


def _decode_result(result: wire_more.TriggerResult | None) -> GttResult | None:
    if result is None or result.order_result is None:
        return None  # not fired, or fired and Kite does not know yet what came of it
    told = result.order_result
    text = told.rejection_reason or ""
    if not told.order_id and not text:
        text = f"Kite says {told.status!r} and names no order"
    return GttResult(
        order_id=BrokerOrderId(told.order_id) if told.order_id else None,
        text=text,
        triggered_price=result.triggered_at,
        triggered_ns=codec.ist_ns(result.timestamp),
    )


def _message(
    row: wire_more.Trigger, state: GttState | None, results: tuple[GttResult | None, ...]
) -> str:
    if state is None:
        return f"Kite calls this trigger {row.status!r}."
    if row.meta is not None and row.meta.rejection_reason:
        return row.meta.rejection_reason
    words = [result.text for result in results if result is not None and result.text]
    return words[0] if words else _MESSAGES.get(state, "")


def _is_readable(row: wire_more.Trigger) -> bool:
    if row.orders and row.condition.trigger_values:
        return True
    log.warning("Kite sent the trigger %s without legs: it is not shown", row.id)
    return False
