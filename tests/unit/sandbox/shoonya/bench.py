"""The whole practice server without a socket: requests go in by ASGI, time moves by hand."""

import hashlib
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import httpx
import pyotp

from terminal.sandbox.shoonya.auth import make_account
from terminal.sandbox.shoonya.server import Server
from terminal.sandbox.shoonya.setup import Setup
from terminal.sandbox.virtual import SECOND_NS, parse_stamp
from tests.unit.sandbox.test_virtual import HandClock

START = "2026-11-20 10:00:00"
CLASSIC, CURRENT = "NorenWClientTP", "NorenWClientAPI"


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class Bench:
    """`await bench.post("OrderBook", uid=...)`; uid and actid are filled in."""

    def __init__(self, **options: Any) -> None:
        self.clock = HandClock(now_ns=parse_stamp(START))
        self.account = make_account("", seed=7)
        options.setdefault("cash", Decimal(1_000_000))
        setup = Setup(
            account=self.account, seed=7, start_ns=parse_stamp(START), limits=False, **options
        )
        self.server = Server(setup, clock=self.clock, port=1)
        self.token = self.server.announcement().credentials.access_token
        self.http = httpx.AsyncClient(
            transport=httpx.ASGITransport(self.server.app()), base_url="http://server"
        )
        self.desk = self.server._desk
        self.updates: list[dict[str, Any]] = []
        tell = self.desk.on_update
        self.desk.on_update = self._note(tell)

    def _note(self, tell: Callable[[Any], None] | None) -> Callable[[Any], None]:
        def note(row: Any) -> None:
            self.updates.append(row)
            if tell is not None:
                tell(row)

        return note

    @property
    def uid(self) -> str:
        return self.account.user_id

    async def raw(
        self, path: str, body: bytes, headers: dict[str, str] | None = None
    ) -> httpx.Response:
        return await self.http.post(path, content=body, headers=headers or {})

    async def send(
        self, route: str, tree: str = CLASSIC, *, token: str | None = None, **fields: Any
    ) -> httpx.Response:
        """Send a request the tree's own way."""
        token = self.token if token is None else token
        data = json.dumps({"uid": self.uid, "actid": self.uid, **fields}).replace("&", "\\u0026")
        if tree == CLASSIC:
            return await self.raw(f"/{tree}/{route}", f"jData={data}&jKey={token}".encode())
        headers = {"Authorization": f"Bearer {token}"}
        return await self.raw(f"/{tree}/{route}", f"jData={data}".encode(), headers)

    async def post(self, route: str, tree: str = CLASSIC, **fields: Any) -> Any:
        """Send a request and return the answer's JSON."""
        return (await self.send(route, tree, **fields)).json()

    async def order(self, tree: str = CLASSIC, **fields: Any) -> str:
        """Place an order and return its number; it has had a second to travel."""
        answer = await self.post("PlaceOrder", tree, **{**self.terms(), **fields})
        assert answer["stat"] == "Ok", answer
        self.run(1.0)
        number: str = answer["norenordno"]
        return number

    def terms(self, **fields: Any) -> dict[str, Any]:
        """A buy of ten INFY at two per cent above the market, intraday."""
        return {
            "exch": "NSE", "tsym": "INFY-EQ", "trantype": "B", "prd": "I", "qty": "10",
            "dscqty": "0", "prctyp": "LMT", "prc": self.price("1.02"), "ret": "DAY", **fields,
        }  # fmt: skip

    def last(self, tsym: str = "INFY-EQ", exch: str = "NSE") -> Decimal:
        scrip = self.desk.listing.find(exch, tsym)
        assert scrip is not None
        quote = self.desk.exchange.quote(scrip.row.instrument_token)
        assert quote is not None
        return Decimal(f"{quote.last_price:.2f}")

    def price(self, times: str, tsym: str = "INFY-EQ") -> str:
        """The last price times a factor, on the tick."""
        scrip = self.desk.listing.find("NSE", tsym)
        assert scrip is not None
        tick = scrip.row.tick_size
        return str(((self.last(tsym) * Decimal(times)) / tick).to_integral_value() * tick)

    def run(self, seconds: float) -> None:
        """Let practice time pass."""
        self.clock.mono_ns += int(seconds * SECOND_NS)
        self.desk.step()

    async def move(self, to: str, tsym: str = "INFY-EQ") -> None:
        """Move a price to this many times the last one."""
        body = json.dumps(
            {"instrument": f"NSE:{tsym}", "withdraw": True, "fair": self.price(to, tsym)}
        )
        headers = {"Authorization": f"Bearer {self.account.api_secret}"}
        answer = await self.raw_control("/market", body, headers)
        assert answer.status_code == 200, answer.text
        for _ in range(20):
            self.run(0.5)

    async def raw_control(self, path: str, body: str, headers: dict[str, str]) -> httpx.Response:
        return await self.http.post(f"/__control{path}", content=body, headers=headers)

    async def control(self, path: str, **body: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.account.api_secret}"}
        answer = await self.raw_control(path, json.dumps(body), headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def row(self, number: str) -> dict[str, Any]:
        """The order's row in the book."""
        rows = await self.post("OrderBook")
        return next(row for row in rows if row["norenordno"] == number)

    async def reports(self, number: str) -> list[tuple[str, str]]:
        """(status, report) of the order's history, oldest first."""
        rows = await self.post("SingleOrdHist", norenordno=number)
        return [(row["status"], row["rpt"]) for row in reversed(rows)]

    def quick(self, **changes: str) -> dict[str, str]:
        """A right QuickAuth request, changed."""
        account = self.account
        seconds = self.clock.now_ns() // SECOND_NS
        return {
            "source": "API", "apkversion": "1.0.0", "uid": account.user_id,
            "pwd": sha256(account.password), "factor2": pyotp.TOTP(account.totp_secret).at(seconds),
            "vc": account.vendor_code, "appkey": sha256(f"{account.user_id}|{account.api_secret}"),
            "imei": "abc1234", **changes,
        }  # fmt: skip
