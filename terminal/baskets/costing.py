"""What a basket needs and costs, asked of the broker: a moment after an edit, paced, and remembered.

One question at a time, the newest first; a shape that was asked lately is answered from memory. A
broker that cannot calculate baskets is asked leg by leg, and the sum is called a sum.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from terminal.baskets.basket import Basket, Leg, intent_of, other_order, sending_order
from terminal.domain.account import CostQuery
from terminal.domain.basket import BasketCost, BasketQuery, LegCost
from terminal.domain.errors import RateLimited, TerminalError
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.order import OrderIntent
from terminal.domain.ports import Broker, Clock
from terminal.runtime.tasks import TaskScope

SOON_S = 0.15
"""How long after the last edit the broker is asked."""
APART_S = 0.3
"""Between two questions: calculators must not crowd out the account's other reads."""
FRESH_S = 15.0
RETRY_S = 5.0
NO_PRICE_S = 0.3
"""Until a price that was missing is looked for again: no request is made for that."""
_REMEMBERED = 64
ZERO = Decimal(0)
Shape = tuple[AccountId, tuple[OrderIntent, ...]]


class Figures(Struct, frozen=True, kw_only=True):
    """What is known of a basket's cost, in rupees.

    `legs` by leg key; `other`: what would be blocked at most with the sells first (with the buys
    first, where the sells go first), None where not known or not different in order. `singles`: sums
    of the legs alone, without hedges. `problem`: why there is nothing newer. `current`: of the basket
    as it is now, not as it was a moment ago.
    """

    cost: BasketCost | None = None
    legs: Mapping[int, LegCost] = {}
    other: Decimal | None = None
    singles: bool = False
    problem: str = ""
    current: bool = False


NOTHING = Figures()


class _NoPrice(TerminalError):
    """Nothing values a market order yet."""


class _Answer(Struct):
    costs: tuple[LegCost, ...]
    cost: BasketCost
    other: Decimal | None
    singles: bool
    asked_ns: int


class Costing:
    """Figures of one wanted basket at a time. `price` gives the price that values market orders."""

    def __init__(
        self,
        *,
        broker: Callable[[AccountId], Broker | None],
        price: Callable[[InstrumentId], Decimal | None],
        clock: Clock,
        scope: TaskScope,
        changed: Callable[[], None],
    ) -> None:
        self._broker = broker
        self._price = price
        self._clock = clock
        self._scope = scope
        self._changed = changed
        self._answers: OrderedDict[Shape, _Answer] = OrderedDict()
        self._wanted: Basket | None = None
        self._wanted_ns = 0
        self._asked_ns = 0
        self._running = False
        self._last: tuple[str, Figures] = ("", NOTHING)
        self._failed: tuple[Shape, str, int] | None = None

    def want(self, basket: Basket | None) -> None:
        """Want this basket's figures now and while nothing else is wanted; None: nobody looks.

        Cheap to call at every frame: asks only where there is no answer of the last seconds.
        """
        if basket != self._wanted:
            self._wanted = basket
            self._wanted_ns = self._clock.monotonic_ns()
        if basket is None or self._running or not self._due(basket):
            return
        self._running = True
        self._scope.spawn(self._run(), name="cost of a basket")

    def figures(self, basket: Basket) -> Figures:
        """Return what is known of a basket; of its former shape, marked so, while it is asked."""
        if not basket.legs:
            return NOTHING
        legs = sending_order(basket)
        shape = _shape(basket.account, legs)
        answer = self._answers.get(shape)
        problem = self._problem(basket, shape)
        if answer is None:
            name, last = self._last
            if name != basket.name:
                return replace(NOTHING, problem=problem)
            return replace(last, current=False, problem=problem)
        found = Figures(
            cost=answer.cost,
            legs={leg.key: cost for leg, cost in zip(legs, answer.costs, strict=True)},
            other=answer.other,
            singles=answer.singles,
            problem=problem,
            current=not problem,
        )
        self._last = (basket.name, found)
        return found

    def forget(self) -> None:
        """Positions or funds have changed: what was answered before is old. It stays on the screen."""
        for answer in self._answers.values():
            answer.asked_ns = min(answer.asked_ns, 0)

    # -- private

    def _problem(self, basket: Basket, shape: Shape) -> str:
        if self._failed is not None and self._failed[0] == shape:
            return self._failed[1]
        if not basket.account:
            return "Choose the account of this basket."
        if self._broker(basket.account) is None:
            return "The account of this basket is not logged in."
        return ""

    def _due(self, basket: Basket) -> bool:
        if not basket.legs or self._broker(basket.account) is None:
            return False
        now = self._clock.monotonic_ns()
        shape = _shape(basket.account, sending_order(basket))
        if self._failed is not None and self._failed[0] == shape:
            return now >= self._failed[2]
        answer = self._answers.get(shape)
        return answer is None or now - answer.asked_ns > FRESH_S * 1e9 or answer.asked_ns <= 0

    async def _run(self) -> None:
        try:
            while (basket := self._wanted) is not None and self._due(basket):
                now = self._clock.monotonic_ns()
                soon_ns = max(
                    self._wanted_ns + int(SOON_S * 1e9), self._asked_ns + int(APART_S * 1e9)
                )
                if now < soon_ns:
                    await self._clock.sleep((soon_ns - now) / 1e9)
                    continue
                self._asked_ns = now
                await self._ask(basket)
                self._changed()
        finally:
            self._running = False

    async def _ask(self, basket: Basket) -> None:
        legs = sending_order(basket)
        shape = _shape(basket.account, legs)
        broker = self._broker(basket.account)
        if broker is None:
            return
        asked_ns = self._clock.monotonic_ns()
        pause_s = RETRY_S
        try:
            if broker.capabilities.basket_margins:
                cost = await broker.estimate_basket(
                    BasketQuery(legs=self._queries(basket.account, legs))
                )
                answer = _Answer(
                    costs=cost.legs, cost=cost, other=None, singles=False, asked_ns=asked_ns
                )
                turned = other_order(legs)
                if turned is not None:
                    # What is wanted first is told first; the comparison follows.
                    old = self._answers.get(shape)
                    answer.other = None if old is None else old.other
                    self._answers[shape], self._failed = answer, None
                    self._changed()
                    turned_query = BasketQuery(legs=self._queries(basket.account, turned))
                    answer.other = (await broker.estimate_basket(turned_query)).required
            else:
                answer = await self._alone(broker, basket.account, legs, asked_ns)
        except _NoPrice as error:
            pause_s, text = NO_PRICE_S, error.text
        except RateLimited as error:
            pause_s = max(RETRY_S, error.retry_after_s)
            text = error.text
        except TerminalError as error:
            text = f"{error.text} {error.hint}".strip()
        else:
            self._failed = None
            self._answers[shape] = answer
            self._answers.move_to_end(shape)
            while len(self._answers) > _REMEMBERED:
                self._answers.popitem(last=False)
            return
        self._failed = (shape, text, self._clock.monotonic_ns() + int(pause_s * 1e9))

    async def _alone(
        self, broker: Broker, account: AccountId, legs: Sequence[Leg], asked_ns: int
    ) -> _Answer:
        costs = []
        for query in self._queries(account, legs):
            one = await broker.estimate(query)
            costs.append(LegCost(margin=one.margin, charges=one.charges))
        margin = sum((cost.margin for cost in costs), ZERO)
        charges = sum((cost.charges for cost in costs), ZERO)
        total = BasketCost(required=margin, final=margin, charges=charges, legs=tuple(costs))
        return _Answer(costs=tuple(costs), cost=total, other=None, singles=True, asked_ns=asked_ns)

    def _queries(self, account: AccountId, legs: Sequence[Leg]) -> tuple[CostQuery, ...]:
        found = []
        for leg in legs:
            intent = intent_of(leg, account)
            price = intent.price or self._price(leg.instrument) or intent.trigger_price
            if price is None or price <= 0:
                name = str(leg.instrument).partition(":")[2].replace(":", " ")
                raise _NoPrice(f"No price of {name} is known yet: nothing values its leg.")
            found.append(CostQuery(intent=intent, reference_price=price))
        return tuple(found)


def _shape(account: AccountId, legs: Sequence[Leg]) -> Shape:
    return account, tuple(intent_of(leg, account) for leg in legs)
