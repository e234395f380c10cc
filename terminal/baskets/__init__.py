"""Baskets: legs kept together, their cost, and sending them."""
