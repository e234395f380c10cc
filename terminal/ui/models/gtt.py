"""Triggers as rows: the condition, the live distance to it, the order it places, and how it stands."""

from collections.abc import Sequence
from math import inf, isfinite, nan

from msgspec import Struct
from PySide6.QtCore import QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from terminal.domain.gtt import Gtt, GttKind
from terminal.domain.ids import InstrumentId
from terminal.domain.order import Order, Product
from terminal.domain.ports import Clock, InstrumentSource
from terminal.gtt.stages import GttStage
from terminal.ui import format as fmt
from terminal.ui.columns import Column, ColumnModel
from terminal.ui.delegates import PADDING
from terminal.ui.gtt.words import (
    OPEN_STAGES,
    STAGE_COLOR,
    STAGE_HINTS,
    STAGE_MARK,
    WAITING_STAGES,
    condition_words,
    days_left,
    distance,
    expiry_words,
    order_words,
    side_of,
    stage_words,
)
from terminal.ui.i18n import told
from terminal.ui.models.marks import Marks
from terminal.ui.theme import Theme

_CLOSE = 1.0
"""Percent to the trigger from which the distance is shown in amber."""
_SOON_DAYS = 7
_MARK = 14
_RANK = {stage: rank for rank, stage in enumerate(GttStage)}


class GttRow(Struct, frozen=True):
    """One trigger. `order`: what firing placed; `leaving`: its deletion waits for an undo.

    `waits`: a distance means something; `triggers` are its prices, for drawing and sorting.
    """

    gtt: Gtt
    stage: GttStage
    order: Order | None
    leaving: bool
    waits: bool
    is_open: bool
    triggers: tuple[float, ...]

    @property
    def key(self) -> str:
        return self.gtt.key

    @property
    def may_modify(self) -> bool:
        return self.stage is GttStage.WAITING and not self.leaving

    @property
    def may_delete(self) -> bool:
        return self.stage in {GttStage.WAITING, GttStage.DISABLED} and not self.leaving

    @property
    def words(self) -> str:
        return "Deleting" if self.leaving else stage_words(self.stage, self.order)

    @property
    def message(self) -> str:
        """What the broker said: of the order where one was refused, else of the trigger."""
        if self.order is not None and self.order.message:
            return self.order.message
        texts = [r.text for r in self.gtt.results if r is not None and r.text]
        return self.gtt.message or " ".join(texts)


class GttModel(ColumnModel[GttRow]):
    """The GTT panel's rows, with live distances."""

    def __init__(
        self,
        *,
        marks: Marks,
        instruments: InstrumentSource,
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        self.marks = marks
        super().__init__(_columns(self, instruments, clock), key=lambda r: r.gtt.key, parent=parent)

    def last(self, gtt: Gtt) -> float:
        """Return the live price, NaN until there is one."""
        return self.marks.last(gtt.instrument)

    def distance(self, row: GttRow) -> float:
        """Return the percent to the nearest trigger, NaN where it no longer waits."""
        return distance(row.triggers, self.marks.last(row.gtt.instrument)) if row.waits else nan


def make_row(gtt: Gtt, stage: GttStage, order: Order | None, *, leaving: bool) -> GttRow:
    """Return a trigger's row."""
    return GttRow(
        gtt=gtt,
        stage=stage,
        order=order,
        leaving=leaving,
        waits=stage in WAITING_STAGES,
        is_open=stage in OPEN_STAGES,
        triggers=tuple(float(leg.trigger_price) for leg in gtt.legs),
    )


def shows(row: GttRow, instruments: set[InstrumentId]) -> bool:
    """True where a row follows the price of one of these."""
    return row.gtt.instrument in instruments


def _columns(
    model: GttModel, instruments: InstrumentSource, clock: Clock
) -> Sequence[Column[GttRow]]:
    def digits(gtt: Gtt) -> int:
        instrument = instruments.instrument(gtt.instrument)
        return instrument.grid.decimals if instrument is not None else 2

    def near(row: GttRow) -> float:
        away = abs(model.distance(row)) if row.waits else inf
        return min(inf, away)  # NaN compares as false

    def distance_color(row: GttRow) -> str:
        if not model.marks.is_live(row.gtt.instrument):
            return "stale"
        return "amber" if near(row) <= _CLOSE else "text"

    def away(row: GttRow) -> str:
        value = model.distance(row)
        if not isfinite(value):
            return fmt.NONE if row.waits else ""
        return fmt.percent(value)

    def expiry(row: GttRow) -> str:
        if not row.waits and row.stage is not GttStage.DISABLED:
            return ""
        return expiry_words(row.gtt.expires_ns, clock.now_ns())

    def expiry_color(row: GttRow) -> str:
        ends = row.gtt.expires_ns
        return "amber" if ends and days_left(ends, clock.now_ns()) <= _SOON_DAYS else "muted"

    return (
        Column(
            key="symbol",
            title="Instrument",
            width=116,
            align="left",
            text=lambda row: fmt.instrument(row.gtt.instrument),
            sort=lambda row: row.gtt.symbol,
            hint=_explain,
        ),
        Column(
            key="condition",
            title="When the price",
            width=148,
            align="left",
            text=lambda row: condition_words(row.gtt, digits(row.gtt)),
            sort=lambda row: row.gtt.legs[0].trigger_price,
        ),
        Column(
            key="ltp",
            title="Last",
            width=84,
            text=lambda row: fmt.price(model.last(row.gtt), digits(row.gtt)),
            color=lambda row: None if model.marks.is_live(row.gtt.instrument) else "stale",
            sort=lambda row: model.last(row.gtt),
        ),
        Column(
            key="distance",
            title="To go",
            width=76,
            text=away,
            color=distance_color,
            sort=near,
            tip="How far the price has to move to the nearest trigger",
            bold=True,
        ),
        Column(
            key="state",
            title="State",
            width=190,
            align="left",
            text=lambda row: row.words,
            color=lambda row: "amber" if row.leaving else STAGE_COLOR[row.stage],
            paint=_paint_state,
            sort=lambda row: _RANK[row.stage],
            hint=lambda row: "" if row.leaving else STAGE_HINTS[row.stage],
        ),
        Column(
            key="order",
            title="Then",
            width=188,
            align="left",
            text=lambda row: order_words(row.gtt, instruments.instrument(row.gtt.instrument)),
            color=lambda row: fmt.side_color(side_of(row.gtt)) if row.is_open else "muted",
            sort=lambda row: row.gtt.legs[0].quantity,
            tip="The order it places when its price is touched",
        ),
        Column(
            key="kind",
            title="Type",
            width=54,
            align="left",
            text=lambda row: "OCO" if row.gtt.kind is GttKind.TWO_LEG else "Single",
            color=lambda _row: "muted",
            tip="Single: one trigger. OCO: two, of which the first to be touched ends the other.",
        ),
        Column(
            key="created",
            title="Created",
            width=104,
            align="left",
            text=lambda row: fmt.moment_ist(row.gtt.created_ns, clock.now_ns()),
            color=lambda _row: "muted",
            sort=lambda row: row.gtt.created_ns,
        ),
        Column(
            key="expires",
            title="Expires",
            width=126,
            align="left",
            text=expiry,
            color=expiry_color,
            sort=lambda row: row.gtt.expires_ns,
            tip="Until when it waits, and the days that are left",
        ),
        Column(
            key="product",
            title="Product",
            width=64,
            align="left",
            text=lambda row: fmt.label(_product(row)),
            color=lambda _row: "muted",
            hidden=True,
        ),
        Column(
            key="kept",
            title="Watched by",
            width=104,
            align="left",
            text=lambda row: "This computer" if row.gtt.local else "Broker",
            color=lambda row: "amber" if row.gtt.local else "muted",
            hint=lambda row: "Needs this computer to be on." if row.gtt.local else "",
            hidden=True,
        ),
        Column(
            key="account",
            title="Account",
            width=74,
            align="left",
            text=lambda row: fmt.account(row.gtt.account),
            color=lambda _row: "muted",
            sort=lambda row: row.gtt.account,
        ),
        Column(
            key="message",
            title="Message",
            width=160,
            align="left",
            text=lambda row: row.message,
            color=lambda row: STAGE_COLOR[row.stage] if row.message else "muted",
            hint=lambda row: row.message,
        ),
    )


def _product(row: GttRow) -> Product:
    return row.gtt.legs[0].product


def _explain(row: GttRow) -> str:
    gtt = row.gtt
    words = [f"{gtt.instrument.venue} {gtt.symbol} · {fmt.account(gtt.account)}"]
    if gtt.key:
        words.append(f"Trigger {gtt.key}")
    if row.order is not None and row.order.broker_id:
        words.append(f"Order {row.order.broker_id}")
    if gtt.local:
        words.append("Watched by this program: needs this computer to be on.")
    return "\n".join(words)


def _paint_state(painter: QPainter, rect: QRect, row: GttRow, theme: Theme) -> bool:
    mark = "dots" if row.leaving else STAGE_MARK.get(row.stage)
    color = "amber" if row.leaving else STAGE_COLOR[row.stage]
    if mark is not None:
        center = QPointF(rect.left() + PADDING + 4.5, rect.center().y() + 0.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _draw_mark(painter, mark, center, color, theme)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(theme.pen(color))
    bold = row.stage is GttStage.FILLED
    painter.setFont(theme.font(bold=bold))
    inner = rect.adjusted(PADDING + _MARK, 0, -PADDING, 0)
    text = painter.fontMetrics().elidedText(
        told(row.words), Qt.TextElideMode.ElideRight, inner.width()
    )
    painter.drawText(inner, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
    return True


def _draw_mark(painter: QPainter, mark: str, center: QPointF, color: str, theme: Theme) -> None:
    box = QRectF(center.x() - 4, center.y() - 4, 8, 8)
    painter.setPen(theme.pen(color))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    match mark:
        case "cross":
            painter.drawLine(box.topLeft(), box.bottomRight())
            painter.drawLine(box.topRight(), box.bottomLeft())
        case "dots":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.brush(color))
            for step in (-4.0, 0.0, 4.0):
                painter.drawEllipse(center + QPointF(step, 0), 1.4, 1.4)
        case "disc":
            painter.setBrush(theme.brush(color))
            painter.drawEllipse(box)
        case "half":
            painter.drawEllipse(box)
            painter.setBrush(theme.brush(color))
            painter.drawPie(box, 90 * 16, 180 * 16)
        case _:
            painter.drawEllipse(box)
