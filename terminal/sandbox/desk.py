"""The state that the routes and the ticker of a practice server share, whatever it speaks."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Protocol

from terminal.sandbox.gate import GateSwitches
from terminal.sandbox.sessions import OneToken, TokenSwitches
from terminal.sandbox.stream import StreamSwitches
from terminal.sandbox.world import World
from terminal.sim.exchange import Exchange
from terminal.sim.types import Event, SimOptions


class FrontSwitches(GateSwitches, TokenSwitches, StreamSwitches, Protocol):
    """The switches of every broker's front door."""


class PracticeDesk(ABC):
    """Keeps the exchange on practice time; `on_event` gets each thing that happens there."""

    switches: FrontSwitches
    sessions: OneToken

    def __init__(self, world: World, options: SimOptions) -> None:
        self.clock, self.virtual, self.faults = world.clock, world.virtual, world.faults
        self.exchange: Exchange = world.exchange(options)
        self.on_event: Callable[[Event], None] | None = None
        self._world = world

    @abstractmethod
    def refill(self) -> None:
        """Start all budgets afresh."""

    def step(self) -> None:
        """Bring the exchange to the present and pass on what happened meanwhile."""
        self.exchange.advance_to(self.virtual.now_ns())
        self.sessions.tick()
        for event in self.exchange.drain_events():
            if self.on_event is not None:
                self.on_event(event)

    def renew(self, options: SimOptions) -> None:
        """Open a new exchange at the time it would be without any `advance`."""
        self.virtual.restart()
        self.exchange = self._world.exchange(options)
