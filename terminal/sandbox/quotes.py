"""Quote columns turned into quotes, for every broker's routes."""

import numpy as np
from numpy.typing import NDArray

from terminal.sim.types import DepthLevel, Quote, QuoteColumns

_SINGLE = tuple(
    name for name in Quote.__struct_fields__ if name not in {"instrument_token", "bids", "asks"}
)


def quotes_of(columns: QuoteColumns) -> list[Quote]:
    """Return one quote a row; asking for them one by one costs a hundred times as much."""
    plain = {name: getattr(columns, name).tolist() for name in _SINGLE}
    bids = _ladders(columns.bid_price, columns.bid_quantity, columns.bid_orders)
    asks = _ladders(columns.ask_price, columns.ask_quantity, columns.ask_orders)
    return [
        Quote(
            instrument_token=token,
            bids=bids[at],
            asks=asks[at],
            **{name: values[at] for name, values in plain.items()},
        )
        for at, token in enumerate(columns.tokens.tolist())
    ]


def _ladders(
    prices: NDArray[np.float64], quantities: NDArray[np.int64], orders: NDArray[np.int64]
) -> list[tuple[DepthLevel, ...]]:
    return [
        tuple(DepthLevel(*level) for level in zip(*side, strict=True))
        for side in zip(prices.tolist(), quantities.tolist(), orders.tolist(), strict=True)
    ]
