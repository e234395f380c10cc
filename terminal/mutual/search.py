"""Find out what became of a write whose reply was lost: pure rules, no I/O.

The broker's list is read now, then after 1, 2, 4, 8, 15 and every 30 s. A record of ours is known by
its tag; one without any tag by its terms, if it was not in the list before the send. Absence is
concluded from three healthy reads over ten seconds. Nothing is ever sent again.
"""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from terminal.domain.ids import AccountId, ClientOrderId
from terminal.domain.mutual import (
    FundOrder,
    FundOrderIntent,
    FundOrderState,
    Sip,
    SipChange,
    SipIntent,
    SipState,
)
from terminal.mutual.rules import changes

DELAYS_S = (0.0, 1.0, 2.0, 4.0, 8.0, 15.0)
LATER_S = 30.0
HEALTHY_READS = 3
WINDOW_S = 10.0
KIND = "mutual"
Verb = Literal["place", "cancel", "create_sip", "modify_sip", "cancel_sip"]


class Write(Struct, frozen=True, kw_only=True):
    """One write as the journal keeps it. `target`: the key of the record to change or cancel.

    `seen`: ids of records with the same terms that were in the list before the send.
    """

    verb: Verb
    client_id: ClientOrderId
    account: AccountId
    name: str
    order: FundOrderIntent | None = None
    sip: SipIntent | None = None
    change: SipChange | None = None
    target: str = ""
    seen: tuple[str, ...] = ()

    @property
    def creates(self) -> bool:
        return self.verb in {"place", "create_sip"}

    @property
    def of_orders(self) -> bool:
        """True where the orders list tells the truth, False where the SIP list does."""
        return self.verb in {"place", "cancel"}


class Done(Struct, frozen=True):
    """It happened; `reference` is the broker's id. `note`: how we know, where that is not plain."""

    reference: str
    note: str = ""


class Undone(Struct, frozen=True):
    """It cannot happen any more; `why` in words."""

    why: str


def lookalikes(write: Write, orders: Sequence[FundOrder], sips: Sequence[Sip]) -> list[str]:
    """Return the ids of untagged records with the terms of a creation, as the list has them."""
    if write.order is not None:
        return [row.key for row in orders if not row.tag and _same_order(row, write.order)]
    if write.sip is not None:
        return [row.key for row in sips if not row.tag and _same_sip(row, write.sip)]
    return []


def judge(
    write: Write, orders: Sequence[FundOrder], sips: Sequence[Sip], taken: frozenset[str]
) -> Done | Undone | None:
    """Return what one healthy read of the list tells of a write; None if nothing yet.

    `taken`: ids that belong to other writes of ours.
    """
    match write.verb:
        case "place" | "create_sip":
            return _created(write, orders, sips, taken)
        case "cancel":
            return _cancelled(write.target, orders)
        case "modify_sip" | "cancel_sip":
            return _sip_changed(write, sips)


def _created(
    write: Write, orders: Sequence[FundOrder], sips: Sequence[Sip], taken: frozenset[str]
) -> Done | None:
    tagged: list[str]
    if write.verb == "place":
        tagged = [row.key for row in orders if row.tag == write.client_id]
    else:
        tagged = [row.key for row in sips if row.tag == write.client_id]
    if tagged:
        return Done(tagged[0])
    alike = [
        key for key in lookalikes(write, orders, sips) if key not in write.seen and key not in taken
    ]
    if not alike:
        return None
    note = "Matched by fund and terms: the broker's row has no tag."
    if len(alike) > 1:
        note += f" {len(alike)} rows look like it: see whether one is too many."
    return Done(alike[-1], note)  # lists are newest first: the oldest of the new ones


def _cancelled(target: str, orders: Sequence[FundOrder]) -> Done | Undone | None:
    row = next((each for each in orders if each.key == target), None)
    if row is None or row.state is FundOrderState.OPEN:
        return None
    if row.state is FundOrderState.CANCELLED:
        return Done(target)
    return Undone(
        f"The order is {row.status_text or row.state.value}: it was too late to cancel it."
    )


def _sip_changed(write: Write, sips: Sequence[Sip]) -> Done | Undone | None:
    row = next((each for each in sips if each.key == write.target), None)
    ended = row is None or row.state is SipState.CANCELLED
    if write.verb == "cancel_sip":
        return Done(write.target) if ended else None
    if row is None or ended:
        return Undone("The SIP has ended.")
    assert write.change is not None
    return None if changes(row, write.change) else Done(write.target)


def _same_order(row: FundOrder, intent: FundOrderIntent) -> bool:
    if row.isin != intent.isin or row.side is not intent.side or row.placed_by_sip:
        return False
    if intent.amount is not None:
        return row.amount == intent.amount
    return row.quantity == intent.quantity


def _same_sip(row: Sip, intent: SipIntent) -> bool:
    return (
        row.isin == intent.isin
        and row.amount == intent.amount
        and row.frequency is intent.frequency
        and row.instalments == intent.instalments
        and row.day == intent.day
    )


class Search:
    """Counts the reads of one search."""

    def __init__(self) -> None:
        self._reads = 0
        self._healthy_s: list[float] = []

    @property
    def wait_s(self) -> float:
        """Return the pause before the next read."""
        return DELAYS_S[self._reads] if self._reads < len(DELAYS_S) else LATER_S

    def failed(self) -> None:
        """Note a read that failed: it proves nothing."""
        self._reads += 1

    def missed(self, now_s: float) -> bool:
        """Note a healthy read without the record; True when that is proof enough."""
        self._reads += 1
        self._healthy_s.append(now_s)
        enough = len(self._healthy_s) >= HEALTHY_READS
        return enough and now_s - self._healthy_s[0] >= WINDOW_S
