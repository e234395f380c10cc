"""Packets against the byte vectors of the protocol reference and the two captured bodies."""

import struct

import numpy as np
import pytest

from terminal.sandbox.kite import packets
from terminal.sandbox.kite.table import Table
from terminal.sim.types import QuoteColumns

NS = 1_000_000_000


def columns(tokens: list[int], **over: object) -> QuoteColumns:
    """Quotes with zeros everywhere but where `over` says otherwise."""
    count = len(tokens)
    floats = (
        "last_price", "average_price", "open", "high", "low", "close",
        "lower_circuit_limit", "upper_circuit_limit",
    )  # fmt: skip
    ints = (
        "last_quantity", "volume", "buy_quantity", "sell_quantity", "last_trade_ns", "oi",
        "oi_day_high", "oi_day_low", "timestamp_ns",
    )  # fmt: skip
    fields: dict[str, object] = {name: np.zeros(count) for name in floats}
    fields |= {name: np.zeros(count, dtype=np.int64) for name in ints}
    for side in ("bid", "ask"):
        fields[f"{side}_price"] = np.zeros((count, 5))
        fields[f"{side}_quantity"] = np.zeros((count, 5), dtype=np.int64)
        fields[f"{side}_orders"] = np.zeros((count, 5), dtype=np.int64)
    fields["known"] = np.ones(count, dtype=np.bool_)
    fields |= {name: np.array(value) for name, value in over.items()}
    return QuoteColumns(tokens=np.array(tokens, dtype=np.int64), **fields)


def encoded(token: int, mode: str, **over: object) -> bytes:
    table = Table(index=token & 0xFF == 9)
    return table.encode(columns([token], **over))[0, : table.widths[mode]].tobytes()


@pytest.mark.parametrize(
    ("token", "price", "hexed"),
    [
        (408065, 1573.15, "00063a0100026683"),
        (412675, 72.755, "00064c032b5d8830"),
        (0x0004D206, 84.2525, "0004d206000cdb1d"),
        (0x0004D20C, 84.2525, "0004d20c000cdb1d"),
        (0x0004D207, -37.63, "0004d207fffff14d"),
    ],
)
def test_last_price_packets_match_the_reference_vectors(
    token: int, price: float, hexed: str
) -> None:
    assert encoded(token, "ltp", last_price=[price]).hex() == hexed


def test_whole_frame_of_one_last_price() -> None:
    table = Table(index=False)
    rows = table.encode(columns([408065], last_price=[1573.15]))[:, :8]
    assert [frame.hex() for frame in packets.frames([rows])] == ["0001000800063a0100026683"]


def test_index_packet_is_high_low_open_close_with_the_change_last() -> None:
    body = encoded(
        256265,
        "quote",
        last_price=[23406.85],
        high=[23441.95],
        low=[23295.95],
        open=[23344.45],
        close=[23264.85],
    )
    assert body.hex() == "0003e9090023b74d0023c50300238bfb00239eed00237fd500003778"
    full = encoded(256265, "full", timestamp_ns=[1_625_461_887 * NS])
    assert len(full) == 32
    assert struct.unpack(">I", full[28:]) == (1_625_461_887,)


def test_full_packet_fields_sit_at_the_documented_offsets() -> None:
    body = encoded(
        408065,
        "full",
        last_price=[1573.70],
        last_quantity=[7],
        average_price=[1570.37],
        volume=[1192471],
        buy_quantity=[256443],
        sell_quantity=[363009],
        open=[1569.15],
        high=[1575.0],
        low=[1561.05],
        close=[1567.8],
        last_trade_ns=[1_625_461_887 * NS],
        oi=[11],
        oi_day_high=[12],
        oi_day_low=[10],
        timestamp_ns=[1_625_461_888 * NS + 999],
        bid_price=[[1573.4, 1573.0, 0, 0, 0]],
        bid_quantity=[[5, 140, 0, 0, 0]],
        bid_orders=[[1, 2, 0, 0, 0]],
        ask_price=[[1573.7, 0, 0, 0, 0]],
        ask_quantity=[[172, 0, 0, 0, 0]],
        ask_orders=[[3, 0, 0, 0, 0]],
    )
    assert len(body) == 184
    head = struct.unpack(">IiIiIIIiiiiIIIII", body[:64])
    assert head[:7] == (408065, 157370, 7, 157037, 1192471, 256443, 363009)
    assert head[7:] == (156915, 157500, 156105, 156780, 1_625_461_887, 11, 12, 10, 1_625_461_888)
    assert struct.unpack(">IiHH", body[64:76]) == (5, 157340, 1, 0)
    assert struct.unpack(">IiHH", body[76:88]) == (140, 157300, 2, 0)
    assert body[124:136].hex() == "000000ac000266ba00030000"


def test_quantities_wrap_where_thirty_two_bits_end() -> None:
    body = encoded(408065, "quote", volume=[2**32 + 5])
    assert struct.unpack(">I", body[16:20]) == (5,)


def test_frames_hold_a_few_hundred_packets_each() -> None:
    rows = np.zeros((700, 8), dtype=np.uint8)
    counts = [int.from_bytes(frame[:2], "big") for frame in packets.frames([rows])]
    assert counts == [300, 300, 100]


def test_modes_share_a_frame() -> None:
    frame = packets.frames([np.zeros((1, 8), dtype=np.uint8), np.zeros((2, 44), dtype=np.uint8)])
    assert len(frame) == 1
    assert int.from_bytes(frame[0][:2], "big") == 3
    assert len(frame[0]) == 2 + 10 + 2 * 46


def test_only_what_changed_within_a_mode_counts_and_the_clock_does_not() -> None:
    table = Table(index=False)
    tokens = np.array([257, 513], dtype=np.int64)
    table.retarget(tokens)
    places = table.places(tokens)
    table.update(places, columns([257, 513], last_price=[10.0, 20.0]))
    later = table.update(
        places, columns([257, 513], last_price=[10.0, 20.0], timestamp_ns=[NS, NS])
    )
    assert not later["full"].any()
    deep = columns([257, 513], last_price=[10.0, 20.5], bid_price=[[1.0] * 5, [0.0] * 5])
    flags = table.update(places, deep)
    assert flags["ltp"].tolist() == [False, True]
    assert flags["quote"].tolist() == [False, True]
    assert flags["full"].tolist() == [True, True]


def test_an_instrument_that_expired_stops_ticking() -> None:
    table = Table(index=False)
    tokens = np.array([257], dtype=np.int64)
    table.retarget(tokens)
    gone = columns([257], last_price=[10.0], known=[False])
    assert not table.update(table.places(tokens), gone)["ltp"].any()


def test_rows_survive_a_change_of_subscriptions() -> None:
    table = Table(index=False)
    table.retarget(np.array([257, 513], dtype=np.int64))
    table.update(np.array([0, 1]), columns([257, 513], last_price=[10.0, 20.0]))
    table.retarget(np.array([1, 513], dtype=np.int64))
    same = table.update(np.array([1]), columns([513], last_price=[20.0]))
    assert not same["ltp"].any()
