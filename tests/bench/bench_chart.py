"""The chart's own budget: one tick to painted pixels with 500 bars visible, and a full repaint.

No peer: the promise is a share of a frame. Offscreen, 1100 x 620.
"""

import os
import time

import numpy as np

from tests.bench import Line

BARS, VISIBLE, ROUNDS = 3000, 500, 120
BUDGET_MS = 3.0


def _columns(count: int, last: float):
    from terminal.market.bars import BarColumns

    numbers = np.arange(count)
    close = 100.0 + np.sin(numbers / 17.0) * 3 + np.sin(numbers / 3.0)
    open_ = np.concatenate(([100.0], close[:-1]))
    close[-1] = last
    return BarColumns(
        open_ns=(1_795_146_300 + numbers * 300) * 1_000_000_000,
        open=open_,
        high=np.maximum(open_, close) + 0.3,
        low=np.minimum(open_, close) - 0.3,
        close=close,
        volume=1000.0 + (numbers * 7919 % 977),
        oi=np.zeros(count),
    )


def measure() -> tuple[float, float]:
    """Return milliseconds of a tick and of a full repaint: the best round each, so that
    other work on the machine does not count.
    """
    from PySide6.QtWidgets import QApplication

    from terminal.domain.market import Interval
    from terminal.ui.chart.view import ChartView
    from terminal.ui.theme import Theme

    app = QApplication.instance() or QApplication([])
    view = ChartView(Theme("dark"))
    view.resize(1100, 620)
    view.show()
    view.reset(Interval.MINUTE_5, decimals=2, price_tick=0.05)
    view.show_bars(_columns(BARS, 101.0))
    state = view.viewport_state
    state.zoom(VISIBLE / state.span, state.right)
    view.refresh()
    app.processEvents()
    ticks, paints = [], []
    for number in range(ROUNDS):
        columns = _columns(BARS, 101.0 + number % 7 * 0.05)
        start = time.perf_counter()
        view.show_bars(columns)
        view.show_last(float(columns.close[-1]), token="up", countdown="02:31")
        app.processEvents()
        ticks.append((time.perf_counter() - start) * 1e3)
        start = time.perf_counter()
        view.refresh()
        view.viewport().repaint()
        paints.append((time.perf_counter() - start) * 1e3)
    view.close()
    view.deleteLater()
    return min(ticks), min(paints)


def run() -> list[Line]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    tick, paint = measure()
    goal = f"below {BUDGET_MS:.0f} ms"
    return [
        Line(name=name, ours=ours, unit="ms", goal=goal, met=ours < BUDGET_MS)
        for name, ours in (
            ("chart: a tick, 500 bars visible", tick),
            ("chart: full repaint, 500 bars", paint),
        )
    ]
