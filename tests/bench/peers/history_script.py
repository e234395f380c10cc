"""A download as a script on the official client does it: a request, `json.loads`, a dict a row, CSV.

`history_script.py INDEX URL TOKEN FOLDER COUNT` sends COUNT of the requests in a replay's index, one
after the other on one connection, and prints bars, seconds and processor seconds as JSON. Standard
library only; the official client adds `requests` to it, which is slower.
"""

import csv
import http.client
import json
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

FIELDS = ("ts", "open", "high", "low", "close", "vwap", "volume", "oi")


def rows_of(content: bytes) -> list[dict[str, float]]:
    rows = [
        {
            "ts": int(row["ssboe"]), "open": float(row["into"]), "high": float(row["inth"]),
            "low": float(row["intl"]), "close": float(row["intc"]), "vwap": float(row["intvwap"]),
            "volume": int(row["intv"]), "oi": int(row["oi"]),
        }
        for row in json.loads(content)
    ]  # fmt: skip
    rows.sort(key=lambda row: row["ts"])
    return rows


def main() -> None:
    index, url, token, folder, count = sys.argv[1:]
    requests = [key for key in json.loads(Path(index).read_text()) if "/TPSeries " in key]
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    bars = 0
    start, cpu = time.perf_counter(), time.process_time()
    for number, key in enumerate(requests[: int(count)]):
        _, path, body = key.split(" ", 2)
        connection.request("POST", path, body=body.encode("latin-1"), headers=headers)
        rows = rows_of(connection.getresponse().read())
        bars += len(rows)
        with (Path(folder) / f"{number}.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, FIELDS)
            writer.writeheader()
            writer.writerows(rows)
    seconds, cpu_s = time.perf_counter() - start, time.process_time() - cpu
    print(json.dumps({"bars": bars, "seconds": seconds, "cpu_s": cpu_s}))


main()
