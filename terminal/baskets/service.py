"""Baskets: the book of all of them, their cost, and sending them. The facade that the panel talks to.

Every change is saved at once. Sends run in this service's scope: a panel that closes stops looking,
not the basket. Brokers, prices and the order service come as narrow callables; see `app.baskets`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from terminal.baskets import basket as pure
from terminal.baskets import files
from terminal.baskets.basket import Basket, BasketProblem, Leg
from terminal.baskets.costing import Costing, Figures
from terminal.baskets.sending import CLOSED, KILLED, LegResult, OrderDesk, Sending, askable
from terminal.baskets.store import BasketFile, Kept
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.notice import Notice, Objection
from terminal.domain.order import OrderIntent, Variety
from terminal.domain.ports import Broker, Clock, Undo
from terminal.runtime.config import write_atomically
from terminal.runtime.signals import Signal
from terminal.runtime.tasks import OnFailure, TaskScope
from terminal.runtime.worker import Worker

MOST_BASKETS = 100
LARGEST_FILE = 1_000_000


class Preflight(Struct, frozen=True, kw_only=True):
    """The check of all legs before any is sent. Nothing is sent while `problem` or `blocked` is.

    `legs` in the order of sending; `blocked` by leg key; `questions` are sentences to be answered
    once, `codes` what saying yes confirms.
    """

    legs: tuple[Leg, ...] = ()
    problem: str = ""
    blocked: Mapping[int, tuple[Objection, ...]] = {}
    questions: tuple[str, ...] = ()
    codes: frozenset[str] = frozenset()

    @property
    def may_go(self) -> bool:
        return bool(self.legs) and not self.problem and not self.blocked


class _Entry:
    def __init__(self, basket: Basket, sending: Sending) -> None:
        self.basket = basket
        self.sending = sending


class BasketService:
    """The book of baskets. There is always at least one; `current` names the one being built.

    Verbs that cannot be done raise BasketProblem with words. `version` grows with each change;
    `added` names the keys of legs that came from another panel.
    """

    def __init__(
        self,
        *,
        file: Path,
        worker: Worker,
        desk: OrderDesk,
        broker: Callable[[AccountId], Broker | None],
        price: Callable[[InstrumentId], Decimal | None],
        kill_changed: Signal[bool],
        clock: Clock,
        on_failure: OnFailure,
    ) -> None:
        self.changed: Signal[str] = Signal(on_failure)
        self.added: Signal[tuple[int, ...]] = Signal(on_failure)
        self.notices: Signal[Notice] = Signal(on_failure)
        self.version = 0
        self._desk = desk
        self._broker = broker
        self._worker = worker
        self._clock = clock
        self._scope = TaskScope("baskets", on_failure)
        self._costing = Costing(
            broker=broker, price=price, clock=clock, scope=self._scope, changed=self._tell
        )
        self._file = BasketFile(file, worker=worker, scope=self._scope, failed=self._not_saved)
        self._entries: list[_Entry] = []
        self._current = ""
        self._load()
        kill_changed.connect(self._on_kill)

    # -- the book

    def names(self) -> list[str]:
        return [entry.basket.name for entry in self._entries]

    @property
    def current(self) -> str:
        return self._current

    @property
    def basket(self) -> Basket:
        """The basket being built."""
        return self._entry(self._current).basket

    def get(self, name: str) -> Basket | None:
        return next((e.basket for e in self._entries if e.basket.name == name), None)

    def select(self, name: str) -> None:
        self._entry(name)
        if name != self._current:
            self._current = name
            self._save()

    def create(self, name: str = "", *, account: AccountId | None = None) -> str:
        """Begin an empty basket, make it current and return its name (numbered where taken)."""
        return self._adopt(Basket(name=name, account=account or AccountId("")))

    def adopt(self, basket: Basket) -> str:
        """Take a basket from a file, under a free name, and make it current."""
        return self._adopt(basket)

    def duplicate(self, name: str) -> str:
        return self._adopt(self._entry(name).basket)

    def rename(self, old: str, new: str) -> None:
        entry = self._entry(old)
        wanted = pure.clean_name(new)
        if not wanted:
            raise BasketProblem("A basket needs a name.")
        if wanted != old and wanted in self.names():
            raise BasketProblem(f"There already is a basket called “{wanted}”.")
        entry.basket = replace(entry.basket, name=wanted)
        if self._current == old:
            self._current = wanted
        self._save()

    def delete(self, name: str) -> Undo:
        """Remove a basket; the returned call brings it back where it was."""
        entry = self._entry(name)
        if entry.sending.active:
            raise BasketProblem(f"“{name}” is being sent.", hint="Stop it first.")
        place = self._entries.index(entry)
        self._entries.remove(entry)
        if not self._entries:
            self._entries.append(self._fresh(Basket(name="Basket")))
        if self._current == name:
            self._current = self._entries[min(place, len(self._entries) - 1)].basket.name
        self._save()

        def undo() -> None:
            others = self.names()
            blank = self._entries[0].basket if len(self._entries) == 1 else None
            if blank is not None and blank == Basket(name="Basket"):
                self._entries.clear()  # only made because a book is never without a basket
                others = []
            entry.basket = replace(entry.basket, name=pure.free_name(name, others))
            self._entries.insert(place, entry)
            self._current = entry.basket.name
            self._save()

        return undo

    async def export(self, name: str, path: Path) -> None:
        """Write a basket as JSON or, where the path ends in .csv, as CSV. BasketProblem if it fails."""
        basket = self._entry(name).basket
        csv = path.suffix.lower() == ".csv"
        text = files.to_csv(basket) if csv else files.to_json(basket)
        try:
            await self._worker.run(write_atomically, path, text.encode())
        except OSError as error:
            raise BasketProblem(f"{path.name} could not be written: {error}.") from error

    async def read_file(self, path: Path) -> files.Imported:
        """Read a basket's file without taking it in; BasketProblem where it is none."""
        try:
            content = await self._worker.run(_read_some, path)
        except OSError as error:
            raise BasketProblem(f"{path.name} could not be read: {error}.") from error
        if len(content) > LARGEST_FILE:
            raise BasketProblem(f"{path.name} is larger than any basket.")
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise BasketProblem(f"{path.name} is not a text file (UTF-8).") from error
        return files.read(text, path.name)

    # -- the legs of the current basket

    def set_account(self, account: AccountId) -> None:
        self._change(replace(self.basket, account=account))

    def set_buys_first(self, *, buys_first: bool) -> None:
        self._change(replace(self.basket, buys_first=buys_first))

    def add(self, intents: Sequence[OrderIntent]) -> list[int]:
        """Put orders at the end of the current basket and return their keys.

        An empty basket takes their account. Exits of another account's positions are refused: they
        would open a position in this one.
        """
        basket = self.basket
        named = next((i.account for i in intents if i.account), AccountId(""))
        if named and (not basket.account or not basket.legs):
            basket = replace(basket, account=named)
        strangers = [i for i in intents if i.reduces and i.account not in {"", basket.account}]
        if strangers:
            raise BasketProblem(
                f"These exits are of account {strangers[0].account}, and the basket “{basket.name}”"
                f" is of {basket.account}.",
                hint="Start another basket for them.",
            )
        start = self._next_key(basket)
        self._change(pure.added(basket, intents, start))
        return [start + n for n in range(len(intents))]

    def take(self, intents: Sequence[OrderIntent]) -> None:
        """Add what another panel offers, and tell through `added` or `notices` what came of it."""
        try:
            keys = self.add(intents)
        except BasketProblem as problem:
            text = f"{problem.text} {problem.hint}".strip()
            self._notify("warn", "Not added to the basket", text)
            return
        account = self.basket.account
        if any(i.account not in {"", account} for i in intents):
            text = f"“{self._current}” is of {account}: its legs are sent from there."
            self._notify("info", "The basket's account takes the orders", text)
        if any(i.variety is not Variety.REGULAR for i in intents):
            text = "Baskets hold regular orders: look at the new legs before you send them."
            self._notify("info", "Added as regular orders", text)
        self.added.emit(tuple(keys))

    def edit(self, key: int, **fields: Any) -> None:
        """Change fields of one leg; names as in `Leg`."""
        if self.basket.leg(key) is None:
            raise BasketProblem("This leg is not in the basket any more.")
        self._change(pure.changed(self.basket, key, **fields))

    def remove(self, keys: Iterable[int]) -> Undo:
        """Take legs out; the returned call brings them back where they were."""
        before, gone = self.basket, tuple(keys)
        entry = self._entry(before.name)
        if entry.sending.active:
            raise BasketProblem("The basket is being sent.", hint="Stop it first.")
        self._change(pure.without(before, gone))
        after = entry.basket

        def undo() -> None:
            if entry not in self._entries:
                raise BasketProblem("The basket of these legs is not there any more.")
            now = entry.basket
            if now == after:
                legs = before.legs
            else:  # edited meanwhile: they go to the end
                back = tuple(leg for leg in before.legs if leg.key in gone)
                start = max(pure.next_key(now), entry.sending.highest + 1)
                legs = now.legs + tuple(
                    leg if now.leg(leg.key) is None else replace(leg, key=start + n)
                    for n, leg in enumerate(back)
                )
            if len(legs) > pure.MOST_LEGS:
                raise BasketProblem("The basket is full: the legs do not fit any more.")
            entry.basket = replace(now, legs=legs)
            self._save()

        return undo

    def move(self, keys: Iterable[int], before: int) -> None:
        """Put legs in front of row `before`."""
        self._change(pure.moved(self.basket, keys, before))

    # -- cost

    def want_cost(self, *, wanted: bool) -> None:
        """Keep the current basket's figures fresh while `wanted`; call as often as you like."""
        self._costing.want(self.basket if wanted else None)

    def figures(self) -> Figures:
        return self._costing.figures(self.basket)

    def on_portfolio(self, _account: AccountId) -> None:
        """Positions or funds have changed."""
        self._costing.forget()

    # -- sending

    def check(self, keys: Sequence[int] | None = None) -> Preflight:
        """Check every leg (or those of `keys`) of the current basket before any is sent."""
        entry = self._entry(self._current)
        basket = entry.basket
        chosen = set(keys) if keys is not None else None
        legs = tuple(
            leg for leg in pure.sending_order(basket) if chosen is None or leg.key in chosen
        )
        problem = self._problem(entry, legs)
        if problem:
            return Preflight(legs=legs, problem=problem)
        blocked: dict[int, tuple[Objection, ...]] = {}
        questions: dict[str, None] = {}
        codes = {"duplicate"}  # equal legs are meant: each was seen in the preview
        for number, leg in enumerate(legs, 1):
            never, asks = askable(self._desk.check(pure.intent_of(leg, basket.account)))
            if never:
                blocked[leg.key] = tuple(never)
            codes |= {o.code for o in asks}
            for o in asks:
                if o.code != "duplicate":
                    questions[f"Leg {number}: {o.text}"] = None
        return Preflight(
            legs=legs, blocked=blocked, questions=tuple(questions), codes=frozenset(codes)
        )

    def objections(self, leg: Leg) -> tuple[Objection, ...]:
        """Return what forbids a leg as it is now; questions are asked when the basket is sent."""
        account = self.basket.account
        if not account or self._broker(account) is None:
            return ()
        never, _ = askable(self._desk.check(pure.intent_of(leg, account)))
        return tuple(never)

    def send(self, flight: Preflight) -> None:
        """Send the legs of a check that may go, one after another. BasketProblem where it may not."""
        entry = self._entry(self._current)
        if not flight.may_go:
            raise BasketProblem("Nothing was sent: not every leg can be sent.")
        if problem := self._problem(entry, flight.legs):
            raise BasketProblem(problem)
        if any(entry.basket.leg(leg.key) != leg for leg in flight.legs):
            raise BasketProblem("Nothing was sent: the basket was changed meanwhile.")
        entry.sending.start(entry.basket.account, flight.legs, flight.codes)

    def stop(self) -> None:
        """Send no further leg of the current basket; what has left stays at the broker."""
        self._entry(self._current).sending.stop()

    @property
    def sending(self) -> bool:
        """True while the current basket is being sent."""
        return self._entry(self._current).sending.active

    def result(self, key: int) -> LegResult:
        return self._entry(self._current).sending.result(key)

    def failed(self) -> list[int]:
        """Return the keys of the current basket's legs that a retry would send."""
        entry = self._entry(self._current)
        return entry.sending.failed(entry.basket.legs)

    def placed(self) -> int:
        """Return how many legs the broker has, or may have, from the last send."""
        entry = self._entry(self._current)
        return sum(entry.sending.result(leg.key).stage.is_placed for leg in entry.basket.legs)

    # -- accounts (app.accounts.Follower)

    def attach(self, broker: Broker) -> None:
        account = broker.session.account
        for entry in self._entries:
            if not entry.basket.account and not entry.basket.legs:
                entry.basket = replace(entry.basket, account=account)
        self._tell()

    async def refresh(self, account: AccountId) -> None:  # noqa: ARG002  a basket knows one at a time
        """Forget what was calculated: the books were read anew."""
        self._costing.forget()

    async def detach(self, account: AccountId) -> None:
        for entry in self._entries:
            if entry.basket.account == account:
                entry.sending.stop(CLOSED)
        self._tell()

    async def aclose(self) -> None:
        """Stop sending, and write what is not written yet."""
        for entry in self._entries:
            entry.sending.stop("Not sent: the terminal was closed.")
        await self._file.flush()
        await self._scope.aclose()
        await self._file.flush()

    # -- private

    def _load(self) -> None:
        loaded = self._file.load()
        self.complaint = loaded.complaint
        for kept in loaded.kept[:MOST_BASKETS]:
            name = pure.free_name(kept.basket.name, self.names())
            entry = self._fresh(replace(kept.basket, name=name))
            entry.sending.remember(kept.sent)
            self._entries.append(entry)
        if not self._entries:
            self._entries.append(self._fresh(Basket(name="Basket")))
        names = self.names()
        self._current = loaded.current if loaded.current in names else names[0]

    def _fresh(self, basket: Basket) -> _Entry:
        sending = Sending(
            desk=self._desk, clock=self._clock, scope=self._scope, changed=self._on_sending
        )
        return _Entry(basket, sending)

    def _adopt(self, basket: Basket) -> str:
        if len(self._entries) >= MOST_BASKETS:
            raise BasketProblem(f"There are {MOST_BASKETS} baskets.", hint="Delete some first.")
        name = pure.free_name(basket.name, self.names())
        self._entries.append(self._fresh(replace(basket, name=name)))
        self._current = name
        self._save()
        return name

    def _next_key(self, basket: Basket) -> int:
        return max(pure.next_key(basket), self._entry(basket.name).sending.highest + 1)

    def _problem(self, entry: _Entry, legs: Sequence[Leg]) -> str:
        if entry.sending.active:
            return "This basket is being sent."
        if not legs:
            return "The basket has no legs." if not entry.basket.legs else "No leg has failed."
        if not entry.basket.account:
            return "Choose the account of this basket."
        if self._broker(entry.basket.account) is None:
            return f"The account {entry.basket.account} is not logged in."
        return ""

    def _entry(self, name: str) -> _Entry:
        for entry in self._entries:
            if entry.basket.name == name:
                return entry
        raise BasketProblem(f"There is no basket called “{name}”.")

    def _change(self, basket: Basket) -> None:
        entry = self._entry(self._current)
        if basket == entry.basket:
            return
        if entry.sending.active:
            raise BasketProblem("The basket is being sent.", hint="Stop it before you change it.")
        entry.basket = basket
        self._save()

    def _save(self) -> None:
        kept = [Kept(basket=e.basket, sent=e.sending.sent) for e in self._entries]
        self._file.save(kept, self._current)
        self._tell()

    def _on_kill(self, engaged: bool) -> None:  # noqa: FBT001  a signal's value
        if engaged:
            for entry in self._entries:
                entry.sending.stop(KILLED)

    def _on_sending(self) -> None:
        self._save()

    def _tell(self) -> None:
        self.version += 1
        self.changed.emit(self._current)

    def _not_saved(self, text: str) -> None:
        self._notify("bad", "Baskets are not saved", text)

    def _notify(self, level: Literal["info", "warn", "bad"], title: str, text: str) -> None:
        self.notices.emit(Notice(level=level, title=title, text=text))


def _read_some(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST_FILE + 1)
