"""The GTT panel over the real trigger service, a scripted list at the broker, and prices by hand."""

from collections import deque
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from terminal.domain.errors import RecordOutcome, Written
from terminal.domain.gtt import Gtt, GttIntent, GttKind, GttLeg, GttResult, GttRules, GttState
from terminal.domain.ids import BrokerOrderId
from terminal.domain.market import Bar, Interval
from terminal.domain.order import Product, Side
from terminal.gtt.service import GttService, Links
from terminal.market.bars import BarSeries
from terminal.runtime.tasks import TaskScope
from terminal.runtime.writes import WriteJournal
from terminal.ui.link import GttRequest
from terminal.ui.panels.gtt import GttPanel
from tests.fakes.clock import START_NS, settle
from tests.gui import trading_desk
from tests.gui.trading_desk import TradingDesk
from tests.make import ACCOUNT, INFY

YEAR_NS = 365 * 86_400_000_000_000
Test = Callable[["GttDesk"], Any]


def make_leg(trigger: str = "95", **fields: Any) -> GttLeg:
    values: dict[str, Any] = {
        "trigger_price": Decimal(trigger),
        "side": Side.SELL,
        "quantity": 10,
        "price": Decimal(trigger) - Decimal("0.5"),
        "product": Product.CNC,
    }
    return GttLeg(**(values | fields))


def make_gtt(key: str = "1001", *legs: GttLeg, **fields: Any) -> Gtt:
    """An active trigger that sells 10 INFY when the price falls to 95, made at a price of 100."""
    chosen = legs or (make_leg(),)
    values: dict[str, Any] = {
        "key": key,
        "account": ACCOUNT,
        "instrument": INFY,
        "symbol": "INFY",
        "kind": GttKind.TWO_LEG if len(chosen) == 2 else GttKind.SINGLE,
        "state": GttState.ACTIVE,
        "legs": chosen,
        "results": (None,) * len(chosen),
        "last_price": Decimal(100),
        "created_ns": START_NS,
        "updated_ns": START_NS,
        "expires_ns": START_NS + YEAR_NS,
    }
    return Gtt(**(values | fields))


def fired(gtt: Gtt, order_id: str | None = "250001", text: str = "") -> Gtt:
    """The same trigger after its first leg fired."""
    result = GttResult(
        order_id=None if order_id is None else BrokerOrderId(order_id),
        text=text,
        triggered_ns=START_NS,
    )
    results = (result, *gtt.results[1:])
    return replace(gtt, state=GttState.TRIGGERED, results=results)


class Triggers:
    """The broker's list. `outcomes` scripts the answers to writes; `calls` records them."""

    def __init__(self) -> None:
        self.rows: list[Gtt] = []
        self.outcomes: deque[RecordOutcome] = deque()
        self.calls: list[tuple[str, GttIntent | Gtt]] = []
        self.taken = GttRules()
        self.failure: Exception | None = None
        self._number = 2000

    @property
    def rules(self) -> GttRules:
        return self.taken

    async def fetch(self) -> list[Gtt]:
        if self.failure is not None:
            raise self.failure
        return list(self.rows)

    async def create(self, intent: GttIntent) -> RecordOutcome:
        self.calls.append(("create", intent))
        if self.outcomes:
            return self.outcomes.popleft()
        self._number += 1
        self.rows.append(
            make_gtt(
                str(self._number),
                *intent.legs,
                account=intent.account,
                instrument=intent.instrument,
                last_price=intent.last_price,
            )
        )
        return Written(str(self._number))

    async def modify(self, gtt: Gtt, intent: GttIntent) -> RecordOutcome:
        self.calls.append(("modify", intent))
        if self.outcomes:
            return self.outcomes.popleft()
        self.rows = [
            replace(r, legs=intent.legs, kind=intent.kind) if r.key == gtt.key else r
            for r in self.rows
        ]
        return Written(gtt.key)

    async def delete(self, gtt: Gtt) -> RecordOutcome:
        self.calls.append(("delete", gtt))
        if self.outcomes:
            return self.outcomes.popleft()
        self.rows = [
            replace(r, state=GttState.DELETED) if r.key == gtt.key else r for r in self.rows
        ]
        return Written(gtt.key)


class GttDesk(TradingDesk):
    """The trading desk with triggers."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.triggers = Triggers()
        self.broker.gtts = self.triggers
        self.writes = WriteJournal(path / "writes.db")
        self.series = TaskScope("test series", self.on_failure)
        self.bars: list[Bar] = []
        self.no_bars: Exception | None = None
        self.killed = False
        self.gtts = GttService(
            journal=self.writes,
            prices=self.hub,
            instruments=self.instruments,
            clock=self.clock,
            on_failure=self.on_failure,
            links=Links(order_of=self._order_of, killed=lambda: self.killed),
        )
        self.said: list[str] = []
        self.gtts.notices.connect(lambda notice: self.said.append(f"{notice.title} {notice.text}"))

    def _order_of(self, account, order_id):
        return next(
            (o for o in self.orders.book.orders() if o.broker_id == order_id or o.key == order_id),
            None,
        )

    async def open(self) -> None:
        await super().open()
        await self.writes.open()
        self.orders.book.changed.connect(self.gtts.note_order)

    async def attach(self) -> None:
        self.gtts.attach(self.broker)
        await self.gtts.refresh(ACCOUNT)

    async def close(self) -> None:
        panels, self.panels = self.panels, []
        for panel in panels:
            await panel.aclose()
            panel.hide()
        await self.gtts.aclose()
        await self.series.aclose()
        await self.writes.aclose()
        await super().close()
        for panel in panels:
            panel.deleteLater()

    def history(self, count: int = 60, around: float = 100.0) -> None:
        """Script closed five-minute bars up to now."""
        step = Interval.MINUTE_5.seconds * 1_000_000_000
        end = self.clock.now_ns() // step * step - step
        self.bars = [
            Bar(end - (count - 1 - n) * step, around, around + 1, around - 1, around + n % 5, 10.0)
            for n in range(count)
        ]

    async def _fetch(self, _interval: Interval, start_ns: int, end_ns: int) -> list[Bar]:
        if self.no_bars is not None:
            raise self.no_bars
        return [bar for bar in self.bars if start_ns <= bar.open_ns <= end_ns]

    def open_series(self, instrument, interval) -> BarSeries:
        return BarSeries(
            instrument=instrument,
            interval=interval,
            fetch=self._fetch,
            hub=self.hub,
            clock=self.clock,
            scope=self.series,
            on_failure=self.on_failure,
        )

    def gtt_panel(self) -> GttPanel:
        panel = GttPanel(
            gtts=self.gtts,
            orders=self.orders,
            portfolio=self.portfolio,
            instruments=self.instruments,
            hub=self.hub,
            clock=self.clock,
            link=self.link,
            open_series=self.open_series,
            theme=self.theme,
            frame=self.frame,
            on_failure=self.on_failure,
        )
        shown: GttPanel = self._show(panel)
        panel.resize(900, 420)
        return shown

    async def panel_with(self, *gtts: Gtt) -> GttPanel:
        """The panel over these triggers at the broker."""
        self.triggers.rows = list(gtts)
        await self.attach()
        panel = self.gtt_panel()
        self.frame.tick()
        return panel

    async def editing(self, last: float = 100.0, **fields: Any) -> GttPanel:
        """The panel with its editor open on a new trigger for INFY at a price of 100."""
        panel = await self.panel_with()
        instrument = fields.pop("instrument", INFY)
        self.link.open_gtt(GttRequest(instrument=instrument, **fields))
        self.price(instrument, last)
        await settle()
        self.frame.tick()
        return panel


def cell(panel: GttPanel, key: str, row: int = 0) -> str:
    text = panel.model.data(panel.model.index(row, panel.model.column_number(key)))
    assert isinstance(text, str)
    return text


@pytest.fixture
def on_gtt_desk(qapp: QApplication, tmp_path: Path, monkeypatch) -> Callable[[Test], None]:
    """Run a coroutine function with a desk that has triggers."""
    monkeypatch.setattr(trading_desk, "TradingDesk", GttDesk)
    return lambda test: trading_desk.run(test, tmp_path)
