"""The broker's report sequence of an order, from the simulator's states.

One state of the simulator becomes no, one or two reports; what a report means depends on the state
before it, since `OPEN` follows an acknowledgement, a change or a refused change alike.
"""

from terminal.sim.types import Status

PENDING, OPEN, WAITING = "PENDING", "OPEN", "TRIGGER_PENDING"
PARKED = "AFTER MARKET ORDER REQ RECEIVED"
COMPLETE, CANCELED, REJECTED = "COMPLETE", "CANCELED", "REJECTED"
FINAL = frozenset({COMPLETE, CANCELED, REJECTED})

Report = tuple[str, str]  # status, report type

_PARKED = frozenset({Status.AMO_RECEIVED, Status.MODIFY_AMO_RECEIVED})
_CHANGING = frozenset({Status.MODIFY_VALIDATION_PENDING, Status.MODIFY_PENDING})
_ON_THE_WAY = _CHANGING | {Status.CANCEL_PENDING}
_PLAIN: dict[Status, tuple[Report, ...]] = {
    Status.AMO_RECEIVED: ((PARKED, "NewAck"),),
    Status.MODIFY_AMO_RECEIVED: ((PARKED, "ModAck"), (PARKED, "Replaced")),
    Status.VALIDATION_PENDING: (),
    Status.OPEN_PENDING: ((PENDING, "PendingNew"),),
    Status.MODIFY_VALIDATION_PENDING: ((PENDING, "ModAck"),),
    Status.MODIFY_PENDING: ((PENDING, "PendingReplace"),),
    Status.MODIFIED: (),  # the working state that follows tells
    Status.CANCEL_PENDING: ((PENDING, "CanAck"), (PENDING, "PendingCancel")),
    Status.CANCELLED: ((CANCELED, "Canceled"),),
    Status.CANCELLED_AMO: ((CANCELED, "Canceled"),),
    Status.REJECTED: ((REJECTED, "Rejected"),),
}
_INTERNAL = {
    "NewAck": "ORDER ACK",
    "PendingNew": "ORDER PENDING",
    "ModAck": "MODIFY PENDING",
    "PendingReplace": "MODIFY PENDING",
    "CanAck": "CANCEL PENDING",
    "PendingCancel": "CANCEL PENDING",
}


def reports(before: Status | None, now: Status, *, partial: bool) -> tuple[Report, ...]:
    """Return the reports for a move from one state (None: the order is new) to another."""
    if partial:
        return ((PENDING if now in _ON_THE_WAY else OPEN, "Fill"),)
    if now is Status.RECEIVED:
        return () if before in _PARKED else ((PENDING, "NewAck"),)
    if now is Status.COMPLETE:
        return (*_overtaken(before), (COMPLETE, "Fill"))
    if now is Status.OPEN or now is Status.TRIGGER_PENDING:
        status = OPEN if now is Status.OPEN else WAITING
        return ((status, _working(before, now)),)
    return _PLAIN[now]


def internal(status: str, report: str) -> str:
    """Return `st_intrn` for a report."""
    if report == "Fill" and status != COMPLETE:
        return "PARTIAL FILL"
    return _INTERNAL.get(report, status)


def _working(before: Status | None, now: Status) -> str:
    if before is Status.MODIFY_PENDING:
        return "ReplaceRejected"
    if before is Status.MODIFIED or before is now:
        return "Replaced"
    return "New"


def _overtaken(before: Status | None) -> tuple[Report, ...]:
    """Return what comes before the last fill: the fill overtook something, or came at once."""
    if before is Status.CANCEL_PENDING:
        return ((OPEN, "CancelRejected"),)
    if before in _CHANGING:
        return ((OPEN, "ReplaceRejected"),)
    return () if before is Status.OPEN else ((OPEN, "New"),)
