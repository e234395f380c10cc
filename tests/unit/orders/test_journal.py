"""The journal: committed, claimed once, private, and no longer than needed."""

import sqlite3
import stat
import sys
from pathlib import Path

import pytest

from terminal.domain.order import OrderType
from terminal.orders.journal import AlreadyWritten, Fate, Journal
from tests.fakes.clock import START_NS
from tests.make import ACCOUNT, NIFTY_CALL, make_intent


@pytest.fixture
async def journal(tmp_path: Path):
    made = Journal(tmp_path / "j")
    await made.open()
    yield made
    await made.aclose()


async def test_intent_reads_back_exactly(journal: Journal) -> None:
    intent = make_intent(instrument=NIFTY_CALL, order_type=OrderType.MARKET, user_tag="scalp")
    await journal.claim(intent, "NIFTY26NOV24000CE", START_NS)
    (entry,) = await journal.load_open(ACCOUNT)
    assert (entry.intent, entry.symbol, entry.fate, entry.sent_ns) == (
        intent,
        "NIFTY26NOV24000CE",
        Fate.SENDING,
        START_NS,
    )


async def test_second_claim_of_an_id_fails(journal: Journal) -> None:
    intent = make_intent()
    await journal.claim(intent, "INFY", START_NS)
    with pytest.raises(AlreadyWritten):
        await journal.claim(intent, "INFY", START_NS)


async def test_settled_intents_are_no_open_questions(journal: Journal) -> None:
    kept, done = make_intent(), make_intent()
    for intent in (kept, done):
        await journal.claim(intent, "INFY", START_NS)
    await journal.settle(kept.client_id, Fate.UNKNOWN, now_ns=START_NS, note="timeout")
    await journal.settle(done.client_id, Fate.ACCEPTED, now_ns=START_NS, broker_id="9")
    await journal.count_modification(done.client_id)
    assert [e.intent for e in await journal.load_open(ACCOUNT)] == [kept]
    assert await journal.load_open("practice:OTHER") == []
    entries = {e.intent.client_id: e for e in await journal.load_since(ACCOUNT, START_NS)}
    assert entries[kept.client_id].note == "timeout"
    assert (entries[done.client_id].broker_id, entries[done.client_id].modifications) == ("9", 1)
    assert await journal.load_since(ACCOUNT, START_NS + 1) == []


async def test_settling_later_keeps_the_brokers_id(journal: Journal) -> None:
    intent = make_intent()
    await journal.claim(intent, "INFY", START_NS)
    await journal.settle(intent.client_id, Fate.UNKNOWN, now_ns=START_NS, broker_id="9")
    await journal.settle(intent.client_id, Fate.ACCEPTED, now_ns=START_NS)
    (entry,) = await journal.load_since(ACCOUNT, 0)
    assert entry.broker_id == "9"


async def test_durability_settings_hold(journal: Journal) -> None:
    def pragma(name: str) -> object:
        return journal._connection.execute(f"PRAGMA {name}").fetchone()[0]

    assert await journal._worker.run(pragma, "journal_mode") == "wal"
    assert await journal._worker.run(pragma, "synchronous") == 2  # FULL


async def test_the_log_is_large_from_the_start_and_does_not_grow(journal: Journal) -> None:
    log = journal.path.with_name(journal.path.name + "-wal")
    size = log.stat().st_size
    assert size > 1_000_000
    for number in range(120):
        intent = make_intent()
        await journal.claim(intent, "INFY", START_NS + number)
        await journal.settle(intent.client_id, Fate.ACCEPTED, now_ns=START_NS, broker_id="9")
    assert log.stat().st_size == size


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
async def test_files_are_private(journal: Journal) -> None:
    await journal.claim(make_intent(), "INFY", START_NS)
    files = list(journal.path.parent.iterdir())
    assert len(files) == 3  # the database, its log, its index
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


async def test_old_settled_intents_are_dropped_and_open_ones_kept(tmp_path: Path) -> None:
    first = Journal(tmp_path / "j")
    await first.open()
    old_open, old_done, new_done = make_intent(), make_intent(), make_intent()
    for intent, sent_ns in ((old_open, 1), (old_done, 1), (new_done, START_NS)):
        await first.claim(intent, "INFY", sent_ns)
    for intent in (old_done, new_done):
        await first.settle(intent.client_id, Fate.REJECTED, now_ns=START_NS)
    await first.aclose()
    second = Journal(tmp_path / "j")
    await second.open(prune_before_ns=START_NS)
    left = {entry.intent.client_id for entry in await second.load_since(ACCOUNT, 0)}
    assert left == {old_open.client_id, new_done.client_id}
    await second.aclose()


async def test_journal_that_is_not_open_says_so(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j")
    with pytest.raises(sqlite3.ProgrammingError):
        await journal.claim(make_intent(), "INFY", START_NS)
    await journal.aclose()


async def test_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "missing" / "j")
    with pytest.raises(OSError, match="missing"):
        await journal.open()
    await journal.aclose()
