"""The command that opens the user guide at the page of the panel in hand."""

from terminal.runtime.paths import resources_dir
from terminal.ui.actions import Actions
from terminal.ui.help.window import HelpWindow
from terminal.ui.i18n import language_of
from terminal.ui.theme import Theme
from terminal.ui.window import Window


class Guide:
    """One guide a terminal. Its window is made at the first use: nobody waits for it at the start."""

    def __init__(self, *, window: Window, theme: Theme, actions: Actions, language: str) -> None:
        self._main, self._theme, self._language = window, theme, language
        self._window: HelpWindow | None = None
        actions.bind("help.guide", self.open)

    def open(self) -> None:
        if self._window is None:
            folder = resources_dir() / "docs" / "help"
            language = language_of(self._language)
            self._window = HelpWindow(folder, language=language, theme=self._theme)
        self._window.open_page(self._main.focused_panel or "")

    def close(self) -> None:
        """Take the window down with the terminal."""
        if self._window is not None:
            self._window.close()
            self._window.deleteLater()
            self._window = None
