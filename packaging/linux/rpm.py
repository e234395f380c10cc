"""The package for Fedora, openSUSE and their kin, out of the same files as the .deb.

It asks for libraries by the names that the loader uses, which are the same in every RPM distribution.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import product

from linux import elf, stage

TOOLS = {"rpmbuild": "rpm"}
SPEC = Path(__file__).resolve().parent / "share" / "package.spec.in"


def build(folder: Path, dist: Path) -> Path:
    """Make the .rpm of a bundle and return it."""
    product.need(TOOLS, "the .rpm is packed")
    staged = stage.stage(folder, "rpm", product.BUILD / "rpm" / "root")
    top = product.BUILD / "rpm" / "top"
    shutil.rmtree(top, ignore_errors=True)
    top.mkdir(parents=True)
    wanted = [*elf.examine(folder).sonames(), "tzdata"]
    text = product.fill(
        SPEC,
        RPM_VERSION=product.debian_version(),
        REQUIRES="\n".join(f"Requires: {name}" for name in wanted),
        ROOT=str(staged),
    )
    spec = top / f"{product.EXECUTABLE}.spec"
    spec.write_text(text, encoding="utf-8")
    product.run(
        "rpmbuild", "-bb", "--target", "x86_64", "--define", f"_topdir {top}", spec,
        log=product.BUILD / "logs" / "rpmbuild.log",
    )  # fmt: skip
    made = next((top / "RPMS").rglob("*.rpm"))
    package = dist / made.name
    shutil.move(made, package)
    shutil.rmtree(product.BUILD / "rpm")
    return package
