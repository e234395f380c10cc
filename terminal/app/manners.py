"""The program's own manners, wired: a second start, safe mode, diagnostics, settings files, updates.

Nothing here touches an order. Verbs are commands of the menu; the rest is told by notices.
"""

import logging
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from terminal import __version__
from terminal.app.accounts import Accounts
from terminal.app.history import LateHistory
from terminal.app.instance import Request
from terminal.app.late import LateSecrets
from terminal.app.updates import UpdateChecker, market_open
from terminal.domain.errors import TerminalError
from terminal.domain.ports import Clock
from terminal.orders.service import OrderService
from terminal.runtime.config import SettingsStore
from terminal.runtime.lastrun import BEAT_S, RunMarker
from terminal.runtime.manifest import Manifest, load_key
from terminal.runtime.paths import Paths, resources_dir
from terminal.runtime.tasks import TaskScope
from terminal.runtime.worker import Worker
from terminal.ui.actions import Actions, Spec
from terminal.ui.dialogs import ask, confirm
from terminal.ui.exports.path import ask_path
from terminal.ui.help.guide import Guide
from terminal.ui.i18n import tr
from terminal.ui.notices import Notices
from terminal.ui.theme import Theme
from terminal.ui.window import Window

log = logging.getLogger(__name__)
RESTART, RESTART_SAFE = 1001, 1002
"""Exit codes of this process's own: start again, as before or in safe mode."""
_NOTICES = 50
SAFE_TEXT = (
    "The panels stand as shipped and your own arrangement is kept for later; nobody was logged in by "
    "itself; triggers and alerts kept on this computer send no order, and downloads do not begin by "
    "themselves. Orders that you send work as ever."
)
SPECS = (
    Spec(id="settings.export", text="Export settings…", menu="Terminal", rank=31, icon="copy",
         tip="Save the settings as a file for another computer: no accounts, no passwords."),
    Spec(id="settings.import", text="Import settings…", menu="Terminal", rank=32, icon="copy",
         tip="Read settings from such a file; shows what changes first."),
    Spec(id="help.diagnostics", text="Save diagnostics…", menu="Help", rank=22, icon="copy",
         tip="Logs, versions and settings as one file, with a look inside first."),
    Spec(id="help.update", text="Check for updates…", menu="Help", rank=30, icon="refresh"),
    Spec(id="help.safe", text="Restart in safe mode…", menu="Help", rank=40, icon="power"),
    Spec(id="help.leave_safe", text="Leave safe mode…", menu="Help", rank=40, icon="power"),
)  # fmt: skip


class Inner(Struct, frozen=True, kw_only=True):
    """What diagnostics may not tell: secrets of this run, ids of the people logged in; and a status."""

    secrets: Callable[[], list[str]]
    people: Callable[[], list[str]]
    status: Callable[[], str]


class Manners:
    """`exit_code` is what the process ends with; RESTART codes start it again."""

    def __init__(
        self,
        *,
        window: Window,
        actions: Actions,
        notices: Notices,
        theme: Theme,
        settings: SettingsStore,
        updates: UpdateChecker,
        inner: Inner,
        paths: Paths,
        safe: bool,
        practise: Callable[[], Awaitable[None]],
        clock: Clock,
        worker: Worker,
        scope: TaskScope,
    ) -> None:
        self.exit_code = 0
        self._window = window
        self._notices = notices
        self._theme = theme
        self._settings = settings
        self._updates = updates
        self._inner = inner
        self._paths = paths
        self._safe = safe
        self._practise = practise
        self._clock = clock
        self._worker = worker
        self._scope = scope
        self.guide = Guide(
            window=window,
            theme=theme,
            actions=actions,
            language=settings.current.appearance.language,
        )
        for spec in SPECS:
            actions.add(spec)
        actions.bind("settings.export", self._export_asked)
        actions.bind("settings.import", self._import_asked)
        actions.bind("help.diagnostics", self._diagnostics_asked)
        actions.bind("help.update", self._update_asked)
        if safe:
            actions.bind("help.leave_safe", self._leave_safe_asked)
            tip = f"{tr(SAFE_TEXT)} {tr('Click to leave it.')}"
            window.top.add_pill("safePill", tr("SAFE MODE"), tip, self._leave_safe_asked)
        else:
            actions.bind("help.safe", self._safe_asked)

    def start(self) -> None:
        """Begin the daily look for updates and the signs of life; say what safe mode means."""
        log.info("ready: version %s%s", __version__, ", safe mode" if self._safe else "")
        self._scope.spawn(self._beat(), name="sign of life")
        if self._safe:
            text = f"{tr(SAFE_TEXT)} {tr('Leave it from the top bar.')}"
            self._notices.post("warn", tr("Safe mode"), text)
        else:
            self._scope.spawn(self._updates.run(), name="update check")

    async def _beat(self) -> None:
        marker = RunMarker(self._paths.data, self._paths.logs)
        while True:
            await self._worker.run(marker.beat)
            await self._clock.sleep(BEAT_S)

    def update_found(self, manifest: Manifest) -> None:
        self._notices.post(
            "info",
            tr("Version {version} is available", version=manifest.version),
            tr("Menu, Help, “Check for updates” shows what is new and offers the file."),
        )

    def asked_by_another_start(self, request: Request) -> None:
        """Come to the front, and do what a later start on this folder was asked for."""
        log.info("another start handed over: %s", request)
        window = self._window
        if request.activation:
            os.environ["XDG_ACTIVATION_TOKEN"] = request.activation  # Qt takes it from there
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        if request.theme:
            self._theme.use(request.theme)
        if request.practice and window.top.mode == "none":
            self._scope.spawn(self._practice(), name="practice")
        if request.safe and not self._safe:
            self._notices.post(
                "info",
                tr("The terminal is already running"),
                tr(
                    "It was started once more, in safe mode: choose “Restart in safe mode” in the menu, "
                    "Help."
                ),
            )

    # -- verbs

    def _export_asked(self) -> None:
        self._scope.spawn(self._told(self._export()), name="export settings")

    def _import_asked(self) -> None:
        self._scope.spawn(self._told(self._import()), name="import settings")

    def _diagnostics_asked(self) -> None:
        self._scope.spawn(self._told(self._diagnostics()), name="diagnostics")

    def _update_asked(self) -> None:
        self._scope.spawn(self._told(self._update()), name="update")

    def _safe_asked(self) -> None:
        self._scope.spawn(self._restart(RESTART_SAFE), name="restart")

    def _leave_safe_asked(self) -> None:
        self._scope.spawn(self._restart(RESTART), name="restart")

    async def _told(self, work: Awaitable[None]) -> None:
        try:
            await work
        except TerminalError as error:
            self._notices.error(error)

    async def _practice(self) -> None:
        await self._told(self._practise())

    # What a verb needs is imported with it: it would cost every start, and few runs use it.

    async def _export(self) -> None:
        from terminal.runtime.transfer import write_export

        file = await ask_path(
            self._over(),
            "Export settings",
            "terminal-settings",
            {"Settings (*.json)": ".json"},
            folder=str(Path.home()),
        )
        if file is not None:
            await self._worker.run(write_export, file, self._settings.current)
            text = tr("{file}: without accounts or passwords.", file=file)
            self._notices.post("good", tr("Settings exported"), text)

    async def _import(self) -> None:
        from terminal.runtime.transfer import read_import
        from terminal.ui.manners.transfer import ImportSheet

        over = self._over()
        dialog = QFileDialog(over, "Import settings")
        dialog.setObjectName("importDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(["Settings (*.json)", "All files (*)"])
        dialog.setDirectory(str(Path.home()))
        chosen = await ask(dialog) == QDialog.DialogCode.Accepted and dialog.selectedFiles()
        if not chosen:
            return
        file = Path(chosen[0])
        found = await self._worker.run(read_import, file, self._settings.current)
        sheet = ImportSheet(over, found=found, file_name=file.name)
        if await ask(sheet) == QDialog.DialogCode.Accepted:
            self._settings.use(found.settings)
            count = len(found.changes)
            title = (
                tr("1 setting changed")
                if count == 1
                else tr("{count} settings changed", count=count)
            )
            self._notices.post("good", title, tr("From {file}.", file=file.name))

    async def _diagnostics(self) -> None:
        from terminal.app.about import about, mask_of
        from terminal.app.saving import save_diagnostics

        inner = self._inner
        file = await save_diagnostics(
            self._over(),
            paths=self._paths,
            about=about(self._paths, safe=self._safe, running=inner.status()),
            mask=mask_of(
                self._paths,
                self._settings.current,
                secrets=inner.secrets(),
                people=inner.people(),
            ),
            clock=self._clock,
            worker=self._worker,
            theme=self._theme,
        )
        if file is not None:
            self._notices.post("good", tr("Diagnostics saved"), str(file))

    async def _update(self) -> None:
        from terminal.ui.manners.updates import UpdateSheet

        updates = self._updates
        manifest = await updates.look()
        if manifest is None:
            text = tr("You run version {version}.", version=updates.running)
            self._notices.post("good", tr("No newer version"), text)
            return
        offer = updates.offer(manifest)
        sheet = UpdateSheet(self._over(), manifest=manifest, offer=offer, running=updates.running)
        if await ask(sheet) != QDialog.DialogCode.Accepted or offer is None:
            return
        name = offer.url.rpartition("/")[2].partition("?")[0]
        suffix = Path(name).suffix or ".bin"
        file = await ask_path(
            self._over(),
            "Save the new version",
            Path(name).stem,
            {f"This file (*{suffix})": suffix},
            folder=str(Path.home()),
        )
        if file is None:
            return
        self._notices.post("info", tr("The new version is being downloaded"), str(file))
        await updates.download(offer, file)
        self._notices.post(
            "good",
            tr("The new version is saved"),
            tr(
                "{file}: it is what the makers signed for. Close the terminal, then install it.",
                file=file,
            ),
        )

    async def _restart(self, code: int) -> None:
        safe = code == RESTART_SAFE
        if safe:
            heading = tr("Restart in safe mode?")
            text = f"{tr('The terminal closes and opens again.')} {tr(SAFE_TEXT)}"
        else:
            heading = tr("Leave safe mode?")
            text = tr(
                "The terminal closes and opens again, as it is usually: with your arrangement, last "
                "time's accounts, and the triggers and alerts kept on this computer."
            )
        text = f"{text} {tr('Orders at the exchange stay as they are.')}"
        if await confirm(self._over(), heading=heading, text=text, yes=tr("Restart")):
            self.exit_code = code
            self._window.closing.set()

    def _over(self) -> QWidget:
        return QApplication.activeModalWidget() or self._window


def build_manners(
    *,
    window: Window,
    actions: Actions,
    notices: Notices,
    theme: Theme,
    settings: SettingsStore,
    secrets: LateSecrets,
    accounts: Accounts,
    orders: OrderService,
    history: LateHistory,
    paths: Paths,
    safe: bool,
    practise: Callable[[], Awaitable[None]],
    clock: Clock,
    worker: Worker,
    scope: TaskScope,
) -> Manners:
    """Return the manners, wired to what they ask of the services."""

    def busy() -> str:
        if orders.sends_in_flight:
            return "Not while an order is on its way."
        return "Not while a download runs." if history.downloading() else ""

    def status() -> str:
        lines = [
            f"Account {s.session.account}: {s.connection} {s.detail}" for s in accounts.states()
        ]
        told = [e for e in notices.entries() if e.level in {"warn", "bad"}]
        lines += [f"Notice: {e.level} {e.title}" for e in told[-_NOTICES:]]
        return "\n".join(lines)

    def found(manifest: Manifest) -> None:
        manners.update_found(manifest)

    updates = UpdateChecker(
        settings=settings,
        state_file=paths.data / "updates.json",
        busy=busy,
        market_open=market_open,
        found=found,
        clock=clock,
        worker=worker,
        key=load_key(resources_dir()),
    )
    inner = Inner(
        secrets=secrets.seen,
        people=lambda: [state.session.user_id for state in accounts.states()],
        status=status,
    )
    manners = Manners(
        window=window,
        actions=actions,
        notices=notices,
        theme=theme,
        settings=settings,
        updates=updates,
        inner=inner,
        paths=paths,
        safe=safe,
        practise=practise,
        clock=clock,
        worker=worker,
        scope=scope,
    )
    return manners
