"""The words of the chart's legend: one bar's values with the colour of each. No Qt."""

import math

from terminal.market.bars import BarColumns
from terminal.ui import format as fmt

LegendRow = list[tuple[str, str]]
"""(text, theme token) pairs from left to right."""


def legend_row(columns: BarColumns, bar: int, decimals: int) -> LegendRow:
    """Return open, high, low, close, change against the bar before, volume and open interest."""
    opened, close = float(columns.open[bar]), float(columns.close[bar])
    before = float(columns.close[bar - 1]) if bar else opened
    ink = "up" if close >= opened else "down"
    row: LegendRow = []
    for letter, column in (
        ("O", columns.open),
        ("H", columns.high),
        ("L", columns.low),
        ("C", columns.close),
    ):
        row += [(letter, "muted"), (fmt.price(float(column[bar]), decimals), ink)]
    change = close - before
    share = change / before * 100 if before else math.nan
    row.append((fmt.percent(share), fmt.trend(change) or "muted"))
    if columns.volume[bar]:
        row += [("Vol", "muted"), (fmt.compact(float(columns.volume[bar])), "text")]
    if columns.oi[bar]:
        row += [("OI", "muted"), (fmt.compact(float(columns.oi[bar])), "text")]
    return row
