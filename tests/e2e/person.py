"""A person at the terminal: sees panels and rows, uses mouse and keyboard, waits until things happen.

Waiting polls the window's own loop; the bound is generous, because it only says when to give up.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

import msgspec
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QTableView, QWidget

from terminal.app.compose import Options, Terminal
from terminal.app.crash import CrashFunnel
from terminal.app.practice import PracticeCredentials, PracticeServer, ShoonyaServer
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.order import Order, OrderState, Side
from terminal.runtime.clock import SystemClock
from terminal.ui.link import TicketRequest
from tests.fakes.sandbox_process import SandboxProcess

PATIENCE_S = 30.0
W = TypeVar("W", bound=QWidget)


class HurriedClock(SystemClock):
    """The machine's time, in which pauses are short: waiting out a window is not what a test is about.

    Elapsed time runs as fast as the pauses are short, so that windows measured by it close as well.
    """

    HURRY = 6.0

    def __init__(self) -> None:
        self._begun_ns = super().monotonic_ns()

    def monotonic_ns(self) -> int:
        real = super().monotonic_ns()
        return self._begun_ns + int((real - self._begun_ns) * self.HURRY)

    async def sleep(self, seconds: float) -> None:
        await super().sleep(seconds / self.HURRY)


class ServerBesideUs:
    """The practice server that the test started, where the terminal would have started its own."""

    pid = None

    def __init__(self, process: SandboxProcess) -> None:
        self._process = process

    def use(self, process: SandboxProcess) -> None:
        """From now on another server is the one that logins reach."""
        self._process = process

    async def server(self) -> PracticeServer | ShoonyaServer:
        process = self._process
        if process.broker == "shoonya":
            return msgspec.convert(process.said, ShoonyaServer)
        return PracticeServer(
            rest=process.rest,
            stream=process.stream,
            login=process.login,
            admin=process.admin,
            credentials=PracticeCredentials(**process.credentials),
        )

    def died(self) -> None:
        """The test would know."""

    async def aclose(self) -> None:
        """The test stops it."""


class Person:
    """Hands and eyes. `terminal` is what they use; `failures` what escaped into the crash funnel."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.window = terminal.window
        self.failures: list[tuple[str, BaseException]] = []

    # -- waiting

    async def until(self, what: Callable[[], object], why: str = "") -> None:
        """Return once `what()` is true; AssertionError with the state of things if it never is."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                while not what():  # noqa: ASYNC110  what is waited for has no event of its own
                    await asyncio.sleep(0.02)
        except TimeoutError:
            raise AssertionError(f"never happened: {why or what}\n{self.told()}") from None

    async def live(self) -> AccountId:
        """Wait until an account is logged in, streaming, its books are read and all panels made."""
        accounts = self.terminal.accounts

        def ready() -> bool:
            states = accounts.states()
            return bool(states) and all(
                state.connection == "live"
                and not state.loading
                and self.terminal.portfolio.loaded(state.session.account)
                for state in states
            )

        await self.until(ready, "an account is live and its books are read")
        window = self.window  # some panels are made after the first paint
        await self.until(lambda: set(window._docks) <= set(window.panels), "all panels are made")
        return accounts.states()[0].session.account

    async def priced(self, instrument: InstrumentId) -> float:
        """Wait until an instrument has a fresh price and return it."""
        hub = self.terminal.hub

        def fresh() -> bool:
            age = hub.age_s(instrument)
            return age is not None and age < 5

        await self.until(fresh, f"{instrument} has a live price")
        return hub.last_price(instrument) or 0.0

    # -- seeing

    def find(self, kind: type[W], name: str, within: QWidget | None = None) -> W:
        found = (within or self.window).findChild(kind, name)
        assert found is not None, f"no {kind.__name__} is called {name!r}"
        return found

    def told(self) -> str:
        """Return what the window said: notices, account states, order rows and basket legs."""
        lines = [f"{e.level}: {e.title} / {e.text}" for e in self.terminal.notices.entries()]
        lines += [
            f"{s.session.account}: {s.connection} {s.detail}"
            for s in self.terminal.accounts.states()
        ]
        lines += [
            f"{o.key} {o.side} {o.order_type} {o.price} {o.state} {o.filled}/{o.quantity} {o.message}"
            for o in self.orders()
        ]
        baskets = self.terminal.baskets
        lines += [f"leg {leg}: {baskets.result(leg.key)}" for leg in baskets.basket.legs]
        lines += [f"failed: {where}: {error!r}" for where, error in self.failures]
        return "\n".join(lines)

    def orders(self) -> list[Order]:
        return self.terminal.orders.book.orders()

    def rows(self, panel: str) -> list[str]:
        """Bring a panel to the front and return its rows as a person reads them, cells by bars."""
        self.window.show_panel(panel)
        table = self.window.panels[panel].findChild(QTableView)
        assert table is not None
        model = table.model()
        return [
            " | ".join(
                str(model.index(row, column).data(Qt.ItemDataRole.DisplayRole) or "")
                for column in range(model.columnCount())
            )
            for row in range(model.rowCount())
        ]

    def notice(self, *words: str) -> bool:
        """True if some notice says all these words."""
        texts = [f"{e.title} {e.text}".lower() for e in self.terminal.notices.entries()]
        return any(all(word.lower() in text for word in words) for text in texts)

    # -- doing

    def click(self, name: str, within: QWidget | None = None) -> None:
        button = self.find(QAbstractButton, name, within)
        assert button.isEnabled(), f"{name} is greyed out"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    async def click_when_ready(self, name: str, within: QWidget | None = None) -> None:
        button = self.find(QAbstractButton, name, within)
        await self.until(button.isEnabled, f"{name} can be pressed")
        self.click(name, within)

    def type_into(self, name: str, text: str, within: QWidget | None = None) -> None:
        line = self.find(QLineEdit, name, within)
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, text)
        QTest.keyClick(line, Qt.Key.Key_Tab)

    def press(
        self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None
    ) -> None:
        QTest.keyClick(widget, key, modifier or Qt.KeyboardModifier.NoModifier)

    def select_row(self, panel: str, containing: str) -> QTableView:
        """Click the first row that shows some text, and return its table."""
        table = self.window.panels[panel].findChild(QTableView)
        assert table is not None
        for row, text in enumerate(self.rows(panel)):
            if containing in text:
                index = table.model().index(row, 1)
                table.scrollTo(index)
                place = table.visualRect(index).center()
                QTest.mouseClick(
                    table.viewport(),
                    Qt.MouseButton.LeftButton,
                    Qt.KeyboardModifier.NoModifier,
                    QPoint(place.x(), place.y()),
                )
                return table
        raise AssertionError(f"no row of {panel} shows {containing!r}: {self.rows(panel)}")

    def open_ticket(self, instrument: InstrumentId, side: Side) -> QWidget:
        self.terminal.link.open_ticket(TicketRequest(instrument=instrument, side=side))
        return self.window.panels["ticket"]

    async def send_ticket(
        self,
        instrument: InstrumentId,
        side: Side,
        *,
        quantity: int,
        price: str | None = None,
        product: str = "mis",
    ) -> Order:
        """Fill the order ticket by keyboard, press its button, answer questions with yes."""
        panel = self.open_ticket(instrument, side)
        await self.priced(instrument)
        known = {order.key for order in self.orders()}
        self.click(f"ticket.product.{product}", panel)
        if price is None:
            self.click("ticket.type.market", panel)
        else:
            self.click("ticket.type.limit", panel)
            self.type_into("ticket.price", price, panel)
        self.type_into("ticket.quantity", str(quantity), panel)
        submit = self.find(QAbstractButton, "ticket.submit", panel)
        await self.until(submit.isEnabled, "the send button works")
        QTest.mouseClick(submit, Qt.MouseButton.LeftButton)
        await asyncio.sleep(0)
        await self.until(lambda: self._answered(known), "an order row appears")
        key = next(iter({o.key for o in self.orders()} - known))
        return self.order(key)

    def _answered(self, known: set[str]) -> set[str]:
        """Say yes to what is asked, as often as it is asked; return the keys of new orders."""
        fresh = {order.key for order in self.orders()} - known
        sheet = self.question()
        if not fresh and sheet is not None:
            send = self.find(QAbstractButton, "confirm.send", sheet)
            if send.isEnabled():
                QTest.mouseClick(send, Qt.MouseButton.LeftButton)
        return fresh

    async def say_yes(self) -> None:
        """Answer the sheet that asks, once its button can be pressed."""
        await self.until(lambda: self.question() is not None, "a question is asked")
        sheet = self.question()
        assert sheet is not None
        send = self.find(QAbstractButton, "confirm.send", sheet)
        await self.until(send.isEnabled, "the sheet's button can be pressed")
        QTest.mouseClick(send, Qt.MouseButton.LeftButton)
        # One that goes on to show results stays; its button does not.
        took = self.question() is not sheet or not send.isEnabled()
        assert took, "the press did not reach the button"

    def question(self) -> QWidget | None:
        """Return the sheet that asks, None where nothing is asked."""
        return next(
            (
                w
                for w in QApplication.topLevelWidgets()
                if w.objectName() == "confirm" and w.isVisible()
            ),
            None,
        )

    def order(self, key: str) -> Order:
        order = self.terminal.orders.book.order(key)
        assert order is not None
        return order

    async def order_is(self, key: str, *states: OrderState) -> Order:
        await self.until(
            lambda: self.order(key).state in states, f"{key} becomes {', '.join(states)}"
        )
        return self.order(key)


@asynccontextmanager
async def at_the_desk(
    sandbox: SandboxProcess,
    folder: Path,
    *,
    practice: bool = True,
    hurry: bool = False,
    shoonya: SandboxProcess | None = None,
    first_start: bool = False,
    safe: bool = False,
) -> AsyncIterator[Person]:
    """Open a terminal on the test's own server; closes it and fails on what escaped as a crash.

    `shoonya` is the other broker's server. `first_start`: no settings yet, so the first steps are shown.
    `hurry` shortens the pauses of searches, watchdogs and reconnects.
    """
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    settings = folder / "config" / "settings.json"
    if not first_start and not settings.exists():
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text("{}", "utf-8")
    funnel = CrashFunnel()
    clock = HurriedClock() if hurry else SystemClock()
    options = Options(practice=practice, datadir=folder, safe=safe)
    terminal = Terminal(options, application, funnel, clock=clock)
    terminal.practice = ServerBesideUs(sandbox)
    if shoonya is not None:
        terminal.shoonya_practice = ServerBesideUs(shoonya)
    person = Person(terminal)
    show = funnel.show

    def seen(title: str, report: str) -> None:
        person.failures.append((title, RuntimeError(report)))
        show(title, report)

    funnel.show = seen
    funnel.install(asyncio.get_running_loop())
    try:
        await terminal.start()
        yield person
    finally:
        await terminal.aclose()
    assert not person.failures, person.failures
