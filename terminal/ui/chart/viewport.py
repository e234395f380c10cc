"""Which bars and prices a chart shows: zoom, pan and fit as plain arithmetic, no Qt.

Bars are counted from the oldest loaded one; bar i reaches from i - 0.5 to i + 0.5. When older bars are
loaded in front, `shift` keeps the same bars on screen.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
BAR_PX = 7.0
"""The width of a bar when a chart opens."""
FEWEST_BARS = 12.0
THINNEST_PX = 0.6
RIGHT_SHARE = 0.06
"""Empty room right of the newest bar, as a share of the plot."""
FLOOR_SHARE = 0.24
"""Room under the lowest price (volume stands there) and above the highest."""
CEILING_SHARE = 0.12


class Viewport:
    """A window on bars (left..right) and prices (low..high). `auto`: prices follow the bars."""

    def __init__(self) -> None:
        self.left, self.right = 0.0, 100.0
        self.low, self.high = 0.0, 1.0
        self.auto = True
        self.width_px, self.height_px = 400.0, 300.0

    @property
    def span(self) -> float:
        return self.right - self.left

    @property
    def pixels_per_bar(self) -> float:
        return self.width_px / self.span

    def resize(self, width_px: float, height_px: float) -> None:
        """Take a new size in pixels: bars keep their width, the right edge stays."""
        if width_px > 0 and self.width_px > 0:
            self.left = self.right - self.span * width_px / self.width_px
        self.width_px, self.height_px = max(1.0, width_px), max(1.0, height_px)

    def open_at(self, count: int) -> None:
        """Show the newest of `count` bars at the opening width."""
        span = max(FEWEST_BARS, self.width_px / BAR_PX)
        self.left, self.right = 0.0, span
        self.auto = True
        self.go_to_now(count)

    def go_to_now(self, count: int) -> None:
        """Move to the newest bar without changing the zoom."""
        span = self.span
        self.right = count - 0.5 + max(1.0, span * RIGHT_SHARE)
        self.left = self.right - span

    def at_now(self, count: int) -> bool:
        """Return whether the newest bar is on screen."""
        return self.left <= count - 1 <= self.right

    def shift(self, bars: float) -> None:
        """Move right by a number of bars (older ones were put in front, or a bar was added)."""
        self.left += bars
        self.right += bars

    def pan(self, bars: float, count: int) -> None:
        """Move right by `bars`, but never to where no bar is on screen."""
        keep = min(self.span * 0.5, 5.0)
        lowest, highest = keep - self.right, count - 0.5 - keep - self.left
        self.shift(min(max(bars, lowest), max(highest, 0.0)) if count else 0.0)

    def zoom(self, factor: float, at: float) -> None:
        """Show `factor` times as many bars, the one at `at` staying where it is."""
        most = self.width_px / THINNEST_PX
        factor = min(max(self.span * factor, FEWEST_BARS), most) / self.span
        self.left = at - (at - self.left) * factor
        self.right = at + (self.right - at) * factor

    def zoom_prices(self, factor: float) -> None:
        """Show `factor` times the price span around its middle; prices stop following the bars."""
        self.auto = False
        middle, half = (self.low + self.high) / 2, (self.high - self.low) / 2 * factor
        self.low, self.high = middle - half, middle + half

    def pan_prices(self, amount: float) -> None:
        self.low += amount
        self.high += amount

    def visible(self, count: int) -> tuple[int, int]:
        """Return the numbers of the first and last bar on screen; (0, -1) if there are none."""
        first = max(0, int(np.ceil(self.left - 0.5)))
        last = min(count - 1, int(np.floor(self.right + 0.5)))
        return (first, last) if first <= last else (0, -1)

    def fit(self, high: Floats, low: Floats, step: float, *, volume: bool = True) -> bool:
        """Fit prices to the visible bars if `auto`; True if the range moved.

        `step` is the price tick: a flat market is given a few of them so that it does not fill the
        plot. Without `volume` (an index) no room is kept for it.
        """
        first, last = self.visible(len(high))
        if not self.auto or last < first:
            return False
        top = float(np.fmax.reduce(high[first : last + 1]))  # NaN only if all are
        bottom = float(np.fmin.reduce(low[first : last + 1]))
        if not (np.isfinite(top) and np.isfinite(bottom)):
            return False
        span = max(top - bottom, 8 * step, abs(top) * 1e-6)
        middle = (top + bottom) / 2
        floor = FLOOR_SHARE if volume else CEILING_SHARE
        wanted_low = middle - span / 2 - span * floor
        wanted_high = middle + span / 2 + span * CEILING_SHARE
        if wanted_low == self.low and wanted_high == self.high:
            return False
        self.low, self.high = wanted_low, wanted_high
        return True
