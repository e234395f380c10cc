"""The style sheets of the panel: its tool row, and the pages below it. Colours are the theme's."""

from string import Template

import msgspec

from terminal.ui.theme import Palette
from terminal.ui.ticket import style

_LOOK = Template("""
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
    return style.tools(palette) + style.BOXES


def look(palette: Palette) -> str:
    """Return the style of the pages."""
    own = _LOOK.substitute(msgspec.structs.asdict(palette))
    return style.form(palette, padding=6) + own
