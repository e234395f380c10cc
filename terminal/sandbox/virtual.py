"""The practice exchange's own time: the wall clock, sped up and moved forward on command.

The exchange never reads a clock; the server asks this one how late it is in the practice world
and drives the exchange there. Rate limits and heartbeats stay on real time, because a client's
request budget does not speed up with the market.
"""

from datetime import datetime, timedelta, timezone

from terminal.domain.ports import Clock

IST = timezone(timedelta(hours=5, minutes=30), "IST")
SECOND_NS = 1_000_000_000
DAY_NS = 86_400 * SECOND_NS
_IST_OFFSET_NS = 19_800 * SECOND_NS


class VirtualClock:
    """Practice time as UTC nanoseconds, `speed` times as fast as real time.

    It starts at `start_ns`, by default at the wall clock.
    """

    def __init__(self, clock: Clock, speed: float = 1.0, start_ns: int | None = None) -> None:
        self._clock = clock
        self.speed = speed
        self._base_ns = clock.now_ns() if start_ns is None else start_ns
        self._mark_ns = clock.monotonic_ns()
        self._ahead_ns = 0

    def now_ns(self) -> int:
        return self._base_ns + int((self._clock.monotonic_ns() - self._mark_ns) * self.speed)

    def advance(self, seconds: float) -> None:
        """Move practice time forward by `seconds`; an exchange's time never goes back (ValueError)."""
        if seconds < 0:
            msg = "practice time only moves forward"
            raise ValueError(msg)
        step = int(seconds * SECOND_NS)
        self._base_ns += step
        self._ahead_ns += step

    def restart(self) -> None:
        """Take back what `advance` added: for a new exchange, which has seen no other time."""
        self._base_ns -= self._ahead_ns
        self._ahead_ns = 0


def ist(stamp_ns: int) -> datetime:
    """Return the Indian wall time of a UTC nanosecond stamp, aware, whole seconds."""
    return datetime.fromtimestamp(stamp_ns // SECOND_NS, IST)


def stamp_text(stamp_ns: int) -> str:
    """Return a stamp as the broker writes it: naive Indian time, `YYYY-MM-DD HH:MM:SS`."""
    return ist(stamp_ns).strftime("%Y-%m-%d %H:%M:%S")


def parse_stamp(text: str) -> int:
    """Return the UTC nanoseconds of `YYYY-MM-DD[ HH:MM:SS]` in Indian time (ValueError if malformed)."""
    layout = "%Y-%m-%d" if len(text) == 10 else "%Y-%m-%d %H:%M:%S"
    moment = datetime.strptime(text.replace("T", " "), layout).replace(tzinfo=IST)
    return int(moment.timestamp()) * SECOND_NS


def next_six_ns(stamp_ns: int) -> int:
    """Return the first 06:00 Indian time after a stamp: the moment every Kite login of that day dies."""
    return next_hour_ns(stamp_ns, 6)


def next_hour_ns(stamp_ns: int, hour: int) -> int:
    """Return the first full hour of that number, Indian time, after a stamp."""
    local = stamp_ns + _IST_OFFSET_NS
    then = local - local % DAY_NS + hour * 3600 * SECOND_NS
    if then <= local:
        then += DAY_NS
    return then - _IST_OFFSET_NS
