"""kite."""
