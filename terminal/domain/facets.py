"""What only some brokers offer, one Protocol each. A broker without one has None in its place.

Reads raise `TerminalError`; writes return a `RecordOutcome` and are never repeated by anybody. No
verb looks anything up again: services resolve lost replies from the lists.
"""

from collections.abc import Sequence
from typing import Protocol

from terminal.domain.alert import Alert, AlertEvent, AlertRules, AlertTerms
from terminal.domain.errors import RecordOutcome
from terminal.domain.gtt import Gtt, GttIntent, GttRules
from terminal.domain.mutual import (
    FundHolding,
    FundLot,
    FundOrder,
    FundOrderIntent,
    FundRules,
    Scheme,
    Sip,
    SipChange,
    SipIntent,
)


class GttFacet(Protocol):
    """Triggers that rest at the broker."""

    @property
    def rules(self) -> GttRules: ...
    async def fetch(self) -> list[Gtt]:
        """Return active triggers and those that ended lately."""
        ...

    async def create(self, intent: GttIntent) -> RecordOutcome: ...
    async def modify(self, gtt: Gtt, intent: GttIntent) -> RecordOutcome:
        """Replace a trigger as a whole."""
        ...

    async def delete(self, gtt: Gtt) -> RecordOutcome: ...


class AlertFacet(Protocol):
    """Alerts that the broker watches."""

    @property
    def rules(self) -> AlertRules: ...
    async def fetch(self) -> list[Alert]: ...
    async def create(self, terms: AlertTerms) -> RecordOutcome: ...
    async def modify(self, alert: Alert, terms: AlertTerms) -> RecordOutcome: ...
    async def delete(self, alerts: Sequence[Alert]) -> RecordOutcome: ...
    async def fetch_history(self, alert: Alert) -> list[AlertEvent]:
        """Return an alert's firings, newest first."""
        ...


class FundFacet(Protocol):
    """Mutual funds."""

    @property
    def rules(self) -> FundRules: ...
    async def fetch_schemes(self, *, fresh: bool = False) -> list[Scheme]:
        """Return the day's funds, from the day's cache unless `fresh`."""
        ...

    async def fetch_orders(self) -> list[FundOrder]: ...
    async def place(self, intent: FundOrderIntent) -> RecordOutcome: ...
    async def cancel(self, order: FundOrder) -> RecordOutcome: ...
    async def fetch_sips(self) -> list[Sip]: ...
    async def create_sip(self, intent: SipIntent) -> RecordOutcome: ...
    async def modify_sip(self, sip: Sip, change: SipChange) -> RecordOutcome: ...
    async def cancel_sip(self, sip: Sip) -> RecordOutcome: ...
    async def fetch_holdings(self) -> list[FundHolding]: ...
    async def fetch_lots(self, isin: str) -> list[FundLot]:
        """Return the purchases behind one holding, oldest first."""
        ...
