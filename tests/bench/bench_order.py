"""From a click to the request at the broker's socket, and the whole round trip, over verified TLS.

Ours goes the whole way of a click: gate, journal commit (synchronous=FULL), budget, encode, send, on
the Qt loop that the window runs on. The peer is the official client, which keeps its connection as
ours does and writes nothing down. Both rest equally long between orders, and take turns, so that a
busy machine is busy for both. Loopback: what the line to a broker adds is the same for either.
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
TURNS = 4
ROUNDS = 40  # a turn
WARM = 3  # more before them, not counted
REST_S = 0.17  # entries get seven of the ten a second
Round = list[int]


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
        root = f"https://localhost:{int(server.stdout.readline())}"
        trusted = str(folder / "ca.pem")
        env = {**os.environ, "SSL_CERT_FILE": trusted, "REQUESTS_CA_BUNDLE": trusted}
        peer = peer_python("BENCH_PEER_KITE")
        ours: list[Round] = []
        theirs: list[Round] = []
        for turn in range(TURNS):
            ours += _ours(root, folder / str(turn), env)
            if peer:
                theirs += _theirs(peer, root, env)
    socket, trip, flush = _medians(ours)
    their_socket, their_trip = _medians(theirs) if theirs else (None, None)
    bare = statistics.median(trip_ns - flush_ns for _, trip_ns, flush_ns in ours) / 1e6
    return [
        _line("click to broker's socket", socket, their_socket, "under 2 ms", socket < 2.0),
        _line("of it the journal's flush", flush, None, "(for information)", None),
        _line("round trip over TLS", trip, their_trip, "2x", None),
        _line("round trip without flush", bare, their_trip, "(for information)", None),
    ]


def _line(title: str, ours: float, theirs: float | None, goal: str, met: bool | None) -> Line:
    ratio = theirs / ours if theirs else None
    if goal == "2x" and ratio is not None:
        met = ratio >= 2.0
    return Line(
        name=f"order: {title}", ours=ours, peer=theirs, ratio=ratio, unit="ms", goal=goal, met=met
    )


def _stop(server: "subprocess.Popen[str]") -> None:
    server.stdin.close()
    server.wait(10)
    server.stdout.close()


def _medians(rounds: list[Round]) -> tuple[float, ...]:
    return tuple(statistics.median(column) / 1e6 for column in zip(*rounds, strict=True))


def _theirs(peer: str, root: str, env: dict[str, str]) -> list[Round]:
    script = str(HERE / "peers" / "kite_order.py")
    with _Environment(env):
        return json.loads(run_peer(peer, script, [root, str(ROUNDS), str(WARM), str(REST_S)]))


def _ours(root: str, folder: Path, env: dict[str, str]) -> list[Round]:
    folder.mkdir()
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
    return json.loads(done.stdout.splitlines()[-1])


class _Environment:
    def __init__(self, env: dict[str, str]) -> None:
        self._env, self._old = env, dict(os.environ)

    def __enter__(self) -> None:
        os.environ.update(self._env)

    def __exit__(self, *_: object) -> None:
        os.environ.clear()
        os.environ.update(self._old)


async def _click(root: str, folder: Path) -> list[Round]:
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
    await broker.ping()  # as the terminal does each 15 s; it keeps the line of the orders open
    rounds: list[Round] = []
    for number in range(ROUNDS + WARM):
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
        rounds.append([int(result.outcome.order_id) - begun, done - begun, timings[-1]])
        await clock.sleep(REST_S)
    watch.close()
    await orders.aclose()
    await journal.aclose()
    await broker.aclose()
    await worker.aclose()
    return rounds[WARM:]


def main() -> None:
    from PySide6.QtWidgets import QApplication

    from terminal.app.run import run_on

    found: list[Round] = []

    async def work() -> int:
        found.extend(await _click(sys.argv[1], Path(sys.argv[2])))
        return 0

    run_on(QApplication([]), work)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
