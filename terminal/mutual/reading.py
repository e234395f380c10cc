"""Reads an account's fund lists, gently: after log-in, after a gap, and while something is open.

A read that fails leaves the rows as they were and its words in `failed`. What changed at the fund
house between two reads is told as a notice.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from terminal.domain.errors import TerminalError
from terminal.domain.mutual import FundHolding, FundOrder, FundOrderState, SipState
from terminal.domain.order import Side
from terminal.mutual.core import Core
from terminal.mutual.cutoff import IST
from terminal.mutual.state import Account
from terminal.mutual.words import grouped
from terminal.runtime.tasks import supervise

T = TypeVar("T")
POLL_S = 15.0


class Reader:
    """Reads lists into accounts. `on_rows` hears of each healthy read of orders or SIPs."""

    def __init__(self, core: Core, on_rows: Callable[[Account], None]) -> None:
        self._core = core
        self._on_rows = on_rows

    async def refresh(self, entry: Account) -> bool:
        """Read all lists; calls meanwhile are one more read. True where all could be read."""
        if entry.reading is not None and not entry.reading.done():
            # A read that began before this call may have missed what it was called for.
            entry.again = True
        else:
            entry.reading = entry.watches.spawn(self._read_until_calm(entry), name="refresh")
        return await asyncio.shield(entry.reading)

    async def read_orders(self, entry: Account) -> bool:
        """Read the orders alone."""
        found = await _try(entry.facet.fetch_orders)
        if isinstance(found, TerminalError):
            self._failed(entry, found)
            return False
        self._take_orders(entry, found)
        self._core.touch(entry.account)
        return True

    async def read_sips(self, entry: Account) -> bool:
        """Read the SIPs alone."""
        found = await _try(entry.facet.fetch_sips)
        if isinstance(found, TerminalError):
            self._failed(entry, found)
            return False
        entry.sips = found
        self._on_rows(entry)
        self._core.touch(entry.account)
        return True

    async def poll(self, entry: Account) -> None:
        """Read again every 15 s while an order is open or an instalment is due."""

        async def work() -> None:
            while True:
                await self._core.clock.sleep(POLL_S)
                if self._waits(entry):
                    await self.refresh(entry)

        await supervise(
            work,
            clock=self._core.clock,
            on_failure=self._core.on_failure,
            name=f"funds of {entry.account}",
        )

    def _waits(self, entry: Account) -> bool:
        now_ns = self._core.clock.now_ns()
        if entry.failed or now_ns < entry.watch_until_ns:
            return True
        if any(order.state is FundOrderState.OPEN for order in entry.orders):
            return True
        active = [sip for sip in entry.sips if sip.state is SipState.ACTIVE]
        if entry.practice and active:
            return True  # the practice clock may run fast: its days are not ours
        today = datetime.fromtimestamp(now_ns // 1_000_000_000, UTC).astimezone(IST).date()
        return any(sip.next_on is not None and sip.next_on <= today for sip in active)

    async def _read_until_calm(self, entry: Account) -> bool:
        while True:
            entry.again = False
            healthy = await self._read_all(entry)
            if not entry.again or not healthy:
                return healthy

    async def _read_all(self, entry: Account) -> bool:
        facet = entry.facet
        orders, sips, holdings = await asyncio.gather(
            _try(facet.fetch_orders), _try(facet.fetch_sips), _try(facet.fetch_holdings)
        )
        words = [each.text for each in (orders, sips, holdings) if isinstance(each, TerminalError)]
        entry.failed = words[0] if words else ""
        if not isinstance(sips, TerminalError):
            entry.sips = sips
        if not isinstance(holdings, TerminalError):
            entry.holdings = holdings
        if not isinstance(orders, TerminalError):
            self._take_orders(entry, orders)
        else:
            self._on_rows(entry)
        entry.loaded |= not words
        self._core.touch(entry.account)
        if not isinstance(holdings, TerminalError):
            await self._read_lots(entry, holdings)
        return not words

    async def _read_lots(self, entry: Account, holdings: Sequence[FundHolding]) -> None:
        """Read the purchases behind holdings whose units changed since they were read last."""
        quantities = {
            isin: tuple(each.quantity for each in holdings if each.isin == isin)
            for isin in {each.isin for each in holdings}
        }
        changed = False
        for isin, now in quantities.items():
            if entry.lots_for.get(isin) == now:
                continue
            lots = await _try(lambda isin=isin: entry.facet.fetch_lots(isin))  # type: ignore[misc]
            if isinstance(lots, TerminalError):
                entry.lots.pop(isin, None)  # older lots would tell a wrong return
            else:
                entry.lots[isin] = lots
            entry.lots_for[isin] = now
            changed = True
        if changed:
            self._core.touch(entry.account)

    def _take_orders(self, entry: Account, rows: list[FundOrder]) -> None:
        before = {row.key: row for row in entry.orders}
        first = not entry.orders_read
        entry.orders = rows
        entry.orders_read = True
        self._on_rows(entry)
        ours = {each.reference for each in entry.pending.values() if each.write.verb == "place"}
        for row in rows:
            old = before.get(row.key)
            sent = old is None and row.key in ours  # seen for the first time, but known to be open
            if sent or (old is not None and old.state is not row.state):
                self._tell(row)
            elif old is None and not first and row.placed_by_sip:
                self._core.notify("info", row.name, f"A SIP instalment of ₹{grouped(row.amount)} is placed.",
                                  row.key)  # fmt: skip

    def _tell(self, row: FundOrder) -> None:
        what = "Purchase" if row.side is Side.BUY else "Redemption"
        if row.state is FundOrderState.COMPLETE:
            text = f"{what} settled: {grouped(row.quantity)} units at a NAV of {grouped(row.average_price)}."
            self._core.notify("good", row.name, text, row.key)
        elif row.state is FundOrderState.REJECTED:
            text = f"{what} rejected: {row.message or 'no reason given'}"
            self._core.notify("bad", row.name, text, row.key)

    def _failed(self, entry: Account, error: TerminalError) -> None:
        entry.failed = error.text
        self._core.touch(entry.account)


async def _try(fetch: Callable[[], Awaitable[T]]) -> T | TerminalError:
    try:
        return await fetch()
    except TerminalError as error:
        return error
