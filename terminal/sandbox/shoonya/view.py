"""The exchange as the market data routes see it: scrips, their quotes, their rows, past prices.

Rows that exist for size alone have a board of their own beside the exchange's; both are renewed
when the exchange turns its day or is replaced.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from terminal.sandbox.quotes import quotes_of
from terminal.sandbox.shoonya.curve import Curve
from terminal.sandbox.shoonya.desk import Desk
from terminal.sandbox.shoonya.listing import Listing, Scrip
from terminal.sandbox.shoonya.scale import Scale, ScaleUniverse
from terminal.sim.board import Board
from terminal.sim.exchange import Exchange
from terminal.sim.noise import Ints
from terminal.sim.session import ist_day
from terminal.sim.types import Quote, SimInstrument
from terminal.sim.universe import Universe

_STOCK_CONTRACTS = frozenset({"FUTSTK", "OPTSTK"})


class View:
    """Today's scrips and quotes.

    Args:
        desk: whose exchange and listing these are; its listing gets the rows added for size.
        seed: the exchange's own, so that past bars follow the same curve.
        scale: how many rows to add.
    """

    def __init__(self, desk: Desk, *, seed: int, scale: Scale) -> None:
        self._desk, self._seed, self._scale = desk, seed, scale
        self._curve: tuple[Exchange, Curve] | None = None
        self._extra: Board | None = None
        self._twins: dict[int, int] = {}
        desk.make_listing = self._make_listing

    @property
    def exchange(self) -> Exchange:
        return self._desk.exchange

    @property
    def listing(self) -> Listing:
        """Today's scrips; another object on another day."""
        return self._desk.listing

    @property
    def now_ns(self) -> int:
        """Practice time as far as the exchange has come."""
        return self._desk.exchange.now_ns

    @property
    def curve(self) -> Curve:
        """The curve that past bars are read off."""
        exchange = self._desk.exchange
        if self._curve is None or self._curve[0] is not exchange:
            curve = Curve(
                seed=self._seed,
                calendar=exchange.market.calendar,
                negative_crude=exchange.options.negative_crude,
            )
            self._curve = exchange, curve
        return self._curve[1]

    def place(self, scrip: Scrip) -> tuple[Universe, Board, int]:
        """Return the universe, the board and the row in them of a scrip of today's listing."""
        board = self._board(tradable=scrip.tradable)
        return board.universe, board, int(board.universe.rows_of(self._tokens([scrip]))[0])

    def source(self, scrip: Scrip) -> int:
        """Return the exchange's token whose prices and volumes a scrip has: its own or its twin's."""
        token = scrip.row.instrument_token
        return token if scrip.tradable else self._twins.get(token, token)

    def _tokens(self, scrips: Sequence[Scrip]) -> Ints:
        return np.array([self.source(scrip) for scrip in scrips], dtype=np.int64)

    def quotes(self, scrips: Sequence[Scrip]) -> list[Quote]:
        """Return the quotes of scrips of today's listing, in the order given."""
        result: dict[tuple[str, str], Quote] = {}
        for tradable in (True, False):
            wanted = [scrip for scrip in scrips if scrip.tradable is tradable]
            if not wanted:
                continue
            if tradable:
                columns = self.exchange.quote_columns(self._tokens(wanted))
            else:
                columns = self._board(tradable=False).columns(self._tokens(wanted), self.now_ns)
            keys = (scrip.key for scrip in wanted)
            result.update(zip(keys, quotes_of(columns), strict=True))
        return [result[scrip.key] for scrip in scrips]

    def _board(self, *, tradable: bool) -> Board:
        if tradable:
            return self.exchange.market.board
        assert self._extra is not None  # only a listing with added rows has such scrips
        return self._extra

    def _make_listing(self, rows: Mapping[int, SimInstrument]) -> Listing:
        listing = Listing(rows)
        market = self.exchange.market
        # A stock counts whose futures and options are listed both; its spot is a series, too.
        scrips = [each for each in listing.by_row.values() if each.instname in _STOCK_CONTRACTS]
        names = {each.row.underlying for each in scrips if each.row.is_option} & listing.fno
        series = sum(each.row.underlying in names for each in scrips) + len(names)
        if self._scale.underlyings <= len(names) or self._scale.series <= series:
            return listing
        extra = ScaleUniverse(
            day=ist_day(self.now_ns),
            scale=self._scale,
            have_underlyings=len(names),
            have_series=series,
        )
        self._twins = extra.twins
        self._extra = Board(
            seed=self._seed, universe=extra, paths=market.paths, calendar=market.calendar
        )
        return Listing(rows, extra.instruments.values())
