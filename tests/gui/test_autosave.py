"""The layout is saved soon after panels moved and now and then; a full disk is told once."""

import errno

import pytest

from terminal.ui.autosave import EVERY_S, SOON_S
from tests.fakes.clock import eventually
from tests.gui.window_fixtures import desk, in_window  # noqa: F401


class Layouts:
    """A file of layouts in memory; `error` is what the disk says."""

    def __init__(self):
        self.saved, self.error = [], None

    async def save(self, layout):
        if self.error is not None:
            raise self.error
        self.saved.append(layout)


@pytest.fixture
def layouts(desk):
    desk.layouts = Layouts()
    return desk.layouts


def run(in_window, test):
    async def body(window):
        window.arrange(None, screens=[])
        window.start()
        await test(window)

    in_window(body)


def test_a_panel_that_was_closed_is_saved_in_a_moment(in_window, layouts, clock):
    async def test(window):
        await clock.advance(SOON_S)
        await eventually(lambda: clock.sleeping)
        before = len(layouts.saved)
        window.toggle_panel("depth")
        await clock.advance(SOON_S / 2)
        assert len(layouts.saved) == before
        await clock.advance(SOON_S / 2)
        assert len(layouts.saved) == before + 1

    run(in_window, test)


def test_several_moves_are_one_write_and_none_is_none(in_window, layouts, clock):
    async def test(window):
        await clock.advance(EVERY_S)
        before = len(layouts.saved)
        for name in ("depth", "log", "orders"):
            window.toggle_panel(name)
        await clock.advance(EVERY_S)
        assert len(layouts.saved) == before + 1
        await clock.advance(EVERY_S * 3)
        assert len(layouts.saved) == before + 1

    run(in_window, test)


def test_what_a_panel_remembers_is_saved_within_half_a_minute(
    in_window,
    layouts,
    clock,
):
    async def test(window):
        await clock.advance(EVERY_S)
        window.panels["chart"].state = {"interval": "5m"}
        await clock.advance(EVERY_S)
        assert layouts.saved[-1].panels["chart"] == {"interval": "5m"}

    run(in_window, test)


def test_a_full_disk_is_told_once_and_the_window_still_closes(
    in_window,
    layouts,
    clock,
    desk,
):
    async def test(window):
        await clock.advance(EVERY_S)
        layouts.error = OSError(errno.ENOSPC, "No space left on device")
        for name in ("depth", "log"):
            window.toggle_panel(name)
            await clock.advance(EVERY_S)
        told = [e.title for e in desk.notices.entries() if "cannot be saved" in e.title]
        assert told == ["The arrangement of the window cannot be saved: the disk is full."]
        window.toggle_panel("orders")

    run(in_window, test)
