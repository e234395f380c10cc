"""Mutual funds of all accounts: the facade that panels and the app talk to.

Reads are the broker's lists with our own writes laid over them (`state`); a write is written down,
sent once, and looked for where its reply was lost (`writing`). Pure rules are in `rules`, `cutoff`,
`values` and `catalog`.
"""

import asyncio
import secrets
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, Protocol, runtime_checkable

from msgspec.structs import replace

from terminal.domain.errors import TerminalError
from terminal.domain.ids import AccountId, ClientOrderId
from terminal.domain.mutual import (
    FundHolding,
    FundLot,
    FundOrder,
    FundOrderIntent,
    FundOrderState,
    FundRules,
    Scheme,
    Sip,
    SipChange,
    SipIntent,
)
from terminal.domain.notice import Notice, Objection, Recorded, Refused
from terminal.domain.order import Side
from terminal.domain.ports import Broker, Clock
from terminal.mutual import cutoff, rules, values
from terminal.mutual.catalog import SchemeCatalog, house_words
from terminal.mutual.core import Core, WriteLog
from terminal.mutual.cutoff import CutOff
from terminal.mutual.rules import Position
from terminal.mutual.search import Write, lookalikes
from terminal.mutual.state import Account
from terminal.mutual.values import HoldingValue
from terminal.mutual.writing import Writer
from terminal.runtime.signals import Signal
from terminal.runtime.tasks import OnFailure

__all__ = ["CutOff", "FundService", "HoldingValue", "house_words"]

ZERO = Decimal(0)
QUIT_WAIT_S = 5.0
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
SKEW_S = 5.0
_ID_LENGTH = 8  # Kite's tag of fund orders and SIPs has at most 8 characters


@runtime_checkable
class OwnClock(Protocol):
    """A facet that knows how far its broker's clock is from ours."""

    @property
    def clock_skew_s(self) -> float | None: ...


class FundService:
    """Funds of all accounts. `changed` names the account whose rows changed."""

    def __init__(self, *, journal: WriteLog, clock: Clock, on_failure: OnFailure) -> None:
        self._core = Core(journal=journal, clock=clock, on_failure=on_failure)
        self._writer = Writer(self._core)
        self._catalog = SchemeCatalog()
        self._schemes_failed = ""

    @property
    def changed(self) -> Signal[AccountId]:
        return self._core.changed

    @property
    def notices(self) -> Signal[Notice]:
        return self._core.notices

    @property
    def version(self) -> int:
        """Grows with each change of anything that is read here."""
        return self._core.version

    # -- accounts

    def attach(self, broker: Broker) -> None:
        """Take an account into use; one without funds is left out. Call `refresh` next."""
        facet, account = broker.mutual_funds, broker.session.account
        if facet is None:
            return
        if account in self._core.accounts:
            raise ValueError(f"{account} is attached already")
        entry = Account(account, facet, self._core.on_failure, practice=broker.session.practice)
        self._core.accounts[account] = entry
        entry.watches.spawn(self._writer.reader.poll(entry), name="poll")
        self._core.touch(account)

    async def refresh(self, account: AccountId) -> None:
        """Read the lists anew. Never raises for weather: `failed` has the words."""
        entry = self._core.accounts.get(account)
        if entry is None:
            return
        # Cancelling the caller (the account is leaving) must not cancel a read that others wait for.
        await self._writer.reader.refresh(entry)
        await self._writer.recover(entry)

    async def detach(self, account: AccountId) -> None:
        """Wait for the account's writes, at most 5 s, and drop its rows."""
        entry = self._core.accounts.get(account)
        if entry is None:
            return
        await entry.sends.drain(QUIT_WAIT_S)
        await entry.sends.aclose()
        self._core.accounts.pop(account, None)
        await entry.watches.aclose()
        self._index()
        self._core.touch(account)

    async def aclose(self) -> None:
        for account in list(self._core.accounts):
            await self.detach(account)

    def accounts(self) -> list[AccountId]:
        """Return the accounts that have mutual funds, in the order of log-in."""
        return list(self._core.accounts)

    def rules(self, account: AccountId) -> FundRules | None:
        """Return what the account's broker takes; None where it has no funds or is not logged in."""
        entry = self._core.accounts.get(account)
        return None if entry is None else entry.facet.rules

    def loaded(self, account: AccountId) -> bool:
        """Return whether all lists of this account were read once."""
        entry = self._core.accounts.get(account)
        return entry is not None and entry.loaded

    def failed(self, account: AccountId) -> str:
        """Return why the last read failed, "" where it did not."""
        entry = self._core.accounts.get(account)
        return "" if entry is None else entry.failed

    # -- schemes

    @property
    def schemes_failed(self) -> str:
        """Why the list of funds could not be loaded, "" where it was or nobody asked."""
        return self._schemes_failed

    @property
    def schemes_loading(self) -> bool:
        return any(
            e.loading is not None and not e.loading.done() for e in self._core.accounts.values()
        )

    async def load_schemes(self, *, fresh: bool = False) -> None:
        """Load the funds of every account that has none yet (`fresh`: of all, past the day's cache).

        Calls meanwhile wait for the same load. Never raises for weather: see `schemes_failed`.
        """
        entries = list(self._core.accounts.values())
        words = await asyncio.gather(*(self._load(each, fresh=fresh) for each in entries))
        self._schemes_failed = next((each for each in words if each), "")
        self._core.version += 1

    def schemes(self) -> Sequence[Scheme]:
        """All known funds by name; empty before `load_schemes`."""
        return self._catalog.schemes()

    def scheme(self, isin: str) -> Scheme | None:
        return self._catalog.scheme(isin)

    def facets(self) -> dict[str, list[str]]:
        """Return the values there are of amc, category, plan and dividend, sorted."""
        return dict(self._catalog.facets())

    def search(
        self,
        text: str,
        *,
        amc: str = "",
        category: str = "",
        plan: str = "",
        dividend: str = "",
        limit: int = 200,
    ) -> list[Scheme]:
        """Return funds that have every word of `text` in name, house, ISIN or kind, best first."""
        return self._catalog.search(
            text, amc=amc, category=category, plan=plan, dividend=dividend, limit=limit
        )

    def cut_off(self, scheme: Scheme, now_ns: int, side: Side = Side.BUY) -> CutOff:
        """Return the next cut-off of a fund and the day whose NAV applies until then."""
        return cutoff.cut_off(scheme, now_ns, side)

    def broker_now_ns(self, account: AccountId, now_ns: int) -> int:
        """Return the moment `now_ns` as the account's broker counts time: practice may run ahead.

        Known from its last reply; less than 5 s of difference is the network's and left out.
        """
        entry = self._core.accounts.get(account)
        facet = None if entry is None else entry.facet
        skew_s = facet.clock_skew_s if isinstance(facet, OwnClock) else None
        return now_ns if skew_s is None or abs(skew_s) < SKEW_S else now_ns + round(skew_s * 1e9)

    # -- rows

    def orders(self) -> list[FundOrder]:
        """Orders of all accounts, newest first, ours on their way included."""
        entries = self._core.accounts.values()
        rows = [row for entry in entries for row in entry.order_rows()]
        sent = {key: at for entry in entries for key, at in entry.sent_at().items()}
        return sorted(rows, key=lambda row: sent.get(row.key, row.placed_ns), reverse=True)

    def sips(self) -> list[Sip]:
        """SIPs of all accounts, newest first, ours on their way included."""
        entries = self._core.accounts.values()
        rows = [row for entry in entries for row in entry.sip_rows()]
        sent = {key: at for entry in entries for key, at in entry.sent_at().items()}
        return sorted(rows, key=lambda row: sent.get(row.key, row.created_ns), reverse=True)

    def holdings(self) -> list[FundHolding]:
        """Holdings of all accounts by name."""
        rows = [row for entry in self._core.accounts.values() for row in entry.holdings]
        return sorted(rows, key=lambda row: (row.name.casefold(), row.account, row.folio))

    def order(self, key: str) -> FundOrder | None:
        """Return an order by the broker's id or by the client id it was sent with."""
        keys = self._keys(key)
        return next((row for row in self.orders() if row.key in keys), None)

    def sip(self, key: str) -> Sip | None:
        """Return a SIP by the broker's id or by the client id it was sent with."""
        keys = self._keys(key)
        return next((row for row in self.sips() if row.key in keys), None)

    def lots(self, holding: FundHolding) -> list[FundLot]:
        """Return the purchases behind a holding, oldest first; empty where they are not known."""
        entry = self._core.accounts.get(holding.account)
        lots = [] if entry is None else entry.lots.get(holding.isin, [])
        return [lot for lot in lots if lot.folio == holding.folio]

    # -- values

    def valued(self, holding: FundHolding) -> HoldingValue:
        """Return what a holding is worth and has returned."""
        entry = self._core.accounts.get(holding.account)
        lots = None if entry is None else entry.lots.get(holding.isin)
        return values.value_of(holding, lots, self._nav(holding))

    def totals(self, account: AccountId | None = None) -> HoldingValue:
        """Return all holdings of an account, or of all accounts, as one."""
        rows = [row for row in self.holdings() if account in {None, row.account}]
        navs = [self._nav(row) for row in rows]
        accounts = self._core.accounts
        return values.total_of(
            rows, navs, [accounts[row.account].lots.get(row.isin) for row in rows]
        )

    def allocation(self, by: Literal["amc", "category", "scheme"]) -> list[tuple[str, Decimal]]:
        """Return what share of the money is where: (name, rupees), largest first."""
        parts: dict[str, Decimal] = {}
        for row in self.holdings():
            name = self._group(row, by)
            parts[name] = parts.get(name, ZERO) + row.quantity * self._nav(row)
        return sorted(parts.items(), key=lambda part: (-part[1], part[0]))

    # -- writes

    def new_client_id(self) -> ClientOrderId:
        """Return a fresh id of 8 characters A-Z2-7, 40 random bits; it is the broker's tag."""
        return ClientOrderId("".join(secrets.choice(_ALPHABET) for _ in range(_ID_LENGTH)))

    def check_order(self, intent: FundOrderIntent) -> tuple[Objection, ...]:
        """Return every reason not to send this order now."""
        found = self._check_account(intent.account)
        entry = self._core.accounts.get(intent.account)
        if entry is None:
            return tuple(found)
        position = self._position(entry, intent.isin)
        found += rules.check_order(intent, self._scheme(entry, intent.isin), position)
        return tuple(found)

    def check_sip(self, intent: SipIntent) -> tuple[Objection, ...]:
        """Return every reason not to create this SIP now."""
        found = self._check_account(intent.account)
        entry = self._core.accounts.get(intent.account)
        if entry is None:
            return tuple(found)
        position = self._position(entry, intent.isin)
        scheme = self._scheme(entry, intent.isin)
        found += rules.check_sip(intent, scheme, entry.facet.rules, position)
        return tuple(found)

    def check_sip_change(self, sip: Sip, change: SipChange) -> tuple[Objection, ...]:
        """Return every reason not to change a SIP so."""
        found = self._check_account(sip.account)
        entry = self._core.accounts.get(sip.account)
        if entry is None:
            return tuple(found)
        found += rules.check_change(sip, change, self._scheme(entry, sip.isin), entry.facet.rules)
        return tuple(found)

    async def place(self, intent: FundOrderIntent) -> Recorded | Refused:
        """Send an order once. After an Unknown outcome it is looked for, never repeated."""
        if objections := self.check_order(intent):
            return Refused(objections)
        entry = self._core.accounts[intent.account]
        write = self._creation(entry, Write(
            verb="place", client_id=intent.client_id, account=intent.account,
            name=self._name(entry, intent.isin), order=intent,
        ))  # fmt: skip
        return await self._writer.write(entry, write, lambda: entry.facet.place(intent))

    async def cancel(self, key: str) -> Recorded | Refused:
        """Cancel an open order."""
        order = self.order(key)
        if order is None:
            return _refused("no_order", "This order is not in the list.", "Refresh the list.")
        entry = self._core.accounts[order.account]
        if order.state is not FundOrderState.OPEN or entry.changing(order.key):
            words = order.status_text or order.state.value
            return _refused("not_open", f"This order cannot be cancelled: it is {words}.", "")
        if objections := self._check_account(order.account):
            return Refused(tuple(objections))
        write = Write(
            verb="cancel", client_id=self.new_client_id(), account=order.account, name=order.name,
            target=order.key,
        )  # fmt: skip
        return await self._writer.write(entry, write, lambda: entry.facet.cancel(order))

    async def create_sip(self, intent: SipIntent) -> Recorded | Refused:
        """Create a SIP once. After an Unknown outcome it is looked for, never repeated."""
        if objections := self.check_sip(intent):
            return Refused(objections)
        entry = self._core.accounts[intent.account]
        write = self._creation(entry, Write(
            verb="create_sip", client_id=intent.client_id, account=intent.account,
            name=self._name(entry, intent.isin), sip=intent,
        ))  # fmt: skip
        return await self._writer.write(entry, write, lambda: entry.facet.create_sip(intent))

    async def modify_sip(self, key: str, change: SipChange) -> Recorded | Refused:
        """Change, pause or resume a SIP."""
        sip = self.sip(key)
        if sip is None:
            return _refused("no_sip", "This SIP is not in the list.", "Refresh the list.")
        if objections := self.check_sip_change(sip, change):
            return Refused(objections)
        entry = self._core.accounts[sip.account]
        write = Write(
            verb="modify_sip", client_id=self.new_client_id(), account=sip.account, name=sip.name,
            target=sip.key, change=change,
        )  # fmt: skip
        return await self._writer.write(entry, write, lambda: entry.facet.modify_sip(sip, change))

    async def cancel_sip(self, key: str) -> Recorded | Refused:
        """End a SIP for good; what it bought stays."""
        sip = self.sip(key)
        if sip is None:
            return _refused("no_sip", "This SIP is not in the list.", "Refresh the list.")
        if objections := [*self._check_account(sip.account), *rules.check_end(sip)]:
            return Refused(tuple(objections))
        entry = self._core.accounts[sip.account]
        write = Write(
            verb="cancel_sip", client_id=self.new_client_id(), account=sip.account, name=sip.name,
            target=sip.key,
        )  # fmt: skip
        return await self._writer.write(entry, write, lambda: entry.facet.cancel_sip(sip))

    # -- private

    async def _load(self, entry: Account, *, fresh: bool) -> str:
        if entry.schemes and not fresh:
            return ""
        if entry.loading is None or entry.loading.done():
            entry.loading = entry.watches.spawn(self._fetch(entry, fresh=fresh), name="schemes")
        done, _ = await asyncio.wait([entry.loading])
        task = done.pop()
        return "" if task.cancelled() else task.result()

    async def _fetch(self, entry: Account, *, fresh: bool) -> str:
        try:
            schemes = await entry.facet.fetch_schemes(fresh=fresh)
        except TerminalError as error:
            return error.text
        entry.schemes = {scheme.isin: scheme for scheme in schemes}
        self._index()
        self._core.touch(entry.account)
        return ""

    def _index(self) -> None:
        """Take the funds of all accounts; a real account's row counts before a practice one's."""
        entries = sorted(self._core.accounts.values(), key=lambda entry: entry.practice)
        self._catalog.replace(row for entry in entries for row in entry.schemes.values())

    def _check_account(self, account: AccountId) -> list[Objection]:
        entry = self._core.accounts.get(account)
        ready = entry is not None and entry.orders_read
        return rules.check_account(self.rules(account), account, self.failed(account), loaded=ready)

    def _creation(self, entry: Account, write: Write) -> Write:
        seen = tuple(lookalikes(write, entry.orders, entry.sips))
        return replace(write, seen=seen)

    def _position(self, entry: Account, isin: str) -> Position:
        return rules.position_of(isin, entry.holdings, entry.order_rows())

    def _scheme(self, entry: Account, isin: str) -> Scheme | None:
        return entry.schemes.get(isin)

    def _name(self, entry: Account, isin: str) -> str:
        scheme = self._scheme(entry, isin)
        return isin if scheme is None else scheme.name

    def _nav(self, holding: FundHolding) -> Decimal:
        if holding.nav > ZERO:
            return holding.nav
        entry = self._core.accounts.get(holding.account)
        scheme = None if entry is None else self._scheme(entry, holding.isin)
        return ZERO if scheme is None else scheme.nav

    def _group(self, holding: FundHolding, by: Literal["amc", "category", "scheme"]) -> str:
        if by == "scheme":
            return holding.name
        entry = self._core.accounts.get(holding.account)
        scheme = None if entry is None else self._scheme(entry, holding.isin)
        if scheme is None:
            return "Unknown"
        return house_words(scheme.amc) if by == "amc" else scheme.category

    def _keys(self, key: str) -> set[str]:
        return {key, *(entry.resolve(key) for entry in self._core.accounts.values())}


def _refused(code: str, text: str, fix: str) -> Refused:
    return Refused((Objection(code=code, text=text, fix=fix),))
