"""The commands `download` and `history`: stored bars without a window.

Wrong arguments are one line and exit code 2. Nothing here needs Qt, so a server without a display
can keep a store complete.
"""

import argparse
import csv
import sys
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NoReturn, TextIO

from msgspec import Struct
from typing_extensions import override

from terminal.domain.history import SeriesKind
from terminal.history.jobs import Selection
from terminal.runtime.executable import program_name

BROKERS = ("practice", "shoonya", "kite")
INTERRUPTED = 130
"""What a shell calls a command that ended by Ctrl+C."""
_WIDEST = 60
_ASKABLE = (
    "There are bars (one minute), bars_5m, bars_15m, bars_60m, bars_1d, bars_1w and bars_1mo;"
    " `SELECT * FROM bars LIMIT 5` shows their columns."
)
_WELL = "Everything is as it should be"


class DownloadOptions(Struct, frozen=True, kw_only=True):
    """What `download` was asked for. `root` None: the store of the terminal itself."""

    broker: str
    selection: Selection
    start: date
    end: date
    root: str | None
    datadir: Path | None
    seed: int
    preview: bool


class HistoryOptions(Struct, frozen=True, kw_only=True):
    """What `history` was asked for. `verb`: verify, repair or query."""

    verb: str
    sql: str
    limit: int
    root: str | None
    datadir: Path | None


class _Parser(argparse.ArgumentParser):
    """Errors are one line and exit code 2."""

    @override
    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"{self.prog}: {message} (--help lists what there is)\n")
        raise SystemExit(2)


def download(arguments: Sequence[str], today: date | None = None) -> int:
    """Run `download`; return the exit code: 0 only if nothing that was asked for is missing."""
    options = download_options(arguments, today)

    async def work() -> int:
        from terminal.app.download import run_download

        return await run_download(options, sys.stdout)

    return _run(work)


def history(arguments: Sequence[str]) -> int:
    """Run `history verify|repair|query`; return the exit code."""
    options = history_options(arguments)

    async def work() -> int:
        return await run_history(options, sys.stdout)

    return _run(work)


def download_options(arguments: Sequence[str], today: date | None = None) -> DownloadOptions:
    """Return what the arguments say; SystemExit(2) with one line where they cannot be served."""
    parser = _download_parser()
    given = parser.parse_args(arguments)
    end = given.end or today or _today()
    start = given.start or end
    if start > end:
        parser.error(f"--from {start} is after --to {end}")
    for name in ("expiries", "strikes"):
        value = getattr(given, name)
        if value is not None and value < (1 if name == "expiries" else 0):
            parser.error(f"--{name} takes a number from {1 if name == 'expiries' else 0}")
    return DownloadOptions(
        broker=given.broker,
        selection=Selection(
            kinds=given.kinds,
            underlyings=given.underlyings,
            indices=given.indices,
            nearest_expiries=given.expiries,
            strikes_around=given.strikes,
        ),
        start=start,
        end=end,
        root=given.root,
        datadir=given.datadir,
        seed=given.seed,
        preview=given.preview,
    )


def history_options(arguments: Sequence[str]) -> HistoryOptions:
    """Return what the arguments say; SystemExit(2) with one line where they cannot be served."""
    parser = _Parser(prog=f"{program_name()} history", description="Look after downloaded bars.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs.add_parser("verify", help="read every file and compare it with what is known")
    verbs.add_parser("repair", help="set damaged files aside and have their days fetched again")
    query = verbs.add_parser("query", help="run one SELECT over bars, bars_5m ... bars_1mo")
    query.add_argument("sql", metavar="SQL")
    query.add_argument("--limit", type=_positive, default=1000, help="most rows (1000)")
    for verb in verbs.choices.values():
        _add_places(verb)
    given = parser.parse_args(arguments)
    return HistoryOptions(
        verb=given.verb,
        sql=getattr(given, "sql", ""),
        limit=getattr(given, "limit", 0),
        root=given.root,
        datadir=given.datadir,
    )


async def run_history(options: HistoryOptions, out: TextIO) -> int:
    """Verify, repair or query a store; 1 where damage was found. Errors: TerminalError."""
    from terminal.history.sessions import indian_calendar
    from terminal.history.store import HistoryStore
    from terminal.runtime.clock import SystemClock

    place = _existing(store_place(options.root, options.datadir), options.verb)
    store = HistoryStore(
        place.root, clock=SystemClock(), state=place.state, read_only=options.verb != "repair"
    )
    await store.open()
    try:
        empty = not await store.underlyings()
        if options.verb == "query":
            with _sql_in_words():
                result = await store.query(options.sql, limit=options.limit)
            write_rows(result.columns, result.rows, out)
            if empty:
                sys.stderr.write(f"{_nothing_in(store.root)}\n")
            if result.truncated:
                sys.stderr.write(f"Only the first {options.limit:,} rows; --limit takes more.\n")
            return 0
        repairing = options.verb == "repair"
        damages = await (store.repair() if repairing else store.verify())
        for damage in damages:
            aside = f"; set aside as {damage.set_aside}" if damage.set_aside else ""
            out.write(f"{damage.path}: {damage.text}{aside}\n")
        days = sum(damage.days for damage in damages)
        holes = [] if repairing or damages else await store.market_holes(indian_calendar())
        out.writelines(f"{hole.text}\n" for hole in holes)
        if not damages and empty:
            out.write(f"{_nothing_in(store.root)}\n")
        elif not damages:
            out.write(f"{'Every file is as it was written' if holes else _WELL}.\n")
        elif repairing:
            out.write(
                f"{days:,} series-days will be fetched again by the next download of their range.\n"
            )
        else:
            out.write(f"{len(damages)} faults, {days:,} series-days: run `history repair`.\n")
        return 0 if repairing or not damages else 1
    finally:
        await store.aclose()


class Place(Struct, frozen=True):
    """Where a store is, and its local folder where the store is not local."""

    root: str | Path
    state: Path | None


def store_place(root: str | None, datadir: Path | None) -> Place:
    """Return the store that is meant; without `root` it is the terminal's own."""
    from terminal.history.files import is_address
    from terminal.runtime.paths import user_paths

    paths = user_paths(datadir)
    if root is None:
        return Place(paths.history, None)
    if not is_address(root):
        return Place(Path(root), None)
    folder = "".join(letter if letter.isalnum() else "-" for letter in root)
    return Place(root, paths.data / "remote-history" / folder)


def _existing(place: Place, verb: str) -> Place:
    """Return the place; TerminalError where there is no store, instead of making one."""
    from terminal.domain.errors import TerminalError

    if place.state is not None:
        if verb != "repair" and not (place.state / "manifest.sqlite").exists():
            raise TerminalError(
                f"This computer knows nothing of a history store at {place.root}.",
                hint="If there is one, run `history repair` on it once: what is held is noted here.",
            )
        return place
    root = Path(place.root).expanduser().absolute()
    if not (root / "_state" / "manifest.sqlite").exists() and not (root / "bars").is_dir():
        found = "No history store is in" if root.is_dir() else "There is no history store at"
        raise TerminalError(
            f"{found} {root}.", hint="Name another with --root, or download something first."
        )
    return place


def _nothing_in(root: str) -> str:
    return f"The history store at {root} is empty: nothing has been downloaded into it."


@contextmanager
def _sql_in_words() -> Iterator[None]:
    """Say of a query that DuckDB refuses what is wrong with it, and what can be asked."""
    import duckdb

    from terminal.history.errors import StoreError

    try:
        yield
    except StoreError as error:
        cause = error.__cause__
        if not isinstance(cause, duckdb.Error):
            raise
        # `Did you mean` names tables of DuckDB's own.
        first = error.text.partition("\n\n")[0].splitlines()
        what = " ".join(line for line in first if not line.startswith("Did you mean")).rstrip("!.")
        if isinstance(cause, duckdb.PermissionException):
            what = "it asks for something else than the bars of this store"
        raise StoreError(f"The query cannot be run: {what}.", hint=_ASKABLE) from error


def write_rows(columns: Sequence[str], rows: Sequence[Sequence[object]], out: TextIO) -> None:
    """Write rows as an aligned table on a terminal, as CSV into a pipe or file."""
    if not out.isatty():
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
        return
    texts = [[_cell(value) for value in row] for row in rows]
    widths = [
        max(len(name), *(len(row[at]) for row in texts), 0) if texts else len(name)
        for at, name in enumerate(columns)
    ]
    for row in ([*columns], ["-" * width for width in widths], *texts):
        out.write("  ".join(text.ljust(w) for text, w in zip(row, widths, strict=True)).rstrip())
        out.write("\n")


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"


def _run(work: Callable[[], Coroutine[Any, Any, int]]) -> int:
    """Run a command; a `TerminalError` is one line on stderr and exit code 1."""
    import asyncio

    from terminal.domain.errors import TerminalError

    try:
        return asyncio.run(work())
    except TerminalError as error:
        sys.stderr.write(f"{error.text} {error.hint}".strip() + "\n")
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED


def _download_parser() -> _Parser:
    parser = _Parser(
        prog=f"{program_name()} download",
        description="Download one-minute bars of F&O stocks into the history store.",
        epilog=f"Example: {program_name()} download --kinds spot,future --underlyings RELIANCE,M&M "
        "--from 2026-11-16 --to 2026-11-20 --broker practice",
    )
    parser.add_argument(
        "--kinds",
        type=_kinds,
        default=tuple(SeriesKind),
        help="spot,future,option or some of them (all)",
    )
    parser.add_argument(
        "--underlyings", type=_names, default=(), help="all (every F&O stock), or A,B,..."
    )
    parser.add_argument("--indices", action="store_true", help="with all: the indices too")
    parser.add_argument("--from", dest="start", type=_day, metavar="YYYY-MM-DD", help="first day")
    parser.add_argument(
        "--to", dest="end", type=_day, metavar="YYYY-MM-DD", help="last day (today)"
    )
    parser.add_argument("--expiries", type=int, metavar="N", help="only the N nearest expiries")
    parser.add_argument(
        "--strikes", type=int, metavar="K", help="only the strike at the money and K on each side"
    )
    parser.add_argument(
        "--broker", choices=BROKERS, default="practice", help="where bars come from (practice)"
    )
    parser.add_argument(
        "--preview", action="store_true", help="say what it would cost, download nothing"
    )
    parser.add_argument("--seed", type=int, default=7, help="practice: the market's seed")
    _add_places(parser)
    return parser


def _add_places(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--root", metavar="DIR", help="the store: a folder or an address such as s3://bucket/bars"
    )
    parser.add_argument(
        "--datadir", type=Path, metavar="DIR", help="settings, logs and the default store"
    )


def _kinds(text: str) -> tuple[SeriesKind, ...]:
    found = []
    for word in text.split(","):
        try:
            found.append(SeriesKind(word.strip().lower()))
        except ValueError:
            raise argparse.ArgumentTypeError(
                f"{word.strip()!r} is none of spot, future, option"
            ) from None
    return tuple(dict.fromkeys(found))


def _names(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip().upper() for name in text.split(",") if name.strip()))
    if not names:
        raise argparse.ArgumentTypeError("name underlyings, or all")
    return () if names == ("ALL",) else names


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day like 2026-11-20") from None


def _positive(text: str) -> int:
    if not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1")
    return int(text)


def _today() -> date:
    from terminal.history.sessions import day_of
    from terminal.runtime.clock import SystemClock

    return day_of(SystemClock().now_ns())
