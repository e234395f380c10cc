"""Noren's answers as they come: every scalar may be a text, a number or null.

`codec` turns texts into Decimal and int, once, at this boundary. Fields that nobody reads are left
out. Source: shoonya.md sections 1 and 2.
"""

from msgspec import Struct

Text = str | int | float | bool | None
"""A scalar as it comes: "12", 12, "None", "" or null."""


class Failure(Struct, frozen=True):
    """What a refusal says; a success has the same `stat` and no `emsg`."""

    stat: str | None = None
    emsg: str | None = None
    request_time: str | None = None
