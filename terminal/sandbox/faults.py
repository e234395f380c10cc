"""Faults armed from outside: which request or stream event misbehaves next, and how.

A rule waits for its match, lets `after` matches pass, then fires `count` times and is gone.
Nothing in the trading surface arms a fault: no magic symbol, price or tag does.
"""

from enum import StrEnum
from fnmatch import fnmatchcase

from msgspec import Struct, field


class FaultKind(StrEnum):
    """What goes wrong. The first group is about requests, the second about the data's contents."""

    LATENCY = "latency"  # waits delay_ms, then answers as usual
    LATE_REPLY = "late_reply"  # does the work, waits delay_ms: order updates overtake the answer
    CLOCK_JUMP = "clock_jump"  # practice time jumps `seconds` ahead first
    EXPIRE_TOKEN = "expire_token"  # noqa: S105 - a fault's name; the session dies first
    ACCEPT_HANG = "accept_hang"  # does the work, never answers (drops after `seconds`)
    ACCEPT_DROP = "accept_drop"  # does the work, resets the connection
    ACCEPT_502 = "accept_502"  # does the work, answers 502
    TRUNCATED = "truncated"  # does the work, sends half of the JSON
    HANG = "hang"  # like the accept_ kinds, without doing the work
    DROP = "drop"
    HTTP_429 = "http_429"
    HTTP_500 = "http_500"
    HTTP_502 = "http_502"
    HTTP_503 = "http_503"
    HTTP_504 = "http_504"
    TOKEN_403 = "token_403"  # noqa: S105 - a fault's name
    HTML = "html"  # an error page of some proxy
    MARGIN_400 = "margin_400"  # the broker refuses for money, whatever the account holds
    EMPTY = "empty"  # status 200 without a body (Noren: wrong way to authenticate on a route)
    SERVER_TIMEOUT = "server_timeout"  # the broker says that it gave up
    NO_DATA = "no_data"  # the broker says that there is nothing
    EXCEEDS_LIMIT = "exceeds_limit"  # too many requests, said with status 200

    SILENT = "silent"  # no heartbeat and no ticks for `seconds`
    CLOSE = "close"  # every socket is cut without a closing handshake
    TORN = "torn"  # the next tick frame ends inside a packet
    WRONG_COUNT = "wrong_count"  # the next frame claims more packets than it holds
    UNKNOWN_LENGTH = "unknown_length"  # the next frame carries a packet of 20 bytes
    DUPLICATE_UPDATES = "duplicate_updates"  # the next order updates come twice
    REORDER_UPDATES = "reorder_updates"  # the next order updates swap places pairwise
    DROP_UPDATES = "drop_updates"  # the next order updates never come
    ERROR_TEXT = "error_text"  # an error frame with `message`, socket stays
    MESSAGE_TEXT = "message_text"  # a broadcast message
    AUTH_NOT_OK = "auth_not_ok"  # the next connect frame is refused, the socket stays open, silent
    DUPLICATE_TICK = "duplicate_tick"  # the next tick frame comes twice
    REORDER_TICK = "reorder_tick"  # the next tick frame comes after the one that follows it
    ZERO_TICK = (
        "zero_tick"  # the next tick frame says 0.00 for the day's prices, as before the open
    )
    AT_OPEN_TICK = "at_open_tick"  # the next tick frame bids the price that means "at the open"
    ZERO_BAR = "zero_bar"  # a row without a trade, all prices zero, is among the next answer's bars
    NO_SSBOE = "no_ssboe"  # the next answer's bars have no epoch seconds
    CORRUPT_ZIP = "corrupt_zip"  # the next symbol master is damaged


STREAM_KINDS = frozenset(
    {
        FaultKind.SILENT,
        FaultKind.CLOSE,
        FaultKind.TORN,
        FaultKind.WRONG_COUNT,
        FaultKind.UNKNOWN_LENGTH,
        FaultKind.DUPLICATE_UPDATES,
        FaultKind.REORDER_UPDATES,
        FaultKind.DROP_UPDATES,
        FaultKind.ERROR_TEXT,
        FaultKind.MESSAGE_TEXT,
        FaultKind.AUTH_NOT_OK,
        FaultKind.DUPLICATE_TICK,
        FaultKind.REORDER_TICK,
        FaultKind.ZERO_TICK,
        FaultKind.AT_OPEN_TICK,
        FaultKind.ZERO_BAR,
        FaultKind.NO_SSBOE,
        FaultKind.CORRUPT_ZIP,
    }
)
# Faults that change the circumstances and let the request go on; several may strike at once.
PASSING_KINDS = frozenset(
    {FaultKind.LATENCY, FaultKind.LATE_REPLY, FaultKind.CLOCK_JUMP, FaultKind.EXPIRE_TOKEN}
)
FOREVER = -1


class FaultMatch(Struct, kw_only=True, forbid_unknown_fields=True):
    """Which requests a rule is about: shell patterns, `*` by default; `tag` is the order's tag."""

    method: str = "*"
    path: str = "*"
    tag: str = "*"

    def fits(self, method: str, path: str, tag: str) -> bool:
        return (
            fnmatchcase(method, self.method.upper())
            and fnmatchcase(path, self.path)
            and fnmatchcase(tag, self.tag)
        )


class FaultRule(Struct, kw_only=True, forbid_unknown_fields=True):
    """One armed fault. `count` -1 means until cleared; `after` matches pass unharmed first."""

    kind: FaultKind
    match: FaultMatch = field(default_factory=FaultMatch)
    count: int = 1
    after: int = 0
    delay_ms: int = 0
    seconds: float = 30.0
    message: str = ""

    def fires(self) -> bool:
        """Count one match; return whether the rule bites this time."""
        if self.after > 0:
            self.after -= 1
            return False
        if self.count == 0:
            return False
        if self.count > 0:
            self.count -= 1
        return True


class FaultPlan:
    """The rules waiting to fire, oldest first."""

    def __init__(self) -> None:
        self.rules: list[FaultRule] = []

    def arm(self, rule: FaultRule) -> None:
        self.rules.append(rule)

    def clear(self) -> None:
        self.rules.clear()

    def for_request(self, method: str, path: str, tag: str) -> list[FaultRule]:
        """Return the rules that bite this request: any passing ones and at most one other."""
        bites: list[FaultRule] = []
        spent = False
        for rule in list(self.rules):
            if rule.kind in STREAM_KINDS or not rule.match.fits(method, path, tag):
                continue
            passing = rule.kind in PASSING_KINDS
            if (passing or not spent) and rule.fires():
                bites.append(rule)
                spent = spent or not passing
        self._drop_spent()
        return bites

    def for_stream(self, kind: FaultKind) -> FaultRule | None:
        """Return the rule that bites this stream event, or None."""
        for rule in list(self.rules):
            if rule.kind is kind and rule.fires():
                self._drop_spent()
                return rule
        return None

    def _drop_spent(self) -> None:
        self.rules = [rule for rule in self.rules if rule.count != 0]
