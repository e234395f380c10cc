"""vnpy's TickMonitor: 1,000 symbols ticking, 50 rows visible. Prints microseconds a tick.

Its own path, from the event engine's handler (the monitor's signal) to painted cells; painting is let
through once per 1,000 ticks, which is kinder to it than a live feed.
"""

import json
import sys
import time
from datetime import UTC, datetime

from vnpy.event import Event
from vnpy.trader.constant import Exchange
from vnpy.trader.event import EVENT_TICK
from vnpy.trader.object import TickData
from vnpy.trader.ui.qt import QtCore, QtWidgets
from vnpy.trader.ui.widget import TickMonitor

SYMBOLS, VISIBLE = 1000, 50
rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3


class Engine:
    """Only what a monitor asks of the event engine: a place to register."""

    def register(self, kind, handler):
        self.handler = handler


QtCore.QSettings.setDefaultFormat(QtCore.QSettings.Format.IniFormat)
app = QtWidgets.QApplication([])
engine = Engine()
monitor = TickMonitor(None, engine)
row = monitor.verticalHeader().defaultSectionSize()
monitor.resize(1400, VISIBLE * row + monitor.horizontalHeader().sizeHint().height() + 4)
monitor.show()


def tick(number, step):
    price = 100 + number * 0.05 + step * 0.05
    return TickData(
        gateway_name="KITE",
        symbol=f"STK{number:04d}",
        exchange=Exchange.SSE,
        datetime=datetime(2026, 11, 20, 10, 0, step % 60, tzinfo=UTC),
        name=f"STK{number:04d}",
        last_price=price,
        volume=1000.0 * step,
        open_price=100.0,
        high_price=price + 1,
        low_price=99.0,
        bid_price_1=price - 0.05,
        bid_volume_1=10.0 + step,
        ask_price_1=price + 0.05,
        ask_volume_1=20.0 + step,
    )


for number in range(SYMBOLS):
    engine.handler(Event(EVENT_TICK, tick(number, 0)))
app.processEvents()
best = float("inf")
for step in range(1, rounds + 1):
    events = [Event(EVENT_TICK, tick(number, step)) for number in range(SYMBOLS)]
    start = time.perf_counter()
    for event in events:
        engine.handler(event)
    app.processEvents()
    best = min(best, (time.perf_counter() - start) / SYMBOLS * 1e6)
print(json.dumps({"us_per_tick": best, "rows": monitor.rowCount()}))
