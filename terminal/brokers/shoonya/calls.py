"""Session, account, order and portfolio requests of Noren: one method each, wire in, wire out.

Reads are repeated by the channel, writes by nobody. Source: shoonya.md sections 1 and 2.
"""

import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec

from terminal.brokers.shoonya import wire
from terminal.brokers.shoonya.calls_channel import Payload, ShoonyaChannel


def sha256(text: str) -> str:
    """Return the lower-case hex SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def _filled(fields: Payload) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value is not None}


class SessionCalls:
    """Both logins, logout, and who is logged in."""

    def __init__(self, channel: ShoonyaChannel) -> None:
        self._channel = channel

    async def exchange(
        self, *, code: str, client_id: str, secret_code: str, uid: str
    ) -> wire.Session:
        """Trade a code (single use, short-lived) for a session. `uid` is needed, whatever docs say."""
        session: wire.Session = await self._channel.write(
            "GenAcsTok",
            {"code": code, "checksum": sha256(f"{client_id}{secret_code}{code}"), "uid": uid},
            wire.Session,
            signed=False,
        )
        return session

    async def quick_auth(
        self,
        *,
        uid: str,
        password: str,
        factor2: str,
        vendor_code: str,
        api_secret: str,
        imei: str,
    ) -> wire.Session:
        """Log in by the classic form. The password goes out as its hash, never as itself."""
        session: wire.Session = await self._channel.write(
            "QuickAuth",
            {
                "source": "API",
                "apkversion": "1.0.0",
                "uid": uid,
                "pwd": sha256(password),
                "factor2": factor2,
                "vc": vendor_code,
                "appkey": sha256(f"{uid}|{api_secret}"),
                "imei": imei,
            },
            wire.Session,
            signed=False,
        )
        return session

    async def logout(self) -> None:
        """End the session, for every program that shares it."""
        await self._channel.write(
            "Logout", {"uid": self._channel.uid, "ordersource": "API"}, msgspec.Raw
        )

    async def user(self) -> wire.User:
        """Return who is logged in and what the account may trade."""
        found: wire.User = await self._channel.read(
            "UserDetails", {"uid": self._channel.uid}, wire.User
        )
        return found

    async def client(self) -> dict[str, Any]:
        """Return the account's master data: name, banks, depositories. Personal: do not log."""
        found: dict[str, Any] = await self._channel.read(
            "ClientDetails", self._channel.who(), dict[str, Any]
        )
        return found

    async def round_trip_s(self) -> float:
        """Return the seconds of one cheap read, tried once; waits for a slot not counted.

        It takes the connection of the writes, so that the next order finds it open.
        """
        reply = await self._channel.read_reply(
            "UserDetails", {"uid": self._channel.uid}, attempts=1, reserved=True
        )
        return reply.seconds

    async def limits(
        self, *, product: str | None = None, segment: str | None = None, exchange: str | None = None
    ) -> dict[str, wire.Text]:
        """Return cash, collateral and margins; keys of zero are usually absent."""
        found: dict[str, Any] = await self._channel.read(
            "Limits",
            self._channel.who(prd=product, seg=segment, exch=exchange),
            dict[str, Any],
        )
        return {name: value for name, value in found.items() if not isinstance(value, list | dict)}


class OrderCalls:
    """Placing, changing and reading orders. "Ok" means taken by the OMS, not by the exchange."""

    def __init__(self, channel: ShoonyaChannel) -> None:
        self._channel = channel

    async def place(self, fields: Payload, *, urgent: bool) -> wire.Taken:
        """Place an order, once."""
        answer: wire.Taken = await self._channel.place(
            "PlaceOrder", self._channel.who(**fields), wire.Taken, urgent=urgent
        )
        return answer

    async def modify(self, fields: Payload) -> wire.Taken:
        """Change a resting order, once; the fields are all of it."""
        answer: wire.Taken = await self._channel.change(
            "ModifyOrder", self._channel.who(**fields), wire.Taken, urgent=False
        )
        return answer

    async def cancel(self, order_id: str) -> wire.Taken:
        """Cancel a resting order, once."""
        answer: wire.Taken = await self._channel.change(
            "CancelOrder",
            {"ordersource": "API", "uid": self._channel.uid, "norenordno": order_id},
            wire.Taken,
            urgent=True,
        )
        return answer

    async def exit(self, order_id: str, product: str) -> wire.Taken:
        """Exit a cover (`H`) or bracket (`B`) order with its position, once."""
        answer: wire.Taken = await self._channel.change(
            "ExitSNOOrder",
            {
                "ordersource": "API",
                "uid": self._channel.uid,
                "norenordno": order_id,
                "prd": product,
            },
            wire.Taken,
            urgent=True,
        )
        return answer

    async def book(self) -> list[wire.Order]:
        """Return the day's orders of all platforms, newest first."""
        return await self._channel.rows("OrderBook", {"uid": self._channel.uid}, wire.Order)

    async def history(self, order_id: str) -> list[wire.Order]:
        """Return an order's events, newest first."""
        return await self._channel.rows(
            "SingleOrdHist", {"uid": self._channel.uid, "norenordno": order_id}, wire.Order
        )

    async def status(self, order_id: str, exchange: str) -> list[wire.Order]:
        """Return one order as it is now."""
        return await self._channel.rows(
            "SingleOrdStatus",
            self._channel.who(exch=exchange, norenordno=order_id),
            wire.Order,
        )

    async def trades(self) -> list[wire.Trade]:
        """Return the day's trades."""
        return await self._channel.rows("TradeBook", self._channel.who(), wire.Trade)


class PortfolioCalls:
    """Positions, holdings, and the calculators."""

    def __init__(self, channel: ShoonyaChannel) -> None:
        self._channel = channel

    async def positions(self) -> list[wire.Position]:
        return await self._channel.rows("PositionBook", self._channel.who(), wire.Position)

    async def holdings(self, product: str = "C") -> list[wire.Holding]:
        return await self._channel.rows("Holdings", self._channel.who(prd=product), wire.Holding)

    async def convert(self, fields: Payload) -> None:
        """Move a position to another product, once."""
        await self._channel.change(
            "ProductConversion", self._channel.who(**fields), msgspec.Raw, urgent=False
        )

    async def order_margin(self, fields: Payload) -> wire.OrderMargin:
        """Return the margin that one order would block."""
        found: wire.OrderMargin = await self._channel.read(
            "GetOrderMargin", self._channel.who(**fields), wire.OrderMargin
        )
        return found

    async def basket_margin(self, legs: Sequence[dict[str, object]]) -> wire.BasketMargin:
        """Return what is blocked with the legs and all that is open; the first leg stands on top."""
        first, *others = legs
        found: wire.BasketMargin = await self._channel.read(
            "GetBasketMargin",
            self._channel.who(**first, basketlists=[_filled(leg) for leg in others]),
            wire.BasketMargin,
        )
        return found

    async def brokerage(self, fields: Payload) -> wire.Brokerage:
        """Return taxes and fees of one execution."""
        found: wire.Brokerage = await self._channel.read(
            "GetBrokerage", self._channel.who(**fields), wire.Brokerage
        )
        return found

    async def unsettled_dates(self) -> dict[str, Any]:
        """Return the trading dates that are not settled yet."""
        found: dict[str, Any] = await self._channel.read(
            "GetUnSttledTradingDate", self._channel.who(), dict[str, Any]
        )
        return found
