"""The style sheet of ticket fields, segments and buttons, from the theme's tokens.

Set on the ticket panel and on its sheets; everything else follows the application's sheet.
"""

from string import Template

import msgspec

from terminal.domain.order import Side
from terminal.ui.theme import Palette

_CORNERS = """QPushButton[segment="first"], QPushButton[segment="only"] {
  border-left-width: 1px; border-top-left-radius: 4px; border-bottom-left-radius: 4px;
}
QPushButton[segment="last"], QPushButton[segment="only"] {
  border-top-right-radius: 4px; border-bottom-right-radius: 4px;
}
"""
_SHEET = Template("""
QLabel#ticketCaption { color: $muted; font-size: 12px; }
QLabel#ticketCaption:disabled { color: $faint; }
QLineEdit, QComboBox {
  background: $input; color: $text; border: 1px solid $strong_line; border-radius: 4px;
  padding: 0 7px; min-height: 26px; max-height: 26px; selection-background-color: $side_fill;
  selection-color: $on_fill;
}
QLineEdit[number="true"] { font-size: 14px; font-weight: 600; }
QLineEdit:focus, QComboBox:focus { border: 1px solid $side; }
QLineEdit:disabled, QComboBox:disabled {
  background: $panel; color: $faint; border: 1px solid $line;
}
QLineEdit[level="ask"] { border: 1px solid $amber; }
QLineEdit[level="never"] { border: 1px solid $amber; background: $amber_tint; }
QPushButton[segment] {
  background: $input; color: $muted; border: 1px solid $strong_line; border-radius: 0;
  border-left-width: 0; padding: 0 2px; min-height: 26px; max-height: 26px; font-size: 12px;
}
${corners}QPushButton[segment]:hover:enabled { background: $hover; color: $text; }
QPushButton[segment]:checked { background: $side_tint; color: $side; font-weight: 600; }
QPushButton[segment]:focus { border: 1px solid $side; }
QPushButton[segment]:disabled { color: $faint; background: $panel; border-color: $line; }
QPushButton[segment]:checked:disabled { color: $muted; background: $raised; }
QPushButton[onFill="true"] {
  background: rgba(0, 0, 0, 0.22); color: $on_fill; border: none; border-radius: 3px;
  padding: 0 6px; min-height: 20px; max-height: 20px;
}
QPushButton[onFill="true"]:hover:enabled { background: rgba(0, 0, 0, 0.38); }
QPushButton[onFill="true"]:disabled { color: rgba(255, 255, 255, 0.75); }
QPushButton[submit="true"] {
  background: $side_fill; color: $on_fill; border: 1px solid $side_fill; border-radius: 4px;
  padding: 0 10px; min-height: 36px; font-weight: 600;
}
QPushButton[submit="true"]:disabled { background: $raised; color: $faint; border-color: $line; }
QPushButton[submit="true"]:focus { border: 2px solid $text; }
QToolButton[flat="true"] {
  background: transparent; color: $muted; border: 1px solid transparent; border-radius: 3px;
  padding: 0 1px; font-size: 12px;
}
QToolButton[flat="true"]:hover { color: $text; }
QToolButton[flat="true"]:focus { border-color: $side; }
QCheckBox { color: $text; font-size: 12px; spacing: 6px; }
QCheckBox:disabled { color: $faint; }
""")

_FORM_SEGMENTS = Template("""
QPushButton[segment] {
  background: $panel; color: $muted; border: 1px solid $strong_line; border-radius: 0;
  border-left-width: 0; padding: 2px ${padding}px; min-height: 18px; max-height: 18px; font-size: 12px;
}
${corners}QPushButton[segment]:hover { color: $text; background: $hover; }
QPushButton[segment]:checked { background: $selection; color: $text; font-weight: 600; }
QPushButton[segment]:focus { border: 1px solid $accent; }
QPushButton[segment]:disabled { color: $faint; }
""")
BOXES = "QComboBox { min-height: 16px; padding: 2px 4px 2px 7px; font-size: 12px; }"
"""Of combo boxes in tool rows and forms."""

_TOOLS = Template("""
QPushButton { min-height: 16px; padding: 2px 9px; }
QLineEdit { min-height: 16px; padding: 2px 7px; font-size: 12px; }
QPushButton[segment] {
  background: $panel; color: $muted; border: 1px solid $line; border-radius: 0;
  border-left-width: 0; padding: 2px 8px; font-size: 12px;
}
${corners}QPushButton[segment]:hover { color: $text; background: $hover; }
QPushButton[segment]:checked { background: $selection; color: $text; font-weight: 600; }
QPushButton[segment]:focus { border: 1px solid $accent; }
""")


def tools(palette: Palette) -> str:
    """Return the style of the tool row above a book."""
    return _TOOLS.substitute(msgspec.structs.asdict(palette), corners=_CORNERS)


def form(palette: Palette, *, padding: int) -> str:
    """Return the style of the segments and boxes of a form; `padding` beside their words, in pixels."""
    tokens = msgspec.structs.asdict(palette)
    return _FORM_SEGMENTS.substitute(tokens, corners=_CORNERS, padding=padding) + BOXES


def sheet(palette: Palette, side: Side) -> str:
    """Return the ticket's style for a side: focus, selection and submit carry its colour."""
    tokens = msgspec.structs.asdict(palette)
    name = "buy" if side is Side.BUY else "sell"
    tokens["side"] = tokens[name]
    tokens["side_fill"] = tokens[f"{name}_fill"]
    tokens["side_tint"] = tokens[f"{name}_tint"]
    return _SHEET.substitute(tokens, corners=_CORNERS)
