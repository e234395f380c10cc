"""What the desktop tells a program: sleep, the network, a locked screen. Each where it exists.

Sleep comes from logind over the system bus, the screen from the session's screen saver, the network
from Qt's plugin for this system. Where one is missing nothing is told, and the clock watch still notices
a sleep.
"""

import logging
import sys
from typing import Any

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection
from PySide6.QtNetwork import QNetworkInformation

from terminal.runtime.signals import Signal
from terminal.runtime.tasks import OnFailure

log = logging.getLogger(__name__)
_LOGIND = ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager")
_SCREENS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.freedesktop.ScreenSaver", "/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
)
# Typed loosely: the stub asks for bytes, and Qt takes text only.
_ON_SLEEP: Any = SLOT("_on_sleep(bool)")
_ON_SCREEN: Any = SLOT("_on_screen(bool)")
_Reach = QNetworkInformation.Reachability
_READS_SCREEN = 0x0100  # DESKTOP_SWITCHDESKTOP


class SystemNews(QObject):
    """Listens from its making on. `sleep`: True before, False after; `network`: True while online."""

    def __init__(self, on_failure: OnFailure) -> None:
        super().__init__()
        self.sleep: Signal[bool] = Signal(on_failure)
        self.network: Signal[bool] = Signal(on_failure)
        self.network_changed: Signal[None] = Signal(on_failure)
        self.sources: list[str] = []
        """What was found on this system, for the log and the diagnostics."""
        self._screen_known = False
        self._screen_locked = False
        self._network: QNetworkInformation | None = None
        if sys.platform not in {"win32", "darwin"}:
            self._listen_to_buses()
        self._listen_to_network()
        log.info("the desktop tells: %s", ", ".join(self.sources) or "nothing")

    @property
    def screen_private(self) -> bool:
        """True while the screen is locked, and where nothing says whether it is."""
        if sys.platform == "win32":
            return _windows_locked()
        return self._screen_locked or not self._screen_known

    def _listen_to_buses(self) -> None:
        system = QDBusConnection.systemBus()
        if system.isConnected() and system.connect(
            *_LOGIND,
            "PrepareForSleep",
            self,
            _ON_SLEEP,
        ):
            self.sources.append("sleep")
        session = QDBusConnection.sessionBus()
        if not session.isConnected():
            return
        names = session.interface()
        for service, path in _SCREENS:
            heard = session.connect(
                service,
                path,
                service,
                "ActiveChanged",
                self,
                _ON_SCREEN,
            )
            if heard and names.isServiceRegistered(service).value():
                self._screen_known = True
        if self._screen_known:
            self.sources.append("screen")

    def _listen_to_network(self) -> None:
        if not QNetworkInformation.loadDefaultBackend():
            return
        network = self._network = QNetworkInformation.instance()
        network.reachabilityChanged.connect(self._on_reach)
        network.transportMediumChanged.connect(self._on_medium)
        self.sources.append(f"network ({network.backendName()})")

    @Slot(bool)
    def _on_sleep(self, before: bool) -> None:  # noqa: FBT001  as the bus calls it
        self.sleep.emit(before)

    @Slot(bool)
    def _on_screen(self, locked: bool) -> None:  # noqa: FBT001  as the bus calls it
        self._screen_known = True
        self._screen_locked = locked

    def _on_reach(self, reach: QNetworkInformation.Reachability) -> None:
        if reach is not _Reach.Unknown:
            self.network.emit(reach is not _Reach.Disconnected)

    def _on_medium(self, _: object) -> None:
        self.network_changed.emit(None)


def _windows_locked() -> bool:
    """Return True if the input belongs to the log-on screen, which a program may not open."""
    if sys.platform != "win32":
        return True
    import ctypes

    user32 = ctypes.windll.user32
    desktop = user32.OpenInputDesktop(0, False, _READS_SCREEN)
    if not desktop:
        return True
    user32.CloseDesktop(desktop)
    return False
