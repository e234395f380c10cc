"""What the server says: rows of texts, bare arrays, and `Not_Ok` with the broker's words.

`Failure` is raised by route handlers and becomes an answer in one place (server.py). Everything
on this wire is a string, numbers included.
"""

from collections.abc import Sequence
from typing import TypeAlias

import msgspec
from starlette.responses import Response

from terminal.sandbox.virtual import ist

Row: TypeAlias = dict[str, object]

_ENCODER = msgspec.json.Encoder()
_JSON_TYPE = "application/json"
SESSION_EXPIRED = "Session Expired : Invalid Session Key"


class Failure(Exception):
    """A refusal: HTTP status, the broker's sentence, and fields beside it."""

    def __init__(self, http: int, emsg: str, **extra: str) -> None:
        super().__init__(emsg)
        self.http, self.emsg, self.extra = http, emsg, extra


def invalid(what: str) -> Failure:
    """Return the refusal of a request that cannot be understood."""
    return Failure(400, f"Invalid Input : {what}")


def no_data() -> Failure:
    """Return how the broker says that there is nothing to show."""
    return Failure(200, 'Error Occurred : 5 "no data"')


def bad_order() -> Failure:
    """Return how the broker refuses an order it cannot even book as rejected."""
    return Failure(200, 'Error Occurred : 2 "invalid input"')


def rejected(what: str) -> Failure:
    return Failure(200, f"Rejected : {what}")


def session_expired(http: int = 200) -> Failure:
    return Failure(http, SESSION_EXPIRED)


def too_many() -> Failure:
    return Failure(429, "Error Occurred : API request exceeds Limit")


def answer(content: object, http: int = 200) -> Response:
    """Return anything as compact JSON."""
    return Response(_ENCODER.encode(content), status_code=http, media_type=_JSON_TYPE)


def ok(now_ns: int, row: Row | None = None, *, stat: str = "Ok") -> Response:
    """Return an object that begins with the time and the status."""
    return answer({"request_time": noren_time(now_ns), "stat": stat, **(row or {})})


def listed(rows: Sequence[Row]) -> Response:
    """Return a bare array, or the broker's word for an empty one."""
    if not rows:
        raise no_data()
    return answer(rows)


def refused(failure: Failure, now_ns: int) -> Response:
    row = {"stat": "Not_Ok", "request_time": noren_time(now_ns), "emsg": failure.emsg}
    return answer({**row, **failure.extra}, failure.http)


def noren_time(stamp_ns: int) -> str:
    """Return `HH:MM:SS DD-MM-YYYY`, as in `request_time` and `norentm`."""
    return ist(stamp_ns).strftime("%H:%M:%S %d-%m-%Y")


def noren_date(stamp_ns: int) -> str:
    """Return `DD-MM-YYYY HH:MM:SS`, as in `exch_tm`, `fltm` and the bars' `time`."""
    return ist(stamp_ns).strftime("%d-%m-%Y %H:%M:%S")
