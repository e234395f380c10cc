"""JSON rows of orders, trades, positions, holdings and funds, key for key as the broker sends them.

Shapes follow the official sample responses; tests/contract/kite compares them key by key.
Timestamps are naive Indian time, numbers lose a fraction of zero, absent optional keys stay absent.
"""

import hashlib
from decimal import Decimal

from terminal.sandbox.kite.replies import Row
from terminal.sandbox.virtual import stamp_text
from terminal.sim.types import (
    AuctionRow,
    Funds,
    FundsRow,
    HoldingRow,
    HoldingsSummary,
    OrderSnapshot,
    PositionRow,
    SimTrade,
    Status,
)

NO_TIME = "0001-01-01 00:00:00"
APP_ID = 1234
_FINAL = {Status.COMPLETE, Status.REJECTED, Status.CANCELLED, Status.CANCELLED_AMO}
_WORKING = {Status.OPEN, Status.TRIGGER_PENDING}


def num(value: Decimal | float) -> int | float:
    """Return a JSON number: whole values as integers (72), others as floats (109.4)."""
    whole = int(value)
    return whole if whole == value else float(value)


def when(stamp_ns: int | None) -> str | None:
    return None if stamp_ns is None else stamp_text(stamp_ns)


def order_row(order: OrderSnapshot, user_id: str) -> Row:
    """Return a row of the day's order book."""
    row: Row = {"account_id": user_id, **_order_core(order)}
    row["modified"] = order.modified
    if order.tags:
        row["tags"] = list(order.tags)
    return row


def _order_core(order: OrderSnapshot) -> Row:
    row: Row = {
        "placed_by": order.placed_by,
        "order_id": order.order_id,
        "exchange_order_id": order.exchange_order_id,
        "parent_order_id": order.parent_order_id,
        "status": order.status.value,
        "status_message": order.status_message,
        "status_message_raw": order.status_message_raw,
        "order_timestamp": stamp_text(order.order_ns),
        "exchange_update_timestamp": when(order.exchange_update_ns),
        "exchange_timestamp": when(order.exchange_ns),
        "variety": order.variety.value,
        "exchange": order.exchange,
        "tradingsymbol": order.tradingsymbol,
        "instrument_token": order.instrument_token,
        "order_type": order.order_type.value,
        "transaction_type": order.transaction_type.value,
        "validity": order.validity.value,
        "validity_ttl": order.validity_ttl,
        "product": order.product.value,
        "quantity": order.quantity,
        "disclosed_quantity": order.disclosed_quantity,
        "price": num(order.price),
        "trigger_price": num(order.trigger_price),
        "average_price": num(order.average_price),
        "filled_quantity": order.filled_quantity,
        "pending_quantity": order.pending_quantity,
        "cancelled_quantity": order.cancelled_quantity,
        "market_protection": num(order.market_protection),
        "meta": _meta(order),
        "tag": order.tag,
        "guid": order.guid,
    }
    if order.auction_number is not None:
        row["auction_number"] = order.auction_number
    return row


def _meta(order: OrderSnapshot) -> Row:
    leg = order.iceberg
    if leg is None:
        return {}
    return {
        "iceberg": {
            "leg": leg.leg,
            "legs": leg.legs,
            "leg_quantity": leg.leg_quantity,
            "total_quantity": leg.total_quantity,
            "remaining_quantity": leg.remaining_quantity,
        }
    }


def history_row(order: OrderSnapshot) -> Row:
    """Return one snapshot of an order's history, which has fewer fields than the book's row."""
    first = order.status is Status.RECEIVED
    return {
        "average_price": num(order.average_price),
        "cancelled_quantity": order.cancelled_quantity,
        "disclosed_quantity": order.disclosed_quantity,
        "exchange": order.exchange,
        "exchange_order_id": order.exchange_order_id,
        "exchange_timestamp": when(order.exchange_ns),
        "filled_quantity": order.filled_quantity,
        "instrument_token": 1 if first else order.instrument_token,
        "order_id": order.order_id,
        "order_timestamp": stamp_text(order.order_ns),
        "order_type": order.order_type.value,
        "parent_order_id": order.parent_order_id,
        "pending_quantity": order.pending_quantity,
        "placed_by": order.placed_by,
        "price": num(order.price),
        "product": order.product.value,
        "quantity": order.quantity,
        "status": order.status.value,
        "status_message": order.status_message,
        "tag": order.tag,
        "tradingsymbol": order.tradingsymbol,
        "transaction_type": order.transaction_type.value,
        "trigger_price": num(order.trigger_price),
        "validity": order.validity.value,
        "variety": order.variety.value,
        "modified": order.modified,
    }


def update_status(order: OrderSnapshot, *, partial: bool, states: bool) -> str | None:
    """Return the status an order update carries, None when the broker stays silent about it.

    A partial fill and an edit are UPDATE; intermediate states are sent only with `states`.
    """
    if partial or order.status is Status.MODIFIED:
        return "UPDATE"
    if order.status in _FINAL:
        return order.status.value
    if order.status in _WORKING and states:
        return order.status.value
    return None


def update_row(order: OrderSnapshot, *, status: str, user_id: str, api_secret: str) -> Row:
    """Return the payload of an order update: the book's row without `modified` and `tags`."""
    stamp = stamp_text(order.order_ns)
    checksum = hashlib.sha256(f"{order.order_id}{stamp}{api_secret}".encode()).hexdigest()
    core = _order_core(order)
    core["status"] = status
    return {
        "user_id": user_id,
        "unfilled_quantity": 0,
        "app_id": APP_ID,
        "checksum": checksum,
        "account_id": user_id,
        **core,
    }


def trade_row(trade: SimTrade) -> Row:
    """Return a trade; its `order_timestamp` is a time without a date, as on the real wire."""
    return {
        "trade_id": trade.trade_id,
        "order_id": trade.order_id,
        "exchange": trade.exchange,
        "tradingsymbol": trade.tradingsymbol,
        "instrument_token": trade.instrument_token,
        "product": trade.product.value,
        "average_price": num(trade.price),
        "quantity": trade.quantity,
        "exchange_order_id": trade.exchange_order_id,
        "transaction_type": trade.transaction_type.value,
        "fill_timestamp": stamp_text(trade.fill_ns),
        "order_timestamp": stamp_text(trade.order_ns)[11:],
        "exchange_timestamp": stamp_text(trade.fill_ns),
    }


def position_row(row: PositionRow) -> Row:
    """Return a position with its 29 fields."""
    return {
        "tradingsymbol": row.tradingsymbol,
        "exchange": row.exchange,
        "instrument_token": row.instrument_token,
        "product": row.product.value,
        "quantity": row.quantity,
        "overnight_quantity": row.overnight_quantity,
        "multiplier": row.multiplier,
        "average_price": num(row.average_price),
        "close_price": num(row.close_price),
        "last_price": num(row.last_price),
        "value": num(row.value),
        "pnl": num(row.pnl),
        "m2m": num(row.m2m),
        "unrealised": num(row.unrealised),
        "realised": num(row.realised),
        "buy_quantity": row.buy_quantity,
        "buy_price": num(row.buy_price),
        "buy_value": num(row.buy_value),
        "buy_m2m": num(row.buy_m2m),
        "sell_quantity": row.sell_quantity,
        "sell_price": num(row.sell_price),
        "sell_value": num(row.sell_value),
        "sell_m2m": num(row.sell_m2m),
        "day_buy_quantity": row.day_buy_quantity,
        "day_buy_price": num(row.day_buy_price),
        "day_buy_value": num(row.day_buy_value),
        "day_sell_quantity": row.day_sell_quantity,
        "day_sell_price": num(row.day_sell_price),
        "day_sell_value": num(row.day_sell_value),
    }


def holding_row(row: HoldingRow, today_ns: int) -> Row:
    """Return a demat holding; `today_ns` stands in for a date of authorisation nobody gave."""
    core = _holding_core(row, today_ns)
    core["used_quantity"] = row.used_quantity
    core["short_quantity"] = row.short_quantity
    core["authorisation"] = {}
    core["mtf"] = {
        "quantity": row.mtf.quantity,
        "used_quantity": row.mtf.used_quantity,
        "average_price": num(row.mtf.average_price),
        "value": num(row.mtf.value),
        "initial_margin": num(row.mtf.initial_margin),
    }
    return core


def auction_row(row: AuctionRow, today_ns: int) -> Row:
    """Return a holding open to auction: fewer keys, a token of segment 10, a text number."""
    core = _holding_core(row.holding, today_ns)
    core["instrument_token"] = row.instrument_token
    core["auction_number"] = row.auction_number
    return core


def _holding_core(row: HoldingRow, today_ns: int) -> Row:
    day = stamp_text(row.authorised_ns if row.authorised_ns is not None else today_ns)[:10]
    return {
        "tradingsymbol": row.tradingsymbol,
        "exchange": row.exchange,
        "instrument_token": row.instrument_token,
        "isin": row.isin,
        "product": row.product.value,
        "price": 0,
        "quantity": row.quantity,
        "t1_quantity": row.t1_quantity,
        "realised_quantity": row.realised_quantity,
        "authorised_quantity": row.authorised_quantity,
        "authorised_date": f"{day} 00:00:00",
        "opening_quantity": row.opening_quantity,
        "collateral_quantity": row.collateral_quantity,
        "collateral_type": row.collateral_type,
        "discrepancy": row.discrepancy,
        "average_price": num(row.average_price),
        "last_price": num(row.last_price),
        "close_price": num(row.close_price),
        "pnl": num(row.pnl),
        "day_change": num(row.day_change),
        "day_change_percentage": num(row.day_change_percentage),
    }


def summary_row(row: HoldingsSummary) -> Row:
    return {
        "total_pnl": num(row.total_pnl),
        "total_pnl_percent": num(row.total_pnl_percent),
        "today_pnl": num(row.today_pnl),
        "today_pnl_percent": num(row.today_pnl_percent),
        "invested_amount": num(row.invested_amount),
        "current_value": num(row.current_value),
    }


def funds_rows(funds: Funds) -> dict[str, Row]:
    return {"equity": funds_row(funds.equity), "commodity": funds_row(funds.commodity)}


def funds_row(row: FundsRow) -> Row:
    """Return the funds of one segment."""
    return {
        "enabled": row.enabled,
        "net": num(row.net),
        "available": {
            "adhoc_margin": num(row.adhoc_margin),
            "cash": num(row.cash),
            "opening_balance": num(row.opening_balance),
            "live_balance": num(row.live_balance),
            "collateral": num(row.collateral),
            "intraday_payin": num(row.intraday_payin),
        },
        "utilised": {
            "debits": num(row.debits),
            "exposure": num(row.exposure),
            "m2m_realised": num(row.m2m_realised),
            "m2m_unrealised": num(row.m2m_unrealised),
            "option_premium": num(row.option_premium),
            "payout": num(row.payout),
            "span": num(row.span),
            "holding_sales": num(row.holding_sales),
            "turnover": num(row.turnover),
            "liquid_collateral": num(row.liquid_collateral),
            "stock_collateral": num(row.stock_collateral),
            "delivery": num(row.delivery),
        },
    }
