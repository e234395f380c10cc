"""A bare Qt timer at the terminal's frame interval: how even frames can be on this machine, now.

Arguments: interval in milliseconds, seconds. Prints the 99th percentile of its intervals in ms.
"""

import sys
import time
from itertools import pairwise


def main() -> None:
    from PySide6.QtCore import QCoreApplication, Qt, QTimer

    app = QCoreApplication([])
    times: list[int] = []
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: times.append(time.monotonic_ns()))
    timer.start(int(sys.argv[1]))
    QTimer.singleShot(round(float(sys.argv[2]) * 1000), app.quit)
    app.exec()
    intervals = sorted((b - a) / 1e6 for a, b in pairwise(times))
    print(intervals[int(0.99 * len(intervals))])


main()
