"""Holdings as rows: what was paid, what it is worth, what changed today.

Where the broker does not trust its own cost price, profit and loss is not shown at all.
"""

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct
from PySide6.QtCore import QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from terminal.domain.account import AuctionOffer, Holding
from terminal.domain.ids import InstrumentId
from terminal.domain.ports import InstrumentSource
from terminal.ui import format as fmt
from terminal.ui.columns import Column, ColumnModel
from terminal.ui.delegates import PADDING
from terminal.ui.models.marks import Marks
from terminal.ui.theme import Theme

_NAN = float("nan")
Figure = Callable[[Holding], float]
Status = Callable[[Holding], str]
"""What the depository still wants before a sale, in words (`ui.authorise.Authoriser.status`)."""


class HoldingRow(Struct, frozen=True):
    """One holding of one account; `offer` where it may be sold in today's auction."""

    holding: Holding
    offer: AuctionOffer | None = None

    @property
    def key(self) -> tuple[str, InstrumentId, str]:
        return (self.holding.account, self.holding.instrument, self.holding.product)


class Sums(Struct):
    """Totals in rupees, each of what is known; a share holds only of the same holdings.

    `invested_of_pnl` is the cost of what `pnl` counts, `before_of_day` the same for `day`.
    """

    invested: float = 0.0
    current: float = 0.0
    pnl: float = 0.0
    invested_of_pnl: float = 0.0
    day: float = 0.0
    before_of_day: float = 0.0


class HoldingsModel(ColumnModel[HoldingRow]):
    """The holdings panel's rows, marked to live prices."""

    def __init__(
        self,
        *,
        marks: Marks,
        instruments: InstrumentSource,
        status: Status,
        parent: QObject | None = None,
    ) -> None:
        self.marks = marks
        self.status = status
        super().__init__(holding_columns(self, instruments), key=lambda row: row.key, parent=parent)

    def units(self, holding: Holding) -> int:
        """Return what is owned: settled and bought but not yet delivered."""
        return holding.quantity + holding.t1_quantity

    def last(self, holding: Holding) -> float:
        """Return the live price, the broker's last one where there is none."""
        live = self.marks.last(holding.instrument)
        return live if live == live else float(holding.last_price) or _NAN  # noqa: PLR0124

    def close(self, holding: Holding) -> float:
        """Return the previous close, the feed's own first."""
        close = self.marks.previous_close(holding.instrument)
        return close if close == close else float(holding.close_price) or _NAN  # noqa: PLR0124

    def invested(self, holding: Holding) -> float:
        """Return the cost in rupees, NaN where the broker does not trust it."""
        if holding.discrepancy:
            return _NAN
        return float(holding.average_price) * self.units(holding)

    def current(self, holding: Holding) -> float:
        return self.last(holding) * self.units(holding)

    def pnl(self, holding: Holding) -> float:
        return self.current(holding) - self.invested(holding)

    def pnl_percent(self, holding: Holding) -> float:
        invested = self.invested(holding)
        return self.pnl(holding) / invested * 100 if invested > 0 else _NAN

    def day(self, holding: Holding) -> float:
        """Return today's change of the holding in rupees."""
        return (self.last(holding) - self.close(holding)) * self.units(holding)

    def day_percent(self, holding: Holding) -> float:
        close = self.close(holding)
        return (self.last(holding) / close - 1) * 100 if close > 0 else _NAN

    def before(self, holding: Holding) -> float:
        """Return what it was worth at the previous close."""
        return self.close(holding) * self.units(holding)

    def sums(self, holdings: Iterable[Holding]) -> "Sums":
        """Return the totals in one pass: they are shown anew with each price."""
        sums = Sums()
        for holding in holdings:
            units, last, close = self.units(holding), self.last(holding), self.close(holding)
            invested, current = self.invested(holding), last * units
            if invested == invested:  # noqa: PLR0124  not a NaN
                sums.invested += invested
            if current == current:  # noqa: PLR0124
                sums.current += current
            if (pnl := current - invested) == pnl:
                sums.pnl += pnl
                sums.invested_of_pnl += invested
            if (day := (last - close) * units) == day:
                sums.day += day
                sums.before_of_day += close * units
        return sums

    def total(self, figure: Figure, holdings: Iterable[Holding]) -> float:
        """Return a sum that leaves out what is not known."""
        return sum(v for h in holdings if (v := figure(h)) == v)

    def known(self, figure: Figure, holdings: Iterable[Holding]) -> list[Holding]:
        """Return the holdings for which a figure is known."""
        return [h for h in holdings if (v := figure(h)) == v]

    def explain_pnl(self, holdings: Sequence[Holding]) -> str:
        """Return how current worth, cost and profit fit together, and what is left out."""
        known = self.known(self.pnl, holdings)
        current, invested = self.total(self.current, known), self.total(self.invested, known)
        text = (
            f"Worth {fmt.rupees(current)}, paid {fmt.rupees(invested)}: "
            f"{fmt.signed_rupees(current - invested)} before charges"
        )
        return text + _left_out(len(holdings) - len(known), "cost or price")

    def explain_day(self, holdings: Sequence[Holding]) -> str:
        """Return how today's change fits to the worth at the previous close."""
        known = self.known(self.day, holdings)
        before, now = self.total(self.before, known), self.total(self.current, known)
        text = (
            f"Worth {fmt.rupees(before)} at the previous close, {fmt.rupees(now)} now: "
            f"{fmt.signed_rupees(now - before)}"
        )
        return text + _left_out(len(holdings) - len(known), "price")


def holding_columns(
    model: HoldingsModel, instruments: InstrumentSource
) -> Sequence[Column[HoldingRow]]:
    """Return the columns."""

    def digits(holding: Holding) -> int:
        instrument = instruments.instrument(holding.instrument)
        return instrument.grid.decimals if instrument is not None else 2

    def of(figure: Figure) -> Callable[[HoldingRow], float]:
        return lambda row: figure(row.holding)

    def money(
        key: str, title: str, figure: Figure, tip: str, width: int = 102
    ) -> Column[HoldingRow]:
        return Column(
            key=key,
            title=title,
            width=width,
            text=lambda row: fmt.money(figure(row.holding)),
            sort=of(figure),
            tip=tip,
        )

    def gain(
        key: str, title: str, figure: Figure, tip: str, *, percent: bool = False
    ) -> Column[HoldingRow]:
        write = fmt.percent if percent else fmt.signed
        return Column(
            key=key,
            title=title,
            width=76 if percent else 98,
            text=lambda row: write(figure(row.holding)),
            color=lambda row: fmt.trend(round(figure(row.holding), 2)) or "muted",
            sort=of(figure),
            tip=tip,
            bold=key == "pnl",
        )

    def units(
        key: str, title: str, count: Callable[[Holding], int], tip: str
    ) -> Column[HoldingRow]:
        return Column(
            key=key,
            title=title,
            width=80,
            text=lambda row: fmt.quantity(n) if (n := count(row.holding)) else "",
            color=lambda _row: "muted",
            sort=lambda row: count(row.holding),
            tip=tip,
        )

    return (
        Column(
            key="symbol",
            title="Instrument",
            width=172,
            align="left",
            text=lambda row: fmt.instrument(row.holding.instrument),
            paint=lambda painter, rect, row, theme: _paint_symbol(
                painter, rect, row, theme, badge_of(row.holding, model.status(row.holding))
            ),
            sort=lambda row: row.holding.symbol,
            hint=_explain,
        ),
        Column(
            key="quantity",
            title="Qty",
            width=58,
            text=lambda row: fmt.quantity(model.units(row.holding)),
            sort=lambda row: model.units(row.holding),
            tip="Settled and bought but not yet delivered",
        ),
        Column(
            key="average",
            title="Avg. cost",
            width=76,
            text=lambda row: (
                fmt.NONE if row.holding.discrepancy else fmt.price(row.holding.average_price)
            ),
            color=lambda row: "muted" if row.holding.discrepancy else None,
            sort=lambda row: row.holding.average_price,
        ),
        Column(
            key="ltp",
            title="LTP",
            width=76,
            text=lambda row: fmt.price(model.last(row.holding), digits(row.holding)),
            color=lambda row: None if model.marks.is_live(row.holding.instrument) else "stale",
            sort=lambda row: model.last(row.holding),
            tip="Last traded price; grey where the feed is not live",
        ),
        money("current", "Current", model.current, "Worth at the last price"),
        gain("pnl", "P&L", model.pnl, "Against your average cost, before charges"),
        gain("pnl_percent", "P&L %", model.pnl_percent, "Against your cost", percent=True),
        gain("day", "Day change", model.day, "Since the previous close"),
        gain("day_percent", "Day %", model.day_percent, "Since the previous close", percent=True),
        money("invested", "Invested", model.invested, "What was paid"),
        units("t1", "T1", lambda h: h.t1_quantity, "Bought, not yet in the demat account"),
        units("pledged", "Pledged", lambda h: h.collateral_quantity, "Pledged for margin"),
        Column(
            key="authorised",
            title="To sell it",
            width=142,
            align="left",
            text=lambda row: model.status(row.holding),
            color=lambda row: status_tone(model.status(row.holding)),
            sort=lambda row: model.status(row.holding),
            tip="Whether the depository lets you sell today: authorise it before a sale is refused",
        ),
        Column(
            key="auction",
            title="In the auction",
            width=120,
            align="left",
            hidden=True,
            text=offer_words,
            sort=lambda row: row.offer.quantity if row.offer is not None else 0,
            tip="How many may be offered in today's exchange auction, and its number",
        ),
        Column(
            key="account",
            title="Account",
            width=76,
            align="left",
            text=lambda row: fmt.account(row.holding.account),
            color=lambda _row: "muted",
            sort=lambda row: row.holding.account,
        ),
    )


def badge_of(holding: Holding, status: str = "") -> str:
    """Return the word on the badge beside the name, '' where nothing is odd."""
    if holding.discrepancy:
        return "cost unknown"
    return "authorise" if status and status_tone(status) == "amber" else ""


def _left_out(count: int, what: str) -> str:
    if not count:
        return "."
    noun = "holding is" if count == 1 else "holdings are"
    return f".\n{count} {noun} left out: the {what} is not known."


def status_tone(status: str) -> str:
    """Return the colour of a status: amber where a sale would be refused."""
    return "muted" if status in {"Not needed", "Authorised"} else "amber"


def offer_words(row: HoldingRow) -> str:
    """Return '100 in no. 42', '' where it is not in the auction."""
    if row.offer is None:
        return ""
    return f"{fmt.quantity(row.offer.quantity)} in no. {row.offer.number}"


def _explain(row: HoldingRow) -> str:
    holding = row.holding
    words = [f"{holding.instrument.venue} {holding.symbol}"]
    if holding.isin:
        words.append(holding.isin)
    words.append(f"Can be sold today: {fmt.quantity(holding.sellable)}")
    if holding.used_quantity:
        words.append(f"Sold today: {fmt.quantity(holding.used_quantity)}")
    if holding.discrepancy:
        words.append("The broker does not know what these cost: profit and loss is not shown.")
    return "\n".join(words)


def _paint_symbol(
    painter: QPainter, rect: QRect, row: HoldingRow, theme: Theme, badge: str
) -> bool:
    if not badge:
        return False
    painter.setFont(theme.font(-2))
    width = painter.fontMetrics().horizontalAdvance(badge) + 8
    box = QRectF(rect.right() - width - 2, rect.center().y() - 7, width, 15)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.brush("amber_tint"))
    painter.drawRoundedRect(box, 3, 3)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(theme.pen("amber"))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), badge)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setFont(theme.font())
    painter.setPen(theme.pen("text"))
    inner = rect.adjusted(PADDING, 0, -width - 6, 0)
    text = painter.fontMetrics().elidedText(
        fmt.instrument(row.holding.instrument), Qt.TextElideMode.ElideRight, inner.width()
    )
    painter.drawText(inner, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
    return True
