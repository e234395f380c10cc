import pytest

from terminal.sandbox.shoonya.reports import internal, reports
from terminal.sim.types import Status

S = Status


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (None, S.RECEIVED, [("PENDING", "NewAck")]),
        (S.RECEIVED, S.VALIDATION_PENDING, []),
        (S.VALIDATION_PENDING, S.OPEN_PENDING, [("PENDING", "PendingNew")]),
        (S.OPEN_PENDING, S.OPEN, [("OPEN", "New")]),
        (S.OPEN_PENDING, S.TRIGGER_PENDING, [("TRIGGER_PENDING", "New")]),
        (S.TRIGGER_PENDING, S.OPEN, [("OPEN", "New")]),
        (S.OPEN, S.MODIFY_VALIDATION_PENDING, [("PENDING", "ModAck")]),
        (S.MODIFY_VALIDATION_PENDING, S.MODIFY_PENDING, [("PENDING", "PendingReplace")]),
        (S.MODIFY_PENDING, S.MODIFIED, []),
        (S.MODIFIED, S.OPEN, [("OPEN", "Replaced")]),
        (S.MODIFIED, S.TRIGGER_PENDING, [("TRIGGER_PENDING", "Replaced")]),
        (S.MODIFY_PENDING, S.OPEN, [("OPEN", "ReplaceRejected")]),
        (S.OPEN, S.CANCEL_PENDING, [("PENDING", "CanAck"), ("PENDING", "PendingCancel")]),
        (S.CANCEL_PENDING, S.CANCELLED, [("CANCELED", "Canceled")]),
        (S.OPEN, S.COMPLETE, [("COMPLETE", "Fill")]),
        (S.OPEN_PENDING, S.COMPLETE, [("OPEN", "New"), ("COMPLETE", "Fill")]),
        (S.CANCEL_PENDING, S.COMPLETE, [("OPEN", "CancelRejected"), ("COMPLETE", "Fill")]),
        (S.MODIFY_PENDING, S.COMPLETE, [("OPEN", "ReplaceRejected"), ("COMPLETE", "Fill")]),
        (S.VALIDATION_PENDING, S.REJECTED, [("REJECTED", "Rejected")]),
        (None, S.AMO_RECEIVED, [("AFTER MARKET ORDER REQ RECEIVED", "NewAck")]),
        (S.AMO_RECEIVED, S.RECEIVED, []),
    ],
)
def test_each_move_has_its_reports(
    before: Status | None, now: Status, told: list[tuple[str, str]]
) -> None:
    assert list(reports(before, now, partial=False)) == told


def test_partial_fill_leaves_the_order_where_it_is() -> None:
    assert reports(S.OPEN, S.OPEN, partial=True) == (("OPEN", "Fill"),)
    assert reports(S.MODIFY_PENDING, S.MODIFY_PENDING, partial=True) == (("PENDING", "Fill"),)


def test_every_state_is_known() -> None:
    for before in (None, *Status):
        for now in Status:
            for status, report in reports(before, now, partial=False):
                assert internal(status, report)
    assert internal("OPEN", "Fill") == "PARTIAL FILL"
    assert internal("COMPLETE", "Fill") == "COMPLETE"
