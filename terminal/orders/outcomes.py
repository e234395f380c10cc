"""What the order service answers with: results of verbs, and the kill switch."""

from collections.abc import Callable

from msgspec import Struct

from terminal.domain.errors import Accepted, Rejected, Unknown
from terminal.domain.notice import Refused
from terminal.runtime.signals import Signal


class Submitted(Struct, frozen=True):
    """The request left this machine (or was about to). `key` names the order's row in the book.

    `outcome` is the broker's answer: Accepted; Rejected (the row says why, nothing rests); Unknown
    (the row says "unknown, checking": never send it again, the service finds out by itself).
    """

    key: str
    outcome: Accepted | Rejected | Unknown


Result = Submitted | Refused


class KillSwitch:
    """While engaged, entries are refused; cancels and exits pass."""

    def __init__(self, on_failure: Callable[[str, BaseException], None]) -> None:
        self.changed: Signal[bool] = Signal(on_failure)
        self._engaged = False

    @property
    def engaged(self) -> bool:
        return self._engaged

    def engage(self) -> None:
        self._turn(True)

    def release(self) -> None:
        self._turn(False)

    def _turn(self, engaged: bool) -> None:  # noqa: FBT001  private, named by its two callers
        if engaged != self._engaged:
            self._engaged = engaged
            self.changed.emit(engaged)
