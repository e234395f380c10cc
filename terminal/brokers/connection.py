"""What is told of an account's stream: whether it is live, and why not; each change once."""

from terminal.domain.ids import AccountId
from terminal.domain.ports import MarketSink, StreamEvents
from terminal.transport.stream import State


class ConnectionTold:
    """The words of one run of a stream. Prices are marked stale whenever it is not live."""

    def __init__(self, account: AccountId, sink: MarketSink, events: StreamEvents) -> None:
        self._account, self._sink, self._events = account, sink, events
        self._live = False
        self._said: tuple[State, str] | None = None

    def say(self, state: State, detail: str) -> None:
        """Tell a state and why it is so, if either is new."""
        live = state == "live"
        if live != self._live:
            self._live = live
            self._sink.source_state(self._account, live=live)
        if (state, detail) != self._said:
            self._said = (state, detail)
            self._events.connection(self._account, state, detail)

    def end(self) -> None:
        """Mark prices stale; the last words stay as they were."""
        self._live = False
        self._sink.source_state(self._account, live=False)
