"""The browser side of a practice login: a page with one button, and the redirect back to the app.

With `practice=1` the redirect comes at once, which is what the terminal's own one-click login
follows with an HTTP client. Redirects go to this machine only.
"""

import html
from abc import ABC, abstractmethod
from typing import ClassVar
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from terminal.sandbox.loopback import is_loopback

_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<style>body{{font:16px system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1rem}}
button{{font:inherit;padding:.6rem 1.4rem}}code{{word-break:break-all}}</style></head>
<body><h1>{title}</h1>{body}</body></html>"""


class BrowserLogin(ABC):
    """The pages of one broker; what it asks for and what it sends back is the broker's part.

    Attributes:
        prefix: where `finish` and `done` are; the login itself is at `entry` below it.
        carried: the query's names that the button sends along.
        proof: the name under which the redirect brings what the app trades for a token.
        proof_word: what a person calls it.
    """

    prefix: ClassVar[str]
    entry: ClassVar[str]
    carried: ClassVar[tuple[str, ...]]
    proof: ClassVar[str]
    proof_word: ClassVar[str]

    def __init__(self, user_id: str, redirect_url: str) -> None:
        self._user_id, self._redirect_url = user_id, redirect_url

    @abstractmethod
    def objection(self, query: dict[str, str]) -> str:
        """Return what is wrong with a login's keys, empty if nothing is."""

    @abstractmethod
    def answer(self, query: dict[str, str]) -> list[tuple[str, str]]:
        """Return what the redirect says, a new proof among it."""

    def routes(self) -> list[Route]:
        return [
            Route(f"{self.prefix}{self.entry}", self._login, methods=["GET"]),
            Route(f"{self.prefix}/finish", self._finish, methods=["POST"]),
            Route(f"{self.prefix}/done", self._done, methods=["GET"]),
        ]

    async def _login(self, request: Request) -> Response:
        query = dict(request.query_params)
        if refusal := self._refusal(query):
            return _failed(refusal)
        if query.get("practice") == "1":
            return self._back(query)
        hidden = "".join(
            f'<input type="hidden" name="{name}" value="{html.escape(query[name], quote=True)}">'
            for name in self.carried
            if name in query
        )
        return _page(
            "Practice login",
            "<p>This is a practice exchange on your own machine. No money, no broker.</p>"
            f'<form method="post" action="{self.prefix}/finish">{hidden}'
            f"<p>User <strong>{html.escape(self._user_id)}</strong></p>"
            '<button type="submit" autofocus>Log in</button></form>',
        )

    async def _finish(self, request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))
        refusal = self._refusal(form)
        return _failed(refusal) if refusal else self._back(form)

    async def _done(self, request: Request) -> Response:
        proof = html.escape(request.query_params.get(self.proof, ""))
        return _page(
            "Logged in",
            f"<p>Paste this page's address, or the {self.proof_word} below, into the terminal.</p>"
            f"<p><code>{proof}</code></p>",
        )

    def _refusal(self, query: dict[str, str]) -> str:
        if objection := self.objection(query):
            return objection
        if not is_loopback(query.get("redirect_url", self._redirect_url)):
            return "The redirect address must be on this machine."
        return ""

    def _back(self, query: dict[str, str]) -> Response:
        parts = urlsplit(query.get("redirect_url", self._redirect_url))
        pairs = parse_qsl(parts.query, keep_blank_values=True) + self.answer(query)
        target = urlunsplit(parts._replace(query=urlencode(pairs)))
        return RedirectResponse(target, status_code=302)


def _failed(refusal: str) -> Response:
    return _page("Login failed", f"<p>{html.escape(refusal)}</p>", status=400)


def _page(title: str, body: str, *, status: int = 200) -> Response:
    return HTMLResponse(_PAGE.format(title=title, body=body), status_code=status)
