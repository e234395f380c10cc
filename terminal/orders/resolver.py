"""Orders whose reply was lost: search the broker's book until found, or proved absent.

One task an order, in the account's scope; `orders/reconcile.py` decides, this reads and tells.
"""

from msgspec.structs import replace

from terminal.domain.errors import TerminalError
from terminal.domain.ids import BrokerOrderId
from terminal.domain.order import Order, OrderIntent, OrderState, OrderUpdate
from terminal.orders import reconcile
from terminal.orders.book import OrderBook
from terminal.orders.core import Core
from terminal.orders.journal import Fate
from terminal.orders.reconcile import Absent, Found, KeepLooking, Search
from terminal.orders.sync import Sync, duplicate_words


class Resolver:
    """Runs searches. An order is searched for at most once at a time."""

    def __init__(self, core: Core, sync: Sync) -> None:
        self._core = core
        self._sync = sync
        self._running: set[str] = set()

    def start(self, order: Order, *, sent_ns: int, at_once: bool = False) -> None:
        """Begin the search for an UNKNOWN order of ours; `at_once`: the first read needs no pause."""
        entry = self._core.accounts.get(order.account)
        if entry is None or order.key in self._running or order.intent is None:
            return
        search = Search(order.intent, sent_ns)
        self._running.add(order.key)
        work = self._run(order.key, search, at_once=at_once)
        task = entry.watches.spawn(work, name=f"find {order.key}")
        # Not `finally`: a task that is cancelled before its first step runs none.
        task.add_done_callback(lambda _: self._running.discard(order.key))

    async def _run(self, key: str, search: Search, *, at_once: bool) -> None:
        if await self._search(key, search, at_once=at_once):
            await self._watch(key)

    async def _search(self, key: str, search: Search, *, at_once: bool) -> bool:
        """Search until decided; True where the order was proved absent."""
        clock, account = self._core.clock, search.intent.account
        start_ns = clock.monotonic_ns()
        wait_s = 0.0 if at_once else search.first_wait_s
        while self._is_unknown(key):
            await clock.sleep(wait_s)
            rows = await self._read(search.intent)
            if not self._is_unknown(key):
                break
            if rows is None:
                wait_s = search.failed().wait_s
                continue
            elapsed_s = (clock.monotonic_ns() - start_ns) / 1e9
            taken = _taken(self._core.book, search.intent)
            match search.read(rows, elapsed_s=elapsed_s, taken=taken):
                case KeepLooking(wait_s=pause):
                    wait_s = pause
                    self._sync.fold_rows(rows)
                case Found() as found:
                    self._adopt(key, found, rows)
                    return False
                case Absent():
                    self._sync.fold_rows(rows)
                    self._conclude_absent(key, search)
                    return True
        self._core.book.release_parked(account)
        return False

    async def _read(self, intent: OrderIntent) -> list[OrderUpdate] | None:
        entry = self._core.accounts.get(intent.account)
        if entry is None:
            return None
        try:
            return await entry.broker.fetch_orders()
        except TerminalError:
            return None  # counted by the search: a failed read proves nothing

    def _is_unknown(self, key: str) -> bool:
        order = self._core.book.order(key)
        return order is not None and order.state is OrderState.UNKNOWN and order.broker_id is None

    def _adopt(self, key: str, found: Found, rows: list[OrderUpdate]) -> None:
        core, row = self._core, found.row
        core.book.bind(key, row.broker_id)
        self._sync.fold_rows(rows)
        order = core.book.order(key)
        assert order is not None
        core.settle_if_open(order)
        if found.by_terms:
            hint = "Matched by instrument, side, quantity and time: the broker's row has no tag."
            core.book.put(replace(order, hint=hint))
        elif found.others:
            others = [
                other
                for other_row in found.others
                if (other := core.book.by_broker_id(row.account, other_row.broker_id)) is not None
            ]
            core.book.put(replace(order, hint=duplicate_words(order, others)))
        core.book.release_parked(row.account)

    def _conclude_absent(self, key: str, search: Search) -> None:
        core = self._core
        order = core.book.order(key)
        assert order is not None
        text = (
            f"Not placed: the broker's order book was read {search.healthy} times over"
            f" {reconcile.WINDOW_S:.0f} s or more and does not have it."
        )
        hint = "Make a new order if you still want it. The book is watched for 2 more minutes."
        core.book.put(
            replace(order, state=OrderState.NOT_PLACED, pending=0, message=text, hint=hint)
        )
        core.settle(search.intent.client_id, Fate.NOT_PLACED, note=text)
        core.cancel_on_sight.discard(key)
        core.book.release_parked(order.account)
        title = f"{order.side.value.capitalize()} {order.quantity} {order.symbol}"
        core.notify("bad", title, f"{text} {hint}", key)

    async def _watch(self, key: str) -> None:
        # A row may still turn up late: the fold reopens the order, and the person is told.
        clock, waited = self._core.clock, 0.0
        while waited < reconcile.WATCH_S:
            await clock.sleep(reconcile.WATCH_EVERY_S)
            waited += reconcile.WATCH_EVERY_S
            order = self._core.book.order(key)
            if order is None or order.intent is None or order.broker_id is not None:
                return
            rows = await self._read(order.intent)
            self._sync.fold_rows(rows or ())


def _taken(book: OrderBook, intent: OrderIntent) -> frozenset[BrokerOrderId]:
    return frozenset(
        order.broker_id
        for order in book.orders()
        if order.broker_id is not None
        and order.intent is not None
        and order.account == intent.account
    )
