"""The official client's decoder: for each file of frames named on stdin, seconds a packet."""

import sys
import time

from kiteconnect import KiteTicker

ticker = KiteTicker("key", "token")
for line in sys.stdin:
    with open(line.strip(), "rb") as file:
        data = file.read()
    frames, place = [], 0
    while place < len(data):
        size = int.from_bytes(data[place : place + 4], "big")
        frames.append(data[place + 4 : place + 4 + size])
        place += 4 + size
    packets = sum(int.from_bytes(frame[:2], "big") for frame in frames)
    begun = time.perf_counter()
    for frame in frames:
        ticker._parse_binary(frame)
    print((time.perf_counter() - begun) / packets, flush=True)
