"""The update check: when it looks, what it sends, what it believes, and that it only offers."""

import asyncio
import hashlib
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from terminal.app.updates import UpdateChecker, market_open
from terminal.domain.errors import TerminalError
from terminal.runtime.config import Settings, SettingsStore, Updates
from terminal.runtime.manifest import ManifestError, Offer
from terminal.runtime.worker import Worker
from tests.fakes.clock import FakeClock, eventually
from tests.unit.runtime.test_manifest import KEY, NOW_NS, sign, text_of

DAY_S = 86_400


class Files(ThreadingHTTPServer):
    """A real server on this machine; `asked` is what came, header by header."""

    def __init__(self):
        self.asked, self.served, self.status = [], {}, 200
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                server.asked.append((self.path, dict(self.headers)))
                content = server.served.get(self.path, b"")
                self.send_response(server.status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *args):
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server_address[1]}"


@pytest.fixture
def files():
    server = Files()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join(10)


class Rig:
    def __init__(self, tmp_path, address):
        self.clock = FakeClock(NOW_NS)
        self.failures = []
        self.worker = Worker("updates")
        settings = Settings(updates=Updates(check=True, address=address))
        self.settings = SettingsStore(
            tmp_path / "s.json",
            settings,
            worker=self.worker,
            on_failure=lambda *what: self.failures.append(what),
        )
        self.busy, self.open, self.found, self.key = "", False, [], KEY
        self.file = tmp_path / "updates.json"

    def checker(self, **how):
        return UpdateChecker(
            settings=self.settings,
            state_file=self.file,
            busy=lambda: self.busy,
            market_open=lambda now_ns: self.open,
            found=self.found.append,
            clock=self.clock,
            worker=self.worker,
            **({"key": self.key, "running": "0.1.0"} | how),
        )


@pytest.fixture
async def rig(tmp_path, files):
    rig = Rig(tmp_path, f"{files.address}/list.json")
    yield rig
    await rig.settings.aclose()
    rig.worker.close()
    assert not rig.failures


async def test_a_newer_version_is_found_and_nothing_about_us_is_sent(rig, files):
    files.served["/list.json"] = sign(text_of())
    manifest = await rig.checker().look()
    assert manifest.version == "1.2.0"
    ((path, headers),) = files.asked
    assert path == "/list.json"
    assert {name.lower() for name in headers} == {"host", "accept", "accept-encoding"}


async def test_the_same_version_is_nothing_new(rig, files):
    files.served["/list.json"] = sign(text_of())
    assert await rig.checker(running="1.2.0").look() is None


async def test_once_offered_an_older_list_is_refused_in_later_runs_too(rig, files):
    files.served["/list.json"] = sign(text_of())
    await rig.checker().look()
    files.served["/list.json"] = sign(text_of(version="1.1.0"))
    with pytest.raises(ManifestError, match="older than one that was offered before"):
        await rig.checker().look()


@pytest.mark.parametrize("content", [b"", b"<html>", sign(text_of())[:-30]])
async def test_a_broken_list_is_refused(rig, files, content):
    files.served["/list.json"] = content
    with pytest.raises(ManifestError):
        await rig.checker().look()


async def test_a_huge_answer_is_not_swallowed(rig, files):
    files.served["/list.json"] = b" " * 200_000
    with pytest.raises(TerminalError):
        await rig.checker().look()


async def test_an_address_that_answers_badly_is_a_sentence(rig, files):
    files.status = 404
    with pytest.raises(TerminalError, match="status 404"):
        await rig.checker().look()


def hindered(rig, checker, words):
    assert words in checker.hindrance()
    assert checker.hindrance().endswith(".")


async def test_nothing_is_asked_in_market_hours_or_with_work_in_flight(rig, files):
    files.served["/list.json"] = sign(text_of())
    checker = rig.checker()
    for hinder, words in (("open", "market is open"), ("busy", "order is on its way")):
        setattr(rig, hinder, True if hinder == "open" else "Not while an order is on its way.")
        hindered(rig, checker, words)
        with pytest.raises(TerminalError, match=words):
            await checker.look()
        with pytest.raises(TerminalError, match=words):
            await checker.download(Offer(url=f"{files.address}/f", sha256="0" * 64), rig.file)
        setattr(rig, hinder, "" if hinder == "busy" else False)
    assert files.asked == []


async def test_without_address_or_key_the_reason_is_told(rig):
    rig.settings.use(Settings())
    hindered(rig, rig.checker(), "No address of an update list is set")
    rig.settings.use(Settings(updates=Updates(address="http://lists.example/x")))
    hindered(rig, rig.checker(), "does not begin with https://")
    rig.settings.use(Settings(updates=Updates(address="https://lists.example/x")))
    hindered(rig, rig.checker(key=None), "without the makers' key")


async def test_by_itself_it_looks_once_a_day_and_tells_once(rig, files):
    files.served["/list.json"] = sign(text_of())
    checker = rig.checker()
    task = asyncio.ensure_future(checker.run())
    try:
        for hour in range(50):
            await rig.clock.advance(3600)
            await eventually(lambda hour=hour: len(files.asked) >= 1 + hour // 24)
            await eventually(lambda: rig.clock.sleeping)
        assert len(files.asked) == 3
        assert len(rig.found) == 1
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_switched_off_it_never_looks(rig, files):
    rig.settings.use(Settings(updates=Updates(check=False, address=f"{files.address}/list.json")))
    task = asyncio.ensure_future(rig.checker().run())
    for _ in range(5):
        await eventually(lambda: rig.clock.sleeping)
        await rig.clock.advance(DAY_S)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert files.asked == []


async def test_a_file_is_saved_only_if_it_is_the_signed_one(rig, files, tmp_path):
    files.served["/f.deb"] = b"the program"
    good = hashlib.sha256(b"the program").hexdigest()
    target = tmp_path / "f.deb"
    checker = rig.checker()
    with pytest.raises(TerminalError, match="not the one that the makers signed for"):
        await checker.download(Offer(url=f"{files.address}/f.deb", sha256="0" * 64), target)
    assert not target.exists()
    await checker.download(Offer(url=f"{files.address}/f.deb", sha256=good), target)
    assert target.read_bytes() == b"the program"


@pytest.mark.parametrize(
    ("moment", "open_then"),
    [
        ("2026-11-20T03:20:00", False),  # 08:50 IST on a Friday
        ("2026-11-20T03:30:00", True),  # 09:00, before the pre-open session's end
        ("2026-11-20T09:55:00", True),  # 15:25
        ("2026-11-20T10:15:00", True),  # 15:45, five minutes after derivatives close
        ("2026-11-20T10:30:00", False),  # 16:00
        ("2026-11-21T05:00:00", False),  # a Saturday
    ],
)
def test_market_hours_are_those_of_the_calendar(moment, open_then):
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert market_open(int(at.timestamp()) * 1_000_000_000) is open_then
