"""Where Kite is and how fast it may be asked; live, the broker's hosted sandbox, or practice.

The three differ only here: hosts, the path prefix of a route family, extra socket parameters, the
login page. Numbers are the documented limits of November 2026 less a margin. Holds no secret.
"""

from msgspec import Struct

from terminal.transport.http import Timeouts

IST_OFFSET_S = 19_800
LIVE = "live"
HOSTED = "hosted"
PRACTICE = "practice"


class Rates(Struct, frozen=True, kw_only=True):
    """Request budgets: (requests, seconds) a lane; orders also by minute and day.

    `order_reserve` of the orders of a second, and `minute_reserve` of a minute, are kept for cancels
    and exits.
    """

    quotes: tuple[int, float] = (1, 1.1)
    historical: tuple[int, float] = (3, 1.07)
    other: tuple[int, float] = (9, 1.0)
    orders: tuple[int, float] = (10, 1.05)
    order_reserve: int = 2
    orders_per_minute: int = 396
    minute_reserve: int = 16
    orders_per_day: int = 5000
    longest_entry_wait_s: float = 2.0
    longest_urgent_wait_s: float = 10.0


class Prefixes(Struct, frozen=True, kw_only=True):
    """What stands before the path of each route family, without a trailing slash."""

    session: str = ""
    user: str = ""
    orders: str = ""
    portfolio: str = ""
    margins: str = ""
    quote: str = ""
    instruments: str = ""
    historical: str = ""
    triggers: str = ""
    alerts: str = ""
    funds: str = ""


class KiteConfig(Struct, frozen=True, kw_only=True):
    """One environment of Kite Connect v3.

    `stream_query`: extra query parameters of the socket. `finish_page`: the browser page for the
    depository authorisation of holdings. `force_ipv4`: go out by IPv4, where an IPv4 address is the
    registered one. `quote_keys`: instruments a quote request.
    """

    environment: str
    title: str
    rest: str
    stream: str
    login: str
    practice: bool
    prefixes: Prefixes = Prefixes()
    stream_query: dict[str, str] = {}
    authorise_page: str = "https://kite.zerodha.com/connect/portfolio/authorise/holdings"
    timeouts: Timeouts = Timeouts()
    rates: Rates = Rates()
    read_attempts: int = 3
    quote_keys: int = 300
    modifications_per_order: int = 25
    slices_per_order: int = 10
    force_ipv4: bool = False
    cache_master: bool = True

    @property
    def automatic(self) -> bool:
        """Return whether this is a practice server of our own, logged in to by one click."""
        return self.environment == PRACTICE

    @property
    def account_prefix(self) -> str:
        """Return what an account id of this environment begins with: no two journals are mixed."""
        return {LIVE: "kite", HOSTED: "kite-hosted"}.get(self.environment, "practice:kite")


def live_config(*, force_ipv4: bool = False) -> KiteConfig:
    """Return the settings of the real broker."""
    return KiteConfig(
        environment=LIVE,
        title="Zerodha Kite",
        rest="https://api.kite.trade",
        stream="wss://ws.kite.trade",
        login="https://kite.zerodha.com/connect/login",
        practice=False,
        force_ipv4=force_ipv4,
    )


def hosted_config() -> KiteConfig:
    """Return the settings of the broker's own sandbox: `/oms` before every route but the master.

    Its socket also wants the `user_id`, which the login adds.
    """
    oms = "/oms"
    return KiteConfig(
        environment=HOSTED,
        title="Zerodha's sandbox",
        rest="https://sandbox.kite.trade",
        stream="wss://ws-sandbox.kite.trade",
        login="https://sandbox.kite.trade/connect/login",
        practice=True,
        prefixes=Prefixes(
            session=oms,
            user=oms,
            orders=oms,
            portfolio=oms,
            margins=oms,
            quote=oms,
            historical=oms,
            triggers=oms,
            alerts=oms,
            funds=oms,
        ),
    )


def practice_config(*, rest: str, stream: str, login: str) -> KiteConfig:
    """Return the settings of a practice server on this machine."""
    return KiteConfig(
        environment=PRACTICE,
        title="Practice",
        rest=rest.rstrip("/"),
        stream=stream,
        login=login,
        practice=True,
        authorise_page=rest.rstrip("/") + "/connect/portfolio/authorise/holdings",
        cache_master=False,
    )
