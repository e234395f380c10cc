"""Tests of terminal.alerts."""
