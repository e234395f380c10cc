"""What every editor of the side pane is: fields, a review of what stands in them, and one verb."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from terminal.domain.ids import AccountId
from terminal.domain.notice import Objection, Recorded, Refused
from terminal.mutual.service import FundService
from terminal.ui import parse
from terminal.ui.controls import EnterGoesOn
from terminal.ui.i18n import told
from terminal.ui.mutual.fields import EDITOR, Facts, RuleRow
from terminal.ui.theme import Theme


class Review(Struct, frozen=True, kw_only=True):
    """What a form would send, as a sentence; `ready` if it may; `problem` that no field stands for."""

    sentence: str
    ready: bool
    problem: str = ""


class Fate(Struct, frozen=True, kw_only=True):
    """What became of a write that got no answer: `made` True or False, in words."""

    made: bool
    text: str


class Form(EnterGoesOn):
    """One editor. A subclass fills `rows`, reads its fields in `review` and sends them in `send`."""

    edited = QtSignal()

    heading = ""
    color = "primary"
    account: AccountId
    needs_writes = True
    """Whether it is of no use where the broker takes no writes."""
    can_start_anew = False
    """Whether there is another way where the broker forbids this one."""
    offers_accounts = False
    """Whether the pane lets a person choose the account."""

    def __init__(self, name: str, *, service: FundService, theme: Theme) -> None:
        super().__init__()
        self.setObjectName(f"mutual.{name}")
        self.name = name
        self.service = service
        self.theme = theme
        self.rows: dict[str, RuleRow] = {}
        self.parts: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(1)
        self._columns = 0

    # -- what a subclass says

    def review(self) -> Review:
        """Read the fields, object beside them, and say what would be sent."""
        raise NotImplementedError

    async def send(self) -> Recorded | Refused:
        """Send what the last review said; called once a press."""
        raise NotImplementedError

    def fate(self, key: str) -> Fate | None:  # noqa: ARG002
        """Return what became of the write named `key`, None while it is not known."""
        return None

    def tick(self, now_ns: int) -> None:
        """Let what shows the time follow it; once a second."""

    def refresh(self) -> None:
        """Take a look at the service again: something there changed."""

    def set_account(self, account: AccountId) -> None:
        self.account = account
        self.refresh()
        self.edited.emit()

    def anew(self) -> "Form | None":
        """Return a form that gets there by another way; asked only where `can_start_anew`."""
        return None

    # -- building blocks

    def add(self, part: QWidget) -> None:
        """Put a part below the others."""
        self.parts.append(part)

    def arrange(self, columns: int) -> None:
        """Lay the parts out in one column or, in a low place, in two."""
        if columns == self._columns:
            return
        self._columns = columns
        height = -(-len(self.parts) // columns)
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        self._grid.setColumnStretch(1, int(columns > 1))
        for number, part in enumerate(self.parts):
            self._grid.removeWidget(part)
            if isinstance(part, Facts):
                part.arrange(columns if len(self.parts) == 1 else 1)
            wide = columns if len(self.parts) == 1 else 1
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(part, number % height, number // height, 1, wide, top)
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(height, 1)

    def line(self, name: str, caption: str, *, placeholder: str = "") -> QLineEdit:
        """Add a field with its rule beside it."""
        edit = QLineEdit()
        edit.setObjectName(f"mutual.{self.name}.{name}")
        edit.setFixedWidth(EDITOR)
        edit.setPlaceholderText(told(placeholder))
        edit.textEdited.connect(self._on_edited)
        edit.installEventFilter(self)
        self.row(name, caption, edit)
        return edit

    def row(self, name: str, caption: str, editor: QWidget) -> RuleRow:
        row = self.rows[name] = RuleRow(caption, editor, theme=self.theme)
        self.add(row)
        return row

    def object(self, objections: Iterable[Objection], also: Sequence[tuple[str, str]] = ()) -> str:
        """Put objections beside their fields; return how to mend them, and those of no field.

        `also`: (field, words) of what could not even be read.
        """
        beside = {field: (text, "") for field, text in also}
        rest = []
        for objection in objections:
            if objection.field in self.rows:
                beside.setdefault(objection.field, (objection.text, objection.fix))
                rest.append(objection.fix)
            else:
                rest.append(f"{objection.text} {objection.fix}".strip())
        for field, row in self.rows.items():
            row.object(*beside.get(field, ("", "")))
        return " ".join(filter(None, dict.fromkeys(rest)))

    def lock(self, *, locked: bool) -> None:
        """Keep the fields as they are while their fate is open."""
        self.setEnabled(not locked)

    def stops(self) -> list[QWidget]:
        """Return what takes the keyboard, in the order of the fields."""
        found: list[QWidget] = []
        for row in self.rows.values():
            inner = row.editor.findChildren(QWidget)
            takers = [w for w in inner if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
            found += takers or [row.editor]
        return found

    @property
    def first(self) -> QWidget | None:
        """The field that gets the focus."""
        return next((row.editor for row in self.rows.values() if row.editor.isEnabled()), None)

    def _on_edited(self) -> None:
        self.edited.emit()


def read_amount(text: str) -> tuple[Decimal | None, str]:
    """Return the rupees typed and '', or None and what is wrong; nothing typed is not wrong yet."""
    if not text.strip():
        return None, ""
    try:
        return parse.amount(text), ""
    except ValueError as error:
        return None, str(error)


def read_units(text: str) -> tuple[Decimal | None, str]:
    """Return the units typed and '', or None and what is wrong."""
    if not text.strip():
        return None, ""
    try:
        return parse.price(text), ""
    except ValueError:
        return None, f"{text.strip()!r} is not a number of units."


def read_count(text: str, what: str) -> tuple[int | None, str]:
    """Return the whole number typed and '', or None and what is wrong."""
    clean = text.strip()
    if not clean:
        return None, ""
    if not clean.isascii() or not clean.isdigit() or len(clean) > 4:
        return None, f"{clean!r} is not a {what}."
    return int(clean), ""
