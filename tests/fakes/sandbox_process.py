"""A practice server as a child process, for tests: started on a free port, bent, stopped.

Synchronous on purpose: the official client is, and an async test may call these short ones too.
"""

import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx
import msgspec

ROOT = Path(__file__).resolve().parents[2]
_START_S = 90.0
_STOP_S = 10.0


class SandboxProcess:
    """`with SandboxProcess("--seed", "7") as sandbox:`; addresses and keys are attributes."""

    def __init__(self, *args: str, broker: str = "kite") -> None:
        self.broker = broker
        self._args = [sys.executable, "-m", "terminal.sandbox", broker, "--parent", *args]
        self._process: subprocess.Popen[bytes] | None = None
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed in stop()
        self.rest = self.stream = self.login = self.admin = ""
        self.rest_classic = self.stream_classic = self.masters = ""  # Shoonya alone has these
        self.credentials: dict[str, str] = {}
        self.said: dict[str, Any] = {}

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self) -> Self:
        """Start the server and wait for its line; AssertionError with its stderr if none comes."""
        self._process = process = subprocess.Popen(
            self._args,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )
        assert process.stdout is not None
        watchdog = threading.Timer(_START_S, process.kill)
        watchdog.start()
        try:
            line = process.stdout.readline()
        finally:
            watchdog.cancel()
        if not line:
            process.wait(_STOP_S)
            raise AssertionError(f"the practice server did not start:\n{self.errors()}")
        self.said = said = msgspec.json.decode(line)
        self.rest, self.stream = said["rest"], said["stream"]
        self.login, self.admin = said["login"], said["admin"]
        self.rest_classic = said.get("rest_classic", "")
        self.stream_classic = said.get("stream_classic", "")
        self.masters = said.get("masters", "")
        self.credentials = said["credentials"]
        return self

    def stop(self) -> int:
        """Close the server's stdin, as a dying parent does, and return its exit code."""
        process = self._process
        if process is None:
            return 0
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        try:
            code = process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait(_STOP_S)
        process.stdout.close()
        self._process = None
        self._errors.close()
        return code

    def wait(self) -> int:
        """Wait for the server to end by itself and return its exit code."""
        assert self._process is not None
        return self._process.wait(_STOP_S)

    def errors(self) -> str:
        """Return what the server wrote to stderr so far."""
        self._errors.seek(0)
        return self._errors.read().decode(errors="replace")

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    # --- the control surface ---
    def control(self, method: str, path: str, body: object = None) -> Any:
        """Call the control surface; AssertionError when it refuses."""
        response = httpx.request(
            method,
            self.admin + path,
            content=b"" if body is None else msgspec.json.encode(body),
            headers={"Authorization": f"Bearer {self.credentials['api_secret']}"},
            timeout=60.0,
            trust_env=False,
            verify=False,  # no TLS here, and reading the trust store costs 20 ms a call
        )
        assert response.status_code == 200, response.text
        return response.json()

    def switch(self, **changes: object) -> dict[str, Any]:
        return self.control("POST", "/switches", changes)

    def arm(self, kind: str, **fields: object) -> None:
        """Arm a fault, e.g. `arm("accept_drop", match={"method": "POST"}, count=1)`."""
        self.control("POST", "/faults", {"kind": kind, **fields})

    def clear_faults(self) -> None:
        self.control("DELETE", "/faults")

    def advance(self, seconds: float) -> dict[str, Any]:
        return self.control("POST", "/clock", {"advance_s": seconds})

    def market(self, **order: object) -> dict[str, Any]:
        """Move a price or trade against the book, e.g. `market(instrument="NSE:INFY", fair=1500)`."""
        return self.control("POST", "/market", order)

    def expire_token(self) -> None:
        self.control("POST", "/token", {"expire": True})

    def new_token(self) -> str:
        """Return a living access token without the login pages."""
        token: str = self.control("POST", "/token", {})["access_token"]
        self.credentials["access_token"] = token
        return token

    def reset(self, *, exchange: bool = True, **options: object) -> dict[str, Any]:
        """Put everything back; `options` are engine switches that count from its start."""
        return self.control("POST", "/reset", {"exchange": exchange, "options": options})

    def state(self) -> dict[str, Any]:
        return self.control("GET", "/state")
