"""Order routes: place, modify, cancel, exit, convert; refusals in the broker's words.

`Ok` to a placement means that the broker took the order; what its risk system or the exchange
refuses stands in the book as REJECTED a moment later.
"""

from decimal import Decimal

from starlette.responses import Response
from starlette.routing import Route

from terminal.sandbox.shoonya.auth import Profile
from terminal.sandbox.shoonya.blotter import Blotter, Entry
from terminal.sandbox.shoonya.desk import Call, Desk, Lane
from terminal.sandbox.shoonya.fields import Fields
from terminal.sandbox.shoonya.listing import Scrip
from terminal.sandbox.shoonya.replies import Failure, invalid, rejected
from terminal.sandbox.shoonya.terms import PRODUCTS, SIDES, STOPS, parse_kind, parse_order
from terminal.sandbox.shoonya.words import words
from terminal.sim.types import ZERO, ModifyRequest, Rejection, Validity

_POSITION_TYPES = {"day": "day", "cf": "overnight"}
_VALIDITIES = {"DAY": Validity.DAY, "EOS": Validity.DAY, "IOC": Validity.IOC}


class OrderRoutes:
    """What changes orders and positions."""

    def __init__(self, desk: Desk, blotter: Blotter) -> None:
        self._desk, self._blotter = desk, blotter

    def routes(self) -> list[Route]:
        route = self._desk.route
        return [
            *route("PlaceOrder", self._place, Lane.ORDER),
            *route("ModifyOrder", self._modify, Lane.ORDER),
            *route("CancelOrder", self._cancel, Lane.ORDER),
            *route("ExitSNOOrder", self._exit, Lane.ORDER),
            *route("ProductConversion", self._convert, Lane.ORDER),
        ]

    async def _place(self, call: Call) -> Response:
        fields, desk = call.fields, self._desk
        fields.need("uid", "actid")
        scrip = desk.listing.find(fields.text("exch"), fields.text("tsym"))
        request, terms = parse_order(
            fields,
            scrip,
            last=self._last(scrip) if fields.text("prd") in {"H", "B"} else ZERO,
            market=desk.sessions.takes_market(call.profile),
            strict_amo=desk.switches.strict_amo or call.profile is Profile.CURRENT,
        )
        return desk.ok({"norenordno": self._blotter.place(request, terms).number})

    async def _modify(self, call: Call) -> Response:
        fields = call.fields
        number, *_ = fields.need("norenordno", "exch", "tsym", "qty", "prctyp")
        entry = self._working(number, "ORA:Order not found")
        scrip = entry.terms.scrip
        if (fields.text("exch"), fields.text("tsym")) != (scrip.exch, scrip.tsym):
            raise rejected("ORA:Order not found")
        change = self._change(fields, market=self._desk.sessions.takes_market(call.profile))
        self._grant(self._desk.exchange.modify(entry.sim_id, change))
        entry.terms.ret = fields.text("ret", entry.terms.ret)
        return self._desk.ok({"result": number})

    async def _cancel(self, call: Call) -> Response:
        (number,) = call.fields.need("norenordno")
        entry = self._working(number, "ORA:Order not found to Cancel")
        self._grant(self._desk.exchange.cancel(entry.sim_id))
        return self._desk.ok({"result": number})

    async def _exit(self, call: Call) -> Response:
        """Exit a cover or bracket order: what waits is cancelled, what is open is closed."""
        number, prd = call.fields.need("norenordno", "prd")
        entry = self._blotter.entry(number)
        if entry is None or prd not in {"H", "B"} or entry.terms.prd != prd:
            raise rejected("ORA:Order not found to Exit")
        head = self._blotter.entry(entry.terms.parent) or entry
        if not self._blotter.exit(head):
            raise rejected("ORA:Order not found to Exit")
        return self._desk.ok({"dmsg": "Exit request is taken"})

    async def _convert(self, call: Call) -> Response:
        fields = call.fields
        exch, tsym, _qty, prd, before, side = fields.need(
            "exch", "tsym", "qty", "prd", "prevprd", "trantype"
        )
        position_type = _POSITION_TYPES.get(fields.text("postype").lower())
        if position_type is None:
            raise invalid(" Invalid Position Type")
        scrip = self._desk.listing.find(exch, tsym)
        if scrip is None or side not in SIDES or {prd, before} - set("CMIF"):
            raise invalid(" Invalid Position")
        refusal = self._desk.exchange.convert(
            exchange=scrip.row.exchange,
            tradingsymbol=scrip.row.tradingsymbol,
            transaction_type=SIDES[side],
            position_type=position_type,
            quantity=fields.integer("qty") or 0,
            old_product=PRODUCTS[before],
            new_product=PRODUCTS[prd],
        )
        self._grant(refusal)
        return self._desk.ok()

    def _last(self, scrip: Scrip | None) -> Decimal:
        quote = None if scrip is None else self._desk.exchange.quote(scrip.row.instrument_token)
        return ZERO if quote is None else Decimal(f"{quote.last_price:.4f}")

    def _working(self, number: str, otherwise: str) -> Entry:
        entry = self._blotter.entry(number)
        if entry is None or entry.final or not entry.sim_id:
            raise rejected(otherwise)
        return entry

    def _grant(self, result: object) -> None:
        if isinstance(result, Rejection):
            raise rejected(words(result, self._desk.user_id)[1])

    def _change(self, fields: Fields, *, market: bool) -> ModifyRequest:
        kind = parse_kind(fields, market=market)
        trigger = fields.decimal("trgprc")
        if trigger is not None and (kind not in STOPS or trigger <= 0):
            raise Failure(200, f"Rejected : Trigger price invalid - {trigger:.2f}")
        ret = fields.text("ret")
        if ret and ret not in _VALIDITIES:
            raise invalid("ret is not valid")
        return ModifyRequest(
            quantity=fields.integer("qty"),
            price=fields.decimal("prc"),
            order_type=kind,
            trigger_price=trigger,
            validity=_VALIDITIES.get(ret),
            disclosed_quantity=fields.integer("dscqty"),
        )
