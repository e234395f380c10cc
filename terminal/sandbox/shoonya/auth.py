"""Who may come in: the practice account, both logins, the one living token and its death.

The same token is the classic tree's `jKey`/`susertoken` and the current tree's bearer. It dies at
03:00 practice time, at a logout, or when it is expired from outside. Login texts name the part
that was wrong, as the broker does.
"""

import hashlib
import secrets
from datetime import UTC, datetime
from enum import StrEnum

import pyotp
from msgspec import Struct
from msgspec.structs import replace
from typing_extensions import override

from terminal.domain.ports import Clock
from terminal.sandbox.sessions import OneToken
from terminal.sandbox.shoonya.fields import Fields
from terminal.sandbox.shoonya.replies import Failure, Row, invalid
from terminal.sandbox.shoonya.switches import Switches
from terminal.sandbox.virtual import SECOND_NS, VirtualClock, next_hour_ns

_DEATH_HOUR = 3
_QUICK_FIELDS = ("uid", "pwd", "factor2", "vc", "appkey", "imei")

EXCHANGES = ("NSE", "NFO", "BSE", "BFO", "CDS", "MCX")
_PRODUCTS = (
    ("C", "CNC", ("NSE", "BSE")),
    ("M", "NRML", ("NFO", "BFO", "CDS", "MCX")),
    ("I", "MIS", EXCHANGES),
    ("H", "HIGH LEVERAGE", EXCHANGES),
    ("B", "BRACKET ORDER", EXCHANGES),
)
_KINDS = ("LMT", "SL-LMT")
_MARKET_KINDS = ("MKT", "SL-MKT")


class Profile(StrEnum):
    """Which generation of the wire a request speaks; the value is its URL tree."""

    CLASSIC = "NorenWClientTP"
    CURRENT = "NorenWClientAPI"


class Account(Struct, frozen=True, kw_only=True):
    """The practice user and the keys of both logins."""

    user_id: str
    password: str
    totp_secret: str
    vendor_code: str
    api_secret: str
    client_id: str
    secret_code: str
    imei: str


def make_account(user_id: str, seed: int) -> Account:
    """Return the account to serve: made-up keys, the user id from the seed unless given."""
    user = user_id or f"PRACTICE{seed % 9000 + 1000}"
    return Account(
        user_id=user,
        password=f"practice{secrets.token_hex(4)}",
        totp_secret=pyotp.random_base32(),
        vendor_code=f"{user}_U",
        api_secret=f"practice{secrets.token_hex(12)}",
        client_id=f"{user}_U",
        secret_code=f"practice{secrets.token_hex(12)}",
        imei="practice-desk",
    )


class Sessions(OneToken):
    """Codes out, one token alive, and the checks on both."""

    def __init__(
        self, *, account: Account, clock: Clock, virtual: VirtualClock, switches: Switches
    ) -> None:
        super().__init__(clock, virtual, switches)
        self.account, self._switches = account, switches

    @override
    def new_token(self) -> str:
        return secrets.token_hex(32)

    @override
    def death_ns(self, login_ns: int) -> int:
        return next_hour_ns(login_ns, _DEATH_HOUR)

    # --- the two logins ---
    def quick_auth(self, fields: Fields) -> Row:
        """Log in by password hash and one-time password; Failure naming what was wrong."""
        for name in _QUICK_FIELDS:
            if not fields.has(name):
                raise invalid(f"Missing {name}")
        account = self.account
        key = f"{fields.text('uid')}|{account.api_secret}"
        if fields.text("uid") != account.user_id:
            raise invalid("Wrong user id or user details")
        if not _same(fields.text("pwd"), _sha256(account.password)):
            raise invalid("Wrong Password")
        if self._switches.password_expired:
            raise invalid("Password Expired")
        if not self._one_time(fields.text("factor2")):
            raise invalid("Invalid OTP")
        if fields.text("vc") != account.vendor_code:
            raise invalid("Invalid Vendor Code")
        if not _same(fields.text("appkey"), _sha256(key)):
            raise invalid("Invalid App Key")
        return {**self.profile(Profile.CLASSIC), **self._login_row(self.open())}

    def new_code(self) -> str:
        """Return a code for the redirect back to the app."""
        return self.issue(secrets.token_hex(16))

    def trade_code(self, fields: Fields) -> Row:
        """Trade a code for a token; the broker has one sentence for everything that is wrong."""
        account, uid = self.account, fields.text("uid")
        code, checksum = fields.need("code", "checksum")
        wanted = _sha256(f"{account.client_id}{account.secret_code}{code}")
        is_ours = uid == account.user_id and _same(checksum, wanted)
        if not (is_ours and self.redeem(code)):
            raise Failure(400, "Invalid Input : INVALID_VERIFIER", uid=uid)
        token = self.open()
        return {
            **self.profile(Profile.CURRENT),
            **self._login_row(token),
            "access_token": token,
            "refresh_token": _sha256(f"refresh{token}"),
            "expires_in": str(self._dies_ns // SECOND_NS),
            "USERID": account.user_id,
            "scope": "",
            "dmsg": "",
        }

    def admits(self, token: str) -> bool:
        return self.lives(token)

    def change_password(self, old_hash: str, new: str) -> None:
        """Change the password; Failure for a wrong old one or a new one like it."""
        if not _same(old_hash, _sha256(self.account.password)):
            raise invalid("Wrong Password")
        if new == self.account.password:
            raise Failure(400, "Error Occurred : Password already used")
        if len(new) < 8:
            raise Failure(400, "Error Occurred : Password should have at least 8 characters")
        self.account = replace(self.account, password=new)
        self._switches.password_expired = self._switches.password_reset = False

    # --- what the broker tells about the user ---
    def profile(self, profile: Profile) -> Row:
        """Return the rights of the account; `orarr` says whether market orders are taken."""
        user = self.account.user_id
        kinds = list(_KINDS)
        if self.takes_market(profile):
            kinds += _MARKET_KINDS
        return {
            "uid": user,
            "actid": user,
            "uname": f"SANDBOX {user}",
            "email": f"{user.lower()}@sandbox.invalid",
            "brkname": "FINV",
            "brnchid": "HO",
            "exarr": list(EXCHANGES),
            "orarr": kinds,
            "prarr": [
                {"prd": prd, "s_prdt_ali": alias, "exch": list(exchanges)}
                for prd, alias, exchanges in _PRODUCTS
            ],
            "access_type": ["API", "WEB", "MOB"],
        }

    def takes_market(self, profile: Profile) -> bool:
        """Return whether this tree takes MKT and SL-MKT."""
        rule = self._switches.market_orders
        return rule == "all" or (rule == "classic" and profile is Profile.CLASSIC)

    def _login_row(self, token: str) -> Row:
        now = str(self._login_ns // SECOND_NS)
        return {
            "susertoken": token,
            "lastaccesstime": now,
            "lastpwdtime": now,
            "spasswordreset": "Y" if self._switches.password_reset else "N",
            "values": ["1", "2", "3"],
            "mws": {"1": []},
        }

    def _one_time(self, code: str) -> bool:
        # Real time: the user's authenticator does not run with the practice exchange.
        seconds = self._clock.now_ns() / SECOND_NS + self._switches.totp_skew_s
        moment = datetime.fromtimestamp(seconds, UTC)
        return pyotp.TOTP(self.account.totp_secret).verify(code, for_time=moment, valid_window=1)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _same(given: str, wanted: str) -> bool:
    return secrets.compare_digest(given.encode(), wanted.encode())
