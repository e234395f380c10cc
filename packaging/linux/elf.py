"""What the bundle asks of the system under it: read from every library in it, not from a list."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import product

# A library that the system brings: its name as the loader asks for it, and Debian's package of it.
SYSTEM = {
    "libc.so.6": "libc6",
    "libm.so.6": "libc6",
    "libdl.so.2": "libc6",
    "librt.so.1": "libc6",
    "libpthread.so.0": "libc6",
    "libutil.so.1": "libc6",
    "libresolv.so.2": "libc6",
    "libbrotlidec.so.1": "libbrotli1",
    "libcrypt.so.1": "libcrypt1",
    "ld-linux-x86-64.so.2": "libc6",
    "libgcc_s.so.1": "libgcc-s1",
    "libstdc++.so.6": "libstdc++6",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libexpat.so.1": "libexpat1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgthread-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgobject-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgio-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xinput.so.0": "libxcb-xinput0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libdrm.so.2": "libdrm2",
}
FLOORS = {"libstdc++6": "11"}
"""Versions that names alone do not say; libc's is read from the symbols."""
_NEEDED = re.compile(r"^\s+NEEDED\s+(\S+)$", re.MULTILINE)
_GLIBC = re.compile(r"\bGLIBC_(\d+)\.(\d+)\b")


def is_elf(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(4) == b"\x7fELF"


def elves(folder: Path) -> list[Path]:
    """Return every program and library below a folder, links left out."""
    return [
        p for p in sorted(folder.rglob("*")) if p.is_file() and not p.is_symlink() and is_elf(p)
    ]


class Wants:
    """What all of a bundle's libraries want: `system` sonames, the `glibc` they were linked to."""

    def __init__(self) -> None:
        self.system: dict[str, set[str]] = {}
        self.glibc = (0, 0)

    def packages(self) -> list[str]:
        """Return Debian's `Depends`, each package once, with the versions that are needed."""
        found = {SYSTEM[soname] for soname in self.system}
        lines = []
        for package in sorted(found):
            floor = FLOORS.get(package)
            if package == "libc6":
                floor = f"{self.glibc[0]}.{self.glibc[1]}"
            lines.append(f"{package} (>= {floor})" if floor else package)
        return lines

    def sonames(self) -> list[str]:
        """Return the names as RPM's packages provide them; glibc by its symbol version."""
        plain = sorted(name for name in self.system if SYSTEM[name] != "libc6")
        return [
            f"libc.so.6(GLIBC_{self.glibc[0]}.{self.glibc[1]})(64bit)",
            *(f"{name}()(64bit)" for name in plain),
        ]


def examine(folder: Path) -> Wants:
    """Read every library; stop the build where one wants what is neither here nor the system's."""
    files = elves(folder)
    ours = {p.name for p in folder.rglob("*.so*")}
    wants = Wants()
    lost: dict[str, str] = {}
    for file in files:
        said = subprocess.run(
            ["objdump", "-p", str(file)], capture_output=True, text=True, check=True
        ).stdout
        for soname in _NEEDED.findall(said):
            if soname in ours:
                continue
            if soname not in SYSTEM:
                lost[soname] = file.relative_to(folder).as_posix()
            wants.system.setdefault(soname, set()).add(file.relative_to(folder).as_posix())
        for major, minor in _GLIBC.findall(said):
            wants.glibc = max(wants.glibc, (int(major), int(minor)))
    if lost:
        lines = [f"  {soname}, wanted by {file}" for soname, file in sorted(lost.items())]
        product.stop("the bundle wants libraries that nobody brings:\n" + "\n".join(lines))
    return wants
