"""What this program is called, wherever a name is written. The version is `terminal.__version__`.

No imports here: the packaging tools read this file before anything is installed.
"""

NAME = "Trading Terminal"
"""What menus, window titles and installers say."""

APP_ID = "io.tradingterminal.Terminal"
"""Desktop file, AppStream component, icon, and Windows' AppUserModelID."""

EXECUTABLE = "trading-terminal"
"""The installed command, and the packages' name."""

CHANNEL_FILE = "channel.txt"
"""In an installed program's `resources`: by which way it came (deb, rpm, run, nsis)."""

PUBLISHER = "Trading Terminal"
"""Who the installers say it is from."""
