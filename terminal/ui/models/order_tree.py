"""Orders as a tree: a summary over an iceberg's legs or a large order's slices, a stop under its entry.

A summary is no order of the broker's: its figures are sums, and what is done to it is done to its
parts. Pure: no Qt, no clock, sends nothing.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from terminal.domain.ids import AccountId, BrokerOrderId
from terminal.domain.order import Order, OrderState, Variety
from terminal.ui import format as fmt

_SLICE_TAG = "autoslice:"
_OWN_TAG = re.compile(
    r"TERM[A-Z2-7]{12}|autoslice(:.*)?|mktp(:.*)?"
)  # machinery's: nobody typed them
_GONE = frozenset({OrderState.REJECTED, OrderState.NOT_PLACED})


class OrderRow(Struct, frozen=True):
    """An order on screen; `family` names what belongs together, `child` indents.

    `parts` of a summary are the orders it sums up; `order` then carries the sums under the first
    part's name. `refused`: the broker's words for a slice that it did not take; it has no order.
    """

    order: Order
    family: str
    child: bool = False
    children: int = 0
    parts: tuple[Order, ...] = ()
    refused: str = ""
    number: int = 0

    @property
    def key(self) -> str:
        if self.parts:
            return f"{self.family} summary"
        return f"{self.order.key} refused {self.number}" if self.refused else self.order.key

    @property
    def is_open(self) -> bool:
        return not self.order.state.is_terminal

    @property
    def open_orders(self) -> tuple[Order, ...]:
        """The broker's orders behind this row that can still be cancelled."""
        if self.refused:
            return ()
        return tuple(o for o in self.parts or (self.order,) if not o.state.is_terminal)

    @property
    def single(self) -> Order | None:
        """The one order that this row is, or the one of its parts that still works."""
        if self.refused:
            return None
        if not self.parts:
            return self.order
        working = self.open_orders
        return working[0] if len(working) == 1 else None

    @property
    def left_out(self) -> int:
        """Units that were wanted and that no accepted part stands for: the refused slices."""
        wanted = self.order.intent.quantity if self.order.intent is not None else 0
        if self.refused:
            return self.order.quantity
        if not self.order.refused:
            return 0
        return max(0, wanted - sum(part.quantity for part in self.parts or (self.order,)))


def state_words(order: Order) -> str:
    """Return the status in plain words."""
    match order.state:
        case OrderState.UNKNOWN:
            return "Unknown, checking"
        case OrderState.PARKED:
            return "Waits for next session"
        case OrderState.CANCELLED | OrderState.LAPSED if order.filled:
            return f"{fmt.label(order.state)}, part filled"
        case OrderState.OPEN if order.filled:
            return "Part filled"
        case _:
            return fmt.label(order.state)


def row_state(row: OrderRow) -> str:
    """Return a row's status: of a summary how many of its parts are done."""
    if row.refused:
        return "Refused"
    if not row.parts:
        return state_words(row.order)
    done = sum(part.state is OrderState.COMPLETE for part in row.parts)
    total = parts_wanted(row)
    word = "legs" if row.order.variety is Variety.ICEBERG else "slices"
    if row.order.refused:
        return f"{done} of {total} done, {len(row.order.refused)} refused"
    if row.order.state in {OrderState.CANCELLED, OrderState.LAPSED}:
        return f"{done} of {total} done, stopped"
    return f"{done} of {total} {word} done"


def parts_wanted(row: OrderRow) -> int:
    """Return how many parts a summary's order has in all, those still to come and refused included."""
    first = row.parts[0]
    if first.iceberg is not None:
        return max(len(row.parts), first.iceberg.legs)
    return len(row.parts) + len(row.order.refused)


def type_words(order: Order) -> str:
    """Return the type, with what is special about it: 'LIMIT IOC', 'SL-M', 'LIMIT AMO'."""
    words = [fmt.label(order.order_type)]
    if order.validity.value != "day":
        words.append("IOC" if order.validity.value == "ioc" else "TTL")
    if order.variety is not Variety.REGULAR:
        words.append(fmt.label(order.variety))
    return " ".join(words)


def tag_words(order: Order) -> str:
    """Return the person's own tag; of an order placed elsewhere the tags it came with."""
    if order.intent is not None:
        return order.intent.user_tag
    return ", ".join(tag for tag in order.tags if not _OWN_TAG.fullmatch(tag))


def name_of(row: OrderRow) -> str:
    """Return what a row is called: the instrument, or what it is to its parent."""
    order = row.order
    if not row.child:
        return fmt.instrument(order.instrument)
    if row.refused:
        return f"slice {row.number}"
    if order.iceberg is not None:
        return f"leg {order.iceberg.leg} of {order.iceberg.legs}"
    return "stop leg" if order.parent_id is not None else f"slice {row.number}"


def families(
    orders: Iterable[Order], *, refused_sizes: Mapping[str, Sequence[int]] | None = None
) -> list[OrderRow]:
    """Return rows in the order of the screen: open families, then closed, newest first.

    `orders` newest first. A family is open while any of its members is. `refused_sizes`: by the key
    of a sliced order, the units of each slice that was refused, where they are known.
    """
    rows = list(orders)
    by_id = {(o.account, o.broker_id): o.key for o in rows if o.broker_id is not None}
    keys = {o.key for o in rows}
    members: dict[str, list[Order]] = {}
    for order in rows:
        members.setdefault(_parent_key(order, by_id, keys) or order.key, []).append(order)
    _join_icebergs(members)
    open_rows: list[OrderRow] = []
    closed_rows: list[OrderRow] = []
    for head, family in members.items():
        target = closed_rows if all(o.state.is_terminal for o in family) else open_rows
        if len(family) == 1 and not family[0].refused and family[0].iceberg is None:
            target.append(OrderRow(family[0], head))
            continue
        target.extend(_family(head, family, (refused_sizes or {}).get(head, ())))
    return open_rows + closed_rows


def _family(head: str, family: list[Order], sizes: Sequence[int]) -> list[OrderRow]:
    # Ours comes first: its time is this machine's, and the broker's clock may differ.
    family = sorted(
        family, key=lambda o: (o.iceberg.leg if o.iceberg else 0, o.key != head, o.placed_ns, o.key)
    )
    parent = next((o for o in family if o.key == head), None)
    if any(o.parent_id is not None for o in family):
        children = [o for o in family if o is not parent]
        rows = [] if parent is None else [OrderRow(parent, head, children=len(children))]
        return rows + [OrderRow(o, head, child=parent is not None) for o in children]
    if not _are_parts(family):
        # Several rows under one tag that are no parts of one order: a possible duplicate. Each
        # stands for itself, beside the other.
        return [OrderRow(o, head) for o in family]
    rows = [OrderRow(o, head, child=True, number=n) for n, o in enumerate(family, start=1)]
    summary = _summary(parent or family[0], family)
    for n, words in enumerate(summary.refused):
        units = sizes[n] if n < len(sizes) else 0
        refused = replace(
            summary, quantity=units, filled=0, state=OrderState.REJECTED, refused=(), hint=""
        )
        rows.append(OrderRow(refused, head, child=True, refused=words, number=len(family) + n + 1))
    return [OrderRow(summary, head, children=len(rows), parts=tuple(family)), *rows]


def _are_parts(family: list[Order]) -> bool:
    return any(
        o.iceberg is not None
        or o.refused
        or o.variety is Variety.ICEBERG
        or any(tag.startswith(_SLICE_TAG) for tag in o.tags)
        or (o.intent is not None and o.intent.slice_above_freeze)
        for o in family
    )


def _summary(first: Order, parts: list[Order]) -> Order:
    filled = sum(part.filled for part in parts)
    worth = sum((part.average_price * part.filled for part in parts), Decimal(0))
    quantity = sum(part.quantity for part in parts)
    if first.iceberg is not None:
        quantity = max(quantity, first.iceberg.total_quantity)
    elif first.intent is not None and first.refused:
        quantity = max(quantity, first.intent.quantity)
    return replace(
        first,
        quantity=quantity,
        filled=filled,
        average_price=worth / filled if filled else Decimal(0),
        state=_summed_state(parts, filled=filled, quantity=quantity),
        message="; ".join(dict.fromkeys(p.message for p in parts if p.message)),
        iceberg=None,
    )


def _summed_state(parts: list[Order], *, filled: int, quantity: int) -> OrderState:
    for state in (OrderState.UNKNOWN, OrderState.SENDING, OrderState.JOURNALLED):
        if any(part.state is state for part in parts):
            return state
    live = [part.state for part in parts if not part.state.is_terminal]
    if live:
        return live[-1]
    if filled >= quantity:
        return OrderState.COMPLETE
    if all(part.state in _GONE for part in parts):
        return OrderState.REJECTED
    ended = [part.state for part in parts if part.state is not OrderState.COMPLETE]
    # Every leg told of is filled and the next is not told of yet.
    return OrderState.CANCELLED if ended else OrderState.COMPLETE


def _join_icebergs(members: dict[str, list[Order]]) -> None:
    # Legs of an iceberg that was placed elsewhere bear a tag of its own, or none: they are one order
    # where instrument, side, price and size agree and their leg numbers follow each other.
    open_by_shape: dict[tuple[object, ...], str] = {}

    def age(head: str) -> tuple[int, int]:
        first = members[head][0]  # brokers stamp whole seconds: two legs often share one
        return first.placed_ns, first.iceberg.leg if first.iceberg is not None else 0

    for head in sorted(members, key=age):
        family = members[head]
        order = family[0]
        if len(family) > 1 or order.iceberg is None or order.intent is not None:
            continue
        leg = order.iceberg
        shape = (order.account, order.instrument, order.side, leg.legs, leg.leg_quantity,
                 leg.total_quantity, tuple(t for t in order.tags if t))  # fmt: skip
        if leg.leg == 1 or shape not in open_by_shape:
            open_by_shape[shape] = head
            continue
        members[open_by_shape[shape]].extend(members.pop(head))


def _parent_key(
    order: Order,
    by_id: dict[tuple[AccountId, BrokerOrderId], str],
    keys: set[str],
) -> str | None:
    if order.parent_id is not None:
        return by_id.get((order.account, order.parent_id))
    for tag in order.tags:
        if tag.startswith(_SLICE_TAG) and len(tag) > len(_SLICE_TAG):
            parent = by_id.get((order.account, BrokerOrderId(tag.removeprefix(_SLICE_TAG))))
            if parent is not None:
                return parent if parent != order.key else None
    for tag in order.tags:
        if tag != order.key and tag in keys:
            return tag
    return None
