"""GTT and OCO routes: an order that waits for a price, and a pair of which one leg is placed.

Replies keep the broker's oddities: `Oi Replacedt`, keys in changing case, a number for `Qty`.
"""

from decimal import Decimal, InvalidOperation

from msgspec.structs import replace
from starlette.responses import Response
from starlette.routing import Route

from terminal.sandbox.shoonya.alerts import VALIDITIES, head, kinds, make_leg, waiting
from terminal.sandbox.shoonya.desk import Call, Desk, Lane
from terminal.sandbox.shoonya.fields import Fields
from terminal.sandbox.shoonya.listing import Scrip
from terminal.sandbox.shoonya.replies import Row, answer, invalid, listed, noren_time
from terminal.sandbox.shoonya.rules import KINDS, OCO, Leg, Order, Rule, Rules, level_text
from terminal.sandbox.shoonya.terms import kind_code, parse_order, side_code
from terminal.sandbox.shoonya.wire import price_text

_LEG_FIELDS = (("x", "place_order_params", "LTP_A"), ("y", "place_order_params_leg2", "LTP_B"))


class GttRoutes:
    """`PlaceGTTOrder`, `PlaceOCOOrder` and their like."""

    def __init__(self, desk: Desk, rules: Rules) -> None:
        self._desk, self._rules = desk, rules

    def routes(self) -> list[Route]:
        route = self._desk.route
        return [
            *route("PlaceGTTOrder", self._place, Lane.ORDER),
            *route("ModifyGTTOrder", self._modify, Lane.ORDER),
            *route("CancelGTTOrder", self._cancel, Lane.ORDER),
            *route("PlaceOCOOrder", self._place_pair, Lane.ORDER),
            *route("ModifyOCOOrder", self._modify_pair, Lane.ORDER),
            *route("CancelOCOOrder", self._cancel, Lane.ORDER),
            *route("GetPendingGTTOrder", self._pending),
            *route("GetEnabledGTTs", self._types),
        ]

    async def _place(self, call: Call) -> Response:
        ai_t, scrip, validity, legs = self._single(call)
        rule = self._rules.add(ai_t, scrip, legs, validity, call.fields.text("remarks"))
        return self._done(rule, "Oi created")

    async def _modify(self, call: Call) -> Response:
        rule = waiting(self._rules, call.fields, places=True)
        ai_t, scrip, validity, legs = self._single(call)
        self._replace(rule, ai_t, scrip, validity, legs, call.fields)
        return self._done(rule, "Oi Replacedt")

    async def _place_pair(self, call: Call) -> Response:
        scrip, validity, legs = self._pair(call)
        rule = self._rules.add(OCO, scrip, legs, validity, call.fields.text("remarks"))
        return self._done(rule, "OI created")

    async def _modify_pair(self, call: Call) -> Response:
        rule = waiting(self._rules, call.fields, places=True)
        scrip, validity, legs = self._pair(call)
        self._replace(rule, OCO, scrip, validity, legs, call.fields)
        return self._done(rule, "OI replaced")

    async def _cancel(self, call: Call) -> Response:
        rule = waiting(self._rules, call.fields, places=True)
        self._rules.drop(rule.al_id)
        return self._done(rule, "Oi delete success")

    async def _pending(self, call: Call) -> Response:
        call.fields.need("uid")
        user = self._desk.user_id
        return listed([_row(rule, user) for rule in self._rules.waiting(lambda rule: rule.places)])

    async def _types(self, call: Call) -> Response:
        call.fields.need("uid")
        return kinds(self._desk, (*(f"{kind}_O" for kind in KINDS), OCO))

    # --- reading requests ---
    def _single(self, call: Call) -> tuple[str, Scrip, str, tuple[Leg, ...]]:
        fields = call.fields
        ai_t, scrip, validity = head(self._desk, fields, "_O")
        leg = make_leg(self._rules, fields, ai_t, scrip)
        return ai_t, scrip, validity, (replace(leg, order=self._order(call, fields)),)

    def _pair(self, call: Call) -> tuple[Scrip, str, tuple[Leg, ...]]:
        fields = call.fields
        _, exch, tsym, ai_t, validity = fields.need("uid", "exch", "tsym", "ai_t", "validity")
        scrip = self._desk.listing.find(exch, tsym)
        if scrip is None:
            raise invalid("tsym is not valid")
        if ai_t != OCO or validity not in VALIDITIES:
            raise invalid("ai_t or validity is not valid")
        levels = {row.text("var_name"): row.text("d") for row in fields.parts("oivariable")}
        legs = []
        for name, key, kind in _LEG_FIELDS:
            params = fields.part(key)
            if params is None:
                raise invalid(f"{key} is Missing.")
            try:
                level = Decimal(levels.get(name, ""))
            except InvalidOperation:
                raise invalid("oivariable is not valid") from None
            request, terms = self._order(call, params)
            terms.remarks = terms.remarks or fields.text("remarks")
            legs.append(Leg(kind=kind, level=level, order=(request, terms)))
        if legs[0].level <= legs[1].level:
            raise invalid("oivariable x has to be above y")
        return scrip, validity, tuple(legs)

    def _order(self, call: Call, fields: Fields) -> Order:
        desk = self._desk
        return parse_order(
            fields,
            desk.listing.find(fields.text("exch"), fields.text("tsym")),
            market=desk.sessions.takes_market(call.profile),
            strict_amo=False,
        )

    def _replace(
        self, rule: Rule, ai_t: str, scrip: Scrip, validity: str, legs: tuple[Leg, ...], new: Fields
    ) -> None:
        if ai_t != rule.ai_t:
            raise invalid("ai_t cannot be changed")
        self._rules.put(
            replace(rule, scrip=scrip, validity=validity, remarks=new.text("remarks"), legs=legs)
        )

    def _done(self, rule: Rule, stat: str) -> Response:
        row: Row = {
            "request_time": noren_time(self._desk.virtual.now_ns()),
            "stat": stat,
            "Al_id": rule.al_id,
        }
        return answer([row] if self._desk.switches.gtt_in_list else row)


def _row(rule: Rule, user: str) -> Row:
    """Return a pending rule with its order, in the broker's changing case."""
    scrip = rule.scrip
    row: Row = {
        "stat": "Ok",
        "ai_t": rule.ai_t,
        "Al_id": rule.al_id,
        "tsym": scrip.tsym,
        "exch": scrip.exch,
        "Token": scrip.token,
        "Remarks": rule.remarks,
        "validity": rule.validity,
        "norentm": noren_time(rule.created_ns),
        "pp": str(scrip.precision),
        "ls": str(scrip.lot),
        "ti": scrip.tick_size,
        "actid": user,
    }
    first = rule.legs[0]
    if rule.ai_t != OCO and first.order is not None:
        return {**row, **_order_fields(first.order, "Qty", "Prc"), "d": level_text(first)}
    row["oivariable"] = [
        {"d": level_text(leg), "var_name": name}
        for leg, (name, _, _) in zip(rule.legs, _LEG_FIELDS, strict=True)
    ]
    for leg, (_, key, _) in zip(rule.legs, _LEG_FIELDS, strict=True):
        if leg.order is not None:
            row[key] = {
                **_order_fields(leg.order, "qty", "prc"),
                "tsym": scrip.tsym,
                "exch": scrip.exch,
                "actid": user,
                "uid": user,
                "remarks": leg.order[1].remarks,
            }
    return row


def _order_fields(order: Order, quantity_key: str, price_key: str) -> Row:
    request, terms = order
    number = request.quantity
    return {
        "trantype": side_code(request.transaction_type),
        "prctyp": kind_code(request.order_type),
        "prd": terms.prd,
        "ret": terms.ret,
        "dscqty": str(request.disclosed_quantity),
        quantity_key: number if quantity_key == "Qty" else str(number),
        price_key: price_text(terms.scrip, request.price),
        "trgprc": price_text(terms.scrip, request.trigger_price),
        "ordersource": terms.source,
    }
