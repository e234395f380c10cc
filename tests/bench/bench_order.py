"""From a click to the request at the broker's socket, and the whole round trip, over verified TLS.

Ours goes the whole way of a click: gate, journal commit (synchronous=FULL), budget, encode, send, on
the Qt loop that the window runs on. The peer is the official client as its documentation uses it: a
connection for each request. The broker is far away in life, so the round trip is judged at the end of
a link of 20 ms (see `tls_broker`); on bare loopback a new connection costs next to nothing and the
journal's flush is most of ours.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path

from tests.bench import Line, peer_python, run_peer

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
ROUNDS = 60


def run() -> list[Line]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=ROOT)))
        server = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.tls_broker", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        stack.callback(_stop, server)
        near, far = (f"https://localhost:{port}" for port in server.stdout.readline().split())
        trusted = str(folder / "ca.pem")
        env = {**os.environ, "SSL_CERT_FILE": trusted, "REQUESTS_CA_BUNDLE": trusted}
        ours = {root: _ours(root, folder, env) for root in (near, far)}
        peer = peer_python("BENCH_PEER_KITE")
        theirs = {root: _theirs(peer, root, env) if peer else None for root in (near, far)}
    return [
        _line("click to broker's socket", 0, ours[near], theirs[near], "under 2 ms"),
        Line(
            name="order: of it the journal's flush",
            ours=ours[near][2],
            unit="ms",
            goal="(for information)",
        ),
        _line("round trip, 20 ms link", 1, ours[far], theirs[far], "2x"),
        _line("round trip, loopback", 1, ours[near], theirs[near], "(for information)"),
    ]


def _line(
    title: str, at: int, ours: tuple[float, ...], theirs: tuple[float, ...] | None, goal: str
) -> Line:
    ratio = theirs[at] / ours[at] if theirs else None
    met = None
    if goal == "under 2 ms":
        met = ours[at] < 2.0
    elif goal == "2x" and ratio is not None:
        met = ratio >= 2.0
    return Line(
        name=f"order: {title}",
        ours=ours[at],
        peer=theirs[at] if theirs else None,
        ratio=ratio,
        unit="ms",
        goal=goal,
        met=met,
    )


def _stop(server: "subprocess.Popen[str]") -> None:
    server.stdin.close()
    server.wait(10)
    server.stdout.close()


def _medians(pairs: list[list[int]]) -> tuple[float, float]:
    return tuple(statistics.median(column) / 1e6 for column in zip(*pairs, strict=True))


def _theirs(peer: str, root: str, env: dict[str, str]) -> tuple[float, float]:
    script = str(HERE / "peers" / "kite_order.py")
    with _Environment(env):
        return _medians(json.loads(run_peer(peer, script, [root, str(ROUNDS)])))


def _ours(root: str, folder: Path, env: dict[str, str]) -> tuple[float, float, float]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.bench_order", root, str(folder)],
        capture_output=True,
        text=True,
        env=env,
        cwd=ROOT,
        timeout=300,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    return tuple(json.loads(done.stdout.splitlines()[-1]))


class _Environment:
    def __init__(self, env: dict[str, str]) -> None:
        self._env, self._old = env, dict(os.environ)

    def __enter__(self) -> None:
        os.environ.update(self._env)

    def __exit__(self, *_: object) -> None:
        os.environ.clear()
        os.environ.update(self._old)


async def _click(root: str, folder: Path) -> list[float]:
    from msgspec.structs import replace

    from terminal.brokers.kite.auth import KiteDeps, open_account, open_channel
    from terminal.brokers.kite.config import live_config
    from terminal.domain.errors import Accepted
    from terminal.domain.ids import InstrumentId
    from terminal.domain.market import Quote
    from terminal.domain.order import OrderIntent, OrderType, Product, Side
    from terminal.market.catalog import Catalog
    from terminal.market.hub import Hub
    from terminal.orders.guards import Limits
    from terminal.orders.journal import Journal
    from terminal.orders.outcomes import Submitted
    from terminal.orders.service import OrderService
    from terminal.runtime.clock import SystemClock
    from terminal.runtime.vault import MemoryVault
    from terminal.runtime.worker import Worker

    def failed(where: str, error: BaseException) -> None:
        raise RuntimeError(where) from error

    async def no_practice() -> object:
        raise RuntimeError("no practice in a benchmark")

    clock, worker = SystemClock(), Worker("bench")
    config = replace(live_config(), rest=root)
    deps = KiteDeps(
        secrets=MemoryVault(),
        clock=clock,
        worker=worker,
        cache=folder / "cache",
        start_practice=no_practice,
        on_wait=lambda lane, seconds: None,
        on_failure=failed,
    )
    channel = open_channel(config, deps, "key")
    channel.access_token = "token"
    broker = await open_account(config, deps, channel, login_ns=0)
    hub, catalog = Hub(clock=clock, on_failure=failed), Catalog(on_failure=failed)
    await catalog.load(await broker.fetch_master(lambda done, total: None), worker)
    infy = InstrumentId("NSE", "INFY")
    watch = hub.watch(infy, 3)
    hub.apply_quote(Quote(instrument=infy, last=1500.0, close=1500.0))
    journal = Journal(folder / "orders.sqlite")
    await journal.open()
    timings: list[int] = []
    claim = journal.claim

    async def timed_claim(*arguments: object) -> None:
        begun = clock.monotonic_ns()
        await claim(*arguments)
        timings.append(clock.monotonic_ns() - begun)

    journal.claim = timed_claim
    orders = OrderService(
        journal=journal,
        prices=hub,
        instruments=catalog,
        clock=clock,
        limits=Limits(),
        on_failure=failed,
    )
    orders.attach(broker)
    account = broker.session.account
    to_socket, round_trip = [], []
    for number in range(ROUNDS + 3):
        begun = clock.monotonic_ns()
        intent = OrderIntent(
            client_id=orders.new_client_id(),
            account=account,
            instrument=infy,
            side=Side.BUY,
            quantity=1 + number % 7,
            order_type=OrderType.LIMIT,
            product=Product.CNC,
            price=Decimal("1499.50"),
        )
        codes = frozenset(objection.code for objection in orders.check(intent))
        result = await orders.submit(intent, confirmed=codes)
        done = clock.monotonic_ns()
        if not isinstance(result, Submitted) or not isinstance(result.outcome, Accepted):
            raise RuntimeError(f"not accepted: {result}")
        if number >= 3:
            to_socket.append(int(result.outcome.order_id) - begun)
            round_trip.append(done - begun)
        await clock.sleep(0.17)  # entries get seven of the ten a second
    watch.close()
    await orders.aclose()
    await journal.aclose()
    await broker.aclose()
    await worker.aclose()
    return [statistics.median(values) / 1e6 for values in (to_socket, round_trip, timings[3:])]


def main() -> None:
    from PySide6.QtWidgets import QApplication

    from terminal.app.run import run_on

    found: list[float] = []

    async def work() -> int:
        found.extend(await _click(sys.argv[1], Path(sys.argv[2])))
        return 0

    run_on(QApplication([]), work)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
