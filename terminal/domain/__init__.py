"""What the terminal talks about: instruments, orders, money. No I/O, no clock, no Qt."""
