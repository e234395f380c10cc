"""Practice servers: each speaks one broker's wire over the simulated exchange, on loopback only.

They run as their own process (`python -m terminal.sandbox kite`, or `main.py sandbox kite`) and
share no code with the clients in `terminal/brokers`, so that a client's mistake about a protocol
cannot hide in a server making the same one.
"""
