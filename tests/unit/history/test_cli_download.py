"""The command `download` against any account: what it writes, how it ends, what it leaves behind."""

import asyncio
import io
from datetime import date

import pytest

from terminal.app.download import Download, progress_text
from terminal.app.history_cli import INTERRUPTED, download_options, history_options, run_history
from terminal.domain.errors import LoginNeeded, TerminalError, Transient
from terminal.domain.history import SourceRules
from terminal.history.jobs import JobState, JobView, Request, Selection
from terminal.history.service import HistoryService
from tests.fakes.clock import FakeClock, settle
from tests.fakes.history import FAST, FakeSource, at, chain, spot

DAY = date(2026, 11, 20)
SLOW = SourceRules(window_days=5, retention_days=300, per_second=1)


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


class FakeLogin:
    def __init__(self, *sources: FakeSource | Exception, automatic: bool = True) -> None:
        self._sources = list(sources)
        self.automatic = automatic
        self.logins = 0

    async def open(self) -> FakeSource:
        self.logins += 1
        source = self._sources.pop(0) if len(self._sources) > 1 else self._sources[0]
        if isinstance(source, Exception):
            raise source
        return source

    async def aclose(self) -> None:
        return


class Shell:
    """Type a command, let time pass until it ends."""

    def __init__(self, root, now="18:00") -> None:
        self.root = root
        self.clock = FakeClock(at(DAY, now))
        self.out = io.StringIO()

    def source(self, **options) -> FakeSource:
        options.setdefault("rules", FAST)
        return FakeSource(chain(), clock=self.clock, **options)

    def command(self, login: FakeLogin, *arguments: str) -> Download:
        options = download_options(
            ["--root", str(self.root), "--from", "2026-11-16", *arguments], DAY
        )

        def service(*given, **named) -> HistoryService:
            return HistoryService(*given, keep_free_bytes=0, **named)

        return Download(options, login, clock=self.clock, out=self.out, service=service)

    async def play(self, going: "asyncio.Task[int]") -> int:
        for _ in range(6000):
            await settle(5)
            if going.done():
                return await going
            await asyncio.sleep(0.0005)
            await self.clock.advance(0.1)
        raise AssertionError(self.out.getvalue())

    async def run(self, login: FakeLogin, *arguments: str) -> int:
        return await self.play(asyncio.ensure_future(self.command(login, *arguments).run()))

    @property
    def lines(self) -> list[str]:
        return self.out.getvalue().splitlines()


@pytest.fixture
def shell(tmp_path):
    return Shell(tmp_path / "bars")


async def test_a_complete_download_ends_with_0_and_plain_lines(shell):
    assert await shell.run(FakeLogin(shell.source())) == 0
    assert "\r" not in shell.out.getvalue()
    assert shell.lines[-1].startswith("Complete: 40 of 40 series-days (0 held before")
    shell.out.truncate(0)
    assert await shell.run(FakeLogin(shell.source())) == 0
    assert "40 held before" in shell.lines[-1]


async def test_on_a_terminal_there_is_a_bar(shell):
    shell.out = Screen()
    assert await shell.run(FakeLogin(shell.source(rules=SLOW))) == 0
    drawn = shell.out.getvalue()
    assert "\r[" in drawn
    assert "#" in drawn
    assert shell.lines[-1].endswith("requests.")


async def test_what_is_missing_makes_the_exit_code_1_and_says_why(shell):
    broken = chain()[2].key
    source = shell.source()
    source.fault = lambda series, number: Transient("HTTP 502") if series.key == broken else None
    assert await shell.run(FakeLogin(source)) == 1
    text = shell.out.getvalue()
    assert "Incomplete: 40 of 40" in text
    assert "5 x HTTP 502." in text
    assert "Run the same command again" in shell.lines[-1]
    source.fault = lambda series, number: None
    source.requests.clear()
    assert await shell.run(FakeLogin(source)) == 0
    assert {key for key, _, _ in source.requests} == {broken}


async def test_a_day_that_is_not_over_is_incomplete(tmp_path):
    shell = Shell(tmp_path, now="12:00")
    assert await shell.run(FakeLogin(shell.source()), "--kinds", "spot") == 1
    assert "1 partial" in shell.out.getvalue()


async def test_ctrl_c_leaves_a_download_that_the_same_command_resumes(shell):
    source = shell.source(rules=SLOW)
    command = shell.command(FakeLogin(source))
    going = asyncio.ensure_future(command.run())
    for _ in range(2000):
        await settle(5)
        if len(source.requests) >= 3:
            break
        await asyncio.sleep(0.0005)
        await shell.clock.advance(0.05)
    command._interrupt()
    assert await shell.play(going) == INTERRUPTED
    assert "Stopping after the requests" in shell.out.getvalue()
    assert "Stopped: " in shell.out.getvalue()
    assert await shell.run(FakeLogin(source)) == 0
    assert len(source.requests) == 8  # each series once


async def test_practice_logs_in_again_by_itself(shell):
    dying = shell.source(rules=SLOW)
    dying.fault = lambda series, number: (
        LoginNeeded("Session Expired") if len(dying.requests) > 2 else None
    )
    login = FakeLogin(dying, shell.source())
    assert await shell.run(login) == 0
    assert login.logins == 2
    assert "logging in again" in shell.out.getvalue()


async def test_a_real_session_that_ended_says_what_to_do(shell):
    source = shell.source(fault=lambda series, number: LoginNeeded("Session Expired"))
    assert await shell.run(FakeLogin(source, automatic=False)) == 1
    assert "Log in with the terminal" in shell.lines[-1]


async def test_no_login_is_an_error_and_leaves_no_store_open(shell):
    with pytest.raises(LoginNeeded):
        await shell.run(FakeLogin(LoginNeeded("There is no living session at Shoonya.")))
    assert await shell.run(FakeLogin(shell.source())) == 0


async def test_a_preview_downloads_nothing(shell):
    source = shell.source()
    assert await shell.run(FakeLogin(source), "--preview", "--kinds", "spot,future") == 0
    assert source.requests == []
    assert shell.lines[0].startswith("2 series of 1 underlyings")


async def test_history_verifies_repairs_and_queries_what_was_downloaded(shell):
    assert await shell.run(FakeLogin(shell.source()), "--kinds", "spot") == 0
    root = ["--root", str(shell.root)]
    out = io.StringIO()
    assert await run_history(history_options(["verify", *root]), out) == 0
    assert out.getvalue() == "Everything is as it should be.\n"
    out = io.StringIO()
    sql = "select key, count(*) as bars from bars group by key"
    assert await run_history(history_options(["query", sql, *root]), out) == 0
    assert out.getvalue() == f"key,bars\n{spot().key},1800\n"
    with pytest.raises(TerminalError):
        await run_history(history_options(["query", "selekt", *root]), out)

    (file,) = (shell.root / "bars").rglob("*.parquet")
    file.write_bytes(file.read_bytes()[:-100])
    out = io.StringIO()
    assert await run_history(history_options(["verify", *root]), out) == 1
    assert "run `history repair`" in out.getvalue()
    out = io.StringIO()
    assert await run_history(history_options(["repair", *root]), out) == 0
    assert "5 series-days will be fetched again" in out.getvalue()
    assert await run_history(history_options(["verify", *root]), io.StringIO()) == 0
    source = shell.source()
    assert await shell.run(FakeLogin(source), "--kinds", "spot") == 0
    assert len(source.requests) == 1


@pytest.mark.parametrize("verb", [["verify"], ["repair"], ["query", "select 1"]])
@pytest.mark.parametrize("name", ["none", "file", "folder", "s3://"])
async def test_what_is_no_store_is_a_sentence_and_stays_as_it_is(tmp_path, monkeypatch, verb, name):
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "mine.txt").write_text("x")
    root = "memory://nothing-here" if name == "s3://" else str(tmp_path / name)
    options = history_options([*verb, "--root", root, "--datadir", str(tmp_path / "data")])
    if name == "s3://" and verb == ["repair"]:
        out = io.StringIO()
        assert await run_history(options, out) == 0
        assert "is empty" in out.getvalue()
        return
    with pytest.raises(TerminalError, match=r"[Nn]o history store|knows nothing") as raised:
        await run_history(options, io.StringIO())
    assert root in raised.value.text
    assert raised.value.hint
    assert {path.name for path in tmp_path.iterdir()} <= {"file", "folder", "data"}
    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["mine.txt"]


async def test_an_empty_store_says_so(tmp_path, capsys):
    (tmp_path / "bars").mkdir()
    root = ["--root", str(tmp_path)]
    for verb in ("verify", "repair"):
        out = io.StringIO()
        assert await run_history(history_options([verb, *root]), out) == 0
        assert out.getvalue() == (
            f"The history store at {tmp_path} is empty: nothing has been downloaded into it.\n"
        )
    out = io.StringIO()
    query = history_options(["query", "select count(*) as n from bars_1d", *root])
    assert await run_history(query, out) == 0
    assert out.getvalue() == "n\n0\n"
    assert "is empty" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("selekt", "syntax error"),
        ("select nosuch from bars", '"nosuch" not found'),
        ("select * from nosuch", "nosuch does not exist"),
        ("select count(*) from bars_7m", "bars_7m does not exist"),
        ("select * from read_csv('/etc/passwd')", "something else than the bars"),
        ("select close + symbol from bars", "cannot be run"),
        ("select 1/0 as x, cast('a' as int) from bars", "Could not convert"),
    ],
)
async def test_wrong_sql_is_a_sentence_that_says_what_can_be_asked(shell, sql, words):
    assert await shell.run(FakeLogin(shell.source()), "--kinds", "spot") == 0
    with pytest.raises(TerminalError) as raised:
        await run_history(history_options(["query", sql, "--root", str(shell.root)]), io.StringIO())
    assert raised.value.text.startswith("The query cannot be run: ")
    assert words in raised.value.text
    assert "Did you mean" not in raised.value.text
    assert "bars_15m" in raised.value.hint


@pytest.mark.parametrize("sql", ["", "drop table bars", "select 1; select 2", "copy bars to 'x'"])
async def test_what_is_no_single_select_is_refused(shell, sql):
    assert await shell.run(FakeLogin(shell.source()), "--kinds", "spot") == 0
    with pytest.raises(TerminalError, match="takes one SELECT"):
        await run_history(history_options(["query", sql, "--root", str(shell.root)]), io.StringIO())


def test_progress_says_rate_and_time_left():
    view = _view(JobState.RUNNING)
    assert progress_text(view) == (
        " 50.0%  20/40 series-days  7,000 bars  3.0 requests/s  1,125 bars/s  2 failed  12 min left"
    )
    assert progress_text(_view(JobState.WAITING)).endswith("waiting for the broker")
    assert progress_text(_view(JobState.PLANNING)) == "Looking up what is missing ..."


def _view(state: JobState) -> JobView:
    return JobView(
        number=1, request=Request(source="fake", selection=Selection(), start=DAY, end=DAY),
        state=state, sentence="", created_ns=0, ended_ns=None, total=40, done=20, held=0, empty=0,
        partial=0, failed=2, requests=10, bars=7000, bars_per_s=1125.0, requests_per_s=3.0,
        eta_s=722.0,
    )  # fmt: skip
