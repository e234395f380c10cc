"""How this broker's front door speaks: its refusals, the tag in an order, paths with two slashes."""

import re

from starlette.responses import Response

from terminal.sandbox.faults import FaultKind
from terminal.sandbox.gate import html_error
from terminal.sandbox.shoonya.fields import Fields, parse_body
from terminal.sandbox.shoonya.login import PREFIX
from terminal.sandbox.shoonya.replies import (
    Failure,
    no_data,
    refused,
    rejected,
    session_expired,
    too_many,
)
from terminal.sandbox.virtual import VirtualClock

_SLASHES = re.compile("/{2,}")
_GATEWAY = {
    FaultKind.HTTP_502: (502, "Bad Gateway"),
    FaultKind.HTTP_503: (503, "Service Temporarily Unavailable"),
    FaultKind.HTTP_504: (504, "Gateway Time-out"),
}
_REFUSALS = {
    FaultKind.HTTP_429: too_many(),
    FaultKind.HTTP_500: Failure(500, "Error Occurred : Internal server error"),
    FaultKind.TOKEN_403: session_expired(403),
    FaultKind.MARGIN_400: rejected(
        "RED:Margin Shortfall:INR 228365.92 Available:INR 228358.50 [SANDBOX]"
    ),
    FaultKind.SERVER_TIMEOUT: Failure(200, "Server Timeout :  "),
    FaultKind.NO_DATA: no_data(),
    FaultKind.EXCEEDS_LIMIT: Failure(200, "Error Occurred : API request exceeds Limit"),
}


class ShoonyaManners:
    """The broker's part of the gate."""

    open_prefix = PREFIX

    def __init__(self, virtual: VirtualClock) -> None:
        self._virtual = virtual

    def path(self, path: str) -> str:
        """Return the path with single slashes: the official client sends two."""
        return _SLASHES.sub("/", path)

    def tag(self, method: str, body: bytes) -> str:
        if method != "POST" or b'"remarks"' not in body:
            return ""
        try:
            return Fields(parse_body(body)[0]).text("remarks")
        except Failure:
            return ""

    def refusal(self, kind: FaultKind, message: str) -> Response | None:
        if kind in _GATEWAY:
            return html_error(*_GATEWAY[kind])
        if kind is FaultKind.EMPTY:
            return Response(b"")
        failure = _REFUSALS.get(kind)
        if failure is None:
            return None
        if message:
            failure = Failure(failure.http, message)
        return refused(failure, self._virtual.now_ns())
