"""The official client: place orders over TLS. Prints JSON: [click to server ns, round trip ns] pairs."""

import json
import sys
import time

from kiteconnect import KiteConnect

root, rounds = sys.argv[1], int(sys.argv[2])
kite = KiteConnect(api_key="key", access_token="token", root=root)
pairs = []
for number in range(rounds + 3):
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
    if number >= 3:
        pairs.append([int(arrived) - begun, done - begun])
    time.sleep(0.12)
print(json.dumps(pairs))
