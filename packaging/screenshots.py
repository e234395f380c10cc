#!/usr/bin/env python3
"""Make the pictures of the README and of the user guide: a practice session after a few trades.

    .venv/bin/python packaging/screenshots.py [--size 1600x1000]

The README's show the whole window, dark and light; the guide's show one panel each, in light colours.

Runs without a screen. Everything shown comes from the running program and its practice exchange.
"""

import argparse
import asyncio
import os
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtWidgets import QApplication, QWidget

from terminal.app.compose import Options, Terminal
from terminal.app.run import run_on, serve
from terminal.domain.ids import InstrumentId
from terminal.domain.market import FeedMode
from terminal.domain.order import OrderIntent, OrderType, Product, Side
from terminal.ui.link import BasketRequest, GttRequest, TicketRequest

SHOWN = InstrumentId("NSE", "RELIANCE")
PATIENCE_S = 60
GUIDE_SIZE = (1366, 768)
MOST_HEIGHT = 420
"""Of a panel in the guide: what is below is empty."""


async def until(what, why: str) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not what():  # noqa: ASYNC110  a picture waits for no event
            await asyncio.sleep(0.05)
    print(why, flush=True)


def wish(terminal: Terminal, symbol: str, side: Side, quantity: int, offset: str) -> OrderIntent:
    """Return a limit order `offset` (a share of the last price) away from the market."""
    instrument = InstrumentId("NSE", symbol)
    facts = terminal.catalog.instrument(instrument)
    price = facts.to_price(terminal.hub.last_price(instrument) or 0.0)
    return OrderIntent(
        client_id=terminal.orders.new_client_id(),
        account=terminal.accounts.states()[0].session.account,
        instrument=instrument,
        side=side,
        quantity=quantity,
        order_type=OrderType.LIMIT,
        product=Product.MIS,
        price=facts.grid.snap(price * (1 + Decimal(offset))),
    )


async def trade(terminal: Terminal, symbol: str, side: Side, quantity: int, offset: str) -> None:
    """Send a limit order once the instrument has depth."""
    instrument = InstrumentId("NSE", symbol)
    watch = terminal.hub.watch(instrument, FeedMode.FULL)
    await until(lambda: terminal.hub.touch(instrument), f"{symbol} has depth")
    intent = wish(terminal, symbol, side, quantity, offset)
    codes = frozenset(objection.code for objection in terminal.orders.check(intent))
    await terminal.orders.submit(intent, confirmed=codes)
    watch.close()


async def session(terminal: Terminal, size: tuple[int, int], into: Path) -> None:
    window = terminal.window
    window.resize(*size)
    window.reset_layout()
    await until(
        lambda: (states := terminal.accounts.states()) and states[0].connection == "live", "live"
    )
    terminal.link.open_chart(SHOWN)
    await trade(terminal, "RELIANCE", Side.BUY, 60, "0.004")
    await trade(terminal, "RELIANCE", Side.SELL, 60, "0.006")
    await trade(terminal, "INFY", Side.BUY, 120, "0.004")
    await trade(terminal, "TCS", Side.SELL, 40, "-0.004")
    await trade(terminal, "SBIN", Side.BUY, 200, "-0.01")
    await until(lambda: len(terminal.portfolio.positions()) >= 3, "positions")
    terminal.link.open_ticket(TicketRequest(instrument=SHOWN, side=Side.BUY))
    await asyncio.sleep(20)  # prices move, bars grow, notices leave
    for theme in ("dark", "light"):
        terminal.settings.change("appearance", "theme", theme)
        await asyncio.sleep(1.5)
        file = into / f"{theme}.png"
        if not window.grab().save(str(file)):
            raise OSError(f"{file} could not be written")
        print(file, flush=True)
    window.resize(*GUIDE_SIZE)
    window.reset_layout()
    await guide(terminal, into.parent / "help" / "pictures")
    window.closing.set()


def keep(widget: QWidget, file: Path) -> None:
    height = min(widget.height(), MOST_HEIGHT) if widget.window() is not widget else -1
    if not widget.grab(QRect(0, 0, -1, height)).save(str(file)):
        raise OSError(f"{file} could not be written")
    print(file, flush=True)


async def guide(terminal: Terminal, into: Path) -> None:
    """Make the pictures of the user guide: the window, then panels by themselves."""
    window, link = terminal.window, terminal.link
    link.open_chart(SHOWN)
    link.open_ticket(TicketRequest(instrument=SHOWN, side=Side.BUY))
    window.show_panel("orders")
    await asyncio.sleep(8)
    keep(window, into / "window.png")
    for name in ("ticket", "chart", "orders"):
        window.show_panel(name)
        await asyncio.sleep(1)
        keep(window.panels[name], into / f"{name}.png")
    window.show_panel("gtt")
    link.open_gtt(GttRequest(instrument=SHOWN))
    await asyncio.sleep(3)
    keep(window.panels["gtt"], into / "gtt.png")
    legs = tuple(wish(terminal, *leg) for leg in (
        ("INFY", Side.BUY, 120, "-0.002"), ("SBIN", Side.SELL, 200, "0.003"), ("TCS", Side.BUY, 40, "-0.004"),
    ))  # fmt: skip
    window.show_panel("basket")
    link.add_to_basket(BasketRequest(legs=legs))
    await asyncio.sleep(4)
    keep(window.panels["basket"], into / "basket.png")
    window.show_panel("downloads")
    await asyncio.sleep(6)
    keep(window.panels["downloads"], into / "history.png")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", default="1600x1000")
    parser.add_argument("--into", type=Path, default=ROOT / "resources" / "docs" / "pictures")
    options = parser.parse_args()
    width, height = (int(part) for part in options.size.split("x"))
    for folder in (options.into, options.into.parent / "help" / "pictures"):
        folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    QCoreApplication.setApplicationName("Terminal")
    app.setQuitOnLastWindowClosed(False)
    with tempfile.TemporaryDirectory() as folder:

        def ready(terminal: Terminal) -> None:
            terminal.scope.spawn(session(terminal, (width, height), options.into), name="pictures")

        return run_on(
            app,
            lambda: serve(
                Options(practice=True, datadir=Path(folder), theme="dark"), app, ready=ready
            ),
        )


if __name__ == "__main__":
    raise SystemExit(main())
