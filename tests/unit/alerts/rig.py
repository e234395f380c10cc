"""The alert service over a hub fed by hand and a broker whose every answer is scripted."""

import asyncio
from collections import deque
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from terminal.alerts.service import AlertService
from terminal.alerts.store import AlertStore
from terminal.domain.alert import (
    Alert,
    AlertEvent,
    AlertOperator,
    AlertRules,
    AlertState,
    AlertTerms,
)
from terminal.domain.errors import Accepted, TerminalError, Unknown, WriteOutcome, Written
from terminal.domain.ids import AccountId, BrokerOrderId, ClientOrderId, InstrumentId
from terminal.domain.market import FeedMode
from terminal.domain.notice import Notice, Objection, Refused
from terminal.domain.order import OrderIntent
from terminal.market.hub import Hub
from terminal.runtime.worker import Worker
from terminal.runtime.writes import WriteJournal
from tests.fakes.broker import FakeBroker
from tests.fakes.clock import FakeClock, eventually, settle
from tests.make import ACCOUNT, INFY, NIFTY, NIFTY_CALL, Instruments, make_instrument

OPERATORS = tuple(each for each in AlertOperator if each is not AlertOperator.CROSSES)
LOST = "the reply was lost"


def terms(client_id: str = "AA", **fields: Any) -> AlertTerms:
    """INFY at least 1,500, at the broker."""
    values: dict[str, Any] = {
        "client_id": ClientOrderId(client_id),
        "account": ACCOUNT,
        "name": "INFY high",
        "instrument": INFY,
        "operator": AlertOperator.AT_LEAST,
        "level": Decimal(1500),
    }
    return AlertTerms(**(values | fields))


class FakeAlerts:
    """An `AlertFacet` that keeps its list. `script` says what becomes of the next writes.

    "ok", "lost" (done, the reply gone), "never" (not done, the reply gone), an outcome, an exception.
    """

    def __init__(self) -> None:
        self.rows: dict[str, Alert] = {}
        self.histories: dict[str, list[AlertEvent]] = {}
        self.script: deque[Any] = deque()
        self.writes: list[tuple[str, Any]] = []
        self.reads = 0
        self.failure: TerminalError | None = None
        self.hold: asyncio.Event | None = None
        self.rules = AlertRules(operators=OPERATORS)

    def add(self, given: AlertTerms, **fields: Any) -> Alert:
        key = fields.pop("key", f"u{len(self.rows) + 1}")
        alert = Alert(key=key, terms=replace(given, client_id=ClientOrderId("")), symbol="INFY",
                      state=AlertState.ENABLED, created_ns=len(self.rows) + 1)  # fmt: skip
        self.rows[key] = replace(alert, **fields)
        return self.rows[key]

    def fire(self, key: str, event: AlertEvent) -> None:
        self.rows[key] = replace(self.rows[key], fired=self.rows[key].fired + 1)
        self.histories.setdefault(key, []).insert(0, event)

    async def fetch(self) -> list[Alert]:
        self.reads += 1
        await asyncio.sleep(0)
        if self.failure is not None:
            raise self.failure
        return list(self.rows.values())

    async def create(self, given: AlertTerms) -> Any:
        return await self._write("create", given, lambda: self.add(given).key)

    async def modify(self, alert: Alert, given: AlertTerms) -> Any:
        def do() -> str:
            self.rows[alert.key] = replace(self.rows[alert.key], terms=given)
            return alert.key

        return await self._write("modify", given, do)

    async def delete(self, alerts: Sequence[Alert]) -> Any:
        def do() -> str:
            for alert in alerts:
                del self.rows[alert.key]
            return ""

        return await self._write("delete", tuple(alert.key for alert in alerts), do)

    async def fetch_history(self, alert: Alert) -> list[AlertEvent]:
        await asyncio.sleep(0)
        if self.failure is not None:
            raise self.failure
        return list(self.histories.get(alert.key, []))

    async def _write(self, verb: str, what: Any, do: Any) -> Any:
        self.writes.append((verb, what))
        if self.hold is not None:
            await self.hold.wait()
        step = self.script.popleft() if self.script else "ok"
        if isinstance(step, Exception):
            raise step
        if step == "ok":
            return Written(do())
        if step == "lost":
            do()
            return Unknown(LOST)
        return Unknown(LOST) if step == "never" else step


class Rig:
    """Everything that a test needs, open after `await rig.open()`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.failures: list[tuple[str, BaseException]] = []
        self.clock = FakeClock()
        self.hub = Hub(clock=self.clock, on_failure=self.on_failure, capacity=32)
        self.facet = FakeAlerts()
        self.broker = FakeBroker()
        self.broker.alerts = self.facet
        self.worker = Worker("files")
        self.journal = WriteJournal(path / "writes.sqlite")
        self.instruments = Instruments(
            make_instrument(INFY), make_instrument(NIFTY), make_instrument(NIFTY_CALL, lot=65)
        )
        self.pnl: dict[tuple[AccountId, InstrumentId | None], float] = {}
        self.objections: tuple[Objection, ...] = ()
        self.killed = False
        self.sent: list[tuple[OrderIntent, frozenset[str]]] = []
        self.answers: deque[WriteOutcome | Refused] = deque()
        self.hold_orders: asyncio.Event | None = None
        self.numbers = 0
        self.notices: list[Notice] = []
        self.events: list[AlertEvent] = []
        self.service = self.make()

    def make(self) -> AlertService:
        service = AlertService(
            journal=self.journal,
            store=AlertStore(self.path / "alerts.json", worker=self.worker),
            market=self.hub,
            instruments=self.instruments,
            clock=self.clock,
            order_gate=lambda intent: self.objections,
            killed=lambda: self.killed,
            send_order=self._send,
            new_client_id=self.new_id,
            pnl_of=lambda account, instrument: self.pnl.get((account, instrument)),
            on_failure=self.on_failure,
        )
        service.notices.connect(lambda notice: self.notices.append(notice))
        service.fired.connect(lambda event: self.events.append(event))
        return service

    def new_id(self) -> ClientOrderId:
        self.numbers += 1
        return ClientOrderId(f"NEW{self.numbers:04d}")

    def on_failure(self, name: str, error: BaseException) -> None:
        self.failures.append((name, error))

    async def open(self) -> None:
        await self.journal.open()
        self.hub.add_source(ACCOUNT)
        self.hub.source_state(ACCOUNT, live=True)
        await self.log_in()

    async def log_in(self) -> None:
        await self.service.open()
        self.service.attach(self.broker)
        await self.service.refresh(ACCOUNT)
        await settle()

    async def restart(self) -> None:
        """End without settling anything, as a killed process does, and start anew."""
        old = self.service
        for entry in old._accounts.values():
            await entry.sends.aclose()
            await entry.watches.aclose()
        old._local._engine.close()
        await old._local._looks.aclose()
        await old._local._scope.aclose()
        self.service = self.make()
        await self.log_in()

    async def close(self) -> None:
        await self.service.aclose()
        await self.journal.aclose()
        await self.worker.aclose()
        assert self.failures == []

    def price(self, last: float, instrument: InstrumentId = INFY, **fields: float) -> None:
        """Let a full tick arrive."""
        watch = self.hub.watch(instrument, FeedMode.FULL)
        close = fields.get("close", 1000.0)
        volume, oi = int(fields.get("volume", 5000)), int(fields.get("oi", 70))
        values = (last, 1, last, volume, 0, 0, last, last, last, close, 0, oi, 0, 0, 0)
        self.hub.tick(
            watch.slot, FeedMode.FULL, (*values, *([0, 0.0, 0] * 10)), self.clock.now_ns()
        )

    async def tick(self, last: float, instrument: InstrumentId = INFY, **fields: float) -> None:
        """A tick, and the look at it."""
        self.price(last, instrument, **fields)
        await self.clock.advance(0.06)

    def titles(self) -> list[str]:
        return [notice.title for notice in self.notices]

    async def _send(self, intent: OrderIntent, confirmed: frozenset[str]) -> WriteOutcome | Refused:
        self.sent.append((intent, confirmed))
        await asyncio.sleep(0)
        if self.hold_orders is not None:
            await self.hold_orders.wait()
        return self.answers.popleft() if self.answers else Accepted(BrokerOrderId("7"))


__all__ = ["LOST", "FakeAlerts", "Rig", "eventually", "settle", "terms"]
