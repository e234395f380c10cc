"""The front door's switches: every oddity of the broker a client should be rehearsed against.

Defaults are the behaviour of autumn 2026 with every oddity off. Switches of the matching engine
live in `sim`; the control surface offers both in one list.
"""

from typing import Literal

from msgspec import Struct


class Switches(Struct, kw_only=True, forbid_unknown_fields=True):
    """What the server does differently from the plain case; changed through `POST {admin}/switches`.

    Attributes:
        limits: request budgets (orders 10/s, everything else 20/s, each 200 a minute).
        deny_ip: order routes are refused as for an address that is not registered.
        maintenance: 0, or the HTTP status every route answers with (502, 503).
        max_url_bytes: longer request lines answer 414; 0 for no limit.
        date_skew_s: seconds added to the `Date` header.
        totp_skew_s: seconds by which the server's clock for one-time passwords is off.
        fresh_token: each login gives a new token and kills the old one.
        session_status: HTTP status of `Session Expired` (200 in the field; 401 and 403 occur).
        password_reset: the login says that the password has to be changed.
        password_expired: the login is refused until the password is changed.
        market_orders: which tree takes MKT and SL-MKT (`orarr` says so too).
        strict_amo: any `amo` but Yes is refused with `Invalid AMO`, also the classic client's NO.
        gtt_in_list: the answers to GTT requests come wrapped in a list, as they sometimes do.
        regime: trading hours: `auto` by the date of August 2026, `old` or `new`.
        heartbeat: text `h` is answered with `hk`.
        tick_ms: how often one scrip may tick.
        scrips_per_socket: subscriptions a connection may hold.
        sockets: connections a session may hold.
        stall_after_s: a socket goes silent this long after it opened; 0 for never.
        retention_days: how far back one-minute bars go.
        window_days: a longer span of one-minute bars ends in `Server Timeout`.
        candle_lag_s: a closed minute shows up in the bars only after this long.
    """

    limits: bool = True
    deny_ip: bool = False
    maintenance: int = 0
    max_url_bytes: int = 0
    date_skew_s: float = 0.0
    totp_skew_s: float = 0.0
    fresh_token: bool = False
    session_status: int = 200
    password_reset: bool = False
    password_expired: bool = False
    market_orders: Literal["classic", "all", "none"] = "classic"
    strict_amo: bool = False
    gtt_in_list: bool = False
    regime: Literal["auto", "old", "new"] = "auto"
    heartbeat: bool = True
    tick_ms: int = 1000
    scrips_per_socket: int = 3000
    sockets: int = 3
    stall_after_s: float = 0.0
    retention_days: int = 300
    window_days: float = 7.0
    candle_lag_s: float = 0.0
