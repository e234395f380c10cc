"""Kite's alerts as `domain.facets.AlertFacet`: terms to forms, rows and firings back to domain.

Kite names indices `INDICES:NIFTY 50` in alerts, unlike everywhere else. An "ato" alert carries orders
and places them at the broker when it fires. Source: Kite Connect v3 docs "Alerts", read 2026-11.
"""

import logging
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from terminal.brokers.kite import codec, wire_more
from terminal.brokers.kite.calls_more import AlertCalls
from terminal.brokers.outcomes import write_outcome
from terminal.domain.alert import (
    Alert,
    AlertEvent,
    AlertMeasure,
    AlertOperator,
    AlertRules,
    AlertState,
    AlertTerms,
)
from terminal.domain.errors import (
    BrokerRefused,
    RecordOutcome,
    Rejected,
    TerminalError,
    Unknown,
    Written,
)
from terminal.domain.ids import AccountId, ClientOrderId, InstrumentId, InstrumentKind
from terminal.domain.order import OrderIntent, OrderType, Validity, Variety

log = logging.getLogger(__name__)
INDICES = "INDICES"
INDEX_VENUES = ("NSE", "BSE", "MCX")
OPERATORS = (
    AlertOperator.AT_LEAST,
    AlertOperator.AT_MOST,
    AlertOperator.ABOVE,
    AlertOperator.BELOW,
    AlertOperator.EQUAL,
)
ZERO = Decimal(0)
PAGE = 200
_WEIGHT = 10_000  # what Kite's own samples send for every item
_STATES = {
    "enabled": AlertState.ENABLED,
    "disabled": AlertState.DISABLED,
    "deleted": AlertState.DELETED,
}
_ATTRIBUTE = re.compile(r'LastTradedPrice\("[^":]*:([^"]*)"\)')
_SIGNS = (("<=", "≤"), (">=", "≥"))
Listing = Callable[[InstrumentId], tuple[str, str]]


class KiteAlerts:
    """The alerts of one account. `listing` and `identify` translate instruments and symbols."""

    def __init__(
        self, calls: AlertCalls, account: AccountId, *, listing: Listing, identify: codec.Identify
    ) -> None:
        self._calls = calls
        self._account = account
        self._listing = listing
        self._identify = identify

    @property
    def rules(self) -> AlertRules:
        return AlertRules(operators=OPERATORS)

    async def fetch(self) -> list[Alert]:
        """Return the alerts that were not deleted; Kite keeps deleted ones in its list."""
        rows: dict[str, wire_more.Alert] = {}
        page = 1
        while True:
            found = await self._calls.all(page=page, page_size=PAGE)
            fresh = [row for row in found if row.uuid not in rows]
            rows.update((row.uuid, row) for row in fresh)
            if len(found) < PAGE or not fresh:
                break
            page += 1
        alerts = [alert for row in rows.values() if (alert := self._decode(row)) is not None]
        return [alert for alert in alerts if alert.state is not AlertState.DELETED]

    async def create(self, terms: AlertTerms) -> RecordOutcome:
        """Create an alert, once."""
        try:
            row = await self._calls.create(self._encode(terms))
        except TerminalError as error:
            return _outcome(error)
        return Written(row.uuid)

    async def modify(self, alert: Alert, terms: AlertTerms) -> RecordOutcome:
        """Replace an alert's terms as a whole, once."""
        try:
            row = await self._calls.replace(alert.key, self._encode(terms))
        except TerminalError as error:
            return _outcome(error)
        return Written(row.uuid)

    async def delete(self, alerts: Sequence[Alert]) -> RecordOutcome:
        """Delete alerts in one request, once; all or none."""
        try:
            await self._calls.delete([alert.key for alert in alerts])
        except TerminalError as error:
            return _outcome(error)
        return Written()

    async def fetch_history(self, alert: Alert) -> list[AlertEvent]:
        """Return an alert's firings, newest first."""
        rows = await self._calls.history(alert.key)
        events = [self._decode_event(row, alert) for row in rows]
        return sorted(events, key=lambda event: event.fired_ns, reverse=True)

    # -- terms to Kite

    def _encode(self, terms: AlertTerms) -> wire_more.AlertTerms:
        if terms.instrument is None or terms.measure is not AlertMeasure.LAST or terms.hold_s:
            raise _refuse("Zerodha watches last prices only, and does not wait for a time.")
        if terms.operator not in OPERATORS:
            raise _refuse("Zerodha does not know this comparison.")
        exchange, symbol = self._place(terms.instrument)
        right: tuple[str, str] | None = None
        if terms.other is not None:
            right = self._place(terms.other)
        basket: wire_more.AlertBasket | None = None
        if terms.orders:
            items = [self._encode_order(order) for order in terms.orders]
            basket = wire_more.AlertBasket(items=items, name=terms.name)
        return wire_more.AlertTerms(
            name=terms.name,
            lhs_exchange=exchange,
            lhs_tradingsymbol=symbol,
            operator=terms.operator.value,
            rhs_constant=None if right is not None else terms.level,
            rhs_exchange=right[0] if right is not None else None,
            rhs_tradingsymbol=right[1] if right is not None else None,
            basket=basket,
        )

    def _place(self, instrument: InstrumentId) -> tuple[str, str]:
        exchange, symbol = self._listing(instrument)
        return (INDICES if instrument.kind is InstrumentKind.INDEX else exchange), symbol

    def _encode_order(self, order: OrderIntent) -> wire_more.AlertBasketItem:
        exchange, symbol = self._listing(order.instrument)
        kind = order.order_type
        params: dict[str, Any] = {
            "transaction_type": order.side.value.upper(),
            "product": order.product.value.upper(),
            "order_type": codec.order_type_word(kind),
            "validity": order.validity.value.upper(),
            "validity_ttl": order.ttl_minutes or 0,
            "quantity": order.quantity,
            "price": (order.price or ZERO) if kind.has_price else ZERO,
            "trigger_price": (order.trigger_price or ZERO) if kind.has_trigger else ZERO,
            "disclosed_quantity": order.disclosed_quantity,
            "last_price": ZERO,
            "variety": order.variety.value,
            "tags": [order.client_id] if order.client_id else [],
            "squareoff": ZERO,
            "stoploss": ZERO,
            "trailing_stoploss": ZERO,
            "iceberg_legs": order.iceberg_legs or 0,
            "market_protection": ZERO if kind.has_price else order.market_protection,
            "gtt": {"target": ZERO, "stoploss": ZERO},
        }
        return wire_more.AlertBasketItem(
            type="insert", tradingsymbol=symbol, exchange=exchange, weight=_WEIGHT, params=params
        )

    # -- Kite to domain

    def _instrument(self, exchange: str, symbol: str) -> InstrumentId:
        if exchange != INDICES:
            return self._identify(exchange, symbol)
        for venue in INDEX_VENUES:
            found = self._identify(venue, symbol)
            if found.kind is InstrumentKind.INDEX:
                return found
        return InstrumentId(INDICES, symbol, InstrumentKind.UNKNOWN)

    def _decode(self, row: wire_more.Alert) -> Alert | None:
        try:
            operator = AlertOperator(row.operator)
        except ValueError:
            log.warning("Kite sent an alert with an unknown comparison: %r", row.operator)
            return None
        other: InstrumentId | None = None
        if row.rhs_type == "instrument":
            other = self._instrument(row.rhs_exchange or "", row.rhs_tradingsymbol or "")
        items = row.basket.items if row.basket is not None else []
        state = _STATES.get(row.status)
        message = row.disabled_reason or ""
        if state is None:
            log.warning("Kite sent an unknown alert status: %r", row.status)
            state, message = AlertState.DISABLED, message or f"Zerodha says: {row.status}"
        created_ns = codec.ist_ns(row.created_at)
        return Alert(
            key=row.uuid,
            terms=AlertTerms(
                client_id=ClientOrderId(""),
                account=self._account,
                name=row.name,
                instrument=self._instrument(row.lhs_exchange, row.lhs_tradingsymbol),
                operator=operator,
                level=row.rhs_constant or ZERO,
                other=other,
                orders=tuple(self._decode_order(item) for item in items),
                once=row.type == "ato",
            ),
            symbol=row.lhs_tradingsymbol,
            state=state,
            fired=row.alert_count,
            created_ns=created_ns,
            updated_ns=max(created_ns, codec.ist_ns(row.updated_at)),
            message=message,
        )

    def _decode_order(self, item: wire_more.AlertBasketItem) -> OrderIntent:
        params = item.params
        tags = params.get("tags") or []
        kind = _order_type(_word(params, "order_type"))
        protection = _decimal(params.get("market_protection"))
        return OrderIntent(
            client_id=ClientOrderId(str(tags[0]) if tags else ""),
            account=self._account,
            instrument=self._identify(item.exchange, item.tradingsymbol),
            side=codec.decode_side(_word(params, "transaction_type")),
            quantity=int(_decimal(params.get("quantity"))),
            order_type=kind,
            product=codec.decode_product(_word(params, "product")),
            price=_decimal(params.get("price")) if kind.has_price else None,
            trigger_price=_decimal(params.get("trigger_price")) if kind.has_trigger else None,
            variety=_member(Variety, _word(params, "variety"), Variety.REGULAR),
            validity=_member(Validity, _word(params, "validity").lower(), Validity.DAY),
            ttl_minutes=int(_decimal(params.get("validity_ttl"))) or None,
            disclosed_quantity=int(_decimal(params.get("disclosed_quantity"))),
            iceberg_legs=int(_decimal(params.get("iceberg_legs"))) or None,
            market_protection=protection or Decimal(-1),
        )

    def _decode_event(self, row: wire_more.AlertEvent, alert: Alert) -> AlertEvent:
        snapshot = row.meta[0] if row.meta else {}
        exchange, symbol = _word(snapshot, "exchange"), _word(snapshot, "tradingsymbol")
        last = _decimal(snapshot.get("last_price")) if "last_price" in snapshot else None
        return AlertEvent(
            key=alert.key,
            name=alert.terms.name,
            condition=plain_condition(row.condition),
            fired_ns=codec.ist_ns(row.created_at),
            instrument=self._instrument(exchange, symbol) if symbol else alert.terms.instrument,
            value=last,
            last=last,
            volume=int(_decimal(snapshot.get("volume"))) if snapshot else None,
            oi=int(_decimal(snapshot.get("oi"))) if snapshot else None,
            order_text=order_text(row.order_meta),
        )


def plain_condition(text: str) -> str:
    """Return Kite's condition without its function names: `NIFTY 50 ≥ 27000`."""
    text = _ATTRIBUTE.sub(r"\1", text)
    for sign, shown in _SIGNS:
        text = text.replace(sign, shown)
    return text


def order_text(meta: object) -> str:
    """Return what a firing's orders came to. The shape is not documented; odd ones are shown as is."""
    if meta is None or meta == []:
        return ""
    if not isinstance(meta, list):
        return str(meta)
    parts = []
    for row in meta:
        if isinstance(row, dict) and row.get("order_id"):
            parts.append(f"order {row['order_id']}")
        elif isinstance(row, dict) and isinstance(row.get("error"), dict):
            parts.append(f"refused: {row['error'].get('message') or 'no reason given'}")
        else:
            parts.append(str(row))
    return "; ".join(parts)


def _outcome(error: TerminalError) -> Rejected | Unknown:
    outcome = write_outcome(error)
    if isinstance(outcome, Rejected) and outcome.code == "InputException":
        hint = "Nothing was created or changed. Correct what it names and send again."
        return Rejected(outcome.code, outcome.text, hint)
    return outcome


def _refuse(text: str) -> BrokerRefused:
    return BrokerRefused(text, hint="Nothing was sent. Let this PC watch it.", code="alert_terms")


def _word(values: dict[str, Any], name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""


def _decimal(value: object) -> Decimal:
    # Numbers inside free-form parts arrive as int or float; their shortest text is what was sent.
    return Decimal(str(value)) if isinstance(value, int | float | str) and value != "" else ZERO


def _order_type(word: str) -> OrderType:
    return next(
        (each for each in OrderType if codec.order_type_word(each) == word), OrderType.LIMIT
    )


def _member(kind: Any, word: str, usual: Any) -> Any:
    return next((each for each in kind if each.value == word), usual)
