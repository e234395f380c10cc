"""The price chart: pure scales and levels, and the pyqtgraph items that draw them.

Only `view`, `candles`, `axes` and `overlay` import pyqtgraph; `ui.panels.chart` imports `view` when the
first chart opens. `ticks` and `levels` are pure and know no Qt.
"""
