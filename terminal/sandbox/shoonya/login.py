"""The broker's login page of the current profile, which sends the browser back with a code.

`GET /OAuthlogin/authorize/oauth?client_id=` shows one button; with `practice=1` it redirects at
once, which is what the terminal's one-click practice login follows. Redirects go to this machine.
"""

import html
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from terminal.sandbox.loopback import is_loopback
from terminal.sandbox.shoonya.auth import Sessions

PREFIX = "/OAuthlogin"
_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<style>body{{font:16px system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1rem}}
button{{font:inherit;padding:.6rem 1.4rem}}code{{word-break:break-all}}</style></head>
<body><h1>{title}</h1>{body}</body></html>"""


class LoginPages:
    """The browser side of the login; `redirect_url` is the app's registered address."""

    def __init__(self, sessions: Sessions, redirect_url: str) -> None:
        self._sessions, self._redirect_url = sessions, redirect_url

    def routes(self) -> list[Route]:
        return [
            Route(f"{PREFIX}/authorize/oauth", self._login, methods=["GET"]),
            Route(f"{PREFIX}/finish", self._finish, methods=["POST"]),
            Route(f"{PREFIX}/done", self._done, methods=["GET"]),
        ]

    async def _login(self, request: Request) -> Response:
        query = dict(request.query_params)
        refusal = self._refusal(query)
        if refusal:
            return _page("Login failed", f"<p>{html.escape(refusal)}</p>", status=400)
        if query.get("practice") == "1":
            return self._back(query)
        hidden = "".join(
            f'<input type="hidden" name="{name}" value="{html.escape(query[name], quote=True)}">'
            for name in ("client_id", "redirect_url", "state")
            if name in query
        )
        user = html.escape(self._sessions.account.user_id)
        return _page(
            "Practice login",
            "<p>This is a practice exchange on your own machine. No money, no broker.</p>"
            f'<form method="post" action="{PREFIX}/finish">{hidden}'
            f"<p>User <strong>{user}</strong></p>"
            '<button type="submit" autofocus>Log in</button></form>',
        )

    async def _finish(self, request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))
        refusal = self._refusal(form)
        if refusal:
            return _page("Login failed", f"<p>{html.escape(refusal)}</p>", status=400)
        return self._back(form)

    async def _done(self, request: Request) -> Response:
        code = html.escape(request.query_params.get("code", ""))
        return _page(
            "Logged in",
            "<p>Paste this page's address, or the code below, into the terminal.</p>"
            f"<p><code>{code}</code></p>",
        )

    def _refusal(self, query: dict[str, str]) -> str:
        if query.get("client_id") != self._sessions.account.client_id:
            return "Invalid client id."
        if not is_loopback(query.get("redirect_url", self._redirect_url)):
            return "The redirect address must be on this machine."
        return ""

    def _back(self, query: dict[str, str]) -> Response:
        parts = urlsplit(query.get("redirect_url", self._redirect_url))
        pairs = [*parse_qsl(parts.query, keep_blank_values=True)]
        pairs.append(("code", self._sessions.new_code()))
        if "state" in query:
            pairs.append(("state", query["state"]))
        target = urlunsplit(parts._replace(query=urlencode(pairs)))
        return RedirectResponse(target, status_code=302)


def _page(title: str, body: str, *, status: int = 200) -> Response:
    return HTMLResponse(_PAGE.format(title=title, body=body), status_code=status)
