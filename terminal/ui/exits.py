"""The sheet of an exit: every order that will be sent, what it should cost, and what became of it.

Before: the orders in words, their price from walking the depth, charges, and how long the broker's
limit makes them take. After: each leg's own result. Closing it stops no order.
"""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from terminal.domain.account import Position
from terminal.domain.basket import ChargeQuery
from terminal.domain.errors import Rejected, TerminalError
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.market import FeedMode
from terminal.domain.notice import Refused
from terminal.domain.order import Order, OrderIntent, OrderState, Product, Side
from terminal.domain.ports import InstrumentSource
from terminal.market.hub import Hub, Watch
from terminal.orders.exits import Walked, seconds_needed, walk
from terminal.orders.outcomes import Result
from terminal.orders.rules import requests_of
from terminal.orders.service import OrderService
from terminal.runtime.tasks import TaskScope
from terminal.ui import format as fmt
from terminal.ui.columns import Column, ColumnModel
from terminal.ui.delegates import ROW_HEIGHT
from terminal.ui.dialogs import Sheet
from terminal.ui.i18n import told, tr
from terminal.ui.models.order_tree import state_words
from terminal.ui.table import LiveTable
from terminal.ui.theme import Theme
from terminal.ui.ticket.confirm import SETTLE_MS
from terminal.ui.ticket.draft import intent_sentence

REFRESH_MS = 500
_SHOWN_ROWS = 10
_NAN = float("nan")


class Leg(Struct, frozen=True, kw_only=True):
    """One position on its way out. `wish` is sent as it is; a cover order has none: its stop goes.

    `tone`: the colour of `result`; `order_key`: the row in the book, once there is one.
    """

    number: int
    position: Position
    wish: OrderIntent
    sentence: str
    walked: Walked | None = None
    last: float = _NAN
    charges: Decimal | None = None
    result: str = ""
    tone: str = "muted"
    order_key: str = ""
    failed: bool = False

    @property
    def is_cover(self) -> bool:
        return self.position.product is Product.CO

    @property
    def units(self) -> int:
        return self.wish.quantity or abs(self.position.quantity)

    @property
    def cost(self) -> float:
        """Rupees lost against the last price by what the depth offers; NaN where it is not known."""
        if self.walked is None or not self.walked.filled:
            return _NAN
        worse = (self.last - self.walked.average) * -self.wish.side.sign
        return worse * self.units * float(self.position.multiplier)


class ExitSheet(Sheet):
    """Open it with `ui.dialogs.ask`. `sent` is emitted once the person presses the button."""

    sent = QtSignal()

    def __init__(
        self,
        legs: Sequence[Leg],
        *,
        reasons: Sequence[str],
        pnl: float,
        wait: str,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        count = "1 position" if len(legs) == 1 else f"{len(legs)} positions"
        super().__init__(parent, name="confirm", heading=f"Exit {count}?")
        self.setMinimumWidth(900)
        self._theme = theme
        self.legs = list(legs)
        self.model: ColumnModel[Leg] = ColumnModel(_columns(), key=lambda leg: leg.number)
        self.model.setParent(self)
        self.table = LiveTable("confirm.legs", "Orders that will be sent", theme=theme, parent=self)
        self.table.use_model(self.model)
        rows = min(len(legs), _SHOWN_ROWS)
        self.table.setFixedHeight((rows + 1) * ROW_HEIGHT + 4)
        self.body.addWidget(self.table)
        # The same orders as text: for copying, for screen readers.
        self.text = QLabel("\n".join(leg.sentence for leg in legs), self)
        self.text.setObjectName("confirm.orders")
        self.text.hide()
        self.table.setAccessibleDescription(self.text.text())
        if reasons:
            label = QLabel("\n".join(f"•  {reason}" for reason in reasons))
            label.setObjectName("confirm.reasons")
            label.setWordWrap(True)
            label.setStyleSheet(
                f"background: {theme.palette.amber_tint}; color: {theme.palette.text};"
                f" border-left: 3px solid {theme.palette.amber}; padding: 7px 10px;"
            )
            self.body.addWidget(label)
        self.results = QLabel()
        self.results.setObjectName("confirm.results")
        self.results.setWordWrap(True)
        self.results.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.results.setStyleSheet(
            f"background: {theme.palette.amber_tint}; color: {theme.palette.text};"
            f" border-left: 3px solid {theme.palette.amber}; padding: 7px 10px;"
        )
        self.results.hide()
        self.body.addWidget(self.results)
        self._facts: dict[str, QLabel] = {}
        facts = QGridLayout()
        facts.setHorizontalSpacing(10)
        facts.setVerticalSpacing(3)
        for place, (name, title) in enumerate(
            (("pnl", "Profit and loss now"), ("cost", "Cost against the last price"),
             ("charges", "Charges"), ("time", "Time"))
        ):  # fmt: skip
            caption = QLabel(told(title))
            caption.setProperty("role", "muted")
            figure = QLabel("—")
            figure.setObjectName(f"confirm.{name}")
            figure.setFont(theme.font(bold=True))
            self._facts[name] = figure
            facts.addWidget(caption, place // 2, 2 * (place % 2))
            facts.addWidget(figure, place // 2, 2 * (place % 2) + 1)
        facts.setColumnStretch(1, 1)
        facts.setColumnStretch(3, 1)
        self.body.addLayout(facts)
        self._facts["pnl"].setText(fmt.signed_rupees(pnl))
        self._facts["time"].setText(wait)
        self.cancel = self.add_button("confirm.cancel", "Cancel", default=True)
        self.cancel.clicked.connect(self.reject)
        many = len(legs) != 1
        text = f"Send {len(legs)} exit orders" if many else "Send the exit order"
        self.send = self.add_button("confirm.send", text, kind="danger")
        self.send.setEnabled(False)
        self.send.clicked.connect(self._on_send)
        self.again = self.add_button("confirm.again", "Try the refused again", kind="danger")
        self.again.hide()
        self.again.clicked.connect(self._on_send)
        # Dead for a moment, so that a double press does not fall through.
        QTimer.singleShot(SETTLE_MS, self, self._arm)
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_legs()

    def show_legs(self) -> None:
        """Bring table and sums up to date with `legs`."""
        self.model.set_rows(self.legs)
        costs = [leg.cost for leg in self.legs if leg.cost == leg.cost]
        short = [leg for leg in self.legs if leg.walked and leg.walked.filled < leg.units]
        words = fmt.rupees(sum(costs)) if costs else "—"
        if costs and len(costs) < len(self.legs):
            words += f" for {len(costs)} of {len(self.legs)}"
        if short:
            words += f" · {len(short)} beyond the depth shown"
        self._facts["cost"].setText(told(words))
        charges = [leg.charges for leg in self.legs if leg.charges is not None]
        self._facts["charges"].setText(fmt.rupees(sum(charges, Decimal(0))) if charges else "—")

    def show_result(self) -> None:
        """Say how many legs are through; offer those that were refused once more."""
        self.show_legs()
        done = sum(leg.tone == "good" for leg in self.legs)
        failed = sum(leg.failed for leg in self.legs)
        words = [f"{done} of {len(self.legs)} filled"]
        if failed:
            words.append(f"{failed} refused")
        self.setWindowTitle(told(" · ".join(words)))
        for label in self.findChildren(QLabel):
            if label.property("role") == "heading":
                label.setText(tr("Exit orders sent"))
        amber = [
            f"{fmt.instrument(leg.position.instrument)}: {leg.result}"
            for leg in self.legs
            if leg.tone == "amber"
        ]
        self.results.setText(told("\n".join(amber)))
        self.results.setVisible(bool(amber))
        self.adjustSize()  # what is refused needs room of its own
        self.message.setText(told(" · ".join(words)))
        self.message.setVisible(True)
        self.send.hide()
        self.again.setVisible(bool(failed))
        self.again.setEnabled(bool(failed))
        self.again.setText(
            told("Try the refused one again" if failed == 1 else f"Try {failed} again")
        )
        self.cancel.setText(tr("Close"))

    def _arm(self) -> None:
        self.send.setEnabled(True)

    def _on_send(self) -> None:
        self.send.setEnabled(False)
        self.again.setEnabled(False)
        self.sent.emit()


class ExitRun:
    """Shows the sheet's figures, sends its legs side by side, and follows each to its end."""

    def __init__(
        self,
        sheet: ExitSheet,
        *,
        orders: OrderService,
        hub: Hub,
        scope: TaskScope,
        confirmed: frozenset[str],
        instruments: InstrumentSource,
    ) -> None:
        self._sheet, self._orders, self._hub, self._scope = sheet, orders, hub, scope
        self._confirmed, self._instruments = confirmed, instruments
        self._open = True
        self._sent = False
        self._watches: dict[InstrumentId, Watch] = {
            instrument: hub.watch(instrument, FeedMode.FULL)
            for instrument in {leg.position.instrument for leg in sheet.legs}
        }
        self._timer = QTimer(sheet)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self._walk)
        self._timer.start()
        self._unfollow = orders.book.changed.connect(self._on_order)
        sheet.sent.connect(self._send_all)
        self._walk()
        scope.spawn(self._ask_prices(), name="depth and charges of the exit")

    def close(self) -> None:
        """Stop watching; orders that were sent go on."""
        self._open = False
        self._timer.stop()
        self._unfollow()
        for watch in self._watches.values():
            watch.close()

    @property
    def left_over(self) -> list[Leg]:
        """Legs that were refused."""
        return [leg for leg in self._sheet.legs if leg.failed]

    # -- what it should cost

    async def _ask_prices(self) -> None:
        by_account: defaultdict[AccountId, list[Leg]] = defaultdict(list)
        for leg in self._sheet.legs:
            by_account[leg.position.account].append(leg)
        for account, legs in by_account.items():
            broker = self._orders.brokers.get(account)
            if broker is None:
                continue
            try:
                for quote in await broker.fetch_quotes([leg.position.instrument for leg in legs]):
                    self._hub.apply_quote(quote)
                if not self._open:
                    return
                self._walk()
                asked = [leg for leg in self._sheet.legs if leg.position.account == account]
                queries = [(leg, query) for leg in asked if (query := self._query(leg))]
                notes = await broker.fetch_charges([query for _, query in queries])
            except TerminalError:
                continue  # a figure that cannot be had never holds up an exit
            if not self._open:
                return
            for (leg, _), note in zip(queries, notes, strict=True):
                self._change(leg.number, charges=note.total)
        self._sheet.show_legs()

    def _query(self, leg: Leg) -> ChargeQuery | None:
        price = leg.walked.average if leg.walked and leg.walked.filled else leg.last
        instrument = self._instruments.instrument(leg.position.instrument)
        if instrument is None or not price > 0:
            return None
        product = Product.MIS if leg.is_cover else leg.position.product
        return ChargeQuery(
            instrument=leg.position.instrument,
            side=leg.wish.side,
            product=product,
            quantity=leg.units,
            price=instrument.to_price(price),
        )

    def _walk(self) -> None:
        if not self._open or self._sent:
            return
        board = self._hub.board
        for leg in list(self._sheet.legs):
            slot = self._watches[leg.position.instrument].slot
            sell = leg.wish.side is Side.SELL
            prices = (board.bid_price if sell else board.ask_price)[slot].tolist()
            sizes = (board.bid_quantity if sell else board.ask_quantity)[slot].tolist()
            walked = walk(zip(prices, sizes, strict=True), leg.units)
            last = self._hub.last_price(leg.position.instrument)
            self._change(leg.number, walked=walked, last=_NAN if last is None else last)
        self._sheet.show_legs()

    # -- sending

    def _send_all(self) -> None:
        again = self._sent
        self._sent = True
        for leg in list(self._sheet.legs):
            if again and not leg.failed:
                continue
            wish = self._orders.exit_intent(leg.position) if again else leg.wish
            self._change(leg.number, wish=wish, result="Sending…", tone="muted", failed=False,
                         order_key="" if leg.is_cover else wish.client_id)  # fmt: skip
            self._scope.spawn(self._send(self._sheet.legs[leg.number]), name="send exit")
        self._sheet.show_result()

    async def _send(self, leg: Leg) -> Result:
        if leg.is_cover:
            result = await self._orders.exit(leg.position)
        else:
            result = await self._orders.submit(leg.wish, confirmed=self._confirmed)
        if isinstance(result, Refused):
            self._tell(leg.number, f"Not sent: {result.text}", "amber", failed=True)
        elif isinstance(result.outcome, Rejected):
            words = f"Refused: {result.outcome.text} {result.outcome.hint}".strip()
            self._tell(leg.number, words, "amber", failed=True)
        else:
            self._change(leg.number, order_key=result.key)
            order = self._orders.book.order(result.key)
            if order is not None:
                self._on_order(order)
        if self._open and all(one.tone == "good" for one in self._sheet.legs):
            self._sheet.accept()
        return result

    def _on_order(self, order: Order) -> None:
        for leg in self._sheet.legs if self._open and self._sent else ():
            if leg.order_key == order.key and not leg.failed:
                words, tone = _became(order)
                failed = order.state in {OrderState.REJECTED, OrderState.NOT_PLACED}
                self._tell(leg.number, words, tone, failed=failed)
        if self._open and self._sent and all(leg.tone == "good" for leg in self._sheet.legs):
            self._sheet.accept()

    def _tell(self, number: int, words: str, tone: str, *, failed: bool = False) -> None:
        self._change(number, result=words, tone=tone, failed=failed)
        if self._open:
            self._sheet.show_result()

    def _change(self, number: int, **fields: object) -> None:
        self._sheet.legs[number] = replace(self._sheet.legs[number], **fields)


def make_legs(
    wishes: Sequence[tuple[Position, OrderIntent]], instruments: InstrumentSource
) -> list[Leg]:
    """Return the legs of an exit, numbered, each with its order in words."""
    legs = []
    for number, (position, wish) in enumerate(wishes):
        if position.product is Product.CO:
            name = fmt.instrument(position.instrument)
            account = fmt.account(position.account)
            units = fmt.quantity(abs(position.quantity))
            sentence = f"Exit cover order {units} {name} @ market · {account}"
        else:
            sentence = intent_sentence(wish, instruments.instrument(position.instrument))
        legs.append(Leg(number=number, position=position, wish=wish, sentence=sentence))
    return legs


def wait_words(legs: Sequence[Leg], orders: OrderService, instruments: InstrumentSource) -> str:
    """Return how many orders go out and how long the broker's limit makes them take."""
    requests: defaultdict[AccountId, list[int]] = defaultdict(list)
    for leg in legs:
        instrument = instruments.instrument(leg.position.instrument)
        count = 1 if leg.is_cover else requests_of(leg.wish, instrument)
        requests[leg.position.account].append(count)
    limits = {
        account: orders.brokers[account].capabilities.orders_per_second
        for account in requests
        if account in orders.brokers
    }
    used = {account: orders.budget.used_in_second(account) for account in requests}
    seconds = seconds_needed(requests, limits, used)
    total = sum(map(sum, requests.values()))
    words = "1 order" if total == 1 else f"{total} orders"
    limit = min(limits.values(), default=10)
    return f"{words}, at once" if not seconds else f"{words}, about {seconds} s at {limit} a second"


def _became(order: Order) -> tuple[str, str]:
    if order.state is OrderState.COMPLETE:
        return f"Filled {fmt.quantity(order.filled)} @ {fmt.price(order.average_price)}", "good"
    if order.state in {OrderState.REJECTED, OrderState.NOT_PLACED}:
        return f"Refused: {order.message} {order.hint}".strip(), "amber"
    if order.state is OrderState.UNKNOWN:
        return "The reply was lost: checking. It is not sent again.", "amber"
    if order.state in {OrderState.CANCELLED, OrderState.LAPSED}:
        return state_words(order), "amber"
    if order.filled:
        return f"Filled {fmt.quantity(order.filled)} of {fmt.quantity(order.quantity)}", "muted"
    return state_words(order), "muted"


def _columns() -> tuple[Column[Leg], ...]:
    def average(leg: Leg) -> str:
        if leg.walked is None or not leg.walked.filled:
            return "—"
        mark = "" if leg.walked.filled >= leg.units else " +"
        return fmt.price(leg.walked.average) + mark

    def tone(leg: Leg) -> str:
        return {"good": "good", "amber": "amber"}.get(leg.tone, "text")

    return (
        Column(
            key="order",
            title="Order",
            width=330,
            align="left",
            text=lambda leg: leg.sentence,
            color=lambda leg: fmt.side_color(leg.wish.side),
            hint=lambda leg: leg.sentence,
            bold=True,
        ),
        Column(
            key="average",
            title="Expected price",
            width=108,
            text=average,
            sort=lambda leg: leg.walked.average if leg.walked else None,
            tip="The average from walking the depth; + where the order is larger than what it shows",
        ),
        Column(
            key="cost",
            title="Cost ₹",
            width=86,
            text=lambda leg: fmt.money(leg.cost),
            sort=lambda leg: leg.cost,
            tip="What the depth takes against the last price",
        ),
        Column(
            key="charges",
            title="Charges ₹",
            width=82,
            text=lambda leg: fmt.money(leg.charges),
            sort=lambda leg: leg.charges,
            tip="The broker's estimate of brokerage, taxes and fees",
        ),
        Column(
            key="result",
            title="What became of it",
            width=0,
            align="left",
            text=lambda leg: leg.result or "Not sent yet",
            color=tone,
            hint=lambda leg: leg.result,
        ),
    )
