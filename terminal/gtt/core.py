"""What the parts of the trigger service share: accounts, their rows, and writes on their way.

A row is the broker's word; a flight lies over it while a write of ours is not answered. Changed on
the loop's thread only.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable
from typing import Literal, Protocol

import msgspec
from msgspec import Struct

from terminal.domain.facets import GttFacet
from terminal.domain.gtt import Gtt, GttIntent, GttState
from terminal.domain.ids import AccountId, BrokerOrderId, ClientOrderId, InstrumentId
from terminal.domain.notice import Notice, Objection
from terminal.domain.order import Order, OrderIntent
from terminal.domain.ports import Broker, Clock, InstrumentSource, PriceSource, Undo
from terminal.gtt.stages import GttStage, fired, stage_of
from terminal.runtime.signals import Signal
from terminal.runtime.tasks import OnFailure, TaskScope
from terminal.runtime.writes import WriteJournal

KIND = "gtt"
OPTIMISTIC_S = 10.0
Verb = Literal["create", "modify", "delete"]
Level = Literal["info", "good", "warn", "bad"]
Tap = Callable[[float, int], None]


class TickFeed(Protocol):
    """Live ticks of one instrument: never a snapshot, never a price after the feed was lost."""

    def follow(self, instrument: InstrumentId, tap: Tap) -> Undo:
        """Call `tap(last, trade_time_ns)` for each tick until undone."""
        ...


class LocalEngine(Protocol):
    """Watches triggers itself, for brokers that cannot."""

    def open(self, broker: Broker) -> GttFacet: ...
    async def close(self, account: AccountId) -> None: ...


class Links(Struct, frozen=True, kw_only=True):
    """What other rooms know, as callables.

    `order_of` finds an order by the broker's id or our key. `gate`: the order gate's objections to an
    order that a trigger would place. `unauthorised`: how many units of a sale of so many from the
    holding still need the depository's authorisation.
    """

    order_of: Callable[[AccountId, BrokerOrderId], Order | None] = lambda _account, _id: None
    gate: Callable[[OrderIntent], tuple[Objection, ...]] = lambda _intent: ()
    killed: Callable[[], bool] = lambda: False
    unauthorised: Callable[[AccountId, InstrumentId, int], int] = lambda _account, _id, _units: 0


class Record(Struct, frozen=True, kw_only=True):
    """A write as the journal keeps it: enough to look for it after a restart."""

    verb: Verb
    key: str
    intent: GttIntent | None = None
    before: Gtt | None = None
    seen: tuple[str, ...] = ()


RECORD = msgspec.json.Decoder(Record)


class Flight:
    """One write on its way. `shown` lies over the row `record.key` until its fate is known."""

    def __init__(self, client_id: ClientOrderId, record: Record, shown: Gtt, sent_ns: int) -> None:
        self.client_id = client_id
        self.record = record
        self.shown = shown
        self.sent_ns = sent_ns


class Entry:
    """One attached account."""

    def __init__(self, broker: Broker, facet: GttFacet, on_failure: OnFailure) -> None:
        name = broker.session.account
        self.account = name
        self.broker = broker
        self.facet = facet
        self.sends = TaskScope(f"triggers of {name}", on_failure)
        self.watches = TaskScope(f"trigger list of {name}", on_failure)
        self.rows: dict[str, Gtt] = {}
        self.flights: dict[str, Flight] = {}
        self.own: dict[str, Gtt] = {}  # ended without ever being at the broker
        self.aliases: dict[str, str] = {}  # client id -> the broker's id
        self.optimistic: dict[str, tuple[Gtt, int]] = {}
        self.told: dict[str, GttStage] = {}
        self.deletes: dict[str, tuple[int, asyncio.Task[None]]] = {}
        self.taps: dict[InstrumentId, Undo] = {}
        self.placed: set[str] = set()  # orders that firings placed
        self.waiting: dict[InstrumentId, list[Gtt]] = {}  # what may still fire
        self.quiet: dict[InstrumentId, tuple[float, float]] = {}  # prices that fire nothing
        self.turn = 0  # grows as writes conclude: a read that began before is not believed
        self.read_ns = 0
        self.loaded = False
        self.recovered = False
        self.leaving = False
        self.failed = ""
        self.fast_until_ns = 0
        self.reading: asyncio.Task[bool] | None = None
        self.again = False
        self.soon = False

    def visible(self) -> list[Gtt]:
        """Return the rows that a person sees, each once, in-flight writes laid over them."""
        hidden = set()
        for flight in self.flights.values():
            twin = self.match(flight, self.rows.values())
            if twin is not None:
                hidden.add(twin.key)
        rows = [
            self.flights[key].shown if key in self.flights else row
            for key, row in self.rows.items()
            if key not in hidden
        ]
        rows += [f.shown for key, f in self.flights.items() if key not in self.rows]
        return rows + list(self.own.values())

    def find(self, key: str) -> Gtt | None:
        key = self.aliases.get(key, key)
        flight = self.flights.get(key)
        if flight is not None:
            return flight.shown
        return self.rows.get(key) or self.own.get(key)

    def match(self, flight: Flight, rows: Iterable[Gtt]) -> Gtt | None:
        """Return the row that a creation made: same terms, not there before, nobody else's."""
        intent = flight.record.intent
        if flight.record.verb != "create" or intent is None:
            return None
        taken = {*flight.record.seen, *self.aliases.values()}
        return next((r for r in rows if r.key not in taken and same_terms(r, intent)), None)

    def active(self) -> list[Gtt]:
        """Return what counts towards the broker's cap: active rows and creations on their way."""
        counted = {GttState.ACTIVE, GttState.SENDING, GttState.UNKNOWN}
        return [row for row in self.visible() if row.state in counted]


class Core:
    """Shared state of the trigger service."""

    def __init__(
        self,
        *,
        journal: WriteJournal,
        prices: PriceSource,
        instruments: InstrumentSource,
        clock: Clock,
        on_failure: OnFailure,
        links: Links,
        feed: TickFeed | None,
    ) -> None:
        self.journal = journal
        self.prices = prices
        self.instruments = instruments
        self.clock = clock
        self.on_failure = on_failure
        self.links = links
        self.feed = feed
        self.changed: Signal[AccountId] = Signal(on_failure)
        self.notices: Signal[Notice] = Signal(on_failure)
        self.background = TaskScope("journal of triggers", on_failure)
        self.accounts: dict[AccountId, Entry] = {}
        self.version = 0
        self.closing = False

    def touch(self, entry: Entry) -> None:
        """Say that an account's triggers changed."""
        self.version += 1
        self.changed.emit(entry.account)

    def notify(self, level: Level, title: str, text: str, order_key: str = "") -> None:
        self.notices.emit(Notice(level=level, title=title, text=text, order_key=order_key))

    def about(self, row: Gtt, level: Level, what: str, text: str, order_key: str = "") -> None:
        """Tell something about a trigger; of several accounts the title names which."""
        title = f"{row.symbol}: {what}"
        if len(self.accounts) > 1:
            title = f"{title} · {row.account.rpartition(':')[2]}"
        self.notify(level, title, text, order_key)

    def symbol(self, instrument: InstrumentId) -> str:
        known = self.instruments.instrument(instrument)
        return instrument.symbol if known is None else known.symbol

    def order_of(self, gtt: Gtt) -> Order | None:
        """Return the order that a firing placed, None where there is none or the book lacks it."""
        leg = fired(gtt)
        if leg is None or leg[1].order_id is None:
            return None
        return self.links.order_of(gtt.account, leg[1].order_id)

    def stage(self, gtt: Gtt) -> GttStage:
        return stage_of(gtt, self.order_of(gtt))

    def settle(
        self, client_id: ClientOrderId, fate: str, *, reference: str = "", note: str = ""
    ) -> None:
        """Write a fate behind the caller's back; the journal keeps the order of calls."""
        self.background.spawn(
            self._settle(client_id, fate, reference, note), name=f"settle {client_id}"
        )

    async def _settle(self, client_id: ClientOrderId, fate: str, reference: str, note: str) -> None:
        try:
            await self.journal.settle(
                client_id, fate, now_ns=self.clock.now_ns(), reference=reference, note=note
            )
        except (sqlite3.Error, OSError) as error:
            # Left open on disk: the next start asks the broker again, which is safe.
            text = f"{error}. The trigger itself is not affected; it is checked at the next start."
            self.notify("warn", "The journal of triggers could not be written", text)


def same_terms(gtt: Gtt, intent: GttIntent) -> bool:
    """True where a row waits for, and would place, just what the intent says."""
    return (
        gtt.instrument == intent.instrument and gtt.kind is intent.kind and gtt.legs == intent.legs
    )


def row_of(intent: GttIntent, symbol: str, now_ns: int, *, local: bool) -> Gtt:
    """Return the row of an intent that was just written down."""
    return Gtt(
        key=intent.client_id,
        account=intent.account,
        instrument=intent.instrument,
        symbol=symbol,
        kind=intent.kind,
        state=GttState.SENDING,
        legs=intent.legs,
        results=(None,) * len(intent.legs),
        last_price=intent.last_price,
        created_ns=now_ns,
        updated_ns=now_ns,
        local=local,
    )
