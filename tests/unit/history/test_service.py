"""The door to history beside its jobs: coverage, previews, the schedule, exports."""

import hashlib
from datetime import date

import pytest

from terminal.domain.history import SeriesKind
from terminal.history.jobs import (
    DayState,
    ExportFormat,
    JobState,
    Schedule,
)
from tests.fakes.clock import FakeClock
from tests.fakes.history import at, chain, future, index, spot
from tests.unit.history.service_rig import DAY, Desk, fast, opened, request


@pytest.fixture
def clock():
    return FakeClock(at(DAY, "18:00"))


async def test_coverage_has_a_cell_for_each_calendar_day(tmp_path, clock):
    source = fast(clock)
    broken = (chain()[3].key, date(2026, 11, 18))
    async with opened(tmp_path, clock, source) as desk:
        await desk.download(request(date(2026, 11, 17), DAY))
        await desk.service.store.reopen({broken[0]: [broken[1]]}, "gap: looked at again.")
        cells = {
            cell.day: cell
            for cell in await desk.service.coverage(
                "RELIANCE", date(2026, 11, 14), date(2026, 11, 24)
            )
        }
        states = {day.day: cell.state for day, cell in cells.items()}
        assert states == {
            14: DayState.CLOSED, 15: DayState.CLOSED, 16: DayState.MISSING,
            17: DayState.COMPLETE, 18: DayState.PARTIAL, 19: DayState.COMPLETE,
            20: DayState.COMPLETE, 21: DayState.CLOSED, 22: DayState.CLOSED,
            23: DayState.CLOSED, 24: DayState.CLOSED,
        }  # fmt: skip
        assert cells[DAY].complete == 8
        assert cells[DAY].share == 1.0
        assert cells[date(2026, 11, 18)].share == pytest.approx(7 / 8)
        assert cells[date(2026, 11, 18)].note == "gap: looked at again."
        assert cells[date(2026, 11, 24)].note == "Guru Nanak Jayanti"
        spots = await desk.service.coverage("RELIANCE", DAY, DAY, kind=SeriesKind.SPOT)
        assert spots[0].complete == 1
        assert await desk.service.held_underlyings() == ["RELIANCE"]


async def test_a_preview_counts_what_is_missing_and_archives_the_masters(tmp_path, clock):
    source = fast(clock)
    async with opened(tmp_path, clock, source) as desk:
        await desk.download(request(DAY, DAY, kinds=(SeriesKind.SPOT,)))
        before = len(source.requests)
        preview = await desk.service.preview(request())
        assert (preview.series, preview.series_days, preview.held_days) == (8, 40, 1)
        assert preview.requests == 8
        assert len(source.requests) == before
        assert source.master_reads == 1  # once a day and login
    (master,) = (tmp_path / "masters").rglob("*.zip")
    assert master.relative_to(tmp_path / "masters").parts == (
        "2026-11-20",
        "fake",
        "NFO_symbols.txt.zip",
    )
    digest = hashlib.sha256(master.read_bytes()).hexdigest()
    assert master.with_name(f"{master.name}.sha256").read_text() == f"{digest}  {master.name}\n"


async def test_underlyings_are_listed_stocks_first(tmp_path, clock):
    universe = [*chain("TCS"), index("BANKNIFTY", "NIFTY BANK"), *chain("INFY")]
    async with opened(tmp_path, clock, fast(clock, universe)) as desk:
        assert await desk.service.underlyings_of("fake") == ("INFY", "TCS", "BANKNIFTY")
        assert desk.service.sources() == ("fake",)


async def test_strikes_around_the_money_are_found_by_the_last_stored_price_or_the_brokers(
    tmp_path, clock
):
    source = fast(clock, chain(strikes=21))
    source.day_volume[spot().key, DAY] = 1000  # its daily bar closes at 1500
    async with opened(tmp_path, clock, source) as desk:
        narrow = request(DAY, DAY, kinds=(SeriesKind.OPTION,), strikes_around=1)
        number = await desk.download(narrow)
        assert source.day_requests == 1
        assert desk.service.job(number).total == 6
        assert {key.split(":")[3] for key, _, _ in source.requests} == {"1490", "1500", "1510"}


async def test_a_preview_counts_the_last_prices_that_will_be_asked_for(tmp_path, clock):
    source = fast(clock)
    wanted = request(DAY, DAY, underlyings=("RELIANCE",), strikes_around=0)
    async with opened(tmp_path, clock, source) as desk:
        preview = await desk.service.preview(wanted)
        assert preview.requests == preview.series_days + 1
        assert source.day_requests == 0
        await desk.download(wanted)
        assert source.day_requests == 1
        again = await desk.service.preview(wanted)
        assert again.requests == again.series_days - again.held_days, "its price is stored now"


async def test_after_market_close_the_schedule_downloads_by_itself_once_a_day(tmp_path):
    clock = FakeClock(at(DAY, "15:00"))
    source = fast(clock)
    async with opened(tmp_path, clock, source) as desk:
        await desk.service.set_schedule(
            Schedule(enabled=True, source="fake", minutes_after_close=20, days_back=1,
                     last_run=date(2026, 11, 19), last_check=date(2026, 11, 19))
        )  # fmt: skip
        assert desk.service.next_run_ns() == at(DAY, "16:00")
        await clock.advance(3500)
        assert desk.service.jobs() == ()
        await clock.advance(200)
        await desk.until(lambda: desk.service.jobs())
        (view,) = desk.service.jobs()
        assert view.scheduled
        assert (view.request.start, view.request.end) == (date(2026, 11, 19), DAY)
        await desk.until_state(view.number, JobState.DONE)
        assert desk.service.schedule.last_run == DAY
        assert desk.service.next_run_ns() == at(date(2026, 11, 21), "07:00")
        await clock.advance(3600)
        assert len(desk.service.jobs()) == 1
    async with opened(tmp_path, clock, source) as desk:
        assert desk.service.schedule.last_run == DAY  # it outlives the program


async def test_a_scheduled_download_that_never_got_its_login_gives_way_to_the_next_days(tmp_path):
    clock = FakeClock(at(DAY, "16:30"))
    async with opened(tmp_path, clock, scheduling=False) as desk:
        await desk.service.set_schedule(Schedule(enabled=True, source="fake"))
        first = await desk.service.run_if_due()
        clock.set(at(date(2026, 11, 23), "16:30"))
        second = await desk.service.run_if_due()
        assert await desk.service.run_if_due() is None
        assert desk.service.job(first).state is JobState.CANCELLED
        assert desk.service.job(second).state is JobState.NEEDS_LOGIN
        assert desk.service.job(second).request.start <= DAY  # and reaches over its days


async def test_a_list_of_jobs_that_cannot_be_read_is_set_aside_and_said(tmp_path, clock):
    (tmp_path / "downloads.json").write_text("{not json")
    async with opened(tmp_path, clock, fast(clock)) as desk:
        assert "could not be read" in desk.service.complaint
        number = await desk.download(request(DAY, DAY))
        assert desk.service.job(number).state is JobState.DONE
    assert (tmp_path / "downloads.broken.json").read_text() == "{not json"


async def test_an_export_has_as_many_bars_as_it_says(tmp_path, clock):
    async with opened(tmp_path, clock, fast(clock, [spot(), future()])) as desk:
        await desk.download(request(DAY, DAY))
        file = tmp_path / "out.csv"
        count = await desk.service.export(file, form=ExportFormat.CSV, kinds=(SeriesKind.FUTURE,))
        assert count == 385
        assert len(file.read_text().splitlines()) == 386


async def test_an_object_store_needs_a_local_folder(clock):
    with pytest.raises(ValueError, match="local folder"):
        Desk("memory://bars", clock)


async def test_bars_of_lengths_that_are_not_kept_are_refused(tmp_path, clock):
    async with opened(tmp_path, clock) as desk:
        with pytest.raises(ValueError, match="7 minutes"):
            await desk.service.bars("NSE:RELIANCE", 0, 1, minutes=7)
