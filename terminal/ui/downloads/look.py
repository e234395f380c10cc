"""The style sheets of the panel: its tool row, and the pages below it. Colours are the theme's."""

from string import Template

import msgspec

from terminal.ui.theme import Palette
from terminal.ui.ticket import style

_BOXES = "QComboBox { min-height: 16px; padding: 2px 4px 2px 7px; font-size: 12px; }"
_LOOK = Template("""
QPushButton[segment] {
  background: $panel; color: $muted; border: 1px solid $strong_line; border-radius: 0;
  border-left-width: 0; padding: 2px 6px; min-height: 18px; max-height: 18px; font-size: 12px;
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
QPushButton[quick="true"] { padding: 1px 7px; min-height: 16px; font-size: 12px; }
QLineEdit { min-height: 16px; padding: 2px 7px; font-size: 12px; }
QLineEdit[error="true"] { border: 1px solid $amber; background: $amber_tint; }
QCheckBox { font-size: 12px; }
#downloads\\.foot { background: $raised; border-top: 1px solid $line; }
#downloads\\.foot QLabel[role="number"] { font-size: 15px; font-weight: 600; }
#downloads\\.foot QLabel[role="number"]:disabled { color: $faint; }
#downloads\\.go { min-height: 30px; max-height: 30px; padding: 3px 10px; }
#downloads\\.pick { border: 1px solid $strong_line; border-radius: 4px; }
#downloads\\.reason { background: $raised; border-top: 1px solid $line; border-bottom: 1px solid $line; }
#downloads\\.reason[role="warn"] { background: $amber_tint; }
#downloads\\.said { background: $raised; border-top: 1px solid $line; }
#downloads\\.said[role="warn"] { background: $amber_tint; }
#downloads\\.side { border-right: 1px solid $line; }
""")


def tools(palette: Palette) -> str:
    """Return the style of the tool row."""
    return style.tools(palette) + _BOXES


def look(palette: Palette) -> str:
    """Return the style of the pages."""
    return _LOOK.substitute(msgspec.structs.asdict(palette)) + _BOXES
