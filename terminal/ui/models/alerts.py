"""Alerts and their firings as rows. What does not move is put into words once a row.

Values and distances are read from the hub when a cell is painted or sorted: drawing, in floats.
"""

from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtCore import QObject

from terminal.alerts.local import FIRED
from terminal.alerts.words import amount, condition
from terminal.domain.alert import Alert, AlertEvent, AlertMeasure, AlertState, AlertTerms
from terminal.domain.ids import InstrumentId
from terminal.domain.ports import Clock
from terminal.ui import format as fmt
from terminal.ui.alerts.draft import order_sentence
from terminal.ui.columns import Column, ColumnModel

ValueOf = Callable[[AlertTerms], float | None]
_NAN = float("nan")
_STATE = {
    AlertState.SENDING: ("Sending", "amber"),
    AlertState.UNKNOWN: ("Unknown, checking", "amber"),
    AlertState.NOT_PLACED: ("Not created", "amber"),
    AlertState.ENABLED: ("Watching", "accent"),
    AlertState.DISABLED: ("Off", "muted"),
    AlertState.DELETED: ("Deleted", "muted"),
}


class AlertRow:
    """An alert, and its words, made when they are first needed: a list may have thousands.

    `hay` is everything the filter looks through.
    """

    __slots__ = ("_condition", "_hay", "alert")

    def __init__(self, alert: Alert) -> None:
        self.alert = alert
        self._condition = ""
        self._hay = ""

    @property
    def terms(self) -> AlertTerms:
        return self.alert.terms

    @property
    def condition(self) -> str:
        self._condition = self._condition or condition(self.alert.terms, fmt.instrument)
        return self._condition

    @property
    def hay(self) -> str:
        if not self._hay:
            alert, terms = self.alert, self.alert.terms
            words = (
                terms.name,
                self.condition,
                alert.symbol,
                state_text(alert),
                place_text(alert),
                fmt.account(terms.account),
                "orders" if terms.orders else "",
            )
            self._hay = " ".join(words).lower()
        return self._hay


class EventRow(Struct, frozen=True):
    """A firing; `number` counts from the oldest, so it names the row for good."""

    event: AlertEvent
    number: int
    hay: str


def event_rows(events: Sequence[AlertEvent]) -> list[EventRow]:
    """Return rows for firings that come newest first."""
    count = len(events)
    return [
        EventRow(event, count - n, f"{event.name} {event.condition} {event.order_text}".lower())
        for n, event in enumerate(events)
    ]


def state_text(alert: Alert) -> str:
    """Return the state in plain words: `Off` alone misleads where it fired."""
    text = _STATE[alert.state][0]
    if alert.state is AlertState.DISABLED:
        if alert.message == FIRED or (alert.fired and alert.terms.once):
            return "Fired, off"
        return text
    return f"{text}, fired" if alert.state is AlertState.ENABLED and alert.fired else text


def place_text(alert: Alert) -> str:
    return "This PC" if alert.terms.local else "Broker"


class AlertsModel(ColumnModel[AlertRow]):
    """The rows of the list."""

    def __init__(self, *, value_of: ValueOf, clock: Clock, parent: QObject | None = None) -> None:
        self._value_of = value_of
        super().__init__(_alert_columns(self, clock), key=lambda row: row.alert.key, parent=parent)

    def value(self, row: AlertRow) -> float:
        """Return what the left side is now, NaN where it is not known."""
        found = self._value_of(row.terms)
        return _NAN if found is None else found

    def level(self, row: AlertRow) -> float:
        """Return the right side now: the level, or the other instrument's price."""
        terms = row.terms
        if terms.other is None:
            return float(terms.level)
        found = self._value_of(_price_of(terms, terms.other))
        return _NAN if found is None else found

    def distance(self, row: AlertRow) -> float:
        """Return how far the value must move to the level: percent of it for prices, else units."""
        value, level = self.value(row), self.level(row)
        if row.terms.measure is not AlertMeasure.LAST:
            return level - value
        return (level - value) / value * 100 if value > 0 else _NAN


class EventsModel(ColumnModel[EventRow]):
    """The rows of the history."""

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(_event_columns(clock), key=lambda row: row.number, parent=parent)


def _price_of(terms: AlertTerms, instrument: InstrumentId) -> AlertTerms:
    return AlertTerms(
        client_id=terms.client_id,
        account=terms.account,
        name="",
        instrument=instrument,
        operator=terms.operator,
    )


def _alert_columns(model: AlertsModel, clock: Clock) -> Sequence[Column[AlertRow]]:
    def value_text(row: AlertRow) -> str:
        value = model.value(row)
        return amount(row.terms.measure, value) if value == value else fmt.NONE  # noqa: PLR0124

    def distance_text(row: AlertRow) -> str:
        away = model.distance(row)
        if away != away:  # noqa: PLR0124
            return fmt.NONE
        match row.terms.measure:
            case AlertMeasure.LAST:
                return fmt.percent(away)
            case AlertMeasure.CHANGE:
                return f"{fmt.signed(away)} pts"
            case AlertMeasure.FEED_AGE:
                return f"{fmt.signed(away, 0)} s"
            case AlertMeasure.VOLUME | AlertMeasure.OPEN_INTEREST | AlertMeasure.PNL:
                return fmt.signed(away, 0)

    def follows(row: AlertRow) -> str:
        count = len(row.terms.orders)
        return "Tell" if not count else f"{count} {'order' if count == 1 else 'orders'}"

    return (
        Column(
            key="condition",
            title="Condition",
            width=190,
            align="left",
            text=lambda row: row.condition,
            sort=lambda row: row.condition,
            bold=True,
        ),
        Column(
            key="value",
            title="Now",
            width=92,
            text=value_text,
            sort=model.value,
            tip="What is watched, as it is now",
        ),
        Column(
            key="distance",
            title="Distance",
            width=82,
            text=distance_text,
            sort=model.distance,
            tip="How far it must move to the level: percent of a price, else in its own units",
        ),
        Column(
            key="state",
            title="State",
            width=116,
            align="left",
            text=lambda row: state_text(row.alert),
            color=lambda row: _STATE[row.alert.state][1],
            sort=lambda row: state_text(row.alert),
            hint=lambda row: row.alert.message,
        ),
        Column(
            key="place",
            title="Watched by",
            width=84,
            align="left",
            text=lambda row: place_text(row.alert),
            color=lambda _row: "muted",
            sort=lambda row: row.terms.local,
            hint=lambda row: (
                "Needs this computer to be on and logged in"
                if row.terms.local
                else "Goes on while this computer is off"
            ),
        ),
        Column(
            key="fired",
            title="Fired",
            width=52,
            text=lambda row: str(row.alert.fired) if row.alert.fired else "",
            sort=lambda row: row.alert.fired,
            tip="How often it has fired",
        ),
        Column(
            key="follows",
            title="Then",
            width=70,
            align="left",
            text=follows,
            color=lambda row: "amber" if row.terms.orders else "muted",
            sort=lambda row: len(row.terms.orders),
            hint=lambda row: "\n".join(map(order_sentence, row.terms.orders)),
            tip="What happens when it fires",
        ),
        Column(
            key="name",
            title="Name",
            width=170,
            align="left",
            text=lambda row: row.terms.name,
            sort=lambda row: row.terms.name.lower(),
        ),
        Column(
            key="symbol",
            title="Instrument",
            width=130,
            align="left",
            text=lambda row: (
                fmt.instrument(row.terms.instrument)
                if row.terms.instrument is not None
                else "Account"
            ),
            sort=lambda row: row.alert.symbol,
        ),
        Column(
            key="created",
            title="Created",
            width=104,
            align="left",
            text=lambda row: fmt.moment_ist(row.alert.created_ns, clock.now_ns()),
            color=lambda _row: "muted",
            sort=lambda row: row.alert.created_ns,
        ),
        Column(
            key="account",
            title="Account",
            width=74,
            align="left",
            text=lambda row: fmt.account(row.terms.account),
            color=lambda _row: "muted",
            sort=lambda row: row.terms.account,
        ),
    )


def _event_columns(clock: Clock) -> Sequence[Column[EventRow]]:
    return (
        Column(
            key="time",
            title="Fired at",
            width=118,
            align="left",
            text=lambda row: _moment(row.event.fired_ns, clock.now_ns()),
            sort=lambda row: row.event.fired_ns,
            hint=lambda row: (
                f"{fmt.date_ist(row.event.fired_ns)} {fmt.time_ist(row.event.fired_ns, ms=True)}"
            ),
        ),
        Column(
            key="name",
            title="Name",
            width=170,
            align="left",
            text=lambda row: row.event.name,
            sort=lambda row: row.event.name.lower(),
        ),
        Column(
            key="condition",
            title="Condition",
            width=200,
            align="left",
            text=lambda row: row.event.condition,
            sort=lambda row: row.event.condition,
        ),
        Column(
            key="value",
            title="Value",
            width=92,
            text=lambda row: fmt.price(row.event.value),
            sort=lambda row: row.event.value,
            tip="What was watched, at the tick that fired it",
            bold=True,
        ),
        Column(
            key="last",
            title="Last",
            width=88,
            text=lambda row: fmt.price(row.event.last),
            sort=lambda row: row.event.last,
            tip="The last price at that tick",
        ),
        Column(
            key="volume",
            title="Volume",
            width=92,
            text=lambda row: fmt.quantity(row.event.volume) if row.event.volume else "",
            sort=lambda row: row.event.volume,
        ),
        Column(
            key="oi",
            title="OI",
            width=80,
            text=lambda row: fmt.quantity(row.event.oi) if row.event.oi else "",
            sort=lambda row: row.event.oi,
        ),
        Column(
            key="orders",
            title="Orders",
            width=220,
            align="left",
            text=lambda row: row.event.order_text,
            color=lambda row: "amber" if "refused" in row.event.order_text else "muted",
            sort=lambda row: row.event.order_text,
            hint=lambda row: row.event.order_text,
        ),
    )


def _moment(ns: int, now_ns: int) -> str:
    text = fmt.moment_ist(ns, now_ns)
    return f"{text}.{ns // 1_000_000 % 1000:03d}" if ns > 0 else text
