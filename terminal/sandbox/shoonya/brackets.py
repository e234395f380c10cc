"""Bracket orders: an entry, and after its fill a target and a stop of which one ends the other.

The exchange knows none of this; the broker's server places the two legs and cancels what is left.
"""

from decimal import Decimal

from msgspec.structs import replace

from terminal.sandbox.shoonya.blotter import Blotter, Entry
from terminal.sandbox.shoonya.desk import Desk
from terminal.sandbox.shoonya.terms import on_tick
from terminal.sim.types import ZERO, ModifyRequest, OrderKind, PlaceRequest, Product, Side

TARGET, STOP = "0", "1"
_SLACK = Decimal("0.02")  # options take no stop at market: this far beyond the trigger instead


class Brackets:
    """Watches the book for entries that filled and legs that ended."""

    def __init__(self, desk: Desk, blotter: Blotter) -> None:
        self._desk, self._blotter = desk, blotter
        self._legs: dict[str, list[Entry]] = {}
        blotter.on_report.append(self._on_report)

    def clear(self) -> None:
        """Forget all: the exchange has been replaced."""
        self._legs.clear()

    def _on_report(self, entry: Entry) -> None:
        if entry.terms.prd != "B":
            return
        if not entry.terms.leg:
            if entry.final and entry.state.filled and entry.number not in self._legs:
                self._open_legs(entry)
        elif entry.final or entry.rows[-1]["rpt"] == "Fill":
            self._follow(entry)

    def _follow(self, leg: Entry) -> None:
        """End the other leg, or leave it what this one has not closed yet.

        A leg that just then is being changed keeps its quantity until the next fill or the end.
        """
        head = self._blotter.entry(leg.terms.parent)
        for other in self._legs.get(leg.terms.parent, ()):
            if head is None or other is leg or other.final:
                continue
            if leg.final:
                self._desk.exchange.cancel(other.sim_id)
            else:
                total = head.state.filled - leg.state.filled  # what `other` has filled included
                self._desk.exchange.modify(other.sim_id, ModifyRequest(quantity=total))

    def _open_legs(self, head: Entry) -> None:
        terms, state = head.terms, head.state
        side = Side.SELL if state.side is Side.BUY else Side.BUY
        sign = 1 if state.side is Side.BUY else -1
        wanted = []
        if terms.target_away:
            price = on_tick(terms.scrip, state.average + sign * terms.target_away)
            wanted.append((TARGET, OrderKind.LIMIT, price, ZERO))
        trigger = on_tick(terms.scrip, state.average - sign * terms.stop_away)
        if terms.scrip.row.is_option:
            price = on_tick(terms.scrip, trigger * (1 - sign * _SLACK))
            wanted.append((STOP, OrderKind.SL, price, trigger))
        else:
            wanted.append((STOP, OrderKind.SL_M, ZERO, trigger))
        legs = self._legs[head.number] = []
        for leg, kind, price, stop in wanted:
            request = PlaceRequest(
                exchange=terms.scrip.row.exchange,
                tradingsymbol=terms.scrip.row.tradingsymbol,
                transaction_type=side,
                quantity=state.filled,
                product=Product.MIS,
                order_type=kind,
                price=price,
                trigger_price=stop,
                market_protection=Decimal(-1) if kind is OrderKind.SL_M else None,
            )
            own = replace(terms, parent=head.number, leg=leg, ret="DAY", amo=False)
            legs.append(self._blotter.place(request, own))
