"""The broker's reply envelope: success, failure, CSV, and the words it uses for each refusal.

`Failure` is raised by route handlers and becomes an error envelope in one place (server.py).
"""

from typing import TypeAlias

import msgspec
from starlette.responses import Response

Row: TypeAlias = dict[str, object]

_ENCODER = msgspec.json.Encoder()
_JSON_TYPE = "application/json"


class Failure(Exception):
    """An error envelope: HTTP status, the broker's error_type, and its sentence."""

    def __init__(self, http: int, error_type: str, message: str, data: object = None) -> None:
        super().__init__(message)
        self.http = http
        self.error_type = error_type
        self.message = message
        self.data = data


def input_error(message: str) -> Failure:
    return Failure(400, "InputException", message)


def missing(field: str) -> Failure:
    return input_error(f"Missing or empty field `{field}`")


def token_error(message: str = "Incorrect `api_key` or `access_token`.") -> Failure:
    return Failure(403, "TokenException", message)


def no_permission(message: str = "Insufficient permission for that call.") -> Failure:
    return Failure(403, "PermissionException", message)


def too_many() -> Failure:
    return Failure(429, "NetworkException", "Too many requests")


def ok(data: object) -> Response:
    """Return HTTP 200 with the success envelope."""
    body = _ENCODER.encode({"status": "success", "data": data})
    return Response(body, media_type=_JSON_TYPE)


def envelope(failure: Failure) -> Response:
    """Return a failure as the broker sends it; `data` is present only when there is any."""
    content: Row = {
        "status": "error",
        "message": failure.message,
        "error_type": failure.error_type,
    }
    if failure.data is not None:
        content["data"] = failure.data
    return Response(_ENCODER.encode(content), status_code=failure.http, media_type=_JSON_TYPE)
