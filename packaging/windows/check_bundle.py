#!/usr/bin/env python3
"""Examine every Windows binary of a bundle without running it, and refuse what would fail elsewhere.

    python packaging/windows/check_bundle.py FOLDER

Each must be 64-bit x86 code; each library it imports must be in the bundle or be Windows' own; nothing
of Wine, and no copy of a library that Windows brings itself, may be there. The program must carry its
version, its icon and a manifest that asks for sharp text and for no rights. Needs pefile.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from terminal.identity import EXECUTABLE

AMD64 = 0x8664
WINE_MARK = slice(0x40, 0x60)
WINE = (b"Wine builtin DLL", b"Wine placeholder DLL")

# What Windows 10 1809 and newer have in System32.
_NAMES = """
advapi32 authz bcrypt bcryptprimitives cabinet comctl32 comdlg32 crypt32 d2d1 d3d11 d3d12 d3d9
dbghelp dnsapi dwmapi dwrite dxgi gdi32 icuuc imm32 iphlpapi kernel32 mpr msi msvcrt ncrypt
netapi32 normaliz ntdll ole32 oleaut32 powrprof propsys psapi rpcrt4 rstrtmgr secur32 setupapi
shcore shell32 shlwapi uiautomationcore user32 userenv uxtheme version webservices winhttp
wininet winmm ws2_32 wtsapi32
"""
WINDOWS = frozenset(f"{name}.dll" for name in _NAMES.split()) | {"winspool.drv"}
CONTRACTS = ("api-ms-win-core-", "api-ms-win-crt-", "api-ms-win-shcore-")
"""Sets of functions rather than files; every Windows 10 resolves them."""

FOREIGN = ("ucrtbase", "ucrtwine", "icuuc", "bcryptprimitives", "api-ms-", "ext-ms-")
"""Windows' own, or stand-ins for tests: a copy of any of them in the bundle came from Wine."""

MANIFEST_SAYS = (
    "PerMonitorV2",
    'level="asInvoker"',
    "longPathAware",
    "8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a",
)
RESOURCES = {3: "icon", 16: "version", 24: "manifest"}


def binaries(folder: Path) -> list[Path]:
    """Return every file that is a Windows binary by its content, whatever it is called."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as stream:
                if stream.read(2) == b"MZ":
                    found.append(path)
    return found


def faults_of(path: Path, bundled: frozenset[str]) -> Iterator[str]:
    """Say what is wrong with one binary; `bundled` holds the names of all in the bundle, lower case."""
    import pefile

    if path.name.lower().startswith(FOREIGN):
        yield "Windows brings this library itself; a copy of it does not belong here"
    with path.open("rb") as stream:
        head = stream.read(WINE_MARK.stop)
    if head[WINE_MARK].startswith(WINE):
        yield "this is a file of Wine's"
    try:
        image = pefile.PE(str(path), fast_load=True)
    except pefile.PEFormatError as error:
        yield f"it begins like a Windows binary and is none: {error}"
        return
    with image:
        machine = image.FILE_HEADER.Machine
        if machine != AMD64:
            yield f"it is code for another machine (0x{machine:04x})"
            return
        for name in imports(image):
            if name not in bundled and name not in WINDOWS and not name.startswith(CONTRACTS):
                yield f"it needs {name}, which is neither here nor in Windows"


def imports(image: object) -> list[str]:
    """Return the libraries that a binary names, at its start or later, in lower case."""
    import pefile

    assert isinstance(image, pefile.PE)
    tables = ("IMAGE_DIRECTORY_ENTRY_IMPORT", "IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT")
    image.parse_data_directories([pefile.DIRECTORY_ENTRY[table] for table in tables])
    found = []
    for table in ("DIRECTORY_ENTRY_IMPORT", "DIRECTORY_ENTRY_DELAY_IMPORT"):
        found += [entry.dll.decode("ascii").lower() for entry in getattr(image, table, [])]
    return found


def program_faults(program: Path) -> Iterator[str]:
    """Say what the program itself lacks: resources, a manifest, a window instead of a console."""
    import pefile

    if not program.is_file():
        yield f"{program.name}: missing"
        return
    with pefile.PE(str(program), fast_load=True) as image:
        image.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_RESOURCE"]])
        tree = getattr(image, "DIRECTORY_ENTRY_RESOURCE", None)
        kinds = {entry.id: entry for entry in tree.entries} if tree else {}
        for kind, name in RESOURCES.items():
            if kind not in kinds:
                yield f"{program.name}: it carries no {name}"
        if 24 in kinds:
            leaf = kinds[24].directory.entries[0].directory.entries[0].data.struct
            text = image.get_data(leaf.OffsetToData, leaf.Size).decode("utf-8", "replace")
            for phrase in MANIFEST_SAYS:
                if phrase not in text:
                    yield f"{program.name}: its manifest does not say {phrase}"
        if image.OPTIONAL_HEADER.Subsystem != 2:
            yield f"{program.name}: it would open a console"
        for bit, name in ((0x40, "address randomisation"), (0x100, "data execution prevention")):
            if not image.OPTIONAL_HEADER.DllCharacteristics & bit:
                yield f"{program.name}: it is built without {name}"


def check(folder: Path) -> tuple[int, list[str]]:
    """Return how many binaries there are, and a sentence for each fault."""
    found = binaries(folder)
    bundled = frozenset(path.name.lower() for path in found)
    faults = [
        f"{path.relative_to(folder).as_posix()}: {fault}"
        for path in found
        for fault in faults_of(path, bundled)
    ]
    return len(found), [*faults, *program_faults(folder / f"{EXECUTABLE}.exe")]


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print("check_bundle: name the bundle's folder", file=sys.stderr)
        return 2
    count, faults = check(Path(arguments[0]))
    for fault in faults:
        print(f"check_bundle: {fault}", file=sys.stderr)
    print(f"check_bundle: {count} binaries, {len(faults)} faults")
    return 1 if faults or not count else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
