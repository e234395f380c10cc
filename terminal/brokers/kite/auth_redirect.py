"""What comes back from Kite's login page: a request token, and the `state` of this attempt.

Nothing but a redirect that carries this attempt's `state` is believed.
"""

from urllib.parse import parse_qsl, urlsplit

from typing_extensions import override

from terminal.brokers.redirect import LOGGED_IN, LoopbackListener, Page
from terminal.domain.errors import BrokerRefused


def parameters(redirected: str) -> dict[str, str]:
    """Return the query of a redirected address; the last of repeated names wins."""
    text = redirected.strip()
    return dict(parse_qsl(urlsplit(text).query, keep_blank_values=True))


def request_token(redirected: str, state: str, *, state_needed: bool = True) -> str:
    """Return the request token of a redirect. Errors: BrokerRefused with words for the person.

    `state_needed` False accepts a redirect without any state, for a login page that drops it.
    """
    found = parameters(redirected)
    given = found.get("state")
    if given != state and (state_needed or given is not None):
        raise BrokerRefused(
            "This address does not belong to this login.",
            hint="Start the login again and paste the whole address of the last page.",
            code="login_state",
        )
    token = found.get("request_token", "")
    if found.get("status", "success") != "success" or not token:
        raise BrokerRefused(
            "The login was not completed at the broker.",
            hint="Start the login again; no order is affected.",
            code="login_incomplete",
        )
    return token


class RedirectListener(LoopbackListener):
    """Takes the first redirect that carries this attempt's `state`."""

    def __init__(self, port: int, state: str) -> None:
        super().__init__(port, stranger="This page belongs to another login attempt.")
        self._state = state

    @override
    def welcome(self, target: str) -> Page | None:
        found = parameters(target)
        if found.get("state") != self._state:
            return None
        if found.get("status", "success") != "success":
            return Page("Not logged in", "The broker did not complete the login.")
        return LOGGED_IN
