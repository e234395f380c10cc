"""A terminal that sends one order and waits to be killed: the child of `test_killed.py`.

Arguments: data folder, JSON of the practice server. Prints the order's key once it is being sent.
"""

import asyncio
import json
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from terminal.app.compose import Options, Terminal
from terminal.app.practice import PracticeCredentials, PracticeServer
from terminal.app.run import run_on, serve
from terminal.domain.ids import InstrumentId
from terminal.domain.order import OrderIntent, OrderState, OrderType, Product, Side

INFY = InstrumentId("NSE", "INFY")


class Beside:
    pid = None

    def __init__(self, said: dict[str, object]) -> None:
        keys = said.pop("credentials")
        self._server = PracticeServer(credentials=PracticeCredentials(**keys), **said)

    async def server(self) -> PracticeServer:
        return self._server

    async def aclose(self) -> None:
        pass


async def send(terminal: Terminal) -> None:
    accounts, hub = terminal.accounts, terminal.hub
    while not accounts.states() or accounts.states()[0].connection != "live":  # noqa: ASYNC110
        await asyncio.sleep(0.02)
    hub.watch(INFY, 3)
    while hub.last_price(INFY) is None:  # noqa: ASYNC110
        await asyncio.sleep(0.02)
    intent = OrderIntent(
        client_id=terminal.orders.new_client_id(),
        account=accounts.states()[0].session.account,
        instrument=INFY,
        side=Side.BUY,
        quantity=2,
        order_type=OrderType.LIMIT,
        product=Product.MIS,
        price=terminal.catalog.instrument(INFY).to_price(hub.last_price(INFY) * 0.985),
    )

    def said(order) -> None:
        if order.state is OrderState.SENDING:
            print(order.key, flush=True)

    terminal.orders.book.changed.connect(said)
    codes = frozenset(objection.code for objection in terminal.orders.check(intent))
    result = await terminal.orders.submit(intent, confirmed=codes)
    print(f"answered: {result}", flush=True)


def main() -> None:
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)

    def ready(terminal: Terminal) -> None:
        terminal.practice = Beside(json.loads(sys.argv[2]))
        terminal.scope.spawn(send(terminal), name="send")

    run_on(app, lambda: serve(Options(practice=True, datadir=Path(sys.argv[1])), app, ready=ready))


main()
