"""Coming back: the computer slept, the clock jumped, or the network went and came.

Sockets that slept look open and say nothing, and brokers replay nothing. So every stream is opened
again, every book read again, and until then no price looks fresh and nothing is armed.
"""

from collections.abc import Callable
from typing import Protocol

from terminal.app.accounts import AccountState
from terminal.domain.errors import TerminalError
from terminal.domain.ids import AccountId
from terminal.domain.ports import Clock
from terminal.runtime.tasks import TaskScope
from terminal.ui import format as fmt
from terminal.ui.arm import Arm
from terminal.ui.i18n import tr
from terminal.ui.notices import Notices

LOOK_EVERY_S = 1.0
GAP_S = 10.0
"""A second that took this much longer was no busy second: the computer slept."""
ONCE_IN_S = 20.0
_SECOND_NS = 1_000_000_000


class Streams(Protocol):
    """The accounts, as far as this needs them."""

    def states(self) -> list[AccountState]: ...
    async def reconnect(self, account: AccountId) -> None: ...


class Feeds(Protocol):
    """Whoever knows which prices are fresh."""

    def source_state(self, account: AccountId, *, live: bool) -> None: ...


class ClockWatch:
    """Looks at both clocks once a second. `slept(seconds)`: a second was much longer than that.

    On Linux the counter stops while the computer sleeps and only the wall clock tells; on Windows
    both go on. A wall clock that was set back tells nothing.
    """

    def __init__(self, *, clock: Clock, slept: Callable[[float], None]) -> None:
        self._clock = clock
        self._slept = slept

    async def run(self) -> None:
        """Watch until cancelled."""
        clock = self._clock
        while True:
            wall, count = clock.now_ns(), clock.monotonic_ns()
            await clock.sleep(LOOK_EVERY_S)
            passed_ns = max(clock.now_ns() - wall, clock.monotonic_ns() - count)
            gap_s = passed_ns / _SECOND_NS - LOOK_EVERY_S
            if gap_s >= GAP_S:
                self._slept(gap_s)


class Recovery:
    """What is done after a gap, once for each gap however many signs of it there are."""

    def __init__(
        self,
        *,
        accounts: Streams,
        hub: Feeds,
        arm: Arm,
        notices: Notices,
        clock: Clock,
        scope: TaskScope,
    ) -> None:
        self._accounts = accounts
        self._hub = hub
        self._arm = arm
        self._notices = notices
        self._clock = clock
        self._scope = scope
        self._handled_ns: int | None = None
        self._offline = False

    def going_to_sleep(self) -> None:
        """The computer says that it is about to sleep: nothing may be armed when it wakes."""
        self._arm.disarm(tr("Disarmed because the computer goes to sleep."))

    def woke(self, seconds: float = 0.0) -> None:
        """The computer slept, for `seconds` where that is known."""
        if seconds > 0:
            title = tr("Back after {time}", time=fmt.span(seconds))
        else:
            title = tr("The computer was asleep")
        self._recover(title, self._all())

    def network(self, *, online: bool) -> None:
        """The network went or came. Practice runs on this computer and goes on."""
        real = [state.session.account for state in self._accounts.states() if _real(state)]
        if not online:
            if not self._offline and real:
                self._stale(real)
                self._arm.disarm(tr("Disarmed because the network is gone."))
                self._notices.post(
                    "bad",
                    tr("The network is gone"),
                    tr(
                        "Prices are old from now on and no order reaches a broker. Orders that rest at "
                        "the exchange stay there. Everything is read again when the network is back."
                    ),
                )
            self._offline = True
            return
        if self._offline:
            self._offline = False
            self._handled_ns = None
            self._recover(tr("The network is back"), real)

    def network_changed(self) -> None:
        """Another network: connections of the old one are dead, whatever they say."""
        real = [state.session.account for state in self._accounts.states() if _real(state)]
        if not self._offline:
            self._recover(tr("The network has changed"), real)

    def _all(self) -> list[AccountId]:
        return [state.session.account for state in self._accounts.states() if not state.loading]

    def _recover(self, title: str, accounts: list[AccountId]) -> None:
        now = self._clock.monotonic_ns()
        if self._handled_ns is not None and now - self._handled_ns < ONCE_IN_S * _SECOND_NS:
            return
        if not accounts:
            return
        self._handled_ns = now
        self._arm.disarm()
        self._stale(accounts)
        self._notices.post(
            "warn",
            title,
            tr(
                "Streams connect anew and all orders, positions and funds are read again; until then "
                "prices are shown as old. Nothing is armed."
            ),
        )
        for account in accounts:
            self._scope.spawn(self._again(account), name=f"again {account}")

    def _stale(self, accounts: list[AccountId]) -> None:
        for account in accounts:
            self._hub.source_state(account, live=False)

    async def _again(self, account: AccountId) -> None:
        try:
            await self._accounts.reconnect(account)
        except TerminalError as error:
            self._notices.error(error, title=tr("Reconnecting failed"))


def _real(state: AccountState) -> bool:
    return not state.session.practice and not state.loading
