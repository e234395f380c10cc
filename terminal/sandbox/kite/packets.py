"""The ticker's binary packets, encoded for many instruments at once with numpy.

One row is the full 184-byte packet of a tradable or the 32-byte packet of an index; the shorter
modes are prefixes of it, so each instrument is encoded once whatever its subscribers asked for.
Big-endian throughout; prices are scaled by the divisor of the token's segment byte.
"""

import struct
from collections.abc import Iterator
from typing import TypeAlias, cast

import numpy as np
import numpy.typing as npt

Bytes2D: TypeAlias = npt.NDArray[np.uint8]
Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]

LTP_BYTES = 8
INDEX_SEGMENT = 9
INDEX_BYTES = {"ltp": LTP_BYTES, "quote": 28, "full": 32}
TRADABLE_BYTES = {"ltp": LTP_BYTES, "quote": 44, "full": 184}
# Bytes of a full row that tell the time rather than the market: a change here alone is no tick.
STAMP_BYTES = {"tradable": slice(60, 64), "index": slice(28, 32)}
PACKETS_PER_FRAME = 300

_DIVISORS = {3: 10_000_000.0, 6: 10_000.0, 12: 10_000.0}
_DEFAULT_DIVISOR = 100.0
_U32 = 0xFFFF_FFFF

_LEVEL = np.dtype([("quantity", ">u4"), ("price", ">i4"), ("orders", ">u2"), ("pad", ">u2")])
TRADABLE = np.dtype(
    [
        ("token", ">u4"),
        ("last", ">i4"),
        ("last_quantity", ">u4"),
        ("average", ">i4"),
        ("volume", ">u4"),
        ("buy_total", ">u4"),
        ("sell_total", ">u4"),
        ("open", ">i4"),
        ("high", ">i4"),
        ("low", ">i4"),
        ("close", ">i4"),
        ("last_trade", ">u4"),
        ("oi", ">u4"),
        ("oi_high", ">u4"),
        ("oi_low", ">u4"),
        ("stamp", ">u4"),
        ("bids", _LEVEL, (5,)),
        ("asks", _LEVEL, (5,)),
    ]
)
INDEX = np.dtype(
    [
        ("token", ">u4"),
        ("last", ">i4"),
        ("high", ">i4"),
        ("low", ">i4"),
        ("open", ">i4"),
        ("close", ">i4"),
        ("change", ">i4"),
        ("stamp", ">u4"),
    ]
)


def divisors(tokens: Ints) -> Floats:
    """Return the price divisor of each token's segment: CDS 1e7, BCD and NCO 1e4, others 100."""
    out = np.full(tokens.shape, _DEFAULT_DIVISOR)
    segments = tokens & 0xFF
    for segment, divisor in _DIVISORS.items():
        out[segments == segment] = divisor
    return out


def is_index(tokens: Ints) -> npt.NDArray[np.bool_]:
    out: npt.NDArray[np.bool_] = np.equal(tokens & 0xFF, INDEX_SEGMENT)
    return out


def scaled(prices: Floats, divisor: Floats) -> npt.NDArray[np.int32]:
    """Return prices as wire integers, signed: a price below zero is legal for some commodities."""
    shape = divisor if prices.ndim == 1 else divisor[:, None]
    return np.rint(np.nan_to_num(prices) * shape).astype(np.int64).astype(np.int32)


def counted(values: npt.NDArray[np.int64]) -> npt.NDArray[np.uint32]:
    """Return quantities as the wire's u32, which wraps at 2^32."""
    return (values & _U32).astype(np.uint32)


def as_rows(packets: npt.NDArray[np.void]) -> Bytes2D:
    """Return a structured array of packets as one row of bytes each."""
    return packets.view(np.uint8).reshape(len(packets), packets.dtype.itemsize)


def changed(old: Bytes2D, new: Bytes2D, width: int, stamp: slice) -> npt.NDArray[np.bool_]:
    """Return which rows differ in their first `width` bytes, the clock's bytes left out."""
    differs = np.not_equal(old[:, :width], new[:, :width])
    if stamp.stop <= width:
        differs[:, stamp] = False
    return cast("npt.NDArray[np.bool_]", differs.any(axis=1))


def framed(rows: Bytes2D) -> Iterator[tuple[int, bytes]]:
    """Yield (packet count, bytes) runs of equal-length packets, length prefixes included."""
    width = rows.shape[1]
    for start in range(0, len(rows), PACKETS_PER_FRAME):
        part = rows[start : start + PACKETS_PER_FRAME]
        block = np.empty((len(part), width + 2), dtype=np.uint8)
        block[:, 0] = width >> 8
        block[:, 1] = width & 0xFF
        block[:, 2:] = part
        yield len(part), block.tobytes()


def frames(groups: list[Bytes2D]) -> list[bytes]:
    """Pack groups of equal-length packets into whole frames of at most a few hundred packets."""
    out: list[bytes] = []
    count, held = 0, b""
    for rows in groups:
        for number, block in framed(rows):
            if count and count + number > PACKETS_PER_FRAME:
                out.append(struct.pack(">H", count) + held)
                count, held = 0, b""
            count, held = count + number, held + block
    if count:
        out.append(struct.pack(">H", count) + held)
    return out
