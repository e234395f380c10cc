"""Bars as the broker prints them: every value a text, newest first, many thousands a second.

A day is printed once and kept as bytes, since a download asks for the same days of other scrips
and a repeated one for the same scrips.
"""

from collections import OrderedDict
from functools import lru_cache

from terminal.sandbox.shoonya.bars import Bars
from terminal.sandbox.virtual import SECOND_NS, ist
from terminal.sim.session import DAY_S, IST_S

_KEPT_BYTES = 128 * 1024 * 1024
_CLOCK = [f"{minute // 60:02d}:{minute % 60:02d}:00" for minute in range(DAY_S // 60)]


def minute_rows(bars: Bars, digits: int, *, ssboe: bool = True) -> list[str]:
    """Return the objects of a TPSeries answer, newest first; `digits` decimals of a price."""
    price = f"%.{digits}f"
    middle = (
        '","ssboe":"%d' if ssboe else "%.0s"
    )  # the latter takes its argument and prints nothing
    layout = (
        f'{{"stat":"Ok","time":"%s{middle}","into":"{price}","inth":"{price}","intl":"{price}",'
        f'"intc":"{price}","intvwap":"{price}","intv":"%d","intoi":"%d","v":"%d","oi":"%d"}}'
    )
    newest = bars.cut(slice(None, None, -1))
    starts = newest.start_s.tolist()
    return [
        layout % row
        for row in zip(
            [_stamp(start) for start in starts],
            starts,
            *newest.prices.T.tolist(),
            newest.vwap.tolist(),
            newest.volume.tolist(),
            newest.oi_change.tolist(),
            newest.total.tolist(),
            newest.oi.tolist(),
            strict=True,
        )
    ]


def zero_row(start_s: int) -> str:
    """Return the row that stands for a minute without a trade on bad days."""
    zeros = "".join(f'"{name}":"0.00",' for name in ("into", "inth", "intl", "intc", "intvwap"))
    return (
        f'{{"stat":"Ok","time":"{_stamp(start_s)}","ssboe":"{start_s}",{zeros}'
        '"intv":"0","intoi":"0","v":"0","oi":"0"}'
    )


def day_row(bars: Bars, day: int, digits: int) -> str:
    """Return one day's object of an EODChartData answer, summed up from its minutes.

    `ssboe` is midnight UTC of the trade date, the volume has decimals, there is no open interest.
    """
    prices = bars.prices
    values = {
        "into": prices[0, 0],
        "inth": prices[:, 1].max(),
        "intl": prices[:, 2].min(),
        "intc": prices[-1, 3],
    }
    texts = "".join(f'"{name}":"{value:.{digits}f}",' for name, value in values.items())
    date_text = ist(day * DAY_S * SECOND_NS).strftime("%d-%b-%Y").upper()
    volume = int(bars.volume.sum())
    return f'{{"time":"{date_text}",{texts}"ssboe":"{day * DAY_S}","intv":"{volume}.00"}}'


def _stamp(start_s: int) -> str:
    local = start_s + IST_S
    return f"{_date(local // DAY_S)} {_CLOCK[local % DAY_S // 60]}"


@lru_cache(maxsize=64)
def _date(day: int) -> str:
    return ist(day * DAY_S * SECOND_NS).strftime("%d-%m-%Y")


class Printed:
    """Whole days as they were printed, the least recently asked for forgotten first."""

    def __init__(self, limit: int = _KEPT_BYTES) -> None:
        self._limit, self._size = limit, 0
        self._kept: OrderedDict[tuple[object, ...], bytes] = OrderedDict()

    def get(self, key: tuple[object, ...]) -> bytes | None:
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: tuple[object, ...], body: bytes) -> None:
        self._size += len(body) - len(self._kept.get(key, b""))
        self._kept[key] = body
        while self._size > self._limit:
            self._size -= len(self._kept.popitem(last=False)[1])

    def clear(self) -> None:
        self._kept.clear()
        self._size = 0
