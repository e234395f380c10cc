"""The market panels' stage: a real hub and catalog over a few instruments, ticks by hand."""

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from terminal.domain.ids import AccountId, InstrumentId, InstrumentKind
from terminal.domain.market import FeedMode
from terminal.domain.ports import MasterColumns
from terminal.market.catalog import Catalog
from terminal.market.hub import Hub
from terminal.ui.link import Link, TicketRequest
from terminal.ui.models.lists import SavedList, SavedLists
from tests.fakes.clock import FakeClock

ACCOUNT = AccountId("kite:ZA1234")
ROWS = (
    ("NSE", "NIFTY 50", "NIFTY 50", "INDEX", "INDICES", "", 0.0, 0.05, 1),
    ("NSE", "INFY", "INFOSYS", "EQ", "NSE", "", 0.0, 0.05, 1),
    ("NSE", "RELIANCE", "RELIANCE INDUSTRIES", "EQ", "NSE", "", 0.0, 0.1, 1),
    ("NSE", "TCS", "TATA CONSULTANCY", "EQ", "NSE", "", 0.0, 0.1, 1),
    ("NFO", "NIFTY26NOV24000CE", "NIFTY", "CE", "NFO-OPT", "2026-11-24", 24000.0, 0.05, 65),
)
INFY = InstrumentId("NSE", "INFY")
RELIANCE = InstrumentId("NSE", "RELIANCE")
TCS = InstrumentId("NSE", "TCS")
NIFTY = InstrumentId("NSE", "NIFTY 50", InstrumentKind.INDEX)


class Inline:
    """A worker without a thread."""

    async def run(self, fn, *args):
        return fn(*args)


class Store:
    """A watchlist store in memory that counts."""

    def __init__(self, lists: SavedLists | None = None) -> None:
        self.lists = lists
        self.saves = 0

    def load(self) -> SavedLists | None:
        return self.lists

    def save(self, lists: SavedLists) -> None:
        self.lists = lists
        self.saves += 1

    def active_ids(self) -> list[str]:
        assert self.lists is not None
        return self.lists.lists[self.lists.active].instruments


def saved(*instruments: InstrumentId, name: str = "Main") -> Store:
    return Store(
        SavedLists(lists=[SavedList(name=name, instruments=[str(i) for i in instruments])])
    )


class MarketRig:
    """Hub, catalog and link; what the link said is kept in `tickets`, `charts`, `depths`."""

    def __init__(self, clock: FakeClock, failures) -> None:
        self.clock = clock
        self.hub = Hub(clock=clock, on_failure=failures, capacity=256)
        self.hub.add_source(ACCOUNT)
        self.hub.source_state(ACCOUNT, live=True)
        self.catalog = Catalog(on_failure=failures)
        self.link = Link(failures)
        self.tickets: list[TicketRequest] = []
        self.charts: list[InstrumentId] = []
        self.depths: list[InstrumentId] = []
        self.link.ticket.connect(self.tickets.append)
        self.link.chart.connect(self.charts.append)
        self.link.depth.connect(self.depths.append)

    def load_catalog(self, rows: Sequence[tuple] = ROWS) -> None:
        def texts(place: int):
            return np.array([row[place] for row in rows], dtype=np.object_)

        columns = MasterColumns(
            exchange=texts(0),
            symbol=texts(1),
            name=texts(2),
            kind=texts(3),
            segment=texts(4),
            expiry=texts(5),
            strike=np.array([row[6] for row in rows]),
            tick_size=np.array([row[7] for row in rows]),
            lot_size=np.array([row[8] for row in rows], dtype=np.int64),
            broker_key=np.arange(len(rows), dtype=np.int64),
        )
        loading = self.catalog.load(columns, Inline())
        try:
            loading.send(None)
        except StopIteration:
            return
        raise AssertionError("loading without a thread has nothing to wait for")

    def call_id(self) -> InstrumentId:
        found = self.catalog.by_symbol("NFO", "NIFTY26NOV24000CE")
        assert found is not None
        assert found.id.strike == Decimal(24000)
        return found.id

    def tick(
        self,
        instrument: InstrumentId,
        last: float,
        *,
        close: float = 100.0,
        buy: int = 3000,
        sell: int = 1000,
    ) -> None:
        """Send one full tick: five bids below and five asks above the last price."""
        slot = self.hub.slot(instrument)
        assert slot is not None, f"nobody watches {instrument}"
        seconds = self.clock.now_ns() // 1_000_000_000
        values: list[float] = [last, 25, 100.5, 123456, buy, sell, 99.0, 110.0, 90.0, close]
        values += [seconds, 5000, 6000, 4000, seconds]
        for level in range(5):
            values += [100 * (level + 1), round(last - 0.05 * (level + 1), 2), level + 1]
        for level in range(5):
            values += [50 * (level + 1), round(last + 0.05 * (level + 1), 2), level + 2]
        self.hub.tick(slot, FeedMode.FULL, tuple(values), self.clock.now_ns())

    def mode(self, instrument: InstrumentId) -> FeedMode | None:
        wanted = self.hub.wanted(ACCOUNT).get(instrument)
        return None if wanted is None else wanted[1]
