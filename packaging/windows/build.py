"""The setup for Windows: build it, here under Wine or on Windows itself, and test it.

Both ways run the real PyInstaller for Windows on the packages of requirements.txt. Here the Python is
the one of runtime.lock, on Windows the official one that runs this very file. What is published comes
from Windows.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import dev
import licences
import product

from windows import check_bundle, installer, runtime, version_info
from windows.wine import prefix as wines

NATIVE = sys.platform == "win32"
FOLDER = product.BUILD / "windows"
ONEDIR = FOLDER / "bundle" / product.EXECUTABLE
STAMP = FOLDER / "made-of"
CHANNEL = "nsis"
WHY = "the setup for Windows is built and tested under Wine"
PATIENCE_S = 1800.0


def build(out: Path) -> Path:
    """Make the setup program out of the exported sources; return its path in `out`."""
    started = time.monotonic()
    if not NATIVE:
        product.need(wines.NEEDED, WHY)
    folder = bundle()
    site_packages = native_packages() if NATIVE else runtime_folder() / "Lib" / "site-packages"
    use_pefile(site_packages)
    count, faults = check_bundle.check(folder)
    if faults:
        product.stop("the bundle is refused:\n" + "\n".join(faults))
    product.say(f"windows: {count} binaries examined, no faults")
    setup = installer.make(folder, icons(), out)
    size = setup.stat().st_size / 1e6
    product.say(f"{setup.name}: {size:.1f} MB in {time.monotonic() - started:.0f} s")
    return setup


def test(setup: Path) -> int:
    """Install, use, upgrade and remove a setup; return 0 if all of it went as it should."""
    if NATIVE:
        script = Path(__file__).with_name("test_install.ps1")
        shell = shutil.which("pwsh") or "powershell"
        command = [shell, "-NoProfile", "-ExecutionPolicy", "Bypass", "-File", str(script)]
        return subprocess.run([*command, "-Setup", str(setup)], check=False).returncode
    product.need(wines.NEEDED, WHY)
    use_pefile(runtime_folder() / "Lib" / "site-packages")
    from windows import test_install

    return test_install.run(setup, ONEDIR)


# -- the parts


def runtime_folder() -> Path:
    """Return the Python for Windows with all locked packages, made at the first call."""
    return runtime.ready(FOLDER / "python", FOLDER / "downloads", host_python())


def host_python() -> Path:
    """Return this project's own environment: pip and the drawing of icons are taken from there."""
    python = dev.python_of(dev.VENV)
    probe = [str(python), "-c", "import pip, PySide6.QtSvg"]
    if not python.exists() or subprocess.run(probe, capture_output=True, check=False).returncode:
        dev.setup(dev.RUN_LOCK)
    return python


def native_packages() -> Path:
    import sysconfig

    return Path(sysconfig.get_paths()["purelib"])


def use_pefile(site_packages: Path) -> None:
    """Make the locked pefile, plain Python, importable here without all that lies beside it."""
    if NATIVE:
        return
    tools = FOLDER / "tools"
    if not (tools / "pefile.py").exists():
        tools.mkdir(parents=True, exist_ok=True)
        shutil.copytree(site_packages / "ordlookup", tools / "ordlookup", dirs_exist_ok=True)
        shutil.copy2(site_packages / "pefile.py", tools / "pefile.py")
    if str(tools) not in sys.path:
        sys.path.append(str(tools))


def icons() -> Path:
    target = product.BUILD / "icons"
    python = Path(sys.executable) if NATIVE else host_python()
    product.run(python, product.PACKAGING / "icons.py", target)
    return target


def bundle(*, fresh: bool = False) -> Path:
    """Return the bundle's folder, made anew unless it was made of these very sources."""
    made_of = (
        f"{product.tree_digest(product.SOURCE)} {product.epoch()} {'native' if NATIVE else 'wine'}"
    )
    if not fresh and STAMP.is_file() and STAMP.read_text(encoding="utf-8") == made_of:
        product.say("windows: the bundle was made of these sources already")
        return ONEDIR
    STAMP.unlink(missing_ok=True)
    shutil.rmtree(ONEDIR, ignore_errors=True)
    started = time.monotonic()
    resource, manifest = version_info.write(FOLDER)
    icon = icons() / "app.ico"
    spec = product.SOURCE / "packaging" / "bundle" / "terminal.spec"
    given = {"BUNDLE_ICON": icon, "BUNDLE_VERSION": resource, "BUNDLE_MANIFEST": manifest}
    # Stored, not compressed: the setup compresses all of it at once, and better.
    more = {"PYINSTALLER_ZLIB_COMPRESSION_LEVEL": "0"}
    places = {"--distpath": ONEDIR.parent, "--workpath": FOLDER / "pyinstaller"}
    options = ["-m", "PyInstaller", "-y", "--clean", "--log-level", "WARN"]
    if NATIVE:
        environment = product.environment(**more, **{k: str(v) for k, v in given.items()})
        flat = [str(part) for pair in places.items() for part in pair]
        product.run(sys.executable, *options, *flat, spec, env=environment)
        site_packages = native_packages()
    else:
        python = runtime_folder()
        site_packages = python / "Lib" / "site-packages"
        use_pefile(site_packages)
        flat = [part for name, path in places.items() for part in (name, wines.z(path))]
        environment = more | {name: wines.z(path) for name, path in given.items()}
        with wines.screen() as display, wines.Wine(FOLDER / "wine", display) as wine:
            if not wine.drive.exists():
                wine.create(FOLDER / "shims")
            said = wine.run(
                python / "python.exe", *options, *flat, wines.z(spec),
                env=product.environment() | environment, timeout=PATIENCE_S,
            )  # fmt: skip
        log = product.BUILD / "logs" / "pyinstaller-windows.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(said.stdout, encoding="utf-8")
    licences.write(ONEDIR, site_packages)
    product.tell_channel(ONEDIR, CHANNEL)
    sign_program()
    product.settle_times(ONEDIR)
    files = [path for path in ONEDIR.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    product.say(
        f"windows: {size / 1e6:.0f} MB in {len(files)} files, {time.monotonic() - started:.0f} s"
    )
    product.say(f"windows: bundle {product.tree_digest(ONEDIR)}")
    STAMP.write_text(made_of, encoding="utf-8")
    return ONEDIR


def sign_program() -> None:
    """Sign the program before it goes into the setup, where a release has a key."""
    command = os.environ.get(installer.SIGN)
    if command:
        program = ONEDIR / f"{product.EXECUTABLE}.exe"
        subprocess.run(f'{command} "{program}"', shell=True, check=True)
