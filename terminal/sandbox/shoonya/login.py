"""The broker's login page of the current profile, which sends the browser back with a code.

It is at `GET /OAuthlogin/authorize/oauth?client_id=`.
"""

from typing_extensions import override

from terminal.sandbox.pages import BrowserLogin
from terminal.sandbox.shoonya.auth import Sessions

PREFIX = "/OAuthlogin"


class LoginPages(BrowserLogin):
    """The browser side of the login; `redirect_url` is the app's registered address."""

    prefix, entry = PREFIX, "/authorize/oauth"
    carried = ("client_id", "redirect_url", "state")
    proof = proof_word = "code"

    def __init__(self, sessions: Sessions, redirect_url: str) -> None:
        super().__init__(sessions.account.user_id, redirect_url)
        self._sessions = sessions

    @override
    def objection(self, query: dict[str, str]) -> str:
        is_known = query.get("client_id") == self._sessions.account.client_id
        return "" if is_known else "Invalid client id."

    @override
    def answer(self, query: dict[str, str]) -> list[tuple[str, str]]:
        state = [("state", query["state"])] if "state" in query else []
        return [("code", self._sessions.new_code()), *state]
