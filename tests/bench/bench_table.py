"""The watchlist against vnpy's TickMonitor: 1,000 symbols ticking, 50 rows visible, painted.

Ours: ten frames of 100 full ticks through the hub, one display frame, the cells painted. The peer: the
same ticks through its monitor, painted as rarely. The first line shows all our nine columns against all
its fourteen, the second ours as it opens. The best round counts for both; offscreen.
"""

import json
import os
import time
from pathlib import Path

import numpy as np

from terminal.domain.ids import InstrumentId
from terminal.domain.market import FeedMode, TickBatch
from tests.bench import Line, peer_python, run_peer

SYMBOLS, VISIBLE, FRAME = 1000, 50, 100
ROUNDS = 30
GOAL = 100.0
PEER = Path(__file__).parent / "peers" / "vnpy_table.py"


def _batches(slots: np.ndarray, step: int) -> list[TickBatch]:
    """Return one tick for every symbol, as the frames in which they would arrive."""
    batches = []
    for start in range(0, len(slots), FRAME):
        part = slots[start : start + FRAME]
        count = len(part)
        price = 100.0 + part * 0.05 + step * 0.05
        levels = np.arange(5) * 0.05
        ones = np.ones(count, dtype=np.int64)
        many = np.full((count, 5), 10 + step, dtype=np.int64)
        batches.append(
            TickBatch(
                mode=FeedMode.FULL,
                slots=part,
                last=price,
                open=np.full(count, 100.0),
                high=price + 1,
                low=np.full(count, 99.0),
                close=np.full(count, 100.0),
                last_quantity=ones,
                average=price,
                volume=ones * 1000 * step,
                buy_quantity=ones,
                sell_quantity=ones,
                oi=ones * 5000,
                oi_high=ones,
                oi_low=ones,
                last_trade_s=ones * 1_795_146_300,
                exchange_s=ones * 1_795_146_300,
                bid_price=price[:, None] - 0.05 - levels,
                bid_quantity=many,
                bid_orders=many,
                ask_price=price[:, None] + 0.05 + levels,
                ask_quantity=many,
                ask_orders=many,
            )
        )
    return batches


def measure(*, every_column: bool) -> float:
    """Return microseconds a tick, hub to painted cells, of the best round."""
    from PySide6.QtWidgets import QApplication

    from terminal.market.hub import Hub
    from terminal.runtime.clock import SystemClock
    from terminal.ui.models.quotes import QuotesModel
    from terminal.ui.panels.watchlist_paint import ROW_PX
    from terminal.ui.panels.watchlist_table import QuotesTable
    from terminal.ui.theme import Theme

    app = QApplication.instance() or QApplication([])
    failures: list[BaseException] = []
    clock = SystemClock()
    hub = Hub(clock=clock, on_failure=lambda _, error: failures.append(error))
    theme = Theme("dark")
    model = QuotesModel(hub=hub, clock=clock)
    table = QuotesTable(theme=theme)
    table.use_quotes(model)
    if every_column:
        for number in range(len(model.columns)):
            table.setColumnHidden(number, False)
    model.set_instruments(
        [(InstrumentId("NSE", f"STK{number:04d}"), None) for number in range(SYMBOLS)]
    )
    table.resize(1400, VISIBLE * ROW_PX + table.horizontalHeader().height())
    table.show()
    app.processEvents()
    first, last = table.visible_rows()
    assert last - first + 1 >= VISIBLE, (first, last)
    model.set_visible(first, last, FeedMode.FULL)
    slots = np.array([row.slot for row in model.rows], dtype=np.int64)
    times = []
    for step in range(ROUNDS):
        batches = _batches(slots, step)
        start = time.perf_counter()
        for batch in batches:
            hub.batch(batch, clock.now_ns())
        model.on_frame()
        app.processEvents()
        times.append((time.perf_counter() - start) / SYMBOLS * 1e6)
    shown = table.model().index(0, model.column_number("last")).data()
    expected = f"{100.0 + slots[0] * 0.05 + (ROUNDS - 1) * 0.05:.2f}"
    assert shown == expected, (shown, expected)
    assert not failures, failures
    table.close()
    model.close()
    table.deleteLater()
    return min(times)


def run() -> list[Line]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    goal = f"{GOAL:.0f}x vnpy TickMonitor"
    lines = [
        Line(name=name, ours=measure(every_column=every), unit="us", goal=goal)
        for name, every in (
            ("tick to painted, every column", True),
            ("tick to painted, as it opens", False),
        )
    ]
    python = peer_python("BENCH_PEER_VNPY")
    if python is None:
        return lines
    peer = json.loads(run_peer(python, str(PEER)))["us_per_tick"]
    for line in lines:
        line.peer, line.ratio = peer, peer / line.ours
        line.met = line.ratio >= GOAL
    return lines
