"""The official client: place orders over TLS. Prints JSON: [click to server ns, round trip ns] pairs."""

import json
import sys
import time

from kiteconnect import KiteConnect

root, rounds, warm, rest_s = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
kite = KiteConnect(api_key="key", access_token="token", root=root)
pairs = []
for number in range(rounds + warm):
    begun = time.monotonic_ns()
    arrived = kite.place_order(
        variety=kite.VARIETY_REGULAR,
        exchange="NSE",
        tradingsymbol="INFY",
        transaction_type="BUY",
        quantity=1,
        product="CNC",
        order_type="LIMIT",
        price=1500.0,
        tag=f"BENCH{number}",
    )
    done = time.monotonic_ns()
    if number >= warm:
        pairs.append([int(arrived) - begun, done - begun])
    time.sleep(rest_s)
print(json.dumps(pairs))
