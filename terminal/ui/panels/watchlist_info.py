"""The facts of an instrument on a small card: what I opens over a watchlist row."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from terminal.domain.instrument import Instrument
from terminal.market.hub import Hub
from terminal.ui import format as fmt
from terminal.ui.i18n import told, tr
from terminal.ui.models.quotes import names_of
from terminal.ui.theme import Theme


class InfoCard(QFrame):
    """Closes on Esc or on a click elsewhere."""

    def __init__(self, parent: QWidget, *, theme: Theme, hub: Hub) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._theme = theme
        self._hub = hub
        self.setObjectName("instrumentInfo")
        self.setAccessibleName(tr("About this instrument"))
        self.setProperty("role", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = QLabel()
        self._title.setProperty("role", "heading")
        self._subtitle = QLabel()
        self._subtitle.setProperty("role", "muted")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(28)
        self._grid.setVerticalSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(4)
        layout.addWidget(self._title)
        layout.addWidget(self._subtitle)
        layout.addSpacing(4)
        layout.addLayout(self._grid)

    def open(self, instrument: Instrument, beside: QWidget) -> None:
        """Show the card beside a widget."""
        names = names_of(instrument.id, instrument.symbol)
        self._title.setText(f"{names.main}  {names.detail}".strip())
        self._subtitle.setText(f"{instrument.name} · {instrument.exchange}")
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for row, (label, value) in enumerate(self.facts(instrument)):
            name, text = QLabel(told(label)), QLabel(value)
            name.setProperty("role", "muted")
            text.setAlignment(Qt.AlignmentFlag.AlignRight)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(name, row, 0)
            self._grid.addWidget(text, row, 1)
        self.adjustSize()
        self.move(beside.mapToGlobal(QPoint(24, 48)))
        self.show()

    def facts(self, instrument: Instrument) -> list[tuple[str, str]]:
        """Return what the master and the board know of an instrument."""
        decimals = instrument.grid.decimals
        facts = [
            ("Trading symbol", instrument.symbol),
            ("Kind", fmt.label(instrument.id.kind)),
            ("Segment", instrument.segment),
            ("Tick size", fmt.price(instrument.grid.step, decimals)),
            ("Lot size", fmt.quantity(instrument.lot_size)),
        ]
        if instrument.id.expiry is not None:
            facts.append(("Expires", fmt.day(instrument.id.expiry)))
        if instrument.freeze_quantity:
            facts.append(("Largest order", fmt.quantity(instrument.freeze_quantity)))
        slot = self._hub.slot(instrument.id)
        if slot is None:
            return facts
        board = self._hub.board
        for label, column in (
            ("Open", board.open),
            ("High", board.high),
            ("Low", board.low),
            ("Previous close", board.close),
            ("Lower limit", board.lower_limit),
            ("Upper limit", board.upper_limit),
        ):
            value = column.item(slot)
            if value and value == value:  # noqa: PLR0124  NaN is unknown
                facts.append((label, fmt.price(value, decimals)))
        return facts
