"""Garbage with widgets in it dies on the GUI thread."""

import gc
import threading
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from terminal.ui.collector import FULL_EVERY, Collector


class _Cyclic(QWidget):
    """A widget in a reference cycle, which notes the thread on which Python let go of it."""

    died_on: ClassVar[list[int]] = []

    def __init__(self) -> None:
        super().__init__()
        self.me = self

    def __del__(self) -> None:
        self.died_on.append(threading.get_ident())


def test_a_thread_that_allocates_much_does_not_collect_widgets(qapp):
    _Cyclic.died_on.clear()
    collector = Collector()
    collector.start()
    try:
        _Cyclic()

        def allocate() -> None:
            kept = [[number] for number in range(200_000)]
            assert len(kept) == 200_000

        thread = threading.Thread(target=allocate)
        thread.start()
        thread.join()
        assert _Cyclic.died_on == []
        gc.collect()
        assert _Cyclic.died_on == [threading.get_ident()]
    finally:
        collector.stop()


def test_the_collector_does_what_its_thresholds_ask(qapp):
    collector = Collector()
    collector.start()
    try:
        _Cyclic.died_on.clear()
        _Cyclic()
        kept = [[number] for number in range(gc.get_threshold()[0] * 2)]
        collector.collect()
        assert len(kept) == gc.get_threshold()[0] * 2
        assert _Cyclic.died_on == [threading.get_ident()]
    finally:
        collector.stop()


def test_a_full_look_is_due_only_now_and_then(qapp):
    seen: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "stop":
            seen.append(info["generation"])

    collector = Collector()
    collector.start()
    gc.callbacks.append(note)
    try:
        for look in range(1, FULL_EVERY + 1):
            for _ in range(gc.get_threshold()[2] + 1 if look in {2, FULL_EVERY} else 0):
                gc.collect(1)
            seen.clear()
            collector.collect()
            assert (2 in seen) is (look == FULL_EVERY)
    finally:
        gc.callbacks.remove(note)
        collector.stop()


def test_what_is_loaded_when_things_settle_is_set_aside_and_garbage_is_not(qapp):
    collector = Collector()
    collector.start()
    try:
        _Cyclic.died_on.clear()
        _Cyclic()
        kept = [[number] for number in range(1000)]
        before = gc.get_freeze_count()
        collector.settle()
        assert _Cyclic.died_on == []  # not in the caller's turn, which may be busy
        collector.collect()
        assert _Cyclic.died_on == [threading.get_ident()]
        assert gc.get_freeze_count() >= before + len(kept)
        settled = gc.get_freeze_count()
        collector.collect()
        assert gc.get_freeze_count() == settled
    finally:
        collector.stop()


def test_stopping_gives_the_collector_back(qapp):
    gc.enable()
    collector = Collector()
    collector.start()
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()
    gc.disable()
