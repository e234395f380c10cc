"""Triggers of all accounts: made once, or shown as unknown. The facade that panels talk to.

Where a broker keeps no triggers, a local engine does behind the same verbs (`GttRules.local`). What
other rooms know comes as `Links`; `terminal.gtt.stages` says where a trigger stands.
"""

import asyncio
import secrets
import sqlite3
from collections.abc import Mapping
from decimal import Decimal

from msgspec.structs import replace

from terminal.domain.gtt import Gtt, GttIntent, GttLeg, GttRules, GttState
from terminal.domain.ids import AccountId, ClientOrderId
from terminal.domain.instrument import Instrument
from terminal.domain.notice import Notice, Objection, Refused
from terminal.domain.order import Order, OrderIntent, OrderType, Product, Side
from terminal.domain.ports import Broker, Clock, InstrumentSource, PriceSource, Undo
from terminal.gtt import guards
from terminal.gtt.core import Core, Entry, Links, LocalEngine, TickFeed, same_terms
from terminal.gtt.reader import Reader
from terminal.gtt.search import Search
from terminal.gtt.stages import GttStage
from terminal.gtt.writer import Result, Writer
from terminal.runtime.signals import Signal
from terminal.runtime.tasks import OnFailure
from terminal.runtime.writes import WriteJournal

__all__ = ["GttService", "Links", "LocalEngine", "TickFeed"]

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_PREFIX = "GTTX"
_DELETABLE = frozenset({GttState.ACTIVE, GttState.DISABLED})
_HELD = frozenset({Product.CNC, Product.MTF})


class GttService:
    """The trigger service. `changed` names the account whose triggers changed."""

    def __init__(
        self,
        *,
        journal: WriteJournal,
        prices: PriceSource,
        instruments: InstrumentSource,
        clock: Clock,
        on_failure: OnFailure,
        links: Links | None = None,
        feed: TickFeed | None = None,
        local: LocalEngine | None = None,
        quit_wait_s: float = 5.0,
    ) -> None:
        core = Core(
            journal=journal,
            prices=prices,
            instruments=instruments,
            clock=clock,
            on_failure=on_failure,
            links=links or Links(),
            feed=feed,
        )
        self._core = core
        self._local = local
        self._quit_wait_s = quit_wait_s
        self._reader = Reader(core)
        search = Search(core, self._reader)
        self._writer = Writer(core, self._reader, search)
        self._sorted: tuple[int, list[Gtt]] = (-1, [])

    @property
    def changed(self) -> Signal[AccountId]:
        return self._core.changed

    @property
    def notices(self) -> Signal[Notice]:
        return self._core.notices

    @property
    def version(self) -> int:
        """Grows with each change of any trigger, order stages included."""
        return self._core.version

    # -- accounts

    def attach(self, broker: Broker) -> None:
        """Take a logged-in account into use, natively or locally. Call `refresh` next."""
        account = broker.session.account
        if account in self._core.accounts:
            raise ValueError(f"{account} is attached already")
        facet = broker.gtts
        if facet is None and self._local is not None:
            facet = self._local.open(broker)
        if facet is None:
            return
        entry = Entry(broker, facet, self._core.on_failure)
        self._core.accounts[account] = entry
        self._reader.start(entry)
        self._core.touch(entry)

    async def refresh(self, account: AccountId) -> None:
        """Read the list; the first time also reopen what an earlier run left unanswered."""
        entry = self._core.accounts.get(account)
        if entry is None:
            return
        if not entry.recovered:
            entry.recovered = True
            try:
                await self._writer.recover(entry)
            except (sqlite3.Error, OSError) as error:
                text = (
                    f"{error}. Look for triggers that were on their way when the terminal stopped."
                )
                self._core.notify("warn", "The journal of triggers cannot be read", text)
        await self._reader.refresh(entry)

    def request_refresh(self, account: AccountId) -> None:
        """Read an account's list in a moment; calls until then are one."""
        entry = self._core.accounts.get(account)
        if entry is not None:
            self._reader.request_refresh(entry, after_s=0.05)

    async def detach(self, account: AccountId) -> None:
        """Send deletions that still wait for an undo, wait for the writes, and drop the rows."""
        entry = self._core.accounts.get(account)
        if entry is None:
            return
        entry.leaving = True
        for key in list(entry.deletes):
            _, task = entry.deletes.pop(key)
            task.cancel()
            if self._not_deletable(entry, key) is None:
                self._delete(entry, key)
        await entry.sends.drain(self._quit_wait_s)
        await entry.watches.aclose()
        await entry.sends.aclose()  # what is cut off here stays an open question in the journal
        for undo in entry.taps.values():
            undo()
        self._core.accounts.pop(account, None)
        if self._local is not None and entry.facet.rules.local:
            await self._local.close(account)
        self._core.touch(entry)

    async def aclose(self) -> None:
        """Refuse new triggers, wait for those in flight, and write down what became of them."""
        self._core.closing = True
        await asyncio.gather(*(self.detach(account) for account in list(self._core.accounts)))
        await self._core.background.drain(self._quit_wait_s)
        await self._core.background.aclose()

    # -- reading

    def accounts(self) -> list[AccountId]:
        """Return the accounts that have triggers, in order of log-in."""
        return list(self._core.accounts)

    def rules(self, account: AccountId) -> GttRules | None:
        """Return what the account takes, None if it is unknown; `local`: this program watches."""
        entry = self._core.accounts.get(account)
        return None if entry is None else entry.facet.rules

    def loaded(self, account: AccountId) -> bool:
        """True once the list was read."""
        entry = self._core.accounts.get(account)
        return entry is not None and entry.loaded

    def failed(self, account: AccountId) -> str:
        """Return why the last read failed, in words; empty where it did not."""
        entry = self._core.accounts.get(account)
        return "" if entry is None else entry.failed

    def gtts(self) -> list[Gtt]:
        """Return the triggers of all accounts, newest first, those in flight included."""
        version, rows = self._sorted
        if version != self._core.version:
            rows = [row for entry in self._core.accounts.values() for row in entry.visible()]
            rows.sort(key=lambda row: row.created_ns, reverse=True)
            self._sorted = (self._core.version, rows)
        return list(rows)

    def gtt(self, key: str) -> Gtt | None:
        """Return a trigger by the broker's id, or by the client id with which it was made."""
        found = self._find(key)
        return None if found is None else found[1]

    def stage(self, gtt: Gtt) -> GttStage:
        """Return where a trigger stands, the fate of the order it placed included."""
        return self._core.stage(gtt)

    def order_of(self, gtt: Gtt) -> Order | None:
        """Return the order that its firing placed, from today's order book."""
        return self._core.order_of(gtt)

    # -- verbs

    def new_client_id(self) -> ClientOrderId:
        """Return a fresh id of 16 characters A-Z2-7; the journal knows a write by it."""
        return ClientOrderId(_PREFIX + "".join(secrets.choice(_ALPHABET) for _ in range(12)))

    def check(self, intent: GttIntent, *, replaces: str = "") -> tuple[Objection, ...]:
        """Return every reason not to send this now; `replaces`: the key of what is modified."""
        return guards.check(intent, self._facts(intent, replaces))

    async def create(self, intent: GttIntent, *, confirmed: frozenset[str] = frozenset()) -> Result:
        """Make a trigger, once. Questions pass when their code is in `confirmed`.

        A caller that is cancelled meanwhile does not stop the send. After Unknown it is looked for
        in the list, never sent again.
        """
        refused = self._refused(intent, "", confirmed)
        if refused is not None:
            return refused
        entry = self._core.accounts[intent.account]
        return await asyncio.shield(self._writer.create(entry, self._fresh(intent)))

    async def modify(
        self, key: str, intent: GttIntent, *, confirmed: frozenset[str] = frozenset()
    ) -> Result:
        """Replace an active trigger's terms, once."""
        refused = self._refused(intent, key, confirmed)
        if refused is not None:
            return refused
        found = self._find(key)
        assert found is not None  # the check has seen it, and nothing was awaited since
        entry, row = found
        return await asyncio.shield(self._writer.modify(entry, row, self._fresh(intent)))

    def delete_soon(self, key: str, after_s: float = 5.0) -> Undo:
        """Delete a trigger after a moment; what is returned takes that back until then.

        What cannot be deleted is told as a notice.
        """
        found = self._find(key)
        if found is None:
            return _nothing
        entry, row = found
        if row.key not in entry.deletes:
            objection = self._not_deletable(entry, row.key)
            if objection is not None:
                self._core.about(row, "warn", "trigger not deleted", objection.text)
                return _nothing
            due_ns = self._core.clock.monotonic_ns() + round(after_s * 1e9)
            task = entry.watches.spawn(
                self._delete_later(entry, row.key, after_s), name=f"delete {row.key} later"
            )
            entry.deletes[row.key] = (due_ns, task)
            self._core.touch(entry)

        def undo() -> None:
            pending = entry.deletes.pop(row.key, None)
            if pending is not None:
                pending[1].cancel()
                self._core.touch(entry)

        return undo

    def pending_deletes(self) -> Mapping[str, float]:
        """Return key -> seconds that are left to take a deletion back."""
        now_ns = self._core.clock.monotonic_ns()
        return {
            key: max(0.0, (due_ns - now_ns) / 1e9)
            for entry in self._core.accounts.values()
            for key, (due_ns, _) in entry.deletes.items()
        }

    async def delete(self, key: str) -> Result:
        """Delete a trigger now, once; no kill switch stops it."""
        found = self._find(key)
        if found is None:
            text, fix = "This trigger is not in the list any more.", "Refresh the list."
            return Refused((Objection(code="gone", text=text, fix=fix),))
        entry, row = found
        objection = self._not_deletable(entry, row.key)
        if objection is not None:
            return Refused((objection,))
        pending = entry.deletes.pop(row.key, None)
        if pending is not None:
            pending[1].cancel()
        return await asyncio.shield(self._delete(entry, row.key))

    def note_order(self, order: Order) -> None:
        """Take a change of the order book: stages follow the orders that firings placed."""
        self._reader.note_order(order)

    # -- private

    def _find(self, key: str) -> tuple[Entry, Gtt] | None:
        for entry in self._core.accounts.values():
            row = entry.find(key)
            if row is not None:
                return entry, row
        return None

    async def _delete_later(self, entry: Entry, key: str, after_s: float) -> None:
        await self._core.clock.sleep(after_s)
        entry.deletes.pop(key, None)
        objection = self._not_deletable(entry, key)
        if objection is None:
            self._delete(entry, key)
            return
        row = entry.find(key)
        if row is not None:
            self._core.about(row, "warn", "trigger not deleted", objection.text)
        self._core.touch(entry)

    def _delete(self, entry: Entry, key: str) -> "asyncio.Task[Result]":
        return self._writer.delete(entry, entry.rows[key], self.new_client_id())

    def _not_deletable(self, entry: Entry, key: str) -> Objection | None:
        row = entry.rows.get(key)
        if key in entry.flights:
            text = "An earlier request for this trigger is not answered yet."
            return Objection(code="busy", text=text, fix="Wait until its row says more.")
        if row is None:
            text = "The broker does not have this trigger."
            return Objection(code="gone", text=text, fix="There is nothing to delete.")
        if row.state not in _DELETABLE:
            text = f"This trigger is {row.state.value}: there is nothing left to delete."
            return Objection(code="not_active", text=text, fix="Look at its order.")
        return None

    def _refused(
        self, intent: GttIntent, replaces: str, confirmed: frozenset[str]
    ) -> Refused | None:
        objections = self.check(intent, replaces=replaces)
        blocking = tuple(o for o in objections if o.level != "ask" or o.code not in confirmed)
        return Refused(blocking) if blocking else None

    def _fresh(self, intent: GttIntent) -> GttIntent:
        instrument = self._core.instruments.instrument(intent.instrument)
        last = self._last(intent, instrument)
        return intent if last is None else replace(intent, last_price=last)

    def _last(self, intent: GttIntent, instrument: Instrument | None) -> Decimal | None:
        last = self._core.prices.last_price(intent.instrument)
        if instrument is not None and last is not None and last > 0:
            return instrument.to_price(last)
        return intent.last_price if intent.last_price > 0 else None

    def _facts(self, intent: GttIntent, replaces: str) -> guards.Facts:
        core = self._core
        entry = core.accounts.get(intent.account)
        instrument = core.instruments.instrument(intent.instrument)
        row = entry.find(replaces) if entry is not None and replaces else None
        twins = [] if entry is None else [r for r in entry.active() if same_terms(r, intent)]
        states = [r.state for r in twins]
        twin: GttState | None = None
        if GttState.UNKNOWN in states:
            twin = GttState.UNKNOWN
        elif states and not replaces:
            twin = states[0]
        busy = entry is not None and row is not None
        return guards.Facts(
            instrument=instrument,
            rules=None if entry is None else entry.facet.rules,
            last=self._last(intent, instrument),
            active=0 if entry is None else len(entry.active()),
            twin=twin,
            replaced=row,
            gone=bool(replaces) and row is None,
            busy=busy and self._is_busy(entry, row),
            loaded=entry is None or entry.loaded,
            failed="" if entry is None else entry.failed,
            killed=core.links.killed(),
            closing=core.closing or (entry is not None and entry.leaving),
            unauthorised=self._unauthorised(intent, instrument),
            gates=tuple(core.links.gate(_order(intent, leg)) for leg in intent.legs),
        )

    def _is_busy(self, entry: Entry | None, row: Gtt | None) -> bool:
        if entry is None or row is None:
            return False
        return row.key in entry.flights or row.key in entry.deletes

    def _unauthorised(self, intent: GttIntent, instrument: Instrument | None) -> int:
        if instrument is None or instrument.id.kind.is_derivative:
            return 0
        # Of two legs only one fires, so the larger counts and not their sum.
        sales = [
            leg.quantity
            for leg in intent.legs
            if leg.side is Side.SELL and leg.product in _HELD and leg.quantity > 0
        ]
        if not sales:
            return 0
        return self._core.links.unauthorised(intent.account, intent.instrument, max(sales))


def _order(intent: GttIntent, leg: GttLeg) -> OrderIntent:
    limited = leg.order_type is OrderType.LIMIT
    return OrderIntent(
        client_id=intent.client_id,
        account=intent.account,
        instrument=intent.instrument,
        side=leg.side,
        quantity=leg.quantity,
        order_type=leg.order_type,
        product=leg.product,
        price=leg.price if limited else None,
    )


def _nothing() -> None:
    """Take nothing back: there was nothing to delete."""
