"""The Kite Connect v3 practice server: REST, login pages and ticker, spelled as the broker spells.

Behaviour follows the broker's documentation and official clients as reconciled in November 2026;
strict defaults (market protection, rate limits, token death at 06:00), every oddity a switch.
"""
