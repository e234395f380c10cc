"""An account's market side: masters, quotes, bars and the stream, as `broker_market.MarketSide`.

Composes the pure parts with the channel. Nothing here writes to the broker.
"""

import functools
import logging
import math
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from terminal.brokers.shoonya import bars, codec_market
from terminal.brokers.shoonya.auth import ShoonyaDeps
from terminal.brokers.shoonya.bars import NS
from terminal.brokers.shoonya.broker_market import (
    DecodeOrder,
    FreshPrice,
    MakeMarket,
    MarketSide,
    Progress,
)
from terminal.brokers.shoonya.calls_channel import ShoonyaChannel
from terminal.brokers.shoonya.calls_market import MarketCalls
from terminal.brokers.shoonya.codec_errors import NoData
from terminal.brokers.shoonya.config import ShoonyaConfig
from terminal.brokers.shoonya.history import ShoonyaHistory, minutes_of
from terminal.brokers.shoonya.instruments import ShoonyaInstruments
from terminal.brokers.shoonya.master import Masters, MasterStore
from terminal.brokers.shoonya.stream import ShoonyaStream, login_frame
from terminal.domain.errors import BrokerRefused, LoginNeeded, RateLimited, Transient
from terminal.domain.history import MinuteBars, RangeTooLong
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.market import Bar, Interval, Quote
from terminal.domain.master import exact
from terminal.domain.ports import Clock, MarketSink, MasterColumns, StreamEvents, WantedFeed
from terminal.runtime.tasks import OnFailure
from terminal.runtime.worker import Worker
from terminal.transport.stream import Open, open_websocket

log = logging.getLogger(__name__)

QUOTES_AT_ONCE = 60
"""Quotes are one request each, of some three a second over time: more than these would starve all."""

_FEW = 3
_DAY_SOURCE = Interval.HOUR
_RETENTION_NS = 365 * codec_market.DAY_NS


class ShoonyaMarket:
    """The market side of one account."""

    def __init__(
        self,
        *,
        account: AccountId,
        channel: ShoonyaChannel,
        decode_order: DecodeOrder,
        clock: Clock,
        worker: Worker,
        cache: Path,
        on_failure: OnFailure,
        open_socket: Open = open_websocket,
    ) -> None:
        config = channel.config
        self.calls = MarketCalls(channel)
        self._clock, self._worker = clock, worker
        self._store = MasterStore(channel=channel, clock=clock, worker=worker, folder=cache)
        self._masters: Masters | None = None
        self._history = ShoonyaHistory(account=account, config=config, market=self, worker=worker)
        self._steps: set[str] = set()
        self._stream = ShoonyaStream(
            account=account,
            url=config.stream,
            login=lambda: login_frame(
                config.profile.stream_login,
                uid=channel.uid,
                actid=channel.actid,
                token=channel.token,
            ),
            actid=lambda: channel.actid,
            key_of=self._feed_key,
            decode_order=decode_order,
            clock=clock,
            on_failure=on_failure,
            keys_a_frame=config.stream_keys,
            keys_most=config.stream_most,
            check_step=self._check_step,
            open_socket=open_socket,
        )

    @property
    def instruments(self) -> ShoonyaInstruments | None:
        """The day's masters, None before `fetch_master`."""
        return None if self._masters is None else self._masters.instruments

    @property
    def masters(self) -> Masters | None:
        """The day's masters with the files as downloaded, None before `fetch_master`."""
        return self._masters

    @property
    def history(self) -> ShoonyaHistory:
        """The account as a source of stored bars."""
        return self._history

    async def fetch_master(self, progress: Progress, *, fresh: bool = False) -> MasterColumns:
        """Return the day's instruments, from the day's files unless `fresh`, and learn their keys."""
        self._masters = await self._store.load(progress, fresh=fresh)
        self._stream.resubscribe()
        return self._masters.columns

    async def fetch_price(self, instrument: InstrumentId) -> FreshPrice | None:
        """Return the price by which an order may be protected, None where there is none."""
        instruments = self.instruments
        token = self._token(instrument)
        if instruments is None or token is None:
            return None
        try:
            row = await self.calls.quote(instrument.venue, token, for_order=True)
        except NoData:
            return None
        quote = codec_market.decode_quote(row, instrument)
        if math.isnan(quote.last) or quote.last <= 0:
            return None
        return FreshPrice(
            last=exact(quote.last),
            lower=_or_zero(quote.lower_limit),
            upper=_or_zero(quote.upper_limit),
            tick=instruments.tick_size(instrument),
        )

    async def fetch_quotes(self, instruments: Sequence[InstrumentId]) -> list[Quote]:
        """Return quotes, one request each; what has no data, and all beyond 60, is missing."""
        quotes = []
        background = len(instruments) > _FEW
        for instrument in instruments[:QUOTES_AT_ONCE]:
            token = self._token(instrument)
            if token is None:
                continue
            try:
                row = await self.calls.quote(instrument.venue, token, background=background)
            except NoData:
                continue
            quotes.append(codec_market.decode_quote(row, instrument))
        return quotes

    async def fetch_largest(self, instrument: InstrumentId) -> int | None:
        """Return the exchange's freeze quantity in units, None where the broker does not tell it.

        The masters do not list it. Errors: as `ShoonyaChannel.read`.
        """
        token = self._token(instrument)
        if token is None:
            return None
        try:
            row = await self.calls.security(instrument.venue, token)
        except NoData:
            return None
        told = str(row.get("frzqty") or "").strip()
        return int(told) if told.isdecimal() and int(told) else None

    async def fetch_bars(
        self, instrument: InstrumentId, interval: Interval, start_ns: int, end_ns: int
    ) -> list[Bar]:
        """Return bars with start_ns <= open_ns <= end_ns, oldest first, the forming one included.

        Longer spans are asked in windows that the server answers, halved where it gives up. Daily
        bars that cannot be had are made of hourly ones. Errors: BrokerRefused for an instrument
        that is not in today's masters.
        """
        token = self._token(instrument)
        if token is None:
            raise BrokerRefused(
                f"{instrument} is not in the broker's list of instruments today.",
                hint="Expired contracts have no bars at this broker.",
                code="unknown_instrument",
            )
        if interval is Interval.DAY:
            found = await self._days(instrument, token, start_ns, end_ns)
        else:
            found = await self._windows(instrument, token, interval, start_ns, end_ns)
        return codec_market.as_bars(found)

    async def run_stream(self, sink: MarketSink, wanted: WantedFeed, events: StreamEvents) -> None:
        """Keep the stream connected until cancelled; returns only when login is needed again."""
        await self._stream.run(sink, wanted, events)

    def resubscribe(self) -> None:
        self._stream.resubscribe()

    # -- private -------------------------------------------------------------------------------

    async def _windows(
        self, instrument: InstrumentId, token: str, interval: Interval, start_ns: int, end_ns: int
    ) -> MinuteBars:
        minutes = interval.seconds // 60
        spans = codec_market.windows(interval, start_ns, end_ns)
        parts = []
        while spans:
            first_ns, last_ns = spans.pop(0)
            ask = functools.partial(
                minutes_of, self.calls, instrument.venue, token, first_ns, last_ns, minutes=minutes
            )
            try:
                parts.append(await ask(attempts=1))
            except RangeTooLong:
                smaller = codec_market.halves(first_ns, last_ns)
                if smaller is None:
                    raise
                spans[:0] = smaller
            except Transient:
                parts.append(await ask())
        return bars.join(parts)

    async def _days(
        self, instrument: InstrumentId, token: str, start_ns: int, end_ns: int
    ) -> MinuteBars:
        try:
            found = await self._daily(instrument, start_ns, end_ns)
        except (LoginNeeded, RateLimited):
            raise
        except (BrokerRefused, Transient) as error:
            # The route was out for weeks at a time: a year can be made of hours.
            log.warning("no daily bars of %s, taking hourly ones: %s", instrument, error.text)
            found = MinuteBars.empty()
        if not len(found):
            first_ns = max(start_ns, end_ns - _RETENTION_NS)
            hours = await self._windows(instrument, token, _DAY_SOURCE, first_ns, _day_end(end_ns))
            return _between(codec_market.days_of(hours), start_ns, end_ns)
        # Today's bar is made at night: until then its minutes are.
        today_ns = _midnight(self._clock.now_ns())
        if found.open_ns[-1] < today_ns <= end_ns:
            try:
                hours = await self._windows(
                    instrument, token, _DAY_SOURCE, today_ns, self._clock.now_ns()
                )
            except Transient as error:
                log.warning("today's bar of %s is missing: %s", instrument, error.text)
            else:
                found = bars.join([found, codec_market.days_of(hours)])
        return found

    async def _daily(self, instrument: InstrumentId, start_ns: int, end_ns: int) -> MinuteBars:
        instruments = self.instruments
        name = None if instruments is None else instruments.daily_name(instrument)
        if name is None:
            return MinuteBars.empty()
        parts = []
        for first_ns, last_ns in codec_market.windows(Interval.DAY, start_ns, end_ns):
            # Stamped with midnight UTC, five and a half hours after the Indian one.
            content = await self.calls.days(
                instrument.venue, name, first_ns // NS, last_ns // NS + bars.IST_S
            )
            parts.append(bars.parse_days(content, first_ns, last_ns))
        return bars.join(parts)

    def _token(self, instrument: InstrumentId) -> str | None:
        instruments = self.instruments
        return None if instruments is None else instruments.token(instrument)

    def _feed_key(self, instrument: InstrumentId) -> str | None:
        token = self._token(instrument)
        return None if token is None else f"{instrument.venue}|{token}"

    def _check_step(self, key: str, step: str) -> None:
        """Compare the feed's price step with the master's, whose unit no document tells."""
        instruments = self.instruments
        exchange, _, token = key.partition("|")
        if instruments is None or key in self._steps:
            return
        self._steps.add(key)
        instrument = instruments.id_of_token(exchange, token)
        known = Decimal(0) if instrument is None else instruments.tick_size(instrument)
        try:
            told = Decimal(step)
        except ArithmeticError:
            return
        if known and told and known != told:
            log.warning("%s: the master's price step is %s, the feed's %s", key, known, told)


def shoonya_market(
    deps: ShoonyaDeps,
    config: ShoonyaConfig,  # noqa: ARG001  the channel holds it
    channel: ShoonyaChannel,
) -> MakeMarket:
    """Return what makes the market side of an account: `ShoonyaDeps.market`."""

    def make(account: AccountId, decode_order: DecodeOrder) -> MarketSide:
        return ShoonyaMarket(
            account=account,
            channel=channel,
            decode_order=decode_order,
            clock=deps.clock,
            worker=deps.worker,
            cache=deps.cache,
            on_failure=deps.on_failure,
        )

    return make


def _or_zero(value: float) -> Decimal:
    return Decimal(0) if math.isnan(value) else exact(value)


def _midnight(now_ns: int) -> int:
    offset_ns = bars.IST_S * NS
    return (now_ns + offset_ns) // codec_market.DAY_NS * codec_market.DAY_NS - offset_ns


def _day_end(end_ns: int) -> int:
    return _midnight(end_ns) + codec_market.DAY_NS - NS


def _between(found: MinuteBars, start_ns: int, end_ns: int) -> MinuteBars:
    keep = (found.open_ns >= start_ns) & (found.open_ns <= end_ns)
    return MinuteBars(*(getattr(found, name)[keep] for name in MinuteBars.__struct_fields__))
