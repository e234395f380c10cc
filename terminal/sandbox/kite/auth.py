"""Who may come in: the practice account's keys, request tokens, access tokens and their death.

A request token is good once and for a few minutes of real time; an access token dies at 06:00
practice time, or when it is invalidated. One access token lives at a time for the one practice key.
"""

import hashlib
import re
import secrets

from msgspec import Struct
from typing_extensions import override

from terminal.domain.ports import Clock
from terminal.sandbox.kite.replies import Failure, Row, missing, token_error
from terminal.sandbox.kite.switches import Switches
from terminal.sandbox.sessions import OneToken
from terminal.sandbox.virtual import VirtualClock, next_six_ns, stamp_text

_REAL_KEY = re.compile(r"[a-z0-9]{16}")
_REAL_SECRET = re.compile(r"[a-z0-9]{32}")
_MARKS = ("sandbox", "practice", "test", "demo")

EXCHANGES = ("NSE", "BSE", "NFO", "BFO", "CDS", "BCD", "MCX", "NCO", "MF")
PRODUCTS = ("CNC", "NRML", "MIS", "BO", "CO", "MTF")
ORDER_TYPES = ("MARKET", "LIMIT", "SL", "SL-M")


class Account(Struct, frozen=True, kw_only=True):
    """The practice user and the app's keys."""

    api_key: str
    api_secret: str
    user_id: str


def make_account(api_key: str, api_secret: str, user_id: str, seed: int) -> Account:
    """Return the account to serve; parts left empty are generated, the user id from the seed.

    Errors: ValueError for keys that look like somebody's real ones.
    """
    for name, value, shape in (
        ("api key", api_key, _REAL_KEY),
        ("api secret", api_secret, _REAL_SECRET),
    ):
        if value and shape.fullmatch(value) and not any(mark in value for mark in _MARKS):
            msg = f"that {name} looks like a real one; the practice server takes made-up keys only"
            raise ValueError(msg)
    return Account(
        api_key=api_key or f"practice{secrets.token_hex(4)}",
        api_secret=api_secret or f"practice{secrets.token_hex(12)}",
        user_id=user_id or f"PR{seed % 9000 + 1000}",
    )


class Sessions(OneToken):
    """Request tokens out, one access token alive, and the checks on both."""

    def __init__(
        self, *, account: Account, clock: Clock, virtual: VirtualClock, switches: Switches
    ) -> None:
        super().__init__(clock, virtual, switches)
        self.account = account

    @override
    def new_token(self) -> str:
        return secrets.token_urlsafe(24).replace("-", "x").replace("_", "y")

    @override
    def death_ns(self, login_ns: int) -> int:
        return next_six_ns(login_ns)

    def new_request_token(self) -> str:
        """Return a token for the redirect back to the app."""
        return self.issue(self.new_token())

    def exchange(self, form: dict[str, str]) -> Row:
        """Trade a request token for a session row; TokenException when anything is wrong."""
        self._check_fields(form, "request_token")
        self._check_sum(form["request_token"], form["checksum"])
        if not self.redeem(form["request_token"]):
            raise token_error("Token is invalid or has expired.")
        return self.session_row(self.open())

    def renew(self, form: dict[str, str]) -> Failure:
        """Return the refusal of a refresh token: only approved platforms own one."""
        self._check_fields(form, "refresh_token")
        self._check_sum(form["refresh_token"], form["checksum"])
        return token_error("Token is invalid or has expired.")

    def invalidate(self, query: dict[str, str]) -> None:
        """Kill a token by name; TokenException if it is not the living one."""
        if not query.get("api_key"):
            raise missing("api_key")
        token = query.get("access_token") or query.get("refresh_token")
        if not token:
            raise missing("access_token")
        if query["api_key"] != self.account.api_key or not self.lives(token):
            raise token_error("Token is invalid or has expired.")
        self.expire()

    def check_header(self, authorization: str) -> None:
        """Let a request pass or raise the broker's 403."""
        scheme, _, pair = authorization.partition(" ")
        key, _, token = pair.partition(":")
        if scheme.lower() != "token" or not self.admits(key, token):
            raise token_error()

    def admits(self, api_key: str, token: str) -> bool:
        return api_key == self.account.api_key and self.lives(token)

    def session_row(self, token: str) -> Row:
        """Return the reply of the token exchange."""
        row = profile_row(self.account.user_id)
        return {
            **row,
            "api_key": self.account.api_key,
            "access_token": token,
            "public_token": hashlib.sha256(token.encode()).hexdigest()[:32],
            "enctoken": "",
            "refresh_token": "",
            "silo": "",
            "login_time": stamp_text(self._login_ns),
        }

    def _check_fields(self, form: dict[str, str], token_field: str) -> None:
        for name in ("api_key", token_field, "checksum"):
            if not form.get(name):
                raise missing(name)
        if form["api_key"] != self.account.api_key:
            raise token_error()

    def _check_sum(self, token: str, checksum: str) -> None:
        plain = f"{self.account.api_key}{token}{self.account.api_secret}"
        if not secrets.compare_digest(
            hashlib.sha256(plain.encode()).hexdigest().encode(), checksum.encode()
        ):
            raise token_error("Invalid `checksum`.")


def profile_row(user_id: str) -> Row:
    """Return the account's profile; the name says it is practice, the broker's name stays."""
    return {
        "user_id": user_id,
        "user_type": "individual",
        "email": f"{user_id.lower()}@sandbox.invalid",
        "user_name": f"SANDBOX {user_id}",
        "user_shortname": "SANDBOX",
        "broker": "ZERODHA",
        "exchanges": list(EXCHANGES),
        "products": list(PRODUCTS),
        "order_types": list(ORDER_TYPES),
        "avatar_url": None,
        "meta": {"demat_consent": "physical"},
    }
