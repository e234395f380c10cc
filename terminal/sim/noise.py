"""Random functions of time that can be read at any point without a history.

`walk` is Brownian motion built by midpoint displacement: every node of the dyadic tree draws its
displacement from a hash of (seed, level, node), so the value at any lattice point costs one hash a
level, and a past minute always reads the same as it did live. `share` splits a day's volume down a
binary tree the same way. Both are vectorised; nothing here keeps state.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]

LATTICE_S = 2  # seconds between lattice points
LEVELS = 27  # 2**27 lattice points of 2 s: a block of 8.5 years, pinned to zero at both ends
CHUNK_BITS = 12
_YEAR_S = 252 * 22500.0  # trading seconds a volatility is quoted for
_FLAT_S = 2.0**20  # displacements stop growing above 12 days: prices wander but return
_MASK64 = (1 << 64) - 1
_SHARE_BITS = 16
_C1 = np.uint64(0x9E3779B97F4A7C15)
_C2 = np.uint64(0xBF58476D1CE4E5B9)
_C3 = np.uint64(0x94D049BB133111EB)
_LOW = np.uint64(0xFFFF)
_S16, _S27, _S30, _S31, _S32, _S48, _S11 = (np.uint64(n) for n in (16, 27, 30, 31, 32, 48, 11))


def mix(values: Hashes) -> Hashes:
    """Return a well-stirred hash of each value (the splitmix64 finaliser)."""
    h = values + _C1
    h = (h ^ (h >> _S30)) * _C2
    h = (h ^ (h >> _S27)) * _C3
    return h ^ (h >> _S31)


def seed_of(*parts: int) -> int:
    """Return one 64-bit seed for several integers."""
    seed = 0
    for part in parts:
        seed = int(mix(np.array([(seed ^ part) & _MASK64], dtype=np.uint64))[0])
    return seed


def gauss(hashes: Hashes) -> Floats:
    """Return a roughly normal number for each hash: the sum of its four 16-bit words."""
    total = (
        (hashes & _LOW) + ((hashes >> _S16) & _LOW) + ((hashes >> _S32) & _LOW) + (hashes >> _S48)
    )
    result: Floats = (
        total.astype(np.float64) - 131070.0
    ) * 2.6428945e-05  # the sum's sigma is 37837
    return result


def uniform(hashes: Hashes) -> Floats:
    """Return a number in [0, 1) for each hash."""
    return (hashes >> _S11).astype(np.float64) * 2.0**-53


def _amplitude(length_points: int) -> float:
    length_s = float(length_points * LATTICE_S)
    return 0.5 * math.sqrt(min(length_s, _FLAT_S) / _YEAR_S)


_SHIFTS = np.arange(LEVELS, 0, -1, dtype=np.int64)
_AMPLITUDES = np.array([_amplitude(1 << int(shift)) for shift in _SHIFTS])
_SALTS = np.array(
    [(level + 1) * 0xD1342543DE82EF95 & _MASK64 for level in range(LEVELS)], dtype=np.uint64
)
_AT_ONCE = 60_000  # array elements; above, the working set leaves the cache


def _node(seeds: Hashes, level: int, node: Ints) -> Floats:
    return gauss(mix(seeds ^ mix(node.astype(np.uint64) + _SALTS[level])))


def walk(seeds: Hashes, points: Ints) -> Floats:
    """Return the walk of each seed at each lattice point (arrays broadcast), annual volatility 1."""
    shape = np.broadcast_shapes(seeds.shape, points.shape)
    if np.prod(shape) * LEVELS <= _AT_ONCE:
        return _walk_at_once(seeds, points, len(shape))
    total = np.zeros(shape)
    for level in range(LEVELS):
        shift = LEVELS - level
        length = 1 << shift
        inside = points & (length - 1)
        hat = 1.0 - np.abs(inside * (2.0 / length) - 1.0)
        total += _amplitude(length) * hat * _node(seeds, level, points >> shift)
    return total


def _walk_at_once(seeds: Hashes, points: Ints, dimensions: int) -> Floats:
    """Do the same for small arrays, all levels in one go: ten times fewer numpy calls."""
    column = (LEVELS,) + (1,) * dimensions
    shifts = _SHIFTS.reshape(column)
    lengths = np.int64(1) << shifts
    hats = 1.0 - np.abs((points & (lengths - 1)) * (2.0 / lengths) - 1.0)
    nodes = (points >> shifts).astype(np.uint64) + _SALTS.reshape(column)
    draws = gauss(mix(seeds ^ mix(nodes)))
    total: Floats = np.add.reduce(_AMPLITUDES.reshape(column) * hats * draws, axis=0)
    return total


def walk_range(seeds: Hashes, start: int, stop: int) -> Floats:
    """Return the walk at every lattice point of [start, stop): shape seeds.shape + (stop-start,).

    Evaluates chunk borders directly and refines between them, one hash a point.
    """
    size = 1 << CHUNK_BITS
    first, last = start >> CHUNK_BITS, ((stop - 1) >> CHUNK_BITS) + 1
    borders = np.arange(first, last + 1, dtype=np.int64) * size
    values = walk(seeds[..., None], borders)
    for bit in range(CHUNK_BITS, 0, -1):
        level = LEVELS - bit
        step = 1 << bit
        nodes = np.arange(first * size // step, last * size // step, dtype=np.int64)
        middle = 0.5 * (values[..., :-1] + values[..., 1:])
        middle += _amplitude(step) * _node(seeds[..., None], level, nodes)
        refined = np.empty((*values.shape[:-1], values.shape[-1] * 2 - 1))
        refined[..., ::2] = values
        refined[..., 1::2] = middle
        values = refined
    offset = start - first * size
    return values[..., offset : offset + stop - start]


def share(seeds: Hashes, fraction: Floats) -> Floats:
    """Return which part of the day's volume is done at `fraction` of the day; grows from 0 to 1."""
    scaled = np.clip(fraction, 0.0, 1.0) * (1 << _SHARE_BITS)
    whole = np.minimum(scaled.astype(np.int64), (1 << _SHARE_BITS) - 1)
    done = np.zeros(np.broadcast_shapes(seeds.shape, fraction.shape))
    mass = np.ones_like(done)
    column = (_SHARE_BITS,) + (1,) * done.ndim
    shifts = np.arange(_SHARE_BITS, 0, -1, dtype=np.int64).reshape(column)
    nodes = (whole >> shifts) + (np.int64(1) << (_SHARE_BITS - shifts))
    lefts = 0.35 + 0.3 * uniform(mix(seeds ^ mix(nodes.astype(np.uint64))))
    rights = (((whole >> (shifts - 1)) & 1) != 0) | np.zeros_like(done, dtype=np.bool_)
    for left, right in zip(lefts, rights, strict=True):
        done += np.where(right, mass * left, 0.0)
        mass *= np.where(right, 1.0 - left, left)
    return done + mass * (scaled - whole)
