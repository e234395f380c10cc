"""Kite's session, account, order and portfolio requests: one method each, wire in, wire out.

Source: Kite Connect v3 docs ("User", "Orders", "Portfolio", "Margin calculation"), read 2026-11.
Nothing here repeats anything; the channel repeats reads.
"""

import hashlib
from collections.abc import Sequence
from urllib.parse import quote

import msgspec

from terminal.brokers.kite import wire, wire_portfolio
from terminal.brokers.kite.calls_channel import KiteChannel, Pairs, form_pairs, keys
from terminal.domain.errors import WireError


def checksum(api_key: str, token: str, api_secret: str) -> str:
    """Return the lower-case hex SHA-256 of the three texts joined."""
    return hashlib.sha256(f"{api_key}{token}{api_secret}".encode()).hexdigest()


def segment(text: str) -> str:
    """Return a text as one path segment."""
    return quote(text, safe="")


class SessionCalls:
    """Login's server side, and who is logged in."""

    def __init__(self, channel: KiteChannel) -> None:
        self._channel = channel
        self._session = f"{channel.config.prefixes.session}/session"
        self._user = f"{channel.config.prefixes.user}/user"

    async def exchange(self, request_token: str, api_secret: str) -> wire.Session:
        """Trade a request token (single use, minutes of life) for a session."""
        channel = self._channel
        session: wire.Session = await channel.write(
            "POST",
            f"{self._session}/token",
            wire.Session,
            form=form_pairs(
                api_key=channel.api_key,
                request_token=request_token,
                checksum=checksum(channel.api_key, request_token, api_secret),
            ),
        )
        return session

    async def renew(self, refresh_token: str, api_secret: str) -> wire.Renewal:
        """Trade a refresh token for a new access token (approved platforms only)."""
        channel = self._channel
        renewal: wire.Renewal = await channel.write(
            "POST",
            f"{self._session}/refresh_token",
            wire.Renewal,
            form=form_pairs(
                api_key=channel.api_key,
                refresh_token=refresh_token,
                checksum=checksum(channel.api_key, refresh_token, api_secret),
            ),
        )
        return renewal

    async def invalidate(self, *, access_token: str = "", refresh_token: str = "") -> bool:
        """End a session by its access token, or revoke a refresh token."""
        params = form_pairs(
            api_key=self._channel.api_key,
            access_token=access_token or None,
            refresh_token=refresh_token or None,
        )
        done: bool = await self._channel.write(
            "DELETE", f"{self._session}/token", bool, params=params
        )
        return done

    async def profile(self) -> wire.Profile:
        """Return who is logged in."""
        found: wire.Profile = await self._channel.read(f"{self._user}/profile", wire.Profile)
        return found

    async def round_trip_s(self) -> float:
        """Return the seconds of one profile read, tried once; waits for a slot not counted.

        It takes the connection of the writes, so that the next order finds it open.
        """
        reply = await self._channel.read_reply(f"{self._user}/profile", attempts=1, reserved=True)
        return reply.seconds

    async def full_profile(self) -> wire.FullProfile:
        """Return the profile with bank and demat accounts (undocumented)."""
        found: wire.FullProfile = await self._channel.read(
            f"{self._user}/profile/full", wire.FullProfile
        )
        return found

    async def margins(self) -> wire.Margins:
        """Return both margin segments."""
        found: wire.Margins = await self._channel.read(f"{self._user}/margins", wire.Margins)
        return found

    async def segment_margins(self, name: str) -> wire.Segment:
        """Return one margin segment, `equity` or `commodity`."""
        found: wire.Segment = await self._channel.read(
            f"{self._user}/margins/{segment(name)}", wire.Segment
        )
        return found


class OrderCalls:
    """Placing, changing and reading orders. A 200 means "taken", never "done"."""

    def __init__(self, channel: KiteChannel) -> None:
        self._channel = channel
        self._orders = f"{channel.config.prefixes.orders}/orders"
        self._trades = f"{channel.config.prefixes.orders}/trades"

    async def place(
        self, variety: str, form: Pairs, *, urgent: bool
    ) -> wire.Placed | list[wire.Slice]:
        """Place an order, once. An autosliced one answers as a parent or as a flat list."""
        answer: msgspec.Raw = await self._channel.place(
            f"{self._orders}/{segment(variety)}", msgspec.Raw, form=form, urgent=urgent
        )
        try:
            if bytes(answer).lstrip().startswith(b"["):
                return msgspec.json.decode(answer, type=list[wire.Slice], strict=False)
            return msgspec.json.decode(answer, type=wire.Placed, strict=False)
        except msgspec.MsgspecError as error:
            raise WireError(f"The answer to the order cannot be read: {error}") from error

    async def modify(self, variety: str, order_id: str, form: Pairs) -> wire.OrderId:
        """Change a resting order, once; send only what changes."""
        answer: wire.OrderId = await self._channel.write(
            "PUT",
            f"{self._orders}/{segment(variety)}/{segment(order_id)}",
            wire.OrderId,
            form=form,
            lane=self._channel.changes,
            longest_wait_s=self._channel.config.rates.longest_entry_wait_s,
        )
        return answer

    async def cancel(self, variety: str, order_id: str, parent: str | None = None) -> wire.OrderId:
        """Cancel a resting order, once; with `parent`, exit a cover order's second leg."""
        answer: wire.OrderId = await self._channel.write(
            "DELETE",
            f"{self._orders}/{segment(variety)}/{segment(order_id)}",
            wire.OrderId,
            params=form_pairs(parent_order_id=parent),
            lane=self._channel.changes,
            urgent=True,
            longest_wait_s=self._channel.config.rates.longest_urgent_wait_s,
        )
        return answer

    exit = cancel
    """Kite's own alias: exiting a cover order is cancelling its second leg."""

    async def book(self) -> list[wire.Order]:
        """Return the day's orders of all platforms."""
        rows: list[wire.Order] = await self._channel.read(self._orders, list[wire.Order])
        return rows

    async def history(self, order_id: str) -> list[wire.Order]:
        """Return an order's snapshots, oldest first."""
        rows: list[wire.Order] = await self._channel.read(
            f"{self._orders}/{segment(order_id)}", list[wire.Order]
        )
        return rows

    async def trades(self) -> list[wire.Trade]:
        """Return the day's trades."""
        rows: list[wire.Trade] = await self._channel.read(self._trades, list[wire.Trade])
        return rows

    async def order_trades(self, order_id: str) -> list[wire.Trade]:
        """Return the trades of one order."""
        rows: list[wire.Trade] = await self._channel.read(
            f"{self._orders}/{segment(order_id)}/trades", list[wire.Trade]
        )
        return rows


class PortfolioCalls:
    """Holdings, positions, and the calculators."""

    def __init__(self, channel: KiteChannel) -> None:
        self._channel = channel
        self._portfolio = f"{channel.config.prefixes.portfolio}/portfolio"
        self._prefix = channel.config.prefixes.margins

    async def holdings(self) -> list[wire_portfolio.Holding]:
        """Return the demat holdings."""
        rows: list[wire_portfolio.Holding] = await self._channel.read(
            f"{self._portfolio}/holdings", list[wire_portfolio.Holding]
        )
        return rows

    async def holdings_summary(self) -> wire_portfolio.HoldingsSummary:
        """Return totals over the holdings (undocumented)."""
        found: wire_portfolio.HoldingsSummary = await self._channel.read(
            f"{self._portfolio}/holdings/summary", wire_portfolio.HoldingsSummary
        )
        return found

    async def compact_holdings(self) -> list[wire_portfolio.CompactHolding]:
        """Return symbols and quantities only (undocumented)."""
        rows: list[wire_portfolio.CompactHolding] = await self._channel.read(
            f"{self._portfolio}/holdings/compact", list[wire_portfolio.CompactHolding]
        )
        return rows

    async def auctions(self) -> list[wire_portfolio.Holding]:
        """Return holdings that may be offered in today's auction, with their auction numbers."""
        rows: list[wire_portfolio.Holding] = await self._channel.read(
            f"{self._portfolio}/holdings/auctions", list[wire_portfolio.Holding]
        )
        return rows

    async def authorise(
        self,
        pairs: Sequence[tuple[str, int]] = (),
        *,
        kind: str | None = None,
        transfer_type: str | None = None,
        exec_date: str | None = None,
    ) -> wire_portfolio.Authorisation:
        """Start the depository authorisation of (isin, quantity) pairs; none means all holdings."""
        form = form_pairs(type=kind, transfer_type=transfer_type, exec_date=exec_date)
        for isin, quantity in pairs:
            form += [("isin", isin), ("quantity", str(quantity))]
        answer: wire_portfolio.Authorisation = await self._channel.write(
            "POST",
            f"{self._portfolio}/holdings/authorise",
            wire_portfolio.Authorisation,
            form=form,
        )
        return answer

    def authorise_url(self, request_id: str) -> str:
        """Return the browser page that finishes an authorisation."""
        config = self._channel.config
        return f"{config.authorise_page}/{segment(self._channel.api_key)}/{segment(request_id)}"

    async def positions(self) -> wire_portfolio.Positions:
        """Return the net and the day view of positions."""
        found: wire_portfolio.Positions = await self._channel.read(
            f"{self._portfolio}/positions", wire_portfolio.Positions
        )
        return found

    async def convert(self, form: Pairs) -> bool:
        """Move a position to another product, once."""
        done: bool = await self._channel.write(
            "PUT", f"{self._portfolio}/positions", bool, form=form
        )
        return done

    async def order_margins(
        self, items: Sequence[wire_portfolio.MarginItem], *, compact: bool = False
    ) -> list[wire_portfolio.OrderMargin]:
        """Return the margin each order would block, in the order asked; charges not included."""
        rows: list[wire_portfolio.OrderMargin] = await self._channel.ask(
            f"{self._prefix}/margins/orders",
            list(items),
            list[wire_portfolio.OrderMargin],
            params=form_pairs(mode="compact" if compact else None),
        )
        return rows

    async def basket_margins(
        self,
        items: Sequence[wire_portfolio.MarginItem],
        *,
        consider_positions: bool,
        compact: bool = False,
    ) -> wire_portfolio.BasketMargin:
        """Return a basket's margin without (`initial`) and with (`final`) spread benefit."""
        found: wire_portfolio.BasketMargin = await self._channel.ask(
            f"{self._prefix}/margins/basket",
            list(items),
            wire_portfolio.BasketMargin,
            params=form_pairs(
                consider_positions=consider_positions, mode="compact" if compact else None
            ),
        )
        return found

    async def charges(
        self, items: Sequence[wire_portfolio.ChargeItem]
    ) -> list[wire_portfolio.ContractNote]:
        """Return the taxes and fees of each execution, in the order asked."""
        rows: list[wire_portfolio.ContractNote] = await self._channel.ask(
            f"{self._prefix}/charges/orders", list(items), list[wire_portfolio.ContractNote]
        )
        return rows


def quote_params(symbols: Sequence[str]) -> list[tuple[str, str]]:
    """Return the repeated `i` keys of a quote request."""
    return keys("i", symbols)
