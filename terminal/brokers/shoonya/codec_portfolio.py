"""Positions, holdings and funds as domain values. All money Decimal, in rupees. Pure.

Source: shoonya.md sections 2.7 and 2.8.
"""

from decimal import Decimal

from terminal.brokers.shoonya import codec, wire
from terminal.brokers.shoonya.codec import Identify, money, text, whole
from terminal.domain.account import Funds, Holding, Position, PositionBook
from terminal.domain.basket import ChargeNote
from terminal.domain.errors import WireError
from terminal.domain.ids import AccountId

ZERO = Decimal(0)
ONE = Decimal(1)
_CASH = (
    "cash",
    "payin",
    "payout",
    "daycash",
    "unclearedcash",
    "brkcollamt",
    "collateral",
    "aux_brkcollamt",
)
_CHARGES = (
    ("Brokerage", "brkage_amt"),
    ("Securities transaction tax", "stt_amt"),
    ("Exchange charge", "exch_chrg"),
    ("SEBI charge", "sebi_chrg"),
    ("Stamp duty", "stamp_duty"),
    ("Clearing charge", "clr_chrg"),
    ("GST", "gst"),
)
_NOT_MONEY = {"stat", "request_time", "actid", "uid", "prfname", "emsg", "prd", "seg", "exch"}


def decode_positions(
    rows: list[wire.Position], account: AccountId, identify: Identify
) -> PositionBook:
    """Return both views: `net` with what was carried, `day` with today's trades alone."""
    net = tuple(_net(row, account, identify) for row in rows)
    day = tuple(
        _day(row, whole_position)
        for row, whole_position in zip(rows, net, strict=True)
        if whole(row.daybuyqty) or whole(row.daysellqty)
    )
    return PositionBook(net=net, day=day)


def _net(row: wire.Position, account: AccountId, identify: Identify) -> Position:
    """Return a row since its first trade.

    Carried units count with the price they were entered at, not with the last close by which the
    broker settles each day; its own day's result is `m2m`.
    """
    factor = (money(row.mult) or ONE) * (money(row.prcftr) or ONE)
    last = money(row.lp)
    entered = money(row.cforgavgprc) or money(row.upldprc)
    day_buy, day_sell = whole(row.daybuyqty), whole(row.daysellqty)
    carried_buy, carried_sell = whole(row.cfbuyqty), whole(row.cfsellqty)
    day_buy_value = _amount(row.daybuyamt, row.daybuyavgprc, day_buy, factor)
    day_sell_value = _amount(row.daysellamt, row.daysellavgprc, day_sell, factor)
    buy_value = day_buy_value + (entered or money(row.cfbuyavgprc)) * carried_buy * factor
    sell_value = day_sell_value + (entered or money(row.cfsellavgprc)) * carried_sell * factor
    quantity = whole(row.netqty)
    average = money(row.netupldprc) or money(row.netavgprc)
    return Position(
        account=account,
        instrument=identify(row.exch, row.tsym),
        symbol=codec.label(row.exch, row.tsym),
        product=codec.decode_product(text(row.prd)),
        quantity=quantity,
        overnight_quantity=carried_buy - carried_sell,
        multiplier=factor,
        average_price=average if quantity else ZERO,
        last_price=last,
        buy_quantity=day_buy + carried_buy,
        buy_value=buy_value,
        sell_quantity=day_sell + carried_sell,
        sell_value=sell_value,
        day_buy_quantity=day_buy,
        day_buy_value=day_buy_value,
        day_sell_quantity=day_sell,
        day_sell_value=day_sell_value,
        pnl=sell_value - buy_value + quantity * last * factor,
        m2m=money(row.rpnl) + money(row.urmtom),
    )


def _day(row: wire.Position, net: Position) -> Position:
    quantity = net.day_buy_quantity - net.day_sell_quantity
    bought = quantity > 0
    average = money(row.daybuyavgprc) if bought else money(row.daysellavgprc)
    return Position(
        account=net.account,
        instrument=net.instrument,
        symbol=net.symbol,
        product=net.product,
        quantity=quantity,
        multiplier=net.multiplier,
        average_price=average if quantity else ZERO,
        last_price=net.last_price,
        buy_quantity=net.day_buy_quantity,
        buy_value=net.day_buy_value,
        sell_quantity=net.day_sell_quantity,
        sell_value=net.day_sell_value,
        day_buy_quantity=net.day_buy_quantity,
        day_buy_value=net.day_buy_value,
        day_sell_quantity=net.day_sell_quantity,
        day_sell_value=net.day_sell_value,
        pnl=net.day_sell_value - net.day_buy_value + quantity * net.last_price * net.multiplier,
        m2m=net.m2m,
    )


def _amount(amount: wire.Text, average: wire.Text, quantity: int, factor: Decimal) -> Decimal:
    given = codec.number(amount)
    return given if given is not None else money(average) * quantity * factor


def decode_holding(row: wire.Holding, account: AccountId, identify: Identify) -> Holding | None:
    """Return a holding by its first listing (NSE where it has one); None for one without listings.

    Pledged shares are `collateral_quantity` and not among the sellable.
    """
    if not row.exch_tsym:
        return None
    listing = next((each for each in row.exch_tsym if each.exch == "NSE"), row.exch_tsym[0])
    free = whole(row.holdqty) + whole(row.unplgdqty) + whole(row.benqty)
    depository = max(whole(row.npoadqty) or whole(row.npoaqty), whole(row.dpqty))
    quantity, bought = free + depository, whole(row.btstqty)
    average, last = money(row.upldprc), money(listing.lp)
    collateral = whole(row.brkcolqty)
    return Holding(
        account=account,
        instrument=identify(listing.exch, listing.tsym),
        symbol=codec.label(listing.exch, listing.tsym),
        isin=next((text(each.isin) for each in row.exch_tsym if text(each.isin)), ""),
        product=codec.decode_product(text(row.prd) or "C").value.upper(),
        quantity=quantity,
        t1_quantity=bought,
        used_quantity=whole(row.usedqty),
        collateral_quantity=collateral,
        average_price=average,
        last_price=last,
        close_price=money(listing.c),
        pnl=(last - average) * (quantity + bought) if average and last else ZERO,
        discrepancy=not average,
    )


def decode_funds(limits: dict[str, wire.Text], account: AccountId) -> list[Funds]:
    """Return the account's one pot. `net`: all cash and collateral less the margin in use.

    Lines keep the broker's names and are not added up; those of 0 are left out but for cash.
    """
    amounts: dict[str, Decimal] = {}
    for name, value in limits.items():
        if name not in _NOT_MONEY and (found := _maybe(value)) is not None:
            amounts[name] = found
    total = sum((amounts.get(name, ZERO) for name in _CASH), ZERO)
    used = amounts.get("marginused", ZERO)
    available = {
        name: amounts.get(name, ZERO) for name in _CASH if name == "cash" or amounts.get(name)
    }
    utilised = {name: value for name, value in amounts.items() if name not in _CASH and value}
    return [
        Funds(
            account=account,
            segment="all",
            enabled=True,
            net=total - used,
            available=available,
            utilised={"marginused": used, **utilised},
        )
    ]


def _maybe(value: wire.Text) -> Decimal | None:
    try:
        return codec.number(value)
    except WireError:
        return None  # one of some ninety fields that is no amount


def decode_note(row: wire.Brokerage) -> ChargeNote:
    """Return taxes and fees by kind; the total is the broker's, else their sum."""
    lines = {name: amount for name, key in _CHARGES if (amount := money(getattr(row, key)))}
    return ChargeNote(total=codec.number(row.tot_chrg) or sum(lines.values(), ZERO), lines=lines)
