"""Kite's GTT triggers, alerts and mutual funds: one method a request.

A firing trigger or an "ato" alert places a real order: callers gate their creation like an order.
Source: Kite Connect v3 docs ("GTT", "Alerts", "Mutual funds"), read 2026-11.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from terminal.brokers.kite import wire_more
from terminal.brokers.kite.calls import segment
from terminal.brokers.kite.calls_channel import KiteChannel, Pairs, form_pairs, json_body, keys


class TriggerCalls:
    """Good-till-triggered orders."""

    def __init__(self, channel: KiteChannel) -> None:
        self._channel = channel
        self._path = f"{channel.config.prefixes.triggers}/gtt/triggers"

    async def all(self) -> list[wire_more.Trigger]:
        """Return active triggers and those that ended within seven days."""
        rows: list[wire_more.Trigger] = await self._channel.read(
            self._path, list[wire_more.Trigger]
        )
        return rows

    async def one(self, trigger_id: int) -> wire_more.Trigger:
        """Return a trigger of any age."""
        row: wire_more.Trigger = await self._channel.read(
            f"{self._path}/{trigger_id}", wire_more.Trigger
        )
        return row

    async def create(
        self, kind: str, terms: wire_more.TriggerTerms, legs: Sequence[wire_more.TriggerLeg]
    ) -> int:
        """Create a `single` or `two-leg` trigger, once, and return its id."""
        answer: wire_more.TriggerId = await self._channel.write(
            "POST", self._path, wire_more.TriggerId, form=_trigger_form(kind, terms, legs)
        )
        return answer.trigger_id

    async def replace(
        self,
        trigger_id: int,
        kind: str,
        terms: wire_more.TriggerTerms,
        legs: Sequence[wire_more.TriggerLeg],
    ) -> int:
        """Replace a trigger as a whole, once."""
        answer: wire_more.TriggerId = await self._channel.write(
            "PUT",
            f"{self._path}/{trigger_id}",
            wire_more.TriggerId,
            form=_trigger_form(kind, terms, legs),
        )
        return answer.trigger_id

    async def delete(self, trigger_id: int) -> int:
        """Delete a trigger, once."""
        answer: wire_more.TriggerId = await self._channel.write(
            "DELETE", f"{self._path}/{trigger_id}", wire_more.TriggerId
        )
        return answer.trigger_id


class AlertCalls:
    """Price alerts on the broker's side."""

    def __init__(self, channel: KiteChannel) -> None:
        self._channel = channel
        self._path = f"{channel.config.prefixes.alerts}/alerts"

    async def all(
        self, *, status: str | None = None, page: int | None = None, page_size: int | None = None
    ) -> list[wire_more.Alert]:
        """Return the alerts, deleted ones included."""
        rows: list[wire_more.Alert] = await self._channel.read(
            self._path,
            list[wire_more.Alert],
            params=form_pairs(status=status, page=page, page_size=page_size),
        )
        return rows

    async def one(self, uuid: str) -> wire_more.Alert:
        row: wire_more.Alert = await self._channel.read(
            f"{self._path}/{segment(uuid)}", wire_more.Alert
        )
        return row

    async def create(self, terms: wire_more.AlertTerms) -> wire_more.Alert:
        """Create an alert, once."""
        row: wire_more.Alert = await self._channel.write(
            "POST", self._path, wire_more.Alert, form=_alert_form(terms)
        )
        return row

    async def replace(self, uuid: str, terms: wire_more.AlertTerms) -> wire_more.Alert:
        """Replace an alert as a whole, once."""
        row: wire_more.Alert = await self._channel.write(
            "PUT", f"{self._path}/{segment(uuid)}", wire_more.Alert, form=_alert_form(terms)
        )
        return row

    async def delete(self, uuids: Sequence[str]) -> None:
        """Delete one or more alerts, once."""
        await self._channel.write("DELETE", self._path, Any, params=keys("uuid", uuids))

    async def history(self, uuid: str) -> list[wire_more.AlertEvent]:
        """Return an alert's firings."""
        rows: list[wire_more.AlertEvent] = await self._channel.read(
            f"{self._path}/{segment(uuid)}/history", list[wire_more.AlertEvent]
        )
        return rows


class FundCalls:
    """Mutual funds. The broker has switched the writes off; they stay for its sandbox."""

    def __init__(self, channel: KiteChannel) -> None:
        self._channel = channel
        self._path = f"{channel.config.prefixes.funds}/mf"

    async def orders(
        self, *, start: str | None = None, end: str | None = None
    ) -> list[wire_more.FundOrder]:
        """Return orders of the last seven days, or between two dates (YYYY-MM-DD)."""
        span = [(name, value) for name, value in (("from", start), ("to", end)) if value]
        rows: list[wire_more.FundOrder] = await self._channel.read(
            f"{self._path}/orders", list[wire_more.FundOrder], params=span
        )
        return rows

    async def order(self, order_id: str) -> wire_more.FundOrder:
        """Return an order of any age."""
        row: wire_more.FundOrder = await self._channel.read(
            f"{self._path}/orders/{segment(order_id)}", wire_more.FundOrder
        )
        return row

    async def place(
        self,
        *,
        tradingsymbol: str,
        transaction_type: str,
        amount: Decimal | None = None,
        quantity: Decimal | None = None,
        tag: str | None = None,
    ) -> str:
        """Place a fund order, once, by amount (buy, rupees) or by units (sell); return its id."""
        answer: wire_more.FundOrderId = await self._channel.write(
            "POST",
            f"{self._path}/orders",
            wire_more.FundOrderId,
            form=form_pairs(
                tradingsymbol=tradingsymbol,
                transaction_type=transaction_type,
                amount=amount,
                quantity=quantity,
                tag=tag,
            ),
        )
        return answer.order_id

    async def cancel(self, order_id: str) -> str:
        """Cancel a fund order, once."""
        answer: wire_more.FundOrderId = await self._channel.write(
            "DELETE", f"{self._path}/orders/{segment(order_id)}", wire_more.FundOrderId
        )
        return answer.order_id

    async def sips(self) -> list[wire_more.Sip]:
        rows: list[wire_more.Sip] = await self._channel.read(
            f"{self._path}/sips", list[wire_more.Sip]
        )
        return rows

    async def sip(self, sip_id: str) -> wire_more.Sip:
        row: wire_more.Sip = await self._channel.read(
            f"{self._path}/sips/{segment(sip_id)}", wire_more.Sip
        )
        return row

    async def place_sip(
        self,
        *,
        tradingsymbol: str,
        amount: Decimal,
        instalments: int,
        frequency: str,
        initial_amount: Decimal | None = None,
        instalment_day: int | None = None,
        tag: str | None = None,
    ) -> wire_more.SipId:
        """Start a SIP of `amount` rupees an instalment, once."""
        answer: wire_more.SipId = await self._channel.write(
            "POST",
            f"{self._path}/sips",
            wire_more.SipId,
            form=form_pairs(
                tradingsymbol=tradingsymbol,
                amount=amount,
                instalments=instalments,
                frequency=frequency,
                initial_amount=initial_amount,
                instalment_day=instalment_day,
                tag=tag,
            ),
        )
        return answer

    async def modify_sip(
        self,
        sip_id: str,
        *,
        amount: Decimal | None = None,
        status: str | None = None,
        instalments: int | None = None,
        frequency: str | None = None,
        instalment_day: int | None = None,
    ) -> wire_more.SipId:
        """Change a SIP, once; `status` is `active` or `paused`."""
        form: Pairs = form_pairs(
            amount=amount,
            status=status,
            instalments=instalments,
            frequency=frequency,
            instalment_day=instalment_day,
        )
        answer: wire_more.SipId = await self._channel.write(
            "PUT", f"{self._path}/sips/{segment(sip_id)}", wire_more.SipId, form=form
        )
        return answer

    async def cancel_sip(self, sip_id: str) -> wire_more.SipId:
        """End a SIP, once."""
        answer: wire_more.SipId = await self._channel.write(
            "DELETE", f"{self._path}/sips/{segment(sip_id)}", wire_more.SipId
        )
        return answer

    async def holdings(self) -> list[wire_more.FundHolding]:
        rows: list[wire_more.FundHolding] = await self._channel.read(
            f"{self._path}/holdings", list[wire_more.FundHolding]
        )
        return rows

    async def lots(self, isin: str) -> list[wire_more.FundLot]:
        """Return the purchases behind one fund holding."""
        rows: list[wire_more.FundLot] = await self._channel.read(
            f"{self._path}/holdings/{segment(isin)}", list[wire_more.FundLot]
        )
        return rows

    async def allotments(self) -> list[str]:
        """Return the ISINs of funds that were allotted."""
        rows: list[str] = await self._channel.read(f"{self._path}/allotments", list[str])
        return rows


def _trigger_form(
    kind: str, terms: wire_more.TriggerTerms, legs: Sequence[wire_more.TriggerLeg]
) -> Pairs:
    """Return the form whose `condition` and `orders` are JSON text, numbers as written."""
    return form_pairs(
        type=kind, condition=json_body(terms).decode(), orders=json_body(list(legs)).decode()
    )


def _alert_form(terms: wire_more.AlertTerms) -> Pairs:
    basket = terms.basket
    against = terms.rhs_exchange is not None
    return form_pairs(
        name=terms.name,
        type="ato" if basket is not None else "simple",
        lhs_exchange=terms.lhs_exchange,
        lhs_tradingsymbol=terms.lhs_tradingsymbol,
        lhs_attribute=terms.lhs_attribute,
        operator=terms.operator,
        rhs_type="instrument" if against else "constant",
        rhs_constant=None if against else terms.rhs_constant,
        rhs_exchange=terms.rhs_exchange,
        rhs_tradingsymbol=terms.rhs_tradingsymbol,
        rhs_attribute=terms.rhs_attribute if against else None,
        basket=json_body(basket).decode() if basket is not None else None,
    )
