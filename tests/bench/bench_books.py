"""Books of 5,000 rows: opening a panel to its first paint, sorting by every column, a filter's keystroke.

No peer: the promises are parts of a second. Offscreen, 1100 x 420; the slowest column and keystroke.
"""

import asyncio
import os
import tempfile
import time
from collections.abc import Awaitable, Callable
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.bench import Line

ROWS = 5000
Make = Callable[[], tuple[Any, Any, Any]]
"""Makes a panel and names its table and its filter's line."""
BUDGET_MS, OPEN_MS = 50.0, 100.0


def run() -> list[Line]:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    found: list[Line] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, measure in BOOKS.items():
            place = Path(folder) / name
            place.mkdir()
            opened, sorting, filtering = _measured(place, measure)
            for what, value, goal in (
                ("open", opened, OPEN_MS),
                ("sort", sorting, BUDGET_MS),
                ("filter", filtering, BUDGET_MS),
            ):
                found.append(
                    Line(
                        name=f"books: {name}, {what} {ROWS} rows",
                        ours=value,
                        peer=None,
                        ratio=None,
                        unit="ms",
                        goal=f"under {goal:.0f} ms",
                        met=value < goal,
                    )
                )
    return found


def _measured(path: Path, fill: Callable[[Any], Awaitable[Make]]) -> tuple[float, float, float]:
    from tests.gui import fund_desk, gtt_desk, trading_desk

    result: list[tuple[float, float, float]] = []

    async def test(desk: Any) -> None:
        result.append(_exercised(desk, await fill(desk)))
        await asyncio.sleep(0)

    if fill in _ON_FUND_DESK:
        _application()
        asyncio.run(fund_desk.run(test, path)())
    elif fill is _triggers:
        with patch.object(trading_desk, "TradingDesk", gtt_desk.GttDesk):
            trading_desk.run(test, path)
    else:
        trading_desk.run(test, path)
    return result[0]


def _exercised(desk: Any, make: Make) -> tuple[float, float, float]:
    """Return how long opening, the slowest sort and the slowest keystroke took, in ms."""
    from terminal.ui.collector import Collector

    make()  # modules and fonts are loaded by the first
    collector = Collector()
    collector.start()  # as in the program: garbage is not collected in the middle of a keystroke
    start = time.perf_counter()
    panel, table, line = make()
    panel.resize(1100, 420)
    panel.grab()
    opened = _ms(start)
    desk.frame.tick()
    table.columns_model.frozen = False
    slowest = 0.0
    for column in range(len(table.columns_model.columns)):
        for descending in (False, True):
            start = time.perf_counter()
            table.columns_model.sort_by(column, descending=descending)
            table.viewport().grab()
            slowest = max(slowest, _ms(start))
    table.columns_model.sort_by(None)
    keystroke = 0.0
    for text in ("s", "s1", "s12", "s1", "s", ""):
        start = time.perf_counter()
        line.setText(text)
        table.viewport().grab()
        keystroke = max(keystroke, _ms(start))
    collector.stop()
    return opened, slowest, keystroke


def _application() -> None:
    from PySide6.QtWidgets import QApplication

    global _kept
    _kept = QApplication.instance() or QApplication([])


_kept: Any = None


def _book(make: Callable[[], Any]) -> Make:
    def made() -> tuple[Any, Any, Any]:
        panel = make()
        return panel, panel.table, panel.filter

    return made


def _ms(start: float) -> float:
    return (time.perf_counter() - start) * 1e3


async def _orders(desk: Any) -> Make:
    from terminal.domain.order import OrderState
    from tests.make import make_update

    states = (OrderState.OPEN, OrderState.COMPLETE, OrderState.CANCELLED, OrderState.REJECTED)
    await desk.fold(
        *(
            make_update(
                str(10**15 + n),
                symbol=f"S{n}",
                state=states[n % 4],
                price=Decimal(n % 977) / 20 + 1,
                placed_ns=1_795_149_015_000_000_000 + n * 10**9,
            )
            for n in range(ROWS)
        )
    )
    return _book(desk.orders_panel)


async def _trades(desk: Any) -> Make:
    from terminal.domain.ids import BrokerOrderId
    from tests.make import make_trade, make_update

    desk.broker.trades = [
        make_trade(
            str(n),
            order_id=BrokerOrderId(str(10**15 + n // 2)),
            symbol=f"S{n // 2}",
            price=Decimal(n % 977) / 20 + 1,
            filled_ns=1_795_149_015_000_000_000 + n * 10**9,
        )
        for n in range(ROWS)
    ]
    await desk.fold(*(make_update(str(10**15 + n), symbol=f"S{n}") for n in range(ROWS // 2)))
    return _book(desk.trades_panel)


async def _holdings(desk: Any) -> Make:
    from terminal.domain.account import Holding
    from terminal.domain.ids import InstrumentId
    from tests.make import ACCOUNT

    desk.broker.holdings = [
        Holding(
            account=ACCOUNT,
            instrument=InstrumentId("NSE", f"S{n}"),
            symbol=f"S{n}",
            isin=f"INE{n:09d}",
            quantity=n % 50 + 1,
            average_price=Decimal(n % 977) + 1,
            last_price=Decimal(n % 983) + 1,
            close_price=Decimal(n % 991) + 1,
        )
        for n in range(ROWS)
    ]
    await desk.portfolio.refresh(ACCOUNT)
    return _book(desk.holdings_panel)


async def _triggers(desk: Any) -> Make:
    from terminal.domain.ids import InstrumentId
    from tests.gui.gtt_desk import make_gtt, make_leg

    desk.triggers.rows = [
        make_gtt(str(n), make_leg(str(80 + n % 19)), instrument=InstrumentId("NSE", f"S{n}"))
        for n in range(ROWS)
    ]
    await desk.attach()
    return _book(desk.gtt_panel)


async def _fund_page(desk: Any, page: str) -> Make:
    await desk.attach(desk.funds)

    def made() -> tuple[Any, Any, Any]:
        panel = desk.show(width=1100)
        desk.theme.apply = lambda _app: None  # the program applies its theme once, at its start
        desk.frame.tick()
        panel.show_page(page)
        panel.on_frame()
        return panel, panel.pages[page].table, panel.pages[page].filter

    return made


async def _fund_orders(desk: Any) -> Make:
    from tests.gui.fund_desk import order

    desk.funds.orders = [
        order(key=str(n), name=f"S{n} Fund", amount=Decimal(n % 977 + 100)) for n in range(ROWS)
    ]
    return await _fund_page(desk, "orders")


async def _fund_holdings(desk: Any) -> Make:
    from tests.gui.fund_desk import holding

    desk.funds.holdings = [
        holding(isin=f"INF{n:09d}", name=f"S{n} Fund", quantity=Decimal(n % 991 + 1))
        for n in range(ROWS)
    ]
    return await _fund_page(desk, "holdings")


_ON_FUND_DESK = (_fund_orders, _fund_holdings)
BOOKS = {
    "orders": _orders,
    "trades": _trades,
    "holdings": _holdings,
    "GTT": _triggers,
    "fund orders": _fund_orders,
    "fund holdings": _fund_holdings,
}
