"""Notices of the desktop: quiet for what is on screen, once a second, nothing private when locked."""

import pytest
from msgspec.structs import replace

from terminal.runtime.config import Desktop
from terminal.runtime.notify import NotificationService
from terminal.runtime.worker import Worker
from terminal.ui.desktop import DesktopNotes
from tests.fakes.clock import FakeClock, settle


class Rig:
    def __init__(self) -> None:
        self.clock = FakeClock()
        self.sent: list[tuple[str, str]] = []
        self.front = False
        self.private = False
        self.settings = Desktop()
        self.failures: list[object] = []
        self.notes = DesktopNotes(
            send=self._send,
            settings=lambda: self.settings,
            in_front=lambda: self.front,
            private=lambda: self.private,
            clock=self.clock,
            on_failure=lambda *what: self.failures.append(what),
        )

    async def _send(self, title, text):
        self.sent.append((title, text))


@pytest.fixture
async def rig():
    rig = Rig()
    yield rig
    await rig.notes.aclose()
    assert not rig.failures


async def test_what_is_on_screen_is_not_told_twice(rig):
    rig.front = True
    rig.notes.tell("fills", "Buy INFY", "Filled 50")
    await settle()
    assert rig.sent == []
    rig.front = False
    rig.notes.tell("fills", "Buy INFY", "Filled 50")
    await settle()
    assert rig.sent == [("Buy INFY", "Filled 50")]


@pytest.mark.parametrize("kind", ["fills", "rejections", "alerts", "connection"])
async def test_each_kind_has_its_switch(rig, kind):
    rig.settings = replace(rig.settings, **{kind: False})
    for each in ("fills", "rejections", "alerts", "connection"):
        rig.notes.tell(each, each)
        await rig.clock.advance(2)
    assert len(rig.sent) == 3
    assert kind not in [title for title, _ in rig.sent]


async def test_a_storm_is_told_once_a_second_and_together(rig):
    for number in range(12):
        rig.notes.tell("fills", f"Buy {number}", "Filled")
        await settle()
    assert len(rig.sent) == 1
    await rig.clock.advance(0.9)
    assert len(rig.sent) == 1
    await rig.clock.advance(0.2)
    assert len(rig.sent) == 2
    title, text = rig.sent[1]
    assert title == "11 things happened"
    assert text.splitlines() == ["Buy 1: Filled", "Buy 2: Filled", "Buy 3: Filled", "and 8 more"]
    await rig.clock.advance(5)
    assert len(rig.sent) == 2


async def test_a_locked_screen_shows_no_instrument_and_no_figure(rig):
    rig.private = True
    rig.notes.tell("fills", "Buy INFY", "Filled 50 at 1,500")
    await settle()
    assert rig.sent == [("An order was filled", "Open the terminal to see it.")]
    rig.private = False
    rig.settings = replace(rig.settings, details=False)
    rig.notes.tell("alerts", "Alert: NIFTY", "above 24,000")
    await rig.clock.advance(2)
    assert rig.sent[1] == ("An alert has fired", "Open the terminal to see it.")


async def test_a_screen_locked_while_waiting_is_private_too(rig):
    rig.notes.tell("fills", "one")
    rig.notes.tell("fills", "Buy INFY", "Filled 50")
    await settle()
    rig.private = True
    rig.notes.tell("fills", "Buy TCS", "Filled 10")
    await rig.clock.advance(2)
    assert all("TCS" not in f"{title}{text}" for title, text in rig.sent[1:])


async def test_nothing_is_told_after_the_end(rig):
    await rig.notes.aclose()
    rig.notes.tell("fills", "Buy INFY")
    await settle()
    assert rig.sent == []


async def test_without_a_bus_the_service_says_no(monkeypatch):
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    worker = Worker("notify test")
    try:
        service = NotificationService(worker, program="Terminal", icon="terminal")
        assert not await service.tell("title", "text")
    finally:
        worker.close()


async def test_a_dead_bus_is_asked_once(monkeypatch, tmp_path):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/nobody")
    worker = Worker("notify test")
    try:
        service = NotificationService(worker, program="Terminal", icon="terminal")
        assert not await service.tell("title", "text")
        assert not service._works
    finally:
        worker.close()
