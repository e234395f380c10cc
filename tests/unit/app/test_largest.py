"""The exchange's largest order is asked for once where a ticket looks, and every contract learns it."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from terminal.app.largest import LargestOrders
from terminal.domain.errors import TerminalError, Transient
from terminal.domain.ids import AccountId, InstrumentId, InstrumentKind
from terminal.domain.market import FeedMode
from terminal.runtime.signals import Signal
from tests.fakes.clock import FakeClock, settle
from tests.make import make_instrument

ACCOUNT = AccountId("shoonya:FA1")
EXPIRY = date(2026, 11, 24)
CALL = InstrumentId("NFO", "RELIANCE", InstrumentKind.CALL, EXPIRY, Decimal(1500))
PUT = InstrumentId("NFO", "RELIANCE", InstrumentKind.PUT, EXPIRY, Decimal(1500))
SHARE = InstrumentId("NSE", "RELIANCE")
INDEX = InstrumentId("NSE", "NIFTY 50", InstrumentKind.INDEX)


class Teller:
    def __init__(self) -> None:
        self.asked: list[InstrumentId] = []
        self.answer: int | None = 500_000
        self.error: TerminalError | None = None

    async def fetch_largest(self, instrument: InstrumentId) -> int | None:
        self.asked.append(instrument)
        if self.error is not None:
            raise self.error
        return self.answer


class Catalog:
    """Knows everything; a freeze quantity holds for a venue and underlying, as in the real one."""

    def __init__(self) -> None:
        self.largest: dict[tuple[str, str], int] = {}

    def instrument(self, found: InstrumentId):
        return make_instrument(found, freeze=self.largest.get((found.venue, found.symbol)))

    def learn_largest(self, told: tuple[InstrumentId, int]) -> None:
        self.largest[told[0].venue, told[0].symbol] = told[1]


class Desk:
    def __init__(self, *brokers: object) -> None:
        self.failures: list[object] = []
        self.clock, self.catalog, self.wanted = FakeClock(), Catalog(), {}
        self.brokers = list(brokers)
        fail = lambda name, error: self.failures.append(error)  # noqa: E731
        self.hub = SimpleNamespace(
            wanted_changed=Signal(fail), wanted=lambda account: dict(self.wanted)
        )
        state = SimpleNamespace(session=SimpleNamespace(account=ACCOUNT))
        self.accounts = SimpleNamespace(
            attached=Signal(fail), brokers=lambda: self.brokers, states=lambda: [state]
        )
        self.largest = LargestOrders(
            hub=self.hub,
            accounts=self.accounts,
            catalog=self.catalog,
            clock=self.clock,
            on_failure=fail,
        )

    async def look_at(self, *found: InstrumentId, mode: FeedMode = FeedMode.FULL) -> None:
        self.wanted = {each: (slot, mode) for slot, each in enumerate(found)}
        self.hub.wanted_changed.emit(ACCOUNT)
        await settle()
        await self.clock.advance(1.0)
        await settle()


@pytest.fixture
def teller() -> Teller:
    return Teller()


async def test_one_question_teaches_all_contracts_of_an_underlying(teller: Teller) -> None:
    desk = Desk(object(), teller)
    await desk.look_at(CALL, PUT)
    assert teller.asked == [CALL]
    assert desk.catalog.instrument(PUT).freeze_quantity == 500_000
    await desk.look_at(PUT, SHARE)
    assert teller.asked == [CALL, SHARE], "a share's limit is its own"
    assert not desk.failures
    await desk.largest.aclose()


async def test_what_is_only_watched_or_an_index_is_not_asked_for(teller: Teller) -> None:
    desk = Desk(teller)
    await desk.look_at(CALL, SHARE, mode=FeedMode.QUOTE)
    await desk.look_at(INDEX)
    assert teller.asked == []
    await desk.largest.aclose()


async def test_nothing_told_is_asked_once_and_again_for_another_account(teller: Teller) -> None:
    desk = Desk(teller)
    teller.answer = None
    await desk.look_at(CALL)
    await desk.look_at(CALL)
    assert teller.asked == [CALL]
    assert desk.catalog.instrument(CALL).freeze_quantity is None
    desk.accounts.attached.emit(ACCOUNT)
    await settle()
    await desk.clock.advance(1.0)
    assert teller.asked == [CALL, CALL]
    await desk.largest.aclose()


async def test_weather_is_no_answer(teller: Teller) -> None:
    desk = Desk(teller)
    teller.error = Transient("The broker is down.")
    await desk.look_at(CALL)
    assert not desk.failures
    teller.error = None
    await desk.look_at(CALL)
    assert teller.asked == [CALL, CALL]
    assert desk.catalog.instrument(CALL).freeze_quantity == 500_000
    await desk.largest.aclose()


async def test_a_broker_that_does_not_tell_is_left_alone() -> None:
    desk = Desk(object())
    await desk.look_at(CALL)
    assert desk.catalog.instrument(CALL).freeze_quantity is None
    await desk.largest.aclose()
