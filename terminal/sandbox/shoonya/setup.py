"""What the command line decides about the server, and the line it announces itself by."""

from msgspec.structs import asdict

from terminal.sandbox.process import Surfaces
from terminal.sandbox.shoonya.auth import Account, Profile
from terminal.sandbox.shoonya.login import PREFIX
from terminal.sandbox.shoonya.scale import Scale
from terminal.sandbox.world import WorldSetup

STREAMS = {Profile.CLASSIC: "NorenWSTP", Profile.CURRENT: "NorenWSAPI"}


class Setup(WorldSetup, frozen=True, kw_only=True):
    """The options of one practice server."""

    account: Account
    regime: str = "auto"
    scale: Scale = Scale()


class Credentials(Account, frozen=True, kw_only=True):
    """The keys of both logins; `access_token` lives already and works in both trees."""

    access_token: str


class Announcement(Surfaces, frozen=True, kw_only=True):
    """Where the surfaces of both trees are, and the keys."""

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
        credentials=Credentials(**asdict(account), access_token=token),
    )
