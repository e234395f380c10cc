"""Positions, holdings and funds of all accounts: moved by fills at once, confirmed by the broker."""

from terminal.domain.account import Funds, Holding, Position
from terminal.domain.ids import AccountId
from terminal.domain.order import Trade
from terminal.domain.ports import Broker, Clock
from terminal.portfolio.book import mark
from terminal.runtime.signals import Signal
from terminal.runtime.tasks import OnFailure

__all__ = ["PortfolioService", "mark"]


class PortfolioService:
    """Signatures first; behaviour in the next commits."""

    changed: Signal[AccountId]

    def __init__(self, *, clock: Clock, on_failure: OnFailure) -> None:
        raise NotImplementedError

    def attach(self, broker: Broker) -> None:
        raise NotImplementedError

    async def detach(self, account: AccountId) -> None:
        raise NotImplementedError

    async def refresh(self, account: AccountId) -> None:
        raise NotImplementedError

    def request_refresh(self, account: AccountId) -> None:
        raise NotImplementedError

    def positions(self) -> list[Position]:
        raise NotImplementedError

    def day_positions(self) -> list[Position]:
        raise NotImplementedError

    def holdings(self) -> list[Holding]:
        raise NotImplementedError

    def funds(self) -> list[Funds]:
        raise NotImplementedError

    def on_trade(self, trade: Trade) -> None:
        raise NotImplementedError

    async def aclose(self) -> None:
        raise NotImplementedError
