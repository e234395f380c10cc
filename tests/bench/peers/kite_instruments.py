"""The official client's parser of the instrument dump: for each file named on stdin, CPU seconds."""

import sys
import time

from kiteconnect import KiteConnect

kite = KiteConnect("key")
for line in sys.stdin:
    with open(line.strip(), "rb") as file:
        data = file.read()
    begun = time.process_time()
    rows = kite._parse_instruments(data)
    print(time.process_time() - begun, flush=True)
    del rows
