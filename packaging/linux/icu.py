"""ICU's tables for Qt, cut to the languages that the program speaks: 4 MB instead of 32.

Qt for Linux brings all of ICU's data: every currency, zone name and alphabet's order in 200 languages.
What English and Hindi need stays, so do the tables that belong to no language.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import product

TOOLS = {"icupkg": "icu-devtools", "as": "binutils", "ld": "binutils", "readelf": "binutils"}
LANGUAGES = ("en", "hi")
UNUSED_FOLDERS = ("brkitr", "rbnf", "translit")
UNUSED = re.compile(r"\.(cnv|dict|spp|cfu)$")
LOCALE = re.compile(r"[a-z]{2,3}(_[A-Za-z0-9_]+)?")
OF_ALL = {"root", "pool", "res_index", "ucadata", "supplementalData", "tzdbNames"}
SYMBOL = re.compile(
    r"\d+:\s+([0-9a-f]+)\s+(0x[0-9a-f]+|\d+)\s+OBJECT\s+GLOBAL\s+DEFAULT\s+\S+\s+(icudt\d+_dat)$"
)
SOURCE = """\
.section .rodata
.balign 16
.global {symbol}
.type {symbol}, @object
{symbol}:
.incbin "{data}"
.size {symbol}, .-{symbol}
.section .note.GNU-stack,"",@progbits
"""


def is_kept(item: str) -> bool:
    """Return whether a table is one that the program's languages need."""
    folder, _, name = item.rpartition("/")
    if folder in UNUSED_FOLDERS or UNUSED.search(name):
        return False
    stem, _, kind = name.rpartition(".")
    if kind != "res" or stem in OF_ALL:
        return True
    if stem.split("_")[0] in LANGUAGES:
        return True
    return not folder and not LOCALE.fullmatch(stem)


def cut(library: Path) -> None:
    """Replace a libicudata by one with fewer tables: same name, same symbol."""
    product.need(TOOLS, "ICU's tables are cut to the program's languages")
    work = product.BUILD / "icu"
    shutil.rmtree(work, ignore_errors=True)
    (work / "less").mkdir(parents=True)
    told = product.read("readelf", "-W", "--dyn-syms", library)
    found = next((m for line in told.splitlines() if (m := SYMBOL.search(line.strip()))), None)
    if found is None:
        product.stop(f"{library.name} holds no ICU tables that this build knows")
        return
    # Constants lie at the same place in the file and in memory: the first segment begins at 0.
    start, size, symbol = int(found[1], 16), int(found[2], 0), found[3]
    package = f"{symbol.removesuffix('_dat')}l.dat"
    whole = work / package
    whole.write_bytes(library.read_bytes()[start : start + size])
    items = product.read("icupkg", "-l", whole).split()
    drop = work / "drop.txt"
    drop.write_text("".join(f"{item}\n" for item in items if not is_kept(item)), encoding="utf-8")
    # The tables are found by the package's name, which icupkg takes from the file's.
    product.run("icupkg", "-r", drop, whole, work / "less" / package)
    assembly = work / "data.s"
    assembly.write_text(SOURCE.format(symbol=symbol, data=f"less/{package}"), encoding="utf-8")
    product.run("as", "-o", "data.o", "data.s", cwd=work)
    product.run(
        "ld", "-shared", "-soname", library.name, "-z", "noexecstack", "--hash-style=gnu",
        "--build-id=none", "-o", library, "data.o", cwd=work,
    )  # fmt: skip
    shutil.rmtree(work)
