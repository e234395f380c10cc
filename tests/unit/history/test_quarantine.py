"""Replies that nobody could read are kept aside: few, small, without keys, and at no cost to a run."""

from datetime import date

import pytest
from msgspec.structs import replace

from terminal.domain.errors import BrokerRefused, RateLimited, TerminalError, Transient, WireError
from terminal.history.errors import StoreError
from terminal.history.files import LocalFiles
from terminal.history.jobs import JobState
from terminal.history.quarantine import AGAIN_NS, MOST_FILES, OddReply, Quarantine
from tests.fakes.clock import FakeClock
from tests.fakes.history import at
from tests.unit.history.service_rig import DAY, fast, opened, request

NOW_NS = at(DAY, "18:00")
HTML = b"<html><body>502 Bad Gateway</body></html>"
REPLY = OddReply(
    broker="practice:shoonya",
    series="NFO:M&M:2026-11-24:1500:CE",
    first=date(2026, 11, 16),
    last=DAY,
    kind="unreadable",
    sentence="Shoonya's bars cannot be read.",
    raw=b'[{"stat":"Ok","ssboe":"17951463',
)


@pytest.fixture
def clock():
    return FakeClock(NOW_NS)


def texts(root) -> list[str]:
    return [path.read_text() for path in sorted((root / "quarantine").glob("*"))]


def test_a_reply_is_kept_with_what_was_asked_and_what_was_said(tmp_path):
    path = Quarantine(LocalFiles(tmp_path)).keep(REPLY, NOW_NS)
    assert path == "quarantine/20261120T123000-unreadable-NFO-M-M-2026-11-24-1500-CE.txt"
    (text,) = texts(tmp_path)
    assert text.splitlines() == [
        "2026-11-20 12:30:00 UTC, practice:shoonya, NFO:M&M:2026-11-24:1500:CE,"
        " 2026-11-16 to 2026-11-20",
        "Shoonya's bars cannot be read.",
        "31 bytes:",
        "",
        '[{"stat":"Ok","ssboe":"17951463',
    ]


def test_count_and_size_are_bounded_and_the_newest_stay(tmp_path):
    quarantine = Quarantine(LocalFiles(tmp_path))
    for number in range(MOST_FILES + 5):
        big = replace(REPLY, series=f"NSE:S{number}", raw=b"[" + b"7 " * 300_000 + b"end")
        assert quarantine.keep(big, NOW_NS + number * AGAIN_NS)
    found = sorted(path.name for path in (tmp_path / "quarantine").iterdir())
    assert len(found) == MOST_FILES
    assert found[0].endswith("NSE-S5.txt")
    assert found[-1].endswith(f"NSE-S{MOST_FILES + 4}.txt")
    for text in texts(tmp_path):
        assert len(text) < 66_000
        assert "536,004 bytes" in text, "and says how much it leaves out"
        assert text.endswith("end")


def test_an_outage_fills_nothing_with_the_same_page(tmp_path):
    quarantine = Quarantine(LocalFiles(tmp_path))
    page = replace(REPLY, kind="http_502", raw=HTML)
    assert quarantine.keep(page, NOW_NS)
    assert not quarantine.keep(replace(page, series="NSE:TCS"), NOW_NS + AGAIN_NS - 1)
    assert quarantine.keep(REPLY, NOW_NS + 1), "another kind is news"
    assert quarantine.keep(page, NOW_NS + AGAIN_NS)


@pytest.mark.parametrize(
    "secret",
    [
        "jKey=abcdefgh12345678abcdefgh",
        '"susertoken":"tok1234567890"',
        "Authorization: Bearer accesstoken1",
        "token apikey123:accesstoken9",
        '"uid":"FA12345"',
        "password: hunter2hunter2",
        "0123456789abcdef0123456789abcdef0123456789abcdef",
    ],
)
def test_keys_and_user_ids_are_taken_out(tmp_path, secret):
    raw = f"<html>You sent {secret} to us</html>".encode()
    Quarantine(LocalFiles(tmp_path)).keep(replace(REPLY, raw=raw), NOW_NS)
    (text,) = texts(tmp_path)
    value = secret.replace('"', "").replace("=", ":").rpartition(":")[2].strip().split(" ")[-1]
    assert value not in text
    assert "***" in text
    assert "You sent" in text
    assert "to us" in text


def failing(error: TerminalError, raw: bytes = b""):
    error.raw = raw
    return lambda series, number: error if number == 1 else None


@pytest.mark.parametrize(
    ("error", "raw", "kept"),
    [
        (WireError("Torn.", code="unreadable"), b'[{"ssboe":"17', True),
        (Transient("Down.", code="http_502"), HTML, True),
        (Transient("Slow.", code="timeout"), b"", False),
        (RateLimited("Too many."), b'{"stat":"Not_Ok"}', False),
        (BrokerRefused("No.", code="refused"), b'{"stat":"Not_Ok","emsg":"No."}', False),
    ],
)
async def test_a_run_keeps_what_it_could_not_read_and_goes_on(tmp_path, clock, error, raw, kept):
    source = fast(clock, fault=failing(error, raw))
    async with opened(tmp_path, clock, source) as desk:
        number = await desk.download(request())
        assert desk.service.job(number).state in {JobState.DONE, JobState.INCOMPLETE}
    found = texts(tmp_path)
    assert bool(found) is kept
    if kept:
        assert error.text in found[0]
        assert found[0].endswith(raw.decode())


async def test_a_reply_that_cannot_be_kept_costs_nothing_else(tmp_path, clock, caplog):
    source = fast(clock, fault=failing(Transient("Down.", code="http_502"), HTML))
    async with opened(tmp_path, clock, source) as desk:

        async def full(reply: OddReply) -> None:
            raise StoreError("There is no room left.")

        desk.service.store.keep_reply = full
        number = await desk.download(request())
        assert desk.service.job(number).state is JobState.DONE
    assert "is not kept: There is no room left." in caplog.text
    assert texts(tmp_path) == []
