"""Tests of terminal.domain."""
