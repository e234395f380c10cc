"""The front door's switches: every oddity of the broker a client should be rehearsed against.

Defaults are the strict behaviour of 2026 with every oddity off. Switches of the matching engine
(protection, caps, races) live in `sim`; admin.py offers both in one list.
"""

from msgspec import Struct


class Switches(Struct, kw_only=True, forbid_unknown_fields=True):
    """What the server does differently from the plain case; changed through `POST {admin}/switches`.

    Attributes:
        limits: request budgets of the broker (1/s quotes, 3/s candles, 10/s orders and others).
        deny_ip: order routes answer 403 as for an address that is not registered.
        personal_app: the free plan, without quotes, candles and ticker.
        maintenance: 0, or the HTTP status every route answers with (502, 503).
        max_url_bytes: longer request lines answer 414; 0 for no limit.
        date_skew_s: seconds added to the `Date` header.
        fresh_token: each login gives a new token and kills the old one, instead of the same again.
        heartbeat: the one-byte frame every `heartbeat_s`.
        tick_ms: how often one instrument may tick.
        quiet_unchanged: instruments that did not change send nothing.
        first_frame: the snapshot after a subscription.
        stall_after_s: a socket goes silent this long after it opened; 0 for never.
        sockets: connections a key may hold.
        tokens_per_socket: instruments a connection may hold.
        update_states: order updates also carry intermediate states, not only the final ones.
        candle_lag_s: a closed minute shows up in the candles only after this long.
        candle_caps_2018: the shorter candle spans of 2018.
        stale_prices: positions and holdings keep the last price they first showed.
    """

    limits: bool = True
    deny_ip: bool = False
    personal_app: bool = False
    maintenance: int = 0
    max_url_bytes: int = 0
    date_skew_s: float = 0.0
    fresh_token: bool = False
    heartbeat: bool = True
    heartbeat_s: float = 2.5
    tick_ms: int = 1000
    quiet_unchanged: bool = True
    first_frame: bool = True
    stall_after_s: float = 0.0
    sockets: int = 3
    tokens_per_socket: int = 3000
    update_states: bool = True
    candle_lag_s: float = 0.0
    candle_caps_2018: bool = False
    stale_prices: bool = False
