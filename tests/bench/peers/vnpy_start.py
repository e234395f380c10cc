"""vnpy: from process start to the first paint of its main window. Prints monotonic nanoseconds."""

import time

from vnpy.event import EventEngine
from vnpy.trader.engine import MainEngine
from vnpy.trader.ui import MainWindow, create_qapp
from vnpy.trader.ui.qt import QtCore


class Watch(QtCore.QObject):
    def eventFilter(self, watched, event):
        if event.type() == QtCore.QEvent.Type.Paint and watched is window:
            # The children of the window are painted in the same pass; the queue runs after it.
            QtCore.QTimer.singleShot(0, painted)
        return False


def painted():
    print(time.monotonic_ns(), flush=True)
    # Its engines run threads that would keep the process alive.
    import os

    os._exit(0)


app = create_qapp()
engine = MainEngine(EventEngine())
window = MainWindow(engine, engine.event_engine)
watch = Watch()
window.installEventFilter(watch)
window.showMaximized()
app.exec()
