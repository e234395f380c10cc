"""The fields of the download form, each with its rule beside it. They know no service."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from terminal.domain.history import SeriesKind
from terminal.ui import format as fmt
from terminal.ui.controls import EnterGoesOn
from terminal.ui.downloads import words
from terminal.ui.downloads.cost import row_of
from terminal.ui.downloads.draft import RULES, Draft, Reading, ranges
from terminal.ui.i18n import told, tr
from terminal.ui.mutual.fields import CAPTION, RuleRow
from terminal.ui.theme import Theme
from terminal.ui.ticket.widgets import Segments

EDITOR, BROAD = 128, 214
INDENT = CAPTION + 8
MOST = 620
"""Wider than this the rules would stand too far from their fields."""


class Fields(EnterGoesOn):
    """`edited`: anything changed; `source_chosen`: the account that is asked changed."""

    edited = QtSignal()
    source_chosen = QtSignal()
    which_chosen = QtSignal()

    def __init__(self, *, today: Callable[[], date], theme: Theme) -> None:
        super().__init__()
        self._today = today
        self._theme = theme
        self._sources: tuple[str, ...] | None = None
        self.rows: dict[str, RuleRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.setMaximumWidth(MOST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._add_source()
        self._add_kinds()
        self.start = self._line("start", "First day")
        self.end = self._line("end", "Last day")
        self._add_ranges()
        self.expiries = self._line("expiries", "Expiries", "all")
        self.strikes = self._line("strikes", "Strikes", "all")
        self._add_which()
        self._column.addStretch(1)

    # -- what stands in them

    @property
    def source(self) -> str:
        return str(self.sources.currentData() or "")

    def draft(self, chosen: tuple[str, ...]) -> Draft:
        """Return the fields as they stand, with the underlyings that are ticked."""
        return Draft(
            source=self.source,
            kinds=frozenset(kind for kind, box in self.kinds.items() if box.isChecked()),
            chosen=chosen if self.which.value() else None,
            indices=self.indices.isChecked(),
            expiries=self.expiries.text(),
            strikes=self.strikes.text(),
            start=self.start.text(),
            end=self.end.text(),
        )

    def show_reading(self, reading: Reading) -> None:
        """Put rules, what was understood, and objections beside the fields."""
        for field, row in self.rows.items():
            row.set_rule(reading.echoes.get(field) or RULES[field])
            row.object(reading.objections.get(field, ""), "")
        derived = any(box.isChecked() for k, box in self.kinds.items() if k is not SeriesKind.SPOT)
        self.expiries.setEnabled(derived)
        self.strikes.setEnabled(self.kinds[SeriesKind.OPTION].isChecked())
        self.indices.setEnabled(not self.which.value())

    def show_sources(self, names: tuple[str, ...]) -> None:
        """Offer these accounts; the chosen one stays while it is there."""
        if names == self._sources:
            return
        self._sources = names
        chosen = self.sources.currentData()
        self.sources.blockSignals(True)
        self.sources.clear()
        for name in names:
            self.sources.addItem(told(words.source(name)), name)
        if not names:
            self.sources.addItem(told("Nobody is logged in"), "")
        self.sources.setCurrentIndex(max(0, self.sources.findData(chosen)))
        self.sources.blockSignals(False)
        self.sources.setEnabled(bool(names))
        self._source_chosen()

    def fill(self, start: date, end: date, kinds: Iterable[SeriesKind]) -> None:
        """Fill in days and kinds for chosen underlyings."""
        wanted = set(kinds) or set(SeriesKind)
        for kind, box in self.kinds.items():
            box.setChecked(kind in wanted)
        self.which.set_value(value=True)
        self._set_days(start, end)

    def save_state(self) -> dict[str, object]:
        return {
            "source": self.sources.currentData(),
            "kinds": [kind.value for kind, box in self.kinds.items() if box.isChecked()],
            "which": bool(self.which.value()),
            "indices": self.indices.isChecked(),
            "expiries": self.expiries.text(),
            "strikes": self.strikes.text(),
        }

    def restore_state(self, state: dict[str, object]) -> None:
        kinds = state.get("kinds")
        if isinstance(kinds, list):
            for kind, box in self.kinds.items():
                box.setChecked(kind.value in kinds)
        self.which.set_value(value=state.get("which") is True)
        self.indices.setChecked(state.get("indices") is True)
        for name, edit in (("expiries", self.expiries), ("strikes", self.strikes)):
            if isinstance(text := state.get(name), str):
                edit.setText(text)
        if (at := self.sources.findData(state.get("source"))) >= 0:
            self.sources.setCurrentIndex(at)
        self.edited.emit()

    # -- building blocks

    def _add_source(self) -> None:
        self.sources = QComboBox()
        self.sources.setObjectName("downloads.source")
        self.sources.setFixedWidth(BROAD)
        self.sources.currentIndexChanged.connect(self._source_chosen)
        self._row("source", "From", self.sources)

    def _add_kinds(self) -> None:
        self.kinds = {kind: QCheckBox(told(words.KINDS[kind])) for kind in SeriesKind}
        for kind, box in self.kinds.items():
            box.setObjectName(f"downloads.kind.{kind.value}")
            box.setChecked(True)
            box.toggled.connect(self.edited)
        boxes = row_of(*self.kinds.values())
        boxes.setFixedWidth(BROAD)
        boxes.setObjectName("downloads.kinds")
        boxes.setFocusProxy(self.kinds[SeriesKind.SPOT])
        self._row("kinds", "Series", boxes)

    def _add_ranges(self) -> None:
        quick = []
        for name, tip, _ in ranges(self._today()):
            button = QPushButton(told(name))
            button.setObjectName(f"downloads.range.{name.lower()}")
            button.setToolTip(told(tip))
            button.setProperty("quick", "true")
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._take_range, name))
            quick.append(button)
        strip = row_of(*quick)
        strip.setContentsMargins(INDENT, 0, 0, 4)
        self._column.addWidget(strip)
        self._take_range("Week")

    def _add_which(self) -> None:
        self.which: Segments[bool] = Segments(
            "downloads.which",
            (
                (False, "All stocks", "Every stock with futures and options today"),
                (True, "Chosen", "Only those that are ticked"),
            ),
        )
        self.which.setAccessibleName(tr("Which underlyings"))
        self.which.setFixedWidth(BROAD - 40)
        self.which.set_value(value=False)
        self.which.chosen.connect(self._which_chosen)
        self._row("underlyings", "Underlyings", self.which)
        self.indices = QCheckBox(tr("Indices too"))
        self.indices.setObjectName("downloads.indices")
        self.indices.setToolTip(
            tr("NIFTY 50, NIFTY BANK and the others that have futures and options")
        )
        self.indices.toggled.connect(self.edited)
        below = row_of(self.indices)
        below.setContentsMargins(INDENT, 0, 0, 0)
        self._column.addWidget(below)

    def _line(self, name: str, caption: str, placeholder: str = "") -> QLineEdit:
        edit = QLineEdit()
        edit.setObjectName(f"downloads.{name}")
        edit.setFixedWidth(EDITOR)
        edit.setPlaceholderText(told(placeholder))
        edit.textEdited.connect(self.edited)
        edit.installEventFilter(self)
        self._row(name, caption, edit)
        return edit

    def _row(self, name: str, caption: str, editor: QWidget) -> None:
        row = self.rows[name] = RuleRow(caption, editor, theme=self._theme)
        self._column.addWidget(row)

    def _take_range(self, name: str) -> None:
        days = next(days for each, _, days in ranges(self._today()) if each == name)
        self._set_days(*days())
        self.edited.emit()

    def _set_days(self, start: date, end: date) -> None:
        self.start.setText(fmt.day(start))
        self.end.setText(fmt.day(end))

    def _source_chosen(self) -> None:
        self.source_chosen.emit()
        self.edited.emit()

    def _which_chosen(self) -> None:
        self.which_chosen.emit()
        self.edited.emit()
