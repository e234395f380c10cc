"""The day as one document: what was traded, what is held, what it brought and what it cost. Pure.

`page` gives HTML that stands alone, with the chart drawn into it; `pdf.py` prints the same page.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from html import escape

from msgspec import Struct

from terminal.domain.account import Position
from terminal.domain.order import Order, OrderState, Side, Trade
from terminal.portfolio.curve import CurvePoint
from terminal.ui import format as fmt
from terminal.ui.models.order_tree import state_words, tag_words, type_words

ZERO = Decimal(0)
CHART = "chart.svg"
"""What the page calls its chart where the chart is not drawn into it."""
WIDTH, HEIGHT = 720, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 78, 12, 12, 26
_STYLE = """
body { font-family: 'Inter', 'Segoe UI', 'Noto Sans', sans-serif; font-size: 10pt; color: #1a1d21; }
h1 { font-size: 16pt; margin-bottom: 2px; } h2 { font-size: 12pt; margin-top: 18px; margin-bottom: 6px; }
table { border-collapse: collapse; width: 100%; } p { margin: 2px 0; }
th { text-align: left; background-color: #eef1f4; font-weight: 600; }
th, td { padding: 3px 7px; border-bottom: 1px solid #d5dae0; }
.n { text-align: right; } .gain { color: #0b7a3b; } .loss { color: #b3261e; } .soft { color: #5c6670; }
"""


class PositionLine(Struct, frozen=True):
    """A position with its profit and loss of today at the price of now, gross, in rupees."""

    position: Position
    last: Decimal
    pnl: Decimal


class ChargeLine(Struct, frozen=True):
    """Charges of one kind over all accounts, in rupees."""

    kind: str
    amount: Decimal


class DayReport(Struct, frozen=True, kw_only=True):
    """Everything on the page. `charges` None: not known; trades and orders newest first or last."""

    made_ns: int
    accounts: tuple[str, ...]
    practice: bool
    orders: tuple[Order, ...]
    trades: tuple[Trade, ...]
    positions: tuple[PositionLine, ...]
    curve: tuple[CurvePoint, ...]
    charges: Decimal | None = None
    charge_lines: tuple[ChargeLine, ...] = ()
    charges_note: str = ""

    @property
    def gross(self) -> Decimal:
        return sum((line.pnl for line in self.positions), ZERO)


def page(report: DayReport, *, drawn_in: bool) -> str:
    """Return the page; with `drawn_in` the chart is part of it, else an image called `CHART`."""
    day = fmt.date_ist(report.made_ns)
    accounts = ", ".join(map(escape, report.accounts)) or "no account"
    kind = "practice, no real money" if report.practice else "live"
    chart = curve_svg(report.curve) if drawn_in else f'<p><img src="{CHART}" width="{WIDTH}"/></p>'
    if len(report.curve) < 2:
        chart = '<p class="soft">No trade and no open position today: there is nothing to draw.</p>'
    parts = [
        f"<h1>Day report, {day}</h1>",
        f'<p class="soft">{accounts} ({kind}). Made at {fmt.time_ist(report.made_ns)} IST.</p><p></p>',
        _summary(report),
        "<h2>Profit and loss through the day</h2>",
        chart,
        '<p class="soft">Gross, valued at each trade; the last point at the prices of now.</p>',
        _positions(report.positions),
        _charges(report),
        _orders(report.orders),
        _trades(report.trades),
    ]
    body = "\n".join(part for part in parts if part)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Day report, {day}</title>'
        f"<style>{_STYLE}</style></head><body>{body}</body></html>"
    )


def curve_svg(points: Sequence[CurvePoint]) -> str:
    """Return the curve as SVG: steps from trade to trade, zero line, highest and lowest marked."""
    if len(points) < 2:
        return ""
    first, last = points[0].time_ns, max(points[-1].time_ns, points[0].time_ns + 1)
    low = min(ZERO, *(point.pnl for point in points))
    high = max(ZERO, *(point.pnl for point in points))
    span = high - low or Decimal(1)
    wide, tall = WIDTH - _LEFT - _RIGHT, HEIGHT - _TOP - _BOTTOM

    def x(time_ns: int) -> float:
        return _LEFT + wide * (time_ns - first) / (last - first)

    def y(pnl: Decimal) -> float:
        return _TOP + tall * float((high - pnl) / span)

    steps = [f"M{x(first):.1f},{y(points[0].pnl):.1f}"]
    steps += [f"H{x(point.time_ns):.1f}V{y(point.pnl):.1f}" for point in points[1:]]
    colour = "#0b7a3b" if points[-1].pnl >= 0 else "#b3261e"
    marks = {high, low, ZERO}
    levels = "".join(
        f'<line x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{y(mark):.1f}" y2="{y(mark):.1f}" '
        f'stroke="#c3c9d0" stroke-width="{1.2 if mark == 0 else 0.6}"/>'
        f'<text x="{_LEFT - 6}" y="{y(mark) + 4:.1f}" text-anchor="end" font-size="11" '
        f'fill="#5c6670">{fmt.rupees(mark, 0)}</text>'
        for mark in _apart(sorted(marks), y)
    )
    times = "".join(
        f'<text x="{x(at):.1f}" y="{HEIGHT - 8}" text-anchor="{anchor}" font-size="11" '
        f'fill="#5c6670">{fmt.time_ist(at)}</text>'
        for at, anchor in ((first, "start"), (last, "end"))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="Inter, Segoe UI, Noto Sans, sans-serif">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>{levels}{times}'
        f'<path d="{"".join(steps)}" fill="none" stroke="{colour}" stroke-width="1.8"/></svg>'
    )


def _apart(marks: list[Decimal], y: Callable[[Decimal], float]) -> list[Decimal]:
    # Labels closer than a line of text would overlap; zero is the one that stays.
    kept = [ZERO]
    kept += [mark for mark in marks if mark and abs(y(mark) - y(ZERO)) >= 14]
    return kept


def _summary(report: DayReport) -> str:
    gross = report.gross
    done = [order for order in report.orders if order.filled]
    refused = sum(order.state is OrderState.REJECTED for order in report.orders)
    turnover = sum((trade.price * trade.quantity for trade in report.trades), ZERO)
    rows = [
        ("Profit and loss, gross", _signed(gross)),
        ("Charges", fmt.rupees(report.charges) if report.charges is not None else "not known"),
    ]
    if report.charges is not None:
        rows.append(("Profit and loss, net of charges", _signed(gross - report.charges)))
    rows += [
        ("Orders", f"{len(report.orders)}, {len(done)} with fills, {refused} refused"),
        ("Trades", f"{len(report.trades)}, turnover {fmt.rupees(turnover)}"),
    ]
    return _table((), [[escape(name), value] for name, value in rows], numeric={1})


def _positions(lines: Sequence[PositionLine]) -> str:
    rows = [
        [
            escape(line.position.symbol),
            fmt.label(line.position.product),
            fmt.quantity(line.position.quantity),
            fmt.price(line.position.average_price),
            fmt.price(line.last),
            _signed(line.pnl),
            escape(fmt.account(line.position.account)),
        ]
        for line in lines
    ]
    titles = ("Instrument", "Product", "Net quantity", "Average", "Last", "Today", "Account")
    return _section("Positions", titles, rows, {2, 3, 4, 5}, "No position today.")


def _charges(report: DayReport) -> str:
    note = f'<p class="soft">{escape(report.charges_note)}</p>' if report.charges_note else ""
    if report.charges is None:
        return f"<h2>Charges</h2>{note}" if note else ""
    rows = [[escape(line.kind), fmt.rupees(line.amount)] for line in report.charge_lines]
    rows.append(["<b>Total</b>", f"<b>{fmt.rupees(report.charges)}</b>"])
    return f"<h2>Charges</h2>{_table(('Kind', 'Amount'), rows, numeric={1})}{note}"


def _orders(orders: Sequence[Order]) -> str:
    rows = [
        [
            fmt.time_ist(order.placed_ns),
            _side(order.side),
            escape(order.symbol),
            f"{fmt.quantity(order.filled)} / {fmt.quantity(order.quantity)}",
            fmt.price(order.price) if order.price else "Market",
            fmt.price(order.average_price) if order.filled else fmt.NONE,
            escape(type_words(order)),
            fmt.label(order.product),
            escape(state_words(order)),
            escape(tag_words(order)),
            escape(order.message),
        ]
        for order in sorted(orders, key=lambda each: each.placed_ns)
    ]
    titles = ("Time", "Side", "Instrument", "Filled", "Price", "Average", "Type", "Product",
              "Status", "Tag", "Words of the broker")  # fmt: skip
    return _section("Orders", titles, rows, {3, 4, 5}, "No order today.")


def _trades(trades: Sequence[Trade]) -> str:
    rows = [
        [
            fmt.time_ist(trade.filled_ns),
            _side(trade.side),
            escape(trade.symbol),
            fmt.quantity(trade.quantity),
            fmt.price(trade.price),
            fmt.rupees(trade.price * trade.quantity),
            fmt.label(trade.product),
            escape(trade.order_id),
            escape(trade.trade_id),
        ]
        for trade in sorted(trades, key=lambda each: each.filled_ns)
    ]
    titles = (
        "Time",
        "Side",
        "Instrument",
        "Quantity",
        "Price",
        "Value",
        "Product",
        "Order",
        "Trade",
    )
    return _section("Trades", titles, rows, {3, 4, 5}, "No trade today.")


def _section(
    title: str, titles: Sequence[str], rows: list[list[str]], numeric: set[int], empty: str
) -> str:
    inner = _table(titles, rows, numeric=numeric) if rows else f'<p class="soft">{empty}</p>'
    return f"<h2>{title}</h2>{inner}"


def _table(titles: Sequence[str], rows: list[list[str]], *, numeric: set[int]) -> str:
    def mark(number: int) -> str:
        return ' class="n" align="right"' if number in numeric else ""

    head = "".join(f"<th{mark(n)}>{title}</th>" for n, title in enumerate(titles))
    body = "".join(
        "<tr>" + "".join(f"<td{mark(n)}>{cell}</td>" for n, cell in enumerate(row)) + "</tr>"
        for row in rows
    )
    return (
        f"<table>{f'<thead><tr>{head}</tr></thead>' if head else ''}<tbody>{body}</tbody></table>"
    )


def _signed(value: Decimal) -> str:
    kind = {"up": "gain", "down": "loss"}.get(fmt.trend(value) or "", "soft")
    return f'<span class="{kind}">{fmt.signed_rupees(value)}</span>'


def _side(side: Side) -> str:
    colour = "#1f6fd1" if side is Side.BUY else "#c8420f"
    return f'<span style="color:{colour}">{fmt.label(side)}</span>'
