"""Listeners that come while a value is being told."""

from terminal.runtime.signals import Signal


def raises(name: str, error: BaseException) -> None:
    raise AssertionError(name) from error


def test_a_listener_that_another_connects_hears_the_same_value_once() -> None:
    heard: list[int] = []
    signal: Signal[int] = Signal(raises)

    def late(value: int) -> None:
        heard.append(value)
        signal.connect(late)  # and no third round, or this would never end

    def first(value: int) -> None:
        if value == 1 and not heard:
            signal.connect(late)

    signal.connect(first)
    signal.emit(1)
    assert heard == [1]
