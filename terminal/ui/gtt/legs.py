"""The number fields of a trigger's legs: trigger as a price or a percent, limit, quantity.

Each field has its rule below it, which an objection replaces. One grid for both legs, captions once,
so that a two-leg fits into a low panel.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal

from PySide6.QtCore import QObject, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget
from typing_extensions import override

from terminal.domain.gtt import GttKind
from terminal.domain.instrument import Instrument
from terminal.domain.order import Side
from terminal.gtt.rules import at_percent, default_limit
from terminal.ui import parse
from terminal.ui.gtt.draft import (
    FIELDS,
    HIGH,
    GttDraft,
    LegDraft,
    is_above,
    leg_title,
    price_rule,
    quantity_rule,
    trigger_rule,
)
from terminal.ui.gtt.words import percent_from
from terminal.ui.i18n import told, tr
from terminal.ui.theme import Theme
from terminal.ui.ticket import rules
from terminal.ui.ticket.inputs import PriceEdit, QuantityEdit, StepEdit
from terminal.ui.ticket.widgets import NOTE_TONES, ElidedLabel, restyle

_CAPTIONS = ("Trigger", "From last", "Limit", "Quantity")
_WIDTHS = (96, 80, 130, 92)


class PercentEdit(StepEdit):
    """A signed percentage: -5, +2.5, 5%. A step is a tenth."""

    shift_steps = 5
    ctrl_steps = 20

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.problem = ""

    def value(self) -> Decimal | None:
        """Return the percentage, None where empty or unreadable (`problem`)."""
        text = self.text().replace("%", "").replace("−", "-").replace("+", "").strip()
        self.problem = ""
        if not text:
            return None
        digits = text.removeprefix("-")
        if not digits.isascii() or not digits.replace(".", "", 1).isdigit():
            self.problem = f"{self.text().strip()!r} is not a percentage. Try -5 or 2.5."
            return None
        value = Decimal(text)
        if not Decimal(-100) < value < Decimal(1000):
            self.problem = "A trigger cannot be that far away."
            return None
        return value

    def set_value(self, percent: Decimal | None) -> None:
        text = "" if percent is None else f"{percent:+.2f}%".replace("-", "−")
        if text != self.text():
            self.setText(text)

    @override
    def step(self, count: int) -> None:
        moved = (self.value() or Decimal(0)) + Decimal(count) / 10
        self._replace(f"{moved:+.2f}%")


class Rule(ElidedLabel):
    """The line below a field: its rule, or what is objected to."""

    def __init__(self, theme: Theme, editor: QLineEdit) -> None:
        super().__init__(theme, size_delta=-2)
        self._editor = editor
        self._hint = ""
        self.level = ""

    def set_hint(self, text: str) -> None:
        self._hint = text
        if not self.level:
            self.set_text(text, tone="muted")

    def set_objection(self, text: str, level: str) -> None:
        """Show an objection ("gap", "ask" or "never"); an empty text brings the rule back."""
        now = level if text else ""
        if now != self.level:
            self.level = now
            self._editor.setProperty("level", now)
            restyle(self._editor)
        self.set_text(text or self._hint, tone=NOTE_TONES[now])
        self._editor.setAccessibleDescription(told(text or self._hint))


class LegFields(QObject):
    """One leg's fields. They are laid out by `LegGrid`; this one holds them together.

    What a person has not touched follows: the limit its trigger, the percentage the last price.
    """

    edited = QtSignal()
    reference_asked = QtSignal(object, str)
    """A key asked a price field for `bid`, `ask`, `mid` or `last`."""

    def __init__(self, place: int, theme: Theme) -> None:
        super().__init__()
        self.place = place
        self.names = FIELDS[place]
        self.instrument: Instrument | None = None
        self.side = Side.SELL
        self.last: Decimal | None = None
        self.price_touched = False
        self.quantity_touched = False
        self.trigger_touched = False
        trigger, price, quantity = self.names
        self.trigger = PriceEdit(f"gtt.{trigger}", parse.price)
        self.percent = PercentEdit(f"gtt.{trigger}.percent")
        self.price = PriceEdit(f"gtt.{price}", parse.price)
        self.quantity = QuantityEdit(f"gtt.{quantity}", self._read_quantity)
        self.held: Callable[[], int] = lambda: 0
        leg = "first" if place == 0 else "second"
        for edit, caption in zip(self.edits, _CAPTIONS, strict=True):
            edit.setAccessibleName(told(f"{caption}, {leg} leg"))
        for field in (self.trigger, self.price):
            field.start = self._start
        self.trigger.asked.connect(self._on_trigger_asked)
        self.price.asked.connect(self._on_price_asked)
        self.trigger_rule = Rule(theme, self.trigger)
        self.price_rule = Rule(theme, self.price)
        self.quantity_rule = Rule(theme, self.quantity)
        self.title = QLabel()
        self.title.setObjectName(f"gtt.leg{place}.title")
        self.title.setFont(theme.font(-1, bold=True))
        self.way = ElidedLabel(theme, size_delta=-2)
        self.trigger.edited.connect(self._on_trigger)
        self.percent.edited.connect(self._on_percent)
        self.price.edited.connect(self._on_price)
        self.quantity.edited.connect(self._on_quantity)

    @property
    def edits(self) -> tuple[PriceEdit, PercentEdit, PriceEdit, QuantityEdit]:
        return (self.trigger, self.percent, self.price, self.quantity)

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """Everything of this leg that is shown or hidden with it."""
        return (
            *self.edits,
            self.trigger_rule,
            self.price_rule,
            self.quantity_rule,
            self.title,
            self.way,
        )

    def rule(self, field: str) -> Rule | None:
        """Return the line below a field by its objection name."""
        trigger, price, quantity = self.names
        return {
            trigger: self.trigger_rule,
            price: self.price_rule,
            quantity: self.quantity_rule,
        }.get(field)

    def draft(self) -> LegDraft:
        return LegDraft(
            trigger=self.trigger.value(), price=self.price.value(), quantity=self.quantity.units()
        )

    def problems(self) -> list[tuple[str, str]]:
        """Return (field, sentence) of what cannot be read."""
        self.draft()
        trigger, price, quantity = self.names
        percent = self.percent.problem if self.percent.hasFocus() else ""
        found = (
            (trigger, self.trigger.problem or percent),
            (price, self.price.problem),
            (quantity, self.quantity.problem),
        )
        return [(field, text) for field, text in found if text]

    def set_subject(self, instrument: Instrument | None) -> None:
        self.instrument = instrument
        if instrument is not None:
            self.trigger.set_grid(instrument.grid)
            self.price.set_grid(instrument.grid)
            self.quantity.set_lot_size(instrument.lot_size if rules.counts_lots(instrument) else 1)

    def clear(self) -> None:
        self.trigger_touched = self.price_touched = self.quantity_touched = False
        for edit in self.edits:
            edit.setText("")

    def set_trigger(self, price: Decimal | None, *, touched: bool = True) -> None:
        """Put the trigger somewhere; an untouched limit goes along."""
        self.trigger_touched = touched
        self.trigger.set_value(price)
        self._show_percent()
        self.follow()

    def set_price(self, price: Decimal) -> None:
        """Put the limit somewhere: it stays there from now on."""
        self.price_touched = True
        self.price.set_value(price)

    def set_last(self, last: Decimal | None) -> None:
        """Take the newest price: the percentage follows it unless it is being typed."""
        self.last = last
        if not self.percent.hasFocus():
            self._show_percent()

    def follow(self) -> None:
        """Bring an untouched limit behind its trigger."""
        trigger = self.trigger.value()
        if self.price_touched or self.instrument is None:
            return
        legal = trigger is not None and trigger > 0
        self.price.set_value(
            default_limit(trigger, self.side, self.instrument)
            if legal and trigger is not None
            else None
        )

    def mend(self, code: str, field: str) -> None:
        """Do at once what an objection asks for: snap a price, round lots, default the limit."""
        trigger, limit, quantity = self.names
        if code == "tick" and field == trigger:
            self.trigger.settle()
        elif code == "tick" and field == limit:
            self.price.settle()
        elif code == "limit_not_beyond" and field == limit:
            self.price_touched = False
            self.follow()
        elif code == "lot" and field == quantity and self.instrument is not None:
            units, lot = self.quantity.units() or 0, self.instrument.lot_size
            self.quantity.set_units(max(lot, units - units % lot))

    def show_rules(self, wish: GttDraft, held: int) -> None:
        """Say below each field what it may be."""
        place = self.place
        rises = place == HIGH or (
            wish.kind is GttKind.SINGLE and is_above(wish, wish.legs[place].trigger)
        )
        way = "rises to" if rises else "falls to"
        title = leg_title(wish, place)
        self.title.setText(told(title) if title else told(way).capitalize())
        self.way.set_text(way if title else "")
        self.trigger_rule.set_hint(trigger_rule(wish, place))
        self.price_rule.set_hint(price_rule(wish, place))
        self.quantity_rule.set_hint(quantity_rule(wish, place, held))

    def _show_percent(self) -> None:
        self.percent.set_value(percent_from(self.last, self.trigger.value()))

    def _on_trigger(self) -> None:
        self.trigger_touched = True
        self._show_percent()
        self.follow()
        self.edited.emit()

    def _on_percent(self) -> None:
        percent = self.percent.value()
        if percent is not None and self.last is not None and self.instrument is not None:
            self.trigger_touched = True
            step = self.instrument.grid.step
            self.trigger.set_value(max(step, at_percent(self.last, percent, self.instrument)))
            self.follow()
        self.edited.emit()

    def _on_price(self) -> None:
        # An emptied limit is a wish for the default one.
        self.price_touched = bool(self.price.text().strip())
        self.edited.emit()

    def _on_quantity(self) -> None:
        self.quantity_touched = True
        self.edited.emit()

    def _on_trigger_asked(self, name: str) -> None:
        self.reference_asked.emit(self.trigger, name)

    def _on_price_asked(self, name: str) -> None:
        self.reference_asked.emit(self.price, name)

    def _start(self) -> Decimal:
        return self.trigger.value() or self.last or Decimal(0)

    def _read_quantity(self, text: str) -> int:
        lot = self.instrument.lot_size if self.instrument is not None else 1
        return parse.quantity(
            text,
            lot_size=lot,
            unit_price=self.price.value() or self.last,
            position=self.held(),
        )


class LegGrid(QWidget):
    """Both legs under one row of captions."""

    edited = QtSignal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.legs = (LegFields(0, theme), LegFields(1, theme))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(1)
        grid.setColumnMinimumWidth(0, 62)
        self.captions = []
        for number, caption in enumerate(_CAPTIONS, start=1):
            label = QLabel(told(caption))
            label.setObjectName("ticketCaption")
            grid.addWidget(label, 0, number)
            grid.setColumnMinimumWidth(number, _WIDTHS[number - 1])
            grid.setColumnStretch(number, 2)
            self.captions.append(label)
        for leg in self.legs:
            row = 1 + 2 * leg.place
            top = Qt.AlignmentFlag.AlignVCenter
            grid.addWidget(leg.title, row, 0, top)
            grid.addWidget(leg.way, row + 1, 0)
            for number, edit in enumerate(leg.edits, start=1):
                edit.setMinimumWidth(40)
                grid.addWidget(edit, row, number)
            grid.addWidget(leg.trigger_rule, row + 1, 1, 1, 2)
            grid.addWidget(leg.price_rule, row + 1, 3)
            grid.addWidget(leg.quantity_rule, row + 1, 4)
            leg.setParent(self)
        self.legs[0].edited.connect(self._on_first)
        self.legs[1].edited.connect(self._on_second)

    def show_second(self, *, shown: bool) -> None:
        for widget in self.legs[1].widgets:
            widget.setVisible(shown)

    def show_rules(self, wish: GttDraft, held: int) -> None:
        """Say below each field of the legs in use what it may be; `held` in units."""
        for leg in self.legs[: len(wish.legs)]:
            leg.show_rules(wish, held)

    def show_objections(self, beside: Mapping[str, tuple[str, str]]) -> None:
        """Put objections (field → text, level) in the place of the rules."""
        for leg in self.legs:
            for field in leg.names:
                rule = leg.rule(field)
                if rule is not None:
                    rule.set_objection(*beside.get(field, ("", "")))

    def focus_field(self, field: str) -> None:
        """Put the cursor into a field by its objection name."""
        for leg in self.legs:
            edits = dict(zip(leg.names, (leg.trigger, leg.price, leg.quantity), strict=True))
            if field in edits:
                edits[field].setFocus(Qt.FocusReason.OtherFocusReason)
                edits[field].selectAll()

    def set_captions(self, *, lots: bool) -> None:
        self.captions[3].setText(tr("Lots") if lots else tr("Quantity"))

    def _on_first(self) -> None:
        first, second = self.legs
        if not second.quantity_touched:
            second.quantity.setText(first.quantity.text())
        self.edited.emit(0)

    def _on_second(self) -> None:
        self.edited.emit(1)
