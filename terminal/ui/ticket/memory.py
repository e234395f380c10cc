"""Which product was used last on each kind of instrument: the ticket's only habit.

Quantities are not remembered: a ticket that repeats the last size grows risk unseen.
"""

from terminal.domain.instrument import Instrument
from terminal.domain.order import Product
from terminal.domain.ports import Capabilities
from terminal.ui.ticket import rules


class ProductMemory:
    """Last used product by exchange and kind."""

    def __init__(self) -> None:
        self._last: dict[str, Product] = {}

    def note(self, instrument: Instrument, product: Product) -> None:
        """Remember what was sent."""
        self._last[_shelf(instrument)] = product

    def choose(self, instrument: Instrument, capabilities: Capabilities) -> Product | None:
        """Return the last used product, else the usual one, else the first that is offered."""
        offered = rules.products(instrument, capabilities)
        usual = Product.NRML if instrument.id.kind.is_derivative else Product.CNC
        for product in (self._last.get(_shelf(instrument)), usual):
            if product is not None and product in offered:
                return product
        return offered[0] if offered else None

    def save(self) -> dict[str, str]:
        return {shelf: product.value for shelf, product in self._last.items()}

    def restore(self, saved: object) -> None:
        """Take what `save` returned; anything else is passed over."""
        known = {product.value: product for product in Product}
        if isinstance(saved, dict):
            self._last = {s: known[p] for s, p in saved.items() if p in known}


def _shelf(instrument: Instrument) -> str:
    kind = "derivative" if instrument.id.kind.is_derivative else "cash"
    return f"{instrument.exchange} {kind}"
