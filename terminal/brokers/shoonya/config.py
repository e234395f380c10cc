"""Where Shoonya (a Noren OMS) is, how it is spoken to, and how fast it may be asked.

Two generations of one protocol differ only here: the OAuth profile (live since April 2026) and the
classic one (QuickAuth; practice, and Noren brokers that still speak it). Holds no secret. Source:
shoonya.md sections 0, 2.1 and 7.2; the broker publishes no limits, so these are editable.
"""

from enum import StrEnum

from msgspec import Struct

from terminal.transport.http import Timeouts

IST_OFFSET_S = 19_800
LIVE = "live"
LIVE_CLASSIC = "classic"
PRACTICE = "practice"
PRACTICE_CLASSIC = "practice-classic"


class LoginMode(StrEnum):
    """How a session begins: the browser and a code, or a form with a six-digit code."""

    OAUTH = "oauth"
    QUICK_AUTH = "quick_auth"


class RestAuth(StrEnum):
    """How a request names its session: in a header, or after the body's data."""

    BEARER = "bearer"
    JKEY = "jkey"

    @property
    def other(self) -> "RestAuth":
        return RestAuth.JKEY if self is RestAuth.BEARER else RestAuth.BEARER


class StreamLogin(StrEnum):
    """The first frame of a socket: its `t`; the token is `accesstoken` (a) or `susertoken` (c)."""

    ACCESS_TOKEN = "a"  # noqa: S105  a frame's type
    USER_TOKEN = "c"  # noqa: S105


class WireProfile(Struct, frozen=True, kw_only=True):
    """One generation of the protocol. `chart_auth` is for history, which differs in the field.

    `refuses_market`: MKT and SL-MKT are refused by the API whatever the account's own list says.
    """

    name: str
    login: LoginMode
    rest_auth: RestAuth
    stream_login: StreamLogin
    chart_auth: RestAuth
    content_type: str
    refuses_market: bool


OAUTH = WireProfile(
    name="current",
    login=LoginMode.OAUTH,
    rest_auth=RestAuth.BEARER,
    stream_login=StreamLogin.ACCESS_TOKEN,
    chart_auth=RestAuth.BEARER,
    content_type="application/json; charset=utf-8",
    refuses_market=True,
)
CLASSIC = WireProfile(
    name="classic",
    login=LoginMode.QUICK_AUTH,
    rest_auth=RestAuth.JKEY,
    stream_login=StreamLogin.USER_TOKEN,
    chart_auth=RestAuth.JKEY,
    content_type="text/plain; charset=utf-8",
    refuses_market=False,
)


class Rates(Struct, frozen=True, kw_only=True):
    """Request budgets: (requests, seconds).

    `data` and `data_per_minute` are shared by every read; the reserves of both are kept from
    background reads (history), which so get 8 a second and 180 a minute. `prices` is for the quote
    that a market order is protected by: it waits for no other read. Placements, changes and cancels
    share `orders`; half of a minute's are kept for cancels and exits.
    """

    data: tuple[int, float] = (10, 1.05)
    data_reserve: int = 2
    data_per_minute: int = 200
    data_minute_reserve: int = 20
    prices: tuple[int, float] = (5, 1.05)
    orders: tuple[int, float] = (5, 1.05)
    order_reserve: int = 2
    orders_per_minute: int = 40
    minute_reserve: int = 20
    orders_per_day: int = 5000
    longest_entry_wait_s: float = 2.0
    longest_urgent_wait_s: float = 10.0


class ShoonyaConfig(Struct, frozen=True, kw_only=True):
    """One environment. Addresses without a trailing slash.

    `masters`: where the symbol files are. `account_prefix`: what account ids begin with; no two
    environments share one. `stop_is_offset`: a cover order's `blprc` is a distance from the entry.
    """

    environment: str
    title: str
    rest: str
    stream: str
    login: str
    masters: str
    practice: bool
    automatic: bool
    profile: WireProfile
    account_prefix: str
    timeouts: Timeouts = Timeouts(connect_s=5.0, total_s=15.0, dump_s=60.0)
    rates: Rates = Rates()
    read_attempts: int = 3
    chart_timeout_s: float = 30.0
    price_timeout_s: float = 3.0
    stream_keys: int = 100
    stream_most: int = 500
    stop_is_offset: bool = True
    modifications_per_order: int = 25
    force_ipv4: bool = False
    cache_master: bool = True


def live_config(*, force_ipv4: bool = False) -> ShoonyaConfig:
    """Return the settings of the real broker."""
    return ShoonyaConfig(
        environment=LIVE,
        title="Shoonya",
        rest="https://api.shoonya.com/NorenWClientAPI",
        stream="wss://api.shoonya.com/NorenWSAPI/",
        login="https://trade.shoonya.com/OAuthlogin/authorize/oauth",
        masters="https://api.shoonya.com",
        practice=False,
        automatic=False,
        profile=OAUTH,
        account_prefix="shoonya",
        force_ipv4=force_ipv4,
    )


def classic_config(*, rest: str = "", stream: str = "", force_ipv4: bool = False) -> ShoonyaConfig:
    """Return the settings of a Noren broker with QuickAuth; Shoonya's own retired hosts by default."""
    return ShoonyaConfig(
        environment=LIVE_CLASSIC,
        title="Noren (classic login)",
        rest=(rest or "https://api.shoonya.com/NorenWClientTP").rstrip("/"),
        stream=stream or "wss://api.shoonya.com/NorenWSTP/",
        login="",
        masters="https://api.shoonya.com",
        practice=False,
        automatic=False,
        profile=CLASSIC,
        account_prefix="shoonya-classic",
        force_ipv4=force_ipv4,
    )


def practice_config(
    *, rest: str, stream: str, login: str, masters: str, classic: bool = False
) -> ShoonyaConfig:
    """Return the settings of a practice server on this machine, by either profile."""
    return ShoonyaConfig(
        environment=PRACTICE_CLASSIC if classic else PRACTICE,
        title="Practice (classic login)" if classic else "Practice",
        rest=rest.rstrip("/"),
        stream=stream,
        login=login,
        masters=masters.rstrip("/"),
        practice=True,
        automatic=True,
        profile=CLASSIC if classic else OAUTH,
        account_prefix="practice:shoonya-classic" if classic else "practice:shoonya",
        cache_master=False,
    )
