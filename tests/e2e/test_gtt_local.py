"""A broker without triggers: this computer watches them, in the real terminal, restart included."""

from decimal import Decimal

from terminal.domain.gtt import GttIntent, GttKind, GttLeg, GttState
from terminal.domain.ids import InstrumentId
from terminal.domain.notice import Recorded
from terminal.domain.order import OrderState, Product, Side
from terminal.gtt.stages import GttStage
from tests.e2e.person import Person, at_the_desk

INFY = InstrumentId("NSE", "INFY")
ANY = frozenset({"near_last", "limit_not_beyond", "duplicate", "confirm", "authorisation"})


async def protect(person: Person, below: float, above: float) -> str:
    """Make an OCO purchase around the price, one share, and return its key."""
    account = await person.live()
    service = person.terminal.triggers.service
    await person.until(lambda: service.loaded(account), "the triggers are read")
    watch = person.terminal.hub.watch(INFY, 3)
    last = await person.priced(INFY)
    to_price = person.terminal.catalog.instrument(INFY).to_price
    legs = tuple(
        GttLeg(
            trigger_price=to_price(last * factor),
            side=Side.BUY,
            quantity=1,
            price=to_price(last * factor * 1.01),
            product=Product.CNC,
        )
        for factor in (below, above)
    )
    intent = GttIntent(
        client_id=service.new_client_id(),
        account=account,
        instrument=INFY,
        kind=GttKind.TWO_LEG,
        legs=legs,
        last_price=Decimal(0),
    )
    result = await service.create(intent, confirmed=ANY)
    watch.close()
    assert isinstance(result, Recorded), result
    assert result.key.startswith("PC-"), result
    return result.key


def test_a_local_oco_fires_through_the_order_book_and_outlives_the_terminal(
    qrun, sandbox, tmp_path, monkeypatch
) -> None:
    monkeypatch.setattr("terminal.brokers.kite.broker.KiteGtts", lambda *args, **fields: None)
    keys: list[str] = []

    async def first() -> None:
        async with at_the_desk(sandbox, tmp_path) as person:
            keys.append(await protect(person, 0.5, 1.5))  # nothing reaches this one
            keys.append(await protect(person, 0.99, 1.01))
            service = person.terminal.triggers.service
            account = person.terminal.accounts.states()[0].session.account
            rules = service.rules(account)
            assert rules is not None
            assert rules.local
            last = await person.priced(INFY)
            sandbox.market(instrument="NSE:INFY", fair=last * 1.015)

            def filled() -> bool:
                row = service.gtt(keys[1])
                return row is not None and service.stage(row) is GttStage.FILLED

            await person.until(filled, f"it fires and fills: {service.gtt(keys[1])}")
            row = service.gtt(keys[1])
            assert row is not None
            assert [result is not None for result in row.results] == [False, True]
            assert len(person.orders()) == 1
            order = person.orders()[0]
            assert (order.state, order.filled, order.side) == (OrderState.COMPLETE, 1, Side.BUY)
            sandbox.market(instrument="NSE:INFY", fair=last * 0.97)
            await person.until(
                lambda: (person.terminal.hub.last_price(INFY) or last) < last * 0.98,
                "the price falls through the twin",
            )
            assert len(person.orders()) == 1
            titles = [entry.title for entry in person.terminal.notices.entries()]
            assert any("trigger fired" in title for title in titles), titles

    async def second() -> None:
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            service = person.terminal.triggers.service
            await person.until(lambda: service.gtt(keys[0]) is not None, "the triggers are back")
            waiting, done = service.gtt(keys[0]), service.gtt(keys[1])
            assert waiting is not None
            assert done is not None
            assert (waiting.state, waiting.local) == (GttState.ACTIVE, True)
            assert done.state is GttState.TRIGGERED
            await person.until(
                lambda: service.stage(done) is GttStage.FILLED, "its order is in the book"
            )
            assert sandbox.state()["orders"] == 1

    qrun(first())
    qrun(second())
