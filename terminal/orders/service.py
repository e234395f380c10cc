"""Orders: sent once, or shown as unknown. The facade that panels and the app talk to.

One gate for every way to send (`guards`), a journal before every send (`journal`), one book
(`book`), and a search for every lost reply (`resolver`). Sends run in this service's scopes: a
caller that goes away stops waiting, not the send. `portfolio` is known only as a PositionSource.
"""

import asyncio
import secrets
import sqlite3
from collections.abc import Mapping
from types import MappingProxyType

from msgspec.structs import replace

from terminal.domain.account import Conversion, CostQuery, OrderCost, Position
from terminal.domain.errors import TerminalError
from terminal.domain.ids import AccountId, ClientOrderId, InstrumentId
from terminal.domain.notice import Notice, Objection, Refused
from terminal.domain.order import (
    Order,
    OrderChange,
    OrderIntent,
    OrderState,
    OrderUpdate,
    Product,
    order_from_intent,
)
from terminal.domain.ports import Broker, Clock, InstrumentSource, PriceSource
from terminal.orders import guards
from terminal.orders.book import OrderBook
from terminal.orders.budget import Budget, day_of, day_start_ns
from terminal.orders.conversion import Conversions
from terminal.orders.core import Account, Core
from terminal.orders.edits import Edits, is_cover_leg
from terminal.orders.exits import PositionSource, is_resting_stop
from terminal.orders.gate import Gate
from terminal.orders.guards import Limits
from terminal.orders.journal import Entry, Fate, Journal
from terminal.orders.outcomes import KillSwitch, Result
from terminal.orders.resolver import Resolver
from terminal.orders.sender import Sender
from terminal.orders.sightings import Sighting, Sightings
from terminal.orders.sync import Sync
from terminal.runtime.signals import Signal
from terminal.runtime.tasks import OnFailure

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_PREFIX = "TERM"


class OrderService:
    """The order service of all accounts.

    `limits` may be replaced at any time and holds for the next order. `positions_moved` names an
    account whose positions changed (fill, end of an order, conversion); fills are `book.filled`.
    """

    def __init__(
        self,
        *,
        journal: Journal,
        prices: PriceSource,
        instruments: InstrumentSource,
        clock: Clock,
        limits: Limits,
        on_failure: OnFailure,
        positions: PositionSource | None = None,
        quit_wait_s: float = 5.0,
    ) -> None:
        self.limits = limits
        self._quit_wait_s = quit_wait_s
        core = Core(journal=journal, instruments=instruments, clock=clock, on_failure=on_failure)
        self._core = core
        self._sightings = Sightings(core.book, clock)
        self._gate = Gate(core, prices=prices, positions=positions, limits=lambda: self.limits)
        self._sync = Sync(core)
        self._resolver = Resolver(core, self._sync)
        self._sender = Sender(core, self._sync, self._resolver)
        self._edits = Edits(core, self._sync, self._gate)
        self._conversions = Conversions(core, self._gate)

    @property
    def book(self) -> OrderBook:
        return self._core.book

    @property
    def budget(self) -> Budget:
        return self._core.budget

    @property
    def kill(self) -> KillSwitch:
        return self._core.kill

    @property
    def notices(self) -> Signal[Notice]:
        return self._core.notices

    @property
    def positions_moved(self) -> Signal[AccountId]:
        return self._core.positions_moved

    @property
    def largest_told(self) -> Signal[tuple[InstrumentId, int]]:
        """A refusal named the exchange's largest order of an instrument, in units."""
        return self._core.largest_told

    @property
    def brokers(self) -> Mapping[AccountId, Broker]:
        return MappingProxyType({a: e.broker for a, e in self._core.accounts.items()})

    @property
    def sends_in_flight(self) -> int:
        """Writes whose answer is awaited: shown while the terminal closes."""
        return sum(entry.sends.pending for entry in self._core.accounts.values())

    # -- accounts

    def attach(self, broker: Broker) -> None:
        """Take a logged-in account into use. Call `recover` next."""
        account = broker.session.account
        if account in self._core.accounts:
            raise ValueError(f"{account} is attached already")
        entry = Account(broker, self._core.on_failure)
        self._core.accounts[account] = entry
        self._core.budget.open(account, broker.capabilities)
        entry.watches.spawn(self._sync.poll(account), name="poll")

    async def detach(self, account: AccountId) -> None:
        """Wait for the account's sends, write down what stays open, and drop its rows."""
        entry = self._core.accounts.get(account)
        if entry is None:
            return
        await self._close_account(entry)
        self._sync.forget(account)
        self._gate.forget(account)
        self._core.book.forget(account)

    async def recover(self, account: AccountId) -> None:
        """Reopen the questions of earlier runs, then read the broker's book.

        An intent of today whose fate is open becomes an UNKNOWN row and is searched for; one of an
        earlier day that the book does not have any more is told to the person and closed.
        """
        core = self._core
        today_ns = day_start_ns(core.clock.now_ns())
        entries = {e.intent.client_id: e for e in await self._journalled(account, today_ns)}
        old: list[Entry] = []
        unknown: list[tuple[Order, Entry]] = []
        for entry in entries.values():
            if core.book.order(entry.intent.client_id) is not None:
                continue  # of this run: its own task looks after it
            sent = entry.fate not in {Fate.NOT_SENT, Fate.NOT_PLACED, Fate.REJECTED}
            if sent and not core.book.knows(entry.intent.client_id):
                self._gate.count_today(entry.intent, entry.sent_ns)
            if entry.fate.is_open and entry.sent_ns >= today_ns:
                core.open_fates.add(entry.intent.client_id)
                unknown.append((self._reopened(entry), entry))
                continue
            if entry.fate.is_open:
                core.open_fates.add(entry.intent.client_id)
                old.append(entry)
            core.book.expect(
                entry.intent,
                symbol=entry.symbol,
                placed_ns=entry.sent_ns,
                broker_id=entry.broker_id,
                modifications=entry.modifications,
                refused=entry.refused,
            )
        healthy = await self._sync.refresh(account)
        for order, entry in unknown:
            self._resolver.start(order, sent_ns=entry.sent_ns, at_once=True)
        if healthy:
            for entry in old:
                self._close_old(entry)

    # -- orders

    def new_client_id(self) -> ClientOrderId:
        """Return a fresh id of 16 characters A-Z2-7, 60 random bits; it is the broker's tag."""
        return ClientOrderId(_PREFIX + "".join(secrets.choice(_ALPHABET) for _ in range(12)))

    def check(self, intent: OrderIntent) -> tuple[Objection, ...]:
        """Return every reason not to send this intent now, questions included."""
        return self._gate.check(replace(intent, quantity=self._gate.clamped(intent)))

    def check_change(self, key: str, change: OrderChange) -> tuple[Objection, ...]:
        """Return every reason not to change an order so."""
        order = self._core.book.order(key)
        return () if order is None else self._gate.check_change(order, change)

    async def submit(
        self, intent: OrderIntent, *, confirmed: frozenset[str] = frozenset()
    ) -> Result:
        """Send an order once. Questions pass when their code is in `confirmed`.

        An exit (`reduces`) is cut to what is left to close. Returns after the broker's answer; a
        caller that is cancelled meanwhile does not stop the send. The same client id is sent once
        in its life: after Unknown it is looked for, never repeated.
        """
        if intent.reduces:
            await self._gate.confirm_positions(intent.account)
        return await self._submit(intent, confirmed)

    async def modify(
        self, key: str, change: OrderChange, *, confirmed: frozenset[str] = frozenset()
    ) -> Result:
        """Change a resting order. Changes that wait behind another of the same order are merged."""
        return await self._edits.modify(key, change, confirmed)

    async def cancel(self, key: str) -> Result:
        """Cancel an order; where its id is not known yet, as soon as it is (outcome Unknown)."""
        return await self._edits.cancel(key)

    async def cancel_all(
        self, account: AccountId | None = None, instrument: InstrumentId | None = None
    ) -> list[Result]:
        """Cancel everything that rests, of all accounts at once, within the brokers' budgets.

        Second legs of cover orders are left: cancelling one is an exit at market.
        """
        core = self._core
        chosen = [
            order
            for order in core.book.live(account)
            if instrument in {None, order.instrument} and order.account in core.accounts
        ]
        legs = [order for order in chosen if is_cover_leg(order)]
        if legs:
            text = f"{len(legs)} second legs of cover orders stay: cancelling one exits at market."
            core.notify("info", "Cover orders stay protected", text)
        others = [order for order in chosen if not is_cover_leg(order)]
        return list(await asyncio.gather(*(self.cancel(order.key) for order in others)))

    def exit_intent(self, position: Position) -> OrderIntent:
        """Return the order that closes the live net quantity less exits in flight.

        A protected market order where the broker takes one, else a limit a little beyond the touch.
        Quantity 0 where nothing is left to close; sending that is refused with words.
        """
        return self._gate.closing_intent(position, self.new_client_id())

    async def exit(self, position: Position, *, confirmed: frozenset[str] = frozenset()) -> Result:
        """Close a position; a cover position by its second leg. Limits do not hold for it."""
        await self._gate.confirm_positions(position.account)
        if position.product is Product.CO:
            return await self._exit_cover(position.account, position.instrument)
        return await self._submit(self.exit_intent(position), confirmed)

    async def convert(self, account: AccountId, conversion: Conversion) -> Result:
        """Move a position to another product. `key` of the result is empty: there is no order.

        Where the reply is lost the positions are read until they tell, for 30 s at most.
        """
        entry = self._core.accounts.get(account)
        if entry is None:
            text, fix = f"The account {account} is not logged in.", "Log in to it."
            return Refused((Objection(code="no_account", text=text, fix=fix, field="account"),))
        work = self._conversions.convert(entry, conversion)
        task = entry.sends.spawn(work, name="convert")
        return await asyncio.shield(task)

    async def estimate(self, intent: OrderIntent) -> OrderCost:
        """Return margin and charges as the broker estimates them.

        Errors: TerminalError where the account is not logged in or nothing prices the order.
        """
        entry = self._core.accounts.get(intent.account)
        if entry is None:
            raise TerminalError("The account is not logged in.", hint="Log in to it.")
        price = self._gate.reference_price(intent)
        if price is None:
            raise TerminalError("No price is known yet.", hint="Wait for one, or enter a limit.")
        return await entry.broker.estimate(CostQuery(intent=intent, reference_price=price))

    async def history(self, key: str) -> list[OrderUpdate]:
        """Return the broker's record of an order's states, oldest first; empty without its id."""
        order = self._core.book.order(key)
        entry = None if order is None else self._core.accounts.get(order.account)
        if order is None or entry is None or order.broker_id is None:
            return []
        return await entry.broker.fetch_order_history(order.broker_id)

    def sightings(self, key: str) -> tuple[Sighting, ...]:
        """Return when this terminal saw each step of an order: finer than the broker's stamps."""
        return self._sightings.of(key)

    def on_update(self, update: OrderUpdate) -> None:
        """Take one update from the stream; what comes after an account left is dropped."""
        if update.account in self._core.accounts:
            self._sync.on_update(update)

    async def refresh(self, account: AccountId) -> None:
        """Read orders and trades again; where that fails the poll goes on trying."""
        await self._sync.refresh(account)

    async def aclose(self) -> None:
        """Refuse new orders, wait for those in flight, and write down what stays open."""
        self._core.closing = True
        entries = list(self._core.accounts.values())
        await asyncio.gather(*(self._close_account(entry) for entry in entries))
        await self._core.background.drain(self._quit_wait_s)
        await self._core.background.aclose()

    # -- private

    async def _submit(self, intent: OrderIntent, confirmed: frozenset[str]) -> Result:
        core = self._core
        if intent.reduces:
            if intent.product is Product.CO:
                return await self._exit_cover(intent.account, intent.instrument)
            intent = replace(intent, quantity=self._gate.clamped(intent))
        facts = self._gate.facts(intent)
        objections = guards.check(intent, facts, self.limits)
        blocking = tuple(o for o in objections if o.level != "ask" or o.code not in confirmed)
        if blocking:
            return Refused(blocking)
        # No await between the check and the claim of the row: two clicks cannot both pass.
        self._gate.note_sent(intent)
        account = core.accounts[intent.account]
        task = self._sender.start(account, intent, closes=guards.is_exit(intent, facts))
        if intent.reduces:
            self._name_stops(intent)
        return await asyncio.shield(task)

    async def _close_account(self, entry: Account) -> None:
        core, account = self._core, entry.broker.session.account
        entry.leaving = True
        await entry.sends.drain(self._quit_wait_s)
        core.accounts.pop(account, None)
        await entry.watches.aclose()
        for order in core.book.live(account):
            if order.intent is not None and order.state is OrderState.SENDING:
                text = "The terminal closed before the answer came."
                core.settle(order.intent.client_id, Fate.UNKNOWN, note=text)
        await entry.sends.aclose()

    async def _journalled(self, account: AccountId, today_ns: int) -> list[Entry]:
        """Return today's intents and every open one; none, and a sentence, if the journal is gone."""
        journal = self._core.journal
        try:
            today = await journal.load_since(account, today_ns)
            return [*today, *await journal.load_open(account)]
        except (sqlite3.Error, OSError) as error:
            self._core.notify(
                "bad",
                "The order journal cannot be read",
                f"{error}. Orders of earlier runs are shown as the broker has them; new orders are "
                "refused until the journal works.",
            )
            return []

    def _reopened(self, entry: Entry) -> Order:
        order = order_from_intent(entry.intent, entry.symbol, entry.sent_ns)
        text = "The terminal closed before the answer came: checking the broker's book."
        return self._core.book.put(
            replace(
                order,
                state=OrderState.UNKNOWN,
                message=text,
                modifications=entry.modifications,
            )
        )

    def _close_old(self, entry: Entry) -> None:
        core, intent = self._core, entry.intent
        if core.book.order(intent.client_id) is not None:
            return  # the broker's book still had it
        days = day_of(core.clock.now_ns()) - day_of(entry.sent_ns)
        text = (
            f"An order of {days} day{'s' if days > 1 else ''} ago was never confirmed, and the"
            " broker's book only tells about today. Look at positions and the contract note."
        )
        core.settle(intent.client_id, Fate.UNVERIFIABLE, note=text)
        title = f"{intent.side.value.capitalize()} {intent.quantity} {entry.symbol}: not verifiable"
        core.notify("warn", title, text)

    async def _exit_cover(self, account: AccountId, instrument: InstrumentId) -> Result:
        legs = [
            order
            for order in self._core.book.live(account)
            if is_cover_leg(order) and order.instrument == instrument
        ]
        if not legs:
            text = "The second leg of this cover order is not in the order book."
            fix = "Refresh the book; if it stays away, exit at the broker."
            return Refused((Objection(code="no_cover_leg", text=text, fix=fix),))
        results = await asyncio.gather(*(self.cancel(leg.key) for leg in legs))
        return results[0]

    def _name_stops(self, intent: OrderIntent) -> None:
        stops = [
            order
            for order in self._core.book.live_on(intent.account, intent.instrument)
            if order.product is intent.product
            and order.side is intent.side
            and is_resting_stop(order)
        ]
        if stops:
            text = f"{len(stops)} stop orders of this position still rest: cancel them, or they"
            text += " may open an opposite position."
            self._core.notify("warn", f"{stops[0].symbol}: stops remain", text, stops[0].key)
