"""How Kite's front door speaks: its refusals as envelopes, the order's tag in a form."""

from urllib.parse import parse_qs

from starlette.responses import Response

from terminal.sandbox.faults import FaultKind
from terminal.sandbox.kite.replies import Failure, envelope, token_error, too_many

_REFUSALS = {
    FaultKind.HTTP_429: too_many(),
    FaultKind.HTTP_500: Failure(500, "GeneralException", "Something went wrong."),
    FaultKind.HTTP_502: Failure(502, "NetworkException", "Gateway error."),
    FaultKind.HTTP_503: Failure(503, "NetworkException", "Service unavailable."),
    FaultKind.HTTP_504: Failure(504, "NetworkException", "Gateway timed out."),
    FaultKind.TOKEN_403: token_error(),
    FaultKind.MARGIN_400: Failure(
        400,
        "MarginException",
        "Insufficient funds. Required margin is 228365.92 but available margin is 228358.50.",
    ),
}


class KiteManners:
    """The broker's part of the gate."""

    open_prefix = "/connect"

    def path(self, path: str) -> str:
        return path

    def tag(self, method: str, body: bytes) -> str:
        if method not in {"POST", "PUT"} or b"tag=" not in body:
            return ""
        return parse_qs(body.decode(errors="replace")).get("tag", [""])[0]

    def refusal(self, kind: FaultKind, message: str) -> Response | None:
        failure = _REFUSALS.get(kind)
        if failure is None:
            return None
        if message:
            failure = Failure(failure.http, failure.error_type, message, failure.data)
        return envelope(failure)
