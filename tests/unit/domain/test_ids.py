"""Identities have one text form that parses back."""

from datetime import date
from decimal import Decimal

import pytest

from terminal.domain.ids import InstrumentId, InstrumentKind

EXPIRY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("instrument", "text"),
    [
        (InstrumentId("NSE", "INFY"), "NSE:INFY"),
        (InstrumentId("NSE", "M&M"), "NSE:M&M"),
        (InstrumentId("NSE", "NIFTY 50", InstrumentKind.INDEX), "NSE:NIFTY 50:index"),
        (InstrumentId("NFO", "ODD", InstrumentKind.UNKNOWN), "NFO:ODD:unknown"),
        (InstrumentId("NFO", "NIFTY", InstrumentKind.FUTURE, EXPIRY), "NFO:NIFTY:2026-11-24"),
        (
            InstrumentId("NFO", "NIFTY", InstrumentKind.CALL, EXPIRY, Decimal(24000)),
            "NFO:NIFTY:2026-11-24:24000:CE",
        ),
        (
            InstrumentId("CDS", "USDINR", InstrumentKind.PUT, EXPIRY, Decimal("85.25")),
            "CDS:USDINR:2026-11-24:85.25:PE",
        ),
    ],
)
def test_text_form_parses_back(instrument: InstrumentId, text: str) -> None:
    assert str(instrument) == text
    assert InstrumentId.parse(text) == instrument


@pytest.mark.parametrize(
    "text",
    [
        "",
        "NSE",
        ":INFY",
        "NSE:",
        "NSE::index",
        "NFO:NIFTY:tomorrow",
        "NFO:NIFTY:2026-11-24:24000:XX",
        "NFO:NIFTY:2026-11-24:much:CE",
        "a:b:c:d:e:f",
    ],
)
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an instrument id"):
        InstrumentId.parse(text)


def test_kinds_know_what_they_are() -> None:
    options = {kind for kind in InstrumentKind if kind.is_option}
    derivatives = {kind for kind in InstrumentKind if kind.is_derivative}
    assert options == {InstrumentKind.CALL, InstrumentKind.PUT}
    assert derivatives == options | {InstrumentKind.FUTURE}
