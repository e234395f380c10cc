"""A desk for the trigger service: a scripted facet, a real journal, a clock under test control."""

import asyncio
from collections import deque
from collections.abc import Callable
from decimal import Decimal
from itertools import count
from pathlib import Path

from msgspec.structs import replace

from terminal.domain.errors import RecordOutcome, TerminalError, Written
from terminal.domain.gtt import Gtt, GttIntent, GttKind, GttLeg, GttResult, GttRules, GttState
from terminal.domain.ids import BrokerOrderId, ClientOrderId, InstrumentId
from terminal.domain.notice import Notice, Objection
from terminal.domain.order import Order, OrderIntent, Product, Side
from terminal.domain.ports import Undo
from terminal.gtt.core import Tap
from terminal.gtt.service import GttService, Links
from terminal.runtime.writes import WriteJournal
from tests.fakes.broker import FakeBroker
from tests.fakes.clock import START_NS, FakeClock, settle
from tests.fakes.prices import FakePrices
from tests.make import ACCOUNT, CRUDE, INFY, NIFTY, NIFTY_CALL, Instruments, make_instrument

_numbers = count(1)


def leg(trigger: str, price: str, **fields: object) -> GttLeg:
    values: dict[str, object] = {
        "trigger_price": Decimal(trigger),
        "price": Decimal(price),
        "side": Side.SELL,
        "quantity": 10,
        "product": Product.CNC,
    }
    return GttLeg(**{**values, **fields})  # type: ignore[arg-type]


STOP = leg("95", "94.5")
TARGET = leg("110", "109.45")


def wish(*legs: GttLeg, **fields: object) -> GttIntent:
    """A single sale at 95 of a share at 100, with a fresh client id."""
    legs = legs or (STOP,)
    values: dict[str, object] = {
        "client_id": ClientOrderId(f"GTTX{next(_numbers):012d}"),
        "account": ACCOUNT,
        "instrument": INFY,
        "kind": GttKind.TWO_LEG if len(legs) == 2 else GttKind.SINGLE,
        "legs": legs,
        "last_price": Decimal(100),
    }
    return GttIntent(**{**values, **fields})  # type: ignore[arg-type]


def listed(key: str, *legs: GttLeg, **fields: object) -> Gtt:
    """A row as the broker lists it."""
    legs = legs or (STOP,)
    values: dict[str, object] = {
        "key": key,
        "account": ACCOUNT,
        "instrument": INFY,
        "symbol": "INFY",
        "kind": GttKind.TWO_LEG if len(legs) == 2 else GttKind.SINGLE,
        "state": GttState.ACTIVE,
        "legs": legs,
        "results": (None,) * len(legs),
        "last_price": Decimal(100),
        "created_ns": START_NS,
    }
    return Gtt(**{**values, **fields})  # type: ignore[arg-type]


def fired(row: Gtt, order_id: str | None, *, number: int = 0, text: str = "") -> Gtt:
    result = GttResult(
        order_id=None if order_id is None else BrokerOrderId(order_id),
        text=text,
        triggered_price=row.legs[number].trigger_price,
        triggered_ns=START_NS,
    )
    results = tuple(result if n == number else None for n in range(len(row.legs)))
    return replace(row, state=GttState.TRIGGERED, results=results)


class Held:
    """Holds a write's answer back until `open`; whether the broker did it is `does`."""

    def __init__(self, outcome: RecordOutcome | Exception | None = None, *, does: bool) -> None:
        self.outcome, self.does = outcome, does
        self.reached = asyncio.Event()
        self.go = asyncio.Event()


class Facet:
    """Implements `GttFacet` over a list in memory; writes are recorded and may be scripted.

    `script` holds (does it, what it answers): `(True, Unknown("lost"))` is a lost reply.
    """

    def __init__(self, rules: GttRules | None = None) -> None:
        self.given = rules or GttRules()
        self.rows: list[Gtt] = []
        self.script: deque[tuple[bool, RecordOutcome | Exception | None] | Held] = deque()
        self.failure: TerminalError | None = None
        self.reads = 0
        self.created: list[GttIntent] = []
        self.modified: list[tuple[Gtt, GttIntent]] = []
        self.deleted: list[Gtt] = []
        self._next = count(1001)

    @property
    def rules(self) -> GttRules:
        return self.given

    async def fetch(self) -> list[Gtt]:
        self.reads += 1
        await asyncio.sleep(0)
        if self.failure is not None:
            raise self.failure
        return list(self.rows)

    async def create(self, intent: GttIntent) -> RecordOutcome:
        self.created.append(intent)
        row = listed(
            str(next(self._next)),
            *intent.legs,
            instrument=intent.instrument,
            kind=intent.kind,
            created_ns=START_NS + 1,
        )
        return await self._answer(lambda: self.rows.append(row), Written(row.key))

    async def modify(self, gtt: Gtt, intent: GttIntent) -> RecordOutcome:
        self.modified.append((gtt, intent))
        return await self._answer(
            lambda: self.put(replace(gtt, legs=intent.legs, kind=intent.kind)), Written(gtt.key)
        )

    async def delete(self, gtt: Gtt) -> RecordOutcome:
        self.deleted.append(gtt)
        return await self._answer(
            lambda: self.put(replace(gtt, state=GttState.DELETED)), Written(gtt.key)
        )

    def put(self, row: Gtt) -> None:
        self.rows = [row if each.key == row.key else each for each in self.rows]

    async def _answer(self, do: Callable[[], None], usual: RecordOutcome) -> RecordOutcome:
        await asyncio.sleep(0)
        does, answer = True, None
        step = self.script.popleft() if self.script else None
        if isinstance(step, Held):
            step.reached.set()
            await step.go.wait()
            does, answer = step.does, step.outcome
        elif step is not None:
            does, answer = step
        if does:
            do()
        if isinstance(answer, Exception):
            raise answer
        return usual if answer is None else answer


class Feed:
    """A `TickFeed` by hand."""

    def __init__(self) -> None:
        self.taps: dict[InstrumentId, list[Tap]] = {}

    def follow(self, instrument: InstrumentId, tap: Tap) -> Undo:
        self.taps.setdefault(instrument, []).append(tap)
        return lambda: self.taps[instrument].remove(tap)

    def tick(self, instrument: InstrumentId, last: float, time_ns: int) -> None:
        for tap in list(self.taps.get(instrument, ())):
            tap(last, time_ns)

    def followed(self) -> set[InstrumentId]:
        return {instrument for instrument, taps in self.taps.items() if taps}


class Desk:
    """A service with one account."""

    def __init__(self, folder: Path, *, clock: FakeClock | None = None) -> None:
        self.clock = clock or FakeClock()
        self.journal = WriteJournal(folder / "writes.sqlite")
        self.prices = FakePrices()
        for instrument, price in ((INFY, 100.0), (NIFTY_CALL, 100.0), (NIFTY, 24000.0)):
            self.prices.set(instrument, price)
        self.instruments = Instruments(
            make_instrument(INFY),
            make_instrument(NIFTY_CALL, lot=75, symbol="NIFTY24000CE"),
            make_instrument(NIFTY, tick="0"),
            make_instrument(CRUDE, lot=100, tick="1"),
        )
        self.facet = Facet()
        self.broker = FakeBroker()
        self.broker.gtts = self.facet
        self.feed = Feed()
        self.orders: dict[str, Order] = {}
        self.objections: dict[str, tuple[Objection, ...]] = {}
        self.gated: list[OrderIntent] = []
        self.kill = False
        self.unauthorised = 0
        self.notices: list[Notice] = []
        self.failures: list[str] = []
        self.service = GttService(
            journal=self.journal,
            prices=self.prices,
            instruments=self.instruments,
            clock=self.clock,
            on_failure=lambda where, error: self.failures.append(f"{where}: {error!r}"),
            links=Links(
                order_of=lambda account, order_id: self.orders.get(order_id),
                gate=self._gate,
                killed=lambda: self.kill,
                unauthorised=lambda account, instrument, units: self.unauthorised,
            ),
            feed=self.feed,
        )
        self._undo = self.service.notices.connect(self.notices.append)

    def _gate(self, intent: OrderIntent) -> tuple[Objection, ...]:
        self.gated.append(intent)
        return self.objections.get("gate", ())

    async def open(self) -> "Desk":
        await self.journal.open()
        self.service.attach(self.broker)
        await self.service.refresh(ACCOUNT)
        await settle()
        return self

    async def close(self) -> None:
        await self.service.aclose()
        await self.journal.aclose()

    @property
    def titles(self) -> list[str]:
        return [notice.title for notice in self.notices]

    async def fates(self) -> list[str]:
        """Return the client ids whose fate the journal does not know."""
        return [e.client_id for e in await self.journal.load_open("gtt", ACCOUNT)]
