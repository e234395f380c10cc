"""Session and user routes: both logins, logout, passwords, user and client details."""

import hashlib

from starlette.responses import Response
from starlette.routing import Route

from terminal.sandbox.shoonya.auth import Profile
from terminal.sandbox.shoonya.desk import Call, Desk, Entry, Lane
from terminal.sandbox.shoonya.replies import Failure, invalid

_WRONG_DETAILS = "Error Occurred : Wrong user id or user details"
_PAN, _BORN = "AAAAA0000A", "01-01-1980"


class UserRoutes:
    """Login, logout and everything about the user."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._pins: dict[str, str] = {}

    def routes(self) -> list[Route]:
        route = self._desk.route
        classic, current = (Profile.CLASSIC,), (Profile.CURRENT,)
        return [
            *route("QuickAuth", self._quick, Lane.FREE, entry=Entry.OPEN, trees=classic),
            *route("GenAcsTok", self._trade, Lane.FREE, entry=Entry.OPEN, trees=current),
            *route("Logout", self._logout),
            *route("ForgotPassword", self._forgot, Lane.FREE, entry=Entry.OPEN),
            *route("FgtPwdOTP", self._forgot_otp, Lane.FREE, entry=Entry.OPEN),
            *route("Changepwd", self._change, Lane.FREE, entry=Entry.OPEN),
            *route("SetPin", self._set_pin),
            *route("PinAuth", self._pin, Lane.FREE, entry=Entry.OPEN),
            *route("UserDetails", self._user),
            *route("ClientDetails", self._client),
            *route("GetUnSttledTradingDate", self._unsettled),
            *route("GetHsToken", self._hs_token),
            *route("ValidateHsToken", self._hs_check, Lane.FREE, entry=Entry.OPEN),
        ]

    async def _quick(self, call: Call) -> Response:
        return self._desk.ok(self._desk.sessions.quick_auth(call.fields))

    async def _trade(self, call: Call) -> Response:
        return self._desk.ok(self._desk.sessions.trade_code(call.fields))

    async def _logout(self, _call: Call) -> Response:
        self._desk.sessions.expire()
        return self._desk.ok()

    async def _forgot(self, call: Call) -> Response:
        uid, pan, dob = call.fields.need("uid", "pan", "dob")
        if (uid, pan, dob) != (self._desk.user_id, _PAN, _BORN):
            raise Failure(400, _WRONG_DETAILS)
        return self._desk.ok()

    async def _forgot_otp(self, call: Call) -> Response:
        uid, pan = call.fields.need("uid", "pan")
        if uid != self._desk.user_id or pan != _PAN:
            raise Failure(400, _WRONG_DETAILS)
        return self._desk.ok({"uid": uid, "ReqStatus": "OTP generation success"})

    async def _change(self, call: Call) -> Response:
        uid, old, new = call.fields.need("uid", "oldpwd", "pwd")
        if uid != self._desk.user_id:
            raise Failure(400, _WRONG_DETAILS)
        self._desk.sessions.change_password(old, new)
        return self._desk.ok({"dmsg": "Password will expire in 90 days"})

    async def _set_pin(self, call: Call) -> Response:
        imei, _source, pin = call.fields.need("imei", "source", "dpin")
        self._pins[imei] = hashlib.sha256(pin.encode()).hexdigest()
        return self._desk.ok()

    async def _pin(self, call: Call) -> Response:
        uid, imei, pin = call.fields.need("uid", "imei", "dpin")
        if uid != self._desk.user_id or self._pins.get(imei) != pin:
            raise invalid("Mpin Invalid")
        token = self._desk.sessions.open()
        return self._desk.ok({"usertoken": token, "spasswordreset": "N"})

    async def _user(self, call: Call) -> Response:
        row = self._desk.sessions.profile(call.profile)
        return self._desk.ok({**row, "uprev": "INVESTOR", "m_num": "0000000000"})

    async def _client(self, call: Call) -> Response:
        row = self._desk.sessions.profile(call.profile)
        return self._desk.ok(
            {
                "actid": row["actid"],
                "cliname": row["uname"],
                "email": row["email"],
                "exarr": row["exarr"],
                "creatdte": "",
                "creattme": "",
                "m_num": "0000000000",
                "pan": _PAN,
                "dob": _BORN.replace("-", ""),
                "act_sts": "Activated",
                "addr": "PRACTICE",
                "addroffice": "",
                "addrcity": "",
                "addrstate": "",
                "bankdetails": [{"bankn": "PRACTICE BANK", "acctnum": "0000000000"}],
                "dp_acct_num": [{"dpnum": "0000000000000000"}],
                "mandate_id_list": [],
                "eqt_asba": "N",
            }
        )

    async def _unsettled(self, _call: Call) -> Response:
        return self._desk.ok({"trd_date": []})

    async def _hs_token(self, _call: Call) -> Response:
        return self._desk.ok({"hstk": self._desk.sessions.live_token()[:32]})

    async def _hs_check(self, call: Call) -> Response:
        token = self._desk.sessions.live_token()[:32]
        known = bool(token) and call.fields.text("LoginId") == self._desk.user_id
        is_valid = known and call.fields.text("token") == token
        return Response(b"TRUE" if is_valid else b"FALSE", media_type="text/plain")
