"""One-minute bars from reply to columns: ours against `json.loads` and a typed dict a row.

The peer is what scripts on the official client do: its methods return `json.loads` of the body, and
each row becomes a dict of numbers, sorted by time. A dense day of a share, five days (the widest
request), and a thin option's day, all in the wire's own form. The parts of the store and the
download have functions of their own below.
"""

import gc
import json
import random
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from statistics import median
from typing import Any

import numpy as np

from terminal.brokers.shoonya.bars import parse_minutes
from tests.bench import Line
from tests.bench.turns import timed

GOAL = 5.0
BARS_A_SECOND = 400_000
ROUNDS = 9
_IST = timezone(timedelta(hours=5, minutes=30))
_OPEN = datetime(2026, 11, 16, 9, 15, tzinfo=_IST)
_DAY = 385
_EVERYTHING = (0, 2**62)


def make_reply(days: int, *, share: float = 1.0, seed: int = 5) -> bytes:
    """Return a TPSeries reply, newest first; `share` of the minutes has a bar."""
    draw = random.Random(seed)
    rows: list[dict[str, str]] = []
    price, total = 1384.0, 0
    for number in range(days * _DAY):
        day, minute = divmod(number, _DAY)
        if draw.random() > share:
            continue
        when = _OPEN + timedelta(days=day, minutes=minute)
        close = price + draw.uniform(-2.0, 2.0)
        high, low = max(price, close) + draw.random(), min(price, close) - draw.random()
        traded = draw.randrange(90_000)
        total = traded if minute == 0 else total + traded
        rows.append(
            {
                "stat": "Ok",
                "time": f"{when:%d-%m-%Y %H:%M:%S}",
                "ssboe": str(int(when.timestamp())),
                "into": f"{price:.2f}",
                "inth": f"{high:.2f}",
                "intl": f"{low:.2f}",
                "intc": f"{close:.2f}",
                "intvwap": f"{(price + close) / 2:.2f}",
                "intv": str(traded),
                "intoi": str(draw.randrange(-500, 500)),
                "v": str(total),
                "oi": str(5_000_000 + number),
            }
        )
        price = close
    return json.dumps(rows[::-1], separators=(",", ":")).encode()


def peer(content: bytes) -> list[dict[str, Any]]:
    """Return typed dicts by time, as a script on the official client makes them."""
    rows = [
        {
            "ts": int(row["ssboe"]),
            "open": float(row["into"]),
            "high": float(row["inth"]),
            "low": float(row["intl"]),
            "close": float(row["intc"]),
            "vwap": float(row["intvwap"]),
            "volume": int(row["intv"]),
            "oi": int(row["oi"]),
        }
        for row in json.loads(content)
    ]
    rows.sort(key=lambda row: row["ts"])
    return rows


def _check(content: bytes) -> int:
    """Return how many bars there are; AssertionError where the two disagree about any."""
    ours, theirs = parse_minutes(content, *_EVERYTHING), peer(content)
    assert ours.open_ns.tolist() == [row["ts"] * 10**9 for row in theirs]
    for name in ("open", "high", "low", "close", "vwap", "volume", "oi"):
        assert np.array_equal(getattr(ours, name), [row[name] for row in theirs]), name
    return len(theirs)


def _seconds(work: Callable[[], object], repeat: int) -> float:
    def several() -> None:
        for _ in range(repeat):
            work()

    gc.collect()
    return timed(several) / repeat


def parse_lines() -> list[Line]:
    """Measure both parsers in turns, so that a busy moment hits both."""
    cases = (
        ("parse 5 days of bars", make_reply(5), 20, GOAL),
        ("parse a day of bars", make_reply(1), 60, GOAL),
        ("parse a thin option's day", make_reply(1, share=0.15), 200, None),
    )
    lines = []
    for name, content, repeat, goal in cases:
        bars = _check(content)
        mine, theirs = [], []
        for _ in range(ROUNDS):
            mine.append(_seconds(lambda c=content: parse_minutes(c, *_EVERYTHING), repeat))
            theirs.append(_seconds(lambda c=content: peer(c), repeat))
        ratio = median(theirs) / median(mine)
        rate = bars / median(mine)
        met = None if goal is None else ratio >= goal and rate >= BARS_A_SECOND
        lines.append(
            Line(
                name=name,
                ours=median(mine) / bars * 1e6,
                peer=median(theirs) / bars * 1e6,
                ratio=ratio,
                unit="us/bar",
                goal="-" if goal is None else f"{goal:g} times faster",
                met=met,
            )
        )
    return lines


def run() -> list[Line]:
    return [*parse_lines()]
