"""Collect garbage on the GUI thread only.

Python may run its cycle collector on whatever thread allocates. A dialog that is part of a cycle would
then be destroyed on a worker's thread, where Qt cannot stop its timers: the next one fires into freed
memory. So the automatic collector is off while the window lives, and this timer does its work.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 500
FULL_EVERY = 600
"""Looks from one full collection to the next. A full one costs a frame or two, so it is rare."""


class Collector(QObject):
    """Runs the collector as its own thresholds ask, between two frames. `start` once, `stop` once."""

    def __init__(self) -> None:
        super().__init__()
        self._thresholds = gc.get_threshold()
        self._was_on = gc.isenabled()
        self._looks = 0
        self._settling = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.collect)

    def start(self) -> None:
        """Take over. What exists by now lives as long as the program and is never looked at again."""
        gc.collect()
        gc.freeze()
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Give back; a last collection here, so that no other thread inherits a dialog.

        What was there at the start is left to whoever ends the process: looking it all through takes
        a tenth of a second, for nothing.
        """
        self._timer.stop()
        gc.collect()
        gc.unfreeze()
        if self._was_on:
            gc.enable()

    def settle(self) -> None:
        """Say that much was loaded which stays: the next look is a full one and sets it aside."""
        self._settling = True

    def collect(self) -> None:
        """Collect the oldest generation whose threshold is passed, with all that are younger."""
        if self._settling:
            self._settling, self._looks = False, 0
            gc.collect()
            gc.freeze()
            return
        counts = gc.get_count()
        self._looks += 1
        for generation in (2, 1, 0):
            if counts[generation] > self._thresholds[generation]:
                if generation == 2:
                    if self._looks < FULL_EVERY:
                        continue
                    self._looks = 0
                gc.collect(generation)
                return
