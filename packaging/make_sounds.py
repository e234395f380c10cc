#!/usr/bin/env python3
"""Make `resources/sounds/alert.wav`: two soft notes, a third of a second, written by arithmetic.

.venv/bin/python packaging/make_sounds.py
"""

import math
import struct
import wave
from pathlib import Path

RATE = 22_050
NOTES = ((880.0, 0.0), (1318.5, 0.12))  # hertz, begins at (seconds)
LENGTH_S = 0.42
INTO = Path(__file__).resolve().parent.parent / "resources" / "sounds" / "alert.wav"


def sample(at_s: float) -> float:
    value = 0.0
    for hertz, begins_s in NOTES:
        since = at_s - begins_s
        if since > 0:
            # A fast attack and a long decay, like a struck bar; the octave makes it less bare.
            loud = min(1.0, since / 0.004) * math.exp(-since * 11)
            phase = 2 * math.pi * hertz * since
            value += loud * (math.sin(phase) + 0.25 * math.sin(2 * phase))
    return value


def main() -> None:
    values = [sample(n / RATE) for n in range(int(RATE * LENGTH_S))]
    loudest = max(map(abs, values))
    frames = b"".join(struct.pack("<h", round(v / loudest * 0.6 * 32767)) for v in values)
    INTO.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(INTO), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(frames)
    print(f"{INTO} {len(frames)} bytes")


if __name__ == "__main__":
    main()
