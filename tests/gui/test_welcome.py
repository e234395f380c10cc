"""The first steps: every one can be skipped, choices apply at once, the last ends in what was chosen."""

from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QPushButton, QRadioButton

from terminal.domain.ports import LoginEnvironment
from terminal.runtime.config import Settings, SettingsStore
from terminal.runtime.worker import Worker
from terminal.ui.actions import KEY_MAPS, SPECS, Actions
from terminal.ui.welcome import Beginning, WelcomeDialog


def environment(name, *, practice=False, automatic=False):
    return LoginEnvironment(
        id=name, title=name.capitalize(), practice=practice, automatic=automatic, fields=()
    )


KINDS = (
    SimpleNamespace(
        id="one",
        title="One Broker",
        environments=(environment("practice", practice=True, automatic=True), environment("live")),
    ),
    SimpleNamespace(id="two", title="Two Broker", environments=(environment("real"),)),
)


@pytest.fixture
def in_steps(qrun, tmp_path, theme, failures):
    def run(test, *, logged_in=False, has_tray=True):
        async def body():
            worker = Worker("settings")
            store = SettingsStore(
                tmp_path / "s.json", Settings(), worker=worker, on_failure=failures
            )
            dialog = WelcomeDialog(
                None,
                kinds=KINDS,
                settings=store,
                theme=theme,
                logged_in=logged_in,
                has_tray=has_tray,
            )
            dialog.show()
            try:
                test(dialog, store)
            finally:
                dialog.hide()
                dialog.deleteLater()
                await store.aclose()
                worker.close()

        qrun(body())

    return run


def press(dialog, name):
    dialog.findChild(QPushButton, name).click()


def choose(dialog, name, value):
    combo = dialog.findChild(QComboBox, f"setting.{name}")
    combo.setCurrentIndex(combo.findData(value))


def test_the_brokers_come_from_their_table(in_steps):
    def test(dialog, _):
        texts = [each.text() for each in dialog.findChildren(QRadioButton)]
        assert texts == [
            "Practise without money, in the manner of One Broker",
            "Log in to One Broker",
            "Log in to Two Broker",
        ]
        assert dialog.findChildren(QRadioButton)[0].isChecked()

    in_steps(test)


def test_going_through_ends_in_what_was_chosen(in_steps):
    def test(dialog, _):
        dialog.findChild(QRadioButton, "welcome.two.real").setChecked(True)
        for step in range(4):
            assert dialog.step == step
            assert f"Step {step + 1} of 4" in dialog.message.text()
            press(dialog, "welcomeNext")
        assert dialog.result() == QDialog.DialogCode.Accepted
        assert dialog.beginning == Beginning("two", "real")

    in_steps(test)


@pytest.mark.parametrize("steps", range(4))
def test_it_can_be_skipped_at_every_step_and_opens_nothing_then(in_steps, steps):
    def test(dialog, _):
        for _step in range(steps):
            press(dialog, "welcomeNext")
        press(dialog, "welcomeSkip")
        assert not dialog.isVisible()
        assert dialog.beginning == Beginning()

    in_steps(test)


def test_look_and_keys_apply_as_they_are_chosen(in_steps):
    def test(dialog, store):
        press(dialog, "welcomeNext")
        choose(dialog, "appearance.theme", "light")
        choose(dialog, "appearance.colours", "teal_magenta")
        assert store.current.appearance.theme == "light"
        assert store.current.appearance.colours == "teal_magenta"
        press(dialog, "welcomeNext")
        keys = dialog.findChild(QLabel, "welcomeKeys")
        assert "Buy the selected" not in keys.text()
        choose(dialog, "keys.map", "dealer")
        assert "Buy the selected" in keys.text()
        press(dialog, "welcomeBack")
        assert dialog.step == 1

    in_steps(test)


def test_opened_again_it_stays_with_what_is_open(in_steps):
    def test(dialog, _):
        for _step in range(4):
            press(dialog, "welcomeNext")
        assert dialog.beginning == Beginning()

    in_steps(test, logged_in=True)


def test_without_a_tray_its_switch_is_not_offered(in_steps):
    def test(dialog, _):
        names = [row.info.name for row in dialog._rows]
        assert "tray" not in names
        assert "fills" in names

    in_steps(test, has_tray=False)


@pytest.mark.parametrize("name", KEY_MAPS)
def test_no_two_commands_share_a_key_in_any_map(qapp, theme, name):
    actions = Actions(theme)
    for spec in SPECS:
        actions.bind(spec.id, lambda: None)
    actions.use_map(name)
    keys = [key for spec in SPECS if (key := actions.key_of(spec))]
    assert sorted(keys) == sorted(set(keys))
    unknown = {key for key in KEY_MAPS[name] if not key.startswith("panel.")}
    assert unknown <= {spec.id for spec in SPECS}


def test_a_map_moves_shortcuts_and_back(qapp, theme):
    actions = Actions(theme)
    close = actions.bind("orders.close_symbol", lambda: None)
    assert close.shortcut().toString() == "F8"
    actions.use_map("dealer")
    assert close.shortcut().toString() == "Ctrl+F8"
    assert "Ctrl+F8" in close.toolTip()
    actions.use_map("terminal")
    assert close.shortcut().toString() == "F8"
