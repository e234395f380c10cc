"""Sheets of the program's own manners: after a crash, diagnostics, settings files, updates."""
