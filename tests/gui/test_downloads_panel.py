"""What a person sees and does in the form and the job list of the downloads panel."""

import asyncio
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton

from terminal.domain.history import SeriesKind
from terminal.history.jobs import JobState, Selection
from terminal.ui.models.downloads import JobsModel
from tests.gui.downloads_desk import (
    NAMES,
    SOURCE,
    TODAY,
    DownloadsDesk,
    data,
    failure,
    fill,
    job,
    part,
    preview,
    refusal,
    request,
)

__all__ = ["data"]


def cells(model: JobsModel, row: int = 0) -> dict[str, str]:
    return {column.key: column.text(model.row_at(row)) for column in model.columns}


async def priced(desk: DownloadsDesk) -> None:
    """Wait until the preview of the form as it stands has come."""
    await desk.eventually(lambda: desk.panel.form.cost is not None)


def test_opening_the_panel_asks_for_a_price_and_starts_nothing(data):
    async def test(desk: DownloadsDesk) -> None:
        panel = await desk.open()
        await priced(desk)
        assert desk.service.of("start") == []
        values = panel.form.foot.values
        assert {name: label.text() for name, label in values.items()} == {
            "series": "488",
            "requests": "1,464",
            "time": "12 min",
            "size": "48 MB",
            "held": "25%",
        }
        button = panel.form.foot.go
        assert button.isEnabled()
        assert button.sentence.startswith("Download 488 series of all F&O stocks, 14–20 Nov 2026")
        assert "2 spot, 6 futures, 480 options" in panel.form.foot.note.text()

    data(test)


def test_one_press_starts_what_the_button_says_and_shows_its_row(data):
    async def test(desk: DownloadsDesk) -> None:
        panel = await desk.open()
        await priced(desk)
        desk.service.hold["start"] = asyncio.Event()
        button = panel.form.foot.go
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        panel.form.download()
        await desk.settled()
        assert button.sentence == "Starting…"
        desk.service.hold.pop("start").set()
        await desk.eventually(lambda: panel.page.name == "jobs")
        ((asked,),) = desk.service.of("start")
        assert asked == request(start=date(2026, 11, 14))
        assert panel.jobs.current.number == 1
        assert cells(panel.jobs.model)["state"] == "Planning"

    data(test)


def test_enter_goes_on_and_control_enter_starts(data):
    async def test(desk: DownloadsDesk) -> None:
        panel = await desk.open()
        await priced(desk)
        panel.form.fields.start.setFocus()
        QTest.keyClick(panel.form.fields.start, Qt.Key.Key_Return)
        await desk.settled()
        assert desk.service.of("start") == []
        QTest.keyClick(
            panel.form.fields.start, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
        )
        await desk.eventually(lambda: len(desk.service.of("start")) == 1)

    data(test)


def test_rules_answer_while_typing_and_nothing_is_asked_for_what_cannot_be(data):
    async def test(desk: DownloadsDesk) -> None:
        panel = await desk.open()
        await priced(desk)
        form, fields = panel.form, panel.form.fields
        asked = len(desk.service.of("preview"))
        fill(fields.strikes, "1x")
        row = fields.rows["strikes"]
        assert row.objected
        assert row.text == "A whole number from 0 to 500, or blank for all"
        assert not form.foot.go.isEnabled()
        assert form.foot.values["series"].text() == "—"
        fill(fields.strikes, "5")
        assert row.text == "5 above and 5 below the money, calls and puts"
        fill(fields.end, "30 Nov 2026")
        assert "has not come yet" in fields.rows["end"].text
        fill(fields.end, "today")
        await priced(desk)
        (newest,) = desk.service.of("preview")[-1]
        assert newest.selection.strikes_around == 5
        assert len(desk.service.of("preview")) == asked + 1

    data(test)


def test_figures_grow_grey_while_the_new_ones_are_on_their_way(data):
    async def test(desk: DownloadsDesk) -> None:
        panel = await desk.open()
        await priced(desk)
        desk.service.hold["preview"] = asyncio.Event()
        desk.service.cost = preview(requests=9)
        fill(panel.form.fields.expiries, "1")
        label = panel.form.foot.values["requests"]
        assert (label.text(), label.isEnabled()) == ("1,464", False)
        await desk.eventually(lambda: len(desk.service.of("preview")) == 2)
        # Edited again: the answer on its way is of another request, and is not shown.
        fill(panel.form.fields.expiries, "3")
        desk.service.hold.pop("preview").set()
        await desk.settled()
        assert label.text() == "1,464"
        await priced(desk)
        assert (label.text(), label.isEnabled()) == ("9", True)
        assert len(desk.service.of("preview")) == 3

    data(test)


def test_days_can_be_taken_with_one_press(data):
    async def test(desk: DownloadsDesk) -> None:
        panel = await desk.open()
        QTest.mouseClick(
            part(panel, "downloads.range.month", QPushButton), Qt.MouseButton.LeftButton
        )
        assert panel.form.read().request.start == date(2026, 10, 21)
        assert panel.form.read().request.end == TODAY

    data(test)


def test_underlyings_are_searched_and_ticked_by_keys(data):
    async def test(desk: DownloadsDesk) -> None:
        panel = await desk.open()
        form = panel.form
        form.fields.which.set_value(value=True)
        await desk.eventually(lambda: len(form.pick.model.rows) == len(NAMES))
        assert form.fields.rows["underlyings"].objected
        fill(form.pick.search, "m&")
        QTest.keyClick(form.pick.search, Qt.Key.Key_Return)
        fill(form.pick.search, "tcs")
        QTest.keyClick(form.pick.search, Qt.Key.Key_Down)
        assert form.pick.table.hasFocus()
        QTest.keyClick(form.pick.table, Qt.Key.Key_Space)
        assert form.pick.chosen == ("M&M", "TCS")
        assert form.pick.words.text() == "2 chosen: M&M, TCS"
        assert not form.fields.rows["underlyings"].objected
        await desk.eventually(lambda: form.foot.go.isEnabled() and form.cost is not None)
        (newest,) = desk.service.of("preview")[-1]
        assert newest.selection.underlyings == ("M&M", "TCS")
        assert "M&M, TCS" in form.foot.go.sentence
        fill(form.pick.search, "nothing like it")
        assert "No underlying is called" in form.pick.said

    data(test)


def test_a_list_of_underlyings_that_cannot_be_read_says_why(data):
    async def test(desk: DownloadsDesk) -> None:
        desk.service.errors_for["underlyings_of"] = refusal(
            "The symbol master is not a zip file.", "It is tried again later."
        )
        panel = await desk.open()
        await desk.eventually(lambda: "not a zip file" in panel.form.pick.said)

    data(test)


def test_without_an_account_the_form_says_what_is_needed(data):
    async def test(desk: DownloadsDesk) -> None:
        desk.service.source_names = ()
        panel = await desk.open()
        assert panel.form.fields.rows["source"].text.startswith("Log in to an account")
        assert not panel.form.foot.go.isEnabled()
        panel.show_page("jobs")
        assert "Log in to an account first" in panel.jobs.said.text
        desk.service.source_names = (SOURCE, "kite")
        desk.service.sources_changed()
        await priced(desk)
        assert panel.form.foot.go.isEnabled()
        assert panel.form.fields.sources.itemText(1) == "Kite"

    data(test)


def test_a_refused_preview_and_a_refused_start_say_why(data):
    async def test(desk: DownloadsDesk) -> None:
        desk.service.errors_for["preview"] = refusal("The masters could not be read.")
        panel = await desk.open()
        note = panel.form.foot.note
        await desk.eventually(lambda: note.text() == "The masters could not be read.")
        assert note.tone() == "amber"
        desk.service.errors_for = {"start": refusal("The disk is full.", "Free some space.")}
        QTest.mouseClick(panel.form.foot.go, Qt.MouseButton.LeftButton)
        await desk.eventually(lambda: "Free some space" in panel.said.text)
        assert panel.said.text == "Not started: The disk is full. Free some space."
        await desk.eventually(panel.form.foot.go.isEnabled)

    data(test)


def test_what_is_held_already_is_not_downloaded_again(data):
    async def test(desk: DownloadsDesk) -> None:
        desk.service.cost = preview(held_days=7320, requests=0, seconds=0, size_bytes=0)
        panel = await desk.open()
        await priced(desk)
        assert "has all of it already" in panel.form.foot.note.text()
        assert not panel.form.foot.go.isEnabled()
        panel.form.download()
        await desk.settled()
        assert desk.service.of("start") == []

    data(test)


def test_notes_of_the_preview_are_shown(data):
    async def test(desk: DownloadsDesk) -> None:
        desk.service.cost = preview(notes=("ZOMATO is not in today's list.",))
        panel = await desk.open()
        await priced(desk)
        assert panel.form.foot.note.text() == "ZOMATO is not in today's list."

    data(test)


def test_a_job_shows_its_figures_and_follows_them(data):
    async def test(desk: DownloadsDesk) -> None:
        desk.service.list = [job(failed=40)]
        panel = await desk.open("jobs")
        row = cells(panel.jobs.model)
        assert row["what"] == "All F&O stocks"
        assert (row["state"], row["progress"], row["eta"]) == ("Running", "42%", "3 min")
        assert (row["rate"], row["failed"]) == ("12.4K bars/s", "40")
        assert (row["days"], row["source"]) == ("2–20 Nov 2026", "Practice Shoonya")
        assert panel.headline.text() == "Running 42% · 12.4K bars/s · 3 min left"
        assert panel.tabs.button("jobs").text() == "Jobs 1"
        # Progress is no new version of the service: it is looked at five times a second.
        desk.service.list = [job(done=500, failed=40)]
        desk.frame.tick()
        assert cells(panel.jobs.model)["progress"] == "42%"
        desk.clock.set(desk.clock.now_ns() + 250_000_000)
        desk.frame.tick()
        assert cells(panel.jobs.model)["progress"] == "50%"
        desk.service.list = [job(done=1000, state=JobState.DONE, eta_s=None)]
        desk.service.version += 1
        desk.frame.tick()
        row = cells(panel.jobs.model)
        assert (row["state"], row["progress"], row["eta"], row["rate"]) == (
            "Complete",
            "100%",
            "",
            "",
        )
        assert panel.tabs.button("jobs").text() == "Jobs"

    data(test)


def test_space_pauses_and_resumes(data):
    async def test(desk: DownloadsDesk) -> None:
        desk.service.list = [job()]
        panel = await desk.open("jobs")
        table, pause = panel.jobs.table, part(panel, "downloads.jobs.pause", QPushButton)
        assert pause.text() == "Pause"
        QTest.keyClick(table, Qt.Key.Key_Space)
        await desk.eventually(lambda: desk.service.of("pause") == [(1,)])
        await desk.eventually(lambda: pause.text() == "Resume")
        assert part(panel, "downloads.reason", QLabel).text() == "Paused by you."
        QTest.mouseClick(pause, Qt.MouseButton.LeftButton)
        await desk.eventually(lambda: desk.service.of("resume") == [(1,)])

    data(test)


def test_the_sentence_of_a_session_that_ended_and_of_a_full_disk_is_shown(data):
    async def test(desk: DownloadsDesk) -> None:
        full = "The disk is full: free some space, then resume. Nothing is lost."
        ended = "The session at Shoonya ended. Log in again: the download goes on by itself."
        desk.service.list = [
            job(2, state=JobState.STOPPED, sentence=full),
            job(1, state=JobState.NEEDS_LOGIN, sentence=ended),
        ]
        panel = await desk.open("jobs")
        reason = part(panel, "downloads.reason", QLabel)
        assert (reason.text(), reason.property("role")) == (full, "warn")
        assert panel.headline.text() == full
        panel.jobs.table.select_key(1)
        assert reason.text() == ended
        assert part(panel, "downloads.jobs.pause", QPushButton).text() == "Resume"
        QTest.keyClick(panel.jobs.table, Qt.Key.Key_Space)
        await desk.eventually(lambda: desk.service.of("resume") == [(1,)])

    data(test)


def test_failures_are_listed_with_reasons_and_asked_for_again(data):
    async def test(desk: DownloadsDesk) -> None:
        desk.service.list = [job(state=JobState.INCOMPLETE, failed=5, done=1000)]
        desk.service.failures = [failure(), failure("NFO:SBIN:2026-11-24:800:CE", days=2)]
        panel = await desk.open("jobs")
        jobs = panel.jobs
        await desk.eventually(lambda: len(jobs.failures.rows) == 2)
        assert jobs.head.text() == "2 series not fetched"
        row = {c.key: c.text(jobs.failures.row_at(1)) for c in jobs.failures.columns}
        assert row["series"] == "SBIN 24 Nov 800 CE"
        assert row["days"] == "3–5 Nov 2026"
        assert row["error"] == "Broker or network"
        assert row["text"] == "The broker answered with a web page instead of data."
        fill(part(panel, "downloads.errors.filter", QLineEdit), "800 ce")
        assert jobs.head.text() == "2 series not fetched, 1 of them shown"
        again = part(panel, "downloads.errors.retry", QPushButton)
        QTest.mouseClick(again, Qt.MouseButton.LeftButton)
        await desk.eventually(lambda: desk.service.of("retry_failed") == [(1,)])
        await desk.eventually(lambda: not again.isEnabled())

    data(test)


def test_another_jobs_failures_replace_the_ones_before(data):
    async def test(desk: DownloadsDesk) -> None:
        desk.service.list = [job(2, failed=1), job(1, state=JobState.DONE, done=1000)]
        desk.service.failures = [failure()]
        panel = await desk.open("jobs")
        await desk.eventually(lambda: len(panel.jobs.failures.rows) == 1)
        assert panel.jobs.below.isVisible()
        panel.jobs.table.select_key(1)
        assert not panel.jobs.below.isVisible()
        assert desk.service.of("errors") == [(2,)]

    data(test)


def test_cancelling_asks_first_and_an_ended_job_leaves_the_list(data):
    async def test(desk: DownloadsDesk) -> None:
        desk.service.list = [job()]
        panel = await desk.open("jobs")

        def question() -> QDialog | None:
            found = QApplication.activeModalWidget()
            return found if isinstance(found, QDialog) else None

        QTest.keyClick(panel.jobs.table, Qt.Key.Key_Delete)
        await desk.eventually(question)
        question().reject()
        await desk.settled()
        assert desk.service.of("cancel") == []
        QTest.keyClick(panel.jobs.table, Qt.Key.Key_Delete)
        await desk.eventually(question)
        question().accept()
        await desk.eventually(lambda: desk.service.of("cancel") == [(1,)])
        end = part(panel, "downloads.jobs.end", QPushButton)
        await desk.eventually(lambda: end.text() == "Remove")
        QTest.keyClick(panel.jobs.table, Qt.Key.Key_Delete)
        await desk.eventually(lambda: desk.service.of("forget") == [(1,)])
        await desk.eventually(lambda: not panel.jobs.model.rows)
        assert "No download yet" in panel.jobs.said.text

    data(test)


def test_a_verb_that_is_refused_says_why(data):
    async def test(desk: DownloadsDesk) -> None:
        desk.service.list = [job(state=JobState.PAUSED)]
        desk.service.errors_for["resume"] = refusal("kite is not logged in.", "Log in first.")
        panel = await desk.open("jobs")
        QTest.keyClick(panel.jobs.table, Qt.Key.Key_Space)
        await desk.eventually(lambda: panel.said.text != "")
        assert panel.said.text == "Not resumed: kite is not logged in. Log in first."

    data(test)


def test_a_job_that_ends_or_needs_somebody_is_told_once_and_a_click_leads_to_it(data):
    async def test(desk: DownloadsDesk) -> None:
        desk.service.list = [job(2), job(1, state=JobState.DONE, done=1000)]
        panel = await desk.open()
        ended = job(2, state=JobState.NEEDS_LOGIN, sentence="The session ended.")
        desk.service.tell(ended, desk.service.list[1])
        desk.service.tell(*desk.service.list)
        assert [(e.level, e.title) for e in desk.posted] == [("warn", "Download waits for a login")]
        assert "The session ended." in desk.posted[0].text
        done = job(2, state=JobState.DONE, done=1000)
        desk.service.tell(done, desk.service.list[1])
        assert desk.posted[-1].level == "good"
        assert "1.23L bars" in desk.posted[-1].text
        desk.notices.clicked.connect(panel.on_notice)
        desk.notices.clicked.emit(desk.posted[-1])
        assert panel.page.name == "jobs"
        assert panel.jobs.current.number == 2

    data(test)


def test_the_form_comes_back_as_it_was_left(data):
    async def test(desk: DownloadsDesk) -> None:
        panel = await desk.open()
        panel.form.fields.kinds[SeriesKind.FUTURE].setChecked(False)
        panel.form.fields.which.set_value(value=True)
        panel.form.pick.choose(["TCS"])
        fill(panel.form.fields.expiries, "2")
        state = panel.save_state()
        await panel.aclose()
        panel.hide()
        panel.deleteLater()
        again = await desk.open()
        again.restore_state(state)
        selection = again.form.selection
        assert selection == Selection(
            kinds=(SeriesKind.SPOT, SeriesKind.OPTION), underlyings=("TCS",), nearest_expiries=2
        )
        assert again.form.pick.isVisible()

    data(test)


def test_a_panel_that_closes_asks_for_nothing_more(data):
    async def test(desk: DownloadsDesk) -> None:
        panel = await desk.open()
        await priced(desk)
        fill(panel.form.fields.expiries, "2")
        await panel.aclose()
        asked = len(desk.service.asked)
        await asyncio.sleep(0.3)  # longer than typing rests before a preview
        assert len(desk.service.asked) == asked

    data(test)
