"""Say when a download ends or needs somebody, also while its panel is not in sight. A click leads there."""

from terminal.history.jobs import JobState, JobView
from terminal.history.service import HistoryService
from terminal.ui import format as fmt
from terminal.ui.downloads import words
from terminal.ui.notices import Notices

KEY = "download "
"""What the key of a notice begins with; the job's number follows."""
_LEVEL = {
    JobState.DONE: "good",
    JobState.INCOMPLETE: "warn",
    JobState.FAILED: "bad",
    JobState.STOPPED: "bad",
    JobState.NEEDS_LOGIN: "warn",
}
_TITLE = {
    JobState.DONE: "Download complete",
    JobState.INCOMPLETE: "Download incomplete",
    JobState.FAILED: "Download failed",
    JobState.STOPPED: "Download stopped",
    JobState.NEEDS_LOGIN: "Download waits for a login",
}


class JobNotices:
    """Post one notice for each such change of a job; what stood so at the start is not news."""

    def __init__(self, service: HistoryService, notices: Notices) -> None:
        self._service = service
        self._notices = notices
        self._states = {job.number: job.state for job in service.jobs()}
        self._unfollow = service.changed.connect(self._changed)

    def close(self) -> None:
        self._unfollow()

    def _changed(self, _number: int) -> None:
        for job in self._service.jobs():
            before = self._states.get(job.number)
            self._states[job.number] = job.state
            if before is not None and job.state is not before and job.state in _LEVEL:
                self._post(job)

    def _post(self, job: JobView) -> None:
        text = f"{words.request(job.request)}. {job.sentence}".strip()
        if job.state is JobState.DONE:
            text = f"{words.request(job.request)}: {fmt.compact(job.bars)} bars. {job.sentence}".strip()
        self._notices.post(_LEVEL[job.state], _TITLE[job.state], text, key=f"{KEY}{job.number}")
