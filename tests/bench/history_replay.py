"""A server that answers from what another one once said: as little work a reply as Python allows.

`python -m tests.bench.history_replay FOLDER [--to URL]` prints its port. With `--to` it asks that server
what it does not know yet and keeps the reply; without, an unknown request is a 404. A reply is a
piece of one file and goes out by sendfile where there is one. On the line `count` it tells how many
requests it had and how many different ones.
"""

import argparse
import hashlib
import http.client
import json
import re
import socket
import sys
import threading
from pathlib import Path
from urllib.parse import urlsplit

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_HEADERS = re.compile(rb"\r\nauthorization: *([^\r]*)", re.IGNORECASE)
_DROPPED = {"transfer-encoding", "connection", "content-length", "keep-alive"}
_READ = 65_536


class Tape:
    """Replies in one file, equal ones once; `places` says where each request's is."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._index, self._file = folder / "index.json", folder / "replies"
        self._file.touch()
        self.places: dict[bytes, tuple[int, int]] = {}
        if self._index.exists():
            for key, place in json.loads(self._index.read_text()).items():
                self.places[key.encode("latin-1")] = (place[0], place[1])
        self._known: dict[bytes, tuple[int, int]] = {}
        self._lock = threading.Lock()
        self._out = self._file.open("ab")

    def reader(self) -> object:
        return self._file.open("rb")

    def keep(self, key: bytes, head: bytes, body: bytes) -> None:
        mark = hashlib.sha256(body).digest()
        with self._lock:
            place = self._known.get(mark)
            if place is None:
                place = self._out.tell(), len(head) + len(body)
                self._out.write(head)
                self._out.write(body)
                self._out.flush()
                self._known[mark] = place
            self.places[key] = place

    def save(self) -> None:
        with self._lock:
            text = json.dumps({key.decode("latin-1"): at for key, at in self.places.items()})
            self._index.write_text(text)


class Replay:
    """One thread a connection."""

    def __init__(self, tape: Tape, to: str) -> None:
        self._tape = tape
        self._to = urlsplit(to).netloc if to else ""
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.asked: dict[bytes, int] = {}
        self.unknown = 0

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    def run(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        places, asked = self._tape.places, self.asked
        upstream = http.client.HTTPConnection(self._to, timeout=120) if self._to else None
        got = b""
        try:
            with connection, self._tape.reader() as replies:
                while True:
                    while (end := got.find(b"\r\n\r\n")) < 0:
                        more = connection.recv(_READ)
                        if not more:
                            return
                        got += more
                    found = _LENGTH.search(got, 0, end + 2)
                    whole = end + 4 + (int(found[1]) if found else 0)
                    while len(got) < whole:
                        more = connection.recv(_READ)
                        if not more:
                            return
                        got += more
                    key = got[: got.find(b" HTTP/")] + b" " + got[end + 4 : whole]
                    asked[key] = asked.get(key, 0) + 1
                    if key not in places and upstream is not None:
                        self._ask(upstream, key, got[:end], got[end + 4 : whole])
                    got = got[whole:]
                    place = places.get(key)
                    if place is None:
                        self.unknown += 1
                        connection.sendall(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n")
                    else:
                        connection.sendfile(replies, *place)
        except (ConnectionError, TimeoutError):
            return  # the other side is gone, killed perhaps

    def _ask(
        self, upstream: http.client.HTTPConnection, key: bytes, head: bytes, body: bytes
    ) -> None:
        method, path = key.split(b" ")[:2]
        auth = _HEADERS.search(head)
        headers = {"Content-Type": "application/json; charset=utf-8"}
        if auth:
            headers["Authorization"] = auth[1].decode()
        upstream.request(method.decode(), path.decode(), body=body or None, headers=headers)
        reply = upstream.getresponse()
        content = reply.read()
        lines = [f"HTTP/1.1 {reply.status} {reply.reason}"]
        lines += [
            f"{name}: {value}" for name, value in reply.getheaders() if name.lower() not in _DROPPED
        ]
        lines += [f"content-length: {len(content)}", "", ""]
        self._tape.keep(key, "\r\n".join(lines).encode("latin-1"), content)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--to", default="", metavar="URL")
    options = parser.parse_args()
    tape = Tape(options.folder)
    replay = Replay(tape, options.to)
    print(replay.port, flush=True)
    threading.Thread(target=replay.run, daemon=True).start()
    for line in sys.stdin:
        if line.strip() == "count":
            bars = {key: count for key, count in replay.asked.items() if b"/TPSeries " in key}
            print(json.dumps({
                "requests": sum(bars.values()), "different": len(bars),
                "others": len(replay.asked) - len(bars), "unknown": replay.unknown,
            }), flush=True)  # fmt: skip
        elif line.strip() == "save":
            tape.save()
            print("saved", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
