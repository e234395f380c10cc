"""Kite's refusals in our words: HTTP status first, then `error_type`, the message only for hints.

Each sentence says what happened, what it means for orders, and what to do. The broker's own words are
always kept. Source: Kite Connect v3 "Exceptions and errors" and the sample messages, read 2026-11.
"""

import re

import msgspec

from terminal.brokers.kite import wire
from terminal.brokers.replies import beginning, retry_after_s
from terminal.domain.errors import (
    AddressRefused,
    BrokerRefused,
    LoginNeeded,
    PermissionRefused,
    RateLimited,
    TerminalError,
    Transient,
    WireError,
)
from terminal.transport.http import Reply

ADDRESS = "address"
AUTHORISATION = "demat_authorisation"
DAY_LIMIT = "day_limit"
LOGIN = "login_needed"
NO_DATA = "no_market_data"
PERMISSION = "permission"

_FAILURE = msgspec.json.Decoder(wire.Failure, strict=False)
_SESSION_TYPES = {"TokenException", "TwoFAException"}
_PERMISSION_TYPES = {"PermissionException", "PermissionError"}
_ADDRESS_WORDS = re.compile(
    r"\bIP\b.*(?:not allowed|not permitted|not whitelisted|not registered)|static ip|whitelisted ip",
    re.IGNORECASE | re.DOTALL,
)
_DAY_WORDS = re.compile(r"maximum allowed order requests", re.IGNORECASE)
_LARGEST = re.compile(r"maximum quantity of ([\d,]*\d)", re.IGNORECASE)
_HINTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"market protection", re.IGNORECASE),
        "Market orders need a protection band: choose one, or place a limit order.",
    ),
    (
        re.compile(r"being processed|cannot be modified|cannot be cancelled", re.IGNORECASE),
        "The order may just be filling. Look at its row before you try again.",
    ),
    (
        re.compile(r"higher than the maximum quantity", re.IGNORECASE),
        "This is above the exchange's largest order: let it be sliced (at most 10 slices), "
        "or reduce the quantity.",
    ),
    (
        re.compile(r"auction_number", re.IGNORECASE),
        "Nothing was placed. Choose the variety Auction again: the ticket then asks the broker for "
        "today's number of this holding.",
    ),
    (
        re.compile(r"tick size", re.IGNORECASE),
        "Choose a price on the instrument's price grid.",
    ),
    (
        re.compile(r"circuit", re.IGNORECASE),
        "Choose a price inside today's price band.",
    ),
    (
        re.compile(r"after market|amo|market is closed|markets are closed", re.IGNORECASE),
        "The market is closed: an after-market order waits for the next opening.",
    ),
)
_TYPE_HINTS = {
    "MarginException": "Reduce the quantity or add funds; nothing was placed.",
    "HoldingException": "Nothing was placed. Look at what is still free to sell in Holdings.",
    "InputException": "Nothing was placed or changed. Correct what it names and try again.",
    "OrderException": "Nothing was placed. Read the broker's words, then try again.",
    "UserException": "Nothing was placed. This is about the account: see the broker's own site.",
}


def refusal(reply: Reply, *, market_data: bool = False) -> TerminalError:
    """Return the error that a reply with a status other than 200 stands for.

    `market_data`: the request was for quotes or candles, where a missing permission means the free
    plan. WireError and Transient mean that nothing is known about what was done.
    """
    failure = _failure(reply)
    status = reply.status
    if status == 429:
        return _rate(reply, failure)
    if status >= 500:
        words = failure.message if failure and failure.message else f"HTTP {status}"
        code = failure.error_type if failure and failure.error_type else f"http_{status}"
        return Transient(
            f"Zerodha's servers did not manage the request: {words}",
            hint="Nothing is known about what it did. Look at the order book.",
            code=code,
        )
    if failure is None or status < 400:
        return WireError(
            f"Zerodha's answer (HTTP {status}) cannot be read: {beginning(reply.content)}",
            hint="Something between here and the broker answered, perhaps a proxy.",
            code=f"http_{status}",
        )
    return _refused(status, failure, market_data=market_data)


def largest_order(text: str) -> int | None:
    """Return the exchange's largest order quantity as a refusal names it: no request tells it."""
    found = _LARGEST.search(text)
    return int(found.group(1).replace(",", "")) if found else None


def _refused(status: int, failure: wire.Failure, *, market_data: bool) -> TerminalError:
    kind = failure.error_type or f"http_{status}"
    words = failure.message or "no reason given"
    if kind in _SESSION_TYPES:
        return LoginNeeded(
            f"The session with Zerodha has ended: {words}",
            hint="This request did nothing. Orders at the exchange stay there and may still fill. "
            "Log in again to see and change them.",
            code=LOGIN,
        )
    if _ADDRESS_WORDS.search(words):
        return AddressRefused(
            f"Zerodha does not take orders from this computer's address: {words}",
            hint="This order was not placed or changed; orders at the exchange stay as they are. "
            "Register this address as static IP in the developer profile. If an IPv4 address is "
            "registered, switch on 'IPv4 only' in the settings.",
            code=ADDRESS,
        )
    if kind in _PERMISSION_TYPES:
        return _permission(words, market_data=market_data)
    if status == 428:
        return BrokerRefused(
            f"These shares need an authorisation at the depository first: {words}",
            hint="Nothing was placed. Authorise the sale in the browser (Holdings, Authorise), "
            "then send the order again.",
            code=AUTHORISATION,
        )
    if _DAY_WORDS.search(words):
        return BrokerRefused(
            f"The broker's daily number of orders is used up: {words}",
            hint="Nothing was placed, and exits are refused too. Close positions in the broker's "
            "own app or by phone.",
            code=DAY_LIMIT,
        )
    hint = next((each for words_of, each in _HINTS if words_of.search(words)), "")
    return BrokerRefused(words, hint=hint or _TYPE_HINTS.get(kind, ""), code=kind)


def _permission(words: str, *, market_data: bool) -> PermissionRefused:
    if market_data:
        return PermissionRefused(
            f"This Kite app has no market data: {words}",
            hint="Personal apps have orders and portfolio only. Quotes, charts and streaming need "
            "the paid Connect plan. Orders still work; prices on screen will not move.",
            code=NO_DATA,
        )
    return PermissionRefused(
        f"Zerodha does not allow this app to do that: {words}",
        hint="Nothing was placed or changed. See the app's permissions in the developer console.",
        code=PERMISSION,
    )


def _rate(reply: Reply, failure: wire.Failure | None) -> RateLimited:
    words = failure.message if failure and failure.message else "Too many requests"
    return RateLimited(
        f"Zerodha refused for too many requests: {words}",
        retry_after_s=retry_after_s(reply),
        hint="Nothing was placed. Wait a moment and look at the order book before trying again.",
    )


def _failure(reply: Reply) -> wire.Failure | None:
    """Return the broker's own envelope, None where something else spoke."""
    try:
        failure = _FAILURE.decode(reply.content)
    except msgspec.MsgspecError:
        return None
    return failure if failure.error_type or failure.message else None
