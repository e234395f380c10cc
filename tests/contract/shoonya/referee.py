"""An official client in a process and an environment of its own, driven call by call.

`packaging/dev.py referees` makes the environments; where one is missing the tests that need it are
skipped with the reason.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest

from tests.contract.shoonya.conftest import until
from tests.fakes.sandbox_process import ROOT, SandboxProcess

SCRIPT = Path(__file__).with_name("referee_child.py")
VARIABLES = {"noren": "REFEREE_NOREN", "noren-oauth": "REFEREE_NOREN_OAUTH"}
PING, TEXT = 9, 1


def python_of(client: str) -> str:
    """Return the Python of a client's environment; skips the test where there is none."""
    python = "Scripts/python.exe" if sys.platform == "win32" else "bin/python"
    found = os.environ.get(VARIABLES[client]) or ROOT / ".bench" / f"referee-{client}" / python
    if not Path(found).exists():
        pytest.skip(
            f"the official client {client} is not installed: run `packaging/dev.py referees`"
        )
    return str(found)


class Raised(Exception):
    """What the official client raised: its exception's name and text."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(f"{name}: {text}")
        self.name = name


class Referee:
    """One client object; `last` is the last request it sent, `events` what its callbacks saw."""

    def __init__(self, client: str, rest: str, stream: str) -> None:
        self._command = [python_of(client), str(SCRIPT), f"{rest}/", f"{stream}/"]
        self._process: subprocess.Popen[str] | None = None
        self.sent: list[dict[str, Any]] = []
        self.events: list[list[Any]] = []

    def __enter__(self) -> Self:
        clean = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**clean, "PYTHONDONTWRITEBYTECODE": "1"},
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        process = self._process
        assert process is not None
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            assert pipe is not None
            pipe.close()

    def __call__(self, name: str, *args: Any, of: str = "", **kwargs: Any) -> Any:
        """Call a method of the client; raises `Raised` where the client raised."""
        process = self._process
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        command = {"call": name, "args": args, "kwargs": kwargs, "of": of}
        process.stdin.write(json.dumps(command) + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
        assert line, f"the official client's process ended in {name}"
        answer = json.loads(line)
        self.events = answer["events"]
        self.sent = answer["sent"] or self.sent
        if "raised" in answer:
            raise Raised(*answer["raised"])
        return answer["result"]

    @property
    def last(self) -> dict[str, Any]:
        return self.sent[-1]

    @property
    def fields(self) -> dict[str, Any]:
        """What the last request's jData said."""
        body: str = self.last["body"].removeprefix("jData=")
        found, _ = json.JSONDecoder().raw_decode(body)
        return dict(found)

    def seen(self, kind: str, *, since: int = 0) -> list[Any]:
        """Return the events of one kind (`feed`, `order`, `open`, `sent`...), asked for now."""
        self("events")
        return [event[1:] for event in self.events[since:] if event[0] == kind]

    def feed(self, kind: str, token: str = "", *, since: int = 0) -> list[dict[str, Any]]:
        """Return the market messages of a kind (`tk`, `tf`, `dk`, `df`)."""
        return [
            row
            for (row,) in self.seen("feed", since=since)
            if row["t"] == kind and token in {"", row["tk"]}
        ]

    def frames(self, opcode: int, *, since: int = 0) -> list[str]:
        """Return the payloads of the frames that the client sent."""
        return [data for code, data in self.seen("sent", since=since) if code == opcode]


def log_in(referee: Referee, sandbox: SandboxProcess, **other: str) -> Any:
    """Log in by password and TOTP as the classic client does; `other` replaces arguments."""
    import pyotp

    keys = sandbox.credentials
    arguments = {
        "userid": keys["user_id"],
        "password": keys["password"],
        "twoFA": pyotp.TOTP(keys["totp_secret"]).now(),
        "vendor_code": keys["vendor_code"],
        "api_secret": keys["api_secret"],
        "imei": keys["imei"],
        **other,
    }
    return referee("login", **arguments)


def token_of(referee: Referee, exchange: str, text: str, symbol: str) -> str:
    """Return the token of a trading symbol, found as a user would."""
    found = referee("searchscrip", exchange, text)
    assert found is not None, f"nothing found for {text!r}: {referee.last}"
    rows = {row["tsym"]: row["token"] for row in found["values"]}
    assert symbol in rows, rows
    return str(rows[symbol])


def last_price(referee: Referee, exchange: str, token: str) -> float:
    quote = referee("get_quotes", exchange, token)
    assert quote is not None, referee.last
    return float(quote["lp"])


def statuses(referee: Referee, number: str) -> list[str]:
    """Return the states of an order, oldest first."""
    rows = referee("single_order_history", number) or []
    return [row["status"] for row in reversed(rows)]


def reaches(referee: Referee, number: str, status: str) -> dict[str, Any]:
    """Wait until the book shows an order in a state and return its row."""

    def row() -> dict[str, Any] | None:
        book = referee("get_order_book") or []
        return next((r for r in book if r["norenordno"] == number and r["status"] == status), None)

    return until(row, what=f"{number} becomes {status}")
