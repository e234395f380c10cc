"""The sheet that asks what of the store goes into one file: which series, which days."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from PySide6.QtCore import QDir
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLineEdit, QWidget

from terminal.domain.history import SeriesKind
from terminal.history.jobs import ExportFormat
from terminal.ui import format as fmt
from terminal.ui.dialogs import Sheet, ask
from terminal.ui.downloads import look, words
from terminal.ui.downloads.draft import DAY_RULE, read_day
from terminal.ui.exports.path import ask_path
from terminal.ui.i18n import tr
from terminal.ui.models.downloads import series_name
from terminal.ui.mutual.fields import RuleRow
from terminal.ui.theme import Theme
from terminal.ui.ticket.widgets import Segments

FORMATS = {
    "Parquet, for Polars, Spark, DuckDB, pandas (*.parquet)": ".parquet",
    "CSV, for any spreadsheet (*.csv)": ".csv",
    "Feather, Arrow's file for R and pandas (*.feather)": ".feather",
}
_FORM = {
    ".csv": ExportFormat.CSV,
    ".parquet": ExportFormat.PARQUET,
    ".feather": ExportFormat.FEATHER,
}


class Chosen(Struct, frozen=True, kw_only=True):
    """What is to be exported. Empty `underlyings` and `keys`: everything that is held."""

    underlyings: tuple[str, ...] = ()
    kinds: tuple[SeriesKind, ...] = ()
    keys: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None


class ExportSheet(Sheet):
    """Scope, kinds and days. `selected`: keys of the series that are selected in the table."""

    def __init__(
        self,
        parent: QWidget | None,
        *,
        underlyings: Sequence[str],
        selected: Sequence[str],
        days: tuple[date, date] | None,
        today: date,
        theme: Theme,
    ) -> None:
        super().__init__(
            parent,
            name="downloads.export",
            heading="Export bars",
            text="One file with one row a minute and series, in the store's own columns and units.",
        )
        self.setMinimumWidth(560)
        self.setStyleSheet(look.look(theme.palette))
        self._today = today
        self._underlyings, self._keys = tuple(underlyings), tuple(selected)
        scopes = []
        if selected:
            name = series_name(selected[0]) if len(selected) == 1 else f"{len(selected)} series"
            scopes.append(("series", name, "The series that are selected in the table"))
        if underlyings:
            name = underlyings[0] if len(underlyings) == 1 else f"{len(underlyings)} underlyings"
            scopes.append(("names", f"All of {name}", ", ".join(underlyings[:20])))
        scopes.append(("all", "All that is held", "Every underlying of the store"))
        scopes = [(value, text.replace("&", "&&"), tip) for value, text, tip in scopes]
        self.scope: Segments[str] = Segments("downloads.export.scope", scopes)
        self.scope.set_value(scopes[0][0])
        self.scope.chosen.connect(self.review)
        self.kinds = {kind: QCheckBox(words.KINDS[kind]) for kind in SeriesKind}
        boxes = QWidget()
        row = QHBoxLayout(boxes)
        row.setContentsMargins(82, 0, 0, 0)
        row.setSpacing(16)
        for kind, box in self.kinds.items():
            box.setObjectName(f"downloads.export.{kind.value}")
            box.setChecked(True)
            box.toggled.connect(self.review)
            row.addWidget(box)
        row.addStretch(1)
        self.body.addWidget(self.scope)
        self.body.addWidget(boxes)
        self.start, self.end = QLineEdit(), QLineEdit()
        self.rows: dict[str, RuleRow] = {}
        for edit, name, caption in (
            (self.start, "start", "First day"),
            (self.end, "end", "Last day"),
        ):
            edit.setObjectName(f"downloads.export.{name}")
            edit.setPlaceholderText(tr("all"))
            edit.setFixedWidth(128)
            edit.textEdited.connect(self.review)
            line = self.rows[name] = RuleRow(caption, edit, theme=theme)
            self.body.addWidget(line)
        if days is not None:
            self.start.setText(fmt.day(days[0]))
            self.end.setText(fmt.day(days[1]))
        self.no = self.add_button("downloads.export.no", "Cancel")
        self.yes = self.add_button(
            "downloads.export.yes", "Choose the file…", kind="primary", default=True
        )
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self.accept)
        self.review()

    def review(self) -> Chosen | None:
        """Read the sheet; None, and words beside the field, where it cannot be exported so."""
        by_series = self.scope.value() == "series"
        for box in self.kinds.values():
            box.setEnabled(not by_series)
        kinds = tuple(kind for kind, box in self.kinds.items() if box.isChecked())
        start, end = self._day("start", self.start), self._day("end", self.end)
        wrong = any(row.objected for row in self.rows.values())
        if not wrong and start is not None and end is not None and start > end:
            self.rows["start"].object(f"After the last day, {fmt.day(end)}", "")
            wrong = True
        if not kinds and not by_series:
            wrong = True
        self.yes.setEnabled(not wrong)
        if wrong:
            return None
        return Chosen(
            underlyings=self._underlyings if self.scope.value() == "names" else (),
            kinds=() if by_series or len(kinds) == len(SeriesKind) else kinds,
            keys=self._keys if by_series else (),
            start=start,
            end=end,
        )

    def _day(self, name: str, edit: QLineEdit) -> date | None:
        row = self.rows[name]
        row.set_rule(f"Blank: all that is held. {DAY_RULE}")
        row.object("", "")
        if not edit.text().strip():
            return None
        try:
            day = read_day(edit.text(), self._today)
        except ValueError as error:
            row.object(str(error), "")
            return None
        row.set_rule(words.day_title(day))
        return day


class ExportFlow:
    """Asks what and where, in that order; remembers the folder."""

    def __init__(self) -> None:
        self._folder = QDir.homePath()

    async def ask(self, sheet: ExportSheet, today: date) -> tuple[Chosen, "ExportTo"] | None:
        """Return what to export and where to; None where a person changed their mind."""
        parent = sheet.parentWidget()
        answer: list[Chosen | None] = []
        sheet.accepted.connect(lambda: answer.append(sheet.review()))
        if await ask(sheet) != QDialog.DialogCode.Accepted or not answer or answer[0] is None:
            return None
        chosen = answer[0]
        path = await ask_path(
            parent, "Export bars", f"{_file_name(chosen)}-{today}", FORMATS, folder=self._folder
        )
        if path is None:
            return None
        self._folder = str(path.parent)
        return chosen, ExportTo(file=str(path), form=_FORM[path.suffix])


class ExportTo(Struct, frozen=True, kw_only=True):
    """Where to and how."""

    file: str
    form: ExportFormat


def _file_name(chosen: Chosen) -> str:
    if len(chosen.keys) == 1:
        return series_name(chosen.keys[0]).replace(" ", "-")
    if len(chosen.underlyings) == 1:
        return chosen.underlyings[0].replace(" ", "-")
    return "bars"
