"""The page of all funds: search, four filters, and what can be done with the one under the cursor."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from terminal.domain.mutual import Scheme
from terminal.mutual.service import FundService
from terminal.ui import format as fmt
from terminal.ui.i18n import told, tr
from terminal.ui.models.mutual_funds import FundsModel
from terminal.ui.mutual import words
from terminal.ui.mutual.page import Entry, Page, Verbs
from terminal.ui.theme import Theme

ROOM_IN_ONE_ROW = 1040
MOST = 1_000_000
FACETS = (
    ("amc", "All fund houses", 158),
    ("category", "All categories", 132),
    ("plan", "All plans", 96),
    ("dividend", "All dividends", 122),
)


class FundsPage(Page):
    """Funds that can be bought."""

    def __init__(self, *, service: FundService, verbs: Verbs, theme: Theme) -> None:
        super().__init__("funds", "All funds", service=service, verbs=verbs, theme=theme)
        self.model = FundsModel()
        self.use_model(self.model)
        self.filter.setPlaceholderText(tr("Search funds  ( / )"))
        self.filter.setAccessibleName(tr("Search funds"))
        self.filter.setMaximumWidth(260)
        self.bar.setStretchFactor(self.filter, 2)
        self.facets: dict[str, QComboBox] = {}
        self._below = QWidget()
        self._below_row = QHBoxLayout(self._below)
        self._below_row.setContentsMargins(6, 0, 6, 4)
        self._below_row.setSpacing(5)
        self._boxes = QWidget()
        row = QHBoxLayout(self._boxes)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        for name, every, width in FACETS:
            box = QComboBox()
            box.setObjectName(f"mutual.funds.{name}")
            box.setAccessibleName(every.replace("All ", "Filter by "))
            box.setMinimumWidth(48)
            box.setMaximumWidth(width)
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            box.setFont(theme.font(-1))
            box.addItem(told(every), "")
            box.currentIndexChanged.connect(self.rebuild)
            self.facets[name] = box
            row.addWidget(box, width)
        row.addStretch(1)
        self._below_row.addWidget(self._boxes, 3)
        self._below_row.addStretch(0)
        self.column.insertWidget(0, self._below)
        self._buy = self.button("buy", "Buy", "Buy for an amount  (B or Enter)", self.buy)
        self._sip = self.button("sip", "Start SIP", "Buy at regular times  (N)", self.start_sip)
        self.key("B", self.buy)
        self.key("N", self.start_sip)
        self.show_buttons()

    @property
    @override
    def count(self) -> int | None:
        return len(self.service.schemes())

    @override
    def rebuild(self) -> None:
        self.stale = False
        self._fill_facets()
        chosen = {name: str(box.currentData() or "") for name, box in self.facets.items()}
        found = self.service.search(self.filter.text(), limit=MOST, **chosen)
        self.model.set_rows(found)
        self.fit()
        every = len(self.service.schemes())
        self._say_why_empty(shown=bool(found), every=every)
        if len(found) != every:
            self.say_note(f"{fmt.quantity(len(found))} of {fmt.quantity(every)} funds")
        else:
            self.say_note()
        self.show_buttons()
        self.told.emit()

    def clear_filters(self) -> None:
        """Show all funds again."""
        for box in self.facets.values():
            box.setCurrentIndex(0)
        self.filter.clear()

    def buy(self) -> None:
        if (scheme := self.current) is not None:
            self.verbs.buy(scheme.isin)

    def start_sip(self) -> None:
        if (scheme := self.current) is not None:
            self.verbs.start_sip(scheme.isin)

    @override
    def open_current(self) -> None:
        self.buy()

    @property
    def current(self) -> Scheme | None:
        row = self.table.current_row()
        return row if isinstance(row, Scheme) else None

    @override
    def show_buttons(self) -> None:
        one = self.current is not None
        self._buy.setEnabled(one)
        self._sip.setEnabled(one)

    @override
    def menu_entries(self) -> Sequence[Entry]:
        one = self.current is not None
        return (
            ("buy", "Buy…\tB", self.buy, one),
            ("sip", "Start a SIP…\tN", self.start_sip, one),
            None,
            ("copy", "Copy\tCtrl+C", self.table.copy, True),
        )

    @override
    def stops(self) -> list[QWidget]:
        return [self.filter, *self.facets.values(), *super().stops()[1:]]

    def place_filters(self, width: int) -> None:
        """Put the filters into the tool row of a panel of this width, else into a row of their own."""
        above = width >= ROOM_IN_ONE_ROW
        in_tools = self.bar.indexOf(self._boxes) >= 0
        if above and not in_tools:
            self.bar.insertWidget(1, self._boxes, 10)
        elif not above and in_tools:
            self._below_row.insertWidget(0, self._boxes, 3)
        self._below.setVisible(not above)

    def _fill_facets(self) -> None:
        facets = self.service.facets()
        for name, every, _ in FACETS:
            box = self.facets[name]
            values = ["", *facets.get(name, [])]
            if [box.itemData(n) for n in range(box.count())] == values:
                continue
            chosen = box.currentData()
            box.blockSignals(True)
            box.clear()
            for value in values:
                write = words.amc if name == "amc" else words.kind
                box.addItem(told(write(value) if value else every), value)
            box.setCurrentIndex(max(0, box.findData(chosen)))
            box.blockSignals(False)

    def _say_why_empty(self, *, shown: bool, every: int) -> None:
        service = self.service
        if shown or not service.accounts():
            self.say_why_empty(shown=shown, there_are=False, nothing="")
        elif every:
            self.say("No fund matches.", "Clear search and filters", self.clear_filters)
        elif service.schemes_failed:
            self.say(
                f"The list of funds could not be loaded: {service.schemes_failed}",
                "Retry",
                self.verbs.refresh,
            )
        elif service.schemes_loading:
            self.say("Loading the list of funds…")
        else:
            self.say("The broker's list of funds is empty.", "Load it again", self.verbs.refresh)
