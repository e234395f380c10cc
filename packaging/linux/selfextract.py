"""The self-extracting package for every other Linux: no root, no package manager, no FUSE."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import product

from linux import bundle, stage

TOOLS = {"makeself": "makeself", "xz": "xz-utils"}
SHARE = Path(__file__).resolve().parent / "share"


def build(folder: Path, dist: Path) -> Path:
    """Make the .run of a bundle and return it."""
    product.need(TOOLS, "the .run is packed")
    payload = product.BUILD / "run"
    shutil.rmtree(payload, ignore_errors=True)
    payload.mkdir(parents=True)
    bundle.with_channel(folder, "run", payload / "program")
    stage.desktop_files(payload / "share", product.EXECUTABLE)
    shutil.copyfile(product.SOURCE / "LICENSE", payload / "LICENSE")
    for name in ("install.sh", "uninstall.sh"):
        script = payload / name
        script.write_text(product.fill(SHARE / f"{name}.in"), encoding="utf-8")
        script.chmod(0o755)
    product.settle_times(payload)
    package = dist / f"{product.EXECUTABLE}-{product.version()}-x86_64.run"
    package.unlink(missing_ok=True)
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(product.epoch()))
    ordered = (
        f"--sort=name --owner=0 --group=0 --numeric-owner --mtime=@{product.epoch()} --format=gnu"
    )
    product.run(
        "makeself", "--xz", "--complevel", "6", "--sha256", "--nox11", "--tar-quietly",
        "--tar-extra", ordered, "--packaging-date", moment,
        payload, package, f"{product.NAME} {product.version()}", "./install.sh",
        log=product.BUILD / "logs" / "makeself.log",
    )  # fmt: skip
    shutil.rmtree(payload)
    return package
