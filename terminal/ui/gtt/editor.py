"""The editor of a trigger: fields and a chart that say the same, objections, and one button.

It lives inside the panel and blocks nothing: prices move while it is filled. What the broker refuses
leaves it filled, with the broker's words. It reads and writes through `GttService` only.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from math import nan

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from terminal.domain.gtt import Gtt, GttKind, GttRules
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.instrument import Instrument
from terminal.domain.market import Interval
from terminal.domain.notice import Objection
from terminal.domain.order import Product, Side
from terminal.domain.ports import Clock, InstrumentSource
from terminal.gtt.rules import default_limit
from terminal.gtt.service import GttService
from terminal.gtt.stages import GttStage
from terminal.market.board import LIVE
from terminal.market.hub import Hub
from terminal.runtime.tasks import TaskScope
from terminal.ui.gtt import draft as drafts
from terminal.ui.gtt.closes import Closes, OpenSeries
from terminal.ui.gtt.draft import HIGH, LOW, GttDraft
from terminal.ui.gtt.legs import LegFields
from terminal.ui.gtt.minichart import lines_of
from terminal.ui.gtt.sending import GttSender
from terminal.ui.gtt.verdict import Verdict, judge
from terminal.ui.gtt.view import EditorView
from terminal.ui.gtt.words import STAGE_WORDS, product_note, promise
from terminal.ui.i18n import told, tr
from terminal.ui.link import GttRequest
from terminal.ui.theme import Theme
from terminal.ui.ticket import rules
from terminal.ui.ticket.inputs import PriceEdit
from terminal.ui.ticket.messages import Message
from terminal.ui.ticket.quotes import TicketQuotes

RECHECK_FRAMES = 15


class GttEditor(QWidget):
    """One trigger at a time, new or changed."""

    left = QtSignal()
    """Somebody wants the editor gone."""
    sent = QtSignal(str)
    """What it held was sent: the key of its row."""

    def __init__(
        self,
        *,
        gtts: GttService,
        instruments: InstrumentSource,
        hub: Hub,
        clock: Clock,
        open_series: OpenSeries,
        labels: Callable[[], Mapping[AccountId, str]],
        held: Callable[[AccountId | None, InstrumentId], int],
        scope: TaskScope,
        theme: Theme,
    ) -> None:
        super().__init__()
        self.setObjectName("gtt.editor")
        self.setAccessibleName(tr("GTT editor"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.theme = theme
        self._gtts, self._instruments, self._hub, self._clock = gtts, instruments, hub, clock
        self._labels, self._held = labels, held
        self._instrument: Instrument | None = None
        self._quotes = TicketQuotes(hub)
        self._modified: Gtt | None = None
        self._wanted_product: Product | None = None
        self._frames = 0
        self._quiet = False
        self._note = ""
        self._news: Message | None = None
        self._labelled: Mapping[AccountId, str] = {}
        self._verdict = Verdict()
        self.view = EditorView(theme)
        self.head, self.grid, self.chart = self.view.head, self.view.grid, self.view.chart
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self._closes = Closes(self.chart, open_series=open_series, scope=scope, clock=clock)
        self.sends = GttSender(gtts=gtts, scope=scope, theme=theme, parent=self)
        self._connect()

    # -- what the panel tells

    @property
    def instrument_id(self) -> InstrumentId | None:
        return self._instrument.id if self._instrument is not None else None

    @property
    def modifying(self) -> str:
        """The key of the trigger being changed, '' for a new one."""
        return self._modified.key if self._modified is not None else ""

    def open(self, request: GttRequest) -> bool:
        """Begin a new trigger as asked; False where the instrument is not in the day's list."""
        if not self._show_instrument(request.instrument):
            return False
        self._begin(None)
        assert self._instrument is not None
        if request.account is not None:
            self.head.choose_account(request.account)
        side = request.side or Side.BUY
        both = request.protects and drafts.takes_oco(self._instrument, side, self._rules())
        self._fill(
            side=side,
            kind=GttKind.TWO_LEG if both else GttKind.SINGLE,
            product=request.product,
        )
        units = request.quantity or self._instrument.lot_size
        for leg in self.grid.legs:
            leg.quantity.set_units(units)
        if request.trigger_price is not None:
            place = LOW
            last = self._last()
            if both and last is not None and request.trigger_price > last:
                place = HIGH
            self.grid.legs[place].set_trigger(request.trigger_price)
        self._note = product_note(request, self.head.product.value())
        self._ready()
        return True

    def change(self, gtt: Gtt, trigger_price: Decimal | None = None) -> bool:
        """Begin a change of a resting trigger; False where its instrument is not in the list.

        With `trigger_price` the nearer leg stands there already.
        """
        if not self._take(gtt, modify=True):
            return False
        if trigger_price is not None:
            legs = zip(self.grid.legs, gtt.legs, strict=False)
            nearer = min(legs, key=lambda pair: abs(pair[1].trigger_price - trigger_price))
            nearer[0].set_trigger(trigger_price)
            self.refresh()
        return True

    def repeat(self, gtt: Gtt) -> bool:
        """Begin a new trigger like another one."""
        return self._take(gtt, modify=False)

    def leave(self) -> None:
        """Stop watching and loading; what is on its way goes on without it."""
        self._closes.close()
        self.sends.forget()
        self._quotes.close()
        self._instrument, self._modified = None, None

    def draft(self) -> GttDraft:
        """Return what the fields read now."""
        two = self.head.kind.value() is GttKind.TWO_LEG
        legs = self.grid.legs if two else self.grid.legs[:1]
        return GttDraft(
            account=self.head.chosen_account,
            instrument=self._instrument,
            kind=GttKind.TWO_LEG if two else GttKind.SINGLE,
            side=self.head.side.value() or Side.SELL,
            product=self.head.product.value(),
            legs=tuple(leg.draft() for leg in legs),
            last=self._last(),
        )

    def submit(self) -> None:
        """Check once more and send: the button and Ctrl+Enter."""
        if not self.sends.armed or self._instrument is None:
            return
        self._news = None
        self.refresh()
        wish = self.draft()
        if self._verdict.blocked:
            self.grid.focus_field(next(iter(self._verdict.beside), ""))
            return
        sentence = drafts.sentence(wish, modifying=self._modified is not None)
        client_id = self._gtts.new_client_id()
        self.sends.send(drafts.intent(wish, client_id), sentence, replaces=self.modifying)

    def on_frame(self) -> None:
        """Follow prices, accounts and bars."""
        self._sync_accounts()
        self._closes.refresh()
        if self._quotes.moved():
            self._show_prices()
        self._frames += 1
        # Some objections pass with the price, others with time alone.
        if self._frames >= RECHECK_FRAMES and not self.chart.dragging:
            self._frames = 0
            self.refresh()

    def refresh(self) -> None:
        """Bring notes, objections, lines and button up to date with the fields."""
        if self._quiet or self._instrument is None:
            return
        wish = self.draft()
        held = self._held(wish.account, self._instrument.id)
        self.grid.show_rules(wish, held)
        self.chart.show_lines(lines_of(wish))
        missing = drafts.gaps(wish)
        problems = [p for leg in self._shown_legs() for p in leg.problems()]
        objections: tuple[Objection, ...] = ()
        if not missing and not problems:
            objections = self._gtts.check(drafts.intent(wish), replaces=self.modifying)
        self._verdict = judge(missing, problems, objections)
        self._show_verdict(wish)

    # -- opening

    def _take(self, gtt: Gtt, *, modify: bool) -> bool:
        if not self._show_instrument(gtt.instrument):
            return False
        self._begin(gtt if modify else None)
        self.head.choose_account(gtt.account)
        self._quiet = True
        first = gtt.legs[0]
        self._fill(side=first.side, kind=gtt.kind, product=first.product)
        self._quiet = True
        for fields, leg in zip(self.grid.legs, gtt.legs, strict=False):
            fields.quantity.set_units(leg.quantity)
            fields.quantity_touched = True
            fields.set_trigger(leg.trigger_price)
            fields.set_price(leg.price)
            assert self._instrument is not None
            usual = default_limit(leg.trigger_price, leg.side, self._instrument)
            # A limit that stands where it would by itself goes on following its trigger.
            fields.price_touched = leg.price != usual
        self._ready()
        return True

    def _show_instrument(self, instrument_id: InstrumentId) -> bool:
        instrument = self._instruments.instrument(instrument_id)
        if instrument is None or not instrument.tradable:
            return False
        if instrument_id != self.instrument_id:
            self._quotes.follow(instrument)
            self._instrument = instrument
            self.head.set_names(instrument)
            self.grid.set_captions(lots=rules.counts_lots(instrument))
            self.chart.set_grid(instrument.grid)
            self.chart.show_last(nan, stale=True)
            for leg in self.grid.legs:
                leg.set_subject(instrument)
            self._closes.show(instrument_id, self._interval())
        return True

    def _begin(self, modified: Gtt | None) -> None:
        self.sends.forget()
        self._modified = modified
        self._note, self._news = "", None
        self._quiet = True
        for leg in self.grid.legs:
            leg.clear()
        self._sync_accounts()

    def _fill(self, *, side: Side, kind: GttKind, product: Product | None) -> None:
        """Choose side, kind and product, and put untouched triggers where they start."""
        assert self._instrument is not None
        self._quiet = True
        taken = self._rules()
        self._wanted_product = product
        self.head.side.set_value(side)
        self.head.apply_rules(self._instrument, taken, modify=self._modified is not None)
        chosen = drafts.usual_product(self._instrument, taken, product)
        if chosen is not None:
            self.head.product.set_value(chosen)
        self.head.kind.set_value(kind)
        self._shape()
        self._quiet = False

    def _ready(self) -> None:
        self._quiet = False
        self._shape()
        self._start_triggers()
        self._show_prices()
        first = self.grid.legs[LOW]
        first.trigger.setFocus(Qt.FocusReason.OtherFocusReason)
        first.trigger.selectAll()

    def _start_triggers(self) -> None:
        """Put untouched triggers off the last price, once there is one."""
        last, instrument = self._last(), self._instrument
        if instrument is None or last is None:
            return
        two = self.head.kind.value() is GttKind.TWO_LEG
        sells = self.head.side.value() is Side.SELL
        stop, target = drafts.STOP_PERCENT, drafts.TARGET_PERCENT
        starts = (stop if sells else -target, target if sells else -stop) if two else (stop,)
        for leg, percent in zip(self.grid.legs, starts, strict=False):
            if not leg.trigger_touched:
                start = drafts.start_trigger(last, percent, instrument)
                leg.set_trigger(start, touched=False)
                leg.trigger_touched = True
                if leg.trigger.hasFocus():
                    leg.trigger.selectAll()

    # -- what a person does

    def _on_choice(self) -> None:
        if self._quiet or self._instrument is None:
            return
        self.head.apply_rules(self._instrument, self._rules(), modify=self._modified is not None)
        self._shape()
        self._start_triggers()
        self._news = None
        self.refresh()

    def _on_edited(self, _place: int) -> None:
        self._news = None
        self.refresh()

    def _on_dragged(self, key: str, price: Decimal) -> None:
        for leg in self.grid.legs:
            trigger, limit, _ = leg.names
            if key == trigger:
                leg.set_trigger(price)
            elif key == limit:
                leg.set_price(price)
        self._news = None
        self.refresh()

    def _on_reference(self, field: PriceEdit, name: str) -> None:
        price = self._quotes.reference(name)
        if price is not None:
            field.take(price)

    def _on_refused(self, text: str) -> None:
        self._news = Message(text, "never")
        self.refresh()

    def _on_interval(self) -> None:
        if self._instrument is not None:
            self._closes.show(self._instrument.id, self._interval())

    def _mend(self) -> None:
        """Do what the button beside the first objection says."""
        if not self._verdict.remedies or self._instrument is None:
            return
        code, field = self._verdict.remedies[0]
        for leg in self._shown_legs():
            leg.mend(code, field)
        self.refresh()

    # -- showing

    def _shape(self) -> None:
        """Show the second leg or not, and tell the fields which way they order."""
        side = self.head.side.value() or Side.SELL
        two = self.head.kind.value() is GttKind.TWO_LEG
        self.grid.show_second(shown=two)
        first, second = self.grid.legs
        if two and not second.quantity.text():
            second.quantity.setText(first.quantity.text())
        for leg in self.grid.legs:
            if leg.side is not side:
                leg.side = side
                leg.follow()
        self.view.wear(side)

    def _show_verdict(self, wish: GttDraft) -> None:
        self.grid.show_objections(self._verdict.beside)
        above = list(self._verdict.above)
        over = self._no_longer()
        if over:
            above.insert(0, Message(over, "never"))
        if self._news is not None:
            above.insert(0, self._news)
        if self._note:
            above.append(Message(self._note, "ask"))
        if not above:
            ends = self._modified.expires_ns if self._modified is not None else 0
            above = [Message(promise(self._rules(), self._clock.now_ns(), ends))]
        self.view.messages.say(above, self._mend if above[0].remedy else None)
        text = drafts.sentence(wish, modifying=self._modified is not None)
        if self.sends.sending:
            text = f"Sending… · {text.partition(' · ')[0]}"
        self.view.button.setText(told(text).replace("&", "&&"))
        self.view.button.setAccessibleName(told(text))
        self.view.button.setToolTip(told(f"{text}\nCtrl+Enter"))
        self.view.button.setEnabled(self.sends.armed and not self._verdict.blocked and not over)

    def _no_longer(self) -> str:
        if self._modified is None:
            return ""
        now = self._gtts.gtt(self._modified.key)
        if now is None:
            return "This trigger is gone: it cannot be changed any more."
        stage = self._gtts.stage(now)
        if stage is GttStage.WAITING:
            return ""
        return f"It is not waiting any more ({STAGE_WORDS[stage].lower()}): it cannot be changed."

    def _show_prices(self) -> None:
        instrument, board = self._instrument, self._hub.board
        slot = self._hub.slot(instrument.id) if instrument is not None else None
        if instrument is None or slot is None:
            return
        last, close = float(board.last[slot]), float(board.close[slot])
        stale = bool(board.state[slot] != LIVE)
        change = (last / close - 1) * 100 if close > 0 and last > 0 else nan
        self.head.show_last(last, change, instrument.grid.decimals, stale=stale)
        self.chart.show_last(last if last > 0 else nan, stale=stale)
        price = self._last()
        for leg in self.grid.legs:
            leg.set_last(price)
        self._start_triggers()
        self.refresh()

    # -- facts

    def _shown_legs(self) -> tuple[LegFields, ...]:
        two = self.head.kind.value() is GttKind.TWO_LEG
        return self.grid.legs if two else self.grid.legs[:1]

    def _rules(self) -> GttRules:
        account = self.head.chosen_account
        return (self._gtts.rules(account) if account is not None else None) or GttRules()

    def _last(self) -> Decimal | None:
        return self._quotes.reference()

    def _interval(self) -> Interval:
        return Interval.DAY if self.view.daily.isChecked() else Interval.MINUTE_5

    def _sync_accounts(self) -> None:
        labels = self._labels()
        if labels != self._labelled:
            self._labelled = dict(labels)
            self.head.set_accounts(labels)
            self._on_choice()

    def _units_held(self) -> int:
        if self._instrument is None:
            return 0
        return self._held(self.head.chosen_account, self._instrument.id)

    # -- building

    def _connect(self) -> None:
        self.head.edited.connect(self._on_choice)
        self.head.left.connect(self._leave)
        self.grid.edited.connect(self._on_edited)
        for leg in self.grid.legs:
            leg.held = self._units_held
            leg.reference_asked.connect(self._on_reference)
        self.chart.dragged.connect(self._on_dragged)
        self.view.button.clicked.connect(self.submit)
        self.sends.armed_changed.connect(self.refresh)
        self.sends.refused.connect(self._on_refused)
        self.sends.sent.connect(self.sent)
        self.view.five.toggled.connect(self._on_interval)
        self.theme.changed.connect(self._on_theme)
        for sequence in ("Ctrl+Return", "Ctrl+Enter"):
            self._shortcut(sequence, self.submit)
        self._shortcut("Ctrl+T", self._flip)
        self._shortcut("Esc", self._on_escape)

    def _shortcut(self, sequence: str, slot: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(sequence), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(slot)

    def _flip(self) -> None:
        side = self.head.side.value()
        if side is not None:
            self.head.side.set_value(side.opposite)

    def _on_escape(self) -> None:
        if not self.chart.restore():
            self.left.emit()

    def _leave(self) -> None:
        self.left.emit()

    def _on_theme(self) -> None:
        self.view.wear(self.head.side.value() or Side.SELL)
