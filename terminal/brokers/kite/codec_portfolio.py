"""Kite's positions, holdings, funds and estimates as domain values. All money Decimal, in rupees.

Pure. Source: Kite Connect v3 docs ("Portfolio", "Margin calculation") and samples, read 2026-11.
"""

from terminal.brokers.kite import wire, wire_portfolio
from terminal.brokers.kite.codec import Identify, decode_product
from terminal.domain.account import Funds, Holding, OrderCost, Position, PositionBook
from terminal.domain.basket import ChargeNote
from terminal.domain.ids import AccountId


def decode_positions(
    found: wire_portfolio.Positions, account: AccountId, identify: Identify
) -> PositionBook:
    """Return both views, as the broker draws them."""

    def one(row: wire_portfolio.Position) -> Position:
        return Position(
            account=account,
            instrument=identify(row.exchange, row.tradingsymbol),
            symbol=row.tradingsymbol,
            product=decode_product(row.product),
            quantity=row.quantity,
            overnight_quantity=row.overnight_quantity,
            multiplier=row.multiplier,
            average_price=row.average_price,
            close_price=row.close_price,
            last_price=row.last_price,
            buy_quantity=row.buy_quantity,
            buy_value=row.buy_value,
            sell_quantity=row.sell_quantity,
            sell_value=row.sell_value,
            day_buy_quantity=row.day_buy_quantity,
            day_buy_value=row.day_buy_value,
            day_sell_quantity=row.day_sell_quantity,
            day_sell_value=row.day_sell_value,
            pnl=row.pnl,
            m2m=row.m2m,
        )

    return PositionBook(net=tuple(map(one, found.net)), day=tuple(map(one, found.day)))


def decode_holding(
    row: wire_portfolio.Holding, account: AccountId, identify: Identify
) -> list[Holding]:
    """Return a holding, and a second row for its margin-funded part, which the first leaves out."""
    instrument = identify(row.exchange, row.tradingsymbol)
    rows = []
    mtf = row.mtf
    if mtf is None or not mtf.quantity or row.quantity or row.t1_quantity or row.used_quantity:
        rows.append(
            Holding(
                account=account,
                instrument=instrument,
                symbol=row.tradingsymbol,
                isin=row.isin or "",
                product=row.product or "CNC",
                quantity=row.quantity,
                t1_quantity=row.t1_quantity,
                used_quantity=row.used_quantity,
                authorised_quantity=row.authorised_quantity,
                collateral_quantity=row.collateral_quantity,
                average_price=row.average_price,
                last_price=row.last_price,
                close_price=row.close_price,
                pnl=row.pnl,
                discrepancy=row.discrepancy,
            )
        )
    if mtf is not None and mtf.quantity:
        rows.append(
            Holding(
                account=account,
                instrument=instrument,
                symbol=row.tradingsymbol,
                isin=row.isin or "",
                product="MTF",
                quantity=mtf.quantity,
                used_quantity=mtf.used_quantity,
                average_price=mtf.average_price,
                last_price=row.last_price,
                close_price=row.close_price,
                pnl=(row.last_price - mtf.average_price) * mtf.quantity,
            )
        )
    return rows


def decode_funds(margins: wire.Margins, account: AccountId) -> list[Funds]:
    """Return the segments that the broker names; its lines are shown, never added up."""
    return [
        Funds(
            account=account,
            segment=name,
            enabled=row.enabled,
            net=row.net,
            available=row.available,
            utilised=row.utilised,
        )
        for name, row in (("equity", margins.equity), ("commodity", margins.commodity))
        if row is not None
    ]


_MARGIN_LINES = ("span", "exposure", "option_premium", "additional", "bo", "cash", "var")


def decode_cost(margin: wire_portfolio.OrderMargin, charges: wire_portfolio.Charges) -> OrderCost:
    """Return an estimate in rupees; the margin's total is to be blocked, charges come on top."""
    note = decode_note(charges)
    lines = {name: amount for name in _MARGIN_LINES if (amount := getattr(margin, name))}
    return OrderCost(
        margin=margin.total,
        charges=note.total,
        charge_lines=note.lines,
        margin_lines=lines,
        leverage=margin.leverage,
    )


def decode_note(charges: wire_portfolio.Charges) -> ChargeNote:
    """Return taxes and fees by kind."""
    tax = {"stt": "Securities transaction tax", "ctt": "Commodities transaction tax"}
    lines = {
        "Brokerage": charges.brokerage,
        tax.get(charges.transaction_tax_type, "Transaction tax"): charges.transaction_tax,
        "Exchange charge": charges.exchange_turnover_charge,
        "SEBI charge": charges.sebi_turnover_charge,
        "Stamp duty": charges.stamp_duty,
        "GST": charges.gst.total,
    }
    return ChargeNote(total=charges.total, lines=lines)
