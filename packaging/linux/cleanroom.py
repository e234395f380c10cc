"""The .deb on a bare Debian, from its installation to its removal, as a plain user's machine sees it.

A second opinion on everything the build machine may have by accident: libraries, fonts, certificates.
The user's home has a space and non-Latin letters in its name. Needs root, Xvfb and debootstrap.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import product

from linux import deb, tree
from linux.screen import Screen, screen

USER, OTHER = "plain", "other"
HOME = "/home/घर का फ़ोल्डर"
LATER = "9999.0"
JOURNAL = ".local/share/terminal/orders.sqlite"
PICTURES = product.BUILD / "pictures"
PATIENCE_S = 90.0
COMMAND = f"/usr/bin/{product.EXECUTABLE}"


class Failed(Exception):
    """A step did not end as it should; the text says how."""


class CleanRoom:
    """One run. `report` has a line for each step that passed."""

    def __init__(self, package: Path) -> None:
        self.package = package
        self.tree = tree.fresh("install")
        self.report: list[str] = []
        self.env = {
            "HOME": HOME, "USER": USER, "XDG_RUNTIME_DIR": f"/tmp/runtime-{USER}", "LANG": "C.UTF-8",
        }  # fmt: skip

    def step(self, title: str, work: Callable[[], object]) -> None:
        started = time.monotonic()
        said = work()
        line = f"{title}: {time.monotonic() - started:.1f} s" + (f", {said}" if said else "")
        self.report.append(line)
        product.say(line)

    # -- steps

    def dependencies(self) -> str:
        wanted = product.read("dpkg-deb", "-f", self.package, "Depends").strip()
        before = self.packages()
        self.tree.run("apt-get", "satisfy", "-y", "-qq", "--no-install-recommends", wanted)
        return f"{len(self.packages()) - len(before)} packages for {wanted.count(',') + 1} dependencies"

    def packages(self) -> list[str]:
        return self.tree.run("dpkg-query", "-W").stdout.decode().splitlines()

    def make_users(self) -> None:
        for user, home in ((USER, HOME), (OTHER, f"/home/{OTHER}")):
            self.tree.run(
                "useradd", "--create-home", "--home-dir", home, "--shell", "/bin/sh", user
            )
            runtime = f"/tmp/runtime-{user}"
            self.tree.run("install", "-d", "-m", "700", "-o", user, "-g", user, runtime)

    def install(self, package: Path) -> str:
        inside = self.tree.root / "tmp" / package.name
        inside.unlink(missing_ok=True)
        os.link(package, inside)
        self.tree.run(
            "apt-get", "install", "-y", "-qq", "--no-install-recommends", f"/tmp/{package.name}"
        )
        inside.unlink()
        return self.tree.run(
            "dpkg-query", "-W", "-f", "${Version}", product.EXECUTABLE
        ).stdout.decode()

    def says_version(self) -> str:
        said = self.tree.run(COMMAND, "--version", user=USER, env=self.env).stdout.decode().strip()
        if said != product.version():
            raise Failed(f"--version said {said!r}, not {product.version()}")
        return said

    def selftest(
        self, platform: str, *, command: str = COMMAND, channel: str = "deb", **env: str
    ) -> str:
        report = f"{HOME}/report.json"
        done = self.tree.run(
            command, "--selftest", "--report", report,
            user=USER, env={**self.env, "QT_QPA_PLATFORM": platform, **env}, check=False,
        )  # fmt: skip
        file = self.tree.root / report.lstrip("/")
        if not file.is_file():
            raise Failed(f"no report; exit code {done.returncode}: {done.stderr.decode()[-1500:]}")
        said = json.loads(file.read_bytes())
        file.unlink()
        bad = [f"{c['name']}: {c['detail']}" for c in said["checks"] if not c["ok"]]
        if bad or done.returncode or not said["frozen"]:
            raise Failed(
                f"exit code {done.returncode}; {'; '.join(bad)}; {done.stderr.decode()[-800:]}"
            )
        if said["channel"] != channel:
            raise Failed(f"it says it came by {said['channel']!r}, not {channel!r}")
        order = next(c["detail"] for c in said["checks"] if c["name"] == "order")
        if order["filled"] != 10:
            raise Failed(f"the practice order was filled by {order['filled']}, not 10")
        return f"{len(said['checks'])} checks on {said['platform']}, order filled at {order['average_price']}"

    def without_a_keyring(self) -> str:
        done = self.tree.run(
            COMMAND, "--selftest", "--checks", "keyring", user=USER,
            env={**self.env, "QT_QPA_PLATFORM": "offscreen"},
        )  # fmt: skip
        detail = json.loads(done.stdout)["checks"][0]["detail"]
        if detail["round_trip"]:
            raise Failed("a bare system has no keyring, and yet one answered")
        return str(detail["chosen"])

    def trade_by_keyboard(self, shown: Screen, picture: str) -> str:
        """Open the program as the menu does, place an order with the keyboard alone, look at it."""
        with self._running(USER, {**self.env, "DISPLAY": shown.name, "QT_QPA_PLATFORM": "xcb"}):
            window = shown.window("PRACTICE")
            shown.tool("windowmove", window, "0", "0")
            shown.tool("windowsize", window, "1600", "900")
            shown.tool("windowfocus", window)
            time.sleep(8)  # instruments, prices and the first bars arrive
            shown.keys("ctrl+k")
            shown.type("infy")
            time.sleep(1.5)
            shown.keys("Return")
            time.sleep(1.5)
            shown.keys("b")
            time.sleep(1)
            shown.shoot(PICTURES / f"{picture}-ticket.png")
            shown.keys("ctrl+Return")
            time.sleep(2)
            shown.shoot(PICTURES / f"{picture}-asked.png")
            filled = self._wait_for_order(shown)
            time.sleep(1.5)
            shown.shoot(PICTURES / f"{picture}.png")
            wm_class = self._class_of(shown, window)
        return f"{filled}; WM_CLASS {wm_class}"

    def two_users(self, shown: Screen) -> str:
        """Two people's terminals run beside each other, and neither can read the other's files."""
        other_home = f"/home/{OTHER}"
        mine = {**self.env, "DISPLAY": shown.name, "QT_QPA_PLATFORM": "xcb"}
        theirs = {
            **mine, "HOME": other_home, "USER": OTHER, "XDG_RUNTIME_DIR": f"/tmp/runtime-{OTHER}",
        }  # fmt: skip

        def windows() -> list[str]:
            return shown.tool("search", "--onlyvisible", "--name", "PRACTICE").split()

        with self._running(USER, mine):
            self._until(windows, "the first user's window")
            with self._running(OTHER, theirs):
                self._until(lambda: len(windows()) > 1, "the second user's window")
                journals = [f"{home}/{JOURNAL}" for home in (HOME, other_home)]
                for journal, stranger in zip(journals, (OTHER, USER), strict=True):
                    if not (self.tree.root / journal.lstrip("/")).is_file():
                        raise Failed(f"there is no {journal}")
                    if self.tree.run("cat", journal, user=stranger, check=False).returncode == 0:
                        raise Failed(f"{stranger} can read {journal}")
        return "two windows, two practice exchanges; neither reads the other's journal"

    @contextlib.contextmanager
    def _running(self, user: str, env: Mapping[str, str]) -> Iterator[None]:
        """Let a user's terminal run for a while; it has to end well when asked."""
        log = product.BUILD / "logs" / f"cleanroom-{user}.log"
        process = self.tree.start(COMMAND, "--practice", user=user, env=env, log=log)
        try:
            yield
        finally:
            code = self._end(process)
        if code:
            raise Failed(f"{user}'s terminal ended with {code}: {log.read_text()[-800:]}")

    def a_home_of_somebody_else(self, shown: Screen) -> str:
        """Where the home cannot be written a sheet says so, and the program ends."""
        self.tree.run("install", "-d", "-m", "555", "/home/locked")
        env = {**self.env, "HOME": "/home/locked", "DISPLAY": shown.name, "QT_QPA_PLATFORM": "xcb"}
        log = product.BUILD / "logs" / "cleanroom-locked.log"
        process = self.tree.start(COMMAND, "--practice", user=USER, env=env, log=log)
        try:
            sheet = shown.window("cannot start")
            time.sleep(1)
            shown.shoot(PICTURES / "linux-locked-home.png")
            shown.tool("windowfocus", sheet)
            shown.keys("Escape")
            code = process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            raise Failed("the sheet about the home was not closed by Escape") from None
        finally:
            if process.poll() is None:
                self._end(process)
        said = log.read_text(errors="replace")
        if code != 1 or "your user may not write there" not in said:
            raise Failed(f"ended with {code}, saying {said[-500:]!r}")
        return "a sheet, and exit code 1"

    def _until(self, what: Callable[[], object], title: str) -> None:
        until = time.monotonic() + PATIENCE_S
        while not what():
            if time.monotonic() > until:
                raise Failed(f"{title} did not come within {PATIENCE_S:.0f} s")
            time.sleep(0.2)

    def self_extracting(self, package: Path) -> str:
        """Install the .run as the plain user, use it, remove it; its data stays."""
        self.tree.run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "xz-utils")
        home = self.tree.root / HOME.lstrip("/")
        before = {path.relative_to(home).as_posix() for path in home.rglob("*")}
        inside = self.tree.root / "tmp" / package.name
        shutil.copyfile(package, inside)
        inside.chmod(0o755)
        self.tree.run("sh", f"/tmp/{package.name}", user=USER, env=self.env)
        command = f"{HOME}/.local/bin/{product.EXECUTABLE}"
        said = self.selftest("offscreen", command=command, channel="run")
        self.tree.run(f"{command}-uninstall", user=USER, env=self.env)
        inside.unlink()
        after = {path.relative_to(home).as_posix() for path in home.rglob("*")}
        left = sorted(path for path in after - before if not path.startswith(DATA))
        if left:
            raise Failed(f"left in the home: {', '.join(left[:10])}")
        return said

    def _wait_for_order(self, shown: Screen) -> str:
        journal = self.tree.root / HOME.lstrip("/") / JOURNAL
        until = time.monotonic() + PATIENCE_S
        said: list[tuple[str, str, str]] = []
        while time.monotonic() < until:
            said = journal_says(journal) if journal.is_file() else []
            if said and said[0][2]:
                return f"{said[0][0]} {said[0][1]} as {said[0][2]}"
            sheet = shown.tool("search", "--onlyvisible", "--name", "Send this order").split()
            if sheet:  # the price has moved meanwhile; no is what Enter would say
                shown.tool("windowfocus", "--sync", sheet[0])
                shown.keys("Tab", "space")
            time.sleep(0.5)
        shown.shoot(PICTURES / "failed.png")
        raise Failed(f"no order was placed by keyboard: {said}; see {PICTURES / 'failed.png'}")

    def _class_of(self, shown: Screen, window: str) -> str:
        env = {**os.environ, "DISPLAY": shown.name}
        done = subprocess.run(
            ["xprop", "-id", window, "WM_CLASS"],
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout.partition("=")[2].strip()

    def _end(self, process: subprocess.Popen[bytes]) -> int:
        """Ask the program to end, as the desktop does at log-out, and return its exit code."""
        if process.poll() is None:
            for pid in programs_below(process.pid):
                os.kill(pid, signal.SIGTERM)
        try:
            return process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise Failed("the terminal did not end within 30 s") from None

    def purge(self, before: dict[str, str]) -> str:
        self.tree.run("apt-get", "purge", "-y", "-qq", product.EXECUTABLE)
        after = self.tree.files()
        changed = sorted(path for path in {*before, *after} if before.get(path) != after.get(path))
        # dpkg takes an empty /opt along that no other package owns; nothing of anybody's is in it.
        changed = [path for path in changed if path != "opt" or path in after]
        if changed:
            raise Failed(f"left behind or changed: {', '.join(changed[:20])}")
        home = self.tree.root / HOME.lstrip("/")
        kept = home / JOURNAL
        if not kept.is_file():
            raise Failed("the user's journal went with the package")
        outside = sorted(
            path.relative_to(home).as_posix() for path in home.rglob("*")
            if path.is_file() and not path.relative_to(home).as_posix().startswith(DATA)
        )  # fmt: skip
        if outside:
            raise Failed(f"files in the home outside the data folders: {', '.join(outside[:10])}")
        runtimes = {f"runtime-{USER}", f"runtime-{OTHER}"}
        left = [p.name for p in (self.tree.root / "tmp").iterdir() if p.name not in runtimes]
        if left:
            raise Failed(f"left in /tmp: {', '.join(left[:10])}")
        return f"{len(after)} paths as before, the user's data kept"


DATA = (
    ".config/terminal/", ".local/share/terminal/", ".cache/terminal/", ".local/state/terminal/",
    ".bashrc", ".profile", ".bash_logout",  # /etc/skel's
    ".cache/fontconfig/", ".cache/mesa_shader_cache", ".cache/qtshadercache",  # the system's libraries'
)  # fmt: skip


def journal_says(journal: Path) -> list[tuple[str, str, str]]:
    """Return symbol, fate and the exchange's number of each order that the terminal has written down."""
    connection = sqlite3.connect(f"file:{journal}?mode=ro", uri=True)
    try:
        asked = "select symbol, fate, coalesce(broker_id, '') from intents order by sent_ns"
        return connection.execute(asked).fetchall()
    except sqlite3.OperationalError:
        return []  # the program is writing its first table
    finally:
        connection.close()


def programs_below(pid: int) -> list[int]:
    """Return the terminal itself among a process and its children: the one whose parent is none of it."""
    parents = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text()
                name = os.path.basename(os.readlink(folder / "exe"))
            except OSError:
                continue
            parents[int(folder.name)] = (int(stat.rpartition(")")[2].split()[1]), name)
    ours = {pid}
    for _ in range(5):
        ours |= {one for one, (parent, _) in parents.items() if parent in ours}
    ours_named = {one for one in ours if parents.get(one, (0, ""))[1] == product.EXECUTABLE}
    return sorted(one for one in ours_named if parents[one][0] not in ours_named)


def test(package: Path) -> int:
    """Run all steps on a .deb; return the exit code."""
    try:
        room = CleanRoom(package)
    except tree.CannotRun as error:
        product.stop(f"test-linux cannot run here: {error}")
        return 1
    try:
        room.step("dependencies from apt", room.dependencies)
        room.step("two plain users", room.make_users)
        before = room.tree.files()
        room.step("install", lambda: room.install(package))
        room.step("--version", room.says_version)
        room.step("self-test without a screen", lambda: room.selftest("offscreen"))
        room.step("keyring, where there is none", room.without_a_keyring)
        with screen() as shown:
            room.step("self-test under Xvfb", lambda: room.selftest("xcb", DISPLAY=shown.name))
            room.step("order by keyboard", lambda: room.trade_by_keyboard(shown, "linux-installed"))
            room.step("a second user", lambda: room.two_users(shown))
            room.step("somebody else's home", lambda: room.a_home_of_somebody_else(shown))
        later = deb.repack(package, product.BUILD / "cleanroom", LATER)
        room.step("upgrade", lambda: room.install(later))
        room.step("self-test after the upgrade", lambda: room.selftest("offscreen"))
        room.step("purge", lambda: room.purge(before))
        for other in sorted(product.DIST.glob("*.run")):
            room.step(other.name, partial(room.self_extracting, other))
    except (Failed, RuntimeError) as error:
        product.say(f"FAILED: {error}")
        return 1
    room.tree.remove()
    return 0
