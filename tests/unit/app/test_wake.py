"""Sleep, clock jumps and the network: what happens after a gap, and that it happens once."""

import asyncio
from types import SimpleNamespace

import pytest

from terminal.app.wake import ClockWatch, Recovery
from terminal.domain.errors import Transient
from terminal.domain.ids import AccountId
from terminal.runtime.tasks import TaskScope
from terminal.ui.arm import Arm
from terminal.ui.notices import Notices
from tests.fakes.clock import FakeClock, settle

HOUR_NS = 3_600_000_000_000
REAL, PRACTICE = AccountId("kite:ZA1234"), AccountId("practice:PR0001")


class SleepyClock(FakeClock):
    """As on Linux: while the computer sleeps the counter stands and the wall clock goes on."""

    slept_ns = 0

    def monotonic_ns(self) -> int:
        return super().monotonic_ns() - self.slept_ns

    def nap(self, ns: int, *, counted: bool = False) -> None:
        """Sleep; `counted` as on Windows, where the counter goes on as well."""
        self.set(self.now_ns() + ns)
        if not counted:
            self.slept_ns += ns


class House:
    """Accounts, hub and notices, written down."""

    def __init__(self, clock: FakeClock, on_failure) -> None:
        self.order: list[tuple[str, str]] = []
        self.views = [self._view(REAL), self._view(PRACTICE, practice=True)]
        self.error: Exception | None = None
        self.arm = Arm(clock=clock, on_failure=on_failure, minutes=lambda: 15)
        self.notices = Notices(clock=clock, on_failure=on_failure)
        self.scope = TaskScope("wake test", on_failure)
        self.recovery = Recovery(
            accounts=self,
            hub=self,
            arm=self.arm,
            notices=self.notices,
            clock=clock,
            scope=self.scope,
        )

    @staticmethod
    def _view(account: AccountId, *, practice: bool = False):
        session = SimpleNamespace(account=account, practice=practice)
        return SimpleNamespace(session=session, loading="")

    def states(self):
        return self.views

    async def reconnect(self, account):
        self.order.append(("reconnect", account))
        if self.error is not None:
            raise self.error

    def source_state(self, account, *, live):
        assert not live
        self.order.append(("stale", account))

    @property
    def titles(self) -> list[str]:
        return [entry.title for entry in self.notices.entries()]


@pytest.fixture
def clock():
    return SleepyClock()


@pytest.fixture
async def house(clock):
    failures = []
    house = House(clock, lambda *what: failures.append(what))
    yield house
    await house.scope.aclose()
    assert not failures


@pytest.fixture
async def watched(clock, house):
    task = asyncio.get_running_loop().create_task(
        ClockWatch(clock=clock, slept=house.recovery.woke).run()
    )
    await settle()
    yield house
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


@pytest.mark.parametrize("counted", [False, True], ids=["linux", "windows"])
async def test_a_night_asleep_greys_prices_disarms_and_reconnects_everything(
    watched, clock, counted
):
    watched.arm.arm()
    clock.nap(8 * HOUR_NS + 30_000_000_000, counted=counted)
    await clock.advance(1)
    kinds = [what for what, _ in watched.order]
    assert kinds == ["stale", "stale", "reconnect", "reconnect"], "no price looks fresh meanwhile"
    assert not watched.arm.armed
    assert watched.titles == ["Back after 8 h 00 min"]
    text = watched.notices.entries()[0].text
    assert "read again" in text
    assert "Nothing is armed" in text


async def test_a_busy_second_and_a_clock_set_back_are_no_sleep(watched, clock):
    watched.arm.arm()
    clock.nap(5_000_000_000)
    await clock.advance(1)
    clock.set(clock.now_ns() - HOUR_NS)
    await clock.advance(HOUR_NS / 1e9 + 1)
    assert watched.order == []
    assert watched.arm.armed


async def test_two_signs_of_one_sleep_recover_once(watched, clock):
    watched.recovery.woke()
    clock.nap(HOUR_NS + 30_000_000_000)
    await clock.advance(1)
    assert watched.titles == ["The computer was asleep"]
    assert len(watched.order) == 4
    await clock.advance(30)
    clock.nap(HOUR_NS + 30_000_000_000)
    await clock.advance(1)
    assert watched.titles[1:] == ["Back after 1 h 00 min"]


async def test_arming_ends_before_the_computer_sleeps(house):
    house.arm.arm()
    house.recovery.going_to_sleep()
    assert not house.arm.armed
    assert "sleep" in house.arm.reason
    assert house.order == []


async def test_a_lost_network_greys_real_accounts_and_says_so_once(house):
    house.arm.arm()
    house.recovery.network(online=False)
    house.recovery.network(online=False)
    assert house.order == [("stale", REAL)], "practice runs on this computer"
    assert house.titles == ["The network is gone"]
    assert not house.arm.armed


async def test_the_network_back_reconnects_the_real_accounts(house):
    house.recovery.network(online=True)
    assert house.order == [], "it never was away"
    house.recovery.network(online=False)
    house.recovery.network(online=True)
    await settle()
    assert house.order[1:] == [("stale", REAL), ("reconnect", REAL)]
    assert house.titles == ["The network is gone", "The network is back"]


async def test_another_network_kills_old_connections(house):
    house.recovery.network_changed()
    await settle()
    assert house.order == [("stale", REAL), ("reconnect", REAL)]
    assert house.titles == ["The network has changed"]


async def test_practice_alone_hears_nothing_of_the_network(house):
    house.views = house.views[1:]
    house.recovery.network(online=False)
    house.recovery.network(online=True)
    house.recovery.network_changed()
    assert house.order == []
    assert house.titles == []


async def test_an_account_that_cannot_come_back_says_why(house):
    house.views = house.views[:1]
    house.error = Transient("No answer.", hint="Try later.")
    house.recovery.woke(60)
    await settle()
    assert house.titles == ["Back after 1 min", "Reconnecting failed"]


async def test_nobody_logged_in_is_told_nothing(house):
    house.views = []
    house.recovery.woke(60)
    assert house.titles == []
