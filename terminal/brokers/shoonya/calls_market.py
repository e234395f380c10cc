"""Shoonya's reference data, quotes, bars and calculators: one method a request.

Source: shoonya.md sections 2.5, 2.6 and 4. Bars come back as bytes: they are read by columns.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from terminal.brokers.shoonya.calls_channel import ShoonyaChannel
from terminal.brokers.shoonya.codec_errors import NoData
from terminal.brokers.shoonya.wire import Text
from terminal.domain.errors import WireError

Row = Mapping[str, Any]
LINKS = ("equls", "fut", "opt_exp")
_ROW = dict[str, Any]


class Scrip(Struct, frozen=True):
    """One hit of SearchScrip, GetOptionChain, GetLinkedScrips: an instrument in the broker's words."""

    exch: str = ""
    token: Text = None
    tsym: str = ""
    dname: Text = None
    cname: Text = None
    instname: Text = None
    optt: Text = None
    exd: Text = None
    symname: Text = None
    strprc: Text = None
    pp: Text = None
    ti: Text = None
    ls: Text = None


class Index(Struct, frozen=True):
    """One index of GetIndexList."""

    idxname: str = ""
    token: Text = None


class _Scrips(Struct, frozen=True):
    values: list[Scrip] | None = None


class _Indices(Struct, frozen=True):
    values: list[Index] | None = None


class _Linked(Struct, frozen=True):
    equls: list[Scrip] | None = None
    fut: list[Scrip] | None = None
    opt_exp: list[Scrip] | None = None


class MarketCalls:
    """Market data of one session. Errors: as `ShoonyaChannel.read`."""

    def __init__(self, channel: ShoonyaChannel) -> None:
        self._channel = channel

    async def search(self, exchange: str, words: str) -> list[Scrip]:
        """Return what all fragments of `words` fit; nothing found is an empty list."""
        return await self._scrips("SearchScrip", exch=exchange, stext=words)

    async def security(self, exchange: str, token: str) -> Row:
        """Return all that is known of one instrument; `frzqty` is its largest order."""
        return await self._row("GetSecurityInfo", exch=exchange, token=token)

    async def quote(
        self, exchange: str, token: str, *, background: bool = False, for_order: bool = False
    ) -> Row:
        """Return one instrument's quote with depth; there is no request for several.

        `for_order`: an order waits for it. It has a budget and a connection of its own, and comes
        soon or not at all.
        """
        channel = self._channel
        payload = {"uid": channel.uid, "exch": exchange, "token": token}
        if for_order:
            reply = await channel.read_reply(
                "GetQuotes",
                payload,
                lane=channel.prices,
                attempts=2,
                total_s=channel.config.price_timeout_s,
                reserved=True,
            )
        else:
            reply = await channel.read_reply("GetQuotes", payload, background=background)
        try:
            found: Row = msgspec.json.decode(reply.content, type=_ROW)
        except msgspec.MsgspecError as error:
            raise WireError(
                f"Shoonya's quote cannot be read: {error}", code="unreadable"
            ) from error
        return found

    async def option_chain(
        self, exchange: str, symbol: str, strike: str, count: int
    ) -> list[Scrip]:
        """Return `count` strikes a side and type around `strike`: contracts without prices.

        `symbol` is any contract of the wanted underlying and expiry.
        """
        return await self._scrips(
            "GetOptionChain", exch=exchange, tsym=symbol, strprc=strike, cnt=str(count)
        )

    async def linked(self, exchange: str, token: str) -> dict[str, list[Scrip]]:
        """Return the shares, futures and option expiries of an underlying (`LINKS`)."""
        payload = {"uid": self._channel.uid, "exch": exchange, "token": token}
        found: _Linked = await self._channel.read("GetLinkedScrips", payload, _Linked)
        return {name: getattr(found, name) or [] for name in LINKS}

    async def indices(self, exchange: str) -> list[Index]:
        payload = {"uid": self._channel.uid, "exch": exchange}
        found: _Indices = await self._channel.read("GetIndexList", payload, _Indices)
        return found.values or []

    async def top_lists(self, exchange: str) -> list[Row]:
        """Return the names (`bskt`, `crt`) of the exchange's lists of gainers and losers."""
        found = await self._row("TopListName", exch=exchange)
        return list(found.get("values") or [])

    async def top_list(self, exchange: str, basket: str, by: str, *, best: bool) -> list[Row]:
        """Return one list: the best or the worst of a basket by a criterion."""
        payload = {
            "uid": self._channel.uid,
            "exch": exchange,
            "tb": "T" if best else "B",
            "bskt": basket,
            "crt": by,
        }
        rows = await self._channel.rows("TopList", payload, _ROW)
        return [each for row in rows for each in row.get("values") or []]

    async def exchange_messages(self, exchange: str) -> list[Row]:
        """Return the exchange's own notices of the day."""
        return await self._channel.rows(
            "ExchMsg", {"uid": self._channel.uid, "exch": exchange}, _ROW
        )

    async def span(self, positions: Sequence[Mapping[str, str]]) -> Row:
        """Return SPAN and exposure margins of positions, without the benefit of hedges."""
        payload = {"actid": self._channel.actid, "pos": [dict(each) for each in positions]}
        found: Row = await self._channel.read("SpanCalc", payload, _ROW)
        return found

    async def greeks(self, **fields: str) -> Row:
        """Return an option's greeks: `exd, strprc, sptprc, int_rate, volatility, optt`."""
        payload = {"source": "API", "actid": self._channel.actid, **fields}
        found: Row = await self._channel.read("GetOptionGreek", payload, _ROW)
        return found

    async def minutes(
        self,
        exchange: str,
        token: str,
        start_s: int,
        end_s: int,
        *,
        minutes: int = 1,
        background: bool = False,
        attempts: int | None = None,
    ) -> bytes:
        """Return the bars of `minutes` length between two times, newest first, as sent.

        `end_s` is always said: without it months come. Days are no interval here: the server would
        hang. No bars is an empty list.
        """
        payload = {
            "ordersource": "API",
            "uid": self._channel.uid,
            "exch": exchange,
            "token": token,
            "st": str(start_s),
            "et": str(end_s),
            "intrv": str(minutes),
        }
        return await self._bars("TPSeries", payload, background=background, attempts=attempts)

    async def days(
        self,
        exchange: str,
        name: str,
        start_s: int,
        end_s: int,
        *,
        background: bool = False,
        attempts: int | None = None,
    ) -> bytes:
        """Return daily bars, newest first, as sent; at most the newest 1201 of the span."""
        payload = {
            "uid": self._channel.uid,
            "sym": f"{exchange}:{name}",
            "from": str(start_s),
            "to": str(end_s),
        }
        return await self._bars("EODChartData", payload, background=background, attempts=attempts)

    async def _bars(
        self, route: str, payload: Mapping[str, object], *, background: bool, attempts: int | None
    ) -> bytes:
        try:
            reply = await self._channel.read_reply(
                route,
                payload,
                background=background,
                attempts=attempts,
                total_s=self._channel.config.chart_timeout_s,
            )
        except NoData:
            return b"[]"
        return reply.content

    async def _scrips(self, route: str, **fields: str) -> list[Scrip]:
        try:
            found: _Scrips = await self._channel.read(
                route, {"uid": self._channel.uid, **fields}, _Scrips
            )
        except NoData:
            return []
        return found.values or []

    async def _row(self, route: str, **fields: str) -> Row:
        found: Row = await self._channel.read(route, {"uid": self._channel.uid, **fields}, _ROW)
        return found
