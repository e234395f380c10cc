"""Colours, fonts and icons, by name. Nothing else in the UI builds a QColor from a literal.

A theme is a TOML file of tokens; it fills the palette, the stylesheet template and the cached pens
of the delegates. Switching emits `changed`; widgets that paint themselves call `update()` on it.
"""

import weakref
from pathlib import Path
from string import Template

import msgspec
import shiboken6
from msgspec import Struct
from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import (
    QAction,
    QBrush,
    QColor,
    QFont,
    QFontDatabase,
    QIcon,
    QPainter,
    QPalette,
    QPen,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QStyleFactory

from terminal.runtime.paths import resources_dir

NAMES = ("dark", "light")
PAIRS = ("green_red", "red_green", "teal_magenta", "blue_orange")
"""Colours of gain and loss: the theme's own, that pair turned round, and two from `pairs.toml`."""
BASE_PIXELS = 13
FAMILY = "Inter"
DEVANAGARI = "Noto Sans Devanagari"
DEVANAGARI_FILES = ("NotoSansDevanagari-Regular.ttf", "NotoSansDevanagari-Bold.ttf")


class Palette(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`#rrggbb` by role. Buy/sell are sides; up/down are gain and loss; good/bad are states. They never mix.

    `*_fill` carry white text, `*_tint` are backgrounds for ordinary text. `stale` is a price that
    may be old, `hatch` the practice stripes, `line` separators, `strong_line` input outlines.
    """

    window: str
    panel: str
    raised: str
    input: str
    line: str
    strong_line: str
    text: str
    muted: str
    faint: str
    accent: str
    on_accent: str
    buy: str
    sell: str
    buy_fill: str
    sell_fill: str
    on_fill: str
    buy_tint: str
    sell_tint: str
    up: str
    down: str
    up_tint: str
    down_tint: str
    good: str
    bad: str
    good_tint: str
    bad_tint: str
    amber: str
    amber_tint: str
    stale: str
    selection: str
    hover: str
    hatch: str
    shadow: str


class Theme(QObject):
    """The look in force. `color(token)` and friends are cached until the next switch."""

    changed = QtSignal()

    def __init__(
        self, name: str = "dark", *, colours: str = "green_red", resources: Path | None = None
    ) -> None:
        super().__init__()
        self._resources = resources or resources_dir()
        self._family = self._load_fonts()
        self._fonts: dict[tuple[int, bool, bool], QFont] = {}
        self._worn: list[tuple[weakref.ref[QAbstractButton | QAction], tuple[str, str, int]]] = []
        self._switch(name, colours)

    def use(self, name: str, colours: str | None = None) -> None:
        """Switch at run time: one of `NAMES` and of `PAIRS`; ValueError for another."""
        colours = colours or self.colours
        if (name, colours) != (self.name, self.colours):
            self._switch(name, colours)
            application = QApplication.instance()
            if isinstance(application, QApplication):
                self.apply(application)
            for reference, icon in self._worn:
                part = reference()
                if part is not None and shiboken6.isValid(part):
                    part.setIcon(self.icon(*icon))
            self.changed.emit()

    def color(self, token: str) -> QColor:
        """Return the cached colour of a token; AttributeError for an unknown one."""
        color = self._colors.get(token)
        if color is None:
            color = self._colors[token] = QColor(getattr(self.palette, token))
        return color

    def pen(self, token: str) -> QPen:
        pen = self._pens.get(token)
        if pen is None:
            pen = self._pens[token] = QPen(self.color(token))
        return pen

    def brush(self, token: str, eighths: int = 8) -> QBrush:
        """Return a cached brush at `eighths`/8 opacity: flashes fade in steps, without new colours."""
        key = (token, eighths)
        brush = self._brushes.get(key)
        if brush is None:
            color = QColor(self.color(token))
            color.setAlphaF(max(0, min(8, eighths)) / 8)
            brush = self._brushes[key] = QBrush(color)
        return brush

    def font(self, size_delta: int = 0, *, bold: bool = False, tabular: bool = True) -> QFont:
        """Return the interface font, `size_delta` pixels from the base size; digits of equal width."""
        key = (size_delta, bold, tabular)
        font = self._fonts.get(key)
        if font is None:
            font = QFont([self._family, DEVANAGARI])
            font.setPixelSize(BASE_PIXELS + size_delta)
            font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            if tabular:
                font.setFeature(QFont.Tag("tnum"), 1)
            self._fonts[key] = font
        return font

    def icon(self, name: str, token: str = "muted", size: int = 16) -> QIcon:  # noqa: S107
        """Return `resources/icons/<name>.svg` in a token's colour; an empty icon if there is none."""
        key = (name, token, size)
        icon = self._icons.get(key)
        if icon is None:
            icon = self._icons[key] = self._draw_icon(name, token, size)
        return icon

    def wear(
        self,
        part: QAbstractButton | QAction,
        name: str,
        token: str = "muted",  # noqa: S107  a colour's
        size: int = 16,
    ) -> None:
        """Give a button or action an icon that follows the theme for as long as it lives."""
        part.setIcon(self.icon(name, token, size))
        self._worn = [worn for worn in self._worn if worn[0]() is not None]
        self._worn.append((weakref.ref(part), (name, token, size)))

    def apply(self, application: QApplication) -> None:
        """Give the whole application this theme: style, palette, font, stylesheet."""
        if self._styled is not application:
            application.setStyle(QStyleFactory.create("Fusion"))
            application.setFont(self.font())
            application.setWindowIcon(QIcon(str(self._resources / "icons" / "app.svg")))
            self._styled = application
        application.setPalette(self._qt_palette())
        application.setStyleSheet(self.stylesheet())

    def stylesheet(self) -> str:
        """Return the filled template: the whole application and the docks."""
        template = Template((self._resources / "themes" / "app.qss").read_text("utf-8"))
        images = (self._resources / "themes" / self.name).as_posix()
        return template.substitute(msgspec.structs.asdict(self.palette), images=images)

    _styled: QApplication | None = None

    def _switch(self, name: str, colours: str) -> None:
        if name not in NAMES:
            raise ValueError(f"There is no theme called {name!r}.")
        if colours not in PAIRS:
            raise ValueError(f"There are no colours called {colours!r}.")
        folder = self._resources / "themes"
        own = msgspec.toml.decode((folder / f"{name}.toml").read_bytes(), type=Palette)
        self.palette = own
        if colours == "red_green":
            self.palette = msgspec.structs.replace(
                own, up=own.down, down=own.up, up_tint=own.down_tint, down_tint=own.up_tint
            )
        elif colours != PAIRS[0]:
            pairs = msgspec.toml.decode((folder / "pairs.toml").read_bytes())
            self.palette = msgspec.structs.replace(own, **pairs[colours][name])
        self.name, self.colours = name, colours
        self._colors: dict[str, QColor] = {}
        self._pens: dict[str, QPen] = {}
        self._brushes: dict[tuple[str, int], QBrush] = {}
        self._icons: dict[tuple[str, str, int], QIcon] = {}

    def _load_fonts(self) -> str:
        family = FAMILY
        for file in sorted((self._resources / "fonts").glob("*.otf")):
            number = QFontDatabase.addApplicationFont(str(file))
            families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
            if file.stem.endswith("Regular") and families:
                family = families[0]
        # Inter has no Devanagari: whole words in Hindi come from this one.
        for name in DEVANAGARI_FILES:
            QFontDatabase.addApplicationFont(str(self._resources / "fonts" / name))
        return family

    def _draw_icon(self, name: str, token: str, size: int) -> QIcon:
        file = self._resources / "icons" / f"{name}.svg"
        if not file.is_file():
            return QIcon()
        drawing = file.read_text("utf-8")
        icon = QIcon()
        for mode, mode_token in ((QIcon.Mode.Normal, token), (QIcon.Mode.Disabled, "faint")):
            colored = drawing.replace("currentColor", getattr(self.palette, mode_token))
            renderer = QSvgRenderer(QByteArray(colored.encode()))
            for scale in (1, 2, 3):
                pixmap = QPixmap(QSize(size, size) * scale)
                pixmap.fill(Qt.GlobalColor.transparent)
                painter = QPainter(pixmap)
                renderer.render(painter, QRectF(0, 0, size * scale, size * scale))
                painter.end()
                pixmap.setDevicePixelRatio(scale)
                icon.addPixmap(pixmap, mode)
        return icon

    def _qt_palette(self) -> QPalette:
        palette = QPalette()
        role = QPalette.ColorRole
        for where, token in (
            (role.Window, "window"),
            (role.WindowText, "text"),
            (role.Base, "panel"),
            (role.AlternateBase, "raised"),
            (role.Text, "text"),
            (role.Button, "raised"),
            (role.ButtonText, "text"),
            (role.BrightText, "on_fill"),
            (role.Highlight, "selection"),
            (role.HighlightedText, "text"),
            (role.ToolTipBase, "raised"),
            (role.ToolTipText, "text"),
            (role.PlaceholderText, "faint"),
            (role.Link, "accent"),
            (role.LinkVisited, "accent"),
            (role.Light, "raised"),
            (role.Midlight, "raised"),
            (role.Mid, "line"),
            (role.Dark, "line"),
            (role.Shadow, "shadow"),
            (role.Accent, "accent"),
        ):
            palette.setColor(where, self.color(token))
        for where in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, where, self.color("faint"))
        return palette
