"""What comes back from the OAuth page: a code, as an address, by itself, or on a loopback port.

The broker's page gives no state back, so a redirect proves nothing about who began it: the exchange of
the code checks client id, secret and user id.
"""

import re
from urllib.parse import parse_qsl, urlsplit

from typing_extensions import override

from terminal.brokers.redirect import LOGGED_IN, LoopbackListener, Page
from terminal.domain.errors import BrokerRefused

_CODE = re.compile(r"[A-Za-z0-9._\-]{6,200}")


def login_code(pasted: str) -> str:
    """Return the code of a pasted address or of a pasted code. Errors: BrokerRefused with words."""
    given = pasted.strip()
    parts = urlsplit(given)
    found = dict(parse_qsl(parts.query or parts.fragment)).get("code", "")
    if not found and "code=" in given:
        found = dict(parse_qsl(given.lstrip("?"))).get("code", "")
    if not found and _CODE.fullmatch(given):
        found = given
    if not found:
        raise BrokerRefused(
            "There is no code in what was pasted.",
            hint="After the login the browser's address ends in ?code=… : paste that whole address, "
            "or what stands after code=.",
            code="login_incomplete",
        )
    return found


class CodeListener(LoopbackListener):
    """Takes the first redirect that carries a code."""

    def __init__(self, port: int) -> None:
        super().__init__(port, stranger="This page waits for the end of a login.")

    @override
    def welcome(self, target: str) -> Page | None:
        return LOGGED_IN if dict(parse_qsl(urlsplit(target).query)).get("code") else None
