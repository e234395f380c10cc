"""A desktop trading terminal: brokers on one side, a trader on the other, nothing hidden between."""

__version__ = "0.1.0"
