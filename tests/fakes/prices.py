"""Prices under test control."""

from terminal.domain.ids import InstrumentId


class FakePrices:
    """A `PriceSource`: what was set is what is known, fresh unless an age is given."""

    def __init__(self) -> None:
        self._last: dict[InstrumentId, float] = {}
        self._age: dict[InstrumentId, float] = {}
        self._touch: dict[InstrumentId, tuple[float, float]] = {}
        self._circuit: dict[InstrumentId, tuple[float, float]] = {}

    def set(
        self,
        instrument: InstrumentId,
        last: float,
        *,
        bid: float | None = None,
        ask: float | None = None,
        age_s: float = 0.0,
        band: tuple[float, float] | None = None,
    ) -> None:
        """State an instrument's market; bid and ask go together."""
        self._last[instrument] = last
        self._age[instrument] = age_s
        self._touch.pop(instrument, None)
        if bid is not None and ask is not None:
            self._touch[instrument] = (bid, ask)
        if band is not None:
            self._circuit[instrument] = band

    def forget(self, instrument: InstrumentId) -> None:
        for known in (self._last, self._age, self._touch, self._circuit):
            known.pop(instrument, None)

    def last_price(self, instrument: InstrumentId) -> float | None:
        return self._last.get(instrument)

    def age_s(self, instrument: InstrumentId) -> float | None:
        return self._age.get(instrument)

    def touch(self, instrument: InstrumentId) -> tuple[float, float] | None:
        return self._touch.get(instrument)

    def circuit(self, instrument: InstrumentId) -> tuple[float, float] | None:
        return self._circuit.get(instrument)
