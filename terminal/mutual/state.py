"""What the service knows of one account: the broker's lists, and our writes on their way.

Rows for a person are the broker's with our writes laid over them; a write that made a record stands
in for it until the broker's list has it.
"""

import asyncio
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from terminal.domain.facets import FundFacet
from terminal.domain.ids import AccountId
from terminal.domain.mutual import (
    FundHolding,
    FundLot,
    FundOrder,
    FundOrderState,
    Scheme,
    Sip,
    SipState,
)
from terminal.mutual.search import Write
from terminal.runtime.tasks import OnFailure, TaskScope

ZERO = Decimal(0)


class Pending(Struct, kw_only=True):
    """A write of ours. `state` as the row shows it; `reference` the broker's id once known.

    `listed`: the broker's list had the record, so it is that list's to show from then on.
    """

    write: Write
    sent_ns: int
    state: FundOrderState
    message: str = ""
    reference: str = ""
    listed: bool = False


class Account:
    """One attached account."""

    def __init__(
        self, account: AccountId, facet: FundFacet, on_failure: OnFailure, *, practice: bool
    ) -> None:
        self.account = account
        self.facet = facet
        self.practice = practice
        self.sends = TaskScope(f"fund writes of {account}", on_failure)
        self.watches = TaskScope(f"funds of {account}", on_failure)
        self.schemes: dict[str, Scheme] = {}
        self.orders: list[FundOrder] = []
        self.sips: list[Sip] = []
        self.holdings: list[FundHolding] = []
        self.lots: dict[str, list[FundLot]] = {}
        self.lots_for: dict[str, tuple[Decimal, ...]] = {}
        self.pending: dict[str, Pending] = {}
        self.names: dict[str, str] = {}
        self.orders_read = False
        self.loaded = False
        self.recovered = False
        self.failed = ""
        self.searching: set[str] = set()
        self.watch_until_ns = 0
        self.again = False
        self.reading: asyncio.Task[bool] | None = None
        self.loading: asyncio.Task[str] | None = None

    def order_rows(self) -> list[FundOrder]:
        """Orders, ours on their way first."""
        overlay = {p.write.target: p for p in self._changing("cancel")}
        rows = [self._over_order(row, overlay.get(row.key)) for row in self.orders]
        ours = [
            _order_row(each)
            for each in reversed(self.pending.values())
            if each.write.verb == "place" and not each.listed
        ]
        return ours + rows

    def sip_rows(self) -> list[Sip]:
        """SIPs, ours on their way first."""
        overlay = {p.write.target: p for p in self._changing("modify_sip", "cancel_sip")}
        rows = [self._over_sip(row, overlay.get(row.key)) for row in self.sips]
        ours = [
            _sip_row(each)
            for each in reversed(self.pending.values())
            if each.write.verb == "create_sip" and not each.listed
        ]
        return ours + rows

    def sent_at(self) -> dict[str, int]:
        """Return when we sent what, by the broker's id: its own stamps know only whole seconds."""
        return {p.reference: p.sent_ns for p in self.pending.values() if p.write.creates}

    def changing(self, key: str) -> bool:
        """Return whether a change of this record is on its way or not known yet."""
        pendings = self._changing("cancel", "modify_sip", "cancel_sip")
        return any(each.write.target == key for each in pendings)

    def taken(self, client_id: str) -> frozenset[str]:
        """Return broker ids that belong to other writes than this one."""
        return frozenset(
            each.reference
            for each in self.pending.values()
            if each.reference and each.write.client_id != client_id
        )

    def mark_listed(self) -> None:
        """Note which of the records we made the broker's lists have."""
        known = {row.key for row in self.orders} | {row.key for row in self.sips}
        for each in self.pending.values():
            each.listed |= each.write.creates and each.reference in known

    def resolve(self, key: str) -> str:
        """Return the key a record goes by now: a client id becomes the broker's id."""
        return self.names.get(key, key)

    def _changing(self, *verbs: str) -> list[Pending]:
        open_states = {FundOrderState.SENDING, FundOrderState.UNKNOWN}
        return [
            each
            for each in self.pending.values()
            if each.write.verb in verbs and each.state in open_states
        ]

    @staticmethod
    def _over_order(row: FundOrder, pending: Pending | None) -> FundOrder:
        if pending is None or row.state is not FundOrderState.OPEN:
            return row
        return replace(row, state=pending.state, message=pending.message or "Cancelling…")

    @staticmethod
    def _over_sip(row: Sip, pending: Pending | None) -> Sip:
        if pending is None:
            return row
        doing = "Cancelling…" if pending.write.verb == "cancel_sip" else "Changing…"
        return replace(row, state=_sip_state(pending), message=pending.message or doing)


def _order_row(pending: Pending) -> FundOrder:
    intent = pending.write.order
    assert intent is not None
    return FundOrder(
        key=pending.reference or intent.client_id,
        account=intent.account,
        isin=intent.isin,
        name=pending.write.name,
        side=intent.side,
        state=pending.state,
        message=pending.message,
        amount=intent.amount or ZERO,
        quantity=intent.quantity or ZERO,
        placed_ns=pending.sent_ns,
        tag=intent.client_id,
    )


def _sip_row(pending: Pending) -> Sip:
    intent = pending.write.sip
    assert intent is not None
    return Sip(
        key=pending.reference or intent.client_id,
        account=intent.account,
        isin=intent.isin,
        name=pending.write.name,
        state=_sip_state(pending),
        message=pending.message,
        amount=intent.amount,
        frequency=intent.frequency,
        instalments=intent.instalments,
        pending=intent.instalments or 0,
        day=intent.day,
        created_ns=pending.sent_ns,
        tag=intent.client_id,
    )


_SIP_STATES = {
    FundOrderState.SENDING: SipState.SENDING,
    FundOrderState.UNKNOWN: SipState.UNKNOWN,
    FundOrderState.NOT_PLACED: SipState.NOT_PLACED,
    FundOrderState.OPEN: SipState.ACTIVE,
}


def _sip_state(pending: Pending) -> SipState:
    return _SIP_STATES.get(pending.state, SipState.OTHER)
