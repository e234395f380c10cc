"""What the command line decides about the server, and the line it announces itself by."""

from decimal import Decimal

from msgspec import Struct

from terminal.sandbox.shoonya.auth import Account, Profile
from terminal.sandbox.shoonya.login import PREFIX
from terminal.sandbox.shoonya.scale import Scale

STREAMS = {Profile.CLASSIC: "NorenWSTP", Profile.CURRENT: "NorenWSAPI"}


class Setup(Struct, frozen=True, kw_only=True):
    """The options of one practice server."""

    account: Account
    seed: int = 1
    speed: float = 1.0
    start_ns: int | None = None
    hours: bool = False
    instruments: int = 0
    cash: Decimal = Decimal(1_000_000)
    limits: bool = True
    regime: str = "auto"
    scale: Scale = Scale()
    redirect_url: str = ""


class Credentials(Struct, frozen=True, kw_only=True):
    """The keys of both logins; `access_token` lives already and works in both trees."""

    user_id: str
    password: str
    totp_secret: str
    vendor_code: str
    api_secret: str
    client_id: str
    secret_code: str
    imei: str
    access_token: str


class Announcement(Struct, frozen=True, kw_only=True):
    """The one line on stdout: where the surfaces are, and the keys."""

    rest: str
    stream: str
    login: str
    admin: str
    rest_classic: str
    stream_classic: str
    masters: str
    credentials: Credentials


def announce(account: Account, token: str, root: str, admin: str) -> Announcement:
    """Return the line of a server at `root` (host and port)."""
    return Announcement(
        rest=f"http://{root}/{Profile.CURRENT.value}",
        stream=f"ws://{root}/{STREAMS[Profile.CURRENT]}",
        login=f"http://{root}{PREFIX}/authorize/oauth",
        admin=f"http://{root}{admin}",
        rest_classic=f"http://{root}/{Profile.CLASSIC.value}",
        stream_classic=f"ws://{root}/{STREAMS[Profile.CLASSIC]}",
        masters=f"http://{root}",
        credentials=Credentials(
            user_id=account.user_id,
            password=account.password,
            totp_secret=account.totp_secret,
            vendor_code=account.vendor_code,
            api_secret=account.api_secret,
            client_id=account.client_id,
            secret_code=account.secret_code,
            imei=account.imei,
            access_token=token,
        ),
    )
