"""The login pages at `/connect/login`, as this broker's apps know them."""

from urllib.parse import parse_qsl

from typing_extensions import override

from terminal.sandbox.kite.auth import Sessions
from terminal.sandbox.pages import BrowserLogin


class LoginPages(BrowserLogin):
    """The browser side of the login; `redirect_url` is the app's registered address."""

    prefix, entry = "/connect", "/login"
    carried = ("api_key", "redirect_params", "redirect_url")
    proof, proof_word = "request_token", "token"

    def __init__(self, sessions: Sessions, redirect_url: str) -> None:
        super().__init__(sessions.account.user_id, redirect_url)
        self._sessions = sessions

    @override
    def objection(self, query: dict[str, str]) -> str:
        account = self._sessions.account
        if query.get("api_key") != account.api_key:
            return "Invalid `api_key`."
        if query.get("user_id", account.user_id) != account.user_id:
            return "Unknown user."
        return ""

    @override
    def answer(self, query: dict[str, str]) -> list[tuple[str, str]]:
        return [
            ("action", "login"),
            ("type", "login"),
            ("status", "success"),
            ("request_token", self._sessions.new_request_token()),
            *parse_qsl(query.get("redirect_params", ""), keep_blank_values=True),
        ]
