"""Ours: from process start to the first paint of the whole window. Prints monotonic nanoseconds.

Argument: a folder for settings and data. The window has every panel; nobody is logged in yet, as in
the peer's case.
"""

import os
import sys
import time


def main() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    from terminal.app.compose import Options
    from terminal.app.run import run_on, serve

    def painted() -> None:
        print(time.monotonic_ns(), flush=True)
        os._exit(0)

    class Watch(QObject):
        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Paint and watched.objectName() == "mainWindow":
                QTimer.singleShot(0, painted)
            return False

    from pathlib import Path

    app = QApplication(sys.argv[:1])
    QCoreApplication.setApplicationName("Terminal")
    app.setQuitOnLastWindowClosed(False)
    watch = Watch()
    app.installEventFilter(watch)
    run_on(app, lambda: serve(Options(datadir=Path(sys.argv[1])), app))


main()
