"""Answers as they came, on disk before `write` returns, until they are merged into Parquet.

A file of frames, each with a checksum; a torn last frame (power cut) is dropped. So bars wait here
for their neighbours instead of in memory, and a killed process loses only what was still on its way.
"""

import os
import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import groupby
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct

from terminal.domain.history import MinuteBars, Series
from terminal.history.manifest import Mark
from terminal.history.schema import Partition, day_of

_FRAME = struct.Struct("<4sII")  # magic, length, checksum of what follows
_MAGIC = b"BAR1"
_HEAD = struct.Struct("<II")  # length of the header, count of bars


class Delivery(Struct, frozen=True, kw_only=True, array_like=True):
    """One answer without its bars. `days`: day number, mark and reason of each day asked for."""

    series: Series
    source: str
    fetched_ns: int
    days: tuple[tuple[int, Mark, str], ...]

    def partitions(self) -> set[Partition]:
        series = self.series
        return {
            Partition.of(series.kind, series.underlying, day_of(number))
            for number, _, _ in self.days
        }


class Place(Struct, frozen=True):
    """Where a frame is: the spool file's number, its offset and its length."""

    number: int
    offset: int
    length: int


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Delivery)


class Spool:
    """The spool files of one store. Blocking; OSError as the system has it."""

    def __init__(self, folder: Path, limit: int) -> None:
        self._folder = folder
        self._limit = limit
        self._handle: int | None = None
        self._number = 0
        self._size = 0
        self._waiting: dict[int, set[Partition]] = {}
        self._places: dict[Partition, list[Place]] = {}

    def open(self) -> Iterator[tuple[Place, Delivery, MinuteBars]]:
        """Yield what an earlier process left, in the order of its arrival, and take up writing."""
        numbers = sorted(int(file.stem) for file in self._folder.glob("*.spool"))
        for number in numbers:
            self._number = number
            self._waiting[number] = set()
            for place, payload in self._frames(number):
                delivery, bars = _unpack(payload)
                self._index(place, delivery)
                yield place, delivery, bars
        self._rotate()

    def append(self, delivery: Delivery, bars: MinuteBars) -> None:
        """Write one answer; after an error the file is as before."""
        if self._size >= self._limit:
            self._rotate()
        handle, start = self._handle, self._size
        if handle is None:
            raise OSError("the spool is not open")
        frame = _pack(delivery, bars)
        try:
            _write_all(handle, frame)
        except OSError:
            os.ftruncate(handle, start)
            os.lseek(handle, start, os.SEEK_SET)
            raise
        self._size += len(frame)
        self._index(Place(self._number, start, len(frame)), delivery)

    @property
    def is_full(self) -> bool:
        """Whether it is time to flush what is in the files before the current one, and it."""
        return self._size >= self._limit or len(self._waiting) > 1

    def partitions(self, underlying: str | None = None) -> list[Partition]:
        """Return the partitions for which something waits, in order."""
        return sorted(
            part for part in self._places if underlying is None or part.underlying == underlying
        )

    def load(self, partition: Partition) -> Iterator[tuple[Delivery, MinuteBars]]:
        """Yield what waits for a partition, the oldest first. Frames may hold other days too."""
        for number, places in groupby(self._places.get(partition, ()), lambda place: place.number):
            with self._file(number).open("rb") as file:
                for place in places:
                    file.seek(place.offset + _FRAME.size)
                    yield _unpack(file.read(place.length - _FRAME.size))

    def release(self, partition: Partition) -> None:
        """Forget what waited for a partition: it is in its file now. Frees files nobody needs."""
        self._places.pop(partition, None)
        for number, waiting in list(self._waiting.items()):
            waiting.discard(partition)
            if waiting:
                continue
            if number != self._number:
                del self._waiting[number]
                self._file(number).unlink(missing_ok=True)
            elif self._size and self._handle is not None:
                os.ftruncate(self._handle, 0)
                os.lseek(self._handle, 0, os.SEEK_SET)
                self._size = 0

    def close(self) -> None:
        """Close the files. What waits stays for the next process."""
        if self._handle is None:
            return
        os.close(self._handle)
        self._handle = None
        if not self._waiting.get(self._number):
            with suppress(OSError):
                self._file(self._number).unlink(missing_ok=True)

    def _rotate(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
        for number in [n for n, waiting in self._waiting.items() if not waiting]:
            del self._waiting[number]
            self._file(number).unlink(missing_ok=True)
        self._number += 1
        flags = os.O_RDWR | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
        self._handle = os.open(self._file(self._number), flags, 0o600)
        self._size = 0
        self._waiting[self._number] = set()

    def _index(self, place: Place, delivery: Delivery) -> None:
        for partition in delivery.partitions():
            self._waiting[place.number].add(partition)
            self._places.setdefault(partition, []).append(place)

    def _frames(self, number: int) -> Iterator[tuple[Place, bytes]]:
        with self._file(number).open("rb") as file:
            offset = 0
            while len(head := file.read(_FRAME.size)) == _FRAME.size:
                magic, length, checksum = _FRAME.unpack(head)
                payload = file.read(length) if magic == _MAGIC else b""
                if len(payload) != length or zlib.crc32(payload) != checksum or not payload:
                    return  # torn by a power cut: what follows was never acknowledged as flushed
                yield Place(number, offset, _FRAME.size + length), payload
                offset += _FRAME.size + length

    def _file(self, number: int) -> Path:
        return self._folder / f"{number:08}.spool"


def _pack(delivery: Delivery, bars: MinuteBars) -> bytes:
    head = _encoder.encode(delivery)
    columns = (bars.open_ns, bars.volume, bars.oi)
    floats = (bars.open, bars.high, bars.low, bars.close, bars.vwap)
    payload = b"".join(
        (
            _HEAD.pack(len(head), len(bars)),
            head,
            *(np.ascontiguousarray(column, "<i8").tobytes() for column in columns),
            *(np.ascontiguousarray(column, "<f8").tobytes() for column in floats),
        )
    )
    return _FRAME.pack(_MAGIC, len(payload), zlib.crc32(payload)) + payload


def _unpack(payload: bytes) -> tuple[Delivery, MinuteBars]:
    head, count = _HEAD.unpack_from(payload)
    delivery = _decoder.decode(payload[_HEAD.size : _HEAD.size + head])
    start, step = _HEAD.size + head, count * 8
    ints = [np.frombuffer(payload, "<i8", count, start + n * step) for n in range(3)]
    floats = [np.frombuffer(payload, "<f8", count, start + n * step) for n in range(3, 8)]
    bars = MinuteBars(
        open_ns=ints[0], open=floats[0], high=floats[1], low=floats[2], close=floats[3],
        volume=ints[1], oi=ints[2], vwap=floats[4],
    )  # fmt: skip
    return delivery, bars


def _write_all(handle: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(handle, view) :]
