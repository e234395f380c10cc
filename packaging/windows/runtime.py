"""The Python for Windows that a Linux machine builds with: fetched by hash, checked by signature.

What is fetched, and how far its checks reach, is written in runtime.lock beside this file.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import tarfile
import tomllib
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
LOCK = HERE / "runtime.lock"
REQUIREMENTS = HERE / "requirements.txt"
AUTHORITIES = Path("/etc/ssl/certs/ca-certificates.crt")
BINARIES = {".exe", ".dll", ".pyd"}


class RuntimeRefused(SystemExit):
    """What was fetched is not what the lock describes; the build stops with this sentence."""


def lock() -> dict[str, object]:
    return tomllib.loads(LOCK.read_text(encoding="utf-8"))


def fetch(into: Path, python: Path) -> Path:
    """Return the locked source archive, fetched through pip, which checks its hash first."""
    locked = lock()
    into.mkdir(parents=True, exist_ok=True)
    pins = into / "runtime.txt"
    pins.write_text(f"{locked['requirement']} --hash=sha256:{locked['sha256']}\n", encoding="utf-8")
    for kept in into.glob("*.tar.gz"):
        if digest(kept) == locked["sha256"]:
            return kept
    command = [str(python), "-m", "pip", "download", "-qq", "--disable-pip-version-check"]
    options = ["--no-deps", "--no-binary", ":all:", "--require-hashes", "--dest", str(into)]
    subprocess.run([*command, *options, "--requirement", str(pins)], check=True)
    found = [path for path in into.glob("*.tar.gz") if digest(path) == locked["sha256"]]
    if not found:
        raise RuntimeRefused(f"{locked['requirement']} was not fetched with the locked hash")
    return found[0]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def unpack(archive: Path, into: Path) -> None:
    """Lay the embedded distribution out in an empty folder; nothing of the archive is run."""
    locked = lock()
    with tarfile.open(archive) as outer:
        member = outer.extractfile(str(locked["inside"]))
        if member is None:
            raise RuntimeRefused(f"{archive.name} holds no {locked['inside']}")
        inner = zipfile.ZipFile(io.BytesIO(member.read()))
    prefix = f"{locked['folder']}/"
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    for entry in inner.infolist():
        name = entry.filename.removeprefix(prefix)
        if entry.is_dir() or not entry.filename.startswith(prefix):
            continue
        if "/" in name or "\\" in name or name in {"", ".", ".."}:
            raise RuntimeRefused(f"an unexpected path in the runtime: {entry.filename}")
        (into / name).write_bytes(inner.read(entry))


def verify(folder: Path) -> int:
    """Check the signature of every program and library; return how many its maker signed."""
    locked = lock()
    others = locked["others"]
    assert isinstance(others, dict)
    signed = 0
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in BINARIES:
            continue
        if path.name in others:
            if digest(path) != others[path.name]:
                raise RuntimeRefused(f"{path.name} is not the file that was locked")
            continue
        refused = signature_fault(path, str(locked["signer"]))
        if refused:
            raise RuntimeRefused(f"{path.name}: {refused}")
        signed += 1
    if signed != locked["signed"]:
        raise RuntimeRefused(f"{signed} signed files, {locked['signed']} expected")
    return signed


def signature_fault(path: Path, signer: str) -> str:
    """Return what is wrong with a file's Authenticode signature, empty where it is the signer's."""
    authorities = str(AUTHORITIES)
    # Revocation lists would need the network in the middle of a build; the hash is pinned as well.
    command = ["osslsigncode", "verify", "-ignore-crl", "-ignore-cdp", "-CAfile", authorities]
    done = subprocess.run(
        [*command, "-TSA-CAfile", authorities, str(path)],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode or "Signature verification: ok" not in done.stdout:
        return "its signature does not verify"
    leaf = done.stdout.rpartition("Signer #0:")[2].partition("Issuer")[0]
    return "" if f"/CN={signer}" in leaf else f"it is not signed by {signer}"


def install_packages(folder: Path, python: Path) -> None:
    """Put the locked packages for Windows into the runtime's site-packages, and make it look there."""
    target = folder / "Lib" / "site-packages"
    command = [str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    foreign = ["--platform", "win_amd64", "--python-version", "3.11", "--implementation", "cp"]
    options = ["--no-deps", "--require-hashes", "--only-binary", ":all:", "--no-compile"]
    place = ["--target", str(target), "--requirement", str(REQUIREMENTS)]
    subprocess.run([*command, *foreign, *options, *place], check=True)
    # Setuptools' start-up hook belongs to an installer of packages, not to a build.
    (target / "distutils-precedence.pth").unlink(missing_ok=True)
    paths = ["python311.zip", ".", "Lib\\site-packages"]
    (folder / "python311._pth").write_text("\n".join(paths) + "\n", encoding="ascii")


def ready(folder: Path, downloads: Path, python: Path) -> Path:
    """Return a folder with python.exe and all packages, made anew where a lock has changed.

    `python`: an interpreter of this machine that has pip.
    """
    state = hashlib.sha256(
        LOCK.read_bytes() + REQUIREMENTS.read_bytes() + Path(__file__).read_bytes()
    ).hexdigest()
    stamp = folder / ".ready"
    if stamp.exists() and stamp.read_text() == state:
        return folder
    unpack(fetch(downloads, python), folder)
    print(f"windows: {verify(folder)} files of the runtime bear a valid signature", flush=True)
    install_packages(folder, python)
    stamp.write_text(state)
    return folder
