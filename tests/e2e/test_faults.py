"""What goes wrong, and what the person sees. Each fault is armed on the practice server."""

import asyncio

import pytest
from PySide6.QtWidgets import QApplication

from terminal.domain.ids import InstrumentId
from terminal.domain.order import OrderState, Side
from tests.e2e.person import at_the_desk

INFY = InstrumentId("NSE", "INFY")
PLACING = {"method": "POST", "path": "/orders/*"}


async def resting(person, **fields):
    """Send a buy well below the market."""
    person.open_ticket(INFY, Side.BUY)
    last = await person.priced(INFY)
    low = person.terminal.catalog.instrument(INFY).to_price(last * 0.985)
    return await person.send_ticket(INFY, Side.BUY, quantity=2, price=str(low), **fields)


@pytest.mark.parametrize("kind", ["accept_drop", "accept_502", "accept_hang"])
def test_a_lost_reply_shows_unknown_and_then_the_one_order_that_exists(
    qrun, sandbox, tmp_path, kind
):
    async def day():
        async with at_the_desk(sandbox, tmp_path, hurry=True) as person:
            await person.live()
            seen: list[OrderState] = []
            person.terminal.orders.book.changed.connect(lambda order: seen.append(order.state))
            sandbox.arm("drop_updates", count=1000)  # the stream must not tell of the order first
            for sent in range(1, 5):
                sandbox.arm(kind, match=PLACING, count=1)
                order = await resting(person)
                found = await person.order_is(order.key, OrderState.OPEN)
                assert found.broker_id
                assert sandbox.state()["orders"] == sent
                assert len(person.orders()) == sent
                # A reading of the books may find the order before its loss is noticed: then again.
                if OrderState.UNKNOWN in seen or kind == "accept_hang":
                    break
            else:
                pytest.fail("the loss of a reply was never noticed")
            assert not {OrderState.REJECTED, OrderState.NOT_PLACED} & set(seen)
            if OrderState.UNKNOWN in seen:
                assert person.notice("unknown") or person.notice("check")

    qrun(day())


@pytest.mark.parametrize("kind", ["http_500", "http_502", "http_504"])
def test_a_server_error_before_the_order_exists_ends_as_not_placed(qrun, sandbox, tmp_path, kind):
    async def day():
        async with at_the_desk(sandbox, tmp_path, hurry=True) as person:
            await person.live()
            sandbox.arm(kind, match=PLACING, count=1)
            order = await resting(person)
            gone = await person.order_is(order.key, OrderState.NOT_PLACED)
            assert gone.message
            assert sandbox.state()["orders"] == 0
            assert len(person.orders()) == 1

    qrun(day())


def test_too_many_requests_refuse_the_order_and_say_so(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path, hurry=True) as person:
            await person.live()
            sandbox.arm("http_429", match=PLACING, count=1)
            order = await resting(person)
            gone = await person.order_is(order.key, OrderState.REJECTED, OrderState.NOT_PLACED)
            assert "request" in gone.message.lower()

    qrun(day())


@pytest.mark.parametrize("kind", ["html", "truncated"])
def test_an_unreadable_reply_is_not_taken_for_an_answer(qrun, sandbox, tmp_path, kind):
    async def day():
        async with at_the_desk(sandbox, tmp_path, hurry=True) as person:
            await person.live()
            sandbox.arm(kind, match=PLACING, count=1)
            order = await resting(person)
            await person.order_is(order.key, OrderState.OPEN, OrderState.NOT_PLACED)
            assert len(person.orders()) == 1

    qrun(day())


def test_an_expired_session_leads_back_to_the_login_and_replays_subscriptions(
    qrun, sandbox, tmp_path
):
    async def day():
        async with at_the_desk(sandbox, tmp_path, hurry=True) as person:
            await person.live()
            await person.priced(INFY)
            sandbox.expire_token()

            def dialog():
                return next(
                    (
                        w
                        for w in QApplication.topLevelWidgets()
                        if w.objectName() == "loginDialog" and w.isVisible()
                    ),
                    None,
                )

            await person.until(dialog, "the login dialog opens")
            assert person.notice("log in again")
            person.click("loginGo", dialog())
            await person.until(lambda: dialog() is None, "the dialog closes")
            await person.live()
            await person.priced(INFY)

    qrun(day())


def test_a_silent_socket_is_noticed_greyed_and_reopened(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path, hurry=True) as person:
            account = await person.live()
            await person.priced(INFY)
            states: list[str] = []
            person.terminal.accounts.changed.connect(lambda state: states.append(state.connection))
            sandbox.arm("silent", count=1)
            await person.until(lambda: "stale" in states, "silence is noticed")
            sandbox.clear_faults()
            await person.until(
                lambda: person.terminal.hub.is_live(account) and "live" in states,
                "it streams again",
            )
            await person.priced(INFY)

    qrun(day())


@pytest.mark.parametrize("kind", ["close", "torn", "wrong_count", "unknown_length"])
def test_a_bent_stream_recovers_by_itself(qrun, sandbox, tmp_path, kind):
    async def day():
        async with at_the_desk(sandbox, tmp_path, hurry=True) as person:
            await person.live()
            await person.priced(INFY)
            sandbox.arm(kind, count=1)
            await asyncio.sleep(0.5)
            await person.live()
            await person.priced(INFY)

    qrun(day())


def test_duplicate_and_reordered_updates_end_in_the_same_book(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path, hurry=True) as person:
            await person.live()
            sandbox.arm("duplicate_updates", count=20)
            sandbox.arm("reorder_updates", count=20)
            order = await person.send_ticket(INFY, Side.BUY, quantity=2)
            done = await person.order_is(order.key, OrderState.COMPLETE)
            assert done.filled == 2
            assert len(person.orders()) == 1
            await person.until(
                lambda: (
                    [t.quantity for t in person.terminal.orders.book.trades()]
                    and sum(t.quantity for t in person.terminal.orders.book.trades()) == 2
                ),
                "two shares were traded, once",
            )

    qrun(day())
