"""The order ticket: one instrument, one side, one press. See UX.md B3.

It reads its fields into a draft, shows what the guards object to and what the order would cost, and
hands an intent to the order service. It follows the selected instrument unless it is being filled.
"""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from terminal.domain.account import ConfirmLevel
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.notice import Objection
from terminal.domain.order import Order, Side
from terminal.domain.ports import Capabilities, InstrumentSource
from terminal.market.hub import Hub
from terminal.orders.service import OrderService
from terminal.portfolio.service import PortfolioService
from terminal.runtime.tasks import OnFailure
from terminal.ui import format as fmt
from terminal.ui.frame import FrameClock
from terminal.ui.i18n import told
from terminal.ui.link import Link, TicketRequest
from terminal.ui.panel import Panel
from terminal.ui.theme import Theme
from terminal.ui.ticket import amend, rules, style
from terminal.ui.ticket.auctions import AuctionNumbers
from terminal.ui.ticket.consent import AUTHORISE, Consent
from terminal.ui.ticket.cost import Costing
from terminal.ui.ticket.draft import (
    Draft,
    change,
    change_sentence,
    gaps,
    intent,
    is_empty,
    sentence,
)
from terminal.ui.ticket.form import quantity_hint
from terminal.ui.ticket.keys import bind, bind_choices
from terminal.ui.ticket.memory import ProductMemory
from terminal.ui.ticket.messages import Message
from terminal.ui.ticket.progress import Stage
from terminal.ui.ticket.quotes import TicketQuotes
from terminal.ui.ticket.sending import Sender
from terminal.ui.ticket.verdict import judge, with_news
from terminal.ui.ticket.view import TicketView

RECHECK_FRAMES = 15


class TicketPanel(Panel):
    """One order at a time, written down before it is sent."""

    def __init__(
        self,
        *,
        orders: OrderService,
        portfolio: PortfolioService,
        instruments: InstrumentSource,
        hub: Hub,
        link: Link,
        theme: Theme,
        frame: FrameClock,
        on_failure: OnFailure,
    ) -> None:
        super().__init__("ticket", "Order ticket", theme=theme, frame=frame, on_failure=on_failure)
        self._orders = orders
        self._portfolio = portfolio
        self._instruments = instruments
        self._quotes = TicketQuotes(hub)
        self._link = link
        self._side = Side.BUY
        self._modify_key = ""
        self._accounts: tuple[AccountId, ...] = ()
        self._frames = 0
        self._due = False
        self._price_touched = False
        self._blocked = True
        self._remedy = ""
        self._mood_message: Message | None = None
        self._wanted_account = AccountId("")
        self._memory = ProductMemory()
        self._objections: tuple[Objection, ...] = ()
        self.view = TicketView(theme)
        self.header, self.form = self.view.header, self.view.form
        self.form.reference = self._quotes.reference
        self.form.position = self._position
        self.hand_focus(self.form.quantity)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self._sender = Sender(orders=orders, scope=self.scope, theme=theme, parent=self)
        self._costing = Costing(
            self.view.cost, self._quotes.reference, orders=orders, portfolio=portfolio,
            scope=self.scope, theme=theme,
        )  # fmt: skip
        self._auctions = AuctionNumbers(self.form, orders=orders, scope=self.scope)
        self._consent = Consent(self, self._on_edited, orders, portfolio)
        self._connect()
        self.set_side(Side.BUY)
        self._sync_accounts()
        self._refresh()
        self.show_empty(
            "No instrument yet.\nSelect one in the watchlist, or press Ctrl+K to search."
        )

    # -- what others ask of it

    @property
    def instrument_id(self) -> InstrumentId | None:
        return self.form.instrument.id if self.form.instrument is not None else None

    @property
    def side(self) -> Side:
        return self._side

    @property
    def modifying(self) -> str:
        """The key of the order being modified, '' for a new order."""
        return self._modify_key

    def set_side(self, side: Side) -> None:
        """Turn the whole ticket to a side; an order being modified keeps its own."""
        if self._modify_key and (order := self._orders.book.order(self._modify_key)):
            side = order.side
        if side is not self._side:
            self.form.set_reduces(reduces=False)
        self._side = side
        self.header.set_side(side)
        self.form.set_side(side)
        sheet = style.sheet(self.theme.palette, side)
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
        if not self._price_touched:
            self._default_price()
        self._refresh()

    def flip(self) -> None:
        self.set_side(self._side.opposite)

    def open(self, request: TicketRequest) -> None:
        """Fill the ticket as asked and put the cursor into the quantity."""
        self._sync_accounts()
        if request.order_key is not None:
            order = self._orders.book.order(request.order_key)
            if order is not None:
                self._open_modify(order)
                if request.price is not None or request.trigger_price is not None:
                    self.form.apply(request)  # the chart asks for a new price to be confirmed
            return
        self._leave_modify()
        self._show_instrument(request.instrument)
        self._reset_fields()
        repeated = self._orders.book.order(request.repeat_of) if request.repeat_of else None
        if repeated is not None:
            self.set_side(repeated.side)
            self.form.fill(repeated)
            self._price_touched = True
        if request.side is not None:
            self.set_side(request.side)
        self.form.apply(request)
        self._price_touched = self._price_touched or request.price is not None
        if not self._price_touched:
            self._default_price()
        self.form.focus_quantity()
        self._refresh()

    def submit(self) -> None:
        """Check once more and send: the button and Ctrl+Enter."""
        if not self._sender.armed:
            return
        self._mood_message = None
        draft = self.form.draft()
        missing = gaps(draft)
        if missing or self.form.problems():
            self._refresh()
            self.form.focus_field(missing[0].field if missing else self.form.problems()[0][0])
            return
        if self._modify_key:
            self._submit_change(draft)
            return
        wish = intent(draft, self._orders.new_client_id())
        self._objections = self._orders.check(wish)
        if any(o.level is ConfirmLevel.NEVER for o in self._objections):
            self._refresh()
            return
        if draft.instrument is not None and draft.product is not None:
            self._memory.note(draft.instrument, draft.product)
        self._sender.send(wish, sentence(draft), self._costing.current)

    @override
    def on_frame(self) -> None:
        self._sync_accounts()
        if self.form.instrument is None and self._link.current is not None:
            self._resolve(self._link.current)
        if self._quotes.moved():
            self._show_prices()
            self._due = True
        self._frames += 1
        # Some objections pass with time alone (too many requests), others with the price.
        if self._frames >= RECHECK_FRAMES and (self._due or self._blocked):
            self._frames, self._due = 0, False
            self._refresh()

    @override
    def on_theme(self) -> None:
        self.setStyleSheet(style.sheet(self.theme.palette, self._side))
        super().on_theme()

    @override
    def save_state(self) -> dict[str, object]:
        return {
            "products": self._memory.save(),
            "advanced": self.form.advanced.unfolded,
            "account": self.form.chosen_account or "",
        }

    @override
    def restore_state(self, state: dict[str, object]) -> None:
        self._memory.restore(state.get("products"))
        self.form.advanced.unfold(open_=state.get("advanced") is True)
        account = state.get("account")
        if isinstance(account, str):
            # The account may log in later than the layout is restored.
            self._wanted_account = AccountId(account)
            self.form.choose_account(self._wanted_account)

    @override
    async def aclose(self) -> None:
        for undo in self._undo:
            undo()
        self._sender.close()
        self._costing.close()
        self._consent.close()
        self._quotes.close()
        await super().aclose()

    # -- construction

    def _connect(self) -> None:
        self.header.flipped.connect(self.flip)
        self.header.price_taken.connect(self._take_price)
        self.form.edited.connect(self._on_edited)
        self.form.price_asked.connect(self._take_reference)
        self.view.button.clicked.connect(self.submit)
        self.view.leave.clicked.connect(self._leave_modify_by_hand)
        self._costing.changed.connect(self._refresh)
        self._sender.armed_changed.connect(self._show_button)
        self._sender.staged.connect(self._on_stage)
        self._sender.refused.connect(self._on_bad_news)
        self._sender.rejected.connect(self._on_bad_news)
        self._sender.done.connect(self._refresh)
        self._undo = (
            self._link.selected.connect(self._on_selected),
            self._link.ticket.connect(self.open),
            self._orders.book.changed.connect(self._on_order),
        )
        bind(
            self,
            {
                "Ctrl+Return": self.submit,
                "Ctrl+Enter": self.submit,
                "Ctrl+T": self.flip,
                "Esc": self._on_escape,
            },
        )
        bind_choices(self, self.form)

    # -- the subject

    def _on_selected(self, instrument_id: InstrumentId) -> None:
        leaves = amend.may_leave(self._amended(), self.form.draft(), instrument_id)
        if leaves and not self._being_filled():
            self._leave_modify()
            self._show_instrument(instrument_id)

    def _being_filled(self) -> bool:
        focus = self.focusWidget()
        return (
            focus is not None and focus.hasFocus() and self.isAncestorOf(focus)
        ) or not self._sender.armed

    def _show_instrument(self, instrument_id: InstrumentId) -> None:
        if instrument_id == self.instrument_id:
            return
        instrument = self._instruments.instrument(instrument_id)
        self._quotes.follow(instrument)
        self._mood_message = None
        self._costing.forget()
        self._sender.forget()
        if instrument is None:
            self.form.set_subject(None, None)
            self.header.set_names(fmt.instrument(instrument_id), "", "")
            self.show_empty(
                f"{fmt.instrument(instrument_id)} is not in the day's list: log in, if nobody has."
            )
            return
        self.hide_empty()
        self.header.set_names(
            rules.title(instrument_id, instrument.symbol),
            rules.detail(instrument),
            f"{instrument.symbol} · {rules.subtitle(instrument)}",
        )
        self.form.set_subject(instrument, self._capabilities())
        self._reset_fields()
        self._show_prices()
        self._refresh()

    def _resolve(self, instrument_id: InstrumentId) -> None:
        # The list of instruments may load after something was selected.
        if self._instruments.instrument(instrument_id) is not None and not self._modify_key:
            self._show_instrument(instrument_id)

    def _reset_fields(self) -> None:
        self._price_touched = False
        self.form.reset()
        self._default_product()

    def _default_product(self) -> None:
        instrument, capabilities = self.form.instrument, self._capabilities()
        if instrument is not None and capabilities is not None:
            product = self._memory.choose(instrument, capabilities)
            if product is not None:
                self.form.product.set_value(product)

    # -- modifying

    def _open_modify(self, order: Order) -> None:
        self._leave_modify()
        self._show_instrument(order.instrument)
        self._modify_key = order.key
        self._price_touched = True
        self.set_side(order.side)
        self.form.fill(order)
        self.form.set_modify(modify=True)
        self.header.switch.setEnabled(False)
        self.view.show_modify(modify=True)
        self.form.focus_quantity()
        self._refresh()

    def _leave_modify(self) -> None:
        if not self._modify_key:
            return
        self._modify_key = ""
        self._objections = ()
        self.form.set_modify(modify=False)
        self.header.switch.setEnabled(True)
        self.view.show_modify(modify=False)

    def _leave_modify_by_hand(self) -> None:
        self._leave_modify()
        self._reset_fields()
        self._default_price()
        self._refresh()

    def _on_escape(self) -> None:
        if self._modify_key:
            self._leave_modify_by_hand()
        else:
            self.header.setFocus(Qt.FocusReason.OtherFocusReason)

    def _submit_change(self, draft: Draft) -> None:
        order = self._amended()
        if order is None or not order.state.is_working:
            self._refresh()
            return
        wanted = change(draft, order)
        if is_empty(wanted):
            return
        self._objections = self._orders.check_change(order.key, wanted)
        if any(o.level is ConfirmLevel.NEVER for o in self._objections):
            self._refresh()
            return
        self._sender.change(order, wanted, change_sentence(draft, order))

    def _on_order(self, order: Order) -> None:
        if order.key == self._modify_key:
            self._refresh()

    # -- prices

    def _show_prices(self) -> None:
        self._quotes.show(self.header)
        if not self._price_touched and self.form.price.value() is None:
            self._default_price()

    def _default_price(self) -> None:
        if (price := self._quotes.opening(self._side)) is not None:
            self.form.price.set_value(price)
            self._refresh()

    def _take_price(self, reference: str) -> None:
        self._take_reference("price", reference)

    def _take_reference(self, field: str, reference: str) -> None:
        edit = self.form.price if field == "price" else self.form.trigger
        price = self._quotes.reference(reference)
        if price is not None and edit.isEnabled():
            self._price_touched = True
            edit.take(price)

    def _position(self) -> int:
        form, positions = self.form, self._portfolio.positions()
        return rules.held(positions, self.instrument_id, form.chosen_account, form.product.value())

    # -- accounts and money

    def _capabilities(self) -> Capabilities | None:
        broker = self._orders.brokers.get(self.form.chosen_account or AccountId(""))
        return broker.capabilities if broker is not None else None

    def _sync_accounts(self) -> None:
        accounts = tuple(self._orders.brokers)
        if accounts == self._accounts:
            return
        self._accounts = accounts
        labels = rules.account_labels(self._orders.brokers)
        first = self.form.chosen_account is None
        self.form.set_accounts(labels)
        if self._wanted_account in labels:
            self.form.choose_account(self._wanted_account)
            self._wanted_account = AccountId("")  # from now on the person chooses
        if first and self.form.instrument is not None:
            self.form.set_subject(self.form.instrument, self._capabilities())
            self._default_product()
        self._refresh()

    # -- what is shown

    def _on_edited(self) -> None:
        self._price_touched = self._price_touched or self.form.price.hasFocus()
        self._mood_message = None
        self._refresh()

    def _refresh(self) -> None:
        if (shown := self.form.instrument) is not None:
            # Asked for again: a refusal may have named the exchange's largest order meanwhile.
            shown = self._instruments.instrument(shown.id) or shown
            self.form.set_subject(shown, self._capabilities())
        draft = self.form.draft()
        self._auctions.follow(draft)
        missing, unreadable = gaps(draft), self.form.problems()
        self._objections = self._check(draft) if not missing and not unreadable else ()
        # Exits free margin, whatever an estimate of them alone says.
        shortage = None if draft.reduces or self._modify_key else self._costing.shortage
        modifying = bool(self._modify_key)
        verdict = judge(draft, missing, unreadable, self._objections, shortage, modifying=modifying)
        self._blocked = verdict.blocked
        self.form.set_objections(verdict.beside)
        above = with_news(self._mood_message, self._consent.add(draft, verdict.above))
        if not self._accounts:
            above = (Message("No account is logged in: log in to trade.", "gap"),)
        self._remedy = above[0].remedy if above else ""
        self.view.messages.say(above, self._mend)
        self.form.set_hints(
            quantity=quantity_hint(draft.quantity, draft.instrument, draft),
            price=self._quotes.band_text(),
            trigger="",
        )
        priced = None if missing or unreadable or self._modify_key else intent(draft)
        self._costing.want(priced, draft.account, draft.instrument)
        self._show_button()

    def _check(self, draft: Draft) -> tuple[Objection, ...]:
        if not self._modify_key:
            # "Sent a moment ago" is asked at the next press; right after a send it is only noise.
            return tuple(o for o in self._orders.check(intent(draft)) if o.code != "duplicate")
        return amend.objections(self._orders, self._amended(), draft)

    def _amended(self) -> Order | None:
        return self._orders.book.order(self._modify_key)

    def _show_button(self) -> None:
        draft = self.form.draft()
        text, able = sentence(draft), not self._blocked
        if self._modify_key:
            text, able = amend.button(self._amended(), draft, blocked=self._blocked)
        self.view.button.setText(text.replace("&", "&&"))
        self.view.button.setAccessibleName(told(text))
        self.view.button.setEnabled(able and self._sender.armed and bool(self._accounts))

    def _mend(self) -> None:
        shortage = self._costing.shortage
        if self._remedy == AUTHORISE:
            self._consent.start()
        elif self._remedy != "Fit":
            self.form.mend(self._remedy)
        elif shortage is not None:
            self.form.fit(max(Decimal(0), shortage[1]) / shortage[0])

    # -- what became of it

    def _on_stage(self, now: Stage | None) -> None:
        self.view.progress.show_stage(now)

    def _on_bad_news(self, text: str) -> None:
        self._mood_message = Message(text, "never")
        self._refresh()
