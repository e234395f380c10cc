"""The alerts panel: what is watched and by whom, what has fired, and the editor beside it.

Nothing here talks to a broker: the alert service does, and this panel shows what it says.
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from terminal.alerts.service import AlertService
from terminal.domain.alert import Alert, AlertState
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.notice import Notice, Refused
from terminal.domain.ports import Clock, InstrumentSource
from terminal.market.catalog import Catalog
from terminal.market.hub import Hub
from terminal.runtime.tasks import OnFailure
from terminal.ui.alerts.pane import AlertPane
from terminal.ui.controls import Slot
from terminal.ui.dialogs import confirm
from terminal.ui.frame import FrameClock
from terminal.ui.i18n import told, tr
from terminal.ui.link import AlertRequest, Link
from terminal.ui.models.alerts import (
    AlertRow,
    AlertsModel,
    EventRow,
    EventsModel,
    event_rows,
)
from terminal.ui.models.marks import LiveColumns, Marks
from terminal.ui.notices import Entry
from terminal.ui.panels.book import BookPanel
from terminal.ui.table import LiveTable
from terminal.ui.theme import Theme
from terminal.ui.ticket.widgets import ElidedLabel, Segments

LOOK_EVERY = 15
"""Frames between looks at which rows can be seen, and at the form's live value."""
AHEAD = 20
"""Rows above and below the visible ones whose instruments are watched too."""
KEY = "alert "
_FIXED = frozenset({AlertState.SENDING, AlertState.UNKNOWN})


class AlertsPanel(BookPanel):
    """Alerts and their history. `see_notice` takes the key of a notice that was clicked."""

    def __init__(
        self,
        *,
        alerts: AlertService,
        instruments: InstrumentSource,
        catalog: Catalog,
        hub: Hub,
        clock: Clock,
        link: Link,
        theme: Theme,
        frame: FrameClock,
        on_failure: OnFailure,
    ) -> None:
        super().__init__(
            "alerts", "Alerts", link=link, theme=theme, frame=frame, on_failure=on_failure
        )
        self._alerts = alerts
        self._marks = Marks(hub)
        self._version = -1
        self._frames = 0
        self._words: dict[str, tuple[Alert, AlertRow]] = {}
        self.model = AlertsModel(value_of=alerts.value_of, clock=clock)
        self.events = EventsModel(clock)
        self._live = LiveColumns(self.model, "value", "distance")
        self._page = Segments(
            "alerts.page",
            [(False, "Alerts", "What is watched"), (True, "History", "What has fired")],
        )
        self.tools.addWidget(self._page)
        self.tools.addWidget(self.filter)
        self._count = ElidedLabel(theme)
        self._count.setObjectName("alerts.count")
        self.tools.addWidget(self._count, 1)
        self._new = self.button(
            "new", "New alert", "Open the editor  (A)", self.open_alert, kind="primary"
        )
        self._change = self.button("change", "Change", "Change the terms  (Return)", self.change)
        self._switch = self.button("switch", "Switch off", "Only for this PC's alerts", self.switch)
        self._delete = self.button("delete", "Delete", "Delete the selected  (Del)", self.delete)
        self.use_model(self.model)
        self.history = LiveTable("alerts.history", "Alert history", theme=theme)
        self.events.setParent(self)
        self.history.use_model(self.events)
        self.history.horizontalHeader().setStretchLastSection(True)
        self.pane = AlertPane(
            alerts=alerts,
            catalog=catalog,
            instruments=instruments,
            prices=hub,
            scope=self.scope,
            theme=theme,
            clock=clock,
        )
        self._lay_out()
        self._page.set_value(False)
        self._page.chosen.connect(self._on_page)
        self.pane.done.connect(self._on_done)
        self.pane.closed.connect(self._on_closed)
        self.table.enter_pressed.connect(self.change)
        self.table.doubleClicked.connect(self.change)
        self.table.delete_pressed.connect(self.delete)
        self.table.selectionModel().selectionChanged.connect(self._show_buttons)
        self.history.enter_pressed.connect(self._see_alert)
        self.history.doubleClicked.connect(self._see_alert)
        self.key("Space", self.switch)
        self._undo: list[Callable[[], None]] = [link.alert.connect(self.open_request)]
        self.rebuild()

    # -- verbs

    def open_request(self, request: AlertRequest) -> None:
        """Show the editor for a new alert, filled this far."""
        self._page.set_value(False)
        self.pane.open_new(request)

    @override
    def open_alert(self) -> None:
        """Show the editor for the current row's instrument, else the selected one."""
        instrument = self._current_instrument() or self.link.current
        self.open_request(AlertRequest(instrument=instrument))

    def change(self) -> None:
        """Show the current alert's terms to change them."""
        row = self.table.current_row()
        if isinstance(row, AlertRow) and row.alert.state not in _FIXED:
            if row.alert.state is AlertState.NOT_PLACED:
                self.pane.open_change(row.alert)
                self.pane.as_new()
            else:
                self.pane.open_change(row.alert)

    def switch(self) -> None:
        """Switch the chosen alerts of this PC on, or off where they are on."""
        rows = [row for row in self.chosen() if self._alerts.can_switch(row.alert)]
        if rows:
            enabled = rows[0].alert.state is not AlertState.ENABLED
            self.scope.spawn(self._switched([r.alert for r in rows], enabled), name="switch")

    def delete(self) -> None:
        """Delete the chosen alerts; several are asked about first."""
        rows = [row for row in self.chosen() if row.alert.state not in _FIXED]
        if rows:
            self.scope.spawn(self._deleted([row.alert for row in rows]), name="delete")

    def on_notice(self, entry: Entry) -> None:
        """Follow the click on a notice."""
        self.see_notice(entry.key)

    def see_notice(self, key: str) -> None:
        """Put the cursor on the alert that a clicked notice is about."""
        if key.startswith(KEY):
            self._page.set_value(False)
            self.filter.clear()
            self.rebuild()
            self.table.select_key(key.removeprefix(KEY))

    # -- callbacks

    @override
    def on_frame(self) -> None:
        if self._alerts.version != self._version:
            self.rebuild()
            self.pane.on_change()
        if self._frames == 0:
            self._watch_visible()
            self.pane.on_tick()
        self._frames = (self._frames + 1) % LOOK_EVERY
        if self._live.tell(self._marks.moved(), _shows):
            self.fit_sometimes()

    @override
    def rebuild(self) -> None:
        self._version = self._alerts.version
        alerts = self._alerts.alerts()
        before, self._words = self._words, {}
        wanted = self.filter.text().lower().split()
        shown: list[AlertRow] = []
        for alert in alerts:
            known = before.get(alert.key)
            row = known[1] if known is not None and known[0] is alert else AlertRow(alert)
            self._words[alert.key] = (alert, row)
            if not wanted or all(word in row.hay for word in wanted):
                shown.append(row)
        self.model.set_rows(shown)
        rows = event_rows(self._alerts.events()) if self._page.value() is True else []
        events = [row for row in rows if all(word in row.hay for word in wanted)]
        self.events.set_rows(events)
        self.fit()
        self._show_count(len(shown), len(alerts), len(events), len(rows))
        self._say_why_empty(shown=bool(shown), alerts=bool(alerts), events=bool(events))
        self._show_buttons()
        self._frames = 0

    @override
    def instrument_of(self, row: Any) -> InstrumentId | None:
        if isinstance(row, AlertRow):
            return row.terms.instrument
        return row.event.instrument if isinstance(row, EventRow) else None

    @override
    def context_actions(self) -> Sequence[tuple[str, str, Slot, bool] | None]:
        rows = self.chosen()
        one = len(rows) == 1 and rows[0].alert.state not in _FIXED
        can = any(self._alerts.can_switch(row.alert) for row in rows)
        linked = self._current_instrument() is not None
        return (
            ("new", "New alert…\tA", self.open_alert, True),
            ("change", "Change…\tReturn", self.change, one),
            ("switch", f"{self._switch.text()}\tSpace", self.switch, can),
            ("delete", "Delete\tDel", self.delete, bool(rows)),
            None,
            ("chart", "Chart\tC", self.open_chart, linked),
            ("depth", "Depth\tD", self.open_depth, linked),
            None,
            ("copy", "Copy\tCtrl+C", self.table.copy, True),
        )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.pane.fit_into(event.size().width(), event.size().height())

    @override
    def on_theme(self) -> None:
        super().on_theme()
        self.pane.on_theme()

    @override
    def save_state(self) -> dict[str, object]:
        return super().save_state() | {"history": self.history.save_state()}

    @override
    def restore_state(self, state: dict[str, object]) -> None:
        super().restore_state(state)
        history = state.get("history")
        if isinstance(history, dict):
            self.history.restore_state(history)

    @override
    async def aclose(self) -> None:
        for undo in self._undo:
            undo()
        self._marks.close()
        await super().aclose()

    # -- inside

    def _lay_out(self) -> None:
        """Put both tables into one place and the pane at their right."""
        layout = self.body.layout()
        assert layout is not None
        inner = QWidget()
        row = QHBoxLayout(inner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.table, 1)
        row.addWidget(self.history, 1)
        self.history.hide()
        row.addWidget(self.pane)
        layout.addWidget(inner)

    def _on_page(self) -> None:
        history = self._page.value() is True
        self.history.setVisible(history)
        self.table.setVisible(not history)
        self.hand_focus(self.history if history else self.table)
        self.rebuild()

    def _on_done(self, key: str) -> None:
        self.rebuild()
        self.table.select_key(key)

    def _on_closed(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _see_alert(self) -> None:
        row = self.history.current_row()
        if isinstance(row, EventRow):
            self.see_notice(f"{KEY}{row.event.key}")

    async def _switched(self, alerts: Sequence[Alert], enabled: bool) -> None:  # noqa: FBT001
        for alert in alerts:
            refused = await self._alerts.enable(alert.key, enabled=enabled)
            if refused is not None:
                self._say(f"{alert.terms.name}: not switched", refused)

    async def _deleted(self, alerts: Sequence[Alert]) -> None:
        many = len(alerts)
        if many > 1 and not await confirm(
            self,
            heading=f"Delete {many} alerts?",
            text="They are gone for good. What has fired stays in the history of this run.",
            yes=f"Delete {many}",
            danger=True,
        ):
            return
        for result in await self._alerts.delete([alert.key for alert in alerts]):
            if isinstance(result, Refused):
                self._say("Not deleted", result)

    def _say(self, title: str, refused: Refused) -> None:
        self._alerts.notices.emit(Notice(level="bad", title=title, text=refused.text))

    def _watch_visible(self) -> None:
        """Keep what can be seen streamed, and nothing else: a long list must not fill the feed."""
        model, table = self.model, self.table
        count = model.rowCount()
        if not count or table.isHidden():
            self._marks.keep(())
            return
        first = max(0, table.rowAt(0) - AHEAD)
        last = table.rowAt(table.viewport().height() - 1)
        last = count - 1 if last < 0 else min(count - 1, last + AHEAD)
        wanted: set[InstrumentId] = set()
        for number in range(first, last + 1):
            terms = model.row_at(number).terms
            wanted |= {each for each in (terms.instrument, terms.other) if each is not None}
        self._marks.keep(wanted)

    def _show_count(self, shown: int, alerts: int, events: int, all_events: int) -> None:
        if self._page.value() is True:
            self._count.set_text(f"{events} of {all_events}" if all_events else "")
        else:
            here = sum(row.terms.local for row in self.model.rows)
            note = f" · {here} on this PC: needs this computer to be on" if here else ""
            self._count.set_text(f"{shown} of {alerts}{note}" if alerts else "")

    def _show_buttons(self) -> None:
        history = self._page.value() is True
        rows = [] if history else self.chosen()
        free = [row for row in rows if row.alert.state not in _FIXED]
        can = [row for row in free if self._alerts.can_switch(row.alert)]
        on = bool(can) and can[0].alert.state is AlertState.ENABLED
        self._change.setEnabled(len(free) == 1)
        self._delete.setEnabled(bool(free))
        self._switch.setEnabled(bool(can))
        self._switch.setText(tr("Switch on") if can and not on else tr("Switch off"))
        tip = "Switch this PC's alerts on and off  (Space)"
        if free and not can:
            tip = "The broker offers no switch for its alerts: change or delete it."
        self._switch.setToolTip(told(tip))

    def _say_why_empty(self, *, shown: bool, alerts: bool, events: bool) -> None:
        if self._page.value() is True:
            self._why_no_events(events=events)
            return
        place = self.table.viewport()
        accounts = self._alerts.accounts()
        failures = [text for a in accounts if (text := self._alerts.failed(a))]
        if shown:
            self.hide_empty()
        elif alerts:
            self.show_empty(
                "No alert matches the filter.", "Clear it", self.filter.clear, over=place
            )
        elif not accounts:
            self.show_empty("Alerts appear here once an account is logged in.", over=place)
        elif failures:
            self.show_empty(
                f"The broker's alerts could not be read: {failures[0]}\nIt is tried again by "
                "itself. This PC can watch prices meanwhile.",
                "New alert",
                self.open_alert,
                over=place,
            )
        elif not all(self._alerts.loaded(a) for a in accounts):
            self.show_empty("Reading alerts…", over=place)
        else:
            self.show_empty(self._no_alerts(accounts), "New alert", self.open_alert, over=place)

    def _no_alerts(self, accounts: Sequence[AccountId]) -> str:
        text = "No alerts.\nPress A on a row of any list, or right-click a price in the chart."
        if not any(self._alerts.rules(account) for account in accounts):
            text += "\nThis account's broker has no alerts: this PC watches while it is on."
        return text

    def _why_no_events(self, *, events: bool) -> None:
        place = self.history.viewport()
        if events:
            self.hide_empty()
        elif self.filter.text().strip():
            self.show_empty(
                "No firing matches the filter.", "Clear it", self.filter.clear, over=place
            )
        else:
            self.show_empty(
                "Nothing has fired yet.\nEach firing is kept here with its tick.", over=place
            )


def _shows(row: AlertRow, instruments: set[InstrumentId]) -> bool:
    return row.terms.instrument in instruments or row.terms.other in instruments
