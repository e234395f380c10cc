"""The stream's frames: acknowledgements, full images, updates of what changed.

An image carries every field the feed has; an update carries the key and the fields whose value
changed, and none goes out for the time alone. Source: shoonya.md sections 5.1 to 5.3.
"""

from collections.abc import Mapping

import msgspec

from terminal.sandbox.shoonya.listing import Scrip
from terminal.sandbox.shoonya.quotes import depth_fields, touch_fields
from terminal.sim.types import Quote

TOUCH, DEPTH = "t", "d"
KINDS = (TOUCH, DEPTH)
AT_OPEN = "42949672.95"  # the price of an order that takes what the opening brings
_TIME = "ft"
_encode = msgspec.json.Encoder().encode

Texts = dict[str, str]


def frame(row: Mapping[str, object]) -> str:
    """Return any message as compact JSON."""
    return _encode(row).decode()


def fields_of(kind: str, scrip: Scrip, quote: Quote) -> Texts:
    """Return the moving fields of a scrip in one kind of subscription."""
    return touch_fields(scrip, quote) if kind == TOUCH else depth_fields(scrip, quote)


def image(kind: str, scrip: Scrip, fields: Texts, fixed: Texts) -> str:
    """Return `tk` or `dk`; `fixed` are fields that hold for the day."""
    head = {
        "t": f"{kind}k",
        "e": scrip.exch,
        "tk": scrip.token,
        "ts": scrip.display,
        "pp": str(scrip.precision),
        "ls": str(scrip.lot),
        "ti": scrip.tick_size,
    }
    return frame({**head, **fields, **fixed})


def update(kind: str, scrip: Scrip, fields: Texts) -> str:
    """Return `tf` or `df` with these fields."""
    return frame({"t": f"{kind}f", "e": scrip.exch, "tk": scrip.token, **fields})


def with_fields(text: str, fields: Texts) -> str:
    """Return a frame with some fields replaced or added."""
    return frame({**msgspec.json.decode(text, type=Texts), **fields})


def changes(before: Texts, after: Texts) -> Texts:
    """Return the fields that differ; empty if it is the time alone."""
    found = {name: text for name, text in after.items() if before.get(name) != text}
    return {} if found.keys() <= {_TIME} else found


def scrip_keys(text: str) -> list[tuple[str, str]]:
    """Return the (exchange, token) pairs of `NSE|22#BSE|508123`; malformed ones are left out."""
    parts = (each.partition("|") for each in text.split("#"))
    return [(exch, token) for exch, bar, token in parts if exch and bar and token]
