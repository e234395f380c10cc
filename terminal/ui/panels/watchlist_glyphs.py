"""Numbers drawn from a sheet of ready glyphs: all cells of a frame in one call to the painter.

Shaping text is most of what a live table costs (measured: 20 us a cell, 450 cells a frame). The few
characters that prices are made of are drawn once a theme, font and screen ratio, and copied from there.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPixmap
from shiboken6 import Shiboken

from terminal.ui.theme import Theme

CHARACTERS = "0123456789,.+−-%—–KLCr "
_CODES = {ord(character): code for code, character in enumerate(CHARACTERS)}
_MARGIN = 2
_FIELDS = 10  # x y left top width height scaleX scaleY rotation opacity


class GlyphSheet:
    """Glyphs of `fonts` in the colours `tokens`. A style is a (font, token) pair by number."""

    def __init__(
        self, theme: Theme, *, fonts: Sequence[QFont], tokens: Sequence[str], ratio: float
    ) -> None:
        self.ratio = ratio
        self._styles = {
            (font, token): place * len(tokens) + number
            for place, font in enumerate(range(len(fonts)))
            for number, token in enumerate(tokens)
        }
        metrics = [QFontMetricsF(font) for font in fonts]
        self._advance: NDArray[np.float64] = np.array(
            [
                [m.horizontalAdvance(c) for c in CHARACTERS.replace("-", "−")]
                for m in metrics
                for _ in tokens
            ]
        )
        self._width = 2 * int(np.ceil((self._advance.max() + 2 * _MARGIN) * ratio / 2))
        self._height = 2 * int(np.ceil(max(m.height() for m in metrics) * ratio / 2))
        self._sheet = QPixmap(self._width * len(CHARACTERS), self._height * len(self._styles))
        self._sheet.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._sheet)
        for place, font in enumerate(fonts):
            large = QFont(font)
            large.setPixelSize(round(font.pixelSize() * ratio))
            painter.setFont(large)
            above = (self._height - metrics[place].height() * ratio) / 2
            base = above + metrics[place].ascent() * ratio
            for token in tokens:
                top = self._height * self._styles[place, token]
                painter.setPen(theme.pen(token))
                for code, character in enumerate(CHARACTERS.replace("-", "−")):
                    left = code * self._width + round(_MARGIN * ratio)
                    painter.drawText(QPointF(left, top + round(base)), character)
        painter.end()
        self._fragments: NDArray[np.float64] = np.empty((0, _FIELDS))

    def style(self, font: int, token: str) -> int:
        """Return the number of a style."""
        return self._styles[font, token]

    def draw(
        self,
        painter: QPainter,
        texts: Sequence[str],
        rights: Sequence[float],
        middles: Sequence[float],
        styles: Sequence[int],
    ) -> None:
        """Draw texts that end at `rights`, centred on the heights `middles`."""
        joined = "".join(texts)
        if not joined:
            return
        codes = np.frombuffer(joined.translate(_CODES).encode("latin-1"), dtype=np.uint8)
        lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        style = np.repeat(np.array(styles, dtype=np.int64), lengths)
        advance = self._advance[style, codes]
        ends = np.cumsum(advance)
        starts = ends - advance
        last = np.cumsum(lengths) - 1
        # Each text is moved as a whole, so that its last glyph ends at its right edge.
        place = starts + np.repeat(np.array(rights) - ends[last], lengths)
        pen = np.floor(place * self.ratio + 0.5) / self.ratio
        if len(self._fragments) < len(codes):
            self._fragments = np.zeros((2 * len(codes), _FIELDS))
            self._fragments[:, 4:6] = self._width, self._height
            self._fragments[:, 6:8] = 1.0 / self.ratio
            self._fragments[:, 9] = 1.0
        cells = self._fragments
        count = len(codes)
        cells[:count, 0] = pen + (self._width / 2 - round(_MARGIN * self.ratio)) / self.ratio
        middle = np.floor(np.array(middles) * self.ratio + 0.5) / self.ratio
        cells[:count, 1] = np.repeat(middle, lengths)
        cells[:count, 2] = codes * np.float64(self._width)
        cells[:count, 3] = style * self._height
        first: Any = Shiboken.wrapInstance(cells.ctypes.data, QPainter.PixmapFragment)
        painter.drawPixmapFragments(first, count, self._sheet)
