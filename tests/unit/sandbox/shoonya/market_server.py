"""A practice server inside the test's own loop: no process, no socket, a clock that obeys."""

import asyncio
import json
from collections.abc import Awaitable
from datetime import datetime, timedelta, timezone
from typing import Any

import httpx

from terminal.sandbox.faults import FaultKind, FaultRule
from terminal.sandbox.shoonya.auth import make_account
from terminal.sandbox.shoonya.bars import Bench
from terminal.sandbox.shoonya.listing import Scrip
from terminal.sandbox.shoonya.scale import Scale
from terminal.sandbox.shoonya.server import Server
from terminal.sandbox.shoonya.setup import Setup
from terminal.sandbox.virtual import parse_stamp
from terminal.sim.session import ist_day
from tests.fakes.clock import FakeClock

IST = timezone(timedelta(hours=5, minutes=30))
AFTERNOON = "2026-11-20 14:10:00"  # a Friday
EVENING = "2026-11-20 19:00:00"


def day_of(text: str) -> int:
    return ist_day(parse_stamp(f"{text} 12:00:00"))


def epoch(text: str) -> str:
    """Return an Indian time as the broker's clients send it."""
    return str(datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=IST).timestamp())


class MarketServer:
    """One server; `call` speaks to the current tree with a living token."""

    def __init__(
        self,
        start: str = AFTERNOON,
        *,
        hours: bool = True,
        seed: int = 1,
        instruments: int = 0,
        regime: str = "auto",
        scale: Scale | None = None,
    ) -> None:
        self.clock = FakeClock()
        setup = Setup(
            account=make_account("", seed),
            seed=seed,
            start_ns=parse_stamp(start),
            hours=hours,
            instruments=instruments,
            limits=False,
            regime=regime,
            scale=scale or Scale(),
        )
        self.server = Server(setup, clock=self.clock, port=1)
        self.desk = self.server._desk
        self.view = self.server._front._view
        self.tape = self.server._front._ticker._tape
        self.bench: Bench = self.server._front._history._bench
        self._http = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=self.server.app()), base_url="http://practice"
        )
        self._token = self.server.announcement().credentials.access_token

    @property
    def exchange(self):
        return self.desk.exchange

    def scrip(self, exch: str, tsym: str) -> Scrip:
        scrip = self.view.listing.find(exch, tsym)
        assert scrip is not None, tsym
        return scrip

    def pass_time(self, seconds: float) -> None:
        """Let practice time go by, in steps as the server takes them."""
        for _ in range(int(seconds / 0.25)):
            self.desk.virtual.advance(0.25)
            self.desk.step()

    def arm(self, kind: FaultKind, **fields: Any) -> None:
        self.desk.faults.arm(FaultRule(kind=kind, **fields))

    async def post(self, route: str, **data: object) -> httpx.Response:
        text = json.dumps({"uid": self.desk.user_id, **data}).replace("&", "\\u0026")
        body = b"jData=" + text.encode()
        headers = {"Authorization": f"Bearer {self._token}"}
        return await self._http.post(f"/NorenWClientAPI//{route}", content=body, headers=headers)

    async def call(self, route: str, **data: object) -> Any:
        return (await self.post(route, **data)).json()

    async def get(self, path: str) -> httpx.Response:
        return await self._http.get(path)

    async def waiting(self, call: Awaitable[Any], seconds: float) -> Any:
        """Return what a call answers that makes its caller wait for `seconds`, and not less."""
        task = asyncio.ensure_future(call)
        await self.clock.advance(seconds - 0.1)
        assert not task.done(), "answered too early"
        await self.clock.advance(0.2)
        return await task
