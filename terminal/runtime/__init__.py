"""Machinery that knows no market: clock, tasks, signals, worker threads, settings, secrets, logs."""
