"""The alert editor's pure parts, the list's model, and the sound."""

import wave
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from terminal.domain.alert import Alert, AlertMeasure, AlertOperator, AlertState
from terminal.domain.order import Side
from terminal.runtime.paths import resources_dir
from terminal.ui.alerts.draft import AlertDraft, LegDraft, gaps, make_terms, number, sentence
from terminal.ui.alerts.sound import AlertSound, find_player
from terminal.ui.models.alerts import AlertRow, AlertsModel, state_text
from tests.fakes.clock import FakeClock, eventually, settle
from tests.make import ACCOUNT, INFY, make_instrument, make_intent
from tests.unit.alerts.rig import terms


def draft(**fields: Any) -> AlertDraft:
    values: dict[str, Any] = {
        "account": ACCOUNT, "instrument": make_instrument(INFY), "measure": AlertMeasure.LAST,
        "operator": AlertOperator.AT_LEAST, "level": "1,500", "hold": "", "name": "",
    }  # fmt: skip
    return AlertDraft(**(values | fields))


def test_numbers_are_read_as_people_write_them() -> None:
    assert number("₹1,00,000") == 100_000
    assert number("−2.5 %".replace(" ", "")) == Decimal("-2.5")
    assert number("abc") is None
    assert number("NaN") is None
    assert number("1e30") is None


def test_gaps_name_their_field() -> None:
    assert gaps(draft()) == {}
    assert set(gaps(draft(account=None))) == {"account"}
    assert set(gaps(draft(instrument=None))) == {"instrument"}
    assert gaps(draft(instrument=None, measure=AlertMeasure.PNL, whole_account=True)) == {}
    assert set(gaps(draft(level=""))) == {"level"}
    assert set(gaps(draft(against=True))) == {"level"}
    assert set(gaps(draft(hold="x"))) == {"hold_s"}


def test_a_draft_makes_its_terms_and_sentence() -> None:
    leg = LegDraft(
        instrument=make_instrument(INFY), side=Side.SELL, quantity=5,
        order_type=make_intent().order_type, price=Decimal(1499), product=make_intent().product,
    )  # fmt: skip
    made = make_terms(draft(legs=(leg,), hold="3"), terms().client_id, (terms().client_id,))
    assert made.name == "INFY >= 1500.00 for 3 s"
    assert sentence(made) == "When INFY ≥ 1,500.00 for 3 s, place 1 order"
    assert made.orders[0].price == 1499


@pytest.mark.parametrize(
    ("state", "fields", "text"),
    [
        (AlertState.ENABLED, {}, "Watching"),
        (AlertState.ENABLED, {"fired": 2}, "Watching, fired"),
        (AlertState.DISABLED, {}, "Off"),
        (AlertState.DISABLED, {"fired": 1, "message": "It fired."}, "Fired, off"),
        (AlertState.UNKNOWN, {}, "Unknown, checking"),
        (AlertState.NOT_PLACED, {}, "Not created"),
    ],
)
def test_states_are_said_plainly(state, fields, text) -> None:
    assert state_text(Alert(key="k", terms=terms(), symbol="INFY", state=state, **fields)) == text


def test_the_list_passes_qts_own_model_test(qapp, qtmodeltester) -> None:
    model = AlertsModel(value_of=lambda _: 1490.0, clock=FakeClock())
    alerts = [
        Alert(key=f"k{n}", terms=terms(level=Decimal(1500 + n)), symbol="INFY",
              state=AlertState.ENABLED)
        for n in range(4)
    ]  # fmt: skip
    model.set_rows(AlertRow(alert) for alert in alerts)
    model.sort_by(model.column_number("distance"), descending=True)
    assert [row.alert.key for row in model.rows] == ["k3", "k2", "k1", "k0"]
    qtmodeltester.check(model)


# -- sound


def test_the_first_installed_player_is_taken() -> None:
    have = {"paplay": "/usr/bin/paplay", "aplay": "/usr/bin/aplay"}
    assert find_player("linux", have.get) == ("/usr/bin/paplay",)
    assert find_player("linux", {"aplay": "/usr/bin/aplay"}.get) == ("/usr/bin/aplay", "-q")
    assert find_player("linux", {}.get) is None
    assert find_player("aix", have.get) is None


async def test_it_rings_once_a_second_and_not_when_switched_off(tmp_path: Path) -> None:
    clock, played, on = FakeClock(), [], True
    sound = AlertSound(
        tmp_path / "a.wav", enabled=lambda: on, clock=clock, on_failure=lambda *_: None,
        play=played.append, beep=lambda: None,
    )  # fmt: skip
    sound.ring()
    sound.ring()
    await eventually(lambda: played)
    clock.set(clock.now_ns() + 1_000_000_000)
    sound.ring()
    await eventually(lambda: len(played) == 2)
    on = False
    clock.set(clock.now_ns() + 2_000_000_000)
    sound.ring()
    await settle()
    assert len(played) == 2
    await sound.aclose()


async def test_a_player_that_fails_is_replaced_by_the_beep_and_logged_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock, beeps, failures = FakeClock(), [], []

    def broken(_: Path) -> None:
        raise OSError("no device")

    sound = AlertSound(
        tmp_path / "a.wav", enabled=lambda: True, clock=clock,
        on_failure=lambda *what: failures.append(what), play=broken, beep=lambda: beeps.append(1),
    )  # fmt: skip
    with caplog.at_level("INFO"):
        for _ in range(3):
            sound.ring()
            await eventually(lambda: len(beeps) >= 1)
            clock.set(clock.now_ns() + 2_000_000_000)
            await settle()
    await sound.aclose()
    assert len(beeps) == 3
    assert failures == []
    assert sum("no device" in record.getMessage() for record in caplog.records) == 1


def test_the_sound_is_a_wave_file_of_a_fraction_of_a_second() -> None:
    with wave.open(str(resources_dir() / "sounds" / "alert.wav")) as sound:
        assert 0.2 < sound.getnframes() / sound.getframerate() < 1.0
