"""Ask one question at a time: what was asked meanwhile replaces what waits, and only the newest counts."""

from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

from terminal.domain.errors import TerminalError
from terminal.runtime.tasks import TaskScope

T = TypeVar("T")


class Latest(Generic[T]):
    """`ask` returns at once; `done` or `failed` is called with the answer unless a newer question came."""

    def __init__(
        self,
        scope: TaskScope,
        name: str,
        *,
        done: Callable[[T], None],
        failed: Callable[[TerminalError], None],
    ) -> None:
        self._scope = scope
        self._name = name
        self._done = done
        self._failed = failed
        self._waiting: Callable[[], Coroutine[Any, Any, T]] | None = None
        self._running = False

    @property
    def busy(self) -> bool:
        return self._running

    def ask(self, question: Callable[[], Coroutine[Any, Any, T]]) -> None:
        """Ask now, or as soon as the question under way has its answer (which is then dropped)."""
        self._waiting = question
        if not self._running:
            self._running = True
            self._scope.spawn(self._run(), name=self._name)

    def drop(self) -> None:
        """Care for no answer any more."""
        self._waiting = _nothing if self._running else None

    async def _run(self) -> None:
        try:
            while (question := self._waiting) is not None:
                self._waiting = None
                if question is _nothing:
                    continue
                try:
                    answer = await question()
                except TerminalError as error:
                    if self._waiting is None:
                        self._failed(error)
                else:
                    if self._waiting is None:
                        self._done(answer)
        finally:
            self._running = False


async def _nothing() -> Any:
    """Stand for a question that was taken back."""
