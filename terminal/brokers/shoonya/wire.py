"""Noren's answers as they come: every scalar may be a text, a number or null.

`codec` turns texts into Decimal and int, once, at this boundary. Fields that nobody reads are left
out. Source: shoonya.md sections 1 and 2.
"""

from msgspec import Struct, field
from typing_extensions import override

Text = str | int | float | bool | None
"""A scalar as it comes: "12", 12, "None", "" or null."""


class Failure(Struct, frozen=True):
    """What a refusal says; a success has the same `stat` and no `emsg`."""

    stat: str | None = None
    emsg: str | None = None
    request_time: str | None = None


class Taken(Struct, frozen=True):
    """An order that the OMS took: placements answer `norenordno`, changes and cancels `result`."""

    norenordno: Text = None
    result: Text = None
    stat: Text = None
    dmsg: Text = None


class ProductRule(Struct, frozen=True):
    """One product of an account and the exchanges it is for."""

    prd: str = ""
    s_prdt_ali: str | None = None
    exch: list[str] | None = None


class Session(Struct, frozen=True):
    """The answer of either login. `USERID` is the OAuth one's; `expires_in` an epoch or seconds."""

    susertoken: Text = None
    access_token: Text = None
    refresh_token: Text = None
    expires_in: Text = None
    uid: Text = None
    actid: Text = None
    user_id: Text = field(default=None, name="USERID")
    uname: Text = None
    request_time: Text = None
    lastaccesstime: Text = None
    spasswordreset: Text = None
    dmsg: Text = None

    @override
    def __repr__(self) -> str:
        return f"Session(uid={self.uid!r})"


class User(Struct, frozen=True):
    """UserDetails: what the account may do. `orarr`: its price types, `prarr`: its products."""

    uid: Text = None
    actid: Text = None
    uname: Text = None
    brkname: Text = None
    exarr: list[str] | None = None
    orarr: list[str] | None = None
    prarr: list[ProductRule] | None = None
    request_time: Text = None


class Order(Struct, frozen=True):
    """One row of OrderBook, SingleOrdHist or SingleOrdStatus, or one `om` frame of the stream.

    `pcode` is the stream's `prd`; `norenoordno`, `exchorderid` and `filltm` are its misspellings.
    """

    norenordno: Text = None
    norenoordno: Text = None
    exchordid: Text = None
    exchorderid: Text = None
    exch: str = ""
    tsym: str = ""
    token: Text = None
    trantype: str = ""
    qty: Text = None
    prc: Text = None
    trgprc: Text = None
    prctyp: Text = None
    ret: Text = None
    prd: Text = None
    pcode: Text = None
    status: Text = None
    st_intrn: Text = None
    reporttype: Text = None
    rpt: Text = None
    fillshares: Text = None
    avgprc: Text = None
    cancelqty: Text = None
    dscqty: Text = None
    rejreason: Text = None
    remarks: Text = None
    rorgprc: Text = None
    amo: Text = None
    norentm: Text = None
    ordenttm: Text = None
    exch_tm: Text = None
    fltm: Text = None
    filltm: Text = None
    snonum: Text = None
    snoordt: Text = None
    blprc: Text = None
    ordersource: Text = None


class Trade(Struct, frozen=True):
    """One execution of TradeBook."""

    norenordno: Text = None
    exchordid: Text = None
    flid: Text = None
    fltm: Text = None
    flqty: Text = None
    flprc: Text = None
    exch: str = ""
    tsym: str = ""
    trantype: str = ""
    prd: Text = None
    exch_tm: Text = None
    norentm: Text = None
    remarks: Text = None


class Position(Struct, frozen=True):
    """One row of PositionBook: `day` is today's, `cf` carried; amounts in rupees."""

    exch: str = ""
    tsym: str = ""
    token: Text = None
    prd: Text = None
    netqty: Text = None
    netavgprc: Text = None
    netupldprc: Text = None
    upldprc: Text = None
    daybuyqty: Text = None
    daysellqty: Text = None
    daybuyavgprc: Text = None
    daysellavgprc: Text = None
    daybuyamt: Text = None
    daysellamt: Text = None
    cfbuyqty: Text = None
    cfsellqty: Text = None
    cfbuyavgprc: Text = None
    cfsellavgprc: Text = None
    cfbuyamt: Text = None
    cfsellamt: Text = None
    cforgavgprc: Text = None
    lp: Text = None
    rpnl: Text = None
    urmtom: Text = None
    mult: Text = None
    prcftr: Text = None


class HoldingSymbol(Struct, frozen=True):
    """One listing of a holding."""

    exch: str = ""
    tsym: str = ""
    token: Text = None
    lp: Text = None
    isin: Text = None
    c: Text = None


class Holding(Struct, frozen=True):
    """One holding with all its listings; quantities by where the shares lie."""

    exch_tsym: list[HoldingSymbol] = []
    prd: Text = None
    holdqty: Text = None
    dpqty: Text = None
    npoadqty: Text = None
    npoaqty: Text = None
    benqty: Text = None
    unplgdqty: Text = None
    brkcolqty: Text = None
    btstqty: Text = None
    usedqty: Text = None
    upldprc: Text = None


class OrderMargin(Struct, frozen=True):
    """GetOrderMargin: `ordermargin` is this order's own."""

    remarks: Text = None
    cash: Text = None
    marginused: Text = None
    marginusedprev: Text = None
    ordermargin: Text = None


class BasketMargin(Struct, frozen=True):
    """GetBasketMargin: both include the margin already used; the second is after hedges."""

    marginused: Text = None
    marginusedtrade: Text = None
    remarks: Text = None


class Brokerage(Struct, frozen=True):
    """GetBrokerage: what one execution costs, in rupees."""

    brkage_amt: Text = None
    stt_amt: Text = None
    exch_chrg: Text = None
    sebi_chrg: Text = None
    stamp_duty: Text = None
    clr_chrg: Text = None
    gst: Text = None
    tot_chrg: Text = None
    remarks: Text = None


class Enabled(Struct, frozen=True):
    """One kind of alert or trigger that the account may set."""

    ai_t: str = ""


class EnabledKinds(Struct, frozen=True):
    """GetEnabledAlertTypes and GetEnabledGTTs."""

    ai_ts: list[Enabled] = []
