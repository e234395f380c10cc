"""Find out what became of an order whose reply was lost: pure rules, no I/O.

The broker's book is read after 0.5, 1, 2, 4 and 8 s and matched by tag. Absence is concluded only
after the whole window and enough healthy reads; several matches are reported and never cancelled.
Source: kite.md section 11, row 1 and the quick reconcile procedure.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from terminal.domain.ids import BrokerOrderId
from terminal.domain.order import OrderIntent, OrderUpdate, Variety

DELAYS_S = (0.5, 1.0, 2.0, 4.0, 8.0)
LATER_S = 8.0
WINDOW_S = 15.0
HEALTHY_READS = 3
WATCH_S = 120.0
WATCH_EVERY_S = 10.0
_SEND_SLACK_NS = 2_000_000_000
_GROUP = "autoslice:"


class KeepLooking(Struct, frozen=True):
    """Nothing is decided: read again after `wait_s`."""

    wait_s: float


class Found(Struct, frozen=True):
    """The order exists. `others` are rows with the same tag that slicing does not explain.

    `by_terms`: no tag matched, but exactly one untagged row has the order's terms and time.
    """

    row: OrderUpdate
    others: tuple[OrderUpdate, ...] = ()
    by_terms: bool = False


class Absent(Struct, frozen=True):
    """The book was healthy long enough and does not have it."""


Verdict = KeepLooking | Found | Absent


def group_parent(update: OrderUpdate) -> BrokerOrderId | None:
    """Return the id of the order that this row belongs to; None for one that stands alone.

    A cover order's second leg names its entry; a slice names the first slice, which names itself.
    """
    if update.parent_id is not None:
        return update.parent_id
    for tag in update.tags:
        if tag.startswith(_GROUP) and len(tag) > len(_GROUP):
            return BrokerOrderId(tag.removeprefix(_GROUP))
    return None


def matching(rows: Iterable[OrderUpdate], intent: OrderIntent) -> list[OrderUpdate]:
    """Return the rows that carry the intent's tag, oldest first."""
    found = [row for row in rows if row.account == intent.account and intent.client_id in row.tags]
    return sorted(found, key=lambda row: (row.placed_ns, row.broker_id))


def lookalikes(
    rows: Iterable[OrderUpdate],
    intent: OrderIntent,
    sent_ns: int,
    taken: frozenset[BrokerOrderId],
) -> list[OrderUpdate]:
    """Return untagged rows with the intent's terms, placed since just before the send.

    Order type and price are left out: a protected market order comes back as LIMIT.
    """
    return [
        row
        for row in rows
        if row.account == intent.account
        and not row.tags
        and row.broker_id not in taken
        and row.instrument == intent.instrument
        and row.side is intent.side
        and row.quantity == intent.quantity
        and row.product is intent.product
        and row.placed_ns >= sent_ns - _SEND_SLACK_NS
    ]


class Search:
    """The search for one order. Feed it each read of the book, or that the read failed."""

    def __init__(self, intent: OrderIntent, sent_ns: int) -> None:
        self.intent = intent
        self.sent_ns = sent_ns
        self.reads = 0
        self.healthy = 0

    @property
    def first_wait_s(self) -> float:
        return DELAYS_S[0]

    def failed(self) -> KeepLooking:
        """Note a read that failed: absence cannot be concluded from it."""
        self.reads += 1
        return KeepLooking(self._next_wait())

    def read(
        self,
        rows: Sequence[OrderUpdate],
        *,
        elapsed_s: float,
        taken: frozenset[BrokerOrderId] = frozenset(),
    ) -> Verdict:
        """Judge one healthy read, `elapsed_s` after the search began.

        `taken`: broker ids that belong to other orders of ours.
        """
        self.reads += 1
        self.healthy += 1
        found = matching(rows, self.intent)
        if found:
            return _one_of(found, self.intent)
        if self.healthy < HEALTHY_READS or elapsed_s < WINDOW_S:
            return KeepLooking(self._next_wait())
        alike = lookalikes(rows, self.intent, self.sent_ns, taken)
        if len(alike) == 1:
            return Found(alike[0], by_terms=True)
        return Absent()

    def _next_wait(self) -> float:
        return DELAYS_S[self.reads] if self.reads < len(DELAYS_S) else LATER_S


def _one_of(found: list[OrderUpdate], intent: OrderIntent) -> Found:
    parents = {parent for row in found if (parent := group_parent(row)) is not None}
    alone = [row for row in found if group_parent(row) in {None, row.broker_id}]
    first = next((row for row in found if row.broker_id in parents), [*alone, *found][0])
    if intent.variety is Variety.ICEBERG:
        return Found(first)
    if intent.slice_above_freeze and sum(row.quantity for row in found) <= intent.quantity:
        return Found(first)
    others = tuple(row for row in found if row is not first and group_parent(row) is None)
    return Found(first, others)
