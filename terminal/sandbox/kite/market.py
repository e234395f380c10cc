"""Market data routes: quotes, instrument dumps, candles, trigger ranges."""

import numpy as np
from starlette.responses import Response
from starlette.routing import Route

from terminal.sandbox.kite.csvdump import Dump, Dumps
from terminal.sandbox.kite.desk import Call, Desk, Lane
from terminal.sandbox.kite.replies import Row, input_error, missing, ok
from terminal.sandbox.kite.wire import num, when
from terminal.sandbox.quotes import quotes_of
from terminal.sandbox.virtual import DAY_NS, SECOND_NS, ist, parse_stamp, stamp_text
from terminal.sim.types import Candle, DepthLevel, Quote, Side, SimInstrument

_EXCHANGES = {"NSE", "BSE", "NFO", "BFO", "CDS", "BCD", "MCX", "NCO"}
_INTERVALS = {
    "minute": (60, 60),
    "2minute": (120, 60),
    "3minute": (180, 100),
    "4minute": (240, 100),
    "5minute": (300, 100),
    "10minute": (600, 100),
    "15minute": (900, 200),
    "30minute": (1800, 200),
    "60minute": (3600, 400),
    "hour": (3600, 400),
    "2hour": (7200, 400),
    "3hour": (10800, 400),
    "4hour": (14400, 400),
    "day": (86_400, 2000),
    "week": (604_800, 2000),
}
_CAPS_2018 = {60: 30, 100: 90, 200: 180, 400: 365, 2000: 2000}
_FULL_CAP, _LAST_CAP = 500, 1000
_CANDLE_PART_NS = 4 * DAY_NS
_EMPTY_LEVEL: Row = {"price": 0, "quantity": 0, "orders": 0}


class MarketRoutes:
    """`/quote*` and `/instruments*`."""

    def __init__(self, desk: Desk, dumps: Dumps) -> None:
        self._desk, self._dumps = desk, dumps

    def routes(self) -> list[Route]:
        route = self._desk.route
        return [
            route("GET", "/quote", self._quote, Lane.QUOTE),
            route("GET", "/quote/ohlc", self._ohlc, Lane.QUOTE),
            route("GET", "/quote/ltp", self._ltp, Lane.QUOTE),
            route("GET", "/instruments", self._all, auth=False),
            route("GET", "/instruments/{exchange}", self._one, auth=False),
            route("GET", "/instruments/historical/{token}/{interval}", self._candles, Lane.HISTORY),
            route("GET", "/instruments/trigger_range/{side}", self._ranges),
            route("GET", "/instruments/{exchange}/{symbol}/trigger_range", self._range),
        ]

    async def _quote(self, call: Call) -> Response:
        return ok({key: full_row(quote) for key, quote in self._asked(call, _FULL_CAP)})

    async def _ohlc(self, call: Call) -> Response:
        return ok({key: ohlc_row(quote) for key, quote in self._asked(call, _LAST_CAP)})

    async def _ltp(self, call: Call) -> Response:
        return ok({key: ltp_row(quote) for key, quote in self._asked(call, _LAST_CAP)})

    async def _all(self, call: Call) -> Response:
        return await self._dump(call, "")

    async def _one(self, call: Call) -> Response:
        exchange = call.path["exchange"].upper()
        if exchange not in _EXCHANGES:
            raise input_error("Invalid `exchange`.")
        return await self._dump(call, exchange)

    async def _dump(self, call: Call, exchange: str) -> Response:
        day = stamp_text(self._desk.virtual.now_ns())[:10]
        rows = list(self._desk.exchange.instruments.values())
        return csv_reply(call, await self._dumps.instruments(day, exchange, rows))

    async def _candles(self, call: Call) -> Response:
        row = self._by_token(call.path["token"])
        if row is None:
            raise input_error("invalid token")
        if call.path["interval"] not in _INTERVALS:
            raise input_error("invalid interval")
        seconds, cap = _INTERVALS[call.path["interval"]]
        cap = _CAPS_2018[cap] if self._desk.switches.candle_caps_2018 else cap
        start, end = _moment(call, "from"), _moment(call, "to")
        if start > end:
            raise input_error("from date cannot be after to date")
        if end - start > cap * DAY_NS:
            raise input_error(f"interval exceeds max limit: {cap} days")
        continuous = call.query.flag("continuous")
        if continuous and (row.instrument_type != "FUT" or seconds < 86_400):
            raise input_error("continuous data is available for futures with day interval only")
        oi = call.query.flag("oi")
        rows: list[list[object]] = []
        newest = self._newest_bar(seconds)
        # An intraday span is read in parts, so that ticks and orders do not wait for all of it.
        part = _CANDLE_PART_NS if seconds < 86_400 else end - start + 1
        for first in range(start, end + 1, part):
            last = min(first + part - 1, end)
            candles = self._desk.exchange.candles(
                row.instrument_token, seconds, first, last, oi=oi, continuous=continuous
            )
            rows += [_candle(each, oi=oi) for each in candles if each.open_ns <= newest]
            await self._desk.clock.sleep(0)
        return ok({"candles": rows})

    def _newest_bar(self, seconds: int) -> int:
        """Return the last open time shown: all bars, or with a lag only those closed for long."""
        now, lag_s = self._desk.exchange.now_ns, self._desk.switches.candle_lag_s
        return now - int((lag_s + seconds) * SECOND_NS) if lag_s else now

    async def _ranges(self, call: Call) -> Response:
        side = _side(call.path["side"])
        return ok(self._stop_ranges(call.query.every("i"), side))

    async def _range(self, call: Call) -> Response:
        side = _side(call.query.text("transaction_type", "BUY"))
        return ok(self._stop_ranges([f"{call.path['exchange']}:{call.path['symbol']}"], side))

    def _stop_ranges(self, keys: list[str], side: Side) -> Row:
        out: Row = {}
        for key in keys:
            row = self._find(key)
            found = row and self._desk.exchange.trigger_range(row.instrument_token, side)
            if found:
                out[key] = {
                    "instrument_token": 0,
                    "lower": num(found.lower),
                    "upper": num(found.upper),
                }
        return out

    def _asked(self, call: Call, cap: int) -> list[tuple[str, Quote]]:
        """Return the quotes of the keys asked for; unknown and dataless keys are left out."""
        keys = list(dict.fromkeys(call.query.every("i")))
        if not keys:
            raise missing("i")
        if len(keys) > cap:
            raise input_error(f"Maximum {cap} instruments are allowed per request.")
        rows = [(key, row) for key in keys if (row := self._find(key)) is not None]
        tokens = np.array([row.instrument_token for _, row in rows], dtype=np.int64)
        quotes = quotes_of(self._desk.exchange.quote_columns(tokens)) if rows else []
        return [(key, quote) for (key, _), quote in zip(rows, quotes, strict=True)]

    def _find(self, key: str) -> SimInstrument | None:
        exchange, colon, symbol = key.partition(":")
        if not colon:
            return self._by_token(key)
        # Indices go by their exchange here; the INDICES: prefix belongs to alerts.
        return None if exchange == "INDICES" else self._desk.exchange.find(exchange, symbol)

    def _by_token(self, text: str) -> SimInstrument | None:
        return self._desk.exchange.instruments.get(int(text)) if text.isdecimal() else None


def csv_reply(call: Call, dump: Dump) -> Response:
    """Return a dump, packed if the client takes it."""
    if not call.accepts_gzip:
        return Response(dump.plain, media_type="text/csv")
    return Response(dump.packed, media_type="text/csv", headers={"content-encoding": "gzip"})


def ltp_row(quote: Quote) -> Row:
    return {"instrument_token": quote.instrument_token, "last_price": num(quote.last_price)}


def ohlc_row(quote: Quote) -> Row:
    return {**ltp_row(quote), "ohlc": ohlc_of(quote)}


def ohlc_of(quote: Quote) -> Row:
    """Return the day so far; `close` is the previous day's close throughout."""
    return {
        "open": num(quote.open),
        "high": num(quote.high),
        "low": num(quote.low),
        "close": num(quote.close),
    }


def full_row(quote: Quote) -> Row:
    """Return a full quote; `net_change` stays 0, as the official samples show it."""
    return {
        "instrument_token": quote.instrument_token,
        "timestamp": stamp_text(quote.timestamp_ns),
        "last_trade_time": when(quote.last_trade_ns or None),
        "last_price": num(quote.last_price),
        "last_quantity": quote.last_quantity,
        "buy_quantity": quote.buy_quantity,
        "sell_quantity": quote.sell_quantity,
        "volume": quote.volume,
        "average_price": num(quote.average_price),
        "oi": quote.oi,
        "oi_day_high": quote.oi_day_high,
        "oi_day_low": quote.oi_day_low,
        "net_change": 0,
        "lower_circuit_limit": num(quote.lower_circuit_limit),
        "upper_circuit_limit": num(quote.upper_circuit_limit),
        "ohlc": ohlc_of(quote),
        "depth": {"buy": _levels(quote.bids), "sell": _levels(quote.asks)},
    }


def _levels(levels: tuple[DepthLevel, ...]) -> list[Row]:
    rows: list[Row] = [
        {"price": num(each.price), "quantity": each.quantity, "orders": each.orders}
        for each in levels[:5]
    ]
    return rows + [_EMPTY_LEVEL] * (5 - len(rows))


def _candle(candle: Candle, *, oi: bool) -> list[object]:
    stamp = ist(candle.open_ns).strftime("%Y-%m-%dT%H:%M:%S+0530")
    prices = [num(candle.open), num(candle.high), num(candle.low), num(candle.close)]
    row: list[object] = [stamp, *prices, candle.volume]
    return [*row, candle.oi or 0] if oi else row


def _moment(call: Call, name: str) -> int:
    text = call.query.text(name)
    if not text:
        raise missing(name)
    try:
        return parse_stamp(text)
    except ValueError:
        raise input_error(f"invalid {name} date") from None


def _side(text: str) -> Side:
    try:
        return Side(text.upper())
    except ValueError:
        raise input_error("Invalid `transaction_type`.") from None
