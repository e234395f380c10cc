"""The Qt application with the names by which a desktop knows it."""

import ctypes
import sys
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from terminal import __version__
from terminal.identity import APP_ID, NAME


def make_application(arguments: Sequence[str]) -> QApplication:
    """Return the application; it goes on without windows, because the loop says when it ends.

    Names are set before it exists: the window's class on X11, the app id on Wayland and Windows'
    group on the task bar are read then, and lead to the icon.
    """
    if sys.platform == "win32":
        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(APP_ID)
    QCoreApplication.setApplicationName(APP_ID)
    QGuiApplication.setApplicationDisplayName(NAME)
    QCoreApplication.setApplicationVersion(__version__)
    QGuiApplication.setDesktopFileName(APP_ID)
    app = QApplication(list(arguments))
    app.setQuitOnLastWindowClosed(False)
    return app
