"""One chosen instrument in a form: its name, its price, and a search line to choose another."""

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from terminal.domain.instrument import Instrument
from terminal.domain.ports import Clock
from terminal.market.catalog import Catalog
from terminal.ui import format as fmt
from terminal.ui.i18n import tr
from terminal.ui.search import SearchLine
from terminal.ui.theme import Theme
from terminal.ui.ticket.widgets import ElidedLabel


class InstrumentPick(QWidget):
    """Shows an instrument; “Choose…” opens a search line below it. `picked` says it was changed."""

    picked = QtSignal()

    def __init__(self, name: str, *, catalog: Catalog, theme: Theme, clock: Clock) -> None:
        super().__init__()
        self.setObjectName(name)
        self._catalog, self._theme, self._clock = catalog, theme, clock
        self._instrument: Instrument | None = None
        self._line: SearchLine | None = None
        self._label = ElidedLabel(theme, tone="text", size_delta=0, bold=True)
        self._label.setObjectName(f"{name}.name")
        self._price = ElidedLabel(theme)
        self._button = QPushButton(tr("Choose…"))
        self._button.setObjectName(f"{name}.choose")
        self._button.setAutoDefault(False)
        self._button.setFont(theme.font(-1))
        self._button.setToolTip(tr("Search for an instrument"))
        self._button.clicked.connect(self.search)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._label, 1)
        row.addWidget(self._price, 1)
        row.addWidget(self._button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        self._column.addLayout(row)
        self.set_instrument(None)

    @property
    def instrument(self) -> Instrument | None:
        return self._instrument

    def set_instrument(self, instrument: Instrument | None) -> None:
        self._instrument = instrument
        text = "None chosen" if instrument is None else fmt.instrument(instrument.id)
        if instrument is not None:
            text = f"{text}  {instrument.id.venue}"
        self._label.set_text(text, tone="text" if instrument is not None else "muted")
        self._price.set_text("")
        if self._line is not None:
            self._line.hide()

    def set_price(self, text: str, *, stale: bool) -> None:
        """Show what it is now beside the name."""
        self._price.set_text(text, tone="stale" if stale else "muted")

    def search(self) -> None:
        """Open the search line."""
        if self._line is None:
            self._line = SearchLine(
                catalog=self._catalog, theme=self._theme, clock=self._clock, verb="chooses it"
            )
            self._line.chosen.connect(self._chosen)
            self._line.left.connect(self._line.hide)
            self._column.addWidget(self._line)
        self._line.show()
        self._line.start()

    def _chosen(self, instrument: Instrument) -> None:
        self.set_instrument(instrument)
        self.picked.emit()
