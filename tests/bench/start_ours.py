"""Ours: from process start to the first paint of the whole window. Prints monotonic nanoseconds.

Argument: a folder for settings and data. The window has every panel; nobody is logged in yet, as in
the peer's case.
"""

import gc
import os
import sys
import time


def main() -> None:
    gc.disable()  # main.py starts like this
    from terminal.app.compose import Options
    from terminal.app.run import run_on, serve

    # isort: split
    from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    def painted() -> None:
        print(time.monotonic_ns(), flush=True)
        os._exit(0)

    class Watch(QObject):
        def eventFilter(self, watched, event):
            if watched.objectName() == "mainWindow":
                if watched is not self.parent():
                    # From here on the window alone is looked at, as in the peer's script.
                    app.removeEventFilter(self)
                    watched.installEventFilter(self)
                    self.setParent(watched)
                elif event.type() == QEvent.Type.Paint:
                    # The children of the window are painted in the same pass; the queue runs after it.
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
