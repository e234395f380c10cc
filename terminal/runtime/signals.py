"""A typed signal for rare facts on one thread; floods are pulled by version instead.

Listeners that are bound methods are held weakly: a closed panel stops listening by dying.
"""

import inspect
import weakref
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Signal(Generic[T]):
    """Call every listener with a value; one that raises is reported and the others still run."""

    def __init__(self, on_failure: Callable[[str, BaseException], None]) -> None:
        self._on_failure = on_failure
        self._listeners: dict[int, Callable[[], Callable[[T], None] | None]] = {}
        self._next = 0

    def connect(self, listener: Callable[[T], None]) -> Callable[[], None]:
        """Add a listener and return what removes it."""
        key = self._next
        self._next += 1
        reference: Callable[[], Callable[[T], None] | None]
        if inspect.ismethod(listener):
            reference = weakref.WeakMethod(listener)
        else:

            def reference() -> Callable[[T], None]:
                return listener

        self._listeners[key] = reference
        return lambda: self._forget(key)

    def emit(self, value: T) -> None:
        """Call every listener that still lives.

        One that another listener connects meanwhile is called too: a panel that is made because of a
        request hears that request.
        """
        newest = self._next
        self._call(value, list(self._listeners.items()))
        if self._next > newest:
            self._call(value, [each for each in self._listeners.items() if each[0] >= newest])

    def _call(
        self, value: T, listeners: list[tuple[int, Callable[[], Callable[[T], None] | None]]]
    ) -> None:
        for key, reference in listeners:
            listener = reference()
            if listener is None:
                self._listeners.pop(key, None)
                continue
            try:
                listener(value)
            except Exception as error:  # noqa: BLE001  one bad listener must not silence the others
                name = getattr(listener, "__qualname__", type(listener).__name__)
                self._on_failure(f"listener {name}", error)

    def _forget(self, key: int) -> None:
        self._listeners.pop(key, None)
