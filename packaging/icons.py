#!/usr/bin/env python3
"""Render the program's icon from its one source, resources/icons/app.svg, in every size that is needed.

    python packaging/icons.py [FOLDER]     default: build/icons

Writes 16.png to 512.png, app.ico, which holds the sizes that Windows asks for, and wizard.bmp, the side of
the setup's first page. Needs PySide6.
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "resources/icons/app.svg"
SIZES = (16, 20, 22, 24, 32, 40, 48, 64, 96, 128, 256, 512)
ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
"""The sizes of 100, 125, 150 and 200 percent for lists, the task bar and the desktop."""

WIZARD = (164, 314)


def png(size: int) -> bytes:
    """Return the icon as a PNG of `size` pixels a side."""
    from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing = QSvgRenderer(str(SOURCE))
    if not drawing.isValid():
        raise SystemExit(f"{SOURCE} cannot be drawn")
    drawing.render(painter, QRectF(0, 0, size, size))
    painter.end()
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(held, "PNG"):
        raise SystemExit(f"the icon could not be written as a PNG of {size} pixels")
    return held.data().data()


def ico(pictures: dict[int, bytes]) -> bytes:
    """Return an .ico of PNGs, which Windows reads since Vista. A side of 256 is written as 0."""
    offset = 6 + 16 * len(pictures)
    entries, bodies = [], []
    for size, content in sorted(pictures.items()):
        side = size % 256
        entries.append(struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(content), offset))
        bodies.append(content)
        offset += len(content)
    return struct.pack("<HHH", 0, 1, len(pictures)) + b"".join(entries) + b"".join(bodies)


def wizard() -> bytes:
    """Return the side picture of the setup program, a bitmap of the size that NSIS wants."""
    from PySide6.QtCore import QBuffer, QIODevice, QRectF
    from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter
    from PySide6.QtSvg import QSvgRenderer

    width, height = WIZARD
    image = QImage(width, height, QImage.Format.Format_RGB888)
    ground = QLinearGradient(0, 0, 0, height)
    ground.setColorAt(0, QColor("#1f2a3a"))
    ground.setColorAt(1, QColor("#0d1014"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(image.rect(), ground)
    side = 96
    QSvgRenderer(str(SOURCE)).render(painter, QRectF((width - side) / 2, 54, side, side))
    painter.end()
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(held, "BMP")
    return held.data().data()


def render(into: Path) -> Path:
    """Write all of them into a folder, made if need be, and return it."""
    into.mkdir(parents=True, exist_ok=True)
    pictures = {size: png(size) for size in SIZES}
    for size, content in pictures.items():
        (into / f"{size}.png").write_bytes(content)
    (into / "app.ico").write_bytes(ico({size: pictures[size] for size in ICO_SIZES}))
    (into / "wizard.bmp").write_bytes(wizard())
    return into


if __name__ == "__main__":
    print(render(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build/icons"))
