"""Shoonya's alerts as `domain.facets.AlertFacet`: last price above or below a level, no more.

The broker lists waiting alerts only: one that leaves the list has fired or was deleted elsewhere, and
no history is told. The firing itself comes on the stream. Source: shoonya.md section 2.9.
"""

import logging
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from terminal.brokers.outcomes import write_outcome
from terminal.brokers.shoonya import codec
from terminal.brokers.shoonya.calls_more import AlertCalls, Row
from terminal.brokers.shoonya.codec import Identify, Listing, money, plain, text
from terminal.domain.alert import (
    Alert,
    AlertEvent,
    AlertMeasure,
    AlertOperator,
    AlertRules,
    AlertState,
    AlertTerms,
)
from terminal.domain.errors import BrokerRefused, RecordOutcome, TerminalError, Unknown, Written
from terminal.domain.ids import AccountId, ClientOrderId

log = logging.getLogger(__name__)
_KINDS = {AlertOperator.ABOVE: "LTP_A", AlertOperator.BELOW: "LTP_B"}
_OPERATORS = {word: operator for operator, word in _KINDS.items()}
_GONE = "Shoonya no longer lists it: it has fired, or was deleted elsewhere."


class ShoonyaAlerts:
    """The alerts of one account. `kinds`: what the account may set; writes are sent once."""

    def __init__(
        self,
        calls: AlertCalls,
        account: AccountId,
        *,
        listing: Listing,
        identify: Identify,
        kinds: Iterable[str],
    ) -> None:
        self._calls = calls
        self._account = account
        self._listing, self._identify = listing, identify
        allowed = frozenset(kinds)
        self._rules = AlertRules(
            operators=tuple(each for each, word in _KINDS.items() if word in allowed),
            orders=False,
        )
        self._listed: dict[str, Alert] = {}
        self._ended: dict[str, Alert] = {}

    @property
    def rules(self) -> AlertRules:
        return self._rules

    async def fetch(self) -> list[Alert]:
        """Return the waiting alerts, and those that left the list since this login."""
        rows = [self._decode(row) for row in await self._calls.pending()]
        found = {alert.key: alert for alert in rows if alert is not None}
        for key, old in self._listed.items():
            if key not in found:
                self._ended[key] = replace(old, state=AlertState.DISABLED, message=_GONE)
        self._listed = found
        for key in found:
            self._ended.pop(key, None)
        return [*found.values(), *self._ended.values()]

    async def create(self, terms: AlertTerms) -> RecordOutcome:
        """Create an alert, once."""
        try:
            return Written(await self._calls.place(self._encode(terms)))
        except TerminalError as error:
            return write_outcome(error)

    async def modify(self, alert: Alert, terms: AlertTerms) -> RecordOutcome:
        """Replace an alert's level and name, once. The broker lets nothing else change."""
        try:
            if terms.operator is not alert.terms.operator:
                raise _refuse("Shoonya does not let an alert change its direction.")
            return Written(await self._calls.modify(alert.key, self._encode(terms)))
        except TerminalError as error:
            return write_outcome(error)

    async def delete(self, alerts: Sequence[Alert]) -> RecordOutcome:
        """Delete alerts, one request each; where one of several fails, the rest stays unknown."""
        done = 0
        for alert in alerts:
            if alert.key in self._ended:
                del self._ended[alert.key]
                done += 1
                continue
            try:
                await self._calls.cancel(alert.key)
            except TerminalError as error:
                outcome = write_outcome(error)
                return Unknown(f"{done} of {len(alerts)}: {error.text}") if done else outcome
            self._listed.pop(alert.key, None)
            done += 1
        return Written()

    async def fetch_history(self, alert: Alert) -> list[AlertEvent]:  # noqa: ARG002
        """Return nothing: the broker keeps no firings."""
        return []

    def _encode(self, terms: AlertTerms) -> dict[str, object]:
        if terms.instrument is None or terms.measure is not AlertMeasure.LAST or terms.hold_s:
            raise _refuse("Shoonya watches last prices only, and does not wait for a time.")
        if terms.other is not None or terms.orders:
            raise _refuse("Shoonya compares with a level only, and places no orders.")
        if terms.operator not in self._rules.operators:
            raise _refuse("Shoonya knows above and below only.")
        exchange, symbol = self._listing(terms.instrument)
        return {
            "exch": exchange,
            "tsym": symbol,
            "ai_t": _KINDS[terms.operator],
            "validity": "GTT",
            "d": plain(terms.level),
            "remarks": terms.name,
        }

    def _decode(self, row: Row) -> Alert | None:
        key, kind = text(row.get("al_id")), text(row.get("ai_t")).upper()
        operator = _OPERATORS.get(kind)
        if not key or operator is None:
            if not kind.endswith("_O"):  # triggers may be listed too
                codec.log_unknown("kind of alert", kind)
            return None
        exchange, symbol = text(row.get("exch")), text(row.get("tsym"))
        moment_ns = codec.ist_ns(row.get("norentm"))
        return Alert(
            key=key,
            terms=AlertTerms(
                client_id=ClientOrderId(""),
                account=self._account,
                name=text(row.get("remarks")) or codec.label(exchange, symbol),
                instrument=self._identify(exchange, symbol),
                operator=operator,
                level=money(row.get("d")),
                once=True,
            ),
            symbol=codec.label(exchange, symbol),
            state=AlertState.ENABLED,
            created_ns=moment_ns,
            updated_ns=moment_ns,
        )


def _refuse(words: str) -> BrokerRefused:
    return BrokerRefused(words, hint="Nothing was sent. Let this PC watch it.", code="alert_terms")
