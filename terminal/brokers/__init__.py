"""Brokers, a folder each; the modules beside the folders are what they share (ADR 8)."""
