"""Settings: what was written comes back, and what is broken never stops the program."""

import asyncio
import stat
from decimal import Decimal

import msgspec
import pytest
from msgspec.structs import fields, replace

from terminal.orders.guards import Limits
from terminal.runtime.config import (
    Loaded,
    OrderLimits,
    Settings,
    SettingsStore,
    check,
    load,
    meta_of,
    save,
)
from terminal.runtime.paths import user_paths
from terminal.runtime.worker import Worker


def test_settings_come_back_as_they_were_saved(tmp_path):
    changed = Settings(limits=OrderLimits(max_value=None, ask_value=Decimal("12345.5")))
    save(tmp_path / "settings.json", changed)
    assert load(tmp_path / "settings.json") == Loaded(changed)


def test_the_file_is_for_its_owner_only(tmp_path):
    file = tmp_path / "settings.json"
    save(file, Settings())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [f.name for f in tmp_path.iterdir()] == ["settings.json"]


def test_a_missing_file_gives_defaults_without_a_word(tmp_path):
    assert load(tmp_path / "none.json") == Loaded(Settings(), fresh=True)


def test_each_broken_value_falls_back_alone_and_is_told(tmp_path):
    file = tmp_path / "settings.json"
    file.write_bytes(
        msgspec.json.encode(
            {
                "appearance": {"theme": "pink", "toast_seconds": 9},
                "limits": {"duplicate_ms": -4, "max_value": "-1", "no_such": 1},
                "nonsense": {},
                "safety": 5,
            }
        )
    )
    loaded = load(file)
    assert loaded.settings.appearance.theme == "dark"
    assert loaded.settings.appearance.toast_seconds == 9
    assert loaded.settings.limits == OrderLimits()
    assert len(loaded.complaints) == 6
    assert all(text.endswith(".") for text in loaded.complaints)


def test_an_unreadable_file_gives_defaults_and_a_sentence(tmp_path):
    file = tmp_path / "settings.json"
    file.write_text("{oops", encoding="utf-8")
    loaded = load(file)
    assert loaded.settings == Settings()
    assert len(loaded.complaints) == 1


def test_order_limits_are_the_guards_limits():
    assert {f.name: f.default for f in fields(OrderLimits)} == {
        f.name: f.default for f in fields(Limits)
    }


def test_every_setting_has_a_title_and_an_explanation():
    for section in fields(Settings):
        if section.name == "remembered":
            continue
        for info in fields(type(section.default)):
            meta = meta_of(info)
            assert meta is not None, info.name
            assert meta.title, info.name
            assert (meta.description or "").endswith((".", "%")), info.name


def test_a_value_that_does_not_fit_is_refused_with_its_title():
    with pytest.raises(ValueError, match="Same order again"):
        check(OrderLimits, "duplicate_ms", -1)


async def test_changes_apply_at_once_and_many_become_one_write(tmp_path):
    file, worker = tmp_path / "settings.json", Worker("settings")
    failures = []
    store = SettingsStore(
        file, Settings(), worker=worker, on_failure=lambda *found: failures.append(found)
    )
    heard = []
    store.changed.connect(lambda settings: heard.append(settings.appearance.theme))
    store.change("appearance", "theme", "light")
    store.change("appearance", "toast_seconds", 10)
    assert store.current.appearance.theme == "light"
    assert heard == ["light", "light"]
    await store.aclose()
    assert load(file).settings == store.current
    worker.close()
    assert not failures


async def test_a_change_back_before_the_write_is_what_is_written(tmp_path):
    file, worker = tmp_path / "settings.json", Worker("settings")
    store = SettingsStore(file, Settings(), worker=worker, on_failure=lambda *_: None)
    store.use(replace(store.current, safety=replace(store.current.safety, arm_minutes=3)))
    await asyncio.sleep(0)
    store.reset("safety", "arm_minutes")
    await store.aclose()
    worker.close()
    assert load(file).settings.safety.arm_minutes == 15


def test_datadir_moves_everything(tmp_path):
    paths = user_paths(tmp_path / "own")
    paths.create()
    for folder in (paths.config, paths.data, paths.cache, paths.logs):
        assert folder.is_relative_to(tmp_path / "own")
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
