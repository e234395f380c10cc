"""The official client's decoder: for each file of frames named on stdin, CPU seconds a packet."""

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
    begun = time.process_time()
    for frame in frames:
        ticker._parse_binary(frame)
    print((time.process_time() - begun) / packets, flush=True)
