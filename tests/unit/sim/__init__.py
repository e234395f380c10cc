"""Tests of the practice exchange."""
