"""The funnel: a bug is a crash, shown once; what a person can mend is a sentence."""

import errno

import pytest

from terminal.app.crash import CrashFunnel
from terminal.domain.errors import TerminalError


@pytest.fixture
def funnel():
    funnel = CrashFunnel()
    funnel.shown, funnel.told = [], []
    funnel.show = lambda title, report: funnel.shown.append((title, report))
    funnel.notice = lambda text, hint: funnel.told.append((text, hint))
    return funnel


def raised(error):
    try:
        raise error
    except BaseException as caught:
        return caught


def test_a_bug_is_shown_once_with_its_traceback(funnel):
    for _ in range(2):
        funnel.failed("panel/quotes", raised(ValueError("no such thing")))
    ((title, report),) = funnel.shown
    assert title == "ValueError in panel/quotes"
    assert "no such thing" in report
    assert funnel.told == []


def test_a_full_disk_is_a_sentence_and_no_crash(funnel):
    error = OSError(errno.ENOSPC, "No space left on device", "/x/.settings.json")
    funnel.failed("settings/write", raised(error))
    ((text, hint),) = funnel.told
    assert text == "settings.json could not be saved: the disk is full."
    assert "Free some space" in hint
    assert funnel.shown == []


def test_a_file_that_is_missing_is_a_bug(funnel):
    funnel.failed("x", raised(FileNotFoundError(errno.ENOENT, "No such file", "/x")))
    assert len(funnel.shown) == 1


def test_an_error_with_words_is_told_in_them(funnel):
    funnel.failed("x", raised(TerminalError("The broker is closed.", hint="Wait.")))
    assert funnel.told == [("The broker is closed.", "Wait.")]


def test_the_end_of_the_program_is_neither(funnel):
    funnel.failed("x", raised(KeyboardInterrupt()))
    assert (funnel.shown, funnel.told) == ([], [])
