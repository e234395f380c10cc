"""Chart routes: TPSeries (intraday bars) and EODChartData (daily bars).

Windows, retention, hanging and silence as reported for the live service: shoonya.md section 4.
"""

from starlette.responses import Response
from starlette.routing import Route

from terminal.sandbox.faults import FaultKind
from terminal.sandbox.gate import html_error
from terminal.sandbox.shoonya.bars import MINUTE_S, Bars, Bench, grouped
from terminal.sandbox.shoonya.desk import Call, Desk, Entry
from terminal.sandbox.shoonya.hours import Hours
from terminal.sandbox.shoonya.listing import Scrip
from terminal.sandbox.shoonya.printing import Printed, day_row, minute_rows, zero_row
from terminal.sandbox.shoonya.replies import Failure, answer, invalid, no_data
from terminal.sandbox.shoonya.view import View
from terminal.sim.session import DAY_S, IST_S, S, day_start_ns, ist_day

# Days that survive of each interval; the switch `window_days` is about one minute and scales all.
_WINDOWS = {1: 5, 3: 10, 5: 20, 10: 40, 15: 60, 30: 90, 60: 180, 120: 180, 240: 365}
_LONGER_DAYS = 365  # retention of all intervals above one minute
# Packing a day of bars takes longer than making it, and gains nothing on one machine.
_PLAIN = {"content-encoding": "identity"}
_TIMEOUT_S, _HANG_S = 1.0, 5.0
_MOST_DAYS = 1201
_FIRST_DAY = 18_841  # 2 August 2021: older daily bars were never there
_AT_ONCE = 5  # days worked out before others have their turn
_OPENED_MINUTE = 555
_EOD_INDICES = {
    "Nifty 50": "26000",
    "Nifty Bank": "26009",
    "Nifty Next 50": "26013",
    "India VIX": "26017",
    "Nifty Financial Services": "26037",
}


class HistoryRoutes:
    """`TPSeries` and `EODChartData`."""

    def __init__(self, desk: Desk, view: View, hours: Hours) -> None:
        self._desk, self._view = desk, view
        self._bench = Bench(view, hours)
        self._printed = Printed()

    def routes(self) -> list[Route]:
        route = self._desk.route
        return [
            *route("TPSeries", self._series, entry=Entry.CHART),
            *route("EODChartData", self._days, entry=Entry.CHART),
        ]

    def clear(self) -> None:
        """Forget every printed day: there is another exchange now."""
        self._printed.clear()

    # --- intraday ---
    async def _series(self, call: Call) -> Response:
        fields, clock = call.fields, self._desk.clock
        exch, token = fields.need("exch", "token")
        interval = fields.text("intrv", "1")
        if interval.upper() == "D":
            await clock.sleep(_HANG_S)
            return html_error(504, "Gateway Time-out")
        if not interval.isdecimal() or int(interval) not in _WINDOWS:
            raise invalid("Invalid intrv")
        now_s = self._view.now_ns // S
        minutes = int(interval)
        start_s = fields.seconds("st")
        if start_s is None:
            start_s = day_start_ns(ist_day(self._view.now_ns)) / S
        end_s = fields.seconds("et")
        end_s = float(now_s) if end_s is None else min(end_s, float(now_s))
        scale = self._desk.switches.window_days / _WINDOWS[1]
        if end_s - start_s > _WINDOWS[minutes] * scale * DAY_S:
            await clock.sleep(_TIMEOUT_S)
            raise Failure(200, "Server Timeout :  ")
        keep = self._desk.switches.retention_days
        kept_days = keep if minutes == 1 else max(keep, _LONGER_DAYS)
        oldest_s = day_start_ns(ist_day(self._view.now_ns) - kept_days) / S
        scrip = self._view.listing.get(exch, token)
        if scrip is None:
            raise no_data()
        return await self._answer(scrip, minutes, max(start_s, oldest_s), end_s)

    async def _answer(self, scrip: Scrip, minutes: int, start_s: float, end_s: float) -> Response:
        faults = self._desk.faults
        zero = faults.for_stream(FaultKind.ZERO_BAR) is not None
        ssboe = faults.for_stream(FaultKind.NO_SSBOE) is None
        parts: list[bytes] = []
        first, last = (int(moment + IST_S) // DAY_S for moment in (start_s, end_s))
        for count, day in enumerate(range(last, first - 1, -1), start=1):
            if ssboe and self._covers(scrip, day, start_s, end_s):
                part = self._whole_day(scrip, day, minutes)
            else:
                bars = self._bars(scrip, day, minutes)
                bars = bars.cut((bars.start_s >= start_s) & (bars.start_s <= end_s))
                part = ",".join(minute_rows(bars, scrip.precision, ssboe=ssboe)).encode()
            if part:
                parts.append(part)
            if count % _AT_ONCE == 0:
                await self._desk.clock.sleep(0)
        if zero:
            parts.append(zero_row(int(start_s) // MINUTE_S * MINUTE_S).encode())
        if not parts:
            raise no_data()
        body = b"[" + b",".join(parts) + b"]"
        return Response(body, media_type="application/json", headers=_PLAIN)

    def _covers(self, scrip: Scrip, day: int, start_s: float, end_s: float) -> bool:
        """Return whether a span holds every bar that the day has or will have."""
        midnight = day_start_ns(day) // S
        spans = self._bench.spans(scrip, day, self._desk.switches.regime)
        if day == ist_day(self._view.now_ns) or not spans:
            return start_s <= midnight and midnight + DAY_S <= end_s
        opened = midnight + spans[0][0] * MINUTE_S
        last = midnight + (sum(spans[-1]) - 1) * MINUTE_S
        return start_s <= opened and last <= end_s

    def _whole_day(self, scrip: Scrip, day: int, minutes: int) -> bytes:
        """Return one day as printed: kept, unless the tape may still add to it."""
        key = (self._view.source(scrip), day, minutes, self._desk.switches.regime)
        taped = self._bench.is_taped(scrip, day)
        body = None if taped else self._printed.get(key)
        if body is None:
            rows = minute_rows(self._bars(scrip, day, minutes), scrip.precision)
            body = ",".join(rows).encode()
            if not taped:
                self._printed.put(key, body)
        return body

    def _bars(self, scrip: Scrip, day: int, minutes: int) -> Bars:
        regime, lag_s = self._desk.switches.regime, self._desk.switches.candle_lag_s
        bars = self._bench.minutes(scrip, day, regime)
        if lag_s:  # only what closed long ago
            bars = bars.cut(bars.start_s + MINUTE_S + lag_s <= self._view.now_ns / S)
        if minutes == 1:
            return bars
        spans = self._bench.spans(scrip, day, regime)
        opened = spans[0][0] if spans else _OPENED_MINUTE
        return grouped(bars, minutes * MINUTE_S, day_start_ns(day) // S + opened * MINUTE_S)

    # --- daily ---
    async def _days(self, call: Call) -> Response:
        (sym,) = call.fields.need("sym")
        now_day = ist_day(self._view.now_ns)
        start_s, end_s = call.fields.seconds("from"), call.fields.seconds("to")
        first = _FIRST_DAY if start_s is None else max(int(start_s + IST_S) // DAY_S, _FIRST_DAY)
        last = now_day if end_s is None else int(end_s + IST_S) // DAY_S
        scrip = self._charted(sym)
        rows: list[str] = []
        if scrip is not None:
            rows = await self._day_rows(scrip, first, min(last, now_day - 1))
        return answer(rows)

    async def _day_rows(self, scrip: Scrip, first: int, last: int) -> list[str]:
        """Return the newest days first, and no more than the service gives."""
        rows: list[str] = []
        for count, day in enumerate(range(last, first - 1, -1), start=1):
            if row := self._day(scrip, day):
                rows.append(row)
            if len(rows) >= _MOST_DAYS:
                break
            if count % _AT_ONCE == 0:
                await self._desk.clock.sleep(0)
        return rows

    def _day(self, scrip: Scrip, day: int) -> str:
        """Return one day's object, an empty text if there was no trade."""
        key = (self._view.source(scrip), day, "D", self._desk.switches.regime)
        taped = self._bench.is_taped(scrip, day)
        kept = None if taped else self._printed.get(key)
        if kept is not None:
            return kept.decode()
        bars = self._bench.minutes(scrip, day, self._desk.switches.regime)
        row = day_row(bars, day, scrip.precision) if len(bars) else ""
        if not taped:
            self._printed.put(key, row.encode())
        return row

    def _charted(self, sym: str) -> Scrip | None:
        """Return what daily bars exist for: shares, futures, and NSE's indices by display name."""
        exch, _, tsym = sym.partition(":")
        if exch == "NSE" and tsym in _EOD_INDICES:
            return self._view.listing.get(exch, _EOD_INDICES[tsym])
        scrip = self._view.listing.find(exch, tsym)
        if scrip is None or scrip.row.is_index or scrip.row.is_option:
            return None
        return scrip
