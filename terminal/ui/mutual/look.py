"""The style sheets of the panel: its tool row, and pages and pane below it. Colours are the theme's."""

from string import Template

import msgspec

from terminal.ui.theme import Palette
from terminal.ui.ticket import style

_BOXES = "QComboBox { min-height: 16px; padding: 2px 4px 2px 7px; font-size: 12px; }"
_LOOK = Template("""
#mutual\\.pane { border-left: 1px solid $line; background: $panel; }
QPushButton[segment] {
  background: $panel; color: $muted; border: 1px solid $strong_line; border-radius: 0;
  border-left-width: 0; padding: 2px 4px; min-height: 18px; max-height: 18px; font-size: 12px;
}
QPushButton[segment="first"], QPushButton[segment="only"] {
  border-left-width: 1px; border-top-left-radius: 4px; border-bottom-left-radius: 4px;
}
QPushButton[segment="last"], QPushButton[segment="only"] {
  border-top-right-radius: 4px; border-bottom-right-radius: 4px;
}
QPushButton[segment]:hover { color: $text; background: $hover; }
QPushButton[segment]:checked { background: $selection; color: $text; font-weight: 600; }
QPushButton[segment]:focus { border: 1px solid $accent; }
QPushButton[segment]:disabled { color: $faint; }
#mutual\\.pane\\.submit { min-height: 30px; max-height: 30px; padding: 3px 10px; }
QLineEdit[error="true"] { border: 1px solid $amber; background: $amber_tint; }
""")


def tools(palette: Palette) -> str:
    """Return the style of the tool row."""
    return style.tools(palette) + _BOXES


def look(palette: Palette) -> str:
    """Return the style of pages and side pane."""
    return _LOOK.substitute(msgspec.structs.asdict(palette)) + _BOXES
