"""January 2027, of which the calendar that ships knows nothing: it works on, and says so."""

from datetime import date

from terminal.history.jobs import DayState, JobState, Schedule
from terminal.history.manifest import Mark
from tests.fakes.clock import FakeClock
from tests.fakes.history import FAST, FakeSource, at, chain, spot
from tests.unit.history.service_rig import opened, request

NEW_YEAR, MONDAY = date(2027, 1, 1), date(2027, 1, 4)
LATE = date(2027, 1, 28)


async def test_downloads_coverage_and_schedule_go_on(tmp_path, caplog):
    clock = FakeClock(at(MONDAY, "15:00"))
    universe = chain(expiry=LATE)
    source = FakeSource(universe, clock=clock, rules=FAST)
    source.no_data = {(series.key, NEW_YEAR) for series in universe}  # a holiday nobody told us of
    async with opened(tmp_path, clock, source, scheduling=False) as desk:
        assert "This version knows the exchange's holidays up to 31 Dec 2026" in caplog.text
        asked = request(date(2026, 12, 30), MONDAY)
        preview = await desk.service.preview(asked)
        assert [note for note in preview.notes if "knows the exchange's holidays up to" in note]
        await desk.service.set_schedule(
            Schedule(enabled=True, source="fake", days_back=3, last_run=date(2026, 12, 31),
                     last_check=date(2026, 12, 31))
        )  # fmt: skip
        first = await desk.service.run_if_due()  # New Year's Day, for all that is known
        await desk.until_state(first, JobState.DONE)
        assert desk.service.schedule.last_run == NEW_YEAR
        clock.set(at(MONDAY, "16:00"))
        number = await desk.service.run_if_due()
        await desk.until_state(number, JobState.DONE)
        assert desk.service.job(number).failed == 0
        states = (await desk.service.store.states(date(2026, 12, 30), MONDAY))[spot().key]
        assert {day: mark.mark for day, mark in states.items()} == {
            date(2026, 12, 30): Mark.COMPLETE,
            date(2026, 12, 31): Mark.COMPLETE,
            NEW_YEAR: Mark.EMPTY,
            MONDAY: Mark.COMPLETE,
        }
        cells = await desk.service.coverage("RELIANCE", NEW_YEAR, MONDAY)
        assert [cell.state for cell in cells] == [
            DayState.EMPTY, DayState.CLOSED, DayState.CLOSED, DayState.COMPLETE,
        ]  # fmt: skip
        assert "Not known whether 2027 has a holiday here." in cells[0].note
        assert desk.service.next_run_ns() == at(date(2027, 1, 5), "07:00")


async def test_nothing_is_said_while_the_year_is_known(tmp_path, caplog):
    clock = FakeClock(at(date(2026, 12, 31), "18:00"))
    source = FakeSource(chain(expiry=LATE), clock=clock, rules=FAST)
    async with opened(tmp_path, clock, source, scheduling=False) as desk:
        preview = await desk.service.preview(request(date(2026, 12, 30), date(2026, 12, 31)))
        assert not [note for note in preview.notes if "holidays" in note]
    assert "holidays" not in caplog.text
