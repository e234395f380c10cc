"""Where the days of the coverage calendar stand: plain arithmetic, no Qt.

Weeks go from left to right and weekdays downwards, once for each kind of series. Where there is too
little height, a kind is one line and its days stand side by side.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct

LEFT, TOP, RIGHT = 80, 20, 10
"""Room for the names of kinds, for the months, and at the right edge, pixels."""
BAND_GAP = 10
GAP = 2
SMALLEST, LARGEST = 9, 22
WEEK = 7
LINE_CELL = 16


class Place(Struct, frozen=True):
    """A cell: the number of its kind, its day, its top left corner and its size in pixels."""

    band: int
    day: date
    x: int
    y: int
    size: int


class Grid(Struct, frozen=True, kw_only=True):
    """A layout for one size of the widget. `last` is the newest day that may be shown."""

    cell: int
    columns: int
    first: date
    last: date
    bands: int
    flat: bool
    """One line a kind."""

    @property
    def pitch(self) -> int:
        return self.cell + GAP

    @property
    def end(self) -> date:
        """The last day that has a place."""
        days = self.columns if self.flat else self.columns * WEEK
        return min(self.last, self.first + timedelta(days=days - 1))

    @property
    def band_height(self) -> int:
        return self.pitch * (1 if self.flat else WEEK) - GAP

    @property
    def height(self) -> int:
        """Pixels that the bands take with the months above them."""
        return TOP + self.bands * self.band_height + (self.bands - 1) * BAND_GAP

    def top_of(self, band: int) -> int:
        return TOP + band * (self.band_height + BAND_GAP)

    def place(self, band: int, day: date) -> Place | None:
        """Return where a day stands, None where it does not."""
        if not self.first <= day <= self.end or not 0 <= band < self.bands:
            return None
        number = (day - self.first).days
        column, row = (number, 0) if self.flat else divmod(number, WEEK)
        return Place(
            band, day, LEFT + column * self.pitch, self.top_of(band) + row * self.pitch, self.cell
        )

    def at(self, x: float, y: float) -> tuple[int, date] | None:
        """Return kind and day under a point, None where there is none."""
        column = int((x - LEFT) // self.pitch)
        if x < LEFT or column >= self.columns:
            return None
        for band in range(self.bands):
            down = y - self.top_of(band)
            if 0 <= down < self.band_height + GAP:
                row = int(down // self.pitch)
                day = self.first + timedelta(days=column if self.flat else column * WEEK + row)
                return (band, day) if day <= self.end else None
        return None

    def months(self) -> list[tuple[int, date]]:
        """Return (x, first day) of the months that begin in the grid, far enough apart to be read."""
        found: list[tuple[int, date]] = []
        step = 1 if self.flat else WEEK
        before = (0, 0)
        for column in range(self.columns):
            day = self.first + timedelta(days=column * step)
            if day > self.end:
                break
            if (day.year, day.month) != before:
                x = LEFT + column * self.pitch
                if found and x - found[-1][0] < 34:
                    found.pop()
                found.append((x, day))
                before = (day.year, day.month)
        return found


def lay_out(
    width: int, height: int, *, bands: int, last: date, back: int = 0, foot: int = 0
) -> Grid:
    """Return the grid for a size: as many days as fit, the newest at the right.

    `back` moves the window that many weeks into the past; `foot` is kept free below, for a legend.
    """
    room = max(0, width - LEFT - RIGHT)
    free = height - TOP - foot - (bands - 1) * BAND_GAP
    cell = (free // bands + GAP) // WEEK - GAP
    flat = cell < SMALLEST
    if flat:
        cell = min(LINE_CELL, max(SMALLEST, free // bands))
    cell = min(cell, LARGEST)
    columns = max(1, (room + GAP) // (cell + GAP))
    week_end = last + timedelta(days=WEEK - 1 - last.weekday())
    if flat:
        end = last - timedelta(days=back * WEEK)
        first = end - timedelta(days=columns - 1)
    else:
        end = week_end - timedelta(days=back * WEEK)
        first = end - timedelta(days=columns * WEEK - 1)
    return Grid(cell=cell, columns=columns, first=first, last=last, bands=bands, flat=flat)


def moved(
    grid: Grid, band: int, day: date, key: str, skip: Sequence[int] = (5, 6)
) -> tuple[int, date]:
    """Return where an arrow key leads: `left`, `right`, `up`, `down`; weekends (`skip`) are passed over.

    Up and down go through the week and then into the next kind's band, as the eye sees it.
    """
    if grid.flat:
        if key in {"up", "down"}:
            return min(grid.bands - 1, max(0, band + (1 if key == "down" else -1))), day
        step = timedelta(days=1 if key == "right" else -1)
        there = day + step
        while there.weekday() in skip:
            there += step
        return band, there
    if key in {"left", "right"}:
        return band, day + timedelta(days=WEEK if key == "right" else -WEEK)
    monday = day - timedelta(days=day.weekday())
    rows = [row for row in range(WEEK) if row not in skip] or list(range(WEEK))
    row = min(rows, key=lambda each: abs(each - day.weekday()))
    at = rows.index(row) + (1 if key == "down" else -1)
    if not 0 <= at < len(rows):
        other = band + (1 if at > 0 else -1)
        if not 0 <= other < grid.bands:
            return band, day
        band, at = other, (0 if at > 0 else len(rows) - 1)
    return band, monday + timedelta(days=rows[at])
