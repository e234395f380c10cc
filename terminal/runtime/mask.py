"""Text that may leave this computer: no secrets, no user ids, no names of people or machines.

Stricter than what the log does to its lines, and applied to them once more: a person sends these
files to somebody else. What looks like a secret is taken out even where it is none.
"""

import getpass
import platform
import re
import urllib.parse
from collections.abc import Iterable
from pathlib import Path

from terminal.runtime.log import redact

_SHORTEST = 4
_QUOTED = r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'"
_ASSIGNED = re.compile(
    r"(?i)([\"']?\b[\w\-]*(?:token|secret|passw|passphrase|pwd|jkey|otp|cookie|authoriz|api_?key|"
    r"vendor_?code|session_?id|private_?key)[\w\-]*[\"']?\s*[=:]\s*)"
    rf"(?:{_QUOTED}|[^\s&,;}})\]]+)"
)
_HEADERS = re.compile(r"(?i)(\b(?:set-cookie|cookie|authorization)[\"']?\s*[=:]\s*)[^\n]*")
_KEYS = re.compile(r"-----BEGIN [^-]+-----.*?(?:-----END [^-]+-----|\Z)", re.DOTALL)
_PATTERNS = (
    (re.compile(r"\b[\w.+\-]+@[\w\-]+\.[\w.\-]+\b"), "***"),  # mail
    (re.compile(r"\b[A-Z]{5}\d{4}[A-Z]\b"), "***"),  # the tax office's number
    (re.compile(r"(?i)\b(kite|shoonya|ibkr|digitex|practice):(\w{2})\w*"), r"\1:\2***"),
    (re.compile(r"\b([A-Z]{2})[A-Z]?\d{3,7}\b"), r"\1***"),  # user ids
    (re.compile(r"(?<![\d.])\d{6,}(?=\d{3}(?!\d))"), "***"),  # telephone, bank, order numbers
    (re.compile(r"\b(?!127\.)(\d{1,3}\.\d{1,3})\.\d{1,3}\.\d{1,3}\b"), r"\1.x.x"),
)
_AT_ONCE = 100


class Mask:
    """`mask(text)`. `secrets` vanish, of `people`'s ids two characters stay, folders lose the home."""

    def __init__(
        self,
        *,
        secrets: Iterable[str] = (),
        people: Iterable[str] = (),
        home: Path | None = None,
        user: str = "",
        machine: str = "",
    ) -> None:
        known = {form: "***" for secret in secrets for form in _forms(secret)}
        known |= {form: f"{person[:2]}***" for person in people for form in _forms(person)}
        home = home or Path.home()
        if len(home.parts) > 1:
            known[str(home)] = "~"
        words = {user or _user(): "user", machine or platform.node(): "computer"}
        self._known = sorted(known.items(), key=lambda each: -len(each[0]))
        self._words = [
            (re.compile(rf"(?i)\b{re.escape(word)}\b"), said)
            for word, said in sorted(words.items(), key=lambda each: -len(each[0]))
            if len(word) >= _SHORTEST and word.lower() not in {"root", "localhost"}
        ]

    def __call__(self, text: str) -> str:
        lines = _KEYS.sub("***", text).splitlines(keepends=True)
        # In pieces: one long call of the expressions would keep every other thread waiting.
        pieces = range(0, len(lines), _AT_ONCE)
        return "".join(self._masked("".join(lines[at : at + _AT_ONCE])) for at in pieces)

    def _masked(self, text: str) -> str:
        for form, said in self._known:
            text = text.replace(form, said)
        text = _HEADERS.sub(r"\1***", redact(text))
        text = _ASSIGNED.sub(r"\1***", text)
        for pattern, said in (*_PATTERNS, *self._words):
            text = pattern.sub(said, text)
        return text


def _forms(secret: str) -> set[str]:
    """Return how a secret may be spelled in a log: as it is, in an address, in JSON."""
    if len(secret) < _SHORTEST:
        return set()
    escaped = secret.encode("unicode_escape").decode("ascii").replace('"', '\\"')
    return {
        secret,
        secret.lower(),
        secret.upper(),
        urllib.parse.quote(secret, safe=""),
        urllib.parse.quote_plus(secret),
        escaped,
    }


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""  # a user id without a name
