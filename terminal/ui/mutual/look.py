"""The style sheets of the panel: its tool row, and pages and pane below it. Colours are the theme's."""

from string import Template

import msgspec

from terminal.ui.theme import Palette
from terminal.ui.ticket import style

_LOOK = Template("""
#mutual\\.pane { border-left: 1px solid $line; background: $panel; }
#mutual\\.pane\\.submit { min-height: 30px; max-height: 30px; padding: 3px 10px; }
QLineEdit[error="true"] { border: 1px solid $amber; background: $amber_tint; }
""")


def tools(palette: Palette) -> str:
    """Return the style of the tool row."""
    return style.tools(palette) + style.BOXES


def look(palette: Palette) -> str:
    """Return the style of pages and side pane."""
    own = _LOOK.substitute(msgspec.structs.asdict(palette))
    return style.form(palette, padding=4) + own
