"""Baskets: named lists of orders that are costed together and sent one after another."""
