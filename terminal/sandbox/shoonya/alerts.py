"""Alert routes. The words of success are the broker's own, and differ from route to route."""

from msgspec.structs import replace
from starlette.responses import Response
from starlette.routing import Route

from terminal.sandbox.shoonya.desk import Call, Desk
from terminal.sandbox.shoonya.fields import Fields
from terminal.sandbox.shoonya.listing import Scrip
from terminal.sandbox.shoonya.replies import Row, answer, invalid, listed, rejected
from terminal.sandbox.shoonya.rules import KINDS, WITHOUT_LEVEL, Leg, Rule, Rules, level_text
from terminal.sandbox.virtual import ist

VALIDITIES = frozenset({"DAY", "GTT"})


class AlertRoutes:
    """`SetAlert` and its like."""

    def __init__(self, desk: Desk, rules: Rules) -> None:
        self._desk, self._rules = desk, rules

    def routes(self) -> list[Route]:
        route = self._desk.route
        return [
            *route("SetAlert", self._set),
            *route("ModifyAlert", self._modify),
            *route("CancelAlert", self._cancel),
            *route("GetPendingAlert", self._pending),
            *route("GetEnabledAlertTypes", self._types),
        ]

    async def _set(self, call: Call) -> Response:
        fields = call.fields
        ai_t, scrip, validity = head(self._desk, fields)
        leg = make_leg(self._rules, fields, ai_t, scrip)
        rule = self._rules.add(ai_t, scrip, (leg,), validity, fields.text("remarks"))
        return self._desk.ok({"al_id": rule.al_id}, stat="Oi created")

    async def _modify(self, call: Call) -> Response:
        fields = call.fields
        rule = waiting(self._rules, fields, places=False)
        ai_t, scrip, validity = head(self._desk, fields)
        if ai_t != rule.ai_t:
            raise invalid("ai_t cannot be changed")
        leg = make_leg(self._rules, fields, ai_t, scrip)
        self._rules.put(
            replace(
                rule, scrip=scrip, validity=validity, remarks=fields.text("remarks"), legs=(leg,)
            )
        )
        return self._desk.ok({"al_id": rule.al_id}, stat="Oi Replaced")

    async def _cancel(self, call: Call) -> Response:
        rule = waiting(self._rules, call.fields, places=False)
        self._rules.drop(rule.al_id)
        return self._desk.ok({"al_id": rule.al_id}, stat="Oi delete success")

    async def _pending(self, call: Call) -> Response:
        call.fields.need("uid")
        return listed([_row(rule) for rule in self._rules.waiting(lambda rule: not rule.places)])

    async def _types(self, call: Call) -> Response:
        call.fields.need("uid")
        return kinds(self._desk, KINDS)


def head(desk: Desk, fields: Fields, suffix: str = "") -> tuple[str, Scrip, str]:
    """Return (ai_t, scrip, validity) of a condition; Failure for what makes none."""
    _, exch, tsym, ai_t, validity = fields.need("uid", "exch", "tsym", "ai_t", "validity")
    scrip = desk.listing.find(exch, tsym)
    if scrip is None:
        raise invalid("tsym is not valid")
    if ai_t not in {f"{kind}{suffix}" for kind in KINDS}:
        raise invalid("ai_t is not valid")
    if validity not in VALIDITIES:
        raise invalid("validity is not valid")
    return ai_t, scrip, validity


def make_leg(rules: Rules, fields: Fields, ai_t: str, scrip: Scrip) -> Leg:
    """Return the condition of `ai_t` at level `d`."""
    kind = ai_t.removesuffix("_O")
    if kind in WITHOUT_LEVEL:
        return Leg(kind=kind, level=rules.extreme(scrip, high="HIGH" in kind))
    level = fields.decimal("d")
    if level is None:
        raise invalid("d is Missing.")
    return Leg(kind=kind, level=level)


def waiting(rules: Rules, fields: Fields, *, places: bool) -> Rule:
    """Return the rule of `al_id`; Failure if there is none of that sort."""
    al_id = fields.text("al_id") or fields.text("ai_t")
    rule = rules.get(al_id)
    if rule is None or rule.places is not places:
        raise rejected("Invalid Oi")
    return rule


def kinds(desk: Desk, names: tuple[str, ...]) -> Response:
    """Return the conditions on offer; `request_time` has a layout of its own here."""
    stamp = ist(desk.virtual.now_ns()).strftime("%d%m%Y%H%M%S")
    rows = [{"ai_t": name} for name in names]
    return answer({"stat": "OK", "request_time": stamp, "ai_ts": rows})


def _row(rule: Rule) -> Row:
    row: Row = {
        "stat": "Ok",
        "ai_t": rule.ai_t,
        "al_id": rule.al_id,
        "tsym": rule.scrip.tsym,
        "exch": rule.scrip.exch,
        "token": rule.scrip.token,
        "remarks": rule.remarks,
        "validity": rule.validity,
    }
    if rule.ai_t not in WITHOUT_LEVEL:
        row["d"] = level_text(rule.legs[0])
    return row
