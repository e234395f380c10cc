"""Numbers, times and words of the wire: everything is a text, and times come in five shapes."""

from decimal import Decimal

import pytest

from terminal.brokers.shoonya import codec, codec_orders, wire
from terminal.brokers.shoonya.broker_market import FreshPrice
from terminal.brokers.shoonya.codec_protect import protect, usual_percent
from terminal.domain.errors import BrokerRefused, WireError
from terminal.domain.ids import InstrumentId
from terminal.domain.order import OrderState, OrderType, Product, Side, Validity, Variety
from tests.unit.brokers.shoonya.wired import ACCOUNT, FUTURE, RELIANCE, FakeMarket

NS = 1_000_000_000
MOMENT = 1_795_146_603 * NS  # 2026-11-20 09:20:03 IST


@pytest.mark.parametrize(
    "text",
    [
        "09:20:03 20-11-2026",
        "20-11-2026 09:20:03",
        "20/11/2026 09:20:03",
        "20112026092003",
        "1795146603",
        "1795146603.0",
        1795146603,
        " 09:20:03  20-11-2026 ",
    ],
)
def test_every_shape_of_time_is_the_same_moment(text):
    assert codec.ist_ns(text) == MOMENT


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        " ",
        "None",
        "0",
        "01-01-1980 00:00:00",
        "05:30:00 01-01-1970",
        "soon",
        "31-02-2026 10:00:00",
        "25:00:00 20-11-2026",
    ],
)
def test_no_time_is_zero(text):
    assert codec.ist_ns(text) == 0


@pytest.mark.parametrize(
    ("value", "exact"),
    [("1384.0", "1384.0"), ("1,384.55", "1384.55"), (12, "12"), (0.05, "0.05"), ("-0.01", "-0.01")],
)
def test_numbers_are_exact(value, exact):
    assert codec.number(value) == Decimal(exact)


@pytest.mark.parametrize("value", [None, "", " ", "None", "NA", "null"])
def test_absent_is_absent(value):
    assert codec.number(value) is None
    assert codec.money(value) == 0
    assert codec.whole(value) == 0


@pytest.mark.parametrize("value", ["abc", "Infinity", "12..3", True])
def test_what_is_no_number_is_said(value):
    with pytest.raises(WireError, match="number"):
        codec.number(value)


@pytest.mark.parametrize(
    ("value", "wire_text"), [("1384.50", "1384.5"), ("100", "100"), ("0", "0"), ("1E+3", "1000")]
)
def test_numbers_go_out_plain(value, wire_text):
    assert codec.plain(Decimal(value)) == wire_text


def test_an_expiry_is_an_epoch_or_a_duration_or_the_coming_night():
    assert codec.expiry_ns("1795150000", MOMENT) == 1_795_150_000 * NS
    assert codec.expiry_ns("3600", MOMENT) == MOMENT + 3600 * NS
    night = codec.next_three_ns(MOMENT)
    assert (night - MOMENT) / NS == (24 - 9 + 3) * 3600 - 20 * 60 - 3
    assert codec.expiry_ns(None, MOMENT) == night
    assert codec.expiry_ns("1756979040", MOMENT) == night  # long past: a sample, not a promise


# -- orders


def row(**fields) -> wire.Order:
    given = {
        "norenordno": "26112000000017",
        "exch": "NSE",
        "tsym": "RELIANCE-EQ",
        "trantype": "B",
        "qty": "10",
        "prc": "1384.00",
        "prctyp": "LMT",
        "ret": "DAY",
        "prd": "I",
        "status": "OPEN",
        "norentm": "09:20:03 20-11-2026",
    }
    return wire.Order(**{**given, **fields})


def decode(**fields):
    return codec_orders.decode_order(row(**fields), ACCOUNT, FakeMarket().id_of_symbol)


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"status": "PENDING"}, OrderState.PENDING),
        ({"status": "PENDING", "reporttype": "NewAck"}, OrderState.PENDING),
        ({"status": "PENDING", "reporttype": "PendingReplace"}, OrderState.MODIFY_PENDING),
        ({"status": "PENDING", "rpt": "ModAck"}, OrderState.MODIFY_PENDING),
        ({"status": "PENDING", "reporttype": "CanAck"}, OrderState.CANCEL_PENDING),
        ({"status": "PENDING", "st_intrn": "CANCEL PENDING"}, OrderState.CANCEL_PENDING),
        ({"status": "PENDING", "amo": "Yes"}, OrderState.PARKED),
        ({"status": "AFTER MARKET ORDER REQ RECEIVED"}, OrderState.PARKED),
        ({"status": "Open"}, OrderState.OPEN),
        ({"status": "OPEN", "reporttype": "Fill", "fillshares": "3"}, OrderState.OPEN),
        ({"status": "TRIGGER_PENDING"}, OrderState.TRIGGER_PENDING),
        ({"status": "TRIGGER PENDING"}, OrderState.TRIGGER_PENDING),
        ({"status": "COMPLETE"}, OrderState.COMPLETE),
        ({"status": "CANCELED"}, OrderState.CANCELLED),
        ({"status": "CANCELLED"}, OrderState.CANCELLED),
        ({"status": "REJECT"}, OrderState.REJECTED),
        ({"status": "INVALID_STATUS_TYPE"}, OrderState.PENDING),
    ],
)
def test_states(fields, state):
    assert decode(**fields).state is state


def test_a_row_of_the_book():
    found = decode(
        fillshares="4",
        avgprc="1383.95",
        remarks="TT0000000001",
        rejreason=" ",
        exchordid="1100000012345678",
        ordenttm="1795146602",
        exch_tm="20-11-2026 09:20:04",
        dscqty="0",
        trgprc="None",
        ordersource="API",
    )
    assert found.instrument == RELIANCE
    assert found.symbol == "RELIANCE"
    assert (found.quantity, found.filled, found.pending) == (10, 4, 6)
    assert found.average_price == Decimal("1383.95")
    assert found.tags == ("TT0000000001",)
    assert found.message == ""
    assert found.trigger_price == 0
    assert found.placed_ns == MOMENT - NS
    assert found.updated_ns == MOMENT + NS
    assert (found.product, found.order_type) == (Product.MIS, OrderType.LIMIT)
    assert (found.variety, found.validity) == (Variety.REGULAR, Validity.DAY)


def test_a_streamed_row_names_its_product_otherwise_and_misspells():
    found = codec_orders.decode_order(
        wire.Order(
            norenoordno="7",
            exchorderid="9",
            pcode="M",
            exch="NFO",
            tsym="RELIANCE24NOV26F",
            trantype="S",
            qty="500",
            prc="1390.00",
            prctyp="SLLMT",
            trgprc="1391",
            status="COMPLETE",
            filltm="20-11-2026 09:20:03",
            fillshares="500",
        ),
        ACCOUNT,
        FakeMarket().id_of_symbol,
    )
    assert (found.broker_id, found.exchange_id) == ("7", "9")
    assert found.instrument == FUTURE
    assert (found.side, found.product, found.order_type) == (Side.SELL, Product.NRML, OrderType.SL)
    assert found.updated_ns == MOMENT


def test_what_an_ioc_order_left_is_cancelled():
    found = decode(status="CANCELED", ret="IOC", fillshares="4", cancelqty="6")
    assert (found.validity, found.filled, found.cancelled, found.pending) == (
        Validity.IOC,
        4,
        6,
        0,
    )
    assert decode(status="CANCELED", fillshares="4").cancelled == 6


def test_a_cover_orders_leg_names_its_parent():
    leg = decode(prd="H", norenordno="18", snonum="17", snoordt="1")
    assert (leg.variety, leg.product, leg.parent_id) == (Variety.CO, Product.CO, "17")
    assert decode(prd="H", norenordno="17", snonum="17").parent_id is None


def test_a_row_without_number_or_side_is_refused():
    with pytest.raises(WireError, match="number"):
        decode(norenordno=" ")
    with pytest.raises(WireError, match="neither buys nor sells"):
        decode(trantype="X")


def test_an_unlisted_symbol_keeps_its_name():
    assert decode(tsym="NEWCO-BE").instrument == InstrumentId.parse("NSE:NEWCO-BE:unknown")


# -- protection


@pytest.mark.parametrize(
    ("price", "option", "percent"),
    [
        ("5", True, "5"),
        ("10", True, "3"),
        ("100", True, "2"),
        ("500", True, "1"),
        ("99.95", False, "2"),
        ("100", False, "1"),
        ("500", False, "0.5"),
    ],
)
def test_the_usual_band(price, option, percent):
    assert usual_percent(Decimal(price), option=option) == Decimal(percent)


def protected(side, fresh, *, kind=OrderType.MARKET, percent="-1", trigger=None, option=False):
    return protect(
        kind,
        side,
        label="RELIANCE",
        option=option,
        percent=Decimal(percent),
        trigger=None if trigger is None else Decimal(trigger),
        fresh=fresh,
    )


def fresh(last, **fields) -> FreshPrice:
    values = {name: Decimal(value) for name, value in fields.items()}
    return FreshPrice(last=Decimal(last), **values)


def test_a_market_buy_becomes_a_limit_beyond_the_last_price():
    found = protected(Side.BUY, fresh("1384.00", tick="0.10"))
    assert (found.order_type, found.price) == (OrderType.LIMIT, Decimal("1391.0"))
    assert "at most 1391.0" in found.words
    assert "last price 1384.00" in found.words
    assert "0.5 %" in found.words


def test_a_market_sell_goes_down_and_the_persons_band_counts():
    found = protected(Side.SELL, fresh("1384.00", tick="0.10"), percent="2")
    assert found.price == Decimal("1356.3")
    assert "at least" in found.words


def test_the_limit_stays_inside_the_days_band():
    assert protected(
        Side.BUY, fresh("1384.00", tick="0.10", upper="1386.04"), percent="5"
    ).price == Decimal("1386.0")
    assert protected(
        Side.SELL, fresh("1384.00", tick="0.10", lower="1380.01"), percent="5"
    ).price == Decimal("1380.1")


def test_a_cheap_option_moves_at_least_one_step_and_never_to_zero():
    cheap = fresh("0.10", tick="0.05")
    assert protected(Side.BUY, cheap, option=True).price == Decimal("0.15")
    assert protected(Side.SELL, fresh("0.05", tick="0.05"), option=True).price == Decimal("0.05")


def test_a_stop_is_measured_from_its_trigger_even_without_a_price():
    found = protected(Side.SELL, None, kind=OrderType.SL_M, trigger="1370")
    assert found.order_type is OrderType.SL
    assert found.price == Decimal("1363.15")
    assert "trigger 1370" in found.words


def test_without_a_price_a_market_order_is_refused_in_words():
    with pytest.raises(BrokerRefused, match="no last price") as caught:
        protected(Side.BUY, None)
    assert "Nothing was sent" in caught.value.hint
