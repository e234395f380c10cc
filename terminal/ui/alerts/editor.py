"""The fields of one alert: what is watched, against what, by whom, and what follows.

It reads and shows values only; the pane around it checks them with the service and sends.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from terminal.domain.alert import AlertMeasure, AlertOperator, AlertRules, AlertTerms
from terminal.domain.ids import AccountId
from terminal.domain.instrument import Instrument
from terminal.domain.ports import Clock, InstrumentSource
from terminal.market.catalog import Catalog
from terminal.ui import format as fmt
from terminal.ui.alerts.draft import (
    EXAMPLES,
    MEASURES,
    OPERATORS,
    UNITS,
    AlertDraft,
    level_caption,
    number,
)
from terminal.ui.alerts.legs import Legs
from terminal.ui.alerts.pick import InstrumentPick
from terminal.ui.i18n import told, tr
from terminal.ui.tabs import tab_through
from terminal.ui.theme import Theme
from terminal.ui.ticket.inputs import StepEdit
from terminal.ui.ticket.widgets import Field, Segments

HERE, THERE = "needs this computer to be on", "also when this PC is off"
_STEPS = {
    AlertMeasure.CHANGE: Decimal("0.1"),
    AlertMeasure.VOLUME: Decimal(1000),
    AlertMeasure.OPEN_INTEREST: Decimal(1000),
    AlertMeasure.PNL: Decimal(100),
    AlertMeasure.FEED_AGE: Decimal(1),
}


_NARROW = {
    "_account_field": (0, 0, 4),
    "_instrument_field": (1, 0, 4),
    "whole": (2, 0, 4),
    "_measure_field": (3, 0, 2),
    "_operator_field": (3, 2, 2),
    "_right_field": (4, 0, 2),
    "_level_field": (4, 2, 2),
    "_other_field": (5, 0, 4),
    "_hold_field": (6, 0, 2),
    "_repeat_field": (6, 2, 2),
    "_place_field": (7, 0, 4),
    "_name_field": (8, 0, 4),
}
_WIDE = {
    "_instrument_field": (0, 0, 2),
    "_measure_field": (0, 2, 1),
    "_operator_field": (0, 3, 1),
    "_right_field": (1, 0, 1),
    "_level_field": (1, 1, 1),
    "_hold_field": (1, 2, 1),
    "_repeat_field": (1, 3, 1),
    "_place_field": (2, 0, 2),
    "_name_field": (2, 2, 1),
    "_other_field": (3, 0, 2),
    "_account_field": (3, 2, 2),
    "whole": (1, 0, 1),
}
"""Where each field stands: row, column, columns it spans."""


class NumberEdit(StepEdit):
    """A signed number that moves by `step_size` with the arrow keys."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.step_size = Decimal(1)

    def set_number(self, value: Decimal) -> None:
        """Show a number; not an edit."""
        self.setText(f"{value:f}")

    @override
    def step(self, count: int) -> None:
        value = number(self.text()) or Decimal(0)
        self._replace(f"{value + count * self.step_size:f}")


class AlertEditor(QWidget):
    """The form. `edited` after every change that a person makes."""

    edited = QtSignal()

    def __init__(
        self, *, catalog: Catalog, instruments: InstrumentSource, theme: Theme, clock: Clock
    ) -> None:
        super().__init__()
        self.setObjectName("alerts.editor")
        self._catalog, self._instruments, self._clock = catalog, instruments, clock
        self._theme = theme
        self._accounts: list[AccountId] = []
        self._rules: AlertRules | None = None
        self._fixed_place = False
        self._shown_measure = AlertMeasure.LAST
        self._once = True
        """What a person chose for this PC; at the broker the field shows the broker's own way."""
        self._build(theme)
        self._connect()
        self._measure_changed()

    # -- values

    def draft(self) -> AlertDraft:
        """Return the fields as they stand."""
        account = self.account.currentData()
        return AlertDraft(
            account=AccountId(account) if account else None,
            instrument=self.instrument.instrument,
            measure=AlertMeasure(self.measure.currentData()),
            operator=AlertOperator(self.operator.currentData()),
            level=self.level.text(),
            hold=self.hold.text(),
            name=self.name.text(),
            against=self._is_against(),
            other=self.other.instrument,
            whole_account=self.whole.isChecked(),
            once=self.repeat.value() is not False,
            local=self.place.value() is not False,
            legs=tuple(leg.draft() for leg in self.legs.legs),
        )

    def begin(
        self,
        instrument: Instrument | None,
        *,
        level: Decimal | None,
        operator: AlertOperator,
        account: AccountId | None,
        local: bool,
    ) -> None:
        """Empty the form for a new alert of an instrument."""
        self._fixed_place = False
        self.instrument.set_instrument(instrument)
        self.other.set_instrument(None)
        self.measure.setCurrentIndex(0)
        self.operator.setCurrentIndex(max(0, self.operator.findData(operator)))
        self.right.set_value(False)
        digits = instrument.grid.decimals if instrument is not None else 2
        self.level.setText("" if level is None else f"{level:.{digits}f}")
        self.hold.setText("")
        self.name.setText("")
        self.whole.setChecked(False)
        self._once = True
        self._show_once(True)
        self.place.set_value(local)
        self.legs.clear()
        if account is not None:
            self.account.setCurrentIndex(max(0, self.account.findData(account)))
        self._measure_changed()

    def fill(self, terms: AlertTerms) -> None:
        """Show an alert that is to be changed; where it is watched cannot be changed."""
        known = self._instruments.instrument
        self._fixed_place = True
        self.instrument.set_instrument(known(terms.instrument) if terms.instrument else None)
        self.other.set_instrument(known(terms.other) if terms.other else None)
        self.measure.setCurrentIndex(max(0, self.measure.findData(terms.measure)))
        self.operator.setCurrentIndex(max(0, self.operator.findData(terms.operator)))
        self.right.set_value(terms.other is not None)
        self.level.setText("" if terms.other is not None else f"{terms.level.normalize():f}")
        self.hold.setText(f"{terms.hold_s:g}" if terms.hold_s else "")
        self.name.setText(terms.name)
        self.whole.setChecked(terms.instrument is None)
        self._once = terms.once
        self._show_once(terms.once)
        self.place.set_value(terms.local)
        self.account.setCurrentIndex(max(0, self.account.findData(terms.account)))
        self.legs.clear()
        for order in terms.orders:
            self.legs.add().fill(order, known(order.instrument))
        self._measure_changed()

    def free_place(self) -> None:
        """Let a person choose again who watches."""
        self._fixed_place = False

    def set_accounts(self, accounts: Sequence[AccountId]) -> None:
        """Offer these accounts; the choice stays where it can."""
        if list(accounts) == self._accounts:
            return
        self._accounts = list(accounts)
        before = self.account.currentData()
        self.account.clear()
        for account in accounts:
            self.account.addItem(fmt.account(account), account)
        self.account.setCurrentIndex(max(0, self.account.findData(before)))
        self._account_field.setVisible(len(self._accounts) > 1)

    def set_rules(self, rules: AlertRules | None, *, here_only: str) -> None:
        """Take what the account's broker can watch; `here_only` says why it cannot watch this one."""
        self._rules = rules
        offered = [True] if here_only or rules is None else [False, True]
        if self._fixed_place:
            offered = [self.place.value() is not False]
        self.place.set_offered(offered)
        local = self.place.value() is not False
        self._place_field.set_hint(HERE if local else THERE)
        self._place_field.setToolTip(told(here_only))
        self.repeat.setEnabled(local)
        # At the broker one with orders is switched off after it fired, others go on.
        self._show_once(self._once if local else bool(self.legs.legs))
        self._repeat_field.set_hint("" if local else "set by broker")

    def show_value(self, text: str, *, stale: bool) -> None:
        """Show what the left side is now."""
        self.instrument.set_price(text, stale=stale)

    def show_suggestion(self, name: str) -> None:
        self.name.setPlaceholderText(told(name))

    def show_objections(self, beside: Mapping[str, tuple[str, str]]) -> None:
        """Put objections (field → text, level) beside their fields; the rules come back elsewhere."""
        for field, shown in self._fields.items():
            shown.set_objection(*beside.get(field, ("", "")))
        self.legs.set_objection(*beside.get("orders", ("", "")))

    def focus_first(self) -> None:
        """Put the cursor where a person begins: the level, or the search for an instrument."""
        if self.instrument.instrument is None and not self.whole.isChecked():
            self.instrument.search()
        else:
            self.level.setFocus(Qt.FocusReason.OtherFocusReason)
            self.level.selectAll()

    def lock(self, *, locked: bool) -> None:
        self.setEnabled(not locked)

    # -- building

    def _build(self, theme: Theme) -> None:
        self.instrument = self._pick("alerts.instrument")
        self.other = self._pick("alerts.other")
        self.measure = _combo("alerts.measure", MEASURES)
        self.operator = _combo("alerts.operator", OPERATORS)
        self.level = NumberEdit("alerts.level")
        self.right = Segments(
            "alerts.right",
            [(False, "Number", "Compare with a number"), (True, "Instrument", "Compare prices")],
        )
        self.right.set_value(False)
        self.hold = NumberEdit("alerts.hold")
        self.hold.setPlaceholderText(tr("at once"))
        self.repeat = Segments(
            "alerts.repeat",
            [
                (True, "Once", "It switches itself off when it has fired"),
                (False, "Each time", "It fires again after the condition was false"),
            ],
        )
        self.repeat.set_value(True)
        self.place = Segments(
            "alerts.place",
            [
                (False, "Broker", "The broker watches, also while this computer is off"),
                (True, "This PC", "This program watches: it must run and be logged in"),
            ],
        )
        self.place.set_value(True)
        self.whole = QCheckBox(tr("Of the whole account"))
        self.whole.setObjectName("alerts.whole")
        self.name = QLineEdit()
        self.name.setObjectName("alerts.name")
        self.name.setMaxLength(100)
        self.account = QComboBox()
        self.account.setObjectName("alerts.account")
        self.legs = Legs(self._pick, theme=theme)

        def field(caption: str, editor: QWidget) -> Field:
            return Field(caption, editor, theme=theme)

        self._instrument_field = field("Instrument", self.instrument)
        self._measure_field = field("Watch", self.measure)
        self._operator_field = field("Fires when it is", self.operator)
        self._level_field = field("Level", self.level)
        self._right_field = field("Compare with", self.right)
        self._other_field = field("Other instrument", self.other)
        self._hold_field = field("For seconds", self.hold)
        self._hold_field.set_hint("unbroken")
        self._repeat_field = field("Fires", self.repeat)
        self._place_field = field("Watched by", self.place)
        self._name_field = field("Name", self.name)
        self._account_field = field("Account", self.account)
        self._account_field.setVisible(False)
        self._fields = {
            "instrument": self._instrument_field,
            "measure": self._measure_field,
            "operator": self._operator_field,
            "level": self._level_field,
            "hold_s": self._hold_field,
            "watched": self._place_field,
            "name": self._name_field,
            "account": self._account_field,
        }
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(5)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(5)
        column.addLayout(self._grid)
        column.addWidget(self.legs)
        column.addStretch(1)
        self._wide: bool | None = None
        self.arrange(wide=False)

    def arrange(self, *, wide: bool) -> None:
        """Put the fields side by side in four columns (a low panel), or in two below each other."""
        if wide == self._wide:
            return
        self._wide = wide
        top = Qt.AlignmentFlag.AlignTop
        places = _WIDE if wide else _NARROW
        for name, (row, column, span) in places.items():
            widget = getattr(self, name)
            self._grid.removeWidget(widget)
            self._grid.addWidget(widget, row, column, 1, span, top)
        for column in range(4):
            self._grid.setColumnStretch(column, 1)
        if wide:
            bottom = Qt.AlignmentFlag.AlignBottom
            self._grid.addWidget(self.legs.add_button, 2, 3, bottom)
        else:
            self.legs.take_button()
        self.legs.show_head(shown=not wide)
        in_reading_order = sorted(places, key=lambda name: places[name][:2])
        tab_through(*(getattr(self, name) for name in in_reading_order), self.legs)

    def _connect(self) -> None:
        self.measure.activated.connect(self._on_measure)
        self.operator.activated.connect(self.edited)
        self.right.chosen.connect(self._on_right)
        self.place.chosen.connect(self.edited)
        self.repeat.chosen.connect(self._on_repeat)
        self.whole.clicked.connect(self._on_measure)
        self.account.activated.connect(self.edited)
        self.level.edited.connect(self.edited)
        self.hold.edited.connect(self.edited)
        self.name.textEdited.connect(self.edited)
        self.instrument.picked.connect(self.edited)
        self.other.picked.connect(self.edited)
        self.legs.edited.connect(self.edited)
        self.legs.add_button.clicked.connect(self._add_leg)

    def _show_once(self, once: bool) -> None:  # noqa: FBT001  the field's own value
        blocked = self.repeat.blockSignals(True)
        self.repeat.set_value(once)
        self.repeat.blockSignals(blocked)

    def _on_repeat(self) -> None:
        self._once = self.repeat.value() is not False
        self.edited.emit()

    def _pick(self, name: str) -> InstrumentPick:
        return InstrumentPick(name, catalog=self._catalog, theme=self._theme, clock=self._clock)

    def _is_against(self) -> bool:
        return self.measure.currentData() == AlertMeasure.LAST and self.right.value() is True

    def _add_leg(self) -> None:
        leg = self.legs.add()
        found = self.instrument.instrument
        if found is not None and found.tradable:
            leg.pick.set_instrument(found)
            leg.pick.picked.emit()
            level = number(self.level.text())
            priced = self.measure.currentData() == AlertMeasure.LAST and not self._is_against()
            leg.start_at(found.grid.snap(level) if level is not None and priced else None)
        self.edited.emit()
        leg.quantity.setFocus(Qt.FocusReason.OtherFocusReason)
        self.legs.added.emit(leg)

    def _on_measure(self) -> None:
        measure = AlertMeasure(self.measure.currentData())
        if measure is not self._shown_measure:
            self.level.setText("")  # a price is no percentage and no amount
        self._measure_changed()
        self.edited.emit()

    def _on_right(self) -> None:
        self._measure_changed()
        self.edited.emit()

    def _measure_changed(self) -> None:
        measure = self._shown_measure = AlertMeasure(self.measure.currentData())
        against = self._is_against()
        found = self.instrument.instrument
        tick = found.grid.step if found is not None and found.grid.step > 0 else Decimal("0.05")
        self.level.step_size = _STEPS.get(measure, tick)
        self._level_field.set_caption(level_caption(measure))
        self.level.setPlaceholderText(told(EXAMPLES[measure]))
        self.level.setToolTip(told(UNITS[measure]))
        self._right_field.setVisible(measure is AlertMeasure.LAST)
        self._other_field.setVisible(against)
        self._level_field.setVisible(not against)
        self.whole.setVisible(measure is AlertMeasure.PNL)
        whole = measure is AlertMeasure.PNL and self.whole.isChecked()
        self._instrument_field.set_enabled(enabled=not whole)


def _combo(
    name: str, choices: Mapping[AlertMeasure, str] | Mapping[AlertOperator, str]
) -> QComboBox:
    combo = QComboBox()
    combo.setObjectName(name)
    for value, text in choices.items():
        combo.addItem(text, value)
    return combo
