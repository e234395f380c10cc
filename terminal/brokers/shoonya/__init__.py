"""Shoonya (Noren OMS): REST and WebSocket of both wire profiles, as documented in November 2026."""
