"""Requests of triggers, alerts and watchlists: one method each. Source: shoonya.md sections 2.4, 2.9.

Keys of these answers come in changing case, some wrapped in a list, and success is a word of its own
("Oi created", "Oi Replacedt"): all of that ends here.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from terminal.brokers.shoonya import wire
from terminal.brokers.shoonya.calls_channel import Payload, ShoonyaChannel
from terminal.brokers.shoonya.codec import text
from terminal.domain.errors import BrokerRefused, WireError

Row = dict[str, Any]
_DONE = ("created", "replaced", "delete success", "ok")


def lowered(value: Any) -> Any:
    """Return an answer with all keys in lower case, at every depth."""
    if isinstance(value, Mapping):
        return {str(name).lower(): lowered(each) for name, each in value.items()}
    if isinstance(value, list):
        return [lowered(each) for each in value]
    return value


class _RecordCalls:
    def __init__(self, channel: ShoonyaChannel) -> None:
        self._channel = channel

    async def _write(self, route: str, payload: Payload) -> str:
        """Send a write once and return the record's id, empty where the answer names none."""
        answer = lowered(await self._channel.write(route, payload, Any))
        row = answer[0] if isinstance(answer, list) and answer else answer
        if not isinstance(row, dict):
            raise WireError(f"Shoonya's answer to {route} cannot be read.")
        word = text(row.get("stat"))
        if not any(done in word.lower() for done in _DONE):
            raise BrokerRefused(
                f"Shoonya says {word or 'nothing'!r} to {route}.",
                hint="Nothing was changed. Look at the list, then try again.",
                code="refused",
            )
        return text(row.get("al_id"))

    async def _list(self, route: str) -> list[Row]:
        rows = await self._channel.rows(route, {"uid": self._channel.uid}, dict[str, Any])
        return [lowered(row) for row in rows]

    async def _kinds(self, route: str) -> frozenset[str]:
        found: wire.EnabledKinds = await self._channel.read(
            route, {"uid": self._channel.uid}, wire.EnabledKinds, attempts=1
        )
        return frozenset(each.ai_t for each in found.ai_ts)


class TriggerCalls(_RecordCalls):
    """GTT and OCO orders."""

    async def kinds(self) -> frozenset[str]:
        """Return the kinds that this account may set, as `LTP_A_O`."""
        return await self._kinds("GetEnabledGTTs")

    async def pending(self) -> list[Row]:
        return await self._list("GetPendingGTTOrder")

    async def place(self, fields: Payload, *, pair: bool) -> str:
        """Create a trigger, once; return its id."""
        route = "PlaceOCOOrder" if pair else "PlaceGTTOrder"
        return await self._write(route, self._channel.who(**fields))

    async def modify(self, al_id: str, fields: Payload, *, pair: bool) -> str:
        """Replace a trigger, once; return its id."""
        route = "ModifyOCOOrder" if pair else "ModifyGTTOrder"
        return await self._write(route, self._channel.who(**fields, al_id=al_id)) or al_id

    async def cancel(self, al_id: str, *, pair: bool) -> None:
        route = "CancelOCOOrder" if pair else "CancelGTTOrder"
        await self._write(route, {"uid": self._channel.uid, "al_id": al_id})


class AlertCalls(_RecordCalls):
    """Alerts."""

    async def kinds(self) -> frozenset[str]:
        """Return the kinds that this account may set, as `LTP_A`."""
        return await self._kinds("GetEnabledAlertTypes")

    async def pending(self) -> list[Row]:
        return await self._list("GetPendingAlert")

    async def place(self, fields: Payload) -> str:
        """Create an alert, once; return its id."""
        return await self._write("SetAlert", {"uid": self._channel.uid, **fields})

    async def modify(self, al_id: str, fields: Payload) -> str:
        """Replace an alert, once; its kind must stay. Return its id."""
        payload = {"uid": self._channel.uid, **fields, "al_id": al_id}
        return await self._write("ModifyAlert", payload) or al_id

    async def cancel(self, al_id: str) -> None:
        await self._write("CancelAlert", {"uid": self._channel.uid, "al_id": al_id})


class WatchlistCalls:
    """The watchlists that the broker keeps. Scrips are (exchange, token)."""

    def __init__(self, channel: ShoonyaChannel) -> None:
        self._channel = channel

    async def names(self) -> list[str]:
        found: Row = await self._channel.read("MWList", {"uid": self._channel.uid}, dict[str, Any])
        return [text(each) for each in found.get("values") or []]

    async def scrips(self, name: str) -> list[Row]:
        """Return the scrips of a list with what the broker knows of each."""
        payload = {"uid": self._channel.uid, "wlname": name}
        found: Row = await self._channel.read("MarketWatch", payload, dict[str, Any])
        return [lowered(each) for each in found.get("values") or []]

    async def add(self, name: str, scrips: Sequence[tuple[str, str]]) -> None:
        """Add scrips to a list, once."""
        await self._change("AddMultiScripsToMW", name, scrips)

    async def remove(self, name: str, scrips: Sequence[tuple[str, str]]) -> None:
        """Take scrips off a list, once."""
        await self._change("DeleteMultiMWScrips", name, scrips)

    async def _change(self, route: str, name: str, scrips: Sequence[tuple[str, str]]) -> None:
        joined = "#".join(f"{exchange}|{token}" for exchange, token in scrips)
        payload = {"uid": self._channel.uid, "wlname": name, "scrips": joined}
        await self._channel.write(route, payload, dict[str, Any])
