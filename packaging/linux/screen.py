"""A screen without a monitor: Xvfb, pictures of it, and a keyboard to type with."""

from __future__ import annotations

import contextlib
import os
import struct
import subprocess
import tempfile
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import product

TOOLS = {"Xvfb": "xvfb", "xdotool": "xdotool"}
PATIENCE_S = 60.0


class Screen:
    """One running Xvfb. `name` is what DISPLAY says."""

    def __init__(self, name: str, buffer: Path) -> None:
        self.name, self._buffer = name, buffer

    def shoot(self, into: Path) -> Path:
        """Write what the screen shows as a PNG."""
        raw = self._buffer.read_bytes()
        fields = struct.unpack(">25I", raw[:100])
        header, width, height, bits, line, colours = (fields[i] for i in (0, 4, 5, 11, 12, 19))
        if bits != 32:
            raise RuntimeError(f"the screen has {bits} bits a point, 32 are expected")
        start = header + colours * 12
        rows = bytearray()
        for y in range(height):
            row = raw[start + y * line : start + y * line + width * 4]
            points = bytearray(width * 3)
            points[0::3], points[1::3], points[2::3] = row[2::4], row[1::4], row[0::4]
            rows += b"\0" + points
        head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
        into.parent.mkdir(parents=True, exist_ok=True)
        into.write_bytes(
            b"\x89PNG\r\n\x1a\n"
            + _chunk(b"IHDR", head)
            + _chunk(b"IDAT", zlib.compress(bytes(rows), 6))
            + _chunk(b"IEND", b"")
        )
        return into

    def tool(self, *words: str) -> str:
        """Call xdotool on this screen and return what it says."""
        env = {**os.environ, "DISPLAY": self.name}
        done = subprocess.run(
            ["xdotool", *words], env=env, capture_output=True, text=True, check=False
        )
        return done.stdout.strip() if done.returncode == 0 else ""

    def window(self, title: str) -> str:
        """Wait until a window with this in its title is shown and return its id."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            found = self.tool("search", "--onlyvisible", "--name", title).split()
            if found:
                return found[0]
            time.sleep(0.2)
        raise RuntimeError(f"no window is called {title!r} after {PATIENCE_S:.0f} s")

    def keys(self, *names: str) -> None:
        for name in names:
            self.tool("key", "--clearmodifiers", name)
            time.sleep(0.25)

    def type(self, text: str) -> None:
        self.tool("type", "--delay", "60", text)
        time.sleep(0.3)


def _chunk(kind: bytes, content: bytes) -> bytes:
    checked = kind + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))


@contextlib.contextmanager
def screen(size: str = "1600x900x24") -> Iterator[Screen]:
    """Run an Xvfb for a while, on a number that is free."""
    product.need(TOOLS, "programs are started on a screen without a monitor")
    with tempfile.TemporaryDirectory() as folder:
        reading, writing = os.pipe()
        process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-fbdir", folder,
             "-nolisten", "tcp", "-noreset"],
            pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(writing)
        try:
            with os.fdopen(reading) as told:
                number = told.readline().strip()
            if not number:
                raise RuntimeError("Xvfb did not start")
            yield Screen(f":{number}", Path(folder) / "Xvfb_screen0")
        finally:
            process.terminate()
            process.wait()
