"""The arguments of `download` and `history`: what they mean, and one line for what they must not be."""

import io
from datetime import date
from pathlib import Path

import pytest

from terminal.app.download import duration, preview_lines
from terminal.app.history_cli import (
    download_options,
    history_options,
    store_place,
    write_rows,
)
from terminal.domain.history import SeriesKind
from terminal.history.jobs import Preview

TODAY = date(2026, 11, 20)


def test_everything_can_be_left_out():
    options = download_options([], TODAY)
    assert options.broker == "practice"
    assert (options.start, options.end) == (TODAY, TODAY)
    assert options.selection.kinds == tuple(SeriesKind)
    assert options.selection.underlyings == ()
    assert options.root is None


def test_what_is_given_is_taken():
    options = download_options(
        ["--kinds", "future,spot", "--underlyings", "m&m, reliance", "--from", "2026-11-16",
         "--to", "2026-11-19", "--broker", "kite", "--root", "/bars", "--expiries", "2",
         "--strikes", "5", "--indices", "--preview"],
        TODAY,
    )  # fmt: skip
    assert options.selection.kinds == (SeriesKind.FUTURE, SeriesKind.SPOT)
    assert options.selection.underlyings == ("M&M", "RELIANCE")
    assert (options.start, options.end) == (date(2026, 11, 16), date(2026, 11, 19))
    assert (options.broker, options.root) == ("kite", "/bars")
    assert (options.selection.nearest_expiries, options.selection.strikes_around) == (2, 5)
    assert options.selection.indices
    assert options.preview


def test_all_means_every_stock():
    assert download_options(["--underlyings", "all"], TODAY).selection.underlyings == ()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--kinds", "spot,bonds"], "'bonds' is none of spot, future, option"),
        (["--from", "20-11-2026"], "'20-11-2026' is no day like 2026-11-20"),
        (["--from", "2026-02-30"], "is no day"),
        (["--from", "2026-11-21", "--to", "2026-11-20"], "--from 2026-11-21 is after"),
        (["--broker", "zerodha"], "invalid choice"),
        (["--underlyings", ","], "name underlyings, or all"),
        (["--expiries", "0"], "--expiries takes a number from 1"),
        (["--strikes", "-1"], "--strikes takes a number from 0"),
        (["--form", "2026-11-20"], "unrecognized arguments"),
    ],
)
def test_wrong_arguments_of_download_are_one_line_and_exit_code_2(arguments, words, capsys):
    with pytest.raises(SystemExit) as stopped:
        download_options(arguments, TODAY)
    assert stopped.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert words in said.err
    assert len(said.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [[], ["mend"], ["query"], ["query", "select 1", "--limit", "none"], ["verify", "x"]],
)
def test_wrong_arguments_of_history_are_one_line_and_exit_code_2(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        history_options(arguments)
    assert stopped.value.code == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_history_verbs_take_their_places():
    options = history_options(["query", "select 1", "--limit", "5", "--root", "/bars"])
    assert (options.verb, options.sql, options.limit, options.root) == (
        "query", "select 1", 5, "/bars",
    )  # fmt: skip
    assert history_options(["repair"]).verb == "repair"


def test_a_store_is_the_terminals_own_a_folder_or_an_address_with_a_folder_beside_it(tmp_path):
    own = store_place(None, tmp_path)
    assert own.root == tmp_path / "data" / "history"
    assert store_place("/bars", tmp_path).root == Path("/bars")
    remote = store_place("s3://bucket/bars", tmp_path)
    assert remote.root == "s3://bucket/bars"
    assert remote.state is not None
    assert remote.state.is_relative_to(tmp_path)
    other = store_place("s3://bucket/other", tmp_path)
    assert other.state != remote.state


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_rows_are_a_table_on_a_terminal_and_csv_in_a_pipe():
    columns, rows = ("symbol", "bars"), [("M&M", 385), ("RELIANCE", None)]
    pipe, screen = io.StringIO(), Terminal()
    write_rows(columns, rows, pipe)
    write_rows(columns, rows, screen)
    assert pipe.getvalue() == "symbol,bars\nM&M,385\nRELIANCE,\n"
    assert screen.getvalue().splitlines() == [
        "symbol    bars", "--------  ----", "M&M       385", "RELIANCE",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.2, "0 s"), (45, "45 s"), (89, "89 s"), (120, "2 min"), (3600, "60 min"), (22_000, "6 h 07 min")],
)  # fmt: skip
def test_time_spans_are_said_as_people_say_them(seconds, text):
    assert duration(seconds) == text


def test_a_preview_says_series_requests_time_and_size():
    lines = preview_lines(
        Preview(
            underlyings=209, spots=209, futures=627, options=72_382, series_days=73_218,
            held_days=18, requests=73_200, seconds=24_400, size_bytes=90_000_000,
            notes=("Today's session has not begun.",),
        )
    )  # fmt: skip
    assert lines[0].startswith("73,218 series of 209 underlyings")
    assert "73,200 requests, about 6 h 47 min, about 90.0 MB" in lines
    assert lines[-1] == "Today's session has not begun."
