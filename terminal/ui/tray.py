"""The icon in the desktop's tray: connection and result of the day, kill switch, show, hide, quit.

Where the desktop has no tray nothing is missing: every verb is in the window too. A locked terminal
shows no figure here either.
"""

from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtCore import QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from terminal.runtime.paths import resources_dir
from terminal.ui import format as fmt
from terminal.ui.i18n import told, tr
from terminal.ui.pills import AccountView
from terminal.ui.theme import Theme

EVERY_MS = 1000
_SIZE = 64


class TraySources(Struct, frozen=True, kw_only=True):
    """What the icon reads and calls. `private`: no figure may be shown now."""

    accounts: Callable[[], Sequence[AccountView]]
    day_title: Callable[[], str]
    day_pnl: Callable[[], float | None]
    private: Callable[[], bool]
    kill_engaged: Callable[[], bool]
    engage_kill: Callable[[], None]
    wanted: Callable[[], bool]
    quit: Callable[[], None]


class Tray(QObject):
    """The icon, if `wanted` and the desktop has a tray; looked for again once a second."""

    def __init__(self, window: QWidget, *, sources: TraySources, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._sources = sources
        self._theme = theme
        self._icon: QSystemTrayIcon | None = None
        self._drawn = ("", "")
        self._menu = QMenu(window)
        self._menu.setObjectName("trayMenu")
        self._state = self._menu.addAction("")
        self._state.setEnabled(False)
        self._menu.addSeparator()
        self._show = self._menu.addAction("", self.toggle_window)
        self._show.setObjectName("tray.show")
        kill = self._menu.addMenu(tr("Kill switch"))
        # In a menu of its own: what stops trading is two presses away, never one.
        self._kill = kill.addAction(tr("Block new orders and cancel all"), self._engage)
        self._kill.setObjectName("tray.kill")
        self._menu.addSeparator()
        self._menu.addAction(tr("Quit"), sources.quit).setObjectName("tray.quit")
        self._menu.aboutToShow.connect(self.refresh)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.refresh)
        self._timer.start()
        self.refresh()

    @property
    def menu(self) -> QMenu:
        return self._menu

    @property
    def shown(self) -> bool:
        return self._icon is not None

    @property
    def tip(self) -> str:
        """What the icon's tooltip says."""
        line = self._state.text()
        if self._sources.private():
            return f"{line}\n{tr('Locked')}"
        pnl = self._sources.day_pnl()
        if pnl is None:
            return line
        return f"{line}\n{self._sources.day_title()}: {fmt.signed_rupees(pnl)}"

    def refresh(self) -> None:
        """Say what is; the icon comes and goes with the setting and the tray."""
        token, words = _state(self._sources.accounts())
        self._state.setText(told(words))
        self._kill.setEnabled(not self._sources.kill_engaged())
        self._show.setText(tr("Hide the window") if self._in_sight() else tr("Show the window"))
        wanted = self._sources.wanted() and QSystemTrayIcon.isSystemTrayAvailable()
        if wanted and self._icon is None:
            self._icon = QSystemTrayIcon(self)
            self._icon.setContextMenu(self._menu)
            self._icon.activated.connect(self._activated)
        elif not wanted and self._icon is not None:
            self.remove()
        if self._icon is not None:
            if self._drawn != (token, self._theme.name):
                self._drawn = (token, self._theme.name)
                self._icon.setIcon(self._draw(token))
                self._icon.show()
            self._icon.setToolTip(told(self.tip))

    def remove(self) -> None:
        """Take the icon away; a hidden window comes back, or nobody could reach it."""
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon, self._drawn = None, ("", "")
            if not self._window.isVisible():
                self.show_window()

    def stop(self) -> None:
        """Take the icon away for good."""
        self._timer.stop()
        if self._icon is not None:
            self._icon.hide()
            self._icon = None

    def tell(self, title: str, text: str) -> bool:
        """Show a balloon; False where the tray has none."""
        if self._icon is None or not QSystemTrayIcon.supportsMessages():
            return False
        self._icon.showMessage(title, text, self._icon.icon())
        return True

    def toggle_window(self) -> None:
        """Hide the window if it is in sight, else bring it to the front."""
        if self._in_sight():
            self._window.hide()
        else:
            self.show_window()

    def show_window(self) -> None:
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def _in_sight(self) -> bool:
        return self._window.isVisible() and not self._window.isMinimized()

    def _engage(self) -> None:
        if not self._sources.kill_engaged():
            self._sources.engage_kill()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.toggle_window()

    def _draw(self, token: str) -> QIcon:
        picture = QIcon(str(resources_dir() / "icons" / "app.svg")).pixmap(_SIZE, _SIZE)
        pixmap = QPixmap(picture)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.brush("window"))
        painter.drawEllipse(QRectF(_SIZE - 30, _SIZE - 30, 30, 30))
        painter.setBrush(self._theme.brush(token))
        painter.drawEllipse(QRectF(_SIZE - 26, _SIZE - 26, 22, 22))
        painter.end()
        return QIcon(pixmap)


def _state(views: Sequence[AccountView]) -> tuple[str, str]:
    """Return colour and words for all accounts together."""
    if not views:
        return "faint", tr("Not logged in")
    if all(view.connection == "live" for view in views):
        practice = all(view.session.practice for view in views)
        return "good", tr("Practice, connected") if practice else tr("Connected")
    if any(view.connection == "login_needed" for view in views):
        return "amber", tr("Log in again")
    return "amber", tr("Connecting")
