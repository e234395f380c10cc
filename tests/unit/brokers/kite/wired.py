"""A Kite account over a scripted network: requests are recorded, replies come from a function."""

import json
import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import httpx

from terminal.brokers.kite import wire
from terminal.brokers.kite.broker import KiteBroker
from terminal.brokers.kite.calls_channel import KiteChannel
from terminal.brokers.kite.config import KiteConfig, live_config
from terminal.brokers.kite.instruments import InstrumentMap, parse_instruments
from terminal.domain.ids import AccountId, ClientOrderId, InstrumentId, InstrumentKind
from terminal.domain.order import OrderIntent, OrderType, Product, Side
from terminal.domain.ports import SessionInfo
from terminal.runtime.worker import Worker
from terminal.transport.http import HttpTransport
from tests.fakes.clock import FakeClock
from tests.fakes.over_httpx import OverHttpx

Reply = httpx.Response | Exception
ACCOUNT = AccountId("kite:ZA1234")
INFY = InstrumentId("NSE", "INFY")
MM = InstrumentId("NSE", "M&M")
FUTURE = InstrumentId("NFO", "NIFTY", InstrumentKind.FUTURE, date(2026, 11, 24))
CSV = (
    b"instrument_token,exchange_token,tradingsymbol,name,last_price,expiry,strike,tick_size,"
    b"lot_size,instrument_type,segment,exchange\n"
    b"408065,1594,INFY,INFOSYS,0,,0,0.05,1,EQ,NSE,NSE\n"
    b"519937,2031,M&M,MAHINDRA & MAHINDRA,0,,0,0.05,1,EQ,NSE,NSE\n"
    b"256265,1001,NIFTY 50,NIFTY 50,0,,0,0,0,EQ,INDICES,NSE\n"
    b"12683010,49543,NIFTY26NOVFUT,NIFTY,0,2026-11-24,0,0.05,75,FUT,NFO-FUT,NFO\n"
)


def ok(data: Any) -> httpx.Response:
    return httpx.Response(200, json={"status": "success", "data": data})


def no(status: int, error_type: str, message: str) -> httpx.Response:
    body = {"status": "error", "error_type": error_type, "message": message, "data": None}
    return httpx.Response(status, json=body)


class Network(httpx.AsyncBaseTransport):
    """Records each request; `replies` are used up in order, then `answer` is asked."""

    def __init__(self, *replies: Reply, answer: Callable[[httpx.Request], Reply] | None = None):
        self.replies = list(replies)
        self.answer = answer
        self.requests: list[httpx.Request] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if self.replies:
            reply = self.replies.pop(0)
        else:
            assert self.answer is not None, f"unexpected {request.method} {request.url}"
            reply = self.answer(request)
        if isinstance(reply, Exception):
            raise reply
        return reply

    @property
    def last(self) -> httpx.Request:
        return self.requests[-1]

    def form(self, index: int = -1) -> dict[str, str]:
        return dict(parse_qsl(self.requests[index].content.decode(), keep_blank_values=True))

    def json(self, index: int = -1) -> Any:
        return json.loads(self.requests[index].content, parse_float=Decimal)


def make_channel(
    network: Network, *, clock: FakeClock | None = None, config: KiteConfig | None = None, **options
) -> KiteChannel:
    clock = clock or FakeClock()
    config = config or live_config()
    http = HttpTransport(
        clock=clock,
        timeouts=config.timeouts,
        headers={"X-Kite-Version": "3"},
        pool=OverHttpx(network),
        trust_environment=False,
    )
    options.setdefault("on_wait", lambda lane, seconds: None)
    return KiteChannel(
        config=config,
        http=http,
        clock=clock,
        api_key="apikey1",
        access_token="accesstoken1",
        rng=random.Random(5),
        **options,
    )


def make_broker(
    network: Network,
    *,
    clock: FakeClock | None = None,
    config: KiteConfig | None = None,
    cache: Path | None = None,
    worker: Worker | None = None,
    products: tuple[str, ...] = ("CNC", "NRML", "MIS", "BO", "CO"),
) -> KiteBroker:
    """Return an account that knows the instruments of `CSV`."""
    clock = clock or FakeClock()
    config = config or live_config()

    async def forget() -> None:
        return None

    broker = KiteBroker(
        config=config,
        channel=make_channel(network, clock=clock, config=config),
        session=SessionInfo(
            account=ACCOUNT,
            broker="kite",
            user_id="ZA1234",
            user_name="A Trader",
            environment=config.environment,
            practice=config.practice,
            login_ns=clock.now_ns(),
        ),
        profile=wire.Profile(user_id="ZA1234", products=list(products)),
        clock=clock,
        worker=worker or Worker("unused"),
        cache=cache or Path("/nonexistent"),
        on_failure=lambda where, error: None,
        forget=forget,
    )
    broker._map = InstrumentMap(parse_instruments(CSV))
    return broker


def make_intent(**fields) -> OrderIntent:
    given = {
        "client_id": ClientOrderId("TT0000000001"),
        "account": ACCOUNT,
        "instrument": INFY,
        "side": Side.BUY,
        "quantity": 10,
        "order_type": OrderType.LIMIT,
        "product": Product.CNC,
        "price": Decimal("1500.50"),
    }
    return OrderIntent(**{**given, **fields})
