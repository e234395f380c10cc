"""Session and user routes: token exchange, logout, profile, funds."""

from starlette.responses import Response
from starlette.routing import Route

from terminal.sandbox.kite import wire
from terminal.sandbox.kite.auth import profile_row
from terminal.sandbox.kite.desk import Call, Desk
from terminal.sandbox.kite.replies import input_error, ok


class UserRoutes:
    """`/session/*` and `/user/*`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        route = self._desk.route
        return [
            route("POST", "/session/token", self._exchange, auth=False),
            route("DELETE", "/session/token", self._invalidate, auth=False),
            route("POST", "/session/refresh_token", self._renew, auth=False),
            route("GET", "/user/profile", self._profile),
            route("GET", "/user/profile/full", self._full_profile),
            route("GET", "/user/margins", self._margins),
            route("GET", "/user/margins/{segment}", self._segment),
        ]

    async def _exchange(self, call: Call) -> Response:
        return ok(self._desk.sessions.exchange(call.form.plain()))

    async def _renew(self, call: Call) -> Response:
        raise self._desk.sessions.renew(call.form.plain())

    async def _invalidate(self, call: Call) -> Response:
        self._desk.sessions.invalidate(call.query.plain())
        return ok(data=True)

    async def _profile(self, _call: Call) -> Response:
        return ok(self._row())

    async def _full_profile(self, _call: Call) -> Response:
        row = self._row()
        meta = {"poa": self._consent(), "silo": "x", "account_blocks": []}
        extra = {
            "twofa_type": "totp",
            "phone": "*0000",
            "bank_accounts": [{"name": "PRACTICE BANK", "branch": "", "account": "*0000"}],
            "dp_ids": ["0000000000000000"],
            "pan": "*0000",
            "tags": [],
            "password_timestamp": "1970-01-01 00:00:00",
            "twofa_timestamp": "1970-01-01 00:00:00",
        }
        return ok({**row, **extra, "meta": meta})

    async def _margins(self, _call: Call) -> Response:
        return ok(wire.funds_rows(self._desk.exchange.funds()))

    async def _segment(self, call: Call) -> Response:
        rows = wire.funds_rows(self._desk.exchange.funds())
        segment = call.path["segment"]
        if segment not in rows:
            raise input_error("Invalid `segment`.")
        return ok(rows[segment])

    def _row(self) -> dict[str, object]:
        row = profile_row(self._desk.account.user_id)
        row["meta"] = {"demat_consent": self._consent()}
        return row

    def _consent(self) -> str:
        return "consent" if self._desk.exchange.options.authorisation_needed else "physical"
