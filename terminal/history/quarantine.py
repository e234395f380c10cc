"""Replies that nobody could read, kept aside for whoever has to find out why.

A few small text files in the store's `quarantine/`, the oldest making room: what was asked, what was
said about the reply, and the reply itself without session keys. Nothing here is read back.
"""

import re
from datetime import UTC, date, datetime

from msgspec import Struct

from terminal.history.files import Files
from terminal.runtime.log import redact

FOLDER = "quarantine"
MOST_FILES = 20
HEAD_BYTES, TAIL_BYTES = 48_000, 16_000
"""A torn reply tells most at its ends."""
AGAIN_NS = 60_000_000_000
"""In an outage one reply of a kind in this time is enough."""
_KEYS = re.compile(
    r"(?i)([\"']?\b(?:jkey|susertoken|uid|actid|user_?id|client_?id|uname|email)[\"']?\s*[=:]\s*"
    r"[\"']?)[^\s\"'&,;<})]+"
)


class OddReply(Struct, frozen=True, kw_only=True):
    """A reply that could not be read: `kind` is the error's code, `sentence` its words."""

    broker: str
    series: str
    first: date
    last: date
    kind: str
    sentence: str
    raw: bytes


class Quarantine:
    """The folder of one store. Blocking; OSError as the files have it."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._kept_ns: dict[str, int] = {}

    def keep(self, reply: OddReply, now_ns: int) -> str:
        """Write a reply down and return its path; nothing where one of its kind was just kept."""
        kept_ns = self._kept_ns.get(reply.kind)
        if kept_ns is not None and now_ns - kept_ns < AGAIN_NS:
            return ""
        self._kept_ns[reply.kind] = now_ns
        moment = datetime.fromtimestamp(now_ns / 1e9, UTC)
        series = re.sub(r"[^A-Za-z0-9]+", "-", reply.series).strip("-")
        path = f"{FOLDER}/{moment:%Y%m%dT%H%M%S}-{reply.kind}-{series}.txt"
        head = (
            f"{moment:%Y-%m-%d %H:%M:%S} UTC, {reply.broker}, {reply.series},"
            f" {reply.first} to {reply.last}\n{reply.sentence}\n{len(reply.raw):,} bytes:\n\n"
        )
        self._files.write(path, without_keys(head + _ends(reply.raw)).encode())
        kept = sorted(self._files.list(FOLDER))
        for old in kept[: max(0, len(kept) - MOST_FILES)]:
            self._files.remove(old)
        return path


def without_keys(text: str) -> str:
    """Return a reply's text without session keys and user ids."""
    return _KEYS.sub(r"\1***", redact(text))


def _ends(raw: bytes) -> str:
    if len(raw) <= HEAD_BYTES + TAIL_BYTES:
        return raw.decode("utf-8", "replace")
    left_out = len(raw) - HEAD_BYTES - TAIL_BYTES
    head, tail = raw[:HEAD_BYTES], raw[-TAIL_BYTES:]
    return (
        f"{head.decode('utf-8', 'replace')}\n[... {left_out:,} bytes ...]\n"
        f"{tail.decode('utf-8', 'replace')}"
    )
