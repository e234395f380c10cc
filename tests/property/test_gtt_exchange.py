"""The practice exchange's own triggers: whatever prices do, an OCO fires at most once, and honestly."""

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from terminal.sandbox.rehearsal import MarketOrder, carry_out
from terminal.sim.types import GttFired, GttLeg, GttRequest, OrderKind, Product, Side
from tests.property.test_sim_exchange import fresh

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("fair"), st.integers(-30, 30)),  # tenths of a percent, both sides at will
        st.tuples(st.just("sweep"), st.sampled_from([-1, 1])),
        st.tuples(st.just("run"), st.sampled_from([1, 2, 60, 900])),
        st.tuples(st.just("modify"), st.integers(2, 20)),
    ),
    min_size=1,
    max_size=14,
)


def request(last: Decimal, below: int, above: int) -> GttRequest:
    values = tuple(
        (last * (1000 + tenths) / 1000).quantize(Decimal("0.1")) for tenths in (-below, above)
    )
    return GttRequest(
        type="two-leg", exchange="NSE", tradingsymbol="INFY", trigger_values=values, last_price=last,
        orders=tuple(
            GttLeg(
                exchange="NSE", tradingsymbol="INFY", transaction_type=Side.SELL, quantity=1,
                order_type=OrderKind.LIMIT, product=Product.CNC, price=value,
            )
            for value in values
        ),
    )  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 50), below=st.integers(2, 15), above=st.integers(2, 15), steps=STEPS)
def test_an_oco_fires_at_most_once_and_only_where_the_price_was(
    seed: int, below: int, above: int, steps: list[tuple[str, int]]
) -> None:
    exchange, token = fresh(seed)
    quote = exchange.quote(token)
    assert quote is not None
    start = Decimal(round(quote.last_price * 10)) / 10
    terms = request(start, below, above)
    trigger_id = exchange.gtt_place(terms)
    assert isinstance(trigger_id, int)
    for what, number in steps:
        match what:
            case "fair":
                fair = start * (1000 + number) / 1000
                carry_out(exchange, MarketOrder(instrument="NSE:INFY", fair=fair), exchange.find)
            case "sweep":
                carry_out(
                    exchange, MarketOrder(instrument="NSE:INFY", withdraw=number > 0), exchange.find
                )
            case "run":
                exchange.advance_to(exchange.now_ns + number * 10**9)
            case "modify":
                now = exchange.quote(token)
                assert now is not None
                last = Decimal(round(now.last_price * 10)) / 10
                changed = request(last, number, number)
                if exchange.gtt_modify(trigger_id, changed) == trigger_id:
                    terms = changed
        exchange.advance_to(exchange.now_ns + 10**9)

    row = exchange.gtt(trigger_id)
    assert row is not None
    fired = [event for event in exchange.drain_events() if isinstance(event, GttFired)]
    assert len(fired) <= 1
    assert (row.status == "triggered") == bool(fired)
    assert row.request == terms
    results = [(n, result) for n, result in enumerate(row.results) if result is not None]
    assert len(results) == len(fired)
    for number, result in results:
        placed = [order for order in exchange.orders() if "gtt" in order.tags]
        assert len(placed) == bool(result.order_id) == (result.order_status == "success")
        if placed:
            assert placed[0].order_id == result.order_id
            assert placed[0].price == terms.orders[number].price
        else:
            assert result.rejection_reason
