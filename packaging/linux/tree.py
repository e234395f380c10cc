"""A bare Debian in a folder: nothing of this machine is in it but its package sources.

Every command runs in a mount namespace of its own, so that no mount outlives it and removing the folder
removes nothing else. Needs root.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import product

TOOLS = {"debootstrap": "debootstrap", "unshare": "util-linux", "chroot": "coreutils"}
_ENTER = (
    'mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && '
    'mount -t tmpfs tmpfs "$0/run" && root="$0" && shift 0 && exec chroot "$root" "$@"'
)
APT_S_OWN = {
    "var/lib/apt", "var/lib/dpkg", "var/cache/apt", "var/log", "proc", "dev", "sys", "run", "tmp", "home",
}  # fmt: skip
CACHES = {
    "etc/ld.so.cache", "var/cache/ldconfig/aux-cache", "var/cache/debconf", "var/cache/fontconfig",
}  # fmt: skip
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class CannotRun(Exception):
    """This machine cannot make such a tree; the text says why."""


class Tree:
    """One root folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def run(
        self,
        *command: str,
        user: str | None = None,
        env: Mapping[str, str] | None = None,
        check: bool = True,
        timeout: float = 600,
    ) -> subprocess.CompletedProcess[bytes]:
        """Run a command inside, as root or as `user`; RuntimeError with its last words if it fails."""
        done = subprocess.run(
            self.line(command, user=user), env=self.environment(env), capture_output=True,
            stdin=subprocess.DEVNULL, timeout=timeout, check=False,
        )  # fmt: skip
        if check and done.returncode:
            words = (done.stdout + done.stderr).decode(errors="replace")[-3000:]
            raise RuntimeError(f"{shlex.join(command)} ended with {done.returncode}:\n{words}")
        return done

    def start(
        self, *command: str, user: str, env: Mapping[str, str], log: Path
    ) -> subprocess.Popen[bytes]:
        """Start a command inside; what it says goes to `log`."""
        with log.open("wb") as out:
            return subprocess.Popen(
                self.line(command, user=user), env=self.environment(env), stdin=subprocess.DEVNULL,
                stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip

    def line(self, command: Sequence[str], *, user: str | None) -> list[str]:
        """Return the command line that enters the tree."""
        enter = [
            "unshare",
            "--mount",
            "--propagation",
            "private",
            "sh",
            "-c",
            _ENTER,
            str(self.root),
        ]
        drop = ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups"] if user else []
        return [*enter, *drop, *command]

    def environment(self, more: Mapping[str, str] | None) -> dict[str, str]:
        passed = {k: v for k, v in os.environ.items() if k.lower().endswith("_proxy")}
        return {
            "PATH": PATH, "LANG": "C.UTF-8", "HOME": "/root", "DEBIAN_FRONTEND": "noninteractive",
            **passed, **(more or {}),
        }  # fmt: skip

    def files(self) -> dict[str, str]:
        """Return every path with what it is; what apt and dpkg keep for themselves is left out."""
        found = {}
        for folder, folders, names in os.walk(self.root):
            inside = Path(folder).relative_to(self.root).as_posix()
            folders[:] = [f for f in folders if f"{inside}/{f}".removeprefix("./") not in APT_S_OWN]
            for name in [*folders, *names]:
                path = Path(folder) / name
                where = path.relative_to(self.root).as_posix()
                if where in APT_S_OWN or where in CACHES:
                    continue
                status = path.lstat()
                size = status.st_size if path.is_file() and not path.is_symlink() else 0
                found[where] = f"{status.st_mode:o} {size}"
        return found

    def remove(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)


def archive() -> tuple[str, str]:
    """Return where this machine's apt gets Debian from, and the release's code name."""
    release = Path("/etc/os-release").read_text(encoding="utf-8")
    code = re.search(r"^VERSION_CODENAME=(\w+)", release, re.MULTILINE)
    if code is None or "ID=debian" not in release.splitlines():
        raise CannotRun("this machine is no Debian: its apt sources would not make one")
    name = code.group(1)
    sources = [*Path("/etc/apt/sources.list.d").glob("*.sources")]
    for file in sorted(sources):
        for block in file.read_text(encoding="utf-8").split("\n\n"):
            uris = re.search(r"^URIs:\s*(\S+)", block, re.MULTILINE)
            suites = re.search(r"^Suites:\s*(.+)$", block, re.MULTILINE)
            if uris and suites and name in suites.group(1).split():
                return uris.group(1), name
    old = [Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*.list"))]
    for file in old:
        if not file.is_file():
            continue
        for line in file.read_text(encoding="utf-8").splitlines():
            found = re.match(rf"deb\s+(?:\[[^]]*\]\s+)?(\S+)\s+{name}\s", line)
            if found:
                return found.group(1), name
    raise CannotRun("apt's sources name no archive of this release")


def base() -> Path:
    """Return a bare tree that is kept between runs, made if need be."""
    if os.geteuid() != 0:
        raise CannotRun("a Debian tree of its own needs root")
    product.need(TOOLS, "a bare Debian tree is made")
    where, name = archive()
    root = product.BUILD / "cleanroom" / "base"
    done = root / ".made"
    if done.is_file():
        return root
    shutil.rmtree(root, ignore_errors=True)
    root.parent.mkdir(parents=True, exist_ok=True)
    product.say(f"making a bare Debian ({name}) in {root.relative_to(product.ROOT)}")
    product.run(
        "debootstrap", "--variant=minbase", name, root, where,
        env={**os.environ, "LC_ALL": "C.UTF-8"}, log=product.BUILD / "logs" / "debootstrap.log",
    )  # fmt: skip
    shutil.rmtree(root / "etc" / "apt")
    shutil.copytree("/etc/apt", root / "etc" / "apt", symlinks=True)
    for folder in ("usr/share/keyrings", "etc/ssl/certs"):
        shutil.copytree(f"/{folder}", root / folder, symlinks=True, dirs_exist_ok=True)
    for name in ("etc/resolv.conf", "etc/hosts"):
        if Path(f"/{name}").is_file():
            shutil.copyfile(f"/{name}", root / name)
    Tree(root).run("apt-get", "update", "-qq")
    done.write_text("")
    return root


def fresh(name: str) -> Tree:
    """Return a new tree, a copy of the bare one."""
    bare = base()
    root = product.BUILD / "cleanroom" / name
    shutil.rmtree(root, ignore_errors=True)
    product.run("cp", "-a", bare, root)
    (root / ".made").unlink()
    return Tree(root)
