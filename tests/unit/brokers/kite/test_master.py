"""The instrument master: asked once a trading day, kept whole, replaced by an older one in need."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from terminal.brokers.kite.calls_market import MarketCalls
from terminal.brokers.kite.codec import ist_ns
from terminal.brokers.kite.config import live_config, practice_config
from terminal.brokers.kite.master import MasterStore
from terminal.domain.errors import LoginNeeded, TerminalError, WireError
from terminal.runtime.worker import Worker
from tests.fakes.clock import FakeClock
from tests.unit.brokers.kite.wired import CSV, Network, make_channel, no


@pytest.fixture
async def worker() -> AsyncIterator[Worker]:
    worker = Worker("master")
    yield worker
    await worker.aclose()


def csv_reply() -> httpx.Response:
    return httpx.Response(200, headers={"Content-Type": "text/csv"}, content=CSV)


def make_store(network: Network, clock: FakeClock, worker: Worker, folder: Path, config=None):
    config = config or live_config()
    channel = make_channel(network, clock=clock, config=config)
    return MasterStore(
        config=config, calls=MarketCalls(channel), clock=clock, worker=worker, folder=folder
    )


def at(text: str) -> FakeClock:
    return FakeClock(ist_ns(text))


def ignore(done: int, total: int | None) -> None:
    return None


async def test_a_day_is_downloaded_once(worker: Worker, tmp_path: Path) -> None:
    network = Network(csv_reply())
    store = make_store(network, at("2026-11-20 09:00:00"), worker, tmp_path)
    first, keys = await store.load(ignore, fresh=False)
    second, _ = await store.load(ignore, fresh=False)
    assert list(first.symbol) == list(second.symbol) == ["INFY", "M&M", "NIFTY 50", "NIFTY26NOVFUT"]
    assert keys.key(keys.id_of_symbol("NSE", "M&M")) == 519937
    assert len(network.requests) == 1
    assert (tmp_path / "kite-live" / "instruments-2026-11-20.csv").read_bytes() == CSV
    network.replies = [csv_reply()]
    await store.load(ignore, fresh=True)
    assert len(network.requests) == 2


async def test_a_day_begins_at_half_past_eight(worker: Worker, tmp_path: Path) -> None:
    network = Network(csv_reply(), csv_reply(), csv_reply(), csv_reply())
    for text in ("2026-11-18 10:00:00", "2026-11-19 10:00:00", "2026-11-20 08:29:00"):
        await make_store(network, at(text), worker, tmp_path).load(ignore, fresh=False)
    assert len(network.requests) == 2
    await make_store(network, at("2026-11-20 08:30:00"), worker, tmp_path).load(ignore, fresh=False)
    assert len(network.requests) == 3
    kept = sorted(path.name for path in (tmp_path / "kite-live").iterdir())
    assert kept == ["instruments-2026-11-19.csv", "instruments-2026-11-20.csv"]


@pytest.mark.parametrize(
    "failure",
    [
        no(400, "InputException", "no"),
        httpx.Response(200, text="<html>maintenance</html>"),
        httpx.Response(200, content=CSV[:-20]),
    ],
    ids=["refused", "html", "cut"],
)
async def test_yesterdays_list_serves_when_todays_cannot_be_had(
    worker: Worker, tmp_path: Path, failure: httpx.Response
) -> None:
    network = Network(csv_reply())
    await make_store(network, at("2026-11-19 10:00:00"), worker, tmp_path).load(ignore, fresh=False)
    network.replies = [failure]
    store = make_store(network, at("2026-11-20 10:00:00"), worker, tmp_path)
    columns, _ = await store.load(ignore, fresh=False)
    assert len(columns.symbol) == 4
    assert not (tmp_path / "kite-live" / "instruments-2026-11-20.csv").exists()


async def test_without_an_older_list_the_failure_is_told(worker: Worker, tmp_path: Path) -> None:
    network = Network(no(400, "InputException", "no"), httpx.Response(200, text="<html>"))
    store = make_store(network, at("2026-11-20 10:00:00"), worker, tmp_path)
    with pytest.raises(TerminalError, match="no"):
        await store.load(ignore, fresh=False)
    with pytest.raises(WireError):
        await store.load(ignore, fresh=False)


async def test_an_ended_session_is_not_papered_over(worker: Worker, tmp_path: Path) -> None:
    network = Network(csv_reply(), no(403, "TokenException", "expired"))
    await make_store(network, at("2026-11-19 10:00:00"), worker, tmp_path).load(ignore, fresh=False)
    store = make_store(network, at("2026-11-20 10:00:00"), worker, tmp_path)
    with pytest.raises(LoginNeeded):
        await store.load(ignore, fresh=False)


async def test_a_damaged_file_is_asked_for_anew(worker: Worker, tmp_path: Path) -> None:
    network = Network(csv_reply(), csv_reply())
    store = make_store(network, at("2026-11-20 09:00:00"), worker, tmp_path)
    await store.load(ignore, fresh=False)
    (tmp_path / "kite-live" / "instruments-2026-11-20.csv").write_bytes(CSV[:200])
    columns, _ = await store.load(ignore, fresh=False)
    assert len(columns.symbol) == 4
    assert len(network.requests) == 2


async def test_practice_is_always_asked_and_never_kept(worker: Worker, tmp_path: Path) -> None:
    config = practice_config(rest="http://127.0.0.1:9", stream="ws://h", login="http://h")
    network = Network(csv_reply(), csv_reply())
    store = make_store(network, at("2026-11-20 09:00:00"), worker, tmp_path, config)
    await store.load(ignore, fresh=False)
    await store.load(ignore, fresh=False)
    assert len(network.requests) == 2
    assert not (tmp_path / "kite-practice").exists()


async def test_progress_is_told_while_downloading(worker: Worker, tmp_path: Path) -> None:
    async def body() -> AsyncIterator[bytes]:
        yield CSV[:100]
        yield CSV[100:]

    reply = httpx.Response(200, headers={"Content-Length": str(len(CSV))}, content=body())
    seen: list[tuple[int, int | None]] = []
    store = make_store(Network(reply), at("2026-11-20 09:00:00"), worker, tmp_path)
    await store.load(lambda done, total: seen.append((done, total)), fresh=False)
    assert seen == [(100, len(CSV)), (len(CSV), len(CSV))]
