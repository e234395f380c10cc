"""The official ticker run against a practice server, in a process of its own.

Its reactor can be run once a process, so the test starts this file, which prints one JSON object
with what the client's callbacks saw. Arguments: api key, access token, stream root, REST root,
API secret.
"""

import json
import sys
import threading
import time
from typing import Any

from kiteconnect import KiteConnect, KiteTicker

INDEX, SHARE = 256265, 408065


def main() -> None:
    api_key, token, stream, rest, secret = sys.argv[1:6]
    seen: dict[str, Any] = {"ticks": {}, "orders": [], "errors": [], "connects": 0}
    kite = KiteConnect(api_key, access_token=token, root=rest, disable_ssl=True)
    ticker = KiteTicker(api_key, token, root=stream)
    pause = threading.Event()
    count = {"index": 0}

    def on_ticks(_ws: object, ticks: list[dict[str, Any]]) -> None:
        for tick in ticks:
            modes = seen["ticks"].setdefault(str(tick["instrument_token"]), {})
            modes[tick["mode"]] = tick
            count["index"] += tick["instrument_token"] == INDEX

    def on_connect(_ws: object, _response: object) -> None:
        seen["connects"] += 1

    def on_order_update(_ws: object, row: dict[str, Any]) -> None:
        seen["orders"].append(row)

    def on_error(_ws: object, code: int, reason: str) -> None:
        seen["errors"].append([code, reason])

    def until(probe: Any, within_s: float, what: str) -> None:
        deadline = time.monotonic() + within_s
        while not probe():
            if time.monotonic() > deadline:
                print(json.dumps({"failed": what, **seen}, default=str))
                sys.stdout.flush()
                sys.exit(3)
            pause.wait(0.05)

    def modes(number: int) -> set[str]:
        return set(seen["ticks"].get(str(number), {}))

    def control(path: str, body: dict[str, Any]) -> None:
        kite.reqsession.post(
            f"{rest}/__control{path}", json=body, headers={"Authorization": f"Bearer {secret}"}
        ).raise_for_status()

    kite.reqsession.trust_env = False
    ticker.on_ticks, ticker.on_connect = on_ticks, on_connect
    ticker.on_order_update, ticker.on_error = on_order_update, on_error
    ticker.connect(threaded=True, disable_ssl_verification=True)
    until(lambda: seen["connects"] == 1, 10, "connect")

    for mode in ("ltp", "quote", "full"):
        ticker.subscribe([INDEX, SHARE])
        ticker.set_mode(mode, [INDEX, SHARE])
        until(lambda mode=mode: mode in modes(INDEX) and mode in modes(SHARE), 10, f"mode {mode}")

    price = round(kite.ltp("NSE:INFY")["NSE:INFY"]["last_price"] * 0.97)
    order_id = kite.place_order(
        "regular", "NSE", "INFY", "BUY", 1, "CNC", "LIMIT", price=price, tag="tickerref"
    )
    until(
        lambda: any(r["order_id"] == order_id and r["status"] == "OPEN" for r in seen["orders"]),
        10,
        "OPEN",
    )
    kite.cancel_order("regular", order_id)
    until(lambda: any(r["status"] == "CANCELLED" for r in seen["orders"]), 10, "CANCELLED")

    seen["first"] = {token: dict(found) for token, found in seen["ticks"].items()}
    control("/faults", {"kind": "error_text", "message": "practice error"})
    until(lambda: [0, "practice error"] in seen["errors"], 10, "error text")

    control("/faults", {"kind": "close"})
    until(lambda: seen["connects"] == 2, 30, "reconnect")
    seen["ticks"].clear()
    until(lambda: "full" in modes(SHARE), 10, "resubscribed in full mode")

    ticker.unsubscribe([SHARE])
    control("/switches", {"tick_ms": 250, "quiet_unchanged": False})
    for _ in range(3):  # the last of the share may still be on its way when the index ticks once
        seen["ticks"].clear()
        until(lambda: "full" in modes(INDEX), 10, "the index goes on")
    later = count["index"] + 8
    seen["ticks"].clear()
    until(lambda: count["index"] >= later, 10, "the index goes on for long")
    seen["share_after_unsubscribe"] = str(SHARE) in seen["ticks"]
    print(json.dumps(seen, default=str))
    sys.stdout.flush()
    ticker.stop()


if __name__ == "__main__":
    main()
