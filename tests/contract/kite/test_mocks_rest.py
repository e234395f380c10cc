"""Every official sample response is read by our wire types, and no value changes on the way."""

import json
import math
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

from terminal.brokers.kite import (
    codec,
    codec_market,
    codec_portfolio,
    wire,
    wire_market,
    wire_more,
    wire_portfolio,
)
from terminal.brokers.kite.calls_market import decode_funds_csv
from terminal.domain.errors import Accepted
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.market import Interval
from terminal.domain.order import OrderState, OrderType, Product, Side, Validity, Variety

ACCOUNT = AccountId("kite:XX0000")
SAMPLES: dict[str, Any] = {
    "alerts_create": wire_more.Alert,
    "alerts_create_ato": wire_more.Alert,
    "alerts_delete": Any,
    "alerts_get": list[wire_more.Alert],
    "alerts_get_one": wire_more.Alert,
    "alerts_history": list[wire_more.AlertEvent],
    "alerts_modify": wire_more.Alert,
    "auctions_list": list[wire_portfolio.Holding],
    "autoslice_response": wire.Placed,
    "basket_margins": wire_portfolio.BasketMargin,
    "convert_position": bool,
    "full_profile": wire.FullProfile,
    "generate_session": wire.Session,
    "gtt_delete_order": wire_more.TriggerId,
    "gtt_get_order": wire_more.Trigger,
    "gtt_get_orders": list[wire_more.Trigger],
    "gtt_modify_order": wire_more.TriggerId,
    "gtt_place_order": wire_more.TriggerId,
    "historical_minute": wire_market.Candles,
    "historical_oi": wire_market.Candles,
    "holdings": list[wire_portfolio.Holding],
    "holdings_auth": wire_portfolio.Authorisation,
    "holdings_compact": list[wire_portfolio.CompactHolding],
    "holdings_summary": wire_portfolio.HoldingsSummary,
    "ltp": dict[str, wire_market.LtpQuote],
    "margin_commodity": wire.Segment,
    "margins": wire.Margins,
    "margins_equity": wire.Segment,
    "mf_holdings": list[wire_more.FundHolding],
    "mf_order_cancel": wire_more.FundOrderId,
    "mf_order_response": wire_more.FundOrderId,
    "mf_orders": list[wire_more.FundOrder],
    "mf_orders_info": wire_more.FundOrder,
    "mf_sip_cancel": wire_more.SipId,
    "mf_sip_info": wire_more.Sip,
    "mf_sip_modify": wire_more.SipId,
    "mf_sip_place": wire_more.SipId,
    "mf_sips": list[wire_more.Sip],
    "ohlc": dict[str, wire_market.OhlcQuote],
    "order_cancel": wire.OrderId,
    "order_info": list[wire.Order],
    "order_margins": list[wire_portfolio.OrderMargin],
    "order_modify": wire.OrderId,
    "order_response": wire.Placed,
    "order_trades": list[wire.Trade],
    "orders": list[wire.Order],
    "positions": wire_portfolio.Positions,
    "profile": wire.Profile,
    "quote": dict[str, wire_market.FullQuote],
    "session_logout": bool,
    "trades": list[wire.Trade],
    "trigger_range": dict[str, wire_market.TriggerRange],
    "virtual_contract_note": list[wire_portfolio.ContractNote],
}
# Sent by Kite without a documented meaning, or a secret that we refuse to hold.
LEFT_OUT = {
    "enctoken",
    "silo",
    "terminal_id",
    "authorisation",
    "app_id",
    "checksum",
    "unfilled_quantity",
    "data",
}
NOT_RESPONSES = {"postback", "ticker_full", "ticker_ltp", "ticker_quote"}


def identify(exchange: str, symbol: str) -> InstrumentId:
    return InstrumentId(exchange, symbol)


def load(folder: Path, name: str) -> bytes:
    return (folder / f"{name}.json").read_bytes()


def decode(folder: Path, name: str) -> Any:
    kind = SAMPLES[name]
    return msgspec.json.decode(load(folder, name), type=wire.Envelope[kind], strict=False).data


def compare(ours: Any, theirs: Any, where: str) -> None:
    """Fail where a value of the sample is missing from ours or differs from it."""
    if isinstance(ours, wire_market.Candle):
        theirs = dict(zip(ours.__struct_fields__, theirs, strict=False))
    if isinstance(ours, msgspec.Struct):
        for key, value in theirs.items():
            if key in ours.__struct_fields__:
                compare(getattr(ours, key), value, f"{where}.{key}")
            else:
                assert key in LEFT_OUT, f"{where}.{key} is not read"
    elif isinstance(ours, dict):
        assert ours.keys() == theirs.keys(), where
        for key, value in theirs.items():
            compare(ours[key], value, f"{where}[{key}]")
    elif isinstance(ours, list):
        assert len(ours) == len(theirs), where
        for index, pair in enumerate(zip(ours, theirs, strict=True)):
            compare(*pair, f"{where}[{index}]")
    elif isinstance(ours, float) and not isinstance(theirs, bool):
        assert math.isclose(ours, float(theirs), rel_tol=1e-15), where
    else:
        assert ours == theirs, where
        if isinstance(theirs, Decimal):
            assert isinstance(ours, Decimal), f"{where} went through a float"


def test_every_sample_has_a_reader(kite_mocks: Path) -> None:
    names = {path.stem for path in kite_mocks.glob("*.json")}
    assert names - NOT_RESPONSES == set(SAMPLES)


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_sample_keeps_every_value(kite_mocks: Path, name: str) -> None:
    theirs = json.loads(load(kite_mocks, name), parse_float=Decimal)["data"]
    compare(decode(kite_mocks, name), theirs, name)


def test_a_streamed_order_is_an_order_row(kite_mocks: Path) -> None:
    theirs = json.loads(load(kite_mocks, "postback"), parse_float=Decimal)
    row = msgspec.json.decode(load(kite_mocks, "postback"), type=wire.Order, strict=False)
    compare(row, theirs, "postback")


def test_the_sample_book_in_our_words(kite_mocks: Path) -> None:
    book = [codec.decode_order(row, ACCOUNT, identify) for row in decode(kite_mocks, "orders")]
    first = book[0]
    assert first.instrument == InstrumentId("CDS", "USDINR21JUNFUT")
    assert (first.side, first.order_type, first.product) == (
        Side.BUY,
        OrderType.LIMIT,
        Product.NRML,
    )
    assert first.state is OrderState.CANCELLED
    assert first.price == Decimal(72)
    assert first.placed_ns == 1_622_432_937_000_000_000  # 2021-05-31 09:18:57 IST
    assert first.updated_ns == 1_622_432_938_000_000_000
    protected = next(row for row in book if "mktp" in row.tags)
    assert protected.tags == ("mktp", "mktp:2.00")
    leg = next(row for row in book if row.variety is Variety.ICEBERG)
    assert leg.iceberg is not None
    assert (leg.iceberg.leg, leg.iceberg.legs) == (1, 5)
    assert leg.validity is Validity.TTL
    assert leg.ttl_minutes == 2
    refused = next(row for row in book if row.state is OrderState.REJECTED)
    assert refused.message.startswith("Insufficient funds.")
    assert refused.message_raw.startswith("RMS:Margin Exceeds")
    assert Product.MTF in {row.product for row in book}
    assert any("autoslice:1953367517640548352" in row.tags for row in book)


def test_the_sample_history_in_our_states(kite_mocks: Path) -> None:
    rows = decode(kite_mocks, "order_info")
    states = [codec.decode_order(row, ACCOUNT, identify).state for row in rows]
    assert states[0] is OrderState.PENDING
    assert states[-1] in {OrderState.COMPLETE, OrderState.OPEN}


def test_the_sample_trades_take_their_date_from_the_fill(kite_mocks: Path) -> None:
    trades = [codec.decode_trade(row, ACCOUNT, identify) for row in decode(kite_mocks, "trades")]
    assert trades[0].filled_ns == 1_622_432_799_000_000_000  # 2021-05-31 09:16:39 IST
    assert trades[0].price == Decimal("420.65")
    assert trades[1].key == (ACCOUNT, "CDS", "500000000000000", "40000000")


def test_the_sample_positions_keep_the_brokers_arithmetic(kite_mocks: Path) -> None:
    found = decode(kite_mocks, "positions")
    book = codec_portfolio.decode_positions(found, ACCOUNT, identify)
    for position in (*book.net, *book.day):
        value = position.sell_value - position.buy_value
        open_value = position.quantity * position.last_price * position.multiplier
        assert position.pnl == value + open_value, position.symbol
    gold = next(row for row in book.net if row.symbol == "GOLDGUINEA17DECFUT")
    assert (gold.pnl, gold.m2m, gold.quantity) == (Decimal(801), Decimal(276), 0)
    assert next(row for row in book.day if row.symbol == gold.symbol).quantity == -3


def test_the_sample_holdings_show_the_margin_funded_part_apart(kite_mocks: Path) -> None:
    rows = decode(kite_mocks, "holdings")
    ours = [one for row in rows for one in codec_portfolio.decode_holding(row, ACCOUNT, identify)]
    aaron = [one for one in ours if one.symbol == "AARON"]
    assert [(one.product, one.quantity) for one in aaron] == [("CNC", 1), ("MTF", 1000)]
    assert aaron[0].pnl == Decimal("191.95")
    assert aaron[1].pnl == Decimal("252950.00")


def test_the_sample_funds_are_not_added_up(kite_mocks: Path) -> None:
    equity, commodity = codec_portfolio.decode_funds(decode(kite_mocks, "margins"), ACCOUNT)
    assert equity.net == Decimal("99725.05000000002")
    assert equity.available["live_balance"] == equity.net
    assert equity.utilised["debits"] == Decimal("145706.55")
    assert (commodity.segment, commodity.net) == ("commodity", Decimal("100661.7"))


def test_the_sample_slices_name_each_fate(kite_mocks: Path) -> None:
    outcome = codec.decode_placed(decode(kite_mocks, "autoslice_response"))
    assert isinstance(outcome, Accepted)
    assert outcome.order_id == "1914227164488687616"
    assert [each.order_id for each in outcome.slices] == [
        "1914227164488687616",
        "1914227164534824960",
        "1914227164580962304",
        None,
        "1914227164681625600",
    ]
    assert outcome.slices[3].error.startswith("Insufficient funds.")


def test_the_sample_quote_as_a_snapshot(kite_mocks: Path) -> None:
    row = decode(kite_mocks, "quote")["NSE:INFY"]
    quote = codec_market.decode_quote(row, InstrumentId("NSE", "INFY"))
    assert (quote.last, quote.close, quote.volume) == (1412.95, 1389.65, 7360198)
    assert (quote.lower_limit, quote.upper_limit) == (1250.7, 1528.6)
    assert quote.bids == ()
    assert [(level.price, level.quantity, level.orders) for level in quote.asks] == [
        (1412.95, 5191, 13)
    ]
    assert quote.exchange_ns == 1_623_147_356_000_000_000  # 2021-06-08 15:45:56 IST


def test_the_sample_candles_as_bars(kite_mocks: Path) -> None:
    rows = decode(kite_mocks, "historical_oi").candles
    start = codec.ist_ns("2019-12-04 09:16:00")
    end = codec.ist_ns("2019-12-04 09:18:00")
    bars = codec_market.decode_candles([rows, rows], Interval.MINUTE, start, end)
    assert [bar.open_ns for bar in bars] == [start, start + 60 * 10**9, end]
    assert (bars[1].close, bars[1].volume, bars[1].oi) == (11998.55, 48450.0, 13758000.0)


def test_the_sample_charges_add_up(kite_mocks: Path) -> None:
    for row in decode(kite_mocks, "virtual_contract_note"):
        cost = codec_portfolio.decode_cost(wire_portfolio.OrderMargin(), row.charges)
        assert sum(cost.charge_lines.values()) == pytest.approx(cost.charges, abs=Decimal("1e-6"))


def test_the_sample_fund_master_is_read(kite_mocks: Path) -> None:
    funds = decode_funds_csv((kite_mocks / "mf_instruments.csv").read_bytes())
    assert funds[0].tradingsymbol == "INF209K01157"
    assert funds[0].purchase_allowed is True
    assert funds[0].last_price == Decimal("106.8")
    assert {fund.settlement_type for fund in funds} <= {f"T{days}" for days in range(1, 7)}
