"""The parts of the mutual funds panel: pages, the side pane with its editors, the allocation chart."""
