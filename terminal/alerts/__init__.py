"""Alerts of all accounts: at the broker, and watched here."""
