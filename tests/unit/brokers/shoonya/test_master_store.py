"""The symbol masters of the day: verified, asked once a trading day, replaced by older ones in need."""

import io
import zipfile
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import httpx
import pytest
from msgspec import structs

from terminal.brokers.shoonya.codec import ist_ns
from terminal.brokers.shoonya.config import Rates, live_config, practice_config
from terminal.brokers.shoonya.master import MasterStore, unzip
from terminal.domain.errors import TerminalError, Transient, WireError
from terminal.domain.ids import InstrumentId
from terminal.runtime.worker import Worker
from tests.fakes.clock import FakeClock
from tests.fakes.symbol_masters import NSE, large, text, zipped, zips
from tests.unit.brokers.shoonya.wired import HTML, Network, make_channel

FILES = zips()
NSE_FILE, NFO_FILE, MCX_FILE = (f"{name}_symbols.txt.zip" for name in ("NSE", "NFO", "MCX"))
RELIANCE = InstrumentId("NSE", "RELIANCE")
FAST = Rates(data=(1000, 1.0), data_per_minute=10_000)
SILVER = "MCX:SILVER100:2026-07-31"


@pytest.fixture
async def worker() -> AsyncIterator[Worker]:
    worker = Worker("master")
    yield worker
    await worker.aclose()


class Host:
    """Serves files by name; a status or an exception in a file's place is its answer."""

    def __init__(self, **changes: bytes | int | Exception) -> None:
        self.files: Mapping[str, bytes | int | Exception] = {
            **FILES, **{f"{name}_symbols.txt.zip": what for name, what in changes.items()}
        }  # fmt: skip
        self.network = Network(answer=self._answer)

    def _answer(self, request: httpx.Request) -> httpx.Response | Exception:
        found = self.files.get(request.url.path.removeprefix("/"), 404)
        if isinstance(found, Exception):
            return found
        if isinstance(found, int):
            return httpx.Response(found, content=HTML.encode())
        return httpx.Response(200, content=found)

    @property
    def asked(self) -> list[str]:
        return [request.url.path.removeprefix("/") for request in self.network.requests]


def make_store(host: Host, clock: FakeClock, worker: Worker, folder: Path, config=None):
    config = structs.replace(config or live_config(), rates=FAST)
    channel = make_channel(host.network, clock=clock, config=config)
    return MasterStore(channel=channel, clock=clock, worker=worker, folder=folder)


def at(words: str) -> FakeClock:
    return FakeClock(ist_ns(words))


def kept(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def ignore(done: int, total: int | None) -> None:
    return None


async def test_a_day_is_downloaded_once(worker: Worker, tmp_path: Path) -> None:
    host, clock = Host(), at("09:00:00 20-11-2026")
    store = make_store(host, clock, worker, tmp_path)
    said: list[tuple[int, int | None]] = []
    first = await store.load(lambda done, total: said.append((done, total)), fresh=False)
    assert sorted(host.asked) == sorted(FILES)
    size = sum(map(len, FILES.values()))
    assert said[-1] == (size, size)
    assert [done for done, _ in said] == sorted(done for done, _ in said)
    second = await store.load(ignore, fresh=False)
    assert len(host.asked) == len(FILES)
    assert first.files == second.files == FILES
    assert second.instruments.token(RELIANCE) == "2885"
    assert (tmp_path / "shoonya-live/masters-2026-11-20" / NFO_FILE).read_bytes() == FILES[NFO_FILE]
    await store.load(ignore, fresh=True)
    assert len(host.asked) == 2 * len(FILES)


async def test_a_day_begins_at_half_past_eight(worker: Worker, tmp_path: Path) -> None:
    host, clock = Host(), at("08:29:59 20-11-2026")
    store = make_store(host, clock, worker, tmp_path)
    await store.load(ignore, fresh=False)
    await clock.advance(1)
    await store.load(ignore, fresh=False)
    assert len(host.asked) == 2 * len(FILES)
    folder = tmp_path / "shoonya-live"
    assert kept(folder) == [
        "masters-2026-11-19", "masters-2026-11-20",
    ]  # fmt: skip
    await clock.advance(86_400)
    await store.load(ignore, fresh=False)
    assert len(kept(folder)) == 2, "two days are kept"


@pytest.mark.parametrize("bad", [b"", HTML.encode(), FILES[NFO_FILE][:-300], 502, 404])
async def test_what_cannot_be_used_is_replaced_by_the_last_day(
    worker: Worker, tmp_path: Path, caplog, bad
) -> None:
    clock = at("09:00:00 19-11-2026")
    await make_store(Host(), clock, worker, tmp_path).load(ignore, fresh=False)
    await clock.advance(86_400)
    found = await make_store(Host(NFO=bad), clock, worker, tmp_path).load(ignore, fresh=False)
    assert found.files == FILES
    assert "using the symbol masters of masters-2026-11-19" in caplog.text
    assert not (tmp_path / "shoonya-live/masters-2026-11-20").exists(), "nothing bad is kept"


async def test_half_a_list_does_not_replace_a_whole_one(
    worker: Worker, tmp_path: Path, caplog
) -> None:
    clock, whole = at("09:00:00 19-11-2026"), zipped("NFO", large(8, 20)["NFO"])
    await make_store(Host(NFO=whole), clock, worker, tmp_path).load(ignore, fresh=False)
    await clock.advance(86_400)
    found = await make_store(Host(), clock, worker, tmp_path).load(ignore, fresh=False)
    assert found.files[NFO_FILE] == whole
    assert f"has only {len(FILES[NFO_FILE])} bytes today, {len(whole)} before" in caplog.text


@pytest.mark.parametrize(
    ("bad", "kind", "words"),
    [
        (b"", WireError, "sent nothing instead of its NSE symbol master"),
        (HTML.encode(), WireError, "sent a web page instead of its NSE symbol master"),
        (b"stat=Ok", WireError, "sent something else (b'stat=Ok')"),
        (FILES[NSE_FILE][:-40], WireError, "NSE symbol master came damaged"),
        (zipped("NSE", HTML.encode()), WireError, "something else than its NSE symbol master"),
        (zipped("NSE", text(NSE)[:-12]), WireError, "damaged or cut short at line"),
        (502, Transient, "has no NSE symbol master for us now (HTTP 502)"),
        (httpx.ConnectError("no"), Transient, "No connection"),
    ],
)
async def test_without_an_older_day_the_reason_is_said(
    worker: Worker, tmp_path: Path, bad, kind, words
) -> None:
    store = make_store(Host(NSE=bad), at("09:00:00 20-11-2026"), worker, tmp_path)
    with pytest.raises(kind) as raised:
        await store.load(ignore, fresh=False)
    assert words in raised.value.text
    assert kept(tmp_path) == []


@pytest.mark.parametrize("bad", [404, HTML.encode(), FILES[MCX_FILE][:-30]])
async def test_another_exchange_may_be_missing(worker: Worker, tmp_path: Path, caplog, bad) -> None:
    clock = at("09:00:00 20-11-2026")
    found = await make_store(Host(MCX=bad), clock, worker, tmp_path).load(ignore, fresh=False)
    assert found.instruments.token(InstrumentId.parse(SILVER)) is None
    assert found.instruments.token(RELIANCE) == "2885"
    assert MCX_FILE not in found.files
    assert "an exchange is left out today" in caplog.text
    again = await make_store(Host(), clock, worker, tmp_path).load(ignore, fresh=False)
    assert MCX_FILE not in again.files


async def test_a_damaged_file_on_disk_is_asked_anew(worker: Worker, tmp_path: Path, caplog) -> None:
    host, clock = Host(), at("09:00:00 20-11-2026")
    store = make_store(host, clock, worker, tmp_path)
    await store.load(ignore, fresh=False)
    path = tmp_path / "shoonya-live/masters-2026-11-20" / NFO_FILE
    path.write_bytes(path.read_bytes()[:-100])
    found = await store.load(ignore, fresh=False)
    assert found.files == FILES
    assert path.read_bytes() == FILES[NFO_FILE]
    assert "cannot be used, asking anew" in caplog.text


async def test_a_practice_server_is_always_asked(worker: Worker, tmp_path: Path) -> None:
    host = Host()
    config = practice_config(
        rest="http://p/NorenWClientAPI", stream="ws://p", login="http://p", masters="http://p"
    )
    store = make_store(host, at("09:00:00 20-11-2026"), worker, tmp_path, config)
    await store.load(ignore, fresh=False)
    await store.load(ignore, fresh=False)
    assert len(host.asked) == 2 * len(FILES)
    assert kept(tmp_path) == []


async def test_a_full_disk_costs_only_the_keeping(worker: Worker, tmp_path: Path, caplog) -> None:
    (tmp_path / "shoonya-live").write_bytes(b"a file where the folder should be")
    store = make_store(Host(), at("09:00:00 20-11-2026"), worker, tmp_path)
    found = await store.load(ignore, fresh=False)
    assert found.instruments.token(RELIANCE) == "2885"
    assert "could not keep the symbol masters" in caplog.text


def test_the_checksum_of_a_zip_is_checked() -> None:
    content = bytearray(zipped("NSE", text(NSE) * 50))
    content[200] ^= 0xFF
    with pytest.raises(WireError) as raised:
        unzip("NSE", bytes(content))
    assert raised.value.code == "corrupt_zip"


def test_a_zip_holds_one_file_of_a_sane_size(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("NSE_symbols.txt", b"a")
        archive.writestr("more.txt", b"b")
    with pytest.raises(TerminalError, match="holds 2 files"):
        unzip("NSE", out.getvalue())
    monkeypatch.setattr("terminal.brokers.shoonya.master.LARGEST", 10)
    with pytest.raises(TerminalError, match="would unpack"):
        unzip("NSE", zipped("NSE", text(NSE)))
