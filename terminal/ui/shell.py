"""What the window is told: the panels and a handful of verbs. No service in sight.

`desk.build` fills it from the services; a test fills it by hand.
"""

from collections.abc import Awaitable, Callable

from msgspec import Struct
from PySide6.QtWidgets import QWidget

from terminal.domain.ids import InstrumentId
from terminal.runtime.signals import Signal
from terminal.ui.kill import KillView
from terminal.ui.panel import Panel
from terminal.ui.status import StatusSources
from terminal.ui.topbar import TopSources


class PanelSpec(Struct, frozen=True, kw_only=True):
    """One panel: stable name, title, default place (see `layouts`), the key that goes to it.

    `late`: behind another tab at the start, so it is made after the first paint (see `late`).
    """

    name: str
    title: str
    place: str
    make: Callable[[], Panel]
    key: str = ""
    late: bool = False


class Desk(Struct, frozen=True, kw_only=True):
    """The window's whole world. Verbs without `Awaitable` return at once and do their work outside."""

    panels: tuple[PanelSpec, ...]
    top: TopSources
    status: StatusSources
    wanted: Signal[str]
    """Names a panel that somebody wants to see: it comes to the front, without taking the focus."""
    kill: KillView
    kill_changed: Signal[bool]
    engage_kill: Callable[[], None]
    release_kill: Callable[[], None]
    log_in: Callable[[QWidget, str], Awaitable[None]]
    reconnect: Callable[[str], None]
    stop_loading: Callable[[str], None]
    log_out: Callable[[str], None]
    select: Callable[[InstrumentId], None]
    switch_theme: Callable[[], None]
    toast_seconds: Callable[[], int]
    show_settings: Callable[[QWidget], Awaitable[None]]
    make_search: Callable[[QWidget], Callable[[str], None]]
    aclose: Callable[[], Awaitable[None]]
