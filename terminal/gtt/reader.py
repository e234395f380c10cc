"""Reading the broker's list: on demand, by a slow poll, faster for a while after a trigger's price.

A read that began before a write of ours concluded is thrown away and made again. What changed is
told: fired, resting, filled and refused are different notices.
"""

import asyncio
from functools import partial

from terminal.domain.errors import TerminalError
from terminal.domain.gtt import Gtt, GttState
from terminal.domain.ids import InstrumentId
from terminal.domain.order import Order
from terminal.gtt import words
from terminal.gtt.core import OPTIMISTIC_S, Core, Entry
from terminal.gtt.rules import rises
from terminal.gtt.stages import GttStage, fired
from terminal.runtime.tasks import supervise

STEP_S = 3.0
SLOW_S = 30.0
IDLE_S = 300.0
FAST_FOR_S = 30.0
SOON_S = 0.5
_MOST_READS = 4
_SECOND_NS = 1_000_000_000
_FAR = float("inf")


class Reader:
    """Keeps every account's list fresh."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def refresh(self, entry: Entry) -> bool:
        """Read the list; True if that worked. Calls during a read get one that began after them."""
        if entry.reading is not None and not entry.reading.done():
            entry.again = True
            return await asyncio.shield(entry.reading)
        if entry.leaving:
            return False
        entry.reading = entry.watches.spawn(self._read_until_calm(entry), name="read")
        return await asyncio.shield(entry.reading)

    def request_refresh(self, entry: Entry, *, after_s: float = SOON_S) -> None:
        """Read again in a moment; calls until then are one."""
        if not entry.soon and not entry.leaving:
            entry.soon = True
            entry.watches.spawn(self._refresh_soon(entry, after_s), name="read soon")

    def start(self, entry: Entry) -> None:
        async def work() -> None:
            await self._poll(entry)

        entry.watches.spawn(
            supervise(
                work,
                clock=self._core.clock,
                on_failure=self._core.on_failure,
                name=f"triggers of {entry.account}",
            ),
            name="poll",
        )

    async def fetch(self, entry: Entry) -> list[Gtt]:
        """Read the list once and take it over; TerminalError where that fails."""
        turn = entry.turn
        try:
            rows = await entry.facet.fetch()
        except TerminalError as error:
            if entry.failed != error.text:
                entry.failed = error.text
                self._core.touch(entry)
            raise
        entry.failed = ""
        if turn == entry.turn:
            self._install(entry, rows)
        else:
            entry.again = True
        return rows

    def note_order(self, order: Order) -> None:
        """Take a change of an order: of one that a trigger placed, or that looks like it."""
        entry = self._core.accounts.get(order.account)
        if entry is None or not entry.loaded:
            return
        if order.broker_id in entry.placed or order.key in entry.placed:
            self._core.touch(entry)
            self.tell(entry)
            return
        waiting = entry.waiting.get(order.instrument, ())
        if order.intent is None and any(_may_place(row, order) for row in waiting):
            self.request_refresh(entry)

    def tell(self, entry: Entry) -> None:
        """Say what became of triggers since it was last said; at the first read nothing is news."""
        first = not entry.loaded
        for key, row in entry.rows.items():
            if key in entry.flights:
                continue
            stage = self._core.stage(row)
            before = entry.told.get(key)
            if stage is before:
                continue
            entry.told[key] = stage
            # A trigger may fire and its order fill between two reads: an unseen row is news too.
            if not first and (before is not None or stage is not GttStage.WAITING):
                self._announce(row, stage)
        for key in entry.told.keys() - entry.rows.keys():
            del entry.told[key]

    def conclude(self, entry: Entry, row: Gtt) -> None:
        """Believe a row that a write of ours made, until the list has it; older reads are void."""
        entry.turn += 1
        until_ns = self._core.clock.monotonic_ns() + round(OPTIMISTIC_S * _SECOND_NS)
        entry.optimistic[row.key] = (row, until_ns)
        entry.rows[row.key] = row
        self._index(entry)

    # -- private

    async def _read_until_calm(self, entry: Entry) -> bool:
        for _ in range(_MOST_READS):
            entry.again = False
            try:
                await self.fetch(entry)
            except TerminalError:
                return False
            if not entry.again:
                break
        return True

    async def _refresh_soon(self, entry: Entry, after_s: float) -> None:
        try:
            await self._core.clock.sleep(after_s)
        finally:
            entry.soon = False
        await self.refresh(entry)

    async def _poll(self, entry: Entry) -> None:
        clock, waited = self._core.clock, 0.0
        while True:
            await clock.sleep(STEP_S)
            waited += STEP_S
            fast = clock.monotonic_ns() < entry.fast_until_ns
            calm = (
                SLOW_S if entry.failed or any(_is_live(r) for r in entry.rows.values()) else IDLE_S
            )
            if fast or waited >= calm:
                waited = 0.0
                await self.refresh(entry)

    def _install(self, entry: Entry, rows: list[Gtt]) -> None:
        now_ns = self._core.clock.monotonic_ns()
        found = {row.key: row for row in rows}
        for key, (row, until_ns) in list(entry.optimistic.items()):
            if key in found or now_ns >= until_ns:
                del entry.optimistic[key]
            else:
                found[key] = row
        changed = found != entry.rows or not entry.loaded
        for key, row in entry.rows.items():
            if key not in found and key not in entry.flights and row.state is GttState.ACTIVE:
                text = "The broker does not list it any more, and nobody here has deleted it."
                text += " A corporate action may have ended it."
                self._core.about(row, "warn", "trigger has vanished", text)
        entry.rows = found
        entry.read_ns = now_ns
        self.tell(entry)
        entry.loaded = True
        self._index(entry)
        if changed:
            self._core.touch(entry)

    def _index(self, entry: Entry) -> None:
        """Know which orders are of firings, and watch the prices of what may fire."""
        entry.placed = set()
        entry.waiting = {}
        wanted: dict[InstrumentId, tuple[float, float]] = {}
        for row in entry.rows.values():
            leg = fired(row)
            if leg is not None and leg[1].order_id is not None:
                entry.placed.add(leg[1].order_id)
            if not _is_live(row):
                continue
            entry.waiting.setdefault(row.instrument, []).append(row)
            if row.state is GttState.ACTIVE and not row.local:
                low, high = wanted.get(row.instrument, (0.0, _FAR))
                below, above = _quiet(row)
                wanted[row.instrument] = (max(low, below), min(high, above))
        feed = self._core.feed
        if feed is None:
            return
        entry.quiet = wanted
        for instrument in entry.taps.keys() - wanted.keys():
            entry.taps.pop(instrument)()
        for instrument in wanted.keys() - entry.taps.keys():
            entry.taps[instrument] = feed.follow(instrument, partial(self._tick, entry, instrument))

    def _tick(self, entry: Entry, instrument: InstrumentId, last: float, _time_ns: int) -> None:
        low, high = entry.quiet.get(instrument, (0.0, _FAR))
        if low < last < high:
            return
        now_ns = self._core.clock.monotonic_ns()
        if now_ns >= entry.fast_until_ns:
            entry.fast_until_ns = now_ns + round(FAST_FOR_S * _SECOND_NS)
            self.request_refresh(entry, after_s=1.0)

    def _announce(self, row: Gtt, stage: GttStage) -> None:
        core, leg = self._core, fired(row)
        order = core.order_of(row)
        key = "" if order is None else order.key
        terms = row.legs[leg[0] if leg is not None and leg[0] < len(row.legs) else 0]
        verb = f"{terms.side.value} {words.count(terms.quantity)} {row.symbol}"
        limit = words.price(terms.price)
        message = row.message if order is None else order.message
        match stage:
            case GttStage.TRIGGERED:
                core.about(row, "info", "trigger fired", f"Its order to {verb} follows.")
            case GttStage.RESTING:
                text = f"Its order to {verb} at {limit} rests; nothing is filled yet."
                core.about(row, "info", "trigger fired, order rests", text, key)
            case GttStage.FILLED:
                text = f"Its order to {verb} is filled."
                core.about(row, "good", "trigger fired, order filled", text, key)
            case GttStage.ORDER_REJECTED:
                text = f"The order to {verb} was refused: {message or 'no reason given'}."
                core.about(row, "bad", "trigger fired, order refused", text, key)
            case GttStage.ORDER_CANCELLED:
                text = f"The order to {verb} was cancelled or lapsed. {message}".strip()
                core.about(row, "warn", "trigger fired, order cancelled", text, key)
            case GttStage.NO_ORDER:
                why = (leg[1].text if leg is not None else "") or message or "no reason given"
                text = f"No order to {verb} exists: {why}."
                core.about(row, "bad", "trigger fired, but placed no order", text)
            case GttStage.EXPIRED | GttStage.CANCELLED | GttStage.DISABLED | GttStage.REJECTED:
                text = f"It will not {verb} any more. {row.message}".strip()
                core.about(row, "warn", f"trigger {stage.value}", text)
            case _:
                return


def _is_live(row: Gtt) -> bool:
    return row.state is GttState.ACTIVE or (
        row.state is GttState.TRIGGERED and all(result is None for result in row.results)
    )


def _quiet(row: Gtt) -> tuple[float, float]:
    """Return the prices between which a trigger does not fire, both ends excluded."""
    low, high = 0.0, _FAR
    for number, leg in enumerate(row.legs):
        trigger = float(leg.trigger_price)
        if rises(row.kind, number, leg.trigger_price, row.last_price):
            high = min(high, trigger)
        else:
            low = max(low, trigger)
    return low, high


def _may_place(row: Gtt, order: Order) -> bool:
    return any(
        leg.side is order.side and leg.quantity == order.quantity and leg.product is order.product
        for leg in row.legs
    )
