"""Zerodha Kite Connect v3 (REST and ticker), documentation and clients as read in November 2026.

`kind(deps)` is what the login dialog gets; everything else hangs off the account it returns. Docs:
https://kite.trade/docs/connect/v3/ .
"""

from terminal.brokers.kite.auth import KiteDeps, KiteKind


def kind(deps: KiteDeps) -> KiteKind:
    """Return Kite as a broker kind."""
    return KiteKind(deps)


__all__ = ["KiteDeps", "KiteKind", "kind"]
