"""The login pages: a form for a person in a browser, and an immediate redirect for one click.

`GET /connect/login` shows one button; with `practice=1` it redirects at once, which is what the
terminal's own practice login follows with an HTTP client. Redirects go to this machine only.
"""

import html
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from terminal.sandbox.kite.auth import Sessions
from terminal.sandbox.loopback import is_loopback

_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<style>body{{font:16px system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1rem}}
button{{font:inherit;padding:.6rem 1.4rem}}code{{word-break:break-all}}</style></head>
<body><h1>{title}</h1>{body}</body></html>"""


class LoginPages:
    """The browser side of the login; `redirect_url` is the app's registered address."""

    def __init__(self, sessions: Sessions, redirect_url: str) -> None:
        self._sessions = sessions
        self._redirect_url = redirect_url

    def routes(self) -> list[Route]:
        return [
            Route("/connect/login", self._login, methods=["GET"]),
            Route("/connect/finish", self._finish, methods=["POST"]),
            Route("/connect/done", self._done, methods=["GET"]),
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
            for name in ("api_key", "redirect_params", "redirect_url")
            if name in query
        )
        user = html.escape(self._sessions.account.user_id)
        return _page(
            "Practice login",
            "<p>This is a practice exchange on your own machine. No money, no broker.</p>"
            f'<form method="post" action="/connect/finish">{hidden}'
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
        token = html.escape(request.query_params.get("request_token", ""))
        return _page(
            "Logged in",
            "<p>Paste this page's address, or the token below, into the terminal.</p>"
            f"<p><code>{token}</code></p>",
        )

    def _refusal(self, query: dict[str, str]) -> str:
        account = self._sessions.account
        if query.get("api_key") != account.api_key:
            return "Invalid `api_key`."
        if query.get("user_id", account.user_id) != account.user_id:
            return "Unknown user."
        if not is_loopback(query.get("redirect_url", self._redirect_url)):
            return "The redirect address must be on this machine."
        return ""

    def _back(self, query: dict[str, str]) -> Response:
        parts = urlsplit(query.get("redirect_url", self._redirect_url))
        pairs = parse_qsl(parts.query, keep_blank_values=True)
        pairs += [
            ("action", "login"),
            ("type", "login"),
            ("status", "success"),
            ("request_token", self._sessions.new_request_token()),
        ]
        pairs += parse_qsl(query.get("redirect_params", ""), keep_blank_values=True)
        target = urlunsplit(parts._replace(query=urlencode(pairs)))
        return RedirectResponse(target, status_code=302)


def _page(title: str, body: str, *, status: int = 200) -> Response:
    return HTMLResponse(_PAGE.format(title=title, body=body), status_code=status)
