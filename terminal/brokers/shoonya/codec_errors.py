"""Noren's refusals in our words: the message decides, then the HTTP status.

Dead sessions, empty books and rate limits come with any status, so words go first. Each sentence says
what happened, what it means for orders, and what to do; the broker's own words are always kept.
Source: shoonya.md sections 1.4, 2.1 and 7.6.
"""

import re

import msgspec

from terminal.brokers.replies import beginning, retry_after_s
from terminal.brokers.shoonya import wire
from terminal.brokers.shoonya.config import CLASSIC
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
EMPTY_REPLY = "empty_reply"
LOGIN = "login_needed"
NO_DATA = "no_data"
PASSWORD = "password_expired"  # noqa: S105  a code, not a password
REFUSED = "refused"
SERVER_TIMEOUT = "server_timeout"
VERIFIER = "invalid_verifier"

_FAILURE = msgspec.json.Decoder(wire.Failure)
_FAILURES = msgspec.json.Decoder(list[wire.Failure])
_RETIRED = (
    "Shoonya's own classic hosts were switched off in April 2026; a login of the current kind uses "
    "others."
)
_SHORT = 2_000


def _of(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.DOTALL)


_LOST = "Nothing is known about what it did. Look at the order book."

_SESSION = _of(r"^\s*session expired|invalid session key|session\s+(?:has\s+)?expired")
_NOTHING = _of(r"no data")
_RATE = _of(r"exceeds? limit|too many requests|rate limit")
_TIMEOUT = _of(r"server timeout")
_PASSWORD = _of(r"password expired|change password")
_VERIFIER = _of(r"invalid_verifier")
_ADDRESS = _of(
    r"\bIP\b.*(?:not allowed|not permitted|not whitelisted|not registered|mismatch|invalid)"
    r"|static ip|whitelist|invalid ip",
)
_RESTRICTED = _of(r"access restricted|api only users|not authori[sz]ed|not enabled")
_HINTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        _of(r"order not found"),
        "It may just have filled or been cancelled. Look at its row before you try again.",
    ),
    (
        _of(r"market order|mkt|price type"),
        "Nothing was placed. This account takes no such order type by API: place a limit order.",
    ),
    (
        _of(r"freeze|max(?:imum)?\s+(?:order\s+)?q(?:ua)?nti?ty|quantity.*exceed"),
        "This is above the exchange's largest order: reduce the quantity.",
    ),
    (_of(r"tick"), "Choose a price on the instrument's price grid."),
    (_of(r"circuit|price range|price band"), "Choose a price in today's band."),
    (
        _of(r"margin|shortfall|insufficient|fund"),
        "Reduce the quantity or add funds; nothing was placed.",
    ),
    (
        _of(r"amo|after market|market (?:is )?closed"),
        "The market is closed: an after-market order waits for the next opening.",
    ),
    (
        _of(r"invalid position type|conversion"),
        "The position was not converted. Look at its row and try again.",
    ),
    (
        _of(r"jdata is not valid|jdata is missing"),
        "The broker could not read the request; nothing was done. Please report this.",
    ),
)
_USUAL = "Nothing was placed or changed. Read the broker's words, then try again."


class NoData(BrokerRefused):
    """The broker has nothing to list: an empty book, not a failure."""


class EmptyReply(Transient):
    """HTTP 200 without a body: how the servers answer a login of the wrong kind, or a bad moment."""


def check(reply: Reply, route: str, *, profile: str) -> TerminalError | None:
    """Return the error that a reply stands for, None where it is a success to be decoded.

    WireError and Transient mean that nothing is known about what was done. `profile` names the
    login's generation in sentences.
    """
    content = reply.content.strip()
    failure = _failure(content)
    if failure is not None:
        error = _refused(reply, failure)
        if error is not None:
            return error
    if reply.status == 429:
        return _rate(reply, "Too many requests")
    if reply.status == 200:
        return _odd_success(content, route, profile)
    return _without_words(reply, content, route, profile)


def _refused(reply: Reply, failure: wire.Failure) -> TerminalError | None:
    """Return the error of the broker's own words, None where there are none and all is well."""
    words = " ".join((failure.emsg or "").split())
    if not words and (failure.stat or "").lower() != "not_ok":
        return None
    if _SESSION.search(words) or (reply.status in {401, 403} and not words):
        return LoginNeeded(
            f"The session with Shoonya has ended: {words or f'HTTP {reply.status}'}",
            hint="This request did nothing. Orders at the exchange stay there and may still fill. "
            "Log in again to see and change them.",
            code=LOGIN,
        )
    if _NOTHING.search(words):
        return NoData(
            f"Shoonya has no data: {words}",
            hint="There is nothing to list, or the broker does not know what was asked for.",
            code=NO_DATA,
        )
    if reply.status == 429 or _RATE.search(words):
        return _rate(reply, words or "Too many requests")
    if reply.status >= 500 or _TIMEOUT.search(words):
        return Transient(
            f"Shoonya's servers did not manage the request: {words or f'HTTP {reply.status}'}",
            hint=_LOST,
            code=SERVER_TIMEOUT if _TIMEOUT.search(words) else f"http_{reply.status}",
        )
    return _refusal(words or "no reason given")


def _refusal(words: str) -> BrokerRefused:
    if _PASSWORD.search(words):
        return BrokerRefused(
            f"Your password at the broker has run out: {words}",
            hint="Nothing was done. Change the password on the broker's own site or app, then log "
            "in here with the new one.",
            code=PASSWORD,
        )
    if _VERIFIER.search(words):
        return BrokerRefused(
            f"Shoonya did not accept this login: {words}",
            hint="The code is good once and for a few minutes: start again. If it stays, check "
            "user id, client id and secret code; after a change of the registered IP address the "
            "key must be made anew.",
            code=VERIFIER,
        )
    if _ADDRESS.search(words):
        return AddressRefused(
            f"Shoonya does not take orders from this computer's address: {words}",
            hint="Nothing was placed or changed; orders at the exchange stay as they are. Register "
            "this computer's public address as static IP in the broker's portal (Profile, API "
            "Key), then make a new key.",
            code=ADDRESS,
        )
    if _RESTRICTED.search(words):
        return PermissionRefused(
            f"Shoonya does not allow this login to do that: {words}",
            hint="Nothing was placed or changed. Look at the API key in the broker's portal: save "
            "the static IP address again and make a new key.",
            code="permission",
        )
    hint = next((each for of, each in _HINTS if of.search(words)), _USUAL)
    return BrokerRefused(words, hint=hint, code=REFUSED)


def _odd_success(content: bytes, route: str, profile: str) -> TerminalError | None:
    """Return the error of a 200 that holds no JSON."""
    if not content:
        return EmptyReply(
            f"Shoonya sent an empty answer to {route}: the way in does not fit this route "
            f"(profile: {profile}).",
            hint="Nothing is known about what it did. If it stays, log in again, or choose the "
            "other kind of login.",
            code=EMPTY_REPLY,
        )
    if content[:1] not in b'{["tTfF0123456789':
        return Transient(
            f"Shoonya's host answered {route} with something else than data: {beginning(content)}",
            hint=_LOST,
            code="not_json",
        )
    return None


def _without_words(reply: Reply, content: bytes, route: str, profile: str) -> TerminalError:
    """Return the error of a status that comes without the broker's envelope."""
    status = reply.status
    if status in {401, 403} and not _is_page(content):
        return LoginNeeded(
            f"The session with Shoonya has ended (HTTP {status}).",
            hint="This request did nothing. Log in again.",
            code=LOGIN,
        )
    if status in {502, 410} or (status == 404 and _is_page(content)):
        retired = profile == CLASSIC.name
        return Transient(
            f"Shoonya's host is down{' or retired' if retired else ''} "
            f"(HTTP {status}, profile: {profile}).",
            hint=f"{_RETIRED} {_LOST}" if retired else _LOST,
            code=f"http_{status}",
        )
    if status >= 500:
        return Transient(
            f"Shoonya's servers did not manage {route} (HTTP {status}).",
            hint=_LOST,
            code=f"http_{status}",
        )
    if status in {404, 405}:
        return BrokerRefused(
            f"This server has no route {route} (HTTP {status}).",
            hint="Nothing was done. This deployment of the broker does not offer it.",
            code="no_route",
        )
    return WireError(
        f"Shoonya's answer to {route} (HTTP {status}) cannot be read: {beginning(content)}",
        hint="Something between here and the broker answered, perhaps a proxy.",
        code=f"http_{status}",
    )


def _rate(reply: Reply, words: str) -> RateLimited:
    return RateLimited(
        f"Shoonya refused for too many requests: {words}",
        retry_after_s=retry_after_s(reply),
        hint="Nothing was placed. Wait a moment and look at the order book before trying again.",
    )


def _failure(content: bytes) -> wire.Failure | None:
    """Return the broker's own envelope; lists of rows are successes unless they say otherwise."""
    if content[:1] == b"{":
        try:
            return _FAILURE.decode(content)
        except msgspec.MsgspecError:
            return None
    if content[:1] == b"[" and len(content) < _SHORT and b"not_ok" in content.lower():
        try:
            rows = _FAILURES.decode(content)
        except msgspec.MsgspecError:
            return None
        return next((row for row in rows if (row.stat or "").lower() == "not_ok"), None)
    return None


def _is_page(content: bytes) -> bool:
    return content[:1] == b"<"
