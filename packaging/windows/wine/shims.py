"""Small libraries that Wine lacks and this program's packages need. Tests only.

`icuuc.dll` (for Qt) and `bcryptprimitives.dll` (for what is written in Rust) are compiled from the C
files beside this one. `ucrtbase.dll` forwards each of its names to a
copy of Wine's own file, except the complex functions of C99, which Wine names but leaves
unimplemented and numpy calls. All go into a Wine prefix; none may ever reach an installer.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
COMPILER = "x86_64-w64-mingw32-gcc"
MARK = slice(0x40, 0x60)
"""Where Wine writes "Wine builtin DLL" into its own files; with it a copy would not load as itself."""

UNARY = [
    f"c{inverse}{name}"
    for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh")
    for inverse in ("", "a")
] + ["cexp", "clog", "csqrt", "conj", "cproj"]
REAL = ["creal", "cimag", "carg", "cabs"]
# Suffix and real type; a long double is a double to Microsoft's compiler and to this library.
WIDTHS = {"": "double", "f": "float", "l": "double"}


def complex_names() -> set[str]:
    return {name + width for name in [*UNARY, *REAL, "cpow"] for width in WIDTHS}


def complex_source() -> str:
    """Return C that exports the complex functions in Microsoft's calling convention.

    Microsoft passes `struct {T r, i}`: 8 bytes in one register, 16 bytes by reference. A plain
    struct makes mingw do the same; its own `complex` would not.
    """
    lines = ["#include <complex.h>"]
    for real in ("float", "double"):
        lines += [
            f"typedef struct {{ {real} r, i; }} {real}_pair;",
            f"static inline {real} complex {real}_in({real}_pair p) {{",
            f"    {real} complex z; __real__ z = p.r; __imag__ z = p.i; return z; }}",
            f"static inline {real}_pair {real}_out({real} complex z) {{",
            f"    {real}_pair p = {{ __real__ z, __imag__ z }}; return p; }}",
        ]
    for width, real in WIDTHS.items():
        inner = "f" if real == "float" else ""
        for name in UNARY:
            lines.append(
                f"{real}_pair msc_{name}{width}({real}_pair a) "
                f"{{ return {real}_out({name}{inner}({real}_in(a))); }}"
            )
        for name in REAL:
            lines.append(
                f"{real} msc_{name}{width}({real}_pair a) {{ return {name}{inner}({real}_in(a)); }}"
            )
        lines.append(
            f"{real}_pair msc_cpow{width}({real}_pair a, {real}_pair b) "
            f"{{ return {real}_out(cpow{inner}({real}_in(a), {real}_in(b))); }}"
        )
    return "\n".join(lines) + "\n"


def exports(library: Path) -> list[str]:
    import pefile

    with pefile.PE(str(library), fast_load=True) as image:
        image.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_EXPORT"]])
        return sorted(s.name.decode() for s in image.DIRECTORY_ENTRY_EXPORT.symbols if s.name)


def definitions(names: list[str]) -> str:
    """Return a module definition: our own functions by their real names, all else forwarded."""
    own = complex_names()
    lines = ['LIBRARY "ucrtbase.dll"', "EXPORTS"]
    for name in names:
        target = f"msc_{name}" if name in own else f"ucrtwine.{name}"
        lines.append(f'  "{name}" = "{target}"')
    return "\n".join(lines) + "\n"


def compile_library(target: Path, *sources: Path | str) -> None:
    flags = ["-O1", "-fno-builtin", "-shared", "-static-libgcc", "-s", "-w"]
    command = [COMPILER, *flags, "-o", str(target), *map(str, sources)]
    subprocess.run(command, check=True)


def build(into: Path, wine_library: Path) -> list[Path]:
    """Write the shims into a folder; `wine_library` is Wine's own 64-bit ucrtbase.dll."""
    into.mkdir(parents=True, exist_ok=True)
    plain = []
    for name in ("icuuc", "bcryptprimitives"):
        plain.append(into / f"{name}.dll")
        compile_library(plain[-1], HERE / f"{name}.c", "-ladvapi32")

    original = into / "ucrtwine.dll"
    content = bytearray(wine_library.read_bytes())
    if not content[MARK].startswith(b"Wine"):
        raise SystemExit(f"{wine_library} is not a file of Wine's own: it has no mark at 0x40")
    content[MARK] = bytes(MARK.stop - MARK.start)
    original.write_bytes(content)

    source, table = into / "complex.c", into / "ucrtbase.def"
    source.write_text(complex_source())
    table.write_text(definitions(exports(wine_library)))
    shim = into / "ucrtbase.dll"
    compile_library(shim, source, table)
    return [*plain, shim, original]


def available() -> bool:
    return shutil.which(COMPILER) is not None
