"""Logging in, from broker data alone: practice, browser, paste, errors, secrets."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton

from terminal.domain.errors import BrokerRefused, Transient
from terminal.domain.ports import LoginEnvironment, LoginField
from terminal.runtime.config import Settings, SettingsStore
from terminal.runtime.worker import Worker
from terminal.ui.login import LoginDialog, log_in
from terminal.ui.login_form import TotpCode
from tests.fakes.clock import eventually, settle

PRACTICE = LoginEnvironment(
    id="practice", title="Practice", practice=True, automatic=True, fields=(), help="No money."
)
LIVE = LoginEnvironment(
    id="live",
    title="Live",
    practice=False,
    automatic=False,
    fields=(
        LoginField(name="api_key", label="API key"),
        LoginField(name="api_secret", label="API secret", secret=True),
        LoginField(name="totp_seed", label="TOTP seed", secret=True, optional=True),
    ),
)
BROKER = object()


class Attempt:
    url = "http://127.0.0.1:1/login?v=3"

    def __init__(self) -> None:
        self.redirect: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.finished: list[str] = []
        self.closed = False
        self.error: Exception | None = None

    async def wait_for_redirect(self):
        return await self.redirect

    async def finish(self, redirected_url):
        self.finished.append(redirected_url)
        if self.error is not None:
            raise self.error
        return BROKER

    async def aclose(self):
        self.closed = True


class Kind:
    id = "kite"
    title = "A Broker"
    environments = (PRACTICE, LIVE)

    def __init__(self) -> None:
        self.begun: list[tuple[str, dict]] = []
        self.attempt: Attempt | None = None
        self.error: Exception | None = None

    async def begin(self, environment, values):
        if self.error is not None:
            raise self.error
        self.begun.append((environment, dict(values)))
        self.attempt = Attempt()
        return self.attempt

    async def resume(self, environment, user_id):
        return None

    def totp(self, seed):
        if not seed.isalnum() or "1" in seed:
            raise ValueError("bad seed")
        return "492817"


class OtherKind(Kind):
    id = "other"
    title = "Another Broker"
    environments = (
        PRACTICE,
        LoginEnvironment(
            id="classic",
            title="Classic",
            practice=False,
            automatic=False,
            browser=False,
            fields=(
                LoginField(name="user_id", label="User id"),
                LoginField(name="password", label="Password", secret=True, remember=False),
                LoginField(name="api_secret", label="API key", secret=True),
            ),
        ),
    )


class Memory:
    def __init__(self, *, persistent: bool) -> None:
        self.persistent = persistent
        self.kept: dict[str, str] = {}

    async def load(self, name):
        return self.kept.get(name)

    async def save(self, name, value):
        self.kept[name] = value

    async def forget(self, name):
        self.kept.pop(name, None)


class Login:
    """A dialog on fakes; `run` shows it and hands it to the test."""

    def __init__(self, qrun, tmp_path, theme, clock, failures) -> None:
        self.qrun, self.file = qrun, tmp_path / "settings.json"
        self.theme, self.clock, self.failures = theme, clock, failures
        self.kinds = [Kind()]
        self.secrets = Memory(persistent=True)
        self.opened: list[str] = []
        self.settings = Settings()
        self.has_browser = True

    @property
    def kind(self) -> Kind:
        return self.kinds[0]

    def _open(self, url: str) -> bool:
        self.opened.append(url)
        return self.has_browser

    def run(self, test, *, environment="practice"):
        async def body():
            worker = Worker("settings")
            store = SettingsStore(self.file, self.settings, worker=worker, on_failure=self.failures)
            dialog = LoginDialog(
                None,
                kinds=self.kinds,
                secrets=self.secrets,
                settings=store,
                clock=self.clock,
                theme=self.theme,
                on_failure=self.failures,
                open_url=self._open,
            )
            dialog.choose("kite", environment)
            waiting = self.waiting = asyncio.get_running_loop().create_task(log_in(dialog))
            await eventually(dialog.isVisible)
            await test(dialog)
            if not waiting.done():
                dialog.reject()
            result = await waiting
            await store.aclose()
            self.settings = store.current
            worker.close()
            return result

        return self.qrun(body())


@pytest.fixture
def login(qrun, tmp_path, theme, clock, failures):
    return Login(qrun, tmp_path, theme, clock, failures)


def button(dialog, name) -> QPushButton:
    return dialog.findChild(QPushButton, name)


def type_in(dialog, **values):
    for name, value in values.items():
        dialog.findChild(QLineEdit, f"login.{name}").setText(value)


def test_practice_is_one_click(login):
    async def test(dialog):
        assert button(dialog, "loginGo").text() == "Start practising"
        QTest.mouseClick(button(dialog, "loginGo"), Qt.MouseButton.LeftButton)
        await eventually(lambda: login.kind.attempt)
        login.kind.attempt.redirect.set_result("http://127.0.0.1/?request_token=t")
        await eventually(login.waiting.done)

    assert login.run(test) is BROKER
    assert login.kind.begun == [("practice", {})]
    assert login.opened == []
    assert login.kind.attempt.closed
    assert login.settings.remembered.environment == "practice"


def test_the_browser_brings_the_login_back(login):
    async def test(dialog):
        type_in(dialog, api_key="k", api_secret="s")
        button(dialog, "loginGo").click()
        await eventually(lambda: login.opened)
        assert login.opened == [Attempt.url]
        login.kind.attempt.redirect.set_result("caught")
        await eventually(login.waiting.done)

    assert login.run(test, environment="live") is BROKER
    assert login.kind.attempt.finished == ["caught"]
    assert login.kind.begun == [("live", {"api_key": "k", "api_secret": "s", "totp_seed": ""})]


def test_a_pasted_address_does_as_well(login):
    async def test(dialog):
        type_in(dialog, api_key="k", api_secret="s")
        button(dialog, "loginGo").click()
        await eventually(lambda: login.opened)
        paste, use = dialog.findChild(QLineEdit, "loginPaste"), button(dialog, "loginUsePaste")
        paste.setText("not an address")
        assert not use.isEnabled()
        paste.setText(" http://127.0.0.1:8710/?request_token=t&status=success ")
        use.click()
        await eventually(login.waiting.done)

    assert login.run(test, environment="live") is BROKER
    assert login.kind.attempt.finished == ["http://127.0.0.1:8710/?request_token=t&status=success"]


def test_a_code_alone_does_too(login):
    async def test(dialog):
        type_in(dialog, api_key="k", api_secret="s")
        button(dialog, "loginGo").click()
        await eventually(lambda: login.opened)
        paste, use = dialog.findChild(QLineEdit, "loginPaste"), button(dialog, "loginUsePaste")
        paste.setText("abc")
        assert not use.isEnabled()
        paste.setText("0e2f7a1c-55d1-4f0e")
        use.click()
        await eventually(login.waiting.done)

    assert login.run(test, environment="live") is BROKER
    assert login.kind.attempt.finished == ["0e2f7a1c-55d1-4f0e"]


def test_a_failed_listener_still_leaves_the_paste(login):
    async def test(dialog):
        type_in(dialog, api_key="k", api_secret="s")
        button(dialog, "loginGo").click()
        await eventually(lambda: login.opened)
        login.kind.attempt.redirect.set_exception(Transient("Port 8710 is in use."))
        note = dialog.findChild(QLabel, "loginWaitNote")
        await eventually(note.isVisible)
        assert note.text() == "Port 8710 is in use. Paste the address instead."
        dialog.findChild(QLineEdit, "loginPaste").setText("http://x/?request_token=t")
        button(dialog, "loginUsePaste").click()
        await eventually(login.waiting.done)

    assert login.run(test, environment="live") is BROKER


def test_missing_fields_are_named_before_anything_is_sent(login):
    async def test(dialog):
        button(dialog, "loginGo").click()
        shown = [
            label.text()
            for label in dialog.findChildren(QLabel)
            if label.isVisible() and label.text().endswith("needed.")
        ]
        assert shown == ["API key is needed.", "API secret is needed."]
        key = dialog.findChild(QLineEdit, "login.api_key")
        assert key.property("error") is True
        assert login.kind.begun == []
        key.setText("k")
        assert key.property("error") is False
        assert not any(
            label.isVisible() and label.text() == "API key is needed."
            for label in dialog.findChildren(QLabel)
        )

    assert login.run(test, environment="live") is None


def test_a_refusal_is_told_inline_with_what_to_do(login):
    login.kind.error = BrokerRefused("The key is not known.", hint="Copy it from the console.")

    async def test(dialog):
        type_in(dialog, api_key="k", api_secret="s")
        button(dialog, "loginGo").click()
        error = dialog.findChild(QLabel, "loginError")
        await eventually(error.isVisible)
        assert error.text() == "The key is not known. Copy it from the console."
        assert dialog.findChild(QLineEdit, "login.api_key").text() == "k"

    assert login.run(test, environment="live") is None
    assert login.secrets.kept == {}


def test_cancelling_the_wait_stops_listening_and_keeps_the_fields(login):
    async def test(dialog):
        type_in(dialog, api_key="k", api_secret="s")
        button(dialog, "loginGo").click()
        await eventually(lambda: login.opened)
        button(dialog, "loginBack").click()
        await eventually(lambda: login.kind.attempt.closed)
        assert dialog.isVisible()
        assert dialog.findChild(QLineEdit, "login.api_secret").text() == "s"
        button(dialog, "loginGo").click()
        await eventually(lambda: len(login.opened) == 2)

    assert login.run(test, environment="live") is None
    assert login.kind.attempt.closed


def test_a_second_click_does_not_start_a_second_login(login):
    async def test(dialog):
        go = button(dialog, "loginGo")
        go.click()
        go.click()
        await eventually(lambda: login.kind.begun)
        assert len(login.kind.begun) == 1

    assert login.run(test) is None


def test_secrets_go_to_the_keyring_and_nothing_secret_to_the_settings(login):
    async def test(dialog):
        type_in(dialog, api_key="k", api_secret="hush", totp_seed="ABCD")
        button(dialog, "loginGo").click()
        await eventually(lambda: login.opened)
        login.kind.attempt.redirect.set_result("caught")
        await eventually(login.waiting.done)

    assert login.run(test, environment="live") is BROKER
    assert login.secrets.kept == {
        "login/kite/live/api_secret": "hush",
        "login/kite/live/totp_seed": "ABCD",
    }
    assert login.settings.remembered.values == {"kite.live.api_key": "k"}
    assert "hush" not in login.file.read_text("utf-8")

    async def again(dialog):
        await eventually(lambda: dialog.findChild(QLineEdit, "login.api_secret").text() == "hush")
        assert dialog.findChild(QLineEdit, "login.api_key").text() == "k"
        button(dialog, "loginForget").click()
        await eventually(lambda: not login.secrets.kept)
        assert dialog.findChild(QLineEdit, "login.api_secret").text() == ""

    login.run(again, environment="live")


@pytest.mark.parametrize(
    ("persistent", "words"), [(True, "keyring"), (False, "forgotten when you quit")]
)
def test_it_says_where_secrets_are_kept(login, persistent, words):
    login.secrets = Memory(persistent=persistent)

    async def test(dialog):
        assert words in dialog.findChild(QLabel, "loginKept").text()

    login.run(test, environment="live")


def test_the_code_of_a_seed_is_shown_with_its_time(login):
    async def test(dialog):
        type_in(dialog, api_key="k", api_secret="s", totp_seed="AB CD")
        button(dialog, "loginGo").click()
        await eventually(lambda: login.opened)
        code = dialog.findChild(TotpCode)
        assert code.isVisible()
        assert code.text == "492817"
        assert dialog.findChild(QLabel, "totpCode").text() == "492 817"

    login.run(test, environment="live")


def test_a_bad_seed_says_so_before_the_browser_opens(login):
    async def test(dialog):
        type_in(dialog, api_key="k", api_secret="s", totp_seed="111")
        button(dialog, "loginGo").click()
        await settle()
        edit = dialog.findChild(QLineEdit, "login.totp_seed")
        said = [x for x in dialog.findChildren(QLabel) if x.text() == "bad seed" and x.isVisible()]
        assert said
        assert edit.property("error") is True
        assert login.kind.begun == []
        edit.clear()
        assert not said[0].isVisible()
        button(dialog, "loginGo").click()
        await eventually(lambda: login.opened)

    login.run(test, environment="live")


def test_without_a_browser_the_address_can_be_copied(login):
    login.has_browser = False

    async def test(dialog):
        type_in(dialog, api_key="k", api_secret="s")
        button(dialog, "loginGo").click()
        note = dialog.findChild(QLabel, "loginWaitNote")
        await eventually(note.isVisible)
        assert "Copy the address" in note.text()

    login.run(test, environment="live")


def test_several_brokers_are_offered_by_their_data(login):
    other = Kind()
    other.id, other.title = "other", "Other Broker"
    other.environments = (LIVE,)
    login.kinds.append(other)

    async def test(dialog):
        box = dialog.findChild(QComboBox, "loginBroker")
        assert box.isVisible()
        box.setCurrentIndex(1)
        assert dialog.environment is LIVE
        assert dialog.kind is other

    login.run(test)


def test_the_other_broker_logs_in_from_the_form_alone(login):
    other = OtherKind()
    login.kinds.append(other)

    async def test(dialog):
        box = dialog.findChild(QComboBox, "loginBroker")
        assert box.isVisible()
        assert [box.itemText(n) for n in range(box.count())] == ["A Broker", "Another Broker"]
        assert "never asked" in dialog.findChild(QLabel, "loginKept").text()
        dialog.choose("other", "classic")
        await settle()  # the other form goes
        assert button(dialog, "loginGo").text() == "Log in"
        assert "used once" in dialog.findChild(QLabel, "loginKept").text()
        type_in(dialog, user_id="FA1", password="pw", api_secret="s")
        button(dialog, "loginGo").click()
        await eventually(lambda: other.attempt)
        other.attempt.redirect.set_result("")
        await eventually(login.waiting.done)

    assert login.run(test, environment="live") is BROKER
    assert login.opened == []
    assert other.begun == [("classic", {"user_id": "FA1", "password": "pw", "api_secret": "s"})]
    assert login.secrets.kept == {"login/other/classic/api_secret": "s"}
    assert login.settings.remembered.broker == "other"
    assert login.settings.remembered.values == {"other.classic.user_id": "FA1"}
    assert "pw" not in login.file.read_text("utf-8")


def test_changing_the_broker_shows_its_own_ways_to_log_in(login):
    login.kinds.append(OtherKind())

    async def test(dialog):
        box = dialog.findChild(QComboBox, "loginBroker")
        box.setCurrentIndex(1)
        await settle()
        shown = [b.text() for b in dialog.findChildren(QPushButton) if b.isCheckable()]
        assert [text for text in shown if text] == ["Practice", "Classic"]
        assert button(dialog, "loginGo").text() == "Start practising"
        box.setCurrentIndex(0)
        await settle()
        assert dialog.environment.id == "practice"
        assert dialog.kind.title == "A Broker"

    login.run(test)
