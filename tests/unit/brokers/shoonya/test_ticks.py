"""Partial updates merged into whole ticks: every trap of the feed, and any order of updates."""

import json
import math
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terminal.brokers.shoonya.ticks import AT_OPEN, FeedMerger
from terminal.domain.market import FeedMode
from terminal.market.board import TICK_FIELDS, Board

FEED_S = int(datetime(2026, 11, 20, 10, 0, tzinfo=timezone(timedelta(hours=5.5))).timestamp())
IMAGE = {
    "t": "tk", "e": "NSE", "tk": "2885", "ts": "RELIANCE-EQ", "pp": "2", "ls": "1", "ti": "0.10",
    "lp": "1384.10", "pc": "0.42", "o": "1379.00", "h": "1386.20", "l": "1377.50", "c": "1378.30",
    "ap": "1382.71", "v": "412233", "bp1": "1384.00", "sp1": "1384.10", "bq1": "120",
    "sq1": "310", "ft": str(FEED_S),
}  # fmt: skip
DEEP = {
    **IMAGE, "t": "dk", "ltt": "09:59:58", "ltq": "7", "tbq": "1000", "tsq": "2000", "oi": "55",
    **{f"{side}{what}{n}": str(n * 10 + place)
       for n in range(1, 6)
       for place, (side, what) in enumerate((s, w) for s in "bs" for w in "qpo")},
}  # fmt: skip


class Sink:
    """A board, and what came."""

    def __init__(self) -> None:
        self.board = Board(16)
        self.ticks: list[tuple[int, tuple[float, ...]]] = []

    def batch(self, batch: Any, received_ns: int) -> None:
        raise AssertionError("not used")

    def tick(self, slot: int, mode: FeedMode, values: tuple[float, ...], received_ns: int) -> None:
        self.board.write(slot, mode, values, received_ns)
        self.ticks.append((slot, values))

    def source_state(self, account: Any, *, live: bool) -> None:
        raise AssertionError("not used")

    def get(self, name: str, slot: int = 1) -> float:
        return float(getattr(self.board, name)[slot])


class Feed:
    def __init__(self, mode: FeedMode = FeedMode.FULL, **slots: Any) -> None:
        self.steps: list[tuple[str, str]] = []
        self.merger = FeedMerger(lambda key, step: self.steps.append((key, step)))
        self.merger.slots = {"NSE|2885": (1, mode)}
        self.sink = Sink()

    def put(self, fields: dict[str, Any] | None = None, **more: Any) -> None:
        frame = {"t": "tf", "e": "NSE", "tk": "2885", **(fields or {}), **more}
        decoded = self.merger.decode(json.dumps(frame))
        assert decoded is not None
        self.merger.merge(decoded, self.sink, 1)


def test_an_image_and_an_update() -> None:
    feed = Feed(FeedMode.QUOTE)
    feed.put(IMAGE)
    assert feed.sink.get("last") == 1384.10
    assert feed.sink.get("close") == 1378.30
    assert feed.sink.get("exchange_s") == FEED_S
    feed.put(lp="1384.00", v="412410", bq1="95", ft=str(FEED_S + 1))
    assert feed.sink.get("last") == 1384.0
    assert feed.sink.get("volume") == 412410
    assert feed.sink.get("open") == 1379.0, "what an update leaves out stays"
    assert feed.sink.get("average") == 1382.71
    assert feed.sink.get("exchange_s") == FEED_S + 1
    assert [len(values) for _, values in feed.sink.ticks] == [15, 15]
    assert feed.steps == [("NSE|2885", "0.10")]


def test_an_update_without_a_last_price_keeps_it() -> None:
    feed = Feed()
    feed.put(IMAGE)
    feed.put(v="412500")
    assert feed.sink.get("last") == 1384.10
    assert feed.sink.get("volume") == 412500


def test_an_update_before_its_image_makes_no_tick() -> None:
    feed = Feed()
    feed.put(lp="1.00")
    assert feed.sink.ticks == []
    assert feed.merger.counters.without_image == 1
    feed.put(IMAGE)
    feed.merger.forget()
    feed.put(lp="2.00")
    assert len(feed.sink.ticks) == 1, "a new connection begins with new images"


def test_a_token_is_one_instrument_within_its_exchange_only() -> None:
    feed = Feed()
    feed.merger.slots = {"NSE|2885": (1, FeedMode.QUOTE), "NFO|2885": (2, FeedMode.QUOTE)}
    feed.put(IMAGE)
    feed.put(IMAGE, e="NFO", lp="7.00")
    feed.put(e="NFO", lp="8.00")
    feed.put(e="BSE", lp="9.00")
    assert feed.sink.get("last", 1) == 1384.10
    assert feed.sink.get("last", 2) == 8.0
    assert feed.merger.counters.unknown_key == 1


def test_zero_prices_mean_that_nothing_was_said() -> None:
    feed = Feed()
    feed.put(IMAGE)
    feed.put(o="0.00", h="0.00", l="0.00", c="0.00", ap="0.00", lp="0.00", v="0")
    for name, price in (
        ("open", 1379.0),
        ("close", 1378.3),
        ("average", 1382.71),
        ("last", 1384.1),
    ):
        assert feed.sink.get(name) == price
    assert feed.sink.get("volume") == 0, "a count of zero is one"


def test_an_index_has_neither_volume_nor_depth() -> None:
    feed = Feed()
    index = {k: IMAGE[k] for k in ("t", "e", "tk", "lp", "pc", "o", "h", "l", "c", "ft")}
    feed.put(index)
    assert math.isnan(feed.sink.get("average"))
    assert feed.sink.get("volume") == 0
    assert len(feed.sink.ticks[0][1]) == 15


def test_depth_has_its_places_on_the_board() -> None:
    feed = Feed()
    feed.put(DEEP)
    board = feed.sink.board
    assert board.bid_quantity[1].tolist() == [10, 20, 30, 40, 50]
    assert board.bid_price[1].tolist() == [11, 21, 31, 41, 51]
    assert board.bid_orders[1].tolist() == [12, 22, 32, 42, 52]
    assert board.ask_quantity[1].tolist() == [13, 23, 33, 43, 53]
    assert board.ask_price[1].tolist() == [14, 24, 34, 44, 54]
    assert board.ask_orders[1].tolist() == [15, 25, 35, 45, 55]
    assert feed.sink.get("last_trade_s") == FEED_S - 2
    assert feed.sink.get("buy_quantity") == 1000
    assert feed.sink.get("sell_quantity") == 2000
    assert feed.sink.get("oi") == 55
    feed.put(t="df", bp3="29.50", bq3="31")
    assert board.bid_price[1].tolist() == [11, 21, 29.5, 41, 51]
    assert board.bid_quantity[1].tolist() == [10, 20, 31, 40, 50]


def test_touchline_and_depth_share_one_state() -> None:
    feed = Feed()
    feed.put(DEEP)
    feed.put(IMAGE, lp="1390.00", bp1="1389.90")
    feed.put(t="df", bq2="21")
    assert feed.sink.get("last") == 1390.0
    assert feed.sink.board.bid_price[1].tolist() == [1389.9, 21, 31, 41, 51]
    assert feed.sink.board.bid_quantity[1, 1] == 21


def test_without_depth_no_levels_are_written() -> None:
    feed = Feed()
    feed.put(DEEP)
    feed.merger.shallow("NSE|2885")
    feed.merger.slots = {"NSE|2885": (1, FeedMode.QUOTE)}
    feed.put(lp="1.00")
    assert [len(values) for _, values in feed.sink.ticks] == [45, 15]
    feed.merger.slots = {"NSE|2885": (1, FeedMode.FULL)}
    feed.put(lp="2.00")
    assert len(feed.sink.ticks[-1][1]) == 15, "old levels do not come back"


def test_the_sign_of_a_market_order_is_no_price() -> None:
    feed = Feed()
    feed.put(DEEP, bp1=str(AT_OPEN), lp=str(AT_OPEN))
    assert math.isnan(feed.sink.board.bid_price[1, 0])
    assert feed.sink.board.bid_quantity[1, 0] == 0, "it may not pass for the touch"
    assert feed.sink.board.bid_price[1, 1] == 21
    assert math.isnan(feed.sink.get("last"))
    feed.put(t="df", bp1="11.50")
    assert feed.sink.board.bid_price[1, 0] == 11.5
    assert feed.sink.board.bid_quantity[1, 0] == 10


def test_last_trades_of_yesterday_and_of_no_day() -> None:
    feed = Feed()
    feed.put(DEEP, ltt="15:29:59")
    assert feed.sink.get("last_trade_s") == FEED_S + 5 * 3600 + 1799 + 0 - 86_400
    feed.put(t="df", ltt="05:30:00")
    assert feed.sink.get("last_trade_s") == 0
    feed.put(t="df", ltt="now")
    assert feed.sink.get("last_trade_s") == 0


@pytest.mark.parametrize("junk", ["", "None", None, "x", [], {}, "nan", "inf", "1e999"])
def test_what_cannot_be_read_is_left_out(junk: Any) -> None:
    feed = Feed()
    feed.put(IMAGE)
    feed.put(lp=junk, v=junk, c="1380.00")
    assert feed.sink.get("last") == 1384.10
    assert feed.sink.get("volume") == 412233
    assert feed.sink.get("close") == 1380.0


def test_counts_with_decimals_are_counts() -> None:
    feed = Feed()
    feed.put(IMAGE, v="412233.00", oi=17)
    assert feed.sink.get("volume") == 412233
    assert feed.sink.get("oi") == 17


@pytest.mark.parametrize("frame", [b"", b"[", b"[1]", '"a"', b"\xff"])
def test_a_frame_that_is_no_object_is_counted(frame: bytes | str) -> None:
    merger = FeedMerger()
    assert merger.decode(frame) is None
    assert merger.counters.unreadable == 1


names = ["lp", "o", "h", "l", "c", "ap", "v", "oi", "bp1", "bq1", "sp5", "sq5", "so5", "tbq", "ft"]
updates = st.lists(
    st.tuples(
        st.sampled_from(["NSE|1", "NFO|1", "NSE|2"]),
        st.dictionaries(st.sampled_from(names), st.integers(1, 10**9).map(str), max_size=6),
    ),
    max_size=60,
)


@settings(max_examples=120, deadline=None)
@given(updates)
def test_any_updates_end_in_the_newest_value_of_each_field(changes) -> None:
    feed = Feed()
    feed.merger.slots = {
        key: (slot, FeedMode.FULL) for slot, key in enumerate(["NSE|1", "NFO|1", "NSE|2"])
    }
    expected: dict[str, dict[str, str]] = {}
    for key in feed.merger.slots:
        exchange, token = key.split("|")
        feed.put(DEEP, e=exchange, tk=token)
        expected[key] = {name: DEEP[name] for name in names}
    for key, fields in changes:
        exchange, token = key.split("|")
        feed.put(t="df", e=exchange, tk=token, **fields)
        expected[key] |= fields
    board = feed.sink.board
    fields = dict(zip(("lp", "ap", "o", "h", "l", "c"),
                      ("last", "average", "open", "high", "low", "close"), strict=True))  # fmt: skip
    fields |= {"v": "volume", "oi": "oi", "tbq": "buy_quantity", "ft": "exchange_s"}
    assert set(fields.values()) <= set(TICK_FIELDS)
    for slot, key in enumerate(feed.merger.slots):
        want = expected[key]
        for wire, name in fields.items():
            assert getattr(board, name)[slot] == float(want[wire]), (key, wire)
        assert board.bid_price[slot, 0] == float(want["bp1"])
        assert board.bid_quantity[slot, 0] == int(want["bq1"])
        assert board.ask_price[slot, 4] == float(want["sp5"])
        assert board.ask_quantity[slot, 4] == int(want["sq5"])
        assert board.ask_orders[slot, 4] == int(want["so5"])
