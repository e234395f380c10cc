"""The official client's parser of the instrument dump: for each file named on stdin, seconds."""

import sys
import time

from kiteconnect import KiteConnect

kite = KiteConnect("key")
for line in sys.stdin:
    with open(line.strip(), "rb") as file:
        data = file.read()
    begun = time.perf_counter()
    rows = kite._parse_instruments(data)
    print(time.perf_counter() - begun, flush=True)
    del rows
