"""Good-till-triggered orders of all accounts: at the broker, or watched here where it has none."""
