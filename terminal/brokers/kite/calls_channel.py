"""One authorised way to Kite's REST: budgets, headers, envelopes, errors.

Reads may be repeated here, because they are marked as reads; a write goes out once, whatever comes
back. Nothing here knows an order.
"""

import logging
import random
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, TypeVar
from urllib.parse import urlencode

import msgspec
from typing_extensions import override

from terminal.brokers.kite import wire
from terminal.brokers.kite.codec_errors import refusal
from terminal.brokers.kite.config import IST_OFFSET_S, KiteConfig
from terminal.brokers.replies import date_s, unreadable
from terminal.domain.errors import RateLimited
from terminal.domain.ports import Clock
from terminal.runtime.worker import Worker
from terminal.transport.backoff import repeat_read
from terminal.transport.http import HttpTransport, NotSent, Progress, Reply
from terminal.transport.limits import DayCount, Lane, OnWait, Window

log = logging.getLogger(__name__)
T = TypeVar("T")
Pairs = Sequence[tuple[str, str]]
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}
_LARGE = 100_000
_NUMBERS = msgspec.json.Encoder(decimal_format="number")


def form_pairs(**fields: object) -> list[tuple[str, str]]:
    """Return form or query pairs without the fields that are None; decimals in plain notation."""
    return [(name, plain(value)) for name, value in fields.items() if value is not None]


def plain(value: object) -> str:
    """Return a value as Kite reads it: no exponent, no trailing zeros, booleans in lower case."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value.normalize(), "f") if value else "0"
    if isinstance(value, float):
        raise TypeError("a float may not reach the wire")
    return str(value)


def json_body(value: object) -> bytes:
    """Return JSON text in which decimals are numbers, exactly as written."""
    return _NUMBERS.encode(value)


class KiteChannel:
    """The session's HTTP side. `access_token` is set by the login and shown nowhere."""

    def __init__(
        self,
        *,
        config: KiteConfig,
        http: HttpTransport,
        clock: Clock,
        api_key: str,
        access_token: str = "",
        on_wait: OnWait,
        rng: random.Random | None = None,
    ) -> None:
        self.config = config
        self.api_key = api_key
        self.clock_skew_s: float | None = None
        self._http, self._clock = http, clock
        self._access_token = access_token
        self._rng = rng or random.Random()  # noqa: S311  spreads retries, guards nothing
        self._decoders: dict[Any, msgspec.json.Decoder[Any]] = {}
        rates = config.rates
        second = Window(*rates.orders, reserve=rates.order_reserve)
        minute = Window(rates.orders_per_minute, 60.0, reserve=rates.minute_reserve)

        def lane(name: str, *windows: Window) -> Lane:
            return Lane(name, windows, clock=clock, on_wait=on_wait)

        self.quotes = lane("quotes", Window(*rates.quotes))
        self.historical = lane("candles", Window(*rates.historical))
        self.other = lane("requests", Window(*rates.other))
        self.changes = lane("orders", second)
        self.placements = lane("orders", second, minute)
        self.day = DayCount(rates.orders_per_day, clock=clock, zone_offset_s=IST_OFFSET_S)

    @override
    def __repr__(self) -> str:
        return f"KiteChannel({self.config.environment})"

    @property
    def access_token(self) -> str:
        return self._access_token

    @access_token.setter
    def access_token(self, token: str) -> None:
        self._access_token = token

    async def read(
        self,
        path: str,
        into: Any,
        *,
        params: Pairs = (),
        lane: Lane | None = None,
        worker: Worker | None = None,
    ) -> Any:
        """Return the decoded `data` of a GET; repeats on weather and rate limits.

        A body over 100 kB is decoded on `worker`, if given: it would stall a frame.
        Errors: the tree of `domain.errors`.
        """
        reply = await self.read_reply(path, params=params, lane=lane)
        if worker is not None and len(reply.content) > _LARGE:
            return await worker.run(self._decode, reply, into)
        return self._decode(reply, into)

    async def read_reply(
        self,
        path: str,
        *,
        params: Pairs = (),
        lane: Lane | None = None,
        progress: Progress | None = None,
        attempts: int | None = None,
        reserved: bool = False,
    ) -> Reply:
        """Return the reply of a GET with status 200, in whatever form its body is.

        `reserved`: on the connection that writes take, which is so kept open.
        """
        chosen = lane or self.other
        market_data = chosen is self.quotes or chosen is self.historical
        total_s = self.config.timeouts.dump_s if progress is not None else None

        async def once() -> Reply:
            await chosen.enter()
            reply = await self._send(
                "GET", path, params=params, total_s=total_s, progress=progress, reserved=reserved
            )
            if reply.status == 200:
                return reply
            error = refusal(reply, market_data=market_data)
            error.raw = reply.content
            if isinstance(error, RateLimited):
                chosen.slow_down()
            raise error

        return await repeat_read(
            once,
            clock=self._clock,
            attempts=attempts or self.config.read_attempts,
            rng=self._rng,
        )

    async def ask(self, path: str, body: object, into: Any, *, params: Pairs = ()) -> Any:
        """Return the answer to a JSON question (margins, charges): a POST that changes nothing."""

        async def once() -> Any:
            await self.other.enter()
            reply = await self._send(
                "POST", path, params=params, content=json_body(body), headers=JSON
            )
            return self._checked(reply, into, self.other)

        return await repeat_read(
            once, clock=self._clock, attempts=self.config.read_attempts, rng=self._rng
        )

    async def write(
        self,
        method: str,
        path: str,
        into: Any,
        *,
        form: Pairs = (),
        params: Pairs = (),
        lane: Lane | None = None,
        urgent: bool = False,
        longest_wait_s: float | None = None,
    ) -> Any:
        """Send a request that changes something, exactly once, and return its decoded `data`.

        Errors: NotSent and RateLimited prove that nothing happened, refusals too; ReplyLost,
        Transient and WireError leave it open.
        """
        chosen = lane or self.other
        await chosen.enter(urgent=urgent, longest_wait_s=longest_wait_s)
        content = urlencode(list(form)).encode() if form else None
        reply = await self._send(
            method,
            path,
            params=params,
            content=content,
            headers=FORM if content else None,
            reserved=True,
        )
        return self._checked(reply, into, chosen)

    async def place(self, path: str, into: Any, *, form: Pairs, urgent: bool) -> Any:
        """Send one order placement, once, within the budgets of second, minute and day."""
        self.day.spend(urgent=urgent)
        rates = self.config.rates
        try:
            return await self.write(
                "POST",
                path,
                into,
                form=form,
                lane=self.placements,
                urgent=urgent,
                longest_wait_s=rates.longest_urgent_wait_s
                if urgent
                else rates.longest_entry_wait_s,
            )
        except (NotSent, RateLimited):
            self.day.give_back()
            raise

    async def aclose(self) -> None:
        """Close the connections; the session at the broker lives on."""
        await self._http.aclose()

    async def _send(
        self,
        method: str,
        path: str,
        *,
        params: Pairs = (),
        content: bytes | None = None,
        headers: dict[str, str] | None = None,
        total_s: float | None = None,
        progress: Progress | None = None,
        reserved: bool = False,
    ) -> Reply:
        signed = dict(headers or {})
        if self._access_token:
            signed["Authorization"] = f"token {self.api_key}:{self._access_token}"
        reply = await self._http.send(
            method,
            f"{self.config.rest}{path}",
            params=params,
            headers=signed,
            content=content,
            total_s=total_s,
            progress=progress,
            reserved=reserved,
        )
        self._note_skew(reply)
        return reply

    def _checked(self, reply: Reply, into: Any, lane: Lane) -> Any:
        if reply.status == 200:
            return self._decode(reply, into)
        error = refusal(reply)
        if isinstance(error, RateLimited):
            lane.slow_down()
        raise error

    def _decode(self, reply: Reply, into: Any) -> Any:
        decoder = self._decoders.get(into)
        if decoder is None:
            # Not strict: Kite writes integers as 72 or 72.0 as it pleases.
            decoder = msgspec.json.Decoder(wire.Envelope[into], strict=False)
            self._decoders[into] = decoder
        try:
            envelope = decoder.decode(reply.content)
        except msgspec.MsgspecError as error:
            raise unreadable("Zerodha", reply, error) from error
        if envelope.status != "success":
            raise unreadable("Zerodha", reply, ValueError(f"status {envelope.status!r} in a 200"))
        return envelope.data

    def _note_skew(self, reply: Reply) -> None:
        """Remember how far the server's clock is ahead of ours, from its Date header (1 s steps)."""
        server_s = date_s(reply)
        if server_s is not None:
            self.clock_skew_s = server_s - self._clock.now_ns() / 1e9


def keys(name: str, values: Iterable[str]) -> list[tuple[str, str]]:
    """Return a repeated query key."""
    return [(name, value) for value in values]
