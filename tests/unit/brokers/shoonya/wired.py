"""A Shoonya account over a scripted network: requests are recorded, replies come from a function."""

import json
import random
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import httpx

from terminal.brokers.shoonya.broker import Rights, ShoonyaBroker, rights
from terminal.brokers.shoonya.broker_market import FreshPrice
from terminal.brokers.shoonya.calls_channel import ShoonyaChannel
from terminal.brokers.shoonya.config import ShoonyaConfig, classic_config, live_config
from terminal.brokers.shoonya.wire import ProductRule, User
from terminal.domain.ids import AccountId, ClientOrderId, InstrumentId, InstrumentKind
from terminal.domain.order import OrderIntent, OrderType, Product, Side
from terminal.domain.ports import SessionInfo
from terminal.transport.http import HttpTransport
from tests.fakes.clock import FakeClock
from tests.fakes.over_httpx import OverHttpx

Reply = httpx.Response | Exception
ACCOUNT = AccountId("shoonya:FA1")
RELIANCE = InstrumentId("NSE", "RELIANCE")
MM = InstrumentId("NSE", "M&M")
FUTURE = InstrumentId("NFO", "RELIANCE", InstrumentKind.FUTURE, date(2026, 11, 24))
CALL = InstrumentId("NFO", "RELIANCE", InstrumentKind.CALL, date(2026, 11, 24), Decimal(1500))
NAMES = {
    RELIANCE: ("RELIANCE-EQ", "2885"),
    MM: ("M&M-EQ", "2031"),
    FUTURE: ("RELIANCE24NOV26F", "52509"),
    CALL: ("RELIANCE24NOV26C1500", "90001"),
}
NO_DATA = 'Error Occurred : 5 "no data"'
HTML = "<html><head><title>502 Bad Gateway</title></head></html>"
TOKEN = "accesstoken1"
STAMP = "09:20:03 20-11-2026"


def ok(data: Any = None) -> httpx.Response:
    """A list as it is, or an object with `stat` Ok."""
    if isinstance(data, list):
        return httpx.Response(200, json=data)
    return httpx.Response(200, json={"request_time": STAMP, "stat": "Ok", **(data or {})})


def no(emsg: str, status: int = 400) -> httpx.Response:
    body = {"stat": "Not_Ok", "request_time": STAMP, "emsg": emsg}
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

    @property
    def routes(self) -> list[str]:
        return [route_of(request) for request in self.requests]

    def body(self, index: int = -1) -> str:
        return self.requests[index].content.decode()

    def fields(self, index: int = -1) -> dict[str, Any]:
        """Return what the server reads: it cuts the body at `&` before reading JSON."""
        first = self.body(index).split("&")[0]
        assert first.startswith("jData=")
        return json.loads(first.removeprefix("jData="))


def route_of(request: httpx.Request) -> str:
    return request.url.path.rpartition("/")[2]


class FakeMarket:
    """The market side by a table of names; `price` is what protection is measured from."""

    def __init__(self) -> None:
        self.known = True
        self.price: FreshPrice | Exception | None = FreshPrice(
            last=Decimal("1384.00"), tick=Decimal("0.10")
        )
        self.asked: list[InstrumentId] = []

    @property
    def instruments(self) -> "FakeMarket | None":
        return self if self.known else None

    def symbol(self, instrument: InstrumentId) -> str | None:
        return NAMES[instrument][0] if instrument in NAMES else None

    def token(self, instrument: InstrumentId) -> str | None:
        return NAMES[instrument][1] if instrument in NAMES else None

    def id_of_symbol(self, exchange: str, symbol: str) -> InstrumentId:
        for instrument, (name, _) in NAMES.items():
            if (instrument.venue, name) == (exchange, symbol):
                return instrument
        return InstrumentId(exchange, symbol, InstrumentKind.UNKNOWN)

    def lot_size(self, instrument: InstrumentId) -> int:
        return 1

    def tick_size(self, instrument: InstrumentId) -> Decimal:
        return Decimal("0.10")

    async def fetch_price(self, instrument: InstrumentId) -> FreshPrice | None:
        self.asked.append(instrument)
        if isinstance(self.price, Exception):
            raise self.price
        return self.price


def make_channel(
    network: Network, *, clock: FakeClock | None = None, config: ShoonyaConfig | None = None
) -> ShoonyaChannel:
    clock, config = clock or FakeClock(), config or live_config()
    return ShoonyaChannel(
        config=config,
        http=HttpTransport(
            clock=clock,
            timeouts=config.timeouts,
            headers={},
            pool=OverHttpx(network),
            trust_environment=False,
        ),
        clock=clock,
        on_wait=lambda lane, seconds: None,
        uid="FA1",
        actid="FA1",
        token=TOKEN,
        rng=random.Random(5),
    )


def all_rights(
    config: ShoonyaConfig, *types: str, products: Sequence[str] = ("C", "M", "I", "H", "B")
) -> Rights:
    rules = [ProductRule(prd=word) for word in products]
    user = User(orarr=list(types or ("LMT", "MKT", "SL-LMT", "SL-MKT")), prarr=rules)
    return rights(
        user,
        config,
        triggers=frozenset({"LTP_A_O", "LTP_B_O", "LMT_BOS_O"}),
        alerts=frozenset({"LTP_A", "LTP_B"}),
    )


class Wired:
    """An account with its network, market side and what was told to the person."""

    def __init__(self, *replies: Reply, classic: bool = False, **options: Any) -> None:
        self.network = Network(*replies)
        self.market = FakeMarket()
        self.told: list[str] = []
        self.forgotten = 0
        config = options.pop("config", None) or (classic_config() if classic else live_config())
        self.channel = make_channel(self.network, config=config, clock=options.pop("clock", None))
        self.broker = ShoonyaBroker(
            config=config,
            channel=self.channel,
            session=SessionInfo(
                account=ACCOUNT,
                broker="shoonya",
                user_id="FA1",
                user_name="A Trader",
                environment=config.environment,
                practice=config.practice,
                login_ns=1,
            ),
            rights=options.pop("rights", None) or all_rights(config),
            make_market=lambda account, decode: self.market,
            forget=self._forget,
            tell=lambda title, words: self.told.append(words),
        )
        assert not options

    async def _forget(self) -> None:
        self.forgotten += 1


def make_intent(**fields: Any) -> OrderIntent:
    given = {
        "client_id": ClientOrderId("TT0000000001"),
        "account": ACCOUNT,
        "instrument": RELIANCE,
        "side": Side.BUY,
        "quantity": 10,
        "order_type": OrderType.LIMIT,
        "product": Product.CNC,
        "price": Decimal("1384.50"),
    }
    return OrderIntent(**{**given, **fields})
