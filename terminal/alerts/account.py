"""One logged-in account's alerts as its broker lists them, and what of ours is on its way there."""

import asyncio
from collections.abc import Iterable

from msgspec.structs import replace

from terminal.domain.alert import Alert, AlertEvent, AlertState, AlertTerms
from terminal.domain.facets import AlertFacet
from terminal.domain.ids import AccountId
from terminal.domain.order import OrderIntent
from terminal.domain.ports import Broker
from terminal.runtime.tasks import OnFailure, TaskScope

IN_FLIGHT = frozenset({AlertState.SENDING, AlertState.UNKNOWN})


class AlertAccount:
    """State only; `writes` and `service` change it.

    `rows` is the broker's list. `ours`: creations without an id yet, and those proved absent, by
    client id. `marks`: changes of listed alerts that are on their way. `epoch` grows when a write is
    known to have changed the list: a list asked for before that is old.
    """

    def __init__(self, broker: Broker, on_failure: OnFailure) -> None:
        self.broker = broker
        self.account: AccountId = broker.session.account
        self.facet: AlertFacet | None = broker.alerts
        self.sends = TaskScope(f"alerts {self.account} sends", on_failure)
        self.watches = TaskScope(f"alerts {self.account}", on_failure)
        self.rows: dict[str, Alert] = {}
        self.ours: dict[str, Alert] = {}
        self.marks: dict[str, tuple[AlertState, str]] = {}
        self.told: dict[str, int] = {}
        self.histories: dict[str, list[AlertEvent]] = {}
        self.claimed: set[str] = set()
        self.searching: set[str] = set()
        self.matched: set[str] = set()
        self.loaded = False
        self.recovered = False
        self.failed = ""
        self.epoch = 0
        self.reading = asyncio.Lock()

    def take(self, alerts: Iterable[Alert]) -> bool:
        """Replace the broker's list; True where something in it changed.

        What alerts have fired stays known for this run, also of those that are gone.
        """
        fresh = {alert.key: alert for alert in alerts}
        same = self.loaded and fresh == self.rows and not self.failed
        self.rows, self.loaded, self.failed = fresh, True, ""
        return not same

    def shown(self) -> list[Alert]:
        """Return the rows as a person should see them, in the broker's order."""
        rows = [self.shown_one(alert) for alert in self.rows.values()]
        return [*self.ours.values(), *rows]

    def shown_one(self, alert: Alert) -> Alert:
        mark = self.marks.get(alert.key)
        return alert if mark is None else replace(alert, state=mark[0], message=mark[1])

    def find(self, key: str) -> Alert | None:
        alert = self.rows.get(key)
        return self.ours.get(key) if alert is None else self.shown_one(alert)

    def twins(self, terms: AlertTerms, *, without: str = "") -> list[Alert]:
        """Return the enabled or unanswered alerts with the same terms."""
        return [
            alert
            for alert in self.shown()
            if alert.key != without
            and alert.state in {AlertState.ENABLED, *IN_FLIGHT}
            and same_condition(alert.terms, terms)
            and len(alert.terms.orders) == len(terms.orders)
        ]


def same_condition(one: AlertTerms, two: AlertTerms) -> bool:
    """True where both watch the same thing, whatever they are called."""
    return (
        one.instrument == two.instrument
        and one.measure == two.measure
        and one.operator == two.operator
        and one.other == two.other
        and (one.other is not None or one.level == two.level)
    )


def same_terms(one: AlertTerms, two: AlertTerms) -> bool:
    """True where a broker's row is what was asked for: name, condition and orders.

    Client ids are no part of it: brokers keep no id of ours on alerts.
    """
    return (
        one.name.strip() == two.name.strip()
        and same_condition(one, two)
        and list(map(_order_terms, one.orders)) == list(map(_order_terms, two.orders))
    )


def _order_terms(order: OrderIntent) -> tuple[object, ...]:
    return (
        order.instrument,
        order.side,
        order.quantity,
        order.order_type,
        order.product,
        order.price,
        order.trigger_price,
    )
