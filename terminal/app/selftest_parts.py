"""What the self-test asks of the program's parts: one function each, which says what it found or raises.

A packaged program fails where a library, a plugin or a data file was left behind; so everything that
is loaded late, by name or from a file is used here once.
"""

import asyncio
import importlib
import io
import pkgutil
import ssl
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from terminal.domain.errors import TerminalError
from terminal.runtime.executable import own_command
from terminal.runtime.paths import resources_dir, user_paths
from terminal.runtime.vault import open_vault
from terminal.runtime.worker import Worker

if TYPE_CHECKING:
    from terminal.app.compose import Terminal

DEPENDENCIES = {
    "PySide6-Essentials": (
        "PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets", "PySide6.QtSvg", "PySide6.QtNetwork",
        "PySide6.QtDBus",
    ),
    "PySide6-QtAds": ("PySide6QtAds",),
    "qasync": ("qasync",),
    "httpcore": ("httpcore",),
    "h11": ("h11",),
    "httpx": ("httpx", "certifi"),
    "websockets": ("websockets.asyncio.client", "websockets.client"),
    "pyqtgraph": ("pyqtgraph",),
    "pyotp": ("pyotp",),
    "keyring": ("keyring", "keyring.backends.fail"),
    "cryptography": ("cryptography.hazmat.primitives.asymmetric.ed25519",),
    "numpy": ("numpy", "numpy.linalg", "numpy.random"),
    "msgspec": ("msgspec",),
    "platformdirs": ("platformdirs",),
    "rapidfuzz": ("rapidfuzz", "rapidfuzz.process", "rapidfuzz.fuzz"),
    "pyxirr": ("pyxirr",),
    "xlsxwriter": ("xlsxwriter",),
    "duckdb": ("duckdb",),
    "pyarrow": ("pyarrow", "pyarrow.parquet", "pyarrow.csv", "pyarrow.feather"),
    "fsspec": ("fsspec", "fsspec.implementations.local", "fsspec.implementations.memory"),
    "starlette": ("starlette.applications",),
    "uvicorn": ("uvicorn",),
    "tzdata": ("tzdata",),
    "typing_extensions": ("typing_extensions",),
}  # fmt: skip
"""The modules of each distribution in pyproject.toml. A test holds the two lists together."""

ONLY_WINDOWS = {"tzdata"}
_STANDARD = ("sqlite3", "ssl", "ctypes", "lzma", "zlib", "decimal", "zoneinfo", "multiprocessing")
_KEYRINGS = {
    "linux": ("keyring.backends.SecretService", "keyring.backends.kwallet"),
    "win32": ("keyring.backends.Windows",),
}
LEAST_AUTHORITIES = 50
CHILD_PATIENCE_S = 180.0
PATIENCE_S = 90.0
_KOLKATA = timedelta(hours=5, minutes=30)


class Failed(Exception):
    """A part does not work; the text says which and how."""


def dependencies() -> str:
    """Import everything that is installed beside the program."""
    names = list(_STANDARD)
    for distribution, modules in DEPENDENCIES.items():
        if distribution not in ONLY_WINDOWS or sys.platform == "win32":
            names += modules
    for name in names:
        importlib.import_module(name)
    return f"{len(names)} modules"


def own_modules() -> str:
    """Import every module of the program, the late ones too."""
    import terminal

    count = 0
    for found in pkgutil.walk_packages(terminal.__path__, "terminal."):
        if not found.name.endswith("__main__"):
            importlib.import_module(found.name)
            count += 1
    if count < 100:
        raise Failed(f"only {count} modules of the program were found")
    return f"{count} modules"


def libraries() -> str:
    """Use the compiled libraries once, and write a workbook."""
    import numpy as np
    import pyxirr
    import xlsxwriter
    from rapidfuzz import fuzz

    identity = np.linalg.inv(np.diag([2.0, 4.0])) @ np.diag([2.0, 4.0])
    if not np.allclose(identity, np.eye(2)):
        raise Failed("numpy inverts a matrix wrongly")
    if fuzz.ratio("RELIANCE", "RELAINCE") < 80:
        raise Failed("rapidfuzz finds two alike words different")
    gain = pyxirr.xirr([date(2025, 1, 1), date(2026, 1, 1)], [-100.0, 110.0])
    if gain is None or abs(gain - 0.10) > 1e-6:
        raise Failed(f"pyxirr says {gain} for ten per cent")
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        book.add_worksheet().write(0, 0, "₹")
    if content.getvalue()[:2] != b"PK":
        raise Failed("xlsxwriter wrote no workbook")
    return "numpy, rapidfuzz, pyxirr, xlsxwriter"


def certificates() -> str:
    """Build the trust that every broker connection uses."""
    import httpx

    context = httpx.create_ssl_context(trust_env=False)
    count = context.cert_store_stats()["x509_ca"]
    if count < LEAST_AUTHORITIES:
        raise Failed(f"only {count} certificate authorities are known")
    if context.verify_mode is not ssl.CERT_REQUIRED:
        raise Failed("certificates are not verified")
    return f"{count} authorities, {ssl.OPENSSL_VERSION}"


def time_zones() -> str:
    """Know India's offset, by Python's tables and by the history store's."""
    import zoneinfo

    import duckdb

    offset = (
        datetime(2026, 1, 1, tzinfo=UTC).astimezone(zoneinfo.ZoneInfo("Asia/Kolkata")).utcoffset()
    )
    if offset != _KOLKATA:
        raise Failed(f"Python has {offset} for Asia/Kolkata")
    connection = duckdb.connect()
    try:
        sql = "select (timestamptz '2026-01-01 00:00:00+00' at time zone 'Asia/Kolkata')::varchar"
        found = connection.execute(sql).fetchall()[0][0]
    finally:
        connection.close()
    if found != "2026-01-01 05:30:00":
        raise Failed(f"DuckDB says {found} for midnight UTC in Asia/Kolkata")
    return "Python and DuckDB know Asia/Kolkata"


def fonts() -> str:
    """Find every font file that ships, registered with Qt."""
    from PySide6.QtGui import QFontDatabase, QRawFont

    files = sorted(p for p in (resources_dir() / "fonts").iterdir() if p.suffix in {".otf", ".ttf"})
    if not files:
        raise Failed("no fonts ship with the program")
    for file in files:
        if not QRawFont(str(file), 13.0).isValid():
            raise Failed(f"{file.name} is no font that Qt can read")
    if "Inter" not in QFontDatabase.families():
        raise Failed("the interface's font is not registered")
    return ", ".join(file.stem for file in files)


def languages() -> str:
    """Write a date in Hindi and sort words as people do: both come from tables beside Qt."""
    from PySide6.QtCore import QCollator, QDate, QLocale

    day = QLocale("hi_IN").toString(QDate(2026, 11, 21), QLocale.FormatType.LongFormat)
    if "नवंबर" not in day:
        raise Failed(f"Qt writes {day!r} for a day of November in Hindi")
    if sys.platform.startswith("linux"):
        order = QCollator(QLocale("en_IN"))
        order.setNumericMode(True)
        words = sorted(["b10", "b9", "a", "B"], key=order.sortKey)
        if words != ["a", "B", "b9", "b10"]:
            raise Failed(f"words are sorted as {words}")
    return day


def icons() -> str:
    """Draw every icon; an image plugin that is missing draws nothing."""
    from PySide6.QtGui import QIcon, QPixmap

    files = sorted((resources_dir() / "icons").glob("*.svg"))
    if not files:
        raise Failed("no icons ship with the program")
    for file in files:
        if QIcon(str(file)).pixmap(24, 24).isNull():
            raise Failed(f"{file.name} cannot be drawn")
    picture = QIcon(str(resources_dir() / "icons" / "app.svg")).pixmap(64, 64)
    shown = picture.toImage()
    if shown.pixelColor(32, 32).alpha() == 0 or QPixmap(picture).isNull():
        raise Failed("the program's icon is empty")
    return f"{len(files)} icons"


def resources() -> str:
    """Find what is read from files: themes, calendar, sound."""
    wanted = ("themes/app.qss", "themes/dark.toml", "themes/light.toml", "calendars/india.json",
              "themes/pairs.toml", "sounds/alert.wav", "fonts/OFL.txt", "fonts/OFL-Noto.txt",
              "translations/terminal_hi.qm")  # fmt: skip
    for name in wanted:
        file = resources_dir() / name
        if not file.is_file() or file.stat().st_size == 0:
            raise Failed(f"{name} is missing")
    return f"{len(wanted)} files"


async def keyring(worker: Worker) -> dict[str, Any]:
    """Find the keyring backends of this system, and use the chosen one where it can be used.

    `round_trip`: a secret was saved, read and forgotten. A desktop without a keyring, or one that stays
    locked, is no failure: the program then keeps secrets in memory and says so.
    """
    import keyring as library

    known = _KEYRINGS.get("win32" if sys.platform == "win32" else "linux", ())
    for name in known:
        importlib.import_module(name)
    if sys.platform != "win32":
        # What the Secret Service backend needs, and without which it hides itself.
        for name in ("secretstorage", "jeepney", "cryptography.hazmat.primitives.ciphers"):
            importlib.import_module(name)
    chosen = await worker.run(library.get_keyring)
    kind = type(chosen)
    found: dict[str, Any] = {
        "backends": [name.rpartition(".")[2] for name in known],
        "chosen": f"{kind.__module__}.{kind.__qualname__}",
        "round_trip": False,
    }
    vault = await open_vault("terminal-selftest", worker)
    if not vault.persistent:
        return found
    secret = "रहस्य " + "x" * 200
    await vault.save("probe", secret)
    if not vault.persistent:
        found["refused"] = "the keyring is locked or did not answer"
        return found
    # A second vault has no memory of its own: what it finds is the keyring's.
    other = await open_vault("terminal-selftest", worker)
    read = await other.load("probe")
    await other.forget("probe")
    gone = await (await open_vault("terminal-selftest", worker)).load("probe")
    if read != secret or gone is not None:
        raise Failed(f"{found['chosen']} does not give back what it was given")
    found["round_trip"] = True
    return found


async def history(folder: Path, worker: Worker) -> dict[str, Any]:
    """Let a child of this program download a day of bars, then read them and write some of our own."""
    from terminal.domain.history import Series, SeriesKind
    from terminal.domain.ids import InstrumentId
    from terminal.history.manifest import Mark
    from terminal.history.sessions import DAY_NS, day_of, indian_calendar
    from terminal.history.store import HistoryStore, Verdict
    from terminal.runtime.clock import SystemClock

    clock = SystemClock()
    day = indian_calendar().trading_days_back(day_of(clock.now_ns() - DAY_NS), 0)
    said = await worker.run(_download, folder, day)
    store = HistoryStore(user_paths(folder).history, clock=clock)
    await store.open()
    try:
        bars = await store.read_bars("NSE:INFY", 0, 1 << 62)
        if len(bars) < 300:
            raise Failed(f"the downloader said {said!r} and left {len(bars)} bars of {day}")
        probe = Series(
            instrument=InstrumentId("NSE", "PROBE"), kind=SeriesKind.SPOT, underlying="PROBE",
            exchange="NSE", symbol="PROBE", token="1",  # noqa: S106
        )  # fmt: skip
        await store.write(probe, bars, {day: Verdict(Mark.COMPLETE)}, source="selftest")
        await store.flush()
        again = await store.read_bars(probe.key, 0, 1 << 62)
        counted = await store.query("select count(*) from bars")
    finally:
        await store.aclose()
    if again.close.tolist() != bars.close.tolist():
        raise Failed("bars were not read back as they were written")
    return {"day": str(day), "bars": len(bars), "in_all": str(counted.rows[0][0]), "said": said}


def _download(folder: Path, day: date) -> str:
    command = own_command(
        "download", "--kinds", "spot", "--underlyings", "INFY", "--from", str(day), "--to", str(day),
        "--datadir", str(folder),
    )  # fmt: skip
    done = subprocess.run(  # noqa: S603  our own program, arguments of our own making
        command,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=CHILD_PATIENCE_S,
        check=False,
    )
    if done.returncode:
        words = (done.stdout + done.stderr).decode(errors="replace")
        raise Failed(f"the downloader ended with {done.returncode}: {words[-500:]}")
    lines = done.stdout.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else ""


async def practice_order(terminal: "Terminal") -> dict[str, Any]:
    """Buy at a limit above the market and wait until the order is filled and a position."""
    from terminal.domain.ids import InstrumentId
    from terminal.domain.market import FeedMode
    from terminal.domain.notice import Refused
    from terminal.domain.order import Order, OrderIntent, OrderState, OrderType, Product, Side

    instrument = InstrumentId("NSE", "INFY")
    watch = terminal.hub.watch(instrument, FeedMode.FULL)
    try:
        await _until(lambda: terminal.hub.touch(instrument), "INFY has no depth")
        facts = terminal.catalog.instrument(instrument)
        if facts is None:
            raise Failed("INFY is not in the instrument list")
        price = facts.to_price(terminal.hub.last_price(instrument) or 0.0)
        intent = OrderIntent(
            client_id=terminal.orders.new_client_id(),
            account=terminal.accounts.states()[0].session.account,
            instrument=instrument,
            side=Side.BUY,
            quantity=10,
            order_type=OrderType.LIMIT,
            product=Product.MIS,
            price=facts.grid.snap(price * Decimal("1.004")),
        )
        asked = frozenset(objection.code for objection in terminal.orders.check(intent))
        result = await terminal.orders.submit(intent, confirmed=asked)
        if isinstance(result, Refused):
            raise Failed(f"the order was refused: {result}")

        def filled() -> list[Order]:
            return [o for o in terminal.orders.book.orders() if o.state is OrderState.COMPLETE]

        await _until(filled, "the order was not filled")
        order = filled()[0]
        await _until(
            lambda: [p for p in terminal.portfolio.positions() if p.instrument == instrument],
            "the fill became no position",
        )
    finally:
        watch.close()
    return {
        "order": str(order.broker_id),
        "filled": order.filled,
        "average_price": str(order.average_price),
    }


async def practice_login(terminal: "Terminal") -> dict[str, Any]:
    """Wait until the practice exchange, a child process of ours, is logged in to and streams."""

    def live() -> bool:
        states = terminal.accounts.states()
        return bool(states) and all(
            state.connection == "live"
            and not state.loading
            and terminal.portfolio.loaded(state.session.account)
            for state in states
        )

    await _until(live, "no practice account is live")
    session = terminal.accounts.states()[0].session
    if not session.practice or terminal.practice.pid is None:
        raise Failed("the account that is live is not a practice account of our own child")
    return {"account": str(session.account), "child": terminal.practice.pid}


async def _until(what: Callable[[], object], otherwise: str) -> None:
    try:
        async with asyncio.timeout(PATIENCE_S):
            while not what():  # noqa: ASYNC110  what is waited for has no event of its own
                await asyncio.sleep(0.02)
    except TimeoutError:
        raise Failed(f"{otherwise} after {PATIENCE_S:.0f} s") from None


def sentence(error: BaseException) -> str:
    """Return an error as the report words it."""
    if isinstance(error, TerminalError):
        return f"{error.text} {error.hint}".strip()
    if isinstance(error, asyncio.TimeoutError) and not str(error):
        return "it took too long"
    return f"{type(error).__name__}: {error}"
