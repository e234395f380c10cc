"""Kite's quotes, candles, trigger ranges and instrument masters: one method a request.

Source: Kite Connect v3 docs ("Market quotes and instruments", "Historical candle data"), read 2026-11.
"""

import csv
import io
from collections.abc import Sequence

import msgspec

from terminal.brokers.kite import wire_market, wire_more
from terminal.brokers.kite.calls import quote_params, segment
from terminal.brokers.kite.calls_channel import KiteChannel
from terminal.domain.errors import WireError
from terminal.runtime.worker import Worker
from terminal.transport.http import Progress


class MarketCalls:
    """Market data. Replies leave out what the broker does not know."""

    def __init__(self, channel: KiteChannel) -> None:
        self._channel = channel
        prefixes = channel.config.prefixes
        self._quote = f"{prefixes.quote}/quote"
        self._instruments = f"{prefixes.instruments}/instruments"
        self._historical = f"{prefixes.historical}/instruments/historical"
        self._range = f"{prefixes.orders}/instruments/trigger_range"
        self._funds = f"{prefixes.funds}/mf/instruments"

    async def quotes(self, symbols: Sequence[str]) -> dict[str, wire_market.FullQuote]:
        """Return full quotes by `EXCHANGE:SYMBOL`; at most 500 keys."""
        found: dict[str, wire_market.FullQuote] = await self._channel.read(
            self._quote,
            dict[str, wire_market.FullQuote],
            params=quote_params(symbols),
            lane=self._channel.quotes,
        )
        return found

    async def ohlc(self, symbols: Sequence[str]) -> dict[str, wire_market.OhlcQuote]:
        """Return last price and the day's range by `EXCHANGE:SYMBOL`; at most 1000 keys."""
        found: dict[str, wire_market.OhlcQuote] = await self._channel.read(
            f"{self._quote}/ohlc",
            dict[str, wire_market.OhlcQuote],
            params=quote_params(symbols),
            lane=self._channel.quotes,
        )
        return found

    async def ltp(self, symbols: Sequence[str]) -> dict[str, wire_market.LtpQuote]:
        """Return last prices by `EXCHANGE:SYMBOL`; at most 1000 keys."""
        found: dict[str, wire_market.LtpQuote] = await self._channel.read(
            f"{self._quote}/ltp",
            dict[str, wire_market.LtpQuote],
            params=quote_params(symbols),
            lane=self._channel.quotes,
        )
        return found

    async def candles(
        self,
        token: int,
        interval: str,
        start: str,
        end: str,
        *,
        continuous: bool = False,
        oi: bool = False,
        worker: Worker | None = None,
    ) -> list[wire_market.Candle]:
        """Return candles between two naive Indian times, both inclusive, within the day cap."""
        found: wire_market.Candles = await self._channel.read(
            f"{self._historical}/{token}/{segment(interval)}",
            wire_market.Candles,
            params=[
                ("from", start),
                ("to", end),
                ("continuous", str(int(continuous))),
                ("oi", str(int(oi))),
            ],
            lane=self._channel.historical,
            worker=worker,
        )
        return found.candles

    async def candles_once(
        self, token: int, interval: str, start: str, end: str, *, oi: bool
    ) -> bytes:
        """Return candles as sent, by one request that is not repeated; times as in `candles`."""
        reply = await self._channel.read_reply(
            f"{self._historical}/{token}/{segment(interval)}",
            params=[("from", start), ("to", end), ("continuous", "0"), ("oi", str(int(oi)))],
            lane=self._channel.historical,
            attempts=1,
        )
        return reply.content

    async def trigger_range(
        self, side: str, symbols: Sequence[str]
    ) -> dict[str, wire_market.TriggerRange]:
        """Return the stop range of cover orders (`buy` or `sell`) by `EXCHANGE:SYMBOL`."""
        found: dict[str, wire_market.TriggerRange] = await self._channel.read(
            f"{self._range}/{segment(side.lower())}",
            dict[str, wire_market.TriggerRange],
            params=quote_params(symbols),
        )
        return found

    async def instruments(self, progress: Progress, exchange: str | None = None) -> bytes:
        """Return the instrument master as CSV, of all exchanges or one."""
        path = self._instruments if exchange is None else f"{self._instruments}/{segment(exchange)}"
        reply = await self._channel.read_reply(path, progress=progress)
        return reply.content

    async def fund_list(self, progress: Progress) -> bytes:
        """Return the mutual fund master as CSV, a few thousand rows."""
        reply = await self._channel.read_reply(self._funds, progress=progress)
        return reply.content


def decode_funds_csv(content: bytes) -> list[wire_more.Fund]:
    """Return the rows of the mutual fund master. Errors: WireError for rows that do not fit."""
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    try:
        return msgspec.convert(list(rows), list[wire_more.Fund], strict=False)
    except (msgspec.ValidationError, csv.Error) as error:
        raise WireError(f"The list of mutual funds cannot be read: {error}") from error
