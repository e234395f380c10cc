"""How the program knows by which way it was installed."""

from terminal.identity import CHANNEL_FILE
from terminal.runtime import executable


def test_the_sources_came_by_no_package():
    assert executable.channel() == ""


def test_a_package_says_by_which_way_it_came(monkeypatch, tmp_path):
    monkeypatch.setattr(executable, "resources_dir", lambda: tmp_path)
    (tmp_path / CHANNEL_FILE).write_text("rpm\n")
    assert executable.channel() == "rpm"
