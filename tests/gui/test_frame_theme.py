"""The look: contrast, fonts, icons, switching."""

import re
import tomllib
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QLineEdit, QPushButton

from terminal.runtime.paths import resources_dir
from terminal.ui.actions import SPECS
from terminal.ui.theme import NAMES, PAIRS, Theme

TEXTS = (
    *("text", "muted", "faint", "accent", "buy", "sell", "up", "down", "amber", "stale"),
    *("good", "bad"),
)
GROUNDS = ("window", "panel", "raised", "input")
TINTED = (
    ("on_fill", "buy_fill"),
    ("on_fill", "sell_fill"),
    ("on_accent", "accent"),
    ("text", "selection"),
    ("text", "hover"),
    ("text", "buy_tint"),
    ("text", "sell_tint"),
    ("down", "down_tint"),
    ("up", "up_tint"),
    ("good", "good_tint"),
    ("bad", "bad_tint"),
    ("amber", "amber_tint"),
)


def palette(name):
    return tomllib.loads((resources_dir() / "themes" / f"{name}.toml").read_text("utf-8"))


def luminance(color):
    parts = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("name", "pair"), list(product(NAMES, [*product(TEXTS, GROUNDS), *TINTED]))
)
def test_text_is_readable_on_every_ground(name, pair):
    colors = palette(name)
    assert contrast(colors[pair[0]], colors[pair[1]]) >= 4.5


@pytest.mark.parametrize("name", NAMES)
def test_outlines_of_inputs_can_be_seen(name):
    colors = palette(name)
    assert contrast(colors["accent"], colors["panel"]) >= 3
    assert contrast(colors["strong_line"], colors["input"]) >= 2


@pytest.mark.parametrize(("name", "pair"), list(product(NAMES, PAIRS)))
def test_every_pair_of_colours_is_readable_and_leaves_states_alone(qapp, name, pair):
    palette = Theme(name, colours=pair).palette
    for token, ground in product(("up", "down"), GROUNDS):
        assert contrast(getattr(palette, token), getattr(palette, ground)) >= 4.5
        assert contrast(getattr(palette, token), getattr(palette, f"{token}_tint")) >= 4.5
    assert palette.bad == Theme(name).palette.bad


def test_gain_is_red_where_that_is_the_custom(theme):
    green, red = theme.palette.up, theme.palette.down
    theme.use("dark", "red_green")
    assert (theme.palette.up, theme.palette.down) == (red, green)
    theme.use("dark", "green_red")


def test_unknown_colours_are_refused(theme):
    with pytest.raises(ValueError, match="pink"):
        theme.use("dark", "pink")
    assert theme.colours == "green_red"


@pytest.mark.parametrize(("name", "pair"), list(product(NAMES, PAIRS)))
def test_sides_and_gains_never_share_a_colour(qapp, name, pair):
    found = Theme(name, colours=pair).palette
    colors = {t: getattr(found, t) for t in ("buy", "sell", "buy_fill", "sell_fill", "up", "down")}
    sides = {colors[t] for t in ("buy", "sell", "buy_fill", "sell_fill")}
    assert not sides & {colors["up"], colors["down"]}


@pytest.mark.parametrize("name", NAMES)
def test_every_picture_of_the_stylesheet_exists(qapp, name):
    sheet = Theme(name).stylesheet()
    assert "$" not in sheet
    pictures = re.findall(r"url\((.*?)\)", sheet)
    assert pictures
    for picture in pictures:
        assert Path(picture).is_file(), picture


def test_digits_have_one_width(theme):
    metrics = QFontMetricsF(theme.font())
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1
    assert theme.font().family() == "Inter"


def test_switching_tells_everybody_and_restyles(qapp, theme):
    heard = []
    theme.changed.connect(lambda: heard.append(theme.name))
    dark = theme.color("panel").name()
    theme.use("light")
    assert heard == ["light"]
    assert theme.color("panel").name() != dark
    assert theme.palette.panel in qapp.styleSheet()
    theme.use("light")
    assert heard == ["light"]
    theme.use("dark")


def test_an_unknown_theme_is_refused(theme):
    with pytest.raises(ValueError, match="pink"):
        theme.use("pink")
    assert theme.name == "dark"


def test_every_command_with_an_icon_has_its_drawing(theme):
    for spec in SPECS:
        assert not spec.icon or not theme.icon(spec.icon).isNull(), spec.id


def test_an_input_wears_the_theme(qtbot, theme):
    edit = QLineEdit()
    qtbot.addWidget(edit)
    edit.resize(100, 30)
    edit.show()
    image = edit.grab().toImage()
    assert image.pixelColor(50, 6).name() == theme.palette.input


def test_a_worn_icon_follows_the_theme_and_a_dead_button_is_let_go(qtbot, theme):
    button, gone = QPushButton(), QPushButton()
    qtbot.addWidget(button)
    theme.wear(button, "copy")
    theme.wear(gone, "copy")
    dark = button.icon().pixmap(16, 16).toImage()
    del gone
    theme.use("light")
    assert button.icon().pixmap(16, 16).toImage() != dark
    theme.use("dark")
    assert button.icon().pixmap(16, 16).toImage() == dark
