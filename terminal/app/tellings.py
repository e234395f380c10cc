"""What services say that a person should read.

A practice exchange that died, a broker's message, an order that waits for the rate limit; and the
instruments held, which the search ranks first.
"""

from collections.abc import Mapping
from typing import Any

from terminal.app.accounts import Accounts, AccountState
from terminal.app.practice import PracticeProcess
from terminal.domain.ids import AccountId
from terminal.market.catalog import Catalog
from terminal.portfolio.service import PortfolioService
from terminal.ui.notices import Notices


class Tellings:
    """Turns events into notices. `servers`: the practice exchange of each broker."""

    def __init__(
        self,
        *,
        accounts: Accounts,
        portfolio: PortfolioService,
        catalog: Catalog,
        notices: Notices,
        servers: Mapping[str, PracticeProcess[Any]],
    ) -> None:
        self._portfolio = portfolio
        self._catalog = catalog
        self._notices = notices
        self._servers = servers
        portfolio.changed.connect(self._on_portfolio)
        accounts.broadcasts.connect(self._on_broadcast)
        accounts.changed.connect(self._on_account)

    def on_wait(self, lane: str, seconds: float) -> None:
        """Say that a request waits `seconds` for its lane of the broker's rate limit."""
        if lane == "orders":
            self._notices.post(
                "warn",
                "An order waits for the broker's rate limit",
                f"It is sent in {seconds:.1f} s. Exits and cancels go first.",
            )

    def _on_account(self, state: AccountState) -> None:
        if not (state.session.practice and state.connection in {"connecting", "waiting"}):
            return
        server = self._servers[state.session.broker]
        if (code := server.died()) is not None:
            self._notices.post(
                "bad",
                "The practice exchange has stopped",
                f"Its process ended with code {code}; its orders and positions went with it. Click the "
                "account above and choose “Log in again” to start a new one.",
            )

    def _on_broadcast(self, message: tuple[AccountId, str]) -> None:
        account, text = message
        self._notices.post("info", f"Message from the broker ({account})", text)

    def _on_portfolio(self, _: AccountId) -> None:
        held = {holding.instrument for holding in self._portfolio.holdings()}
        held |= {p.instrument for p in self._portfolio.positions() if p.quantity}
        self._catalog.set_held(held)
