"""The error tree. The type decides what a person sees.

TerminalError               has `text` (what happened) and `hint` (what to do)
├── LoginNeeded             the session ended; leads to the login dialog
├── BrokerRefused           the broker said no, in its own words
│   ├── PermissionRefused   plan without data, app not allowed
│   └── AddressRefused      the static-IP rule
├── RateLimited             too many requests; `retry_after_s`
├── Transient               weather: timeouts, 5xx, no network; reads may repeat
└── WireError               the broker sent what we cannot read
Outcomes of writes are values, not exceptions: Accepted (Written) | Rejected | Unknown.
"""

from msgspec import Struct

from terminal.domain.ids import BrokerOrderId


class TerminalError(Exception):
    """An error with words for the person in front of the screen.

    `raw`: the reply behind a failed read, where there was one, for whoever has to find out why.
    """

    raw: bytes = b""

    def __init__(self, text: str, *, hint: str = "", code: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.hint = hint
        self.code = code


class LoginNeeded(TerminalError):
    """The session is missing, expired or revoked."""


class BrokerRefused(TerminalError):
    """The broker refused; `code` is its error type, `text` its words."""


class PermissionRefused(BrokerRefused):
    """The account or app may not do this."""


class AddressRefused(BrokerRefused):
    """Orders are accepted from a registered static IP address only."""


class RateLimited(TerminalError):
    """Too many requests."""

    def __init__(self, text: str, *, retry_after_s: float = 1.0, hint: str = "") -> None:
        super().__init__(text, hint=hint, code="rate_limited")
        self.retry_after_s = retry_after_s


class Transient(TerminalError):
    """The request may have failed on the way; nothing is known about the other side."""


class WireError(TerminalError):
    """An answer that does not fit the broker's own documentation."""


class SliceResult(Struct, frozen=True):
    """One slice of a sliced order: an id, or the broker's words for its refusal."""

    order_id: BrokerOrderId | None
    error: str = ""


class Accepted(Struct, frozen=True):
    """The broker took the request; the order's fate follows in book and stream."""

    order_id: BrokerOrderId
    slices: tuple[SliceResult, ...] = ()


class Rejected(Struct, frozen=True):
    """The broker (or our own wire, before a byte left) refused: nothing was placed.

    `largest`: the exchange's largest order of this instrument in units, where the refusal named it.
    """

    code: str
    text: str
    hint: str = ""
    largest: int | None = None


class Unknown(Struct, frozen=True):
    """The reply was lost or unreadable: the order may exist. Never resend; look in the book."""

    reason: str


class Written(Struct, frozen=True):
    """The broker did what was asked of a record that is no order; `reference` is its id there."""

    reference: str = ""


WriteOutcome = Accepted | Rejected | Unknown
RecordOutcome = Written | Rejected | Unknown
"""Of writes to triggers, alerts and funds. Unknown: it may exist; look in the list, never resend."""
