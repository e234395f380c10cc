"""The broker's names for the exchange's instruments: exchange, token, trading symbol, type.

Grammar of the symbol masters: `RELIANCE-EQ`, `RELIANCE24NOV26F`, `RELIANCE24NOV26C1500`; BSE's
derivatives keep the exchange's own names. Quantities of currency and commodity contracts are lots,
their size is the multiplier.
"""

from terminal.sim.listing import INDICES
from terminal.sim.types import SimInstrument

_INDEX = {  # simulator's name: token, symbol (display name), trading symbol
    "NIFTY 50": ("26000", "Nifty 50", "NIFTY INDEX"),
    "NIFTY BANK": ("26009", "Nifty Bank", "NIFTY BANK"),
    "NIFTY NEXT 50": ("26013", "Nifty Next 50", "NIFTY NEXT 50"),
    "INDIA VIX": ("26017", "INDIA VIX", "INDIA VIX"),
    "NIFTY FIN SERVICE": ("26037", "Nifty Fin Services", "NIFTY FIN SERVICE"),
    "SENSEX": ("1", "SENSEX", "SENSEX"),
}
_INDEX_CONTRACTS = frozenset(row.derivative for row in INDICES if row.derivative)
_KINDS = {
    "CDS": ("FUTCUR", "OPTCUR"),
    "BCD": ("FUTCUR", "OPTCUR"),
    "MCX": ("FUTCOM", "OPTFUT"),
    "NCO": ("FUTCOM", "OPTFUT"),
}
_OWN_NAMES = frozenset({"BFO", "BCD", "NCO"})


def exch(instrument: SimInstrument) -> str:
    """Return the broker's exchange code."""
    return "NCX" if instrument.exchange == "NCO" else instrument.exchange


def token(instrument: SimInstrument) -> str:
    """Return the token, unique inside its exchange only."""
    if instrument.is_index:
        return _INDEX[instrument.tradingsymbol][0]
    return str(instrument.exchange_token)


def tsym(instrument: SimInstrument) -> str:
    """Return the trading symbol."""
    name, expiry = instrument.tradingsymbol, instrument.expiry
    if instrument.is_index:
        return _INDEX[name][2]
    if instrument.exchange == "NSE":
        return f"{name}-EQ"
    if expiry is None or instrument.exchange in _OWN_NAMES:
        return name
    stem = f"{instrument.name}{expiry:%d%b%y}".upper()
    if not instrument.is_option:
        return stem if instrument.exchange == "MCX" else f"{stem}F"
    return f"{stem}{instrument.instrument_type[0]}{strike_text(instrument)}"


def symbol(instrument: SimInstrument) -> str:
    """Return the master's Symbol column: the share, the underlying, or an index's display name."""
    if instrument.is_index:
        return _INDEX[instrument.tradingsymbol][1]
    if instrument.exchange == "BFO":
        prefix = {"SENSEX": "BSX", "BANKEX": "BKX"}.get(instrument.name, instrument.name)
        return f"{prefix}{'OPT' if instrument.is_option else 'FUT'}"
    return instrument.name if instrument.expiry is not None else instrument.tradingsymbol


def instname(instrument: SimInstrument) -> str:
    """Return the instrument type: EQ, INDEX, FUTSTK, OPTIDX..."""
    if instrument.is_index:
        return "INDEX"
    if instrument.expiry is None:
        return "EQ"
    future, option = _KINDS.get(instrument.exchange, ("", ""))
    if not future:
        kind = "IDX" if instrument.name in _INDEX_CONTRACTS else "STK"
        future, option = f"FUT{kind}", f"OPT{kind}"
    return option if instrument.is_option else future


def strike_text(instrument: SimInstrument) -> str:
    """Return the strike without needless zeros."""
    return f"{instrument.strike.normalize():f}"


def precision(instrument: SimInstrument) -> int:
    """Return how many decimals a price is written with."""
    return 4 if instrument.exchange in {"CDS", "BCD"} else 2
