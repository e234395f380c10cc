"""Positions, holdings, funds, conversion and the turn of the day."""

from __future__ import annotations

from decimal import Decimal

import pytest

from terminal.sim.positions import Position
from terminal.sim.types import (
    ChargeItem,
    HoldingRow,
    MarginItem,
    OrderKind,
    PositionRow,
    Product,
    Rejection,
    Side,
    Variety,
)
from tests.unit.sim.support import Trader, ist


def net(trader: Trader, product: Product = Product.MIS) -> PositionRow:
    rows, _ = trader.x.positions()
    name = trader.instrument.tradingsymbol
    return next(row for row in rows if row.tradingsymbol == name and row.product is product)


def holding(trader: Trader, symbol: str) -> HoldingRow:
    return next(row for row in trader.x.holdings() if row.tradingsymbol == symbol)


def test_the_brokers_worked_example_comes_out() -> None:
    """GOLDGUINEA of the official sample: carried 3 @ 23232, bought 1 @ 23388, sold 4 @ 23340."""
    position = Position(Trader().instrument, Product.NRML)
    position.carried, position.close = 3, Decimal(23232)
    position.carried_value = Decimal(92559 - 23388)
    position.trade(Side.BUY, 1, Decimal(23388))
    position.trade(Side.SELL, 4, Decimal(23340))
    row = position.net_row(Decimal(23355))
    assert (row.quantity, row.overnight_quantity, row.average_price) == (0, 3, 0)
    assert (row.buy_value, row.buy_price, row.buy_m2m) == (92559, Decimal("23139.75"), 93084)
    assert (row.value, row.pnl, row.unrealised, row.realised, row.m2m) == (801, 801, 801, 0, 276)
    day = position.day_row(Decimal(23355))
    assert (day.quantity, day.average_price, day.value, day.pnl, day.m2m) == (
        -3, 23340, 69972, -93, -93,
    )  # fmt: skip


def test_round_trip_realises_the_difference_into_the_funds() -> None:
    trader = Trader()
    before = trader.x.funds().equity.net
    trader.market(Side.BUY, 50)
    row = net(trader)
    funds = trader.x.funds().equity
    assert funds.net == funds.cash - funds.debits
    assert before - funds.net >= row.average_price * 10  # a fifth of fifty
    trader.market(Side.SELL, 50)
    row = net(trader)
    assert (row.quantity, row.average_price) == (0, 0)
    after = trader.x.funds().equity
    assert after.net == before + row.pnl
    assert after.span == 0


def test_multiplier_scales_values_but_not_prices() -> None:
    trader = Trader(symbol="CRUDEOIL26DECFUT", exchange="MCX", cash="10000000")
    trader.market(Side.BUY, 2, product=Product.NRML)
    row = net(trader, Product.NRML)
    assert row.multiplier == 100
    assert row.buy_value == row.buy_price * 200
    funds = trader.x.funds()
    assert funds.commodity.span > 0
    assert funds.equity.span == 0


def test_delivery_bought_today_arrives_as_t1_and_settles_a_day_later() -> None:
    trader = Trader(symbol="WIPRO")
    order_id = trader.market(Side.BUY, 30, product=Product.CNC)
    paid = trader.order(order_id).average_price * 30
    cash = trader.x.funds().equity.cash
    trader.x.advance_to(ist("2026-11-19 00:05"))
    assert trader.x.positions() == ([], [])
    row = holding(trader, "WIPRO")
    assert (row.quantity, row.t1_quantity) == (0, 30)
    assert abs(row.average_price * 30 - paid) < Decimal("0.1")
    spent = cash - trader.x.funds().equity.cash
    assert paid < spent < paid * Decimal("1.002")  # the price and its charges
    trader.x.advance_to(ist("2026-11-20 00:05"))
    row = holding(trader, "WIPRO")
    assert (row.quantity, row.t1_quantity) == (30, 0)


def test_t1_shares_can_be_sold_and_leave_at_the_turn_of_the_day() -> None:
    trader = Trader(symbol="INFY")
    before = holding(trader, "INFY")
    assert (before.quantity, before.t1_quantity) == (80, 25)
    trader.market(Side.SELL, 100, product=Product.CNC)
    during = holding(trader, "INFY")
    assert during.used_quantity == 100
    assert trader.held(Product.CNC) == -100
    trader.x.advance_to(ist("2026-11-19 00:05"))
    after = holding(trader, "INFY")
    assert after.quantity + after.t1_quantity == 5


def test_selling_more_than_is_held_is_refused() -> None:
    trader = Trader(symbol="INFY")
    refused = trader.refused(
        transaction_type=Side.SELL, product=Product.CNC, price=trader.last, quantity=106
    )
    assert (refused.http, refused.error_type) == (400, "HoldingException")
    assert refused.message.startswith("Insufficient holdings")
    nothing = Trader(symbol="ACC").refused(
        tradingsymbol="ACC", transaction_type=Side.SELL, product=Product.CNC, quantity=1,
        price=Trader(symbol="ACC").last,
    )  # fmt: skip
    assert nothing.error_type == "HoldingException"


def test_two_sales_cannot_sell_the_same_shares() -> None:
    trader = Trader(symbol="INFY")
    high = trader.away("3")
    sale = {"transaction_type": Side.SELL, "product": Product.CNC, "price": high}
    trader.ok(**sale, quantity=80)
    refused = trader.refused(**sale, quantity=60)
    assert refused.error_type == "HoldingException"


def test_unauthorised_holding_needs_the_depository_first() -> None:
    trader = Trader(symbol="SBIN")
    sale = {"transaction_type": Side.SELL, "product": Product.CNC, "quantity": 10}
    refused = trader.refused(**sale, price=trader.last)
    assert refused.http == 428
    assert refused.message == "10 quantity needs authorisation at depository."
    assert trader.x.authorise([(trader.instrument.isin, 15)]) is None
    assert holding(trader, "SBIN").authorised_quantity == 15
    trader.market(side=Side.SELL, quantity=10, product=Product.CNC)
    assert trader.held(Product.CNC) == -10
    again = trader.refused(**sale, price=trader.last)
    assert again.message == "5 quantity needs authorisation at depository."


def test_authorising_everything_and_nonsense() -> None:
    trader = Trader(symbol="SBIN")
    assert isinstance(trader.x.authorise([("INE000000000", 1)]), Rejection)
    assert trader.x.authorise([]) is None
    assert holding(trader, "SBIN").authorised_quantity == 200


def test_shares_bought_today_can_be_sold_without_authorisation() -> None:
    trader = Trader(symbol="WIPRO")
    trader.market(Side.BUY, 20, product=Product.CNC)
    trader.market(Side.SELL, 20, product=Product.CNC)
    assert trader.held(Product.CNC) == 0
    assert all(row.tradingsymbol != "WIPRO" for row in trader.x.holdings())


def test_opening_holdings_have_the_interesting_cases() -> None:
    rows = {row.tradingsymbol: row for row in Trader().x.holdings()}
    assert rows["INFY"].t1_quantity > 0
    assert rows["SBIN"].authorised_quantity == 0
    assert rows["TATASTEEL"].discrepancy
    assert rows["HDFCBANK"].collateral_quantity == 50
    for row in rows.values():
        quantity = row.quantity + row.t1_quantity
        assert row.pnl == (row.last_price - row.average_price) * quantity
    totals = Trader().x.holdings_summary()
    assert totals.total_pnl == totals.current_value - totals.invested_amount


def test_pledged_shares_cannot_be_sold() -> None:
    trader = Trader(symbol="HDFCBANK")
    refused = trader.refused(
        transaction_type=Side.SELL, product=Product.CNC, price=trader.last, quantity=101
    )
    assert refused.error_type == "HoldingException"


def test_futures_are_marked_to_market_and_carried() -> None:
    trader = Trader(symbol="NIFTY26DECFUT", exchange="NFO", cash="10000000")
    trader.market(Side.BUY, 65, product=Product.NRML)
    trader.x.advance_to(ist("2026-11-18 23:59"))
    row, cash = net(trader, Product.NRML), trader.x.funds().equity.cash
    trader.x.advance_to(ist("2026-11-19 00:05"))
    carried = net(trader, Product.NRML)
    assert (carried.quantity, carried.overnight_quantity) == (65, 65)
    assert carried.average_price == row.average_price
    assert carried.close_price > 0
    moved = trader.x.funds().equity.cash - cash
    marked = (carried.close_price - row.average_price) * 65
    assert abs(moved - marked) < 200  # the charges
    assert carried.m2m == (carried.last_price - carried.close_price) * 65


def test_expired_contract_leaves_the_book_and_the_master() -> None:
    trader = Trader(
        symbol="NIFTY26NOVFUT", exchange="NFO", cash="10000000", start_ns=ist("2026-11-24 12:00")
    )
    trader.market(Side.BUY, 65, product=Product.NRML)
    trader.x.advance_to(ist("2026-11-25 00:05"))
    assert trader.x.positions()[0] == []
    assert trader.x.find("NFO", "NIFTY26NOVFUT") is None
    assert trader.x.find("NFO", "NIFTY27FEBFUT") is not None


def test_expired_option_pays_its_intrinsic_value() -> None:
    trader = Trader(cash="10000000", start_ns=ist("2026-11-24 12:00"))
    spot = trader.x.quote(256265)
    assert spot is not None
    trader.instrument = next(
        i for i in trader.x.instruments.values()
        if i.tradingsymbol.startswith("NIFTY26NOV") and i.instrument_type == "CE"
        and 600 < spot.last_price - float(i.strike) < 700
    )  # fmt: skip
    trader.market(Side.BUY, 65, product=Product.NRML)
    paid = trader.x.funds().equity
    assert paid.option_premium > 65 * 500
    trader.x.advance_to(ist("2026-11-24 23:59"))
    at_end = trader.x.quote(256265)
    assert at_end is not None
    worth = max(Decimal(str(at_end.last_price)) - trader.instrument.strike, Decimal(0)) * 65
    trader.x.advance_to(ist("2026-11-25 00:01"))
    assert trader.x.positions()[0] == []
    moved = trader.x.funds().equity.cash - paid.cash
    assert abs(moved - (worth - paid.option_premium)) < 3000  # index drift of a minute, charges


def test_a_flat_day_leaves_its_profit_less_charges_in_the_cash() -> None:
    trader = Trader()
    for side, quantity in ((Side.BUY, 40), (Side.SELL, 70), (Side.BUY, 30)):
        trader.market(side, quantity)
    cash, profit = trader.x.funds().equity.cash, net(trader).pnl
    items = [
        ChargeItem(
            exchange=o.exchange, tradingsymbol=o.tradingsymbol, product=Product.MIS,
            transaction_type=o.transaction_type, variety=Variety.REGULAR,
            order_type=OrderKind.LIMIT, quantity=o.filled_quantity, average_price=o.average_price,
        )
        for o in trader.x.orders()
    ]  # fmt: skip
    notes = trader.x.charges_of(items)
    assert not isinstance(notes, Rejection)
    charged = sum(note.charges.total.quantize(Decimal("0.01")) for note in notes)
    trader.x.advance_to(ist("2026-11-19 00:01"))
    assert trader.x.funds().equity.cash == cash + profit - charged


def convert(trader: Trader, quantity: int, old: Product, new: Product) -> Rejection | None:
    return trader.x.convert(
        exchange=trader.instrument.exchange, tradingsymbol=trader.instrument.tradingsymbol,
        transaction_type=Side.BUY, position_type="day", quantity=quantity, old_product=old,
        new_product=new,
    )  # fmt: skip


def test_conversion_moves_quantity_at_cost_and_needs_the_margin() -> None:
    trader = Trader(cash="22000")
    trader.market(Side.BUY, 20)
    average = net(trader).average_price
    assert convert(trader, 5, Product.MIS, Product.CNC) is None
    assert (trader.held(Product.MIS), trader.held(Product.CNC)) == (15, 5)
    assert net(trader, Product.CNC).average_price == average
    poor = convert(trader, 15, Product.MIS, Product.CNC)
    assert poor is not None
    assert poor.error_type == "MarginException"
    assert convert(trader, 16, Product.MIS, Product.CNC) is not None
    assert convert(trader, 1, Product.MIS, Product.NRML) is not None


# --- calculators ---


def item(trader: Trader, **fields: object) -> MarginItem:
    base: dict[str, object] = {
        "exchange": trader.instrument.exchange,
        "tradingsymbol": trader.instrument.tradingsymbol,
        "transaction_type": Side.BUY,
        "variety": Variety.REGULAR,
        "product": Product.CNC,
        "order_type": OrderKind.LIMIT,
        "quantity": 1,
        "price": Decimal(1498),
    }
    return MarginItem(**(base | fields))


def test_delivery_margin_is_the_full_value_and_intraday_a_fifth() -> None:
    trader = Trader(symbol="INFY")
    rows = trader.x.margin_of([item(trader), item(trader, product=Product.MIS)])
    assert not isinstance(rows, Rejection)
    assert [row.total for row in rows] == [1498, Decimal("299.60")]
    assert (rows[0].var, rows[0].leverage, rows[1].leverage) == (1498, 1, 5)
    assert rows[0].charges.transaction_tax == Decimal("1.498")
    assert rows[0].charges.transaction_tax_type == "stt"


def test_hedged_basket_needs_less_than_its_parts() -> None:
    trader = Trader(symbol="NIFTY26DECFUT", exchange="NFO")
    option = next(
        i for i in trader.x.instruments.values()
        if i.tradingsymbol.startswith("NIFTY26DEC") and i.tradingsymbol.endswith("PE")
    )  # fmt: skip
    basket = trader.x.basket_margin(
        [
            item(trader, product=Product.NRML, quantity=65, price=trader.last),
            item(trader, product=Product.NRML, quantity=65, price=Decimal(100),
                 tradingsymbol=option.tradingsymbol),
        ],
        consider_positions=False,
    )  # fmt: skip
    assert not isinstance(basket, Rejection)
    assert basket.final.total < basket.initial.total
    # Sent in this order, the future stands alone for a moment: that is the most that is blocked.
    assert basket.initial.total == basket.orders[0].total
    assert basket.final.option_premium == 6500


@pytest.mark.parametrize(
    ("exchange", "symbol", "side", "quantity", "price", "tax", "kind"),
    [
        ("NSE", "SBIN", Side.BUY, 1, "560", "0.56", "stt"),
        ("MCX", "GOLDPETAL26DECFUT", Side.SELL, 1, "5862", "0.5862", "ctt"),
        ("NFO", "NIFTY26DECFUT", Side.BUY, 65, "100", "0", "stt"),
    ],
)
def test_contract_notes_tax_by_segment(
    exchange: str, symbol: str, side: Side, quantity: int, price: str, tax: str, kind: str
) -> None:
    product = Product.CNC if exchange == "NSE" else Product.NRML
    notes = Trader().x.charges_of([
        ChargeItem(
            exchange=exchange, tradingsymbol=symbol, transaction_type=side,
            variety=Variety.REGULAR, product=product, order_type=OrderKind.LIMIT,
            quantity=quantity, average_price=Decimal(price),
        )
    ])  # fmt: skip
    assert not isinstance(notes, Rejection)
    charges = notes[0].charges
    assert (charges.transaction_tax, charges.transaction_tax_type) == (Decimal(tax), kind)
    assert charges.total == (
        charges.transaction_tax + charges.exchange_turnover_charge + charges.sebi_turnover_charge
        + charges.brokerage + charges.stamp_duty + charges.gst_total
    )  # fmt: skip


def test_unknown_symbols_are_refused_by_the_calculators() -> None:
    trader = Trader()
    assert isinstance(trader.x.margin_of([item(trader, tradingsymbol="NOSUCH")]), Rejection)
