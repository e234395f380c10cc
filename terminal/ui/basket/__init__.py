"""The parts of the basket panel: table, editors, footer, sheets."""
