"""Positions as rows: grouped by underlying, marked to live prices, ticked for a subtotal.

Marks are floats for drawing; what is sent comes from the order service, in whole units.
"""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from msgspec import Struct
from PySide6.QtCore import QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from typing_extensions import override

from terminal.domain.account import Position
from terminal.domain.ids import InstrumentId
from terminal.domain.ports import InstrumentSource
from terminal.portfolio.closing import is_delivered
from terminal.ui import format as fmt
from terminal.ui.columns import Column
from terminal.ui.delegates import PADDING
from terminal.ui.i18n import told
from terminal.ui.models.families import FamilyModel
from terminal.ui.models.marks import Marks
from terminal.ui.money import Charges, pnl_words
from terminal.ui.theme import Theme

PositionKey = tuple[str, InstrumentId, str]
_NAN = float("nan")


class PositionRow(Struct, frozen=True):
    """A position, or the head of a group of them (then `position` is None)."""

    group: str
    members: tuple[Position, ...]
    position: Position | None = None
    child: bool = False

    @property
    def is_open(self) -> bool:
        return any(p.quantity for p in self.members)

    @property
    def key(self) -> PositionKey | str:
        return key_of(self.position) if self.position is not None else f"group {self.group}"


def key_of(position: Position) -> PositionKey:
    """Return what names a position: account, instrument, product."""
    return (position.account, position.instrument, position.product.value)


def group_rows(positions: Iterable[Position], *, grouped: bool) -> list[PositionRow]:
    """Return rows in the order of the screen: open above flat, groups of two and more with a head."""
    ordered = sorted(positions, key=lambda p: (not p.quantity, p.instrument, p.product.value))
    if not grouped:
        return [PositionRow(str(n), (p,), p) for n, p in enumerate(ordered)]
    groups: dict[str, list[Position]] = {}
    for position in ordered:
        # Flat positions are history: they stand below and are grouped among themselves.
        name = position.instrument.symbol + ("" if position.quantity else " ")
        groups.setdefault(name, []).append(position)
    rows = []
    for group, members in groups.items():
        many = len(members) > 1 and group == group.strip()
        if many:
            rows.append(PositionRow(group, tuple(members)))
        rows.extend(
            PositionRow(group if many else f"{group}{n}", (p,), p, child=many)
            for n, p in enumerate(members)
        )
    return sorted(rows, key=lambda row: not row.is_open)


class PositionsModel(FamilyModel[PositionRow]):
    """The positions panel's rows. `ticked` holds the keys of ticked positions.

    `net`: profit and loss is shown after the charges of today's orders, where they are told.
    """

    def __init__(
        self,
        *,
        marks: Marks,
        instruments: InstrumentSource,
        charges: Charges | None = None,
        parent: QObject | None = None,
    ) -> None:
        self.marks = marks
        self.ticked: set[PositionKey] = set()
        self.net = False
        self._charges = charges
        self._instruments = instruments
        super().__init__(
            position_columns(self, instruments), key=lambda row: row.key, parent=parent
        )

    # figures

    def last(self, position: Position) -> float:
        """Return the live price, the broker's last one where there is none."""
        live = self.marks.last(position.instrument)
        return live if live == live else float(position.last_price) or _NAN  # noqa: PLR0124

    def pnl(self, position: Position) -> float:
        """Return profit and loss at the live price, rupees before charges."""
        if not position.quantity:
            return float(position.sell_value - position.buy_value)
        last = self.last(position)
        if last != last:  # noqa: PLR0124
            return float(position.pnl)
        worth = position.quantity * last * float(position.multiplier)
        return float(position.sell_value - position.buy_value) + worth

    def day_pnl(self, position: Position) -> float:
        """Return today's share of it: overnight quantity counts from the previous close."""
        last = self.last(position) if position.quantity else 0.0
        if last != last:  # noqa: PLR0124
            return float(position.m2m)
        multiplier = float(position.multiplier)
        carried = position.overnight_quantity * float(position.close_price) * multiplier
        day = float(position.day_sell_value - position.day_buy_value)
        return day - carried + position.quantity * last * multiplier

    def cost(self, position: Position) -> float:
        """Return what today's orders in it have cost in rupees."""
        if self._charges is None:
            return 0.0
        key = (position.account, position.instrument, position.product)
        return float(self._charges.of_position(*key))

    def shown_pnl(self, position: Position) -> float:
        """Return profit and loss as the column shows it: gross, or net of charges."""
        return self.pnl(position) - (self.cost(position) if self.net else 0.0)

    def shown_day_pnl(self, position: Position) -> float:
        """Return today's share of it, gross or net of charges."""
        return self.day_pnl(position) - (self.cost(position) if self.net else 0.0)

    def set_net(self, *, net: bool) -> None:
        """Show profit and loss net of charges, or gross; the headers say which."""
        if net != self.net:
            self.net = net
            self.columns = tuple(position_columns(self, self._instruments))
            last = len(self.columns) - 1
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
            self.touch(0, len(self.rows) - 1)
            self.resort()

    def explain(self, gross: float, positions: Sequence[Position]) -> str:
        """Return gross, charges, net and what closing would cost, in words."""
        charges = self._charges
        if charges is None:
            return ""
        costs = [charges.of_position(p.account, p.instrument, p.product) for p in positions]
        closing: Decimal | None = Decimal(0)
        for position in positions:
            if position.quantity and not is_delivered(position):
                cost = charges.closing_of(position)
                closing = None if cost is None or closing is None else closing + cost
        return pnl_words(gross, sum(costs, Decimal(0)), closing)

    def explain_total(
        self, figure: Callable[[Position], float], positions: Sequence[Position]
    ) -> str:
        """Explain the sum of a gross figure over positions."""
        return self.explain(self.total(figure, positions), positions)

    def change(self, position: Position) -> float:
        """Return the move from average to live price in percent, in favour of the position."""
        average = float(position.average_price)
        last = self.last(position)
        if not position.quantity or average <= 0 or last != last:  # noqa: PLR0124
            return _NAN
        sign = 1 if position.quantity > 0 else -1
        return sign * (last - average) / average * 100

    def value(self, position: Position) -> float:
        """Return what the position is worth at the live price, signed."""
        last = self.last(position)
        if not position.quantity:
            return 0.0
        return position.quantity * last * float(position.multiplier)

    def total(self, figure: Callable[[Position], float], positions: Iterable[Position]) -> float:
        """Return a sum that leaves out what is not known."""
        return sum(v for p in positions if (v := figure(p)) == v)

    # ticks

    def toggle(self, row: PositionRow) -> None:
        """Tick or untick a position, or all of a group."""
        keys = {key_of(p) for p in row.members if p.quantity}
        if keys and keys <= self.ticked:
            self.ticked -= keys
        else:
            self.ticked |= keys
        self.touch(0, len(self.rows) - 1)

    def keep_ticks(self, positions: Iterable[Position]) -> None:
        """Drop ticks of positions that are no longer open."""
        self.ticked &= {key_of(p) for p in positions if p.quantity}

    def tick_state(self, row: PositionRow) -> Qt.CheckState:
        keys = {key_of(p) for p in row.members if p.quantity}
        if not keys or not keys & self.ticked:
            return Qt.CheckState.Unchecked
        whole = keys <= self.ticked
        return Qt.CheckState.Checked if whole else Qt.CheckState.PartiallyChecked

    # order

    @override
    def section(self, row: PositionRow) -> int:
        return 0 if row.is_open else 1

    @override
    def family(self, row: PositionRow) -> str:
        return row.group

    @override
    def is_child(self, row: PositionRow) -> bool:
        return row.child

    @override
    def row_tint(self, row: PositionRow) -> str | None:
        return "raised" if row.position is None else None


def position_columns(
    model: PositionsModel, instruments: InstrumentSource
) -> Sequence[Column[PositionRow]]:
    """Return the columns. Group heads show sums where a sum means something."""

    def digits(position: Position) -> int:
        instrument = instruments.instrument(position.instrument)
        return instrument.grid.decimals if instrument is not None else 2

    def one(text: Callable[[Position], str]) -> Callable[[PositionRow], str]:
        def of(row: PositionRow) -> str:
            return text(row.position) if row.position is not None else ""

        return of

    def summed(figure: Callable[[Position], float]) -> Callable[[PositionRow], float]:
        return lambda row: model.total(figure, row.members)

    pnl, day_pnl = summed(model.shown_pnl), summed(model.shown_day_pnl)
    value = summed(model.value)
    of_charges = "net of the charges of today's orders" if model.net else "before charges"
    gross_pnl, gross_day = summed(model.pnl), summed(model.day_pnl)

    def lots(position: Position) -> str:
        instrument = instruments.instrument(position.instrument)
        if instrument is None or instrument.lot_size <= 1 or not position.quantity:
            return ""
        count = position.quantity / instrument.lot_size
        return f"{count:g} lots of {instrument.lot_size}"

    def change(row: PositionRow) -> float:
        return model.change(row.position) if row.position is not None else _NAN

    def change_text(row: PositionRow) -> str:
        moved = change(row)
        return fmt.percent(moved) if moved == moved else ""  # noqa: PLR0124

    return (
        Column(
            key="tick",
            title="",
            width=28,
            align="center",
            text=lambda _row: "",
            paint=lambda painter, rect, row, theme: _paint_tick(painter, rect, row, theme, model),
            tip="Tick rows for a subtotal, or to exit them together  (Space)",
        ),
        Column(
            key="symbol",
            title="Instrument",
            width=176,
            align="left",
            text=_name,
            color=_row_color,
            paint=_paint_name,
            sort=lambda row: (row.group, row.child),
            hint=lambda row: (
                f"{row.position.instrument.venue} {row.position.symbol}"
                if row.position is not None
                else ""
            ),
        ),
        Column(
            key="quantity",
            title="Qty",
            width=66,
            text=one(lambda p: fmt.signed(p.quantity, 0) if p.quantity else "0"),
            color=_side_color,
            sort=lambda row: row.position.quantity if row.position is not None else 0,
            hint=one(lots),
            tip="Units held; + long, − short",
        ),
        Column(
            key="average",
            title="Avg. price",
            width=78,
            text=one(lambda p: fmt.price(p.average_price, digits(p)) if p.quantity else ""),
            color=_row_color,
            sort=lambda row: row.position.average_price if row.position is not None else None,
        ),
        Column(
            key="ltp",
            title="LTP",
            width=78,
            text=one(lambda p: fmt.price(model.last(p), digits(p))),
            color=lambda row: (
                None
                if row.position is None or model.marks.is_live(row.position.instrument)
                else "stale"
            ),
            sort=lambda row: model.last(row.position) if row.position is not None else None,
            tip="Last traded price; grey where the feed is not live",
        ),
        Column(
            key="pnl",
            title="Net P&L" if model.net else "P&L",
            width=98,
            text=lambda row: fmt.signed(pnl(row)),
            color=lambda row: fmt.trend(round(pnl(row), 2)),
            sort=pnl,
            bold=True,
            hint=lambda row: model.explain(gross_pnl(row), row.members),
            tip=f"Realised and open profit and loss at the live price, {of_charges}  (N)",
        ),
        Column(
            key="product",
            title="Product",
            width=62,
            align="left",
            text=one(lambda p: fmt.label(p.product)),
            color=_row_color,
            sort=lambda row: row.position.product.value if row.position is not None else "",
        ),
        Column(
            key="change",
            title="Change",
            width=78,
            text=change_text,
            color=lambda row: fmt.trend(change(row)),
            sort=change,
            tip="From your average price to the last, in your favour",
        ),
        Column(
            key="day",
            title="Net day P&L" if model.net else "Day P&L",
            width=100,
            text=lambda row: fmt.signed(day_pnl(row)),
            color=lambda row: fmt.trend(round(day_pnl(row), 2)),
            sort=day_pnl,
            hint=lambda row: model.explain(gross_day(row), row.members),
            tip=f"Mark to market of today, overnight quantity from the previous close, {of_charges}",
        ),
        Column(
            key="value",
            title="Value",
            width=108,
            text=lambda row: fmt.money(value(row)) if value(row) else "",
            color=_row_color,
            sort=value,
        ),
        Column(
            key="account",
            title="Account",
            width=74,
            align="left",
            text=one(lambda p: fmt.account(p.account)),
            color=lambda _row: "muted",
            sort=lambda row: row.position.account if row.position is not None else "",
        ),
        Column(
            key="overnight",
            title="Overnight",
            width=80,
            hidden=True,
            text=one(lambda p: fmt.quantity(p.overnight_quantity)),
            color=_row_color,
            sort=lambda row: row.position.overnight_quantity if row.position is not None else 0,
        ),
    )


def _name(row: PositionRow) -> str:
    if row.position is not None:
        return fmt.instrument(row.position.instrument)
    return f"{row.group} · {len(row.members)} positions"


def _row_color(row: PositionRow) -> str | None:
    return None if row.is_open else "muted"


def _side_color(row: PositionRow) -> str | None:
    if row.position is None or not row.position.quantity:
        return "muted"
    return "buy" if row.position.quantity > 0 else "sell"


def _paint_name(painter: QPainter, rect: QRect, row: PositionRow, theme: Theme) -> bool:
    if row.position is not None and not row.child:
        return False
    painter.setFont(theme.font(bold=row.position is None))
    painter.setPen(theme.pen(_row_color(row) or "text"))
    box = rect.adjusted(PADDING + (14 if row.child else 0), 0, -2, 0)
    text = painter.fontMetrics().elidedText(
        told(_name(row)) if row.position is None else _name(row),
        Qt.TextElideMode.ElideRight,
        box.width(),
    )
    painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
    return True


def _paint_tick(
    painter: QPainter, rect: QRect, row: PositionRow, theme: Theme, model: PositionsModel
) -> bool:
    if not row.is_open:
        return True
    box = QRectF(rect.center().x() - 6, rect.center().y() - 6, 13, 13)
    state = model.tick_state(row)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    checked = state != Qt.CheckState.Unchecked
    painter.setPen(theme.pen("accent" if checked else "strong_line"))
    painter.setBrush(theme.brush("accent" if checked else "panel"))
    painter.drawRoundedRect(box, 2.5, 2.5)
    painter.setPen(QPen(theme.color("on_accent"), 1.8))
    x, y = box.left(), box.top()
    if state == Qt.CheckState.Checked:
        painter.drawLine(int(x + 3), int(y + 7), int(x + 5), int(y + 9))
        painter.drawLine(int(x + 5), int(y + 9), int(x + 10), int(y + 4))
    elif checked:
        painter.drawLine(int(x + 3), int(y + 6), int(x + 10), int(y + 6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    return True
