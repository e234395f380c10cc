"""Folders: made for their owner alone, and closed to others where they were not."""

import stat
import sys

import pytest

from terminal.runtime.paths import user_paths


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_a_folder_that_others_could_enter_is_closed_to_them(tmp_path):
    (tmp_path / "d" / "data").mkdir(parents=True, mode=0o755)
    (tmp_path / "d" / "logs").mkdir(mode=0o777)
    paths = user_paths(tmp_path / "d")
    paths.create()
    for folder in (paths.config, paths.data, paths.cache, paths.logs):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_making_them_twice_is_no_error(tmp_path):
    paths = user_paths(tmp_path / "मेरा d")
    paths.create()
    paths.create()
    assert paths.settings_file.parent.is_dir()
