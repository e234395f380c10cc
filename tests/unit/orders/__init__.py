"""Tests of terminal.orders."""
