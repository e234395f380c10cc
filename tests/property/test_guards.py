"""Laws of the gate: nothing within all limits is refused, no exit by a limit, no off-grid price passes."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from terminal.domain.account import ConfirmLevel
from terminal.domain.order import OrderType, Side
from terminal.orders.budget import Room
from terminal.orders.guards import Facts, Limits, check
from terminal.orders.rules import slice_count, slices
from tests.fakes.broker import ALL
from tests.make import make_instrument, make_intent

D = Decimal
TICK = D("0.05")
sides = st.sampled_from(Side)
amounts = st.one_of(st.none(), st.integers(0, 10**6).map(D))
limits = st.builds(
    Limits,
    ask_quantity=st.one_of(st.none(), st.integers(0, 10**4)),
    max_quantity=st.one_of(st.none(), st.integers(0, 10**4)),
    ask_value=amounts,
    max_value=amounts,
    ask_percent_from_market=st.one_of(st.none(), st.integers(0, 50).map(D)),
    max_percent_from_market=st.one_of(st.none(), st.integers(0, 50).map(D)),
    ask_orders_per_day=st.one_of(st.none(), st.integers(0, 100)),
    max_orders_per_day=st.one_of(st.none(), st.integers(0, 100)),
    ask_quantity_per_day=st.one_of(st.none(), st.integers(0, 10**5)),
    max_quantity_per_day=st.one_of(st.none(), st.integers(0, 10**5)),
    ask_value_per_day=amounts,
    max_value_per_day=amounts,
    confirm_above_value=amounts,
)


def room(day_used: int = 0, wait_s: float = 0.0) -> Room:
    return Room(
        second_used=0,
        second_limit=7,
        minute_used=0,
        minute_limit=370,
        day_used=day_used,
        day_limit=4750,
        wait_s=wait_s,
    )


@settings(deadline=None)  # a busy machine is no failure
@given(
    side=sides,
    lots=st.integers(1, 40),
    lot=st.sampled_from([1, 25, 75]),
    ticks=st.integers(-500, 500),
    limit=limits,
    day=st.integers(0, 120),
    sent=st.integers(0, 10**5),
)
def test_order_within_all_limits_is_never_refused(
    side: Side, lots: int, lot: int, ticks: int, limit: Limits, day: int, sent: int
) -> None:
    last = D(100)
    price = last + ticks * TICK
    quantity = lots * lot
    value = price * quantity
    percent = abs(price - last) / last * 100
    measured = {
        "quantity": D(quantity),
        "value": value,
        "percent_from_market": percent,
        "orders_per_day": D(day + 1),
        "quantity_per_day": D(sent + quantity),
        "value_per_day": D(sent) + value,
    }
    known = Facts(
        instrument=make_instrument(lot=lot),
        capabilities=ALL,
        last=last,
        age_s=1.0,
        room=room(day),
        quantity_today=sent,
        value_today=D(sent),
    )
    intent = make_intent(side=side, quantity=quantity, price=price)
    found = {objection.code: objection.level for objection in check(intent, known, limit)}
    expected = {}
    for name, amount in measured.items():
        never, ask = getattr(limit, f"max_{name}"), getattr(limit, f"ask_{name}")
        if never is not None and amount > never:
            expected[f"max_{name}"] = ConfirmLevel.NEVER
        elif ask is not None and amount > ask:
            expected[f"ask_{name}"] = ConfirmLevel.ASK
    if limit.confirm_above_value is not None and value > limit.confirm_above_value:
        expected["confirm"] = ConfirmLevel.ASK
    assert found == expected


@settings(deadline=None)  # a busy machine is no failure
@given(
    side=sides,
    quantity=st.integers(1, 10**5),
    spare=st.integers(0, 100),
    ticks=st.integers(1, 4000),
    limit=limits,
    says_so=st.booleans(),
    age=st.sampled_from([None, 0.0, 99.0, float("inf")]),
    killed=st.booleans(),
)
def test_exit_is_never_refused_by_limits(
    side: Side,
    quantity: int,
    spare: int,
    ticks: int,
    limit: Limits,
    says_so: bool,
    age: float | None,
    killed: bool,
) -> None:
    known = Facts(
        instrument=make_instrument(lot=75),
        capabilities=ALL,
        last=None if age is None else D(100),
        age_s=age,
        touch=(D("99.95"), D("100.05")),
        room=room(day_used=5000, wait_s=0.9),
        quantity_today=10**6,
        value_today=D(10**9),
        reducible=quantity + spare,
        killed=killed,
    )
    intent = make_intent(side=side, quantity=quantity, price=ticks * TICK, reduces=says_so)
    assert check(intent, known, limit) == ()


@settings(deadline=None)  # a busy machine is no failure
@given(
    side=sides,
    price=st.decimals(min_value="0.01", max_value="5000", places=4),
    kind=st.sampled_from(OrderType),
    reduces=st.booleans(),
    tick=st.sampled_from(["0.05", "0.0025", "1", "0.1"]),
)
def test_price_off_the_grid_is_always_refused(
    side: Side, price: Decimal, kind: OrderType, reduces: bool, tick: str
) -> None:
    instrument = make_instrument(tick=tick)
    known = Facts(instrument=instrument, capabilities=ALL, last=D(100), age_s=1.0, reducible=10**6)
    intent = make_intent(
        side=side, order_type=kind, price=price, trigger_price=price, reduces=reduces
    )
    codes = {o.code for o in check(intent, known, Limits()) if o.level is ConfirmLevel.NEVER}
    off = not instrument.grid.is_legal(price)
    assert ("tick" in codes) == (off and kind.has_price)
    assert ("trigger_tick" in codes) == (off and kind.has_trigger)


@settings(deadline=None)  # a busy machine is no failure
@given(
    quantity=st.one_of(st.floats(), st.integers(), st.booleans(), st.decimals()),
    price=st.one_of(st.none(), st.floats(), st.integers(), st.decimals()),
)
def test_no_float_and_no_nonsense_reaches_an_order(quantity: object, price: object) -> None:
    intent = make_intent(quantity=quantity, price=price)
    known = Facts(instrument=make_instrument(), capabilities=ALL, last=D(100), age_s=1.0)
    sound = (
        type(quantity) is int
        and quantity > 0
        and isinstance(price, Decimal)
        and price.is_finite()
        and price > 0
    )
    refused = any(o.level is ConfirmLevel.NEVER for o in check(intent, known, Limits()))
    assert sound or refused


@settings(deadline=None)  # a busy machine is no failure
@given(st.integers(1, 10**5), st.one_of(st.none(), st.integers(1, 10**5)), st.integers(1, 200))
def test_slices_add_up_and_fit(quantity: int, freeze: int | None, lot: int) -> None:
    parts = slices(quantity, freeze, lot)
    assert sum(parts) == quantity
    assert slice_count(quantity, freeze, lot) == len(parts)
    if freeze is not None and freeze >= lot:
        assert all(part % lot == 0 for part in parts[:-1])
    assert all(part > 0 and (freeze is None or part <= freeze) for part in parts)
