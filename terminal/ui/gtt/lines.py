"""Triggers that wait, as lines on the chart. A moved or opened line leads to the editor.

Nothing is sent from here: letting a line go fills the editor with its new place.
"""

from decimal import Decimal

from terminal.domain.gtt import GttKind
from terminal.domain.instrument import Instrument
from terminal.gtt.service import GttService
from terminal.gtt.stages import GttStage
from terminal.ui import format as fmt
from terminal.ui.chart.levels import Level, LevelKind
from terminal.ui.link import GttRequest, Link
from terminal.ui.ticket.draft import quantity_text

_PREFIX = "gtt:"
_DRAWN = frozenset({GttStage.WAITING, GttStage.SENDING, GttStage.UNKNOWN})


class TriggerLines:
    """What a chart asks for lines that are no orders: see `chart.trading.OtherLines`."""

    def __init__(self, gtts: GttService, link: Link) -> None:
        self._gtts = gtts
        self._link = link

    def levels(self, instrument: Instrument) -> list[Level]:
        """Return a line for each leg that waits."""
        lines = []
        for gtt in self._gtts.gtts():
            if gtt.instrument != instrument.id:
                continue
            stage = self._gtts.stage(gtt)
            if stage not in _DRAWN:
                continue
            word = "OCO" if gtt.kind is GttKind.TWO_LEG else "GTT"
            settled = stage is GttStage.WAITING
            for number, leg in enumerate(gtt.legs):
                size = quantity_text(leg.quantity, instrument)
                text = f"{word} {fmt.label(leg.side).lower()} {size}"
                if not settled:
                    text += f" · {'sending' if stage is GttStage.SENDING else 'checking'}"
                at = fmt.price(leg.trigger_price, instrument.grid.decimals)
                lines.append(
                    Level(
                        key=f"{_PREFIX}{gtt.key}:{number}",
                        kind=LevelKind.STOP,
                        price=float(leg.trigger_price),
                        sign=leg.side.sign,
                        text=text,
                        hint=f"{text} when the price reaches {at}: drag or double click to change",
                        draggable=settled,
                        settled=settled,
                        quantity=leg.quantity,
                    )
                )
        return lines

    def open(self, key: str, price: Decimal | None = None) -> bool:
        """Open the editor for a line, at a new price where one is given; False if it is not ours."""
        if not key.startswith(_PREFIX):
            return False
        gtt = self._gtts.gtt(key.removeprefix(_PREFIX).rpartition(":")[0])
        if gtt is not None:
            self._link.open_gtt(
                GttRequest(instrument=gtt.instrument, gtt_key=gtt.key, trigger_price=price)
            )
        return True
