"""Why a file cannot be used, in words for the person and not for the programmer."""

import errno
import os
from pathlib import Path

import pytest

from terminal.runtime.disk import explain, is_disk_trouble, not_saved, reason


def error_of(number, name=None):
    return OSError(number, os.strerror(number), name)


@pytest.mark.parametrize(
    ("number", "words", "hint"),
    [
        (errno.ENOSPC, "the disk is full", "Free some space"),
        (errno.EDQUOT, "the disk is full", "Free some space"),
        (errno.EROFS, "read-only file system", "Make it writable again"),
        (errno.EACCES, "your user may not write there", "another user of this computer"),
        (errno.EPERM, "your user may not write there", "--datadir"),
        (errno.ENAMETOOLONG, "its path is too long", "--datadir"),
        (errno.ENOTDIR, "not a directory", "--datadir"),
    ],
)
def test_a_folder_that_cannot_be_used_is_explained(number, words, hint):
    told = explain(error_of(number), Path("/home/x/terminal"))
    assert told.text.startswith("The folder /home/x/terminal cannot be used: ")
    assert words in told.text
    assert hint in told.hint
    assert "without the journal no order may leave" in told.hint


def test_a_file_that_was_not_saved_is_named_as_people_know_it():
    told = not_saved(error_of(errno.ENOSPC, "/home/x/config/.settings.json"), "settings/write")
    assert told.text == "settings.json could not be saved: the disk is full."
    assert not_saved(error_of(errno.ENOSPC), "settings/write").text.startswith(
        "settings/write could"
    )


def test_a_programming_error_is_no_trouble_of_the_disk():
    assert is_disk_trouble(error_of(errno.ENOSPC))
    assert is_disk_trouble(error_of(errno.EROFS))
    assert not is_disk_trouble(error_of(errno.ENOENT))
    assert not is_disk_trouble(OSError("x"))


def test_an_error_without_words_still_has_some():
    assert reason(OSError()) == "oserror"
