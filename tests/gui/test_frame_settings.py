"""The settings dialog, generated from the Structs."""

import pytest
from msgspec.structs import fields
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QToolButton,
)

from terminal.runtime.config import OrderLimits, Settings, SettingsStore
from terminal.runtime.worker import Worker
from terminal.ui.actions import Actions, Spec
from terminal.ui.settings import SettingRow, SettingsDialog


@pytest.fixture
def in_dialog(qrun, tmp_path, theme, failures):
    def run(test):
        async def body():
            worker = Worker("settings")
            store = SettingsStore(
                tmp_path / "s.json", Settings(), worker=worker, on_failure=failures
            )
            dialog = SettingsDialog(None, store=store, theme=theme)
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


def type_in(dialog, name, text):
    edit = dialog.findChild(QLineEdit, f"setting.{name}")
    edit.setText(text)
    edit.editingFinished.emit()
    return edit


def problems(dialog):
    return [
        label.text()
        for label in dialog.findChildren(QLabel)
        if label.property("role") == "error" and not label.isHidden()
    ]


def test_every_setting_has_a_row(in_dialog):
    def test(dialog, store):
        rows = {(row.section, row.info.name) for row in dialog.findChildren(SettingRow)}
        expected = {
            (section.name, info.name)
            for section in fields(Settings)
            if section.name != "remembered"
            for info in fields(type(section.default))
        }
        assert rows == expected

    in_dialog(test)


def test_search_looks_through_all_sections(in_dialog):
    def test(dialog, store):
        dialog.findChild(QLineEdit, "settingsSearch").setText("market option")
        shown = {row.info.name for row in dialog.findChildren(SettingRow) if row.isVisible()}
        assert shown == {"ask_percent_from_market_options", "max_percent_from_market_options"}
        dialog.findChild(QLineEdit, "settingsSearch").setText("nothing like it")
        assert not [row for row in dialog.findChildren(SettingRow) if row.isVisible()]
        dialog.findChild(QLineEdit, "settingsSearch").clear()
        dialog.findChild(QListWidget, "settingsSections").setCurrentRow(1)
        shown = {row.section for row in dialog.findChildren(SettingRow) if row.isVisible()}
        assert shown == {"safety"}

    in_dialog(test)


def test_a_choice_applies_at_once(in_dialog):
    def test(dialog, store):
        box = dialog.findChild(QComboBox, "setting.appearance.theme")
        box.setCurrentIndex(box.findData("light"))
        assert store.current.appearance.theme == "light"
        check = dialog.findChild(QCheckBox, "setting.limits.ask_marketable")
        check.setChecked(False)
        assert store.current.limits.ask_marketable is False

    in_dialog(test)


def test_amounts_are_read_as_people_write_them(in_dialog):
    def test(dialog, store):
        type_in(dialog, "limits.max_value", "25l")
        assert store.current.limits.max_value == 2_500_000
        edit = type_in(dialog, "limits.ask_quantity", "1,00,000")
        assert store.current.limits.ask_quantity == 100_000
        assert edit.text() == "1,00,000"
        type_in(dialog, "limits.ask_quantity", "")
        assert store.current.limits.ask_quantity is None

    in_dialog(test)


def test_a_bad_value_stays_out_and_says_why(in_dialog):
    def test(dialog, store):
        edit = type_in(dialog, "limits.duplicate_ms", "soon")
        assert problems(dialog) == ["'soon' is not a number."]
        assert edit.property("error") is True
        assert store.current.limits.duplicate_ms == 500
        type_in(dialog, "limits.duplicate_ms", "-5")
        assert "Same order again" in problems(dialog)[0]
        type_in(dialog, "limits.duplicate_ms", "700")
        assert problems(dialog) == []
        assert store.current.limits.duplicate_ms == 700

    in_dialog(test)


def test_reset_appears_only_where_something_was_changed(in_dialog):
    def test(dialog, store):
        reset = dialog.findChild(QToolButton, "reset.limits.duplicate_ms")
        assert reset.isHidden()
        type_in(dialog, "limits.duplicate_ms", "700")
        assert not reset.isHidden()
        reset.click()
        assert store.current.limits == OrderLimits()
        assert reset.isHidden()
        assert dialog.findChild(QLineEdit, "setting.limits.duplicate_ms").text() == "500"

    in_dialog(test)


def test_a_change_from_elsewhere_is_shown(in_dialog):
    def test(dialog, store):
        store.change("appearance", "theme", "light")
        box = dialog.findChild(QComboBox, "setting.appearance.theme")
        assert box.currentData(Qt.ItemDataRole.UserRole) == "light"

    in_dialog(test)


def test_the_update_check_asks_for_its_address_first(in_dialog):
    def test(dialog, store):
        check = dialog.findChild(QCheckBox, "setting.updates.check")
        check.setChecked(True)
        assert store.current.updates.check is False
        assert not check.isChecked(), "it shows what is in force"
        assert "none is built in" in problems(dialog)[0]
        type_in(dialog, "updates.address", "https://lists.example/x ")
        assert store.current.updates.address == "https://lists.example/x"
        check.setChecked(True)
        assert store.current.updates.check is True
        assert problems(dialog) == []

    in_dialog(test)


def test_the_file_of_settings_is_offered_where_there_are_verbs(qrun, tmp_path, theme, failures):
    async def body():
        worker = Worker("settings")
        store = SettingsStore(tmp_path / "s.json", Settings(), worker=worker, on_failure=failures)
        actions, asked = Actions(theme), []
        for name in ("export", "import"):
            actions.add(Spec(id=f"settings.{name}", text=name, menu="Terminal", rank=1))
            actions.bind(f"settings.{name}", lambda name=name: asked.append(name))
        dialog = SettingsDialog(None, store=store, theme=theme, actions=actions)
        for name in ("export", "import"):
            dialog.findChild(QPushButton, f"settings.{name}").click()
        assert asked == ["export", "import"]
        dialog.deleteLater()
        plain = SettingsDialog(None, store=store, theme=theme)
        assert plain.findChild(QPushButton, "settings.export") is None
        plain.deleteLater()
        await store.aclose()
        worker.close()

    qrun(body())
