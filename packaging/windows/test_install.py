"""Install, use, upgrade and remove the setup in a fresh Wine prefix, as a person on Windows would.

Each step says what it proved; the first that fails stops the run with a sentence. What Wine cannot
show is written in the README. test_install.ps1 does the same natively.
"""

from __future__ import annotations

import filecmp
import json
import shutil
import subprocess
import time
from pathlib import Path, PureWindowsPath

import product

from windows.wine.prefix import Wine, screen, until

LARGEST = 60_000_000
FOLDER = product.BUILD / "windows"
EXE = f"{product.EXECUTABLE}.exe"
KEY = f"HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\{product.APP_ID}"
STRANGE = PureWindowsPath("C:/users/Public/मेरे प्रोग्राम/Trading Terminal")
"""Where the second installation goes: spaces, and letters that no old code page has."""
RUNNING, TOO_OLD, UNWRITABLE = 4, 3, 5
SELFTEST_S = 420.0


class Failed(SystemExit):
    """The setup does not do what it should; the text says what was expected and what came."""


def expect(truth: object, otherwise: str) -> None:
    if not truth:
        raise Failed(f"test-windows: FAILED: {otherwise}")


class Trial:
    """One run of the test: a setup, the folder it was made of, a prefix to install it in."""

    def __init__(self, wine: Wine, setup: Path, payload: Path) -> None:
        self.wine, self.setup, self.payload = wine, setup, payload
        self.home = wine.drive / "users" / _user(wine)
        self.local = self.home / "AppData/Local"
        self.link = (
            self.home
            / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs"
            / f"{product.NAME}.lnk"
        )
        self.installed = self.local / "Programs" / product.NAME
        self.user_data = self.local / "terminal"
        self.started = time.monotonic()

    def say(self, text: str) -> None:
        product.say(f"test-windows: {time.monotonic() - self.started:4.0f} s  {text}")

    # -- the program's programs

    def install(self, into: PureWindowsPath | None = None) -> int:
        """Run the setup silently and return its exit code."""
        if into is None:
            return self.wine.run(self.setup, "/S", timeout=300, check=False).returncode
        # NSIS wants its folder unquoted and last; Wine would quote it, a shell passes it as it is.
        local = self.wine.drive / "setup.exe"
        shutil.copy2(self.setup, local)
        line = f"C:\\setup.exe /S /D={into}"
        done = self.wine.run("cmd", "/c", line, timeout=300, check=False)
        local.unlink()
        return done.returncode

    def uninstall(self, *switches: str, folder: Path | None = None) -> None:
        """Run the uninstaller silently. It moves to a temporary folder first, so its end is awaited."""
        place = folder or self.installed
        self.wine.run(place / "uninstall.exe", "/S", *switches, timeout=120, check=False)
        until(lambda: not (place / EXE).exists() and self.registry() == {}, 60, "it is uninstalled")

    def registry(self) -> dict[str, str]:
        """Return what the list of installed programs says of ours, empty where it is not there."""
        done = self.wine.run("reg", "query", KEY, check=False)
        found = {}
        for line in done.stdout.splitlines():
            name, _, rest = line.strip().partition("    ")
            kind, _, value = rest.strip().partition("    ")
            if kind.startswith("REG_"):
                found[name] = value.strip()
        return found

    def start_program(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start the installed program and wait until its journal is open."""
        process = self.wine.start(self.installed / EXE, *arguments)
        until(
            lambda: process.poll() is not None or any(self.user_data.rglob("orders.sqlite")),
            120,
            "the program has opened its journal",
        )
        expect(process.poll() is None, "the installed program ended at once")
        return process

    def same_tree(self, folder: Path, *, but: tuple[str, ...] = ()) -> None:
        """Expect the payload and the uninstaller in a folder, and nothing else but the names in `but`."""
        wanted = {p.relative_to(self.payload) for p in self.payload.rglob("*") if p.is_file()}
        found = {p.relative_to(folder) for p in folder.rglob("*") if p.is_file()}
        found -= {Path(name) for name in but}
        expect(found - wanted == {Path("uninstall.exe")}, f"too many files: {found - wanted}")
        expect(wanted <= found, f"missing: {sorted(wanted - found)[:5]}")
        names = [path.as_posix() for path in sorted(wanted)]
        _, differ, errors = filecmp.cmpfiles(self.payload, folder, names, shallow=False)
        expect(not differ and not errors, f"not as in the payload: {differ} {errors}")

    def selftest(self, folder: Path, name: str) -> None:
        """Let the installed program test itself; a practice order is filled on the way."""
        report = self.wine.drive / f"{name}.json"
        done = self.wine.run(
            folder / EXE, "--selftest", "--report", f"C:\\{report.name}", timeout=SELFTEST_S, check=False
        )  # fmt: skip
        expect(report.exists(), f"no report; exit code {done.returncode}\n{done.stdout[-2000:]}")
        said = json.loads(report.read_text(encoding="utf-8"))
        report.unlink()
        for check in said["checks"]:
            mark = "ok  " if check["ok"] else "FAIL"
            detail = json.dumps(check["detail"], ensure_ascii=False)[:200]
            print(f"    {mark} {check['name']} ({check['seconds']:.1f} s) {detail}", flush=True)
        expect(said["ok"] and done.returncode == 0, "the installed program's self-test failed")
        expect(said["frozen"], "what ran was not the installed program")
        expect(said["channel"] == "nsis", f"it says it came by {said['channel']!r}")
        expect(said["version"] == product.version(), f"it says it is version {said['version']}")
        order = next(check for check in said["checks"] if check["name"] == "order")
        expect(order["detail"]["filled"] == 10, f"the practice order: {order}")
        self.say(f"self-test in {folder.name!r}: {len(said['checks'])} checks, an order filled")

    # -- the steps, in their order

    def look_at_the_file(self) -> None:
        import pefile

        size = self.setup.stat().st_size
        expect(size < LARGEST, f"the setup has {size / 1e6:.1f} MB, at most 60 are allowed")
        with pefile.PE(str(self.setup)) as image:
            table = {
                key.decode(): value.decode()
                for block in image.FileInfo[0]
                if getattr(block, "StringTable", None)
                for key, value in block.StringTable[0].entries.items()
            }
        expect(table.get("ProductName") == product.NAME, f"its properties say {table}")
        expect(table.get("ProductVersion") == product.version(), f"its properties say {table}")
        self.say(f"the setup has {size / 1e6:.1f} MB and says: {table.get('Comments')}")

    def refuse_an_old_windows(self) -> None:
        self.wine.run("winecfg", "-v", "win81")
        code = self.install()
        self.wine.run("winecfg", "-v", "win10")
        expect(code == TOO_OLD, f"on Windows 8.1 the setup ended with {code}, not {TOO_OLD}")
        expect(not self.installed.exists(), "a refused setup left files behind")
        self.say("Windows 8.1 is refused, nothing written")

    def first_installation(self) -> None:
        started = time.monotonic()
        code = self.install()
        expect(code == 0, f"the silent setup ended with {code}")
        seconds = time.monotonic() - started
        self.same_tree(self.installed)
        expect(self.link.exists(), f"no entry in the Start menu at {self.link}")
        target = str(PureWindowsPath(product.NAME, EXE)).encode("ascii")
        expect(target in self.link.read_bytes(), "the entry in the Start menu leads elsewhere")
        said = self.registry()
        wanted = {"DisplayName": product.NAME, "DisplayVersion": product.version(),
                  "Publisher": product.PUBLISHER, "NoModify": "0x1", "NoRepair": "0x1"}  # fmt: skip
        expect(wanted.items() <= said.items(), f"the list of programs says {said}")
        for name in ("UninstallString", "QuietUninstallString", "DisplayIcon", "InstallLocation"):
            expect(product.NAME in said.get(name, ""), f"{name} is {said.get(name)!r}")
        self.say(f"installed silently in {seconds:.0f} s: files, Start menu, list of programs")

    def refuse_while_running(self) -> None:
        process = self.start_program("--practice")
        before = product.tree_digest(self.installed)
        code = self.install()
        expect(code == RUNNING, f"while it runs the setup ended with {code}, not {RUNNING}")
        # With _?= the uninstaller stays where it is, and its exit code can be seen.
        there = "C:" + str(PureWindowsPath("/", *self.installed.relative_to(self.wine.drive).parts))
        uninstaller = self.wine.drive / "un.exe"
        shutil.copy2(self.installed / "uninstall.exe", uninstaller)
        done = self.wine.run("cmd", "/c", f"C:\\un.exe /S _?={there}", timeout=120, check=False)
        uninstaller.unlink()
        expect(
            done.returncode == RUNNING,
            f"while it runs the uninstaller ended with {done.returncode}",
        )
        expect(product.tree_digest(self.installed) == before, "a refusal changed the files")
        expect(process.poll() is None, "a refusal ended the program")
        self.wine.run("taskkill", "/f", "/im", EXE, check=False)
        process.communicate(timeout=60)
        self.say("refused while it runs, setup and uninstaller both; the program went on")

    def upgrade(self) -> None:
        """Install over an older installation with files that are no longer ours, and a user's own."""
        self.wine.run("reg", "add", KEY, "/v", "DisplayVersion", "/d", "0.0.1", "/f")
        (self.installed / "_internal/of an older version.dll").write_bytes(b"MZ old")
        (self.installed / "my notes.txt").write_text("kept")
        (self.installed / EXE).write_bytes(b"MZ an older program")
        kept = product.tree_digest(self.user_data)
        code = self.install()
        expect(code == 0, f"the upgrade ended with {code}")
        self.same_tree(self.installed, but=("my notes.txt",))
        expect((self.installed / "my notes.txt").read_text() == "kept", "a user's file was changed")
        expect(self.registry().get("DisplayVersion") == product.version(), "the version stayed old")
        expect(product.tree_digest(self.user_data) == kept, "an upgrade changed the user's data")
        self.say("upgraded in place: old files gone, a user's file and the user's data kept")

    def fail_whole(self) -> None:
        """A setup that cannot write leaves the installed program as it was."""
        obstacle = self.installed / "_incoming"
        obstacle.write_text("a file where the setup wants a folder")
        before = {
            p: p.read_bytes() for p in (self.installed / EXE, self.installed / "uninstall.exe")
        }
        code = self.install()
        expect(code == UNWRITABLE, f"with a folder in its way the setup ended with {code}")
        obstacle.unlink(missing_ok=True)
        expect(
            all(p.read_bytes() == b for p, b in before.items()),
            "a failed setup changed the program",
        )
        self.same_tree(self.installed, but=("my notes.txt",))
        self.say("a setup that could not write left the installed program whole")

    def remove(self, before: set[str]) -> None:
        self.uninstall()
        left = sorted(p.name for p in self.installed.rglob("*"))
        expect(left == ["my notes.txt"], f"left in the program's folder: {left}")
        shutil.rmtree(self.installed)
        expect(
            self.user_data.is_dir() and any(self.user_data.rglob("*")), "the user's data is gone"
        )
        self.nothing_left(before, self.user_data)
        self.say("uninstalled: only the user's data and the user's own file were left")

    def nothing_left(self, before: set[str], *allowed: Path) -> None:
        """Expect drive C as it was before, but for `allowed` and what lies below it."""
        fine = [path.relative_to(self.wine.drive).as_posix() for path in allowed]
        more = {
            name
            for name in self.files() - before
            if not any(name == one or name.startswith(f"{one}/") for one in fine)
        }
        expect(not more, f"left behind: {sorted(more)[:10]}")
        expect(not self.link.exists(), "the entry in the Start menu is still there")
        expect(self.registry() == {}, "the list of programs still knows it")

    def files(self) -> set[str]:
        """Return every file on drive C, but for what Wine and programs keep in temporary folders."""
        found = set()
        for path in self.wine.drive.rglob("*"):
            name = path.relative_to(self.wine.drive).as_posix()
            if path.is_file() and "/Temp/" not in name and not name.startswith("windows/"):
                found.add(name)
        return found

    def elsewhere(self) -> None:
        """Install where the path has spaces and Hindi letters, use it there, remove it with all data."""
        folder = self.wine.outside(STRANGE)
        code = self.install(STRANGE)
        expect(code == 0, f"the setup ended with {code} for {STRANGE}")
        self.same_tree(folder)
        said = self.registry().get("InstallLocation", "")
        self.say(f"installed into {STRANGE}")
        (folder / "_internal" / "resources" / "channel.txt").write_text("older")
        code = self.install()
        expect(code == 0, f"the second setup ended with {code}")
        self.same_tree(folder)
        expect(not self.installed.exists(), "an upgrade went to another folder than the program's")
        self.say("upgraded where it is, without being told")
        self.selftest(folder, "elsewhere")
        self.credentials("set")
        self.uninstall("/PURGE", folder=folder)
        expect(not folder.exists(), f"{folder} is still there: {said}")
        until(lambda: not self.user_data.exists(), 30, "the user's data is deleted when asked")
        kept = self.credentials("get")
        expect(kept == "None None others", f"saved logins after /PURGE: {kept}")
        self.say("uninstalled with /PURGE: settings, journals and saved logins gone, others' kept")

    def credentials(self, verb: str) -> str:
        """Save two logins of ours and one of somebody else, or say which of them there are."""
        code = (
            "import keyring; w = [('{service}', 'one'), ('{service}', 'two'), ('other', 'one')]\n"
            "if {set}: [keyring.set_password(s, n, s + 's') for s, n in w]\n"
            "print(*[keyring.get_password(s, n) for s, n in w])"
        ).format(set=verb == "set", service=product.APP_ID)
        said = self.wine.run(FOLDER / "python/python.exe", "-c", code, timeout=60).stdout
        lines = [line for line in said.splitlines() if line.strip()]
        return lines[-1].strip() if lines else ""


def _user(wine: Wine) -> str:
    return next(p.name for p in (wine.drive / "users").iterdir() if p.name != "Public")


def run(setup: Path, payload: Path) -> int:
    """Do all of it in a prefix made for this; return 0. `payload`: the folder the setup was made of."""
    place = FOLDER / "wine-test"
    shutil.rmtree(place, ignore_errors=True)
    with screen() as display, Wine(place, display) as wine:
        wine.create(FOLDER / "shims")
        trial = Trial(wine, setup, payload)
        before = trial.files()
        trial.look_at_the_file()
        trial.refuse_an_old_windows()
        trial.first_installation()
        trial.selftest(trial.installed, "installed")
        trial.refuse_while_running()
        trial.upgrade()
        trial.fail_whole()
        trial.remove(before)
        trial.elsewhere()
        trial.nothing_left(before)
        trial.say("all of it went as it should")
    shutil.rmtree(place, ignore_errors=True)
    return 0
