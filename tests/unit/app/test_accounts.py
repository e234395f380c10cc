"""Two log-ins of one account at once, a log-out meanwhile, and who asks for a log-in."""

import asyncio
from types import SimpleNamespace

import pytest

from terminal.app.accounts import Accounts
from terminal.app.logins import Logins
from terminal.domain.errors import Transient
from terminal.runtime.signals import Signal
from terminal.runtime.tasks import TaskScope
from terminal.ui.notices import Notices
from tests.fakes.broker import ACCOUNT, FakeBroker
from tests.fakes.clock import FakeClock, settle


class Client(FakeBroker):
    """A broker's account whose instrument list arrives when the test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = asyncio.Event()
        self.listed = asyncio.Event()
        self.left = False

    async def fetch_master(self, progress):
        self.asked.set()
        await self.listed.wait()
        return ()

    async def run_stream(self, *_):
        await asyncio.Event().wait()

    async def ping(self):
        return 0.001

    async def logout(self):
        self.left = True


class Service:
    """Stands for orders and portfolio: holds one session per account, as they do."""

    def __init__(self) -> None:
        self.held: list[FakeBroker] = []

    def attach(self, broker):
        if self.held:
            raise ValueError("attached already")
        self.held.append(broker)

    async def detach(self, account):
        await asyncio.sleep(0)  # as the real ones do, which wait for their tasks
        self.held.clear()

    async def recover(self, account): ...

    async def refresh(self, account): ...


class House:
    def __init__(self) -> None:
        self.failures: list[tuple[object, ...]] = []
        self.orders, self.portfolio, self.follower = Service(), Service(), Service()
        self.sources: list[str] = []
        self.lists: list[str] = []
        self.accounts = Accounts(
            hub=SimpleNamespace(
                wanted_changed=Signal(self.fail),
                add_source=lambda account, practice: self.sources.append(account),
                remove_source=lambda account: self.sources and self.sources.remove(account),
                settle=lambda: None,
            ),
            catalog=self,
            orders=self.orders,
            portfolio=self.portfolio,
            clock=FakeClock(),
            worker=None,
            on_failure=self.fail,
            followers=(self.follower,),
        )

    def fail(self, *what) -> None:
        self.failures.append(what)

    async def load(self, columns, worker, account, practice):
        await asyncio.sleep(0)
        self.lists.append(account)

    async def drop(self, account, worker):
        await asyncio.sleep(0)
        self.lists.clear()


@pytest.fixture
async def house():
    house = House()
    yield house
    await house.accounts.aclose()
    assert not house.failures


async def opened(house: House) -> Client:
    broker = Client()
    broker.listed.set()
    await house.accounts.attach(broker)
    return broker


def logins_of(house: House, ask) -> tuple[TaskScope, Notices, Logins]:
    scope = TaskScope("test", house.fail)
    notices = Notices(clock=FakeClock(), on_failure=house.fail)
    logins = Logins(
        accounts=house.accounts,
        kinds=(),
        known=None,
        notices=notices,
        scope=scope,
        ask=ask,
        attached=lambda: None,
    )
    return scope, notices, logins


async def test_two_log_ins_at_once_leave_one_session(house):
    before = await opened(house)
    first, second = Client(), Client()
    first.listed.set()
    second.listed.set()
    results = await asyncio.gather(
        house.accounts.attach(first), house.accounts.attach(second), return_exceptions=True
    )
    assert results == [None, None]
    for service in (house.orders, house.portfolio, house.follower):
        assert service.held == [second]
    assert house.accounts.brokers() == [second]
    assert house.sources == [ACCOUNT]
    assert (before.closed, first.closed, second.closed) == (True, True, False)


async def test_a_second_log_in_does_not_wait_for_the_first_ones_list(house):
    first, second = Client(), Client()
    slow = asyncio.create_task(house.accounts.attach(first))
    await first.asked.wait()
    second.listed.set()
    await house.accounts.attach(second)
    with pytest.raises(Transient):
        await slow
    assert house.accounts.brokers() == house.orders.held == [second]
    assert first.closed
    assert house.lists == [ACCOUNT]


async def test_logging_out_while_the_list_loads_leaves_nothing(house):
    broker = Client()
    slow = asyncio.create_task(house.accounts.attach(broker))
    await broker.asked.wait()
    await house.accounts.detach(ACCOUNT, log_out=True)
    with pytest.raises(Transient):
        await slow
    assert house.accounts.brokers() == house.orders.held == house.sources == house.lists == []
    assert broker.closed


async def test_a_log_out_right_after_a_log_in_wins(house):
    await opened(house)
    fresh = Client()
    fresh.listed.set()
    await asyncio.gather(
        house.accounts.attach(fresh),
        house.accounts.detach(ACCOUNT, log_out=True),
    )
    assert fresh.left
    assert fresh.closed
    assert house.accounts.brokers() == house.orders.held == house.sources == []


async def test_a_stream_that_comes_up_while_it_is_stopped_starts_nothing(house):
    class Late(Client):
        async def run_stream(self, sink, wanted, events):
            try:
                await asyncio.Event().wait()
            finally:
                events.connection(ACCOUNT, "live", "")

    broker = Late()
    broker.listed.set()
    await house.accounts.attach(broker)
    await settle()
    await house.accounts.reconnect(ACCOUNT)
    assert house.accounts.brokers() == [broker]
    await house.accounts.detach(ACCOUNT, log_out=False)
    assert house.accounts.states() == []


async def test_at_the_end_of_the_program_nobody_is_asked_to_log_in(house):
    scope, notices, logins = logins_of(house, lambda account: pytest.fail("asked"))
    house.accounts.login_needed.connect(logins.on_login_needed)
    await opened(house)
    await scope.aclose()
    house.accounts.connection(ACCOUNT, "login_needed", "")
    assert not notices.entries()


async def test_one_ended_session_asks_once_however_many_notice_it(house):
    asked: list[str] = []
    answered = asyncio.Event()

    async def ask(account):
        asked.append(account)
        await answered.wait()

    scope, notices, logins = logins_of(house, ask)
    logins.on_login_needed(ACCOUNT)
    logins.on_login_needed(ACCOUNT)
    await settle()
    assert asked == [ACCOUNT]
    assert len(notices.entries()) == 1
    answered.set()
    await settle()
    logins.on_login_needed(ACCOUNT)  # the next morning
    await settle()
    assert asked == [ACCOUNT, ACCOUNT]
    await scope.aclose()
