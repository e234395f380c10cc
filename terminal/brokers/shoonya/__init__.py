"""Shoonya (Noren OMS): REST and WebSocket of both wire profiles, as documented in November 2026.

`kind(deps)` is what the login dialog gets; everything else hangs off the account it returns.
"""

from terminal.brokers.shoonya.auth import ShoonyaDeps, ShoonyaKind


def kind(deps: ShoonyaDeps) -> ShoonyaKind:
    """Return Shoonya as a broker kind."""
    return ShoonyaKind(deps)


__all__ = ["ShoonyaDeps", "ShoonyaKind", "kind"]
