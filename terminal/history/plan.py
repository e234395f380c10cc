"""What a download has to ask: the selected series, their missing days, and in which order.

Pure. Missing is wanted minus held; a plan keeps one tuple of days for all series that miss the same,
and cuts requests out of it only when they are sent: a year of 73,000 series is millions of them.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from terminal.domain.history import Series, SeriesKind, SourceRules
from terminal.domain.ids import InstrumentKind
from terminal.history.jobs import Preview, Request, Selection
from terminal.history.sessions import Segment, TradingCalendar, day_of

_SIZE = {SeriesKind.SPOT: 375 * 26, SeriesKind.FUTURE: 375 * 24, SeriesKind.OPTION: 75 * 15}
"""Bytes a day on disk: measured a row (zstd) times the rows of a usual day; options trade seldom."""


class Missing(Struct, frozen=True, gc=False):
    """One series and its missing trading days, the newest first."""

    series: Series
    days: tuple[date, ...]


class Span(Struct, frozen=True, gc=False):
    """One request: `days` are wanted of it, the newest first; days between them may be held."""

    series: Series
    days: tuple[date, ...]
    attempts: int = 0
    splits: int = 0
    recheck: bool = False
    """True for the second look at a day in which minutes were missing."""

    @property
    def first(self) -> date:
        return self.days[-1]

    @property
    def last(self) -> date:
        return self.days[0]


class Plan(Struct, frozen=True, kw_only=True):
    """What is to be fetched, in order. Counts as in `Preview`.

    `unmet`: something asked for by name, or all of it, is not listed. `lookups`: last prices that a
    run will ask for before it knows where the money is.
    """

    missing: tuple[Missing, ...]
    series: int
    series_days: int
    held_days: int
    requests: int
    size_bytes: int
    counts: Mapping[SeriesKind, int]
    underlyings: int
    notes: tuple[str, ...]
    unmet: bool = False
    lookups: int = 0


def select(
    universe: Sequence[Series],
    selection: Selection,
    *,
    money: Mapping[str, float] | None = None,
) -> tuple[list[Series], list[str]]:
    """Return the selected series, and the names that the universe does not have.

    `money` is the last price of an underlying; where it is not known, the middle of the listed
    strikes is taken for it.
    """
    stocks = stocks_of(universe)
    every = {series.underlying for series in universe}
    if selection.underlyings:
        wanted = set(selection.underlyings)
        unknown = sorted(wanted - every)
    else:
        wanted = every if selection.indices else stocks
        unknown = []
    found = [
        series
        for series in universe
        if series.underlying in wanted and series.kind in selection.kinds
    ]
    if selection.nearest_expiries is not None:
        found = _nearest_expiries(found, selection.nearest_expiries)
    if selection.strikes_around is not None:
        found = _around_the_money(found, selection.strikes_around, money or {})
    return found, unknown


def stocks_of(universe: Iterable[Series]) -> set[str]:
    """Return the underlyings whose spot is a share."""
    return {
        series.underlying
        for series in universe
        if series.kind is SeriesKind.SPOT and series.instrument.kind is InstrumentKind.EQUITY
    }


def wanted_days(
    request: Request, rules: SourceRules, calendar: TradingCalendar, now_ns: int
) -> tuple[tuple[date, ...], list[str]]:
    """Return the trading days that can be asked for, the newest first, and what had to be left out."""
    today = day_of(now_ns)
    notes = []
    oldest = date.fromordinal(max(1, today.toordinal() - rules.retention_days))
    start, end = request.start, request.end
    if start < oldest:
        notes.append(
            f"The broker keeps one-minute bars for {rules.retention_days} days: nothing before "
            f"{oldest:%d %b %Y} is asked for."
        )
        start = oldest
    if end > today:
        notes.append(f"{end:%d %b %Y} has not come yet: the last day is {today:%d %b %Y}.")
        end = today
    days = calendar.days(start, end)
    if days and days[-1] == today and not _has_begun(calendar, today, now_ns):
        days = days[:-1]
        notes.append("Today's session has not begun.")
    notes += filter(None, dict.fromkeys(calendar.caution(day) for day in (start, end)))
    return tuple(reversed(days)), notes


class Planner:
    """Make a plan, one underlying after the other: its manifest is read in parts.

    `groups` are the selected series by underlying. Call `add` with what is held of each, then
    `finish`. The work is heavy enough for a thread; nothing here is shared.
    """

    def __init__(
        self,
        universe: Sequence[Series],
        request: Request,
        rules: SourceRules,
        calendar: TradingCalendar,
        *,
        now_ns: int,
        money: Mapping[str, float] | None = None,
    ) -> None:
        self._rules = rules
        self._today = day_of(now_ns)
        self._money = dict(money or {})
        self._chosen, unknown = select(universe, request.selection, money=self._money)
        self.days, self._notes = wanted_days(request, rules, calendar, now_ns)
        self._notes += [
            f"The broker does not list {name} among its underlyings." for name in unknown
        ]
        if not self.days:
            self._notes.append("There is no trading day in this range.")
        elif not self._chosen:
            self._notes.append("Nothing is listed that fits this selection.")
        self._unmet = bool(unknown) or bool(self.days and not self._chosen)
        self.groups = _by_underlying(self._chosen)
        self._same: dict[tuple[date, ...], tuple[date, ...]] = {self.days: self.days}
        self._missing: list[Missing] = []
        self._wanted = 0

    def add(self, underlying: str, held: Mapping[str, Container[date]]) -> None:
        """Take what is held of an underlying: by series key, the days that need no request."""
        for series in self.groups[underlying]:
            until = self.days
            if series.expiry is not None and until and until[0] > series.expiry:
                until = tuple(day for day in until if day <= series.expiry)
            self._wanted += len(until)
            have = held.get(series.key)
            left = tuple(day for day in until if day not in have) if have else until
            if left:
                self._missing.append(Missing(series, self._same.setdefault(left, left)))

    def finish(self, lookups: int = 0) -> Plan:
        """Return what is missing, in order: what expires today, futures, spot, options.

        Of options the nearest expiry comes first, in it one underlying after the other, each from
        the money outward.
        """
        order = _Order(self._chosen, self._today, self._money)
        self._missing.sort(key=lambda item: order.key(item.series))
        requests_of = {
            days: sum(1 for _ in windows(days, self._rules.window_days)) for days in self._same
        }
        counts = Counter(series.kind for series in self._chosen)
        series_days = sum(len(item.days) for item in self._missing)
        return Plan(
            missing=tuple(self._missing),
            series=len(self._chosen),
            series_days=self._wanted,
            held_days=self._wanted - series_days,
            requests=sum(requests_of[item.days] for item in self._missing),
            size_bytes=sum(_SIZE[item.series.kind] * len(item.days) for item in self._missing),
            counts=counts,
            underlyings=len(self.groups),
            notes=tuple(self._notes),
            unmet=self._unmet,
            lookups=lookups,
        )


def preview_of(plan: Plan, rules: SourceRules, *, rate_share: float = 1.0) -> Preview:
    """Return a plan's cost at the source's rate, of which `rate_share` may be used now."""
    requests = plan.requests + plan.lookups
    return Preview(
        underlyings=plan.underlyings,
        spots=plan.counts[SeriesKind.SPOT],
        futures=plan.counts[SeriesKind.FUTURE],
        options=plan.counts[SeriesKind.OPTION],
        series_days=plan.series_days,
        held_days=plan.held_days,
        requests=requests,
        seconds=seconds_for(requests, rules) / max(0.01, rate_share),
        size_bytes=plan.size_bytes,
        notes=plan.notes,
    )


def seconds_for(requests: int, rules: SourceRules) -> float:
    """Return how long requests take: each minute's budget goes at full speed, then it is waited."""
    if rules.per_minute is None or rules.per_minute >= 60 * rules.per_second:
        return requests / rules.per_second
    minutes = max(0, requests - 1) // rules.per_minute
    return minutes * 60.0 + (requests - minutes * rules.per_minute) / rules.per_second


def windows(days: Sequence[date], window_days: int) -> Iterator[tuple[date, ...]]:
    """Cut days (the newest first) into requests of at most `window_days` trading days.

    A week's window may lie across one weekend; a longer one counts calendar days, as brokers do.
    """
    reach = window_days + 2 if window_days <= 5 else window_days
    part: list[date] = []
    for day in days:
        if part and (len(part) == window_days or (part[0] - day).days >= reach):
            yield tuple(part)
            part = []
        part.append(day)
    if part:
        yield tuple(part)


def spans(plan: Plan, rules: SourceRules) -> Iterator[Span]:
    """Yield the plan's requests in order, one after the other as they are needed."""
    for item in plan.missing:
        for part in windows(item.days, rules.window_days):
            yield Span(item.series, part)


def halves(span: Span) -> tuple[Span, ...]:
    """Return a span as two shorter ones, or nothing where it is a single day."""
    if len(span.days) < 2:
        return ()
    middle = len(span.days) // 2
    return tuple(
        Span(span.series, part, span.attempts, span.splits + 1, span.recheck)
        for part in (span.days[:middle], span.days[middle:])
    )


class _Order:
    """The rank of a series: what cannot be fetched tomorrow comes first."""

    def __init__(self, series: Sequence[Series], today: date, money: Mapping[str, float]) -> None:
        self._today = today
        self._money = dict(money)
        for underlying, strikes in _strikes(series).items():
            self._money.setdefault(underlying, strikes[len(strikes) // 2])

    def key(self, series: Series) -> tuple[int, int, str, float]:
        expiry = series.expiry
        late = 0 if expiry is None else expiry.toordinal()
        if expiry == self._today:
            rank = 0
        else:
            rank = (SeriesKind.FUTURE, SeriesKind.SPOT, SeriesKind.OPTION).index(series.kind) + 1
        strike = series.instrument.strike
        away = 0.0 if strike is None else abs(float(strike) - self._money[series.underlying])
        return rank, late, series.underlying, away


def _has_begun(calendar: TradingCalendar, day: date, now_ns: int) -> bool:
    session = calendar.session(Segment.DERIVATIVES, day)
    return session is not None and (not session.hours or now_ns >= session.hours[0][0])


def _by_underlying(series: Iterable[Series]) -> dict[str, list[Series]]:
    out: dict[str, list[Series]] = {}
    for each in series:
        out.setdefault(each.underlying, []).append(each)
    return out


def _strikes(series: Iterable[Series]) -> dict[str, list[float]]:
    found: dict[str, set[float]] = {}
    for each in series:
        if each.instrument.strike is not None:
            found.setdefault(each.underlying, set()).add(float(each.instrument.strike))
    return {underlying: sorted(strikes) for underlying, strikes in found.items()}


def _nearest_expiries(series: list[Series], count: int) -> list[Series]:
    expiries: dict[tuple[str, SeriesKind], set[date]] = {}
    for each in series:
        if each.expiry is not None:
            expiries.setdefault((each.underlying, each.kind), set()).add(each.expiry)
    kept = {key: set(sorted(days)[:count]) for key, days in expiries.items()}
    return [
        each
        for each in series
        if each.expiry is None or each.expiry in kept[each.underlying, each.kind]
    ]


def _around_the_money(
    series: list[Series], around: int, money: Mapping[str, float]
) -> list[Series]:
    chains: dict[tuple[str, date | None], set[float]] = {}
    for each in series:
        if each.instrument.strike is not None:
            chains.setdefault((each.underlying, each.expiry), set()).add(
                float(each.instrument.strike)
            )
    kept: dict[tuple[str, date | None], set[float]] = {}
    for (underlying, expiry), found in chains.items():
        strikes = sorted(found)
        price = money.get(underlying, strikes[len(strikes) // 2])
        at = bisect_left(strikes, price)
        if at and (at == len(strikes) or price - strikes[at - 1] <= strikes[at] - price):
            at -= 1
        kept[underlying, expiry] = set(strikes[max(0, at - around) : at + around + 1])
    return [
        each
        for each in series
        if each.instrument.strike is None
        or float(each.instrument.strike) in kept[each.underlying, each.expiry]
    ]
