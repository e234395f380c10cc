"""One authorised way to Noren's REST: the jData body, either way of auth, budgets, errors.

Every call is a POST, so what may be repeated is said by the caller: `read` repeats on weather, a
`write` goes out once, whatever comes back. Nothing here knows an order. Source: shoonya.md 2.1.
"""

import logging
import random
import re
from collections.abc import Mapping
from typing import Any

import msgspec
from typing_extensions import override

from terminal.brokers.replies import date_s, unreadable
from terminal.brokers.shoonya.codec import ist_ns
from terminal.brokers.shoonya.codec_errors import EmptyReply, NoData, check
from terminal.brokers.shoonya.config import IST_OFFSET_S, RestAuth, ShoonyaConfig
from terminal.domain.errors import LoginNeeded, RateLimited
from terminal.domain.ports import Clock
from terminal.runtime.worker import Worker
from terminal.transport.backoff import repeat_read
from terminal.transport.http import HttpTransport, NotSent, Progress, Reply
from terminal.transport.limits import DayCount, Lane, OnWait, Window

log = logging.getLogger(__name__)
Payload = Mapping[str, object]
CHARTS = frozenset({"TPSeries", "EODChartData"})
_LARGE = 100_000
LARGEST_SKEW_S = 20.0
_REQUEST_TIME = re.compile(rb'"request_time"\s*:\s*"([^"]*)"')


def jdata(payload: Payload, jkey: str = "") -> bytes:
    """Return a request's body. The server cuts it at `&` before reading JSON, so that is escaped.

    Values are texts, or lists and objects of texts; None leaves a field out.
    """
    sent = {name: value for name, value in payload.items() if value is not None}
    body = b"jData=" + msgspec.json.encode(sent).replace(b"&", b"\\u0026")
    return body + b"&jKey=" + jkey.encode() if jkey else body


class ShoonyaChannel:
    """The session's HTTP side. `token` is set by the login and shown nowhere.

    `uid` and `actid` name the user and the account in requests: `who()` gives both as a payload.
    """

    def __init__(
        self,
        *,
        config: ShoonyaConfig,
        http: HttpTransport,
        clock: Clock,
        on_wait: OnWait,
        uid: str = "",
        actid: str = "",
        token: str = "",
        rng: random.Random | None = None,
    ) -> None:
        self.config = config
        self.uid, self.actid = uid, actid
        self.clock_skew_s: float | None = None
        self._token = token
        self._http, self._clock = http, clock
        self._rng = rng or random.Random()  # noqa: S311  spreads retries, guards nothing
        self._chart_auth = config.profile.chart_auth
        self._decoders: dict[Any, msgspec.json.Decoder[Any]] = {}
        rates = config.rates
        self._data = (
            Window(*rates.data, reserve=rates.data_reserve),
            Window(rates.data_per_minute, 60.0, reserve=rates.data_minute_reserve),
        )
        orders = (
            Window(*rates.orders, reserve=rates.order_reserve),
            Window(rates.orders_per_minute, 60.0, reserve=rates.minute_reserve),
        )
        self.data = Lane("requests", self._data, clock=clock, on_wait=on_wait)
        self.prices = Lane("prices", (Window(*rates.prices),), clock=clock, on_wait=on_wait)
        self.orders = Lane("orders", orders, clock=clock, on_wait=on_wait)
        self.day = DayCount(rates.orders_per_day, clock=clock, zone_offset_s=IST_OFFSET_S)

    @override
    def __repr__(self) -> str:
        return f"ShoonyaChannel({self.config.environment})"

    @property
    def token(self) -> str:
        return self._token

    @token.setter
    def token(self, token: str) -> None:
        self._token = token

    def who(self, **fields: object) -> dict[str, object]:
        """Return a payload that begins with the user and the account."""
        return {"uid": self.uid, "actid": self.actid, **fields}

    # -- reads

    async def read(
        self,
        route: str,
        payload: Payload,
        into: Any,
        *,
        worker: Worker | None = None,
        attempts: int | None = None,
    ) -> Any:
        """Return the decoded answer of a question; repeats on weather and rate limits.

        A body over 100 kB is decoded on `worker`, if given. Errors: `NoData` where the broker has
        nothing to list, and the tree of `domain.errors`.
        """
        reply = await self.read_reply(route, payload, attempts=attempts)
        if worker is not None and len(reply.content) > _LARGE:
            return await worker.run(self._decode, reply, into)
        return self._decode(reply, into)

    async def rows(self, route: str, payload: Payload, row: Any) -> list[Any]:
        """Return a list; "no data" is an empty one."""
        try:
            found: list[Any] = await self.read(route, payload, list[row])
        except NoData:
            return []
        return found

    async def read_reply(
        self,
        route: str,
        payload: Payload,
        *,
        lane: Lane | None = None,
        background: bool = False,
        attempts: int | None = None,
        total_s: float | None = None,
        reserved: bool = False,
    ) -> Reply:
        """Return the reply of a question that is no failure, undecoded (JSON object or array).

        `lane` is another budget than that of all reads (`prices`); `background` reads leave a share
        of the budget to others. Chart routes that answer nothing are asked once more with the other
        kind of auth, which is then remembered. `reserved`: on the connection that writes take.
        Errors: as `read`.
        """

        async def once() -> Reply:
            await (lane or self.data).enter(urgent=not background)
            other = self._chart_auth.other
            try:
                return await self._ask(
                    route, payload, total_s=total_s, reserved=reserved, bulk=background
                )
            except EmptyReply:
                if route not in CHARTS:
                    raise
                return await self._ask_otherwise(route, payload, other, total_s=total_s)

        return await repeat_read(
            once, clock=self._clock, attempts=attempts or self.config.read_attempts, rng=self._rng
        )

    async def download(self, url: str, *, progress: Progress | None = None) -> Reply:
        """Return the reply of a GET outside the API (symbol masters), whatever its status; once."""
        await self.data.enter(urgent=True)
        return await self._http.send(
            "GET", url, progress=progress, total_s=self.config.timeouts.dump_s
        )

    # -- writes

    async def write(
        self,
        route: str,
        payload: Payload,
        into: Any,
        *,
        lane: Lane | None = None,
        urgent: bool = True,
        longest_wait_s: float | None = None,
        signed: bool = True,
    ) -> Any:
        """Send a request that changes something, exactly once, and return its decoded answer.

        `signed` False sends no session: for logins. Errors: NotSent and RateLimited prove that
        nothing happened, refusals too; ReplyLost, Transient and WireError leave it open.
        """
        await (lane or self.data).enter(urgent=urgent, longest_wait_s=longest_wait_s)
        try:
            reply = await self._ask(route, payload, reserved=True, signed=signed)
        except RateLimited:
            if lane is not None:
                lane.slow_down()
            raise
        return self._decode(reply, into)

    async def place(self, route: str, payload: Payload, into: Any, *, urgent: bool) -> Any:
        """Send one order placement, once, within the budgets of second, minute and day."""
        self.day.spend(urgent=urgent)
        try:
            return await self.change(route, payload, into, urgent=urgent)
        except (NotSent, RateLimited):
            self.day.give_back()
            raise

    async def change(self, route: str, payload: Payload, into: Any, *, urgent: bool) -> Any:
        """Send one change, cancel or exit, once, within the orders' budget."""
        rates = self.config.rates
        return await self.write(
            route,
            payload,
            into,
            lane=self.orders,
            urgent=urgent,
            longest_wait_s=rates.longest_urgent_wait_s if urgent else rates.longest_entry_wait_s,
        )

    def skew_words(self) -> str:
        """Return a sentence where our clock is over 20 s off the broker's, else nothing."""
        skew_s = self.clock_skew_s
        if skew_s is None or abs(skew_s) <= LARGEST_SKEW_S:
            return ""
        way = "behind" if skew_s > 0 else "ahead of"
        return (
            f"This computer's clock is {abs(skew_s):.0f} s {way} the broker's: six-digit codes made "
            "with it are refused. Set the clock."
        )

    async def aclose(self) -> None:
        """Close the connections; the session at the broker lives on."""
        await self._http.aclose()

    # -- private

    async def _ask(
        self,
        route: str,
        payload: Payload,
        *,
        total_s: float | None = None,
        reserved: bool = False,
        bulk: bool = False,
        signed: bool = True,
        auth: RestAuth | None = None,
    ) -> Reply:
        if signed and not self._token:
            raise LoginNeeded("This account is logged out.", hint="Log in again.")
        config = self.config
        auth = auth or (self._chart_auth if route in CHARTS else config.profile.rest_auth)
        headers = {"Content-Type": config.profile.content_type}
        jkey = ""
        if signed and auth is RestAuth.BEARER:
            headers["Authorization"] = f"Bearer {self._token}"
        elif signed:
            jkey = self._token
        reply = await self._http.send(
            "POST",
            f"{config.rest}/{route}",
            headers=headers,
            content=jdata(payload, jkey),
            total_s=total_s,
            reserved=reserved,
            bulk=bulk,
        )
        self._note_skew(reply)
        error = check(reply, route, profile=config.profile.name)
        if error is None:
            return reply
        error.raw = reply.content
        if isinstance(error, RateLimited) and not reserved:
            self.data.slow_down()
        raise error

    async def _ask_otherwise(
        self, route: str, payload: Payload, auth: RestAuth, *, total_s: float | None
    ) -> Reply:
        await self.data.enter(urgent=True)
        reply = await self._ask(route, payload, total_s=total_s, auth=auth)
        self._chart_auth = auth
        log.warning("charts answer to %s only: remembered", auth.value)
        return reply

    def _decode(self, reply: Reply, into: Any) -> Any:
        decoder = self._decoders.get(into)
        if decoder is None:
            decoder = self._decoders[into] = msgspec.json.Decoder(into)
        try:
            return decoder.decode(reply.content)
        except msgspec.MsgspecError as error:
            raise unreadable("Shoonya", reply, error) from error

    def _note_skew(self, reply: Reply) -> None:
        """Remember how far the server's clock is ahead of ours, in steps of 1 s.

        From the Date header, or from the body's `request_time` where a server sends none.
        """
        server_s = date_s(reply)
        if not reply.headers.get("date") and (found := _REQUEST_TIME.search(reply.content[:400])):
            server_s = ist_ns(found.group(1).decode()) / 1e9
        if server_s:
            self.clock_skew_s = server_s - self._clock.now_ns() / 1e9
