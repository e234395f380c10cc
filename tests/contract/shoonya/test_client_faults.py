"""Our client against the faults of the practice server: nothing sent twice, nothing lost, said why."""

from collections.abc import AsyncIterator

import pytest

from terminal.domain.errors import LoginNeeded, RateLimited, Rejected, Transient, Unknown
from terminal.domain.order import OrderState
from terminal.runtime.worker import Worker
from tests.contract.shoonya.client import PROFILES, Desk, kind_of, log_in, open_desk
from tests.fakes.hurry import HurriedClock
from tests.fakes.sandbox_process import SandboxProcess

PLACE = {"path": "*/PlaceOrder"}
HASTE = 8  # the pauses before a read is repeated


@pytest.fixture(params=PROFILES)
async def desk(request: pytest.FixtureRequest, sandbox: SandboxProcess) -> AsyncIterator[Desk]:
    """A desk by each wire profile, in a hurry."""
    async for each in open_desk(sandbox, request.param, HurriedClock(HASTE)):
        yield each


@pytest.fixture
async def current(sandbox: SandboxProcess) -> AsyncIterator[Desk]:
    """A desk by the current profile, in a hurry."""
    async for each in open_desk(sandbox, "practice", HurriedClock(HASTE)):
        yield each


async def test_a_lost_reply_is_unknown_and_found_by_its_remarks(sandbox, desk: Desk):
    intent = await desk.intent()
    sandbox.arm("accept_drop", match=PLACE, count=1)
    outcome = await desk.broker.submit(intent)
    assert isinstance(outcome, Unknown)
    row = await desk.until_state(intent, OrderState.OPEN)
    assert row.tags == (intent.client_id,)
    assert len(await desk.find(intent)) == 1


@pytest.mark.parametrize("kind", ["http_502", "http_503", "http_504"])
async def test_a_gateways_page_leaves_an_order_unknown(sandbox, current: Desk, kind):
    intent = await current.intent()
    sandbox.arm(kind, match=PLACE, count=1)
    outcome = await current.broker.submit(intent)
    assert isinstance(outcome, Unknown)
    assert "HTTP 50" in outcome.reason
    assert await current.find(intent) == []


async def test_an_empty_answer_leaves_an_order_unknown(sandbox, current: Desk):
    intent = await current.intent()
    sandbox.arm("empty", match=PLACE, count=1)
    outcome = await current.broker.submit(intent)
    assert isinstance(outcome, Unknown)
    assert "empty answer to PlaceOrder" in outcome.reason


async def test_too_many_requests_place_nothing(sandbox, desk: Desk):
    for kind in ("http_429", "exceeds_limit"):
        intent = await desk.intent()
        sandbox.arm(kind, match=PLACE, count=1)
        outcome = await desk.broker.submit(intent)
        assert isinstance(outcome, Rejected)
        assert outcome.code == "rate_limited"
        assert await desk.find(intent) == []


@pytest.mark.parametrize(
    ("kind", "words"), [("accept_502", "HTTP 502"), ("truncated", "cannot be read")]
)
async def test_an_order_behind_an_odd_answer_is_found(sandbox, current: Desk, kind, words):
    intent = await current.intent()
    sandbox.arm(kind, match=PLACE, count=1)
    outcome = await current.broker.submit(intent)
    assert isinstance(outcome, Unknown), outcome
    assert words in outcome.reason
    assert len(await current.find(intent)) == 1


async def test_a_server_timeout_is_unknown(sandbox, current: Desk):
    intent = await current.intent()
    sandbox.arm("server_timeout", match=PLACE, count=1)
    assert isinstance(await current.broker.submit(intent), Unknown)


async def test_reads_are_repeated_over_a_hiccup(sandbox, desk: Desk):
    intent, _ = await desk.rest_one()
    for kind in ("http_502", "empty", "http_429", "server_timeout"):
        sandbox.arm(kind, match={"path": "*/OrderBook"}, count=1)
        assert len(await desk.find(intent)) == 1


async def test_a_book_that_cannot_be_read_is_never_an_empty_book(sandbox, current: Desk):
    await current.rest_one()
    sandbox.arm("http_502", match={"path": "*/OrderBook"}, count=10)
    with pytest.raises(Transient, match="is down"):
        await current.broker.fetch_orders()
    sandbox.clear_faults()
    sandbox.arm("http_429", match={"path": "*/PositionBook"}, count=10)
    with pytest.raises(RateLimited):
        await current.broker.fetch_positions()


@pytest.mark.parametrize("status", [200, 401, 403])
async def test_an_expired_session_is_known_whatever_its_status(
    sandbox: SandboxProcess, desk: Desk, status
):
    intent = await desk.intent()
    sandbox.switch(session_status=status)
    sandbox.expire_token()
    with pytest.raises(LoginNeeded, match="has ended"):
        await desk.broker.fetch_orders()
    outcome = await desk.broker.submit(intent)
    assert isinstance(outcome, Rejected)
    assert outcome.code == "login_needed"


async def test_a_new_login_finds_the_orders_of_the_old_one(sandbox: SandboxProcess, desk: Desk):
    intent, row = await desk.rest_one()
    sandbox.expire_token()
    worker = Worker("unused")
    again = await log_in(kind_of(sandbox, worker), desk.broker.session.environment)
    await again.fetch_master(lambda done, total: None)
    assert row.broker_id in {each.broker_id for each in await again.fetch_orders()}
    assert intent.client_id in {tag for each in await again.fetch_orders() for tag in each.tags}
    await again.aclose()
    await worker.aclose()
