"""When the practice exchange trades: always, or in exchange hours.

Times of day are IST. Exchange hours are Monday to Friday, equity and its derivatives 09:15-15:30,
currency 09:00-17:00, commodity 09:00-23:30; exchange holidays are not modelled. The trading day
turns at midnight IST in both modes.

`path_seconds` maps a moment to the clock of the price paths: it runs with the wall when always
open; with hours it stands still while a segment is closed and jumps `NIGHT_S` overnight, which
makes the opening gap.
"""

from __future__ import annotations

from datetime import date, timedelta

S = 1_000_000_000
DAY_S = 86400
IST_S = 19800
NIGHT_S = 1800
_EPOCH = date(1970, 1, 1)
ORIGIN_DAY = (date(2020, 1, 1) - _EPOCH).days  # the price paths' block starts here

EQUITY, CURRENCY, COMMODITY = 0, 1, 2
_HOURS = {EQUITY: (33300, 55800), CURRENCY: (32400, 61200), COMMODITY: (32400, 84600)}
_KINDS = {"CDS": CURRENCY, "BCD": CURRENCY, "MCX": COMMODITY, "NCO": COMMODITY}


def ist_day(ns: int) -> int:
    """Return the IST calendar day of a moment, as days since 1970-01-01."""
    return (ns // S + IST_S) // DAY_S


def ist_second(ns: int) -> int:
    """Return the second of the IST day."""
    return (ns // S + IST_S) % DAY_S


def day_start_ns(day: int) -> int:
    """Return midnight IST of `day` in UTC nanoseconds."""
    return (day * DAY_S - IST_S) * S


def day_date(day: int) -> date:
    return _EPOCH + timedelta(days=day)


def date_day(value: date) -> int:
    return (value - _EPOCH).days


def session_kind(exchange: str) -> int:
    """Return which hours an exchange keeps: EQUITY, CURRENCY or COMMODITY."""
    return _KINDS.get(exchange, EQUITY)


class Calendar:
    """Trading days and hours."""

    def __init__(self, *, hours: bool) -> None:
        self.hours = hours

    def is_trading_day(self, day: int) -> bool:
        return not self.hours or (day + 3) % 7 < 5  # 1970-01-01 was a Thursday

    def previous_trading_day(self, day: int) -> int:
        day -= 1
        while not self.is_trading_day(day):
            day -= 1
        return day

    def next_trading_day(self, day: int) -> int:
        day += 1
        while not self.is_trading_day(day):
            day += 1
        return day

    def last_trading_day(self, day: int) -> int:
        """Return `day` itself if it trades, else the trading day before it."""
        return day if self.is_trading_day(day) else self.previous_trading_day(day)

    def length_s(self, kind: int) -> int:
        """Return the length of one session in seconds."""
        if not self.hours:
            return DAY_S
        start, end = _HOURS[kind]
        return end - start

    def open_ns(self, kind: int, day: int) -> int:
        return day_start_ns(day) + (_HOURS[kind][0] * S if self.hours else 0)

    def close_ns(self, kind: int, day: int) -> int:
        return self.open_ns(kind, day) + self.length_s(kind) * S

    def is_open(self, kind: int, ns: int) -> bool:
        if not self.hours:
            return True
        day = ist_day(ns)
        return self.is_trading_day(day) and (
            self.open_ns(kind, day) <= ns < self.close_ns(kind, day)
        )

    def next_open_ns(self, kind: int, ns: int) -> int:
        """Return the first moment at or after `ns` when `kind` trades."""
        if self.is_open(kind, ns):
            return ns
        day = ist_day(ns)
        if self.is_trading_day(day) and ns < self.open_ns(kind, day):
            return self.open_ns(kind, day)
        return self.open_ns(kind, self.next_trading_day(day))

    def path_start(self, kind: int, day: int) -> int:
        """Return the path second at which the session of a trading day opens."""
        if not self.hours:
            return (day - ORIGIN_DAY) * DAY_S
        weeks, rest = divmod(day + 3, 7)
        weeks0, rest0 = divmod(ORIGIN_DAY + 3, 7)
        count = weeks * 5 + min(rest, 5) - weeks0 * 5 - min(rest0, 5)
        return count * (self.length_s(kind) + NIGHT_S)

    def path_second(self, kind: int, ns: int) -> float:
        """Return the path clock at a moment; it never runs past the last second of a session."""
        day = ist_day(ns)
        if not self.is_trading_day(day) or ns < self.open_ns(kind, day):
            day = self.previous_trading_day(day)
        elapsed = (ns - self.open_ns(kind, day)) / S
        length = self.length_s(kind)
        return self.path_start(kind, day) + min(elapsed, length - 1.0)

    def session_day(self, kind: int, ns: int) -> int:
        """Return the trading day whose session is running or was the last to run."""
        day = ist_day(ns)
        if not self.is_trading_day(day) or ns < self.open_ns(kind, day):
            return self.previous_trading_day(day)
        return day

    def market_ns(self, kind: int, ns: int) -> int:
        """Return `ns` while the segment trades, else the last second of its last session."""
        if self.is_open(kind, ns):
            return ns
        return self.close_ns(kind, self.session_day(kind, ns)) - S
