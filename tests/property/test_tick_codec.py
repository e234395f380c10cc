"""Laws of the tick decoder: it agrees with the official client, and no bytes make it raise.

The official client reads prices unsigned, so prices above zero are compared with it; the sign is
checked by a round trip of our own. Its `change` is derived and not compared.
"""

import math
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terminal.brokers.kite.ticks import CROSSOVER, TickDecoder, TokenTable, price_divisor
from terminal.domain.ids import InstrumentId
from terminal.domain.market import FeedMode
from terminal.market.board import TICK_FIELDS
from terminal.market.hub import Hub
from tests.fakes.clock import FakeClock

MODES = {"ltp": FeedMode.LTP, "quote": FeedMode.QUOTE, "full": FeedMode.FULL}
OFFICIAL_NAME = {
    "last": "last_price",
    "last_quantity": "last_traded_quantity",
    "average": "average_traded_price",
    "volume": "volume_traded",
    "buy_quantity": "total_buy_quantity",
    "sell_quantity": "total_sell_quantity",
    "oi": "oi",
    "oi_high": "oi_day_high",
    "oi_low": "oi_day_low",
}
FULL = struct.Struct(">IiIiIIIiiiiIIIII" + "IiHH" * 10)

segments = st.sampled_from([1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 77])
# Where prices (signed for us, unsigned for the official client) and padding stand in a body.
INDEX_PRICES = (4, 8, 12, 16, 20)
PRICES = (4, 12, 28, 32, 36, 40, *range(68, 184, 12))
TIMES = (44, 60)
PADDING = tuple(range(74, 184, 12))


def fail(name: str, error: BaseException) -> None:
    raise AssertionError(name) from error


@st.composite
def bodies(draw, *, signed: bool = False) -> bytes:
    """One packet of any of the five shapes; prices below zero only if `signed`."""
    index = draw(st.integers(0, 3)) == 0
    length = draw(st.sampled_from([8, 28, 32] if index else [8, 44, 184]))
    body = bytearray(draw(st.binary(min_size=length, max_size=length)))
    body[3] = 9 if index else draw(segments)
    for offset in INDEX_PRICES if index else PRICES:
        if offset < length and not signed:
            body[offset] &= 0x7F
    for offset in (28,) if index else TIMES:
        if offset < length:
            body[offset] &= 0x7F
    for offset in () if index else PADDING:
        body[offset : offset + 2] = b"\0\0" if offset < length else b""
    return bytes(body)


def frame_of(packets: list[bytes]) -> bytes:
    parts = [struct.pack(">H", len(body)) + body for body in packets]
    return struct.pack(">H", len(packets)) + b"".join(parts)


def token_of(body: bytes) -> int:
    return int.from_bytes(body[:4], "big")


def decoded(packets: list[bytes], frame: bytes | None = None) -> tuple[Hub, TickDecoder]:
    hub = Hub(clock=FakeClock(), on_failure=fail, capacity=64)
    slots = {
        token: hub.watch(InstrumentId("X", str(token)), FeedMode.FULL).slot
        for token in map(token_of, packets)
    }
    decoder = TickDecoder(TokenTable(slots))
    decoder.decode(frame_of(packets) if frame is None else frame, hub, 1)
    return hub, decoder


def distinct(packets: list[bytes]) -> list[bytes]:
    return list({token_of(body): body for body in packets}.values())


few = st.lists(bodies(), max_size=CROSSOVER - 1).map(distinct)
many = st.lists(bodies(), min_size=3 * CROSSOVER, max_size=8 * CROSSOVER).map(distinct)


@given(st.one_of(few, many))
@settings(max_examples=150, deadline=None)
def test_board_equals_what_the_official_client_reads(packets: list[bytes]) -> None:
    ticker = pytest.importorskip("kiteconnect").KiteTicker("key", "token")
    hub, decoder = decoded(packets)
    board = hub.board
    official = ticker._parse_binary(frame_of(packets))
    assert len(official) == len(packets) == decoder.counters.packets
    for tick in official:
        slot = hub.slot(InstrumentId("X", str(tick["instrument_token"])))
        assert slot is not None
        for name, theirs in OFFICIAL_NAME.items():
            if theirs in tick:
                assert getattr(board, name)[slot] == tick[theirs], name
        for name, value in tick.get("ohlc", {}).items():
            assert getattr(board, name)[slot] == value, name
        if tick.get("exchange_timestamp") is not None:
            assert board.exchange_s[slot] == tick["exchange_timestamp"].timestamp()
        if tick.get("last_trade_time") is not None:
            assert board.last_trade_s[slot] == tick["last_trade_time"].timestamp()
        for side, levels in tick.get("depth", {}).items():
            ours = "bid" if side == "buy" else "ask"
            for row, level in enumerate(levels):
                assert getattr(board, f"{ours}_price")[slot, row] == level["price"]
                assert getattr(board, f"{ours}_quantity")[slot, row] == level["quantity"]
                assert getattr(board, f"{ours}_orders")[slot, row] == level["orders"]


@given(st.lists(bodies(signed=True), max_size=5 * CROSSOVER).map(distinct))
@settings(max_examples=80, deadline=None)
def test_packet_comes_back_from_the_board_signs_included(packets: list[bytes]) -> None:
    hub, _ = decoded(packets)
    for body in packets:
        token = token_of(body)
        slot = hub.slot(InstrumentId("X", str(token)))
        assert slot is not None
        row, by = hub.board.values(slot), price_divisor(token)
        if len(body) in {28, 32}:
            last, high, low, opened, close = struct.unpack_from(">5i", body, 4)
            got = [row[TICK_FIELDS.index(n)] for n in ("last", "high", "low", "open", "close")]
            assert [round(x * by) for x in got] == [last, high, low, opened, close]
            assert math.isnan(row[TICK_FIELDS.index("average")])
        elif len(body) == 184:
            raw = [round(x * by) if isinstance(x, float) else x for x in row]
            depth = [x for level in range(10) for x in (*raw[15 + 3 * level : 18 + 3 * level], 0)]
            assert FULL.pack(token, *raw[:15], *depth) == body
        else:
            assert round(row[0] * by) == struct.unpack_from(">i", body, 4)[0]


@given(st.lists(bodies(), min_size=1, max_size=4 * CROSSOVER), st.data())
@settings(max_examples=120, deadline=None)
def test_torn_or_spoiled_frames_are_counted_and_never_raise(packets: list[bytes], data) -> None:
    frame = bytearray(frame_of(packets))
    cut = data.draw(st.integers(0, len(frame)))
    for _ in range(data.draw(st.integers(0, 4))):
        frame[data.draw(st.integers(0, len(frame) - 1))] = data.draw(st.integers(0, 255))
    _, decoder = decoded(packets, bytes(frame[:cut]))
    assert decoder.counters.frames + decoder.counters.heartbeats == 1
    assert decoder.counters.truncated <= 1


@given(st.lists(bodies(), min_size=1, max_size=4 * CROSSOVER), st.data())
@settings(max_examples=60, deadline=None)
def test_every_whole_packet_before_a_tear_is_used(packets: list[bytes], data) -> None:
    packets = distinct(packets)
    frame = frame_of(packets)
    cut = data.draw(st.integers(4, len(frame)))
    hub, decoder = decoded(packets, frame[:cut])
    end, whole = 2, 0
    for body in packets:
        end += 2 + len(body)
        whole += end <= cut
    live = int((hub.board.state == 1).sum())
    assert live == whole
    assert decoder.counters.truncated == (whole < len(packets))


@given(st.binary(max_size=2000))
@settings(max_examples=150, deadline=None)
def test_any_bytes_at_all_never_raise(data: bytes) -> None:
    hub = Hub(clock=FakeClock(), on_failure=fail, capacity=4)
    TickDecoder(TokenTable({408065: 0})).decode(data, hub, 1)


@given(st.dictionaries(st.integers(0, 2**32 - 1), st.integers(0, 10_000), max_size=300), st.data())
@settings(max_examples=60, deadline=None)
def test_table_knows_its_own_tokens_and_no_others(slots: dict[int, int], data) -> None:
    import numpy as np

    asked = data.draw(st.lists(st.integers(0, 2**32 - 1), max_size=100))
    asked += data.draw(st.lists(st.sampled_from(sorted(slots)), max_size=100)) if slots else []
    table = TokenTable(slots)
    found, divisors, known = table.look_up(np.array(asked, dtype=np.uint32))
    mask = [token in slots for token in asked]
    assert (known is None and all(mask)) or (known is not None and known.tolist() == mask)
    mine = [token for token in asked if token in slots]
    assert found.tolist() == [slots[token] for token in mine]
    if not isinstance(divisors, float):
        assert divisors.tolist() == [price_divisor(token) for token in mine]
    elif mine:
        assert {price_divisor(token) for token in mine} == {divisors}
