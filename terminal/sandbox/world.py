"""What stands behind a practice server before it speaks any broker's language.

The setup every command line has, the practice clock, the fault plan, the open connections, and
the exchange, which can be made anew.
"""

from decimal import Decimal

from msgspec import Struct

from terminal.domain.ports import Clock
from terminal.sandbox.faults import FaultPlan
from terminal.sandbox.virtual import VirtualClock
from terminal.sandbox.wires import Wires
from terminal.sim.exchange import Exchange
from terminal.sim.types import SimOptions

_STEP_MS, _FINEST_STEP_MS = 250, 50


class WorldSetup(Struct, frozen=True, kw_only=True):
    """The options of a practice server, whatever it speaks.

    Attributes:
        speed: practice seconds per real second.
        start_ns: practice time at first, UTC; None for the wall clock's.
        hours: exchange hours are kept; else it is always open.
        instruments: rows of the instrument master at least.
        limits: request budgets count.
        redirect_url: where the login goes back to; empty for the server's own page.
    """

    seed: int = 1
    speed: float = 1.0
    start_ns: int | None = None
    hours: bool = False
    instruments: int = 0
    cash: Decimal = Decimal(1_000_000)
    limits: bool = True
    redirect_url: str = ""

    @property
    def step_ms(self) -> int:
        """The market's grid follows the speed: about four steps a real second, however time runs."""
        return max(_FINEST_STEP_MS, round(_STEP_MS * self.speed))


class World:
    """The clocks, faults and connections of one server, and the maker of its exchanges."""

    def __init__(self, setup: WorldSetup, clock: Clock) -> None:
        self.clock = clock
        self.virtual = VirtualClock(clock, setup.speed, setup.start_ns)
        self.faults = FaultPlan()
        self.wires = Wires()
        self._setup = setup

    def exchange(self, options: SimOptions) -> Exchange:
        """Return a new exchange that begins now, practice time."""
        return Exchange(
            seed=self._setup.seed,
            start_ns=self.virtual.now_ns(),
            hours=self._setup.hours,
            pad_to=self._setup.instruments,
            cash=self._setup.cash,
            options=options,
        )
