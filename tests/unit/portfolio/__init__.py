"""Tests of terminal.portfolio."""
