"""A basket's legs as rows of the screen: terms, live price, own cost, and what became of each.

The order of the rows is the person's; the first column says as which number a leg is sent.
"""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtCore import Signal as QtSignal
from typing_extensions import override

from terminal.baskets.basket import Leg
from terminal.baskets.sending import LegResult, LegStage
from terminal.domain.basket import LegCost
from terminal.domain.instrument import Instrument
from terminal.domain.notice import Objection
from terminal.ui import format as fmt
from terminal.ui.basket import rules
from terminal.ui.columns import Column, ColumnModel
from terminal.ui.models.marks import Marks

MIME = "application/x-terminal-basket-legs"
Index = QModelIndex | QPersistentModelIndex
_STAGE_COLOR = {
    LegStage.IDLE: "muted",
    LegStage.WAITING: "muted",
    LegStage.SENDING: "amber",
    LegStage.ACCEPTED: "accent",
    LegStage.RESTING: "accent",
    LegStage.PARTLY: "accent",
    LegStage.FILLED: "text",
    LegStage.REFUSED: "bad",
    LegStage.UNKNOWN: "amber",
    LegStage.CANCELLED: "muted",
    LegStage.NOT_SENT: "amber",
    LegStage.NOT_PLACED: "amber",
}


class LegRow(Struct, frozen=True, kw_only=True):
    """One leg on the screen. `place` counts from 1 in the order of sending; `fresh`: cost is of now."""

    leg: Leg
    place: int
    instrument: Instrument | None = None
    cost: LegCost | None = None
    fresh: bool = False
    result: LegResult = LegResult()
    objections: tuple[Objection, ...] = ()

    @property
    def name(self) -> str:
        text = fmt.instrument(self.leg.instrument)
        return f"{text} · exit" if self.leg.reduces else text

    @property
    def words(self) -> str:
        """What the result column says: the fate of the leg, else why it cannot be sent."""
        if self.result.stage is not LegStage.IDLE:
            return self.result.text
        if self.objections:
            return f"Cannot be sent: {self.objections[0].text}"
        if self.instrument is None:
            return "Not in the day's list of instruments"
        return ""

    @property
    def advice(self) -> str:
        """The whole story, for the tooltip."""
        if self.result.stage is not LegStage.IDLE:
            return f"{self.result.text} {self.result.hint}".strip()
        return "\n".join(f"{o.text} {o.fix}".strip() for o in self.objections)


class BasketModel(ColumnModel[LegRow]):
    """The rows of one basket. `dropped(keys, before)` asks its owner to move legs."""

    dropped = QtSignal(list, int)

    def __init__(self, *, marks: Marks) -> None:
        self._marks = marks
        super().__init__(self._columns(), key=lambda row: row.leg.key)

    def last(self, row: LegRow) -> float | None:
        """Return the last price of a row's instrument, None where none is known."""
        last = self._marks.last(row.leg.instrument)
        return last if last == last and last > 0 else None  # noqa: PLR0124  NaN

    def show(self, rows: Sequence[LegRow]) -> None:
        """Show these rows in this order, also under the mouse: only the person moves them."""
        frozen, self.frozen = self.frozen, False
        self.set_rows(rows)
        self.frozen = frozen

    # -- Qt's questions

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not index.isValid():
            return flags | Qt.ItemFlag.ItemIsDropEnabled
        flags |= Qt.ItemFlag.ItemIsDragEnabled
        column = self.columns[index.column()].key
        if rules.can_edit(self.row_at(index.row()).leg, column) and column != "side":
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    @override
    def mimeTypes(self) -> list[str]:
        return [MIME]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        numbers = sorted({index.row() for index in indexes})
        data = QMimeData()
        data.setData(MIME, ",".join(str(self.rows[n].leg.key) for n in numbers).encode())
        return data

    @override
    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        if not data.hasFormat(MIME):
            return False
        keys = [int(text) for text in bytes(data.data(MIME).data()).decode().split(",") if text]
        before = row if row >= 0 else parent.row() if parent.isValid() else len(self.rows)
        self.dropped.emit(keys, before)
        return False  # the owner has moved the legs: the view must not remove the old rows

    # -- cells

    def _columns(self) -> tuple[Column[LegRow], ...]:
        return (
            Column(
                key="place", title="#", width=30, text=lambda r: str(r.place),
                color=lambda _: "muted", hint=lambda r: f"Sent as number {r.place}",
                tip="The order of sending: drag rows, or Alt+Up and Alt+Down, to change it",
            ),
            Column(
                key="side", title="Side", width=46, align="left", bold=True,
                text=lambda r: fmt.label(r.leg.side), color=lambda r: fmt.side_color(r.leg.side),
            ),
            Column(key="symbol", title="Instrument", width=150, align="left", bold=True,
                   text=lambda r: r.name, hint=lambda r: str(r.leg.instrument)),
            Column(
                key="quantity", title="Qty", width=70,
                text=lambda r: rules.quantity_text(r.leg.quantity, r.instrument),
                hint=lambda r: f"{fmt.quantity(r.leg.quantity)} units",
                color=lambda r: _field_color(r, "quantity"),
            ),
            Column(
                key="type", title="Type", width=64, align="left",
                text=lambda r: fmt.label(r.leg.order_type),
                color=lambda r: _field_color(r, "order_type"),
            ),
            Column(
                key="price", title="Price", width=82,
                text=lambda r: rules.price_text(r.leg, r.instrument),
                color=lambda r: _field_color(r, "price")
                or (None if r.leg.order_type.has_price else "faint"),
            ),
            Column(
                key="trigger", title="Trigger", width=76,
                text=lambda r: rules.trigger_text(r.leg, r.instrument),
                color=lambda r: _field_color(r, "trigger_price"),
            ),
            Column(
                key="product", title="Product", width=64, align="left",
                text=lambda r: fmt.label(r.leg.product), color=lambda r: _field_color(r, "product"),
            ),
            Column(
                key="ltp", title="LTP", width=80,
                text=lambda r: fmt.price(
                    self.last(r), 2 if r.instrument is None else r.instrument.grid.decimals
                ),
                color=self._live_color,
            ),
            Column(
                key="margin", title="Margin", width=90, tip="What this leg alone would block, ₹",
                text=lambda r: fmt.money(None if r.cost is None else r.cost.margin),
                color=_cost_color,
            ),
            Column(
                key="charges", title="Charges", width=70, tip="An estimate of this leg's charges, ₹",
                text=lambda r: fmt.money(None if r.cost is None else r.cost.charges),
                color=_cost_color,
            ),
            Column(
                key="result", title="Result", width=100, align="left", text=lambda r: r.words,
                color=_result_color, hint=lambda r: r.advice,
            ),
        )  # fmt: skip

    def _live_color(self, row: LegRow) -> str | None:
        return None if self._marks.is_live(row.leg.instrument) else "stale"


def _field_color(row: LegRow, field: str) -> str | None:
    wrong = row.result.stage is LegStage.IDLE and any(o.field == field for o in row.objections)
    return "amber" if wrong else None


def _cost_color(row: LegRow) -> str | None:
    if row.cost is None:
        return "muted"
    return None if row.fresh else "stale"


def _result_color(row: LegRow) -> str | None:
    if row.result.stage is LegStage.IDLE:
        return "amber" if row.words else None
    return _STAGE_COLOR[row.result.stage]


def sent_words(rows: Sequence[LegRow]) -> str:
    """Return the state of a send in a few words: '3 of 5 with the broker · 1 failed'."""
    stages = [row.result.stage for row in rows if row.result.stage is not LegStage.IDLE]
    if not stages:
        return ""
    placed = sum(stage.is_placed and stage is not LegStage.UNKNOWN for stage in stages)
    parts = [f"{placed} of {len(stages)} with the broker"]
    counts: dict[str, Any] = {
        "waiting": sum(stage is LegStage.WAITING for stage in stages),
        "failed": sum(stage.is_failed for stage in stages),
        "unknown, being checked": sum(stage is LegStage.UNKNOWN for stage in stages),
    }
    parts += [f"{count} {words}" for words, count in counts.items() if count]
    return " · ".join(parts)
