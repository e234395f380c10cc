"""Kite frames to the board: the documented vectors, and whatever a bad wire may send."""

import struct

import numpy as np
import pytest

from terminal.brokers.kite import ticks
from terminal.brokers.kite.ticks import TickDecoder, TokenTable, price_divisor
from terminal.domain.ids import InstrumentId
from terminal.domain.market import FeedMode
from terminal.market.board import EMPTY, LIVE, Board
from terminal.market.hub import Hub
from tests.fakes.clock import FakeClock

INFY = 408065
NIFTY = 256265


def fail(name: str, error: BaseException) -> None:
    raise AssertionError(name) from error


def make_hub(tokens: list[int]) -> tuple[Hub, TickDecoder]:
    hub = Hub(clock=FakeClock(), on_failure=fail, capacity=64)
    slots = {
        token: hub.watch(InstrumentId("NSE", str(token)), FeedMode.FULL).slot for token in tokens
    }
    return hub, TickDecoder(TokenTable(slots))


def frame_of(*bodies: bytes) -> bytes:
    packets = b"".join(struct.pack(">H", len(body)) + body for body in bodies)
    return struct.pack(">H", len(bodies)) + packets


def full_body(token: int, last: int, seed: int = 0) -> bytes:
    levels = [(100 + seed + i, last - 5 * i, i + 1) for i in range(10)]
    head = struct.pack(
        ">IiIiIIIiiiiIIIII",
        token, last, 7, last - 1, 1000 + seed, 11, 12, last + 2, last + 9, last - 9, last + 1,
        1625461887, 21, 22, 20, 1625461888,
    )  # fmt: skip
    return head + b"".join(struct.pack(">IiH2x", *level) for level in levels)


def test_documented_ltp_frame() -> None:
    hub, decoder = make_hub([INFY])
    decoder.decode(bytes.fromhex("0001000800063a0100026683"), hub, 5)
    assert hub.board.last[0] == 1573.15
    assert hub.board.received_ns[0] == 5
    assert hub.board.state[0] == LIVE


@pytest.mark.parametrize("copies", [1, 30])
def test_documented_index_packet_is_high_low_open_close(copies: int) -> None:
    hub, decoder = make_hub([NIFTY])
    body = bytes.fromhex("0003e9090023b74d0023c50300238bfb00239eed00237fd500003778")
    decoder.decode(frame_of(*[body] * copies), hub, 1)
    board = hub.board
    got = (board.last[0], board.open[0], board.high[0], board.low[0], board.close[0])
    assert got == (23406.85, 23344.45, 23441.95, 23295.95, 23264.85)
    assert np.isnan(board.average[0])
    assert board.volume[0] == 0


@pytest.mark.parametrize(
    ("body", "last"),
    [
        ("00064c032b5d8830", 72.755),
        ("0004d206000cdb1d", 84.2525),
        ("0004d20c000cdb1d", 84.2525),
        ("0004d207fffff14d", -37.63),
    ],
)
def test_documented_scales_and_signs(body: str, last: float) -> None:
    packet = bytes.fromhex(body)
    for copies in (1, 30, 100):
        hub, decoder = make_hub([int.from_bytes(packet[:4], "big")])
        decoder.decode(frame_of(*[packet] * copies), hub, 1)
        assert hub.board.last[0] == last


def test_depth_entry_reads_orders_as_two_bytes() -> None:
    hub, decoder = make_hub([INFY])
    body = bytearray(full_body(INFY, 157370))
    body[64:76] = bytes.fromhex("000000ac000266ba00030000")
    decoder.decode(frame_of(bytes(body)), hub, 1)
    board = hub.board
    assert (board.bid_quantity[0, 0], board.bid_price[0, 0], board.bid_orders[0, 0]) == (
        172,
        1573.70,
        3,
    )


def test_one_byte_is_a_heartbeat() -> None:
    hub, decoder = make_hub([INFY])
    decoder.decode(b"\0", hub, 1)
    assert decoder.counters.heartbeats == 1
    assert hub.board.state[0] == EMPTY


def test_missing_second_packet_gives_one_tick_and_counts_the_tear() -> None:
    hub, decoder = make_hub([INFY])
    frame = b"\0\2" + frame_of(full_body(INFY, 157370))[2:]
    decoder.decode(frame, hub, 1)
    assert decoder.counters.truncated == 1
    assert hub.board.last[0] == 1573.7


def test_unknown_length_skips_that_packet_alone() -> None:
    hub, decoder = make_hub([INFY])
    decoder.decode(frame_of(b"\0" * 60, full_body(INFY, 157370)), hub, 1)
    assert decoder.counters.unknown_length == 1
    assert hub.board.last[0] == 1573.7


def test_unknown_token_is_counted_and_writes_nothing() -> None:
    for packets in (1, 40):
        hub, decoder = make_hub([INFY])
        others = [full_body(256 * (9000 + i) + 1, 100) for i in range(packets)]
        decoder.decode(frame_of(*others), hub, 1)
        assert decoder.counters.unknown_token == packets
        assert hub.board.clock == 0


def test_unknown_tokens_within_a_run_do_not_shift_the_others() -> None:
    tokens = [256 * i + 1 for i in range(1, 61)]
    hub, decoder = make_hub(tokens[::2])
    decoder.decode(frame_of(*(full_body(t, 100 * t, t) for t in tokens)), hub, 1)
    assert decoder.counters.unknown_token == 30
    for slot, token in enumerate(tokens[::2]):
        assert hub.board.last[slot] == token
        assert hub.board.volume[slot] == 1000 + token


@pytest.mark.parametrize("shape", ["run", "mixed", "two runs"])
def test_numpy_and_scalar_paths_write_the_same_board(shape: str, monkeypatch) -> None:
    segments = [1, 3, 6, 12, 7, 2]
    tokens = [256 * i + segments[i % 6] for i in range(1, 101)]
    lengths = {"run": [184], "mixed": [184, 44, 8], "two runs": [184]}[shape]
    bodies = [full_body(t, -5 * t, t)[: lengths[i % len(lengths)]] for i, t in enumerate(tokens)]
    if shape == "two runs":
        bodies = [body[:44] for body in bodies[:50]] + bodies[50:]
    frame = frame_of(*bodies)
    hub, decoder = make_hub(tokens)
    decoder.decode(frame, hub, 1)
    monkeypatch.setattr(ticks, "CROSSOVER", 10**6)
    slow_hub, slow = make_hub(tokens)
    slow.decode(frame, slow_hub, 1)
    for slot in range(100):
        np.testing.assert_equal(hub.board.values(slot), slow_hub.board.values(slot))
    assert slow.counters == decoder.counters


def test_later_packet_of_the_same_token_wins() -> None:
    hub, decoder = make_hub([INFY])
    decoder.decode(frame_of(*(full_body(INFY, 100 * i) for i in range(1, 41))), hub, 1)
    assert hub.board.last[0] == 40.0


def test_quantities_are_unsigned() -> None:
    hub, decoder = make_hub([INFY])
    for copies in (1, 20):
        body = bytearray(full_body(INFY, 100))
        body[16:20] = b"\xff\xff\xff\xff"
        decoder.decode(frame_of(*[bytes(body)] * copies), hub, 1)
        assert hub.board.volume[0] == 2**32 - 1


def test_unverified_segments_are_named() -> None:
    table = TokenTable({256 * 5 + 10: 0, INFY: 1})
    assert table.unverified == {256 * 5 + 10}
    assert price_divisor(256 * 5 + 10) == 100.0


def test_table_finds_every_token_whatever_collides() -> None:
    rng = np.random.default_rng(11)
    tokens = rng.choice(2**32, size=5000, replace=False).astype(np.uint32)
    table = TokenTable({int(token): slot for slot, token in enumerate(tokens.tolist())})
    order = rng.permutation(5000)
    slots, _, known = table.look_up(tokens[order])
    assert known is None
    np.testing.assert_array_equal(slots, order)


def test_board_grows_and_keeps_its_rows() -> None:
    board = Board(2)
    board.write(1, FeedMode.LTP, (3.5,), 9)
    board.ensure(70)
    assert board.capacity == 128
    assert board.last[1] == 3.5
    assert board.version[1] == 1
    assert np.isnan(board.last[70])
    board.write(70, FeedMode.LTP, (4.5,), 9)
    assert board.changed(np.array([1, 70]), since=1).tolist() == [1]
