"""Identities. An instrument is named by the market, not by a broker.

`InstrumentId` has one text form that parses back; it is what is stored on disk. Broker keys (Kite's
instrument token, IBKR's conid) live in each broker's `instruments.py`, slot numbers in the hub.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NewType

from msgspec import Struct
from typing_extensions import override

AccountId = NewType("AccountId", str)
"""`broker:user`, e.g. `kite:ZA1234`; practice accounts are `practice:...`."""
ClientOrderId = NewType("ClientOrderId", str)
"""Born with the intent, at most 16 characters `[A-Z0-9]`, sent to the broker as its tag."""
BrokerOrderId = NewType("BrokerOrderId", str)
"""Opaque text: 19-digit ids do not survive a float."""
TradeId = NewType("TradeId", str)


class InstrumentKind(StrEnum):
    """What is traded. UNKNOWN: a broker named something its master does not list."""

    EQUITY = "equity"
    INDEX = "index"
    FUTURE = "future"
    CALL = "call"
    PUT = "put"
    UNKNOWN = "unknown"

    @property
    def is_option(self) -> bool:
        return self in {InstrumentKind.CALL, InstrumentKind.PUT}

    @property
    def is_derivative(self) -> bool:
        return self.is_option or self is InstrumentKind.FUTURE


_LETTER = {InstrumentKind.CALL: "CE", InstrumentKind.PUT: "PE"}
_KIND = {"CE": InstrumentKind.CALL, "PE": InstrumentKind.PUT}


class InstrumentId(Struct, frozen=True, order=True, gc=False):
    """A market's own name of an instrument.

    `venue` is the exchange (`NSE`, `NFO`, ...); `symbol` the listing's symbol, for derivatives the
    underlying's; `expiry` the last trading day; `strike` in quote currency.
    """

    venue: str
    symbol: str
    kind: InstrumentKind = InstrumentKind.EQUITY
    expiry: date | None = None
    strike: Decimal | None = None

    @override
    def __str__(self) -> str:
        """Return the text form: `NSE:INFY`, `NFO:NIFTY:2026-11-24:24000:CE`."""
        head = f"{self.venue}:{self.symbol}"
        match self.kind:
            case InstrumentKind.EQUITY:
                return head
            case InstrumentKind.INDEX | InstrumentKind.UNKNOWN:
                return f"{head}:{self.kind.value}"
            case InstrumentKind.FUTURE:
                return f"{head}:{self.expiry}"
            case InstrumentKind.CALL | InstrumentKind.PUT:  # pragma: no branch  (mypy: exhaustive)
                return f"{head}:{self.expiry}:{self.strike}:{_LETTER[self.kind]}"

    @staticmethod
    def parse(text: str) -> "InstrumentId":
        """Return the identity whose text form this is; ValueError if it is none."""
        parts = text.split(":")
        if not all(parts):
            raise ValueError(f"not an instrument id: {text!r}")
        try:
            match parts:
                case [venue, symbol]:
                    return InstrumentId(venue, symbol)
                case [venue, symbol, "index" | "unknown" as kind]:
                    return InstrumentId(venue, symbol, InstrumentKind(kind))
                case [venue, symbol, expiry]:
                    day = date.fromisoformat(expiry)
                    return InstrumentId(venue, symbol, InstrumentKind.FUTURE, day)
                case [venue, symbol, expiry, strike, "CE" | "PE" as right]:
                    day = date.fromisoformat(expiry)
                    return InstrumentId(venue, symbol, _KIND[right], day, Decimal(strike))
                case _:
                    pass
        except (ValueError, ArithmeticError) as error:
            raise ValueError(f"not an instrument id: {text!r}") from error
        raise ValueError(f"not an instrument id: {text!r}")
