"""The practice exchange: pure, synchronous and deterministic.

`exchange.Exchange` is the facade and `types` its vocabulary; fronts in `terminal.sandbox` speak a
broker's wire on top of it. Nothing here opens a socket, awaits, or reads a clock.
"""
