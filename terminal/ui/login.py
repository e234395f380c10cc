"""Log in to any broker, from data alone: choose, fill in, log in in the browser, done.

Where the broker has a log-in page our program never sees a password: the page opens in the system
browser and comes back to a port of this computer, or its last address is pasted. Brokers without one
take what is typed here. Practice is one click.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from terminal.domain.errors import TerminalError
from terminal.domain.ports import Broker, BrokerKind, Clock, LoginAttempt, LoginEnvironment, Secrets
from terminal.runtime.config import SettingsStore
from terminal.runtime.tasks import OnFailure, TaskScope
from terminal.ui.controls import captioned
from terminal.ui.dialogs import ask
from terminal.ui.i18n import told, tr
from terminal.ui.login_form import LoginForm, is_totp_seed
from terminal.ui.login_wait import WaitPage
from terminal.ui.tabs import tab_through
from terminal.ui.theme import Theme

_WIDTH = 504


def open_in_browser(url: str) -> bool:
    """Open an address in the system's browser; False if the system has none."""
    return QDesktopServices.openUrl(QUrl(url))


class LoginDialog(QDialog):
    """One login. `broker` is the account afterwards, None if it was given up."""

    def __init__(
        self,
        parent: QWidget | None,
        *,
        kinds: Sequence[BrokerKind],
        secrets: Secrets,
        settings: SettingsStore,
        clock: Clock,
        theme: Theme,
        on_failure: OnFailure,
        open_url: Callable[[str], bool] = open_in_browser,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("loginDialog")
        self.setWindowTitle(tr("Log in"))
        self.broker: Broker | None = None
        self.scope = TaskScope("login", on_failure)
        self._kinds = list(kinds)
        self._secrets = secrets
        self._settings = settings
        self._clock = clock
        self._theme = theme
        self._pasted: asyncio.Future[str] | None = None
        self._work: asyncio.Task[None] | None = None
        self._form: LoginForm | None = None
        self._page = self._build_form_page()
        self._page.setFixedWidth(_WIDTH)
        self._wait = WaitPage(theme=theme, clock=clock, code=self._code_of, open_url=open_url)
        self._wait.pasted.connect(self._paste)
        self._wait.given_up.connect(self._give_up)
        self._wait.setFixedWidth(_WIDTH)
        self._wait.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 22, 28, 20)
        outer.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        outer.addWidget(self._page)
        outer.addWidget(self._wait)
        self._choose_remembered()

    # -- building

    def _build_form_page(self) -> QWidget:
        page = QWidget(self)
        self._kind_box = QComboBox(page)
        self._kind_box.setObjectName("loginBroker")
        self._kind_box.setAccessibleName(tr("Broker"))
        for kind in self._kinds:
            self._kind_box.addItem(kind.title, kind.id)
        broker = QWidget(page)
        choice = captioned(tr("Broker"), self._kind_box)
        choice.setContentsMargins(0, 0, 0, 0)
        broker.setLayout(choice)
        broker.setVisible(len(self._kinds) > 1)
        self._kind_box.currentIndexChanged.connect(self._kind_chosen)
        self._tabs = QHBoxLayout()
        self._tabs.setSpacing(6)
        self._tab_group = QButtonGroup(page)
        self._tab_group.setExclusive(True)
        self._tab_group.idClicked.connect(self._environment_chosen)
        self._heading = QLabel(page)
        self._heading.setProperty("role", "title")
        self._holder = QVBoxLayout()
        self._kept = QLabel(page)
        self._kept.setObjectName("loginKept")
        self._kept.setWordWrap(True)
        self._kept.setProperty("role", "faint")
        self._kept.setFont(self._theme.font(-1))
        self._forget = QPushButton(tr("Forget what is saved"), page)
        self._forget.setObjectName("loginForget")
        self._forget.setProperty("kind", "link")
        self._forget.clicked.connect(self._forget_asked)
        self._error = QLabel(page)
        self._error.setObjectName("loginError")
        self._error.setWordWrap(True)
        self._error.setProperty("role", "error")
        self._error.hide()
        self._cancel = QPushButton(tr("Cancel"), page)
        self._cancel.setObjectName("loginCancel")
        self._cancel.clicked.connect(self.reject)
        self._go = QPushButton(page)
        self._go.setObjectName("loginGo")
        self._go.setProperty("kind", "primary")
        self._go.setDefault(True)
        self._go.clicked.connect(self._go_clicked)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._heading)
        column.addWidget(broker)
        column.addLayout(self._tabs)
        column.addLayout(self._holder)
        kept = QHBoxLayout()
        kept.addWidget(self._kept, 1)
        kept.addWidget(self._forget, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(kept)
        column.addWidget(self._error)
        column.addSpacing(10)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._go)
        column.addLayout(buttons)
        return page

    # -- choosing

    @property
    def kind(self) -> BrokerKind:
        return self._kinds[self._kind_box.currentIndex()]

    @property
    def environment(self) -> LoginEnvironment:
        return self.kind.environments[max(0, self._tab_group.checkedId())]

    def choose(self, kind_id: str, environment_id: str) -> None:
        """Preselect a broker and a way to log in; what does not exist is passed over."""
        ids = [kind.id for kind in self._kinds]
        if kind_id in ids:
            self._kind_box.setCurrentIndex(ids.index(kind_id))
        names = [environment.id for environment in self.kind.environments]
        if environment_id in names:
            button = self._tab_group.button(names.index(environment_id))
            button.setChecked(True)
            self._environment_chosen(names.index(environment_id))

    def _choose_remembered(self) -> None:
        self._kind_chosen()
        remembered = self._settings.current.remembered
        self.choose(remembered.broker, remembered.environment)

    def _kind_chosen(self) -> None:
        for button in self._tab_group.buttons():
            self._tab_group.removeButton(button)
            self._tabs.removeWidget(button)
            button.hide()
            button.deleteLater()
        for number, environment in enumerate(self.kind.environments):
            button = QPushButton(tr(environment.title), self)
            button.setObjectName(f"loginEnvironment.{environment.id}")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setProperty("kind", "tab")
            self._tab_group.addButton(button, number)
            self._tabs.addWidget(button, 1)
        first = self._tab_group.button(0)
        if first is not None:
            first.setChecked(True)
        self._environment_chosen(0)

    def _environment_chosen(self, _: int) -> None:
        environment = self.environment
        if self._form is not None:
            self._holder.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
        form = self._form = LoginForm(environment, theme=self._theme)
        self._holder.addWidget(form)
        self._error.hide()
        practises = environment.automatic and environment.practice
        title = (
            tr("Practise without money")
            if practises
            else tr("Log in to {broker}", broker=self.kind.title)
        )
        self._heading.setText(title)
        self._go.setText(_verb(environment))
        secret = any(field.secret and field.remember for field in environment.fields)
        self._kept.setText(self._where_kept(environment) if secret else "")
        self._kept.setVisible(secret)
        self._forget.setVisible(secret)
        prefix = f"{self.kind.id}.{environment.id}."
        values = self._settings.current.remembered.values
        form.fill({n.removeprefix(prefix): v for n, v in values.items() if n.startswith(prefix)})
        self._order_tabs(form)
        if not form.focus_first():
            self._go.setFocus()
        if secret:
            self.scope.spawn(self._load_secrets(form, self.kind), name="secrets")

    def _order_tabs(self, form: LoginForm) -> None:
        """Tab goes from top to bottom: tabs and form are newer than the buttons below them."""
        tabs = self._tab_group.buttons()
        tab_through(self._kind_box, *tabs, form, self._forget, self._cancel, self._go)

    def _where_kept(self, environment: LoginEnvironment) -> str:
        password = (
            tr("Your password is never asked.")
            if environment.browser
            else tr("Your password is used once and kept nowhere.")
        )
        if self._secrets.persistent:
            kept = tr("Secrets are kept in this system's keyring, nowhere else.")
        else:
            kept = tr(
                "This system has no keyring: secrets stay in memory and are forgotten when you quit."
            )
        return f"{kept} {password}"

    # -- the login itself

    def _go_clicked(self) -> None:
        form = self._form
        if form is None or form.complain() or self._work is not None or self._bad_seed(form):
            return
        self._work = self.scope.spawn(self._log_in(self.kind, form), name="log in")
        self._work.add_done_callback(self._work_done)

    def _bad_seed(self, form: LoginForm) -> bool:
        """Refuse a seed of which no code can be made before the browser opens."""
        values = form.values()
        for field in form.environment.fields:
            if is_totp_seed(field) and (seed := values[field.name].replace(" ", "")):
                try:
                    self.kind.totp(seed)
                except ValueError as error:
                    form.refuse(field.name, str(error))
                    return True
        return False

    async def _log_in(self, kind: BrokerKind, form: LoginForm) -> None:
        environment, values = form.environment, form.values()
        attempt: LoginAttempt | None = None
        self._error.hide()
        self._show_wait(form)
        try:
            attempt = await kind.begin(environment.id, values)
            if environment.automatic or not environment.browser:
                redirected = await attempt.wait_for_redirect()
            else:
                redirected = await self._browse(attempt)
            self._wait.say(tr("Checking the login…"))
            broker = await attempt.finish(redirected)
        except TerminalError as error:
            self._show_error(f"{error.text} {error.hint}".strip())
            return
        finally:
            if attempt is not None:
                await attempt.aclose()
        await self._remember(kind, environment, values)
        self.broker = broker
        self.accept()

    async def _browse(self, attempt: LoginAttempt) -> str:
        self._wait.browse(attempt.url)
        pasted: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._pasted = pasted
        caught = self.scope.spawn(_caught(attempt), name="redirect")
        try:
            either: list[asyncio.Future[Any]] = [pasted, caught]
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            if pasted.done():
                return pasted.result()
            found = caught.result()
            if isinstance(found, str):
                return found
            words = (found.text, found.hint, "Paste the address instead.")
            self._wait.note(" ".join(filter(None, words)))
            return await pasted
        finally:
            caught.cancel()
            self._pasted = None

    async def _load_secrets(self, form: LoginForm, kind: BrokerKind) -> None:
        found: dict[str, str] = {}
        for field in form.environment.fields:
            if field.secret and field.remember:
                value = await self._secrets.load(_secret_name(kind, form.environment, field.name))
                if value:
                    found[field.name] = value
        if form is self._form:
            # Only now is it known whether this system has a keyring.
            self._kept.setText(self._where_kept(form.environment))
            form.fill(found)
            form.focus_first()

    async def _remember(
        self, kind: BrokerKind, environment: LoginEnvironment, values: dict[str, str]
    ) -> None:
        plain = dict(self._settings.current.remembered.values)
        for field in environment.fields:
            value = values.get(field.name, "")
            if not field.remember:
                continue
            if not field.secret:
                plain[f"{kind.id}.{environment.id}.{field.name}"] = value
            elif value:
                await self._secrets.save(_secret_name(kind, environment, field.name), value)
        remembered = replace(
            self._settings.current.remembered,
            broker=kind.id,
            environment=environment.id,
            values=plain,
        )
        self._settings.use(replace(self._settings.current, remembered=remembered))

    def _forget_asked(self) -> None:
        if self._form is not None:
            self._form.clear_secrets()
            self.scope.spawn(self._forget_secrets(self._form, self.kind), name="forget")

    async def _forget_secrets(self, form: LoginForm, kind: BrokerKind) -> None:
        for field in form.environment.fields:
            if field.secret:
                await self._secrets.forget(_secret_name(kind, form.environment, field.name))
        self._kept.setText(tr("Forgotten: nothing of this login is saved any more."))

    # -- showing

    def _show_wait(self, form: LoginForm) -> None:
        environment, values = form.environment, form.values()
        seeds = [values[f.name] for f in environment.fields if is_totp_seed(f)]
        if environment.automatic:
            text = tr("The practice exchange starts on this computer. No real money is involved.")
            self._wait.begin(tr("Starting practice…"), text if environment.practice else "", "")
        elif not environment.browser:
            self._wait.begin(tr("Logging in…"), "", "")
        else:
            self._wait.begin(tr("Preparing the log-in page…"), "", seeds[0] if seeds else "")
        self._turn(waiting=True)

    def _turn(self, *, waiting: bool) -> None:
        self._page.setVisible(not waiting)
        self._wait.setVisible(waiting)

    def _show_error(self, text: str) -> None:
        self._error.setText(told(text))
        self._error.setMinimumHeight(
            self._error.heightForWidth(_WIDTH)
        )  # wrapped, a hint says less
        self._error.show()
        self._turn(waiting=False)

    def _code_of(self, seed: str) -> str:
        return self.kind.totp(seed)

    def _paste(self, address: str) -> None:
        if self._pasted is not None and not self._pasted.done():
            self._pasted.set_result(address)

    def _work_done(self, _: object) -> None:
        self._work = None

    def _give_up(self) -> None:
        if self._work is not None:
            self._work.cancel()
        self._turn(waiting=False)

    @override
    def reject(self) -> None:
        if self._work is not None:
            self._work.cancel()
        super().reject()


def _verb(environment: LoginEnvironment) -> str:
    if environment.automatic:
        return tr("Start practising") if environment.practice else tr("Log in")
    return tr("Log in in the browser") if environment.browser else tr("Log in")


async def log_in(dialog: LoginDialog) -> Broker | None:
    """Show the dialog and return the account that was logged in, None if it was given up."""
    try:
        await ask(dialog)
        return dialog.broker
    finally:
        await dialog.scope.aclose()


async def _caught(attempt: LoginAttempt) -> str | TerminalError:
    try:
        return await attempt.wait_for_redirect()
    except TerminalError as error:
        return error


def _secret_name(kind: BrokerKind, environment: LoginEnvironment, field: str) -> str:
    return f"login/{kind.id}/{environment.id}/{field}"
