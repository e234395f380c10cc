"""Mutual funds of all accounts: schemes, orders, SIPs, what is held."""
